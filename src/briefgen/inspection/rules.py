"""The rules of an inspection by their id, what each looks at, and what no rule looks at."""

from __future__ import annotations

from briefgen.errors import Message, msg

LANGUAGE = "taal"
TITLE = "titel"
TAGS = "structuur"
HEADINGS = "koppen"
ALT_TEXT = "afbeeldingen"
LINKS = "links"
FONTS = "lettertypen"
CONTRAST = "contrast"
TABLE_HEADS = "tabelkoppen"
EMPTY_LINES = "lege-alineas"
TYPED_LISTS = "lijsten"
PEOPLE = "eigenschappen"
PATHS = "mappen"
EDITING = "bewerksporen"
PICTURE_DATA = "afbeeldinggegevens"
HIDDEN = "verborgen-tekst"
COMMENTS = "opmerkingen"
CHANGES = "wijzigingen"
EMBEDDED = "bestanden-in-bestand"
SCRIPTS = "scripts"
OUTSIDE = "van-buiten"
SERVICE_NUMBER = "burgerservicenummer"
CHILD = "naam-van-het-kind"
PACKAGE = "word-pakket"
RELATIONS = "word-relaties"
ORDER = "word-volgorde"
NESTING = "word-plaats"
IDS = "word-nummers"
REFERENCES = "word-verwijzingen"
TABLES = "word-tabellen"
TEXT = "word-tekst"
VALUES = "word-waarden"
PROPERTIES = "word-eigenschappen"
PDF_UA = "pdf-ua"
PDF_A = "pdf-a"

_EVERY: dict[str, Message] = {
    LANGUAGE: msg("de taal van het document"),
    TITLE: msg("de titel"),
    HEADINGS: msg("koppen: echt, en geen niveau overgeslagen"),
    ALT_TEXT: msg("een beschrijving bij elke afbeelding"),
    LINKS: msg("de tekst van links"),
    FONTS: msg("lettertypen"),
    CONTRAST: msg("contrast van tekst en achtergrond (WCAG 2, 4,5:1 en voor grote letters 3:1)"),
    TABLE_HEADS: msg("kopregels van tabellen"),
    PEOPLE: msg("eigenschappen die mensen, bedrijven of programma's noemen"),
    PATHS: msg("namen van mappen en sjablonen"),
    PICTURE_DATA: msg("plaats, toestel en maker in foto's"),
    HIDDEN: msg("tekst die niet te zien is"),
    COMMENTS: msg("opmerkingen in de kantlijn"),
    EMBEDDED: msg("bestanden in het bestand"),
    SCRIPTS: msg("scripts en macro's"),
    OUTSIDE: msg("wat van buiten het bestand wordt gehaald"),
    SERVICE_NUMBER: msg("een burgerservicenummer"),
    CHILD: msg("de volledige naam van het kind waar voorletters volstaan"),
}
_WORD: dict[str, Message] = {
    EMPTY_LINES: msg("lege alinea's als witruimte"),
    TYPED_LISTS: msg("getypte lijsten in plaats van echte"),
    EDITING: msg("bewerksporen (rsid)"),
    CHANGES: msg("bijgehouden wijzigingen"),
    PACKAGE: msg("het Word-pakket: zip, onderdelen, soorten, XML"),
    RELATIONS: msg("relaties tussen onderdelen"),
    ORDER: msg("de volgorde van elementen die Word eist"),
    NESTING: msg("elementen op een plaats waar Word ze accepteert"),
    IDS: msg("nummers die maar één keer mogen voorkomen"),
    REFERENCES: msg("verwijzingen naar stijlen, lijsten, noten en bladwijzers"),
    TABLES: msg("de bouw van tabellen"),
    TEXT: msg("spaties en velden in tekst"),
    VALUES: msg("waarden binnen hun grenzen"),
    PROPERTIES: msg("de vorm van de documenteigenschappen"),
}
_PDF: dict[str, Message] = {
    TAGS: msg("tags: elke tekst in de structuur of als versiering gemerkt"),
    CHANGES: msg("oudere versies die het bestand bewaart"),
    PDF_UA: msg(
        "PDF/UA-1, deze punten van het Matterhorn-protocol: 01-003 tot en met 01-005, 01-007, 02-001, 02-003, 02-004, "
        "06-001 tot en met 06-003, 07-001, 07-002, 09-004 tot en met 09-006, 11-001 tot en met 11-006 (de taal van het "
        "document), 13-004, 14-002, 14-003, 14-007, 15-003, 17-002, 19-003, 21-001, 25-001, 26-001, 26-002, 28-002, "
        "28-004, 28-005, 28-007 tot en met 28-012, 31-009, 31-027"
    ),
    PDF_A: msg(
        "PDF/A, deze punten: aanduiding in XMP, kleurprofiel, ingesloten lettertypen, geen wachtwoord, geen scripts, "
        "soort en naam van ingesloten bestanden, eigenschappen gelijk aan XMP, kenmerk (ID) van het bestand"
    ),
}

_NOT_EVERY = (
    msg("of een beschrijving, een titel of een linktekst ook goed zégt waar het om gaat"),
    msg("of de volgorde bij het voorlezen ook voor een mens logisch is"),
    msg("wat er op afbeeldingen staat"),
    msg("namen van andere mensen dan het kind"),
)
_NOT_WORD = (
    msg("of Word zelf het bestand opent: de regels zijn die van de norm ECMA-376, voor zover hierboven genoemd"),
    msg("tekeningen, grafieken en formules van binnen, en tekst die achter een tekening of buiten de bladzijde staat"),
    msg("contrast van tekst op een afbeelding of in een tekstvak"),
)
_NOT_PDF = (
    msg("de overige punten van PDF/UA en PDF/A; daarvoor is een programma als veraPDF nodig, dat hier niet meedoet"),
    msg("de inhoud van lettertypen, behalve dat ze zijn ingesloten"),
    msg("PDF/UA-punten die een mens moet beoordelen"),
)


def checked(form: str) -> dict[str, Message]:
    """The rules for files of `form` ("docx" or "pdf"), by id."""
    return {**_EVERY, **(_WORD if form == "docx" else _PDF)}


def unchecked(form: str) -> tuple[Message, ...]:
    """What is not checked in files of `form`."""
    return (*(_NOT_WORD if form == "docx" else _NOT_PDF), *_NOT_EVERY)
