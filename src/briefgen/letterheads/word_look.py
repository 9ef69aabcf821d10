"""How the styles, the page and the pictures of a Word letterhead look, whatever way Word wrote it down.

Styles rest on styles and on defaults (ISO/IEC 29500-1, 17.7.2). Lengths are points, as Word shows them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.errors import OwnTemplateError
from briefgen.render.word_file import Part, W, WordFile, local, spots, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_DEEPEST = 40
_STANDARD_SIZE = 10.0
_NATURAL = 1.15
"""The height of an ordinary line of Arial and its like, times its size."""
_AUTO_WHITE = 14.0
_THEME = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"


@dataclass(frozen=True, slots=True)
class Look:
    """How a style looks. `line` is the height of a line; `left` and `hanging` are indents."""

    font: str
    size: float
    bold: bool
    colour: str
    before: float
    after: float
    line: float
    left: float
    right: float
    hanging: float
    aligned: str


@dataclass(frozen=True, slots=True)
class Box:
    """Where something stands on the page."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PictureFound:
    """A picture in a part of the file; `alternative` is None where there is none and it is not mere decoration.

    `data` is its file; empty for a drawing that is no picture, or one that is not in the file.
    """

    part: str
    alternative: str | None
    data: bytes


class WordLook:
    """The looks of one Word file. Raises OwnTemplateError when it is no sound Word file."""

    def __init__(self, data: bytes, where: str) -> None:
        self.file = WordFile(data, where)
        self.parts = self.file.parts()
        self.document = self.parts[0].root
        related = {kind: name for _, kind, name in self.file.relations(self.file.main)}
        self._tree = self._xml(related.get("styles"))
        self._theme = self._xml(related.get("theme"))
        self._settings = self._xml(related.get("settings"))
        styles = self._tree.iterfind(f"{W}style") if self._tree is not None else ()
        self._styles = {style.get(f"{W}styleId", ""): style for style in styles}
        self._names = {value(style.find(f"{W}name")).lower(): key for key, style in self._styles.items()}

    def _xml(self, name: str | None) -> _Element | None:
        try:
            return self.file.xml(name) if name else None
        except OwnTemplateError:
            return None

    def has(self, name: str) -> bool:
        """Whether there is a style of this name, as the file has it; Word shows its own names translated."""
        return name.lower() in self._names

    def parent(self, name: str) -> str:
        """The name of the style that a style rests on; empty for none."""
        style = self._styles.get(self._names.get(name.lower(), ""))
        above = None if style is None else self._styles.get(value(style.find(f"{W}basedOn")))
        return "" if above is None else value(above.find(f"{W}name"))

    def look(self, name: str) -> Look:
        """How the style `name` looks."""
        runs, paragraphs = (list(self._chain(name, kind)) for kind in ("rPr", "pPr"))

        def first(levels: list[_Element], path: str, attribute: str = "val") -> str:
            found = (value(level.find(f"{W}{path}"), attribute) for level in levels)
            return next((each for each in found if each), "")

        def toggled(path: str) -> bool:
            found = next((mark for level in runs if (mark := level.find(f"{W}{path}")) is not None), None)
            return found is not None and value(found) not in {"0", "false", "off"}

        def white(side: str) -> float:
            if first(paragraphs, "spacing", f"{side}Autospacing") in {"1", "true", "on"}:
                return _AUTO_WHITE
            return _number(first(paragraphs, "spacing", side)) / 20

        size = _number(first(runs, "sz")) / 2 or _STANDARD_SIZE
        left = first(paragraphs, "ind", "left") or first(paragraphs, "ind", "start")
        colour = first(runs, "color")
        return Look(
            font=self._font(runs),
            size=size,
            bold=toggled("b"),
            colour="000000" if colour in {"", "auto"} else colour.upper(),
            before=white("before"),
            after=white("after"),
            line=_line(first(paragraphs, "spacing", "line"), first(paragraphs, "spacing", "lineRule"), size),
            left=_number(left) / 20,
            right=_number(first(paragraphs, "ind", "right") or first(paragraphs, "ind", "end")) / 20,
            hanging=_number(first(paragraphs, "ind", "hanging")) / 20,
            aligned={"start": "left", "end": "right", "": "left"}.get(first(paragraphs, "jc"), first(paragraphs, "jc")),
        )

    def _chain(self, name: str, kind: str) -> Iterator[_Element]:
        key = self._names.get(name.lower(), "")
        for _ in range(_DEEPEST):
            style = self._styles.get(key)
            if style is None:
                break
            if (found := style.find(f"{W}{kind}")) is not None:
                yield found
            key = value(style.find(f"{W}basedOn"))
        if self._tree is not None:
            defaults = self._tree.find(f"{W}docDefaults/{W}{kind}Default/{W}{kind}")
            if defaults is not None:
                yield defaults

    def _font(self, runs: list[_Element]) -> str:
        for level in runs:
            fonts = level.find(f"{W}rFonts")
            if fonts is None:
                continue
            if theme := fonts.get(f"{W}asciiTheme"):
                kind = "majorFont" if theme.startswith("major") else "minorFont"
                latin = None if self._theme is None else self._theme.find(f".//{{{_THEME}}}{kind}/{{{_THEME}}}latin")
                if latin is not None:
                    return latin.get("typeface", "")
            if name := fonts.get(f"{W}ascii"):
                return name
        return "Times New Roman"

    @property
    def language(self) -> str:
        """The language of the text, where the file names one."""
        for level in self._chain("Normal", "rPr"):
            if found := value(level.find(f"{W}lang")):
                return found
        return ""

    @property
    def hyphenates(self) -> bool:
        """Whether Word breaks words off by itself."""
        mark = None if self._settings is None else self._settings.find(f"{W}autoHyphenation")
        return mark is not None and value(mark) not in {"0", "false", "off"}

    def page(self) -> dict[str, float]:
        """Size and margins of the page of the last section, under Word's own names."""
        sections = self.document.findall(f".//{W}sectPr")
        found: dict[str, float] = {}
        for path, names in (("pgSz", ("w", "h")), ("pgMar", ("top", "bottom", "left", "right"))):
            element = sections[-1].find(f"{W}{path}") if sections else None
            found |= {name: abs(_number(value(element, name))) / 20 for name in names}
        return found

    def box(self, tag: str) -> Box | None:
        """The frame of the paragraph with this tag, when it has one at a fixed place on the page."""
        for spot in spots(self.parts[0]):
            if tag not in spot.text:
                continue
            own = spot.element.find(f"{W}pPr/{W}framePr")
            style = value(spot.element.find(f"{W}pPr/{W}pStyle"))
            inherited = self._styles[style].find(f"{W}pPr/{W}framePr") if style in self._styles else None
            frame = inherited if own is None else own
            if frame is not None and {value(frame, "hAnchor"), value(frame, "vAnchor")} == {"page"}:
                left, top, width, height = (_number(value(frame, name)) / 20 for name in ("x", "y", "w", "h"))
                return Box(left, top, width, height)
        return None

    def holds(self, tag: str) -> bool:
        """Whether a paragraph of the body has this tag."""
        return any(tag in spot.text for spot in spots(self.parts[0]))

    def words(self, kind: str) -> tuple[str, ...]:
        """The lines in all parts of a kind ("header", "footer"), each once."""
        lines = (spot.text.strip() for part in self.parts if part.kind == kind for spot in spots(part))
        return tuple(dict.fromkeys(line for line in lines if line))

    def pictures(self) -> Iterator[PictureFound]:
        """The pictures in the text, headers and footers."""
        for part in self.parts:
            for about in part.root.iter(_PICTURE):
                told = (about.get("descr") or about.get("title") or "").strip()
                mere = any(mark.get("val") in {"1", "true"} for mark in about.iter(_DECORATIVE))
                yield PictureFound(part.kind, told or ("" if mere else None), self._picture(part, about))

    def _picture(self, part: Part, about: _Element) -> bytes:
        held = about.getparent()
        blip = None if held is None else next(held.iter(_BLIP), None)
        relation = "" if blip is None else blip.get(_EMBED, "")
        names = {number: name for number, _, name in self.file.relations(part.name)}
        return self.file.contents.get(names.get(relation, ""), b"")

    @property
    def first_page_differs(self) -> bool:
        """Whether page one has a header and footer of its own."""
        section = self.document.find(f".//{W}sectPr")
        mark = None if section is None else section.find(f"{W}titlePg")
        return mark is not None and value(mark) not in {"0", "false", "off"}

    @property
    def first_page_meant(self) -> bool:
        """Whether there is a header for page one, shown or not."""
        section = self.document.find(f".//{W}sectPr")
        found = () if section is None else section.iterfind(f"{W}headerReference")
        return any(value(reference, "type") == "first" for reference in found)

    @property
    def numbers_pages(self) -> bool:
        """Whether a header or footer has Word's own field for the number of the page."""
        around = [part.root for part in self.parts if part.kind in {"header", "footer"}]
        told = [value(field, "instr") for root in around for field in root.iter(f"{W}fldSimple")]
        told += [str(field.text or "") for root in around for field in root.iter(f"{W}instrText")]
        return any("PAGE" in words.split() for words in told)

    def used(self) -> frozenset[str]:
        """The ids of the styles that paragraphs and runs name."""
        marks = (f"{W}pStyle", f"{W}rStyle")
        return frozenset(value(mark) for part in self.parts for mark in part.root.iter(*marks))

    def style_id(self, name: str) -> str:
        """The id of the style `name`; empty where there is none."""
        return self._names.get(name.lower(), "")

    def style_ids(self) -> frozenset[str]:
        """The ids of all styles."""
        return frozenset(self._styles)

    def tracked(self) -> bool:
        """Whether there are tracked changes or comments."""
        names = {f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}commentReference"}
        return any(next(part.root.iter(*names), None) is not None for part in self.parts)

    def empty(self) -> int:
        """How many paragraphs between others are empty, and only there for white."""
        paragraphs = [child for child in self.document[0] if local(child) == "p"]
        return sum(not "".join(map(str, each.itertext())).strip() and next(each.iter(_PICTURE), None) is None
                   for each in paragraphs)  # fmt: skip


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _line(amount: str, rule: str, size: float) -> float:
    """The height of a line in points."""
    if not amount:
        return size * _NATURAL
    if rule in {"exact", "atLeast"}:
        height = _number(amount) / 20
        return height if rule == "exact" else max(height, size * _NATURAL)
    return _number(amount) / 240 * size * _NATURAL
