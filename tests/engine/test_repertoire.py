"""Which characters a letter can show."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from briefgen.errors import RenderError
from briefgen.render import repertoire
from briefgen.render.repertoire import unprintable
from briefgen.render.stationery import Stationery

FOLDER = Path(__file__).resolve().parents[2] / "templates" / "letterhead"
LETTERHEAD = Stationery.open(FOLDER)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Gewone tekst,\nmet een tweede regel: €, “dubbel”, ‘enkel’, een – streep — en … puntjes",
        "Ő ő Ĳ ĳ ł Ż ğ İ ș",
        "→ ≥ ≤ ≠ − × ½ ‰ № Ω",
        "Привет Ελλάδα",
        "vast\N{NO-BREAK SPACE}smal\N{NARROW NO-BREAK SPACE}vierkant\N{EM SPACE}",
        "e\N{NON-BREAKING HYPHEN}mail a\N{HYPHEN}b",
        "e\N{COMBINING ACUTE ACCENT} o\N{COMBINING DIAERESIS} S\N{COMBINING CARON}",
    ],
)
def test_can_be_shown(text: str) -> None:
    assert unprintable(text, LETTERHEAD) == ()


@pytest.mark.parametrize(
    "character",
    [
        "😀",
        "中",
        "ا",  # Arabic letter, digit and mark
        "٣",
        "\N{ARABIC FATHA}",
        "א",  # Hebrew: the fonts have it, the layout does not
        "\N{HEBREW POINT QAMATS}",
        "\0",
        "\a",
        "\t",
        "\r",
        "\x85",
        "\N{LINE SEPARATOR}",
        "\N{SOFT HYPHEN}",
        "\N{ZERO WIDTH SPACE}",
        "\N{ZERO WIDTH JOINER}",
        "\N{WORD JOINER}",
        "\N{ZERO WIDTH NO-BREAK SPACE}",
        "\N{RIGHT-TO-LEFT OVERRIDE}",
        "\N{LEFT-TO-RIGHT MARK}",
        "\N{FIRST STRONG ISOLATE}",
        "\N{COMBINING GRAPHEME JOINER}",
        "\N{VARIATION SELECTOR-16}",
        "\N{COMBINING OVERLINE}",
        "\ue000",
        "\ufffe",
        "\ud800",
        "\U0010ffff",
    ],
)
def test_cannot_be_shown(character: str) -> None:
    assert unprintable(f"voor {character} na", LETTERHEAD) == (character,)


def test_an_accent_without_a_character_of_its_own_is_told() -> None:
    assert unprintable("q\N{COMBINING ACUTE ACCENT}", LETTERHEAD) == ("\N{COMBINING ACUTE ACCENT}",)


def test_each_character_is_told_once_in_order_of_appearance() -> None:
    assert unprintable("b😀a\0c😀d\0e中", LETTERHEAD) == ("😀", "\0", "中")


def test_plain_text_opens_no_font() -> None:
    without = replace(LETTERHEAD, fonts=Path("/nergens"))
    assert unprintable("Gewone tekst: één café, € 10 – “ja”.\n", without) == ()
    with pytest.raises(RenderError, match="lettertypen"):
        unprintable("Ő", without)


def test_what_needs_no_font_is_in_every_font() -> None:
    plain = {point for point in range(0x20, 0x3000) if repertoire._PLAIN.fullmatch(chr(point))}
    assert len(plain) > 190
    for font in LETTERHEAD.fonts.glob("*.ttf"):
        assert plain <= set(TTFont(font).getBestCmap())


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "letterhead"))


def test_all_faces_of_the_family_must_have_it_and_other_families_do_not_count(copy: Path) -> None:
    path = copy / "fonts" / "LiberationSans-BoldItalic.ttf"
    font = TTFont(path)
    for table in font["cmap"].tables:
        table.cmap.pop(ord("Ő"), None)
    font.save(path)
    assert unprintable("ŐŰ", Stationery.open(copy)) == ("Ő",)
    for record in font["name"].names:
        record.string = "Iets Anders"
    font.save(path)
    repertoire._shown.cache_clear()
    assert unprintable("ŐŰ", Stationery.open(copy)) == ()


@pytest.mark.parametrize("harm", ["no fonts", "broken font"])
def test_fonts_that_cannot_be_read_are_an_error(copy: Path, harm: str) -> None:
    if harm == "no fonts":
        shutil.rmtree(copy / "fonts")
    else:
        (copy / "fonts" / "LiberationSans-Bold.ttf").write_bytes(b"geen lettertype")
    with pytest.raises(RenderError, match="lettertypen"):
        unprintable("Ő", Stationery.open(copy))


def test_the_bundled_fonts_may_be_shipped() -> None:
    fonts = LETTERHEAD.fonts
    assert "SIL OPEN FONT LICENSE Version 1.1" in (fonts / "LICENSE").read_text()
    for path in fonts.glob("*.ttf"):
        names = TTFont(path)["name"]
        assert "Open Font License" in names.getDebugName(13)
        assert names.getDebugName(5) == "Version 2.1.5"
    assert len(list(fonts.glob("*.ttf"))) == 4


def test_fonts_are_read_when_first_needed() -> None:
    script = (
        "import sys; sys.path = sys.argv[1:]\n"
        "from briefgen.render.repertoire import unprintable\n"
        "unprintable('gewone tekst', None)\n"
        "sys.exit(bool({'fontTools', 'yaml'} & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", script, *sys.path], check=True)
