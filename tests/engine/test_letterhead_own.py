"""A letterhead of one's own: what Word and PDF make of it, and that both come from the same house style."""

from __future__ import annotations

import pickle
import shutil
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from docx_text import docx_words
from letterhead_files import FOOTER, INK, SHIPPED, SIGNATURE, opened, own, picture
from lxml import etree
from pdf_text import pdf_words
from shipped import DAY, SAMPLES, workshop

from briefgen.errors import LetterheadError
from briefgen.judging import judged
from briefgen.letters.blocks import Letter
from briefgen.pipeline import composed
from briefgen.receipts import sha256
from briefgen.render import docx, pdf, pictures, stationery, typefaces
from briefgen.render.stationery import Stationery

MM = 72 / 25.4
GREY = (128, 128, 128)


def sample(name: str = "inzage-jeugddossier") -> Letter:
    (path,) = (path for path in SAMPLES if path.stem == name)
    (found,) = judged(workshop().read(path), [name], DAY, workshop())
    return composed(found, DAY, workshop()).letter


LETTER = sample()


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(name).decode()


def drawn(
    data: bytes, number: int, colour: tuple[int, int, int] = INK, within: float = 210
) -> list[tuple[float, float, float, float]]:
    """Where page `number` has a colour, up to `within` mm from the left: left, top, right and bottom of each, in mm."""
    dots = 5
    document = pypdfium2.PdfDocument(data)
    image = document[number].render(scale=dots / MM).to_pil().convert("RGB")
    document.close()
    found: list[list[int]] = []
    for y in range(image.height):
        seen = [x for x in range(int(within * dots)) if _near(image.getpixel((x, y)), colour)]
        if not seen:
            continue
        if found and y - found[-1][3] <= 1:
            found[-1] = [min(found[-1][0], *seen), found[-1][1], max(found[-1][2], *seen), y]
        else:
            found.append([min(seen), y, max(seen), y])
    return [(left / dots, top / dots, (right + 1) / dots, (bottom + 1) / dots) for left, top, right, bottom in found]


def _near(found: Any, colour: tuple[int, int, int]) -> bool:
    return all(abs(one - other) < 60 for one, other in zip(found, colour, strict=True))


def text(data: bytes, number: int) -> str:
    document = pypdfium2.PdfDocument(data)
    found: str = document[number].get_textpage().get_text_bounded()
    document.close()
    return found


@pytest.mark.parametrize("look", stationery.looks(SHIPPED))
def test_the_words_are_the_same_in_every_look_and_output(look: str) -> None:
    paper = Stationery.open(stationery.found(look, SHIPPED), SHIPPED)
    words = docx_words(docx.render(LETTER, workshop().letterhead)).split()
    assert docx_words(docx.render(LETTER, paper)).split() == words
    assert pdf_words(pdf.render(LETTER, paper)).split() == words


def test_without_a_word_file_it_is_made_from_the_house_style(tmp_path: Path) -> None:
    paper = opened(own(tmp_path, "burger", ("grootte: 10.5\n", "grootte: 11\n")))
    assert 'w:sz w:val="22"' in part(docx.render(LETTER, paper), "word/styles.xml")
    assert docx.render(LETTER, paper) == docx.render(LETTER, opened(tmp_path))
    assert paper.word == opened(tmp_path).word


def test_with_a_word_file_that_one_counts(tmp_path: Path) -> None:
    paper = opened(own(tmp_path, "burger", ("grootte: 10.5\n", "grootte: 11\n"), word=True))
    assert paper.word == (SHIPPED / "letterhead.docx").read_bytes()


def test_the_same_letterhead_gives_the_same_bytes_wherever_it_is(tmp_path: Path) -> None:
    one, other = (opened(own(tmp_path / name, "organisatie")) for name in ("een", "twee"))
    assert pdf.render(LETTER, one) == pdf.render(LETTER, other)
    assert docx.render(LETTER, one) == docx.render(LETTER, other)
    again = pickle.loads(pickle.dumps(one))  # noqa: S301 - our own; processes of a batch send it
    assert pdf.render(LETTER, again) == pdf.render(LETTER, one)


def test_a_logo_stands_on_page_one_where_the_house_style_says(tmp_path: Path) -> None:
    logo = (
        "logo: {bestand: beeld.png, hoogte: 10, boven: 20, plaats: rechts, alternatief: Ons logo}\nvouwstreepjes: nee"
    )
    folder = own(tmp_path, "burger", ("vouwstreepjes: nee", logo))
    (folder / "beeld.png").write_bytes(picture())
    paper = opened(folder)
    made = pdf.render(LETTER, paper)
    assert drawn(made, 0) == [pytest.approx((155, 20, 185, 30), abs=0.3)]
    assert not drawn(made, 1)
    header = part(docx.render(LETTER, paper), "word/header2.xml")
    assert 'descr="Ons logo"' in header
    assert f'cx="{30 * 36000}" cy="{10 * 36000}"' in header
    assert f"<wp:posOffset>{155 * 36000}</wp:posOffset>" in header


def test_a_signature_stands_above_the_first_name_only(tmp_path: Path) -> None:
    folder = own(tmp_path, "burger", SIGNATURE)
    (folder / "handtekening.png").write_bytes(picture())
    paper = opened(folder)
    assert len(LETTER.envelope.signatures) > 1
    made = pdf.render(LETTER, paper)
    last = len(pypdfium2.PdfDocument(made)) - 1
    ((left, top, right, bottom),) = drawn(made, last)
    assert (left, right - left, bottom - top) == pytest.approx((paper.house.page.left, 45, 15), abs=0.3)
    body = etree.fromstring(part(docx.render(LETTER, paper), "word/document.xml").encode())
    about = list(body.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"))
    assert [item.get("descr") for item in about] == ["Krabbel"]
    with pikepdf.open(BytesIO(made)) as document:
        told = [item.get("/Alt") for item in document.objects if isinstance(item, pikepdf.Dictionary)]
    assert [str(words) for words in told if words is not None] == ["Krabbel"]


def test_a_footer_stands_on_every_page_and_is_no_part_of_the_text(tmp_path: Path) -> None:
    paper = opened(own(tmp_path, "burger", FOOTER))
    made = pdf.render(LETTER, paper)
    line = " · ".join(LETTER.envelope.sender)
    pages = len(pypdfium2.PdfDocument(made))
    assert pages > 1
    for number in range(pages):
        assert "KvK 00 & Zn" in text(made, number)
        assert line in text(made, number)
    assert pdf_words(made).split() == pdf_words(pdf.render(LETTER, workshop().letterhead)).split()
    footer = part(docx.render(LETTER, paper), "word/footer1.xml")
    assert "KvK 00 &amp; Zn" in footer
    assert line in footer


def test_fold_marks_divide_the_page_in_three(tmp_path: Path) -> None:
    paper = opened(own(tmp_path, "burger", ("vouwstreepjes: nee", "vouwstreepjes: ja")))
    marks = drawn(pdf.render(LETTER, paper), 0, GREY, 15)
    assert [(round(top), round(left), round(right)) for left, top, right, _ in marks] == [(99, 5, 9), (198, 5, 9)]
    assert not drawn(pdf.render(LETTER, paper), 1, GREY, 15)
    header = part(docx.render(LETTER, paper), "word/header2.xml")
    assert header.count("decorative") == 2 * 2
    assert f"<wp:posOffset>{99 * 36000}</wp:posOffset>" in header


def test_an_own_font_is_used_and_its_absence_is_an_error(tmp_path: Path) -> None:
    folder = own(tmp_path, "burger", ("familie: Liberation Sans", "familie: Kantoorletter"))
    with pytest.raises(LetterheadError, match="Kantoorletter ontbreekt: Regular, Bold, Italic, Bold Italic"):
        opened(folder)
    (folder / "fonts").mkdir()
    from fontTools.ttLib import TTFont

    for path in (SHIPPED / "fonts").glob("*.ttf"):
        with TTFont(path) as font:
            for record in font["name"].names:
                if record.nameID in {1, 4, 6, 16}:
                    record.string = str(record).replace("Liberation Sans", "Kantoorletter").replace(
                        "LiberationSans", "Kantoorletter"
                    )  # fmt: skip
            font.save(folder / "fonts" / path.name)
    typefaces.faces.cache_clear()
    paper = opened(folder)
    assert paper.fonts == folder / "fonts"
    with pikepdf.open(BytesIO(pdf.render(LETTER, paper))) as document:
        used = {str(font.BaseFont) for page in document.pages for font in page.Resources.Font.values()}
    assert used
    assert all("Kantoorletter" in name for name in used)
    assert set(paper.hashes) == {"house.yaml", *(f"fonts/{path.name}" for path in (folder / "fonts").iterdir())}


def test_the_hashes_name_every_file_that_letters_rest_on(tmp_path: Path) -> None:
    folder = own(tmp_path, "organisatie", word=True)
    (folder / "aantekening.txt").write_text("niet van belang", encoding="utf-8")
    names = ("house.yaml", "letterhead.docx", "logo.png")
    assert opened(folder).hashes == {name: sha256((folder / name).read_bytes()) for name in names}


@pytest.mark.parametrize(
    ("harm", "where", "mend"),
    [
        ("no folder", "nergens", "burger, organisatie, rechtbank"),
        ("slip of the pen", "organisate", "Bedoelt u 'organisatie'?"),
        ("no house style", "eigen", "burger, organisatie, rechtbank"),
        ("no logo", "logo.png", "Controleer de naam"),
        ("no picture", "logo.png", "PNG of JPEG"),
        ("torn picture", "logo.png", "PNG of JPEG"),
        ("no text", "house.yaml", "UTF-8"),
        ("one fault", "house.yaml:", "geen getal"),
        ("two faults", "house.yaml:", "letterhead check"),
    ],
)
def test_what_cannot_be_used_is_an_error_with_its_place_and_mend(
    tmp_path: Path, harm: str, where: str, mend: str
) -> None:
    folder = own(tmp_path / "eigen", "organisatie")
    house, logo = folder / "house.yaml", folder / "logo.png"
    named: str | Path = folder
    match harm:
        case "no folder":
            named = tmp_path / "nergens"
        case "slip of the pen":
            named = "organisate"
        case "no house style":
            house.unlink()
        case "no logo":
            logo.unlink()
        case "no picture":
            logo.write_bytes(b"<svg/>")
        case "torn picture":
            logo.write_bytes(logo.read_bytes()[:40])
        case "no text":
            house.write_bytes(b"\xff\xfe")
        case _:
            count = 1 if harm == "one fault" else 2
            text = house.read_text(encoding="utf-8").replace("marge_boven: 25", "marge_boven: x")
            house.write_text(text.replace("marge_onder: 30", "marge_onder: y", count - 1), encoding="utf-8")
    with pytest.raises(LetterheadError) as caught:
        Stationery.open(stationery.found(named, SHIPPED), SHIPPED)
    assert where in caught.value.where
    assert mend in str(caught.value)
    assert caught.value.exit_code == 1


def test_a_fault_in_an_own_word_file_is_the_users_to_mend(tmp_path: Path) -> None:
    folder = own(tmp_path, "burger", word=True)
    (folder / "letterhead.docx").write_bytes(b"geen Word")
    with pytest.raises(LetterheadError, match="letterhead check"):
        docx.render(LETTER, opened(folder))


def test_shipped_looks_have_their_names(tmp_path: Path) -> None:
    assert stationery.looks(SHIPPED) == ("burger", "organisatie", "rechtbank")
    for name in stationery.looks(SHIPPED):
        paper = Stationery.open(stationery.found(name, SHIPPED), SHIPPED)
        assert (paper.name, paper.own) == (name, False)
    shutil.copytree(stationery.found("rechtbank", SHIPPED), tmp_path / "mijn")
    mine = opened(tmp_path / "mijn")
    assert (mine.own, mine.key) == (True, str(tmp_path / "mijn"))
    assert workshop().letterhead.key == ""


def test_a_jpeg_is_read_with_its_size() -> None:
    from PIL import Image

    target = BytesIO()
    Image.new("RGB", (300, 120), (10, 80, 90)).save(target, "JPEG")
    found = pictures.read(target.getvalue())
    assert found is not None
    assert (found.kind, found.width, found.height) == ("jpeg", 300, 120)
    assert pictures.read(target.getvalue()[:30]) is None
    assert pictures.read(b"GIF89a") is None
