"""The styles and lists of a Word letterhead, made from the house style. Word wants twips: twentieths of a point."""

from __future__ import annotations

import math

from briefgen.render.house import Footer, HeadingLook, House, Place, Sender, Window

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ROOTS = f'xmlns:w="{WORD}" xmlns:r="{RELATIONS}"'
LANGUAGE = '<w:lang w:val="nl-NL" w:eastAsia="nl-NL" w:bidi="nl-NL"/>'
BOLD = "<w:b/><w:bCs/>"
KEEP = "<w:keepNext/>"
ALIGNED = {Place.LEFT: "left", Place.MIDDLE: "center", Place.RIGHT: "right"}
STANDARD = ("Normal", "Normal Table", "Default Paragraph Font")


def mm(length: float) -> int:
    """Millimetres as twips."""
    return _whole(length * 1440 / 25.4)


def pt(length: float) -> int:
    """Points as twips."""
    return _whole(length * 20)


def _whole(twips: float) -> int:
    """The nearest whole number, of two the lower: as in letterhead.typ."""
    return math.ceil(twips - 0.5)


def points(length: float) -> float:
    """Millimetres as points."""
    return length * 72 / 25.4


def spacing(before: float = 0, after: float = 0) -> str:
    """White above and below in points."""
    return f'<w:spacing w:before="{pt(before)}" w:after="{pt(after)}"/>'


def lines(height: float, before: float = 0, after: float = 0, rule: str = "atLeast") -> str:
    """The height of a line, and the white above and below the paragraph, in points.

    Between two paragraphs Word (since 2013) and LibreOffice leave the larger of the two whites.
    """
    return f'<w:spacing w:before="{pt(before)}" w:after="{pt(after)}" w:line="{pt(height)}" w:lineRule="{rule}"/>'


def ind(left: int, hanging: int = 0, right: int = 0) -> str:
    """Indents in twips."""
    attributes = f' w:right="{right}"' if right else ""
    attributes += f' w:hanging="{hanging}"' if hanging else ""
    return f'<w:ind w:left="{left}"{attributes}/>'


def align(place: Place) -> str:
    """Where lines stand between the margins; nothing for the left."""
    return "" if place is Place.LEFT else f'<w:jc w:val="{ALIGNED[place]}"/>'


def fonts(family: str) -> str:
    """A font for all scripts."""
    return f'<w:rFonts w:ascii="{family}" w:hAnsi="{family}" w:eastAsia="{family}" w:cs="{family}"/>'


def size(height: float) -> str:
    """A type size in points."""
    half = round(height * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def shade(colour: str) -> str:
    """A colour of letters."""
    return f'<w:color w:val="{colour}"/>'


def listed(number: int) -> str:
    """Membership of an automatic list."""
    return f'<w:numPr><w:numId w:val="{number}"/></w:numPr>'


def frame(box: Sender | Window, left: float, width: float) -> str:
    """A text frame at a fixed place on the page, which grows when it must."""
    return (
        f'<w:framePr w:w="{mm(width)}" w:h="{mm(box.height)}" w:hRule="atLeast" w:hSpace="0"'
        ' w:wrap="around" w:vAnchor="page" w:hAnchor="page"'
        f' w:x="{mm(left)}" w:y="{mm(box.top)}"/>'
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
    marks += ' w:default="1"' if name in STANDARD else ""
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
    """The styles part: all that letters use, and no more."""
    return (
        f"<w:styles {ROOTS}>{''.join((*_grounds(house), *_envelope(house), *_body(house), *_ending(house)))}</w:styles>"
    )


def _grounds(house: House) -> list[str]:
    """What all other styles rest on."""
    letter = house.type
    plain = fonts(letter.word_family) + size(letter.size)
    return [
        f"<w:docDefaults><w:rPrDefault><w:rPr>{plain}{LANGUAGE}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>",
        # The colour is not among the defaults: in tables LibreOffice puts those above the style of a link.
        style("Normal", "<w:widowControl/>" + lines(letter.size * letter.line_height), shade(letter.colour)),
        style("Default Paragraph Font", kind="character", based=""),
        style("Normal Table", kind="table", based="", rest=_table_properties("", 0, 5.4, indent=True)),
    ]


def _envelope(house: House) -> list[str]:
    """From the sender down to the salutation."""
    sender, above, subject = house.sender, house.above, house.subject
    column = mm(house.references.column)
    columns = f'<w:tabs><w:tab w:val="left" w:pos="{column}"/></w:tabs>'
    hung = ind(column, column)

    def address(height: float) -> str:
        # Exactly, for "at least" would give Arial its natural 1.15.
        return lines(height * house.address_lines.line_height, rule="exact")

    title = spacing(above.subject)
    if subject.size:
        title = lines(subject.size * house.type.line_height, above.subject)
    title = f"{title}{align(subject.place)}" if subject.place is not Place.LEFT else f"{columns}{title}{hung}"
    head = _head(house)
    return [
        style("Afzender", address(sender.size), shade(sender.colour) + size(sender.size), own=True),
        style(
            "Afzender naam", address(sender.name_size), BOLD + shade(house.head_colour) + size(sender.name_size),
            based="Afzender", follow="Afzender", own=True,
        ),
        style("Geadresseerde", address(house.address_size), _other_size(house), own=True),
        style("Date"),
        style("Kenmerk", columns + spacing(above.references) + hung + "<w:contextualSpacing/>", own=True),
        style(
            "Title", f"{KEEP}<w:keepLines/>{title}", BOLD + head + (size(subject.size) if subject.size else ""),
            follow="Salutation",
        ),
        style("Salutation", KEEP + spacing(above.salutation, above.body), follow="Brieftekst"),
    ]  # fmt: skip


def _other_size(house: House) -> str:
    """The type size of the recipient's address, where it differs from that of the text."""
    return "" if house.address_size == house.type.size else size(house.address_size)


def _head(house: House) -> str:
    """The colour of headings, where it differs from that of the text."""
    return "" if house.head_colour == house.type.colour else shade(house.head_colour)


def _body(house: House) -> list[str]:
    grid, after, items = house.tables, house.paragraphs.after, house.lists.after
    indent = mm(house.quotations.indent)

    def heading(name: str, look: HeadingLook, level: int) -> str:
        ppr = f"{KEEP}<w:keepLines/>" + lines(look.size * house.type.line_height, look.before, look.after)
        return style(
            name, f'{ppr}<w:outlineLvl w:val="{level}"/>', BOLD + _head(house) + size(look.size), follow="Brieftekst"
        )

    def edge(side: str) -> str:
        return f'<w:{side} w:val="single" w:sz="{round(grid.line * 8)}" w:space="0" w:color="{grid.line_colour}"/>'

    edges = "".join(edge(side) for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    return [
        style("Brieftekst", spacing(after=after), own=True),
        heading("heading 1", house.headings.first, 0),
        heading("heading 2", house.headings.second, 1),
        style("List Number", listed(1) + spacing(after=items), based="Brieftekst"),
        style("List Bullet", listed(2) + spacing(after=items), based="Brieftekst"),
        style("List Continue", spacing(after=items) + ind(mm(house.lists.indent)), based="Brieftekst"),
        style("Quote", ind(indent, right=indent), based="Brieftekst", follow="Brieftekst"),
        style("Tabeltekst", own=True),
        style("Tabelkop", KEEP, BOLD, based="Tabeltekst", own=True),
        style("Hyperlink", rpr=shade(house.type.link_colour), kind="character", based="DefaultParagraphFont"),
        style(
            "Table Grid", kind="table", based="NormalTable",
            rest=_table_properties(f"<w:tblBorders>{edges}</w:tblBorders>", grid.down, grid.across),
        ),
    ]  # fmt: skip


def _table_properties(borders: str, down: float, across: float, *, indent: bool = False) -> str:
    sides = (("top", down), ("left", across), ("bottom", down), ("right", across))
    cells = "".join(f'<w:{side} w:w="{pt(white)}" w:type="dxa"/>' for side, white in sides)
    start = '<w:tblInd w:w="0" w:type="dxa"/>' if indent else ""
    return f"<w:tblPr>{start}{borders}<w:tblCellMar>{cells}</w:tblCellMar></w:tblPr>"


def _ending(house: House) -> list[str]:
    """From the closing on, and what stands outside the text."""
    above, later, image = house.above, house.later_pages, house.signatures.image
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{mm(house.page.text_width)}"/></w:tabs>'
    found = [
        style("Closing", KEEP + spacing(above.closing), follow="Ondertekening"),
        style(
            "Ondertekening", f"{KEEP}<w:keepLines/>{spacing(points(house.signatures.room))}",
            follow="OndertekeningVervolg", own=True,
        ),
        style("Ondertekening vervolg", spacing(), based="Ondertekening", own=True),
        style("Bijlagekop", KEEP + spacing(above.enclosures), follow="Bijlage", own=True),
        style("Bijlage", "<w:keepLines/>" + listed(3), own=True),
        style(
            "header", tab + lines(later.size * house.type.line_height), shade(later.colour) + size(later.size),
        ),
    ]  # fmt: skip
    if image:
        # A letter of one point on the line: the picture stands on it, and gives the line its height.
        room = lines(1, points(house.signatures.room - image.height))
        found.append(style("Handtekening", KEEP + room, size(1), follow="Ondertekening", own=True))
    if house.footer:
        found.append(_footer(house.footer, house))
    return found


def _footer(footer: Footer, house: House) -> str:
    ppr = lines(footer.size * house.type.line_height) + align(footer.place)
    return style("footer", ppr, shade(footer.colour) + size(footer.size))


def numbering(house: House) -> str:
    """The automatic lists: numbers, bullets, and the list of enclosures."""
    step = mm(house.lists.indent)
    face = f"<w:rPr>{fonts(house.type.word_family)}</w:rPr>"

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
