"""What the measures of a house style cannot be together, though each may be by itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from briefgen.errors import Message, msg
from briefgen.render.house import House

Wrong = tuple[tuple[str, ...], Message, Message]
"""The keys that lead to a value, what is wrong, and the mend."""


def wrong(house: House, unsure: Collection[str] = ()) -> Iterator[Wrong]:
    """What cannot be right together; nothing is said that rests on a section of which the measures are `unsure`."""
    for sections, check in (
        ({"pagina"}, _margins),
        ({"pagina", "afzender", "adresvenster"}, _sides),
        ({"datum", "adresvenster"}, _date),
        ({"pagina", "afzender", "adresvenster"}, _sender),
        ({"pagina", "letter", "voettekst"}, _footer),
        ({"handtekening"}, _signature),
    ):
        if not sections & set(unsure):
            yield from check(house)


def _margins(house: House) -> Iterator[Wrong]:
    page = house.page
    if page.text_width < 80 or page.height - page.top - page.bottom < 80:
        yield ("pagina",), msg("Tussen de marges blijft te weinig ruimte over."), msg("Maak de marges kleiner.")


def _sides(house: House) -> Iterator[Wrong]:
    page, window = house.page, house.window
    if house.sender_left + house.sender_width > page.width or window.left + window.width > page.width:
        key = "adresvenster" if window.left + window.width > page.width else "afzender"
        yield (key,), msg("Dit steekt buiten het papier."), msg("Verklein 'links' of 'breedte'.")


def _date(house: House) -> Iterator[Wrong]:
    window = house.window
    if house.date.top < window.top + window.height:
        yield (
            ("datum", "boven"),
            msg("De datum valt in het adres van de ontvanger."),
            msg("Kies ten minste {getal}.", getal=window.top + window.height),
        )


def _sender(house: House) -> Iterator[Wrong]:
    window, left, right = house.window, house.sender_left, house.sender_left + house.sender_width
    overlap = left < window.left + window.width and window.left < right
    if window.top < house.sender.top + house.sender.height and overlap:
        yield (
            ("afzender", "hoogte"),
            msg("Het blok van de afzender loopt over het adres van de ontvanger."),
            msg("Verklein 'boven' of 'hoogte' van de afzender."),
        )


def _footer(house: House) -> Iterator[Wrong]:
    if house.footer and (need := house.footer_height + house.footer.bottom + 2) > house.page.bottom:
        yield (
            ("voettekst",),
            msg("De voettekst past niet in de marge onder aan de bladzijde."),
            msg("Maak 'marge_onder' ten minste {getal}, of gebruik minder regels.", getal=int(need + 1)),
        )


def _signature(house: House) -> Iterator[Wrong]:
    image = house.signatures.image
    if image and image.height > house.signatures.room:
        yield (
            ("handtekening", "ruimte"),
            msg("De afbeelding van de handtekening is hoger dan de ruimte om te tekenen."),
            msg("Maak 'ruimte' ten minste {getal}.", getal=image.height),
        )
