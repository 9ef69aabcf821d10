"""A machine that answers a conversation from a case file: it looks each asked path up in the case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shipped import DAY, workshop

from briefgen.facts import from_yaml
from briefgen.facts.places import FactPath
from briefgen.interview.conversation import Conversation
from briefgen.interview.needs import ADDRESS
from briefgen.interview.plain import from_nodes, get
from briefgen.interview.questions import NOTHING, OWN_ADDRESS, Form, Question, Refusal, Review
from briefgen.interview.saving import begin, guide

GUIDE = guide(workshop(), DAY)
SITUATIONS = workshop().templates.root / "interview" / "situaties"
MOST = 120  # questions; a conversation that needs more goes round in circles


def tree_of(path: Path) -> Any:
    node = from_yaml.read(path.read_text(encoding="utf-8"), path.name)
    assert node is not None
    return from_nodes(node)


@dataclass(frozen=True)
class Walk:
    """A conversation that came to its end: what was asked and said, and the review."""

    talk: Conversation
    said: tuple[tuple[Question, str], ...]
    review: Review


def walk(case: Any, letter: str, talk: Conversation | None = None) -> Walk | None:
    """Answer from `case` until the review of `letter`; forks are tried until one leads there. None if none does."""
    return _walk(case, letter, talk or begin(GUIDE), ())


def _walk(case: Any, letter: str, talk: Conversation, said: tuple[tuple[Question, str], ...]) -> Walk | None:
    while len(said) < MOST:
        question = talk.next_question()
        if isinstance(question, Review):
            fits = question.verdict is not None and question.verdict.spec.id == letter
            return Walk(talk, said, question) if fits else None
        options = list(answers(question, case, letter))
        for text in options[:-1]:
            after = talk.answer(text)
            if not isinstance(after, Refusal) and (found := _walk(case, letter, after, (*said, (question, text)))):
                return found
        if not options:
            return None
        after = talk.answer(options[-1])
        if isinstance(after, Refusal):
            return None  # a road on which the case has no answer
        said = (*said, (question, options[-1]))
        talk = after
    raise AssertionError([question.id for question, _ in said])


def answers(question: Question, case: Any, letter: str) -> Iterator[str]:
    """What the case says to a question; of a fork every option that the case does not contradict."""
    if question.path is not None:
        yield _fact(question, question.path, case)
    elif question.id == "+brief":
        if letter in [choice.answer for choice in question.choices]:
            yield letter
    elif question.id == "+aanvullen":
        wanted = [choice.answer for choice in question.choices if _wanted(case, choice.answer)]
        yield ", ".join(wanted) or NOTHING
    elif "+" in question.id:
        name, _, number = question.id.partition("+")
        items = get(case, tuple(int(step) if step.isdigit() else step for step in name.split(".")))
        yield "ja" if len(items or ()) > int(number) else "nee"
    elif question.id == "?situatie":
        for situation in GUIDE.script.situations:
            if letter in situation.letters:
                yield situation.id
    else:
        yield from _fork(question.id, case)


def _fork(question_id: str, case: Any) -> Iterator[str]:
    for path in sorted(SITUATIONS.glob("*.yaml")):
        for asked in GUIDE.script.situation(path.stem).asked:
            if f"?{asked.fork}" == question_id:
                ranked: list[tuple[int, int, str]] = []
                for option in asked.options:
                    values = [(get(case, tuple(key.split("."))), value) for key, value in option.sets.items()]
                    if all(found == value for found, value in values if isinstance(found, str)):
                        ranked.append((-sum(found == value for found, value in values), len(ranked), option.id))
                yield from (option for _, _, option in sorted(ranked))


def _fact(question: Question, path: FactPath, case: Any) -> str:
    value = get(case, path)
    if question.form is Form.ADDRESS:
        parts = [get(case, (*path[:-1], key)) or "" for key in ADDRESS]
        return f"{parts[0]}, {parts[1]} {parts[2]}" if all(parts) else _else(question)
    for place, other in (
        (("maatregel", "instelling"), ("geadresseerde",)),
        (("geadresseerde",), ("maatregel", "instelling")),
    ):
        if path[: len(place)] == place and get(case, place) is None and get(case, other) is not None:
            return _fact(question, (*other, *path[len(place) :]), case)
    if value is None and path == ("contact", "verzonden"):
        value = get(case, ("contact", "datum_brief"))  # what the question says to do when the day is not known
    if question.form is Form.BODY and isinstance(value, dict):
        return OWN_ADDRESS
    if isinstance(value, list):
        return ("," if question.form is Form.SEVERAL else "\n").join(value)
    return str(value) if value is not None else _else(question)


def _else(question: Question) -> str:
    """What someone says who has nothing in the case about it: leave it open, or the plain default."""
    if question.optional:
        return NOTHING
    defaults = {
        "gezag": "onbekend",
        "weg": "klacht",
        "over": "mijzelf",
        "gegevens_over": "mijzelf",
        "door": "gecertificeerde instelling",
    }
    key = str(question.path[-1]) if question.path else ""
    words = [choice.answer for choice in question.choices]
    if question.form is Form.YES_NO:
        return "ja" if key == "kan_eigen_belang_wegen" else "nee"
    if defaults.get(key) in words:
        return defaults[key]
    if question.form is Form.BODY:
        return OWN_ADDRESS
    if words:
        return words[-1]
    return {Form.DAY: "2026-10-01", Form.ADDRESS: "Postbus 9, 1234 AB Voorbeeldstad"}.get(
        question.form, question.example
    )


def _wanted(case: Any, name: str) -> bool:
    path, more, number = name.partition("+")
    if not more:
        return _there(case, path.split("."))
    items = get(case, tuple(path.split(".")))
    return isinstance(items, list) and len(items) > int(number)


def _there(case: Any, keys: list[str]) -> bool:
    for number, key in enumerate(keys):
        case = case.get(key) if isinstance(case, dict) else None
        if isinstance(case, list):
            rest = keys[number + 1 :]
            return bool(case) if not rest else any(_there(item, rest) for item in case)
    return case is not None
