"""Make the Word letterheads of all shipped looks from their house.yaml, and the logo of the look for organisations.

Run after every change to a house.yaml (or to render/letterhead_*.py)::

    python tools/make_letterheads.py

Equal house styles give equal bytes; a test says whether what is committed is what this makes.
"""

from __future__ import annotations

from pathlib import Path

import typst

from briefgen.render import stationery
from briefgen.render.letterhead_making import made

LETTERHEAD = Path(__file__).resolve().parent.parent / "templates" / "letterhead"
LOGO = b"""
#set page(width: 54mm, height: 18mm, margin: 0mm, fill: none)
#let dark = rgb("#1B4B5A")
#let light = rgb("#7FA9B5")
#place(dx: 0mm, dy: 1mm, circle(radius: 8mm, fill: dark))
#place(dx: 10mm, dy: 1mm, circle(radius: 8mm, fill: light.transparentize(25%)))
#place(dx: 30mm, dy: 5.2mm, rect(width: 22mm, height: 2.2mm, fill: dark))
#place(dx: 30mm, dy: 10mm, rect(width: 15mm, height: 2.2mm, fill: light))
"""


def main() -> None:
    """Write the logo, and each letterhead beside its house style."""
    target = LETTERHEAD / stationery.LOOKS / "organisatie" / "logo.png"
    drawn = typst.compile(LOGO, format="png", ppi=300)
    assert isinstance(drawn, bytes)  # noqa: S101 - one page
    target.write_bytes(drawn)
    for name in stationery.looks(LETTERHEAD):
        opened = stationery.Stationery.open(stationery.found(name, LETTERHEAD), LETTERHEAD)
        (opened.folder / stationery.WORD).write_bytes(made(opened.house, opened.images))


if __name__ == "__main__":
    main()
