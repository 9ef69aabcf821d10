"""What the tags of a template say, each read on its own and followed through loops with stand-in values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import is_dataclass

from jinja2 import nodes

from briefgen.authoring.calls import UNKNOWN
from briefgen.authoring.expressions import LOOP, Expressions, parts_of, written
from briefgen.authoring.model import Findings, Rule
from briefgen.authoring.statements import BLOCKS, keyword, meant, parsed, readable
from briefgen.errors import Message, msg
from briefgen.letters.blocks import Citation
from briefgen.letters.terms import Term
from briefgen.letters.views import View
from briefgen.render.word_template import Source, Tag


class Names(Expressions):
    """Goes through the tags of one part in order."""

    def check(self, source: Source) -> None:
        """Look at every tag of `source` that can be read."""
        self._scopes = [{}]
        waiting: list[str] = []
        for tag in source.tags:
            if tag.kind == "#" or tag.spot.repeated:
                continue
            self._tag = tag
            word = meant(tag)
            tree = self._tree(tag)
            if word.startswith("end"):
                if waiting and waiting.pop() in {"for", "macro", "with"} and len(self._scopes) > 1:
                    self._scopes.pop()
                continue
            if word == "else":
                continue
            if word in BLOCKS and (word != "set" or "=" not in tag.inner):
                waiting.append(word)
            for node in tree.body if tree is not None else ():
                self._statement(node)

    def _tree(self, tag: Tag) -> nodes.Template | None:
        """What one tag says; of one that cannot be read, only that the names it may give are known."""
        if readable(tag, Findings()):
            return parsed(tag)
        if meant(tag) in {"for", "macro", "with"}:
            self._scopes.append({})
        given = re.match(r"\W*\w+\s+(?:(?:if|for|set|macro|with)\s+)?([\w\s,(]+?)(?:\bin\b|=|\)|$)", tag.inner)
        for name in re.findall(r"\w+", given[1]) if given else ():
            self._scopes[-1][name] = (UNKNOWN, None)
        return None

    def _statement(self, node: nodes.Node) -> None:  # noqa: C901 - one branch for each kind of statement
        match node:
            case nodes.Output():
                for child in node.nodes:
                    if not isinstance(child, nodes.TemplateData):
                        self._printed(child)
            case nodes.If():
                self._value(node.test if self._word != "elif" else node.elif_[0].test)
            case nodes.For():
                self._loop(node)
            case nodes.Assign():
                value = self._value(node.node)
                self._bind(node.target, value)
            case nodes.AssignBlock():
                self._bind(node.target, ("x", None))
            case nodes.Macro():
                self._scopes[-1][node.name] = (UNKNOWN, None)
                self._scopes.append({str(argument.name): (UNKNOWN, None) for argument in node.args})
                self._scopes[-1]["caller"] = (UNKNOWN, None)
            case nodes.With():
                bound = [self._value(value) for value in node.values]
                self._scopes.append({})
                for target, value in zip(node.targets, bound, strict=True):
                    self._bind(target, value)
            case nodes.CallBlock():
                self._value(node.call)
            case nodes.FilterBlock():
                self._value(node.filter)

    @property
    def _word(self) -> str:
        return keyword(self._tag) if self._tag is not None else ""

    def _loop(self, node: nodes.For) -> None:
        value, path = self._value(node.iter)
        name = written(node.iter) or path or msg("dit")
        item: object = UNKNOWN
        if isinstance(value, tuple | list):
            item = value[0] if value else UNKNOWN
        elif value is not UNKNOWN and not isinstance(value, Mapping):
            self._tell(
                Rule.NOT_A_LIST, msg("{naam} is geen lijst, dus er valt niets te herhalen.", naam=name),
                self._lists(),
            )  # fmt: skip
        self._scopes.append({"loop": (dict.fromkeys(LOOP, UNKNOWN), None)})
        self._bind(node.target, (item, path))
        if node.test is not None:
            self._value(node.test)

    def _lists(self) -> Message:
        lists = [name for name, value in self._bench.context.items() if isinstance(value, tuple)]
        return msg("Lijsten zijn bijvoorbeeld: {lijsten}.", lijsten=", ".join(lists))

    def _bind(self, target: nodes.Node, value: tuple[object, str | None]) -> None:
        if isinstance(target, nodes.Name):
            self._scopes[-1][target.name] = value
        elif isinstance(target, nodes.Tuple):
            for item in target.items:
                self._bind(item, (UNKNOWN, None))

    def _printed(self, node: nodes.Expr) -> None:
        value, path = self._value(node)
        name = written(node) or path or "dit"
        if isinstance(value, bool):
            self._tell(
                Rule.UNPRINTABLE, msg("{naam} is ja of nee en kan zo niet in een brief staan.", naam=name),
                msg("Gebruik het in {tag}, met de woorden die dan gelden.", tag="{% if " + name + " %}"),
            )  # fmt: skip
        elif isinstance(value, tuple | list):
            self._tell(
                Rule.LIST, msg("{naam} is een lijst en kan zo niet in een brief staan.", naam=name),
                msg("Herhaal met {tag}, of gebruik het filter {filter}.", tag="{% for ... in " + name + " %}",
                    filter="opsomming"),
            )  # fmt: skip
        elif isinstance(value, View | Term | Mapping) or (is_dataclass(value) and not isinstance(value, Citation)):
            parts = ", ".join(f"{name}.{part}" for part in list(parts_of(value))[:5])
            self._tell(
                Rule.UNPRINTABLE, msg("{naam} is een heel onderdeel en kan zo niet in een brief staan.", naam=name),
                msg("Noem wat u wilt afdrukken, bijvoorbeeld een van: {delen}.", delen=parts),
            )  # fmt: skip
        elif callable(value):
            self._tell(
                Rule.UNPRINTABLE, msg("{naam} is een functie zonder haken.", naam=name),
                msg("Schrijf {goed}.", goed=f"{name}(...)"),
            )  # fmt: skip
