"""Read YAML into a tree, through PyYAML's events: they cannot nest too deep, guess types or hide a duplicate key."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml

from briefgen.errors import FactsError, msg
from briefgen.facts.places import excerpt
from briefgen.facts.tree import MAX_DEPTH, MAX_VALUES, Entry, Items, Leaf, Node, Problem, Section, leaf
from briefgen.facts.yaml_errors import explained

_LOST_TEXT = re.compile(r"[ \t]+#(?=[^\s#])")  # "Zaak #12" loses "#12"; "Jan  # a remark" is meant as a remark


@dataclass(slots=True)
class _Open:
    """A section or list that is still being read; a section's children are key, value, key, value."""

    line: int
    is_section: bool
    problem: Problem | None
    children: list[Node] = field(default_factory=list)

    def closed(self) -> Node:
        if not self.is_section:
            return Items(tuple(self.children), self.line, self.problem)
        pairs = zip(self.children[::2], self.children[1::2], strict=True)
        return Section(tuple(_entry(key, value) for key, value in pairs), self.line, self.problem)


def read(text: str, name: str) -> Node | None:
    """Read the one document in `text`; None if there is nothing but comments.

    Raises FactsError if it is not YAML, holds several documents, or nests or counts too much.
    """
    lines = text.split("\n")
    loader = yaml.SafeLoader(text)
    try:
        return _read(loader, lines, name)
    except yaml.MarkedYAMLError as error:
        raise explained(error, lines, name) from None
    except (ValueError, OverflowError):  # PyYAML on an escape such as \UFFFFFFFF, or an endless version number
        raise FactsError(
            msg("Het bestand bevat een code die geen teken is."),
            where=f"{name}:{loader.line + 1}",
            mend=msg("Zet de tekst tussen enkele aanhalingstekens ('…')."),
        ) from None


def _read(loader: yaml.SafeLoader, lines: list[str], name: str) -> Node | None:
    stack: list[_Open] = []
    root: Node | None = None
    documents = count = 0
    while loader.check_event():
        event: yaml.Event = loader.get_event()  # type: ignore[no-untyped-call]
        line = event.start_mark.line + 1 if event.start_mark else 0
        documents += isinstance(event, yaml.DocumentStartEvent)
        if documents > 1:
            raise _several_documents(f"{name}:{line}")
        if isinstance(event, yaml.CollectionStartEvent):
            stack.append(_Open(line, isinstance(event, yaml.MappingStartEvent), _problem(event)))
            if len(stack) > MAX_DEPTH:
                raise too_deep(f"{name}:{line}")
            continue
        node = _finished(event, line, lines, stack)
        if node is None:
            continue
        count += 1
        if count > MAX_VALUES:
            raise too_many(f"{name}:{line}")
        if stack:
            stack[-1].children.append(node)
        else:
            root = node
    return None if isinstance(root, Leaf) and root.text is None and root.problem is None else root


def _finished(event: yaml.Event, line: int, lines: list[str], stack: list[_Open]) -> Node | None:
    """The node that `event` completes, if it completes one."""
    if isinstance(event, yaml.ScalarEvent):
        return _leaf(event, line, lines)
    if isinstance(event, yaml.AliasEvent):
        return Leaf(None, line, _reference("*"))
    return stack.pop().closed() if isinstance(event, yaml.CollectionEndEvent) else None


def _leaf(event: yaml.ScalarEvent, line: int, lines: list[str]) -> Leaf:
    plain = event.style is None or event.style == ""
    problem = _problem(event)
    if plain and problem is None:
        end = event.end_mark
        rest = lines[end.line][end.column :] if end is not None and end.line < len(lines) else ""
        if _LOST_TEXT.match(rest):
            problem = Problem(
                msg("Alles na # telt als opmerking en komt niet in de brief: {tekst}", tekst=excerpt(rest)),
                msg("Hoort het bij de tekst? Zet de tekst tussen aanhalingstekens. Zo niet: zet een spatie na #."),
            )
    return leaf(event.value, line, plain=plain, problem=problem)


def _problem(event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> Problem | None:
    if event.anchor is not None:
        return _reference("&")
    return _reference("!") if event.tag is not None else None


def _reference(sign: str) -> Problem:
    return Problem(
        msg("De waarde begint met {teken}; dat heeft in YAML een eigen betekenis die hier niet kan.", teken=sign),
        msg("Zet de hele tekst tussen aanhalingstekens."),
    )


def _entry(key: Node, value: Node) -> Entry:
    text = (key.text or "") if isinstance(key, Leaf) and key.problem is None else None
    return Entry(text, key.line, value)


def _several_documents(where: str) -> FactsError:
    return FactsError(
        msg("Het bestand bevat meer dan één zaak: hier begint met --- een tweede."),
        where=where,
        mend=msg("Verwijder de regel met ---, of zet elke zaak in een eigen bestand."),
    )


def too_deep(where: str) -> FactsError:
    """The error for nesting that no case file needs."""
    return FactsError(
        msg("De gegevens zijn meer dan {aantal} niveaus diep genest.", aantal=MAX_DEPTH),
        where=where,
        mend=msg("Controleer de haakjes en het inspringen; een zaak heeft er hooguit vijf nodig."),
    )


def too_many(where: str) -> FactsError:
    """The error for more values than any case has."""
    return FactsError(
        msg("Het bestand bevat meer dan {aantal} waarden.", aantal=MAX_VALUES),
        where=where,
        mend=msg("Controleer of dit het goede bestand is; een zaak heeft er enkele honderden."),
    )
