"""Dates as the Dutch write and read them; no locale, no clock."""

from __future__ import annotations

import re
from datetime import date

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
ENGLISH_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_WRITTEN = re.compile(r"(\d{1,2})\s+([a-z]+)\s+(\d{4})", re.IGNORECASE)


def written(day: date) -> str:
    """Write `day` as "21 november 2026", with no-break spaces so that it stays on one line."""
    return f"{day.day}\u00a0{MONTHS[day.month - 1]}\u00a0{day.year}"


def in_figures(day: date) -> str:
    """Write `day` as "21-11-2026", for tables in which a row must stay on one line."""
    return f"{day:%d-%m-%Y}"


def written_with_weekday(day: date) -> str:
    """Write `day` as "zaterdag 21 november 2026"."""
    return f"{WEEKDAYS[day.weekday()]} {written(day)}"


def in_english(day: date) -> str:
    """Write `day` as "Saturday 21 November 2026", for readers of the English sender's page."""
    return f"{ENGLISH_WEEKDAYS[day.weekday()]}\u00a0{day.day}\u00a0{ENGLISH_MONTHS[day.month - 1]}\u00a0{day.year}"


def parse(text: str) -> date:
    """Read 2026-11-21, 21-11-2026, 21/11/2026, 21.11.2026 or 21 november 2026.

    Raises ValueError for anything else, two-digit years included: they leave the century open.
    """
    text = text.strip()
    if match := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _NUMERIC.fullmatch(text):
        day, month, year = int(match[1]), int(match[3]), int(match[4])
    elif (match := _WRITTEN.fullmatch(text)) and match[2].lower() in MONTHS:
        day, month, year = int(match[1]), MONTHS.index(match[2].lower()) + 1, int(match[3])
    else:
        raise ValueError(text)
    return date(year, month, day)


def age_on(birth: date, day: date) -> int:
    """Whole years from `birth` to `day`.

    Someone born on 29 February turns a year older on 1 March in a common year, the reading that never
    makes a child older too early.
    """
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
