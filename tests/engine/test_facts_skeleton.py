"""An empty case file asks for what a letter needs; filled with its own examples it is a case."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from briefgen.errors import FactsErrors, Message
from briefgen.facts.fields import chain, every_path, facts_of
from briefgen.facts.load import CaseFile, parse
from briefgen.facts.missing import missing, missing_in
from briefgen.facts.skeleton import skeleton

if TYPE_CHECKING:
    from collections.abc import Sequence

LINE = re.compile(r"^(?P<indent> *)(?:(?P<key>[a-z_]+):|-)$")
MINIMAL = "afzender: {naam: Sanne, rol: ouder, adres: x 1, postcode: 1234 AB, plaats: y}\n"


def read(text: str) -> CaseFile:
    return parse(text, name="zaak.yaml", unprintable=lambda _: ())


def write(needs: Sequence[str], optional: Sequence[str] = ()) -> str:
    return skeleton(needs, optional, letter="voorbeeld", title="Een voorbeeld")


def filled(text: str) -> str:
    """Put behind every empty key and dash the example of its fact."""
    lines = text.split("\n")
    active = [(number, match) for number, line in enumerate(lines) if (match := LINE.match(line))]
    path: list[tuple[int, str]] = []
    for index, (number, match) in enumerate(active):
        indent = len(match["indent"])
        path = [step for step in path if step[0] < indent]
        if match["key"]:
            path.append((indent, match["key"]))
        deeper = index + 1 < len(active) and len(active[index + 1][1]["indent"]) > indent
        fact = chain(".".join(key for _, key in path))[-1]
        if not deeper and (fact.section is None or fact.by_name):
            lines[number] += f" {json.dumps(fact.example)}"
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("needs", "optional"),
    [
        ([], []),
        (["afzender"], []),
        (["kinderen.naam", "contact.verzonden"], ["kinderen.gezag"]),
        (["afzender", "kinderen", "contact", "maatregel"], ["klacht", "bijlagen"]),
        (["klacht", "klacht.onderwerpen", "klacht.oplossingen"], ["kenmerk.eigen"]),
        (["toezicht", "organisatie", "geadresseerde"], ["toezicht.periode"]),
        (["geadresseerde.naam", "geadresseerde.adres"], []),
        (["contact.gewenst.hoe_vaak", "contact.eigen_kijk", "contact.eerdere_regeling"], ["contact.gewenst"]),
        (["verzoek.periode.van", "bijlagen", "maatregel.instelling"], []),
        ([path for path in every_path() if "." not in path], []),
        ([path for path in every_path() if not path.startswith("toegestane")], []),
        ([], list(every_path())),
    ],
)
def test_a_skeleton_filled_with_its_examples_is_a_case(needs: list[str], optional: list[str]) -> None:
    text = write(needs, optional)
    with pytest.raises(FactsErrors) as caught:
        read(text)
    assert {error.what.template for error in caught.value.errors} == {"'{titel}' is niet ingevuld."}
    case = read(filled(text).replace('"123456782"', '"111222333"'))
    assert missing(case.facts, [path for path in needs if not _empty_section(path)]) == ()


def _empty_section(path: str) -> bool:
    """Whether a section has nothing that must be filled in, so that its skeleton may stay empty."""
    fact = chain(path)[-1]
    if fact.section is None or fact.by_name:
        return False
    return not any(inner.required for inner in facts_of(fact.section).values())


def test_it_asks_in_the_order_of_the_model_with_question_and_example() -> None:
    text = write(["afzender.naam", "kinderen.geboortedatum"], ["kinderen.gezag", "klacht.onderwerpen"])
    assert re.findall(r"([a-z_]+):\n", text) == [
        "afzender", "naam", "rol", "adres", "postcode", "plaats", "kinderen", "naam", "geboortedatum", "gezag",
        "klacht", "gebeurtenissen", "datum", "wat", "wie", "gevolg", "bijlage", "onderwerpen",
    ]  # fmt: skip
    assert (
        "    # Geboortedatum. Wanneer is het kind geboren?\n    # Bijvoorbeeld: 2018-03-05\n    geboortedatum:\n"
        in text
    )
    assert "Kies uit: afzender, gezamenlijk, andere ouder" in text
    assert "# Vult u niets in, dan geldt: onbekend.\n    # gezag:\n" in text
    assert "burgerservicenummer" in text.split("\nafzender:")[0]
    assert "blijft op deze computer" in text.split("\nafzender:")[0]


def test_an_optional_fact_is_used_by_taking_the_sign_away() -> None:
    text = filled(write(["maatregel"], ["klacht"]))
    text = text.replace("  # zaaknummer:", "  zaaknummer: 26-123")
    before, block = text.split("\n# klacht:")
    opened = "\n".join(line.removeprefix("# ") for line in f"# klacht:{block}".split("\n"))
    facts = read(filled(f"{before}\n{opened}")).facts
    assert facts.measure is not None
    assert facts.measure.case_number == "26-123"
    assert facts.complaint is not None
    assert facts.complaint.events[0].what
    assert facts.complaint.topics == ()


def test_the_comments_can_be_in_another_language() -> None:
    def say(message: Message) -> str:
        return "Example" if message.template.startswith("Bijvoorbeeld") else str(message)

    assert "# Example\n  naam:" in skeleton([], [], letter="x", title="y", say=say)


@pytest.mark.parametrize("path", ["onzin", "kinderen.onzin", "afzender.naam.x", ""])
def test_a_path_the_model_does_not_have_is_the_callers_mistake(path: str) -> None:
    with pytest.raises(KeyError):
        write([path])
    with pytest.raises(KeyError):
        missing(read(MINIMAL).facts, [path])


# --- what is missing


@pytest.mark.parametrize(
    ("more", "paths", "said"),
    [
        ("", ["afzender", "afzender.naam"], []),
        ("", ["afzender.telefoon"], ["afzender › telefoon: 'Telefoonnummer' is niet ingevuld. Op welk nummer"]),
        ("", ["contact"], ["contact: 'Contact' is niet ingevuld. Is het contact met het kind beperkt?"]),
        ("", ["contact.verzonden", "contact.gewenst.hoe_vaak"], ["contact: 'Contact' is niet ingevuld."]),
        ("", ["kinderen.geboortedatum"], ["kinderen: 'Kinderen' is niet ingevuld."]),
        ("", ["bepalingenlijst"], []),
        (
            "kinderen: [{naam: a, geboortedatum: 2018-03-05, mening: x}, {naam: b, geboortedatum: 2018-03-05}]\n",
            ["kinderen", "kinderen.mening", "kinderen.gezag"],
            ["kinderen 2 › mening: 'Mening van het kind' is niet ingevuld. Wat vindt het kind zelf van dit verzoek?"],
        ),
        ("contact: {beperking: x, vorm: brief}\n", ["contact.gewenst.hoe_vaak"], ["contact › gewenst: "]),
        (
            "klacht: {gebeurtenissen: [{datum: 2026-09-07, wat: x}, {datum: 2026-09-07, wat: x, wie: y}]}\n",
            ["klacht.gebeurtenissen.wie", "klacht.onderwerpen"],
            ["klacht › gebeurtenissen 1 › wie: ", "klacht › onderwerpen: 'Onderwerpen' is niet ingevuld."],
        ),
    ],
)  # fmt: skip
def test_what_is_missing_is_asked_for(more: str, paths: list[str], said: list[str]) -> None:
    found = [str(error) for error in missing(read(MINIMAL + more).facts, paths)]
    assert len(found) == len(said), found
    assert all(line.startswith(start) for line, start in zip(found, said, strict=True)), found


def test_in_a_file_what_is_missing_has_a_line() -> None:
    case = read(MINIMAL + "kinderen:\n  - naam: a\n    geboortedatum: 2018-03-05\n")
    assert [error.where for error in missing_in(case, ["contact", "kinderen.mening"])] == [
        "zaak.yaml:1, contact",
        "zaak.yaml:3, kinderen 1 › mening",
    ]
