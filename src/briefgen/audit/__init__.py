"""Holding a letter that somebody else wrote against the law: each citation gets a verdict.

Pure: the same document, day and library give the same audit. What was not checked is said to be so.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date

from briefgen.audit.citations import Judge, Judgement
from briefgen.audit.dating import letter_date
from briefgen.audit.library import Library
from briefgen.audit.model import Alert, Audit, Finding, Verdict
from briefgen.audit.stretches import Stretch, stretches
from briefgen.documents.model import Document
from briefgen.dutch import sentences
from briefgen.dutch.service_number import service_numbers
from briefgen.errors import msg
from briefgen.law import misuse, reading
from briefgen.law.links import parse
from briefgen.law.mentions import CaseMention, Mention, StructureMention

__all__ = ["Alert", "Audit", "Finding", "Library", "Verdict", "audit", "letter_date"]

Spans = tuple[tuple[int, int], ...]
Cited = Mention | CaseMention | StructureMention

SERVICE_NUMBER = "burgerservicenummer"
_NEAR = 1_000  # characters on either side of a citation that can say how it is used; no sentence is longer
_QUOTED = 90  # characters of a sentence that are shown


def audit(document: Document, on: date, library: Library) -> Audit:
    """Audit `document` against the law in `library` as it reads on `on`. Raises ContentError for a broken record."""
    auditor = _Auditor(library, on)
    findings: list[Finding] = []
    alerts: list[Alert] = []
    for stretch in stretches(document):
        spans = sentences.spans(stretch.text)
        findings += auditor.findings(stretch, spans)
        alerts += auditor.alerts(stretch, spans)
    return Audit(document.name, on, tuple(findings), tuple(alerts), document.remarks, auditor.judge.unchecked_terms)


class _Auditor:
    def __init__(self, library: Library, on: date) -> None:
        self._library = library
        self.judge = Judge(library, on)

    def findings(self, stretch: Stretch, spans: Spans) -> Iterator[Finding]:
        mentions = reading.read(stretch.text, self._library.names)
        misled = self._misled(mentions, stretch)
        articles = [mention.start for mention in mentions if isinstance(mention, Mention)]
        for place, mention in enumerate(mentions):
            start, end = mention.start, mention.end
            first, last = sentences.around(start, spans) or (start, end)
            around = max(first, start - _NEAR), min(last, end + _NEAR)
            judgements = self._judged(mention, stretch.text[slice(*around)], alone=_alone(articles, around))
            if place in misled:
                judgements = (*(each for each in judgements if each.verdict.wrong), misled[place])
            quoted = " ".join(stretch.text[start:end].split())
            for judgement in judgements:
                yield Finding(
                    stretch.number, start, stretch.place(start), quoted, judgement.verdict, judgement.why,
                    judgement.mend, judgement.reference, judgement.rule,
                )  # fmt: skip

    def alerts(self, stretch: Stretch, spans: Spans) -> Iterator[Alert]:
        for start, end in spans:
            sentence = stretch.text[start:end]
            for check in misuse.shown(self._library.checks, sentence):
                yield Alert(
                    stretch.number, start, stretch.place(start), _shortened(sentence), check.id,
                    msg("{titel}", titel=check.title), msg("{waarom}", waarom=check.why),
                    msg("{herstel}", herstel=check.mend),
                )  # fmt: skip
        for found in service_numbers(stretch.text):
            yield Alert(
                stretch.number, 0, stretch.place(0), f"…{found[-3:]}", SERVICE_NUMBER,
                msg("een burgerservicenummer"),
                msg("Hier staat een nummer dat een burgerservicenummer kan zijn."),
                msg("Haal het weg: de ontvanger kent het of vraagt er zelf om, en een brief gaat langs veel mensen."),
            )  # fmt: skip

    def _judged(self, mention: Cited, sentence: str, *, alone: bool) -> tuple[Judgement, ...]:
        if isinstance(mention, CaseMention):
            return (self.judge.case(mention),)
        if isinstance(mention, StructureMention):
            return (self.judge.structure(mention),)
        return self.judge.article(mention, sentence, alone=alone)

    def _misled(self, mentions: tuple[Cited, ...], stretch: Stretch) -> dict[int, Judgement]:
        """The mentions whose link leads elsewhere. A link on several is right when it leads to one of them."""
        found: dict[int, Judgement] = {}
        for link in stretch.links:
            target = parse(link.target)
            if target is None:
                continue
            first = bisect_right(mentions, link.start, key=lambda mention: mention.end)
            last = bisect_left(mentions, link.end, key=lambda mention: mention.start)
            on_it = [
                (place, self.judge.link(mention, target))
                for place, mention in enumerate(mentions[first:last], start=first)
                if isinstance(mention, Mention)
            ]
            if on_it and all(fault for _, fault in on_it):
                place, fault = on_it[0]
                if fault is not None:
                    found[place] = fault
        return found


def _alone(articles: Sequence[int], sentence: tuple[int, int]) -> bool:
    """Whether one of `articles`, which are places in order, is in `sentence`."""
    return bisect_left(articles, sentence[1]) - bisect_left(articles, sentence[0]) == 1


def _shortened(sentence: str) -> str:
    text = " ".join(sentence.split())
    return text if len(text) <= _QUOTED else f"{text[: _QUOTED - 1].rsplit(' ', 1)[0]} …"
