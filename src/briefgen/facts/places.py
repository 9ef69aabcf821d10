"""Where in a case file something stands, and a finding that is tied to such a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.errors import FactsError, Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FactPath = tuple[str | int, ...]
"""The keys and list positions (from 0) that lead to a fact: ("kinderen", 0, "naam")."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with the fact at `path`; `line` only when it is not the line of that fact."""

    path: FactPath
    what: Message
    mend: Message
    line: int | None = None


def shown(path: FactPath) -> str:
    """Write `path` for people, counting from 1: "kinderen 2 › geboortedatum"."""
    parts: list[str] = []
    for step in path:
        if isinstance(step, int):
            parts[-1:] = [f"{parts[-1]} {step + 1}" if parts else str(step + 1)]
        else:
            parts.append(excerpt(step))
    return " › ".join(parts)


def excerpt(text: str, longest: int = 60) -> str:
    """Make `text` fit to be quoted in a message: one line, cut off with an ellipsis, nothing a terminal obeys."""
    line = " ".join(text[: 4 * longest].split())
    line = "".join(character if character.isprintable() else "\ufffd" for character in line)
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def spot(name: str, line: int, text: str) -> str:
    """A line of a file that could not be read, with its text to recognise it by."""
    return f"{name}:{line} ({excerpt(text)})" if text.strip() else f"{name}:{line}"


def nearest(path: FactPath, places: Mapping[FactPath, int]) -> FactPath | None:
    """The longest beginning of `path` that stands in the file, or None if not even the file itself is there."""
    for length in range(len(path), -1, -1):
        if path[:length] in places:
            return path[:length]
    return None


def located(
    findings: Iterable[Finding], *, name: str = "", places: Mapping[FactPath, int] | None = None
) -> tuple[FactsError, ...]:
    """Turn findings into errors with "file:line, key path" as their place.

    With `places` the errors come in the order of the file; a fact that is missing counts as the
    section it should stand in. Without `places` they keep their order and name the key path only.
    """
    known = places or {}
    order = {path: index for index, path in enumerate(known)}
    found: list[tuple[tuple[int, int], FactsError]] = []
    for finding in findings:
        anchor = nearest(finding.path, known)
        line = finding.line or (known[anchor] if anchor is not None else None)
        spot = f"{name}:{line}" if name and line else name
        where = ", ".join(part for part in (spot, shown(finding.path)) if part)
        rank = (line or 0, order[anchor] if anchor is not None else 0)
        found.append((rank, FactsError(finding.what, where=where, mend=finding.mend)))
    if known:
        found.sort(key=lambda pair: pair[0])
    return tuple(error for _, error in found)
