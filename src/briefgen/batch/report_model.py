"""What the report on a batch consists of, as values: sections with words, charts and tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart as SVG, and the same in words."""

    svg: str
    alternative: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `numbers` are the columns of which the cells stand to the right."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    paragraphs: tuple[str, ...] = ()
    figure: Figure | None = None
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The report as a value, for whatever shows it; `bodies` and `questions` are its tables in full."""

    date: date
    title: str
    subtitle: str
    page: str
    sections: tuple[Section, ...]
    bodies: Table
    questions: Table
