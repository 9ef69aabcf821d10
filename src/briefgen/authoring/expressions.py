"""What expressions stand for: names, parts, filters and choices held against what briefgen offers.

Each has a value: a stand-in, or UNKNOWN. Where a value cannot be known, nothing is said about it.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum

from jinja2 import nodes

from briefgen.authoring.bench import FUNCTIONS, Bench
from briefgen.authoring.calls import UNKNOWN, Calls
from briefgen.authoring.model import Findings, Group, Rule
from briefgen.errors import Message, msg
from briefgen.letters.blocks import Citation
from briefgen.letters.own_word import LabelledValue
from briefgen.letters.views import View
from briefgen.render.word_template import Tag

LOOP = (
    "index",
    "index0",
    "revindex",
    "revindex0",
    "first",
    "last",
    "length",
    "previtem",
    "nextitem",
    "depth",
    "depth0",
)
_DAY = ("year", "month", "day")
_CLOSE = 0.7


class Expressions:
    """Goes through expressions; `asked` counts the facts and functions that they name."""

    def __init__(self, bench: Bench, findings: Findings, declared: frozenset[str] | None) -> None:
        self._bench = bench
        self._findings = findings
        self._calls = Calls(bench, declared, self._tell)
        self.asked: Counter[str] = Counter()
        self._scopes: list[dict[str, tuple[object, str | None]]] = [{}]
        self._tag: Tag | None = None

    def _value(self, node: nodes.Node) -> tuple[object, str | None]:  # noqa: C901, PLR0911, PLR0912 - one branch for each kind of node
        match node:
            case nodes.Name():
                return self._name(node.name)
            case nodes.Getattr():
                return self._part(self._value(node.node), node.attr, written(node.node))
            case nodes.Getitem():
                return self._item(node)
            case nodes.Const():
                return node.value, None
            case nodes.Tuple() | nodes.List():
                return tuple(self._value(item)[0] for item in node.items), None
            case nodes.Call():
                return self._call(node)
            case nodes.Filter():
                return self._filter(node)
            case nodes.Test():
                self._test(node)
                return UNKNOWN, None
            case nodes.Compare():
                self._compare(node)
                return UNKNOWN, None
            case nodes.Not():
                self._value(node.node)
                return UNKNOWN, None
            case nodes.Concat():
                for part in node.nodes:
                    self._value(part)
                return "x", None
            case nodes.CondExpr():
                self._value(node.test)
                first = self._value(node.expr1)[0]
                other = self._value(node.expr2)[0] if node.expr2 is not None else UNKNOWN
                return (first if first is not UNKNOWN else other), None
            case _:
                for child in node.iter_child_nodes():
                    self._value(child)
                return UNKNOWN, None

    def _name(self, name: str) -> tuple[object, str | None]:
        for scope in reversed(self._scopes):
            if name in scope:
                return scope[name]
        if name in self._bench.context:
            self.asked[name] += 1
            return self._bench.context[name], name
        if name.startswith("_"):
            return self._unsafe(name)
        own = {key for scope in self._scopes for key in scope}
        if name == "caller":
            return UNKNOWN, None
        self._tell(
            Rule.NAME, msg("briefgen kent de naam '{naam}' niet.", naam=name),
            self._meant(name, {*self._bench.context, *own}), Group.NAME,
        )  # fmt: skip
        return UNKNOWN, None

    def _meant(self, name: str, offered: Iterable[str]) -> Message:
        """The mend for a name that does not exist: the one that looks most like it, also from deeper in the case."""
        near = difflib.get_close_matches(name, sorted(offered), 1, _CLOSE)
        if near:
            return msg("Bedoelt u '{naam}'?", naam=near[0])
        deeper = {
            part: (f"{section}.{part}", inner)
            for section, value in self._bench.context.items()
            for part, inner in parts_of(value).items()
        }
        if found := difflib.get_close_matches(name, sorted(deeper), 1, 0.8):
            return msg("Bedoelt u '{naam}'?", naam=printable(*deeper[found[0]]))
        repeated = {
            part: section
            for section, value in self._bench.context.items()
            if isinstance(value, tuple) and value
            for part in parts_of(value[0])
        }
        if found := difflib.get_close_matches(name, sorted(repeated), 1, 0.8):
            return _repeat(repeated[found[0]], found[0])
        return msg("Alle namen ziet u met: {opdracht}.", opdracht="briefgen case schema")

    def _part(
        self, holder: tuple[object, str | None], name: str, shown: str | None = None
    ) -> tuple[object, str | None]:
        """A part of a value; `shown` is how the template names that value, where that is not its path in the case."""
        value, path = holder
        shown = shown or path
        if name.startswith("_"):
            return self._unsafe(name)
        if value is UNKNOWN:
            return UNKNOWN, None
        dotted = f"{path}.{name}" if path else None
        parts = parts_of(value)
        if name in parts:
            if path:
                self._counted(path, f"{path}.{name}")
            return parts[name], dotted
        if isinstance(value, tuple | list):
            near = difflib.get_close_matches(name, sorted(parts_of(value[0])), 1, 0.6) if value else []
            self._tell(
                Rule.LIST, msg("{naam} is een lijst: er kunnen er meer zijn.", naam=shown or msg("dit")),
                _repeat(shown or "...", near[0] if near else name),
            )  # fmt: skip
        else:
            what = msg("'{naam}' heeft geen onderdeel '{deel}'.", naam=shown or msg("dit"), deel=name)
            near = difflib.get_close_matches(name, sorted(parts), 1, 0.6)
            if near:
                whole = f"{shown}.{near[0]}" if shown else near[0]
                mend = msg("Bedoelt u '{naam}'?", naam=printable(whole, parts[near[0]]))
            elif parts:
                mend = msg("Wat er wel is: {delen}.", delen=", ".join(sorted(parts)))
            else:
                mend = msg("Gebruik '{naam}' zonder punt.", naam=shown or msg("dit"))
            self._tell(Rule.KEY, what, mend, Group.NAME)
        return UNKNOWN, None

    def _counted(self, before: str, path: str) -> None:
        """Count a part instead of the section that leads to it."""
        if self.asked[before] > 0:
            self.asked[before] -= 1
        self.asked[path] += 1

    def _item(self, node: nodes.Getitem) -> tuple[object, str | None]:
        value, path = self._value(node.node)
        key, _ = self._value(node.arg)
        if isinstance(key, str) and key.startswith("_"):
            return self._unsafe(key)
        if isinstance(key, str) and isinstance(value, View):
            return self._part((value, path), key, written(node.node))
        if isinstance(key, str) and isinstance(value, Mapping):
            if key in value:
                return UNKNOWN, None
            near = difflib.get_close_matches(key, sorted(map(str, value)), 1, 0.6)
            kinds = ", ".join(map(str, value))
            self._tell(
                Rule.ENCLOSURE_KIND, msg("Er is geen soort bijlage '{soort}'.", soort=key),
                msg("Bedoelt u '{soort}'?", soort=near[0]) if near else msg("Kies uit: {soorten}.", soorten=kinds),
            )  # fmt: skip
            return UNKNOWN, None
        if isinstance(key, int) and not isinstance(key, bool) and isinstance(value, tuple) and value:
            return value[0], path
        return UNKNOWN, None

    def _unsafe(self, name: str) -> tuple[object, str | None]:
        self._tell(
            Rule.UNSAFE, msg("'{naam}' begint met een laag streepje; zulke namen worden geweigerd.", naam=name),
            msg("Gebruik alleen de gegevens van de zaak."),
        )  # fmt: skip
        return UNKNOWN, None

    # --- filters, tests, comparisons

    def _filter(self, node: nodes.Filter) -> tuple[object, str | None]:
        value, path = self._value(node.node) if node.node is not None else (UNKNOWN, None)
        arguments = [self._value(argument)[0] for argument in node.args]
        named = {str(pair.key): self._value(pair.value)[0] for pair in node.kwargs}
        offered = self._bench.environment.filters
        if node.name not in offered:
            near = difflib.get_close_matches(node.name, sorted(offered), 1, 0.6)
            self._tell(
                Rule.FILTER, msg("briefgen kent het filter '{naam}' niet.", naam=node.name),
                msg("Bedoelt u '{naam}'?", naam=near[0]) if near else
                msg("Kies uit: {filters}.", filters=", ".join(sorted(offered))), Group.NAME,
            )  # fmt: skip
            return UNKNOWN, None
        item = value[0] if isinstance(value, tuple | list) and value else UNKNOWN
        match node.name:
            case "map" if isinstance(named.get("attribute"), str):
                return (self._part((item, path), str(named["attribute"]))[0],), None
            case "selectattr" | "rejectattr":
                if arguments and isinstance(arguments[0], str):
                    self._part((item, path), arguments[0])
                return value, path
            case "list":
                return value, path
            case "max" | "min":
                return item, path
            case "length":
                return 1, None
        return "x", None

    def _test(self, node: nodes.Test) -> None:
        self._value(node.node)
        for argument in node.args:
            self._value(argument)
        tests = self._bench.environment.tests
        if node.name not in tests:
            near = difflib.get_close_matches(node.name, sorted(tests), 1, 0.6)
            self._tell(
                Rule.TEST, msg("briefgen kent de toets 'is {naam}' niet.", naam=node.name),
                msg("Bedoelt u '{naam}'?", naam=near[0]) if near else msg("Vergelijk met {teken}.", teken="=="),
                Group.NAME,
            )  # fmt: skip

    def _compare(self, node: nodes.Compare) -> None:
        left, path = self._value(node.expr)
        path = written(node.expr) or path
        for operand in node.ops:
            right, other = self._value(operand.expr)
            other = written(operand.expr) or other
            for fact, name, given in ((left, path, right), (right, other, left)):
                if isinstance(fact, Enum):
                    self._choices(fact, name, given if isinstance(given, tuple) else (given,))

    def _choices(self, fact: Enum, name: str | None, given: Sequence[object]) -> None:
        choices = [str(member.value) for member in type(fact)]
        for one in given:
            if isinstance(one, str) and not isinstance(one, Enum) and one not in choices:
                near = difflib.get_close_matches(one, choices, 1, 0.6)
                self._tell(
                    Rule.CHOICE, msg("{naam} kan nooit '{waarde}' zijn.", naam=name or msg("dit"), waarde=one),
                    msg("Bedoelt u '{naam}'?", naam=near[0]) if near else
                    msg("Kies uit: {keuzes}.", keuzes=", ".join(choices)),
                )  # fmt: skip

    # --- calls

    def _call(self, node: nodes.Call) -> tuple[object, str | None]:
        if isinstance(node.node, nodes.Getattr):
            return self._method(node.node, node)
        if not isinstance(node.node, nodes.Name):
            return self._no_call(None, node)
        name = node.node.name
        function, _ = self._name(name)
        arguments = [self._value(argument)[0] for argument in node.args]
        named = {str(pair.key): self._value(pair.value)[0] for pair in node.kwargs}
        if name not in FUNCTIONS or not callable(function):
            return (UNKNOWN, None) if function is UNKNOWN else self._no_call(name, node)
        return self._calls.result(name, function, arguments, named), None

    def _method(self, method: nodes.Getattr, node: nodes.Call) -> tuple[object, str | None]:
        value, path = self._value(method.node)
        for argument in node.args:
            self._value(argument)
        if method.attr.startswith("_"):
            return self._unsafe(method.attr)
        name = f"{written(method.node) or path or 'dit'}.{method.attr}()"
        if isinstance(value, dict) and "index0" in value:
            return UNKNOWN, None  # loop.cycle and the like
        known = value is not UNKNOWN
        self._tell(
            Rule.CALL, msg("Een aanroep als {naam} mag niet in een sjabloon.", naam=name),
            msg("Gebruik een filter, zoals {filters}.", filters="zin, hoofdletter, opsomming"),
            Group.FAULT if known else Group.NAME,
        )  # fmt: skip
        return UNKNOWN, None

    def _no_call(self, name: str | None, node: nodes.Call) -> tuple[object, str | None]:
        for argument in node.args:
            self._value(argument)
        self._tell(
            Rule.CALL, msg("'{naam}' is geen functie en kan niet worden aangeroepen.", naam=name or msg("dit")),
            msg("Haal de haken weg, of gebruik een van: {functies}.", functies=", ".join(FUNCTIONS)),
        )  # fmt: skip
        return UNKNOWN, None

    def _tell(self, rule: Rule, what: Message, mend: Message, group: Group = Group.FAULT) -> None:
        if self._tag is not None:
            self._findings.on(self._tag, rule, what, mend, group)


def written(node: nodes.Node) -> str | None:
    """A name as the template has it, such as "k.naam"; None for anything else."""
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            above = written(node.node)
            return f"{above}.{node.attr}" if above else None
        case nodes.Getitem(arg=nodes.Const(value=key)):
            above = written(node.node)
            return f"{above}[{key!r}]" if above else None
    return None


def printable(name: str, value: object) -> str:
    """The name of what can be printed: of a line with a label, its value."""
    return f"{name}.waarde" if isinstance(value, LabelledValue) else name


def _repeat(section: str, part: str) -> Message:
    return msg("Herhaal met {tag}, en gebruik daarin {deel}.", tag="{% for x in " + section + " %}", deel=f"x.{part}")


def parts_of(value: object) -> Mapping[str, object]:
    """The parts of a value that a template may name."""
    if isinstance(value, View):
        return vars(value)
    if isinstance(value, dict) and "index0" in value:
        return value
    if isinstance(value, date):
        return dict.fromkeys(_DAY, 1)
    if is_dataclass(value) and not isinstance(value, type | Citation):
        return {item.name: getattr(value, item.name) for item in fields(value)}
    if isinstance(value, Citation):
        return {"text": "x", "href": "x"}
    return {}
