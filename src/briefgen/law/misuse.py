"""Words that betray the wrong use of a provision, matched on one sentence.

The rules are data: ``verkeerd_gebruik`` in the records of ``legal_refs/laws`` for one provision, and
``legal_refs/checks`` for what is wrong whatever is cited. A mistake is made only in words that the writer
claims (`briefgen.dutch.claims`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import Field

from briefgen.dutch.claims import claimed
from briefgen.law.records import Misuse, Words
from briefgen.law.sources import read_record

Rule = TypeVar("Rule", bound=Misuse)

GAP = "..."
_GAP_WORDS = 6  # "a few words": enough for an object or an adverb, too few for another clause


class Check(Misuse):
    """A mistake that does not depend on a citation; one file of ``legal_refs/checks``."""

    title: Words = Field(alias="titel")


class Checks:
    """Reads the checks of the ``legal_refs`` folder `root` once, and keeps them."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def __iter__(self) -> Iterator[Check]:
        return iter(self._all)

    @cached_property
    def _all(self) -> tuple[Check, ...]:
        """Raises ContentError."""
        return tuple(read_record(path, Check) for path in sorted((self.root / "checks").glob("*.yaml")))


def shown(rules: Iterable[Rule], sentence: str) -> tuple[Rule, ...]:
    """Those of `rules` that `sentence` shows: one of `words`, one of `with_words` if any, none of `unless`."""
    return tuple(rule for rule in rules if shows(rule, sentence))


def shows(rule: Misuse, sentence: str) -> bool:
    """Whether `sentence` shows the mistake `rule`, in words that the writer claims."""
    if not _any(rule.words, sentence):
        return False
    own = claimed(sentence)
    if not _any(rule.words, own) or (rule.with_words and not _any(rule.with_words, own)):
        return False
    return not (rule.unless and _any(rule.unless, sentence))


def _any(phrases: tuple[str, ...], sentence: str) -> bool:
    folded = _folded(sentence)
    return any(beginning in folded for beginning in _beginnings(phrases)) and bool(_pattern(phrases).search(sentence))


@lru_cache(maxsize=64)
def _folded(sentence: str) -> str:
    return " ".join(sentence.lower().split())


@cache
def _beginnings(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """What a sentence must have before it is worth looking closer: most have none of it."""
    return tuple(_folded(phrase.partition(GAP)[0]) for phrase in phrases)


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    r"""Match whole words in any case; `\s` covers line ends and no-break spaces, "..." a few words."""
    return re.compile("|".join(_phrase(phrase) for phrase in phrases), re.IGNORECASE)


def _phrase(phrase: str) -> str:
    parts = [r"\s+".join(re.escape(word) for word in part.split()) for part in phrase.split(GAP)]
    gap = rf"(?:\s+\S+){{0,{_GAP_WORDS}}}?\s+"
    return rf"(?<!\w){gap.join(parts)}(?!\w)"
