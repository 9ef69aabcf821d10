"""The register of provisions that letters may cite, each with the versions it had over time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from briefgen.dutch import dates
from briefgen.errors import CitationError, ContentError, msg
from briefgen.law.records import Article, Certainty, Law, Version
from briefgen.law.sources import read_record


@dataclass(frozen=True, slots=True)
class Provision:
    """What a citation points at: an article in one version, with the lid and onderdeel it names."""

    law: Law
    article: Article
    version: Version
    paragraphs: tuple[str, ...] = ()
    part: str | None = None

    @property
    def reference(self) -> str:
        """The record's id with what is named of it: "jw:7.3.11 lid 2 onderdeel b"."""
        lid = f" lid {' en '.join(self.paragraphs)}" if self.paragraphs else ""
        return f"{self.article.id}{lid}{f' onderdeel {self.part}' if self.part else ''}"


class Registry:
    """Reads records from ``legal_refs/laws`` when they are first asked for, and keeps them."""

    def __init__(self, root: Path) -> None:
        """`root` is the ``legal_refs`` folder."""
        self.root = root
        self._laws: dict[str, Law] = {}
        self._articles: dict[str, Article] = {}
        self._paths: dict[str, Path] = {}

    def law(self, law_id: str) -> Law:
        """Return the law `law_id`. Raises ContentError when it has no record."""
        if law_id not in self._laws:
            path = self.root / "laws" / law_id / "law.yaml"
            if not path.is_file():
                raise ContentError(
                    msg("Er is geen gegevensbestand voor de wet {wet}.", wet=law_id),
                    where=str(path),
                    mend=msg("Voeg law.yaml toe of verbeter de verwijzing."),
                )
            self._laws[law_id] = read_record(path, Law)
        return self._laws[law_id]

    def article(self, reference: str) -> Article:
        """Return the record `reference` ("jw:7.3.10"). Raises CitationError when there is none."""
        if reference not in self._articles:
            path = self.path(reference)
            if not path.is_file():
                raise CitationError(
                    msg("De bepaling {id} staat niet in legal_refs.", id=reference),
                    where=str(path),
                    mend=msg("Voeg de bepaling toe nadat u de officiële tekst hebt gelezen, of haal haar niet aan."),
                )
            self._articles[reference] = read_record(path, Article)
        return self._articles[reference]

    def path(self, reference: str) -> Path:
        """The file of a record: the id with ":" as "-" after the law's folder."""
        if reference not in self._paths:
            law_id, _, number = reference.partition(":")
            self._paths[reference] = self.root / "laws" / law_id / f"{number.replace(':', '-')}.yaml"
        return self._paths[reference]

    def provision(
        self, reference: str, on: date, *, paragraphs: tuple[str, ...] = (), part: str | None = None
    ) -> Provision:
        """Return `reference` as it reads on `on`, with its lid and onderdeel.

        Raises CitationError when the record has no version in force on `on`, the version is not sure
        enough for a letter, or it has no such lid or onderdeel.
        """
        article = self.article(reference)
        where = str(self.path(reference))
        version = article.version(on)
        if version is None:
            raise CitationError(
                msg(
                    "Van {id} is geen tekst gecontroleerd die geldt op {datum}.", id=reference, datum=dates.written(on)
                ),
                where=where,
                mend=msg("Kies een andere datum voor de brief, of leg de versie van die dag vast na controle."),
            )
        if version.certainty is Certainty.UNSURE:
            raise CitationError(
                msg("De bepaling {id} is als onzeker gemarkeerd.", id=reference),
                where=where,
                mend=msg("Haal haar niet aan in een brief voordat de tekst is gelezen."),
            )
        for paragraph in paragraphs:
            if paragraph not in version.paragraphs:
                raise CitationError(
                    msg("Artikel {id} heeft geen lid {lid}.", id=reference, lid=paragraph),
                    where=where,
                    mend=msg("De leden zijn: {leden}.", leden=", ".join(version.paragraphs))
                    if version.paragraphs
                    else msg("Laat het lid weg."),
                )
        if part is not None:
            keys = [f"{paragraph}.{part}" for paragraph in paragraphs] or [part]
            lacking = next((key for key in keys if key not in version.parts), None)
            if lacking is not None:
                raise CitationError(
                    msg("Artikel {id} heeft geen onderdeel {onderdeel}.", id=reference, onderdeel=lacking),
                    where=where,
                    mend=msg("De onderdelen zijn: {onderdelen}.", onderdelen=", ".join(version.parts))
                    if version.parts
                    else msg("Laat het onderdeel weg."),
                )
        return Provision(self.law(article.law), article, version, paragraphs, part)

    @cached_property
    def references(self) -> tuple[str, ...]:
        """The ids of all records, in the order of their files."""
        return tuple(article.id for article in self)

    def __iter__(self) -> Iterator[Article]:
        """Every article record, law by law; reads the files it has not read yet."""
        for path in sorted((self.root / "laws").glob("*/*.yaml")):
            if path.name != "law.yaml":
                record = read_record(path, Article)
                yield self._articles.setdefault(record.id, record)
