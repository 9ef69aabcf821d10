"""What a page has beside the part that it shows: nobody sees it, and whoever copies the text or opens the file has it.

A page that was cut to size (CropBox) keeps all of its content, and the bundle takes that over.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

import pypdfium2.raw as pdfium

from briefgen.bundle.apart.stamping import Box
from briefgen.errors import Message, msg

SLACK = 1.0
"""Points: so far out, something is still on the edge."""
PICTURE = 20.0
"""Points of a picture that must be out of sight before it counts: many run a little over the edge of the paper."""


def hides(document: Any, index: int, box: Box, standing: Sequence[Box] | None) -> bool:
    """Whether page `index`, which shows `box`, has letters beside it, or part of a picture.

    `standing` is where something stands on it (None: anywhere).
    """
    if standing is not None and all(_reach(each, box) <= SLACK for each in standing):
        return False
    page = document[index]
    letters = page.get_textpage()
    try:
        images = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=1)
        return any(_reach(image.get_bounds(), box) > PICTURE for image in images) or any(
            _is_out(letters, number, box) for number in range(letters.count_chars())
        )
    finally:
        letters.close()
        page.close()


def told(pages: Sequence[int]) -> list[Message]:
    """What a person must know of such pages, which count from 1."""
    if not pages:
        return []
    return [
        msg(
            "Buiten het zichtbare deel staat nog tekst of beeld, dat anderen uit het bestand kunnen halen: bladzijde "
            "{bladzijden}. Mag dat niet, stuur dan een foto of scan van die bladzijde mee.",
            bladzijden=", ".join(map(str, pages)),
        )
    ]


def _reach(inner: Box, outer: Box) -> float:
    """How far `inner` comes out of `outer`, in points."""
    return max(outer[0] - inner[0], outer[1] - inner[1], inner[2] - outer[2], inner[3] - outer[3])


def _is_out(letters: Any, number: int, box: Box) -> bool:
    """Whether a letter stands wholly beside `box`; white space does not count."""
    if pdfium.FPDFText_GetUnicode(letters, number) <= ord(" ") or pdfium.FPDFText_IsGenerated(letters, number) == 1:
        return False
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not pdfium.FPDFText_GetCharBox(letters, number, left, right, bottom, top):
        return False
    return right.value < box[0] or top.value < box[1] or left.value > box[2] or bottom.value > box[3]
