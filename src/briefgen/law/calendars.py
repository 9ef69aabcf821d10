"""Days on which a legal term does not end: weekends and the recognised holidays of a calendar.

Which days those are is data (``legal_refs/calendars``), each with its source. Easter comes from a
library; a day that only a government order adds is marked, because its source may be secondary.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

from dateutil.easter import easter
from pydantic import Field, model_validator

from briefgen.law.records import Record, Words
from briefgen.law.sources import read_record

SATURDAY = 5
SUNDAY = 6


class FixedDay(Record):
    """A holiday on the same day each year, save for a shift when that day is a Sunday."""

    name: Words = Field(alias="naam")
    month: Annotated[int, Field(ge=1, le=12)] = Field(alias="maand")
    day: Annotated[int, Field(ge=1, le=31)] = Field(alias="dag")
    shift_on_sunday: int = Field(alias="verschuift_op_zondag", default=0)

    @model_validator(mode="after")
    def _exists(self) -> FixedDay:
        date(2024, self.month, self.day)  # a leap year; raises ValueError for a day that no year has
        return self


class EasterDay(Record):
    name: Words = Field(alias="naam")
    offset: int = Field(alias="dagen_na_pasen")


class EquatedDay(Record):
    """A single day that a government order treats as a holiday."""

    day: date = Field(alias="datum")
    source: Words = Field(alias="bron")


class Calendar(Record):
    id: Words
    title: Words = Field(alias="titel")
    source: Words = Field(alias="bron")
    fixed: tuple[FixedDay, ...] = Field(alias="vaste_dagen")
    movable: tuple[EasterDay, ...] = Field(alias="paasgebonden_dagen")
    equated: tuple[EquatedDay, ...] = Field(alias="gelijkgestelde_dagen", default=())

    def name_of(self, day: date, *, with_equated: bool = True) -> str | None:
        """Why a term cannot end on `day` (the holiday's name, "zaterdag", "zondag"), or None."""
        for fixed in self.fixed:
            celebrated = date(day.year, fixed.month, fixed.day)
            if celebrated.weekday() == SUNDAY:
                celebrated += timedelta(days=fixed.shift_on_sunday)
            if day == celebrated:
                return fixed.name
        since_easter = (day - easter(day.year)).days
        for movable in self.movable:
            if since_easter == movable.offset:
                return movable.name
        if with_equated and any(day == equated.day for equated in self.equated):
            return "gelijkgestelde dag"
        return {SATURDAY: "zaterdag", SUNDAY: "zondag"}.get(day.weekday())


def load_calendar(root: Path, calendar_id: str) -> Calendar:
    """Read calendar `calendar_id` from the ``legal_refs`` folder `root`. Raises ContentError."""
    return read_record(root / "calendars" / f"{calendar_id}.yaml", Calendar)
