"""Enclosures made to harm end in a clear error, within bounded memory and time. Every one is made here."""

from __future__ import annotations

import io
import struct
import sys
import zlib
from pathlib import Path

import pikepdf
import pytest
from bundle_files import bundled, case, clean, done, jpeg, pages, pdf, png, refusal, text_of
from raw_pdf import CATALOGUE, HELVETICA, PAGE, PAGES, one_page, raw_pdf, squeezed, stream

from briefgen.bundle.job import Job
from briefgen.bundle.office import Office
from briefgen.errors import DocumentError, FactsErrors

DAMAGED = "beschadigd of niet compleet"
BOMB = "veel groter dan een gewoon bestand"
WORDS = b"BT /F 12 Tf 50 700 Td (Artikel 3 Awb.) Tj ET"
MEMORY = 700_000_000


def on_page(resources: bytes, content: bytes, *more: bytes) -> bytes:
    """A page with these resources and content; `more` are objects from number 5 on."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<" + resources + b">>>>"
    return raw_pdf(CATALOGUE, PAGES, page, stream(content), *more)


def test_the_small_pdf_of_these_tests_is_sound() -> None:
    assert text_of(clean(one_page(WORDS))) == ["Artikel 3 Awb. Bijlage 1 – p. 1"]


@pytest.mark.parametrize(
    ("unit", "times"), [(b"BT /F 9 Tf 50 700 Td (woorden en woorden) Tj ET\n", 1), (b" ", 2), (b"q ", 1), (b"[ ", 1)]
)
def test_a_page_of_two_hundred_megabytes(unit: bytes, times: int) -> None:
    assert refusal(squeezed(unit, 200_000_000, times), seconds=30, memory=MEMORY)


def test_a_page_tree_in_circles() -> None:
    circle = raw_pdf(CATALOGUE, b"<</Type/Pages/Kids[3 0 R 3 0 R]/Count 900>>", b"<</Type/Pages/Kids[2 0 R]/Count 9>>")
    assert "beschadigd" in refusal(circle)


def test_more_pages_than_there_are() -> None:
    rest = PAGE, stream(WORDS), HELVETICA
    lie = raw_pdf(CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 1000000000>>", *rest)
    assert len(done(lie)[0].pages) == 1
    many = raw_pdf(CATALOGUE, b"<</Type/Pages/Kids[" + b"3 0 R " * 3_000 + b"]/Count 3000>>", *rest)
    assert "meer dan 2000 bladzijden" in refusal(many)
    assert DAMAGED in refusal(raw_pdf(CATALOGUE, b"<</Type/Pages/Kids[]/Count 0>>"))


def test_forms_in_circles_and_a_length_in_circles() -> None:
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>"
    circle = on_page(b"/XObject<</X 5 0 R>>", b"/X Do /X Do", stream(b"/X Do /X Do", form))
    assert refusal(circle, seconds=30, memory=MEMORY)
    looped = raw_pdf(CATALOGUE, PAGES, PAGE, b"<</Length 4 0 R>>\nstream\nBT ET\nendstream", HELVETICA)
    assert len(done(looped)[0].pages) == 1


def test_forms_that_double_at_every_level() -> None:
    forms = [
        stream(b"/X Do " * 10, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % number)
        for number in range(6, 20)
    ]
    last = stream(b"0 0 5 5 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    assert refusal(on_page(b"/XObject<</X 5 0 R>>", b"/X Do", *forms, last), seconds=20, memory=MEMORY)


def test_a_pdf_cut_off_anywhere() -> None:
    whole = pages("Artikel 3 Awb. " * 50)
    for length in (20, len(whole) // 3, len(whole) // 2, len(whole) - 10):
        assert DAMAGED in refusal(whole[:length])
    assert DAMAGED in refusal(whole + b"9 0 obj\n<</Type/Page>>")
    assert DAMAGED in refusal(b"%PDF-1.7\n" + bytes(range(256)) * 400 + b"%%EOF")


def test_an_encrypted_pdf() -> None:
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(pages("Geheim."))) as made:
        made.save(locked, encryption=pikepdf.Encryption(owner="een", user="twee"))
    assert "met een wachtwoord beveiligd" in refusal(locked.getvalue())


def test_a_pdf_that_may_not_be_copied_is_taken_and_told_of() -> None:
    limited = io.BytesIO()
    with pikepdf.open(io.BytesIO(pages("Openbaar."))) as made:
        made.save(limited, encryption=pikepdf.Encryption(owner="een", user=""))
    answer, _ = done(limited.getvalue())
    assert ["beperkingen" in str(remark) for remark in answer.remarks] == [True]


def test_depths_and_circles_in_what_a_page_uses() -> None:
    deep = b"/ColorSpace<</C " + b"[" * 100_000 + b"]" * 100_000 + b">>"
    assert refusal(on_page(deep, b"/C cs 0 0 9 9 re f"))
    chain = [b"[/Indexed %d 0 R]" % number for number in range(6, 20_006)]
    assert len(done(on_page(b"/ColorSpace<</C 5 0 R>>", b"/C cs 0 0 9 9 re f", *chain, b"/DeviceRGB"))[0].pages) == 1
    assert refusal(on_page(b"/ColorSpace<</C 5 0 R>>", b"/C cs 0 0 9 9 re f", b"5 0 R"))


def test_bombs_beside_the_page() -> None:
    image = b"/Type/XObject/Subtype/Image/Width 100000/Height 100000/BitsPerComponent 8/ColorSpace/DeviceRGB"
    assert BOMB in refusal(on_page(b"/XObject<</X 5 0 R>>", b"/X Do", stream(b"x", image)))
    font = b"<</Type/Font/Subtype/TrueType/BaseFont/X/FontDescriptor<</FontName/X/Flags 32/FontFile2 6 0 R>>>>"
    program = stream(zlib.compress(bytes(200_000_000), 9), b"/Filter/FlateDecode")
    assert BOMB in refusal(on_page(b"/Font<</F 5 0 R>>", WORDS, font, program))
    nested = stream(b"x", b"/Filter[" + b"/FlateDecode" * 9 + b"]/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    assert BOMB in refusal(on_page(b"/XObject<</X 5 0 R>>", b"/X Do", nested))


def test_a_page_of_no_size_a_paper_has() -> None:
    huge = raw_pdf(CATALOGUE, PAGES, PAGE.replace(b"600 800", b"60000000 800"), stream(WORDS), HELVETICA)
    assert DAMAGED in refusal(huge)
    none = raw_pdf(CATALOGUE, PAGES, PAGE.replace(b"/MediaBox[0 0 600 800]", b""), stream(WORDS), HELVETICA)
    assert len(done(none)[0].pages) == 1


def test_more_notes_than_a_page_has() -> None:
    notes = b"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]>>" * 6_000
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Annots[" + notes + b"]>>"
    assert BOMB in refusal(raw_pdf(CATALOGUE, PAGES, page, stream(WORDS)))


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def raw_png(width: int, height: int, *more: bytes) -> bytes:
    """A PNG that says it is so large, and has ten megabytes of picture."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress(bytes(10_000_000), 9))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + data + chunk(b"IEND", b"")


def test_photos_that_are_bombs_or_cut_off() -> None:
    assert BOMB in refusal(raw_png(60_000, 60_000), "photo")
    assert DAMAGED in refusal(raw_png(9_000, 9_000), "photo")
    words = chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(300_000_000), 9))
    assert refusal(raw_png(100, 100, words), "photo", memory=MEMORY)
    whole, other = jpeg(), png()
    assert DAMAGED in refusal(whole[: len(whole) // 2], "photo")
    assert DAMAGED in refusal(other[: len(other) // 2], "photo")
    assert DAMAGED in refusal(b"\xff\xd8\xff" + bytes(range(256)) * 40, "photo")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps the limit of memory in all cases")
def test_memory_is_bounded() -> None:
    assert refusal(pdf("woord " * 3_000), memory=60_000_000)


def test_time_is_bounded_and_the_next_enclosure_is_not_harmed() -> None:
    slow = squeezed(b"BT /F 9 Tf 50 700 Td (woorden en woorden) Tj ET\n", 60_000_000)
    sound = one_page(WORDS)
    more = {"stamp": "{bladzijde}", "widths": (500,) * 256, "first": 7}
    with Office() as office:
        with pytest.raises(DocumentError, match=r"nog niet verwerkt|beschadigd|groter"):
            office.do(Job("pdf", len(slow), seconds=1, memory=4_000_000_000, **more), slow, "a")  # type: ignore[arg-type]
        answer, _ = office.do(Job("pdf", len(sound), **more), sound, "b")  # type: ignore[arg-type]
        assert len(answer.pages) == 1
        assert office.do(Job("pdf", len(sound), **more), sound, "b")[0] == answer  # type: ignore[arg-type]


def test_a_process_that_is_gone_is_told_as_a_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefgen.bundle.office._START", "raise SystemExit(9)")
    assert DAMAGED in refusal(one_page(WORDS))


def test_a_module_in_the_working_directory_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(9)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert len(done(one_page(WORDS))[0].pages) == 1


def test_all_bad_enclosures_are_named_together(tmp_path: Path) -> None:
    path = case(tmp_path, {"a.pdf": pages("goed"), "b.pdf": one_page(WORDS)[:-20], "c.jpg": jpeg()[:900]})
    with pytest.raises(FactsErrors) as caught:
        bundled(path, tmp_path / "uit")
    assert [error.where.split(",")[0] for error in caught.value.errors] == ["bijlage 2", "bijlage 3"]
    assert str(caught.value.what) == "2 bijlagen kunnen zo niet in de bundel."
