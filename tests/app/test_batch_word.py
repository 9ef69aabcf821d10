"""``briefgen batch`` on Word files of the sender's own, and with LibreOffice for the PDF."""

from __future__ import annotations

import json
import os
import re
import signal
import stat
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import interrupts  # noqa: F401 - for what it does
import pypdf
import pytest
from docx import Document
from office import office
from shipped import ROOT
from word_templates import adding, built

SAMPLES = ROOT / "samples" / "batch"
LETTER = "toezicht-college"
WORDS = (
    "{%p for regel in brief.geadresseerde %}",
    "{{ regel }}",
    "{%p endfor %}",
    "{{ brief.kenmerken[0].label }} {{ brief.kenmerken[0].waarde }}",
    "{{ brief.aanhef }}",
    "De taak van uw gemeente staat in {{ cite('jw:2.4', lid=2) }}.",
    "{%p for groep in brief.ondertekeningen %}",
    "{% for regel in groep %}{{ regel }} {% endfor %}",
    "{%p endfor %}",
    "{%p if brief.bijlagen %}",
    "{{ brief.bijlagen_label }} {{ brief.bijlagen | opsomming }}",
    "{%p endif %}",
)


def _command(*arguments: str | Path) -> list[str]:
    given = ("--letter", LETTER, "--case", SAMPLES / "campagne.yaml", "--to", SAMPLES / "ontvangers.csv")
    command = [*given, "--date", "2026-11-21", *arguments]
    return [sys.executable, "-m", "briefgen", "batch", *map(str, command)]


def _run(*arguments: str | Path, code: int = 0) -> str:
    result = subprocess.run(_command(*arguments), capture_output=True, text=True, encoding="utf-8", check=False)
    said = result.stdout + result.stderr
    assert "Traceback" not in said, said
    assert result.returncode == code, said
    return " ".join(said.split())


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with a Word file for the letter of the batch."""
    folder = tmp_path / "sjablonen"
    (folder / LETTER).mkdir(parents=True)
    (folder / LETTER / "letter.docx").write_bytes(built(WORDS, table=()))
    return folder


def _paragraphs(path: Path) -> list[str]:
    return [" ".join(paragraph.text.split()) for paragraph in Document(str(path)).paragraphs]


def test_each_body_gets_its_letter_on_the_word_file(tmp_path: Path, own: Path) -> None:
    out = tmp_path / "reeks"
    said = _run("--templates", own, "--format", "docx", "--format", "txt", "--out", out)
    assert "Gemaakt: 3" in said
    words = [_paragraphs(path) for path in sorted((out / "brieven").glob("*.docx"))]
    assert len({paragraphs[1] for paragraphs in words}) == 3
    for paragraphs in words:
        assert "De taak van uw gemeente staat in artikel 2.4, tweede lid, van de Jeugdwet." in paragraphs
        assert "2026/114-" in " ".join(paragraphs)
    records = [json.loads(line) for line in (out / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len({record["teksten"]["letter.docx"] for record in records}) == 1


def test_the_pdfs_come_from_libreoffice_and_go_in_the_print_file(tmp_path: Path, own: Path) -> None:
    office()
    out = tmp_path / "reeks"
    _run("--templates", own, "--format", "pdf", "--out", out)
    letters = sorted((out / "brieven").glob("*.pdf"))
    assert len(letters) == 3
    for path in letters:
        words = " ".join(pypdf.PdfReader(path).pages[0].extract_text().split())
        assert "artikel 2.4, tweede lid, van de Jeugdwet" in words
        assert b"LibreOffice" in path.read_bytes()
    assert len(pypdf.PdfReader(out / "printbestand.pdf").outline) == 3
    assert "Was er al: 3" in _run("--format", "pdf", "--out", out)  # their bytes differ each time that they are made


def test_a_batch_keeps_its_word_file_and_says_when_it_changed(tmp_path: Path, own: Path) -> None:
    arguments = ("--format", "docx", "--out", tmp_path / "reeks")
    _run(*arguments, "--templates", own)
    said = _run(*arguments)
    assert f"Eigen sjablonen: {own} (van deze reeks brieven)" in said
    assert "Was er al: 3" in said
    (own / LETTER / "letter.docx").write_bytes(built(WORDS, table=(), spoil=adding("Met een zin erbij.")))
    said = _run(*arguments)
    assert "sjabloon is veranderd nadat de brieven zijn gemaakt" in said
    assert "waarvan opnieuw" in said
    (path, *_) = (tmp_path / "reeks" / "brieven").glob("*.docx")
    assert "Met een zin erbij." in _paragraphs(path)
    (own / LETTER / "letter.docx").unlink()
    assert "geen eigen sjabloon" in _run(*arguments, code=1)


def test_other_word_files_than_those_of_the_batch_are_told(tmp_path: Path, own: Path) -> None:
    arguments = ("--format", "docx", "--out", tmp_path / "reeks")
    _run(*arguments)
    assert "zijn op een ander sjabloon gemaakt. Nu is het:" in _run(*arguments, "--templates", own)


def test_a_folder_without_a_word_file_for_the_letter_is_refused(tmp_path: Path, own: Path) -> None:
    (own / LETTER).rename(own / "herinnering")
    said = _run("--templates", own, "--out", tmp_path / "reeks", code=1)
    assert f"geen eigen sjabloon voor {LETTER}" in said
    assert f"{LETTER}{os.sep}letter.docx" in said
    assert not (tmp_path / "reeks").exists()


def test_what_makes_the_pdf_stays_and_is_told_when_it_changes(tmp_path: Path) -> None:
    office()
    arguments = ("--format", "pdf", "--out", tmp_path)
    _run(*arguments, "--engine", "libreoffice")
    assert json.loads((tmp_path / "campagne.json").read_bytes())["pdf_door"] == "libreoffice"
    assert all(b"LibreOffice" in path.read_bytes() for path in (tmp_path / "brieven").glob("*.pdf"))
    assert "Was er al: 3" in _run(*arguments)
    said = _run(*arguments, "--engine", "typst")
    assert "zijn door libreoffice gemaakt. Nu maakt typst ze." in said
    assert "waarvan opnieuw" in said
    assert not any(b"LibreOffice" in path.read_bytes() for path in (tmp_path / "brieven").glob("*.pdf"))


def _gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return Path(f"/proc/{process}/stat").exists() and Path(f"/proc/{process}/stat").read_text().rsplit(")")[1][1] == "Z"


@pytest.mark.skipif(sys.platform == "win32", reason="a script of a shell stands in for LibreOffice")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_whoever_stops_a_batch_stops_libreoffice_and_leaves_no_copies(tmp_path: Path, how: signal.Signals) -> None:
    programs, copies, seen = (tmp_path / name for name in ("programmas", "kopieen", "gezien"))
    programs.mkdir()
    copies.mkdir()
    script = programs / "soffice"
    script.write_text(f"#!/bin/sh\necho $$ >> {seen}\nsleep 300\n", encoding="utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    settings = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "TMPDIR": str(copies)}
    command = _command("--engine", "libreoffice", "--format", "pdf", "--workers", "2", "--out", tmp_path / "reeks")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=settings) as running:
        while not (seen.exists() and seen.read_text().strip()):
            time.sleep(0.02)
        running.send_signal(how)
        _, said = running.communicate(timeout=60)
    if how is signal.SIGINT:
        assert re.search("Gestopt", said), said
    started = [int(line) for line in seen.read_text().split()]
    end = time.monotonic() + 30
    while time.monotonic() < end and (list(copies.glob("briefgen-office-*")) or not all(map(_gone, started))):
        time.sleep(0.05)
    left = list(copies.glob("briefgen-office-*"))
    try:
        assert all(map(_gone, started))
        assert not left
    finally:
        for process in started:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
