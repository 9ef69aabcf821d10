"""Reading the YAML records of ``legal_refs/`` strictly: one record per file, file name is its id."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import yaml
from pydantic import ValidationError

from briefgen.errors import ContentError, msg

try:  # the loader in C, where PyYAML was built with it: the same YAML, several times as fast
    from yaml import CSafeLoader as _Safe
except ImportError:
    from yaml import SafeLoader as _Safe  # type: ignore[assignment]  # the same loader in Python

if TYPE_CHECKING:
    from briefgen.law.records import Record

Kind = TypeVar("Kind", bound="Record")


class _StrictLoader(_Safe):
    """Safe YAML that refuses a key given twice and keeps only true dates and numbers as such."""


def _mapping_without_duplicates(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict[object, object]:
    loader.flatten_mapping(node)
    pairs = [(loader.construct_object(key, deep=True), value) for key, value in node.value]
    seen: set[object] = set()
    for key, value in pairs:
        if not isinstance(key, Hashable):
            raise yaml.constructor.ConstructorError(None, None, "a key that is no word", value.start_mark)
        if key in seen:
            raise yaml.constructor.ConstructorError(None, None, f"key {key!r} twice", value.start_mark)
        seen.add(key)
    return {key: loader.construct_object(value, deep=True) for key, value in pairs}


_StrictLoader.add_constructor("tag:yaml.org,2002:map", _mapping_without_duplicates)


def read_yaml(path: Path) -> object:
    """Read one shipped YAML file. Raises ContentError naming file and line."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_StrictLoader)  # noqa: S506 - a SafeLoader with a check
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ContentError(
            msg("Dit bestand kan niet worden gelezen: {fout}", fout=error),
            where=str(path),
            mend=msg("Herstel het bestand of installeer briefgen opnieuw."),
        ) from error


def read_record(path: Path, kind: type[Kind]) -> Kind:
    """Read `path` as one record of `kind`. Raises ContentError naming file, key and what is wrong."""
    try:
        return kind.model_validate(read_yaml(path))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ContentError(
            msg("Het veld {veld} klopt niet: {fout}", veld=place or "-", fout=first["msg"]),
            where=str(path),
            mend=msg("Verbeter het bestand; CONTRIBUTING.md beschrijft elk veld."),
        ) from error
