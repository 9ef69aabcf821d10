"""Which letters are still possible with what is known so far, to which bodies, and until when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from briefgen.errors import ContentError
from briefgen.facts.fields import facts_of
from briefgen.facts.guard import Unprintable
from briefgen.facts.kinds import RecipientKind
from briefgen.facts.model import CaseFacts
from briefgen.facts.people import Addressee
from briefgen.facts.places import FactPath
from briefgen.interview.needs import Needs, Settled
from briefgen.interview.partial import Partial, partial
from briefgen.interview.plain import Plain, dotted, get, path_of, put
from briefgen.interview.questions import LastDay
from briefgen.interview.script import Frame
from briefgen.law.deadlines import Deadline
from briefgen.letters import terms
from briefgen.letters.catalogue import LetterSpec
from briefgen.letters.selection import Verdict, judge
from briefgen.letters.views import names
from briefgen.recipients import Recipient, Status
from briefgen.render.repertoire import unprintable
from briefgen.workshop import Workshop

_FEW = 10  # bodies of one kind that are tried one by one, where a letter looks at which it is


@dataclass(frozen=True, slots=True)
class Possible:
    """A letter that fits, or would with a body of one of `kinds` (only those in `ids`, when that is not empty)."""

    spec: LetterSpec
    verdict: Verdict
    kinds: tuple[RecipientKind, ...]
    ids: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Bench:
    """The content that judging needs, on one day."""

    workshop: Workshop
    frame: Frame
    on: date

    @cached_property
    def unprintable(self) -> Unprintable:
        """Which characters a letter cannot hold."""
        return lambda text: unprintable(text, self.workshop.letterhead)

    def partial(self, tree: Plain) -> Partial:
        """Facts with stand-ins, bodies not filled in. Raises FactsErrors."""
        return partial(tree, self.on, self.unprintable)

    def facts(self, tree: Plain) -> CaseFacts:
        """Facts with stand-ins and with the bodies that are named by id. Raises FactsErrors, RecipientError."""
        return self.workshop.recipients.resolve(self.partial(tree).facts).facts

    def context(self, facts: CaseFacts, **more: object) -> Mapping[str, object]:
        """What a condition may name."""
        return {**names(facts, None, self.on), **terms.functions(self.workshop.deadlines), **more}

    def holds(self, expression: str | None, context: Mapping[str, object]) -> bool:
        """Whether a condition of the conversation holds; None always does. Raises ContentError."""
        return expression is None or self.workshop.templates.holds(expression, context, where="interview")

    def judge(self, spec: LetterSpec, facts: CaseFacts) -> Verdict:
        """Judge one letter. Raises ContentError."""
        return judge(spec, facts, self.on, templates=self.workshop.templates, deadlines=self.workshop.deadlines)

    def possible(self, spec: LetterSpec, tree: Plain, facts: CaseFacts) -> Possible | Verdict:
        """The letter with the bodies it could go to, or the verdict that closes it; `facts` are those of `tree`."""
        verdict = self.judge(spec, facts)
        place = place_of_recipient(spec)
        if verdict.fits and verdict.recipient is not None and verdict.recipient.kind is not None:
            return Possible(spec, verdict, (verdict.recipient.kind,))
        given = get(tree, place) or {}
        if isinstance(given, str) or "id" in given or {"naam", "soort"} <= given.keys():
            return verdict
        kinds: list[RecipientKind] = []
        ids: set[str] = set()
        for kind in spec.destination.kinds:
            if given.get("soort") not in (None, kind.value):
                continue
            bodies: list[Any] = [{**_stand_in(kind), **given}]
            rows = self.rows((kind,)) if not given else ()
            if len(rows) <= _FEW:
                bodies += [row.id for row in rows]
            for body in bodies:
                tried = self.judge(spec, self._sent_to(body, place, tree, facts))
                if tried.fits:
                    kinds.append(kind)
                    verdict = tried if not verdict.fits else verdict
                    if isinstance(body, str):
                        ids.add(body)
                    else:
                        break
        return Possible(spec, verdict, tuple(dict.fromkeys(kinds)), frozenset(ids)) if kinds else verdict

    def _sent_to(self, body: Any, place: FactPath, tree: Plain, facts: CaseFacts) -> CaseFacts:
        """The facts with `body` as the one that is written to."""
        if len(place) > 1:
            return self.facts(put(tree, place, body))
        addressee = Addressee.model_validate({"id": body} if isinstance(body, str) else body)
        sent = facts.model_copy(update={facts_of(CaseFacts)[str(place[0])].attribute: addressee})
        return self.workshop.recipients.resolve(sent).facts if isinstance(body, str) else sent

    def rows(self, kinds: Iterable[RecipientKind]) -> tuple[Recipient, ...]:
        """All bodies of these kinds that exist."""
        wanted = set(kinds)
        return tuple(
            row
            for row in self.workshop.recipients.rows.values()
            if row.kind in wanted and row.status is not Status.CLOSED
        )

    def bodies(self, path: FactPath, kinds: Iterable[RecipientKind]) -> tuple[RecipientKind, ...]:
        """The kinds of body that can stand at `path`: its own, or else those of `kinds`, or else all."""
        return self.frame.bodies.get(dotted(path)) or tuple(kinds) or tuple(RecipientKind)

    def needs(self, settled: Settled, recipient: FactPath = (), kinds: Sequence[RecipientKind] = ()) -> Needs:
        """What finds the gaps, where a body that has no kinds of its own is one of `kinds`."""
        rows = self.workshop.recipients.rows

        def has_address(body_id: str) -> bool:
            row = rows.get(body_id) or rows.get(body_id.upper())
            return row is None or bool(row.address and row.postcode and row.town)

        return Needs(
            self.frame,
            settled,
            listed=lambda path: bool(self.rows(self.bodies(path, kinds))),
            one_kind=lambda path: len(self.bodies(path, kinds)) == 1,
            has_address=has_address,
            recipient=recipient,
        )

    def last_days(self, spec: LetterSpec, facts: CaseFacts) -> Iterator[Deadline]:
        """The own terms within which this letter must go out, as far as their first day is known."""
        where, templates, deadlines = f"{spec.id}/letter.yaml", self.workshop.templates, self.workshop.deadlines
        context = self.context(facts, ontvanger=None)
        for term in spec.last_days:
            if term.when is None or templates.holds(term.when, context, where=where):
                start = templates.value(term.start, context, where=where)
                if isinstance(start, date):
                    yield deadlines.count(term.rule, start)

    def urgent(self, specs: Iterable[LetterSpec], tree: Plain, *, chosen: str | None) -> LastDay | None:
        """The own term that ends first among `specs`, with what is not known yet assumed at its most urgent."""
        found: list[LastDay] = []
        assumed: Any = tree
        for path, value in self.frame.assumed.items():
            if get(tree, path_of(path)) is None:
                assumed = put(assumed, path_of(path), value)
        certain, facts = self.partial(assumed).certain, self.facts(assumed)
        for spec in specs:
            try:
                if isinstance(self.possible(spec, assumed, facts), Verdict):
                    continue
                ends = list(self.last_days(spec, certain))
            except ContentError:  # a condition that needs a fact which nobody has answered yet
                continue
            if ends:
                first = min(ends, key=lambda end: end.last_day)
                found.append(LastDay(spec, first, sure=spec.id == chosen))
        return min(found, key=lambda last: last.deadline.last_day, default=None)


def place_of_recipient(spec: LetterSpec) -> FactPath:
    """Where to ask for the body a letter goes to: its own place in the measure, when only that kind will do."""
    sources = spec.destination.sources
    place = sources[-1] if len(spec.destination.kinds) == 1 else sources[0]
    return tuple(place.split("."))


def _stand_in(kind: RecipientKind) -> dict[str, str]:
    return {"naam": "Voorbeeld", "soort": kind.value}
