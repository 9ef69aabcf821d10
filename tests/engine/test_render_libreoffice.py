"""PDF through LibreOffice: one process for a batch, its own profile, time-out, a retry, and a checked result."""

from __future__ import annotations

import os
import stat
import sys
import time
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdf
import pytest
from office import office
from pypdf.generic import NameObject
from raw_pdf import one_page
from shipped import DAY, SAMPLES, content, drafted, letter_of, workshop
from word_templates import built

from briefgen.errors import RenderError
from briefgen.papers import Engine, Format
from briefgen.pipeline import draft
from briefgen.render import libreoffice, office_check

PLAIN = built(["Een gewone brief.", "Met twee alinea's."], table=(), header="Kop")


def _script(folder: Path, body: str) -> str:
    """A program that stands in for LibreOffice."""
    if sys.platform == "win32":
        pytest.skip("a script of a shell stands in for LibreOffice")
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_a_batch_gives_each_letter_its_pdf() -> None:
    office()
    named = {path.stem: path for path in SAMPLES[:3]}
    files = {name: content(drafted(path, (Format.DOCX,)), Format.DOCX) for name, path in named.items()}
    made = libreoffice.convert(files, DAY)
    assert set(made) == set(files)
    for name, pdf in made.items():
        reader = pypdf.PdfReader(BytesIO(pdf))
        assert len(reader.pages) >= 1
        assert "/MarkInfo" in reader.root_object
        assert reader.metadata is not None
        assert str(reader.metadata.creation_date).startswith("2026-11-21 12:00")
        assert reader.metadata.title == drafted(named[name], (Format.DOCX,)).composition.letter.title


def test_tab_goes_through_a_page_in_the_order_of_reading() -> None:
    """LibreOffice writes a string where a name belongs; the mend moves nothing in the file."""
    office()
    sample = next(path for path in SAMPLES if path.stem == "woo-verzoek")
    (pdf,) = libreoffice.convert({"brief": content(drafted(sample, (Format.DOCX,)), Format.DOCX)}, DAY).values()
    pages = pypdf.PdfReader(BytesIO(pdf), strict=True).pages
    orders = [page["/Tabs"] for page in pages if "/Annots" in page]
    assert orders
    assert all(isinstance(order, NameObject) and order == "/S" for order in orders)
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert opened.check_pdf_syntax() == []


def test_every_letter_can_go_through_libreoffice() -> None:
    office()
    sample = next(path for path in SAMPLES if path.stem == "woo-verzoek")
    (found,) = draft(
        workshop().read(sample), [letter_of(sample)], DAY, workshop(), (Format.PDF,), engine=Engine.LIBREOFFICE
    )
    assert b"LibreOffice" in content(found, Format.PDF)
    assert b"LibreOffice" not in content(drafted(sample, (Format.PDF,)), Format.PDF)


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    libreoffice.convert({"brief": PLAIN}, DAY)
    assert list(tmp_path.iterdir()) == []


def test_without_libreoffice_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "_PLACES", ())
    monkeypatch.setenv("PATH", "")
    with pytest.raises(RenderError) as caught:
        libreoffice.convert({"brief": PLAIN}, DAY)
    assert "libreoffice.org" in str(caught.value.mend)
    assert "--format docx" in str(caught.value.mend)


def test_no_files_need_no_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert libreoffice.convert({}, DAY) == {}


def test_a_program_that_hangs_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    child = tmp_path / "child"
    hanging = _script(tmp_path, f"sleep 600 &\necho $! > {child}\nwait")
    with pytest.raises(RenderError, match="seconden"):
        libreoffice.convert({"brief": PLAIN}, DAY, office=hanging, seconds=1)
    pid = int(child.read_text())
    for _ in range(100):
        if not _runs(pid):
            break
        time.sleep(0.05)
    assert not _runs(pid)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")  # a process that has ended and that nobody asked about is still listed
    return not state.exists() or state.read_bytes().split(b")")[-1].split()[0] != b"Z"


def test_what_fails_once_is_tried_again(tmp_path: Path) -> None:
    real = office()
    count = tmp_path / "count"
    flaky = _script(tmp_path, f'echo x >> {count}\n[ $(wc -l < {count}) -lt 2 ] && exit 1\nexec "{real}" "$@"')
    assert set(libreoffice.convert({"brief": PLAIN}, DAY, office=flaky)) == {"brief"}
    assert count.read_text() == "x\nx\n"


def test_what_fails_twice_says_which_letter_and_why(tmp_path: Path) -> None:
    broken = _script(tmp_path, "echo kapot >&2\nexit 3")
    with pytest.raises(RenderError, match="kapot") as caught:
        libreoffice.convert({"brief": PLAIN}, DAY, office=broken)
    assert caught.value.where == "brief"


def test_a_pdf_of_another_letter_is_refused() -> None:
    office()
    (pdf,) = libreoffice.convert({"brief": PLAIN}, DAY).values()
    office_check.check(pdf, PLAIN, "brief")
    longer = built(["Een gewone brief.", "Met twee alinea's.", "En nog een."], table=(), header="Kop")
    with pytest.raises(RenderError, match="ontbreekt tekst: «En nog een"):
        office_check.check(pdf, longer, "brief")
    shorter = built(["Een gewone brief."], table=(), header="Kop")
    with pytest.raises(RenderError, match="woord te veel"):
        office_check.check(pdf, shorter, "brief")


def test_a_pdf_without_pages_or_with_a_loose_font_is_refused() -> None:
    with pytest.raises(RenderError, match="geen bladzijden"):
        office_check.check(b"%PDF-1.7\n%%EOF", PLAIN, "brief")
    with pytest.raises(RenderError, match="Helvetica"):
        office_check.check(one_page(b"BT /F 12 Tf 20 100 Td (Een gewone brief.) Tj ET"), PLAIN, "brief")


@pytest.mark.soak
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_has_the_same_words_in_libreoffice(sample: Path) -> None:
    office()
    word = content(drafted(sample, (Format.DOCX,)), Format.DOCX)
    assert libreoffice.convert({sample.stem: word}, DAY)
