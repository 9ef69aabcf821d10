"""What ships with briefgen, as the tests see it: samples, cases and the letters they give."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.papers import Format
from briefgen.pipeline import Draft, draft
from briefgen.workshop import Workshop

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted((ROOT / "samples").glob("*.yaml"))
CASES = sorted((ROOT / "tests" / "content" / "cases").glob("*.yaml"))
DAY = date(2026, 11, 21)
"""The day that samples and cases are dated."""


def letter_of(path: Path) -> str:
    """The letter a sample or case is for: its name up to "--"."""
    return path.stem.split("--", 1)[0]


@cache
def workshop() -> Workshop:
    """The shipped content, opened once."""
    return Workshop.open()


@cache
def drafted(path: Path, formats: Sequence[Format] = tuple(Format)) -> Draft:
    """The one letter that the sample or case at `path` is for."""
    (found,) = draft(workshop().read(path), [letter_of(path)], DAY, workshop(), formats)
    return found


def content(found: Draft, kind: Format) -> bytes:
    """One file of a draft."""
    return found.files[f"{found.stem}.{kind.value}"]
