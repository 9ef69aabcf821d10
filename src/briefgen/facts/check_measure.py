"""Whether the dates of a measure, a placement and a limit on contact can all be true."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from briefgen.dutch import dates
from briefgen.errors import msg
from briefgen.facts import kinds
from briefgen.facts.places import FactPath, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from briefgen.facts.model import CaseFacts

# A measure is asked for "tot en met", an authorisation for "tot": the same last day may be written a day apart.
_TO = timedelta(days=1)
_NO_COURT = {kinds.MeasureKind.VOLUNTARY, kinds.MeasureKind.NONE}


def measure(facts: CaseFacts, on: date) -> Iterator[Finding]:
    """The measure beside the letter's date."""
    current = facts.measure
    if current is None or current.end is None:
        return
    if current.start is not None and current.end < current.start:
        yield reversed_dates(("maatregel", "eind"), current.end, current.start)
    elif current.end < on and current.kind not in _NO_COURT:
        yield Finding(
            ("maatregel", "eind"),
            msg(
                "De maatregel liep tot en met {datum} en geeft op de datum van de brief geen grond meer.",
                datum=dates.written(current.end),
            ),
            msg("Is de maatregel verlengd? Vul de nieuwe einddatum in. Zo niet: schrijf 'soort: geen'."),
        )


def placement(facts: CaseFacts, on: date) -> Iterator[Finding]:
    """The court's authorisation beside its measure and the letter's date."""
    current = facts.measure
    if current is None or current.placement is None:
        return
    start, end = current.placement.valid_from, current.placement.valid_to
    section: FactPath = ("maatregel", "uithuisplaatsing")
    if current.placement.voluntary and (start is not None or end is not None):
        yield Finding(
            (*section, "vrijwillig"),
            msg("De uithuisplaatsing is vrijwillig, maar er staat ook een machtiging van de rechter."),
            msg("Schrijf 'vrijwillig: nee', of haal de datums van de machtiging weg."),
        )
    if start is not None and end is not None and end < start:
        yield reversed_dates((*section, "machtiging_tot"), end, start)
        return
    if end is not None and end < on:
        yield Finding(
            (*section, "machtiging_tot"),
            msg("De machtiging uithuisplaatsing liep tot {datum}.", datum=dates.written(end)),
            msg("Is de machtiging verlengd? Vul de nieuwe einddatum in. Zo niet: haal haar weg."),
        )
    for key, day, outside in (
        ("machtiging_van", start, start is not None and current.start is not None and start < current.start),
        ("machtiging_tot", end, end is not None and current.end is not None and end > current.end + _TO),
    ):
        if outside and day is not None:
            yield Finding(
                (*section, key),
                msg("De machtiging uithuisplaatsing valt met {datum} buiten de maatregel.", datum=dates.written(day)),
                msg("Controleer deze datum en die van de maatregel op de beschikking."),
            )


def dispatch(facts: CaseFacts) -> Iterator[Finding]:
    """The dates of a limit on contact: written, sent, received, in force."""
    contact = facts.contact
    if contact is None:
        return
    dated, sent, received = contact.dated, contact.sent, contact.received
    if sent is not None and received is not None and received < sent:
        yield Finding(
            ("contact", "ontvangen"),
            msg("De beslissing is ontvangen voordat zij is verzonden ({datum}).", datum=dates.written(sent)),
            msg("Controleer 'verzonden' en 'ontvangen'."),
        )
    first = min((day for day in (sent, received) if day is not None), default=None)
    if dated is not None and first is not None and dated > first:
        yield Finding(
            ("contact", "datum_brief"),
            msg(
                "De datum op de brief ligt na de dag van verzenden of ontvangen ({datum}).", datum=dates.written(first)
            ),
            msg("Controleer de datums op de brief en op de envelop."),
        )
    if contact.since is not None and contact.until is not None and contact.until < contact.since:
        yield reversed_dates(("contact", "tot"), contact.until, contact.since)


def reversed_dates(path: FactPath, end: date, start: date) -> Finding:
    """The finding for an end that lies before its start."""
    return Finding(
        path,
        msg("Het einde ({einde}) ligt voor het begin ({begin}).", einde=dates.written(end), begin=dates.written(start)),
        msg("Controleer beide datums."),
    )
