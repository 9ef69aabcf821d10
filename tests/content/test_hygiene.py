"""Rules of the house that a reader of the code relies on."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from shipped import ROOT

SOURCES = sorted((ROOT / "src" / "briefgen").rglob("*.py"))
LETTERS = sorted((ROOT / "templates" / "letters").glob("*/letter.md"))

LAW = re.compile(
    r"\bart(ikel|ikelen|\.)?\s*\d|\b\d+:\d+[a-z]?\b.*\b(BW|Awb)\b|\b(Jeugdwet|Awb|Woo|UAVG|BW|Rv)\s+\d|\b\d+\.\d+\.\d+\s+(Jeugdwet|Jw)"
)
TERM = re.compile(
    r"\b(\d+|een|één|twee|drie|vier|vijf|zes|acht|tien|twaalf)\s+(werk)?(dag|dagen|week|weken|maand|maanden)\b|"
    r"timedelta\((days|weeks)=([2-9]|\d\d+)\)|relativedelta\((days|weeks|months|years)=\d"
)
LETTER_WORDS = re.compile(r"Hoogachtend|Geachte?\b|Betreft:|Bijlagen?:|t\.a\.v\.|Edelachtbare")


def _strings(path: Path) -> list[tuple[int, str]]:
    """Every string in a module that is not a docstring, with its line."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    ]


def _examples(path: Path) -> set[str]:
    """Strings that are examples of an answer in the model: what a person may write, not what a letter says."""
    if path.parent.name != "facts":
        return set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {
        inner.value
        for call in calls
        for argument in [*call.args[3:], *(keyword.value for keyword in call.keywords if keyword.arg == "examples")]
        for inner in ast.walk(argument)
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str)
    }


def _found(pattern: re.Pattern[str], path: Path) -> list[str]:
    examples = _examples(path)
    return [
        f"{path.name}:{line}: {text}" for line, text in _strings(path) if text not in examples and pattern.search(text)
    ]


@pytest.mark.parametrize("pattern", [LAW, TERM, LETTER_WORDS], ids=["law", "term", "letter"])
@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_law_term_or_letter_in_python(path: Path, pattern: re.Pattern[str]) -> None:
    assert _found(pattern, path) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_term_is_computed_in_python(path: Path) -> None:
    code = re.sub(r"#.*", "", path.read_text(encoding="utf-8"))
    assert not re.search(r"timedelta\((days|weeks)=(7|14|21|28|30|31|42|56)\)", code)


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.parent.name)
def test_no_sentence_of_a_letter_in_python(path: Path) -> None:
    sentences = [
        line.strip(" -1.")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "{" not in line and len(line.split()) >= 5
    ]
    assert sentences
    code = "\n".join(text for source in SOURCES for _, text in _strings(source))
    for sentence in sentences:
        assert sentence not in code


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_command_line_reads_the_clock(path: Path) -> None:
    if path.parent.name == "cli":
        return
    assert not re.search(r"date\.today\(|datetime\.now\(|time\.time\(", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.parent.name)
def test_a_letter_has_one_sentence_a_line(path: Path) -> None:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\([^)]*\)", "", line)
        assert len(re.findall(r"[.?!] +[A-Z]", text)) <= 2, f"{path}:{number}"


def test_the_checks_above_can_fail() -> None:
    assert LAW.search("artikel 7.3.10 Jeugdwet")
    assert LAW.search("art. 4.4")
    assert TERM.search("binnen twee weken")
    assert TERM.search("timedelta(days=14)")
    assert LETTER_WORDS.search("Geachte heer")
