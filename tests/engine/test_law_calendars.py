"""Days on which a term does not end."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.errors import ContentError
from briefgen.law.calendars import load_calendar

LAW = Path(__file__).parents[1] / "fixtures" / "law"
CALENDAR = load_calendar(LAW, "termijnenwet")
WEEKENDS = load_calendar(LAW, "weekend")
MONDAY, THURSDAY, FRIDAY = 0, 3, 4
EASTER = {
    2020: date(2020, 4, 12), 2021: date(2021, 4, 4), 2022: date(2022, 4, 17), 2023: date(2023, 4, 9),
    2024: date(2024, 3, 31), 2025: date(2025, 4, 20), 2026: date(2026, 4, 5), 2027: date(2027, 3, 28),
    2028: date(2028, 4, 16), 2029: date(2029, 4, 1), 2030: date(2030, 4, 21), 2031: date(2031, 4, 13),
    2032: date(2032, 3, 28), 2033: date(2033, 4, 17), 2034: date(2034, 4, 9), 2035: date(2035, 3, 25),
    2036: date(2036, 4, 13), 2037: date(2037, 4, 5), 2038: date(2038, 4, 25), 2039: date(2039, 4, 10),
    2040: date(2040, 4, 1),
}  # fmt: skip


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 11, 20), None),
        (date(2026, 11, 21), "zaterdag"),
        (date(2026, 11, 22), "zondag"),
        (date(2026, 11, 23), None),
        (date(2026, 1, 1), "Nieuwjaarsdag"),
        (date(2026, 12, 24), None),
        (date(2026, 12, 25), "Eerste Kerstdag"),
        (date(2026, 12, 26), "Tweede Kerstdag"),  # a Saturday, told by its own name
        (date(2026, 12, 31), None),
        (date(2026, 4, 27), "Koningsdag"),
        (date(2026, 4, 28), None),
    ],
)
def test_a_day_is_open_or_closed_by_name(day: date, name: str | None) -> None:
    assert CALENDAR.name_of(day) == name


@pytest.mark.parametrize("year", [2025, 2031, 2036, 2042])
def test_koningsdag_on_a_sunday_is_the_day_before(year: int) -> None:
    assert date(year, 4, 27).weekday() == 6
    assert CALENDAR.name_of(date(year, 4, 26)) == "Koningsdag"
    assert CALENDAR.name_of(date(year, 4, 27)) == "zondag"


@pytest.mark.parametrize("year", [2026, 2027, 2028, 2030])
def test_koningsdag_on_another_day_stays(year: int) -> None:
    assert CALENDAR.name_of(date(year, 4, 27)) == "Koningsdag"
    assert CALENDAR.name_of(date(year, 4, 26)) != "Koningsdag"


@pytest.mark.parametrize("easter", EASTER.values(), ids=str)
def test_the_days_around_easter(easter: date) -> None:
    assert CALENDAR.name_of(easter - timedelta(days=2)) == "Goede Vrijdag"
    assert CALENDAR.name_of(easter) == "zondag"
    assert CALENDAR.name_of(easter + timedelta(days=1)) == "Tweede Paasdag"
    assert CALENDAR.name_of(easter + timedelta(days=39)) == "Hemelvaartsdag"
    assert CALENDAR.name_of(easter + timedelta(days=50)) == "Tweede Pinksterdag"


@pytest.mark.parametrize("year", range(2020, 2061))
def test_each_holiday_comes_once_a_year_on_its_weekday(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(366)]
    names = {day: CALENDAR.name_of(day) for day in days if day.year == year}
    for holiday, weekday in (
        ("Goede Vrijdag", FRIDAY),
        ("Tweede Paasdag", MONDAY),
        ("Hemelvaartsdag", THURSDAY),
        ("Tweede Pinksterdag", MONDAY),
    ):
        found = [day for day, name in names.items() if name == holiday]
        assert [day.weekday() for day in found] == [weekday], holiday
    for holiday in ("Nieuwjaarsdag", "Koningsdag", "Eerste Kerstdag", "Tweede Kerstdag"):
        assert list(names.values()).count(holiday) == 1, holiday


def test_a_day_of_a_government_order_counts_unless_left_out() -> None:
    day = date(2026, 5, 15)
    assert CALENDAR.name_of(day) == "gelijkgestelde dag"
    assert CALENDAR.name_of(day, with_equated=False) is None
    assert CALENDAR.name_of(day.replace(year=2020)) is None  # that order is about one year


def test_leaving_orders_out_changes_no_other_day() -> None:
    assert CALENDAR.name_of(date(2026, 12, 25), with_equated=False) == "Eerste Kerstdag"
    assert CALENDAR.name_of(date(2026, 11, 21), with_equated=False) == "zaterdag"


@given(st.dates(date(2020, 1, 1), date(2060, 12, 31)))
def test_a_calendar_without_days_has_only_weekends(day: date) -> None:
    assert WEEKENDS.name_of(day) == {5: "zaterdag", 6: "zondag"}.get(day.weekday())


@given(st.dates(date(2020, 1, 1), date(2060, 12, 31)))
def test_a_weekend_is_always_closed(day: date) -> None:
    assert day.weekday() < 5 or CALENDAR.name_of(day, with_equated=False) is not None


def test_an_unknown_calendar_is_content_at_fault() -> None:
    with pytest.raises(ContentError, match=r"maan\.yaml"):
        load_calendar(LAW, "maan")
