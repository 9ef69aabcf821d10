"""Make templates/letterhead/letterhead.docx from templates/letterhead/house.yaml.

Run after every change to house.yaml (or here)::

    python tools/make_letterhead_docx.py [target.docx]

The result is an ordinary Word file that an office may open, edit and save. Equal house styles give
equal bytes: parts are stored uncompressed, times are fixed, and nothing of this machine is written.
Lengths in the house style are millimetres or points; Word wants twips (1/20 point).
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path
from typing import Any

import yaml
from lxml import etree

LETTERHEAD = Path(__file__).resolve().parent.parent / "templates" / "letterhead"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PACKAGE = "application/vnd.openxmlformats-package"
ROOTS = f'xmlns:w="{W}" xmlns:r="{R}"'
LANGUAGE = '<w:lang w:val="nl-NL" w:eastAsia="nl-NL" w:bidi="nl-NL"/>'
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

House = dict[str, Any]


def mm(length: float) -> int:
    return round(length * 1440 / 25.4)


def pt(length: float) -> int:
    return round(length * 20)


def spacing(before: float = 0, after: float = 0) -> str:
    """White above and below in points."""
    return f'<w:spacing w:before="{pt(before)}" w:after="{pt(after)}"/>'


def lines(height: float, before: float = 0, after: float = 0, rule: str = "atLeast") -> str:
    """The height of a line, and the white above and below the paragraph, in points.

    Between two paragraphs Word (since 2013) and LibreOffice leave the larger of the two whites.
    """
    return f'<w:spacing w:before="{pt(before)}" w:after="{pt(after)}" w:line="{pt(height)}" w:lineRule="{rule}"/>'


def ind(left: int, hanging: int = 0, right: int = 0) -> str:
    attributes = f' w:right="{right}"' if right else ""
    attributes += f' w:hanging="{hanging}"' if hanging else ""
    return f'<w:ind w:left="{left}"{attributes}/>'


def fonts(family: str) -> str:
    return f'<w:rFonts w:ascii="{family}" w:hAnsi="{family}" w:eastAsia="{family}" w:cs="{family}"/>'


def size(points: float) -> str:
    half = round(points * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def listed(number: int) -> str:
    return f'<w:numPr><w:numId w:val="{number}"/></w:numPr>'


def frame(box: House, left: float, width: float) -> str:
    """A text frame at a fixed place on the page, which grows when it must."""
    return (
        f'<w:framePr w:w="{mm(width)}" w:h="{mm(box["hoogte"])}" w:hRule="atLeast" w:hSpace="0"'
        ' w:wrap="around" w:vAnchor="page" w:hAnchor="page"'
        f' w:x="{mm(left)}" w:y="{mm(box["boven"])}"/>'
    )


def style(  # noqa: PLR0913 - a style has that many sides
    name: str,
    ppr: str = "",
    rpr: str = "",
    *,
    based: str = "Normal",
    follow: str = "",
    kind: str = "paragraph",
    rest: str = "",
    own: bool = False,
) -> str:
    """One style. Its id is its name in Word's own spelling ("heading 1" is Heading1)."""
    style_id = "".join(word[0].upper() + word[1:] for word in name.split())
    marks = ' w:customStyle="1"' if own else ""
    marks += ' w:default="1"' if name in ("Normal", "Normal Table", "Default Paragraph Font") else ""
    xml = f'<w:style w:type="{kind}"{marks} w:styleId="{style_id}"><w:name w:val="{name}"/>'
    if based and name != based:
        xml += f'<w:basedOn w:val="{based}"/>'
    if follow:
        xml += f'<w:next w:val="{follow}"/>'
    xml += '<w:uiPriority w:val="1"/><w:qFormat/>' if kind == "paragraph" else '<w:uiPriority w:val="99"/>'
    xml += f"<w:pPr>{ppr}</w:pPr>" if ppr else ""
    xml += f"<w:rPr>{rpr}</w:rPr>" if rpr else ""
    return f"{xml}{rest}</w:style>"


def styles(house: House) -> str:
    page, letter, above = house["pagina"], house["letter"], house["ruimte_boven"]
    text_width = page["breedte"] - page["marge_links"] - page["marge_rechts"]
    after, step, quote = house["alinea"]["na"], mm(house["lijst"]["inspringing"]), house["citaat"]
    grid, headings, follow = house["tabel"], house["koppen"], house["vervolgpagina"]
    column = mm(house["kenmerken"]["kolom"])
    columns = f'<w:tabs><w:tab w:val="left" w:pos="{column}"/></w:tabs>'
    sender, items = house["afzender"], house["lijst"]["na"]
    bold = "<w:b/><w:bCs/>"
    keep = "<w:keepNext/>"
    room = house["handtekening"]["ruimte"] * 72 / 25.4

    def shade(colour: str) -> str:
        return f'<w:color w:val="{colour}"/>'

    def address(points: float) -> str:
        # Exactly, for "at least" would give Arial its natural 1.15.
        return lines(points * house["adresregels"]["regelafstand"], rule="exact")

    def heading(name: str, look: House, level: int) -> str:
        ppr = f"{keep}<w:keepLines/>"
        ppr += lines(look["grootte"] * letter["regelafstand"], look["voor"], look["na"])
        ppr += f'<w:outlineLvl w:val="{level}"/>'
        return style(name, ppr, bold + size(look["grootte"]), follow="Brieftekst")

    def edge(side: str) -> str:
        return f'<w:{side} w:val="single" w:sz="{round(grid["lijn"] * 8)}" w:space="0" w:color="{grid["kleur_lijn"]}"/>'

    def cell(side: str, white: float) -> str:
        return f'<w:{side} w:w="{pt(white)}" w:type="dxa"/>'

    plain = fonts(letter["familie_word"]) + shade(letter["kleur"]) + size(letter["grootte"])
    across, down = grid["cel_horizontaal"], grid["cel_verticaal"]
    parts = [
        f"<w:docDefaults><w:rPrDefault><w:rPr>{plain}{LANGUAGE}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>",
        style("Normal", "<w:widowControl/>" + lines(letter["grootte"] * letter["regelafstand"])),
        style("Default Paragraph Font", kind="character", based=""),
        style(
            "Normal Table",
            kind="table",
            based="",
            rest='<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
            + cell("top", 0) + cell("left", 5.4) + cell("bottom", 0) + cell("right", 5.4)
            + "</w:tblCellMar></w:tblPr>",
        ),
        style(
            "Afzender",
            address(sender["grootte"]),
            shade(sender["kleur"]) + size(sender["grootte"]),
            own=True,
        ),
        style(
            "Afzender naam",
            address(sender["naam_grootte"]),
            bold + shade(letter["kleur"]) + size(sender["naam_grootte"]),
            based="Afzender",
            follow="Afzender",
            own=True,
        ),
        style("Geadresseerde", address(letter["grootte"]), own=True),
        style("Date"),
        style(
            "Kenmerk",
            columns + spacing(above["kenmerken"]) + ind(column, column) + "<w:contextualSpacing/>",
            own=True,
        ),
        style(
            "Title",
            f"{keep}<w:keepLines/>{columns}{spacing(above['betreft'])}{ind(column, column)}",
            bold,
            follow="Salutation",
        ),
        style("Salutation", keep + spacing(above["aanhef"], above["brieftekst"]), follow="Brieftekst"),
        style("Brieftekst", spacing(after=after), own=True),
        heading("heading 1", headings["niveau1"], 0),
        heading("heading 2", headings["niveau2"], 1),
        style("List Number", listed(1) + spacing(after=items), based="Brieftekst"),
        style("List Bullet", listed(2) + spacing(after=items), based="Brieftekst"),
        style("List Continue", spacing(after=items) + ind(step), based="Brieftekst"),
        style(
            "Quote",
            ind(mm(quote["inspringing"]), right=mm(quote["inspringing"])),
            based="Brieftekst",
            follow="Brieftekst",
        ),
        style("Tabeltekst", own=True),
        style("Tabelkop", keep, bold, based="Tabeltekst", own=True),
        style("Closing", keep + spacing(above["slotgroet"]), follow="Ondertekening"),
        style(
            "Ondertekening",
            f"{keep}<w:keepLines/>{spacing(room)}",
            follow="OndertekeningVervolg",
            own=True,
        ),
        style("Ondertekening vervolg", spacing(), based="Ondertekening", own=True),
        style("Bijlagekop", keep + spacing(above["bijlagen"]), follow="Bijlage", own=True),
        style("Bijlage", "<w:keepLines/>" + listed(3), own=True),
        style(
            "header",
            f'<w:tabs><w:tab w:val="right" w:pos="{mm(text_width)}"/></w:tabs>'
            + lines(follow["grootte"] * letter["regelafstand"]),
            shade(follow["kleur"]) + size(follow["grootte"]),
        ),
        style("Hyperlink", rpr=shade(letter["kleur_link"]), kind="character",
              based="DefaultParagraphFont"),
        style(
            "Table Grid",
            kind="table",
            based="NormalTable",
            rest="<w:tblPr><w:tblBorders>"
            + "".join(edge(side) for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
            + "</w:tblBorders><w:tblCellMar>"
            + cell("top", down) + cell("left", across) + cell("bottom", down) + cell("right", across)
            + "</w:tblCellMar></w:tblPr>",
        ),
    ]  # fmt: skip
    return f"<w:styles {ROOTS}>{''.join(parts)}</w:styles>"


def numbering(house: House) -> str:
    step = mm(house["lijst"]["inspringing"])
    face = f"<w:rPr>{fonts(house['letter']['familie_word'])}</w:rPr>"

    def abstract(number: int, linked: str, labels: list[tuple[str, str]]) -> str:
        levels = ""
        for level in range(9):
            form, text = labels[min(level, 1)]
            link = f'<w:pStyle w:val="{linked}"/>' if level == 0 else ""
            levels += (
                f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{link}'
                f'<w:lvlText w:val="{text.format(level + 1)}"/><w:lvlJc w:val="left"/>'
                f"<w:pPr>{ind(step * (level + 1), step)}</w:pPr>{face}</w:lvl>"
            )
        return (
            f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="0B21EF{number:02X}"/>'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        )

    numbers = [("decimal", "%{}."), ("lowerLetter", "%{}.")]
    lists = (
        abstract(1, "ListNumber", numbers)
        + abstract(2, "ListBullet", [("bullet", "•"), ("bullet", "–")])
        + abstract(3, "Bijlage", numbers)
    )
    lists += "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2, 3))
    return f"<w:numbering {ROOTS}>{lists}</w:numbering>"


def paragraph(style_id: str, runs: str = "", direct: str = "") -> str:
    """A paragraph; `direct` is formatting that its style does not have."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/>{direct}</w:pPr>{runs}</w:p>'


def run(text: str) -> str:
    parts = (f'<w:t xml:space="preserve">{part}</w:t>' if part else "" for part in text.split("\t"))
    return f"<w:r>{'<w:tab/>'.join(parts)}</w:r>"


def document(house: House) -> str:
    page = house["pagina"]
    width = page["breedte"] - page["marge_links"] - page["marge_rechts"]
    window = house["adresvenster"]
    # Each paragraph of a frame says so itself: LibreOffice passes over frames in styles.
    sender = frame(house["afzender"], page["marge_links"], width)
    boxes = {
        "AfzenderNaam": sender,
        "Afzender": sender,
        "Geadresseerde": frame(window, window["links"], window["breedte"]),
    }
    rows: list[tuple[str, ...]] = [
        ("AfzenderNaam", "{{ afzender[0] }}"),
        ("Afzender", "{%p for regel in afzender[1:] %}"),
        ("Afzender", "{{ regel }}"),
        ("Afzender", "{%p endfor %}"),
        ("Geadresseerde", "{%p for regel in geadresseerde %}"),
        ("Geadresseerde", "{{ regel }}"),
        ("Geadresseerde", "{%p endfor %}"),
        ("Date", "{{ datumregel }}"),
        ("Kenmerk", "{%p for kenmerk in kenmerken %}"),
        ("Kenmerk", "{{ kenmerk.label }}\t{{ kenmerk.waarde }}"),
        ("Kenmerk", "{%p endfor %}"),
        ("Title", "{{ betreft.label }}\t{{ betreft.waarde }}"),
        ("Salutation", "{{ aanhef }}"),
        ("Brieftekst", "{{p brief }}"),
        ("Closing", "{{ slotgroet }}"),
        ("OndertekeningVervolg", "{%p for ondertekening in ondertekeningen %}"),
        ("Ondertekening", "{{ ondertekening[0] }}"),
        ("OndertekeningVervolg", "{%p for regel in ondertekening[1:] %}"),
        ("OndertekeningVervolg", "{{ regel }}"),
        ("OndertekeningVervolg", "{%p endfor %}"),
        ("OndertekeningVervolg", "{%p endfor %}"),
        ("Normal", "{%p if bijlagen %}"),
        ("Bijlagekop", "{{ bijlagen_label }}"),
        ("Normal", "{%p for bijlage in bijlagen %}"),
        ("Normal", "{%p if loop.revindex == 2 %}"),
        ("Bijlage", "{{ bijlage }}", "<w:keepNext/>"),  # the last is not to stand alone on a page
        ("Normal", "{%p else %}"),
        ("Bijlage", "{{ bijlage }}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{%p endfor %}"),
        ("Normal", "{%p endif %}"),
        ("Normal", "{{p naschrift }}"),
    ]
    body = "".join(
        paragraph(style_id, run(text), "".join(direct) or boxes.get(style_id, "")) for style_id, text, *direct in rows
    )
    top = mm(house["vervolgpagina"]["boven"])
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/>'
        '<w:headerReference w:type="first" r:id="rId5"/>'
        f'<w:pgSz w:w="{mm(page["breedte"])}" w:h="{mm(page["hoogte"])}"/>'
        f'<w:pgMar w:top="{mm(page["marge_boven"])}" w:right="{mm(page["marge_rechts"])}"'
        f' w:bottom="{mm(page["marge_onder"])}" w:left="{mm(page["marge_links"])}"'
        f' w:header="{top}" w:footer="{top}" w:gutter="0"/><w:titlePg/></w:sectPr>'
    )
    return f"<w:document {ROOTS}><w:body>{body}{section}</w:body></w:document>"


SETTINGS = (
    f'<w:settings {ROOTS}><w:defaultTabStop w:val="709"/><w:autoHyphenation w:val="0"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
    ' w:val="15"/></w:compat><w:themeFontLang w:val="nl-NL"/><w:decimalSymbol w:val=","/>'
    '<w:listSeparator w:val=";"/></w:settings>'
)
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>Briefpapier</dc:title>'
    "<dc:creator>briefgen</dc:creator><cp:lastModifiedBy>briefgen</cp:lastModifiedBy>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:modified>'
    "<dc:language>nl-NL</dc:language></cp:coreProperties>"
)
APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>briefgen</Application></Properties>"
)


def relationships(*targets: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def letterhead(house: House) -> bytes:
    """Return the letterhead for a house style as the bytes of a Word file."""
    package = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"
    # On page one the header reaches down to the date, so that the frames of sender and recipient lie beside
    # no text: how text wraps round a frame differs between word processors.
    top = house["vervolgpagina"]
    reach = (house["datum"]["boven"] - top["boven"]) * 72 / 25.4
    room = spacing(after=reach - top["grootte"] * house["letter"]["regelafstand"])
    follow = run("{{ loopkop }}\t") + run("{{r paginering }}")
    parts = {
        "_rels/.rels": (
            relationships(
                (f"{R}/officeDocument", "word/document.xml"),
                (f"{package}/core-properties", "docProps/core.xml"),
                (f"{R}/extended-properties", "docProps/app.xml"),
            ),
            "",
        ),
        "word/document.xml": (document(house), f"{OFFICE}.document.main+xml"),
        "word/_rels/document.xml.rels": (
            relationships(
                (f"{R}/styles", "styles.xml"),
                (f"{R}/numbering", "numbering.xml"),
                (f"{R}/settings", "settings.xml"),
                (f"{R}/header", "header1.xml"),
                (f"{R}/header", "header2.xml"),
            ),
            "",
        ),
        "word/styles.xml": (styles(house), f"{OFFICE}.styles+xml"),
        "word/numbering.xml": (numbering(house), f"{OFFICE}.numbering+xml"),
        "word/settings.xml": (SETTINGS, f"{OFFICE}.settings+xml"),
        "word/header1.xml": (
            f"<w:hdr {ROOTS}>{paragraph('Header', follow)}</w:hdr>",
            f"{OFFICE}.header+xml",
        ),
        "word/header2.xml": (
            f"<w:hdr {ROOTS}>{paragraph('Header', direct=room)}</w:hdr>",
            f"{OFFICE}.header+xml",
        ),
        "docProps/core.xml": (CORE, f"{PACKAGE}.core-properties+xml"),
        "docProps/app.xml": (
            APP,
            "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        ),
    }
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    types += f'<Default Extension="rels" ContentType="{PACKAGE}.relationships+xml"/>'
    types += '<Default Extension="xml" ContentType="application/xml"/>'
    types += "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, (_, kind) in parts.items() if kind
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, xml in [("[Content_Types].xml", f"{types}</Types>")] + [
            (name, xml) for name, (xml, _) in parts.items()
        ]:
            etree.fromstring(xml)  # well-formed, or stop here
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            archive.writestr(entry, (DECLARATION + xml).encode())
    return target.getvalue()


def main() -> None:
    """Write the letterhead to the path given, or to its own place."""
    house = yaml.safe_load((LETTERHEAD / "house.yaml").read_text(encoding="utf-8"))
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else LETTERHEAD / "letterhead.docx"
    target.write_bytes(letterhead(house))


if __name__ == "__main__":
    main()
