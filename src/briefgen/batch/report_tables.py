"""The tables of the report in full, for a spreadsheet: every letter, and every answer to a question."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from briefgen.batch import report_counts
from briefgen.batch.report_model import Table
from briefgen.batch.report_words import ReportWords
from briefgen.batch.sent import code
from briefgen.batch.status import Overview


def bodies(overview: Overview, words: ReportWords) -> Table:
    """A row for each letter."""
    rows = tuple(
        (
            code(standing.sent),
            standing.sent.name,
            standing.sent.province,
            "" if standing.sent.inhabitants is None else str(standing.sent.inhabitants),
            words.timings[standing.timing],
            standing.last.reply.kind.value if standing.last else "",
            _iso(standing.last.reply.day if standing.last else None),
            _iso(standing.answer.reply.day if standing.answer else None),
            _iso(standing.due),
            "" if standing.days is None else str(standing.days),
            standing.sent.nature,
            _iso(standing.confirmed),
            _iso(standing.extension.reply.until if standing.extension else None),
            " / ".join(answer.reply.note for answer in standing.answers if answer.reply.note),
            " ".join(answer.file for answer in standing.answers if answer.file),
        )
        for standing in overview.standings
    )
    return Table("", words.tables["csv"].columns, rows)


def questions(overview: Overview, words: ReportWords, texts: Mapping[int, str]) -> Table:
    """A row for each answer, question by question; `texts` are the words of the questions, as far as they are known."""
    rows = tuple(
        (str(number), texts.get(number, ""), code(sent), sent.name, sent.province, _iso(day), text)
        for sent, number, day, text in sorted(report_counts.to_questions(overview), key=lambda found: found[1])
    )
    return Table("", words.tables["csv_vragen"].columns, rows)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
