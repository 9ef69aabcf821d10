"""Names of people, shortened where the whole name need not be read."""

from __future__ import annotations

import re
from collections.abc import Iterable


def initials(name: str) -> str:
    """A name as its initials: "Noa de Vries" is "N. de V."."""
    return " ".join(word if word.islower() else f"{word[0]}." for word in name.split())


def pattern(name: str) -> re.Pattern[str]:
    """Finds a whole name in text, whatever stands between its words."""
    words = r"[\W_]+".join(map(re.escape, name.split()))
    return re.compile(rf"(?<![^\W_]){words}(?![^\W_])", re.IGNORECASE)


def with_initials(text: str, names: Iterable[str]) -> str:
    """`text` with initials for each of `names` that stands in it whole; a name of one word stays."""
    for name in names:
        if len(name.split()) > 1:
            short = initials(name)
            stop = r"\.?" if short.endswith(".") else ""  # one full stop at the end of a sentence is enough
            text = re.sub(pattern(name).pattern + stop, short, text, flags=re.IGNORECASE)
    return text
