"""Letters of other people in Word, text, Markdown and mail: every passage with its place, links and remarks."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import docx as python_docx
import pytest
from document_files import W, docx, package, par, part, pdf, relations, run

from briefgen import documents
from briefgen.documents import Document
from briefgen.errors import DocumentError

URL = "https://wetten.overheid.nl/BWBR0034925"
DELETED = "<w:del><w:r><w:delText>artikel 1 </w:delText></w:r></w:del>"
INSERTED = f"<w:ins>{run('artikel 2 ')}</w:ins>"


def read(folder: Path, name: str, source: bytes) -> Document:
    path = folder / name
    path.write_bytes(source)
    return documents.read(path)


def seen(document: Document) -> list[tuple[str, str]]:
    return [(str(passage.place), passage.text) for passage in document.passages]


def linked(document: Document) -> list[tuple[str, str]]:
    return [
        (passage.text[link.start : link.end], link.target) for passage in document.passages for link in passage.links
    ]


def remarks(document: Document) -> str:
    return " ".join(map(str, document.remarks))


def complex_field(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_a_file_of_python_docx_is_read(tmp_path: Path) -> None:
    made = python_docx.Document()
    made.add_heading("Bezwaar", level=1)
    made.add_paragraph("Artikel 6:7 Awb.", style="List Number")
    table = made.add_table(rows=2, cols=2)
    table.cell(1, 1).text = "Artikel 4:13 Awb"
    made.sections[0].header.paragraphs[0].text = "Kop van de brief"
    made.sections[0].footer.paragraphs[0].text = "Voet van de brief"
    made.save(str(tmp_path / "brief.docx"))
    document = documents.read(tmp_path / "brief.docx")
    assert (document.name, document.kind, document.remarks) == ("brief.docx", "docx", ())
    assert seen(document) == [
        ("alinea 1", "Bezwaar"),
        ("alinea 2", "Artikel 6:7 Awb."),
        ("tabel 1, rij 2, kolom 2", "Artikel 4:13 Awb"),
        ("kopregel", "Kop van de brief"),
        ("voetregel", "Voet van de brief"),
    ]


def test_text_broken_over_runs_is_one_passage(tmp_path: Path) -> None:
    body = par("artikel 7.3.", "10", "<w:r><w:br/></w:r>", "Jeugd\u00adwet", "<w:r><w:noBreakHyphen/></w:r>", "zaak")
    assert seen(read(tmp_path, "a.docx", docx(body))) == [("alinea 1", "artikel 7.3.10\nJeugdwet\u2011zaak")]


def test_links_of_relations_and_field_codes(tmp_path: Path) -> None:
    body = (
        par("Zie ", f'<w:hyperlink r:id="rId5" w:anchor="a1">{run("artikel 3")}</w:hyperlink>', " Awb.")
        + par("Zie ", complex_field(f' HYPERLINK "{URL}" \\o "uitleg" ', run("artikel 4")), ".")
        + par("Zie ", f'<w:fldSimple w:instr="HYPERLINK {URL} \\l &quot;h5&quot;">{run("artikel 5")}</w:fldSimple>')
        + par("Zie ", complex_field("PAGE", run("6")), '<w:hyperlink w:anchor="hier">', "</w:hyperlink>")
        + par("Zie ", complex_field("HYPERLINK \\l &quot;hier&quot;", run("onder")))
    )
    document = read(tmp_path, "a.docx", docx(body, ("rId5", "hyperlink", URL)))
    assert linked(document) == [
        ("artikel 3", f"{URL}#a1"),
        ("artikel 4", URL),
        ("artikel 5", f"{URL}#h5"),
    ]
    assert [text for _, text in seen(document)] == [
        "Zie artikel 3 Awb.",
        "Zie artikel 4.",
        "Zie artikel 5",
        "Zie 6",
        "Zie onder",
    ]


def test_a_link_over_two_paragraphs_and_a_field_in_a_field(tmp_path: Path) -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    separate = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    first = f'{begin}<w:r><w:instrText>HYPERLINK "https://example.org/</w:instrText></w:r>'
    inner = f"{begin}<w:r><w:instrText>DOCPROPERTY x</w:instrText></w:r>{separate}{run('pad')}{end}"
    body = par(first, inner, '<w:r><w:instrText>"</w:instrText></w:r>', separate, "artikel 3") + par("Awb", end, " en")
    document = read(tmp_path, "a.docx", docx(body))
    assert linked(document) == [("artikel 3", "https://example.org/pad"), ("Awb", "https://example.org/pad")]
    assert [text for _, text in seen(document)] == ["artikel 3", "Awb en"]


def test_notes_comments_and_text_boxes(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{par('In het tekstvak.')}</w:txbxContent>"
    body = par(
        "Artikel 7.3.10",
        '<w:r><w:footnoteReference w:id="7"/></w:r>',
        '<w:r><w:endnoteReference w:id="3"/></w:r>',
        "<w:r><mc:AlternateContent>"
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>",
        " Jeugdwet",
    )
    link = f'<w:hyperlink r:id="rId1">{run("artikel 6:8")}</w:hyperlink>'
    document = read(
        tmp_path,
        "a.docx",
        docx(
            body,
            ("rId1", "footnotes", "footnotes.xml"),
            ("rId2", "endnotes", "endnotes.xml"),
            ("rId3", "comments", "/word/comments.xml"),
            parts={
                "word/footnotes.xml": part(
                    "footnotes",
                    f'<w:footnote w:id="-1">{par("streep")}</w:footnote>'
                    f'<w:footnote w:id="7">{par("Zie ", link)}</w:footnote>',
                ),
                "word/_rels/footnotes.xml.rels": relations(("rId1", "hyperlink", URL)),
                "word/endnotes.xml": part("endnotes", f'<w:endnote w:id="3">{par("Eindnoot.")}</w:endnote>'),
                "word/comments.xml": part("comments", f'<w:comment w:id="0">{par("Klopt dit?")}</w:comment>'),
            },
        ),
    )
    assert seen(document) == [
        ("alinea 1", "Artikel 7.3.10 Jeugdwet"),
        ("tekstvak 1", "In het tekstvak."),
        ("voetnoot 1", "Zie artikel 6:8"),
        ("eindnoot 1", "Eindnoot."),
        ("opmerking 1 in de kantlijn", "Klopt dit?"),
    ]
    assert linked(document) == [("artikel 6:8", URL)]


def test_tables_in_tables_and_wide_cells(tmp_path: Path) -> None:
    inner = f"<w:tbl><w:tr><w:tc>{par('Binnen')}</w:tc></w:tr></w:tbl>"
    wide = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    control = f"<w:sdt><w:sdtPr/><w:sdtContent><w:tc>{par('Drie')}</w:tc></w:sdtContent></w:sdt>"
    gone = "<w:tr><w:trPr><w:del/></w:trPr><w:tc>" + par("Weg") + "</w:tc></w:tr>"
    row = f"<w:tr><w:tc>{wide}{par('Een')}{inner}{par('Slot')}</w:tc>{control}</w:tr>"
    document = read(tmp_path, "a.docx", docx(f"<w:tbl>{gone}{row}</w:tbl>{par('Na')}"))
    assert seen(document) == [
        ("tabel 1, rij 1, kolom 1", "Een"),
        ("tabel 2, rij 1, kolom 1", "Binnen"),
        ("tabel 1, rij 1, kolom 1", "Slot"),
        ("tabel 1, rij 1, kolom 3", "Drie"),
        ("alinea 1", "Na"),
    ]
    assert "wijzigingen" in remarks(document)


def test_tracked_changes_are_read_as_accepted_and_told(tmp_path: Path) -> None:
    mark_removed = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    moved = f"<w:moveFrom>{run('oud ')}</w:moveFrom><w:moveTo>{run('nieuw ')}</w:moveTo>"
    body = par(DELETED, INSERTED, "Awb") + par(mark_removed, "artikel ") + par("3 Awb") + par(moved, "slot")
    document = read(tmp_path, "a.docx", docx(body))
    assert [text for _, text in seen(document)] == ["artikel 2 Awb", "artikel 3 Awb", "nieuw slot"]
    assert "bijgehouden wijzigingen" in remarks(document)
    assert read(tmp_path, "b.docx", docx(par("Awb"))).remarks == ()


def test_the_number_of_a_note_is_no_part_of_the_article(tmp_path: Path) -> None:
    high = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    document = read(tmp_path, "a.docx", docx(par("artikel 7.3.10", run("1", high), " Jeugdwet")))
    assert [text for _, text in seen(document)] == ["artikel 7.3.10¹ Jeugdwet"]


def test_what_a_word_file_holds_beside_text_is_told(tmp_path: Path) -> None:
    body = (
        par("<w:r><w:drawing><a:blip/></w:drawing></w:r>", "<w:r><w:object><o:OLEObject/></w:object></w:r>")
        + par("<w:r><w:pict><v:imagedata/></w:pict></w:r>")
        + '<w:altChunk r:id="rId9"/>'
    )
    told = remarks(read(tmp_path, "a.docx", docx(body)))
    assert "2 afbeeldingen" in told
    assert "objecten zijn niet gelezen: 1" in told
    assert "Ingevoegde bestanden zijn niet gelezen: 1" in told


def test_a_strict_file_is_read_too(tmp_path: Path) -> None:
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = part("document", f"<w:body>{par('Artikel 3', INSERTED)}</w:body>").replace(W.encode(), strict)
    document = read(tmp_path, "a.docx", docx("", parts={"word/document.xml": body}))
    assert [text for _, text in seen(document)] == ["Artikel 3artikel 2"]


@pytest.mark.parametrize(
    ("encoding", "remark"),
    [("utf-8", ""), ("utf-8-sig", ""), ("utf-16", ""), ("utf-32", ""), ("cp1252", "Windows-1252")],
)
def test_plain_text_in_every_usual_encoding(tmp_path: Path, encoding: str, remark: str) -> None:
    text = "Geachte lezer,\r\n\r\nOp grond van artikel 3\r\nAwb – één verzoek.\r\n\r\n\r\nGroet"
    document = read(tmp_path, "brief.TXT", text.encode(encoding))
    assert seen(document) == [
        ("regel 1", "Geachte lezer,"),
        ("regels 3-4", "Op grond van artikel 3\nAwb – één verzoek."),
        ("regel 7", "Groet"),
    ]
    assert remark in remarks(document)
    assert bool(document.remarks) == bool(remark)


def test_markdown_is_read_as_it_is_shown(tmp_path: Path) -> None:
    text = (
        f"# Bezwaar\n\nZie **artikel 3** van de\n[Awb]({URL}) en [zo][1].\n\n- een\n- twee\n\n| a | b |\n|---|---|\n"
        f"| c | d |\n\n![plaatje](x.png)\n\n[1]: https://example.org/\n[^2]: Awb\n"
    )
    document = read(tmp_path, "a.md", text.encode())
    assert seen(document) == [
        ("regel 1", "Bezwaar"),
        ("regels 3-4", "Zie artikel 3 van de\nAwb en zo."),
        ("regel 6", "een"),
        ("regel 7", "twee"),
        ("regel 9", "a"),
        ("regel 9", "b"),
        ("regel 11", "c"),
        ("regel 11", "d"),
        ("regel 13", "plaatje"),
        ("voetnoot 2", "Awb"),
    ]
    assert linked(document) == [("Awb", URL), ("zo", "https://example.org/")]
    assert "1 afbeelding" in remarks(document)


def mail(subject: str = "Bezwaar tegen artikel 3 Awb – één") -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "Sanne de Vries <sanne@example.org>"
    return message


def test_a_plain_mail(tmp_path: Path) -> None:
    message = mail()
    message.set_content("Goedendag,\n\nArtikel 6:7\nAwb.\n")
    assert seen(read(tmp_path, "a.eml", message.as_bytes())) == [
        ("onderwerp van het bericht", "Bezwaar tegen artikel 3 Awb – één"),
        ("bericht, regel 1", "Goedendag,"),
        ("bericht, regels 3-4", "Artikel 6:7\nAwb."),
    ]


def test_a_mail_in_two_forms_is_read_once_with_its_links(tmp_path: Path) -> None:
    message = mail()
    message.set_content("Artikel 6:7 Awb.\n")
    message.add_alternative(
        "<html><head><style>p {}</style></head><body><p>Zie\n  <b>artikel</b> 7.3.10<sup>1</sup> "
        f"<a href='{URL}'>van de <i>Jeugdwet</i></a>.</p><div>Twee<br>regels<div>drie</div>vier</div>"
        "<img src='x.png'><script>nee</script></body></html>",
        subtype="html",
    )
    document = read(tmp_path, "a.eml", message.as_bytes())
    assert seen(document)[1:] == [
        ("bericht, alinea 1", "Zie artikel 7.3.10¹ van de Jeugdwet."),
        ("bericht, alinea 2", "Twee\nregels"),
        ("bericht, alinea 3", "drie"),
        ("bericht, alinea 4", "vier"),
    ]
    assert linked(document) == [("van de Jeugdwet", URL)]
    assert "1 afbeelding" in remarks(document)


def test_attachments_are_read_one_level_deep(tmp_path: Path) -> None:
    deeper = mail("Dieper")
    deeper.set_content("Tekst van dieper.\n")
    deeper.add_attachment(b"Nog dieper.", maintype="text", subtype="plain", filename="diepst.txt")
    message = mail("Boven")
    message.set_content("Zie de bijlagen.\n")
    message.add_attachment(docx(par("In Word.")), maintype="application", subtype="zip", filename="briéf.docx")
    message.add_attachment(pdf("In PDF."), maintype="application", subtype="pdf", filename="brief.pdf")
    message.add_attachment("In tekst.", filename="brief.txt")
    message.add_attachment(deeper)
    message.add_attachment(b"\x89PNG....", maintype="image", subtype="png", filename="foto.png")
    message.add_attachment(b"PK\x03\x04 kapot", maintype="application", subtype="zip", filename="kapot.docx")
    document = read(tmp_path, "a.eml", message.as_bytes())
    assert seen(document) == [
        ("onderwerp van het bericht", "Boven"),
        ("bericht, regel 1", "Zie de bijlagen."),
        ("bijlage briéf.docx, alinea 1", "In Word."),
        ("bijlage brief.pdf, bladzijde 1", "In PDF."),
        ("bijlage brief.txt, regel 1", "In tekst."),
        ("bijlage Dieper, onderwerp van het bericht", "Dieper"),
        ("bijlage Dieper, bericht, regel 1", "Tekst van dieper."),
    ]
    told = remarks(document)
    assert "De bijlage foto.png is niet gelezen." in told
    assert "De bijlage kapot.docx is niet gelezen. Dit bestand is beschadigd" in told
    assert "De bijlage diepst.txt is niet gelezen." in told


def test_the_form_is_told_by_the_bytes_before_the_name(tmp_path: Path) -> None:
    assert read(tmp_path, "brief", docx(par("Awb"))).kind == "docx"
    assert read(tmp_path, "brief.txt", pdf("Awb")).kind == "pdf"
    assert read(tmp_path, "brief.docm", docx(par("Awb"))).kind == "docx"


@pytest.mark.parametrize(
    ("name", "source", "words"),
    [
        ("brief.xyz", b"tekst", ".docx, .pdf, .txt, .md en .eml"),
        ("brief.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Sla de brief op als Word-bestand"),
        ("brief.rtf", b"{\\rtf1 hallo}", "Sla de brief op als Word-bestand"),
        ("brief.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Sla het op als .eml"),
        ("brief.pdf", b"gewone tekst", "heet .pdf, maar is het niet"),
        ("brief.docx", b"gewone tekst", "heet .docx, maar is het niet"),
        ("brief.txt", b"\x00\x01\x02" * 50, "geen gewone tekst"),
        ("brief.txt", b" \n\n", "leeg"),
        ("brief.pdf", b"", "leeg"),
        ("brief.eml", b"\nhallo", "geen e-mailbericht"),
    ],
)
def test_what_cannot_be_read_is_said_with_the_mend(tmp_path: Path, name: str, source: bytes, words: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read(tmp_path, name, source)
    assert words in str(caught.value)
    assert caught.value.where == str(tmp_path / name)
    assert caught.value.exit_code == 1


def test_other_zip_files_are_named(tmp_path: Path) -> None:
    sheet = {"_rels/.rels": relations(("r", "officeDocument", "xl/workbook.xml")), "xl/workbook.xml": b"<workbook/>"}
    cases = {
        "a.odt": (package({"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument"),
        "a.pages": (package({"Index/Document.iwa": b"x"}), "Pages"),
        "a.zip": (package({"brief.txt": b"x"}), "zipbestand"),
        "a.xlsx": (package(sheet), "ander kantoorprogramma"),
    }
    for name, (source, words) in cases.items():
        with pytest.raises(DocumentError, match=words):
            read(tmp_path, name, source)
