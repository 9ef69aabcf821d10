"""Looking the law up: which provisions and judgments there are records of, what one says, and which have a word.

Pure. A record is asked for by its id, by an ECLI or application number, or as people cite it in a letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import chain
from pathlib import Path

from briefgen.errors import FactsError, Message, msg
from briefgen.law import citations, judgments, reading
from briefgen.law.judgments import Judgment, Judgments
from briefgen.law.mentions import Mention
from briefgen.law.names import LawNames
from briefgen.law.records import Article, Law, Version
from briefgen.law.registry import Provision, Registry


class Standing(Enum):
    """How a record stands on a day."""

    IN_FORCE = msg("geldt")
    ENDED = msg("geldt niet meer")
    NOT_YET = msg("geldt nog niet")
    NEVER = msg("nooit in werking getreden")
    UNSURE = msg("onzeker")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: the id, how it is cited, what it says in a sentence, and how it stands."""

    id: str
    citation: str
    short: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article with its law; `link` is the address of the official text on the day asked for, if it has one."""

    law: Law
    article: Article
    standing: Standing
    citation: str
    link: str | None


@dataclass(frozen=True, slots=True)
class JudgmentView:
    judgment: Judgment
    citation: str
    link: str | None


class Lookup:
    """Reads ``legal_refs`` as far as a question needs it."""

    def __init__(self, root: Path) -> None:
        """`root` is the ``legal_refs`` folder."""
        self.registry = Registry(root)
        self.judgments = Judgments(root)

    def entries(self, on: date, law: str | None = None) -> Iterator[Entry]:
        """Every record, or those of one law by its id, name or abbreviation; judgments last.

        Raises FactsError for a law that has no records.
        """
        wanted = None if law is None else self._law(law).id
        for article in self.registry:
            if wanted in {None, article.law}:
                yield self._entry(article, on)
        if wanted is None:
            for judgment in self.judgments:
                yield _judged(judgment)

    def search(self, words: str, on: date) -> Iterator[Entry]:
        """The records in which all of `words` stand, best first: in the citation or sentence before elsewhere."""
        patterns = [re.compile(rf"(?<!\w){re.escape(word)}", re.IGNORECASE) for word in words.split()]
        found: list[tuple[int, Entry]] = []
        for entry, near, far in chain(
            ((self._entry(article, on), *_texts(article)) for article in self.registry),
            ((_judged(item), item.short, " ".join((item.core, *item.cite_for))) for item in self.judgments),
        ):
            first = f"{entry.id} {entry.citation} {near}"
            if all(pattern.search(first) for pattern in patterns):
                found.append((0, entry))
            elif all(pattern.search(f"{first} {far}") for pattern in patterns):
                found.append((1, entry))
        return (entry for _, entry in sorted(found, key=lambda item: item[0]))

    def show(self, asked: str, on: date) -> ArticleView | JudgmentView:
        """The record that `asked` names, by id or citation, as it stands on `on`.

        Raises FactsError when it names none, or more than one.
        """
        wanted = " ".join(asked.split())
        if self.registry.path(wanted).is_file() and ":" in wanted:
            return self._view(self.registry.article(wanted), on)
        for judgment in self.judgments:
            if wanted in {judgment.id, judgment.ecli, *judgment.applications}:
                return JudgmentView(judgment, judgments.write(judgment), judgments.link(judgment))
        read = [found for found in reading.read(wanted, LawNames.of(self.registry)) if isinstance(found, Mention)]
        if len(read) == 1 and read[0].law is not None:
            reference = f"{read[0].law}:{read[0].article}"
            if self.registry.path(reference).is_file():
                return self._view(self.registry.article(reference), on)
        why = read[0].why_not if len(read) == 1 and read[0].why_not is not None else None
        raise FactsError(
            why or msg("Van '{gevraagd}' is er geen gegevensbestand.", gevraagd=wanted),
            mend=msg(
                "Zoek met briefgen refs search WOORD, of neem een nummer uit briefgen refs list. Een aanhaling zoals "
                "in een brief kan ook, met de naam van de wet erbij."
            ),
        )

    def _law(self, asked: str) -> Law:
        for path in sorted((self.registry.root / "laws").glob("*/law.yaml")):
            law = self.registry.law(path.parent.name)
            names = {law.id, law.title, law.abbreviation or "", *law.aliases}
            if asked.casefold() in {name.casefold() for name in names} and any(path.parent.glob("[!l]*.yaml")):
                return law
        raise FactsError(
            msg("Van de wet '{wet}' zijn er geen bepalingen.", wet=asked),
            mend=msg("Gebruik een afkorting zoals Jeugdwet, BW of Awb; briefgen refs list toont alles."),
        )

    def _entry(self, article: Article, on: date) -> Entry:
        version = article.version(on) or (article.versions[-1] if article.versions else None)
        return Entry(
            article.id,
            _cited(self.registry.law(article.law), article, version),
            version.short if version is not None else article.status_note or "",
            standing(article, on),
        )

    def _view(self, article: Article, on: date) -> ArticleView:
        law = self.registry.law(article.law)
        version = article.version(on) or (article.versions[-1] if article.versions else None)
        link = None
        if version is not None and law.link is not law.link.NONE:
            day = on if article.version(on) else version.valid_from
            link = citations.link(Provision(law, article, version), day)
        return ArticleView(law, article, standing(article, on), _cited(law, article, version), link)


def standing(article: Article, on: date) -> Standing:
    """How the record of `article` stands on `on`."""
    if article.never_in_force:
        return Standing.NEVER
    version = article.version(on)
    if version is not None:
        return Standing.UNSURE if version.certainty.value == "onzeker" else Standing.IN_FORCE
    return Standing.NOT_YET if article.versions[0].valid_from > on else Standing.ENDED


def state(version: Version) -> Message:
    """From when to when a version reads so, in words."""
    start, end = version.valid_from.isoformat(), version.valid_to and version.valid_to.isoformat()
    if end is None:
        return msg("sinds {begin}", begin=start)
    return msg("van {begin} tot {eind}", begin=start, eind=end)


def _cited(law: Law, article: Article, version: Version | None) -> str:
    if version is None:
        return article.examples[0]
    return citations.write(Provision(law, article, version), citations.Style.SHORT)


def _judged(judgment: Judgment) -> Entry:
    sure = Standing.IN_FORCE if judgment.certainty.value == "vast" else Standing.UNSURE
    return Entry(judgment.id, judgments.write(judgment), judgment.short, sure)


def _texts(article: Article) -> tuple[str, str]:
    """What is searched first, and what after that."""
    near = " ".join(version.short for version in article.versions)
    far = " ".join(text for version in article.versions for text in (version.core, *version.cite_for, *version.not_for))
    return near, f"{far} {article.status_note or ''}"
