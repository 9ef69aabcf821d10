"""The house style: what ``house.yaml`` may say, for Word and PDF alike.

Lengths are millimetres, type sizes and white points, as people measure them. The keys are Dutch, for an office changes
the file; every key has a description here, and a comment in the files that ship. `house_reading` reads it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

Length = Annotated[float, Field(ge=0, le=420)]
White = Annotated[float, Field(ge=0, le=200)]
Size = Annotated[float, Field(ge=6, le=36)]
LineHeight = Annotated[float, Field(ge=1, le=3)]
Colour = Annotated[str, StringConstraints(pattern=r"^[0-9A-Fa-f]{6}$")]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80, pattern=r'^[^<>&"\n]+$')]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\n]+$")]
FileName = Annotated[str, StringConstraints(pattern=r"^[^/\\:]+\.(?i:png|jpe?g)$")]


def _yes_or_no(value: object) -> object:
    return {"ja": True, "nee": False}.get(value, value) if isinstance(value, str) else value


YesNo = Annotated[bool, BeforeValidator(_yes_or_no)]


class Place(StrEnum):
    """Where something stands between the margins."""

    LEFT = "links"
    MIDDLE = "midden"
    RIGHT = "rechts"


class Side(StrEnum):
    """On which side of the envelope the window is."""

    LEFT = "links"
    RIGHT = "rechts"


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Page(Part):
    width: Length = Field(alias="breedte", description="Breedte van het papier.")
    height: Length = Field(alias="hoogte", description="Hoogte van het papier.")
    top: Length = Field(alias="marge_boven", description="Wit boven de tekst, vanaf bladzijde twee.")
    bottom: Length = Field(alias="marge_onder", description="Wit onder de tekst.")
    left: Length = Field(alias="marge_links", description="Wit links van de tekst.")
    right: Length = Field(alias="marge_rechts", description="Wit rechts van de tekst.")

    @property
    def text_width(self) -> float:
        """Millimetres between the margins."""
        return self.width - self.left - self.right


class Sender(Part):
    top: Length = Field(alias="boven", description="Bovenkant van het afzenderblok.")
    height: Length = Field(alias="hoogte", description="Hoogte die het afzenderblok hooguit heeft.")
    left: Length | None = Field(alias="links", default=None, description="Linkerkant; leeg: de linkermarge.")
    width: Length | None = Field(alias="breedte", default=None, description="Breedte; leeg: tot de rechtermarge.")
    name_size: Size = Field(alias="naam_grootte", description="Lettergrootte van de eerste regel, die vet is.")
    size: Size = Field(alias="grootte", description="Lettergrootte van de regels daaronder.")
    colour: Colour = Field(alias="kleur", description="Kleur van de regels daaronder.")


class Window(Part):
    side: Side = Field(alias="kant", default=Side.LEFT, strict=False, description="Kant van het venster in de envelop.")
    left: Length = Field(alias="links", description="Linkerkant van het adres.")
    top: Length = Field(alias="boven", description="Bovenkant van het adres.")
    width: Length = Field(alias="breedte", description="Breedte van het adres.")
    height: Length = Field(alias="hoogte", description="Hoogte van het adres.")


class AddressLines(Part):
    line_height: LineHeight = Field(alias="regelafstand", description="Regelhoogte in adressen, maal de lettergrootte.")
    size: Size | None = Field(
        alias="grootte",
        default=None,
        description="Lettergrootte van het adres van de ontvanger; leeg: die van de tekst.",
    )


class DateLine(Part):
    top: Length = Field(alias="boven", description="Bovenkant van de datumregel; de rest volgt daarop.")


class References(Part):
    column: Length = Field(alias="kolom", description="Afstand van de linkermarge tot de kenmerken en het onderwerp.")


class Above(Part):
    references: White = Field(alias="kenmerken", description="Wit boven de kenmerken.")
    subject: White = Field(alias="betreft", description="Wit boven het onderwerp.")
    salutation: White = Field(alias="aanhef", description="Wit boven de aanhef.")
    body: White = Field(alias="brieftekst", description="Wit tussen aanhef en tekst.")
    closing: White = Field(alias="slotgroet", description="Wit boven de slotgroet.")
    enclosures: White = Field(alias="bijlagen", description="Wit boven de lijst van bijlagen.")


class Type(Part):
    family: Name = Field(alias="familie", description="Lettertype van de PDF; het staat in de map fonts.")
    word_family: Name = Field(alias="familie_word", description="Lettertype in Word.")
    size: Size = Field(alias="grootte", description="Lettergrootte van de tekst.")
    line_height: LineHeight = Field(alias="regelafstand", description="Regelhoogte, maal de lettergrootte.")
    colour: Colour = Field(alias="kleur", description="Kleur van de tekst.")
    link_colour: Colour = Field(alias="kleur_link", description="Kleur van links naar de wet.")
    head_colour: Colour | None = Field(
        alias="kleur_kop", default=None, description="Kleur van koppen en de naam bovenaan; leeg: die van de tekst."
    )


class Subject(Part):
    place: Place = Field(alias="plaats", default=Place.LEFT, strict=False, description="links of midden.")
    size: Size | None = Field(alias="grootte", default=None, description="Lettergrootte; leeg: die van de tekst.")


class Paragraphs(Part):
    after: White = Field(alias="na", description="Wit na een alinea.")


class HeadingLook(Part):
    size: Size = Field(alias="grootte", description="Lettergrootte van de kop.")
    before: White = Field(alias="voor", description="Wit boven de kop.")
    after: White = Field(alias="na", description="Wit onder de kop.")


class Headings(Part):
    first: HeadingLook = Field(alias="niveau1", description="Kop (# in de brieftekst).")
    second: HeadingLook = Field(alias="niveau2", description="Tussenkop (## in de brieftekst).")


class Lists(Part):
    indent: Length = Field(alias="inspringing", description="Inspringing van een lijst.")
    after: White = Field(alias="na", description="Wit tussen twee punten.")


class Quotations(Part):
    indent: Length = Field(alias="inspringing", description="Inspringing van een citaat, links en rechts.")


class Tables(Part):
    line: Annotated[float, Field(ge=0.25, le=6)] = Field(alias="lijn", description="Dikte van de lijnen.")
    line_colour: Colour = Field(alias="kleur_lijn", description="Kleur van de lijnen.")
    across: White = Field(alias="cel_horizontaal", description="Wit links en rechts in een cel.")
    down: White = Field(alias="cel_verticaal", description="Wit boven en onder in een cel.")


class SignatureImage(Part):
    file: FileName = Field(alias="bestand", description="PNG of JPEG in deze map.")
    height: Annotated[float, Field(ge=3, le=60)] = Field(alias="hoogte", description="Hoogte van de afbeelding.")
    alternative: Line = Field(alias="alternatief", description="Wat een schermlezer voorleest.")


class Signatures(Part):
    room: Length = Field(alias="ruimte", description="Ruimte om te tekenen.")
    image: SignatureImage | None = Field(
        alias="afbeelding", default=None, description="Afbeelding van de handtekening van wie als eerste tekent."
    )


class LaterPages(Part):
    top: Length = Field(alias="boven", description="Bovenkant van de kopregel vanaf bladzijde twee.")
    size: Size = Field(alias="grootte", description="Lettergrootte van de kopregel.")
    colour: Colour = Field(alias="kleur", description="Kleur van de kopregel.")


class Logo(Part):
    file: FileName = Field(alias="bestand", description="PNG of JPEG in deze map.")
    height: Annotated[float, Field(ge=3, le=60)] = Field(alias="hoogte", description="Hoogte van het logo.")
    top: Length = Field(alias="boven", description="Bovenkant van het logo.")
    place: Place = Field(alias="plaats", default=Place.LEFT, strict=False, description="links, midden of rechts.")
    alternative: Line = Field(alias="alternatief", description="Wat een schermlezer voorleest.")


class Footer(Part):
    lines: Annotated[tuple[Line, ...], Field(strict=False, min_length=1, max_length=5)] = Field(
        alias="regels", description="De regels; {afzender} is wat bovenaan de brief staat, op één regel."
    )
    size: Size = Field(alias="grootte", description="Lettergrootte van de voettekst.")
    colour: Colour = Field(alias="kleur", description="Kleur van de voettekst.")
    bottom: Length = Field(alias="onder", description="Afstand van de voettekst tot de onderkant van het papier.")
    place: Place = Field(alias="plaats", default=Place.LEFT, strict=False, description="links, midden of rechts.")


class House(Part):
    """A whole house style. `model_dump(by_alias=True)` gives it back under the keys of ``house.yaml``."""

    page: Page = Field(alias="pagina", description="Het papier en de marges.")
    sender: Sender = Field(alias="afzender", description="Het blok met de afzender, boven aan bladzijde een.")
    window: Window = Field(alias="adresvenster", description="Waar het adres van de ontvanger staat.")
    address_lines: AddressLines = Field(alias="adresregels", description="De regels van beide adressen.")
    date: DateLine = Field(alias="datum", description="De datumregel.")
    references: References = Field(alias="kenmerken", description="De kenmerken en het onderwerp.")
    subject: Subject = Field(alias="betreft", default=Subject(), description="Het onderwerp.")
    above: Above = Field(alias="ruimte_boven", description="Wit boven een onderdeel.")
    type: Type = Field(alias="letter", description="Lettertype, grootte en kleuren.")
    paragraphs: Paragraphs = Field(alias="alinea", description="Alinea's.")
    headings: Headings = Field(alias="koppen", description="Koppen in de brieftekst.")
    lists: Lists = Field(alias="lijst", description="Lijsten.")
    quotations: Quotations = Field(alias="citaat", description="Citaten.")
    tables: Tables = Field(alias="tabel", description="Tabellen.")
    signatures: Signatures = Field(alias="handtekening", description="De ondertekening.")
    later_pages: LaterPages = Field(alias="vervolgpagina", description="De kopregel vanaf bladzijde twee.")
    logo: Logo | None = Field(alias="logo", default=None, description="Het logo op bladzijde een.")
    footer: Footer | None = Field(alias="voettekst", default=None, description="Tekst onder aan elke bladzijde.")
    fold_marks: YesNo = Field(
        alias="vouwstreepjes", default=False, description="Streepjes waar de brief wordt gevouwen."
    )

    @property
    def head_colour(self) -> str:
        """The colour of headings and of the sender's name."""
        return self.type.head_colour or self.type.colour

    @property
    def address_size(self) -> float:
        """The type size of the recipient's address, in points."""
        return self.address_lines.size or self.type.size

    @property
    def sender_left(self) -> float:
        """The left edge of the sender's block, in millimetres."""
        return self.page.left if self.sender.left is None else self.sender.left

    @property
    def sender_width(self) -> float:
        """The width of the sender's block, in millimetres."""
        return self.page.width - self.page.right - self.sender_left if self.sender.width is None else self.sender.width

    @property
    def footer_height(self) -> float:
        """The height of the footer in millimetres; 0 without one."""
        if self.footer is None:
            return 0
        return len(self.footer.lines) * self.footer.size * self.type.line_height * 25.4 / 72
