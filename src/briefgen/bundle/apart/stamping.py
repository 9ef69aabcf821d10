"""Where the stamp of an enclosure stands on a page: where nothing is, or else above the page, made a little smaller.

Lengths in points. A page is seen as it is shown: turned, with its lower left corner at (0, 0).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SIZE = 9.0
"""The type size of a stamp."""
PADDING_X, PADDING_Y = 4.0, 3.0
HEIGHT = SIZE * 1.117 + 2 * PADDING_Y
"""Of the frame around it; 1.117 is ascender and descender of Liberation Sans together."""
BASELINE = PADDING_Y + SIZE * 0.212
EDGES = (24.0, 14.0)
"""How far from the edge of the paper a stamp may stand; nearer and a printer may cut it off."""
CLEAR = 3.0
"""White that stays around a stamp."""
LINE = 0.6

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

A4 = (595.28, 841.89)
LARGE = 1191.0
"""The longer side of A3; what is larger is a scan in pixels or a poster, and is made to fit A4."""
SMALL = 298.0
"""A page with a shorter side is a receipt or a card: it is put on a sheet of A4."""


@dataclass(frozen=True, slots=True)
class Placing:
    """How a page comes on its sheet, and where its stamp stands."""

    width: float
    height: float
    matrix: Matrix
    """From the coordinates of the page to those of the sheet."""
    stamp: tuple[float, float]
    """The lower left corner of the stamp's frame."""


def upright(box: Box, turned: int) -> tuple[Matrix, float, float]:
    """The matrix that turns the page by `turned` degrees clockwise and puts its corner at (0, 0); width and height."""
    left, bottom, right, top = box
    width, height = right - left, top - bottom
    match turned % 360:
        case 90:
            return (0, -1, 1, 0, -bottom, right), height, width
        case 180:
            return (-1, 0, 0, -1, right, top), width, height
        case 270:
            return (0, 1, -1, 0, top, -left), height, width
        case _:
            return (1, 0, 0, 1, -left, -bottom), width, height


def moved(box: Box, matrix: Matrix) -> Box:
    """The box that encloses `box` after `matrix`."""
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (box[0], box[2]) for y in (box[1], box[3])]
    ys = [b * x + d * y + f for x in (box[0], box[2]) for y in (box[1], box[3])]
    return min(xs), min(ys), max(xs), max(ys)


def after(first: Matrix, scale: float, x: float, y: float) -> Matrix:
    """The matrix that does `first`, makes it `scale` times as large and moves it by x and y."""
    a, b, c, d, e, f = first
    return a * scale, b * scale, c * scale, d * scale, e * scale + x, f * scale + y


def place(box: Box, turned: int, drawn: Iterable[Box] | None, stamp_width: float) -> Placing:
    """Place a page and its stamp.

    `box` is what the page shows, `turned` its rotation in degrees, `drawn` where something stands in its own
    coordinates (None: anywhere). The stamp comes in a free corner, above before below and right before left;
    where no corner is free, the page is made smaller so that a strip above it is.
    """
    matrix, width, height = upright(box, turned)
    sheet = _sheet(width, height)
    if sheet != (width, height):
        room = (sheet[0] - 60, sheet[1] - 90) if max(width, height) <= LARGE else sheet
        scale = min(1.0, room[0] / width, room[1] / height)
        matrix = after(matrix, scale, (sheet[0] - width * scale) / 2, (sheet[1] - height * scale) / 2)
    width, height = sheet
    if drawn is not None:
        boxes = [moved(each, matrix) for each in drawn]
        for corner in _corners(width, height, stamp_width):
            if _free(corner, stamp_width, boxes):
                return Placing(width, height, matrix, corner)
    strip = HEIGHT + EDGES[1] + 2 * CLEAR
    scale = (height - strip) / height
    matrix = after(matrix, scale, width * (1 - scale) / 2, 0)
    return Placing(width, height, matrix, (width - EDGES[0] - stamp_width, height - EDGES[1] - HEIGHT))


def _sheet(width: float, height: float) -> tuple[float, float]:
    """The sheet for a page of this size."""
    if max(width, height) <= LARGE and min(width, height) >= SMALL:
        return width, height
    return A4 if height >= width else (A4[1], A4[0])


def _corners(width: float, height: float, stamp_width: float) -> Sequence[tuple[float, float]]:
    """Lower left corners of frames in the corners of the sheet, the best first."""
    right, left = width - EDGES[0] - stamp_width, EDGES[0]
    tops = [height - edge - HEIGHT for edge in EDGES]
    return [
        *((right, top) for top in tops),
        *((right, edge) for edge in EDGES),
        *((left, top) for top in tops),
        *((left, edge) for edge in EDGES),
    ]


def _free(corner: tuple[float, float], stamp_width: float, boxes: Iterable[Box]) -> bool:
    left, bottom = corner[0] - CLEAR, corner[1] - CLEAR
    right, top = corner[0] + stamp_width + CLEAR, corner[1] + HEIGHT + CLEAR
    return all(box[0] >= right or box[2] <= left or box[1] >= top or box[3] <= bottom for box in boxes)


def drawing(words: bytes, placing: Placing, stamp_width: float) -> bytes:
    """The operators that draw a stamp; `words` is a PDF string with its brackets, in the encoding of font "Stempel"."""
    x, y = placing.stamp
    return b"q 1 g 0.35 G %.2f w %.2f %.2f %.2f %.2f re B 0 g BT /Stempel %g Tf 1 0 0 1 %.2f %.2f Tm %b Tj ET Q" % (
        LINE,
        x,
        y,
        stamp_width,
        HEIGHT,
        SIZE,
        x + PADDING_X,
        y + BASELINE,
        words,
    )


def width_of(words: bytes, widths: Sequence[int]) -> float:
    """The width of a stamp with its frame; `widths` of the characters 0-255 in thousandths of the type size."""
    return sum(widths[code] for code in words) * SIZE / 1000 + 2 * PADDING_X
