"""Sentences: where one ends and the next begins, in prose full of abbreviations, numbers and initials."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.dutch.sentences import spans


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in spans(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Dit is een. Dit is twee.", ["Dit is een.", "Dit is twee."]),
        ("Volgens art. 3.4 lid 1 Jw mag dat. Echt.", ["Volgens art. 3.4 lid 1 Jw mag dat.", "Echt."]),
        ("Op 3 mei d.d. kwam mr. J. Jansen. Hij bleef.", ["Op 3 mei d.d. kwam mr. J. Jansen.", "Hij bleef."]),
        ("Zie nr. 37283/13. Daarna niets.", ["Zie nr. 37283/13.", "Daarna niets."]),
        ("Wat nu? Niets! Goed.", ["Wat nu?", "Niets!", "Goed."]),
        ('Zij zei: "Goed." Daarna ging zij.', ['Zij zei: "Goed."', "Daarna ging zij."]),
        ("Het was 14.00 uur. 15 mensen kwamen.", ["Het was 14.00 uur.", "15 mensen kwamen."]),
        ("Een kop\n\nEen alinea", ["Een kop", "Een alinea"]),
        ("Ik vraag:\n- het plan\n- het verslag", ["Ik vraag:", "- het plan", "- het verslag"]),
        ("Een regel\ndie doorloopt. Klaar.", ["Een regel\ndie doorloopt.", "Klaar."]),
        ("", []),
        ("  \n ", []),
    ],
)
def test_a_text_falls_into_its_sentences(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


@given(st.text(alphabet="aB. !?\n-1)\"'…", max_size=200))
def test_no_word_is_lost_and_spans_follow_each_other(text: str) -> None:
    found = spans(text)
    assert all(start < end for start, end in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    assert "".join("".join(text[start:end] for start, end in found).split()) == "".join(text.split())
