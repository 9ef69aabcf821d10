"""What happened when: dated facts, events and periods, as several matters use them."""

from __future__ import annotations

from briefgen.facts.base import Facts, fact, maybe
from briefgen.facts.scalars import Day, Line, Prose


class Period(Facts):
    start: Day | None = maybe("van", "Van", "Vanaf welke datum?", "2025-01-01")
    end: Day | None = maybe("tot", "Tot en met", "Tot en met welke datum?", "2026-10-31")


class DatedFact(Facts):
    """Something that happened, with its date and, if there is one, the number of the enclosure that shows it."""

    day: Day | None = maybe("datum", "Datum", "Wanneer was dit?", "2026-09-07")
    what: Prose = fact("wat", "Wat", "Wat is er gebeurd of gezegd?", "Het bezoek verliep rustig.")
    enclosure: int | None = maybe("bijlage", "Bijlage", "Welke bijlage laat dit zien (nummer)?", "2", ge=1)


class Event(Facts):
    """One dated event of a complaint."""

    day: Day = fact("datum", "Datum", "Op welke datum gebeurde dit?", "2026-09-07")
    what: Prose = fact(
        "wat",
        "Wat",
        "Wat gebeurde er? Schrijft iemand namens u, gebruik dan namen en geen 'ik'.",
        "De afspraak ging zonder bericht niet door.",
    )
    who: Line | None = maybe("wie", "Wie", "Wie was erbij of deed dit?", "de jeugdbeschermer")
    consequence: Prose | None = maybe(
        "gevolg", "Gevolg", "Wat was het gevolg, voor het kind of voor u?", "Noa zag mij zes weken niet."
    )
    enclosure: int | None = maybe("bijlage", "Bijlage", "Welke bijlage laat dit zien (nummer)?", "1", ge=1)
