"""The next letter for every body whose day has passed, for a whole batch in one go.

Which letters are tried, and in what order, is data (``templates/vervolg.yaml``); whether one fits is for its own
conditions to say, as with any letter. Nothing is made twice, and nothing while an answer to the last letter is
still asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, partial
from pathlib import Path

from pydantic import Field

from briefgen.batch.history import ROUNDS
from briefgen.batch.manifest import Record
from briefgen.batch.means import STANDARD, Means
from briefgen.batch.rows import Entry, case_of
from briefgen.batch.run import Plan
from briefgen.batch.sent import Mailing, Round
from briefgen.batch.status import Overview, Standing, State
from briefgen.dutch import dates
from briefgen.errors import BriefgenError, FactsErrors, Message, NoLetterFits, RecipientError, msg
from briefgen.facts.kinds import EarlierLetter
from briefgen.facts.load import CaseFile, parse
from briefgen.facts.overlay import ground
from briefgen.judging import judged
from briefgen.law.records import Record as Data
from briefgen.law.records import Words
from briefgen.letters import terms
from briefgen.letters.catalogue import LetterId
from briefgen.letters.selection import find_recipient, judge
from briefgen.letters.views import names
from briefgen.recipients import Row
from briefgen.recipients.rows import BODY
from briefgen.render.repertoire import unprintable
from briefgen.workshop import Workshop

RULES = "vervolg.yaml"


class StepRule(Data):
    """A letter that may come next.

    It is tried only when the letter `after` was made and the case has the sections it takes along; `put` changes
    facts, and `known` is the fact that says on which day it was made.
    """

    letter: LetterId = Field(alias="brief")
    after: LetterId | None = Field(alias="na", default=None)
    known: str | None = Field(alias="dan_bekend", default=None)
    take: tuple[str, ...] = Field(alias="neem", default=())
    put: Mapping[str, str] = Field(alias="zet", default={})


class Rules(Data):
    """``templates/vervolg.yaml``."""

    kinds: Mapping[LetterId, EarlierLetter] = Field(alias="soorten")
    never: Mapping[str, Words] = Field(alias="niet")
    steps: tuple[StepRule, ...] = Field(alias="stappen", min_length=1)
    keeps: tuple[str, ...] = Field(alias="houdt")

    def refusal(self, letter: str) -> str | None:
        """Why no letters follow this one for a whole batch, or None when they may."""
        return None if letter in self.kinds else self.never.get(letter, self.never["rest"])


@dataclass(frozen=True, slots=True)
class Step:
    """What can be done next for one body: a letter with why it fits, or no letter and why not.

    `values` are the facts of that letter, by dotted path.
    """

    standing: Standing
    letter: str | None
    reasons: tuple[Message, ...]
    values: Mapping[str, str]


@dataclass(frozen=True)
class FollowUp:
    """Decides what comes next, for a batch and on a day.

    `means` is what the letters are made with;
    `again` counts letters of this day as not made, so that a round that was broken off is taken up.
    """

    overview: Overview
    workshop: Workshop
    means: Means = STANDARD
    again: bool = False

    @cached_property
    def rules(self) -> Rules:
        """What may follow. Raises ContentError."""
        return self.workshop.templates.record(RULES, Rules)

    @cached_property
    def case(self) -> CaseFile | None:
        """What the letters of the batch had in common. Raises FactsErrors."""
        return None if self.mailing.case is None else self.workshop.read(self.mailing.case)

    @property
    def mailing(self) -> Mailing:
        return self.overview.mailing

    @cached_property
    def _unprintable(self) -> partial[tuple[str, ...]]:
        return partial(unprintable, letterhead=self.workshop.letterhead)

    def steps(self) -> tuple[Step, ...]:
        """The next step for each body whose day has passed, in the order of the batch.

        Raises FactsErrors when the case of the batch cannot be read, and ContentError.
        """
        return tuple(map(self._step, self.overview.of(State.OVERDUE)))

    def rounds(self, steps: Iterable[Step]) -> Iterator[tuple[Path, Plan]]:
        """The letters of `steps` as batches of their own, each with its folder, in the order that letters are tried."""
        chosen = [step for step in steps if step.letter is not None]
        for rule in self.rules.steps:
            rows = tuple(Row(step.standing.sent.row, step.values) for step in chosen if step.letter == rule.letter)
            folder = self.mailing.folder / ROUNDS / f"{self.overview.on.isoformat()}-{rule.letter}"
            # A round that was broken off is finished also when all bodies that were left have answered by now.
            if rows or any(found.folder == folder for found in self.mailing.unfinished):
                plan = Plan(
                    rule.letter, self.overview.on, self._common(rule), rows.__iter__, self.mailing.formats,
                    means=self.means,
                )  # fmt: skip
                yield folder, plan

    def _common(self, rule: StepRule) -> CaseFile | None:
        """The sections of the case that go along, as a case of their own."""
        if self.case is None:
            return None
        data = self.case.facts.model_dump(mode="json", by_alias=True, exclude_unset=True)
        kept = {key: value for key, value in data.items() if key in (*self.rules.keeps, *rule.take)}
        text = json.dumps(kept, ensure_ascii=False, indent=2) + "\n"
        return parse(text, name="zaak.json", unprintable=self._unprintable)

    def _step(self, standing: Standing) -> Step:
        sent, on = standing.sent, self.overview.on
        if refusal := self.rules.refusal(sent.letter):
            return Step(standing, None, (_said(refusal),), {})
        made = list(self._made(sent.key))
        if made and (waiting := _asked(*made[-1], on)):
            return Step(standing, None, (waiting,), {})
        done = {found.letter for found, _ in made}
        last = max((number for number, rule in enumerate(self.rules.steps) if rule.letter in done), default=-1)
        reasons: list[Message] = []
        for rule in self.rules.steps[last + 1 :]:
            if rule.after not in {None, *done} or not self._has(sent, rule):
                continue
            try:
                values = self._values(standing, rule, [found for found, _ in made])
                found = self._fitting(standing, rule, values)
            except NoLetterFits as error:
                reasons.append(error.what)
            except RecipientError as error:  # a body that is no longer there, in our own list
                return Step(standing, None, (_with_mend(error),), {})
            except FactsErrors as errors:  # it fits, but may not go yet: no later letter comes before it
                return Step(standing, None, tuple(_blocked(errors)), {})
            else:
                return Step(standing, rule.letter, tuple(map(_said, found)), values)
        return Step(standing, None, tuple(reasons) or (_said(self.rules.never["klaar"]),), {})

    def _has(self, sent: Record, rule: StepRule) -> bool:
        """Whether the case, or the row, has what this letter takes along."""
        case = ground(None if self.case is None else self.case.facts)
        there = {*case, *(path.split(".", 1)[0] for path in sent.values)}
        return set(rule.take) <= there

    def _made(self, key: str) -> Iterator[tuple[Round, Record]]:
        for found in self.mailing.rounds:
            record = found.records.get(key)
            if record is not None and record.files and not (self.again and found.on == self.overview.on):
                yield found, record

    def _fitting(self, standing: Standing, rule: StepRule, values: Mapping[str, str]) -> Sequence[str]:
        """Why the letter fits. Raises NoLetterFits with only the reason why not, and what `judged` raises."""
        sent, on = standing.sent, self.overview.on
        below = ground(None if self.case is None else self.case.facts)
        kept = {key: value for key, value in below.items() if key in (*self.rules.keeps, *rule.take)}
        entry = Entry(sent.row, sent.key, sent.reference, values)
        case = case_of(entry, kept, source=b"", unprintable=self._unprintable)
        verdict = judge(
            self.workshop.catalogue.spec(rule.letter),
            self.workshop.recipients.resolve(case.facts).facts,
            on,
            templates=self.workshop.templates,
            deadlines=self.workshop.deadlines,
        )
        if not verdict.fits:
            reason = Message("{brief}: {reden}", {"brief": rule.letter, "reden": verdict.reasons[0]})
            if verdict.instead and verdict.instead not in {step.letter for step in self.rules.steps}:
                reason = msg("{reden} Kijk naar de brief {wel}.", reden=reason, wel=verdict.instead)
            if standing.extension is not None and standing.extension.reply.until is None:
                reason = msg(
                    "{reden} Weet u intussen de nieuwe dag? Leg die vast met: briefgen batch answer MAP INSTANTIE "
                    "--kind verlenging --until JJJJ-MM-DD",
                    reden=reason,
                )
            raise NoLetterFits(reason, mend=msg("Kijk naar een andere brief."))
        judged(case, [rule.letter], on, self.workshop)
        return verdict.reasons

    def _values(self, standing: Standing, rule: StepRule, made: Sequence[Round]) -> dict[str, str]:
        """The facts of the next letter that are this body's own."""
        sent = standing.sent
        sections = (*self.rules.keeps, *rule.take, BODY)
        values = {path: value for path, value in sent.values.items() if path.split(".", 1)[0] in sections}
        values |= {"kenmerk.eigen": sent.reference} if sent.reference else {}
        values |= {
            "vervolg.soort": self.rules.kinds[sent.letter].value,
            "vervolg.onderwerp": self._subject(sent),
            "vervolg.verzonden": (sent.day or date.min).isoformat(),
            "vervolg.stand": "geen antwoord",
        }
        if standing.received is not None:
            values["vervolg.ontvangen"] = standing.received.isoformat()
        if standing.extension is not None:
            values["vervolg.stand"] = "uitgesteld"
            values["vervolg.uitstel.meegedeeld"] = standing.extension.reply.day.isoformat()
            if standing.extension.reply.until is not None:
                values["vervolg.uitstel.tot"] = standing.extension.reply.until.isoformat()
        known = {step.letter: step.known for step in self.rules.steps}
        values |= {path: found.on.isoformat() for found in made if (path := known.get(found.letter))}
        return values | dict(rule.put)

    def _subject(self, sent: Record) -> str:
        """What the first letter was about, in its own words."""
        spec = self.workshop.catalogue.spec(sent.letter)
        below = ground(None if self.case is None else self.case.facts)
        entry = Entry(sent.row, sent.key, sent.reference, sent.values)
        case = case_of(entry, below, source=b"", unprintable=self._unprintable)
        facts = self.workshop.recipients.resolve(case.facts).facts
        on = sent.day or date.min
        context = {**names(facts, find_recipient(spec, facts), on), **terms.functions(self.workshop.deadlines)}
        return self.workshop.templates.literal(spec.subject, context, where=f"{spec.id}/letter.yaml")


def _blocked(found: FactsErrors) -> Iterator[Message]:
    """What keeps a letter from going out; a day of receipt that is lacking comes with the answer that brings it."""
    for error in found.errors:
        yield _with_mend(error)
        if error.where.endswith("ontvangen"):
            yield msg(
                "Legt u die dag vast? Dat kan met: briefgen batch answer MAP INSTANTIE --kind ontvangstbevestiging "
                "--received JJJJ-MM-DD"
            )


def _with_mend(error: BriefgenError) -> Message:
    return Message("{wat} {herstel}", {"wat": error.what, "herstel": error.mend})


def _said(sentence: str) -> Message:
    return Message("{zin}", {"zin": sentence})


def _asked(found: Round, record: Record, on: date) -> Message | None:
    """That an answer to the last letter is still asked for, or None when its day has passed too."""
    late_from = record.late_from or (record.answer_by and record.answer_by + timedelta(days=1))
    if late_from is None or record.answer_by is None or on >= late_from:
        return None
    return msg(
        "Op {dag} is al een brief gemaakt ({brief}). Die vraagt uiterlijk {laatste} een antwoord; die dag is nog niet "
        "voorbij.",
        dag=dates.written(found.on),
        brief=found.letter,
        laatste=dates.written(record.answer_by),
    )
