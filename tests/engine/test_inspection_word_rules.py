"""Defects planted in a sound Word file, such as make Word refuse or "repair" one: all are found by their rule."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.shared import Inches
from inspection_files import (
    CORE,
    MAIN,
    NUMBERING,
    RELS,
    ROOT_RELS,
    SETTINGS,
    STYLES,
    TYPES,
    added,
    changed,
    findings,
    letter,
    packed,
    parts_of,
    related,
    replaced,
    rules_of,
)

from briefgen.errors import DocumentError
from briefgen.inspection import worker
from briefgen.inspection.model import Severity

PAR = "<w:p><w:r><w:t>x</w:t></w:r></w:p>"
TABLE_PROPERTIES = '<w:tblPr><w:tblW w:w="5000" w:type="dxa"/></w:tblPr>'
GRID = '<w:tblGrid><w:gridCol w:w="2500"/><w:gridCol w:w="2500"/></w:tblGrid>'
CELL = f"<w:tc>{PAR}</w:tc>"
ROW = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{CELL}{CELL}</w:tr>"
WORDML = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
FIRST_PARAGRAPH = '<w:p><w:pPr><w:pStyle w:val="AfzenderNaam"/>'


def table(*rows: str, properties: str = TABLE_PROPERTIES, grid: str = GRID) -> str:
    return f"<w:tbl>{properties}{grid}{''.join(rows)}</w:tbl><w:p/>"


def run(properties: str = "", content: str = "<w:t>x</w:t>") -> str:
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr>{content}</w:r></w:p>"


def drawing(number: str) -> str:
    return (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        f'wordprocessingDrawing"><wp:docPr id="{number}" name="x" descr="x"/></wp:inline></w:drawing></w:r></w:p>'
    )


def bookmark(number: int, name: str, end: int | None = None) -> str:
    return (
        f'<w:p><w:bookmarkStart w:id="{number}" w:name="{name}"/><w:r><w:t>x</w:t></w:r>'
        f'<w:bookmarkEnd w:id="{number if end is None else end}"/></w:p>'
    )


def comments(*numbers: int) -> bytes:
    rows = "".join(f'<w:comment w:id="{number}" w:author="A">{PAR}</w:comment>' for number in numbers)
    return f'<w:comments xmlns:w="{WORDML}">{rows}</w:comments>'.encode()


DEFECTS: dict[str, tuple[Any, ...]] = {
    # the package
    "a part of no type": (
        "word-pakket",
        replaced(TYPES, '<Default Extension="xml" ContentType="application/xml"/>', ""),
        lambda parts: parts.update({"word/los.xml": b"<x/>"}),
    ),
    "a wrong type": ("word-pakket", replaced(TYPES, "wordprocessingml.styles+xml", "wordprocessingml.fontTable+xml")),
    "a type for a part that is not there": (
        "word-pakket",
        replaced(TYPES, "</Types>", '<Override PartName="/word/weg.xml" ContentType="a/b"/></Types>'),
    ),
    "two types for one part": (
        "word-pakket",
        replaced(TYPES, "</Types>", '<Override PartName="/word/styles.xml" ContentType="a/b"/></Types>'),
    ),
    "a document of another program": ("word-pakket", replaced(TYPES, "document.main+xml", "template.main+xml")),
    "a part that is no XML": ("word-pakket", replaced(SETTINGS, "</w:settings>", "")),
    "a part of another kind": ("word-pakket", replaced(SETTINGS, "w:settings", "w:styles", every=True)),
    "no document": ("word-pakket", replaced(ROOT_RELS, '/officeDocument"', '/anders"')),
    "an ignorable namespace that is not declared": (
        "word-pakket",
        replaced(
            MAIN,
            "<w:document ",
            '<w:document xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14" ',
        ),
    ),
    # relations
    "a relation to nothing": ("word-relaties", replaced(RELS, 'Target="styles.xml"', 'Target="stijlen.xml"')),
    "two relations of one number": ("word-relaties", replaced(RELS, 'Id="rId2"', 'Id="rId1"')),
    "a number that is none": ("word-relaties", replaced(RELS, 'Id="rIdLink2"', 'Id="2 link"')),
    "a link to no relation": ("word-relaties", replaced(MAIN, 'r:id="rIdLink1"', 'r:id="rIdWeg"')),
    "a link to a header": ("word-relaties", replaced(MAIN, 'r:id="rIdLink1"', 'r:id="rId4"')),
    "a link to no address": ("word-relaties", replaced(RELS, 'Target="https://wetten', 'Target="https://w etten')),
    "two parts with styles": (
        "word-relaties",
        replaced(RELS, '/numbering" Target="numbering', '/styles" Target="styles'),
    ),
    # order and place
    "paragraph properties out of order": (
        "word-volgorde",
        added('<w:p><w:pPr><w:jc w:val="left"/><w:keepNext/></w:pPr></w:p>' + PAR),
    ),
    "run properties out of order": ("word-volgorde", added(run('<w:sz w:val="20"/><w:b/>'))),
    "a property twice": ("word-volgorde", added(run("<w:b/><w:b/>"))),
    "table properties out of order": (
        "word-volgorde",
        added(
            table(ROW, properties='<w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblStyle w:val="TableGrid"/></w:tblPr>')
        ),
    ),
    "cell properties out of order": (
        "word-volgorde",
        added(
            table(ROW.replace("<w:tc>", '<w:tc><w:tcPr><w:vAlign w:val="top"/><w:tcW w:w="1" w:type="dxa"/></w:tcPr>'))
        ),
    ),
    "row properties in a row's end": (
        "word-volgorde",
        added(table(f"<w:tr>{CELL}{CELL}<w:trPr><w:tblHeader/></w:trPr></w:tr>")),
    ),
    "section properties out of order": (
        "word-volgorde",
        replaced(MAIN, "</w:sectPr>", '<w:pgSz w:w="1" w:h="1"/></w:sectPr>'),
    ),
    "style properties out of order": (
        "word-volgorde",
        replaced(
            STYLES,
            '<w:name w:val="Afzender"/><w:basedOn w:val="Normal"/>',
            '<w:basedOn w:val="Normal"/><w:name w:val="Afzender"/>',
        ),
    ),
    "list levels out of order": (
        "word-volgorde",
        replaced(NUMBERING, '<w:start w:val="1"/>', ""),
        replaced(NUMBERING, "<w:lvlText", '<w:lvlJc w:val="left"/><w:lvlText'),
    ),
    "lists before their kinds": (
        "word-volgorde",
        replaced(
            NUMBERING, "<w:abstractNum ", '<w:num w:numId="77"><w:abstractNumId w:val="1"/></w:num><w:abstractNum '
        ),
    ),
    "settings out of order": (
        "word-volgorde",
        replaced(SETTINGS, "<w:defaultTabStop", '<w:decimalSymbol w:val=","/><w:defaultTabStop'),
    ),
    "paragraph properties after the text": ("word-volgorde", added("<w:p><w:r><w:t>x</w:t></w:r><w:pPr/></w:p>")),
    "the section's end in the middle": ("word-volgorde", replaced(MAIN, "<w:body>", "<w:body><w:sectPr/>")),
    "text outside a run": ("word-plaats", added("<w:p><w:t>x</w:t></w:p>")),
    "a run outside a paragraph": ("word-plaats", added("<w:r><w:t>x</w:t></w:r>")),
    "a paragraph in a paragraph": ("word-plaats", added(f"<w:p>{PAR}</w:p>")),
    "an element that Word does not know": ("word-plaats", added(run("<w:vet/>"))),
    "a header without a paragraph": (
        "word-plaats",
        lambda parts: parts.update({"word/header1.xml": f'<w:hdr xmlns:w="{WORDML}"/>'.encode()}),
    ),
    "a table without a grid": ("word-plaats", added(table(ROW, grid=""))),
    # numbers
    "two bookmarks of one number": ("word-nummers", added(bookmark(1, "a") + bookmark(1, "b"))),
    "two bookmarks of one name": ("word-nummers", added(bookmark(1, "a") + bookmark(2, "a"))),
    "a bookmark with a long name": ("word-nummers", added(bookmark(1, "a" * 41))),
    "two drawings of one number": ("word-nummers", added(drawing("1") + drawing("1"))),
    "a drawing of a number too large": ("word-nummers", added(drawing("99999999999"))),
    "two lists of one number": ("word-nummers", replaced(NUMBERING, '<w:num w:numId="2"', '<w:num w:numId="1"')),
    "two styles of one name": ("word-nummers", replaced(STYLES, 'w:styleId="Afzender"', 'w:styleId="Normal"')),
    "two comments of one number": ("word-nummers", related("comments", "comments.xml", comments(1, 1), COMMENTS_TYPE)),
    "two paragraphs of one number": (
        "word-nummers",
        replaced(MAIN, "<w:document ", '<w:document xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '),
        replaced(MAIN, "<w:p>", '<w:p w14:paraId="00000001">', every=True),
    ),
    "a paragraph of a number too large": (
        "word-nummers",
        replaced(MAIN, "<w:document ", '<w:document xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '),
        replaced(MAIN, "<w:p>", '<w:p w14:paraId="90000001">'),
    ),
    # references
    "a bookmark that never ends": ("word-verwijzingen", added(bookmark(1, "a", 2))),
    "a comment that is not there": ("word-verwijzingen", added(run("", '<w:commentReference w:id="9"/>'))),
    "a list that is not there": ("word-verwijzingen", replaced(MAIN, '<w:numId w:val="4"/>', '<w:numId w:val="99"/>')),
    "a kind of list that is not there": (
        "word-verwijzingen",
        replaced(NUMBERING, "<w:abstractNumId w:val=", '<w:abstractNumId w:val="9'),
    ),
    "a style that is not there": ("word-verwijzingen", replaced(MAIN, 'w:val="Brieftekst"', 'w:val="Weg"')),
    "a style that rests on itself": (
        "word-verwijzingen",
        replaced(STYLES, '<w:name w:val="Normal"/>', '<w:name w:val="Normal"/><w:basedOn w:val="Afzender"/>'),
    ),
    "a style on one of another kind": (
        "word-verwijzingen",
        replaced(
            STYLES,
            '<w:name w:val="Afzender"/><w:basedOn w:val="Normal"/>',
            '<w:name w:val="Afzender"/><w:basedOn w:val="NormalTable"/>',
        ),
    ),
    "two standard styles": (
        "word-verwijzingen",
        replaced(STYLES, 'w:styleId="Afzender"', 'w:default="1" w:styleId="Afzender"'),
    ),
    # tables
    "a row with more cells than columns": ("word-tabellen", added(table(f"<w:tr>{CELL}{CELL}{CELL}</w:tr>"))),
    "a row with fewer cells than columns": ("word-tabellen", added(table(ROW, f"<w:tr>{CELL}</w:tr>"))),
    "a row without cells": ("word-tabellen", added(table("<w:tr/>"))),
    "a table without rows": ("word-tabellen", added(table())),
    "a grid without columns": ("word-tabellen", added(table(ROW, grid="<w:tblGrid/>"))),
    "a cell that ends in a table": (
        "word-tabellen",
        added(table(f"<w:tr>{CELL}<w:tc>{PAR}<w:tbl>{TABLE_PROPERTIES}{GRID}{ROW}</w:tbl></w:tc></w:tr>")),
    ),
    "a cell without a paragraph": ("word-plaats", added(table(f"<w:tr>{CELL}<w:tc/></w:tr>"))),
    # text
    "a space that falls away": ("word-tekst", added(run("", "<w:t> x</w:t>"))),
    "a field without an end": ("word-tekst", added(run("", '<w:fldChar w:fldCharType="begin"/>'))),
    "a field that ends before it begins": ("word-tekst", added(run("", '<w:fldChar w:fldCharType="end"/>'))),
    # values
    "a size with a comma": ("word-waarden", added(run('<w:sz w:val="10.5"/>'))),
    "a size too large": ("word-waarden", added(run('<w:sz w:val="9000"/>'))),
    "a colour by name": ("word-waarden", added(run('<w:color w:val="rood"/>'))),
    "a switch that is neither": ("word-waarden", added(run('<w:b w:val="ja"/>'))),
    "an unknown alignment": ("word-waarden", added('<w:p><w:pPr><w:jc w:val="links"/></w:pPr></w:p>' + PAR)),
    "a tenth list level": ("word-waarden", replaced(MAIN, '<w:ilvl w:val="0"/>', '<w:ilvl w:val="9"/>')),
    "a page larger than Word knows": ("word-waarden", replaced(MAIN, '<w:pgSz w:w="', '<w:pgSz w:w="9')),
    "an indent with a fraction": ("word-waarden", replaced(MAIN, 'w:left="794"', 'w:left="793.7"')),
    "a style without its kind": (
        "word-waarden",
        replaced(STYLES, '<w:style w:type="paragraph" w:customStyle', "<w:style w:customStyle"),
    ),
    # properties
    "a property twice in the core": (
        "word-eigenschappen",
        replaced(CORE, "<dc:title>", "<dc:title>x</dc:title><dc:title>"),
    ),
    "a date that is none": (
        "word-eigenschappen",
        replaced(CORE, "2026-11-21T12:00:00Z</dcterms:created", "gisteren</dcterms:created"),
    ),
    "a date without its form": ("word-eigenschappen", replaced(CORE, ' xsi:type="dcterms:W3CDTF"', "")),
    "a property that is none": ("word-eigenschappen", replaced(CORE, "<dc:title>", "<dc:maker>x</dc:maker><dc:title>")),
}


def test_a_sound_letter_has_no_findings() -> None:
    assert findings(letter()) == []


@pytest.mark.parametrize("name", DEFECTS)
def test_a_planted_defect_is_found_by_its_rule(name: str) -> None:
    rule, *changes = DEFECTS[name]
    found = findings(changed(*changes))
    assert rule in {each.rule for each in found}, [str(each.what) for each in found]
    told = [each for each in found if each.rule == rule]
    assert all(str(each.what) and str(each.mend) and str(each.place) for each in told)


def test_a_part_that_is_there_twice_is_told_and_nothing_else_is_trusted() -> None:
    target = BytesIO(letter())
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(target, "a") as archive:
        archive.writestr(MAIN, "<x/>")
    _, report = worker.inspect("brief.docx", target.getvalue())
    assert [found.rule for found in report.findings] == ["word-pakket"]
    assert "word-volgorde" in report.unread


def test_a_part_packed_in_a_way_that_word_does_not_know_is_told() -> None:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in parts_of(letter()).items():
            archive.writestr(name, data, zipfile.ZIP_LZMA if name == MAIN else zipfile.ZIP_DEFLATED)
    assert rules_of(target.getvalue()) == {"word-pakket"}


def test_a_name_that_points_outside_is_told() -> None:
    parts = parts_of(letter())
    parts["../buiten.xml"] = b"<x/>"
    _, report = worker.inspect("brief.docx", packed(parts))
    assert "buiten het bestand" in str(report.findings[0].what)


@pytest.mark.parametrize("data", [b"PK\x03\x04rommel", b"", b"%PDF-1.7 rommel", b"gewone tekst"], ids=str)
def test_what_cannot_be_inspected_is_a_clear_error(data: bytes) -> None:
    with pytest.raises(DocumentError):
        worker.inspect("brief.docx", data)


# sound files of other origin


def _python_docx() -> bytes:
    document = Document()
    document.core_properties.title = "Een document"
    document.add_heading("Kop", 1)
    document.add_heading("Kop eronder", 2)
    paragraph = document.add_paragraph("Tekst met ")
    paragraph.add_run("vet").bold = True
    for style in ("List Bullet", "List Number", "Quote"):
        document.add_paragraph("een", style=style)
        document.add_paragraph("twee", style=style)
    grid = document.add_table(3, 3, style="Table Grid")
    grid.cell(0, 0).merge(grid.cell(0, 1)).text = "samen"
    grid.cell(1, 0).merge(grid.cell(2, 0)).text = "hoog"
    document.add_paragraph("Na de tabel.")
    section = document.add_section()
    section.header.paragraphs[0].text = "kop"
    section.left_margin = Inches(1)
    document.add_paragraph("Slot.")
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _broken(data: bytes) -> list[str]:
    """What an inspection holds against the form of a file; a note is no accusation."""
    return [
        f"{found.rule}: {found.what}"
        for found in findings(data)
        if found.rule.startswith("word-") and found.severity is not Severity.NOTE
    ]


def test_a_file_of_python_docx_is_sound() -> None:
    assert _broken(_python_docx()) == []
    target = BytesIO()
    Document().save(target)
    assert _broken(target.getvalue()) == []


def test_files_of_libreoffice_are_sound(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        if os.environ.get("CI"):
            pytest.fail("soffice is needed where CI is set")
        pytest.skip("soffice is not installed")
    sources = {"brief.docx": letter(), "python.docx": _python_docx()}
    for name, data in sources.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "tekst.txt").write_text("Regel een\n\nRegel   twee\n", encoding="utf-8")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "docx", "--outdir", str(tmp_path / "uit")]
    files = [str(tmp_path / name) for name in (*sources, "tekst.txt")]
    subprocess.run([*command, *files], capture_output=True, check=True, timeout=240)
    for path in sorted((tmp_path / "uit").glob("*.docx")):
        assert _broken(path.read_bytes()) == [], path.name


def test_the_office_of_a_strict_file_is_read_as_well() -> None:
    """Word can save in the strict form, with other namespaces."""
    strict = {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
            "http://purl.oclc.org/ooxml/officeDocument/relationships"
        ),
    }

    def change(parts: dict[str, bytes]) -> None:
        for name, data in parts.items():
            for old, new in strict.items():
                data = data.replace(old.encode(), new.encode())  # noqa: PLW2901 - step by step
            parts[name] = data

    assert findings(changed(change)) == []
    assert "word-waarden" in rules_of(changed(added(run('<w:sz w:val="10.5"/>')), change))
