"""Contrast between colours, as WCAG 2 counts it."""

from __future__ import annotations

ENOUGH = 4.5
ENOUGH_WHEN_LARGE = 3.0
LARGE, LARGE_WHEN_BOLD = 18.0, 14.0
"""Points from which letters are large."""
UNSEEN = 1.05
"""A contrast below which nobody sees that there is a letter."""

Colour = tuple[int, int, int]
BLACK: Colour = (0, 0, 0)
WHITE: Colour = (255, 255, 255)


def parse(text: str) -> Colour | None:
    """The colour that six hexadecimal digits name, or None for anything else ("auto")."""
    try:
        value = bytes.fromhex(text)
    except ValueError:
        return None
    return (value[0], value[1], value[2]) if len(value) == 3 else None


def written(colour: Colour) -> str:
    """The colour as six hexadecimal digits."""
    return bytes(colour).hex().upper()


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio, from 1 (the same) to 21 (black on white). Source: WCAG 2.1, relative luminance."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def enough(ratio: float, *, points: float, bold: bool) -> bool:
    """Whether letters of this size can be read at this contrast."""
    large = points >= (LARGE_WHEN_BOLD if bold else LARGE)
    return round(ratio, 2) >= (ENOUGH_WHEN_LARGE if large else ENOUGH)


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        value / 255 / 12.92 if value / 255 <= 0.04045 else ((value / 255 + 0.055) / 1.055) ** 2.4 for value in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
