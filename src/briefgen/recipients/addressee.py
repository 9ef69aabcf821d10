"""For whom a row of somebody's list is: a body of our own lists, or one with an address of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefgen.errors import Message, msg
from briefgen.facts.kinds import RecipientKind
from briefgen.facts.places import excerpt
from briefgen.recipients import cells, rows
from briefgen.recipients.headers import ADDITION, HOUSE, POSTBOX, STREET, Layout
from briefgen.recipients.naming import plain
from briefgen.recipients.records import Former, Recipient, Status, kind_named, province_named
from briefgen.recipients.register import Recipients, closed, split, taken_over

Parts = Mapping[str, str]
"""The cells of a row by the part of the addressee that they hold; empty ones are left out."""

_ADDRESS_HEADERS = (rows.ADDRESS, STREET, POSTBOX)


class Doubtful(Exception):
    """A row cannot be sent; says which column is to blame (or ""), what is wrong and the mend."""

    def __init__(self, column: str, what: Message, mend: Message) -> None:
        super().__init__()
        self.column, self.what, self.mend = column, what, mend


class Addressees:
    """Reads the addressee of each row of one list."""

    def __init__(self, layout: Layout, recipients: Recipients) -> None:
        self._header = layout.header
        self._layout = layout
        self._recipients = recipients

    def read(self, parts: Parts) -> tuple[dict[str, str], tuple[Message, ...]]:
        """What is known of the addressee by dotted path, with remarks. Raises Doubtful."""
        kind, about, own = self._kind(parts), self._about(parts), self._own_address(parts)
        found = self._meant(parts, kind, complete=_complete(own))
        given = {path: parts[path] for path in (rows.NAME, rows.ATTENTION) if path in parts} | about
        if isinstance(found, Former):
            heir = self._heir(found)
            attention = {path: text for path, text in given.items() if path == rows.ATTENTION}
            return heir.values | attention, (taken_over(found, heir),)
        if found is not None:
            return self._listed(found, given, own)
        if kind is not None:
            given[rows.KIND] = kind.value
        if kind is RecipientKind.MUNICIPALITY and given.get(rows.NAME, "").lower().startswith("gemeente "):
            given[rows.NAME] = given[rows.NAME][len("gemeente ") :]
        self._require_address(own, given)
        return given | own, ()

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
            if not _complete(values):
                raise Doubtful(
                    self._header(rows.ID, rows.NAME),
                    msg("Van {naam} is geen postadres bekend.", naam=body.name),
                    msg("Vul adres, postcode en plaats in."),
                )
            return values, ()
        self._require_address(own, values)
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

    def _heir(self, former: Former) -> Recipient:
        heirs = self._recipients.heirs(former)
        if len(heirs) != 1:
            raise Doubtful(self._header(rows.ID, rows.NAME), *split(former, heirs))
        return heirs[0]

    def _meant(self, parts: Parts, kind: RecipientKind | None, *, complete: bool) -> Recipient | Former | None:
        """The body of our lists that a row means by its code or name, or None when it means another."""
        code, name = parts.get(rows.ID, ""), parts.get(rows.NAME, "")
        called = self._called(name, kind, parts.get(rows.PROVINCE, ""))
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
        if complete and kind is not RecipientKind.MUNICIPALITY:
            return None
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
                self._recipients.near(name),
            )
        return called[0] if called else None

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

    def _called(self, name: str, kind: RecipientKind | None, province: str) -> tuple[Recipient | Former, ...]:
        """The bodies called `name` that fit what else a row says."""
        place = province_named(province)

        def fits(body: Recipient | Former) -> bool:
            if isinstance(body, Former):
                return kind in {None, RecipientKind.MUNICIPALITY}
            return kind in {None, body.kind} and (place is None or body.province in {"", place})

        return tuple(body for body in self._recipients.named(name) if fits(body)) if name else ()

    def _kind(self, parts: Parts) -> RecipientKind | None:
        text = parts.get(rows.KIND, "")
        if not text:
            called = self._layout.names_are_municipalities or plain(parts.get(rows.NAME, "")).startswith("gemeente ")
            return RecipientKind.MUNICIPALITY if called else None
        kind = kind_named(text)
        if kind is None:
            raise Doubtful(
                self._header(rows.KIND),
                msg("De soort '{soort}' kent briefgen niet.", soort=excerpt(text)),
                msg("Kies uit: {soorten}.", soorten=", ".join(one.value for one in RecipientKind)),
            )
        return kind

    def _about(self, parts: Parts) -> dict[str, str]:
        """What no letter is made from: e-mail address, website, province and inhabitants."""
        about = {path: parts[path] for path in (rows.WEBSITE, rows.INHABITANTS) if path in parts}
        if rows.PROVINCE in parts:
            about[rows.PROVINCE] = province_named(parts[rows.PROVINCE]) or parts[rows.PROVINCE]
        if rows.INHABITANTS in about:
            digits = about[rows.INHABITANTS].replace(".", "").replace(" ", "")
            if not (digits.isascii() and digits.isdecimal()):
                raise Doubtful(
                    self._header(rows.INHABITANTS),
                    msg("Dit is geen aantal: {cel}.", cel=excerpt(about[rows.INHABITANTS])),
                    msg("Vul een geheel getal in, of laat de cel leeg."),
                )
            about[rows.INHABITANTS] = digits
        if rows.EMAIL in parts:
            address = cells.email(parts[rows.EMAIL])
            if isinstance(address, cells.Trouble):
                raise Doubtful(self._header(rows.EMAIL), address.what, address.mend)
            about[rows.EMAIL] = address
        return about

    def _own_address(self, parts: Parts) -> dict[str, str]:
        """The address that the row itself gives, perhaps not all of it; empty when it gives no more than a place."""
        box = parts.get(POSTBOX, "")
        street = parts.get(rows.ADDRESS) or parts.get(STREET, "")
        if street:
            more = (parts[part] for part in (HOUSE, ADDITION) if part in parts)
            street = " ".join([street, *(text for text in more if text not in street.split())])
        own = {rows.ADDRESS: (f"Postbus {box}" if box[:1].isdecimal() else box) or street}
        town = parts.get(rows.TOWN, "")
        if rows.POSTCODE in parts:
            found = cells.postcode(parts[rows.POSTCODE])
            if isinstance(found, cells.Trouble):
                raise Doubtful(self._header(rows.POSTCODE), found.what, found.mend)
            own[rows.POSTCODE], after = found
            town = town or after
        own[rows.TOWN] = town
        own = {path: text for path, text in own.items() if text}
        return own if rows.ADDRESS in own or rows.POSTCODE in own else {}

    def _require_address(self, own: Mapping[str, str], given: Mapping[str, str]) -> None:
        """Check that there is a name in `given` and a whole address in `own`."""
        for path, there, headers, what in (
            (rows.NAME, given, (rows.NAME,), msg("De naam ontbreekt.")),
            (rows.ADDRESS, own, _ADDRESS_HEADERS, msg("Het adres ontbreekt.")),
            (rows.POSTCODE, own, (rows.POSTCODE,), msg("De postcode ontbreekt.")),
            (rows.TOWN, own, (rows.TOWN,), msg("De plaats ontbreekt.")),
        ):
            if path not in there:
                raise Doubtful(
                    self._header(*headers),
                    what,
                    msg("Vul naam, adres, postcode en plaats in, of de code uit de adreslijst."),
                )
        if not any(character.isdecimal() for character in own[rows.ADDRESS]):
            raise Doubtful(
                self._header(*_ADDRESS_HEADERS),
                msg("In het adres '{adres}' staat geen huisnummer.", adres=excerpt(own[rows.ADDRESS])),
                msg("Vul het huisnummer of het nummer van de postbus in."),
            )


def _complete(values: Mapping[str, str]) -> bool:
    return all(path in values for path in (rows.ADDRESS, rows.POSTCODE, rows.TOWN))


def _same_address(own: Mapping[str, str], body: Recipient) -> bool:
    """Whether all that a row says of the address is what our list says."""
    return all(plain(text) == plain(body.values.get(path, "")) for path, text in own.items())


def _listing(bodies: Sequence[Recipient | Former]) -> str:
    return ", ".join(f"{body.name} ({body.id})" for body in bodies)
