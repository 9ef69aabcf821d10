"""The plain text of a Word file of the user's own: its words in reading order, with the labels of its lists."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from briefgen.render.word_file import Spot, W, WordFile, spots, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_WIDTH = 78
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def render(word: bytes, where: str) -> bytes:
    """Return the text of `word`, 78 columns wide: a header once at the start, a footer once at the end.

    A paragraph is apart by an empty line, unless Word leaves no room there either; the cells of a row share a line.
    """
    file = WordFile(word, where)
    parts = file.parts()
    labels = _Labels(file)
    blocks: list[str] = []
    for kinds in ({"header"}, {"document"}, {"footnotes", "endnotes"}, {"footer"}):
        for part in parts:
            if part.kind in kinds:
                blocks += _blocks(spots(part), labels)
    lines = [line.rstrip() for block in blocks for line in [*block.split("\n"), ""]]
    return "".join(f"{line}\n" for line in lines[:-1]).encode()


def _blocks(found: tuple[Spot, ...], labels: _Labels) -> list[str]:
    blocks: list[str] = []
    row: _Element | None = None
    for spot in found:
        if spot.repeated:
            continue
        label = labels.of(spot.element)
        text = spot.text.strip("\n")
        if not text.strip():
            continue
        shown = _wrapped(text, label)
        within = next(spot.element.iterancestors(f"{W}tr"), None)
        if within is not None and within is row:
            blocks[-1] = f"{blocks[-1]}\n{shown}"
        else:
            blocks.append(shown)
        row = within
    return blocks


def _wrapped(text: str, label: str) -> str:
    indent = " " * (len(label) + 1) if label else ""
    lines: list[str] = []
    for typed in text.replace("\t", "    ").split("\n"):
        start = indent if lines or not label else f"{label} "
        wrapped = textwrap.wrap(
            typed, _WIDTH, initial_indent=start, subsequent_indent=indent, break_long_words=False,
            break_on_hyphens=False, replace_whitespace=False,
        )  # fmt: skip
        lines += wrapped or [start.rstrip()]
    return "\n".join(lines)


class _Labels:
    """Counts the automatic lists of a file as Word does."""

    def __init__(self, file: WordFile) -> None:
        named = {kind: target for _, kind, target in file.relations(file.main) if target in file.contents}
        self._levels: dict[tuple[str, int], _Element] = {}
        self._lists: dict[str, _Element] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        if "numbering" in named:
            root = file.xml(named["numbering"])
            self._lists = {value(item, "numId"): item for item in root.iterfind(f"{W}num")}
            self._levels = {
                (value(form, "abstractNumId"), int(value(level, "ilvl"))): level
                for form in root.iterfind(f"{W}abstractNum")
                for level in form.iterfind(f"{W}lvl")
                if value(level, "ilvl").isdecimal()
            }
        self._styles: dict[str, _Element] = {}
        if "styles" in named:
            self._styles = {value(style, "styleId"): style for style in file.xml(named["styles"]).iterfind(f"{W}style")}

    def of(self, paragraph: _Element) -> str:
        """The label of the next paragraph, such as "1." or "•"; nothing when it is in no list."""
        found = self._numbering(paragraph)
        number = value(found.find(f"{W}numId")) if found is not None else ""
        if found is None or number not in self._lists:
            return ""
        depth = value(found.find(f"{W}ilvl"))
        level = int(depth) if depth.isdecimal() else 0
        form = value(self._lists[number].find(f"{W}abstractNumId"))
        if (form, level) not in self._levels:
            return ""
        counts = self._counted(number, form, level)
        text = value(self._levels[form, level].find(f"{W}lvlText"))
        if self._format(form, level) == "bullet":
            return "•" if level % 2 == 0 else "–"
        for deep, count in counts.items():
            text = text.replace(f"%{deep + 1}", _written(count, self._format(form, deep)))
        return text.strip()

    def _numbering(self, paragraph: _Element) -> _Element | None:
        found = paragraph.find(f"{W}pPr/{W}numPr")
        style = value(paragraph.find(f"{W}pPr/{W}pStyle"))
        for _ in range(10):  # styles that rest on each other
            if found is not None or style not in self._styles:
                break
            found = self._styles[style].find(f"{W}pPr/{W}numPr")
            style = value(self._styles[style].find(f"{W}basedOn"))
        return found

    def _counted(self, number: str, form: str, level: int) -> dict[int, int]:
        counts = self._counts.setdefault(form, {})
        if number not in self._begun:
            self._begun.add(number)
            for override in self._lists[number].iterfind(f"{W}lvlOverride"):
                start = value(override.find(f"{W}startOverride"))
                if start.isdecimal():
                    counts[int(value(override, "ilvl") or 0)] = int(start) - 1
        start = value(self._levels[form, level].find(f"{W}start"))
        counts[level] = counts.get(level, int(start) - 1 if start.isdecimal() else 0) + 1
        for deeper in [deep for deep in counts if deep > level]:
            del counts[deeper]
        return counts

    def _format(self, form: str, level: int) -> str:
        found = self._levels.get((form, level))
        return value(found.find(f"{W}numFmt")) if found is not None else ""


def _written(count: int, form: str) -> str:
    """A number of a list in letters or digits."""
    if form in {"lowerLetter", "upperLetter"}:
        text = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
    elif form in {"lowerRoman", "upperRoman"}:
        text, rest = "", count
        for worth, sign in _ROMAN:
            text += sign * (rest // worth)
            rest %= worth
    else:
        return str(count)
    return text.upper() if form.startswith("upper") else text
