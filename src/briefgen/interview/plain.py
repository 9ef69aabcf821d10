"""The facts of a conversation as a plain tree: sections, lists and texts under Dutch keys, as a case file holds them.

Nothing here changes a tree; every function gives a new one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from briefgen.facts import tree as nodes
from briefgen.facts.base import Facts
from briefgen.facts.fields import Fact, facts_of
from briefgen.facts.model import CaseFacts
from briefgen.facts.places import FactPath

Plain = Mapping[str, Any]
"""Texts, lists and sections under Dutch keys; a text is always what was typed or chosen."""


def dotted(path: FactPath) -> str:
    """The path without positions: "kinderen.naam"."""
    return ".".join(step for step in path if isinstance(step, str))


def path_of(name: str) -> FactPath:
    """The path that is spelled with its positions: "kinderen.0.naam"."""
    return tuple(int(step) if step.isdigit() else step for step in name.split("."))


def fact_at(path: FactPath) -> Fact:
    """What the model says about the fact at `path`. Raises KeyError if it has no such fact."""
    section: type[Facts] | None = CaseFacts
    fact: Fact | None = None
    for step in path:
        if isinstance(step, str):
            fact = facts_of(section)[step] if section is not None else None
            if fact is None:
                break
            section = fact.section
    if fact is None:
        raise KeyError(dotted(path))
    return fact


def get(tree: Any, path: FactPath) -> Any:
    """The value at `path`, or None."""
    for step in path:
        if isinstance(step, int):
            tree = tree[step] if isinstance(tree, list) and step < len(tree) else None
        else:
            tree = tree.get(step) if isinstance(tree, Mapping) else None
    return tree


def put(tree: Any, path: FactPath, value: Any) -> Any:
    """`tree` with `value` at `path`; what is missing on the way is made, a text on the way is replaced."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        items = list(tree) if isinstance(tree, list) else []
        items += [{} for _ in range(step + 1 - len(items))]
        items[step] = put(items[step], rest, value)
        return items
    section = dict(tree) if isinstance(tree, Mapping) else {}
    section[step] = put(section.get(step), rest, value)
    return section


def without(tree: Any, path: FactPath) -> Any:
    """`tree` without the value at `path`; sections and lists that are left with nothing go too.

    An item in the middle of a list stays, empty, so that the items after it keep their place.
    """
    if get(tree, path) is None:
        return tree
    step, rest = path[0], path[1:]
    inner = without(tree[step], rest) if rest else None
    if isinstance(step, int):
        items = [*tree[:step], inner or {}, *tree[step + 1 :]]
        while items and not items[-1]:
            items.pop()
        return items
    return {key: value for key, value in {**tree, step: inner}.items() if value}


def leaves(tree: Any, path: FactPath = ()) -> Iterator[tuple[FactPath, Any]]:
    """Every text and every list of texts with its place, in the order of the tree."""
    if isinstance(tree, Mapping):
        for key, value in tree.items():
            yield from leaves(value, (*path, key))
    elif isinstance(tree, list) and any(isinstance(item, Mapping) for item in tree):
        for index, item in enumerate(tree):
            yield from leaves(item, (*path, index))
    elif tree not in (None, "", []):
        yield path, tree


def ordered(tree: Any, model: type[Facts] = CaseFacts) -> Any:
    """`tree` with its keys in the order of the model, without what is empty."""
    if not isinstance(tree, Mapping):
        return tree
    found: dict[str, Any] = {}
    for key, fact in facts_of(model).items():
        value = tree.get(key)
        if fact.section is not None and isinstance(value, list):
            value = [kept for item in value if (kept := ordered(item, fact.section))]
        elif fact.section is not None:
            value = ordered(value, fact.section)
        if value:
            found[key] = value
    return found


def from_nodes(node: nodes.Node, model: type[Facts] = CaseFacts, *, many: bool = False) -> Any:
    """The plain tree of a file that was read; a single value where a list belongs becomes a list."""
    match node:
        case nodes.Leaf(text=text):
            value: Any = text
        case nodes.Items(items=items):
            return [value for item in items if (value := from_nodes(item, model)) is not None]
        case nodes.Section(entries=entries):
            facts = facts_of(model)
            value = {}
            for entry in entries:
                fact = facts.get(entry.key or "")
                inner = fact.section if fact is not None and fact.section is not None else model
                read = from_nodes(entry.value, inner, many=fact is not None and fact.many)
                if read not in (None, {}, []):
                    value[entry.key or ""] = read
    return [value] if many and value is not None else value
