"""Photos: as they were taken, without what a telephone wrote in them."""

from __future__ import annotations

import io
import struct

import pytest
from bundle_files import clean, done, drawn, jpeg, picture, png, refusal
from PIL import Image, ImageChops, ImageOps, ImageStat

from briefgen.bundle.apart import jpeg as jpeg_files
from briefgen.bundle.apart.lighter import LONGEST


def seen(data: bytes) -> Image.Image:
    """The photo on its page: what is not white, below the stamp."""
    page = drawn(data, scale=2.0)
    below = page.crop((0, 90, page.width, page.height))
    box = ImageChops.difference(below, Image.new("RGB", below.size, "white")).getbbox()
    assert box is not None
    return below.crop(box)


def alike(one: Image.Image, other: Image.Image) -> bool:
    """Whether two pictures are the same but for their size and small losses."""
    size = (40, 40)
    difference = ImageChops.difference(one.convert("RGB").resize(size), other.convert("RGB").resize(size))
    return max(ImageStat.Stat(difference).mean) < 8


def framed() -> Image.Image:
    """A picture with a dark edge, so that its extent on white paper can be seen."""
    made = picture(400, 300)
    return ImageOps.expand(made.crop((4, 4, 396, 296)), 4, "black")


@pytest.mark.parametrize("lighter", [False, True])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_as_it_was_taken(orientation: int, lighter: bool) -> None:  # noqa: FBT001 - pytest
    source = jpeg(framed(), orientation=orientation)
    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(source)))
    assert alike(seen(clean(source, "photo", lighter=lighter)), upright)


def test_orientations_differ() -> None:
    """The comparison above can fail."""
    assert not alike(seen(clean(jpeg(framed(), orientation=6), "photo")), framed())


def test_nothing_of_camera_place_or_time_is_left() -> None:
    source = jpeg()
    assert b"VerraderlijkMerk" in source
    assert b"VerraderlijkeOpmerking" in source
    assert b"2026:03:04" in source
    made = clean(source + b"VerraderlijkeFilm", "photo")
    for word in (b"Verraderlijk", b"Exif", b"2026:03:04", b"GPS", b"ICC_PROFILE"):
        assert word not in made


def test_a_photo_is_not_coded_again() -> None:
    """The scan itself is in the bundle byte for byte: no loss."""
    source = jpeg()
    scan = source[source.index(b"\xff\xda") :]
    assert scan in clean(source, "photo")


def test_a_preview_in_the_head_of_a_jpeg_is_gone() -> None:
    plain = jpeg(place=False)
    thumbnail = b"JFIF\0\x01\x02\0\0\x01\0\x01\x02\x02" + b"\x99" * 12
    source = plain[:2] + b"\xff\xe0" + struct.pack(">H", len(thumbnail) + 2) + thumbnail + plain[2:]
    stripped = jpeg_files.stripped(source)
    assert b"\x99" * 12 not in stripped
    assert Image.open(io.BytesIO(stripped)).size == (400, 300)


@pytest.mark.parametrize("length", [1, 3, 20, 200, -1])
def test_a_jpeg_cut_off_is_no_jpeg(length: int) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - which of them is no matter
        jpeg_files.stripped(jpeg()[:length])
    with pytest.raises(ValueError, match="no JPEG"):
        jpeg_files.stripped(b"")


def test_boxes_of_jpeg_2000_that_tell_are_gone() -> None:
    def box(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I4s", len(data) + 8, kind) + data

    telling = box(b"xml ", b"<Verraad/>") + box(b"uuid", b"Verraad")
    source = box(b"jP  ", b"\r\n\x87\n") + telling + box(b"jp2c", b"beeld")
    assert jpeg_files.boxes_stripped(source) == box(b"jP  ", b"\r\n\x87\n") + box(b"jp2c", b"beeld")
    with pytest.raises(ValueError, match="cut off"):
        jpeg_files.boxes_stripped(source[:-3])


def test_other_colours_and_transparency() -> None:
    four = io.BytesIO()
    framed().convert("CMYK").save(four, "JPEG", quality=95)
    assert alike(seen(clean(four.getvalue(), "photo")), framed())
    for mode in ("L", "P", "1"):
        assert alike(seen(clean(png(framed().convert(mode)), "photo")), framed().convert(mode))
    clear = framed().convert("RGBA")
    clear.putalpha(Image.new("L", clear.size, 128))
    middle = seen(clean(png(clear), "photo")).getpixel((40, 40))
    assert isinstance(middle, tuple)
    assert middle[0] > 240
    assert 110 < middle[1] < 145  # red on white, half


def test_a_smaller_photo_is_smaller_and_still_good() -> None:
    source = jpeg(picture(4000, 3000).effect_spread(9))
    answer, whole = done(source, "photo")
    _, lighter = done(source, "photo", lighter=True)
    assert len(answer.pages) == 1
    assert len(lighter) < len(whole) / 3
    assert b"/Width %d" % LONGEST in lighter


def test_a_screen_with_text_stays_sharp_when_it_is_made_smaller() -> None:
    few = Image.new("RGB", (900, 1200), "white")
    few.paste("navy", (100, 100, 500, 200))
    assert b"/DCTDecode" not in done(png(few), "photo", lighter=True)[1]


def test_a_photo_of_an_iphone() -> None:
    pillow_heif = pytest.importorskip("pillow_heif", reason="the extra heic is not installed")
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "VerraderlijkMerk"
    out = io.BytesIO()
    pillow_heif.from_pillow(framed()).save(out, quality=90, exif=exif.tobytes())
    made = clean(out.getvalue(), "heic")
    assert b"Verraderlijk" not in made
    assert alike(seen(made), framed().transpose(Image.Transpose.ROTATE_270))
    assert "beschadigd" in refusal(out.getvalue()[:700], "heic")
