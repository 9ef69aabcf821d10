"""Lay a tree over the model: which keys exist, where a section, list or text belongs.

What does not fit becomes a finding here and is left out of the data, so that the model's own
validation never speaks about it a second time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from briefgen.errors import Message, msg
from briefgen.facts.fields import Fact, Kind, every_path, facts_of
from briefgen.facts.model import CaseFacts
from briefgen.facts.places import FactPath, Finding, excerpt
from briefgen.facts.tree import Entry, Items, Leaf, Node, Section

if TYPE_CHECKING:
    from briefgen.facts.base import Facts

_SUGGESTIONS = 50  # looking for a near key takes time; after this many unknown keys it is another kind of file


@dataclass(slots=True)
class Fitted:
    """The data for the model, where it all stands (in the order of the file), and what did not fit."""

    data: dict[str, object] = field(default_factory=dict)
    places: dict[FactPath, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    settled: set[FactPath] = field(default_factory=set)
    unknown: int = 0

    def refuse(self, path: FactPath, what: Message, mend: Message) -> None:
        """Report what is at `path`, and let no one else speak about it."""
        self.findings.append(Finding(path, what, mend))
        self.settled.add(path)


def fit(root: Section, model: type[Facts]) -> Fitted:
    """Lay `root` over `model`."""
    fitted = Fitted()
    fitted.places[()] = root.line
    fitted.data = _section(fitted, root, model, ())
    return fitted


def _section(fitted: Fitted, section: Section, model: type[Facts], path: FactPath) -> dict[str, object]:
    facts = facts_of(model)
    data: dict[str, object] = {}
    lines: dict[str, int] = {}
    for entry in section.entries:
        if entry.key is None:
            fitted.findings.append(Finding(path, *_no_key(), line=entry.line or None))
        elif entry.key not in facts:
            fitted.places[(*path, entry.key)] = entry.line
            fitted.findings.append(Finding((*path, entry.key), *_unknown_key(fitted, entry, model)))
        elif entry.key in lines:
            what = msg(
                "De sleutel '{sleutel}' staat er al, op regel {regel}.", sleutel=entry.key, regel=lines[entry.key]
            )
            mend = msg("Verwijder een van de twee, of voeg ze samen.")
            fitted.findings.append(Finding((*path, entry.key), what, mend, line=entry.line or None))
        else:
            lines[entry.key] = entry.line
            here = (*path, entry.key)
            fitted.places[here] = entry.line
            value = _fact(fitted, entry.value, facts[entry.key], here)
            if value is not None:
                data[entry.key] = value
    return data


def _fact(fitted: Fitted, node: Node, fact: Fact, path: FactPath) -> object:
    """The value for `fact`, or None if the node is empty or at fault."""
    if _dropped(fitted, node, path):
        return None
    if not fact.many:
        return _single(fitted, node, fact, path)
    # People write one value without a dash; nothing else can be meant by it.
    items = node.items if isinstance(node, Items) else (node,)
    return _several(fitted, items, fact, path, dashes=isinstance(node, Items))


def _several(fitted: Fitted, items: tuple[Node, ...], fact: Fact, path: FactPath, *, dashes: bool) -> object:
    values: list[object] = []
    for item in items:
        here = (*path, len(values))
        if dashes:
            fitted.places[here] = item.line
        spot = here if dashes or isinstance(item, Section) else path
        value = None if dashes and _dropped(fitted, item, here) else _single(fitted, item, fact, spot)
        if value is not None or here in fitted.settled:
            values.append(value)  # also when at fault: the items after it keep their number
    return values or None


def _dropped(fitted: Fitted, node: Node, path: FactPath) -> bool:
    """Report what is wrong with `node` itself; whether nothing of it can be used then."""
    if node.problem is None:
        return False
    fitted.findings.append(Finding(path, node.problem.what, node.problem.mend))
    if isinstance(node, Leaf):
        fitted.settled.add(path)
    return isinstance(node, Leaf)


def _single(fitted: Fitted, node: Node, fact: Fact, path: FactPath) -> object:
    refused: tuple[Message, Message] | None = None
    match node:
        case Leaf(text=None):
            return None
        case Leaf(text=text) if fact.section is None or fact.by_name:
            return _canonical(text, fact)
        case Leaf():
            refused = _not_a_text(fact)
        case Items():
            refused = _not_a_list(fact)
        case Section() if fact.section is None:
            refused = _not_a_section(node)
        case Section():
            return _inner(fitted, node, fact.section, path)
    fitted.refuse(path, *refused)
    return None


def _inner(fitted: Fitted, section: Section, model: type[Facts], path: FactPath) -> object:
    """A section within another; None if nothing is filled in and nothing has to be."""
    before = len(fitted.findings)
    data = _section(fitted, section, model, path)
    if data or any(fact.required for fact in facts_of(model).values()):
        return data
    if len(fitted.findings) > before:
        fitted.settled.add(path)  # nothing of it is left because nothing in it was right
    return None


def _canonical(text: str | None, fact: Fact) -> str | None:
    """The word as the list has it, whatever the capitals and spaces; any other text as it is."""
    if text is None or fact.kind is not Kind.CHOICE:
        return text
    plain = " ".join(text.split()).casefold()
    return next((choice for choice in fact.choices if choice.casefold() == plain), text)


def _no_key() -> tuple[Message, Message]:
    return (
        msg("Hier staat een sleutel die geen gewoon woord is."),
        msg("Zet een tekst die met een accolade of haak begint tussen aanhalingstekens."),
    )


def _unknown_key(fitted: Fitted, entry: Entry, model: type[Facts]) -> tuple[Message, Message]:
    fitted.unknown += 1
    key = entry.key or ""
    if key == "<<":
        return msg("Samenvoegen met << kan hier niet."), msg("Schrijf de gegevens voluit.")
    what = msg("De sleutel '{sleutel}' bestaat hier niet.", sleutel=excerpt(key))
    facts = facts_of(model)
    near = _near(key, model) if fitted.unknown <= _SUGGESTIONS and len(key) <= 60 else None
    if key in facts_of(CaseFacts):
        return what, msg("Deze sleutel hoort vooraan de regel, zonder inspringen.")
    elsewhere = ", ".join(_homes().get(key, ()))
    if near is not None and elsewhere:
        return what, msg("Bedoelt u '{sleutel}'? Of hoort dit bij: {plekken}?", sleutel=near, plekken=elsewhere)
    if near is not None:
        return what, msg("Bedoelt u '{sleutel}'?", sleutel=near)
    if elsewhere:
        return what, msg("Deze sleutel hoort bij: {plekken}. Controleer het inspringen.", plekken=elsewhere)
    return what, msg("Hier kunnen staan: {sleutels}.", sleutels=", ".join(facts))


def _near(key: str, model: type[Facts]) -> str | None:
    plain = key.strip().casefold().replace(" ", "_").replace("-", "_")
    facts = facts_of(model)
    if close := get_close_matches(plain, facts, n=1, cutoff=0.7):
        return close[0]
    titles = {fact.title.casefold().replace(" ", "_"): fact.key for fact in facts.values()}
    close = get_close_matches(plain, titles, n=1, cutoff=0.8)
    return titles[close[0]] if close else None


@cache
def _homes() -> dict[str, list[str]]:
    """For each key the sections that have it."""
    homes: dict[str, list[str]] = {}
    for path in every_path():
        section, _, key = path.rpartition(".")
        homes.setdefault(key, []).append(section.replace(".", " › "))
    return homes


def _not_a_list(fact: Fact) -> tuple[Message, Message]:
    what = msg("Bij '{titel}' hoort één waarde, geen lijst.", titel=fact.title)
    return what, msg("Haal het streepje of de haken weg. Voorbeeld: {voorbeeld}", voorbeeld=fact.example)


def _not_a_section(section: Section) -> tuple[Message, Message]:
    inside = ", ".join(f"{excerpt(entry.key or '…', 30)}:" for entry in section.entries[:3])
    return (
        msg("Hier hoort tekst; er staan sleutels met waarden ({sleutels}).", sleutels=inside or "{}"),
        msg("Staat er een dubbele punt of accolade in de tekst? Zet de tekst tussen aanhalingstekens, of achter |."),
    )


def _not_a_text(fact: Fact) -> tuple[Message, Message]:
    what = msg("Onder '{titel}' horen sleutels met waarden, geen losse tekst.", titel=fact.title)
    keys = ", ".join(f"{key}:" for key in facts_of(fact.section)) if fact.section else ""
    return what, msg("Schrijf eronder, ingesprongen: {sleutels}.", sleutels=keys)
