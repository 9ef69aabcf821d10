"""Reading the `toestand` XML of the Basiswettenbestand (BWB), as the official repository publishes it.

Schema: BWB-toestand 2016-1. Only articles of the law itself count: those of annexes have numbers of their
own, and those inside another article are quoted there. The file may be hostile: no DTD, no entities, no
network, bounded size and depth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

from lxml import etree

from briefgen.errors import SourceError, msg
from briefgen.law.official import OfficialArticle, OfficialLaw, OfficialParagraph, Status

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml publishes the type under no other name

LARGEST = 64 * 1024 * 1024  # bytes; the largest state that was published is near 52 MB
_IDENTIFIER = re.compile(r"BWB[RVW]\d{7}")
_NOT_LAW = frozenset({"artikel", "kop", "lid", "lidnr", "li.nr", "meta-data", "noot", "redactie"})
_NOTES = frozenset({"noot", "redactie"})
_BREAKS = frozenset({"al", "definitie-item", "entry", "li", "lijst", "row", "term", "tussenkop"})
_ELSEWHERE = frozenset({"aanhef", "artikel", "bijlage", "meta-data", "regeling-sluiting", "wetsluiting"})
_JOIN = "\x00"  # what XML cannot contain: the mark before it and the words after it are on one line
_LANGUAGE_KEYS = ("{http://www.w3.org/XML/1998/namespace}lang", "lang", "taal")
_FREQUENT = {
    "nl": frozenset({"de", "het", "een", "van", "en", "zijn", "op"}),
    "en": frozenset({"the", "of", "and", "to", "shall", "in", "any"}),
    "fr": frozenset({"le", "la", "les", "des", "et", "du", "dans"}),
    "de": frozenset({"der", "die", "das", "und", "des", "den", "zu"}),
}


def read(data: bytes, source: str) -> OfficialLaw:
    """Read one `toestand` document; `source` is what errors name as its place.

    Raises SourceError when it is too large, is no well-formed XML, has a DTD, or is no such document.
    """
    root = parse(data, source)
    if etree.QName(root).localname != "toestand":
        raise _unusable(source, f"<{etree.QName(root).localname}>")
    identifier = root.get("bwb-id", "")
    if not _IDENTIFIER.fullmatch(identifier):
        raise _unusable(source, f"bwb-id={identifier!r}")
    articles: dict[str, OfficialArticle] = {}
    for text in _texts(root):
        for article in _articles(text):
            _add(articles, article)
        if articles and text.tag == "verdragtekst":
            break  # what follows a treaty are its protocols, with numbers of their own
    if not articles:
        raise _unusable(source, msg("geen artikelen"))
    return OfficialLaw(
        identifier=identifier,
        title=_title(root),
        abbreviation=None,  # stands in the WTI document, not here
        state=_state(root, source),
        articles=articles,
        complete=True,
        source=source,
    )


def parse(data: bytes, source: str) -> Element:
    """Parse untrusted XML without DTD, entities or network. Raises SourceError naming `source` and the line."""
    if len(data) > LARGEST:
        raise too_large(source, LARGEST)
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, dtd_validation=False, no_network=True, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(
            msg("Dit is geen geldige XML: {fout}", fout=error.msg or type(error).__name__),
            where=f"{source}:{error.lineno or 1}",
            mend=msg("Haal het bestand opnieuw op; misschien is het afgebroken."),
        ) from error
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]  # the stubs know it under another name
        raise SourceError(
            msg("Deze XML heeft een DTD; die hoort niet in een officiële wettekst en kan schadelijk zijn."),
            where=source,
            mend=msg("Haal het bestand opnieuw op bij de officiële bron."),
        )
    return root


def too_large(source: str, limit: int) -> SourceError:
    """The error for a document of more than `limit` bytes."""
    return SourceError(
        msg("Dit bestand is groter dan {aantal} MB; zo groot is geen wettekst.", aantal=limit // 1024**2),
        where=source,
        mend=msg("Gebruik het bestand van de officiële bron."),
    )


def _unusable(source: str, found: object) -> SourceError:
    return SourceError(
        msg("Dit is geen toestand uit het Basiswettenbestand (gevonden: {gevonden}).", gevonden=found),
        where=source,
        mend=msg("Gebruik de XML van de toestand, niet het manifest of de WTI."),
    )


def _state(root: Element, source: str) -> date:
    for value in (root.get("inwerkingtreding"), root.get("bwb-ng-vast-deel", "").rpartition("/")[0][-10:]):
        try:
            return date.fromisoformat(value or "")
        except ValueError:
            continue
    raise _unusable(source, f"inwerkingtreding={root.get('inwerkingtreding')!r}")


def _title(root: Element) -> str | None:
    """The citation title; the long heading of a law that has none is no name to compare."""
    return _line(next(root.iter("citeertitel"), None)) or None


def _texts(root: Element) -> list[Element]:
    """The parts that hold the law: the whole, or of a treaty in several languages those in Dutch."""
    treaties = [text for text in root.iter("verdragtekst") if _language(text) == "nl"]
    return treaties if next(root.iter("verdragtekst"), None) is not None else [root]


def _language(text: Element) -> str:
    for element in (text, *text.iterancestors()):
        for key in _LANGUAGE_KEYS:
            if value := element.get(key):
                return value[:2].lower()
    spoken = re.findall(r"[^\W\d_]+", _line(text).lower())
    return max(_FREQUENT, key=lambda language: sum(word in _FREQUENT[language] for word in spoken))


def _articles(element: Element) -> Iterator[OfficialArticle]:
    for child in element.iterchildren():
        if child.tag == "artikel":
            if article := _article(child):
                yield article
        elif child.tag not in _ELSEWHERE:
            yield from _articles(child)


def _article(element: Element) -> OfficialArticle | None:
    number = _line(element.find("kop/nr")) or element.get("label", "").removeprefix("Artikel").strip()
    if not number:
        return None
    paragraphs: list[OfficialParagraph] = []
    if text := _text(element):  # an article without leden, or what stands before them
        paragraphs.append(OfficialParagraph(None, text, _parts(element)))
    paragraphs.extend(
        OfficialParagraph(_line(lid.find("lidnr")).rstrip(".") or None, text, _parts(lid))
        for lid in element.iterchildren("lid")
        if (text := _text(lid))
    )
    notes = tuple(note for found in _kept(element, _NOTES) if (note := _line(found)))
    status = Status.IN_FORCE
    if element.get("status") == "vervallen" or (element.get("effect") == "vervallen" and not paragraphs):
        status = Status.REPEALED
    elif not paragraphs and any("niet in werking" in note for note in notes):
        status = Status.PENDING
    return OfficialArticle(number, status, tuple(paragraphs), notes, link=_link(element))


def _add(articles: dict[str, OfficialArticle], article: OfficialArticle) -> None:
    """Keep the article in force; of two in force under one number none can be told to be the one meant."""
    known = articles.get(article.number)
    if known is None or known.status is not Status.IN_FORCE:
        articles[article.number] = article
    elif article.status is Status.IN_FORCE:
        articles[article.number] = OfficialArticle(
            known.number, known.status, known.paragraphs, known.notes, complete=False, link=known.link
        )


def _link(element: Element) -> str | None:
    jci = next((found for found in _kept(element, frozenset({"jci"})) if found.get("korte-verwijzing")), None)
    return None if jci is None else jci.get("korte-verwijzing")


def _kept(element: Element, names: frozenset[str]) -> Iterator[Element]:
    """Elements called one of `names` that belong to this article and not to one quoted in it."""
    for child in element.iterchildren():
        if child.tag in names:
            yield child
        elif child.tag != "artikel":
            yield from _kept(child, names)


def _parts(element: Element, above: str = "") -> tuple[str, ...]:
    """The onderdelen below `element`: "a", then "a.1°"; bullets have none, and hand their place down."""
    found: list[str] = []
    for child in element.iterchildren():
        if child.tag in ("li", "definitie-item"):
            mark = _mark(child)
            if mark:
                found.append(f"{above}{mark}")
            found.extend(_parts(child, f"{above}{mark}." if mark else above))
        elif child.tag not in _ELSEWHERE and child.tag != "lid":
            found.extend(_parts(child, above))
    return tuple(found)


def _mark(item: Element) -> str:
    return re.sub(r"^[\W°]+|[^\w°]+$", "", _line(item.find("li.nr")).replace("º", "°"))


def _text(element: Element) -> str:
    """The law's words below `element`, line by line, without numbers of leden, headings, metadata and notes."""
    lines = re.sub(rf"{_JOIN}\s*", " ", "".join(_pieces(element))).split("\n")
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def _pieces(element: Element) -> Iterator[str]:
    breaks = element.tag in _BREAKS
    if breaks:
        yield "\n"
    if element.tag in ("li", "definitie-item") and (number := _line(element.find("li.nr"))):
        yield f"{number}{_JOIN}"
    yield " ".join((element.text or "").split("\n"))
    for child in element.iterchildren():
        if child.tag not in _NOT_LAW:
            yield from _pieces(child)
        yield " ".join((child.tail or "").split("\n"))
    if breaks:
        yield "\n"


def _line(element: Element | None) -> str:
    return "" if element is None else line(element)


def line(element: Element) -> str:
    """All words below `element` on one line."""
    return " ".join("".join(str(piece) for piece in element.itertext()).split())
