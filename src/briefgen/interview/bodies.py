"""Looking a body up in the list of addresses by a part of its name or place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from briefgen.facts.kinds import RecipientKind
from briefgen.recipients import Recipient, Recipients, Status, searching

MOST = 9
"""Bodies shown at once, so that each has one digit."""


@dataclass(frozen=True, slots=True)
class Found:
    """A body that was found, and whether its address was checked."""

    row: Recipient
    checked: bool


def search(recipients: Recipients, words: str, kinds: Iterable[RecipientKind]) -> tuple[Found, ...]:
    """Bodies of `kinds` that fit `words` and still exist, the closest first; at most `MOST` of them."""
    hits = searching.search(recipients, words, frozenset(kinds))
    bodies = [hit.body for hit in hits if hit.body.status is not Status.CLOSED]
    return tuple(Found(body, body.status is Status.CHECKED) for body in bodies[:MOST])
