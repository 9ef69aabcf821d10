"""For whom a row of somebody's list is: a body of our own lists, or one with an address of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefgen.errors import Message, msg
from briefgen.facts.kinds import RecipientKind
from briefgen.facts.places import excerpt
from briefgen.recipients import contact, naming, rows
from briefgen.recipients.contact import Doubtful, Parts
from briefgen.recipients.headers import Layout
from briefgen.recipients.naming import plain
from briefgen.recipients.records import Former, Recipient, Status, kind_named, province_named
from briefgen.recipients.register import Recipients, closed, split, taken_over

MUNICIPALITY = RecipientKind.MUNICIPALITY


class Addressees:
    """Reads the addressee of each row of one list."""

    def __init__(self, layout: Layout, recipients: Recipients) -> None:
        self._header = layout.header
        self._layout = layout
        self._recipients = recipients

    def read(self, parts: Parts) -> tuple[dict[str, str], tuple[Message, ...]]:
        """What is known of the addressee by dotted path, with remarks. Raises Doubtful."""
        kind = self._kind(parts)
        about, own = contact.about(parts, self._layout), contact.own_address(parts, self._layout)
        contact.refuse_numbers(parts, own, self._layout)
        parts, remarks = self._by_its_own_name(parts, kind, own)
        found = self._meant(parts, kind, own)
        given = {path: parts[path] for path in (rows.NAME, rows.ATTENTION) if path in parts} | about
        if isinstance(found, Former):
            values, told = self._inherited(found, given.get(rows.ATTENTION, ""))
        elif found is not None:
            values, told = self._listed(found, given, own)
        else:
            values, told = self._unlisted(kind, given, own)
        return values, (*remarks, *told)

    def _by_its_own_name(
        self, parts: Parts, kind: RecipientKind | None, own: Mapping[str, str]
    ) -> tuple[Parts, list[Message]]:
        """`parts` with a code in place of the name read as that, and of a municipality only its name; with remarks."""
        name = parts.get(rows.NAME, "")
        remarks: list[Message] = []
        if (body := self._coded(name, kind, own)) is not None:
            return {rows.ID: body.id, **parts, rows.NAME: body.name}, []
        if kind is not MUNICIPALITY or not name:
            return parts, []
        short, person = naming.department(name)
        if person and rows.ATTENTION not in parts:
            parts = {**parts, rows.ATTENTION: person}
        elif person:
            remarks.append(
                msg(
                    "'{deel}' staat niet op de brief, want uw lijst noemt al een contactpersoon.",
                    deel=excerpt(person),
                )
            )
        if organ := naming.of_organ(short):
            remarks.append(
                msg(
                    "'{naam}' is gelezen als de gemeente {gemeente}. Aan wie daar de brief is, zegt de brief zelf.",
                    naam=excerpt(short),
                    gemeente=excerpt(organ),
                )
            )
        return {**parts, rows.NAME: naming.of_municipality(short) or short}, remarks

    def _inherited(self, former: Former, attention: str) -> tuple[dict[str, str], tuple[Message, ...]]:
        """The municipality that took over another, with nothing left of the old address."""
        heirs = self._recipients.heirs(former)
        if len(heirs) != 1:
            raise Doubtful(self._header(rows.ID, rows.NAME), *split(former, heirs))
        told = [taken_over(former, heirs[0])]
        if attention:
            told.append(
                msg(
                    "'{contact}' staat niet op de brief, want die hoort bij de vroegere gemeente {naam}.",
                    contact=excerpt(attention),
                    naam=former.name,
                )
            )
        return heirs[0].values, tuple(told)

    def _listed(
        self, body: Recipient, given: dict[str, str], own: dict[str, str]
    ) -> tuple[dict[str, str], tuple[Message, ...]]:
        """A body of our lists, with what the row says of it over that; its own address only as a whole."""
        if body.status is Status.CLOSED:
            raise Doubtful(self._header(rows.ID, rows.NAME), *closed(body))
        values = body.values | given
        if body in self._recipients.named(given.get(rows.NAME, "")):
            values[rows.NAME] = body.name
        if not own or _same_address(own, body):
            if not contact.complete(values):
                raise Doubtful(
                    self._header(rows.ID, rows.NAME),
                    msg("Van {naam} is geen postadres bekend.", naam=body.name),
                    msg("Vul adres, postcode en plaats in."),
                )
            return values, ()
        contact.require_address(own, values, self._layout)
        remark = (
            msg(
                "Uw lijst heeft een ander adres dan de adreslijst van briefgen ({adres}, {postcode} {plaats}). "
                "De brief gaat naar het adres in uw lijst.",
                adres=body.address,
                postcode=body.postcode,
                plaats=body.town,
            )
            if body.address
            else msg("De adreslijst van briefgen heeft geen adres van {naam}; uw lijst wel.", naam=body.name)
        )
        return values | own, (remark,)

    def _unlisted(
        self, kind: RecipientKind | None, given: dict[str, str], own: dict[str, str]
    ) -> tuple[dict[str, str], tuple[Message, ...]]:
        """A body with a name and address of its own; one of ours with a slip in its name is refused."""
        contact.require_address(own, given, self._layout)
        name = given[rows.NAME]
        self._refuse_neighbours(name, kind, own)
        if kind is None:
            remark = msg(
                "Deze rij heeft geen soort, en de adreslijst kent deze naam met deze postcode niet. "
                "Noemt uw zaak ook geen soort? Voeg dan een kolom Soort toe, met bijvoorbeeld: gemeente."
            )
            return given | own, (remark,)
        values = given | own | {rows.KIND: kind.value}
        if kind is not MUNICIPALITY:
            return values, ()
        near = self._recipients.nearest(name, MUNICIPALITY)
        if near is None:
            return values, (
                msg("Deze gemeente staat niet in de adreslijst. De brief gaat naar het adres in uw lijst."),
            )
        if isinstance(near, Recipient) and plain(near.town) == plain(own[rows.TOWN]):
            what = msg(
                "'{naam}' staat niet in de adreslijst, maar lijkt op een naam die er wel staat.", naam=excerpt(name)
            )
            raise Doubtful(self._header(rows.NAME), what, _perhaps([near]))
        remark = msg(
            "Deze gemeente staat niet in de adreslijst, maar lijkt op {naam} ({id}). "
            "De brief gaat naar het adres in uw lijst.",
            naam=near.name,
            id=near.id,
        )
        return values, (remark,)

    def _refuse_neighbours(self, name: str, kind: RecipientKind | None, own: Mapping[str, str]) -> None:
        """Refuse a body of ours under another name: any municipality at this address, or who is nearly called so."""
        there = [
            body
            for body in self._recipients.at(own[rows.ADDRESS], own[rows.POSTCODE])
            if kind in {None, body.kind}
            and (kind is MUNICIPALITY or naming.likeness(naming.bare(name), naming.bare(body.name)))
        ]
        if there:
            raise Doubtful(
                self._header(rows.NAME),
                msg("'{naam}' staat niet in de adreslijst, maar het adres wel.", naam=excerpt(name)),
                _perhaps(there),
            )

    def _meant(self, parts: Parts, kind: RecipientKind | None, own: Mapping[str, str]) -> Recipient | Former | None:
        """The body of our lists that a row means by its code or name, or None when it means another."""
        code, name, complete = parts.get(rows.ID, ""), parts.get(rows.NAME, ""), contact.complete(own)
        called = self._called(name, kind)
        by_code = self._by_code(code)
        if by_code is not None:
            self._same(by_code, called)
            return by_code
        if code and (not complete or code.upper().startswith("GM") or self._layout.ids_are_numbers):
            raise Doubtful(
                self._header(rows.ID),
                msg("De code '{code}' staat niet in de adreslijst.", code=excerpt(code)),
                self._recipients.near(code),
            )
        here = [one for one in called if isinstance(one, Recipient) and one.postcode == own.get(rows.POSTCODE)]
        if len(here) == 1 or (complete and kind is not MUNICIPALITY):
            called = tuple(here) if len(here) == 1 else ()
        called = self._in_province(called, parts.get(rows.PROVINCE, ""))
        if len(called) > 1:
            raise Doubtful(
                self._header(rows.NAME),
                msg(
                    "De naam '{naam}' past bij meer instanties: {instanties}.",
                    naam=excerpt(name),
                    instanties=_listing(called),
                ),
                msg("Vul de code in, of de provincie."),
            )
        if not called and name and not complete:
            raise Doubtful(
                self._header(rows.NAME),
                msg("'{naam}' staat niet in de adreslijst, en deze rij heeft geen volledig adres.", naam=excerpt(name)),
                self._recipients.near(name, kind),
            )
        return called[0] if called else None

    def _in_province(self, called: tuple[Recipient | Former, ...], typed: str) -> tuple[Recipient | Former, ...]:
        """Those of `called` that are in the province that was typed; when all are in another, that is a mistake."""
        province = province_named(typed)
        elsewhere = [one for one in called if isinstance(one, Recipient) and one.province not in {"", province}]
        if province is None or not elsewhere:
            return called
        if len(elsewhere) == len(called):
            raise Doubtful(
                self._header(rows.PROVINCE),
                msg(
                    "De provincie is hier {provincie}, maar in de adreslijst staat: {instanties}.",
                    provincie=province,
                    instanties=", ".join(f"{body.name} ({body.id}, {body.province})" for body in elsewhere),
                ),
                msg("Verbeter de provincie of de naam."),
            )
        return tuple(body for body in called if body not in elsewhere)

    def _same(self, body: Recipient | Former, called: Sequence[Recipient | Former]) -> None:
        """Check that the code of a row and its name are not of two bodies."""
        former = (one for one in called if isinstance(one, Former))
        if called and body not in called and not any(body in self._recipients.heirs(one) for one in former):
            raise Doubtful(
                self._header(rows.ID),
                msg(
                    "De code {code} is van {een}, maar de naam is van {ander}.",
                    code=body.id,
                    een=body.name,
                    ander=_listing(called),
                ),
                msg("Verbeter de code of de naam."),
            )

    def _by_code(self, code: str) -> Recipient | Former | None:
        digits = code.upper().removeprefix("GM").strip()
        if digits.isdecimal() and len(digits) <= 4 and (self._layout.ids_are_numbers or digits != code):
            code = f"GM{int(digits):04d}"
        return self._recipients.by_id(code) if code else None

    def _coded(self, name: str, kind: RecipientKind | None, own: Mapping[str, str]) -> Recipient | Former | None:
        """The body whose code stands where the name should; a word like "om" only if the row has no address."""
        if name[:2].upper() != "GM" and (name.isdecimal() or contact.complete(own)):
            return None
        body = self._by_code(name)
        return body if isinstance(body, Former) or (body is not None and kind in {None, body.kind}) else None

    def _called(self, name: str, kind: RecipientKind | None) -> tuple[Recipient | Former, ...]:
        """The bodies of `kind` that are called `name`."""
        return tuple(
            body
            for body in (self._recipients.named(name) if name else ())
            if kind in {None, MUNICIPALITY if isinstance(body, Former) else body.kind}
        )

    def _kind(self, parts: Parts) -> RecipientKind | None:
        text = parts.get(rows.KIND, "")
        if not text:
            called = self._layout.names_are_municipalities or naming.of_municipality(parts.get(rows.NAME, ""))
            return MUNICIPALITY if called else None
        kind = kind_named(text)
        if kind is None:
            raise Doubtful(
                self._header(rows.KIND),
                msg("De soort '{soort}' kent briefgen niet.", soort=excerpt(text)),
                msg("Kies uit: {soorten}.", soorten=", ".join(one.value for one in RecipientKind)),
            )
        return kind


def _same_address(own: Mapping[str, str], body: Recipient) -> bool:
    """Whether all that a row says of the address is what our list says."""
    return all(plain(text) == plain(body.values.get(path, "")) for path, text in own.items())


def _listing(bodies: Sequence[Recipient | Former]) -> str:
    return ", ".join(f"{body.name} ({body.id})" for body in bodies)


def _perhaps(bodies: Sequence[Recipient]) -> Message:
    return msg(
        "Bedoelt u {instanties}? Verbeter de naam, of zet het nummer in een kolom Nummer. "
        "Is het een ander, verbeter dan het adres.",
        instanties=_listing(bodies),
    )
