"""What a letter is as a Word file: its words, its structure, its bytes, and where things fall on paper."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from docx import Document
from docx_text import docx_words
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from briefgen.errors import RenderError
from briefgen.letters.blocks import (
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
from briefgen.render import letterhead_making, stationery
from briefgen.render.docx import render
from briefgen.render.stationery import Stationery

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from lxml.etree import _Element

    from briefgen.letters.blocks import Block, Inline

ROOT = Path(__file__).resolve().parents[2]
LETTERHEAD = ROOT / "templates" / "letterhead" / "letterhead.docx"
PAPER = Stationery.open(LETTERHEAD.parent)
HOUSE: dict[str, Any] = yaml.safe_load(LETTERHEAD.with_name("house.yaml").read_text(encoding="utf-8"))
NS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
}
W, R = (f"{{{NS[prefix]}}}" for prefix in "wr")

JEUGDWET = Citation(
    "artikel 7.3.10 van de Jeugdwet",
    "https://wetten.overheid.nl/jci1.3:c:BWBR0034925&artikel=7.3.10&z=2026-11-21&g=2026-11-21",
    "jw:7.3.10",
)
AVG = Citation("artikel 15 AVG", "https://eur-lex.europa.eu/eli/reg/2016/679/oj/nld", "avg:15")
LONG = (
    "Ik vraag u om het dossier volledig te verstrekken, met de contactjournalen, de verslagen van het overleg"
    " en de brieven die u over mijn kind hebt ontvangen of verstuurd."
)


def inlines(*parts: str | Inline) -> tuple[Inline, ...]:
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def para(*parts: str | Inline) -> Paragraph:
    return Paragraph(inlines(*parts))


def numbered(*items: Block | list[Block]) -> NumberedList:
    return NumberedList(tuple((item,) if not isinstance(item, list | tuple) else tuple(item) for item in items))


def bulleted(*items: Block | list[Block]) -> BulletList:
    return BulletList(numbered(*items).items)


def grid(*rows: Sequence[str]) -> Table:
    head, *rest = (tuple(inlines(cell) for cell in row) for row in rows)
    return Table(head, tuple(rest))


BODY: tuple[Block, ...] = (
    para("Op grond van ", JEUGDWET, " vraag ik u om een afschrift. ", LONG),
    para("Het gaat om ", Text("alle", strong=True), " stukken, ", Text("niet", emphasis=True), " om enkele."),
    Heading(1, inlines("Wat ik vraag")),
    para("Ik vraag u om:"),
    numbered(
        [para("het dossier, met:"), numbered(para("de journalen;"), para("het plan;"))],
        [para("een overzicht;"), para("ook van derden."), numbered(para("per brief;"))],
        para("een bevestiging."),
    ),
    Heading(2, inlines("Termijn")),
    Quotation((para("Wij berichten u ", JEUGDWET, " spoedig."),)),
    grid(("Stap", "Wat er gebeurt", "Uiterlijk"), ("1", "U bevestigt", "28 november 2026")),
    bulleted([para("digitaal:"), bulleted(para("als pdf;"), para("per post."))], para("op papier.")),
    PageBreak(),
    para("Als u weigert, noem dan ", AVG, " en:"),
    numbered(para("het artikel;"), para("de reden.")),
    para("Ik zie uw antwoord graag tegemoet."),
)
WORDS = """\
Fenna van der Meulen
Dorpsstraat 12
6741 AA  LUNTEREN
College van burgemeester en wethouders
Postbus 9022
6710 HK  EDE
Lunteren, 21 november 2026
Uw kenmerk:	2026/114
Mijn kenmerk:	Milan
Betreft:	verzoek om het dossier
Geacht college,
Op grond van artikel 7.3.10 van de Jeugdwet vraag ik u om een afschrift. {LONG}
Het gaat om alle stukken, niet om enkele.
Wat ik vraag
Ik vraag u om:
1. het dossier, met:
a. de journalen;
b. het plan;
2. een overzicht;
ook van derden.
a. per brief;
3. een bevestiging.
Termijn
Wij berichten u artikel 7.3.10 van de Jeugdwet spoedig.
Stap
Wat er gebeurt
Uiterlijk
1
U bevestigt
28 november 2026
• digitaal:
– als pdf;
– per post.
• op papier.
Als u weigert, noem dan artikel 15 AVG en:
1. het artikel;
2. de reden.
Ik zie uw antwoord graag tegemoet.
Hoogachtend,
F. van der Meulen
ouder met gezag
B. Aksoy
Bijlagen:
1. Kopie van het gezagsregister
2. Kopie van mijn brief""".replace("{LONG}", LONG)


def letter(*body: Block, **changes: Any) -> Letter:
    """Return the full sample letter, or one with another body or other fields."""
    envelope = Envelope(
        sender=("Fenna van der Meulen", "Dorpsstraat 12", "6741 AA  LUNTEREN"),
        recipient=("College van burgemeester en wethouders", "Postbus 9022", "6710 HK  EDE"),
        date_line="Lunteren, 21 november 2026",
        references=(LabelledLine("Uw kenmerk:", "2026/114"), LabelledLine("Mijn kenmerk:", "Milan")),
        subject=LabelledLine("Betreft:", "verzoek om het dossier"),
        salutation="Geacht college,",
        closing="Hoogachtend,",
        signatures=(Signature(("F. van der Meulen", "ouder met gezag")), Signature(("B. Aksoy",))),
        enclosures_label="Bijlagen:",
        enclosures=("Kopie van het gezagsregister", "Kopie van mijn brief"),
    )
    inside = {field.name for field in dataclasses.fields(Envelope)} & changes.keys()
    envelope = dataclasses.replace(envelope, **{name: changes.pop(name) for name in inside})
    whole = Letter(
        id="dossier",
        date=date(2026, 11, 21),
        language="nl-NL",
        title="Verzoek om het dossier",
        author="Fenna van der Meulen",
        description="Verzoek om een afschrift & meer",
        running_head="College <Ede> · 21 november 2026",
        page_label="Pagina {page} van {pages}",
        envelope=envelope,
        body=body or BODY,
    )
    return dataclasses.replace(whole, **changes)


def part(data: bytes, name: str) -> _Element:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def document(data: bytes) -> _Element:
    return part(data, "word/document.xml")


def plain(element: _Element) -> str:
    return "".join(str(text) for text in element.itertext())


def paragraph_with(data: bytes, text: str) -> _Element:
    found = [p for p in document(data).iter(f"{W}p") if text in plain(p)]
    assert len(found) == 1
    return found[0]


def on(path: Path) -> Stationery:
    """A letterhead like the shipped one, with this Word file."""
    return dataclasses.replace(PAPER, folder=path.parent, shipped=path.parent, word_file=path.read_bytes())


def changed_letterhead(folder: Path, name: str, change: Callable[[str], str]) -> Path:
    target = folder / "letterhead.docx"
    with zipfile.ZipFile(LETTERHEAD) as source, zipfile.ZipFile(target, "w") as archive:
        for member in source.namelist():
            xml = source.read(member).decode()
            if member == name:
                assert change(xml) != xml
                xml = change(xml)
            archive.writestr(member, xml)
    return target


# -- Words ------------------------------------------------------------------------------------


def test_words_stand_in_reading_order_with_their_list_labels() -> None:
    assert docx_words(render(letter(), PAPER)) == WORDS


def test_python_docx_reads_the_same_order_and_styles() -> None:
    styles = [
        (paragraph.style.name if paragraph.style else "", paragraph.text)
        for paragraph in Document(BytesIO(render(letter(), PAPER))).paragraphs
    ]
    assert styles[0] == ("Afzender naam", "Fenna van der Meulen")
    assert ("Geadresseerde", "6710 HK  EDE") in styles
    assert ("Title", "Betreft:\tverzoek om het dossier") in styles
    assert ("Heading 1", "Wat ik vraag") in styles
    assert ("Heading 2", "Termijn") in styles
    assert ("List Number", "het plan;") in styles
    assert ("List Continue", "ook van derden.") in styles
    assert ("List Bullet", "als pdf;") in styles
    assert ("Quote", "Wij berichten u artikel 7.3.10 van de Jeugdwet spoedig.") in styles
    assert styles[-1] == ("Bijlage", "Kopie van mijn brief")


def test_a_letter_without_references_or_enclosures_has_no_trace_of_them() -> None:
    words = docx_words(render(letter(para("Kort."), references=(), enclosures=()), PAPER))
    assert "Bijlagen" not in words
    assert "kenmerk" not in words
    assert words.endswith("B. Aksoy")


def test_no_paragraph_is_empty() -> None:
    paragraphs = list(document(render(letter(), PAPER)).iter(f"{W}p"))
    assert len(paragraphs) > 30
    assert all(plain(paragraph).strip() for paragraph in paragraphs)


HOSTILE = "{{ afzender }} {% endfor %} {{p brief }} {# #} <w:p/> ]]> &amp; & **b** _\"'_  twee  {page} "


def test_values_stay_literal_everywhere() -> None:
    data = render(
        letter(
            para(HOSTILE),
            numbered(para(HOSTILE)),
            grid((HOSTILE,), (HOSTILE,)),
            para(Citation(HOSTILE, "https://voorbeeld.nl/?a=1&b=\"<'", "x:1")),
            sender=(HOSTILE, HOSTILE),
            recipient=(HOSTILE,),
            date_line=HOSTILE,
            references=(LabelledLine(HOSTILE, HOSTILE),),
            subject=LabelledLine(HOSTILE, HOSTILE),
            salutation=HOSTILE,
            closing=HOSTILE,
            signatures=(Signature((HOSTILE, HOSTILE)),),
            enclosures_label=HOSTILE,
            enclosures=(HOSTILE,),
            title=HOSTILE,
            author=HOSTILE,
            running_head=HOSTILE.strip(),
            page_label="{{ loopkop }} {page}",
        ),
        PAPER,
    )
    words = re.sub(r"^1\. ", "", docx_words(data), flags=re.MULTILINE)
    assert re.split(r"[\n\t]", words) == [HOSTILE] * 19
    properties = Document(BytesIO(data)).core_properties
    assert (properties.title, properties.author) == (HOSTILE, HOSTILE)
    header = plain(part(data, "word/header1.xml"))
    assert header == f"{HOSTILE.strip()}{{{{ loopkop }}}} 1"


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        st.characters(codec="utf-8", exclude_characters="\r\ufffe\uffff").filter(
            lambda character: character >= " " or character in "\t\n"
        ),
        min_size=1,
    )
)
def test_any_text_comes_back_as_typed(text: str) -> None:
    data = render(letter(para(text), salutation=text), PAPER)
    paragraphs = [paragraph.text for paragraph in Document(BytesIO(data)).paragraphs]
    assert paragraphs.count(text) == 2


def test_line_breaks_and_tabs_are_words_own() -> None:
    data = render(letter(para(" a\r\n\tb\rc "), salutation=" a\r\n\tb\rc "), PAPER)
    found = [p for p in Document(BytesIO(data)).paragraphs if p.text == " a\n\tb\nc "]
    assert [len(paragraph._p.findall(".//w:br", NS)) for paragraph in found] == [2, 2]
    assert [len(paragraph._p.findall(".//w:r/w:tab", NS)) for paragraph in found] == [1, 1]


def test_word_is_told_to_keep_every_space() -> None:
    data = render(letter(para(" a  b "), closing=" c"), PAPER)
    space = "{http://www.w3.org/XML/1998/namespace}space"
    assert {text.get(space) for text in document(data).iter(f"{W}t")} == {"preserve"}


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1b", "\ufffe", "\ud800"])
@pytest.mark.parametrize(
    ("place", "changes"),
    [
        ("body[1].content[0].text", lambda bad: {"body": (para("a"), para(f"b{bad}"))}),
        ("envelope.sender[1]", lambda bad: {"sender": ("a", f"b{bad}")}),
        ("running_head", lambda bad: {"running_head": bad}),
        ("title", lambda bad: {"title": bad}),
        ("body[0].content[0].href", lambda bad: {"body": (para(Citation("a", f"https://a/{bad}", "x")),)}),
    ],
)
def test_a_character_that_xml_cannot_hold_is_refused(
    character: str, place: str, changes: Callable[[str], dict[str, Any]]
) -> None:
    with pytest.raises(RenderError) as caught:
        render(letter(**changes(character)), PAPER)
    assert caught.value.where == f"brief dossier, {place}"
    assert f"U+{ord(character):04X}" in str(caught.value.what)


# -- Structure --------------------------------------------------------------------------------


def test_citations_are_hyperlinks_and_each_address_is_declared_once() -> None:
    data = render(letter(), PAPER)
    targets = {
        relationship.get("Id"): relationship.get("Target")
        for relationship in part(data, "word/_rels/document.xml.rels")
        if relationship.get("TargetMode") == "External"
    }
    links = document(data).findall(".//w:hyperlink", NS)
    assert [(plain(link), targets[link.get(f"{R}id")]) for link in links] == [
        (citation.text, citation.href) for citation in (JEUGDWET, JEUGDWET, AVG)
    ]
    assert len(targets) == 2
    assert {link.find("w:r/w:rPr/w:rStyle", NS).get(f"{W}val") for link in links} == {"Hyperlink"}  # type: ignore[union-attr]


def test_every_numbered_list_is_a_list_of_its_own_that_starts_at_one() -> None:
    data = render(letter(), PAPER)
    used = [
        (number.get(f"{W}val"), paragraph.find("w:pPr/w:numPr/w:ilvl", NS).get(f"{W}val"))  # type: ignore[union-attr]
        for paragraph in document(data).iter(f"{W}p")
        if (number := paragraph.find("w:pPr/w:numPr/w:numId", NS)) is not None
        if paragraph.find("w:pPr/w:pStyle", NS).get(f"{W}val") == "ListNumber"  # type: ignore[union-attr]
    ]
    lists = {
        num.get(f"{W}numId"): [
            (override.get(f"{W}ilvl"), override[0].get(f"{W}val")) for override in num.iterfind("w:lvlOverride", NS)
        ]
        for num in part(data, "word/numbering.xml").iterfind("w:num", NS)
    }
    assert len({number for number, _ in used}) == 4
    assert all(lists[number] == [(level, "1")] for number, level in used)


def test_emphasis_is_bold_and_italic() -> None:
    runs = next(p.runs for p in Document(BytesIO(render(letter(), PAPER))).paragraphs if "enkele" in p.text)
    assert [(run.text, run.bold, run.italic) for run in runs[1:4]] == [
        ("alle", True, None),
        (" stukken, ", None, None),
        ("niet", None, True),
    ]


def test_a_table_repeats_its_head_splits_no_row_and_fills_the_width() -> None:
    data = render(letter(), PAPER)
    table = document(data).find(".//w:tbl", NS)
    assert table is not None
    rows = table.findall("w:tr", NS)
    assert [row.find("w:trPr/w:tblHeader", NS) is not None for row in rows] == [True, False]
    assert all(row.find("w:trPr/w:cantSplit", NS) is not None for row in rows)
    widths = [int(column.get(f"{W}w", "")) for column in table.findall("w:tblGrid/w:gridCol", NS)]
    assert sum(widths) == pytest.approx(152 * 1440 / 25.4, abs=3)
    assert widths[0] < widths[2]
    assert [int(cell.get(f"{W}w", "")) for cell in rows[0].findall("w:tc/w:tcPr/w:tcW", NS)] == widths


def test_two_tables_in_a_row_stay_two() -> None:
    data = render(letter(grid(("a",), ("b",)), grid(("c",), ("d",))), PAPER)
    kinds = [etree.QName(element).localname for element in document(data)[0]]
    assert "tbl,p,tbl,p" in ",".join(kinds)


def test_a_page_break_is_a_property_of_what_comes_next() -> None:
    breaks = [
        plain(paragraph)
        for paragraph in document(
            render(
                letter(para("a"), PageBreak(), grid(("b",), ("c",)), PageBreak(), para("d"), PageBreak()),
                PAPER,
            )
        ).iter(f"{W}p")
        if paragraph.find("w:pPr/w:pageBreakBefore", NS) is not None
    ]
    assert breaks == ["b", "d"]  # and none that would leave the signature alone


def test_a_page_that_is_asked_for_begins_at_its_top() -> None:
    data = render(
        letter(para("a"), PageBreak(), Heading(1, inlines("kop een")), Heading(1, inlines("kop twee"))), PAPER
    )
    spacing = paragraph_with(data, "kop een").find("w:pPr/w:spacing", NS)
    assert spacing is not None
    assert spacing.get(f"{W}before") == "0"
    assert paragraph_with(data, "kop twee").find("w:pPr/w:spacing", NS) is None


@pytest.mark.parametrize(
    ("last", "text"),
    [
        (para("slot"), "slot"),
        (numbered(para("a"), [para("b"), para("slot")]), "slot"),
        (bulleted([para("a"), bulleted(para("slot"))]), "slot"),
        (Quotation((para("a"), para("slot"))), "slot"),
        (grid(("a",), ("slot",)), "slot"),
    ],
)
def test_the_end_of_the_body_is_kept_with_the_closing(last: Block, text: str) -> None:
    data = render(letter(para("begin"), para("vervolg"), last), PAPER)
    assert paragraph_with(data, text).find("w:pPr/w:keepNext", NS) is not None
    assert paragraph_with(data, "begin").find("w:pPr/w:keepNext", NS) is None


@pytest.mark.parametrize(("length", "marks"), [(400, 1), (401, 0)])
def test_a_short_last_paragraph_stays_whole_as_it_does_in_the_pdf(length: int, marks: int) -> None:
    data = render(letter(para("begin"), para("slot".ljust(length, "."))), PAPER)
    assert len(paragraph_with(data, "slot").findall("w:pPr/w:keepLines", NS)) == marks


def test_a_short_introduction_is_kept_with_what_it_introduces() -> None:
    data = render(
        letter(
            para("Ik vraag:"), bulleted(para("dit")), para("Lang. " * 80), numbered(para("dat")), para("Tabel."),
            grid(("a",), ("b",)), para("Dus:"), para("einde"),
        ),
        PAPER,
    )  # fmt: skip
    kept = {
        text: paragraph_with(data, text).find("w:pPr/w:keepNext", NS) is not None
        for text in ("Ik vraag:", "dit", "Lang.", "Tabel.", "Dus:")
    }
    assert kept == {"Ik vraag:": True, "dit": False, "Lang.": False, "Tabel.": True, "Dus:": False}


@pytest.mark.parametrize("make", [numbered, bulleted])
@pytest.mark.parametrize(("count", "kept"), [(1, []), (2, [1]), (3, [1, 2]), (5, [1, 4])])
def test_the_first_and_last_items_of_a_list_keep_company(
    make: Callable[..., Block], count: int, kept: list[int]
) -> None:
    items = [f"punt {number}" for number in range(1, count + 1)]
    data = render(letter(para("begin"), make(*map(para, items)), para("einde")), PAPER)
    found = [item for item in items if paragraph_with(data, item).find("w:pPr/w:keepNext", NS) is not None]
    assert found == [f"punt {number}" for number in kept]


def test_a_long_first_item_keeps_no_company() -> None:
    data = render(letter(numbered(para("Lang. " * 80), para("b"), para("c"), para("d")), para("einde")), PAPER)
    assert paragraph_with(data, "Lang.").find("w:pPr/w:keepNext", NS) is None


def test_indents_follow_lists_and_quotations() -> None:
    step = round(7 * 1440 / 25.4)
    data = render(
        letter(
            Quotation((para("citaat"), numbered([para("punt"), para("vervolg")]), Quotation((para("diep"),)))),
            numbered([para("een"), bulleted([para("bol"), para("onder bol")]), Quotation((para("in een"),))]),
        ),
        PAPER,
    )
    lefts = {
        text: None if (indent := paragraph_with(data, text).find("w:pPr/w:ind", NS)) is None
        else round(int(indent.get(f"{W}left", "0")) / step)
        for text in ("citaat", "punt", "vervolg", "diep", "een", "bol", "onder bol", "in een")
        if text not in ("een", "bol")
    }  # fmt: skip
    assert lefts == {"citaat": None, "punt": 2, "vervolg": 2, "diep": 2, "onder bol": 2, "in een": 2}


def test_white_after_lists_and_tables_is_that_of_a_paragraph() -> None:
    data = render(
        letter(
            numbered(para("een"), [para("twee"), bulleted(para("drie"))]), grid(("a",), ("b",)), para("vier"),
            grid(("c",), ("d",)), Heading(1, inlines("vijf")), para("slot"),
        ),
        PAPER,
    )  # fmt: skip
    found = {
        text: paragraph_with(data, text).find("w:pPr/w:spacing", NS)
        for text in ("een", "twee", "drie", "vier", "vijf", "slot")
    }
    spacing = {text: {} if element is None else dict(element.items()) for text, element in found.items()}
    after = str(HOUSE["alinea"]["na"] * 20)
    heading = str(HOUSE["koppen"]["niveau1"]["voor"] * 20)
    assert spacing == {
        "een": {}, "twee": {}, "drie": {f"{W}after": after}, "vier": {f"{W}before": after},
        "vijf": {f"{W}before": heading}, "slot": {},
    }  # fmt: skip


def test_properties_say_whose_letter_it_is_and_nothing_of_this_machine() -> None:
    data = render(letter(), PAPER)
    properties = Document(BytesIO(data)).core_properties
    assert properties.title == "Verzoek om het dossier"
    assert properties.author == properties.last_modified_by == "Fenna van der Meulen"
    assert properties.subject == properties.comments == "Verzoek om een afschrift & meer"
    assert properties.language == "nl-NL"
    assert properties.created is not None
    assert properties.created.isoformat() == "2026-11-21T12:00:00+00:00"
    assert properties.modified == properties.created
    app = part(data, "docProps/app.xml")
    assert [(etree.QName(element).localname, element.text) for element in app] == [("Application", "briefgen")]


def test_the_language_is_dutch_and_nothing_is_hyphenated() -> None:
    data = render(letter(), PAPER)
    styles = part(data, "word/styles.xml")
    language = styles.find("w:docDefaults/w:rPrDefault/w:rPr/w:lang", NS)
    assert language is not None
    assert language.get(f"{W}val") == "nl-NL"
    assert not document(data).findall(".//w:lang", NS)
    hyphens = part(data, "word/settings.xml").find("w:autoHyphenation", NS)
    assert hyphens is not None
    assert hyphens.get(f"{W}val") == "0"
    faces = {value for fonts in styles.iter(f"{W}rFonts") for value in fonts.attrib.values()}
    assert faces == {HOUSE["letter"]["familie_word"]}


def test_the_header_starts_on_page_two_with_word_s_own_page_numbers() -> None:
    data = render(letter(), PAPER)
    section = Document(BytesIO(data)).sections[0]
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == ""
    header = part(data, "word/header1.xml")
    assert plain(header) == "College <Ede> · 21 november 2026Pagina 1 van 1"
    fields = [field.get(f"{W}instr", "").strip() for field in header.iter(f"{W}fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"]


ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr tabs spacing ind"
    " contextualSpacing jc outlineLvl rPr",
    "rPr": "rStyle rFonts b bCs i iCs color sz szCs lang",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook",
    "trPr": "cantSplit tblHeader",
    "sectPr": "headerReference pgSz pgMar titlePg",
    "style": "name basedOn next uiPriority qFormat pPr rPr tblPr",
    "numbering": "abstractNum num",
    "settings": "defaultTabStop autoHyphenation characterSpacingControl compat themeFontLang decimalSymbol"
    " listSeparator",
}


def test_elements_stand_in_the_order_that_word_demands() -> None:
    data = render(letter(), PAPER)
    checked = set()
    for name in ("document", "styles", "numbering", "settings", "header1"):
        for element in part(data, f"word/{name}.xml").iter():
            kind = etree.QName(element).localname
            if kind in ORDER:
                places = [ORDER[kind].split().index(etree.QName(child).localname) for child in element]
                assert places == sorted(places), etree.tostring(element)
                checked.add(kind)
    assert checked == set(ORDER)


def test_the_package_is_complete() -> None:
    data = render(letter(), PAPER)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
    assert len(names) == len(set(names))
    assert names[0] == "[Content_Types].xml"
    typed = {override.get("PartName") for override in part(data, names[0]) if override.get("PartName")}
    assert typed == {f"/{name}" for name in names if name.endswith(".xml")} - {f"/{names[0]}"}
    relationships = part(data, "word/_rels/document.xml.rels")
    ids = [relationship.get("Id") for relationship in relationships]
    assert len(ids) == len(set(ids))
    used = {value for element in document(data).iter() for key, value in element.items() if key == f"{R}id"}
    implied = {"styles", "numbering", "settings"}
    assert used == {
        relationship.get("Id")
        for relationship in relationships
        if relationship.get("Type", "").rpartition("/")[2] not in implied
    }


# -- Bytes ------------------------------------------------------------------------------------


def test_equal_letters_are_equal_bytes_in_any_process() -> None:
    digests = {hashlib.sha256(render(letter(), PAPER)).hexdigest()}
    script = "import hashlib, test_render_docx as t\nletter = t.render(t.letter(), t.PAPER)\n"
    script += "print(hashlib.sha256(letter).hexdigest())"
    for seed, zone in (("1", "America/Lima"), ("2", "Asia/Tokyo")):
        paths = os.pathsep.join([str(ROOT / "src"), str(Path(__file__).parent)])
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": paths}
        run = subprocess.run(
            [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
        )
        digests.add(run.stdout.strip())
    assert len(digests) == 1


def test_another_letter_is_other_bytes() -> None:
    assert render(letter(), PAPER) != render(letter(title="Iets anders"), PAPER)


def test_importing_the_renderer_loads_nothing_heavy() -> None:
    script = "import briefgen.render.docx, sys; print({'lxml', 'docx', 'docxtpl', 'jinja2'} & set(sys.modules))"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    run = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


# -- The letterhead ---------------------------------------------------------------------------


def test_the_committed_letterhead_is_what_the_house_style_makes() -> None:
    for name in stationery.looks(LETTERHEAD.parent):
        look = Stationery.open(stationery.found(name, LETTERHEAD.parent), LETTERHEAD.parent)
        assert letterhead_making.made(look.house, look.images) == look.word_file


def test_tags_that_word_scattered_over_runs_are_found(tmp_path: Path) -> None:
    scattered = changed_letterhead(
        tmp_path,
        "word/document.xml",
        lambda xml: xml.replace("{{ aanhef }}", '{{ aan</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>hef }}'),
    )
    assert docx_words(render(letter(), on(scattered))) == WORDS


def test_an_office_may_add_text_logo_lines_and_filters(tmp_path: Path) -> None:
    own = changed_letterhead(
        tmp_path,
        "word/document.xml",
        lambda xml: xml.replace("{{ datumregel }}", "Per post. {{ datumregel | upper }}"),
    )
    words = docx_words(render(letter(date_line="Ede & Ommen"), on(own)))
    assert "Per post. EDE & OMMEN" in words


def test_a_changed_letterhead_is_read_anew(tmp_path: Path) -> None:
    def saying(word: str) -> Path:
        return changed_letterhead(
            tmp_path, "word/document.xml", lambda xml: xml.replace("{{ aanhef }}", f"{word} {{{{ aanhef }}}}")
        )

    assert "Een Geacht" in docx_words(render(letter(), on(saying("Een"))))
    assert "Twee Geacht" in docx_words(render(letter(), on(saying("Twee"))))


def test_what_word_notes_of_an_office_and_its_editing_stays_behind(tmp_path: Path) -> None:
    w14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    edited = changed_letterhead(
        tmp_path,
        "word/document.xml",
        lambda xml: xml.replace("<w:document ", f"<w:document {w14} ").replace(
            "<w:p>", '<w:p w14:paraId="1A2B3C4D" w14:textId="77777777" w:rsidR="00AB12CD">'
        ),
    )
    assert b"1A2B3C4D" in etree.tostring(document(edited.read_bytes()))
    assert not re.search(b"1A2B3C4D|77777777|00AB12CD", etree.tostring(document(render(letter(), on(edited)))))
    named = changed_letterhead(
        tmp_path, "docProps/app.xml", lambda xml: xml.replace("</Prop", "<Company>Kantoor</Company></Prop")
    )
    assert "Kantoor" not in plain(part(render(letter(), on(named)), "docProps/app.xml"))


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("word/document.xml", "{{ aanhef }}", "Geachte lezer,", "tag aanhef"),
        ("word/document.xml", "{{p brief }}", "", "tag brief"),
        ("word/document.xml", "{{p brief }}", "{{ brief }}", "{{p brief }}"),
        ("word/document.xml", "{{ aanhef }}", "{{ aanhef }}{{ groet }}", "groet"),
        ("word/document.xml", "{%p endif %}", "", "word/document.xml"),
        ("word/document.xml", "{{ aanhef }}", "{{ aanhef }}{{ afzender.__class__ }}", "word/document.xml"),
        ("word/document.xml", "{{ aanhef }}", "{{ aanhef }}{{ 1 // 0 }}", "word/document.xml"),
        ("word/header1.xml", "{{ loopkop }}", "{{ kop }}", "kop"),
        ("word/header1.xml", "{{r paginering }}", "{{ paginering }}", "{{r paginering }}"),
        ("word/styles.xml", 'w:name w:val="Quote"', 'w:name w:val="Iets"', "stijl Quote"),
        ("word/styles.xml", '<w:numId w:val="1"/>', '<w:numId w:val="0"/>', "stijl List Number"),
        ("word/numbering.xml", "</w:numbering>", "", "word/numbering.xml"),
        ("word/document.xml", "w:sectPr", "w:sectPrX", "pagina"),
    ],
)
def test_a_letterhead_that_misses_something_is_refused(
    tmp_path: Path, name: str, old: str, new: str, said: str
) -> None:
    broken = changed_letterhead(tmp_path, name, lambda xml: xml.replace(old, new))
    with pytest.raises(RenderError) as caught:
        render(letter(), on(broken))
    assert said in str(caught.value.what)
    assert caught.value.where == str(broken)


def test_a_letterhead_that_fails_on_this_letter_only_is_refused(tmp_path: Path) -> None:
    picky = changed_letterhead(
        tmp_path,
        "word/document.xml",
        lambda xml: xml.replace("{{ aanhef }}", "{{ aanhef }}{{ bijlagen[1] }}"),
    )
    render(letter(), on(picky))
    with pytest.raises(RenderError, match="past niet bij deze brief"):
        render(letter(enclosures=("een",)), on(picky))


def test_a_letterhead_that_is_no_word_file_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "tekst.docx"
    text.write_text("Geen Word.", encoding="utf-8")
    with pytest.raises(RenderError, match="geen Word-bestand"):
        render(letter(), on(text))
    torn = bytearray(render(letter(), PAPER))
    torn[200:400] = bytes(200)
    (tmp_path / "stuk.docx").write_bytes(torn)
    with pytest.raises(RenderError, match="geen Word-bestand"):
        render(letter(), on(tmp_path / "stuk.docx"))
    with zipfile.ZipFile(tmp_path / "leeg.docx", "w"):
        pass
    with pytest.raises(RenderError, match="ontbreekt het onderdeel"):
        render(letter(), on(tmp_path / "leeg.docx"))


# -- On paper ---------------------------------------------------------------------------------


def tool(name: str) -> str:
    """Return the path of a program; without it a test is skipped, but never in CI."""
    found = shutil.which(name)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(f"{name} is not installed, and CI must measure the letters on paper")
        pytest.skip(f"{name} is not installed: nothing to measure the letters on paper with")
    return found


Page = list[tuple[str, float, float, float, float]]
"""The words of a page with their box in mm: left, top, right, bottom."""


def on_paper(folder: Path, letters: Iterable[Letter]) -> list[list[Page]]:
    """Return the pages of each letter, as LibreOffice lays them out. All letters go in one call."""
    office, measure = tool("soffice"), tool("pdftotext")
    names = []
    for index, one in enumerate(letters):
        names.append(f"{index:02}")
        (folder / f"{index:02}.docx").write_bytes(render(one, PAPER))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    files = [str(folder / f"{name}.docx") for name in names]
    subprocess.run([*command, *files], capture_output=True, check=True, timeout=240)
    result = []
    for name in names:
        boxes = subprocess.run([measure, "-bbox", str(folder / f"{name}.pdf"), "-"], capture_output=True, check=True)
        html = etree.HTML(boxes.stdout.decode())
        result.append(
            [
                [
                    (
                        word.text or "",
                        *(float(word.get(side, "")) / 72 * 25.4 for side in ("xmin", "ymin", "xmax", "ymax")),
                    )
                    for word in page.iter("word")
                ]
                for page in html.iter("page")
            ]
        )
    return result  # type: ignore[return-value]


def test_sender_address_and_date_stand_where_the_house_style_says(tmp_path: Path) -> None:
    lines = [f"G{n} van de gemeente in de lange straat" for n in range(1, 7)]
    short = [f"G{n}" for n in range(1, 4)]
    senders = [f"S{n}" for n in range(1, 7)]
    pages = on_paper(
        tmp_path,
        (
            letter(recipient=tuple(lines), sender=tuple(senders)),
            letter(recipient=tuple(short), sender=("S1",)),
        ),
    )
    for (first, *_), wanted in zip(pages, (6, 3), strict=True):
        window = [box for box in first if 50 < box[2] < 90]
        assert sum(word.startswith("G") for word, *_ in window) == wanted
        assert min(left for _, left, *_ in window) == pytest.approx(33, abs=0.6)
        # pdftotext's boxes are higher than the letters in them, by 0.4 mm on each side.
        assert all(top > 54.6 and right < 110 and bottom < 80.4 for _, _, top, right, bottom in window)
        assert min(top for _, _, top, *_ in window) == pytest.approx(55, abs=0.5)
        sender = [box for box in first if box[2] < 50]
        assert all(top > 14.5 and bottom < 45 for _, _, top, _, bottom in sender)
        date_word = next(box for box in first if box[0] == "Lunteren,")
        assert date_word[2] == pytest.approx(HOUSE["datum"]["boven"], abs=0.8)
    body = [next(box[2] for box in first if box[0] == "Op") for first, *_ in pages]
    assert body[0] == pytest.approx(body[1], abs=0.1)


LAST: dict[str, Block] = {
    "paragraph": para("slot van de brief, " + "over twee regels, " * 6 + "SLOT"),
    "list": numbered(para("een;"), para("SLOT")),
    "table": grid(("kop", "kop"), ("een", "twee"), ("drie", "SLOT")),
}


def test_the_signature_never_stands_alone_and_all_words_come_through(tmp_path: Path) -> None:
    """Bodies of twelve lengths, so that each kind of ending meets the end of a page.

    They grow by lines, not by paragraphs: LibreOffice first puts 25 paragraphs on a page, and where that
    guess happens to be right it forgets to look at "keep with next" again. Word has no such number.
    """
    endings = [(count, kind) for kind in LAST for count in range(1, 25, 2)]
    letters = [
        letter(*[para("Regel.")] * 4, para("\n".join(["Regel."] * count)), LAST[kind]) for count, kind in endings
    ]
    papers = on_paper(tmp_path, [*letters, letter()])
    lengths = dict.fromkeys(LAST, 0)
    for (count, kind), pages in zip(endings, papers[:-1], strict=True):
        words = [[word for word, *_ in page] for page in pages]
        closing = next(number for number, page in enumerate(words) if "Hoogachtend," in page)
        assert "SLOT" in words[closing], (count, kind)
        assert "Aksoy" in words[closing], (count, kind)
        lengths[kind] += closing
    assert all(0 < second < 12 for second in lengths.values()), "no ending met the end of a page"
    first, second = papers[-1]
    header = sorted((left, word) for word, left, top, *_ in second if top < 20)
    assert " ".join(word for _, word in header) == "College <Ede> · 21 november 2026 Pagina 2 van 2"
    shown = [word for word, *_ in first] + [word for word, _, top, *_ in second if top >= 20]
    assert sorted(shown) == sorted(docx_words(render(letter(), PAPER)).split())
