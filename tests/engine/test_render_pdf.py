"""The PDF renderer: what a reader, an archive, an envelope and a screen reader may count on."""

from __future__ import annotations

import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_text import pdf_tags, pdf_words
from pypdf import PdfReader

from briefgen.errors import BriefgenError, LetterheadError, RenderError
from briefgen.letters.blocks import (
    Block,
    BulletList,
    Citation,
    Envelope,
    Heading,
    LabelledLine,
    Letter,
    NumberedList,
    PageBreak,
    Paragraph,
    Quotation,
    Signature,
    Table,
    Text,
)
from briefgen.render import pdf, text
from briefgen.render.repertoire import unprintable
from briefgen.render.stationery import Stationery

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).resolve().parents[2] / "templates" / "letterhead"
LETTERHEAD = Stationery.open(FOLDER)
SENTENCE = "Op 3 oktober 2026 heb ik u gevraagd om een afschrift van het dossier, en dat heb ik nog niet. "
LINK = "https://wetten.overheid.nl/jci1.3:c:BWBR0034925&artikel=7.3.10&g=2026-11-21"
MM = 72 / 25.4


def par(*content: str | Text | Citation) -> Paragraph:
    return Paragraph(tuple(Text(part) if isinstance(part, str) else part for part in content))


def cells(*texts: str) -> tuple[tuple[Text, ...], ...]:
    return tuple((Text(cell),) for cell in texts)


BODY: tuple[Block, ...] = (
    par(
        "Ik beroep mij op ",
        Citation("artikel 7.3.10 van de Jeugdwet", LINK, "jw:7.3.10"),
        ". ",
        Text("Vet", strong=True),
        " en ",
        Text("schuin", emphasis=True),
        " en ",
        Text("beide", strong=True, emphasis=True),
        ".",
    ),
    Heading(1, (Text("Wat er is gebeurd"),)),
    par(SENTENCE * 3),
    Heading(2, (Text("Daarna"),)),
    par("Een  dubbele spatie.\n   Een regel met inspringing."),
    Heading(1, (Text("Wat ik vraag"),)),
    par("Ik vraag u:"),
    NumberedList(
        (
            (par(SENTENCE), par("Nog een alinea.")),
            (par("Ook:"), NumberedList(((par("dit"),), (par("dat"),))), par("en verder.")),
            (par("Of:"), BulletList(((par("links"), BulletList(((par("boven"),),))), (par("rechts"),)))),
        )
    ),
    Table(cells("Datum", "Gebeurtenis"), (cells("3 oktober 2026", SENTENCE), cells("4 oktober 2026", "Post"))),
    Quotation((par("Dit zijn hun woorden."),)),
    PageBreak(),
    par("Ik hoor graag van u."),
)
LETTER = Letter(
    id="verzoek",
    date=date(2026, 11, 21),
    language="nl",
    title="Verzoek om een afschrift",
    author="Jo de Vries",
    description="Brief aan het college",
    running_head="Jo de Vries, verzoek om een afschrift",
    page_label="Pagina {page} van {pages}",
    envelope=Envelope(
        sender=("Jo de Vries", "Dorpsstraat 12", "6741 AB  LUNTEREN", "jo@example.org"),
        recipient=(
            "College van burgemeester en wethouders van de gemeente Ede",
            "Postbus 9022",
            "6710 HK  EDE",
        ),
        date_line="Lunteren, 21 november 2026",
        references=(LabelledLine("Uw kenmerk", "2026/114"), LabelledLine("Ons kenmerk:", "JV 3")),
        subject=LabelledLine("Betreft", "verzoek om een afschrift van het dossier"),
        salutation="Geacht college,",
        closing="Hoogachtend,",
        signatures=(Signature(("Jo de Vries", "vader")), Signature(("Alex Bakker", "moeder"))),
        enclosures_label="Bijlagen",
        enclosures=("Kopie van het besluit", "Machtiging"),
    ),
    body=BODY,
)


def with_body(*body: Block, signatures: int = 2) -> Letter:
    envelope = replace(LETTER.envelope, signatures=LETTER.envelope.signatures[:signatures])
    return replace(LETTER, body=body, envelope=envelope)


def with_envelope(**parts: Any) -> Letter:
    return replace(LETTER, envelope=replace(LETTER.envelope, **parts))


def pages(data: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(data)).pages]


def poppler(command: str, data: bytes, *options: str) -> str:
    """Run a poppler tool; without it the test is skipped, except where CI promises that it is there."""
    if shutil.which(command) is None:
        assert "CI" not in os.environ, f"{command} is missing"
        pytest.skip(f"{command} is not installed")
    done = subprocess.run([command, *options], input=data, capture_output=True, check=True)
    return done.stdout.decode()


@pytest.fixture(scope="module")
def data() -> bytes:
    return pdf.render(LETTER, LETTERHEAD)


@pytest.fixture
def document(data: bytes) -> Iterator[Any]:
    with pikepdf.open(BytesIO(data)) as opened:
        yield opened


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "letterhead"))


# -- The file ----------------------------------------------------------------------------------------


def test_says_its_language_and_shows_its_title(document: Any) -> None:
    assert str(document.Root.Lang) == "nl-NL"
    assert document.Root.ViewerPreferences.DisplayDocTitle is True


@pytest.mark.parametrize(("language", "shown"), [("nl", "nl-NL"), ("nl-BE", "nl-BE"), ("en", "en"), ("en-GB", "en-GB")])
def test_language_is_that_of_the_letter(language: str, shown: str) -> None:
    with pikepdf.open(BytesIO(pdf.render(replace(LETTER, language=language), LETTERHEAD))) as opened:
        assert str(opened.Root.Lang) == shown


def test_is_tagged(document: Any) -> None:
    assert document.Root.MarkInfo.Marked is True
    assert str(document.Root.StructTreeRoot.K[0].S) == "/Document"


def test_claims_archive_and_accessibility_standards(document: Any) -> None:
    with document.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"
    (intent,) = document.Root.OutputIntents
    assert str(intent.S) == "/GTS_PDFA1"
    assert intent.DestOutputProfile.N == 3


def test_properties_are_those_of_the_letter_and_nothing_of_the_machine(document: Any) -> None:
    properties = {name: str(value) for name, value in document.docinfo.items()}
    assert re.fullmatch(r"Typst [\d.]+", properties.pop("/Creator"))
    assert properties == {
        "/Title": LETTER.title,
        "/Author": LETTER.author,
        "/Subject": LETTER.description,
        "/CreationDate": "D:20261121120000Z",
        "/ModDate": "D:20261121120000Z",
    }
    with document.open_metadata() as metadata:
        assert metadata["dc:title"] == LETTER.title
        assert metadata["dc:creator"] == [LETTER.author]
        assert metadata["xmp:CreateDate"] == "2026-11-21T12:00:00+00:00"


def test_holds_no_attachments_scripts_or_forms(document: Any) -> None:
    assert not document.attachments
    assert not {"/AF", "/Names", "/OpenAction", "/AA", "/AcroForm"} & set(document.Root.keys())


def test_all_fonts_are_embedded_and_are_the_bundled_ones(document: Any) -> None:
    names = set()
    for page in document.pages:
        for font in page.Resources.Font.values():
            (descendant,) = font.DescendantFonts
            assert "/FontFile2" in descendant.FontDescriptor
            names.add(str(font.BaseFont).partition("+")[2])
    assert names == {f"LiberationSans{face}" for face in ("", "-Bold", "-Italic", "-BoldItalic")}


def test_equal_letters_give_equal_bytes_in_any_process(data: bytes, tmp_path: Path) -> None:
    assert pdf.render(LETTER, LETTERHEAD) == data
    assert pdf.render(replace(LETTER, title="Iets anders"), LETTERHEAD) != data
    assert pdf.render(LETTER, LETTERHEAD) == data
    script = "import sys, test_render_pdf as t; sys.stdout.buffer.write(t.pdf.render(t.LETTER, t.LETTERHEAD))"
    environment = os.environ | {
        "TZ": "Pacific/Auckland",
        "LC_ALL": "C",
        "SOURCE_DATE_EPOCH": "1",
        "PYTHONHASHSEED": "7",
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path]),
    }
    other = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=environment, capture_output=True, check=True
    )
    assert other.stdout == data


def test_threads_and_fresh_processes_make_the_same_file(data: bytes) -> None:
    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(pdf.render, [LETTER] * 8, [LETTERHEAD] * 8)) == {data}
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as processes:
        assert processes.submit(pdf.render, LETTER, LETTERHEAD).result(60) == data


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_a_forked_process_refuses_instead_of_hanging(data: bytes) -> None:
    assert data
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12 and later warn of exactly this
        child = os.fork()
    if child == 0:
        signal.alarm(20)
        code = 1
        try:
            pdf.render(LETTER, LETTERHEAD)
        except RenderError:
            code = 42
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 42


def test_typst_is_loaded_when_first_needed() -> None:
    script = "import sys; sys.path = sys.argv[1:]; import briefgen.render.pdf; sys.exit('typst' in sys.modules)"
    subprocess.run([sys.executable, "-c", script, *sys.path], check=True)


# -- The words and their tags ------------------------------------------------------------------------


def test_reads_in_the_order_of_the_letter(data: bytes) -> None:
    sentence = SENTENCE.strip()
    expected = [
        ("P", "Jo de Vries Dorpsstraat 12 6741 AB  LUNTEREN jo@example.org"),
        ("P", "College van burgemeester en wethouders van de gemeente Ede Postbus 9022 6710 HK  EDE"),
        ("P", "Lunteren, 21 november 2026"),
        ("P", "Uw kenmerk: 2026/114"),
        ("P", "Ons kenmerk: JV 3"),
        ("Title", "Betreft: verzoek om een afschrift van het dossier"),
        ("P", "Geacht college,"),
        ("P", "Ik beroep mij op artikel 7.3.10 van de Jeugdwet. Vet en schuin en beide."),
        ("H1", "Wat er is gebeurd"),
        ("P", " ".join([sentence] * 3)),
        ("H2", "Daarna"),
        ("P", "Een  dubbele spatie.    Een regel met inspringing."),
        ("H1", "Wat ik vraag"),
        ("P", "Ik vraag u:"),
        *[("Lbl", "1."), ("P", sentence), ("P", "Nog een alinea.")],
        *[("Lbl", "2."), ("P", "Ook:"), ("Lbl", "a."), ("P", "dit"), ("Lbl", "b."), ("P", "dat")],
        ("P", "en verder."),
        *[("Lbl", "3."), ("P", "Of:"), ("Lbl", "•"), ("P", "links"), ("Lbl", "–"), ("P", "boven")],
        *[("Lbl", "•"), ("P", "rechts")],
        *[("TH", "Datum"), ("TH", "Gebeurtenis"), ("TD", "3 oktober 2026"), ("TD", sentence)],
        *[("TD", "4 oktober 2026"), ("TD", "Post")],
        ("P", "Dit zijn hun woorden."),
        ("P", "Ik hoor graag van u."),
        ("P", "Hoogachtend,"),
        ("P", "Jo de Vries vader"),
        ("P", "Alex Bakker moeder"),
        ("P", "Bijlagen:"),
        *[("Lbl", "1."), ("LBody", "Kopie van het besluit"), ("Lbl", "2."), ("LBody", "Machtiging")],
    ]
    assert [(tag, words.strip(" ")) for tag, words in pdf_tags(data)] == expected


def test_poppler_reads_the_same(data: bytes) -> None:
    tree = poppler("pdfinfo", data, "-struct-text", "-")
    heard = "".join(re.findall(r'^ *"(.*)"$', tree, re.MULTILINE))
    assert re.sub(r"\s", "", heard) == re.sub(r"\s", "", pdf_words(data))
    assert "BlockQuote" in tree
    assert "Tagged:          yes" in poppler("pdfinfo", data, "-")


def test_words_are_those_of_the_plain_text(data: bytes) -> None:
    assert pdf_words(data).split() == text.render(LETTER).decode().split()


def test_headings_are_bookmarks(document: Any) -> None:
    with document.open_outline() as outline:
        found = [(item.title, [child.title for child in item.children]) for item in outline.root]
    assert found == [("Wat er is gebeurd", ["Daarna"]), ("Wat ik vraag", [])]


def test_heading_levels_are_not_skipped() -> None:
    levels = [2, 1, 2, 2, 1]
    body = [Heading(level, (Text(f"Kop {place}"),)) for place, level in enumerate(levels)]
    tags = [tag for tag, words in pdf_tags(pdf.render(with_body(*body), LETTERHEAD)) if re.match(r"Kop \d", words)]
    assert tags == ["H1", "H1", "H2", "H2", "H1"]


def test_links_lead_to_the_official_text(document: Any) -> None:
    links = [note for page in document.pages for note in page.get("/Annots", ())]
    assert len(links) == 1
    assert str(links[0].Subtype) == "/Link"
    assert str(links[0].A.URI) == LINK
    assert str(links[0].Contents)
    assert "/StructParent" in links[0]
    assert [str(value) for value in links[0].Border] == ["0", "0", "0"]


def test_nested_labels_count_on_as_word_counts() -> None:
    nested = NumberedList(tuple((par("x"),) for _ in range(28)))
    words = pdf_words(pdf.render(with_body(NumberedList(((par("y"), nested),))), LETTERHEAD)).split()
    assert [words[words.index(label) + 1] for label in ("z.", "aa.", "bb.")] == ["x", "x", "x"]


def test_head_row_is_repeated_to_the_eye_only() -> None:
    rows = tuple(cells(f"rij{number}", SENTENCE) for number in range(40))
    made = pdf.render(with_body(Table(cells("Wanneer", "Wat"), rows), par("Slot.")), LETTERHEAD)
    assert [page.count("Wanneer") for page in pages(made)][:2] == [1, 1]
    assert pdf_words(made).count("Wanneer") == 1


def test_page_break_starts_a_page_and_double_or_last_ones_make_no_empty_page() -> None:
    body = par("Eerst."), PageBreak(), PageBreak(), par("Dan."), PageBreak()
    first, second = pages(pdf.render(with_body(*body), LETTERHEAD))
    assert "Eerst." in first
    assert "Dan." in second
    assert "Hoogachtend," in second


# -- Values stay literal -----------------------------------------------------------------------------

HOSTILE = [
    "{{ x }} {% y %} {# z #}",
    '#read("x")',
    "#eval(1)",
    "#sys.inputs.letter",
    "$a$ $ a + b $",
    "*b* _c_ **d** __e__",
    "<b>x</b> &amp; & < > <label>",
    "\\ \\n \\u{41} \\\\",
    "`code` ```typ #x```",
    "@ref @ref[x]",
    "// geen commentaar /* ook niet */",
    "= Kop == Kop - lijst + lijst / term: x 1. een",
    "~ -- --- ... '\"enkel\" dubbel' -? https://example.org/a_b",
    '# #{ } [x] ]) "; %s %(x)s {0} {page} {pages}',
    "fi ffl µ μ Ω Ω e\N{NON-BREAKING HYPHEN}mail é e\N{COMBINING ACUTE ACCENT} Ő € → ≥ Привет Ελλάδα",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_appear_as_typed_everywhere(value: str) -> None:
    inline = Text(value), Text(value, strong=True), Citation(value, LINK, "x")
    blocks: list[Block] = [
        Paragraph(inline),
        Heading(1, inline),
        NumberedList(((Paragraph(inline),),)),
        Table(cells(value, value), (cells(value, value),)),
        Quotation((Paragraph(inline),)),
    ]
    envelope = Envelope(
        sender=(value, value),
        recipient=(value[:30], value[:30]),
        date_line=value,
        references=(LabelledLine(value, value),),
        subject=LabelledLine(value, value),
        salutation=value,
        closing=value,
        signatures=(Signature((value, value)),),
        enclosures_label=value,
        enclosures=(value, value),
    )
    letter = replace(
        LETTER,
        title=value,
        author=value,
        description=value,
        running_head=value,
        envelope=envelope,
        body=tuple(blocks),
    )
    made = pdf.render(letter, LETTERHEAD)
    assert pdf_words(made).split() == text.render(letter).decode().split()
    flat = pdf_words(made).replace("\n", "")
    assert flat.count(value) == (32 if len(value) <= 30 else 30)
    with pikepdf.open(BytesIO(made)) as opened:
        assert str(opened.docinfo["/Title"]) == value
        assert str(opened.docinfo["/Author"]) == value


LITERAL = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Co", "Cn"]) | st.sampled_from("#$*_`<>@\\/=-+~\"' \n[]{}"),
    max_size=60,
)


@settings(max_examples=60, deadline=None)
@given(LITERAL, LITERAL)
def test_any_printable_value_stays_literal(first: str, second: str) -> None:
    keep = "".join(c for c in first if not unprintable(c, LETTERHEAD)), second
    one, two = ("".join(c for c in value if not unprintable(c, LETTERHEAD)) for value in keep)
    letter = with_body(par(one, Text(two, strong=True)), NumberedList(((par(two),),)), Table(cells(one, two), ()))
    made = pdf.render(letter, LETTERHEAD)
    assert pdf_words(made).split() == text.render(letter).decode().split()
    assert (one + two).replace("\n", " ") in pdf_words(made)


def test_every_character_of_the_repertoire_comes_out_as_it_went_in() -> None:
    from fontTools.ttLib import TTFont

    points = TTFont(FOLDER / "fonts" / "LiberationSans-Regular.ttf").getBestCmap()
    shown = [chr(point) for point in points if not unprintable(chr(point), LETTERHEAD)]
    assert len(shown) > 1900
    line = " ".join(f"x{character}y" for character in shown)
    runs = [par(Text(line, strong=strong, emphasis=slant)) for strong in (False, True) for slant in (False, True)]
    assert pdf_words(pdf.render(with_body(*runs), LETTERHEAD)).split().count("xéy") == 4
    assert pdf_words(pdf.render(with_body(*runs), LETTERHEAD)).count(line) == 4


def test_long_paragraph_is_whole() -> None:
    long = (SENTENCE * 300)[:20_000]
    made = pdf.render(with_body(par(long)), LETTERHEAD)
    assert long in pdf_words(made)
    assert len(pages(made)) > 4


@pytest.mark.parametrize(
    "block",
    [
        par("W" * 3000),
        NumberedList(((NumberedList(((par("W" * 3000),),)),),)),
        Quotation((par("W" * 3000),)),
        Table(cells("a", "b", "c"), (cells("W" * 3000, "x", "W" * 40),)),
        par("https://example.org/" + "w" * 300),
        Heading(1, (Text("W" * 3000),)),
        Heading(1, (Text("W" * 40),)),
    ],
)
def test_long_words_stay_on_the_paper(block: Block) -> None:
    made = pdf.render(with_body(block), LETTERHEAD)
    assert re.search(r"W{40}|w{300}", pdf_words(made))
    for page in boxes(made):
        for left, top, right, bottom, _ in page:
            assert left >= 33 * MM - 1
            assert right <= (210 - 25) * MM + 1
            assert top >= 10 * MM
            assert bottom <= (297 - 25) * MM + 1


# -- The paper ---------------------------------------------------------------------------------------


def boxes(data: bytes) -> list[list[tuple[float, float, float, float, str]]]:
    """Return, per page, each word with its box in points from the top left corner."""
    shown = poppler("pdftotext", data, "-bbox", "-", "-")
    word = re.compile(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>')
    return [
        [(float(x), float(y), float(right), float(bottom), found) for x, y, right, bottom, found in word.findall(page)]
        for page in shown.split("<page ")[1:]
    ]


def baselines(data: bytes) -> dict[str, float]:
    """Return how far below the top of the first page each piece of text stands, in mm."""
    found: dict[str, float] = {}

    def visit(piece: str, place: list[float], line: list[float], *_: object) -> None:
        found[piece.strip()] = 297 - (place[1] * line[4] + place[3] * line[5] + place[5]) / MM

    PdfReader(BytesIO(data)).pages[0].extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("lines", [3, 5, 6])
def test_address_shows_in_the_window(lines: int) -> None:
    recipient = (
        *(f"ontvanger{number} Wgjpq" for number in range(lines - 1)),
        "ontvanger " + "breed " * 4 + "Wgjpq",
    )
    words = boxes(pdf.render(with_envelope(recipient=recipient), LETTERHEAD))[0]
    sender = [word for word in words if word[1] < 45 * MM]
    address = [word for word in words if 45 * MM <= word[1] < 90 * MM]
    assert len([word for word in address if word[4].startswith("ontvanger")]) == lines
    for left, top, right, bottom, _ in address:
        assert left >= 33 * MM - 0.1
        assert top >= 55 * MM
        assert right <= 110 * MM
        assert bottom <= 80 * MM
    assert sender
    for _, top, _, bottom, _ in sender:
        assert top >= 15 * MM
        assert bottom <= 45 * MM


def test_date_line_stands_where_the_house_style_puts_it(data: bytes, copy: Path) -> None:
    ascent = (0.905 + (1.25 - 1.117) / 2) * 10.5 / MM
    assert baselines(data)[LETTER.envelope.date_line] == pytest.approx(95 + ascent, abs=0.1)
    house = (copy / "house.yaml").read_text()
    (copy / "house.yaml").write_text(house.replace("boven: 95", "boven: 105"))
    moved = baselines(pdf.render(LETTER, Stationery.open(copy)))
    assert moved[LETTER.envelope.date_line] == pytest.approx(105 + ascent, abs=0.1)


def test_values_of_references_and_subject_stand_in_one_column() -> None:
    subject = LabelledLine("Betreft", "waarde " * 30)
    references = LabelledLine("Uw kenmerk", "waarde"), LabelledLine("Ons kenmerk", "waarde")
    words = boxes(pdf.render(with_envelope(subject=subject, references=references), LETTERHEAD))[0]
    first_on_line: dict[float, float] = {}
    for left, top, _, _, word in words:
        if word == "waarde":
            first_on_line.setdefault(top, left / MM)
    assert len(first_on_line) == 2 + 4
    assert list(first_on_line.values()) == pytest.approx([33 + 30] * 6, abs=0.1)


@pytest.mark.parametrize("value", ["kort", "verzoek om een afschrift van het hele dossier " * 3])
def test_a_subject_in_the_middle_is_centred_on_the_page(value: str) -> None:
    court = Stationery.open(FOLDER / "looks" / "rechtbank", FOLDER)
    words = boxes(pdf.render(with_envelope(subject=LabelledLine("Betreft:", value.strip())), court))[0]
    page = court.house.page
    centre = (page.left + page.width - page.right) / 2 * MM
    (top,) = {top for _, top, _, _, word in words if word == "Betreft:"}
    line = [(left, right) for left, above, right, _, _ in words if above == pytest.approx(top, abs=0.5)]
    assert (min(line)[0] + max(line)[1]) / 2 == pytest.approx(centre, abs=1)


@pytest.mark.parametrize("part", ["recipient", "sender"])
def test_address_that_does_not_fit_is_an_error(part: str) -> None:
    with pytest.raises(RenderError, match=r"past niet|passen niet") as caught:
        pdf.render(with_envelope(**{part: ("regel",) * 10}), LETTERHEAD)
    assert "hooguit" in str(caught.value)


def test_header_stands_on_following_pages_only_and_is_not_read_aloud() -> None:
    made = pdf.render(with_body(*[par(SENTENCE * 8)] * 12), LETTERHEAD)
    shown = pages(made)
    assert len(shown) == 3
    assert LETTER.running_head not in shown[0]
    assert "Pagina" not in shown[0]
    for number, page in enumerate(shown[1:], start=2):
        assert LETTER.running_head in page
        assert f"Pagina {number} van 3" in page
    assert "Pagina" not in pdf_words(made)
    assert LETTER.running_head not in pdf_words(made)


# -- Page breaks -------------------------------------------------------------------------------------


def lines_above_closing(letter: Letter) -> int | None:
    """How many lines of the letter stand above the closing on its page (None: it is on the first)."""
    for number, page in enumerate(pages(pdf.render(letter, LETTERHEAD))):
        if "Hoogachtend," in page:
            for signature in letter.envelope.signatures:
                assert signature.lines[-1] in page, "closing and signature are apart"
            for enclosure in letter.envelope.enclosures:
                assert enclosure in page, "the enclosures stand alone"
            above = [line for line in page.partition("Hoogachtend,")[0].splitlines() if line.strip()]
            header = [line for line in above if "Pagina" in line or LETTER.running_head in line]
            return len(above) - len(header) if number else None
    raise AssertionError("no closing")


def assert_signature_is_not_alone(letters: list[Letter], *, nearest: int = 4) -> None:
    found = [lines_above_closing(letter) for letter in letters]
    carried = [lines for lines in found if lines is not None]
    assert min(carried) >= 2
    assert min(carried) <= nearest, "no length came near the edge: this test would prove nothing"


@pytest.fixture
def attempts(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The letters that Typst was given, with each attempt at one that asks for room."""
    made: list[object] = []
    compiled = pdf._compile

    def count(*arguments: Any) -> Any:
        made.append(arguments)
        return compiled(*arguments)

    monkeypatch.setattr(pdf, "_compile", count)
    return made


def test_signature_is_never_alone_after_paragraphs_of_any_length(attempts: list[object]) -> None:
    tail = par(SENTENCE * 6)
    letters = [with_body(par(SENTENCE * n), tail, signatures=1) for n in range(2, 36)]
    assert_signature_is_not_alone(letters)
    assert len(letters) < len(attempts) <= 2 * len(letters)


def test_a_short_last_paragraph_stays_with_the_closing_as_a_whole_and_at_once(attempts: list[object]) -> None:
    tail = f"Tot slot. {SENTENCE * 3}"
    letters = [with_body(par(SENTENCE * n), par(tail), signatures=1) for n in range(2, 36)]
    carried = 0
    for letter in letters:
        shown = pages(pdf.render(letter, LETTERHEAD))
        (page,) = [page for page in shown if "Hoogachtend," in page]
        assert "Tot slot." in page
        carried += page != shown[0] and page.partition("Tot slot.")[0].count(SENTENCE[:20]) == 0
    assert carried > 0, "no length came near the edge: this test would prove nothing"
    assert len(attempts) == len(letters)


def test_signature_is_never_alone_after_a_single_paragraph(attempts: list[object]) -> None:
    letters = [with_body(par(SENTENCE * n)) for n in range(2, 36)]
    assert_signature_is_not_alone(letters)
    assert len(letters) < len(attempts) <= 2 * len(letters)


def test_signature_is_never_alone_before_an_annex() -> None:
    annex = Heading(1, (Text("Bepalingen"),)), par(SENTENCE)
    assert_signature_is_not_alone(
        [replace(with_body(par(SENTENCE * n), signatures=1), annex=annex) for n in range(2, 36)]
    )


def test_annex_follows_the_enclosures_on_a_page_of_its_own() -> None:
    annex = Heading(2, (Text("Bepalingen"),)), Table(cells("Artikel", "Wat"), (cells("7.3.10", "inzage"),))
    letter = replace(with_body(Heading(1, (Text("Kop"),)), par("Tekst.")), annex=annex)
    made = pdf.render(letter, LETTERHEAD)
    first, second = pages(made)
    assert "Machtiging" in first
    assert "Bepalingen" not in first
    assert "Bepalingen" in second
    assert pdf_words(made).split()[-6:] == ["Machtiging", "Bepalingen", "Artikel", "Wat", "7.3.10", "inzage"]
    assert pdf_words(made).split() == text.render(letter).decode().split()
    assert ("H2", "Bepalingen") in pdf_tags(made)


def test_signatures_stay_together_without_enclosures() -> None:
    bare = with_envelope(enclosures=())
    assert_signature_is_not_alone([replace(bare, body=(par(SENTENCE * n),)) for n in range(2, 36)])


def test_room_for_the_signature_is_made_on_one_page_only() -> None:
    shown = [pages(pdf.render(with_body(*[par(SENTENCE * 6)] * n), LETTERHEAD)) for n in range(12, 24)]
    assert {len(letter) for letter in shown} >= {3, 4}
    assert len({letter[0] for letter in shown}) == 1
    assert len({letter[1] for letter in shown if len(letter) == 4}) == 1


def test_signature_is_never_alone_after_a_paragraph_longer_than_a_page() -> None:
    assert_signature_is_not_alone([with_body(par(SENTENCE * n)) for n in range(50, 90, 5)])


def test_signature_is_never_alone_after_a_list() -> None:
    item = (par(SENTENCE * 2),)
    letters = [with_body(par("Ik vraag:"), NumberedList((item,) * n)) for n in range(6, 40, 2)]
    assert_signature_is_not_alone(letters, nearest=6)  # two items of three lines, which stay together


def test_signature_is_never_alone_after_a_table() -> None:
    row = cells("3 oktober", SENTENCE * 2)
    assert_signature_is_not_alone(
        [with_body(Table(cells("Dag", "Wat"), (row,) * n), signatures=1) for n in range(4, 36, 2)]
    )


def test_a_long_list_of_enclosures_may_run_on_but_its_label_keeps_the_first() -> None:
    letter = with_envelope(enclosures=tuple(f"Stuk {number}" for number in range(1, 31)))
    apart = 0
    for n in range(2, 40, 2):
        shown = pages(pdf.render(replace(letter, body=(par(SENTENCE * n),)), LETTERHEAD))
        (page,) = [page for page in shown if "Bijlagen:" in page]
        assert "Stuk 1" in page.partition("Bijlagen:")[2]
        apart += "Stuk 30" not in page
    assert apart > 3


def test_nothing_that_leads_on_stands_at_the_foot_of_a_page() -> None:
    seen = set()
    for n in range(1, 26):
        body = (
            par(SENTENCE * n),
            Heading(1, (Text("Kop"),)),
            par("Inleiding:"),
            NumberedList(tuple((par("begin", SENTENCE * 2),) for _ in range(8))),
            Table(cells("Dag", "Wat"), tuple(cells("rij", SENTENCE) for _ in range(5))),
            par(SENTENCE),
        )
        shown = pages(pdf.render(with_body(*body), LETTERHEAD))
        for page in shown[:-1]:
            last = [line for line in page.splitlines() if line.strip()][-1]
            assert not re.fullmatch(r"\d+\.|Kop|Inleiding:|Dag.*|Wat", last.strip())
            assert not re.match(r"\d+\. begin", last), "the first line of an item alone"
            seen.add(last)
    assert len(seen) > 4


@pytest.mark.parametrize("count", [2, 3, 4, 6])
@pytest.mark.parametrize("sentences", [1, 2])
def test_no_first_or_last_item_stands_alone_on_a_page(count: int, sentences: int) -> None:
    breaks = set()
    for n in range(1, 40):
        items = tuple((par(f"punt {number}", SENTENCE * sentences),) for number in range(1, count + 1))
        above = [par("Regel.")] * n
        letter = with_body(*above, par("Inleiding:"), NumberedList(items), par(SENTENCE * 12))
        for page in pages(pdf.render(letter, LETTERHEAD)):
            found = [int(number) for number in re.findall(r"punt (\d+)", page)]
            assert found not in ([1], [count])
            assert ("Inleiding:" in page) == (1 in found)
            breaks.add(tuple(found))
    assert len(breaks) > (3 if count > 3 else 1)  # the list came whole, and where it can be in two parts


# -- Errors ------------------------------------------------------------------------------------------


def test_a_warning_is_an_error(copy: Path) -> None:
    for font in (copy / "fonts").glob("*.ttf"):
        font.unlink()
    with pytest.raises(RenderError, match="unknown font family"):
        pdf.render(LETTER, Stationery.open(copy))


def test_a_missing_face_is_an_error(copy: Path) -> None:
    (copy / "fonts" / "LiberationSans-Bold.ttf").unlink()
    with pytest.raises(RenderError, match="3 of 4 fonts"):
        pdf.render(LETTER, Stationery.open(copy))


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ('#import "@preview/x:1.0.0": y', "imports a package"),
        ('#read("../secret")', "escape"),
        ('#read("/etc/hostname")', "not found"),
        ("#panic()", "panicked"),
        ("= x", "unresolved import"),
        ("#let letter(..) = [x]", "title"),
    ],
)
def test_a_letterhead_sees_its_own_folder_only_and_its_faults_are_errors(copy: Path, source: str, reason: str) -> None:
    (copy.parent / "secret").write_text("x")
    (copy / "letterhead.typ").write_text(source)
    with pytest.raises(RenderError, match=reason) as caught:
        pdf.render(LETTER, Stationery.open(copy))
    assert caught.value.exit_code == 3
    assert "letterhead.typ" in caught.value.where


@pytest.mark.parametrize(("name", "fault"), [("house.yaml", LetterheadError), ("letterhead.typ", RenderError)])
def test_a_missing_file_is_an_error(copy: Path, name: str, fault: type[BriefgenError]) -> None:
    (copy / name).unlink()
    with pytest.raises(fault, match=re.escape(name)):
        pdf.render(LETTER, Stationery.open(copy))


@pytest.mark.parametrize(("character", "named"), [("😀", "😀"), ("ب", "ب"), ("\x07", "7")])
def test_a_character_that_the_font_lacks_is_an_error_that_names_it(character: str, named: str) -> None:
    with pytest.raises(RenderError, match="dit teken niet") as caught:
        pdf.render(with_body(par(f"Dit {character} niet")), LETTERHEAD)
    assert named in str(caught.value)


def test_a_surrogate_is_an_error() -> None:
    with pytest.raises(RenderError):
        pdf.render(with_body(par("\ud800")), LETTERHEAD)
