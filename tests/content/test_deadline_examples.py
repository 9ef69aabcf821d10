"""The shipped rules against worked examples, and the shipped calendar against the Act and a second source."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import holidays
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefgen import resources
from briefgen.errors import FactsError
from briefgen.law.deadline_rules import Subject, Whose
from briefgen.law.deadlines import Deadline, Deadlines, Pause
from briefgen.law.penalty import Penalty
from briefgen.law.registry import Registry

LAW = resources.folder("legal_refs")
DEADLINES = Deadlines(LAW)
RULES = [rule.id for rule in DEADLINES]
EXAMPLES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "deadline_examples.yaml").read_text(encoding="utf-8")
)
EVENTS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
EXTENDABLE = [rule.id for rule in DEADLINES if rule.extension is not None]
PAUSABLE = [(rule.id, way.id) for rule in DEADLINES for way in rule.suspensions]
PENALTIES = [rule for rule in DEADLINES if rule.penalty is not None]


def counted(example: dict[str, Any]) -> Deadline:
    return DEADLINES.count(
        example["regel"],
        example["vanaf"],
        after=example.get("na"),
        extended=example.get("verlengd", False),
        told=example.get("meegedeeld"),
        pauses=[Pause(*pause) for pause in example.get("stil", ())],
    )


# --- worked examples


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example["naam"]))
def test_the_example_is_counted_as_by_hand(example: dict[str, Any]) -> None:
    if earliest := example.get("te_vroeg"):
        with pytest.raises(FactsError) as caught:
            counted(example)
        assert str(earliest.day) in str(caught.value.mend)
        assert counted({**example, "vanaf": earliest}).event == earliest
        return
    found = counted(example)
    assert found.last_day == example["dag"]
    assert found.latest_day == example.get("ruim", found.latest_day)
    assert found.late_from == example.get("voorbij", found.late_from)
    if expected := example.get("dwangsom"):
        assert found.rule.penalty is not None
        penalty = Penalty(found.rule.penalty, found.late_from)
        assert (penalty.first_day, penalty.last_day) == (expected["eerste_dag"], expected["laatste_dag"])
        assert penalty.days_until(penalty.last_day) == expected["dagen"]
        assert penalty.amount_until(penalty.last_day) == expected["euro"]


def test_there_is_an_example_of_each_way_to_count() -> None:
    assert len(EXAMPLES) >= 40
    for key in ("na", "verlengd", "meegedeeld", "stil", "ruim", "voorbij", "te_vroeg", "dwangsom"):
        assert any(key in example for example in EXAMPLES), key


# --- every shipped rule


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_subject(rule: str) -> None:
    assert DEADLINES.rule(rule).subject is not Subject.OTHER


@pytest.mark.parametrize(("rule", "way"), PAUSABLE)
def test_every_pause_rests_on_a_provision(rule: str, way: str) -> None:
    (found,) = (way_ for way_ in DEADLINES.rule(rule).suspensions if way_.id == way)
    article = Registry(LAW).article(found.basis.reference)
    assert found.basis.paragraph in article.versions[-1].paragraphs


@pytest.mark.parametrize("rule", RULES)
@given(event=EVENTS, later=st.integers(1, 400))
def test_a_later_event_never_gives_an_earlier_end(rule: str, event: date, later: int) -> None:
    first, second = DEADLINES.count(rule, event), DEADLINES.count(rule, event + timedelta(days=later))
    assert first.last_day <= second.last_day
    assert first.late_from <= second.late_from


@pytest.mark.parametrize("rule", RULES)
@given(event=EVENTS)
def test_a_term_never_ends_on_a_day_that_its_calendar_closes(rule: str, event: date) -> None:
    found = DEADLINES.count(rule, event)
    assert event < found.last_day <= found.latest_day < found.late_from
    if found.rule.calendar is None:
        return
    calendar = DEADLINES.calendar(found.rule.calendar)
    assert calendar.name_of(found.latest_day) is None
    if found.rule.calendar_sure:  # otherwise the day to keep to does not move, only the widest reading
        assert calendar.name_of(found.last_day, with_equated=found.rule.whose is Whose.OTHER) is None


@pytest.mark.parametrize("rule", EXTENDABLE)
@given(event=EVENTS, wait=st.integers(0, 120))
def test_an_extension_never_shortens_and_in_time_always_counts(rule: str, event: date, wait: int) -> None:
    plain = DEADLINES.count(rule, event)
    full = DEADLINES.count(rule, event, extended=True)
    told = event + timedelta(days=wait)
    found = DEADLINES.count(rule, event, extended=True, told=told)
    assert plain.last_day < full.last_day
    assert found.last_day in {plain.last_day, full.last_day}
    assert found.extended or told > plain.last_day


@pytest.mark.parametrize(("rule", "way"), PAUSABLE)
@given(event=EVENTS, wait=st.integers(0, 20), lasts=st.integers(0, 60), longer=st.integers(0, 30))
def test_a_pause_never_shortens(rule: str, way: str, event: date, wait: int, lasts: int, longer: int) -> None:
    begin = event + timedelta(days=wait)
    plain = DEADLINES.count(rule, event)
    short = DEADLINES.count(rule, event, pauses=[Pause(way, begin, begin + timedelta(days=lasts))])
    long = DEADLINES.count(rule, event, pauses=[Pause(way, begin, begin + timedelta(days=lasts + longer))])
    assert plain.last_day <= short.last_day <= long.last_day


# --- the penalty


@pytest.mark.parametrize("rule", PENALTIES, ids=lambda rule: rule.id)
@given(event=EVENTS, wait=st.integers(-30, 200), later=st.integers(0, 60))
def test_a_penalty_never_falls_and_never_passes_its_cap(rule: Any, event: date, wait: int, later: int) -> None:
    penalty = Penalty(rule.penalty, DEADLINES.count(rule.id, event).late_from)
    day = event + timedelta(days=wait)
    then = day + timedelta(days=later)
    assert 0 <= penalty.amount_until(day) <= penalty.amount_until(then) <= rule.penalty.most_euros
    assert penalty.days_until(then) - penalty.days_until(day) <= later
    assert (penalty.amount_until(day) == 0) == (day < penalty.first_day)


@pytest.mark.parametrize(
    ("days", "euros"), [(0, 0), (1, 23), (14, 322), (15, 357), (28, 812), (29, 857), (42, 1442), (43, 1442)]
)
def test_the_penalty_by_day(days: int, euros: int) -> None:
    (rule,) = PENALTIES
    assert rule.penalty is not None
    penalty = Penalty(rule.penalty, date(2027, 2, 10))
    assert penalty.amount_until(date(2027, 2, 9) + timedelta(days=days)) == euros


# --- the calendar

EASTER = {
    2020: (4, 12), 2021: (4, 4), 2022: (4, 17), 2023: (4, 9), 2024: (3, 31), 2025: (4, 20), 2026: (4, 5), 2027: (3, 28),
    2028: (4, 16), 2029: (4, 1), 2030: (4, 21), 2031: (4, 13), 2032: (3, 28), 2033: (4, 17), 2034: (4, 9),
    2035: (3, 25),
}  # fmt: skip
KINGS_DAY_ON_THE_26TH = {2025, 2031}  # the 27th is a Sunday


def listed(year: int) -> dict[date, str]:
    """The Act's own list for `year`, written out here a second time."""
    easter = date(year, *EASTER[year])
    return {
        date(year, 1, 1): "Nieuwjaarsdag",
        easter - timedelta(days=2): "Goede Vrijdag",
        easter + timedelta(days=1): "Tweede Paasdag",
        date(year, 4, 26 if year in KINGS_DAY_ON_THE_26TH else 27): "Koningsdag",
        date(year, 5, 5): "Bevrijdingsdag",
        easter + timedelta(days=39): "Hemelvaartsdag",
        easter + timedelta(days=50): "Tweede Pinksterdag",
        date(year, 12, 25): "Eerste Kerstdag",
        date(year, 12, 26): "Tweede Kerstdag",
    }


@pytest.mark.parametrize("calendar", ["termijnenwet", "vo-1182-71"])
@pytest.mark.parametrize("year", EASTER)
def test_the_calendar_is_the_list_of_the_act(year: int, calendar: str) -> None:
    found, expected = DEADLINES.calendar(calendar), listed(year)
    assert len(expected) == 9  # no two on one day in these years
    for number in range((date(year + 1, 1, 1) - date(year, 1, 1)).days):
        day = date(year, 1, 1) + timedelta(days=number)
        weekend = {5: "zaterdag", 6: "zondag"}.get(day.weekday())
        assert found.name_of(day, with_equated=False) == expected.get(day, weekend), day


@pytest.mark.parametrize("year", EASTER)
def test_the_calendar_agrees_with_a_second_source(year: int) -> None:
    """A library of days off. It differs in two things: 5 May is a day off each fifth year only, but closes a

    term every year; and it knows no days that a government order equates for terms.
    """
    library = {day for day in holidays.country_holidays("NL", years=year) if day.weekday() != 6}
    closed = {day for day in listed(year) if day.weekday() != 6}
    assert library | {day for day in closed if (day.month, day.day) == (5, 5)} == closed
    assert (date(year, 5, 5) in library) == (year % 5 == 0 and date(year, 5, 5).weekday() != 6)
    equated = {found.day for found in DEADLINES.calendar("termijnenwet").equated}
    assert not library & equated


def test_each_equated_day_is_a_working_day_that_says_where_it_comes_from() -> None:
    calendar = DEADLINES.calendar("termijnenwet")
    assert calendar.equated
    for equated in calendar.equated:
        assert calendar.name_of(equated.day, with_equated=False) is None
        assert calendar.name_of(equated.day) == "gelijkgestelde dag"
        assert equated.source
    assert DEADLINES.calendar("vo-1182-71").equated == calendar.equated
