"""Whatever is put into whatever field, the answer is Dutch and carries the field's own question."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pydantic import ValidationError

from briefgen.errors import FactsErrors
from briefgen.facts import kinds
from briefgen.facts.base import Facts
from briefgen.facts.explain import explain
from briefgen.facts.fields import Fact, Kind, chain, every_path, facts_of
from briefgen.facts.load import build
from briefgen.facts.model import CaseFacts

PATHS = list(every_path())
WRONG: list[Any] = [
    None, "", " ", "x", "é\ud800", "a\nb", "x" * 400, "x" * 60_000, "-1", "0", "1.5", "9" * 5000, "31-02-2026", "\x07",
    [], ["x"], [[]], [None], {}, {"naam": "x"}, {"naam": {}}, {"onzin": 1}, True, 3,
]  # fmt: skip
ENGLISH = re.compile(
    r"\b(should|input|valid|field|required|type|value|must|string|character|extra|permitted|error|at least|length)\b",
    re.IGNORECASE,
)


def nested(dotted: str, value: object) -> dict[str, object]:
    """A case with `value` at `dotted` and nothing else."""
    data: object = value
    for fact in reversed(chain(dotted)):
        data = {fact.key: data}
    assert isinstance(data, dict)
    return data


def messages(data: dict[str, object]) -> list[str]:
    try:
        build(data, name="zaak", unprintable=lambda _: ())
    except FactsErrors as caught:
        return [str(error) for error in caught.errors]
    return []


OWN_WORDS = sorted(
    {own for path in PATHS for own in (chain(path)[-1].question, chain(path)[-1].title, chain(path)[-1].example)},
    key=len,
    reverse=True,
)


def without_own_words(text: str) -> str:
    """Leave out what the model itself says; what is left is the loader's own."""
    for own in OWN_WORDS:
        text = text.replace(own, "")
    return text


@pytest.mark.parametrize("dotted", PATHS)
def test_no_field_ever_answers_in_english(dotted: str) -> None:
    for value in WRONG:
        for line in messages(nested(dotted, value)):
            assert not ENGLISH.search(without_own_words(line)), line
            assert line.encode()


@pytest.mark.parametrize("dotted", [path for path in PATHS if chain(path)[-1].kind is not Kind.TEXT])
def test_a_wrong_word_is_refused_everywhere(dotted: str) -> None:
    *_, fact = chain(dotted)
    if fact.by_name:
        return  # a word may name a body
    assert any(dotted.rpartition(".")[2] in line for line in messages(nested(dotted, "x\ny")))


def raw_errors(value: object, dotted: str) -> list[str]:
    """What is said when the model itself meets the value, without the loader's first look at its shape."""
    try:
        CaseFacts.model_validate(nested(dotted, value))
    except ValidationError as caught:
        findings = explain(caught.errors(), CaseFacts, {}, set())
        return [f"{finding.what} {finding.mend}" for finding in findings]
    return []


@pytest.mark.parametrize("dotted", PATHS)
def test_the_model_alone_never_answers_in_english_either(dotted: str) -> None:
    for value in [*WRONG, 1.5, object(), b"x"]:
        for line in raw_errors(value, dotted):
            assert not ENGLISH.search(without_own_words(line).replace("<object object", "")), line


def sections(model: type[Facts] = CaseFacts) -> list[type[Facts]]:
    found = [model]
    for fact in facts_of(model).values():
        if fact.section is not None:
            found.extend(sections(fact.section))
    return found


@pytest.mark.parametrize(
    "fact", [fact for section in sections() for fact in facts_of(section).values()], ids=lambda fact: fact.key
)
def test_every_field_can_be_asked_for(fact: Fact) -> None:
    assert fact.title
    assert fact.question.endswith(("?", "."))
    assert fact.example


@pytest.mark.parametrize("dotted", [path for path in PATHS if chain(path)[-1].section is None])
def test_every_example_is_itself_an_answer(dotted: str) -> None:
    example = chain(dotted)[-1].example
    assert not [line for line in messages(nested(dotted, example)) if dotted.rpartition(".")[2] in line.split(": ")[0]
                and "niet ingevuld" not in line and "burgerservicenummer" not in line]  # fmt: skip


@pytest.mark.parametrize("text", [" Ouder ", "OUDER", "ouder\n"])
def test_words_are_known_whatever_their_capitals(text: str) -> None:
    assert not any("rol" in line for line in messages(nested("afzender.rol", text)))


def test_words_of_more_than_one_are_known_too() -> None:
    data = {"contact": {"beperking": "x", "vorm": "Schriftelijke  Aanwijzing"}, "afzender": {}}
    assert not any("vorm" in line for line in messages(dict(data)))
    assert kinds.DecisionForm("schriftelijke aanwijzing")
