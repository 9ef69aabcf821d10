"""Markdown as a reader sees it: a passage for each block, with its lines, and links with what they lead to."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from briefgen.documents.assembly import Collection, Draft
from briefgen.documents.notices import not_read
from briefgen.documents.plain import lines
from briefgen.errors import DocumentError, Message, msg

MAX_CHARACTERS = 1_000_000
"""Some 300 pages. The grammar makes some texts slow to read."""


def read_markdown(text: str, passages: Collection) -> tuple[Message, ...]:
    """Add the blocks of a text; return what was not read. HTML in it is text. Raises DocumentError."""
    if len(text) > MAX_CHARACTERS:
        raise DocumentError(
            msg("Dit Markdownbestand is groter dan {grootte} MB.", grootte=MAX_CHARACTERS // 1_000_000),
            mend=msg("Splits het, of geef alleen de brief zelf."),
        )
    references: dict[str, dict[str, dict[str, str]]] = {}
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(text, references)
    place, pictures = lines(1, 1), 0
    for token in tokens:
        if token.map:
            place = lines(token.map[0] + 1, token.map[1])
        if token.type in {"fence", "code_block"}:
            passages.add(token.content.strip(), place)
        draft = Draft()
        pictures += _add(token.children or (), draft)
        words, links = draft.take()
        passages.add(words, place, links)
    for label, reference in references.get("references", {}).items():
        if label.startswith("^"):  # a footnote of one word, which Markdown without footnotes takes for a link
            passages.add(reference["href"], msg("voetnoot {nummer}", nummer=label.removeprefix("^")))
    return not_read(pictures)


def _add(children: Sequence[Token], draft: Draft) -> int:
    """Add the text of one block; return how many pictures are in it."""
    targets: list[tuple[int, str]] = []
    pictures = 0
    for child in children:
        match child.type:
            case "softbreak" | "hardbreak":
                draft.add("\n")
            case "link_open":
                targets.append((draft.position, str(child.attrs.get("href", ""))))
            case "link_close":
                draft.link(*targets.pop())
            case kind:
                pictures += kind == "image"
                draft.add(child.content)
    return pictures
