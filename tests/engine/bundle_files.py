"""Enclosures made for a test: PDF files with Typst or object by object, photos with Pillow, Word files, and a case."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pypdfium2
import pytest
import typst
import yaml
from PIL import Image, ImageDraw
from shipped import DAY, ROOT, workshop

from briefgen import judging, pipeline
from briefgen.bundle.job import Answer, Job
from briefgen.bundle.making import make
from briefgen.bundle.office import Office
from briefgen.bundle.options import Bundle, Options
from briefgen.errors import DocumentError
from briefgen.facts.load import CaseFile
from briefgen.letters.compose import Composition

SAMPLE = ROOT / "samples" / "klacht-jeugdhulp.yaml"
LETTER = "klacht-jeugdhulp"


def pdf(source: str, *, page: str = '"a4"', margin: str = "2.5cm") -> bytes:
    """A PDF of Typst markup."""
    made = typst.compile(f'#set page(paper: {page}, margin: {margin})\n#set text(lang: "nl")\n{source}'.encode())
    assert isinstance(made, bytes)
    return made


def pages(*words: str) -> bytes:
    """A PDF with these words, each on a page of its own."""
    return pdf("\n#pagebreak()\n".join(f"#text({yaml_string(word)})" for word in words))


def yaml_string(words: str) -> str:
    """The words as a string of Typst."""
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def picture(width: int = 400, height: int = 300, words: str = "") -> Image.Image:
    """A picture whose upper left corner is red, with a gradient so that it is no flat colour."""
    made = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    pen = ImageDraw.Draw(made)
    pen.rectangle((0, 0, width // 4, height // 4), fill="red")
    if words:
        pen.text((width // 3, height // 2), words, fill="black")
    return made


def jpeg(image: Image.Image | None = None, *, orientation: int = 1, place: bool = True) -> bytes:
    """A JPEG as a telephone makes it: with its maker, a time, and where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "VerraderlijkMerk"
    exif[0x0112] = orientation
    exif[0x0132] = "2026:03:04 05:06:07"
    if place:
        exif.get_ifd(0x8825)[1] = "N"
        exif.get_ifd(0x8825)[2] = (52.0, 5.0, 30.0)
    out = io.BytesIO()
    (image or picture()).save(out, "JPEG", exif=exif, quality=85, comment=b"VerraderlijkeOpmerking")
    return out.getvalue()


def png(image: Image.Image | None = None) -> bytes:
    out = io.BytesIO()
    (image or picture()).save(out, "PNG")
    return out.getvalue()


def scan(count: int = 1, *, width: int = 1240, height: int = 1754) -> bytes:
    """A PDF of pages that are one picture each, in pixels of a JPEG with metadata."""
    made = pikepdf.new()
    for number in range(count):
        image = jpeg(picture(width, height, f"scan {number + 1}"))
        stream = pikepdf.Stream(made, image)
        stream.stream_dict = pikepdf.Dictionary(
            Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=width, Height=height, BitsPerComponent=8,
            ColorSpace=pikepdf.Name.DeviceRGB, Filter=pikepdf.Name.DCTDecode,
        )  # fmt: skip
        made.add_blank_page(page_size=(595, 842))
        page = made.pages[-1]
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=stream))
        page.Contents = pikepdf.Stream(made, b"q 595 0 0 842 0 0 cm /Im0 Do Q")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def word(*paragraphs: str) -> bytes:
    """A Word file."""
    made = docx.Document()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def case(folder: Path, files: Mapping[str, bytes], **changes: object) -> Path:
    """A case file with these enclosures, from a sample; the first event names enclosure 1. `changes` are keys of it."""
    data = yaml.load(SAMPLE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - all scalars stay strings
    (folder / "stukken").mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / "stukken" / name).write_bytes(content)
    data["bijlagen"] = [{"omschrijving": f"stuk {name.split('.')[0]}", "bestand": f"stukken/{name}"} for name in files]
    for event in data["klacht"]["gebeurtenissen"]:
        event.pop("bijlage", None)
    if files:
        data["klacht"]["gebeurtenissen"][0]["bijlage"] = "1"
    data.update(changes)
    path = folder / "zaak.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def done(source: bytes, kind: str = "pdf", **more: object) -> tuple[Answer, bytes]:
    """What the process for enclosures makes of a file."""
    job: dict[str, Any] = {"first": 7, "stamp": "Bijlage 1 – p. {bladzijde}", "widths": (500,) * 256, **more}
    with Office() as office:
        return office.do(Job(kind=kind, size=len(source), **job), source, "stuk")


def refusal(source: bytes, kind: str = "pdf", **more: object) -> str:
    """Why a file is refused."""
    with pytest.raises(DocumentError) as caught:
        done(source, kind, **more)
    assert caught.value.where == "stuk"
    assert str(caught.value.mend)
    return str(caught.value.what)


def opened(answer: Answer, objects: bytes) -> bytes:
    """Clean pages as a file of their own, with another font for the stamps."""
    out = b"%PDF-1.7\n"
    places = {number: len(out) + place for number, place in answer.offsets}
    out += objects
    kids = b" ".join(b"%d 0 R" % page.number for page in answer.pages)
    around = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(answer.pages), kids),
        4: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    }
    for number, body in around.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start, size = len(out), max(places) + 1
    rows = [b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n" for n in range(1, size)]
    table = b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, b"".join(rows))
    return out + table + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, start)


def clean(source: bytes, kind: str = "pdf", **more: object) -> bytes:
    """The clean pages of a file, as a file."""
    return opened(*done(source, kind, **more))


def text_of(data: bytes) -> list[str]:
    """The text of each page, as PDFium reads it, on one line."""
    document = pypdfium2.PdfDocument(data)
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def drawn(data: bytes, index: int = 0, scale: float = 1.0) -> Image.Image:
    """A page as it is seen."""
    picture: Image.Image = pypdfium2.PdfDocument(data)[index].render(scale=scale).to_pil().convert("RGB")
    return picture


def remade(source: bytes, change: Callable[[pikepdf.Pdf], object]) -> bytes:
    """The PDF with something changed in it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(source)) as made:
        change(made)
        made.save(out)
    return out.getvalue()


def composed(path: Path) -> tuple[Composition, CaseFile]:
    """The letter of a case that `case` made."""
    found = workshop().read(path)
    (judged,) = judging.judged(found, [LETTER], DAY, workshop())
    return pipeline.composed(judged, DAY, workshop()), found


def bundled(path: Path, folder: Path, options: Options = Options()) -> Bundle:  # noqa: B008 - a frozen value
    """The bundle of a case that `case` made, in a new folder."""
    folder.mkdir()
    return make(*composed(path), workshop(), options, folder)
