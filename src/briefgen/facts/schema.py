"""The case file as JSON Schema, so that an editor can complete and check it while someone types."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from briefgen.errors import msg
from briefgen.facts.base import Facts
from briefgen.facts.fields import Fact, Kind, facts_of
from briefgen.facts.model import CaseFacts
from briefgen.facts.scalars import Email

SCHEMA_ID = "urn:briefgen:zaak"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
# What `dutch.dates.parse` reads; whether the day exists is for the loader to say.
_DAY = r"^\s*(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{1,2}\s+[A-Za-z]+\s+\d{4})\s*$"


def schema() -> dict[str, Any]:
    """The schema of a case file, draft 2020-12, made from the model; a new value each time.

    It accepts whatever the loader accepts and an editor may see in it: a number where a text is
    meant (an editor does not know that `kvk: 12345678` stays text), no value for a fact that a case
    may lack, one value where several may stand. It does not know every rule; the loader does.
    """
    return {
        "$schema": _DIALECT,
        "$id": SCHEMA_ID,
        "title": str(msg("Zaak")),
        "description": str(msg("De gegevens van een zaak, waaruit brieven worden gemaakt.")),
        **_section(CaseFacts),
    }


def _section(model: type[Facts]) -> dict[str, Any]:
    facts = facts_of(model)
    shape: dict[str, Any] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {key: _fact(fact) for key, fact in facts.items()},
    }
    if required := [key for key, fact in facts.items() if fact.required]:
        shape["required"] = required
    return shape


def _fact(fact: Fact) -> dict[str, Any]:
    about: dict[str, Any] = {"title": fact.title, "description": fact.question, "examples": [_example(fact)]}
    if fact.default:
        about["default"] = fact.default
    single = _single(fact)
    shapes = [single]
    if fact.many:
        shapes.insert(0, {"type": "array", "items": single, **({"minItems": 1} if fact.required else {})})
    if fact.by_name:
        shapes.insert(0, {"type": "string", "minLength": 1})
    if not fact.required:
        shapes.append({"type": "null"})
    return {**about, **(shapes[0] if len(shapes) == 1 else {"anyOf": shapes})}


def _single(fact: Fact) -> dict[str, Any]:
    match fact.kind:
        case Kind.SECTION:
            return _section(fact.section) if fact.section is not None else {}
        case Kind.CHOICE:
            return {"enum": list(fact.choices)}
        case Kind.YES_NO:
            return {"enum": ["ja", "nee", True, False]}
        case Kind.DAY:
            return {"type": "string", "pattern": _DAY}
        case Kind.COUNT:
            return {"type": ["integer", "string"], "minimum": 1, "pattern": r"^\s*\d+\s*$"}
        case Kind.TEXT:
            rules = TypeAdapter(fact.value_type).json_schema()
            return {**rules, "type": "string" if fact.value_type == Email else ["string", "number"]}


def _example(fact: Fact) -> Any:
    """The example as a value: of a section it is written as "sleutel: waarde"."""
    if fact.section is None or ": " not in fact.example:
        return fact.example
    key, _, value = fact.example.partition(": ")
    return {key: value}
