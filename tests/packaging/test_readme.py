"""The README keeps its word: its commands run as they stand there, one after the other, in an empty folder."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from outside import ROOT, Run, environment

README = (ROOT / "README.md").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
AFTERWARDS = [["batch", verb] for verb in ("status", "next", "report")]
LATER = "2027-02-01"  # when the answers to the batch of the README were due
ON = "2026-11-21"  # the README's commands have no date, and the people in its example do not stay young


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def word_file() -> bytes:
    """A letter that somebody else wrote."""
    document, data = Document(), BytesIO()
    document.add_paragraph("Volgens artikel 7.3.10 Jeugdwet vraag ik om een afschrift.")
    document.save(data)
    return data.getvalue()


COMMANDS = [line for block in blocks("sh") for line in block.splitlines() if line.startswith("briefgen ")]


def _dated(arguments: list[str]) -> list[str]:
    """The day on which a command of the README is run, where it counts."""
    if arguments[0] in {"letters", "recipients"} or "new" in arguments or "--date" in arguments:
        return []
    return ["--today", LATER] if arguments[:2] in AFTERWARDS else ["--date", ON]


def test_the_commands_of_the_readme_run_in_their_order(briefgen: Run, tmp_path: Path) -> None:
    (filled,) = blocks("yaml")
    (tmp_path / "brief.docx").write_bytes(word_file())
    shutil.copytree(ROOT / "samples" / "batch", tmp_path / "samples" / "batch")
    for command in COMMANDS:
        _, *arguments = shlex.split(command)
        dated = _dated(arguments)
        run = briefgen(*arguments, *dated, cwd=tmp_path)
        assert (run.returncode, run.stderr) == (0, ""), command
        assert run.stdout, command
        if "new" in arguments:
            case = tmp_path / arguments[-1]
            assert case.is_file()
            case.write_text(filled, encoding="utf-8")
    (letter,) = (path.stem for path in (tmp_path / "out").glob("*.docx"))
    promised = re.findall(r"^\| `([-a-z]*\.[a-z]+)` \|", README, re.MULTILINE)
    assert {path.name for path in (tmp_path / "out").iterdir()} == {f"{letter}{suffix}" for suffix in promised}


def test_the_readme_shows_each_step_of_a_letter() -> None:
    verbs = [" ".join(word for word in shlex.split(command)[1:3] if word.isalpha()) for command in COMMANDS]
    assert verbs == [
        "letters", "letters", "case new", "case check", "advise", "draft",
        "batch", "batch", "recipients check", "batch", "batch answer", "batch status", "batch next", "batch report",
        "audit",
    ]  # fmt: skip


def test_every_make_command_exists() -> None:
    texts = (README, (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    named = {target for text in texts for target in re.findall(r"(?:`|^)make ([a-z]+)", text, re.MULTILINE)}
    assert {"demo", "test"} <= named <= TARGETS


@pytest.mark.parametrize("target", sorted(TARGETS - {"help"}))
def test_every_make_command_is_explained(target: str) -> None:
    command = ["make", "--no-print-directory", "help"]
    run = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT, env=environment())
    assert re.search(rf"^make {target} +\w", run.stdout, re.MULTILINE)


def test_the_readme_lists_the_letters_there_are() -> None:
    there = {path.parent.name for path in (ROOT / "templates" / "letters").glob("*/letter.yaml")}
    section = README.split("## De brieven\n", 1)[1].split("\n## ", 1)[0]
    assert set(re.findall(r"^\| `([a-z0-9-]+)` \|", section, re.MULTILINE)) == there


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_what_the_documents_link_to_exists(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#\s]+)\)", text) if not link.startswith("https://")]
    assert not [link for link in links if not (ROOT / link).exists()]
