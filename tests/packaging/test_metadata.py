"""What pyproject.toml promises is what the code asks for."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from outside import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WITH_ANOTHER = {"pydantic_core": "pydantic"}
"""Modules of a distribution that another pins to the one version it works with."""


def requirement(text: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", text)
    assert found is not None
    return re.sub(r"[-_.]+", "-", found.group()).lower()


def imported(folder: Path) -> set[str]:
    """The distributions that the modules in `folder` import, wherever in a module."""
    modules: set[str] = set()
    own = {path.stem for path in folder.rglob("*.py")} | {"briefgen"}
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.split(".", 1)[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                modules.add((node.module or "").split(".", 1)[0])
    owners = packages_distributions()
    return {
        requirement(WITH_ANOTHER.get(module) or owners.get(module, [module])[0])
        for module in modules - sys.stdlib_module_names - own
    }


def extras() -> list[str]:
    """What the program imports only when somebody asks for what it is for: all extras but those of developers."""
    found = PROJECT["optional-dependencies"].items()
    return [text for name, texts in found if name not in {"test", "dev"} for text in texts]


def test_the_dependencies_are_what_the_program_imports() -> None:
    assert {requirement(text) for text in PROJECT["dependencies"] + extras()} == imported(ROOT / "src")


@pytest.mark.parametrize("folder", ["tests", "tools", "bench"])
def test_the_test_extra_holds_what_tests_and_tools_import(folder: str) -> None:
    known = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"] + extras()
    assert imported(ROOT / folder) <= {requirement(text) for text in known}


def test_every_runtime_dependency_has_a_lowest_and_an_excluded_version() -> None:
    assert all(re.search(r">=[\d.]+,<\d", text) for text in PROJECT["dependencies"])
    assert any(re.fullmatch(r"typst>=0\.(\d+)\.0,<0\.(\d+)", text) for text in PROJECT["dependencies"])
