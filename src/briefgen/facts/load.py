"""From a case file to checked, frozen facts; every error of the file at once, in Dutch, with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from pydantic import ValidationError

from briefgen.errors import FactsError, FactsErrors, msg
from briefgen.facts import from_json, from_yaml, guard
from briefgen.facts.explain import explain
from briefgen.facts.fields import facts_of
from briefgen.facts.fit import fit
from briefgen.facts.model import CaseFacts
from briefgen.facts.places import FactPath, Finding, located
from briefgen.facts.text_file import decoded, read_bytes
from briefgen.facts.tree import Leaf, Node, Section, planted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_SHOWN = 100  # errors; more help no one
# What YAML refuses in any place, or takes for the end of a line where an editor shows none.
_NOT_TEXT = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with where it was read: `places` gives the line of each key and list item in the file."""

    facts: CaseFacts
    places: Mapping[FactPath, int]
    name: str
    source: bytes


def load(path: Path, *, unprintable: guard.Unprintable) -> CaseFile:
    """Read the case file at `path`, YAML or JSON.

    Raises FactsError if the file as a whole cannot be read, FactsErrors with everything that is
    wrong in it otherwise. `unprintable` says which characters a letter cannot hold.
    """
    source = read_bytes(path)
    return _parsed(decoded(source, str(path)), source, str(path), unprintable)


def parse(text: str, *, name: str, unprintable: guard.Unprintable) -> CaseFile:
    """Read a case from `text`; `name` stands in the errors where a file's name would. Raises as `load` does."""
    return _parsed(text.removeprefix("\ufeff"), text.encode("utf-8", "surrogatepass"), name, unprintable)


def build(data: Mapping[str, object], *, name: str, unprintable: guard.Unprintable) -> CaseFacts:
    """Make facts from values under Dutch keys that stand in no file: answers to questions, a CSV row.

    Raises FactsErrors with everything that is wrong, each under `name` and its key path; TypeError
    for a value that a case file could not hold.
    """
    return _facts(planted(data), name, unprintable, [])[0]


def _parsed(text: str, source: bytes, name: str, unprintable: guard.Unprintable) -> CaseFile:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise FactsError(
            msg("Dit is geen tekstbestand."),
            where=name,
            mend=msg("Sla de zaak op als gewone tekst (UTF-8), in YAML of JSON."),
        )
    text, found = _without_control(text)
    root = _tree(text, name)
    facts, places = _facts(root, name, unprintable, found)
    return CaseFile(facts, MappingProxyType(places), name, source)


def _without_control(text: str) -> tuple[str, list[Finding]]:
    """Put a space for each character that is no text, so that the rest can still be read; report them by line."""
    found: list[Finding] = []
    for line, content in enumerate(text.split("\n"), start=1) if _NOT_TEXT.search(text) else ():
        found.extend(
            Finding((), *guard.told_character(character), line=line)
            for character in dict.fromkeys(_NOT_TEXT.findall(content))
        )
    return _NOT_TEXT.sub(" ", text) if found else text, found


def _tree(text: str, name: str) -> Section:
    """The tree of the file. What starts as JSON is read as JSON, which YAML readers only nearly do."""
    root: Node | None
    if not text.lstrip().startswith("{"):
        root = from_yaml.read(text, name)
    else:
        try:
            root = from_json.read(text, name)
        except FactsError:
            if name.lower().endswith(".json"):
                raise
            root = from_yaml.read(text, name)
    if isinstance(root, Section):
        return root
    example = next(iter(facts_of(CaseFacts)))
    if root is None or (isinstance(root, Leaf) and root.text is None):
        raise FactsError(
            msg("Het bestand is leeg."),
            where=name,
            mend=msg("Schrijf de gegevens van de zaak op, te beginnen met '{sleutel}:'.", sleutel=example),
        )
    raise FactsError(
        msg("Het bestand bevat geen sleutels met waarden."),
        where=f"{name}:{root.line}",
        mend=msg("Begin met een sleutel en een dubbele punt, zoals '{sleutel}:'.", sleutel=example),
    )


def _facts(
    root: Section, name: str, unprintable: guard.Unprintable, found: list[Finding]
) -> tuple[CaseFacts, dict[FactPath, int]]:
    fitted = fit(root, CaseFacts)
    findings = [*found, *fitted.findings, *guard.findings(fitted.data, unprintable)]
    facts: CaseFacts | None = None
    try:
        facts = CaseFacts.model_validate(fitted.data)
    except ValidationError as error:
        findings += explain(error.errors(), CaseFacts, fitted.places, fitted.settled)
    if findings or facts is None:
        raise FactsErrors(_first(located(findings, name=name, places=fitted.places), name), where=name)
    return facts, fitted.places


def _first(errors: tuple[FactsError, ...], name: str) -> tuple[FactsError, ...]:
    rest = len(errors) - _SHOWN
    if rest <= 0:
        return errors
    more = msg("Er zijn nog {aantal} andere fouten.", aantal=rest)
    return (*errors[:_SHOWN], FactsError(more, where=name, mend=msg("Verbeter eerst de fouten hierboven.")))
