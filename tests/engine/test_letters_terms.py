"""Terms as a letter's text and conditions use them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefgen.errors import ContentError
from briefgen.law.deadlines import Deadlines
from briefgen.letters.templating import Templates
from briefgen.letters.terms import Term, day_of, functions

LAW = Path(__file__).parents[1] / "fixtures" / "law"
SHIPPED = Path(__file__).parents[2] / "legal_refs"
DAY = date(2026, 11, 10)
CONTEXT = {**functions(Deadlines(LAW)), "datum": DAY, "leeg": None, "naam": "Noa"}
TEMPLATES = Templates(LAW)


def value(expression: str) -> object:
    return TEMPLATES.value(expression, CONTEXT, where="letter.yaml")


def test_a_term_has_a_last_day_in_two_readings_and_a_day_it_has_passed() -> None:
    found = Term(dag=date(2026, 12, 10), uiterste_dag=date(2026, 12, 11), te_laat_vanaf=date(2026, 12, 12))
    assert value("termijn('maand-ander', datum)") == found
    assert value("termijn('maand-ander', datum).dag") == date(2026, 12, 10)
    assert value("termijn('maand-ander', datum).te_laat_vanaf <= datum") is False


def test_a_term_may_be_extended_and_may_follow_another() -> None:
    assert value("termijn('maand-ander', datum, verlengd=true).dag") == date(2027, 2, 10)
    assert value("termijn('maand-vast', termijn('twee-weken-eigen', datum)).dag") == date(2026, 12, 24)
    assert value("termijn('maand-vast', termijn('twee-weken-eigen', datum).dag).dag") == date(2026, 12, 24)


def test_lengths_in_words() -> None:
    assert value("duur('twee-weken-eigen')") == "twee\u00a0weken"
    assert value("duur_verlenging('maand-ander')") == "twee\u00a0maanden"


def test_a_penalty_on_the_calendar_with_its_amounts_in_words() -> None:
    due = functions(Deadlines(SHIPPED))["dwangsom"]("awb-4-17", date(2027, 1, 26))  # type: ignore[operator]  # the mapping holds functions and no types of them
    assert (due.eerste_dag, due.laatste_dag, due.dagen) == (date(2027, 2, 10), date(2027, 3, 23), 42)
    assert due.ten_hoogste == "1.442\u00a0euro"
    assert [(part.van, part.tot, part.dagen, part.bedrag) for part in due.delen] == [
        (date(2027, 2, 10), date(2027, 2, 23), 14, "23\u00a0euro"),
        (date(2027, 2, 24), date(2027, 3, 9), 14, "35\u00a0euro"),
        (date(2027, 3, 10), date(2027, 3, 23), 14, "45\u00a0euro"),
    ]


@pytest.mark.parametrize("start", ["leeg", "naam", "'2026-11-10'", "7"])
def test_a_term_runs_from_a_day_only(start: str) -> None:
    with pytest.raises(ContentError, match="maand-vast begint niet"):
        value(f"termijn('maand-vast', {start})")


def test_day_of_a_day_and_of_a_term() -> None:
    assert day_of(DAY, "x") == DAY
    later = date(2026, 11, 12)
    assert day_of(Term(dag=DAY, uiterste_dag=later, te_laat_vanaf=later), "x") == DAY


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("termijn('ooit', datum)", "ooit"),
        ("duur('ooit')", "ooit"),
        ("duur_verlenging('twee-weken-eigen')", "kent geen verlenging"),
        ("termijn('twee-weken-eigen', datum, verlengd=true)", "kent geen verlenging"),
        ("dwangsom('twee-weken-eigen', datum)", "kent geen dwangsom"),
        ("termijn('maand-vast')", "vanaf"),
    ],
)
def test_a_term_that_does_not_exist_is_content_at_fault(expression: str, told: str) -> None:
    with pytest.raises(ContentError, match=told):
        value(expression)
