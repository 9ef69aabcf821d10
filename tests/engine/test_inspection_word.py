"""What an inspection says of a Word file's readers and of what it tells besides its text, and what cleaning removes."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx_text import docx_words
from inspection_files import (
    APP,
    CORE,
    MAIN,
    OFFICE,
    RELS,
    ROOT_RELS,
    SETTINGS,
    STYLES,
    TYPES,
    added,
    changed,
    findings,
    letter,
    parts_of,
    related,
    replaced,
    rules_of,
)

from briefgen.inspection import worker
from briefgen.inspection.model import Severity

WORDML = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PAR = "<w:p><w:r><w:t>x</w:t></w:r></w:p>"
CELL = f"<w:tc>{PAR}</w:tc>"
GRID = (
    '<w:tblPr><w:tblW w:w="5000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="2500"/><w:gridCol w:w="2500"/>'
    "</w:tblGrid>"
)
LAST = "<w:p><w:r><w:t>Einde.</w:t></w:r></w:p>"


def run(text: str, properties: str = "", paragraph: str = "") -> str:
    words = f'<w:t xml:space="preserve">{text}</w:t>'
    return f"<w:p><w:pPr>{paragraph}</w:pPr><w:r><w:rPr>{properties}</w:rPr>{words}</w:r></w:p>"


def secret(properties: str) -> str:
    """A paragraph of which a part is not seen."""
    return run("Dit niet: ").replace("</w:p>", run("geheim", properties).partition("</w:pPr>")[2])


def insertion(text: str, author: str = "Piet Voorbeeld") -> str:
    return (
        f'<w:p><w:ins w:id="1" w:author="{author}" w:date="2026-01-01T10:00:00Z"><w:r><w:t>{text}</w:t></w:r></w:ins>'
        f'<w:del w:id="2" w:author="{author}"><w:r><w:delText>weg 123456782</w:delText></w:r></w:del></w:p>'
    )


def comment(text: str) -> bytes:
    return (
        f'<w:comments xmlns:w="{WORDML}"><w:comment w:id="0" w:author="Piet Voorbeeld" w:initials="PV">'
        f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:comment></w:comments>"
    ).encode()


def jpeg() -> bytes:
    """The bones of a photo with a place in it."""
    exif = b"Exif\0\0II*\0GPS 52.1 4.3"
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + b"\xff\xda\0\2beeld\xff\xd9"


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
        + chunk(b"tEXt", b"Author\0Piet Voorbeeld")
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )


COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
COMMENTED = (
    '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>zie</w:t></w:r><w:commentRangeEnd w:id="0"/>'
    '<w:r><w:commentReference w:id="0"/></w:r></w:p>'
)
PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:docPr id="1" name="x"{words}/><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:{how}="rIdX"/>'
    "</wp:inline></w:drawing></w:r></w:p>"
)
FIELD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>uitkomst</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)

Planted = dict[str, tuple[Any, ...]]

ACCESS: Planted = {
    "no language": ("taal", replaced(STYLES, 'w:val="nl-NL" w:eastAsia', "w:eastAsia")),
    "no title": (
        "titel",
        replaced(CORE, "<dc:title>Verzoek om inzage in het dossier en een kopie daarvan</dc:title>", ""),
    ),
    "a file's name for a title": (
        "titel",
        replaced(CORE, "<dc:title>Verzoek om inzage in het dossier en een kopie daarvan", "<dc:title>brief.docx"),
    ),
    "a level skipped": ("koppen", replaced(MAIN, 'w:val="Heading1"', 'w:val="Heading2"')),
    "a heading by hand": ("koppen", added(run("Mijn vragen", "<w:b/>") + LAST)),
    "a picture without words": (
        "afbeeldingen",
        related("image", "media/a.png", b"x", "image/png"),
        added(PICTURE.format(words="", how="embed")),
    ),
    "a link that says nothing": ("links", replaced(MAIN, ">Artikel\u00a07.3.10 van de Jeugdwet<", ">klik hier<")),
    "grey on white": ("contrast", added(run("bleek", '<w:color w:val="AAAAAA"/>'))),
    "grey on grey": (
        "contrast",
        added(run("bleek", '<w:color w:val="777777"/><w:shd w:val="clear" w:fill="CCCCCC"/>')),
    ),
    "yellow marks": ("contrast", added(run("bleek", '<w:color w:val="FFFFFF"/><w:highlight w:val="yellow"/>'))),
    "a table without a head": (
        "tabelkoppen",
        added(f"<w:tbl>{GRID}<w:tr>{CELL}{CELL}</w:tr><w:tr>{CELL}{CELL}</w:tr></w:tbl><w:p/>"),
    ),
    "empty paragraphs": ("lege-alineas", added(f"<w:p/><w:p/>{LAST}")),
    "empty lines in a paragraph": (
        "lege-alineas",
        added("<w:p><w:r><w:t>a</w:t><w:br/><w:br/><w:t>b</w:t></w:r></w:p>"),
    ),
    "a typed numbered list": ("lijsten", added(run("1. een") + run("2. twee"))),
    "a typed bulleted list": ("lijsten", added(run("- een") + run("- twee"))),
    "a typed list in one paragraph": (
        "lijsten",
        added("<w:p><w:r><w:t>a) een</w:t><w:br/><w:t>b) twee</w:t></w:r></w:p>"),
    ),
}
TRACES: Planted = {
    "another author": ("eigenschappen", replaced(CORE, "<dc:creator>Sanne de Vries", "<dc:creator>Piet Voorbeeld")),
    "a company": ("eigenschappen", replaced(APP, "</Properties>", "<Company>Voorbeeld BV</Company></Properties>")),
    "own properties": (
        "eigenschappen",
        replaced(
            ROOT_RELS,
            "</Relationships>",
            f'<Relationship Id="rIdC" Type="{OFFICE}/custom-properties" Target="docProps/custom.xml"/></Relationships>',
        ),
        lambda parts: parts.update(
            {
                "docProps/custom.xml": b'<Properties xmlns="http://schemas.openxmlformats.org/'
                b'officeDocument/2006/custom-properties"><property name="Dossier">D-9</property></Properties>'
            }
        ),
        replaced(
            TYPES,
            "</Types>",
            '<Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-'
            'officedocument.custom-properties+xml"/></Types>',
        ),
    ),
    "variables": (
        "eigenschappen",
        replaced(
            SETTINGS, "<w:themeFontLang", '<w:docVars><w:docVar w:name="a" w:val="b"/></w:docVars><w:themeFontLang'
        ),
    ),
    "a template's folder": (
        "mappen",
        replaced(APP, "<Application>", r"<Template>C:\Users\piet\Sjablonen\brief.dotm</Template><Application>"),
    ),
    "editing": (
        "bewerksporen",
        replaced(
            SETTINGS,
            "<w:themeFontLang",
            '<w:rsids><w:rsidRoot w:val="00A"/><w:rsid w:val="00B"/></w:rsids><w:themeFontLang',
        ),
    ),
    "hidden text": ("verborgen-tekst", added(secret("<w:vanish/>"))),
    "hidden by a style": (
        "verborgen-tekst",
        replaced(
            STYLES,
            "</w:styles>",
            '<w:style w:type="character" w:styleId="Weg"><w:name w:val="Weg"/><w:rPr><w:vanish/></w:rPr></w:style>'
            "</w:styles>",
        ),
        added(secret('<w:rStyle w:val="Weg"/>')),
    ),
    "white text": ("verborgen-tekst", added(secret('<w:color w:val="FFFFFF"/>'))),
    "text of one point": ("verborgen-tekst", added(secret('<w:sz w:val="2"/>'))),
    "comments": (
        "opmerkingen",
        related("comments", "comments.xml", comment("zo niet"), COMMENTS_TYPE),
        added(COMMENTED),
    ),
    "an embedded file": (
        "bestanden-in-bestand",
        related("package", "embeddings/a.xlsx", b"PK", "application/octet-stream"),
    ),
    "a macro": ("scripts", related("vbaProject", "vbaProject.bin", b"x", "application/vnd.ms-office.vbaProject")),
    "a template on a server": (
        "van-buiten",
        lambda parts: parts.update(
            {
                "word/_rels/settings.xml.rels": (
                    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                    f'<Relationship Id="rId1" Type="{OFFICE}/attachedTemplate" Target="https://example.org/x.dotm"'
                    ' TargetMode="External"/></Relationships>'
                ).encode()
            }
        ),
        replaced(SETTINGS, "<w:defaultTabStop", '<w:attachedTemplate r:id="rId1"/><w:defaultTabStop'),
    ),
    "a linked picture": (
        "van-buiten",
        related("image", "https://example.org/a.png"),
        added(PICTURE.format(words=' descr="x"', how="link")),
    ),
    "a field that fetches": ("van-buiten", added(FIELD.format(code='INCLUDETEXT "https://example.org/a.docx"'))),
    "a field that starts a program": ("van-buiten", added(FIELD.format(code="DDEAUTO c:\\\\windows\\\\x.exe"))),
    "a photo with a place": ("afbeeldinggegevens", related("image", "media/a.jpg", jpeg(), "image/jpeg")),
    "a picture with a maker": ("afbeeldinggegevens", related("image", "media/a.png", png(), "image/png")),
}
CHANGES: Planted = {"tracked changes": ("wijzigingen", added(insertion("nieuw")))}

EVERY: Planted = ACCESS | TRACES | CHANGES


@pytest.mark.parametrize("name", EVERY)
def test_what_is_planted_is_found_by_its_rule_and_by_no_other(name: str) -> None:
    rule, *changes = EVERY[name]
    found = rules_of(changed(*changes))
    assert rule in found
    assert not {each for each in found if each.startswith("word-")}, "what is planted must be sound Word"
    assert found <= {rule, "mappen", "van-buiten"}


@pytest.mark.parametrize(
    "xml",
    [
        run("bleek maar groot", '<w:color w:val="949494"/><w:sz w:val="36"/>'),
        run("wit op donker", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3864"/>'),
        run("automatisch op donker", '<w:color w:val="auto"/><w:shd w:val="clear" w:fill="000000"/>'),
        run("1. Dit begint als een lijst en is er geen, want het staat alleen."),
        f"<w:tbl>{GRID}<w:tr><w:trPr><w:tblHeader/></w:trPr>{CELL}{CELL}</w:tr><w:tr>{CELL}{CELL}</w:tr></w:tbl><w:p/>",
        f"<w:tbl>{GRID}<w:tr>{CELL}{CELL}</w:tr></w:tbl><w:p/>",
        FIELD.format(code="PAGE"),
        run("Let op:", "<w:b/>") + LAST,
        run("Een hele zin die vet is, en die eindigt met een punt.", "<w:b/>") + LAST,
        "<w:p><w:r><w:t>een</w:t><w:br/><w:t>twee</w:t></w:r></w:p>",
        '<w:p><w:r><w:br w:type="page"/></w:r></w:p>',
    ],
)
def test_what_is_in_order_gives_no_alarm(xml: str) -> None:
    assert findings(changed(added(xml))) == []


def test_a_decorative_picture_needs_no_words() -> None:
    decorated = PICTURE.format(words=' descr=""', how="embed").replace(
        '<wp:docPr id="1" name="x" descr=""/>',
        '<wp:docPr id="1" name="x" descr=""><adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/'
        '2017/decorative" val="1"/></wp:docPr>',
    )
    assert "afbeeldingen" not in rules_of(changed(related("image", "media/a.png", b"x", "image/png"), added(decorated)))


def test_an_author_whom_the_letter_names_is_only_noted() -> None:
    _, report = worker.inspect("brief.docx", letter())
    assert {(found.rule, found.severity) for found in report.findings} == {("eigenschappen", Severity.NOTE)}


def test_removed_text_and_titles_are_searched_as_well() -> None:
    _, report = worker.inspect("brief.docx", changed(added(insertion("nieuw"))))
    assert any("123456782" in passage.text and not passage.shown for passage in report.passages)


# cleaning


@pytest.mark.parametrize("name", TRACES)
def test_cleaning_removes_what_is_told_and_the_result_is_clean(name: str) -> None:
    _, *changes = TRACES[name]
    source = changed(*changes)
    cleaned = worker.clean("brief.docx", source)
    assert cleaned.removed
    assert findings(cleaned.data) == []
    assert b"Piet" not in b"".join(parts_of(cleaned.data).values())


@pytest.mark.parametrize(("language", "told"), [("en-US", {"taal"}), ("de-DE", {"taal"}), ("nl-BE", set())])
def test_dutch_text_that_is_said_to_be_in_another_language_is_told(language: str, told: set[str]) -> None:
    assert rules_of(changed(replaced(STYLES, 'w:val="nl-NL"', f'w:val="{language}"'))) == told


def test_text_that_says_its_own_language_is_not_misread() -> None:
    english = replaced(STYLES, 'w:val="nl-NL"', 'w:val="en-US"')
    own = replaced(MAIN, "<w:r><w:t", '<w:r><w:rPr><w:lang w:val="nl-NL"/></w:rPr><w:t', every=True)
    assert "taal" not in rules_of(changed(english, own))


FILLED = {
    "dc:subject": "onderwerp", "cp:category": "categorie",
    "cp:keywords": "trefwoorden", "dc:description": "opmerkingen",
    "cp:contentStatus": "status", "dc:identifier": "kenmerk", "cp:version": "versie",
}  # fmt: skip


@pytest.mark.parametrize("tag", FILLED)
def test_a_property_in_which_somebody_typed_is_named_and_cleaned_away(tag: str) -> None:
    source = changed(
        replaced(CORE, "<dc:subject>Inzage in en kopie van het jeugddossier</dc:subject>", ""),
        replaced(CORE, "<dc:description>Inzage in en kopie van het jeugddossier</dc:description>", ""),
        replaced(CORE, "<dc:language>", f"<{tag}>van Piet</{tag}><dc:language>"),
    )
    (found,) = findings(source)
    assert (found.rule, found.severity) == ("eigenschappen", Severity.WARNING)
    assert str(found.what) == f"Bij de eigenschap '{FILLED[tag]}' staat: 'van Piet'."
    data = worker.clean("brief.docx", source).data
    assert findings(data) == []
    assert b"Piet" not in parts_of(data)[CORE]
    assert b"<dc:title>" in parts_of(data)[CORE]


def test_the_kind_of_letter_that_briefgen_notes_is_no_trace() -> None:
    assert findings(letter()) == []
    assert b"<dc:subject>" in parts_of(worker.clean("brief.docx", letter()).data)[CORE]
    in_word = changed(replaced(APP, "briefgen", "Microsoft Office Word"))
    assert [str(found.what)[:30] for found in findings(in_word)] == [
        "Bij de eigenschap 'onderwerp' ",
        "Bij de eigenschap 'opmerkingen",
    ]
    assert b"<dc:subject>" not in parts_of(worker.clean("brief.docx", in_word).data)[CORE]


def test_cleaning_keeps_the_words_that_are_seen() -> None:
    source = changed(
        added(run("geheim", "<w:vanish/>") + FIELD.format(code='INCLUDETEXT "x.docx"') + COMMENTED),
        related("comments", "comments.xml", comment("zo niet"), COMMENTS_TYPE),
    )
    words = docx_words(worker.clean("brief.docx", source).data)
    assert words.replace("\nuitkomst\nzie", "") == docx_words(letter()) + "\n"
    assert "geheim" not in words


def test_cleaning_twice_gives_the_same_and_then_there_is_nothing_to_remove() -> None:
    once = worker.clean("brief.docx", letter())
    assert once.removed
    again = worker.clean("brief.docx", once.data)
    assert (again.removed, again.data) == ((), once.data)
    assert worker.clean("brief.docx", letter()).data == once.data


def test_a_change_is_not_decided_but_loses_its_author() -> None:
    cleaned = worker.clean("brief.docx", changed(added(insertion("nieuw"))))
    text = parts_of(cleaned.data)[MAIN].decode()
    assert "nieuw" in text
    assert "weg 123456782" in text
    assert "Piet" not in text
    assert "2026-01-01" not in text
    assert any("niet geaccepteerd" in str(each) for each in cleaned.left)
    assert rules_of(cleaned.data) == {"wijzigingen"}


def test_a_cleaned_file_opens_and_still_has_its_styles() -> None:
    document = Document(BytesIO(worker.clean("brief.docx", letter()).data))
    assert document.core_properties.title
    assert document.core_properties.author == ""
    assert document.core_properties.language == "nl-NL"
    assert any(paragraph.style.name == "Heading 1" for paragraph in document.paragraphs if paragraph.style is not None)


def test_a_document_for_macros_becomes_a_plain_one() -> None:
    source = changed(
        replaced(
            TYPES,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "application/vnd.ms-word.document.macroEnabled.main+xml",
        ),
        related("vbaProject", "vbaProject.bin", b"x", "application/vnd.ms-office.vbaProject"),
    )
    assert "scripts" in rules_of(source)
    cleaned = worker.clean("brief.docm", source).data
    assert "word/vbaProject.bin" not in parts_of(cleaned)
    assert b"vbaProject" not in parts_of(cleaned)[RELS]
    assert findings(cleaned) == []
