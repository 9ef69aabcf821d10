"""Terms that must go are nowhere in the bundle: not below the black, not beside it, not in what is not drawn."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from bundle_files import (
    bundled,
    case,
    clean,
    composed,
    done,
    drawn,
    jpeg,
    pages,
    pdf,
    refusal,
    remade,
    scan,
    text_of,
)
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image
from shipped import workshop

from briefgen.bundle import writing
from briefgen.bundle.options import Bundle, Options
from briefgen.bundle.terms import Terms, terms_of
from briefgen.errors import DocumentError, FactsError

TERM = "Noa de Vries"


def everything(data: bytes) -> str:
    """All that a file says anywhere: each page, each string of each object, each unpacked stream."""
    said = text_of(data)
    with pikepdf.open(io.BytesIO(data)) as opened:
        for item in opened.objects:
            said.extend(strings(item))
            if isinstance(item, pikepdf.Stream):
                said.append(item.read_raw_bytes().decode("latin-1"))
                if item.get("/Subtype") != "/Image":
                    said.append(item.read_bytes().decode("latin-1"))
    return "\n".join(said)


def strings(item: Any) -> list[str]:
    match item:
        case pikepdf.String():
            return [str(item)]
        case pikepdf.Array():
            return [text for each in item if not getattr(each, "is_indirect", False) for text in strings(each)]
        case pikepdf.Dictionary() | pikepdf.Stream():
            values = (item[key] for key in item.keys())  # noqa: SIM118 - a stream is no mapping
            return [text for each in values if not getattr(each, "is_indirect", False) for text in strings(each)]
        case _:
            return []


# finding


@pytest.mark.parametrize(
    "text",
    [
        "NOA DE VRIES", "noa  de\nVries", "Noa de Vries' fiets", "Noa de Vries’s", "Noa-de-Vries",
        "N\u00f3a de Vr\u00efes", "Noa de Vrie\u00ads", "Noa de Vri-\nes", "Noa de Vri\ufffe\r\nes", "noa_de_vries.pdf",
        "(Noa de Vries)", "Noa de V r i e s",
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_written(text: str) -> None:
    assert Terms([TERM]).find(text)


@pytest.mark.parametrize("text", ["Noa van Vries", "Anoa de Vries", "Noa de Vriesland", "de Vries, Noa"])
def test_another_name_is_not_found(text: str) -> None:
    assert not Terms([TERM]).find(text)


def test_ligatures_genitives_and_numbers() -> None:
    assert Terms(["Fiona"]).find("de fiets van \ufb01ona")
    assert Terms(["Jansen"]).find("Jansens rapport")
    assert Terms(["123456782"]).find("nr. 1234.56.782")
    assert not Terms(["Jan"]).find("januari")
    assert Terms(["Vries"]).within("Vriesland en Vries") == ("vriesland",)


def test_the_longest_term_goes_first() -> None:
    assert Terms(["Noa", TERM]).replaced(f"{TERM} en Noa", "X") == "X en X"


def test_each_term_is_counted_also_within_a_longer_one() -> None:
    terms = Terms(["Noa", TERM, "Ömer", "Vriesland"])
    hits = terms.hits(f"{TERM} en NOA en omers fiets") + terms.hits("niets")
    assert hits.each == (2, 1, 1, 0)
    assert hits.places == 3
    assert Terms([]).hits("Noa").places == 0


@given(st.text(max_size=60), st.text(max_size=60))
def test_after_replacing_nothing_is_found(before: str, after: str) -> None:
    terms = Terms([TERM, "Ömer", "98"])
    text = f"{before} {TERM} {after} ömer"
    assert not terms.find(terms.replaced(text, "\u2588"))


def test_a_file_of_terms() -> None:
    assert terms_of("# namen\n\n Noa  de Vries \nNoa de Vries\n98\n", "t") == (TERM, "98")
    with pytest.raises(FactsError, match="te kort") as caught:
        terms_of("Noa\n.\n", "termen.txt")
    assert caught.value.where == "termen.txt:2"
    with pytest.raises(FactsError, match="niets om weg te halen"):
        terms_of("# leeg\n", "termen.txt")


# in an enclosure


def test_a_page_with_a_term_becomes_a_picture_in_which_it_is_black() -> None:
    source = pages(f"Begin {TERM} eind", "Een andere bladzijde")
    before, made = drawn(clean(source), scale=2), clean(source, terms=(TERM,))
    assert text_of(made) == ["Bijlage 1 – p. 1", "Een andere bladzijde Bijlage 1 – p. 2"]
    assert "Vries" not in everything(made)
    after = drawn(made, scale=2)
    assert black(after) > 5 * black(before)
    answer, _ = done(source, terms=(TERM,))
    assert [page.hits.each for page in answer.pages] == [(1,), ()]
    assert "Zwart gemaakt" in str(answer.remarks[0])


def black(picture: Image.Image) -> int:
    return picture.convert("L").histogram()[0]


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_black_is_where_the_word_was(turned: int) -> None:
    """Of a page with one word, all ink of the word is under the black, however the page is turned or cropped."""

    def turn(made: pikepdf.Pdf) -> None:
        made.pages[0].Rotate = turned
        made.pages[0].CropBox = Array([30, 400, 500, 842])

    source = remade(pdf(f"#text(size: 20pt)[{TERM}]"), turn)
    before, after = drawn(clean(source)), drawn(clean(source, terms=(TERM,)))
    ink = dark(before)
    assert len(ink) > 200
    assert all(after.getpixel(place) < (40, 40, 40) for place in ink)  # type: ignore[operator]


def dark(picture: Image.Image) -> list[tuple[int, int]]:
    """Where a page is dark, below its stamp."""
    return [
        (x, y) for x in range(picture.width) for y in range(50, picture.height)
        if picture.getpixel((x, y)) < (100, 100, 100)  # type: ignore[operator]
    ]  # fmt: skip


def test_a_coloured_page_stays_coloured() -> None:
    source = pdf(f"#rect(fill: red, width: 100pt, height: 100pt)\n{TERM}")
    colours = drawn(clean(source, terms=(TERM,))).getcolors(1_000_000)
    assert colours is not None
    assert any(red > 200 and green < 90 and blue < 90 for _, (red, green, blue) in colours)  # type: ignore[misc]


def test_a_form_that_only_a_black_page_used_is_gone_too() -> None:
    """Two pages share their resources; what the black one drew must not stay within reach of the other."""

    def shared(made: pikepdf.Pdf) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        secret = Stream(made, b"BT /F 12 Tf 50 700 Td (Noa de Vries) Tj ET", Type=Name.XObject, Subtype=Name.Form,
                        BBox=[0, 0, 600, 800], Resources=Dictionary(Font=Dictionary(F=font)))  # fmt: skip
        both = made.make_indirect(Dictionary(Font=Dictionary(F=font), XObject=Dictionary(Geheim=secret)))
        for page, content in zip(made.pages, (b"/Geheim Do", b"BT /F 12 Tf 50 700 Td (Open) Tj ET"), strict=True):
            page.Resources, page.Contents = both, Stream(made, content)

    made = clean(remade(pages("a", "b"), shared), terms=(TERM,))
    assert text_of(made) == ["Bijlage 1 – p. 1", "Open Bijlage 1 – p. 2"]
    assert TERM not in everything(made)


def test_a_form_that_another_form_could_draw_is_gone_too() -> None:
    """A form has resources of its own, in which something may lie that nobody draws."""

    def hidden(made: pikepdf.Pdf) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        more = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": [0, 0, 600, 800]}
        secret = Stream(made, b"BT /F 12 Tf 50 700 Td (Noa de Vries) Tj ET", Resources=Dictionary(
            Font=Dictionary(F=font)), **more)  # fmt: skip
        shown = Stream(made, b"BT /F 12 Tf 50 700 Td (Open) Tj ET", Resources=Dictionary(
            Font=Dictionary(F=font), XObject=Dictionary(Geheim=secret)), **more)  # fmt: skip
        made.pages[0].Resources = Dictionary(XObject=Dictionary(Open=shown))
        made.pages[0].Contents = Stream(made, b"/Open Do")

    made = clean(remade(pages("a"), hidden), terms=(TERM,))
    assert text_of(made) == ["Open Bijlage 1 – p. 1"]
    assert TERM not in everything(made)


def test_a_text_for_listeners_counts_too() -> None:
    def told(made: pikepdf.Pdf) -> None:
        made.pages[0].contents_add(Stream(made, b"/Span <</ActualText (Noa de Vries)>> BDC 0 0 9 9 re f EMC"))

    made = clean(remade(pages("Open"), told), terms=(TERM,))
    assert TERM not in everything(made)
    assert text_of(made) == ["Bijlage 1 – p. 1"]
    assert done(remade(pages("Open"), told), terms=(TERM,))[0].pages[0].hits.each == (1,)
    twice = remade(pages(f"Over {TERM}"), told)
    assert done(twice, terms=(TERM,))[0].pages[0].hits.each == (1,)
    other = clean(remade(pages("Open"), told), terms=("Iemand anders",))
    assert text_of(other) == ["Open Bijlage 1 – p. 1"]


def test_what_a_note_or_field_shows_goes_as_well() -> None:
    def field(made: pikepdf.Pdf) -> None:
        box = made.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String(TERM), V=String(TERM),
                       Rect=Array([50, 600, 250, 620]), DA=String("/Helv 12 Tf 0 g"), F=4)
        )  # fmt: skip
        made.pages[0].Annots = Array([box])
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        made.Root.AcroForm = Dictionary(
            Fields=Array([box]), DR=Dictionary(Font=Dictionary(Helv=font)), DA=String("/Helv 12 Tf 0 g")
        )

    made = clean(remade(pages("Formulier"), field), terms=(TERM,))
    assert TERM not in everything(made)


# refused where it cannot be sure


def picture_beside_text(made: pikepdf.Pdf) -> None:
    image = Stream(made, jpeg(), Type=Name.XObject, Subtype=Name.Image, Width=400, Height=300, BitsPerComponent=8,
                   ColorSpace=Name.DeviceRGB, Filter=Name.DCTDecode)  # fmt: skip
    made.pages[1].Resources.XObject = Dictionary(Im=image)
    made.pages[1].contents_add(Stream(made, b"q 90 0 0 90 50 50 cm /Im Do Q"))


def outlined(made: pikepdf.Pdf) -> None:
    letter = b"10 0 m 10 5 15 9 20 9 c 25 9 30 5 30 0 c 30 -5 25 -9 20 -9 c 15 -9 10 -5 10 0 c f "
    made.pages[1].Contents = Stream(made, b"".join(b"q 1 0 0 1 %d 500 cm %b Q " % (30 * n, letter) for n in range(14)))


def unreadable(made: pikepdf.Pdf) -> None:
    descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name.Vreemd, Flags=4, FontBBox=[0, 0, 1000, 1000],
                            ItalicAngle=0, Ascent=800, Descent=-200, CapHeight=700, StemV=80)  # fmt: skip
    system = Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0)
    below = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.Vreemd, CIDSystemInfo=system,
                       FontDescriptor=descriptor)  # fmt: skip
    font = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Vreemd, Encoding=Name("/Identity-H"),
                      DescendantFonts=Array([below]))  # fmt: skip
    made.pages[1].Resources = Dictionary(Font=Dictionary(F=font))
    made.pages[1].Contents = Stream(made, b"BT /F 12 Tf 50 700 Td <004E006F00610020> Tj ET")


@pytest.mark.parametrize(
    ("change", "words"),
    [(picture_beside_text, "afbeelding"), (outlined, "afbeelding"), (unreadable, "niet als tekst te lezen")],
)
def test_a_page_that_cannot_be_read_for_sure_is_refused(change: Callable[[pikepdf.Pdf], None], words: str) -> None:
    source = remade(pages("Open", "Ook open"), change)
    said = refusal(source, terms=(TERM,))
    assert words in said
    assert "bladzijde 2." in said
    assert len(done(source, terms=(TERM,), seen=True)[0].pages) == 2
    assert len(done(source)[0].pages) == 2


def _letters(made: pikepdf.Pdf, content: bytes, **more: Any) -> Stream:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    return Stream(made, content, Resources=Dictionary(Font=Dictionary(F=font)), **more)


def patterned(made: pikepdf.Pdf) -> None:
    tile = _letters(made, b"BT /F 12 Tf 5 5 Td (Noa de Vries) Tj ET", Type=Name.Pattern, PatternType=1, PaintType=1,
                    TilingType=1, BBox=[0, 0, 200, 50], XStep=200, YStep=50)  # fmt: skip
    made.pages[0].Resources.Pattern = Dictionary(P=tile)
    made.pages[0].contents_add(Stream(made, b"/Pattern cs /P scn 0 0 300 300 re f"))


def masked(made: pikepdf.Pdf) -> None:
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    mask = _letters(made, b"1 g BT /F 12 Tf 5 5 Td (Noa de Vries) Tj ET", Type=Name.XObject, Subtype=Name.Form,
                    BBox=[0, 0, 200, 50], Group=group)  # fmt: skip
    state = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=mask))
    made.pages[0].Resources.ExtGState = Dictionary(M=state)
    made.pages[0].contents_add(Stream(made, b"/M gs 0 0 300 300 re f"))


@pytest.mark.parametrize("change", [patterned, masked])
def test_letters_in_a_pattern_or_mask_are_refused(change: Callable[[pikepdf.Pdf], None]) -> None:
    source = remade(pages("Open"), change)
    assert "patroon of masker" in refusal(source, terms=(TERM,))
    assert done(source)[0].pages


@pytest.mark.parametrize(
    "content",
    [
        b"BT /F 12 Tf 3 Tr 50 500 Td (Noa de Vries) Tj ET",
        b"BT /F 12 Tf 1 g 50 500 Td (Noa de Vries) Tj ET",
        b"BT /F 12 Tf 50 2000 Td (Noa de Vries) Tj ET",
        b"q 0 0 1 1 re W n BT /F 12 Tf 50 500 Td (Noa de Vries) Tj ET Q",
        b"BT /F 12 Tf 50 500 Td (Noa de Vries) Tj ET 1 g 0 400 600 400 re f",
        b"BT /F 12 Tf 50 500 Td [(N) -20 (oa) 30 ( de Vr) 5 (ies)] TJ ET",
        b"BT /F 0.01 Tf 50 500 Td (Noa de Vries) Tj ET",
        b"BT /F 12 Tf 50 500 Td (Noa) Tj 0 -14 Td (de Vries) Tj ET",
        b"BT /F 12 Tf 0 1 -1 0 50 500 Tm (Noa de Vries) Tj ET",
    ],
)
def test_text_that_nobody_sees_goes_as_well(content: bytes) -> None:
    """Invisible, white, off the page, clipped, covered, spaced, tiny, on two lines, upright."""

    def more(made: pikepdf.Pdf) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        made.pages[0].Resources.Font = Dictionary(F=font)
        made.pages[0].Contents = Stream(made, content)

    made = clean(remade(pages("x"), more), terms=(TERM,))
    assert text_of(made) == ["Bijlage 1 – p. 1"]
    assert TERM not in everything(made)


def test_scans_and_photos_are_refused_unless_someone_looked() -> None:
    assert "bladzijde 1, 2." in refusal(scan(2), terms=(TERM,))
    assert "afbeelding" in refusal(jpeg(), "photo", terms=(TERM,))
    assert done(jpeg(), "photo", terms=(TERM,), seen=True)[0].pages


# in the whole bundle


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Bundle, bytes]:
    """A bundle of a case in which the child is named in the letter, in a title, in a PDF and in a text."""
    folder = tmp_path_factory.mktemp("zaak")
    files = {
        "a.pdf": pages(f"Verslag over {TERM}", "Niets bijzonders"),
        "b.txt": f"Gesprek met {TERM.upper()}.\n".encode(),
    }
    path = case(folder, files)
    path.write_text(path.read_text(encoding="utf-8").replace("stuk a", f"verslag over {TERM}"), encoding="utf-8")
    bundle = bundled(path, folder / "uit", Options(terms=(TERM, "Sanne de Vries")))
    return bundle, bundle.parts[0].path.read_bytes()


def test_no_term_is_left_anywhere_in_the_bundle(made: tuple[Bundle, bytes]) -> None:
    bundle, data = made
    said = everything(data)
    assert not Terms([TERM, "Sanne de Vries"]).find(said)
    assert bundle.redacted
    in_letter = bundle.hits.each[0] - sum(item.hits.each[0] for item in bundle.enclosed)
    assert [item.hits.each for item in bundle.enclosed] == [(2, 0), (1, 0)]  # the first has it in its title as well
    assert in_letter > 0
    assert bundle.enclosed[0].title == "verslag over █████"


def test_letter_list_and_bookmarks_say_that_something_is_gone(made: tuple[Bundle, bytes]) -> None:
    _, data = made
    document = pypdfium2.PdfDocument(data)
    titles = [item.get_title() for item in document.get_toc()]
    assert "Bijlage 1 – verslag over █████" in titles
    text = text_of(data)
    assert "█████" in text[0]
    assert any("Lijst van bijlagen" in page and "verslag over █████" in page for page in text)
    assert any("Niets bijzonders" in page for page in text)


def test_what_is_still_found_stops_the_bundle(tmp_path: Path) -> None:
    path = case(tmp_path, {"a.pdf": pages("Verslag")})
    with pytest.raises(DocumentError, match="nog te vinden: bladzijde"):
        bundled(path, tmp_path / "uit", Options(terms=("Lijst van bijlagen",)))


def test_a_term_need_only_be_in_one_of_the_letters(tmp_path: Path) -> None:
    composition, found = composed(case(tmp_path, {"a.pdf": pages("Verslag")}))
    other = replace(composition, letter=replace(composition.letter, description="Over Zeldzaam"))
    options = Options(terms=("Zeldzaam",))
    with writing.prepared([composition, other], found, workshop(), options, tmp_path / "uit"):
        pass
    with (
        pytest.raises(FactsError, match="Niet gevonden als heel woord"),
        writing.prepared([composition], found, workshop(), options, tmp_path / "uit"),
    ):
        pass
    assert not (tmp_path / "uit").exists()
