"""``briefgen templates`` and own Word templates in ``briefgen draft``, as people meet them on the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from office import office
from shipped import ROOT
from word_templates import adding, built

LETTER = "inzage-jeugddossier"
SAMPLE = ROOT / "samples" / f"{LETTER}.yaml"


def _run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    result = subprocess.run(
        [sys.executable, "-m", "briefgen", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert "Traceback" not in result.stderr, result.stderr
    return result


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with one sound template."""
    folder = tmp_path / "sjablonen"
    (folder / LETTER).mkdir(parents=True)
    (folder / LETTER / "letter.docx").write_bytes(built())
    return folder


def test_a_sound_template_passes(own: Path) -> None:
    result = _run("templates", "check", own)
    assert result.returncode == 0, result.stdout
    assert "Geen fout gevonden." in result.stdout


def test_everything_wrong_is_told_at_once_with_place_and_mend(tmp_path: Path) -> None:
    path = tmp_path / "brief.docx"
    path.write_bytes(built(spoil=adding("{{ kint.naam }}", "Zie artikel 7.3.10 Jeugdwet.", "{% if kind %}x")))
    result = _run("templates", "check", path)
    assert result.returncode == 1
    for said in ("Fouten: 2", "Namen die briefgen niet kent: 1", "alinea 27", "alinea 28", "alinea 29",
                 "Bedoelt u 'kind'?", '{{ cite("jw:7.3.10") }}', "{% endif %}"):  # fmt: skip
        assert said in result.stdout


def test_json_counts_faults_and_unknown_names_apart(tmp_path: Path) -> None:
    path = tmp_path / "brief.docx"
    path.write_bytes(built(spoil=adding("{{ kint.naam }}", "{{ cite(“jw:7.3.10”) }}")))
    (report,) = json.loads(_run("templates", "check", path, "--json").stdout)
    assert [row["regel"] for row in report["onbekende_namen"]] == ["onbekende naam"]
    assert [row["plaats"] for row in report["let_op"]] == ["alinea 28"]
    assert report["fouten"] == []


def test_fix_writes_a_copy_and_leaves_the_original(tmp_path: Path) -> None:
    path = tmp_path / "brief.docx"
    path.write_bytes(built(spoil=adding("{{ cite(“jw:7.3.10”) }}")))
    before = path.read_bytes()
    result = _run("templates", "check", path, "--fix")
    assert result.returncode == 0
    assert "brief-hersteld.docx" in result.stdout
    assert path.read_bytes() == before
    assert "Geen fout gevonden." in _run("templates", "check", tmp_path / "brief-hersteld.docx").stdout


def test_after_fix_only_what_is_left_is_told(tmp_path: Path) -> None:
    path = tmp_path / "brief.docx"
    path.write_bytes(built(spoil=adding("{{ cite(“jw:7.3.10”) }}", "{{ kint.naam }}")))
    result = _run("templates", "check", path, "--fix")
    assert result.returncode == 1
    assert "aanhalingstekens" not in result.stdout
    assert "'kint'" in result.stdout
    (report,) = json.loads(_run("templates", "check", path, "--fix", "--json").stdout)
    assert report["bestand"].endswith("brief-hersteld.docx")
    assert report["let_op"] == []


def test_fix_does_not_write_over_a_copy_that_somebody_worked_in(tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    path.write_bytes(built(spoil=adding("{{ cite(“jw:7.3.10”) }}")))
    result = _run("templates", "check", path, "--fix")
    assert "onder de naam letter.docx" in " ".join(result.stdout.split())
    assert _run("templates", "check", path, "--fix").returncode == 0
    copy = tmp_path / "letter-hersteld.docx"
    mine = built(spoil=adding("Van mij."))
    copy.write_bytes(mine)
    result = _run("templates", "check", path, "--fix")
    assert result.returncode == 1
    assert f"Fout: {copy}" in result.stderr
    assert copy.read_bytes() == mine


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("inzage-jeugdosier/letter.docx", "Bedoelt u inzage-jeugddossier?"),
        ("inzage-jeugddossier/brief.docx", "Noem het letter.docx."),
        ("letter.docx", "niet in een map met de naam van een brief"),
        ("map/inzage-jeugddossier/letter.docx", "niet in een map met de naam van een brief"),
    ],
)
def test_a_file_that_draft_would_not_use_does_not_pass(tmp_path: Path, place: str, said: str) -> None:
    path = tmp_path / "sjablonen" / place
    path.parent.mkdir(parents=True)
    path.write_bytes(built())
    result = _run("templates", "check", tmp_path / "sjablonen")
    assert result.returncode == 1
    assert said in " ".join(result.stdout.split())
    assert "Fouten: 1" in result.stdout


def test_the_folder_of_one_letter_can_be_checked_as_well(own: Path) -> None:
    assert _run("templates", "check", own / LETTER).returncode == 0


def test_a_letter_in_two_forms_is_refused_as_draft_does(own: Path) -> None:
    (own / LETTER / "letter.md").write_text("Tekst.")
    result = _run("templates", "check", own)
    assert result.returncode == 1
    assert "nergens anders" in result.stderr


def test_variables_lists_what_a_template_asks_for(own: Path) -> None:
    result = _run("templates", "variables", own / LETTER / "letter.docx")
    assert result.returncode == 0
    assert "kinderen.geboortedatum  " in result.stdout
    assert "Geboortedatum" in result.stdout


def test_files_that_cannot_be_read_give_a_clear_error(tmp_path: Path) -> None:
    assert _run("templates", "check", tmp_path / "weg.docx").returncode == 1
    empty = _run("templates", "check", tmp_path)
    assert empty.returncode == 1
    assert "geen Word-bestand" in empty.stderr


def test_draft_uses_the_template_and_makes_the_pdf_with_libreoffice(own: Path, tmp_path: Path) -> None:
    office()
    out = tmp_path / "uit"
    result = _run("draft", SAMPLE, "--letter", LETTER, "--templates", own, "--out", out, "--date", "2026-11-21")
    assert result.returncode == 0, result.stderr
    (pdf,) = [path for path in out.glob("*.pdf") if "voor-u" not in path.name]
    assert b"LibreOffice" in pdf.read_bytes()
    (text,) = [path for path in out.glob("*.txt") if "voor-u" not in path.name]
    assert "Het gaat om Noa de Vries en Finn de Vries." in text.read_text(encoding="utf-8")


def test_a_fault_in_the_template_stops_the_draft_and_leaves_nothing(own: Path, tmp_path: Path) -> None:
    (own / LETTER / "letter.docx").write_bytes(built(spoil=adding("{{ kint.naam }}")))
    out = tmp_path / "uit"
    result = _run("draft", SAMPLE, "--letter", LETTER, "--templates", own, "--out", out, "--format", "docx")
    assert result.returncode == 1
    assert "alinea 27" in result.stderr
    assert not out.exists()
