"""The sender's page as PDF (one page where the words allow it) and as plain text."""

from __future__ import annotations

import json
import textwrap
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from briefgen.render import pdf

if TYPE_CHECKING:
    from briefgen.letters.page import SenderSheet
    from briefgen.render.stationery import Stationery

_SIZES = (
    "10.5",
    "10",
    "9.5",
    "9",
    "8.5",
    "8",
)  # points; the largest at which all fits on one page, or else the smallest
_WIDTH = 78


def render(sheet: SenderSheet, letterhead: Stationery) -> bytes:
    """Return the page as PDF/A-3a and PDF/UA-1; equal pages give equal bytes.

    Its timeline is drawn, with the same days in words as its alternative text. Raises RenderError.
    """
    document = json.dumps(_data(sheet), ensure_ascii=False)
    timestamp = int(datetime.combine(sheet.date, time(12), UTC).timestamp())
    made = b""
    for size in _SIZES:
        made, pages = pdf.compiled(
            letterhead, "sheet.typ", {"sheet": document, "size": size}, timestamp, verdict="pages"
        )
        if pages == 1:
            break
    return made


def text(sheet: SenderSheet) -> bytes:
    """Return the page as plain text in UTF-8, with the days in words."""
    lines = [*textwrap.wrap(sheet.title, _WIDTH), "", *textwrap.wrap(sheet.do_not_send, _WIDTH)]
    if sheet.timeline:
        lines += ["", sheet.timeline_heading, *(f"- {line}" for line in sheet.timeline)]
    for section in sheet.sections:
        lines += ["", section.heading]
        for line in section.lines:
            lines += textwrap.wrap(line, _WIDTH, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False)
    return ("\n".join(lines).replace("\u00a0", " ") + "\n").encode()


def _data(sheet: SenderSheet) -> dict[str, Any]:
    return {
        "language": sheet.language.split("-", 1)[0],
        "date": sheet.date.isoformat(),
        "title": sheet.title,
        "do_not_send": sheet.do_not_send,
        "sections": [{"heading": section.heading, "lines": section.lines} for section in sheet.sections],
        "timeline_heading": sheet.timeline_heading,
        "timeline": sheet.timeline,
        "moments": [
            {"number": moment.day.toordinal(), "shown": moment.shown, "label": moment.label} for moment in sheet.moments
        ],
    }
