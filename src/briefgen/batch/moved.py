"""Letters whose body is in the list as before, but for its postcode: they keep their key and reference.

A body without a number has its postcode in its key. When that is mended in the list, the letter must be made anew, and
not a second one with another reference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from briefgen.batch.history import History
from briefgen.batch.rows import OWN_REFERENCE, Entry, entries, who
from briefgen.errors import msg
from briefgen.recipients import Doubt, Row


class Moved:
    """The letters of before that no row has the key of, by whom they are from, to and about."""

    def __init__(
        self, rows: Callable[[], Iterable[Row | Doubt]], history: History, *, sources: Sequence[str], stem: str
    ) -> None:
        """Reads all rows once, if there are letters of before; what two rows or two letters answer to is neither's."""
        self._sources = sources
        self._known = frozenset(history)
        self._keys: dict[tuple[str, ...], str] = {}
        self._references: dict[str, str] = {}
        if not self._known:
            return
        left, new = set(self._known), Counter[tuple[str, ...]]()
        for entry in entries(rows(), sources=sources, stem=stem):
            if isinstance(entry, Entry):
                left.discard(entry.key)
                if entry.key not in self._known:
                    new[who(entry.values, sources)] += 1
        found: dict[tuple[str, ...], list[str]] = {}
        for key in left:
            record = history.last(key)
            if record is not None and (named := who(record.values, sources)) and new[named] == 1:
                found.setdefault(named, []).append(key)
                self._references[key] = record.reference
        self._keys = {named: keys[0] for named, keys in found.items() if len(keys) == 1}

    def known(self, entry: Entry) -> Entry:
        """`entry`, with the key and the reference of the letter that it had before its postcode was mended."""
        if entry.key in self._known or (key := self._keys.get(who(entry.values, self._sources))) is None:
            return entry
        reference = entry.reference if OWN_REFERENCE in entry.values else self._references[key]
        told = msg("De postcode is anders dan eerst. De brief houdt zijn kenmerk; is dit een ander, kies dan met --out "
                   "een andere map.")  # fmt: skip
        return replace(entry, key=key, reference=reference, remarks=(*entry.remarks, str(told)))
