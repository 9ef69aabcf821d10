"""The print file: what a printer, and who puts the letters in envelopes, may count on."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pypdf import PdfWriter

from briefgen.batch import print_file
from briefgen.batch.print_file import PrintItem, write
from briefgen.errors import DocumentError, OutputError
from briefgen.letters.blocks import Citation, Envelope, LabelledLine, Letter, PageBreak, Paragraph, Signature, Text
from briefgen.render import pdf
from briefgen.render.stationery import Stationery

LETTERHEAD = Path(__file__).resolve().parents[2] / "templates" / "letterhead"
TITLE = "Contact in de jeugdbescherming"
LINK = Citation("artikel 2 Kersenwet", "https://example.org/wet", "kw:2")
BODIES = (("Voorbeelddorp", "9999 ZZ", 2), ("Voorbeeldstad", "1234 AB", 3), ("Ærøstad & Zn. (NB)", "1234 AA", 1))


def letter(name: str, pages: int, day: date) -> bytes:
    body = [Paragraph((Text(f"Bladzijde {number} voor {name}, "), LINK)) for number in range(1, pages + 1)]
    blocks = [block for paragraph in body for block in (paragraph, PageBreak())][:-1]
    envelope = Envelope(
        sender=("Petra Mulder", "Voorbeeldstraat 1", "1234 AB Voorbeeldstad"),
        recipient=(name, "Postbus 1", "1234 AB  VOORBEELDSTAD"),
        date_line="Voorbeeldstad, 26 november 2026",
        references=(),
        subject=LabelledLine("Betreft:", "vragen"),
        salutation="Geacht college,",
        closing="Hoogachtend,",
        signatures=(Signature(("Petra Mulder",)),),
        enclosures_label="",
        enclosures=(),
    )
    made = Letter(
        "proef", day, "nl-NL", "Vragen", "Petra Mulder", "Proef", name, "{page}/{pages}", envelope, tuple(blocks)
    )
    return pdf.render(made, Stationery.open(LETTERHEAD))


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> tuple[PrintItem, ...]:
    folder = tmp_path_factory.mktemp("brieven")
    items = []
    for number, (name, postcode, pages) in enumerate(BODIES):
        path = folder / f"{number}.pdf"
        path.write_bytes(letter(name, pages, date(2026, 11, 26)))
        items.append(PrintItem(name, postcode, path, sha256(path.read_bytes()).hexdigest()))
    return tuple(items)


def page_texts(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def bookmarks(path: Path) -> list[tuple[str, int]]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [(entry.get_title(), entry.get_dest().get_index()) for entry in document.get_toc()]
    finally:
        document.close()


def test_letters_are_in_the_order_of_the_post_and_each_body_has_its_bookmark(
    letters: tuple[PrintItem, ...], tmp_path: Path
) -> None:
    (made,) = write(letters, tmp_path, title=TITLE)
    assert made == tmp_path / "printbestand.pdf"
    assert bookmarks(made) == [("Ærøstad & Zn. (NB)", 0), ("Voorbeeldstad", 2), ("Voorbeelddorp", 6)]
    texts = page_texts(made)
    assert all(name in texts[page] for name, page in bookmarks(made))


def test_printed_on_both_sides_no_sheet_holds_two_bodies(letters: tuple[PrintItem, ...], tmp_path: Path) -> None:
    (made,) = write(letters, tmp_path, title=TITLE)
    texts = page_texts(made)
    assert [bool(text.strip()) for text in texts] == [True, False, True, True, True, False, True, True]
    assert all(page % 2 == 0 for _, page in bookmarks(made))
    with pikepdf.open(made) as document:
        assert {tuple(float(side) for side in page.mediabox) for page in document.pages} == {(0, 0, 595.2756, 841.8898)}
        assert len({page.obj.objgen for page in document.pages}) == len(document.pages)


def test_pages_are_labelled_by_letter_and_page(letters: tuple[PrintItem, ...], tmp_path: Path) -> None:
    (made,) = write(letters, tmp_path, title=TITLE)
    document = pypdfium2.PdfDocument(made)
    labels = [document.get_page_label(index) for index in range(len(document))]
    document.close()
    assert labels == ["1.1", "1.2", "2.1", "2.2", "2.3", "2.4", "3.1", "3.2"]


def test_it_says_what_it_is_and_nothing_in_it_points_at_what_was_left_behind(
    letters: tuple[PrintItem, ...], tmp_path: Path
) -> None:
    (made,) = write(letters, tmp_path, title=TITLE)
    with pikepdf.open(made) as document:
        assert document.docinfo["/Title"] == TITLE
        assert document.Root["/Lang"] == "nl-NL"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert "/StructTreeRoot" not in document.Root
        kinds = {str(item.get("/Type")) for item in document.objects if isinstance(item, pikepdf.Dictionary)}
        assert not kinds & {"/StructElem", "/Annot", "/Metadata"}
        assert not any(key in page.obj for page in document.pages for key in ("/StructParents", "/Annots"))
        used = set(_reached(document.trailer))
        assert {item.objgen for item in document.objects} == used


def _reached(root: Any) -> set[tuple[int, int]]:
    seen: set[tuple[int, int]] = set()
    waiting = [root]
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Object) and item.is_indirect:
            if item.objgen in seen:
                continue
            seen.add(item.objgen)
        if isinstance(item, pikepdf.Stream):
            waiting += [value for _, value in item.stream_dict.items()]
        elif isinstance(item, pikepdf.Dictionary):
            waiting += [value for _, value in item.items()]
        elif isinstance(item, pikepdf.Array):
            waiting += list(item)
    return seen


def test_equal_letters_share_their_fonts_and_stay_small(letters: tuple[PrintItem, ...], tmp_path: Path) -> None:
    (one,) = write(letters, tmp_path, title=TITLE)
    small = one.stat().st_size
    (many,) = write(letters * 20, tmp_path, title=TITLE)
    assert len(page_texts(many)) == 160
    assert many.stat().st_size < small + 19 * 3 * 4000  # a letter of its own is seven times that
    with pikepdf.open(many) as document:
        fonts = [
            item for item in document.objects if isinstance(item, pikepdf.Stream) and "/Length1" in item.stream_dict
        ]
        assert len(fonts) <= 2 * len(letters)


def test_equal_input_gives_equal_bytes_in_whatever_order_it_comes(
    letters: tuple[PrintItem, ...], tmp_path: Path
) -> None:
    (made,) = write(letters, tmp_path, title=TITLE)
    first = made.read_bytes()
    write(reversed(letters), tmp_path, title=TITLE)
    assert made.read_bytes() == first
    assert oct(made.stat().st_mode & 0o777) == "0o600"


def test_many_letters_come_in_parts_that_count_on_and_old_ones_go(
    letters: tuple[PrintItem, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_file, "_MOST", 2)
    made = write(letters, tmp_path, title=TITLE)
    assert [path.name for path in made] == ["printbestand-1.pdf", "printbestand-2.pdf"]
    assert [name for path in made for name, _ in bookmarks(path)] == [name for name, _, _ in reversed(BODIES)]
    document = pypdfium2.PdfDocument(made[1])
    assert document.get_page_label(0) == "3.1"
    assert document.get_metadata_dict()["Title"] == f"{TITLE} (2/2)"
    document.close()
    (tmp_path / "printbestand-kladje.pdf").write_bytes(b"van de gebruiker")
    monkeypatch.undo()
    write(letters, tmp_path, title=TITLE)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["printbestand-kladje.pdf", "printbestand.pdf"]
    assert write((), tmp_path, title=TITLE) == ()
    assert [path.name for path in tmp_path.iterdir()] == ["printbestand-kladje.pdf"]


def cut(path: Path) -> str:
    path.write_bytes(path.read_bytes()[:-2000])
    return sha256(path.read_bytes()).hexdigest()


def no_pdf(path: Path) -> str:
    path.write_bytes(b"geen pdf")
    return sha256(b"geen pdf").hexdigest()


def changed(path: Path) -> str:
    before = sha256(path.read_bytes()).hexdigest()
    path.write_bytes(path.read_bytes() + b"\n")
    return before


def gone(path: Path) -> str:
    path.unlink()
    return ""


@pytest.mark.parametrize(
    ("harm", "says"),
    [(cut, "beschadigd"), (no_pdf, "beschadigd"), (changed, "veranderd"), (gone, "niet te lezen")],
    ids=["cut", "no-pdf", "changed", "gone"],
)
def test_a_letter_that_is_not_what_was_made_is_named_and_nothing_is_written(
    letters: tuple[PrintItem, ...], tmp_path: Path, harm: Callable[[Path], str], says: str
) -> None:
    (kept,) = write(letters, tmp_path, title=TITLE)
    before = kept.read_bytes()
    copy = tmp_path / "brief.pdf"
    shutil.copy(letters[0].pdf, copy)
    bad = replace(letters[0], pdf=copy, digest=harm(copy))
    copy_stays = copy.exists()
    with pytest.raises(DocumentError, match=says) as caught:
        write((bad, *letters[1:]), tmp_path, title=TITLE)
    assert caught.value.where == str(copy)
    assert letters[0].name in str(caught.value)
    assert kept.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"printbestand.pdf"} | ({"brief.pdf"} if copy_stays else set())


def test_a_full_disk_leaves_the_old_print_file_and_no_half_one(
    letters: tuple[PrintItem, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (kept,) = write(letters, tmp_path, title=TITLE)
    before = kept.read_bytes()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(PdfWriter, "write", full)
    with pytest.raises(OutputError):
        write(letters, tmp_path, title="Anders")
    assert [path.name for path in tmp_path.iterdir()] == ["printbestand.pdf"]
    assert kept.read_bytes() == before


@pytest.mark.skipif(shutil.which("qpdf") is None and "CI" not in os.environ, reason="qpdf is not installed")
def test_a_strict_reader_finds_no_fault(letters: tuple[PrintItem, ...], tmp_path: Path) -> None:
    (made,) = write(letters, tmp_path, title=TITLE)
    subprocess.run(["qpdf", "--check", made], check=True, capture_output=True)
