"""Looking a body up as people type it: a part of its name or place, with a slip, or the name it had before."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from briefgen.facts.kinds import RecipientKind
from briefgen.recipients.naming import bare, plain
from briefgen.recipients.records import Former, Recipient
from briefgen.recipients.register import Recipients

_ALIKE = 0.75  # of two words; one slip in a word of five letters gives 0.8


@dataclass(frozen=True, slots=True)
class Hit:
    """A body that was found; `former` is the municipality whose name was typed and that went up in it."""

    body: Recipient
    former: Former | None = None


def search(recipients: Recipients, words: str, kinds: Collection[RecipientKind] = ()) -> tuple[Hit, ...]:
    """The bodies of `kinds` (of all when empty) that fit `words`, the closest first; closed ones too.

    Every word must be in the id, name, place or kind. Only when no body has them all do words count that are
    nearly there.
    """
    wanted = plain(words).split()
    if not wanted:
        return ()
    candidates = [(hit, text, name) for hit, text, name in _texts(recipients) if not kinds or hit.body.kind in kinds]
    found = [(hit, name) for hit, text, name in candidates if all(word in text for word in wanted)]
    if not found:
        found = [(hit, name) for hit, text, name in candidates if all(_nearly(word, text.split()) for word in wanted)]
    phrase = bare(words)

    def rank(pair: tuple[Hit, str]) -> tuple[bool, bool, bool, float, str]:
        hit, name = pair
        alike = difflib.SequenceMatcher(None, phrase, name).ratio()
        return (phrase not in {name, plain(hit.body.id)}, hit.former is not None, phrase not in name, -alike, name)

    closest: dict[str, Hit] = {}
    for hit, _ in sorted(found, key=rank):
        closest.setdefault(hit.body.id, hit)
    return tuple(closest.values())


def _texts(recipients: Recipients) -> Iterator[tuple[Hit, str, str]]:
    """Each body with what may be looked for in it, and the name it goes by there."""
    for body in recipients.rows.values():
        yield Hit(body), plain(f"{body.id} {body.name} {body.town} {body.kind.value}"), bare(body.name)
    for name, code in recipients.other_names:
        body = recipients.rows[code]
        yield Hit(body), plain(f"{name} {body.kind.value}"), bare(name)
    for former in recipients.former.values():
        for heir in recipients.heirs(former):
            yield Hit(heir, former), plain(f"{former.id} {former.name} {heir.kind.value}"), bare(former.name)


def _nearly(word: str, there: Collection[str]) -> bool:
    return bool(difflib.get_close_matches(word, there, n=1, cutoff=_ALIKE))
