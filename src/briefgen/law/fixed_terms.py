"""Terms that a sentence hangs on a provision, and whether the text of that provision has them.

A number of days or weeks that somebody would like is no such term: a sentence that asks, or that says
what does not hold, gives none. Nor does one that claims nothing (`briefgen.dutch.claims`).
"""

from __future__ import annotations

import re

from briefgen.dutch.claims import claimed
from briefgen.law.official import durations
from briefgen.law.records import Version

_DEMAND = re.compile(
    r"\b(?:binnen|termijn\s+van|termijn\s+is|na\s+uiterlijk|uiterlijk\s+na|bewaartermijn\s+van|bewaartermijn\s+is|"
    r"gedurende)\s+"
    r"(?:(?:uiterlijk|een(?=\s+\w+\s+van\b)|de|ten|hoogste|hoogstens|minste|maximaal|minimaal|wettelijke|termijn|van)\s+)*",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"\b(?:verzoek\s+ik|ik\s+verzoek|verzoeken\s+wij|wij\s+verzoeken|vraag\s+ik|ik\s+vraag|vragen\s+wij|wij\s+vragen|"
    r"hoop\s+ik|ik\s+hoop|graag|liefst|bij\s+voorkeur|zo\s+mogelijk|vriendelijk|wens)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:geen|niet|nooit|zonder)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_DENIED_AFTER = re.compile(r"\W*(?:\w+\W+){0,5}(?:staat|geldt|bestaat|volgt)\s+(?:\S+\s+){0,6}?niet\b", re.IGNORECASE)
_SINGULAR = {
    "uren": "uur", "dagen": "dag", "werkdagen": "werkdag", "weken": "week", "maanden": "maand", "jaren": "jaar",
}  # fmt: skip
_ALWAYS_SINGULAR = frozenset({"uren", "jaren"})
_EVENLY = {"weken": ("dagen", 7), "jaren": ("maanden", 12)}


def demanded(sentence: str) -> tuple[str, ...]:
    """The terms that `sentence` demands, as `briefgen.law.official.durations` writes them; none when it wishes."""
    if _WISH.search(sentence):
        return ()
    own = claimed(sentence)
    found: dict[str, None] = {}
    for match in _DEMAND.finditer(own):
        if _DENIED.search(own[: match.start()]) or _DENIED_AFTER.match(own[match.end() :]):
            continue
        following = own[match.end() :].split()
        for length in (2, 3):  # "twee weken", "een half jaar"
            if lengths := durations(" ".join(following[:length]).rstrip(".,;:)")):
                found[lengths[0]] = None
                break
    return tuple(found)


def known(version: Version) -> bool:
    """Whether the lengths of time in the text of `version` were compared with the official text."""
    return bool(version.durations) or version.checked.fingerprint is not None


def borne(term: str, version: Version) -> bool:
    """Whether `version` has `term`, in the same or an even unit, or as a term with its extension."""
    wanted = _even(term)
    if wanted in map(_even, version.durations):
        return True
    counted = [duration.partition(" ")[::2] for duration in version.durations]
    sums = (
        f"{int(one[0]) + int(other[0])} {one[1]}"
        for place, one in enumerate(counted)
        for other in counted[place + 1 :]
        if one[1] == other[1]  # a term and its extension are written alike
    )
    return wanted in map(_even, sums)


def _even(duration: str) -> tuple[int, str]:
    """Weeks as days and years as months; a month is no number of days."""
    count, _, unit = duration.partition(" ")
    smaller, factor = _EVENLY.get(unit, (unit, 1))
    return int(count) * factor, smaller


def written(duration: str) -> str:
    """Write a length as people do: "1 maand", "4 weken", "20 jaar"."""
    count, _, unit = duration.partition(" ")
    return f"{count} {_SINGULAR[unit] if count == '1' or unit in _ALWAYS_SINGULAR else unit}"
