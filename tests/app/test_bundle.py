"""``briefgen bundle`` and ``draft --bundle`` as people meet them."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pexpect
import pikepdf
import pytest
from bundle_files import LETTER, case, jpeg, pages, remade, text_of
from PIL import Image
from shipped import ROOT

NAME = f"2026-11-21-{LETTER}-stichting-voorbeeld-jeugdbescherming-bundel"
SECRET = "vier losse woorden"  # noqa: S105 - of these tests


def run(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "briefgen", *map(str, arguments)]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    found = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=cwd, env=environment,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert "Traceback" not in found.stderr, found.stderr
    return found


def bundle(folder: Path, *options: str | Path) -> subprocess.CompletedProcess[str]:
    return run("bundle", "zaak.yaml", "--letter", LETTER, "--date", "2026-11-21", *options, cwd=folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a case of two enclosures."""
    case(tmp_path, {"beslissing.pdf": pages("De beslissing", "De redenen"), "foto.jpg": jpeg()})
    return tmp_path


def test_a_bundle_is_written_where_it_says(folder: Path) -> None:
    found = bundle(folder)
    assert found.returncode == 0, found.stderr
    names = sorted(path.name for path in (folder / "out").iterdir())
    assert names == [f"{NAME}.json", f"{NAME}.pdf"]
    assert f"{Path('out') / NAME}.pdf" in found.stdout
    assert "bladzijden" in found.stdout
    if os.name == "posix":
        assert {stat.S_IMODE(path.stat().st_mode) for path in (folder / "out").iterdir()} == {0o600}
    receipt = json.loads((folder / "out" / f"{NAME}.json").read_text(encoding="utf-8"))
    assert [item["bladzijden"] for item in receipt["bijlagen"]] == [2, 1]
    assert list(receipt["bestanden"]) == [f"{NAME}.pdf"]


def test_the_inspection_has_nothing_to_mend_in_a_bundle(folder: Path) -> None:
    assert bundle(folder, "--out", "stukken.pdf").returncode == 0
    found = run("inspect", "stukken.pdf", cwd=folder)
    assert found.returncode == 0, found.stdout
    said = " ".join(found.stdout.split())
    assert "Een bundel met stukken van anderen is geen PDF/A en geen PDF/UA." in said
    assert "06-00" not in said.partition("Nagekeken:")[0]
    cleaned = run("inspect", "--clean", "stukken.pdf", cwd=folder)
    assert cleaned.returncode == 0, cleaned.stdout
    assert "Een bundel met stukken" in cleaned.stdout


def test_a_bundle_under_a_name_of_ones_own(folder: Path) -> None:
    assert bundle(folder, "--out", "map/stukken.pdf").returncode == 0
    assert sorted(path.name for path in (folder / "map").iterdir()) == ["stukken.json", "stukken.pdf"]


def test_it_may_be_made_again_and_never_overwrites_what_is_not_its_own(folder: Path) -> None:
    assert bundle(folder).returncode == 0
    made = folder / "out" / f"{NAME}.pdf"
    first = made.read_bytes()
    (folder / "stukken" / "beslissing.pdf").write_bytes(pages("Een andere beslissing"))
    assert bundle(folder).returncode == 0
    assert made.read_bytes() != first
    made.write_bytes(b"met de hand veranderd")
    found = bundle(folder)
    assert found.returncode == 1
    assert "veranderd nadat briefgen het schreef" in found.stderr
    assert made.read_bytes() == b"met de hand veranderd"
    assert sorted(path.name for path in (folder / "out").iterdir()) == [f"{NAME}.json", f"{NAME}.pdf"]


def test_parts_take_the_place_of_the_whole(folder: Path) -> None:
    assert bundle(folder).returncode == 0
    found = bundle(folder, "--max-mb", "0.1")
    assert found.returncode == 0
    names = sorted(path.name for path in (folder / "out").iterdir() if path.suffix == ".pdf")
    assert names == [f"{NAME}-deel-1-van-2.pdf", f"{NAME}-deel-2-van-2.pdf"]
    assert "Verwijderd, want van een eerdere bundel" in found.stdout


def test_what_is_missing_is_named_and_nothing_is_written(folder: Path) -> None:
    (folder / "stukken" / "foto.jpg").unlink()
    found = bundle(folder)
    assert found.returncode == 1
    assert "Het bestand van bijlage 2 (stuk foto) is er niet" in found.stderr
    assert "zaak.yaml:" in found.stderr
    assert not (folder / "out").exists()


def test_drafting_needs_no_files_unless_a_bundle_is_asked_for(tmp_path: Path) -> None:
    sample = ROOT / "samples" / "verzoekschrift-265g.yaml"
    options = ("--date", "2026-11-21", "--format", "pdf")
    assert run("draft", sample, *options, cwd=tmp_path).returncode == 0
    assert run("case", "check", sample, cwd=tmp_path).returncode == 0
    found = run("draft", sample, *options, "--out", "anders", "--bundle", cwd=tmp_path)
    assert found.returncode == 1
    assert "heeft geen bestand" in found.stderr
    assert not (tmp_path / "anders").exists()


def test_draft_makes_the_letter_and_its_bundle(folder: Path) -> None:
    found = run(
        "draft", "zaak.yaml", "--letter", LETTER, "--date", "2026-11-21", "--format", "pdf", "--bundle", cwd=folder
    )
    assert found.returncode == 0, found.stderr
    names = {path.name for path in (folder / "out").iterdir()}
    assert {f"{NAME}.pdf", f"{NAME}.json", f"{NAME.removesuffix('-bundel')}.pdf"} <= names
    assert "Bundel geschreven" in found.stdout
    letter = text_of((folder / "out" / f"{NAME.removesuffix('-bundel')}.pdf").read_bytes())
    assert text_of((folder / "out" / f"{NAME}.pdf").read_bytes())[: len(letter)] == letter


def test_what_was_taken_away_is_told(folder: Path) -> None:
    def script(made: pikepdf.Pdf) -> None:
        made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))

    (folder / "stukken" / "beslissing.pdf").write_bytes(remade(pages("x"), script))
    found = bundle(folder)
    assert "Bijlage 1: Een script is verwijderd." in found.stdout


def test_a_file_that_stays_too_large_is_told_with_what_can_still_be_done(folder: Path) -> None:
    (folder / "stukken" / "foto.jpg").write_bytes(jpeg(Image.effect_noise((2000, 1500), 90).convert("RGB")))
    assert "Probeer --compress." in " ".join(bundle(folder, "--max-mb", "0.1").stdout.split())
    said = " ".join(bundle(folder, "--max-mb", "0.1", "--compress").stdout.split())
    assert "Neem die bijlage als een kleiner bestand." in said
    assert "Probeer --compress." not in said


def test_terms_are_made_unreadable(folder: Path) -> None:
    (folder / "stukken" / "beslissing.pdf").write_bytes(pages("Over Noa de Vries", "De redenen"))
    (folder / "namen.txt").write_text("# het kind\nNoa de Vries\n", encoding="utf-8")
    found = bundle(folder, "--redact", "namen.txt")
    assert found.returncode == 1
    assert "bijlage 2" in found.stderr
    assert "--checked" in found.stderr
    found = bundle(folder, "--redact", "namen.txt", "--checked", "2")
    assert found.returncode == 0, found.stderr
    (made,) = (folder / "out").glob("*.pdf")
    assert made.name.endswith("-bundel-zwartgemaakt.pdf")
    text = " ".join(text_of(made.read_bytes()))
    assert "De redenen" in text
    assert "Noa de Vries" not in text
    told = made.with_suffix(".json").read_text(encoding="utf-8")
    assert "Noa de Vries" not in told
    receipt = json.loads(told)
    assert receipt["bijlagen"][0]["veranderd"] == ["Zwart gemaakt, en daarom als plaatje zonder tekst: bladzijde 1."]
    assert [item["plaatsen_zwartgemaakt"] for item in receipt["bijlagen"]] == [1, 0]
    count = receipt["plaatsen_zwartgemaakt"]
    assert count > 1  # the letter has the name too
    assert f"  Noa de Vries: {count} keer\n" in found.stdout


@pytest.mark.parametrize(
    ("lines", "missing", "hint"),
    [
        ("Jan, Pietersen; 06-12345678", "Jan, Pietersen; 06-12345678", True),
        ("Noa de Vries\nNoa de Vreis\nredene", "Noa de Vreis», «redene", False),
    ],
)
def test_a_term_that_is_nowhere_stops_the_bundle(folder: Path, lines: str, missing: str, *, hint: bool) -> None:
    """Else a person would send a bundle in the belief that something is black."""
    (folder / "namen.txt").write_text(lines + "\n", encoding="utf-8")
    found = bundle(folder, "--redact", "namen.txt", "--checked", "2")
    assert found.returncode == 1
    said = " ".join(found.stderr.split())
    assert f"niet zwart gemaakt: «{missing}»." in said
    assert ("Zet elk woord op een eigen regel" in said) == hint
    assert not (folder / "out").exists()


def test_what_was_left_within_other_words_is_no_part_of_the_receipt(folder: Path) -> None:
    (folder / "stukken" / "beslissing.pdf").write_bytes(pages("Over Noa de Vries", "Oud-Vriesland"))
    (folder / "namen.txt").write_text("Noa\nVries\n", encoding="utf-8")
    found = bundle(folder, "--redact", "namen.txt", "--checked", "2")
    assert "Niet weggehaald, want deel van een ander woord: vriesland." in found.stdout
    (told,) = (folder / "out").glob("*.json")
    assert "vries" not in told.read_text(encoding="utf-8").lower()


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--checked", "1"), 2, "--redact"),
        (("--redact", "namen.txt", "--checked", "2", "--checked", "9"), 1, "Bijlage 9 bestaat niet; er zijn 2"),
        (("--max-mb", "0"), 2, "0"),
        (("--redact", "bestaat-niet.txt"), 1, "bestaat niet"),
        (("--password", "--password-file", "x"), 2, "niet allebei"),
        (("--password",), 1, "--password-file"),
        (("--password-file", "kort.txt"), 1, "ten minste 8 tekens"),
        (("--letter", "onzin"), 1, "onzin"),
    ],
)
def test_mistakes_are_explained(folder: Path, options: tuple[str, ...], code: int, said: str) -> None:
    (folder / "kort.txt").write_text("kort\n", encoding="utf-8")
    (folder / "namen.txt").write_text("Noa de Vries\n", encoding="utf-8")
    found = bundle(folder, *options)
    assert found.returncode == code, found.stdout
    assert said in found.stderr
    assert not (folder / "out").exists()


def test_a_password_from_a_file_is_nowhere_but_in_that_file(folder: Path) -> None:
    pytest.importorskip("cryptography", reason="the extra wachtwoord is not installed")
    (folder / "wachtwoord.txt").write_text(SECRET + "\n", encoding="utf-8")
    found = bundle(folder, "--password-file", "wachtwoord.txt")
    assert found.returncode == 0, found.stderr
    made = folder / "out" / f"{NAME}.pdf"
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(made)
    with pikepdf.open(made, password=SECRET) as opened:
        assert opened.encryption.R == 6
    assert SECRET not in found.stdout + found.stderr
    assert all(SECRET.encode() not in path.read_bytes() for path in (folder / "out").iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such terminal")
def test_a_password_is_asked_without_showing_it(folder: Path) -> None:
    pytest.importorskip("cryptography", reason="the extra wachtwoord is not installed")
    command = ["-m", "briefgen", "bundle", "zaak.yaml", "--letter", LETTER, "--date", "2026-11-21", "--password"]
    screen = pexpect.spawn(sys.executable, command, cwd=str(folder), encoding="utf-8", timeout=60)
    for _ in range(2):
        screen.expect(":")
        screen.waitnoecho()
        screen.sendline(SECRET)
    screen.expect(pexpect.EOF)
    screen.close()
    assert screen.exitstatus == 0, screen.before
    assert SECRET not in (screen.before or "")
    with pikepdf.open(folder / "out" / f"{NAME}.pdf", password=SECRET) as opened:
        assert opened.encryption.bits == 256


def test_a_disk_where_one_may_not_write(folder: Path) -> None:
    (folder / "out").write_text("een bestand", encoding="utf-8")
    found = bundle(folder)
    assert found.returncode == 1
    assert "niet worden geschreven" in found.stderr
