"""The rows of our own lists: bodies with their address, and municipalities that no longer exist."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from briefgen.errors import ContentError, msg
from briefgen.facts.kinds import RecipientKind
from briefgen.recipients import rows
from briefgen.recipients.naming import plain

PROVINCES = (
    "Drenthe", "Flevoland", "Fryslân", "Gelderland", "Groningen", "Limburg", "Noord-Brabant", "Noord-Holland",
    "Overijssel", "Utrecht", "Zeeland", "Zuid-Holland",
)  # fmt: skip
_PROVINCE_OF = {"friesland": "Fryslân", "brabant": "Noord-Brabant"} | {plain(name): name for name in PROVINCES}

PLURALS: Mapping[RecipientKind, str] = {
    RecipientKind.MUNICIPALITY: "gemeenten",
    RecipientKind.CERTIFIED_AGENCY: "gecertificeerde instellingen",
    RecipientKind.YOUTH_CARE_PROVIDER: "jeugdhulpaanbieders",
    RecipientKind.COUNCIL_FOR_CHILD_PROTECTION: "raden voor de kinderbescherming",
    RecipientKind.COURT: "rechtbanken",
    RecipientKind.COURT_OF_APPEAL: "gerechtshoven",
    RecipientKind.SCHOOL: "scholen",
    RecipientKind.HEALTH_CARE: "zorgverleners",
    RecipientKind.MINISTRY: "ministeries",
    RecipientKind.SUPERVISOR: "toezichthouders",
    RecipientKind.OMBUDSMAN: "ombudsmannen",
    RecipientKind.REGISTER: "beroepsregisters",
    RecipientKind.LAWYER: "advocaten",
    RecipientKind.MEDIATOR: "bemiddelaars",
    RecipientKind.OTHER: "andere organisaties",
}
"""Kinds as people name them when they mean all of a kind; the others have one word for both."""

_KIND_OF = {
    "gi": RecipientKind.CERTIFIED_AGENCY,
    "rvdk": RecipientKind.COUNCIL_FOR_CHILD_PROTECTION,
    **{plain(plural): kind for kind, plural in PLURALS.items()},
    **{plain(kind.value): kind for kind in RecipientKind},
}
_DAY_AT_END = re.compile(r"(\d{4}-\d{2}-\d{2})$")

Record = TypeVar("Record")


class Status(StrEnum):
    CHECKED = "gecontroleerd"
    UNCHECKED = "ongecontroleerd"
    CLOSED = "opgeheven"


@dataclass(frozen=True, slots=True)
class Recipient:
    """One row of the lists.

    `address`, `postcode` and `town` are empty when no post address is known, `email` and `website`
    when none is; `province` and `inhabitants` only municipalities have. `successor` is the name of who
    took over from a closed body, or "".
    """

    id: str
    name: str
    kind: RecipientKind
    address: str
    postcode: str
    town: str
    email: str
    website: str
    province: str
    inhabitants: int | None
    status: Status
    successor: str
    source: str

    @property
    def as_of(self) -> date | None:
        """The day on which the source was read, as `source` ends with it; None if it names none."""
        found = _DAY_AT_END.search(self.source)
        return date.fromisoformat(found[1]) if found else None

    @property
    def values(self) -> dict[str, str]:
        """What is known, under the dotted paths of a row of a list."""
        known = {
            rows.ID: self.id,
            rows.NAME: self.name,
            rows.KIND: self.kind.value,
            rows.ADDRESS: self.address,
            rows.POSTCODE: self.postcode,
            rows.TOWN: self.town,
            rows.EMAIL: self.email,
            rows.WEBSITE: self.website,
            rows.PROVINCE: self.province,
            rows.INHABITANTS: "" if self.inhabitants is None else str(self.inhabitants),
        }
        return {path: value for path, value in known.items() if value}


@dataclass(frozen=True, slots=True)
class Former:
    """A municipality that no longer exists.

    `ended` is the first day without it. `successors` are the codes of the municipalities that its
    territory went to; one of them may be a former municipality itself.
    """

    id: str
    name: str
    ended: date
    successors: tuple[str, ...]
    source: str


def kind_named(words: str) -> RecipientKind | None:
    """The kind that `words` means, one or all of it ("gemeente", "Gemeenten", "GI"), or None."""
    return _KIND_OF.get(plain(words))


def province_named(words: str) -> str | None:
    """The province that `words` means, or None."""
    return _PROVINCE_OF.get(plain(words).removeprefix("provincie "))


def read_recipients(path: Path) -> Iterator[Recipient]:
    """The rows of ``municipalities.csv`` or ``institutions.csv``. Raises ContentError for one that cannot be read."""
    return _read(path, _recipient)


def read_former(path: Path) -> Iterator[Former]:
    """The rows of ``former_municipalities.csv``. Raises ContentError for one that cannot be read."""
    return _read(path, _former)


def read_other_names(path: Path) -> Iterator[tuple[str, str]]:
    """Other names that bodies go by, each with the id of the body. Raises ContentError as the others do."""
    return _read(path, lambda row: (row["naam"], row["id"]))


def _read(path: Path, make: Callable[[Mapping[str, str]], Record]) -> Iterator[Record]:
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            try:
                yield make(row)
            except (KeyError, ValueError) as error:
                raise ContentError(
                    msg("Deze rij van de adreslijst klopt niet: {fout}", fout=error),
                    where=f"{path}:{number}",
                    mend=msg("Herstel de rij of installeer briefgen opnieuw."),
                ) from error


def _recipient(row: Mapping[str, str]) -> Recipient:
    return Recipient(
        id=row["id"],
        name=row["naam"],
        kind=RecipientKind(row["soort"]),
        address=row["adres"],
        postcode=row["postcode"],
        town=row["plaats"],
        email=row["email"],
        website=row["website"],
        province=row["provincie"],
        inhabitants=int(row["inwoners"]) if row.get("inwoners") else None,
        status=Status(row["status"]),
        successor=row["opvolger"],
        source=row["bron"],
    )


def _former(row: Mapping[str, str]) -> Former:
    return Former(
        id=row["code"],
        name=row["naam"],
        ended=date.fromisoformat(row["opgeheven_per"]),
        successors=tuple(row["opvolgers"].split()),
        source=row["bron"],
    )
