"""What a row of somebody's list says of a body besides who it is: its address, and how else to reach it."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.errors import Message, msg
from briefgen.facts.places import excerpt
from briefgen.recipients import cells, rows
from briefgen.recipients.headers import ADDITION, HOUSE, POSTBOX, STREET, Layout
from briefgen.recipients.records import province_named

Parts = Mapping[str, str]
"""The cells of a row by the part of the addressee that they hold; empty ones are left out."""

_ADDRESS_HEADERS = (rows.ADDRESS, STREET, POSTBOX)


class Doubtful(Exception):
    """A row cannot be sent; says which column is to blame (or ""), what is wrong and the mend."""

    def __init__(self, column: str, what: Message, mend: Message) -> None:
        super().__init__()
        self.column, self.what, self.mend = column, what, mend


def about(parts: Parts, layout: Layout) -> dict[str, str]:
    """What no letter is made from: e-mail address, website, province and inhabitants. Raises Doubtful."""
    found = {path: parts[path] for path in (rows.WEBSITE, rows.INHABITANTS) if path in parts}
    if rows.PROVINCE in parts:
        found[rows.PROVINCE] = province_named(parts[rows.PROVINCE]) or parts[rows.PROVINCE]
    if rows.INHABITANTS in found:
        digits = found[rows.INHABITANTS].replace(".", "").replace(" ", "")
        if not (digits.isascii() and digits.isdecimal()):
            raise Doubtful(
                layout.header(rows.INHABITANTS),
                msg("Dit is geen aantal: {cel}.", cel=excerpt(found[rows.INHABITANTS])),
                msg("Vul een geheel getal in, of laat de cel leeg."),
            )
        found[rows.INHABITANTS] = digits
    if rows.EMAIL in parts:
        address = cells.email(parts[rows.EMAIL])
        if isinstance(address, cells.Trouble):
            raise Doubtful(layout.header(rows.EMAIL), address.what, address.mend)
        found[rows.EMAIL] = address
    return found


def own_address(parts: Parts, layout: Layout) -> dict[str, str]:
    """The address that the row itself gives, perhaps not all of it; empty when it gives no more than a place.

    Raises Doubtful.
    """
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
            raise Doubtful(layout.header(rows.POSTCODE), found.what, found.mend)
        own[rows.POSTCODE], after = found
        town = town or after
    own[rows.TOWN] = town
    own = {path: text for path, text in own.items() if text}
    return own if rows.ADDRESS in own or rows.POSTCODE in own else {}


def refuse_numbers(parts: Parts, own: Mapping[str, str], layout: Layout) -> None:
    """Refuse a number where the envelope has a street, a town or a person. Raises Doubtful."""
    for path, text, headers in (
        (rows.ADDRESS, own.get(rows.ADDRESS), _ADDRESS_HEADERS),
        (rows.TOWN, own.get(rows.TOWN), (rows.TOWN, rows.POSTCODE)),
        (rows.ATTENTION, parts.get(rows.ATTENTION), (rows.ATTENTION,)),
    ):
        if text and (trouble := cells.without_letters(text, address=path == rows.ADDRESS)) is not None:
            raise Doubtful(layout.header(*headers), trouble.what, trouble.mend)


def require_address(own: Mapping[str, str], given: Mapping[str, str], layout: Layout) -> None:
    """Check that there is a name in `given` and a whole address in `own`. Raises Doubtful."""
    for path, there, headers, what in (
        (rows.NAME, given, (rows.NAME,), msg("De naam ontbreekt.")),
        (rows.ADDRESS, own, _ADDRESS_HEADERS, msg("Het adres ontbreekt.")),
        (rows.POSTCODE, own, (rows.POSTCODE,), msg("De postcode ontbreekt.")),
        (rows.TOWN, own, (rows.TOWN,), msg("De plaats ontbreekt.")),
    ):
        if path not in there:
            raise Doubtful(
                layout.header(*headers),
                what,
                msg("Vul naam, adres, postcode en plaats in, of de code uit de adreslijst."),
            )
    if not any(character.isdecimal() for character in own[rows.ADDRESS]):
        raise Doubtful(
            layout.header(*_ADDRESS_HEADERS),
            msg("In het adres '{adres}' staat geen huisnummer.", adres=excerpt(own[rows.ADDRESS])),
            msg("Vul het huisnummer of het nummer van de postbus in."),
        )


def complete(values: Mapping[str, str]) -> bool:
    """Whether `values` have a whole address."""
    return all(path in values for path in (rows.ADDRESS, rows.POSTCODE, rows.TOWN))
