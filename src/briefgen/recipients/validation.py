"""What must be true of every row of our own lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.errors import Message, msg
from briefgen.facts.kinds import RecipientKind
from briefgen.recipients.naming import bare
from briefgen.recipients.records import PROVINCES, Former, Recipient, Status, read_former, read_recipients
from briefgen.recipients.register import FILES, FORMER, Recipients

_CODE = re.compile(r"GM\d{4}")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_POSTCODE = re.compile(r"[1-9]\d{3} (?!SA|SD|SS)[A-Z]{2}")
_EMAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>.]{2,}")
_WEBSITE = re.compile(r"https?://[^\s/]+\.[^\s]+")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a row: its file, its id and what."""

    file: str
    id: str
    what: Message


def faults(recipients: Recipients) -> Iterator[Fault]:
    """Everything that is wrong with the lists. Raises ContentError for a row that cannot even be read."""
    seen: Counter[str] = Counter()
    for name in FILES:
        for body in read_recipients(recipients.root / name):
            seen[body.id] += 1
            yield from (Fault(name, body.id, what) for what in _of_body(body))
            if seen[body.id] == 2:
                yield Fault(name, body.id, msg("Dit nummer staat er meer dan eens in."))
    for former in read_former(recipients.root / FORMER):
        seen[former.id] += 1
        yield from (Fault(FORMER, former.id, what) for what in _of_former(former, recipients))
        if seen[former.id] == 2:
            yield Fault(FORMER, former.id, msg("Dit nummer staat er meer dan eens in."))
    for other, code in recipients.other_names:
        if code not in recipients.rows:
            yield Fault("other_names.csv", code, msg("Dit nummer staat niet in de adreslijst."))
        elif any(bare(other) == bare(body.name) and body.id != code for body in recipients.rows.values()):
            yield Fault("other_names.csv", code, msg("'{naam}' is ook de naam van een ander.", naam=other))


def _of_body(body: Recipient) -> Iterator[Message]:
    municipality = body.kind is RecipientKind.MUNICIPALITY
    for right, what in (
        ((_CODE if municipality else _SLUG).fullmatch(body.id), msg("Het nummer heeft niet de goede vorm.")),
        (body.name.strip(), msg("De naam ontbreekt.")),
        (not body.postcode or _POSTCODE.fullmatch(body.postcode), msg("De postcode heeft niet de goede vorm.")),
        (not body.email or _EMAIL.fullmatch(body.email), msg("Het e-mailadres heeft niet de goede vorm.")),
        (not body.website or _WEBSITE.fullmatch(body.website), msg("Het webadres heeft niet de goede vorm.")),
        (bool(body.address) == bool(body.postcode), msg("Van adres en postcode staat er maar een.")),
        (not body.address or body.town, msg("De plaats ontbreekt.")),
        (not body.address or any(map(str.isdecimal, body.address)), msg("Het huisnummer ontbreekt.")),
        (body.status is not Status.CHECKED or body.address, msg("Een gecontroleerde rij heeft geen adres.")),
        (
            body.province in PROVINCES if municipality else not body.province,
            msg("Een gemeente heeft een van de twaalf provincies, een andere instantie geen."),
        ),
        (
            body.inhabitants is None or (municipality and body.inhabitants > 0),
            msg("Alleen een gemeente heeft inwoners, en meer dan nul."),
        ),
        (not body.successor or body.status is Status.CLOSED, msg("Een instantie die bestaat, heeft geen opvolger.")),
        (body.as_of, msg("De bron eindigt niet met de datum waarop zij is gelezen.")),
        (all(text == " ".join(text.split()) for text in _texts(body)), msg("Er staan spaties of regels te veel in.")),
    ):
        if not right:
            yield what


def _of_former(former: Former, recipients: Recipients) -> Iterator[Message]:
    unknown = [code for code in former.successors if code not in recipients.rows and code not in recipients.former]
    for right, what in (
        (_CODE.fullmatch(former.id), msg("Het nummer heeft niet de goede vorm.")),
        (former.name.strip(), msg("De naam ontbreekt.")),
        (former.successors and not unknown, msg("De opvolger ontbreekt, of staat niet in de adreslijst.")),
        (
            all(
                recipients.former[code].ended > former.ended for code in former.successors if code in recipients.former
            ),
            msg("Een opvolger bestond toen al niet meer."),
        ),
        (former.source.strip(), msg("De bron ontbreekt.")),
        (re.search(r"\b(?:19|20)\d{2}\b", former.source), msg("De bron noemt geen datum.")),
    ):
        if not right:
            yield what


def _texts(body: Recipient) -> tuple[str, ...]:
    return (body.name, body.address, body.town, body.email, body.website, body.source)
