"""Where a conversation stands and what follows: the situation's questions, then the letter's needs, then extras."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from briefgen.errors import ContentError
from briefgen.facts.fields import value_of
from briefgen.facts.kinds import RecipientKind
from briefgen.facts.places import FactPath
from briefgen.interview import deciding
from briefgen.interview.extras import addable
from briefgen.interview.judging import Bench, Possible, place_of_recipient
from briefgen.interview.needs import Gap, wished
from briefgen.interview.plain import Plain, dotted, fact_at, get, ordered, path_of
from briefgen.interview.questions import EXTRAS, LETTER, NOTHING, SITUATION, Answered, LastDay, Question
from briefgen.interview.script import Asked, Script, Situation
from briefgen.interview.wording import Voice
from briefgen.letters.catalogue import LetterSpec, RequiredEnclosure
from briefgen.letters.selection import Verdict
from briefgen.letters.views import View

if TYPE_CHECKING:
    from briefgen.interview.conversation import Conversation


@dataclass(frozen=True, slots=True)
class Place:
    """Where a conversation stands: the question (None: everything was asked) and what is known of the letter."""

    question: Question | None
    situation: Situation | None = None
    letter: Possible | None = None
    closed: tuple[Verdict, ...] = ()


@dataclass(frozen=True)
class Guide:
    """Knows the way: the content, the words and the order of the questions."""

    bench: Bench
    script: Script
    voice: Voice

    # -- the place

    def place(self, talk: Conversation) -> Place:
        """Where `talk` stands. Raises ContentError."""
        situation: Situation | None = None
        if not talk.choice(SITUATION):
            return Place(self.voice.situation(SITUATION))
        for found, asked in deciding.road(talk):
            situation = found
            if asked is None or not deciding.applies(talk, asked):
                continue
            if asked.fork is not None:
                options = deciding.options(talk, asked)
                if options and deciding.taken(talk, asked) is None:
                    return Place(self.voice.fork(f"?{asked.fork}", asked, options), found)
            elif (gap := next(deciding.gaps(talk, asked), None)) is not None:
                kinds = asked.bodies or self._kinds_in(found)
                return Place(self._asks(talk, gap, asked, kinds), found)
        assert situation is not None  # noqa: S101 - a situation was chosen
        return self._beyond(talk, situation)

    def _beyond(self, talk: Conversation, situation: Situation) -> Place:
        """After the deciding questions: which letter, what it needs, what could be added."""
        possible, closed = self.letters(talk, situation)
        if not possible:
            return Place(None, situation, None, closed)
        letter = next((found for found in possible if found.spec.id == talk.choice(LETTER)), None)
        if letter is None and len(possible) > 1:
            return Place(self.voice.letters(LETTER, self._by_urgency(talk, possible)), situation)
        letter = letter or possible[0]
        wanted = self._wanted(talk, letter)
        needs = self.bench.needs(talk.settled, self._recipient(talk, letter), letter.kinds)
        extras = [path for path in talk.choice(EXTRAS).split(",") if path not in {"", NOTHING} and "+" not in path]
        for gap in needs.gaps(talk.tree, wished(wanted)):
            return Place(self._asks(talk, gap, None, letter.kinds), situation, letter, closed)
        if (gap_of := self._enclosure(talk, letter)) is not None:
            return Place(gap_of[0], situation, letter, closed)
        for asked in self.script.frame.always:
            if deciding.applies(talk, asked) and (first := next(deciding.gaps(talk, asked), None)) is not None:
                return Place(self._asks(talk, first, asked, ()), situation, letter, closed)
        if not talk.choice(EXTRAS) and (paths := self._extras(talk, letter)):
            return Place(self.voice.extras(EXTRAS, paths), situation, letter, closed)
        for gap in needs.gaps(talk.tree, wished(wanted, extras)):
            return Place(self._asks(talk, gap, None, letter.kinds), situation, letter, closed)
        return Place(None, situation, letter, closed)

    def _asks(self, talk: Conversation, gap: Gap, asked: Asked | None, kinds: Sequence[RecipientKind]) -> Question:
        own = asked if asked is not None and asked.path == dotted(gap.path) else None
        place = gap.path[:-1] if gap.path[-1] == "soort" else gap.path
        return self.voice.fact(gap, talk.tree, own, self.bench.bodies(place, kinds) if not gap.more else ())

    def letters(self, talk: Conversation, situation: Situation) -> tuple[tuple[Possible, ...], tuple[Verdict, ...]]:
        """The letters of a situation that are possible, and those about the same matter that are closed."""
        possible, closed = [], []
        for spec in self.specs(situation):
            found = self.bench.possible(spec, talk.tree, talk.facts)
            if isinstance(found, Possible):
                possible.append(found)
            elif found.related:
                closed.append(found)

        return tuple(possible), tuple(closed)

    def _by_urgency(self, talk: Conversation, possible: Sequence[Possible]) -> list[LetterSpec]:
        """The letter whose last day comes first before the others."""

        def urgency(found: Possible) -> tuple[bool, object]:
            last = self.bench.urgent([found.spec], talk.tree, chosen=None)
            return last is None, last and last.deadline.last_day

        return [found.spec for found in sorted(possible, key=urgency)]

    def specs(self, situation: Situation) -> tuple[LetterSpec, ...]:
        """The letters of a situation that exist."""
        catalogue = self.bench.workshop.catalogue
        return tuple(catalogue.spec(letter_id) for letter_id in situation.letters if letter_id in self._shipped)

    @cached_property
    def _shipped(self) -> frozenset[str]:
        return frozenset(self.bench.workshop.catalogue.ids)

    def _kinds_in(self, situation: Situation) -> tuple[RecipientKind, ...]:
        kinds = [kind for spec in self.specs(situation) for kind in spec.destination.kinds]
        return tuple(dict.fromkeys(kinds))

    # -- what a letter needs

    def _wanted(self, talk: Conversation, letter: Possible) -> list[str]:
        spec = letter.spec
        recipient = letter.verdict.recipient
        context = {**talk.context, "ontvanger": None if recipient is None else View(recipient, self.bench.on)}
        paths = []
        for need in spec.needs:
            try:
                if self.bench.holds(need.when, context):
                    paths.append(need.path)
            except ContentError:  # it rests on a fact that another need asks for first
                continue
        return [*paths, dotted(self._recipient(talk, letter))]

    def _recipient(self, talk: Conversation, letter: Possible) -> FactPath:
        """Where the body stands that the letter goes to, or where to ask for it."""
        recipient = letter.verdict.recipient
        for source in letter.spec.destination.sources:
            place = tuple(source.split("."))
            if get(talk.tree, place) is not None and recipient is not None:
                body: Any = talk.facts
                for key in place:
                    body = value_of(body, key)
                if body == recipient:
                    return place
        return place_of_recipient(letter.spec)

    def _lacking(self, talk: Conversation, letter: Possible) -> Iterator[RequiredEnclosure]:
        items = talk.tree.get("bijlagen") or []
        present = {item.get("soort") for item in items}
        context = talk.context
        for required in (*letter.spec.enclosures, *self.script.frame.enclosures):
            if required.kind.value not in present and self.bench.holds(required.when, context):
                yield required

    def _enclosure(self, talk: Conversation, letter: Possible) -> tuple[Question, RequiredEnclosure] | None:
        """The question for the first enclosure that has to go along and is not there."""
        for required in self._lacking(talk, letter):
            path: FactPath = ("bijlagen", len(talk.tree.get("bijlagen") or []), "omschrijving")
            question = self.voice.fact(Gap(path), talk.tree, None, ())
            ask = self.voice.said(self.script.reasons.enclosure.why)
            return replace(question, text=ask, why=self.voice.literal(required.why)), required
        return None

    def along_with(self, talk: Conversation, question: Question) -> tuple[tuple[FactPath, object], ...]:
        """What an answer says besides its own fact: the kind of a body, or of an enclosure that was asked for."""
        path = question.path
        if path is None or get(talk.tree, path) is not None:
            return ()
        if path[0] == "bijlagen" and path[-1] == "omschrijving" and (place := talk.place).letter is not None:
            asked = self._enclosure(talk, place.letter)
            if asked is not None and asked[0].id == question.id:
                return (((*path[:-1], "soort"), asked[1].kind.value),)
        if path[-1] == "naam" and len(path) > 1 and fact_at(path[:-1]).by_name:
            kinds = self.bench.bodies(path[:-1], self._kinds_now(talk))
            if len(kinds) == 1 and get(talk.tree, (*path[:-1], "soort")) is None:
                return (((*path[:-1], "soort"), kinds[0].value),)
        return ()

    def _kinds_now(self, talk: Conversation) -> tuple[RecipientKind, ...]:
        place = talk.place
        if place.letter is not None:
            return place.letter.kinds
        for _, asked in deciding.road(talk):
            if asked is not None and asked.bodies and asked.path is not None and place.question is not None:
                path = place.question.path or ()
                if dotted(path).startswith(asked.path):
                    return asked.bodies
        return self._kinds_in(place.situation) if place.situation is not None else ()

    def _extras(self, talk: Conversation, letter: Possible) -> tuple[str, ...]:
        known = ("geadresseerde", dotted(self._recipient(talk, letter)))
        return addable(self.script.frame, letter.spec.welcome, talk.tree, without=known)

    # -- what is shown beside the question

    def last_day(self, talk: Conversation, place: Place) -> LastDay | None:
        """The own term that ends first among the letters this may lead to."""
        if place.situation is None:
            return None
        specs = [place.letter.spec] if place.letter is not None else list(self.specs(place.situation))
        return self.bench.urgent(specs, talk.tree, chosen=place.letter.spec.id if place.letter is not None else None)

    def ordered(self, tree: Plain) -> Plain:
        """The tree in the order of the model."""
        found: Plain = ordered(tree)
        return found

    def known(self, talk: Conversation) -> Iterator[Answered]:
        """All facts that are known, but for those that follow from a choice which is shown itself."""
        chosen = {".".join(map(str, path)) for step in talk.steps if step.id.startswith("?") for path in step.paths}
        return (found for found in self.voice.answered(self.ordered(talk.tree)) if found.id not in chosen)

    def question_at(self, talk: Conversation, answer_id: str) -> Question | None:
        """The question about something that is known already."""
        path = path_of(answer_id)
        if path and path[-1] == "id":
            path = path[:-1]
        if get(talk.tree, path) is None:
            return None
        road = deciding.road(talk)
        asked = next((found for _, found in road if found is not None and found.path == dotted(path)), None)
        kinds = (asked.bodies if asked is not None else ()) or self._kinds_now(talk)
        fact = fact_at(path)
        optional = not fact.required and dotted(path) not in self._all_needs(talk)
        return self._asks(talk, Gap(path, optional), asked, kinds)

    def _all_needs(self, talk: Conversation) -> set[str]:
        place = talk.place
        return {need.path for need in place.letter.spec.needs} if place.letter is not None else set()
