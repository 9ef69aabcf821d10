"""From Markdown to blocks: a closed set, and anything outside it is an error with its line.

Markdown is only ever the template author's. Values of the case are in the text as markers (see
`templating.Values`) and are put in after parsing, so nothing a person types can become markup.

Letters of one batch differ in their values and hardly in their text, so a text is parsed once, and a block with
the same values is the same block.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from briefgen.errors import ContentError, msg
from briefgen.letters.blocks import (
    Block,
    BulletList,
    Heading,
    Inline,
    NumberedList,
    PageBreak,
    Paragraph,
    Quotation,
    Table,
    Text,
)

MARKER = re.compile("\ue000(\\d+)\ue001")
_PARSER = MarkdownIt("commonmark").enable("table").disable("reference")  # a definition would swallow its words
_BLANK_LINES = re.compile(r"\n\s*\n\s*")
_CELL = re.compile(r"(?<!\\)\|")

Resolve = Callable[[int], Inline]


def read(markdown: str, resolve: Resolve, *, where: str, joined: Sequence[str] = ()) -> tuple[Block, ...]:
    """Read `markdown` into blocks; `resolve` gives the value behind a marker's number.

    After the words `joined` ("bijlage") a number or value stays on the same line. `where` names the
    template in errors. Raises ContentError for any construct outside the set.
    """
    return tuple(block for piece in _pieces(markdown, where, tuple(joined)) for block in piece.read(resolve))


@lru_cache(maxsize=16)
def _pieces(markdown: str, where: str, joined: tuple[str, ...]) -> tuple[_Piece, ...]:
    if joined:
        words = "|".join(re.escape(word) for word in joined)
        markdown = re.sub(rf"(?<!\w)({words}) (?=[\d\ue000])", "\\1\u00a0", markdown, flags=re.IGNORECASE)
    lines = markdown.splitlines()
    return tuple(_Piece(node, where, lines) for node in SyntaxTreeNode(_PARSER.parse(markdown)).children)


class _Piece:
    """A block of a parsed text, of which the values may still differ."""

    def __init__(self, node: SyntaxTreeNode, where: str, lines: Sequence[str]) -> None:
        self._node = node
        self._where = where
        self._lines = lines
        texts = (inner.content for inner in node.walk() if inner.type == "text")
        self._numbers = tuple(int(number) for text in texts for number in MARKER.findall(text))
        self._with = lru_cache(maxsize=8)(self._read)

    def read(self, resolve: Resolve) -> tuple[Block, ...]:
        try:
            values = tuple(map(resolve, self._numbers))
        except IndexError:  # a marker that the author typed: the reader says where
            return self._reader(resolve).blocks([self._node])
        return self._with(values)

    def _read(self, values: tuple[Inline, ...]) -> tuple[Block, ...]:
        return self._reader(dict(zip(self._numbers, values, strict=True)).__getitem__).blocks([self._node])

    def _reader(self, resolve: Resolve) -> _Reader:
        return _Reader(resolve, self._where, self._lines)


class _Reader:
    def __init__(self, resolve: Resolve, where: str, lines: Sequence[str]) -> None:
        self._resolve = resolve
        self._where = where
        self._lines = lines

    def blocks(self, nodes: Sequence[SyntaxTreeNode]) -> tuple[Block, ...]:
        return tuple(block for node in nodes for block in self._block(node))

    def _block(self, node: SyntaxTreeNode) -> tuple[Block, ...]:
        match node.type:
            case "paragraph":
                return self._paragraphs(self._inline(node.children))
            case "heading" if node.markup in {"#", "##"}:
                return (Heading(len(node.markup), self._inline(node.children)),)
            case "bullet_list":
                return (BulletList(self._items(node)),)
            case "ordered_list" if node.attrs.get("start", 1) == 1:
                return (NumberedList(self._items(node)),)
            case "blockquote":
                return (Quotation(self.blocks(node.children)),)
            case "table":
                return (self._table(node),)
            case "hr":
                return (PageBreak(),)
            case _:
                raise self._refusal(node)

    def _items(self, node: SyntaxTreeNode) -> tuple[tuple[Block, ...], ...]:
        return tuple(self.blocks(item.children) for item in node.children)

    def _table(self, node: SyntaxTreeNode) -> Table:
        sections = {section.type: section.children for section in node.children}
        head, *_ = sections["thead"]
        for row in sections.get("tbody", ()):
            line = self._lines[row.map[0]] if row.map else ""
            if len(_CELL.split(line.strip().strip("|"))) > len(head.children):
                raise self._refusal(row)  # Markdown would drop the cells that are too many
        return Table(
            head=tuple(self._inline(cell.children) for cell in head.children),
            rows=tuple(
                tuple(self._inline(cell.children) for cell in row.children) for row in sections.get("tbody", ())
            ),
        )

    @staticmethod
    def _paragraphs(content: tuple[Inline, ...]) -> tuple[Paragraph, ...]:
        """One paragraph, or several when a value in it has blank lines; none when there is no text."""
        paragraphs: list[list[Inline]] = [[]]
        for run in content:
            first, *rest = _BLANK_LINES.split(run.text) if isinstance(run, Text) else [run.text]
            paragraphs[-1].append(replace(run, text=first))
            paragraphs += [[replace(run, text=part)] for part in rest]
        kept = (tuple(run for run in paragraph if run.text) for paragraph in paragraphs)
        return tuple(Paragraph(runs) for runs in kept if runs)

    def _inline(
        self, nodes: Sequence[SyntaxTreeNode], *, strong: bool = False, emphasis: bool = False
    ) -> tuple[Inline, ...]:
        runs: list[Inline] = []
        for node in nodes:
            match node.type:
                case "inline":
                    runs += self._inline(node.children, strong=strong, emphasis=emphasis)
                case "text":
                    runs += self._text(node, strong=strong, emphasis=emphasis)
                case "softbreak":
                    runs.append(Text(" ", strong, emphasis))
                case "hardbreak":
                    runs.append(Text("\n", strong, emphasis))
                case "strong":
                    runs += self._inline(node.children, strong=True, emphasis=emphasis)
                case "em":
                    runs += self._inline(node.children, strong=strong, emphasis=True)
                case _:
                    raise self._refusal(node)
        return _merged(runs)

    def _text(self, node: SyntaxTreeNode, *, strong: bool, emphasis: bool) -> list[Inline]:
        pieces = MARKER.split(node.content)  # literal, number, literal, number, ...
        runs: list[Inline] = []
        for index, piece in enumerate(pieces):
            if index % 2 == 0:
                runs.append(Text(piece, strong, emphasis))
                continue
            try:
                value = self._resolve(int(piece))
            except IndexError:
                raise self._refusal(node) from None  # a marker that the author typed
            if isinstance(value, Text):
                value = replace(value, strong=strong, emphasis=emphasis)
            runs.append(value)
        return [run for run in runs if run.text]

    def _refusal(self, node: SyntaxTreeNode) -> ContentError:
        """The error for a construct that letters do not know, with the line it is in."""
        holder: SyntaxTreeNode | None = node
        breaks = 0
        while holder is not None and not holder.is_root and holder.map is None:
            breaks += sum(other.type in {"softbreak", "hardbreak"} for other in _before(holder))
            holder = holder.parent
        lines = holder.map if holder is not None and not holder.is_root else None
        number = (lines[0] if lines else 0) + breaks
        text = MARKER.sub("…", self._lines[number]) if number < len(self._lines) else ""
        return ContentError(
            msg("In de tekst «{tekst}» staat opmaak ({soort}) die een brief niet kent.", tekst=text, soort=node.type),
            where=self._where,
            mend=msg("Gebruik alleen koppen (#, ##), alinea's, lijsten, citaten, tabellen, **vet**, *cursief* en ---."),
        )


def _before(node: SyntaxTreeNode) -> Sequence[SyntaxTreeNode]:
    """The nodes that stand before `node` in its parent."""
    siblings = node.siblings
    return siblings[: next(index for index, other in enumerate(siblings) if other is node)]


def _merged(runs: Sequence[Inline]) -> tuple[Inline, ...]:
    """Join neighbouring runs of the same style, so that equal letters are equal values."""
    result: list[Inline] = []
    for run in runs:
        last = result[-1] if result else None
        if (
            isinstance(run, Text)
            and isinstance(last, Text)
            and (run.strong, run.emphasis) == (last.strong, last.emphasis)
        ):
            result[-1] = replace(last, text=last.text + run.text)
        else:
            result.append(run)
    return tuple(result)


def plain(content: Sequence[Inline]) -> str:
    """The words of inline content, without style."""
    return "".join(run.text for run in content)
