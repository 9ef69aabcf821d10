"""Cutting Dutch legal prose into sentences, as places in the text.

A full stop ends a sentence only before a capital, a digit, a quotation or a new line, and never after an
abbreviation ("art. 5", "mr. De Vries", "d.d. 3 mei") or an initial. A line that begins an item of a list
begins a sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right

_NEVER_LAST = frozenset(
    {
        "a.d.h.v", "aanh", "afd", "afl", "art", "artt", "bijl", "bijv", "blz", "c.q", "ca", "cf", "d.d",
        "d.w.z", "dhr", "dr", "drs", "e.d.a", "evt", "excl", "hfdst", "hfst", "i.c", "i.c.m", "i.h.k.v",
        "i.p.v", "i.v.m", "incl", "ing", "ir", "jo", "jr", "m.b.t", "m.b.v", "m.i", "m.i.v", "m.n", "m.u.v",
        "mevr", "mr", "mrs", "mw", "n.a.v", "n.b", "nr", "nrs", "o.a", "o.b.v", "o.g.v", "o.i.v", "o.l.v",
        "o.v.v", "p", "pag", "prof", "r.o", "rb", "resp", "rov", "stb", "stcrt", "t.a.v", "t.b.v", "t.g.v",
        "t.o.v", "t.w", "tel", "trb", "v.w.b", "vgl", "vlg", "w.o", "z.g", "zgn",
    }
)  # fmt: skip
"""What stands before more of the same sentence. "enz.", "jl." and the like may also end one."""

_END = re.compile(r"[.?!\u2026]+[\"'\u201d\u2019\u00bb)\]]*(?=\s|$)")
_NEW_ITEM = re.compile(r"\n[ \t]*(?:[-\u2013\u2022*\u00b7>|#]+|\(?(?:\d{1,2}|[a-z]{1,2})[.)])(?=\s)|\n\s*\n")
_BEGINS = re.compile(r"\s+[\"'\u201c\u2018\u201e\u00ab(\[]*(?:[A-Z\u00c0-\u00dd\d\u2022-]|['\u2019]s\b|['\u2019]t\b)")
_LAST_WORD = re.compile(r"[^\s(\[\"'\u201c\u2018\u201e]+\Z")
_INITIAL = re.compile(r"(?:[A-Z]\.)*[A-Z]")
_LONGEST = 40  # characters of an abbreviation, with room to spare
_ITEM_NUMBER = re.compile(r"\A\s*\(?(?:\d{1,2}|[a-z])\Z")


def spans(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of `text` in order, each as start and end (exclusive) without blanks around it."""
    found: list[tuple[int, int]] = []
    start = 0
    for cut in sorted({*_ends(text), *(match.start() for match in _NEW_ITEM.finditer(text)), len(text)}):
        inner = text[start:cut]
        if inner.strip():
            found.append((start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip())))
        start = cut
    return tuple(found)


def around(place: int, sentences: tuple[tuple[int, int], ...]) -> tuple[int, int] | None:
    """The sentence that `place` is in, or None when it is between two."""
    number = bisect_right(sentences, place, key=lambda sentence: sentence[0]) - 1
    return sentences[number] if number >= 0 and place < sentences[number][1] else None


def _ends(text: str) -> list[int]:
    ends: list[int] = []
    start, last = 0, len(text.rstrip())
    for match in _END.finditer(text):
        if match.end() >= last or _closes(text, match, start):
            ends.append(match.end())
            start = match.end()
    return ends


def _closes(text: str, stop: re.Match[str], start: int) -> bool:
    if not _BEGINS.match(text, stop.end()):
        return False
    if stop[0][0] != ".":
        return True
    before = text[max(start, stop.start() - _LONGEST) : stop.start()]
    last = _LAST_WORD.search(before)
    if last is None:
        return False
    word = last[0].rstrip(".")
    number = len(before) < _LONGEST and _ITEM_NUMBER.match(before)
    return not (word.lower() in _NEVER_LAST or _INITIAL.fullmatch(word) or number)
