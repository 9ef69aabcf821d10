"""Advice on language and tone: what it sees, what it leaves alone, and that it changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from briefgen.facts.model import CaseFacts
from briefgen.law.sources import read_record
from briefgen.letters.blocks import BulletList, Citation, Heading, Paragraph, Table, Text
from briefgen.letters.language import Language, letter_words, own_words

WORDS = """
woorden_per_zin: 8
ambtelijk: {middels: met, te allen tijde: altijd}
etiketten: [onwil]
beschuldigingen: [fraude]
diagnoses: [narcist]
vaktaal: {GI: gecertificeerde instelling}
"""


@pytest.fixture(scope="module")
def language(tmp_path_factory: pytest.TempPathFactory) -> Language:
    path: Path = tmp_path_factory.mktemp("templates") / "language.yaml"
    path.write_text(WORDS, encoding="utf-8")
    return read_record(path, Language)


def said(language: Language, *texts: str) -> list[str]:
    return [f"{remark.what} {remark.advice}" for remark in language.remarks((str(n), t) for n, t in enumerate(texts))]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ik vraag dit middels een brief.", "'middels' is ambtelijke taal. Schrijf liever 'met'."),
        ("Dat geldt te allen\ntijde.", "Schrijf liever 'altijd'."),
        ("Het is Onwil.", "'Onwil' is een oordeel over iemand."),
        ("Dit is fraude.", "'fraude' klinkt als een beschuldiging."),
        ("Hij is een narcist.", "'narcist' is een diagnose"),
        ("De GI besliste.", "Schrijf het voluit: gecertificeerde instelling."),
        ("Een twee drie vier vijf zes zeven acht negen.", "Deze zin heeft 9 woorden"),
        ("Dit moet NU METEEN WORDEN GESTOPT ALLEMAAL.", "leest als schreeuwen"),
        ("Waarom niet?!!", "leest als schreeuwen"),
    ],
)
def test_it_sees_what_closes_doors_and_says_what_may_stand_there(language: Language, text: str, told: str) -> None:
    assert any(told in remark for remark in said(language, text)), said(language, text)


@pytest.mark.parametrize(
    "text",
    [
        "Een twee drie vier vijf zes zeven acht.",
        "Een twee drie vier: vijf zes zeven acht negen tien.",  # a colon is a pause
        "Fraudeur, onwillekeurig en gi staan er niet.",
        "Zaaknummer JE RK 26-123, vraagt u.",
    ],
)
def test_it_leaves_alone_what_is_well(language: Language, text: str) -> None:
    assert said(language, text) == []


def test_two_forms_of_address_in_one_letter_are_named_once(language: Language) -> None:
    found = said(language, "Ik vraag u iets.", "Wil je dat doen?", "Doe je dat?")
    assert found == ["Hier staat 'je', en elders 'u'. Kies een van de twee; in een brief aan een organisatie past 'u'."]


def test_in_a_letter_a_citation_is_one_word_and_a_heading_is_no_sentence() -> None:
    cited = Citation("artikel 1, eerste lid, van de Wet", "https://example.org", "aw:1")
    body = (
        Heading(1, (Text("Kop"),)),
        Paragraph((Text("Volgens "), cited, Text("."))),
        BulletList(((Paragraph((Text("punt"),)),),)),
        Table(((Text("a"),),), (((Text("cel"),),),)),
    )

    class _Letter:
        def __init__(self) -> None:
            self.body = body

    assert [text for _, text in letter_words(_Letter())] == ["Volgens §.", "punt", "cel"]  # type: ignore[arg-type]  # only the body counts


def test_of_a_case_it_reads_what_was_written_freely_with_its_place() -> None:
    facts = CaseFacts.model_validate(
        yaml.safe_load(
            "afzender: {naam: Onwil, rol: ouder, adres: x, postcode: 1234 AB, plaats: x}\n"
            "klacht: {gebeurtenissen: [{datum: 2026-09-07, wat: Er was niemand.}], oplossingen: [een gesprek]}\n"
        )
    )
    assert list(own_words(facts)) == [
        ("klacht › gebeurtenissen 1 › wat", "Er was niemand."),
        ("klacht › oplossingen 1", "een gesprek"),
    ]
