"""The body of a letter as WordprocessingML.

The XML is written as strings, with every value escaped here and nothing parsed: a letter's words can
become neither markup nor a template. What a paragraph looks like is left to the letterhead's styles;
the only direct formatting is what no style can know (keep with next, indents of nested lists).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, assert_never

from briefgen.letters.blocks import (
    BulletList,
    Citation,
    Heading,
    NumberedList,
    PageBreak,
    Paragraph,
    Quotation,
    Table,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from briefgen.letters.blocks import Block, Inline

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
DEEPEST = 8
"""The deepest list level that Word numbers."""
SHORT = 400
"""The most characters of a paragraph that may move to the next page for what it introduces; as in the PDF."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What the body must know of the letterhead. Lengths are twips.

    `ids`, `before` and `after` give a style's id and the white above and below it by the style's name,
    `text_width` is the width between the margins, `step` the indent of one list level, `quote` those of
    a quotation left and right, `bulleted` the number of the bullet list in numbering.xml, and
    `first_free_list` the first number that the letterhead leaves free there.
    """

    ids: Mapping[str, str]
    before: Mapping[str, int]
    after: Mapping[str, int]
    text_width: int
    step: int
    quote: tuple[int, int]
    bulleted: str
    first_free_list: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: indents by quotations, and how many lists it is in, of each kind.

    `label` is the list and level that the next paragraph opens an item of, if it does.
    """

    left: int = 0
    right: int = 0
    quotes: int = 0
    numbers: int = 0
    bullets: int = 0
    label: tuple[str, int] | None = None

    @property
    def depth(self) -> int:
        return self.numbers + self.bullets


TOP = Place()


def escape(text: str) -> str:
    """Return `text` as XML character data, which is safe in a quoted attribute as well."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;")


def inner(text: str) -> str:
    """Return `text` for between ``<w:t>`` and ``</w:t>``: line breaks and tabs close and reopen it."""
    text = escape(text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\n" in text:
        text = text.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    if "\t" in text:
        text = text.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return text


def run(text: str, properties: str = "") -> str:
    """Return a run of literal text."""
    rpr = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{rpr}<w:t xml:space="preserve">{inner(text)}</w:t></w:r>'


class Body:
    """Writes blocks, and gathers the hyperlinks and lists that other parts of the file must declare.

    After `write`, `xml` holds the paragraphs and tables of the body and `annex` those that follow the
    signatures on a page of their own, `links` the relationship id of every address,
    and `lists` the number and level of every numbered list, each of which starts at 1.
    """

    def __init__(self, paper: Paper) -> None:
        self.links: dict[str, str] = {}
        self.lists: list[tuple[int, int]] = []
        self._paper = paper
        self._out: list[str] = []
        self._annex_from: int | None = None
        self._break_before = False
        self._after_table = False
        # Places in _out that wait for what is only known later: for keepNext of the newest paragraph
        # or table row, and for the spacing of the newest paragraph (with its white above).
        self._keep: list[int] = []
        self._spacing: tuple[int, str] | None = None

    @property
    def xml(self) -> str:
        return "".join(self._out[: self._annex_from])

    @property
    def annex(self) -> str:
        return "" if self._annex_from is None else "".join(self._out[self._annex_from :])

    def write(self, blocks: Sequence[Block], annex: Sequence[Block] = ()) -> None:
        """Write a whole body; its end is kept on one page with what follows it in the letterhead.

        A page break with nothing after it is passed over: it would leave the signature alone.
        """
        self._blocks(blocks, TOP)
        self._keep_with_next(whole=bool(blocks) and _short(blocks[-1]))
        if annex:
            self._annex_from = len(self._out)
            self._break_before, self._after_table = True, False
            self._blocks(annex, TOP)

    def _blocks(self, blocks: Sequence[Block], place: Place) -> None:
        for index, block in enumerate(blocks):
            match block:
                case Paragraph():
                    self._paragraph(self._style(place), block.content, place)
                    if index + 1 < len(blocks) and _introduces(block, blocks[index + 1]):
                        self._keep_with_next(whole=True)
                case Heading():
                    self._paragraph(f"heading {min(block.level, 2)}", block.content, place)
                case NumberedList() | BulletList():
                    self._list(block, place)
                case Quotation():
                    left, right = self._paper.quote
                    self._blocks(
                        block.blocks,
                        replace(place, left=place.left + left, right=place.right + right, quotes=place.quotes + 1),
                    )
                case Table():
                    self._table(block, place)
                case PageBreak():
                    self._break_before = True
                    continue
                case _:
                    assert_never(block)
            if place.label:
                place = replace(place, label=None)

    def _style(self, place: Place) -> str:
        if place.label:
            return "List Bullet" if place.label[0] == self._paper.bulleted else "List Number"
        if place.quotes:
            return "Quote"
        return "List Continue" if place.depth else "Brieftekst"

    def _paragraph(self, style: str, content: Iterable[Inline], place: Place = TOP) -> None:
        # (Word drops the white above a paragraph at the top of a page, but not where a break is asked for.)
        above = ' w:before="0"' if self._break_before else ""
        if self._after_table:
            above = above or f' w:before="{max(self._paper.before[style], self._paper.after["Brieftekst"])}"'
            self._after_table = False
        self._open(style)
        out = self._out
        if place.label:
            number, level = place.label
            out.append(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
        self._spacing = (len(out), above)
        out.append(f"<w:spacing{above}/>" if above else "")
        out.append(self._indent(style, place))
        out.append("</w:pPr>")
        self._inlines(content)
        out.append("</w:p>")

    def _open(self, style: str) -> None:
        out = self._out
        out.append(f'<w:p><w:pPr><w:pStyle w:val="{self._paper.ids[style]}"/>')
        self._keep = [len(out)]
        out.append("")
        if self._break_before:
            out.append("<w:pageBreakBefore/>")
            self._break_before = False

    def _keep_with_next(self, *, whole: bool = False) -> None:
        """Keep what was written last on one page with what follows: its last lines at least, or the `whole` of it."""
        for slot in self._keep:
            self._out[slot] = "<w:keepNext/><w:keepLines/>" if whole else "<w:keepNext/>"

    def _white_below(self, after: int) -> None:
        """Set the white below what was written last, unless that is a table."""
        if self._spacing:
            slot, above = self._spacing
            self._out[slot] = f'<w:spacing{above} w:after="{after}"/>'

    def _indent(self, style: str, place: Place) -> str:
        """Return the indent of a paragraph where it differs from that of its style or list."""
        step = self._paper.step
        if place.label:
            if place.depth == place.label[1] + 1 and not place.quotes:
                return ""
            left, hanging = place.left + step * place.depth, step
        else:
            if place.depth == (style == "List Continue") and place.quotes == (style == "Quote"):
                return ""
            left, hanging = place.left + step * place.depth, 0
        right = f' w:right="{place.right}"' if place.right else ""
        return f'<w:ind w:left="{left}"{right} w:hanging="{hanging}"/>'

    def _inlines(self, content: Iterable[Inline]) -> None:
        out = self._out
        for inline in content:
            if isinstance(inline, Citation):
                link = self.links.setdefault(inline.href, f"rIdLink{len(self.links) + 1}")
                style = f'<w:rStyle w:val="{self._paper.ids["Hyperlink"]}"/>'
                out.append(f'<w:hyperlink r:id="{link}" w:history="1">{run(inline.text, style)}</w:hyperlink>')
            else:
                properties = "<w:b/><w:bCs/>" if inline.strong else ""
                properties += "<w:i/><w:iCs/>" if inline.emphasis else ""
                out.append(run(inline.text, properties))

    def _list(self, block: NumberedList | BulletList, place: Place) -> None:
        paper = self._paper
        if isinstance(block, NumberedList):
            level = min(place.numbers, DEEPEST)
            number = paper.first_free_list + len(self.lists)
            self.lists.append((number, level))
            item_place = replace(place, numbers=place.numbers + 1, label=(str(number), level))
        else:
            level = min(place.bullets, DEEPEST)
            item_place = replace(place, bullets=place.bullets + 1, label=(paper.bulleted, level))
        for index, item in enumerate(block.items):
            if not item or not isinstance(item[0], Paragraph | Heading):
                # The label needs a paragraph of its own to stand in.
                self._paragraph(self._style(item_place), (), item_place)
                self._blocks(item, replace(item_place, label=None))
            else:
                self._blocks(item, item_place)
            if index in (0, len(block.items) - 2) and _holds(item, block.items[index + 1 : index + 2]):
                self._keep_with_next()
        if not place.depth:
            # After the whole list comes the white of a paragraph, not that between two items.
            self._white_below(paper.after["Brieftekst"])

    def _table(self, table: Table, place: Place) -> None:
        paper, out = self._paper, self._out
        if self._after_table:
            # Word would read two tables with nothing between them as one.
            self._paragraph("Tabeltekst", ())
        left = place.left + paper.step * place.depth
        widths = column_widths(table, paper.text_width - left - place.right)
        indent = f'<w:tblInd w:w="{left}" w:type="dxa"/>' if left else ""
        out.append(
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{paper.ids["Table Grid"]}"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>{indent}<w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
            ' w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>'
        )
        out.extend(f'<w:gridCol w:w="{width}"/>' for width in widths)
        out.append("</w:tblGrid>")
        for index, row in enumerate((table.head, *table.rows)):
            head = "<w:tblHeader/>" if index == 0 else ""
            out.append(f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>")
            slots: list[int] = []
            for width, content in zip(widths, row, strict=True):
                out.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>')
                self._paragraph("Tabeltekst" if index else "Tabelkop", content)
                slots += self._keep
                out.append("</w:tc>")
            self._keep = slots
            out.append("</w:tr>")
        out.append("</w:tbl>")
        self._after_table, self._spacing = True, None


def _introduces(paragraph: Paragraph, follow: Block) -> bool:
    """Whether a short paragraph leads in a list, quotation or table, so that it must stay with it."""
    return isinstance(follow, NumberedList | BulletList | Quotation | Table) and _short(paragraph)


def _holds(item: Sequence[Block], following: Sequence[Sequence[Block]]) -> bool:
    """Whether a first item, or the last but one, stays with the next: no first or last item stands alone on a page."""
    ends, begins = item[-1:], [block for after in following for block in after[:1]]
    return all(isinstance(block, Paragraph) for block in (*ends, *begins)) and bool(ends and begins) and _short(ends[0])


def _short(block: Block) -> bool:
    return isinstance(block, Paragraph) and sum(len(inline.text) for inline in block.content) <= SHORT


def column_widths(table: Table, room: int) -> list[int]:
    """Divide `room` twips over the columns: first their longest words, then where text still wraps."""
    rows = [["".join(inline.text for inline in cell) for cell in row] for row in (table.head, *table.rows)]
    columns = list(zip(*rows, strict=True))
    least = [max(_width(word) for text in column for word in ["", *text.split()]) for column in columns]
    most = [max(map(_width, column)) for column in columns]
    if sum(least) >= room:
        widths = [width * room // sum(least) for width in least]
    else:
        widths = least
        while wanting := [index for index, width in enumerate(widths) if width < most[index]]:
            share = (room - sum(widths)) // len(wanting)
            if not share:
                break
            for index in wanting:
                widths[index] += min(share, most[index] - widths[index])
        share = (room - sum(widths)) // len(widths)
        widths = [width + share for width in widths]
    widths[-1] += room - sum(widths)
    return widths


def _width(text: str) -> int:
    """Return about how many twips a cell needs for `text` on one line, in bold Arial of 10.5 points."""
    narrow = sum(map(text.count, " ijltf.,:;'()[]|-/I"))
    wide = sum(character.isupper() or character in "mw@%" for character in text)
    return 200 + narrow * 72 + wide * 155 + (len(text) - narrow - wide) * 120
