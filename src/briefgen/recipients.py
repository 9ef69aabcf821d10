"""The addresses of municipalities and institutions, and the body a case means by an id.

The lists are data in ``recipients/``: one source and date of checking per row. A body that no
longer exists is refused with its successor; an address that was not checked is used with a remark.
"""

from __future__ import annotations

import csv
import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from briefgen.errors import ContentError, Message, RecipientError, msg
from briefgen.facts.kinds import RecipientKind
from briefgen.facts.model import CaseFacts
from briefgen.facts.people import Addressee

FILES = ("municipalities.csv", "institutions.csv")


class Status(StrEnum):
    CHECKED = "gecontroleerd"
    UNCHECKED = "ongecontroleerd"
    CLOSED = "opgeheven"


@dataclass(frozen=True, slots=True)
class Recipient:
    """One row of the lists. `address`, `postcode` and `town` are empty when no post address is known."""

    id: str
    name: str
    kind: RecipientKind
    address: str
    postcode: str
    town: str
    status: Status
    successor: str
    source: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """Facts in which every body named by id has its name and address, with remarks on unchecked addresses."""

    facts: CaseFacts
    remarks: tuple[Message, ...]


class Recipients:
    """Reads the lists once, when first asked."""

    def __init__(self, root: Path) -> None:
        """`root` is the ``recipients`` folder."""
        self.root = root

    @cached_property
    def rows(self) -> Mapping[str, Recipient]:
        """All recipients by id. Raises ContentError for a row that cannot be read."""
        found: dict[str, Recipient] = {}
        for name in FILES:
            path = self.root / name
            with path.open(encoding="utf-8", newline="") as file:
                for number, row in enumerate(csv.DictReader(file), start=2):
                    recipient = _recipient(row, f"{path}:{number}")
                    found[recipient.id] = recipient
        return found

    def find(self, recipient_id: str, *, where: str) -> Recipient:
        """Return the body with this id. Raises RecipientError for an unknown or closed body."""
        recipient = self.rows.get(recipient_id) or self.rows.get(recipient_id.upper())
        if recipient is None:
            raise RecipientError(
                msg("Het nummer '{id}' staat niet in de adreslijst.", id=recipient_id),
                where=where,
                mend=self._near(recipient_id),
            )
        if recipient.status is Status.CLOSED:
            raise RecipientError(
                msg("{naam} bestaat niet meer.", naam=recipient.name),
                where=where,
                mend=(
                    msg("De opvolger is {opvolger}; vul die in.", opvolger=recipient.successor)
                    if recipient.successor
                    else msg("Zoek uit welke organisatie het werk heeft overgenomen en vul die in.")
                ),
            )
        return recipient

    def _near(self, typed: str) -> Message:
        names = {recipient.name.lower(): recipient for recipient in self.rows.values()}
        close = difflib.get_close_matches(typed.lower(), [*names, *(key.lower() for key in self.rows)], n=1, cutoff=0.6)
        if close:
            recipient = names.get(close[0]) or self.rows.get(close[0]) or self.rows.get(close[0].upper())
            if recipient is not None:
                return msg(
                    "Bedoelt u {id} ({naam})? Vul het nummer in, of een volledig adres.",
                    id=recipient.id,
                    naam=recipient.name,
                )
        return msg(
            "Vul een nummer uit de adreslijst in, of een volledig adres met naam, soort, adres, postcode en plaats."
        )

    def resolve(self, facts: CaseFacts) -> Resolved:
        """Fill in every body that `facts` names by id. Raises RecipientError for one that cannot be used."""
        remarks: list[Message] = []

        def filled(body: Addressee | None, where: str) -> Addressee | None:
            if body is None or body.id is None:
                return body
            recipient = self.find(body.id, where=where)
            if recipient.status is Status.UNCHECKED:
                remarks.append(
                    msg(
                        "Het adres van {naam} is niet gecontroleerd. Kijk het na voor u de brief verstuurt.",
                        naam=recipient.name,
                    )
                )
            return body.model_copy(
                update={
                    "name": body.name or recipient.name,
                    "kind": body.kind or recipient.kind,
                    "address": body.address or recipient.address or None,
                    "postcode": body.postcode or recipient.postcode or None,
                    "town": body.town or recipient.town or None,
                }
            )

        measure = facts.measure
        if measure is not None:
            measure = measure.model_copy(
                update={
                    "court": filled(measure.court, "maatregel › rechtbank"),
                    "agency": filled(measure.agency, "maatregel › instelling"),
                }
            )
        complaint = facts.complaint
        if complaint is not None:
            complaint = complaint.model_copy(update={"about": filled(complaint.about, "klacht › over")})
        addressee = filled(facts.addressee, "geadresseerde")
        known = {"addressee": addressee, "measure": measure, "complaint": complaint}
        return Resolved(facts.model_copy(update=known), tuple(remarks))


def _recipient(row: Mapping[str, str], where: str) -> Recipient:
    try:
        return Recipient(
            id=row["id"],
            name=row["naam"],
            kind=RecipientKind(row["soort"]),
            address=row["adres"],
            postcode=row["postcode"],
            town=row["plaats"],
            status=Status(row["status"]),
            successor=row["opvolger"],
            source=row["bron"],
        )
    except (KeyError, ValueError) as error:
        raise ContentError(
            msg("Deze rij van de adreslijst klopt niet: {fout}", fout=error),
            where=where,
            mend=msg("Herstel de rij of installeer briefgen opnieuw."),
        ) from error
