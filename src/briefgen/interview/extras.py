"""What could still be added to a letter: facts that make it stronger, and what every letter may have."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from briefgen.facts.fields import chain, every_path, facts_of
from briefgen.interview.plain import Plain, get
from briefgen.interview.script import Frame


def addable(frame: Frame, welcome: Sequence[str], tree: Plain, *, without: Collection[str]) -> tuple[str, ...]:
    """The paths that can be added to `tree`, those a letter welcomes first; "kinderen+1" for one more in a list."""
    found: dict[str, None] = {}
    for path in (*welcome, *frame.extras):
        if path in without or path in frame.unoffered or path.rpartition(".")[2] in frame.never or path in found:
            continue
        if _has_place(tree, path) and not any(parent in found for parent in _parents(path)):
            found[path] = None
    lists = (path for path in every_path() if chain(path)[-1].many and chain(path)[-1].section is not None)
    more = [f"{path}+{len(items)}" for path in lists if (items := get(tree, tuple(path.split("."))))]
    return (*found, *more)


def _has_place(tree: Plain, path: str) -> bool:
    """Whether there is a place for this fact, and it is not filled."""
    *sections, leaf = chain(path)
    values: list[Any] = [tree]
    for fact in sections:
        inner = [value.get(fact.key) if isinstance(value, Mapping) else None for value in values]
        if not any(inner):
            required = [key for key, own in facts_of(fact.section).items() if own.required] if fact.section else []
            return not fact.many and required in ([], [leaf.key])
        values = [item for value in inner if value for item in (value if isinstance(value, list) else [value])]
    return any(isinstance(value, Mapping) and not value.get(leaf.key) for value in values)


def _parents(path: str) -> Iterator[str]:
    while "." in path:
        path = path.rpartition(".")[0]
        yield path
