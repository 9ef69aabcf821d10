"""The report on paper, on screen and in a spreadsheet: one PDF, one HTML page that needs nothing else, two tables."""

from __future__ import annotations

import base64
import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from briefgen import files
from briefgen.batch.report_model import Report, Table
from briefgen.render import pdf
from briefgen.render.stationery import Stationery

_PAGE = "report.html"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def names(report_day: str) -> Mapping[str, str]:
    """How the files of a report of this day are called: "pdf", "html", "csv" and "vragen"."""
    stem = f"rapport-{report_day}"
    return {"pdf": f"{stem}.pdf", "html": f"{stem}.html", "csv": f"{stem}.csv", "vragen": f"{stem}-vragen.csv"}


def write(report: Report, folder: Path, *, templates: Path, letterhead: Stationery) -> tuple[Path, ...]:
    """Write the report into `folder`, in the place of one of the same day.

    `templates` is the ``templates`` folder. Raises OutputError; then nothing is half-written. Raises RenderError.
    """
    called = names(report.date.isoformat())
    contents = {
        folder / called["pdf"]: paper(report, letterhead),
        folder / called["html"]: page(report, templates),
        folder / called["csv"]: sheet(report.bodies),
    }
    if report.questions.rows:
        contents[folder / called["vragen"]] = sheet(report.questions)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        files.replace_all(contents, folder)
    except OSError as error:
        raise files.not_written(error, folder, option="--out") from error
    return tuple(contents)


def paper(report: Report, letterhead: Stationery) -> bytes:
    """The report as PDF/A-3a and PDF/UA-1; equal reports give equal bytes. Raises RenderError."""
    before, rest = report.page.split("{nummer}")
    between, after = rest.split("{totaal}")
    content = {
        "date": report.date.isoformat(),
        "title": report.title,
        "subtitle": report.subtitle,
        "page": [before, between, after],
        "sections": [
            {
                "heading": section.heading,
                "paragraphs": section.paragraphs,
                "figure": asdict(section.figure) if section.figure else None,
                "tables": [_drawn(table) for table in section.tables],
            }
            for section in report.sections
        ],
    }
    timestamp = int(datetime.combine(report.date, time(12), UTC).timestamp())
    inputs = {"report": json.dumps(content, ensure_ascii=False)}
    made, _ = pdf.compiled(letterhead, "report.typ", inputs, timestamp, verdict="pages")
    return made


def _drawn(table: Table) -> dict[str, Any]:
    return {
        "caption": table.caption,
        "head": table.head,
        "rows": table.rows,
        "numbers": sorted(table.numbers),
    }


def page(report: Report, templates: Path) -> bytes:
    """The report as one HTML page, charts within it; no script, and nothing to fetch."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - heavy

    environment = Environment(
        loader=FileSystemLoader(templates / "report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["inline"] = _inline
    return environment.get_template(_PAGE).render(report=report).encode()


def _inline(svg: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def sheet(table: Table) -> bytes:
    """The table as CSV for a Dutch spreadsheet: semicolons, and a mark that says UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows(map(_harmless, (table.head, *table.rows)))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _harmless(row: Sequence[str]) -> list[str]:
    """Cells that a spreadsheet does not take for a formula, whoever typed them; a number stays a number."""
    return [f"'{cell}" if cell.startswith(_FORMULA) and not cell.lstrip("-").isdecimal() else cell for cell in row]
