"""Dates, ages, counting and joining as the Dutch write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.dutch import dates, words

NBSP = "\u00a0"
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def is_date(text: str) -> bool:
    try:
        dates.parse(text)
    except ValueError:
        return False
    return True


# --- dates: reading


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-02",
        "2026-11-2",
        "02-11-2026",
        "2-11-2026",
        "02/11/2026",
        "02.11.2026",
        "2 november 2026",
        "02 november 2026",
        "2 November 2026",
        "2 NOVEMBER 2026",
        "2   november   2026",
        f"2{NBSP}november{NBSP}2026",
        "  2026-11-02\n",
    ],
)
def test_a_date_is_read_however_it_is_written(text: str) -> None:
    assert dates.parse(text) == date(2026, 11, 2)


def test_29_february_exists_in_a_leap_year_only() -> None:
    assert dates.parse("29-02-2028") == date(2028, 2, 29)
    with pytest.raises(ValueError, match="day"):
        dates.parse("29-02-2027")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "morgen",
        "21-11-26",
        "21/11/26",
        "21 november 26",
        "26-11-21",
        "31-02-2026",
        "2026-02-31",
        "31 april 2026",
        "0-11-2026",
        "2026-13-01",
        "11-21-2026",
        "0000-01-01",
        "21 nov 2026",
        "21 november",
        "november 2026",
        "21 novembre 2026",
        "21 november 2026.",
        "21november2026",
        "zaterdag 21 november 2026",
        "20261121",
        "2026/11/21",
        "2026-11-21T10:00",
        "2026-11-21\n2026-11-22",
        "121-11-2026",
        "21-11-20266",
        "-21-11-2026",
        "21 11 2026",
    ],
)
def test_anything_else_is_no_date(text: str) -> None:
    assert not is_date(text)


@given(DAYS)
def test_what_is_written_can_be_read_back(day: date) -> None:
    assert dates.parse(dates.written(day)) == dates.parse(dates.in_figures(day)) == day
    assert dates.parse(f"{day.day}-{day.month}-{day.year}") == day
    assert dates.parse(day.isoformat()) == day


@given(st.text(max_size=20))
def test_junk_is_refused_and_never_anything_worse(text: str) -> None:
    assert is_date(text) in {True, False}


# --- dates: writing


def test_a_written_date_stays_on_one_line() -> None:
    assert dates.written(date(2026, 11, 21)) == f"21{NBSP}november{NBSP}2026"
    assert dates.written(date(2026, 3, 1)) == f"1{NBSP}maart{NBSP}2026"


def test_a_date_in_figures_is_always_as_wide() -> None:
    assert dates.in_figures(date(2026, 3, 1)) == "01-03-2026"


@pytest.mark.parametrize(
    ("day", "weekday"),
    list(
        zip(
            (date(2026, 11, 16) + timedelta(days=number) for number in range(7)),
            ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
            strict=True,
        )
    ),
)
def test_the_weekday_comes_first(day: date, weekday: str) -> None:
    assert dates.written_with_weekday(day) == f"{weekday} {dates.written(day)}"


# --- age


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(2014, 11, 21), date(2026, 11, 20), 11),
        (date(2014, 11, 21), date(2026, 11, 21), 12),
        (date(2014, 11, 21), date(2027, 11, 20), 12),
        (date(2014, 12, 1), date(2026, 11, 30), 11),
        (date(2026, 11, 21), date(2026, 11, 21), 0),
        (date(2024, 2, 29), date(2036, 2, 28), 11),
        (date(2024, 2, 29), date(2036, 2, 29), 12),
        (date(2024, 2, 29), date(2027, 2, 28), 2),  # a common year: not older before 1 March
        (date(2024, 2, 29), date(2027, 3, 1), 3),
    ],
)
def test_age_in_whole_years(birth: date, day: date, age: int) -> None:
    assert dates.age_on(birth, day) == age


@given(birth=DAYS, lived=st.integers(0, 40_000))
def test_nobody_grows_younger_and_a_birthday_adds_one_year(birth: date, lived: int) -> None:
    day = birth + timedelta(days=lived)
    older = dates.age_on(birth, day + timedelta(days=1)) - dates.age_on(birth, day)
    assert older in {0, 1}
    if older:
        born_on_leap_day = (birth.month, birth.day) == (2, 29)
        tomorrow = day + timedelta(days=1)
        assert (tomorrow.month, tomorrow.day) in {(birth.month, birth.day), (3, 1) if born_on_leap_day else None}


# --- words


@pytest.mark.parametrize(
    ("number", "word"),
    [(0, "nul"), (1, "één"), (2, "twee"), (12, "twaalf"), (13, "dertien"), (20, "twintig"), (21, "21"), (-1, "-1")],
)
def test_cardinals_up_to_twenty_are_words(number: int, word: str) -> None:
    assert words.cardinal(number) == word


@pytest.mark.parametrize(
    ("number", "word"),
    [
        ("1", "eerste"),
        ("2", "tweede"),
        ("3", "derde"),
        ("8", "achtste"),
        ("10", "tiende"),
        ("11", "elfde"),
        ("19", "negentiende"),
        ("20", "twintigste"),
        ("21", "21"),
        ("2a", "2a"),
        ("a", "a"),
    ],
)
def test_ordinals_as_the_law_writes_a_lid(number: str, word: str) -> None:
    assert words.ordinal(number) == word


def test_words_are_joined_with_commas_and_en() -> None:
    assert words.joined([]) == ""
    assert words.joined(["Noa"]) == "Noa"
    assert words.joined(["Noa", "Sem"]) == "Noa en Sem"
    assert words.joined(["Noa", "Sem", "Lot"]) == "Noa, Sem en Lot"
    assert words.joined(("Noa", "Sem", "Lot", "Bo"), "of") == "Noa, Sem, Lot of Bo"
