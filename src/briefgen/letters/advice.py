"""Which letters fit a case, in order of urgency, which almost do, and which doors are open or closed.

Pure. The rules are those of the letters (``letter.yaml``) and of the roads beside them
(``templates/advice``); here they are only put in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from briefgen.errors import FactsError
from briefgen.facts.model import CaseFacts
from briefgen.law.deadlines import Deadline, Deadlines
from briefgen.law.registry import Registry
from briefgen.letters import terms
from briefgen.letters.catalogue import Catalogue, CountedTerm, Lawyer, Severity
from briefgen.letters.citing import plain_citer
from briefgen.letters.doors import Door, Doors, Notions
from briefgen.letters.selection import Verdict, judge, shortcomings
from briefgen.letters.sending import GeneralChecks, SendingFinding, findings
from briefgen.letters.templating import Templates
from briefgen.letters.views import names


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A letter for these facts: why, until when, and what stands between it and the post.

    `last_day` is the sender's own term, the one that ends first; None when the letter has none. `missing`
    is what it lacks; `not_yet` is why it must not go out as it is, such as a day that has not come.
    """

    verdict: Verdict
    last_day: Deadline | None
    missing: tuple[FactsError, ...]
    not_yet: tuple[SendingFinding, ...]

    @property
    def lawyer(self) -> Lawyer:
        """Whether this road needs a lawyer."""
        return self.verdict.spec.lawyer

    @property
    def ready(self) -> bool:
        """Whether the letter can be written and sent now."""
        return not self.missing and not self.not_yet


@dataclass(frozen=True, slots=True)
class Road:
    """A door for these facts: its text written out, its own term counted, and the letter that is possible."""

    door: Door
    text: str
    last_day: Deadline | None
    instead: str | None


@dataclass(frozen=True, slots=True)
class Advice:
    """What can be done with these facts.

    `fits`: letters ready to be written. `almost`: letters that fit, but something stands in the way. `related`:
    letters about the same matter that do not fit. `roads`: what is open, closed or to be known beside the
    letters. The first two come in order of urgency: the last day that comes first before the others.
    """

    fits: tuple[Suggestion, ...]
    almost: tuple[Suggestion, ...]
    related: tuple[Verdict, ...]
    roads: tuple[Road, ...]


def advise(  # noqa: PLR0913 - each of the things it reads is named by its caller
    facts: CaseFacts,
    on: date,
    *,
    catalogue: Catalogue,
    doors: Doors,
    checks: GeneralChecks,
    templates: Templates,
    deadlines: Deadlines,
    registry: Registry,
    english: bool = False,
) -> Advice:
    """Advise on `facts`, in which bodies named by id are filled in, as of `on`.

    What keeps a letter from being sent is told in English if asked for, where its check has English words.

    Raises ContentError for a fault in a letter's or door's own rules, CitationError for a citation
    that the law does not bear on that day.
    """
    context = {**names(facts, None, on), **terms.functions(deadlines)}
    for name, expression in templates.record("begrippen.yaml", Notions).notions.items():
        context[name] = templates.value(expression, context, where="begrippen.yaml")

    def holds(expression: str | None, where: str) -> bool:
        return expression is None or templates.holds(expression, context, where=where)

    def counted(wanted: Iterable[CountedTerm], where: str) -> Deadline | None:
        ends = [
            deadlines.count(term.rule, terms.day_of(templates.value(term.start, context, where=where), term.rule))
            for term in wanted
            if holds(term.when, where)
        ]
        return min(ends, key=lambda end: end.last_day, default=None)

    def not_yet(verdict: Verdict) -> tuple[SendingFinding, ...]:
        found = findings(
            verdict, facts, on, general=checks, templates=templates, deadlines=deadlines, registry=registry,
            english=english,
        )  # fmt: skip
        return tuple(finding for finding in found if finding.severity is Severity.ERROR)

    def road(door: Door) -> Road:
        where = f"advice/{door.id}.yaml"
        cite = plain_citer(door.cites, registry, on, where=where)
        return Road(
            door,
            re.sub(" {2,}", " ", templates.literal(door.text, {**context, "cite": cite}, where=where)).strip(),
            counted([door.term] if door.term else [], where),
            next((found.letter for found in door.instead if holds(found.when, where)), None),
        )

    suggestions, related = [], []
    for spec in catalogue:
        verdict = judge(spec, facts, on, templates=templates, deadlines=deadlines)
        where = f"{spec.id}/letter.yaml"
        if verdict.fits:
            lacking = shortcomings(verdict, facts, on, templates=templates, deadlines=deadlines)
            suggestions.append(Suggestion(verdict, counted(spec.last_days, where), lacking, not_yet(verdict)))
        elif verdict.related:
            related.append(verdict)
    suggestions.sort(key=lambda found: (found.last_day is None, found.last_day and found.last_day.last_day))
    return Advice(
        fits=tuple(found for found in suggestions if found.ready),
        almost=tuple(found for found in suggestions if not found.ready),
        related=tuple(related),
        roads=tuple(road(door) for door in doors if holds(door.when, f"advice/{door.id}.yaml")),
    )
