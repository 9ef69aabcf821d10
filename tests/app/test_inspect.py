"""`briefgen inspect`: what is said of a file before it goes out, how the command ends, and what a clean copy is."""

from __future__ import annotations

import io
import shutil
import stat
import sys
from pathlib import Path

import pikepdf
import pytest
from inspection_files import CORE, SAMPLE, added, changed, letter, replaced
from pdf_text import pdf_words

from briefgen import resources
from briefgen.cli.main import main
from briefgen.papers import Format

HIDDEN = added(
    '<w:p><w:r><w:t xml:space="preserve">Zichtbaar. </w:t></w:r>'
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>BSN 123456782</w:t></w:r></w:p>"
)
AUTHOR = replaced(CORE, "<dc:creator>Sanne de Vries", "<dc:creator>Piet Voorbeeld")


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path, language: str = "nl") -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stopped:
        main(["--lang", language, "inspect", *map(str, arguments)])
    said = capsys.readouterr()
    return int(stopped.value.code or 0), said.out, said.err


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "brief.docx"
    path.write_bytes(letter())
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "fout.docx"
    path.write_bytes(changed(HIDDEN, AUTHOR))
    return path


@pytest.mark.parametrize("form", [Format.DOCX, Format.PDF])
def test_a_letter_of_briefgen_is_in_order(form: Format, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / f"brief.{form.value}"
    path.write_bytes(letter(form))
    code, out, err = run(capsys, path)
    assert (code, err) == (0, "")
    assert f"brief.{form.value} is nagekeken." in out
    assert "Taal: nl-NL" in out
    assert "Er is niets te verbeteren in wat is nagekeken." in out
    assert max(map(len, out.splitlines())) <= 80


def test_what_was_checked_and_what_was_not_comes_last(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, good)
    checked, _, unchecked = out.partition("Niet nagekeken:")
    assert "een burgerservicenummer" in checked.partition("Nagekeken:")[2]
    assert "de naam van het kind: geef met --case de zaak" in unchecked
    assert "ECMA-376" in unchecked


def test_a_pdf_says_which_points_are_checked_and_that_verapdf_takes_no_part(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "brief.pdf"
    path.write_bytes(letter(Format.PDF))
    _, out, _ = run(capsys, path)
    assert "Matterhorn" in out.partition("Niet nagekeken:")[0]
    assert "veraPDF" in out.partition("Niet nagekeken:")[2]


def test_a_finding_has_place_what_and_mend_and_ends_in_one(bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, bad)
    assert (code, err) == (1, "")
    assert "Hier staat tekst die niemand ziet: 'BSN 123456782'.\n   → Haal deze tekst weg" in out
    assert "een burgerservicenummer kan zijn: …782." in out
    assert "Als maker staat genoemd: Piet Voorbeeld." in out
    assert out.index("1. Fout, alinea") < out.index("Waarschuwing, documenteigenschappen")
    assert "Er is iets te verbeteren." in out


def test_a_clean_copy_is_written_beside_it_and_inspected_again(bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = bad.read_bytes()
    code, out, err = run(capsys, bad, "--clean")
    copy = bad.with_name("fout-schoon.docx")
    assert (code, err) == (0, "")
    assert bad.read_bytes() == before
    assert out.startswith("fout-schoon.docx is geschreven.\nWeggehaald:\n")
    assert "  - tekst die niemand ziet\n" in out
    assert "fout-schoon.docx is nagekeken." in out
    assert b"123456782" not in copy.read_bytes()
    if sys.platform != "win32":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_a_clean_copy_is_never_written_over_another_file(bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = bad.with_name("fout-schoon.docx")
    copy.write_text("van mij")
    code, _, err = run(capsys, bad, "--clean")
    assert code == 1
    assert "Dit bestand bestaat al." in err
    assert copy.read_text() == "van mij"


def test_where_there_is_nothing_to_remove_no_copy_is_made(bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, bad, "--clean")
    copy = bad.with_name("fout-schoon.docx")
    code, out, _ = run(capsys, copy, "--clean")
    assert code == 0
    assert out.startswith("Er was niets weg te halen; er is geen kopie gemaakt.")
    assert not bad.with_name("fout-schoon-schoon.docx").exists()


def test_with_the_case_the_name_of_a_child_is_looked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "brief-noa-de-vries.docx"
    path.write_bytes(changed(replaced(CORE, "<dc:subject>", "<dc:subject>Noa de Vries, ")))
    code, out, _ = run(capsys, path, "--case", SAMPLE)
    assert code == 1
    assert (
        "Waarschuwing, documenteigenschap subject\n   Hier staat de volledige naam van het kind.\n"
        "   → Schrijf hier N. de V.:" in out
    )
    assert "Waarschuwing, naam van het bestand\n" in out
    assert "De volledige naam van het kind F. de V. staat" in out


def test_a_number_that_the_case_allows_is_no_service_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "brief.docx"
    path.write_bytes(changed(added("<w:p><w:r><w:t>Cliënt 123456782.</w:t></w:r></w:p>")))
    case = tmp_path / "zaak.yaml"
    allowed = "toegestane_nummers:\n  - naam: cliëntnummer\n    nummer: '123456782'\n"
    case.write_text(SAMPLE.read_text(encoding="utf-8") + allowed, encoding="utf-8")
    assert run(capsys, path)[0] == 1
    assert run(capsys, path, "--case", case)[0] == 0


@pytest.mark.parametrize("content", [b"", b"gewone tekst", b"PK\x03\x04 kapot", b"%PDF-1.7 kapot"], ids=str)
def test_what_cannot_be_inspected_is_a_clear_error(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "brief.docx"
    path.write_bytes(content)
    for option in ((), ("--clean",)):
        code, _, err = run(capsys, path, *option)
        assert code == 1
        assert err.startswith(f"Fout: {path}\n")
        assert "→" in err
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["zaak.yaml", "brief.md", "brief.txt", "lijst.csv"])
def test_only_word_and_pdf_are_named_as_what_is_inspected(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text("naam: iets\n", encoding="utf-8")
    code, _, err = run(capsys, tmp_path / name)
    assert code == 1
    assert "(.docx)" in err
    assert "PDF" in err
    assert ".eml" not in err


def test_a_pdf_is_not_mended_in_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "brief.pdf"
    with pikepdf.open(io.BytesIO(letter(Format.PDF))) as document:
        document.docinfo.Author = "Piet Voorbeeld"
        document.docinfo.Title = ""
        document.Root.Metadata = document.make_stream(b"<x/>")
        document.save(path)
    _, out, _ = run(capsys, path)
    said = " ".join(out.split())
    assert "Piet Voorbeeld" in said
    assert "geen titel" in said
    assert "Bestand, Info" not in said


def test_a_letterhead_of_briefgen_names_no_maker(capsys: pytest.CaptureFixture[str]) -> None:
    for path in (resources.folder("templates") / "letterhead").rglob("letterhead.docx"):
        _, out, _ = run(capsys, path)
        assert "Als maker staat genoemd" not in out


def test_a_file_that_is_not_there_is_a_clear_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, tmp_path / "weg.docx")
    assert code == 1
    assert "Dit bestand bestaat niet." in err


# the case file in the PDF


def drafted(folder: Path, *options: str) -> Path:
    """The PDF that `briefgen draft` writes; it returns instead of ending where all went well."""
    with pytest.raises(SystemExit) as stopped:
        main(["draft", str(SAMPLE), "--date", "2026-11-21", "--format", "pdf", "--out", str(folder), *options])
    assert not stopped.value.code
    (path,) = (each for each in folder.glob("*.pdf") if not each.stem.endswith("voor-u"))
    return path


def test_the_case_goes_along_in_the_pdf_only_when_asked_for(tmp_path: Path) -> None:
    plain = drafted(tmp_path / "zonder")
    with pikepdf.open(plain) as document:
        assert not document.attachments
    with_case = drafted(tmp_path / "met", "--embed")
    assert with_case.read_bytes() == drafted(tmp_path / "weer", "--embed").read_bytes()
    with pikepdf.open(with_case) as document:
        (spec,) = document.Root.AF
        assert document.attachments["zaak.yaml"].get_file().read_bytes() == SAMPLE.read_bytes()
        assert (str(spec.AFRelationship), str(spec.EF.F.Subtype)) == ("/Source", "/application/yaml")
        assert str(spec.Desc)
    assert pdf_words(with_case.read_bytes()) == pdf_words(plain.read_bytes())


def test_a_case_in_the_pdf_is_told_and_read_and_cleaned_away(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = drafted(tmp_path, "--embed")
    capsys.readouterr()
    code, out, _ = run(capsys, path)
    assert code == 1
    assert "De zaak waar de brief uit is gemaakt, zit erin: 'zaak.yaml'." in " ".join(out.split())
    assert "De volledige naam van het kind N. de V. staat" in out
    assert "PDF/A-3a" in out
    code, out, _ = run(capsys, path, "--clean")
    assert code == 0
    assert "  - bestanden in het bestand\n" in out
    with pikepdf.open(path.with_name(f"{path.stem}-schoon.pdf")) as document:
        assert not document.attachments
        assert "/AF" not in document.Root


@pytest.mark.parametrize("option", ["--format=txt", "--engine=libreoffice"])
def test_a_case_that_cannot_go_along_is_a_clear_error(
    option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if "libreoffice" in option and shutil.which("soffice") is None:
        pytest.skip("soffice is not installed")
    formats = [option] if "format" in option else ["--format", "pdf", option]
    with pytest.raises(SystemExit) as stopped:
        main(["draft", str(SAMPLE), "--date", "2026-11-21", "--embed", "--out", str(tmp_path / "uit"), *formats])
    assert stopped.value.code == 1
    assert "--embed" in capsys.readouterr().err
    assert not (tmp_path / "uit").exists()
