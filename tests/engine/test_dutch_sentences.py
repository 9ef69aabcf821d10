"""Legal prose is cut where a sentence ends, and nowhere else."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.dutch import sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences.spans(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Dit staat in art. 3.4 lid 1 Jeugdwet en in artt. 3 en 9 IVRK.",
        "Volgens mr. De Vries, d.d. 3 mei 2026, klopt dit o.g.v. Artikel 5.",
        "Zie nr. 12, p. 4, t.a.v. Afdeling B, i.v.m. Bijlage 2.",
        "S. de Vries en J.P. Jansen schreven dit.",
        "HR 14 december 2018, ECLI:NL:HR:2018:2321, r.o. 3.4.",
        "De termijn is 2.5 weken en geen 3.",
        "Het bedrag is € 1.442 in totaal",
        "enz. en zo voort",
    ],
)
def test_one_sentence_stays_whole(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Dat kan niet. Ik vraag u iets.", ["Dat kan niet.", "Ik vraag u iets."]),
        ("Zie artikel 7.3.10. Ik vraag u iets.", ["Zie artikel 7.3.10.", "Ik vraag u iets."]),
        ("Het BW. Een ouder kan dit.", ["Het BW.", "Een ouder kan dit."]),
        ("Klopt dit? Ja! 'Nee,' zei hij.", ["Klopt dit?", "Ja!", "'Nee,' zei hij."]),
        ("Het is van 12 november 2026. 14 dagen later was het zover.",
         ["Het is van 12 november 2026.", "14 dagen later was het zover."]),
        ("Ik vraag om:\n1. een kopie;\n2. een gesprek.", ["Ik vraag om:", "1. een kopie;", "2. een gesprek."]),
        ("Ik vraag om:\n- een kopie\n• een gesprek", ["Ik vraag om:", "- een kopie", "• een gesprek"]),
        ("Kop\n\nDe tekst.", ["Kop", "De tekst."]),
        ('Hij zei ("ja.") Toen ging hij.', ['Hij zei ("ja.")', "Toen ging hij."]),
        ("Dat was in 2026 jl. De rest volgt.", ["Dat was in 2026 jl.", "De rest volgt."]),
        ("  ", []),
    ],
)  # fmt: skip
def test_sentences_are_cut(text: str, parts: list[str]) -> None:
    assert cut(text) == parts


@given(st.text(alphabet='aAB.?! \n1-•"(é', max_size=80))
def test_nothing_is_lost_and_nothing_overlaps(text: str) -> None:
    spans = sentences.spans(text)
    assert sum(not character.isspace() for character in text) == sum(
        not character.isspace() for start, end in spans for character in text[start:end]
    )
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_the_sentence_around_a_place() -> None:
    text = "Een zin. Nog een zin."
    spans = sentences.spans(text)
    assert sentences.around(10, spans) == (9, 21)
    assert sentences.around(8, spans) is None
