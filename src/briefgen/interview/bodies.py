"""Looking a body up in the list of addresses by a part of its name or place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from briefgen.facts.kinds import RecipientKind
from briefgen.recipients import Recipient, Recipients, Status

MOST = 9
"""Bodies shown at once, so that each has one digit."""


@dataclass(frozen=True, slots=True)
class Found:
    """A body that was found, and whether its address was checked."""

    row: Recipient
    checked: bool


def search(recipients: Recipients, words: str, kinds: Iterable[RecipientKind]) -> tuple[Found, ...]:
    """Bodies of `kinds` whose id, name or place has all of `words`, the closest first; at most `MOST` of them."""
    wanted, allowed = _plain(words).split(), set(kinds)
    found: list[tuple[tuple[bool, bool, str], Found]] = []
    for row in recipients.rows.values():
        if row.status is Status.CLOSED or (allowed and row.kind not in allowed):
            continue
        text = _plain(f"{row.id} {row.name} {row.town} {row.kind.value}")
        if wanted and all(word in text for word in wanted):
            name = _plain(row.name)
            exact = name == " ".join(wanted) or row.id.lower() == words.strip().lower()
            rank = (not exact, not name.startswith(wanted[0]), name)
            found.append((rank, Found(row, row.status is Status.CHECKED)))
    return tuple(body for _, body in sorted(found, key=lambda pair: pair[0])[:MOST])


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c if c.isalnum() else " " for c in bare if not unicodedata.combining(c)).split())
