"""The pictures of a letterhead: the same in Word and PDF, upright, without what a camera wrote beside them."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from letterhead_files import SHIPPED, SIGNATURE, opened, own, picture
from PIL import Image
from test_letterhead_own import LETTER

from briefgen import letterheads
from briefgen.errors import LetterheadError
from briefgen.letterheads import Finding, Group
from briefgen.render import docx, letterhead_making, pdf, pictures

GPS = 0x8825
RED, BLUE = (200, 30, 30), (30, 30, 200)


def photo(kind: str = "JPEG", orientation: int = 6) -> bytes:
    """A picture that lies on its side: red on the left, and that is above when it stands upright. It tells a place."""
    image = Image.new("RGB", (600, 300), BLUE)
    image.paste(RED, (0, 0, 300, 300))
    about = Image.Exif()
    about[0x0112] = orientation
    about[0x010F] = "GEHEIMTOESTEL"
    about.get_ifd(GPS)[1] = "N"
    target = BytesIO()
    image.save(target, kind, exif=about)
    return target.getvalue()


def inks(kind: str = "JPEG") -> bytes:
    target = BytesIO()
    Image.new("CMYK", (600, 200), (0, 255, 255, 0)).save(target, kind)
    return target.getvalue()


def inside(data: bytes) -> list[bytes]:
    """The pictures in a Word file, without fold marks."""
    with zipfile.ZipFile(BytesIO(data)) as file:
        names = [name for name in file.namelist() if name.startswith("word/media/") and "streep" not in name]
        return [file.read(name) for name in names]


def signed(folder: Path, data: bytes) -> Path:
    change = (SIGNATURE[0], SIGNATURE[1].replace(".png", ".jpg"))
    own(folder, "burger", change)
    (folder / "handtekening.jpg").write_bytes(data)
    return folder


def the_difference(folder: Path) -> Finding:
    (found,) = letterheads.check(folder, SHIPPED).of(Group.DIFFERENCE)
    return found


def test_a_new_logo_that_word_does_not_have_is_a_difference(tmp_path: Path) -> None:
    folder = own(tmp_path, "organisatie", word=True)
    assert not letterheads.differs(opened(folder))
    (folder / "logo.png").write_bytes(picture(1800, 600))
    told = the_difference(folder)
    assert "logo.png" in str(told.what)
    assert "Afbeelding wijzigen" in str(told.mend)
    assert "haal letterhead.docx weg" in str(told.mend)
    assert letterheads.differs(opened(folder))
    (folder / "letterhead.docx").unlink()
    assert letterheads.check(folder, SHIPPED).findings == ()


def test_a_logo_of_the_same_shape_in_other_colours_is_another(tmp_path: Path) -> None:
    folder = own(tmp_path, "organisatie", word=True)
    with Image.open(folder / "logo.png") as image:
        Image.new("RGB", image.size, (20, 90, 40)).save(folder / "logo.png")
    assert "andere afbeelding" in str(the_difference(folder).what)


@pytest.mark.parametrize("scale", [1.0, 0.5])
def test_the_same_logo_as_word_may_store_it_is_no_difference(tmp_path: Path, scale: float) -> None:
    """Word makes pictures smaller, and JPEG of PNG."""
    folder = own(tmp_path, "organisatie", word=True)
    with Image.open(folder / "logo.png") as image:
        clear = image.convert("RGBA")
    seen = Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")
    smaller = seen.resize((round(seen.width * scale), round(seen.height * scale)))
    smaller.save(folder / "logo.jpg", quality=80)
    house = folder / "house.yaml"
    house.write_text(house.read_text(encoding="utf-8").replace("logo.png", "logo.jpg"), encoding="utf-8")
    assert letterheads.check(folder, SHIPPED).sound


def test_another_signature_in_word_is_a_difference(tmp_path: Path) -> None:
    folder = signed(tmp_path, photo())
    paper = opened(folder)
    (folder / "letterhead.docx").write_bytes(letterhead_making.made(paper.house, paper.images))
    assert letterheads.check(folder, SHIPPED).sound
    (folder / "handtekening.jpg").write_bytes(picture(300, 600))
    assert "handtekening › afbeelding" in str(the_difference(folder).what)


@pytest.mark.parametrize("key", ["logo", "handtekening"])
def test_a_picture_in_printing_inks_is_refused_with_the_mend(tmp_path: Path, key: str) -> None:
    if key == "logo":
        folder = own(tmp_path, "organisatie")
        (folder / "logo.png").write_bytes(inks())
    else:
        folder = signed(tmp_path, inks())
    with pytest.raises(LetterheadError, match="CMYK") as caught:
        opened(folder)
    assert "RGB" in str(caught.value.mend)
    assert key in caught.value.where
    (fault,) = letterheads.check(folder, SHIPPED).of(Group.FAULT)
    assert "CMYK" in str(fault.what)
    assert key in str(fault.place)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_photo_stands_upright_and_tells_nothing(kind: str, orientation: int) -> None:
    data = photo(kind, orientation)
    assert b"GEHEIMTOESTEL" in data
    found = pictures.read(data)
    assert found is not None
    assert found == pictures.read(data), "the same bytes each time"
    assert b"GEHEIMTOESTEL" not in found.data
    assert b"GEHEIMTOESTEL" not in pictures.bare(data)
    with Image.open(BytesIO(found.data)) as image:
        assert not image.getexif()
        assert image.size == (found.width, found.height) == ((300, 600) if orientation in {6, 8} else (600, 300))
        corner = {1: (20, 150), 3: (580, 150), 6: (150, 20), 8: (150, 580)}[orientation]
        pixel = image.convert("RGB").getpixel(corner)
    assert isinstance(pixel, tuple)
    assert pixel == pytest.approx(RED, abs=12)


def test_what_a_camera_writes_behind_the_picture_is_left_out() -> None:
    target = BytesIO()
    Image.new("RGB", (60, 20), RED).save(target, "JPEG", progressive=True)
    plain = target.getvalue()
    found = pictures.read(plain + photo())
    assert found is not None
    assert found.data == plain
    assert pictures.read(plain[:-20]) is None


def test_no_letter_tells_where_a_signature_was_photographed(tmp_path: Path) -> None:
    folder = signed(tmp_path, photo())
    paper = opened(folder)
    (there,) = inside(docx.render(LETTER, paper))
    assert b"GEHEIM" not in there
    made = pdf.render(LETTER, paper)
    assert b"GEHEIM" not in made
    document = pypdfium2.PdfDocument(made)
    image = document[len(document) - 1].render(scale=2).to_pil().convert("RGB")
    document.close()

    def rows(colour: tuple[int, int, int]) -> list[int]:
        dots = zip(*[iter(image.tobytes())] * 3, strict=True)
        near = [max(abs(a - b) for a, b in zip(dot, colour, strict=True)) < 30 for dot in dots]
        return [place // image.width for place, here in enumerate(near) if here]

    assert max(rows(RED)) <= min(rows(BLUE)), "red is above"


def test_a_photo_that_word_itself_holds_tells_nothing_either(tmp_path: Path) -> None:
    folder = own(tmp_path, "organisatie", word=True)
    target = BytesIO()
    path = folder / "letterhead.docx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as file:
        for name in source.namelist():
            file.writestr(name, photo() if name == "word/media/logo.png" else source.read(name))
    path.write_bytes(target.getvalue())
    assert any(b"GEHEIM" in each for each in inside(path.read_bytes()))
    assert not any(b"GEHEIM" in each for each in inside(docx.render(LETTER, opened(folder))))
