"""What an inspection says of a PDF, and what cleaning removes from it: planted in our own letters and in others."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest
import typst
from inspection_files import letter
from pdf_text import pdf_words
from pikepdf import Array, Dictionary, Name, Pdf, String

from briefgen.errors import DocumentError
from briefgen.inspection import pdf_sight, worker
from briefgen.inspection.model import Finding, Severity
from briefgen.papers import Format

NAME = "brief.pdf"
Change = Callable[[Pdf], object]


def changed(change: Change, data: bytes | None = None) -> bytes:
    """Our own letter, or `data`, with something changed in its objects."""
    with pikepdf.open(BytesIO(letter(Format.PDF) if data is None else data)) as document:
        change(document)
        target = BytesIO()
        document.save(target, deterministic_id=True)
        return target.getvalue()


def findings(data: bytes) -> list[Finding]:
    _, report = worker.inspect(NAME, data)
    return [
        found for found in report.findings if not (found.rule == "eigenschappen" and found.severity is Severity.NOTE)
    ]


def rules_of(data: bytes) -> set[str]:
    return {found.rule for found in findings(data)}


def typeset(source: str) -> bytes:
    head = '#set document(title: "Proef")\n#set page(width: 12cm, height: 12cm)\n#set text(lang: "nl")\n'
    head += "= Kop\nGewone tekst.\n"
    made = typst.compile((head + source).encode(), format="pdf", pdf_standards=["ua-1"])
    assert isinstance(made, bytes)
    return made


def first(document: Pdf, kind: Name) -> Any:
    """The first element of the structure of this kind."""
    return next(item for item in document.objects if isinstance(item, Dictionary) and item.get("/S") == kind)


def metadata(old: str, new: str) -> Change:
    def change(document: Pdf) -> None:
        text = document.Root.Metadata.read_bytes().decode()
        assert old in text, old
        document.Root.Metadata.write(text.replace(old, new).encode())

    return change


def attach(document: Pdf) -> None:
    file = document.make_stream(b"geheim")
    file.Type, file.Subtype = Name("/EmbeddedFile"), Name("/text#2Fplain")
    spec = document.make_indirect(
        Dictionary(Type=Name.Filespec, F=String("geheim.txt"), UF=String("geheim.txt"), EF=Dictionary(F=file, UF=file))
    )
    spec.AFRelationship = Name.Data
    document.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String("geheim.txt"), spec])))
    document.Root.AF = Array([spec])


def note(document: Pdf) -> None:
    page = document.pages[0]
    made = document.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Text,
            Rect=[10, 10, 30, 30],
            Contents=String("Nee, 123456782"),
            T=String("Piet"),
        )
    )
    page.Annots.append(made)
    document.Root.StructTreeRoot.K[0].K.append(
        document.make_indirect(
            Dictionary(
                S=Name.Annot, P=document.Root.StructTreeRoot.K[0], K=Dictionary(Type=Name.OBJR, Obj=made, Pg=page.obj)
            )
        )
    )


def script(document: Pdf) -> None:
    document.Root.OpenAction = Dictionary(Type=Name.Action, S=Name.JavaScript, JS=String("app.alert(1)"))


def page_script(document: Pdf) -> None:
    document.pages[0].AA = Dictionary(O=Dictionary(S=Name.Launch, F=String("cmd.exe")))


def untagged(document: Pdf) -> None:
    page = document.pages[0]
    page.contents_add(b"BT /F 12 Tf ET 1 0 0 RG 10 10 m 50 50 l S")


def unembedded(document: Pdf) -> None:
    for item in document.objects:
        if isinstance(item, Dictionary) and item.get("/Type") == Name.FontDescriptor:
            for key in ("/FontFile2", "/FontFile3", "/FontFile"):
                if key in item:
                    del item[key]


def flat(document: Pdf) -> None:
    del document.Root.StructTreeRoot


def suspect(document: Pdf) -> None:
    document.Root.MarkInfo.Suspects = True


def table_in_a_paragraph(document: Pdf) -> None:
    first(document, Name.LI).S = Name.TR


DEFECTS: dict[str, tuple[str, Change]] = {
    "no tags": ("structuur", flat),
    "tags that may be wrong": ("pdf-ua", suspect),
    "a drawing in no tag": ("structuur", untagged),
    "no language": ("taal", lambda document: document.Root.__delitem__("/Lang")),
    "a language that is none": ("taal", lambda document: document.Root.__setitem__("/Lang", String("Nederlands!"))),
    "no title in the metadata": ("pdf-ua", metadata("dc:title", "dc:titel")),
    "the file's name in the window": ("pdf-ua", lambda document: document.Root.__delitem__("/ViewerPreferences")),
    "no metadata": ("pdf-ua", lambda document: document.Root.__delitem__("/Metadata")),
    "not said to be PDF/UA": ("pdf-ua", metadata("<pdfuaid:part>1</pdfuaid:part>", "")),
    "not said to be PDF/A": ("pdf-a", metadata("<pdfaid:part>3</pdfaid:part>", "")),
    "no colour profile": ("pdf-a", lambda document: document.Root.__delitem__("/OutputIntents")),
    "old properties that differ": ("pdf-a", lambda document: document.docinfo.__setitem__("/Title", "Iets anders")),
    "a font that is not there": ("lettertypen", unembedded),
    "a level skipped": ("koppen", lambda document: first(document, Name.H1).__setitem__("/S", Name.H3)),
    "headings of both kinds": ("koppen", lambda document: first(document, Name.H1).__setitem__("/S", Name.H)),
    "an unknown tag": ("pdf-ua", lambda document: first(document, Name.P).__setitem__("/S", Name("/Alinea"))),
    "tags that lead to each other": (
        "pdf-ua",
        lambda document: document.Root.StructTreeRoot.__setitem__(
            "/RoleMap", Dictionary({"/A": Name("/B"), "/B": Name("/A")})
        ),
    ),
    "a tag in the wrong place": ("pdf-ua", table_in_a_paragraph),
    "a figure without words": ("afbeeldingen", lambda document: first(document, Name.P).__setitem__("/S", Name.Figure)),
    "a note without a number": ("pdf-ua", lambda document: first(document, Name.P).__setitem__("/S", Name.Note)),
    "a link in no tag": ("pdf-ua", lambda document: first(document, Name.Link).__setitem__("/S", Name.Span)),
    "a link without words": ("pdf-ua", lambda document: document.pages[0].Annots[0].__delitem__("/Contents")),
    "tabs in no order": ("pdf-ua", lambda document: document.pages[0].__delitem__("/Tabs")),
    "another author": (
        "eigenschappen",
        metadata("<rdf:li>Sanne de Vries</rdf:li>", "<rdf:li>Sanne de Vries</rdf:li><rdf:li>Piet</rdf:li>"),
    ),
    "own properties": ("eigenschappen", lambda document: document.docinfo.__setitem__("/Kantoor", "Voorbeeld BV")),
    "a folder": ("mappen", lambda document: document.docinfo.__setitem__("/Subject", r"C:\Users\piet\brief.docx")),
    "data of a program": (
        "eigenschappen",
        lambda document: document.pages[0].__setitem__("/PieceInfo", Dictionary(Word=Dictionary())),
    ),
    "a comment": ("opmerkingen", note),
    "a file": ("bestanden-in-bestand", attach),
    "a script": ("scripts", script),
    "a program that a page starts": ("scripts", page_script),
    "a form with a program": (
        "scripts",
        lambda document: document.Root.__setitem__("/AcroForm", Dictionary(XFA=String("x"))),
    ),
    "layers that are off": (
        "verborgen-tekst",
        lambda document: document.Root.__setitem__(
            "/OCProperties", Dictionary(OCGs=Array(), D=Dictionary(OFF=Array([Dictionary(Name=String("laag"))])))
        ),
    ),
}


def test_a_sound_letter_has_no_findings() -> None:
    assert findings(letter(Format.PDF)) == []


@pytest.mark.parametrize("name", DEFECTS)
def test_a_planted_defect_is_found_by_its_rule(name: str) -> None:
    rule, change = DEFECTS[name]
    found = findings(changed(change))
    assert rule in {each.rule for each in found}, [str(each.what) for each in found]


def test_a_table_says_which_cells_are_heads() -> None:
    table = "#table(columns: 2, [a], [b], [c], [d])"
    assert "tabelkoppen" in rules_of(typeset(table))
    assert "tabelkoppen" not in rules_of(typeset("#table(columns: 2, table.header([a], [b]), [c], [d])"))


def test_an_older_version_that_the_file_keeps_is_told() -> None:
    from pypdf import PdfWriter

    writer = PdfWriter(BytesIO(letter(Format.PDF)), incremental=True)
    writer.add_metadata({"/Subject": "anders"})
    target = BytesIO()
    writer.write(target)
    assert "wijzigingen" in rules_of(target.getvalue())
    assert "wijzigingen" not in rules_of(worker.clean(NAME, target.getvalue()).data)


HIDDEN = {
    "white on white": "#text(fill: white)[Geheime tekst]",
    "beside the page": "#place(dx: 30cm)[Geheime tekst]",
    "under a plane": (
        "#place(dx: 1cm, dy: 5cm)[Geheime tekst]"
        "#place(dy: 4.8cm, rect(fill: yellow, stroke: none, width: 5cm, height: 1cm))"
    ),
    "on its own colour": '#rect(fill: rgb("123456"))[#text(fill: rgb("123456"))[Geheime tekst]]',
    "too small": "#text(size: 0.1pt)[Geheime tekst]",
}


@pytest.mark.parametrize("name", HIDDEN)
def test_text_that_nobody_sees_is_found_and_cleaned_away(name: str) -> None:
    source = typeset(HIDDEN[name])
    assert any(found.rule == "verborgen-tekst" and "Geheime tekst" in str(found.what) for found in findings(source))
    cleaned = worker.clean(NAME, source)
    assert "verborgen-tekst" not in rules_of(cleaned.data)
    assert "Geheime" not in pdf_words(cleaned.data)
    assert "Gewone tekst." in pdf_words(cleaned.data)
    assert _picture(source) == _picture(cleaned.data)


def test_invisible_writing_is_found_and_cleaned_away() -> None:
    def change(document: Pdf) -> None:
        page = document.pages[0]
        font = next(iter(page.Resources.Font))
        page.contents_add(f"q BT {font} 12 Tf 3 Tr 20 20 Td <00010002000300040005> Tj ET Q".encode())

    source = changed(change, typeset(""))
    assert "verborgen-tekst" in rules_of(source)
    assert "verborgen-tekst" not in rules_of(worker.clean(NAME, source).data)


def test_text_that_is_hard_to_read_is_told_with_its_colours() -> None:
    found = findings(typeset('#text(fill: rgb("aaaaaa"))[Bleek]'))
    assert any(each.rule == "contrast" and "AAAAAA op FFFFFF" in str(each.what) for each in found)
    assert "contrast" not in rules_of(typeset('#text(size: 20pt, fill: rgb("8a8a8a"))[Groot]'))
    assert "contrast" not in rules_of(typeset('#rect(fill: rgb("123456"))[#text(fill: white)[Wit op donker]]'))


def _picture(data: bytes) -> list[bytes]:
    document = pypdfium2.PdfDocument(data)
    pictures = [pdf_sight.drawn(document[number]) for number in range(len(document))]
    return [picture.data for picture in pictures if picture is not None]


@pytest.mark.parametrize(
    "name",
    [
        "another author",
        "own properties",
        "a folder",
        "data of a program",
        "a comment",
        "a file",
        "a script",
        "a program that a page starts",
    ],
)
def test_cleaning_removes_what_is_told_and_the_result_is_clean(name: str) -> None:
    source = changed(DEFECTS[name][1])
    cleaned = worker.clean(NAME, source)
    assert cleaned.removed
    assert findings(cleaned.data) == []
    assert _picture(cleaned.data) == _picture(letter(Format.PDF))
    assert pdf_words(cleaned.data) == pdf_words(letter(Format.PDF))
    with pikepdf.open(BytesIO(cleaned.data)) as document:
        everything = b"".join(
            item.read_bytes() if isinstance(item, pikepdf.Stream) else str(item).encode() for item in document.objects
        )
    for word in (b"Piet", b"geheim", b"alert", b"cmd.exe", b"Voorbeeld BV", b"Typst"):
        assert word not in everything


def test_cleaning_twice_gives_the_same() -> None:
    once = worker.clean(NAME, letter(Format.PDF))
    assert once.removed
    assert once.data == worker.clean(NAME, letter(Format.PDF)).data
    again = worker.clean(NAME, once.data)
    assert (again.removed, again.data) == ((), once.data)
    assert pdf_words(once.data) == pdf_words(letter(Format.PDF))


def test_a_locked_file_is_a_clear_error() -> None:
    with pikepdf.open(BytesIO(letter(Format.PDF))) as document:
        target = BytesIO()
        document.save(target, encryption=pikepdf.Encryption(user="geheim", owner="geheim"))
    with pytest.raises(DocumentError):
        worker.inspect(NAME, target.getvalue())


def test_the_source_of_a_document_is_told_and_read() -> None:
    def change(document: Pdf) -> None:
        attach(document)
        document.Root.AF[0].AFRelationship = Name.Source

    _, report = worker.inspect(NAME, changed(change))
    assert report.sources == ["geheim"]
    assert any("persoonsgegevens" in str(found.what) for found in report.findings)


def test_a_pdf_of_pictures_alone_has_nothing_to_read_aloud() -> None:
    with Pdf.new() as document:
        document.add_blank_page()
        target = BytesIO()
        document.save(target, deterministic_id=True)
    found = [str(each.what) for each in findings(target.getvalue())]
    assert "In deze PDF staat geen tekst: een voorleesprogramma heeft niets om voor te lezen." in found
    assert not any("geen tekst" in str(each.what) for each in findings(letter(Format.PDF)))


@pytest.mark.parametrize(("language", "told"), [("en-US", {"taal"}), ("nl-BE", set())])
def test_a_dutch_pdf_that_is_said_to_be_in_another_language_is_told(language: str, told: set[str]) -> None:
    def change(document: Pdf) -> None:
        document.Root.Lang = String(language)

    assert rules_of(changed(change)) & {"taal"} == told
