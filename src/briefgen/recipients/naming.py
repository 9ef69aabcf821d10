"""Comparing names as people do: without case, accents, punctuation and the word "gemeente"."""

from __future__ import annotations

import re
import unicodedata

_NO_WORD = re.compile(r"[^a-z0-9]+")
_PARENTHESES = re.compile(r"\s*\([^()]*\)\s*$")


def plain(text: str) -> str:
    """`text` in small letters without accents; whatever is no letter or digit becomes one space."""
    if text.isascii():
        return _NO_WORD.sub(" ", text.lower()).strip()
    loose = unicodedata.normalize("NFKD", text.casefold())
    kept = (c if c.isalnum() else " " for c in loose if not unicodedata.combining(c))
    return " ".join("".join(kept).split())


def bare(name: str) -> str:
    """`name` in plain form, without "gemeente" before or after it: "Gemeente Súdwest-Fryslân" is "sudwest fryslan"."""
    words = plain(name).split()
    for start in (["de", "gemeente"], ["gemeente"]):
        if words[: len(start)] == start and len(words) > len(start):
            return " ".join(words[len(start) :])
    return " ".join(words[:-1] if len(words) > 1 and words[-1] == "gemeente" else words)


def without_province(name: str) -> str:
    """`name` without what stands in parentheses at its end: "Bergen (NH.)" is "Bergen"."""
    return _PARENTHESES.sub("", name) or name
