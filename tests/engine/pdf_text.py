"""The text of a tagged PDF as a reader hears it: from its structure tree, without poppler."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator

INLINE = {"Span", "Link", "Strong", "Em"}
Key = tuple[Any, int]


def pdf_words(data: bytes) -> str:
    """Return the text of a tagged PDF in reading order, one line for each block.

    The labels of lists are in it; page headers and whatever else is an artifact are not, and neither is
    text that was left out of the structure tree. A line break that the layout made inside a word leaves
    the word whole.
    """
    with pikepdf.open(BytesIO(data)) as pdf:
        read = "".join(_read(pdf.Root.StructTreeRoot.K, None, _pieces(pdf)))
        return re.sub(r"\n{2,}", "\n", read).strip("\n")


def pdf_tags(data: bytes) -> list[tuple[str, str]]:
    """Return each block of the structure tree that has text of its own, as (tag, text), in order."""
    found: list[tuple[str, str]] = []

    def visit(node: Any, page: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:
                visit(child, page)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            page = node.get("/Pg", page)
            text = "".join(_read(node.get("/K"), page, pieces, own=True)).strip("\n")
            if text and not _inline(node):
                found.append((str(node.S)[1:], text))
            visit(node.get("/K"), page)

    with pikepdf.open(BytesIO(data)) as pdf:
        pieces = _pieces(pdf)
        visit(pdf.Root.StructTreeRoot.K, None)
    return found


def _pieces(pdf: pikepdf.Pdf) -> dict[Key, str]:
    """The text of every piece of marked content, by page and number."""
    pieces: dict[Key, str] = {}
    for page in pdf.pages:
        for mark, text in _marked(page):
            pieces[page.objgen, mark] = pieces.get((page.objgen, mark), "") + text
    return pieces


def _inline(node: Any) -> bool:
    return str(node.S)[1:] in INLINE


def _read(node: Any, page: Any, pieces: dict[Key, str], *, own: bool = False) -> Iterator[str]:
    """Yield the text under a node; with `own`, without that of blocks below it."""
    if node is None:
        return
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _read(child, page, pieces, own=own)
    elif isinstance(node, int):
        yield pieces.get((page.objgen, node), "")
    elif node.get("/Type") == "/MCR":
        yield pieces.get((node.get("/Pg", page).objgen, int(node.MCID)), "")
    elif "/S" in node:
        page = node.get("/Pg", page)
        if _inline(node):
            yield from _read(node.get("/K"), page, pieces, own=own)
        elif not own:
            yield "\n"
            yield from _read(node.get("/K"), page, pieces)
            yield "\n"


def _marked(page: Any) -> Iterator[tuple[int, str]]:
    """Yield the marked content of a page: its number and its text."""
    fonts = {name: _Font(font) for name, font in page.Resources.get("/Font", {}).items()}
    properties = page.Resources.get("/Properties", {})
    stack: list[tuple[int | None, bool]] = []
    font: _Font | None = None
    instructions: list[Any] = pikepdf.parse_content_stream(page)
    for operands, operator in instructions:
        match str(operator):
            case "BDC":
                entry = operands[1]
                entry = properties[str(entry)] if isinstance(entry, pikepdf.Name) else entry
                outer, spoken = stack[-1] if stack else (None, False)
                mark = int(entry.MCID) if "/MCID" in entry else outer
                if str(operands[0]) == "/Artifact":
                    mark = None
                elif "/ActualText" in entry and not spoken and mark is not None:
                    yield mark, str(entry.ActualText)
                    spoken = True
                stack.append((mark, spoken))
            case "BMC":
                stack.append((None, False))
            case "EMC":
                stack.pop()
            case "Tf":
                font = fonts[str(operands[0])]
            case "Tj" | "TJ":
                mark, spoken = stack[-1] if stack else (None, False)
                if mark is not None and not spoken and font is not None:
                    parts = operands[0] if str(operator) == "TJ" else operands
                    strings = (bytes(part) for part in parts if isinstance(part, pikepdf.String))
                    yield mark, "".join(map(font.text, strings))
            case _:
                pass


class _Font:
    """What the two-byte codes of an embedded font stand for."""

    def __init__(self, font: Any) -> None:
        self._texts: dict[int, str] = {}
        table = font.ToUnicode.read_bytes().decode("ascii")
        for body in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
            for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", body):
                self._texts[int(code, 16)] = _utf16(text)
        for body in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
            for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", body):
                for step in range(int(last, 16) - int(first, 16) + 1):
                    start = _utf16(text)
                    self._texts[int(first, 16) + step] = start[:-1] + chr(ord(start[-1]) + step)

    def text(self, codes: bytes) -> str:
        pairs = zip(codes[::2], codes[1::2], strict=True)
        return "".join(self._texts.get(high << 8 | low, "\ufffd") for high, low in pairs)


def _utf16(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-16-be")
