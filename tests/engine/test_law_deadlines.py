"""Terms: from an event to the last day, each step told, never too early and never too late."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefgen.errors import ContentError
from briefgen.law.deadline_rules import Length, Unit, Whose
from briefgen.law.deadlines import Deadlines

LAW = Path(__file__).parents[1] / "fixtures" / "law"
DEADLINES = Deadlines(LAW)
RULES = sorted(path.stem for path in (LAW / "deadlines").glob("*.yaml"))
EXTENDED = [rule for rule in RULES if DEADLINES.rule(rule).extension is not None]
EVENTS = st.dates(date(2020, 1, 1), date(2060, 12, 31))


def last_day(rule: str, event: date, *, extended: bool = False) -> date:
    return DEADLINES.count(rule, event, extended=extended).last_day


# --- counting


@pytest.mark.parametrize("rule", RULES)
def test_every_fixture_reproduces_its_examples(rule: str) -> None:
    for scenario in DEADLINES.rule(rule).scenarios:
        assert last_day(rule, scenario.event) == scenario.last_day, scenario.name
        if scenario.extended_last_day is not None:
            assert last_day(rule, scenario.event, extended=True) == scenario.extended_last_day, scenario.name


@pytest.mark.parametrize(
    ("rule", "event", "last"),
    [
        # weeks: the same weekday, unless it is closed
        ("twee-weken-eigen", date(2026, 9, 7), date(2026, 9, 21)),
        ("twee-weken-eigen", date(2026, 11, 7), date(2026, 11, 23)),  # Saturday
        ("twee-weken-eigen", date(2026, 11, 8), date(2026, 11, 23)),  # Sunday
        ("twee-weken-eigen", date(2026, 12, 11), date(2026, 12, 28)),  # Christmas, then a weekend
        ("twee-weken-eigen", date(2026, 5, 11), date(2026, 5, 26)),  # Whit Monday
        ("twee-weken-eigen", date(2026, 4, 30), date(2026, 5, 15)),  # Ascension Day; no order for one's own term
        ("twee-weken-ander", date(2026, 4, 30), date(2026, 5, 18)),  # Ascension Day, the order, a weekend
        # days: over Good Friday and Easter Monday, and on Koningsdag
        ("tien-dagen-eigen", date(2026, 3, 24), date(2026, 4, 7)),
        ("tien-dagen-eigen", date(2026, 4, 17), date(2026, 4, 28)),
        ("tien-dagen-eigen", date(2025, 4, 16), date(2025, 4, 28)),  # Koningsdag on Saturday, then Sunday
        ("tien-dagen-weekend", date(2026, 4, 17), date(2026, 4, 27)),  # a calendar without Koningsdag
        # months: the same number, or the last day of a shorter month
        ("maand-vast", date(2026, 11, 10), date(2026, 12, 10)),
        ("maand-vast", date(2027, 1, 28), date(2027, 2, 28)),
        ("maand-vast", date(2027, 1, 29), date(2027, 2, 28)),
        ("maand-vast", date(2027, 1, 31), date(2027, 2, 28)),
        ("maand-vast", date(2028, 1, 31), date(2028, 2, 29)),
        ("maand-vast", date(2027, 2, 28), date(2027, 3, 28)),
        ("maand-vast", date(2026, 12, 31), date(2027, 1, 31)),
        ("maand-ander", date(2027, 1, 31), date(2027, 3, 1)),  # 28 February is a Sunday
        # years
        ("jaar-vast", date(2028, 2, 29), date(2029, 2, 28)),
        ("jaar-vast", date(2027, 2, 28), date(2028, 2, 28)),
        # working days
        ("werkdagen-ander", date(2026, 11, 20), date(2026, 11, 25)),
        ("werkdagen-ander", date(2026, 11, 21), date(2026, 11, 25)),
        ("werkdagen-ander", date(2026, 12, 23), date(2026, 12, 29)),
        ("werkdagen-ander", date(2026, 5, 13), date(2026, 5, 20)),  # Ascension Day and the order do not count
    ],
)
def test_the_last_day(rule: str, event: date, last: date) -> None:
    assert last_day(rule, event) == last


def test_a_government_order_never_lengthens_ones_own_term_in_working_days() -> None:
    """Ascension Day does not count, the Friday of the order does: 15, 18 and 19 May."""
    found = DEADLINES.count("werkdagen-eigen", date(2026, 5, 13))
    assert (found.last_day, found.latest_day) == (date(2026, 5, 19), date(2026, 5, 20))


def test_a_rule_without_calendar_may_end_on_any_day() -> None:
    assert last_day("maand-vast", date(2026, 11, 25)) == date(2026, 12, 25)


# --- extension


def test_an_extension_is_added_as_one_length() -> None:
    """One and two months from 31 January is three months; by way of 28 February it would be 28 April."""
    assert last_day("maand-vast", date(2027, 1, 31), extended=True) == date(2027, 4, 30)


def test_an_extension_in_another_unit_comes_after_the_term() -> None:
    assert last_day("twee-weken-ander", date(2026, 9, 7), extended=True) == date(2026, 10, 21)


def test_an_extended_term_moves_on_from_its_own_end_only() -> None:
    """26 December does not move first: the extension runs from where the term would have ended."""
    assert last_day("maand-ander", date(2026, 11, 26), extended=True) == date(2027, 2, 26)


def test_an_extension_that_does_not_exist_is_content_at_fault() -> None:
    with pytest.raises(ContentError, match="twee-weken-eigen") as caught:
        DEADLINES.count("twee-weken-eigen", date(2026, 9, 7), extended=True)
    assert caught.value.where == str(LAW / "deadlines" / "twee-weken-eigen.yaml")


# --- the widest reading, and when one may say that the term has passed


@pytest.mark.parametrize(
    ("rule", "event", "last", "latest"),
    [
        ("twee-weken-ander", date(2026, 9, 7), date(2026, 9, 21), date(2026, 9, 21)),
        ("twee-weken-eigen", date(2026, 9, 7), date(2026, 9, 21), date(2026, 9, 21)),
        # the Friday of the order: one's own step may still be in time on Monday, the other's surely is
        ("twee-weken-eigen", date(2026, 5, 1), date(2026, 5, 15), date(2026, 5, 18)),
        ("twee-weken-ander", date(2026, 5, 1), date(2026, 5, 18), date(2026, 5, 18)),
        # a spare day
        ("maand-ander", date(2026, 11, 10), date(2026, 12, 10), date(2026, 12, 11)),
        ("maand-ander", date(2026, 11, 11), date(2026, 12, 11), date(2026, 12, 14)),  # a spare Saturday moves on
        ("maand-ander", date(2026, 11, 12), date(2026, 12, 14), date(2026, 12, 14)),  # a spare Sunday, on the same day
        ("maand-ander", date(2026, 11, 25), date(2026, 12, 28), date(2026, 12, 28)),  # Christmas
        ("maand-vast", date(2026, 11, 10), date(2026, 12, 10), date(2026, 12, 10)),
    ],
)
def test_the_widest_reading(rule: str, event: date, last: date, latest: date) -> None:
    found = DEADLINES.count(rule, event)
    assert (found.last_day, found.latest_day) == (last, latest)
    assert found.late_from == latest + timedelta(days=1)


# --- the steps


def steps(rule: str, event: date, *, extended: bool = False) -> list[str]:
    found = DEADLINES.count(rule, event, extended=extended)
    return [str(step).replace("\u00a0", " ") for step in found.steps]


def test_the_steps_tell_the_whole_count() -> None:
    begin, later, moved = steps("twee-weken-eigen", date(2026, 12, 11))
    assert begin == "Begin: ontvangst van de appel, vrijdag 11 december 2026. Die dag telt niet mee."
    assert later == "Twee weken later is vrijdag 25 december 2026."
    assert moved == (
        "Op 25 december 2026 (Eerste Kerstdag), 26 december 2026 (Tweede Kerstdag) en 27 december 2026 (zondag) "
        "eindigt een termijn niet; de laatste dag is maandag 28 december 2026."
    )


def test_a_plain_count_has_two_steps() -> None:
    assert len(steps("twee-weken-eigen", date(2026, 9, 7))) == 2
    assert len(steps("maand-vast", date(2026, 11, 25))) == 2


def test_the_steps_tell_the_extension() -> None:
    found = steps("maand-ander", date(2026, 11, 10), extended=True)
    assert found[2] == "Met twee maanden verlenging is dat woensdag 10 februari 2027."
    assert len(found) == 3


def test_a_step_begins_with_a_capital_as_the_dutch_write_it() -> None:
    """The accent of "één" falls away on a capital."""
    assert steps("maand-vast", date(2026, 11, 10))[1] == "Eén maand later is donderdag 10 december 2026."


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("event", [date(2026, 5, 1), date(2026, 12, 11), date(2026, 9, 7)])
def test_the_last_step_names_the_last_day(rule: str, event: date) -> None:
    found = DEADLINES.count(rule, event)
    last = found.last_day
    assert f"{last.day}\u00a0" in str(found.steps[-1])
    assert str(found.steps[-1]).endswith(f"{last.year}.")
    assert (found.rule.id, found.event) == (rule, event)


# --- lengths


@pytest.mark.parametrize(
    ("number", "unit", "shown"),
    [
        (1, Unit.DAYS, "één dag"),
        (2, Unit.DAYS, "twee dagen"),
        (1, Unit.WEEKS, "één week"),
        (6, Unit.WEEKS, "zes weken"),
        (1, Unit.MONTHS, "één maand"),
        (3, Unit.MONTHS, "drie maanden"),
        (1, Unit.YEARS, "één jaar"),
        (2, Unit.YEARS, "twee jaar"),
        (1, Unit.WORKING_DAYS, "één werkdag"),
        (5, Unit.WORKING_DAYS, "vijf werkdagen"),
        (30, Unit.DAYS, "30 dagen"),
    ],
)
def test_a_length_in_words(number: int, unit: Unit, shown: str) -> None:
    assert str(Length(number=number, unit=unit)) == shown.replace(" ", "\u00a0")


# --- what does not exist


def test_an_unknown_rule_is_content_at_fault() -> None:
    with pytest.raises(ContentError, match="ooit") as caught:
        DEADLINES.count("ooit", date(2026, 9, 7))
    assert caught.value.where == str(LAW / "deadlines" / "ooit.yaml")


def test_a_rule_with_an_unknown_calendar_is_content_at_fault(tmp_path: Path) -> None:
    data = yaml.safe_load((LAW / "deadlines" / "twee-weken-eigen.yaml").read_text(encoding="utf-8"))
    (tmp_path / "deadlines").mkdir()
    (tmp_path / "deadlines" / "maan.yaml").write_text(
        yaml.safe_dump({**data, "id": "maan", "kalender": "maan"}), encoding="utf-8"
    )
    with pytest.raises(ContentError, match=r"calendars.maan\.yaml"):
        Deadlines(tmp_path).count("maan", date(2026, 9, 7))


def test_a_new_rule_needs_no_code(tmp_path: Path) -> None:
    data = yaml.safe_load((LAW / "deadlines" / "maand-vast.yaml").read_text(encoding="utf-8"))
    (tmp_path / "deadlines").mkdir()
    (tmp_path / "deadlines" / "kwartaal.yaml").write_text(
        yaml.safe_dump({**data, "id": "kwartaal", "lengte": {"aantal": 3, "eenheid": "maanden"}}), encoding="utf-8"
    )
    assert Deadlines(tmp_path).count("kwartaal", date(2026, 11, 30)).last_day == date(2027, 2, 28)


# --- properties


@pytest.mark.parametrize("rule", RULES)
@given(event=EVENTS, later=st.integers(1, 400))
def test_a_later_event_never_gives_an_earlier_last_day(rule: str, event: date, later: int) -> None:
    first, second = DEADLINES.count(rule, event), DEADLINES.count(rule, event + timedelta(days=later))
    assert first.last_day <= second.last_day
    assert first.latest_day <= second.latest_day
    assert first.late_from <= second.late_from


@pytest.mark.parametrize("rule", EXTENDED)
@given(event=EVENTS, later=st.integers(1, 40))
def test_an_extended_term_is_later_and_keeps_order_too(rule: str, event: date, later: int) -> None:
    extended = last_day(rule, event, extended=True)
    assert extended > last_day(rule, event)
    assert extended <= last_day(rule, event + timedelta(days=later), extended=True)


@pytest.mark.parametrize("rule", RULES)
@given(event=EVENTS)
def test_the_last_day_is_open_and_after_the_event(rule: str, event: date) -> None:
    found = DEADLINES.count(rule, event)
    assert event < found.last_day <= found.latest_day < found.late_from
    if found.rule.calendar is not None:
        calendar = DEADLINES.calendar(found.rule.calendar)
        assert calendar.name_of(found.last_day, with_equated=found.rule.whose is Whose.OTHER) is None
        assert calendar.name_of(found.latest_day) is None


@given(event=EVENTS)
def test_ones_own_term_is_never_longer_than_the_same_term_of_another(event: date) -> None:
    assert last_day("twee-weken-eigen", event) <= last_day("twee-weken-ander", event)
    assert last_day("werkdagen-eigen", event) <= last_day("werkdagen-ander", event)


@given(event=EVENTS)
def test_between_the_nominal_end_and_the_last_day_all_is_closed(event: date) -> None:
    nominal, last = event + timedelta(weeks=2), last_day("twee-weken-eigen", event)
    calendar = DEADLINES.calendar("termijnenwet")
    for number in range((last - nominal).days):
        assert calendar.name_of(nominal + timedelta(days=number), with_equated=False) is not None
