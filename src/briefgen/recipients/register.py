"""Our own lists of addresses, and the body that a case means by an id.

The lists are data in ``recipients/``: one source and date of checking per row. A body that no
longer exists is refused with its successor, unless it is a municipality that went up in one other;
then that one is meant. An address that was not checked is used with a remark.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from briefgen.dutch import dates
from briefgen.errors import Message, RecipientError, msg
from briefgen.facts.kinds import RecipientKind
from briefgen.facts.model import CaseFacts
from briefgen.facts.people import Addressee
from briefgen.recipients.naming import bare, likeness, plain, without_province
from briefgen.recipients.records import (
    Former,
    Recipient,
    Status,
    read_former,
    read_other_names,
    read_recipients,
)
from briefgen.recipients.rows import Doubt, Row
from briefgen.recipients.selection import chosen

FILES = ("municipalities.csv", "institutions.csv")
FORMER, OTHER_NAMES = "former_municipalities.csv", "other_names.csv"


@dataclass(frozen=True, slots=True)
class Resolved:
    """Facts in which every body named by id has its name and address, with remarks on what the sender must know."""

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
        return {row.id: row for name in FILES for row in read_recipients(self.root / name)}

    @cached_property
    def former(self) -> Mapping[str, Former]:
        """The municipalities that no longer exist, by code. Raises ContentError for a row that cannot be read."""
        return {row.id: row for row in read_former(self.root / FORMER)}

    @cached_property
    def other_names(self) -> tuple[tuple[str, str], ...]:
        """Other names of bodies, each with the id. Raises ContentError for a row that cannot be read."""
        return tuple(read_other_names(self.root / OTHER_NAMES))

    def by_id(self, typed: str) -> Recipient | Former | None:
        """The body or former municipality with this id, in whatever case it was typed."""
        for key in (typed, typed.upper(), typed.lower()):
            found = self.rows.get(key) or self.former.get(key)
            if found is not None:
                return found
        return None

    def named(self, name: str) -> tuple[Recipient | Former, ...]:
        """The bodies and former municipalities that are called exactly `name`.

        Case, accents, punctuation and the word "gemeente" do not matter. Several when the name fits several
        ("Bergen").
        """
        return self._by_name.get(bare(name), ())

    def heirs(self, former: Former) -> tuple[Recipient, ...]:
        """The municipalities of today that the territory of `former` went to."""
        found: dict[str, Recipient] = {}
        for code in former.successors:
            if code in self.former:
                found.update({body.id: body for body in self.heirs(self.former[code])})
            elif code in self.rows:
                found[code] = self.rows[code]
        return tuple(found.values())

    def find(self, recipient_id: str, *, where: str) -> Recipient:
        """Return the body with this id, or the one that took over all of a former municipality.

        Raises RecipientError for an unknown or closed body, and for a municipality that was split.
        """
        return self.meant(recipient_id, where=where)[0]

    def meant(self, recipient_id: str, *, where: str) -> tuple[Recipient, Message | None]:
        """As `find`, with a remark when it is not the body that was typed. Raises as `find` does."""
        found = self.by_id(recipient_id)
        if found is None:
            raise RecipientError(
                msg("Het nummer '{id}' staat niet in de adreslijst.", id=recipient_id),
                where=where,
                mend=self.near(recipient_id),
            )
        if isinstance(found, Former):
            heirs = self.heirs(found)
            if len(heirs) != 1:
                what, mend = split(found, heirs)
                raise RecipientError(what, where=where, mend=mend)
            return heirs[0], taken_over(found, heirs[0])
        if found.status is Status.CLOSED:
            what, mend = closed(found)
            raise RecipientError(what, where=where, mend=mend)
        return found, None

    def near(self, typed: str, kind: RecipientKind | None = None) -> Message:
        """The mend for an id or name that is not in the lists: the nearest of `kind` that is, if it is really near."""
        found = self.nearest(typed, kind)
        if found is None:
            return msg(
                "Vul een nummer uit de adreslijst in, of een volledig adres met naam, soort, adres, postcode en plaats."
            )
        return msg("Bedoelt u {id} ({naam})? Vul het nummer in, of een volledig adres.", id=found.id, naam=found.name)

    def nearest(self, typed: str, kind: RecipientKind | None = None) -> Recipient | Former | None:
        """The body of `kind` (of any when None) whose name or id is `typed` but for a slip, or None."""
        name = bare(typed)
        best, found = max(
            (
                (likeness(name, label), body)
                for label, body in self._labels
                if kind in {None, RecipientKind.MUNICIPALITY if isinstance(body, Former) else body.kind}
            ),
            key=lambda pair: pair[0],
            default=(0.0, None),
        )
        return found if best else None

    def at(self, address: str, postcode: str) -> tuple[Recipient, ...]:
        """The bodies with this post address."""
        return self._by_address.get((plain(address), plain(postcode)), ())

    def select(self, kind: str, where: Mapping[str, str]) -> Iterator[Row | Doubt]:
        """The bodies of `kind` ("gemeenten") for which `where` holds ({"provincie": "Utrecht"}), as rows from 1.

        A body without a post address comes out as a Doubt. Raises RecipientError at once for a kind, a key or a
        value that the lists do not have.
        """
        bodies = chosen(self, kind, where)
        return (self.row(number, body) for number, body in enumerate(bodies, start=1))

    @staticmethod
    def row(number: int, body: Recipient) -> Row | Doubt:
        """`body` as row `number` of a list; a Doubt when no post address is known."""
        if body.address and body.postcode and body.town:
            return Row(number, body.values)
        return Doubt(
            number,
            "adres",
            msg("Van {naam} is geen postadres bekend.", naam=body.name),
            msg("Zoek het postadres op en zet het met de naam in een eigen lijst."),
            name=body.name,
        )

    def resolve(self, facts: CaseFacts) -> Resolved:
        """Fill in every body that `facts` names by id. Raises RecipientError for one that cannot be used."""
        remarks: list[Message] = []

        def filled(body: Addressee | None, where: str) -> Addressee | None:
            if body is None or body.id is None:
                return body
            recipient, moved = self.meant(body.id, where=where)
            if recipient.status is Status.UNCHECKED:
                remarks.append(
                    msg(
                        "Het adres van {naam} is niet gecontroleerd. Kijk het na voor u de brief verstuurt.",
                        naam=recipient.name,
                    )
                )
            if moved is not None:  # then what was typed beside the id is of the old municipality
                remarks.append(moved)
                body = Addressee.model_validate({"id": recipient.id, "ter_attentie_van": body.attention})
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

    @cached_property
    def _labels(self) -> tuple[tuple[str, Recipient | Former], ...]:
        """Every name in bare form, and every id that is no number, with the body that it is of."""
        everyone: list[Recipient | Former] = [*self.rows.values(), *self.former.values()]
        names = [(bare(body.name), body) for body in everyone]
        names += [(bare(name), self.rows[code]) for name, code in self.other_names]
        return (*names, *((plain(body.id), body) for body in everyone if not body.id.startswith("GM")))

    @cached_property
    def _by_address(self) -> Mapping[tuple[str, str], tuple[Recipient, ...]]:
        found: dict[tuple[str, str], tuple[Recipient, ...]] = {}
        for body in self.rows.values():
            if body.address and body.status is not Status.CLOSED:
                key = (plain(body.address), plain(body.postcode))
                found[key] = (*found.get(key, ()), body)
        return found

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Recipient | Former, ...]]:
        found: dict[str, dict[str, Recipient | Former]] = {}

        def add(name: str, body: Recipient | Former) -> None:
            found.setdefault(bare(name), {})[body.id] = body

        for body in self.rows.values():
            add(body.name, body)
        for gone in self.former.values():
            add(gone.name, gone)
        for name, code in self.other_names:
            add(name, self.rows[code])
        exact = set(found)
        for body in self.rows.values():  # "Bergen" fits Bergen (NH.) and Bergen (L.)
            if bare(without_province(body.name)) not in exact:
                add(without_province(body.name), body)
        return {name: tuple(bodies.values()) for name, bodies in found.items()}


def closed(body: Recipient) -> tuple[Message, Message]:
    """What to say of a body that no longer exists, and the mend."""
    return (
        msg("{naam} bestaat niet meer.", naam=body.name),
        msg("De opvolger is {opvolger}; vul die in.", opvolger=body.successor)
        if body.successor
        else msg("Zoek uit welke organisatie het werk heeft overgenomen en vul die in."),
    )


def taken_over(former: Former, heir: Recipient) -> Message:
    """The remark that a letter for `former` goes to `heir`."""
    return msg(
        "De gemeente {naam} bestaat sinds {datum} niet meer. "
        "De brief gaat naar de opvolger, de gemeente {opvolger} ({id}).",
        naam=former.name,
        datum=dates.written(former.ended),
        opvolger=heir.name,
        id=heir.id,
    )


def split(former: Former, heirs: tuple[Recipient, ...]) -> tuple[Message, Message]:
    """What to say of a municipality that was divided among several, and the mend."""
    names = ", ".join(f"{heir.name} ({heir.id})" for heir in heirs)
    return (
        msg(
            "De gemeente {naam} bestaat sinds {datum} niet meer en is verdeeld over: {opvolgers}.",
            naam=former.name,
            datum=dates.written(former.ended),
            opvolgers=names,
        ),
        msg("Kies de gemeente waar het dorp of de wijk nu bij hoort, en vul die in."),
    )
