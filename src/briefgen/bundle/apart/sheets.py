"""Pages of the bundle in the making: what a page shows as one form, and the stamp above it."""

from __future__ import annotations

from typing import Any

from pypdf.generic import PdfObject

from briefgen.bundle import objects
from briefgen.bundle.apart import stamping
from briefgen.bundle.apart.stamping import Box
from briefgen.bundle.job import PAGES_ROOT, STAMP_FONT, Job, Page
from briefgen.bundle.objects import Shelf, name
from briefgen.bundle.terms import NO_HITS, Hits


class Sheets:
    """The pages of one enclosure, in order."""

    def __init__(self, job: Job, shelf: Shelf) -> None:
        self._job = job
        self._shelf = shelf
        self.pages: list[Page] = []

    def add(
        self,
        drawn: PdfObject,
        box: Box,
        turned: int = 0,
        standing: list[Box] | None = None,
        *,
        unit: bool = False,
        picture: bool = False,
        hits: Hits = NO_HITS,
    ) -> None:
        """Add a page that shows `drawn`, a form in the coordinates of `box`, or a picture of one `unit`.

        `turned` is the rotation in degrees; `standing` is where something stands (None: anywhere); `hits` are the
        terms that were made unreadable on it.
        """
        number = len(self.pages) + 1
        words = self._job.stamp.replace("{bladzijde}", str(number)).encode("cp1252", "replace")
        wide = stamping.width_of(words, self._job.widths)
        placing = stamping.place(box, turned, standing, wide)
        matrix = placing.matrix
        if unit:
            left, bottom, right, top = box
            a, b, c, d, e, f = matrix
            w, h = right - left, top - bottom
            matrix = (a * w, b * w, c * h, d * h, e + a * left + c * bottom, f + b * left + d * bottom)
        literal = b"(" + words.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b")"
        tag = b"Figure" if picture else b"P"
        content = (
            b"/%b <</MCID 0>> BDC q %.5f %.5f %.5f %.5f %.4f %.4f cm /Blad Do Q EMC\n" % (tag, *matrix)
            + b"/Artifact <</Type /Pagination>> BDC "
            + stamping.drawing(literal, placing, wide)
            + b" EMC\n"
        )
        made = self._shelf.put(
            objects.dictionary(
                Type=name("Page"),
                Parent=objects.ref(PAGES_ROOT),
                MediaBox=objects.array([0, 0, round(placing.width, 2), round(placing.height, 2)]),
                Resources=objects.dictionary(
                    XObject=objects.dictionary(Blad=drawn),
                    Font=objects.dictionary(Stempel=objects.ref(STAMP_FONT)),
                ),
                Contents=self._shelf.put(objects.stream(content)),
                StructParents=self._job.first_key + number - 1,
                Tabs=name("S"),
            )
        )
        self.pages.append(Page(made.idnum, picture, hits))


def picture(data: bytes, width: int, height: int, **more: Any) -> PdfObject:
    """A picture as an object of a PDF; `more` are its colours and filter."""
    return objects.stream(data, Type=name("XObject"), Subtype=name("Image"), Width=width, Height=height, **more)
