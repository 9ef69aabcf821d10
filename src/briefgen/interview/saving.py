"""A conversation as one file: the case, as YAML that every command reads, and below it, as a comment, where it was.

The comment names questions and choices, no facts. Whoever removes it keeps the case and only loses the way back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

from briefgen.errors import FactsErrors, Message, msg
from briefgen.facts import from_yaml
from briefgen.facts.load import parse
from briefgen.facts.places import FactPath
from briefgen.facts.tree import Node, Section
from briefgen.interview.conversation import Conversation, Step, standing
from briefgen.interview.guide import Guide
from briefgen.interview.judging import Bench
from briefgen.interview.partial import contradictions
from briefgen.interview.plain import Plain, from_nodes, ordered
from briefgen.interview.script import Script
from briefgen.interview.wording import Voice
from briefgen.workshop import Workshop

_MARK = "# gesprek: "
_WIDTH = 100


class _Dumper(yaml.SafeDumper):
    """Writes a text of several lines as such."""

    def ignore_aliases(self, data: Any) -> bool:
        """The same text twice is written twice."""
        del data
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def guide(workshop: Workshop, on: date, *, english: bool = False) -> Guide:
    """What leads a conversation, for letters dated `on`. Raises ContentError."""
    script = Script(workshop.templates)
    return Guide(Bench(workshop, script.frame, on), script, Voice(script, workshop.recipients, english))


def begin(guide: Guide, text: str = "", *, name: str = "", people: bool = False) -> Conversation:
    """A new conversation; with the facts that a case file `text` holds, if it is given.

    A case that is not complete will do. With `people` only what it says of people and the measure is kept, for a
    letter about something else. Raises FactsError and FactsErrors for what cannot be used.
    """
    tree = _read(guide, text, name) if text.strip() else {}
    if people:
        tree = {key: value for key, value in tree.items() if key in guide.script.frame.keeps}
    lists = {".".join(map(str, path)) for path in _lists(tree, ())}
    return Conversation(guide, tree, complete=frozenset(lists)).settle()


def resume(guide: Guide, text: str, *, name: str = "") -> Conversation:
    """The conversation that was saved as `text`; facts that were changed in the file since count.

    Without the comment it begins again with the facts of the file. Raises as `begin` does.
    """
    line = next((line for line in reversed(text.split("\n")) if line.startswith(_MARK)), None)
    state = _state(line)
    if state is None:
        return begin(guide, text, name=name)
    tree = _read(guide, text, name) if _has_facts(text) else {}
    steps = standing(state[0], tree)
    return Conversation(guide, tree, steps, state[1]).settle()


def saved(talk: Conversation, *, head: Message | None = None, say: Any = str) -> bytes:
    """The file of `talk`: `head` as a comment, the case, and where the conversation was."""
    tree = ordered(talk.tree)
    body = yaml.dump(tree, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH) if tree else ""
    if tree and not _reads_back(body, tree):
        body = yaml.dump(tree, Dumper=yaml.SafeDumper, sort_keys=False, width=_WIDTH, default_style='"')
    steps = [[step.id, step.choice, [list(path) for path in step.paths], step.auto] for step in talk.steps]
    state = json.dumps({"stappen": steps, "lijsten": sorted(talk.complete)})
    first = "".join(f"# {line}\n" for line in say(head).split("\n")) if head is not None else ""
    note = say(msg("Waar het gesprek was; briefgen leest dit om verder te gaan. Het mag weg."))
    return f"{first}{body}\n# {note}\n{_MARK}{state}\n".encode()


def _reads_back(body: str, tree: Plain) -> bool:
    node: Node | None = from_yaml.read(body, "")
    return node is not None and from_nodes(node) == tree


def _read(guide: Guide, text: str, name: str) -> Plain:
    """The facts in `text`; if they are whole, exactly as the loader reads them, with its errors and their places."""
    bench = guide.bench
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        parse(text, name=name, unprintable=bench.unprintable)
    except FactsErrors as errors:
        node = from_yaml.read(text, name)
        if not isinstance(node, Section):
            raise
        tree: Plain = from_nodes(node)
        try:
            bench.partial(tree)
        except FactsErrors:
            raise errors from None
    else:
        node = from_yaml.read(text, name)
        assert node is not None  # noqa: S101 - it was just read as a case
        tree = from_nodes(node)
    bench.facts(tree)  # a body that is unknown or closed is told now, not after ten questions
    if found := contradictions(bench.partial(tree), tree, bench.on):
        raise FactsErrors(found, where=name)
    return tree


def _has_facts(text: str) -> bool:
    return any(line.strip() and not line.lstrip().startswith("#") for line in text.split("\n"))


def _lists(value: Any, path: FactPath) -> list[FactPath]:
    """The lists of sections in a tree."""
    found: list[FactPath] = []
    if isinstance(value, Mapping):
        for key, inner in value.items():
            found += _lists(inner, (*path, key))
    elif isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
        found.append(path)
        for index, item in enumerate(value):
            found += _lists(item, (*path, index))
    return found


def _state(line: str | None) -> tuple[tuple[Step, ...], frozenset[str]] | None:
    try:
        data = json.loads((line or "").removeprefix(_MARK))
        steps = tuple(
            Step(str(step), str(choice), tuple(tuple(path) for path in paths), bool(auto))
            for step, choice, paths, auto in data["stappen"]
        )
        return steps, frozenset(map(str, data["lijsten"]))
    except (ValueError, TypeError, KeyError):
        return None


def is_saved(text: str) -> bool:
    """Whether `text` is the file of a conversation."""
    return any(line.startswith(_MARK) for line in text.split("\n"))
