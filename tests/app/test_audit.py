"""`briefgen audit`: what is said of a letter that somebody else wrote, and how the command ends."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from briefgen.cli.main import main

CLEAN = """Voorbeeldstad, 21 november 2026

Geachte heer, mevrouw,

Ik vraag u om een afschrift van het dossier (artikel 7.3.10 Jeugdwet).
U heeft een maand om te antwoorden (artikel 12, derde lid, AVG).

Sanne de Vries
"""
WRONG = CLEAN.replace("artikel 7.3.10", "artikel 7.3.10 lid 1").replace(
    "Sanne de Vries", "Anders zal ik aangifte doen.\nMijn nummer is 123456782.\nZie ook artikel 9999 Sr."
)


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path, language: str = "nl") -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stopped:
        main(["--lang", language, "audit", *map(str, arguments)])
    said = capsys.readouterr()
    return int(stopped.value.code or 0), said.out, said.err


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "brief.txt"
    path.write_text(CLEAN, encoding="utf-8")
    return path


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "fout.txt"
    path.write_text(WRONG, encoding="utf-8")
    return path


def test_a_clean_letter_ends_in_zero(letter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, letter)
    assert (code, err) == (0, "")
    assert "brief.txt, gehouden naast het recht van 21 november 2026 (datum in de brief)." in out
    assert "artikel 7.3.10 Jeugdwet\nklopt\n" in out
    assert "Aanhalingen: 2, waarvan gecontroleerd 2 en niet gecontroleerd 0." in out
    assert "Geen fout gevonden." in out


def test_a_mistake_is_told_with_place_why_and_mend_and_ends_in_one(
    wrong: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, wrong)
    assert (code, err) == (1, "")
    assert (
        "artikel 7.3.10 lid 1 Jeugdwet\nheeft geen leden\n   Dit artikel heeft geen genummerde leden.\n   → Laat het "
        "lid weg.\n"
    ) in out
    assert "dreigen met aangifte of strafrecht" in out
    assert "een burgerservicenummer" in out
    assert "123456782" not in out
    assert "Aanhalingen: 3, waarvan gecontroleerd 2 en niet gecontroleerd 1." in out
    assert "andere opmerkingen: 2" in out
    assert "Er is iets te verbeteren." in out
    assert "Geen fout gevonden" not in out
    assert out.index("7.3.10") < out.index("artikel 12") < out.index("aangifte") < out.index("9999")
    assert max(map(len, out.splitlines())) <= 80


def test_what_was_not_checked_is_said_and_is_no_mistake(letter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letter.write_text(CLEAN.replace("artikel 12, derde lid, AVG", "artikel 9999 Sr"), encoding="utf-8")
    code, out, _ = run(capsys, letter)
    assert code == 0
    assert "artikel 9999 Sr\nniet gecontroleerd\n" in out
    assert "Geen fout gevonden in wat is gecontroleerd." in out
    assert "Geen fout gevonden.\n" not in out


def test_a_letter_without_citations_is_not_called_right(letter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letter.write_text("Ik vraag u om een gesprek.", encoding="utf-8")
    code, out, _ = run(capsys, letter)
    assert code == 0
    assert "In deze brief staan geen aanhalingen van de wet." in out
    assert "vandaag" in out


def test_the_day_can_be_given(letter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letter.write_text(CLEAN.replace("artikel 7.3.10 Jeugdwet", "artikel 4.1 Woo"), encoding="utf-8")
    code, out, _ = run(capsys, letter, "--date", "2021-01-01")
    assert code == 1
    assert "recht van 1 januari 2021 (opgegeven datum)" in " ".join(out.split())
    assert "nog niet in werking" in out


def test_json_says_the_same(wrong: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, wrong, "--json")
    assert (code, err) == (1, "")
    said: dict[str, Any] = json.loads(out)
    assert said["datum"] == "2026-11-21"
    assert [(item["aanhaling"], item["oordeel"]) for item in said["aanhalingen"]] == [
        ("artikel 7.3.10 lid 1 Jeugdwet", "heeft geen leden"),
        ("artikel 12, derde lid, AVG", "klopt"),
        ("artikel 9999 Sr", "niet gecontroleerd"),
    ]
    assert [item["regel"] for item in said["let_op"]] == ["dreigen-met-strafrecht", "burgerservicenummer"]
    assert said["samenvatting"] == {
        "aanhalingen": 3,
        "gecontroleerd": 2,
        "niet_gecontroleerd": 1,
        "termijnen_niet_nagegaan": 0,
        "oordelen": {"klopt": 1, "heeft geen leden": 1, "niet gecontroleerd": 1},
        "te_verbeteren": True,
    }
    assert "123456782" not in out


def test_it_speaks_english_too(letter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, letter, language="en")
    assert code == 0
    assert "artikel 7.3.10 Jeugdwet" in out


@pytest.mark.parametrize("name", ["er-is-niets.docx", "brief.xyz", "bom.docx", "leeg.txt"])
def test_a_file_that_cannot_be_read_is_a_clear_error(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    if name == "bom.docx":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", b"\0" * 200_000_000)
    elif not name.startswith("er-is-niets"):
        path.write_bytes(b"" if name == "leeg.txt" else b"\x00\x01\x02")
    code, out, err = run(capsys, path)
    assert (code, out) == (1, "")
    assert name in err
    assert "→" in err
    assert "Traceback" not in err
