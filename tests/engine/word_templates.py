"""Word templates for tests, built paragraph by paragraph: a sound letter, and ways to spoil it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docx.document import Document as Word
    from docx.text.paragraph import Paragraph

    Spoil = Callable[[Word], None]

SOUND = (
    "{% for regel in brief.afzender %}{{ regel }}{% if not loop.last %}, {% endif %}{% endfor %}",
    "{%p for regel in brief.geadresseerde %}",
    "{{ regel }}",
    "{%p endfor %}",
    "{{ brief.datumregel }}",
    "{%p for lijn in brief.kenmerken %}",
    "{{ lijn.label }} {{ lijn.waarde }}",
    "{%p endfor %}",
    "{{ brief.betreft.label }} {{ brief.betreft.waarde }}",
    "{{ brief.aanhef }}",
    "Op grond van {{ cite('jw:7.3.10') }} vraag ik om een afschrift van het dossier.",
    "{%p if kinderen | length > 1 %}",
    "Het gaat om {{ kinderen | map(attribute='naam') | opsomming }}.",
    "{%p else %}",
    "Het gaat om {{ kinderen[0].naam }}.",
    "{%p endif %}",
    "{%p if gemachtigde and gemachtigde.organisatie %}",
    "Namens {{ afzender.naam }} schrijft {{ gemachtigde.organisatie }}.",
    "{%p endif %}",
    "U hebt daarvoor {{ duur('avg-12-3') }}: tot en met {{ termijn('avg-12-3', datum).dag | met_dag }}.",
    "{%p for groep in brief.ondertekeningen %}",
    "{% for regel in groep %}{{ regel }} {% endfor %}",
    "{%p endfor %}",
    "{%p if brief.bijlagen %}",
    "{{ brief.bijlagen_label }} {{ brief.bijlagen | opsomming }}",
    "{%p endif %}",
)
TABLE = (
    ("Kind", "Geboren op"),
    ("{%tr for k in kinderen %}", ""),
    ("{{ k.naam }}", "{{ k.geboortedatum }}"),
    ("{%tr endfor %}", ""),
)
LAST = len(SOUND) + 1
"""The number of a paragraph that is added after those of the sound letter."""


def built(
    paragraphs: Sequence[str] = SOUND,
    *,
    table: Sequence[Sequence[str]] = TABLE,
    header: str = "{{ ontvanger.naam }}",
    spoil: Spoil | None = None,
) -> bytes:
    """A Word file of these paragraphs, a table after them and a header, changed by `spoil`."""
    document = Document()
    language("nl-NL")(document)
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        grid = document.add_table(rows=len(table), cols=len(table[0]))
        for row, texts in zip(grid.rows, table, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.paragraphs[0].text = text
    if header:
        document.sections[0].header.paragraphs[0].text = header
    if spoil is not None:
        spoil(document)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def adding(*texts: str) -> Spoil:
    """Add paragraphs at the end."""

    def spoil(document: Word) -> None:
        for text in texts:
            document.add_paragraph(text)

    return spoil


def in_cell(row: int, column: int, text: str) -> Spoil:
    """Write a text in a cell of the table."""

    def spoil(document: Word) -> None:
        document.tables[0].cell(row, column).paragraphs[0].text = text

    return spoil


def in_runs(*texts: str) -> Spoil:
    """Add a paragraph of several runs, every other one bold."""

    def spoil(document: Word) -> None:
        paragraph = document.add_paragraph()
        for number, text in enumerate(texts):
            paragraph.add_run(text).bold = bool(number % 2)

    return spoil


def wrapped(name: str, text: str, **attributes: str) -> Spoil:
    """Add a paragraph whose run is in an element such as ``w:ins``."""

    def spoil(document: Word) -> None:
        paragraph = document.add_paragraph("Tekst ")
        run = paragraph.add_run(text)._r
        around = OxmlElement(name)
        for key, value in attributes.items():
            around.set(qn(f"w:{key}"), value)
        run.addprevious(around)
        around.append(run)
        if name == "w:del":
            for node in run.iter(qn("w:t")):
                node.tag = qn("w:delText")

    return spoil


def control(properties: str, text: str) -> Spoil:
    """Add a paragraph with a content control."""

    def spoil(document: Word) -> None:
        xml = (
            f"<w:sdt {nsdecls('w')}><w:sdtPr>{properties}</w:sdtPr><w:sdtContent><w:r><w:t>{text}</w:t></w:r>"
            "</w:sdtContent></w:sdt>"
        )
        document.add_paragraph("Naam: ")._p.append(parse_xml(xml))

    return spoil


def field(instruction: str) -> Spoil:
    """Add a paragraph with a field of Word."""

    def spoil(document: Word) -> None:
        xml = f'<w:fldSimple {nsdecls("w")} w:instr="{instruction}"><w:r><w:t>x</w:t></w:r></w:fldSimple>'
        document.add_paragraph("Veld: ")._p.append(parse_xml(xml))

    return spoil


def comment(document: Word) -> None:
    """Add a remark in the margin."""
    paragraph = document.add_paragraph("Tekst met een opmerking.")
    document.add_comment(paragraph.runs, text="nog nakijken", author="Test")


def language(tag: str) -> Spoil:
    """Let the file say that its text is in this language; say nothing for an empty one."""

    def spoil(document: Word) -> None:
        (said,) = document.styles.element.iter(qn("w:lang"))
        if tag:
            said.set(qn("w:val"), tag)
        else:
            said.getparent().remove(said)

    return spoil


def linked_picture(document: Word) -> None:
    """Let the file fetch a picture from elsewhere."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    document.part.relate_to("https://example.org/logo.png", kind, is_external=True)


def over_a_link(document: Word) -> None:
    """Add a tag that begins before a hyperlink and ends in it."""
    paragraph: Paragraph = document.add_paragraph()
    paragraph.add_run("{{ afzender.")
    xml = f'<w:hyperlink {nsdecls("w")} w:anchor="x"><w:r><w:t>naam }}}}</w:t></w:r></w:hyperlink>'
    paragraph._p.append(parse_xml(xml))
