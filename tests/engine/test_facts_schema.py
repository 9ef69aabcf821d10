"""An editor may complete and check a case file with the schema.

No JSON Schema library is installed here, so `faults` below reads the few keywords that the schema
uses, and a test holds the schema to those keywords.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from briefgen.facts.fields import Kind, chain, every_path
from briefgen.facts.schema import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = Path(__file__).parent.parent / "fixtures" / "cases"
SAID = {"title", "description", "examples", "default", "$schema", "$id", "format"}
CHECKED = {"type", "enum", "pattern", "minLength", "maxLength", "minimum", "minItems", "items", "anyOf",
           "properties", "required", "additionalProperties"}  # fmt: skip
TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "integer": (int,), "number": (int, float),
    "null": (type(None),),
}  # fmt: skip


def faults(shape: dict[str, Any], value: Any, path: str = "") -> list[str]:
    """Why `value` does not have this shape."""
    kinds = [shape["type"]] if isinstance(shape.get("type"), str) else shape.get("type", [])
    if kinds and not any(isinstance(value, TYPES[kind]) and not isinstance(value, bool) for kind in kinds):
        return [f"{path}: {value!r} is no {kinds}"]
    if "enum" in shape and value not in shape["enum"]:
        return [f"{path}: {value!r} not in {shape['enum']}"]
    if "anyOf" in shape and all(faults(option, value, path) for option in shape["anyOf"]):
        return [f"{path}: {value!r} fits none"]
    return [*_of_single(shape, value, path), *_of_list(shape, value, path), *_of_object(shape, value, path)]


def _of_single(shape: dict[str, Any], value: Any, path: str) -> Iterator[str]:
    if isinstance(value, str) and not re.search(shape.get("pattern", ""), value):
        yield f"{path}: {value!r} is not {shape['pattern']}"
    if isinstance(value, str) and not shape.get("minLength", 0) <= len(value) <= shape.get("maxLength", 10**9):
        yield f"{path}: length"
    if isinstance(value, int) and value < shape.get("minimum", 0):
        yield f"{path}: too small"


def _of_list(shape: dict[str, Any], value: Any, path: str) -> Iterator[str]:
    if isinstance(value, list) and "items" in shape:
        for item in value:
            yield from faults(shape["items"], item, f"{path}[]")
        if len(value) < shape.get("minItems", 0):
            yield f"{path}: too few"


def _of_object(shape: dict[str, Any], value: Any, path: str) -> Iterator[str]:
    if isinstance(value, dict) and "properties" in shape:
        yield from (f"{path}: lacks {key}" for key in shape.get("required", []) if key not in value)
        yield from (f"{path}: {key} unknown" for key in value if key not in shape["properties"])
        for key, inner in value.items():
            yield from faults(shape["properties"].get(key, {}), inner, f"{path}.{key}")


def shapes(shape: dict[str, Any]) -> list[dict[str, Any]]:
    found = [shape]
    inner = [*shape.get("anyOf", []), *shape.get("properties", {}).values()]
    if "items" in shape:
        inner.append(shape["items"])
    for one in inner:
        found += shapes(one)
    return found


def read(path: Path) -> Any:
    """The file as an editor sees it: YAML 1.2 leaves words and dates as text."""
    text = path.read_text(encoding="utf-8")
    return json.loads(text) if path.suffix == ".json" else yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506


@pytest.mark.parametrize("path", sorted(CASES.iterdir()), ids=lambda path: path.name)
def test_every_fixture_is_valid(path: Path) -> None:
    # The loader also takes words in capitals; the schema has them as the list does.
    text = json.dumps(read(path)).replace("Gezamenlijk", "gezamenlijk").replace("Nee", "nee")
    assert faults(schema(), json.loads(text.replace("Wisselende Medewerkers", "wisselende medewerkers"))) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"onzin": 1}, "onzin unknown"),
        ({"afzender": {"naam": "x"}}, "lacks rol"),
        ({"afzender": "x"}, "'x' is no"),
        ({"kenmerk": {"uw_brief_van": "gisteren"}}, "fits none"),
        ({"verzoek": {"soort": "tante"}}, "fits none"),
        ({"geadresseerde": {"straat": "x"}}, "fits none"),
        ({"klacht": {"gebeurtenissen": []}}, "fits none"),
        ({"bepalingenlijst": "misschien"}, "fits none"),
        ({"toezicht": None}, ""),
        ({"geadresseerde": "GM0228"}, ""),
        ({"geadresseerde": {"naam": "x"}}, ""),
        ({"organisatie": {"naam": "x", "doel": "y", "kvk": 12345678}}, ""),
        ({"verzoek": {"soort": "jeugddossier", "documenten": "x"}}, ""),
        ({"contact": {"beperking": "x", "vorm": "brief", "sinds": "21 november 2026"}}, ""),
        ({"bepalingenlijst": True}, ""),
        ({"bepalingenlijst": "ja"}, ""),
    ],
)
def test_the_schema_knows_right_from_wrong(change: dict[str, Any], said: str) -> None:
    case = read(CASES / "kleinst.yaml") | change
    found = faults(schema(), case)
    assert (said in found[0]) if said else (found == [])


def test_every_fact_is_in_it_with_its_label_question_and_example() -> None:
    whole = schema()
    for dotted in every_path():
        shape = whole
        for fact in chain(dotted):
            options = [one for one in shapes(shape) if fact.key in one.get("properties", {})]
            shape = options[0]["properties"][fact.key]
        fact = chain(dotted)[-1]
        assert (shape["title"], shape["description"]) == (fact.title, fact.question)
        assert shape["examples"]
        if fact.kind is Kind.CHOICE:
            assert any(one.get("enum") == list(fact.choices) for one in shapes(shape))
        assert not faults(shape, shape["examples"][0]) or fact.section is not None


def test_it_is_plain_json_with_known_keywords_and_nothing_to_resolve() -> None:
    whole = schema()
    assert json.loads(json.dumps(whole)) == whole
    assert whole["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert whole["$id"]
    for shape in shapes(whole):
        assert set(shape) <= SAID | CHECKED
        assert shape.get("additionalProperties", True) is ("properties" not in shape)


def test_a_caller_may_change_what_it_gets() -> None:
    schema()["properties"].clear()
    assert schema()["properties"]
