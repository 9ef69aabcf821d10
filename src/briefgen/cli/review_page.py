"""The end of a conversation on a screen: the answers, the letter that fits, why, and what else there is to know."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import click

from briefgen.cli import printing
from briefgen.cli.language import text
from briefgen.dutch import dates
from briefgen.errors import Message, msg
from briefgen.interview.questions import Answered, LastDay, Review
from briefgen.interview.wording import Voice
from briefgen.letters.advice import Road
from briefgen.letters.catalogue import Catalogue
from briefgen.letters.doors import DoorState

_REASONS = 4
"""Reasons for a letter that are told at once; a window has no room for all."""


class ReviewPage:
    """Prints a review."""

    def __init__(self, voice: Voice, catalogue: Catalogue, on: date) -> None:
        self.voice, self.catalogue, self.on = voice, catalogue, on

    def show(self, review: Review, *, all_reasons: bool = False) -> None:
        """Print all of it; the letter last, because a window shows the end. `all_reasons` tells every reason for it."""
        title(msg("Uw antwoorden"))
        self.answers(review.answers)
        self._roads(msg("Wegen die dicht zijn"), DoorState.CLOSED, review.roads)
        self._roads(msg("Andere wegen die open zijn"), DoorState.OPEN, review.roads)
        self._roads(msg("Goed om te weten"), DoorState.NOTE, review.roads)
        self._letter(review, all_reasons=all_reasons)
        if review.verdict is None:
            self._closed(review)
        self._problems(review)
        if review.last_day is not None:
            click.echo()
            self.last_day(review.last_day)

    def answers(self, found: Iterable[Answered]) -> None:
        """Print what is known, one thing on a line."""
        for answered in found:
            said = Message("{zin}", {"zin": titled(answered)})
            printing.wrapped(said, indent="  - ", hanging="    ")

    def last_day(self, last: LastDay) -> None:
        """Print the day before which a letter must go out."""
        day = last.deadline.last_day
        written = dates.in_english(day) if self.voice.english else dates.written_with_weekday(day)
        letter = self.voice.letter(last.spec)
        if day < self.on:
            said = msg(
                "BELANGRIJK: de laatste dag voor '{brief}' was {dag}. Vraag meteen hulp: een advocaat, het Juridisch "
                "Loket (juridischloket.nl) of Jeugdstem (jeugdstem.nl).",
                brief=letter,
                dag=written,
            )
        elif last.sure:
            said = msg("BELANGRIJK: de laatste dag voor deze brief is {dag}.", dag=written)
        else:
            said = msg(
                "BELANGRIJK: misschien loopt er een termijn. De laatste dag voor '{brief}' is dan {dag}.",
                brief=letter,
                dag=written,
            )
        printing.wrapped(said, indent="", hanging="")

    def _letter(self, review: Review, *, all_reasons: bool) -> None:
        if review.verdict is None:
            title(msg("Er past nog geen brief"))
            printing.wrapped(msg("Dat ligt niet aan u. Hieronder staat waarom, en wat wel kan."))
            return
        spec = review.verdict.spec
        title(msg("De brief die past"))
        printing.wrapped(self.voice.letter(spec))
        reasons = review.verdict.reasons
        told = reasons if all_reasons else reasons[:_REASONS]
        printing.wrapped(msg("Waarom: {reden}", reden=" ".join(told)))
        if len(told) < len(reasons):
            printing.wrapped(msg("Alle redenen leest u met 'Toon alles nog een keer'."))
        if spec.basis_note:
            printing.wrapped(msg("Hoe zeker: {zin}", zin=spec.basis_note))
        lawyer = {
            "verplicht": msg("Een advocaat is verplicht."),
            "aangeraden": msg("Een advocaat is niet verplicht, maar wel aan te raden."),
        }.get(spec.lawyer.value)
        if lawyer is not None:
            printing.wrapped(lawyer)

    def _closed(self, review: Review) -> None:
        for verdict in review.closed:
            reason = {"brief": self.voice.letter(verdict.spec), "reden": verdict.reasons[0]}
            printing.wrapped(Message("{brief}: {reden}", reason), indent="  - ", hanging="    ")
            if verdict.instead:
                other = self.voice.letter(self.catalogue.spec(verdict.instead))
                printing.wrapped(msg("Kijk naar: {brief}", brief=other), indent="    ", hanging="    ")

    def _roads(self, heading: Message, state: DoorState, roads: Iterable[Road]) -> None:
        found = [road for road in roads if road.door.state is state]
        if found:
            title(heading)
        for road in found:
            said = Message("{titel}: {tekst}", {"titel": road.door.title.rstrip("?"), "tekst": road.text})
            printing.wrapped(said, indent="  - ", hanging="    ")
            if road.instead:
                other = self.voice.letter(self.catalogue.spec(road.instead))
                printing.wrapped(msg("Wel kan: {brief}", brief=other), indent="    ", hanging="    ")

    @staticmethod
    def _problems(review: Review) -> None:
        if review.problems:
            title(msg("Dit moet eerst worden verbeterd"))
        for problem in review.problems:
            place = f"{problem.where}: " if problem.where else ""
            said = Message("{plek}{wat}", {"plek": place, "wat": problem.what})
            printing.wrapped(said, indent="  - ", hanging="    ")
            printing.wrapped(problem.mend, indent="    → ", hanging="      ")
        for warning in review.warnings:
            printing.wrapped(msg("Let op: {opmerking}", opmerking=f"{warning.what} {warning.mend}"))


def titled(answered: Answered) -> str:
    """An answer on one line, after what it answers."""
    name, value = text(answered.title), " / ".join(text(answered.value).split("\n"))
    return f"{name} {value}" if name.endswith("?") else f"{name}: {value}"


def title(heading: Message) -> None:
    """Print the head of a part."""
    click.echo()
    click.echo(text(heading).upper())
