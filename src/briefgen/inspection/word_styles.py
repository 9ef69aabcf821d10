"""What a run and a paragraph of a Word file look like, through styles and defaults (ISO/IEC 29500-1, 17.7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.inspection import colours
from briefgen.inspection.colours import Colour
from briefgen.inspection.word_file import child, get, local, on

if TYPE_CHECKING:
    from lxml.etree import _Element

_DEEPEST = 40
"""Styles may rest on styles, but not for ever."""
_HIGHLIGHTS: dict[str, Colour] = {
    "black": (0, 0, 0),
    "blue": (0, 0, 255),
    "cyan": (0, 255, 255),
    "green": (0, 255, 0),
    "magenta": (255, 0, 255),
    "red": (255, 0, 0),
    "yellow": (255, 255, 0),
    "white": (255, 255, 255),
    "darkBlue": (0, 0, 128),
    "darkCyan": (0, 128, 128),
    "darkGreen": (0, 128, 0),
    "darkMagenta": (128, 0, 128),
    "darkRed": (128, 0, 0),
    "darkYellow": (128, 128, 0),
    "darkGray": (128, 128, 128),
    "lightGray": (192, 192, 192),
}
_STANDARD_SIZE = 10.0
"""Points, where a file names no size (ISO/IEC 29500-1, 17.3.2.38)."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks: `colour` and `background` are None where that is not sure; `points` is its size."""

    colour: Colour | None
    background: Colour | None
    points: float
    bold: bool
    hidden: bool
    font: str | None
    language: str | None


class Styles:
    """The styles of a file by their id, and the properties that hold through them."""

    def __init__(self, tree: _Element | None) -> None:
        self._styles: dict[str, _Element] = {}
        self._standard: dict[str, str] = {}
        self._run_defaults = child(tree, "docDefaults", "rPrDefault", "rPr")
        self._paragraph_defaults = child(tree, "docDefaults", "pPrDefault", "pPr")
        for style in tree if tree is not None else ():
            if local(style) != "style":
                continue
            name, kind = get(style, "styleId") or "", get(style, "type") or "paragraph"
            self._styles.setdefault(name, style)
            if get(style, "default") in {"1", "true", "on"}:
                self._standard.setdefault(kind, name)

    @property
    def language(self) -> str | None:
        """The language of text that names none."""
        for properties in (self._run_defaults, *self._chain(self._standard.get("paragraph"), "rPr")):
            if value := get(child(properties, "lang"), "val"):
                return value
        return None

    def name(self, style: str | None) -> str:
        """The name of a style, in lower case; Word translates names on the screen only."""
        return (get(child(self._styles.get(style or ""), "name"), "val") or style or "").lower()

    def _chain(self, style: str | None, properties: str) -> Iterator[_Element]:
        """The properties of a style and those it rests on, the nearest first."""
        for _ in range(_DEEPEST):
            found = self._styles.get(style or "")
            if found is None:
                return
            if (below := child(found, properties)) is not None:
                yield below
            style = get(child(found, "basedOn"), "val")

    def paragraph(self, paragraph: _Element, name: str) -> _Element | None:
        """The property `name` that holds for a paragraph."""
        own = child(paragraph, "pPr")
        style = get(child(own, "pStyle"), "val") or self._standard.get("paragraph")
        for properties in (own, *self._chain(style, "pPr"), self._paragraph_defaults):
            if (found := child(properties, name)) is not None:
                return found
        return None

    def _of_run(self, run: _Element, paragraph: _Element | None) -> list[_Element | None]:
        own = child(run, "rPr")
        style = get(child(own, "rStyle"), "val")
        of_paragraph = get(child(paragraph, "pPr", "pStyle"), "val") or self._standard.get("paragraph")
        return [
            own,
            *self._chain(style or self._standard.get("character"), "rPr"),
            *self._chain(of_paragraph, "rPr"),
            self._run_defaults,
        ]

    def look(self, run: _Element, paragraph: _Element | None, page: Colour = colours.WHITE) -> Look:
        """How `run` looks, in a paragraph and perhaps a cell, on a page of this colour."""
        levels = self._of_run(run, paragraph)

        def first(name: str) -> _Element | None:
            return next((found for level in levels if (found := child(level, name)) is not None), None)

        background = _background(levels, self._shades(paragraph), page)
        size = get(first("sz"), "val") or ""
        fonts = first("rFonts")
        return Look(
            colour=_colour(first("color"), background),
            background=background,
            points=int(size) / 2 if size.isdecimal() else _STANDARD_SIZE,
            bold=bool(on(first("b"))),
            hidden=bool(on(first("vanish"))),
            font=get(fonts, "ascii") or get(fonts, "hAnsi"),
            language=get(first("lang"), "val"),
        )

    def _shades(self, paragraph: _Element | None) -> Iterator[_Element | None]:
        """The shades behind a paragraph: its own, and that of the cell and table around it."""
        if paragraph is None:
            return
        yield self.paragraph(paragraph, "shd")
        above = paragraph.getparent()
        while above is not None:
            if local(above) == "tc":
                yield child(above, "tcPr", "shd")
            elif local(above) == "tbl":
                yield child(above, "tblPr", "shd")
                style = get(child(above, "tblPr", "tblStyle"), "val")
                for properties in self._chain(style, "tcPr"):
                    yield child(properties, "shd")
            above = above.getparent()

    def shaded_by_condition(self, table: _Element) -> bool:
        """Whether the style of a table colours some rows or columns, so that a background is not sure."""
        style = get(child(table, "tblPr", "tblStyle"), "val")
        for _ in range(_DEEPEST):
            found = self._styles.get(style or "")
            if found is None:
                return False
            if any(child(each, "tcPr", "shd") is not None for each in found if local(each) == "tblStylePr"):
                return True
            style = get(child(found, "basedOn"), "val")
        return False


def _background(levels: list[_Element | None], shades: Iterator[_Element | None], page: Colour) -> Colour | None:
    for level in levels:
        highlight = get(child(level, "highlight"), "val")
        if highlight and highlight != "none":
            return _HIGHLIGHTS.get(highlight)
        if (shade := child(level, "shd")) is not None and (found := _shade(shade, page)) != page:
            return found
    for shade in shades:
        if shade is not None and (found := _shade(shade, page)) != page:
            return found
    return page


def _shade(shade: _Element, page: Colour) -> Colour | None:
    """The colour of a shade: None where it is a pattern, whose colour is not sure."""
    if get(shade, "val") not in {"clear", "nil", None}:
        return colours.parse(get(shade, "color") or "") if get(shade, "val") == "solid" else None
    fill = get(shade, "fill") or "auto"
    return page if fill == "auto" else colours.parse(fill)


def _colour(element: _Element | None, background: Colour | None) -> Colour | None:
    value = get(element, "val") or "auto"
    if value != "auto":
        return colours.parse(value)
    if get(element, "themeColor"):
        return None
    if background is None:
        return None
    dark = colours.contrast(background, colours.WHITE) > colours.contrast(background, colours.BLACK)
    return colours.WHITE if dark else colours.BLACK  # what Word calls automatic
