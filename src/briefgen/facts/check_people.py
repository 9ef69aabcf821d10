"""Whether the people in a case can be who the facts say they are."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from briefgen.dutch import dates
from briefgen.errors import msg
from briefgen.facts import kinds
from briefgen.facts.places import FactPath, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from briefgen.facts.model import CaseFacts
    from briefgen.facts.people import Child, Sender

OF_AGE = 18  # meerderjarig: who is, writes for themselves
_OLDEST = 120


def sender(facts: CaseFacts, on: date) -> Iterator[Finding]:
    """The sender and who acts for the sender."""
    if facts.sender.birth_date is not None:
        yield from _age(facts.sender.birth_date, on, ("afzender", "geboortedatum"))
    if facts.sender.role is kinds.Role.ORGANISATION and facts.organisation is None:
        yield Finding(
            ("organisatie",),
            msg("De afzender heeft de rol 'organisatie', maar de organisatie is niet beschreven."),
            msg("Schrijf onder 'organisatie' hoe zij heet en wat zij doet, of kies een andere rol."),
        )
    representative = facts.representative
    authorised = any(enclosure.kind is kinds.EnclosureKind.AUTHORISATION for enclosure in facts.enclosures)
    if representative is not None and representative.capacity is not kinds.Capacity.LAWYER and not authorised:
        yield Finding(
            ("bijlagen",),
            msg("Iemand die geen advocaat is, schrijft namens de afzender, maar er gaat geen machtiging mee."),
            msg("Zet de getekende machtiging bij 'bijlagen', met 'soort: machtiging'."),
        )


def children(facts: CaseFacts, on: date) -> Iterator[Finding]:
    """Each child beside the letter's date, the sender and the other children."""
    for index, child in enumerate(facts.children):
        yield from _birth(child, facts.sender, on, ("kinderen", index, "geboortedatum"))
        yield from _judgement(child, ("kinderen", index, "onderbouwing_niet_wegen"))
    for (_, first), (index, second) in combinations(enumerate(facts.children), 2):
        if _same(first.name, second.name) and first.birth_date == second.birth_date:
            yield Finding(
                ("kinderen", index),
                msg("{naam} staat er twee keer, met dezelfde geboortedatum.", naam=second.name),
                msg("Verwijder een van de twee, of verbeter de naam."),
            )


def _birth(child: Child, sender: Sender, on: date, path: FactPath) -> Iterator[Finding]:
    writes = sender.role is kinds.Role.YOUNG_PERSON and _same(sender.name, child.name)
    grown = sender.role in {kinds.Role.PARENT, kinds.Role.CARER}
    yield from _age(child.birth_date, on, path)
    if not writes and OF_AGE <= dates.age_on(child.birth_date, on) <= _OLDEST:
        yield Finding(
            path,
            msg("{naam} is op de datum van de brief al {leeftijd} jaar of ouder.", naam=child.name, leeftijd=OF_AGE),
            msg("Controleer de geboortedatum. Een meerderjarige schrijft zelf, met 'rol: jeugdige'."),
        )
    if writes and sender.birth_date not in {None, child.birth_date}:
        yield Finding(
            path,
            msg("{naam} heeft als afzender een andere geboortedatum dan als kind.", naam=child.name),
            msg("Controleer beide geboortedatums."),
        )
    if grown and sender.birth_date is not None and sender.birth_date >= child.birth_date:
        yield Finding(
            path,
            msg("{naam} is eerder geboren dan de afzender, of op dezelfde dag.", naam=child.name),
            msg("Controleer beide geboortedatums."),
        )


def _judgement(child: Child, path: FactPath) -> Iterator[Finding]:
    if not child.can_judge and child.why_not is None:
        yield Finding(
            path,
            msg("Er staat dat {naam} dit niet zelf kan overzien, maar niet waarom.", naam=child.name),
            msg("Schrijf bij 'onderbouwing_niet_wegen' waaruit dat blijkt."),
        )
    if child.can_judge and child.why_not is not None:
        yield Finding(
            path,
            msg("Er staat waarom {naam} dit niet zelf kan overzien, maar niet dat dit zo is.", naam=child.name),
            msg("Schrijf 'kan_eigen_belang_wegen: nee', of haal de onderbouwing weg."),
        )


def _age(birth: date, on: date, path: FactPath) -> Iterator[Finding]:
    if dates.age_on(birth, on) > _OLDEST:
        yield Finding(
            path,
            msg("Met deze geboortedatum is iemand ouder dan {leeftijd} jaar.", leeftijd=_OLDEST),
            msg("Controleer het jaar."),
        )


def _same(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()
