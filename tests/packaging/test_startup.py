"""`briefgen --help` answers at once: nothing heavy is loaded for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from outside import environment

HEAVY = (
    "PIL",
    "docx",
    "distributed",
    "docxtpl",
    "filelock",
    "fontTools",
    "icalendar",
    "jinja2",
    "lxml",
    "markdown_it",
    "matplotlib",
    "prompt_toolkit",
    "pydantic",
    "pypdf",
    "pypdfium2",
    "questionary",
    "typst",
    "urllib3",
    "yaml",
)
SCRIPT = f"""
import sys
from briefgen.cli.main import main
try:
    main(sys.argv[1:])
finally:
    print(*sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("--version",),
        ("draft", "--help"),
        ("ask", "--help"),
        ("bundle", "--help"),
        ("case", "--help"),
        ("deadline", "--help"),
        ("batch", "--help"),
        ("batch", "report", "--help"),
        ("refs", "--help"),
        ("refs", "update", "--help"),
        ("--lang", "en", "--help"),
    ],
)
def test_help_loads_nothing_heavy(arguments: tuple[str, ...], tmp_path: Path) -> None:
    command = [sys.executable, "-c", SCRIPT, *arguments]
    run = subprocess.run(command, check=False, capture_output=True, text=True, env=environment(), cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert run.stdout
    assert not run.stderr.strip()
