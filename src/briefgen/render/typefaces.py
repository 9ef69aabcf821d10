"""The fonts in a folder: which families and faces there are, and how high their lines are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from briefgen.errors import Message, msg

SHIPPED_FAMILY = "Liberation Sans"
FACES = ("Regular", "Bold", "Italic", "Bold Italic")
"""What a letter uses of a family."""
SAME_WIDTHS = {
    "Liberation Sans": "Arial",
    "Liberation Serif": "Times New Roman",
    "Liberation Mono": "Courier New",
    "Carlito": "Calibri",
    "Caladea": "Cambria",
    "Arimo": "Arial",
    "Tinos": "Times New Roman",
    "Cousine": "Courier New",
}
"""Free families whose letters are as wide as those of one that Word has: lines break alike."""
_RESTRICTED = 0x0002  # OS/2 fsType: not to be embedded without leave


@dataclass(frozen=True, slots=True)
class Line:
    """How far letters reach above and below the line they stand on, as parts of the type size."""

    above: float
    below: float

    @property
    def natural(self) -> float:
        """The height of a line without extra white."""
        return self.above + self.below


SHIPPED_LINE = Line(0.905, 0.212)
"""Of Liberation Sans, and of Arial."""


@dataclass(frozen=True, slots=True)
class Face:
    """One font file; `face` is one of `FACES`, or what the file calls itself. `fault`: why a letter cannot use it."""

    path: Path
    family: str
    face: str
    line: Line
    fault: Message | None = None


@cache
def faces(folder: Path) -> tuple[Face, ...]:
    """The fonts in `folder`, by name of file; none when there is no such folder. What is no font has a fault."""
    if not folder.is_dir():
        return ()
    paths = sorted(
        path for path in folder.iterdir() if path.suffix.lower() in {".ttf", ".otf", ".ttc", ".woff", ".woff2"}
    )
    return tuple(_face(path) for path in paths)


def _face(path: Path) -> Face:
    from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415 - heavy

    nothing = Line(0, 0)
    if path.suffix.lower() not in {".ttf", ".otf"}:
        return Face(path, "", "", nothing, msg("Een lettertype voor brieven is een .ttf- of .otf-bestand."))
    try:
        with TTFont(BytesIO(path.read_bytes()), lazy=True) as font:
            names, hhea, unit = font["name"], font["hhea"], font["head"].unitsPerEm
            family, face = names.getBestFamilyName() or "", names.getBestSubFamilyName() or ""
            line = Line(round(hhea.ascent / unit, 3), round(-hhea.descent / unit, 3))
            fault = None
            if "fvar" in font:
                fault = msg("Een variabel lettertype kan niet in een brief.")
            elif "OS/2" in font and font["OS/2"].fsType & 0x000F == _RESTRICTED:
                fault = msg("De licentie van dit lettertype verbiedt dat het in een PDF komt.")
    except (OSError, TTLibError, KeyError, AttributeError, ZeroDivisionError) as error:
        return Face(path, "", "", nothing, msg("Dit lettertype is niet te lezen ({reden}).", reden=error))
    return Face(path, family, {"Oblique": "Italic", "Bold Oblique": "Bold Italic"}.get(face, face), line, fault)


def missing(found: Iterable[Face], family: str) -> tuple[str, ...]:
    """The faces of `family` that a letter needs and that are not there; all four when the family is not."""
    there = {face.face for face in found if face.family == family and face.fault is None}
    return tuple(face for face in FACES if face not in there)
