"""The end of a conversation: everything that was said, the letter that fits, and what else there is to know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefgen.errors import BriefgenError, FactsError, msg
from briefgen.interview import deciding
from briefgen.interview.partial import contradictions
from briefgen.interview.questions import EXTRAS, LETTER, SITUATION, Answered, Review
from briefgen.letters import advice, sending
from briefgen.letters.advice import Road
from briefgen.letters.catalogue import Severity
from briefgen.letters.language import Language, Remark
from briefgen.letters.selection import shortcomings

if TYPE_CHECKING:
    from briefgen.interview.conversation import Conversation


def review(talk: Conversation) -> Review:
    """Everything in one view. Raises ContentError."""
    place, bench, voice = talk.place, talk.guide.bench, talk.guide.voice
    letter, shop = place.letter, bench.workshop
    problems: list[BriefgenError] = [*contradictions(bench.partial(talk.tree), talk.tree, bench.on)]
    warnings: tuple[sending.SendingFinding, ...] = ()
    if letter is not None:
        facts, verdict = talk.facts, letter.verdict
        problems += shortcomings(verdict, facts, bench.on, templates=shop.templates, deadlines=shop.deadlines)
        found = sending.findings(
            verdict,
            facts,
            bench.on,
            general=shop.checks,
            templates=shop.templates,
            deadlines=shop.deadlines,
            registry=shop.registry,
            english=voice.english,
        )
        problems += [
            FactsError(voice.literal(item.what), where="", mend=voice.literal(item.mend))
            for item in found
            if item.severity is Severity.ERROR
        ]
        warnings = tuple(item for item in found if item.severity is not Severity.ERROR)
    return Review(
        verdict=letter.verdict if letter is not None else None,
        answers=(*talk.known, *_addition(talk)),
        last_day=talk.last_day,
        roads=_roads(talk),
        closed=place.closed,
        problems=tuple(problems),
        warnings=warnings,
    )


def choices(talk: Conversation) -> Iterator[Answered]:
    """The choices that are no facts: the situation, the letter, and the forks that someone was asked about."""
    script, voice = talk.guide.script, talk.guide.voice
    labels = {situation.id: situation.label for situation in script.situations}
    for step in talk.steps:
        if step.id == SITUATION:
            yield Answered(step.id, voice.situation(step.id).heading, voice.said(labels[step.choice]))
        elif step.id == LETTER:
            spec = talk.guide.bench.workshop.catalogue.spec(step.choice)
            yield Answered(step.id, msg("De brief die u koos"), voice.letter(spec))
        elif step.id.startswith("?") and not step.auto:
            for _, asked in deciding.road(talk):
                if asked is not None and f"?{asked.fork}" == step.id and asked.question is not None:
                    label = next((option.label for option in asked.options if option.id == step.choice), None)
                    if label is not None:
                        yield Answered(step.id, voice.said(asked.question), voice.said(label))


def remarks(talk: Conversation, title: str, text: str) -> tuple[Remark, ...]:
    """Advice on the language and tone of what was typed; it changes nothing."""
    return talk.guide.bench.workshop.templates.record("language.yaml", Language).remarks([(title, text)])


def _addition(talk: Conversation) -> Iterator[Answered]:
    if talk.choice(EXTRAS):
        yield Answered(EXTRAS, msg("Iets toevoegen aan de brief"), msg("kies dit om nog iets toe te voegen"))


def _roads(talk: Conversation) -> tuple[Road, ...]:
    shop, on = talk.guide.bench.workshop, talk.guide.bench.on
    return advice.advise(
        talk.facts,
        on,
        catalogue=shop.catalogue,
        doors=shop.doors,
        checks=shop.checks,
        templates=shop.templates,
        deadlines=shop.deadlines,
        registry=shop.registry,
    ).roads
