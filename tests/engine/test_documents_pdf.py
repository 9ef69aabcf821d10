"""Letters of other people in PDF: passages that hold a citation together, links over their letters, what is no text."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from document_files import pdf

from briefgen import documents
from briefgen.documents import Document

SMALL = "#set page(width: 9cm, height: 9cm)\n"
URL = "https://wetten.overheid.nl/jci1.3:c:BWBR0034925&artikel=7.3.10"
FILLER = "Dit is een zin die de regel vult met gewone woorden. "


def read(folder: Path, source: bytes) -> Document:
    path = folder / "brief.pdf"
    path.write_bytes(source)
    return documents.read(path)


def seen(document: Document) -> list[tuple[str, str]]:
    return [(str(passage.place), " ".join(passage.text.split())) for passage in document.passages]


def linked(document: Document) -> list[tuple[str, str]]:
    return [
        (" ".join(passage.text[link.start : link.end].split()), link.target)
        for passage in document.passages
        for link in passage.links
    ]


def remarks(document: Document) -> str:
    return " ".join(map(str, document.remarks))


def edited(source: bytes, change: Any) -> bytes:
    stream = BytesIO()
    with pikepdf.open(BytesIO(source)) as made:
        change(made)
        made.save(stream)
    return stream.getvalue()


def with_image(made: Any, width: float = 200) -> None:
    """Lay a grey picture over the first page."""
    image = pikepdf.Stream(made, b"\x80" * 4, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
    image.Width, image.Height, image.BitsPerComponent, image.ColorSpace = 2, 2, 8, pikepdf.Name.DeviceGray
    page = made.pages[0]
    page.Resources.XObject = pikepdf.Dictionary(Im0=made.make_indirect(image))
    page.contents_add(f"q {width} 0 0 {width} 0 0 cm /Im0 Do Q".encode())


def test_paragraphs_headings_lists_and_tables_are_passages(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        pdf(
            f"= Bezwaar\n{FILLER * 3}\n\n{FILLER * 2}\n+ Eerste punt.\n+ Tweede punt.\n\n"
            "#table(columns: 2)[Een][Twee][Drie][Artikel 6:7 Awb]\n"
        ),
    )
    assert (document.kind, document.remarks) == ("pdf", ())
    assert seen(document) == [
        ("bladzijde 1", "Bezwaar"),
        ("bladzijde 1", (FILLER * 3).strip()),
        ("bladzijde 1", (FILLER * 2).strip()),
        ("bladzijde 1", "1. Eerste punt."),
        ("bladzijde 1", "2. Tweede punt."),
        ("bladzijde 1", "Een Twee"),
        ("bladzijde 1", "Drie Artikel 6:7 Awb"),
    ]


def test_a_citation_over_lines_stays_together_and_words_become_whole(tmp_path: Path) -> None:
    text = "Uithuisplaatsingsmachtiging en gegevensbeschermingseffectbeoordeling 😀 volgens artikel 7.3.10 van de Wet."
    assert seen(read(tmp_path, pdf(f"#set page(width: 7cm)\n{text}"))) == [("bladzijde 1", text)]


def test_a_sentence_goes_on_over_the_page_past_header_note_and_number(tmp_path: Path) -> None:
    numbers = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
    text = "".join(f"onder {word} staat artikel 7.3.10 van de Jeugdwet als grond, " for word in numbers)
    source = (
        '#set page(width: 9cm, height: 5cm, margin: 1cm, header: [Brief van Sanne de Vries], numbering: "1")\n'
        f"Begin.#footnote[Een noot.] {text}slot.\n"
    )
    document = read(tmp_path, pdf(source))
    found = seen(document)
    assert found[0][0] == "bladzijde 1"
    assert found[0][1] == f"Begin.¹ {text}slot."
    assert ("bladzijde 1", "¹Een noot.") in found
    assert found[-1] == ("bladzijde 1, kop- of voetregel", "Brief van Sanne de Vries")
    assert len(found) == 3


def test_pages_that_end_in_a_full_stop_stay_apart(tmp_path: Path) -> None:
    document = read(tmp_path, pdf(f"{SMALL}Klaar.\n#pagebreak()\nNieuw."))
    assert seen(document) == [("bladzijde 1", "Klaar."), ("bladzijde 2", "Nieuw.")]


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    words = "Artikel 7.3.10 van de Jeugdwet en nog veel meer woorden zonder einde "
    document = read(tmp_path, pdf(f"#set page(width: 12cm, height: 5cm, margin: 1cm, columns: 2)\n{words * 6}slot."))
    (found,) = seen(document)
    assert found[1] == f"{words * 6}slot."


def test_links_have_the_letters_under_them(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        pdf(
            f'{SMALL}Zie #link("{URL}")[artikel 7.3.10, derde lid, aanhef en onder b, van de Jeugdwet] en '
            '#link("https://example.org/een")[een] #link("https://example.org/twee")[twee].'
        ),
    )
    assert linked(document) == [
        ("artikel 7.3.10, derde lid, aanhef en onder b, van de Jeugdwet", URL),
        ("een", "https://example.org/een"),
        ("twee", "https://example.org/twee"),
    ]


def test_the_number_of_a_note_is_no_part_of_the_article(tmp_path: Path) -> None:
    for typographic in ("true", "false"):
        text = f"{SMALL}#set super(typographic: {typographic})\nArtikel 7.3.10#super[12] Jeugdwet van 2026."
        assert seen(read(tmp_path, pdf(text))) == [("bladzijde 1", "Artikel 7.3.10¹² Jeugdwet van 2026.")]


def test_a_page_without_text_is_told(tmp_path: Path) -> None:
    blank = edited(pdf(SMALL), with_image)
    assert "Gescand, geen tekst: bladzijde 1." in remarks(read(tmp_path, blank))
    drawn = pdf(f"{SMALL}#line(length: 3cm)")
    assert remarks(read(tmp_path, drawn)) == "Alleen lijnen, geen tekst: bladzijde 1."
    assert read(tmp_path, pdf(SMALL)).remarks == ()


def test_a_scan_with_a_page_number_is_told_and_a_logo_is_no_scan(tmp_path: Path) -> None:
    text = pdf(f"{SMALL}bladzijde 1")
    assert "Vooral een afbeelding" in remarks(read(tmp_path, edited(text, with_image)))
    told = remarks(read(tmp_path, edited(text, lambda made: with_image(made, 20))))
    assert told == "Er is 1 afbeelding; wat daarop staat, is niet gelezen."


def test_scanned_pages_are_told_as_ranges(tmp_path: Path) -> None:
    source = pdf(f"{SMALL}#line(length: 1cm)#pagebreak()#line(length: 1cm)#pagebreak()Tekst.#pagebreak()#line()")
    assert remarks(read(tmp_path, source)) == "Alleen lijnen, geen tekst: bladzijde 1-2, 4."


def test_notes_fields_and_files_in_a_pdf(tmp_path: Path) -> None:
    def change(made: Any) -> None:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents="Klopt artikel 3 Awb?"
        )
        box = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            Rect=[9, 9, 50, 30],
            FT=pikepdf.Name.Tx,
            T="a",
            V="Zélf",
        )
        box = made.make_indirect(box)
        made.Root.AcroForm = made.make_indirect(pikepdf.Dictionary(Fields=[box]))
        made.pages[0].Annots = made.make_indirect([made.make_indirect(note), box])
        made.attachments["bijlage.txt"] = b"meer"

    document = read(tmp_path, edited(pdf(f"{SMALL}Tekst."), change))
    assert seen(document) == [
        ("bladzijde 1", "Tekst."),
        ("bladzijde 1, opmerking", "Klopt artikel 3 Awb?"),
        ("bladzijde 1, formulierveld", "Zélf"),
    ]
    assert remarks(document) == "Bestanden in het PDF-bestand zijn niet gelezen: 1."


def test_letters_without_a_meaning_are_told(tmp_path: Path) -> None:
    def change(made: Any) -> None:
        for font in made.pages[0].Resources.Font.values():
            del font.ToUnicode

    told = remarks(read(tmp_path, edited(pdf(f"{SMALL}Een brief."), change)))
    assert "niet te lezen: bladzijde 1" in told


@pytest.mark.parametrize("owner_only", [True, False])
def test_a_pdf_that_opens_without_a_password_is_read(tmp_path: Path, owner_only: bool) -> None:  # noqa: FBT001 - a case
    stream = BytesIO()
    with pikepdf.open(BytesIO(pdf("Artikel 3 Awb."))) as made:
        made.save(stream, encryption=pikepdf.Encryption(owner="geheim" if owner_only else "", user=""))
    assert seen(read(tmp_path, stream.getvalue())) == [("bladzijde 1", "Artikel 3 Awb.")]
