"""What makes a document readable, in Word and PDF alike: title, order of headings, words of links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from briefgen.documents.model import Document
from briefgen.errors import Message, msg
from briefgen.inspection import rules
from briefgen.inspection.model import Report

LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_FILE_NAME = re.compile(
    r"^(?:microsoft word - |untitled|naamloos|document\d*$)|\.(?:docx?|pdf|odt|dotx?)$", re.IGNORECASE
)
_SAYS_NOTHING = frozenset(
    {"hier", "klik hier", "klik", "link", "deze link", "lees meer", "meer", "meer informatie", "deze pagina"}
    | {"website", "here", "click here", "read more"}
)
_DUTCH = frozenset({"de", "het", "een", "van", "ik", "u", "niet", "en"})
_FOREIGN = frozenset({"the", "of", "and", "to", "der", "die", "und", "ist", "le", "la", "les", "et", "des", "que"})
_CLEARLY = 3  # other words of _DUTCH, so that no name ("de la Cruz") makes a text Dutch
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_LONG_ADDRESS = 60


def check_title(title: str, report: Report, *, mend: Message) -> None:
    """Report a title that is missing or is the name of a file."""
    place = msg("documenteigenschappen")
    if not title.strip():
        report.warn(rules.TITLE, place, msg("Het document heeft geen titel."), mend)
    elif _FILE_NAME.search(title.strip()):
        report.warn(
            rules.TITLE, place, msg("De titel is de naam van een bestand: '{titel}'.", titel=title.strip()), mend
        )
    else:
        report.tell(msg("Titel"), title.strip())


def check_spoken(language: str, words: str, report: Report, *, mend: Message) -> None:
    """Report Dutch `words` that the document says are in another language."""
    typed = re.findall(r"[^\W\d_]+", words.lower())
    dutch = [word for word in typed if word in _DUTCH]
    other = sum(word in _FOREIGN for word in typed)
    if language.partition("-")[0].lower() == "nl" or len(set(dutch)) < _CLEARLY or len(dutch) <= other:
        return
    report.warn(
        rules.LANGUAGE,
        msg("het hele document"),
        msg("Het document zegt dat de taal {taal} is, en de tekst is Nederlands.", taal=language),
        mend,
    )


def check_headings(headings: Sequence[tuple[int, Message, str]], report: Report) -> None:
    """Report levels of headings that are skipped; `headings` gives the level, place and text of each, in order."""
    before = 0
    for level, place, text in headings:
        if level > before + 1:
            report.warn(
                rules.HEADINGS,
                place,
                msg(
                    "De kop '{tekst}' heeft niveau {niveau}, maar er staat geen kop van niveau {hoger} boven.",
                    tekst=" ".join(text.split())[:60],
                    niveau=level,
                    hoger=level - 1,
                ),
                msg("Maak er een kop van niveau {niveau} van.", niveau=before + 1),
            )
        before = level


def check_links(document: Document, report: Report) -> None:
    """Report links whose words do not say where they lead."""
    for passage in document.passages:
        for link in passage.links:
            words = passage.text[link.start : link.end].strip()
            _link(words, passage.place, report)


def _link(words: str, place: Message, report: Report) -> None:
    mend = msg("Zet de link op woorden die zeggen waar hij heen leidt.")
    if words.rstrip(".:›»> ").lower() in _SAYS_NOTHING:
        report.warn(rules.LINKS, place, msg("De link '{tekst}' zegt niet waar hij heen leidt.", tekst=words), mend)
    elif _ADDRESS.fullmatch(words) and len(words) > _LONG_ADDRESS:
        report.note(
            rules.LINKS,
            place,
            msg(
                "De link is een lang webadres, dat iemand met een voorleesprogramma letter voor "
                "letter hoort: '{tekst}'.",
                tekst=f"{words[:40]}…",
            ),
            mend,
        )


def number_of_links(documents: Iterable[Document]) -> int:
    """How many links documents have."""
    return sum(len(passage.links) for document in documents for passage in document.passages)
