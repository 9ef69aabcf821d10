"""The sender's page as a value: what its PDF and its plain text are made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Moment:
    """A day on the timeline, with what happens on it in a few words."""

    day: date
    shown: str
    label: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: its heading, and short paragraphs under it."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SenderSheet:
    """The page as a value; `timeline` is the text alternative of the picture of `moments`."""

    language: str
    date: date
    title: str
    do_not_send: str
    sections: tuple[Section, ...]
    timeline_heading: str
    moments: tuple[Moment, ...]
    timeline: tuple[str, ...]
