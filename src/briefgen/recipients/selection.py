"""Choosing from our own lists: all bodies of one kind, perhaps of one province or town."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from briefgen.errors import RecipientError, msg
from briefgen.facts.kinds import RecipientKind
from briefgen.recipients.naming import bare, plain
from briefgen.recipients.records import PLURALS, PROVINCES, Recipient, Status, kind_named, province_named

if TYPE_CHECKING:
    from briefgen.recipients.register import Recipients

KEYS: Mapping[str, Callable[[Recipient], str]] = {
    "provincie": lambda body: body.province,
    "plaats": lambda body: body.town,
    "naam": lambda body: bare(body.name),
}
"""What a choice may be made on, and what a body has for it."""


def chosen(recipients: Recipients, kind: str | None, where: Mapping[str, str]) -> tuple[Recipient, ...]:
    """The bodies of `kind`, or of all, that still exist and for which all of `where` holds, in the order of the lists.

    Raises RecipientError for an unknown kind, key or province, and when nothing is left.
    """
    wanted = None if kind is None else _kind(recipients, kind)
    values = {key: _value(key, value) for key, value in where.items()}
    found = tuple(
        body
        for body in recipients.rows.values()
        if wanted in {None, body.kind}
        and body.status is not Status.CLOSED
        and all(plain(KEYS[key](body)) == value for key, value in values.items())
    )
    if not found:
        choice = ", ".join(f"{key}={value}" for key, value in where.items())
        raise RecipientError(
            msg(
                "De adreslijst heeft geen {soort} met {keuze}.",
                soort=msg("instanties") if wanted is None else PLURALS.get(wanted, wanted.value),
                keuze=choice,
            ),
            mend=msg("Kijk met 'briefgen recipients list' wat er is, of kies ruimer."),
        )
    return found


def _kind(recipients: Recipients, kind: str) -> RecipientKind:
    wanted = kind_named(kind)
    present = {body.kind for body in recipients.rows.values()}
    if wanted is None or wanted not in present:
        raise RecipientError(
            msg("De soort '{soort}' staat niet in de adreslijst.", soort=kind),
            mend=msg(
                "Kies uit: {soorten}. Of noem het bestand met uw eigen lijst.",
                soorten=", ".join(PLURALS.get(one, one.value) for one in RecipientKind if one in present),
            ),
        )
    return wanted


def _value(key: str, value: str) -> str:
    if key not in KEYS:
        raise RecipientError(
            msg("Op '{sleutel}' kan niet worden gekozen.", sleutel=key),
            mend=msg("Dit kan wel: {sleutels}. Schrijf bijvoorbeeld provincie=Utrecht.", sleutels=", ".join(KEYS)),
        )
    if key == "provincie":
        province = province_named(value)
        if province is None:
            raise RecipientError(
                msg("'{waarde}' is geen provincie.", waarde=value),
                mend=msg("Kies uit: {provincies}.", provincies=", ".join(PROVINCES)),
            )
        return plain(province)
    return bare(value) if key == "naam" else plain(value)
