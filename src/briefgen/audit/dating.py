"""The date of a letter, from its date line: "Voorbeeldstad, 12 november 2026" or "Datum: 12-11-2026"."""

from __future__ import annotations

import re
from datetime import date
from itertools import islice

from briefgen.documents.model import Document
from briefgen.dutch import dates

_TOP = 40  # lines: letterhead, both addresses and references
_LINE = re.compile(
    r"(?:(?:datum|dagtekening)\s*:?\s*|[A-Z'\u2019][\w'\u2019. ()-]{1,40},\s*(?:de\s+|d\.d\.\s*)?)?"
    r"(?:(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)\s+)?"
    r"(?P<day>\d{1,2}\s+[a-z]+\s+\d{4}|\d{1,2}([-/.])\d{1,2}\2\d{4}|\d{4}-\d{1,2}-\d{1,2})\.?",
    re.IGNORECASE,
)


def letter_date(document: Document) -> date | None:
    """The day in the date line near the top of `document`, or None when there is none or more than one."""
    lines = (line.strip() for passage in document.passages for line in passage.text.splitlines())
    found = {day for line in islice(lines, _TOP) if (day := _day(line)) is not None}
    return found.pop() if len(found) == 1 else None


def _day(line: str) -> date | None:
    match = _LINE.fullmatch(line)
    if match is None:
        return None
    try:
        return dates.parse(" ".join(match["day"].split()))
    except ValueError:
        return None
