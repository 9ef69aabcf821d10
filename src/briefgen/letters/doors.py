"""Roads beside the letters: doors that are open elsewhere, doors that are closed, and what silence means.

Each is data in ``templates/advice/<id>.yaml``: when it concerns these facts, and what to say about it.
The text is Jinja over the facts with `cite`, `termijn` and `duur`, so that no article and no term
stands in it by hand. ``templates/begrippen.yaml`` names the conditions that several of them share.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from briefgen.law.records import Record, RefId, Words
from briefgen.law.sources import read_record
from briefgen.letters.catalogue import CountedTerm, Expression, Lawyer, LetterId


class DoorState(StrEnum):
    OPEN = "open"  # a road that is open, with or without a letter of ours
    CLOSED = "dicht"
    NOTE = "let op"  # such as what silence means


class Notions(Record):
    """Names for what the doors ask of the facts, in order: an expression may use the names before it."""

    notions: dict[Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")], Expression] = Field(alias="begrippen")


class Instead(Record):
    """A letter that is possible when this road is not, or that opens it, perhaps only under a condition."""

    letter: LetterId = Field(alias="brief")
    when: Expression | None = Field(alias="als", default=None)


def _letters(value: object) -> object:
    return [{"brief": value}] if isinstance(value, str) else value


class Door(Record):
    """One road: when it concerns these facts, whether it is open, and why."""

    id: LetterId
    state: DoorState = Field(alias="stand")
    title: Words = Field(alias="titel")
    when: Expression = Field(alias="als")
    text: Words = Field(alias="tekst", description="Wat de afzender moet weten, in gewone zinnen.")
    instead: Annotated[tuple[Instead, ...], BeforeValidator(_letters)] = Field(
        alias="wel", default=(), description="De brief die dan wel kan; van meer brieven de eerste waarvan 'als' klopt."
    )
    lawyer: Lawyer = Field(alias="advocaat", default=Lawyer.NOT_NEEDED)
    term: CountedTerm | None = Field(
        alias="termijn", default=None, description="De eigen termijn van deze weg, of van de brief die wel kan."
    )
    cites: tuple[RefId, ...] = Field(alias="citeert", default=())


class Doors:
    """Reads ``templates/advice``; each door once."""

    def __init__(self, templates: Path) -> None:
        """`templates` is the ``templates`` folder."""
        self.root = templates / "advice"
        self._doors: tuple[Door, ...] | None = None

    def __iter__(self) -> Iterator[Door]:
        """Every door, by id. Raises ContentError for one that cannot be read."""
        if self._doors is None:
            self._doors = tuple(read_record(path, Door) for path in sorted(self.root.glob("*.yaml")))
        return iter(self._doors)
