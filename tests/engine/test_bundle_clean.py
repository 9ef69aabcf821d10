"""What is seen of an enclosure stays; what acts, hides or tells who made it does not."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from bundle_files import clean, done, drawn, jpeg, pages, refusal, remade, scan, text_of
from pikepdf import Array, Dictionary, Name, Stream, String

ACTIVE = (
    b"/JavaScript", b"/JS", b"/AA", b"/OpenAction", b"/EmbeddedFile", b"/Launch", b"/URI", b"/Metadata", b"/PieceInfo",
    b"/Annots", b"/AcroForm", b"/Thumb", b"/OCG", b"/Widget", b"Verraad",
)  # fmt: skip


def told(source: bytes) -> str:
    return " ".join(str(remark) for remark in done(source)[0].remarks)


def alive(made: pikepdf.Pdf) -> None:
    """Scripts, actions, a file, and what tells about the maker, wherever they can hang."""
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('Verraad')"))
    made.Root.OpenAction = script
    made.Root.AA = Dictionary(WC=script)
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))
    page = made.pages[0]
    page.AA = Dictionary(O=Dictionary(S=Name.Launch, F=String("Verraad.exe")))
    page.PieceInfo = Dictionary(App=Dictionary(Private=String("Verraad")))
    page.Metadata = Stream(made, b"Verraad")
    page.Thumb = Stream(made, b"Verraad")
    page.Resources.XObject = Dictionary(
        Im0=Stream(made, b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8,
                   ColorSpace=Name.DeviceGray, Metadata=Stream(made, b"Verraad"), Alternates=Array([])),
    )  # fmt: skip
    page.contents_add(Stream(made, b"q 9 0 0 9 50 50 cm /Im0 Do Q"))
    made.attachments["verraad.txt"] = b"Verraad"
    made.docinfo["/Author"] = "Verraad"
    with made.open_metadata() as metadata:
        metadata["dc:creator"] = ["Verraad"]


def test_what_acts_or_tells_is_gone_and_told() -> None:
    source = remade(pages("Eerste", "Tweede"), alive)
    assert all(word in source for word in (b"/JavaScript", b"/Launch", b"Verraad"))
    made = clean(source)
    assert [word for word in ACTIVE if word in made] == []
    assert text_of(made) == ["Eerste Bijlage 1 – p. 1", "Tweede Bijlage 1 – p. 2"]
    said = told(source)
    assert "script" in said
    assert "Bestanden die in deze PDF zaten" in said
    with pikepdf.open(io.BytesIO(made)) as opened:
        assert {key for page in opened.pages for key in page.obj} == {
            "/Type", "/Parent", "/MediaBox", "/Resources", "/Contents", "/StructParents", "/Tabs",
        }  # fmt: skip


def test_a_name_that_is_also_a_key_is_no_reason_to_drop_it() -> None:
    """A font may be called /A or /F: only what stands under such a key elsewhere is an action or a file."""

    def named(made: pikepdf.Pdf) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        made.pages[0].Resources.Font = Dictionary(A=font, AA=font, F=font, Metadata=font)
        content = b"".join(
            b"BT /%b 12 Tf 50 %d Td (%b) Tj ET " % (name, 100 + 20 * place, name)
            for place, name in enumerate((b"A", b"AA", b"F", b"Metadata"))
        )
        made.pages[0].Contents = Stream(made, content)

    assert text_of(clean(remade(pages("x"), named))) == ["A AA F Metadata Bijlage 1 – p. 1"]


def widget(made: pikepdf.Pdf) -> None:
    field = made.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("naam"), V=String("Ingevuld woord"),
                   Rect=Array([50, 600, 250, 620]), DA=String("/Helv 12 Tf 0 g"), F=4)
    )  # fmt: skip
    made.pages[0].Annots = Array([field])
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    made.Root.AcroForm = Dictionary(
        Fields=Array([field]), DR=Dictionary(Font=Dictionary(Helv=font)), DA=String("/Helv 12 Tf 0 g")
    )


def test_a_form_keeps_what_was_filled_in() -> None:
    source = remade(pages("Formulier"), widget)
    made = clean(source)
    assert text_of(made) == ["Formulier Ingevuld woord Bijlage 1 – p. 1"]
    assert [word for word in ACTIVE if word in made] == []
    assert "vastgezet" in told(source)


def note(made: pikepdf.Pdf, *, with_drawing: bool, flags: int = 4) -> None:
    look = Stream(made, b"1 0 0 rg 0 0 100 20 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 100, 20])
    box = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=Array([50, 600, 150, 620]), F=flags,
                     Contents=String("Verraad"))  # fmt: skip
    if with_drawing:
        box.AP = Dictionary(N=look)
    yellow = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([50, 500, 70, 520]), Contents=String("Verraad"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([50, 300, 70, 320]),
                      A=Dictionary(S=Name.URI, URI=String("http://example.org")))  # fmt: skip
    made.pages[0].Annots = Array([box, yellow, link])


def test_notes_are_drawn_and_told_and_what_they_say_elsewhere_is_gone() -> None:
    source = remade(pages("Stuk"), lambda made: note(made, with_drawing=True))
    made = clean(source)
    assert drawn(made).getpixel((100, 842 - 610)) == (255, 0, 0)
    assert [word for word in ACTIVE if word in made] == []
    said = told(source)
    assert "Opmerkingen zijn vastgezet" in said
    assert "Links werken in de bundel niet: 1." in said


def test_a_note_that_would_be_lost_is_refused() -> None:
    source = remade(pages("Stuk"), lambda made: note(made, with_drawing=False))
    assert "opmerking die niet elk programma toont" in refusal(source)
    hidden = remade(pages("Stuk"), lambda made: note(made, with_drawing=False, flags=2))
    assert text_of(clean(hidden)) == ["Stuk Bijlage 1 – p. 1"]


def layered(made: pikepdf.Pdf, *, off: bool) -> None:
    layer = made.make_indirect(Dictionary(Type=Name.OCG, Name=String("Verraad")))
    hidden = Array([layer] if off else [])
    made.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(Order=Array([layer]), OFF=hidden))
    made.pages[0].Resources.Properties = Dictionary(MC0=layer)
    made.pages[0].contents_add(Stream(made, b"/OC /MC0 BDC 0 0 9 9 re f EMC"))


def test_hidden_layers_and_other_kinds_of_pdf_are_refused() -> None:
    assert "lagen verborgen" in refusal(remade(pages("Stuk"), lambda made: layered(made, off=True)))
    shown = clean(remade(pages("Stuk"), lambda made: layered(made, off=False)))
    assert [word for word in ACTIVE if word in shown] == []
    portfolio = remade(pages("Stuk"), lambda made: made.Root.__setitem__("/Collection", Dictionary(View=Name.D)))
    assert "portfolio" in refusal(portfolio)

    def dynamic(made: pikepdf.Pdf) -> None:
        made.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Stream(made, b"<xdp/>"))
        made.Root.NeedsRendering = True

    assert "XFA" in refusal(remade(pages("Even geduld"), dynamic))


def test_a_signature_is_told_of() -> None:
    def signed(made: pikepdf.Pdf) -> None:
        value = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Contents=String("x"), ByteRange=[0, 1, 2, 3])
        field = made.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String("s"), V=value, Rect=[0, 0, 0, 0])
        )
        made.pages[0].Annots = Array([field])
        made.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)

    said = told(remade(pages("Beschikking"), signed))
    assert "digitale handtekening" in said
    assert "formulier" not in said


def test_what_a_scanner_wrote_in_its_pictures_is_gone() -> None:
    source = scan(2)
    assert b"VerraderlijkMerk" in source
    made = clean(source)
    assert b"Verraderlijk" not in made
    assert b"Exif" not in made
    corner = drawn(made).getpixel((60, 100))
    assert isinstance(corner, tuple)
    assert corner[0] > 200  # the red corner is still there
    assert [page.picture for page in done(source)[0].pages] == [True, True]


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_turned_and_cropped_page_looks_as_it_did(turned: int) -> None:
    def turn(made: pikepdf.Pdf) -> None:
        made.pages[0].Rotate = turned
        made.pages[0].CropBox = Array([50, 300, 450, 800])

    source = remade(scan(1), turn)
    before, after = drawn(source), drawn(clean(source))
    # The whole page is a picture, so it was made a little smaller to give the stamp room; compare the middle of both.
    assert abs(before.width - after.width) <= 1
    assert abs(before.height - after.height) <= 1
    strip = 842 / 30
    scale = (after.height - strip) / after.height
    for part in (0.1, 0.3, 0.5, 0.7, 0.9):
        x, y = before.width * part, before.height * part
        moved = (after.width * (1 - scale) / 2 + x * scale, after.height - (before.height - y) * scale)
        one, other = before.getpixel((int(x), int(y))), after.getpixel((int(moved[0]), int(moved[1])))
        assert isinstance(one, tuple)
        assert isinstance(other, tuple)
        assert max(abs(a - b) for a, b in zip(one, other, strict=True)) < 40, (part, one, other)


@pytest.mark.parametrize("left_open", [b"q 2 0 0 2 0 0 cm 1 0 0 rg BT", b"Q Q Q ET EMC", b"q q /X BMC BT"])
def test_what_a_page_leaves_open_does_not_touch_its_stamp(left_open: bytes) -> None:
    sound = clean(pages("Stuk"))
    made = clean(remade(pages("Stuk"), lambda made: made.pages[0].contents_add(Stream(made, left_open))))
    corner = (400, 0, 595, 60)
    assert drawn(made).crop(corner).tobytes() == drawn(sound).crop(corner).tobytes()


def test_what_lies_outside_the_shown_part_stays_out_of_sight() -> None:
    def outside(made: pikepdf.Pdf) -> None:
        made.pages[0].MediaBox = Array([0, 0, 595, 842])
        made.pages[0].CropBox = Array([0, 0, 595, 700])
        made.pages[0].Contents = Stream(made, b"1 0 0 rg 0 700 595 142 re f 0 0 1 rg 0 0 595 700 re f")

    made = clean(remade(pages("x"), outside))
    colours = drawn(made).getcolors(100_000)
    assert colours is not None
    assert all(not (red > 200 and green < 50 and blue < 50) for _, (red, green, blue) in colours)  # type: ignore[misc]


def letters_outside(made: pikepdf.Pdf) -> None:
    made.pages[1].CropBox = Array([0, 0, 595, 700])


def letters_off_the_paper(made: pikepdf.Pdf) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    made.pages[1].Resources.Font = Dictionary(F=font)
    made.pages[1].Contents = Stream(made, b"BT /F 12 Tf 50 2000 Td (Geheim) Tj 0 -1900 Td (Open) Tj ET")


def picture_outside(made: pikepdf.Pdf) -> None:
    image = Stream(made, jpeg(), Type=Name.XObject, Subtype=Name.Image, Width=400, Height=300, BitsPerComponent=8,
                   ColorSpace=Name.DeviceRGB, Filter=Name.DCTDecode)  # fmt: skip
    made.pages[1].Resources.XObject = Dictionary(Im=image)
    made.pages[1].contents_add(Stream(made, b"q 300 0 0 300 -100 50 cm /Im Do Q"))


@pytest.mark.parametrize("change", [letters_outside, letters_off_the_paper, picture_outside])
def test_what_lies_outside_the_shown_part_is_told_of(change: Callable[[pikepdf.Pdf], None]) -> None:
    (told,) = done(remade(pages("Open", "Boven"), change))[0].remarks
    assert "Buiten het zichtbare deel" in str(told)
    assert "bladzijde 2." in str(told)


def test_a_page_that_was_cut_and_has_nothing_outside_is_not_told_of() -> None:
    def cut(made: pikepdf.Pdf) -> None:
        made.pages[0].CropBox = Array([60, 700, 500, 800])
        shade = b"q 0.9 g 0 0 595 842 re f Q"  # lines and colours may run on
        made.pages[0].contents_add(Stream(made, shade), prepend=True)

    assert done(remade(pages("Open"), cut))[0].remarks == ()


def test_a_page_that_became_a_picture_has_nothing_outside_anymore() -> None:
    remarks = done(remade(pages("Open", "Over Noa"), letters_outside), terms=("Noa",))[0].remarks
    assert ["Zwart gemaakt" in str(remark) for remark in remarks] == [True]


def test_large_pages_come_on_a4_and_small_ones_on_a_sheet() -> None:
    def sized(width: float, height: float) -> bytes:
        return remade(pages("Stuk"), lambda made: setattr(made.pages[0], "MediaBox", Array([0, 0, width, height])))

    def size(data: bytes) -> tuple[float, float]:
        with pikepdf.open(io.BytesIO(clean(data))) as opened:
            box = opened.pages[0].MediaBox
            return float(box[2]), float(box[3])

    assert size(sized(2480, 3508)) == pytest.approx((595.28, 841.89))
    assert size(sized(3508, 2480)) == pytest.approx((841.89, 595.28))
    assert size(sized(200, 400)) == pytest.approx((595.28, 841.89))
    assert size(sized(420, 595)) == pytest.approx((420, 595))
