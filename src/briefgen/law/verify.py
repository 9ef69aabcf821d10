"""Comparing the records with official text: does each article exist, and does it still read as it was read?

A version is compared with a state of the law that lies within its validity; any other state says nothing
about it. What could not be compared is told with its reason, never counted as right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from briefgen.dutch import dates
from briefgen.errors import Message, msg
from briefgen.law import verify_link
from briefgen.law.official import OfficialArticle, OfficialLaw, Status, durations, eli, fingerprint, same_words
from briefgen.law.records import Article, Law, LinkKind, Version
from briefgen.law.registry import Provision, Registry


class Verdict(Enum):
    """In what a record differs from the official text."""

    IDENTIFIER = msg("nummer van de wet")
    NAME = msg("naam van de wet")
    LINK = msg("koppeling")
    MISSING = msg("bestaat niet")
    REPEALED = msg("vervallen")
    PENDING = msg("nog niet in werking")
    STILL_IN_FORCE = msg("geldt wel")
    PARAGRAPHS = msg("leden")
    PARTS = msg("onderdelen")
    DURATIONS = msg("termijnen")
    TEXT = msg("tekst gewijzigd")


class Reason(Enum):
    """Why a version could not be compared, or not wholly."""

    NO_LAW = msg("de wet staat niet in de bron")
    NO_ARTICLE = msg("het artikel staat niet in de bron")
    OTHER_STATE = msg("de bron geeft de tekst van een andere tijd")
    SELECTION = msg("de bron geeft een deel van het artikel")
    NO_FINGERPRINT = msg("niet vergeleken: geen vingerafdruk")


@dataclass(frozen=True, slots=True)
class Difference:
    """What is wrong, in which record (`reference`: an article's id, or a law's), where, and the mend.

    `letters` are the ids of the letters that cite it.
    """

    verdict: Verdict
    reference: str
    where: str
    what: Message
    mend: Message
    letters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """A version that was compared in every respect with `state`; it may still differ."""

    reference: str
    state: date
    read: date | None = None

    @property
    def newer(self) -> bool:
        """Whether the source is of a later state than the one that was read for the record."""
        return self.read is not None and self.state > self.read


@dataclass(frozen=True, slots=True)
class Unchecked:
    reference: str
    reason: Reason
    what: Message


@dataclass(slots=True)
class _Gathered:
    compared: list[Compared] = field(default_factory=list)
    unchecked: list[Unchecked] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Report:
    """Each version of each record is once in `compared` or once in `unchecked`.

    So is, under its id, each article of which nothing is in force, for whether the law still has it.
    """

    compared: tuple[Compared, ...]
    unchecked: tuple[Unchecked, ...]
    differences: tuple[Difference, ...]


def verify(registry: Registry, laws: Iterable[OfficialLaw], cited_by: Mapping[str, Sequence[str]]) -> Report:
    """Compare every record of `registry` with `laws`, which may hold several states of one law.

    `cited_by` gives for the id of a record the letters that cite it.
    """
    official: dict[str, list[OfficialLaw]] = {}
    for law in laws:
        official.setdefault(law.identifier, []).append(law)
    found = _Gathered()
    for law_id in dict.fromkeys(article.law for article in registry):
        record = registry.law(law_id)
        where = str(registry.root / "laws" / law_id / "law.yaml")
        found.differences += _law_differences(record, official, where)
    for article in registry:
        record = registry.law(article.law)
        work = _Comparison(record, article, official.get(eli(record.identifier), []), str(registry.path(article.id)))
        work.letters = tuple(cited_by.get(article.id, ()))
        work.run(found)
    return Report(tuple(found.compared), tuple(found.unchecked), tuple(found.differences))


@dataclass(frozen=True, slots=True)
class Reading:
    """Where a version's text was found: the law, the article (None: the law has none), and its state."""

    law: OfficialLaw
    text: OfficialArticle | None
    state: date


def reading_of(version: Version, number: str, laws: Sequence[OfficialLaw]) -> Reading | None:
    """The text of article `number` among states of one law that shows `version`, the newest of several.

    None when all of them are of another time.
    """
    fitting = [law for law in laws if _fits(version, law, number)]
    return _best(number, fitting) if fitting else None


def _law_differences(law: Law, official: Mapping[str, list[OfficialLaw]], where: str) -> Iterator[Difference]:
    states = official.get(eli(law.identifier))
    if states is None:
        if law.link is LinkKind.NONE:
            return  # the record says itself that its number was not verified
        for state in (states[0] for states in official.values()):
            if state.title is not None and _is_called(law, state.title):
                yield Difference(
                    Verdict.IDENTIFIER, law.id, where,
                    msg("{wet} heeft in de bron het nummer {bron}, in het bestand {bestand}.",
                        wet=state.title, bron=state.identifier, bestand=law.identifier),
                    msg("Verbeter het veld nummer."),
                )  # fmt: skip
        return
    newest = max(states, key=lambda state: state.state)
    for name in (newest.title, newest.abbreviation):
        if name is not None and not _is_called(law, name):
            yield Difference(
                Verdict.NAME, law.id, where,
                msg("De bron noemt {nummer} '{naam}'; die naam staat niet in het bestand.",
                    nummer=law.identifier, naam=name),
                msg("Verbeter het nummer, of zet de naam bij citeertitel, afkorting of ook_genoemd."),
            )  # fmt: skip


def _is_called(law: Law, name: str) -> bool:
    """Whether `name` names `law`; an explanation in brackets at its end does not count."""
    names = [law.title, *law.aliases, *([law.abbreviation] if law.abbreviation else [])]
    if law.book is not None:
        names.append(f"{law.title} Boek {law.book}")
        if same_words(name, law.title):
            return False  # the whole code; each book is a work of its own
    asked = (name, re.sub(r"\s*\([^()]*\)$", "", name))
    return any(same_words(known, form) for known in names for form in asked)


@dataclass(slots=True)
class _Comparison:
    """One record against the states of its law."""

    law: Law
    article: Article
    states: list[OfficialLaw]
    where: str
    letters: tuple[str, ...] = ()

    def run(self, found: _Gathered) -> None:
        if not self.states:
            for reference in self._units():
                what = msg("{wet} ({nummer})", wet=self.law.title, nummer=self.law.identifier)
                found.unchecked.append(Unchecked(reference, Reason.NO_LAW, what))
            return
        for version in self.article.versions:
            self._version(version, found)
        if self.article.never_in_force or self.article.versions[-1].valid_to is not None:
            self._gone(found)

    def _units(self) -> Iterator[str]:
        yield from (self._name(version) for version in self.article.versions)
        if self.article.never_in_force:
            yield self.article.id

    def _name(self, version: Version) -> str:
        if len(self.article.versions) == 1 and version.valid_to is None:
            return self.article.id
        return f"{self.article.id} ({version.valid_from.isoformat()})"

    def _differs(self, verdict: Verdict, what: Message, mend: Message) -> Difference:
        return Difference(verdict, self.article.id, self.where, what, mend, self.letters)

    def _version(self, version: Version, found: _Gathered) -> None:
        name = self._name(version)
        reading = reading_of(version, self.article.number, self.states)
        if reading is None:
            known = any(law.complete or self.article.number in law.articles for law in self.states)
            newest = max(_state_of(law, self.article.number) for law in self.states)
            what = msg("toestand {bron}, vastgelegd vanaf {vanaf}",
                       bron=newest.isoformat(), vanaf=version.valid_from.isoformat())  # fmt: skip
            found.unchecked.append(Unchecked(name, Reason.OTHER_STATE if known else Reason.NO_ARTICLE, what))
            return
        law, text, state = reading.law, reading.text, reading.state
        if text is None and not law.complete:
            found.unchecked.append(Unchecked(name, Reason.NO_ARTICLE, msg("bron: {bron}", bron=law.source)))
            return
        if text is None or text.status is not Status.IN_FORCE:
            found.differences.append(self._absent(text, state))
            found.compared.append(Compared(name, state))
            return
        provision = Provision(self.law, self.article, version)
        for what in verify_link.problems(provision, law, text, state):
            found.differences.append(self._differs(Verdict.LINK, what, msg("Verbeter koppeling, nummer of artikel.")))
        if not text.complete:
            found.unchecked.append(Unchecked(name, Reason.SELECTION, msg("bron: {bron}", bron=law.source)))
            return
        found.differences += self._shape(version, text)
        if version.checked.fingerprint is None:
            what = msg("vingerafdruk van toestand {bron}: {waarde}", bron=state.isoformat(), waarde=fingerprint(text))
            found.unchecked.append(Unchecked(name, Reason.NO_FINGERPRINT, what))
            return
        if fingerprint(text) != version.checked.fingerprint:
            found.differences.append(self._changed(version, text, state))
        found.compared.append(Compared(name, state, version.checked.state))

    def _absent(self, text: OfficialArticle | None, state: date) -> Difference:
        values = {"artikel": self.article.number, "datum": dates.written(state)}
        ended = msg("Zet geldig_tot bij de versie en status_toelichting bij het artikel, en haal het niet meer aan.")
        if text is None:
            return self._differs(
                Verdict.MISSING, msg("Artikel {artikel} staat niet in de toestand van {datum}.", **values), ended
            )
        if text.status is Status.REPEALED:
            return self._differs(
                Verdict.REPEALED, msg("Artikel {artikel} is vervallen in de toestand van {datum}.", **values), ended
            )
        return self._differs(
            Verdict.PENDING,
            msg("Artikel {artikel} is nog niet in werking in de toestand van {datum}.", **values),
            msg("Verbeter geldig_vanaf, of zet nooit_in_werking."),
        )

    def _shape(self, version: Version, text: OfficialArticle) -> Iterator[Difference]:
        if version.paragraphs != text.numbers:
            yield self._differs(
                Verdict.PARAGRAPHS,
                msg("De tekst heeft deze leden: {tekst}; het bestand: {bestand}.",
                    tekst=_listed(text.numbers), bestand=_listed(version.paragraphs)),
                msg("Lees de tekst en verbeter het veld leden."),
            )  # fmt: skip
        if lacking := [part for part in version.parts if part not in text.parts]:
            yield self._differs(
                Verdict.PARTS,
                msg("Deze onderdelen staan niet in de tekst: {onderdelen}.", onderdelen=_listed(lacking)),
                msg("Lees de tekst en verbeter het veld onderdelen."),
            )
        recorded = {*version.parts, *version.unsure_parts}
        if unrecorded := [part for part in text.parts if part not in recorded]:
            yield self._differs(
                Verdict.PARTS,
                msg("Deze onderdelen staan wel in de tekst, maar niet in het bestand: {onderdelen}.",
                    onderdelen=_listed(unrecorded)),
                msg("Zet ze bij onderdelen, of bij onderdelen_onzeker als een brief ze niet mag aanhalen."),
            )  # fmt: skip
        there = set(durations(text.text))
        if set(version.durations) != there:
            yield self._differs(
                Verdict.DURATIONS,
                msg("De tekst noemt deze tijdsduren: {tekst}; het bestand: {bestand}.",
                    tekst=_listed(sorted(there)), bestand=_listed(sorted(version.durations))),
                msg("Lees de tekst en verbeter het veld termijnen."),
            )  # fmt: skip

    def _changed(self, version: Version, text: OfficialArticle, state: date) -> Difference:
        values = {"bron": dates.written(state), "gelezen": dates.written(version.checked.state)}
        if state > version.checked.state:
            what = msg("De tekst in de toestand van {bron} is anders dan die van {gelezen}, die is gelezen.", **values)
        elif state < version.checked.state:
            what = msg("De tekst in de oudere toestand van {bron} is anders dan die van {gelezen}.", **values)
        else:
            what = msg("De tekst van de toestand van {bron} is anders dan toen hij werd gelezen.", **values)
        mend = msg(
            "Lees de tekst. Is de wet gewijzigd: leg een nieuwe versie vast. Anders: verbeter het bestand. "
            "De vingerafdruk van deze tekst is {waarde}.",
            waarde=fingerprint(text),
        )
        return self._differs(Verdict.TEXT, what, mend)

    def _gone(self, found: _Gathered) -> None:
        """Check an article of which nothing is in force: the newest state after its end must not have it."""
        end = self.article.versions[-1].valid_to if self.article.versions else None
        number = self.article.number
        later = [law for law in self.states if end is None or _state_of(law, number) >= end]
        if not later:
            newest = max(_state_of(law, number) for law in self.states)
            what = msg("toestand {bron}, geldig tot {tot}", bron=newest.isoformat(), tot=end)
            found.unchecked.append(Unchecked(self.article.id, Reason.OTHER_STATE, what))
            return
        reading = _best(number, later)
        law, text, state = reading.law, reading.text, reading.state
        if text is None and not law.complete:
            found.unchecked.append(Unchecked(self.article.id, Reason.NO_ARTICLE, msg("bron: {bron}", bron=law.source)))
            return
        if text is not None and text.status is Status.IN_FORCE:
            found.differences.append(
                self._differs(
                    Verdict.STILL_IN_FORCE,
                    msg("Artikel {artikel} geldt volgens de toestand van {datum} wel.",
                        artikel=number, datum=dates.written(state)),
                    msg("Lees de tekst: verbeter geldig_tot of nooit_in_werking, of leg de nieuwe tekst vast."),
                )
            )  # fmt: skip
        found.compared.append(Compared(self.article.id, state))


def _fits(version: Version, law: OfficialLaw, number: str) -> bool:
    """Whether `law` shows `version`: by its date, by being what was read, or by reading the same."""
    state = _state_of(law, number)
    begun = version.valid_from <= state or state == version.checked.state  # it may be read before it takes effect
    if begun and (version.valid_to is None or state < version.valid_to):
        return True
    text = law.articles.get(number)
    return text is not None and text.complete and fingerprint(text) == version.checked.fingerprint


def _state_of(law: OfficialLaw, number: str) -> date:
    """The state in which `law` has article `number`; the law's own when nothing else is said."""
    article = law.articles.get(number)
    return article.state if article is not None and article.state is not None else law.state


def _best(number: str, laws: Sequence[OfficialLaw]) -> Reading:
    law = max(laws, key=lambda one: (number in one.articles, _state_of(one, number), one.complete))
    return Reading(law, law.articles.get(number), _state_of(law, number))


def _listed(values: Iterable[str]) -> str | Message:
    return ", ".join(values) or msg("geen")
