"""Which article numbers a law has: lists that are complete between their first and last number.

Facts about the numbering alone, from the official text of one dated state. A number that no list covers
is unknown; only what lies inside a complete list and is not in it does not exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import Enum
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from briefgen.law.records import Record, Words
from briefgen.law.sources import read_record

Numbers = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.:]+(-[A-Za-z0-9.:]+)?$")]
"""One number, or a range of which only the last part counts up: "7.3.1-7.3.6"."""

_LAST = re.compile(r"(?P<before>(?:.*[.:])?)(?P<count>\d+)")
_PIECE = re.compile(r"(\d+)([a-z]*)")

Order = tuple[tuple[int, str], ...]


class Standing(Enum):
    """Whether a law has an article."""

    THERE = "there"
    ABSENT = "absent"
    UNKNOWN = "unknown"


class Series(Record):
    """Article numbers in their order; between the first and the last there are no others."""

    numbers: tuple[Numbers, ...] = Field(alias="artikelen", min_length=1)
    from_start: bool = Field(alias="vanaf_het_begin", default=False, description="Of er geen artikel voor komt.")
    to_end: bool = Field(alias="tot_het_einde", default=False, description="Of er geen artikel na komt.")

    @cached_property
    def all(self) -> tuple[str, ...]:
        """Every number, with ranges written out."""
        return tuple(number for entry in self.numbers for number in _expanded(entry))

    @model_validator(mode="after")
    def _ordered(self) -> Series:
        orders = [order(number) for number in self.all]
        if any(earlier >= later for earlier, later in pairwise(orders)):
            raise ValueError("artikelen staan niet in volgorde, of een nummer staat er twee keer")
        return self

    def covers(self, number: str) -> bool:
        """Whether this list says whether `number` exists."""
        place = order(number)
        after = self.from_start or order(self.all[0]) <= place
        return after and (self.to_end or place <= order(self.all[-1]))


class Extent(Record):
    """The article numbers of one law that were read; one file of ``legal_refs/extents``."""

    law: str = Field(alias="wet")
    state: date = Field(alias="toestand", description="Toestand van de officiële tekst waarin de nummers zijn gelezen.")
    source: Words = Field(alias="bron")
    series: tuple[Series, ...] = Field(alias="reeksen", min_length=1)

    def standing(self, number: str, on: date) -> Standing:
        """Whether article `number` exists on `on`; unknown before the state that was read."""
        if on < self.state:
            return Standing.UNKNOWN
        for series in self.series:
            if number in series.all:
                return Standing.THERE
            if series.covers(number):
                return Standing.ABSENT
        return Standing.UNKNOWN

    def nearest(self, number: str) -> str:
        """The existing number that comes before `number`, or the first one."""
        known = sorted((entry for series in self.series for entry in series.all), key=order)
        return max((entry for entry in known if order(entry) < order(number)), key=order, default=known[0])


class Extents:
    """Reads the lists in ``legal_refs/extents`` when they are first asked for, and keeps them."""

    def __init__(self, root: Path) -> None:
        """`root` is the ``legal_refs`` folder."""
        self.root = root
        self._extents: dict[str, Extent | None] = {}

    def of(self, law: str) -> Extent | None:
        """The list for `law`, or None when there is none. Raises ContentError."""
        if law not in self._extents:
            path = self.root / "extents" / f"{law}.yaml"
            self._extents[law] = read_record(path, Extent) if path.is_file() else None
        return self._extents[law]

    def __iter__(self) -> Iterator[Extent]:
        """Every list, in the order of the files."""
        for path in sorted((self.root / "extents").glob("*.yaml")):
            if (extent := self.of(path.stem)) is not None:
                yield extent


def order(number: str) -> Order:
    """A key that sorts numbers as laws do: 265, 265a, 266; 7.3.9, 7.3.10; a Roman numeral by its letters."""
    return tuple(
        (int(match[1]), match[2]) if (match := _PIECE.fullmatch(piece.lower())) else (0, piece.lower())
        for piece in re.split(r"[.:]", number)
    )


def _expanded(entry: str) -> Iterator[str]:
    first, _, last = entry.partition("-")
    if not last:
        yield first
        return
    begin, end = _LAST.fullmatch(first), _LAST.fullmatch(last)
    if begin is None or end is None or begin["before"] != end["before"]:
        raise ValueError(f"{entry} is geen reeks die doortelt")
    for count in range(int(begin["count"]), int(end["count"]) + 1):
        yield f"{begin['before']}{count}"
