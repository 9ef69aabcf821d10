"""Judging one citation: does it exist on that day, does it say so, does its link lead there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from briefgen.audit.library import Library
from briefgen.audit.model import Verdict
from briefgen.dutch import dates, words
from briefgen.errors import Message, msg
from briefgen.law import citations, fixed_terms, misuse
from briefgen.law.extent import Standing
from briefgen.law.links import Target
from briefgen.law.mentions import CaseMention, Mention, StructureMention
from briefgen.law.records import Article, Certainty, Law, Version
from briefgen.law.registry import Provision
from briefgen.law.resolution import Resolution, State, resolve

_FINER = re.compile(r"[.].*")
_LETTER = re.compile(r"[a-z]{1,2}")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One verdict on a citation, with its reason and the mend."""

    verdict: Verdict
    why: Message
    mend: Message | None = None
    reference: str | None = None
    rule: str | None = None


class Judge:
    """Judges citations against `library` as the law reads on `on`."""

    def __init__(self, library: Library, on: date) -> None:
        self._library = library
        self._on = on
        self.unchecked_terms = 0

    def article(self, mention: Mention, sentence: str, *, alone: bool) -> tuple[Judgement, ...]:
        """The verdicts on an article; `sentence` is the one it stands in, `alone` whether it cites nothing else."""
        if mention.last is not None:
            return (self._range(mention),)
        resolution = resolve(mention, self._library.registry, self._on)
        existence = self._existence(mention, resolution)
        if resolution.state is not State.FOUND or resolution.article is None or resolution.version is None:
            return (existence,)
        wrong = list(self._use(resolution.article, resolution.version, sentence))
        if alone and not wrong:
            wrong += self._terms(resolution.article, resolution.version, sentence)
        return tuple(wrong) or (existence,)

    def case(self, mention: CaseMention) -> Judgement:
        """The verdict on a judgment."""
        library = self._library
        found = library.by_ecli.get(mention.ecli or "") or library.by_application.get(mention.application or "")
        if found is None:
            return Judgement(
                Verdict.UNCHECKED,
                msg("Deze uitspraak staat niet in legal_refs."),
                msg("Zoek haar op en lees haar zelf."),
            )
        if found.certainty is not Certainty.FIRM:
            note = msg("{toelichting}", toelichting=found.certainty_note)
            return Judgement(Verdict.UNCHECKED, note, msg("Lees de uitspraak zelf."), found.id)
        return Judgement(Verdict.RIGHT, msg("De uitspraak bestaat: {kern}", kern=found.short), reference=found.id)

    def structure(self, mention: StructureMention) -> Judgement:
        """The verdict on a larger part of a law: what it says is too much to check."""
        part = words.capitalised(mention.kind)
        why = msg("{deel} {nummer} is een groter deel van een wet.", deel=part, nummer=mention.number)
        return Judgement(Verdict.UNCHECKED, why, msg("Noem het artikel zelf."))

    def link(self, mention: Mention, target: Target) -> Judgement | None:
        """What is wrong with a link to `target` on `mention`, if anything."""
        if mention.law is None:
            return None
        law = self._library.registry.law(mention.law)
        works = self._library.works(law)
        if works == frozenset({""}) or mention.last is not None:
            return None
        same_article = target.article is None or target.article.lower() == mention.article.lower()
        same_lid = target.paragraph is None or not mention.paragraphs or target.paragraph in mention.paragraphs
        if target.work in works and same_article and same_lid:
            return None
        return Judgement(
            Verdict.WRONG_LINK,
            msg("De link wijst naar {doel}, en de tekst noemt iets anders.", doel=self._named(target)),
            msg("Verbeter de link, of verbeter de aanhaling."),
            f"{law.id}:{mention.article}",
        )

    def _range(self, mention: Mention) -> Judgement:
        """The verdict on a range: wrong when one of its ends is, and else never more than half checked."""
        for number in (mention.article, mention.last or mention.article):
            end = replace(mention, article=number, last=None)
            judgement = self._existence(end, resolve(end, self._library.registry, self._on))
            if judgement.verdict.wrong:
                return judgement
        return Judgement(
            Verdict.UNCHECKED,
            msg("Dit is een reeks artikelen; of elk artikel ertussen bestaat, is niet nagegaan."),
            msg("Noem de artikelen die u bedoelt."),
        )

    # --- does it exist

    def _existence(self, mention: Mention, found: Resolution) -> Judgement:
        reference = found.article.id if found.article is not None else None
        if found.state is State.LAW_UNKNOWN or found.law is None:
            why = mention.why_not or msg("Het is niet duidelijk welke wet dit is.")
            return Judgement(Verdict.UNCHECKED, why, msg("Noem de wet bij het artikel."))
        if found.state is State.NO_RECORD:
            return self._unrecorded(mention, found.law)
        if found.state is State.FOUND and found.version is not None:
            return _in_force(found.version, self._on, reference)
        if found.state is State.PART_NOT_RECORDED and found.version is not None:
            return _part(found.version, found, reference)
        if found.state is State.ENDED and found.successors:
            return self._succeeded(found, reference)
        return _failed(found, self._on, reference)

    def _succeeded(self, found: Resolution, reference: str | None) -> Judgement:
        followers = words.joined([self._cited(successor) for successor in found.successors])
        why = msg(
            "Vervallen op {datum}; opgevolgd door {opvolger}.",
            datum=dates.written(found.day) if found.day is not None else "", opvolger=followers,
        )  # fmt: skip
        return Judgement(Verdict.SUCCEEDED, why, _note(found), reference)

    def _cited(self, successor: str) -> str:
        """A successor as people write it: an article in short, or the name of a law."""
        registry = self._library.registry
        if ":" not in successor:
            return _called(registry.law(successor))
        article = registry.article(successor)
        return citations.write(
            Provision(registry.law(article.law), article, article.versions[-1]), citations.Style.SHORT
        )

    def _unrecorded(self, mention: Mention, law: Law) -> Judgement:
        extent = self._library.extents.of(law.id)
        named = f"{law.id}:{mention.article}"
        if extent is not None and extent.standing(mention.article, self._on) is Standing.ABSENT:
            return Judgement(
                Verdict.MISSING,
                msg(
                    "{wet} heeft geen artikel {nummer} (tekst van {datum}).",
                    wet=words.capitalised(_called(law)), nummer=_numbered(law, mention.article),
                    datum=dates.written(extent.state),
                ),
                msg(
                    "Zoek het goede artikel; het dichtst erbij is {nummer}.",
                    nummer=_numbered(law, extent.nearest(mention.article)),
                ),
                named,
            )  # fmt: skip
        return Judgement(
            Verdict.UNCHECKED,
            msg("Dit artikel staat niet in legal_refs."),
            msg("Lees het zelf op wetten.overheid.nl of EUR-Lex."),
            named,
        )

    # --- is it used for what it says

    def _use(self, article: Article, version: Version, sentence: str) -> Iterator[Judgement]:
        """The mistakes that `sentence` shows. They were written against the newest text, so an older one is spared."""
        if version is not article.versions[-1]:
            return
        for rule in misuse.shown(article.misuses, sentence):
            yield Judgement(
                Verdict.MISUSED,
                msg("{waarom}", waarom=rule.why),
                msg("{herstel}", herstel=rule.mend),
                article.id,
                rule.id,
            )

    def _terms(self, article: Article, version: Version, sentence: str) -> Iterator[Judgement]:
        demanded = fixed_terms.demanded(sentence)
        if demanded and not fixed_terms.known(version):
            self.unchecked_terms += 1
            return
        for term in demanded:
            if fixed_terms.borne(term, version):
                continue
            there = words.joined([fixed_terms.written(each) for each in version.durations])
            yield Judgement(
                Verdict.OTHER_TERM,
                msg("De zin noemt {termijn}; dat staat niet in dit artikel.", termijn=fixed_terms.written(term)),
                msg("Het artikel noemt {termijnen}.", termijnen=there)
                if there
                else msg("Het artikel noemt geen termijn. Schrijf dat het een verzoek is, of noem de goede bepaling."),
                article.id,
            )

    def _named(self, target: Target) -> str:
        laws = self._library.names.laws.values()
        name = next((law.title for law in laws if target.work in self._library.works(law)), target.work)
        return f"artikel {target.article} ({name})" if target.article else name


def _in_force(version: Version, on: date, reference: str | None) -> Judgement:
    if version.certainty is Certainty.UNSURE:
        note = msg("De tekst is niet zeker: {toelichting}", toelichting=version.certainty_note)
        return Judgement(Verdict.UNCHECKED, note, msg("Lees de officiële tekst."), reference)
    if version.valid_to is not None and version.valid_to <= on:
        why = msg("Zo luidde het tot {datum}.", datum=dates.written(version.valid_to))
    else:
        why = msg("Geldt op {datum}.", datum=dates.written(on))
    return Judgement(Verdict.RIGHT, why, reference=reference)


def _part(version: Version, found: Resolution, reference: str | None) -> Judgement:
    """An onderdeel that is not on record: absent when the record was held against the full official text.

    Only a letter can be told to be absent; numbers and defined terms are not all on record.
    """
    paragraphs = found.provision.paragraphs if found.provision is not None else ()
    letter = _FINER.sub("", found.detail)
    names = {f"{paragraph}.{letter}" for paragraph in paragraphs} or {letter}
    known = {*version.parts, *version.unsure_parts}
    if version.checked.fingerprint is None or names & known or not _LETTER.fullmatch(letter):
        why = msg("Onderdeel {onderdeel} is niet vastgelegd.", onderdeel=found.detail)
        return Judgement(Verdict.UNCHECKED, why, msg("Lees het zelf na."), reference)
    below = (
        part.partition(".")[2] if version.paragraphs else part
        for part in version.parts
        if not version.paragraphs or part.partition(".")[0] in paragraphs
    )
    here = [part for part in below if "." not in part]  # what lies deeper has a mark that says nothing by itself
    why = msg("Er is geen onderdeel {onderdeel}.", onderdeel=found.detail)
    mend = msg("De onderdelen zijn: {onderdelen}.", onderdelen=", ".join(here)) if here else msg("Noem alleen het lid.")
    return Judgement(Verdict.NO_SUCH_PART, why, mend, reference)


def _failed(found: Resolution, on: date, reference: str | None) -> Judgement:
    """The verdict when there is no text of that day, or no such lid in it."""
    day = dates.written(found.day) if found.day is not None else ""
    if found.state is State.NO_PARAGRAPHS:
        why = msg("Dit artikel heeft geen genummerde leden.")
        return Judgement(Verdict.NO_PARAGRAPHS, why, msg("Laat het lid weg."), reference)
    if found.state is State.NO_SUCH_PARAGRAPH and found.version is not None:
        why = msg("Er is geen lid {lid}.", lid=found.detail)
        mend = msg("De leden zijn: {leden}.", leden=", ".join(found.version.paragraphs))
        return Judgement(Verdict.NO_SUCH_PARAGRAPH, why, mend, reference)
    if found.state is State.ENDED:
        return Judgement(Verdict.REPEALED, msg("Vervallen op {datum}.", datum=day), _note(found), reference)
    if found.state is State.NEVER_IN_FORCE:
        return Judgement(Verdict.NEVER_IN_FORCE, msg("Dit artikel is nooit gaan gelden."), _note(found), reference)
    if found.state is State.NOT_YET:
        why = msg("Geldt pas vanaf {datum}.", datum=day)
        return Judgement(Verdict.NOT_YET, why, msg("Noem de bepaling die op die dag gold."), reference)
    why = msg("De tekst van {datum} is niet gelezen.", datum=dates.written(on))
    return Judgement(Verdict.UNCHECKED, why, msg("Lees de officiële tekst van die dag."), reference)


def _note(found: Resolution) -> Message | None:
    note = found.article.status_note if found.article is not None else None
    return msg("{toelichting}", toelichting=note) if note else None


def _called(law: Law) -> str:
    return f"{law.article} {law.title}" if law.article else law.title


def _numbered(law: Law, number: str) -> str:
    return f"{law.book}:{number}" if law.book is not None else number
