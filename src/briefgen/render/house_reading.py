"""Reading ``house.yaml``: the house style, or all that is wrong with it, each with its line and the mend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from briefgen.errors import Message, msg
from briefgen.render import house_sums
from briefgen.render.house import House, Part, Side

Path = tuple[str, ...]
"""The keys that lead to a value."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing in ``house.yaml`` that cannot be used: its line, the keys that lead to it, and the mend."""

    line: int
    path: Path
    what: Message
    mend: Message
    meant: str = ""
    """The key that was probably meant."""


Windows = Mapping[str, Mapping[str, float]]
"""The box in which an address falls within the window, by the side that the window is on; as in ``windows.yaml``."""


def examined(source: str, windows: Windows) -> tuple[House | None, tuple[Fault, ...]]:
    """Read ``house.yaml``: the house style, or everything that is wrong with it in the order of the file.

    Where the file gives no place for the address, it gets the one of `windows` for its side.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(source)
    try:
        tree = loader.get_single_node()
        data = None if tree is None else loader.construct_document(tree)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        return None, (
            Fault(
                mark.line + 1 if mark else 1, (),
                msg("Hier is het bestand niet te lezen ({reden}).", reden=problem),
                msg("Controleer inspringing, dubbele punten en aanhalingstekens."),
            ),
        )  # fmt: skip
    if not isinstance(data, dict):
        what = msg("Dit bestand heeft geen sleutels.")
        return None, (Fault(1, (), what, msg("Begin met een kopie van dat van briefgen: briefgen letterhead new.")),)
    lines = dict(_lines(tree))
    faults = [
        Fault(
            line, path, msg("De sleutel '{sleutel}' staat hier twee keer.", sleutel=path[-1]),
            msg("Laat er een staan."),
        )
        for path, line in _doubles(tree)
    ]  # fmt: skip
    data = _with_window(data, windows)
    house, errors = _validated(data)
    found = [_explained(one, lines) for one in errors]
    faults += [fault for fault in found if not _misspelt(fault, found)]
    mended, unsure = (house, frozenset[str]()) if house is not None else _stood_in(data, errors)
    if mended is not None:
        faults += [
            Fault(lines.get(path[:2], lines.get(path[:1], 1)), path, what, mend)
            for path, what, mend in house_sums.wrong(mended, unsure)
        ]
    return (None if faults else house), tuple(sorted(faults, key=lambda fault: fault.line))


def draft(source: str, windows: Windows) -> tuple[House | None, frozenset[str]]:
    """Of a ``house.yaml`` with faults what can still be looked at, and the sections that have faults.

    In such a section a value may be a guess. None when nothing can be looked at.
    """
    try:
        data = yaml.load(source, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader
    except (yaml.YAMLError, RecursionError):
        return None, frozenset()
    if not isinstance(data, dict):
        return None, frozenset()
    house, errors = _validated(_with_window(data, windows))
    if house is None:
        house, _ = _stood_in(_with_window(data, windows), errors)
    return house, frozenset(str(error["loc"][0]) for error in errors)


def _with_window(data: Mapping[str, Any], windows: Windows) -> Mapping[str, Any]:
    window = data.get("adresvenster")
    if isinstance(window, dict) and (standard := windows.get(str(window.get("kant", Side.LEFT)))):
        return {**data, "adresvenster": {**standard, **window}}
    return data


def _validated(data: Mapping[str, Any]) -> tuple[House | None, list[Any]]:
    try:
        return House.model_validate(data), []
    except ValidationError as error:
        return None, list(error.errors(include_url=False))


def _stood_in(data: Mapping[str, Any], errors: list[Any]) -> tuple[House | None, frozenset[str]]:
    """The house style with something in the place of each faulty value, and the sections whose measures are guesses.

    So what cannot be right together is told in the same breath. None where nothing can stand in.
    """
    copy = deepcopy(dict(data))
    unsure = set()
    for error in errors:
        *above, last = error["loc"]
        holder: Any = copy
        for key in above:
            holder = holder.get(key) if isinstance(holder, dict) else None
        if not isinstance(holder, dict):
            return None, frozenset()
        holder.pop(last, None)
        field = _field((*map(str, above), str(last)))
        if error["type"] == "extra_forbidden" or field is None or not field.is_required():
            unsure.add(str(error["loc"][0]))
            continue
        value = next((each for each in _STAND_INS if _fits(field, each)), None)
        if not isinstance(value, str):
            unsure.add(str(error["loc"][0]))
        holder[last] = value
    return _validated(copy)[0], frozenset(unsure)


_STAND_INS = (10, 2, 1, "000000", "x.png", "x")


def _fits(field: FieldInfo, value: object) -> bool:
    try:
        TypeAdapter(field.rebuild_annotation()).validate_python(value)
    except ValidationError:
        return False
    return True


def _lines(node: yaml.Node | None, path: Path = ()) -> Iterator[tuple[Path, int]]:
    """The line of every key, by the keys that lead to it."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            below = (*path, str(key.value))
            yield below, key.start_mark.line + 1
            yield from _lines(value, below)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield (*path, str(index)), value.start_mark.line + 1


def _doubles(node: yaml.Node | None) -> Iterator[tuple[Path, int]]:
    seen = set()
    for path, line in _lines(node):
        if path in seen:
            yield path, line
        seen.add(path)


def _explained(found: Mapping[str, Any], lines: Mapping[Path, int]) -> Fault:
    """One fault of pydantic, for people."""
    path = tuple(str(part) for part in found["loc"])
    line = next((lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in lines), 1)
    if found["type"] == "extra_forbidden":
        known = keys(path[:-1])
        near = get_close_matches(path[-1], known, n=1, cutoff=0.6)
        what = msg("De sleutel '{sleutel}' bestaat hier niet.", sleutel=path[-1])
        if near:
            return Fault(line, path, what, msg("Bedoelt u '{sleutel}'?", sleutel=near[0]), meant=near[0])
        return Fault(line, path, what, msg("Kies uit: {keuzes}.", keuzes=", ".join(known)))
    return Fault(line, path, *_reason(str(found["type"]), found.get("input"), found.get("ctx", {}), path))


def _misspelt(fault: Fault, others: list[Fault]) -> bool:
    """Whether this key is only missing because another one is a slip of the pen for it."""
    return any(
        other.path != fault.path and other.path[:-1] == fault.path[:-1] and other.meant == fault.path[-1]
        for other in others
    )


def _reason(kind: str, given: object, limits: Mapping[str, Any], path: Path) -> tuple[Message, Message]:
    if kind == "missing":
        return msg("Hier ontbreekt '{sleutel}'.", sleutel=path[-1]), _meaning(path)
    if kind in {"float_type", "float_parsing", "finite_number"}:
        return msg("'{waarde}' is geen getal.", waarde=_shown(given)), msg("Schrijf een getal, zoals 12 of 10.5.")
    if kind in {"greater_than_equal", "less_than_equal"}:
        least, most = limits.get("ge"), limits.get("le")
        return msg("{waarde} kan hier niet.", waarde=given), (
            msg("Kies ten hoogste {getal}.", getal=most)
            if least is None
            else msg("Kies ten minste {getal}.", getal=least)
        )
    field = _field(path)
    rule = f"{field.annotation} {field.metadata}" if field else ""
    if "0-9A-Fa-f" in rule:
        return (
            msg("'{waarde}' is geen kleur.", waarde=_shown(given)),
            msg("Schrijf zes cijfers of letters a-f tussen aanhalingstekens, zoals {kleur}.", kleur='"1F3864"'),
        )
    if "png" in rule:
        return (
            msg("'{waarde}' is geen afbeelding die Word en PDF allebei kennen.", waarde=_shown(given)),
            msg("Sla de afbeelding op als PNG of JPEG in deze map, en noem alleen de naam van het bestand."),
        )
    return msg("'{waarde}' kan hier niet.", waarde=_shown(given)), _meaning(path)


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _field(path: Path) -> FieldInfo | None:
    """What the house style says about the value that these keys lead to."""
    while path and path[-1].isdecimal():
        path = path[:-1]
    model: type[Part] | None = House
    field: FieldInfo | None = None
    for key in path:
        if model is None:
            return None
        field = next((one for one in model.model_fields.values() if one.alias == key), None)
        model = _part(field)
    return field


def _part(field: FieldInfo | None) -> type[Part] | None:
    inner = field.annotation if field else None
    options = [inner, *getattr(inner, "__args__", ())]
    return next((one for one in options if isinstance(one, type) and issubclass(one, Part)), None)


def keys(path: Path = ()) -> Path:
    """The keys that ``house.yaml`` may have below `path`."""
    model = _part(_field(path)) if path else House
    return () if model is None else tuple(str(field.alias) for field in model.model_fields.values())


def _meaning(path: Path) -> Message:
    """What the value is for, as a mend."""
    field = _field(path)
    explained = field.description if field else ""
    if field is not None and "Place" in str(field.annotation):
        return msg("Kies uit: {keuzes}.", keuzes="links, midden, rechts")
    if field is not None and "Side" in str(field.annotation):
        return msg("Kies uit: {keuzes}.", keuzes="links, rechts")
    return msg("{uitleg} Kijk in het house.yaml van briefgen hoe het moet.", uitleg=explained)
