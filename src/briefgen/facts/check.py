"""What is wrong with facts that are each well written.

A date after the letter's, two facts that cannot both be true.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from briefgen.dutch import dates
from briefgen.errors import FactsError, FactsErrors, msg
from briefgen.facts.check_measure import dispatch, measure, placement, reversed_dates
from briefgen.facts.check_people import children, sender
from briefgen.facts.events import Period
from briefgen.facts.fields import position, values
from briefgen.facts.model import CaseFacts
from briefgen.facts.places import Finding, located

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.facts.load import CaseFile

_PREGNANCY = timedelta(days=300)  # a report or complaint may be about the time before the birth

NOT_LATER = (
    "afzender.geboortedatum",
    "kinderen.geboortedatum",
    "maatregel.begin",
    "maatregel.beschikking",
    "contact.datum_brief",
    "contact.verzonden",
    "contact.ontvangen",
    "contact.eigen_kijk.datum",
    "contact.eerder_gevraagd.datum",
    "contact.eerdere_regeling.datum",
    "contact.eerdere_regeling.onherroepelijk",
    "contact.eerdere_regeling.niet_nagekomen.datum",
    "contact.veranderd.datum",
    "contact.onjuiste_gegevens.datum",
    "contact.intrekking.ontvangen",
    "contact.intrekking.beslist",
    "maatregel.uithuisplaatsing.wens.veranderd.datum",
    "klacht.gebeurtenissen.datum",
    "klacht.eerder.ingediend",
    "klacht.eerder.ontvangen",
    "klacht.eerder.antwoord",
    "vervolg.verzonden",
    "vervolg.ontvangen",
    "vervolg.antwoord_van",
    "vervolg.bekendgemaakt",
    "vervolg.uitstel.meegedeeld",
    "vervolg.herinnerd",
    "vervolg.ingebreke_ontvangen",
    "verzoek.periode.van",
    "toezicht.periode.van",
    "kenmerk.uw_brief_van",
)
"""Dates that lie in the past by their meaning."""

MAY_BE_LATER = (
    "maatregel.eind",
    "maatregel.uithuisplaatsing.machtiging_van",
    "maatregel.uithuisplaatsing.machtiging_tot",
    "maatregel.uithuisplaatsing.wens.tot",
    "maatregel.uithuisplaatsing.wens.overplaatsing_op",
    "contact.sinds",
    "contact.tot",
    "verzoek.periode.tot",
    "toezicht.periode.tot",
    "vervolg.uitstel.tot",
)
"""All other dates of the model; a test holds the two lists together complete."""

NOT_BEFORE = (
    ("vervolg.verzonden", "vervolg.ontvangen"),
    ("vervolg.verzonden", "vervolg.antwoord_van"),
    ("vervolg.antwoord_van", "vervolg.bekendgemaakt"),
    ("vervolg.verzonden", "vervolg.uitstel.meegedeeld"),
    ("vervolg.verzonden", "vervolg.herinnerd"),
    ("vervolg.verzonden", "vervolg.ingebreke_ontvangen"),
    ("klacht.eerder.ingediend", "klacht.eerder.ontvangen"),
    ("klacht.eerder.ingediend", "klacht.eerder.antwoord"),
    ("contact.intrekking.ontvangen", "contact.intrekking.beslist"),
    ("contact.eerdere_regeling.datum", "contact.eerdere_regeling.onherroepelijk"),
)
"""Pairs of dates of which the second never lies before the first."""

_DATED = (
    "contact.eigen_kijk",
    "contact.eerder_gevraagd",
    "contact.veranderd",
    "contact.onjuiste_gegevens",
    "contact.eerdere_regeling.niet_nagekomen",
    "maatregel.uithuisplaatsing.wens.veranderd",
    "klacht.gebeurtenissen",
)
_EVENTS = tuple(f"{path}.datum" for path in _DATED)
_ENCLOSURES = tuple(f"{path}.bijlage" for path in (*_DATED, "contact.zorgen", "verzoek.correcties"))


def check(facts: CaseFacts, on: date) -> tuple[FactsError, ...]:
    """Everything that cannot be right for a letter dated `on`, in the order of the model; empty if all is well."""
    return located(_findings(facts, on))


def check_file(case: CaseFile, on: date) -> None:
    """Check a case that was read from a file. Raises FactsErrors with file and line of each."""
    if found := located(_findings(case.facts, on), name=case.name, places=case.places):
        raise FactsErrors(found, where=case.name)


def _findings(facts: CaseFacts, on: date) -> list[Finding]:
    on_its_date = (_future, sender, children, measure, placement, _events)
    together = (dispatch, _periods, _sequence, _enclosures)
    found = [
        *(finding for rule in on_its_date for finding in rule(facts, on)),
        *(finding for rule in together for finding in rule(facts)),
    ]
    return sorted(found, key=lambda finding: position(finding.path))


def _future(facts: CaseFacts, on: date) -> Iterator[Finding]:
    for dotted in NOT_LATER:
        for path, day in values(facts, dotted):
            if day > on:
                yield Finding(
                    path,
                    msg(
                        "Deze datum ({datum}) ligt na de datum van de brief ({brief}).",
                        datum=dates.written(day),
                        brief=dates.written(on),
                    ),
                    msg("Controleer de datum, of geef de brief een latere datum."),
                )


def _events(facts: CaseFacts, on: date) -> Iterator[Finding]:
    born = [child.birth_date for child in facts.children if child.birth_date <= on]
    earliest = min(born, default=date.min + _PREGNANCY)
    for dotted in _EVENTS:
        for path, day in values(facts, dotted):
            if day < earliest - _PREGNANCY:
                yield Finding(
                    path,
                    msg("Dit was op {datum}, lang voor de geboorte van het kind.", datum=dates.written(day)),
                    msg("Controleer deze datum en de geboortedatum."),
                )


def _periods(facts: CaseFacts) -> Iterator[Finding]:
    for dotted in ("verzoek.periode", "toezicht.periode"):
        for path, period in values(facts, dotted):
            if isinstance(period, Period) and period.start and period.end and period.end < period.start:
                yield reversed_dates((*path, "tot"), period.end, period.start)


def _sequence(facts: CaseFacts) -> Iterator[Finding]:
    for first, second in NOT_BEFORE:
        earlier = next((day for _, day in values(facts, first)), None)
        for path, day in values(facts, second):
            if earlier is not None and day < earlier:
                yield reversed_dates(path, day, earlier)


def _enclosures(facts: CaseFacts) -> Iterator[Finding]:
    count = len(facts.enclosures)
    for dotted in _ENCLOSURES:
        for path, number in values(facts, dotted):
            if number > count:
                yield Finding(
                    path,
                    msg("Bijlage {nummer} bestaat niet; er zijn {aantal} bijlagen.", nummer=number, aantal=count),
                    msg("Zet het stuk bij 'bijlagen', of verbeter het nummer."),
                )
