"""The functions of templates, called with what a tag gives them: the law of the day itself says what is wrong."""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Callable, Mapping, Sequence

from briefgen.authoring.bench import Bench
from briefgen.authoring.model import Rule
from briefgen.errors import BriefgenError, ContentError, Message, msg

UNKNOWN = object()
"""A value of which nothing is known."""

Tell = Callable[[Rule, Message, Message], None]


class Calls:
    """Tries calls on `bench`; `declared` is what a letter of its own may cite, None where it may cite anything."""

    def __init__(self, bench: Bench, declared: frozenset[str] | None, tell: Tell) -> None:
        self._bench = bench
        self._declared = declared
        self._tell = tell

    def result(
        self, name: str, function: Callable[..., object], arguments: Sequence[object], named: Mapping[str, object]
    ) -> object:
        """What a function of the bench gives; UNKNOWN when that cannot be known, or when something is wrong."""
        try:
            bound = inspect.signature(function).bind(*arguments, **named)
        except TypeError:
            wanted = ", ".join(inspect.signature(function).parameters)
            self._tell(
                Rule.ARGUMENT, msg("De functie {naam} wordt hier verkeerd aangeroepen.", naam=name),
                msg("Tussen de haken kan staan: {namen}.", namen=wanted),
            )  # fmt: skip
            return UNKNOWN
        first = next(iter(bound.arguments.values()), None)
        if isinstance(first, str) and not (self._reference(first) if name == "cite" else self._deadline(first)):
            return UNKNOWN
        if any(value is UNKNOWN for value in bound.arguments.values()):
            return UNKNOWN
        return self._tried(name, function, arguments, named)

    def _tried(
        self, name: str, function: Callable[..., object], arguments: Sequence[object], named: Mapping[str, object]
    ) -> object:
        try:
            return function(*arguments, **named)
        except ContentError as error:
            rule = Rule.REFERENCE if name == "cite" else Rule.DEADLINE
            self._tell(rule, error.what, error.mend)
        except BriefgenError as error:
            self._tell(Rule.ARGUMENT, error.what, error.mend)
        except (TypeError, ValueError, AttributeError) as error:
            self._tell(
                Rule.ARGUMENT, msg("De functie {naam} wordt hier verkeerd aangeroepen.", naam=name),
                msg("Kijk naar wat tussen de haken staat ({reden}).", reden=error),
            )  # fmt: skip
        return UNKNOWN

    def _reference(self, reference: str) -> bool:
        """Tell of a provision that is not on record, or that the letter does not declare."""
        known = self._bench.workshop.registry.references
        if reference not in known:
            near = difflib.get_close_matches(reference, known, 1, 0.6)
            self._tell(
                Rule.REFERENCE, msg("De bepaling '{id}' staat niet in legal_refs.", id=reference),
                msg("Bedoelt u '{naam}'?", naam=near[0]) if near else
                msg("Zoek de juiste aanduiding met: {opdracht}.", opdracht="briefgen refs search"),
            )  # fmt: skip
            return False
        if self._declared is not None and reference not in self._declared:
            self._tell(
                Rule.UNDECLARED, msg("letter.yaml noemt de bepaling {id} niet.", id=reference),
                msg("Voeg {id} toe bij 'citeert' in letter.yaml.", id=reference),
            )  # fmt: skip
        return True

    def _deadline(self, rule: str) -> bool:
        rules = self._bench.workshop.deadlines.ids
        if rule in rules:
            return True
        near = difflib.get_close_matches(rule, rules, 1, 0.5)
        self._tell(
            Rule.DEADLINE, msg("Er is geen termijnregel '{id}'.", id=rule),
            msg("Bedoelt u '{naam}'?", naam=near[0]) if near else
            msg("Alle regels ziet u met: {opdracht}.", opdracht="briefgen deadline"),
        )  # fmt: skip
        return False
