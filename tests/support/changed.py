"""A sample or case with something changed in it, as tests of doors and checks need it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from shipped import CASES, DAY, SAMPLES, letter_of, workshop

from briefgen.facts.load import CaseFile, parse
from briefgen.letters.selection import Verdict
from briefgen.letters.sending import findings
from briefgen.pipeline import verdicts
from briefgen.render.repertoire import unprintable

Change = Callable[[dict[str, Any]], object]
"""Changes the data of a case file in place."""

FILES = {path.stem: path for path in [*SAMPLES, *CASES]}


def changed_case(path: Path, change: Change) -> CaseFile:
    """The case file at `path` with `change` made to it, read as a file would be."""
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - all scalars stay strings
    change(data)
    return parse(
        json.dumps(data, ensure_ascii=False),
        name="zaak.json",
        unprintable=lambda text: unprintable(text, workshop().letterhead),
    )


def judged(stem: str, change: Change) -> tuple[Verdict, CaseFile]:
    """The verdict of the letter that case `stem` is for, with `change` made to the case."""
    case = changed_case(FILES[stem], change)
    letter_id = letter_of(FILES[stem])
    return next(found for found in verdicts(case, DAY, workshop()) if found.spec.id == letter_id), case


def found_before_sending(stem: str, change: Change, *, english: bool = False) -> set[str]:
    """The ids of what is wrong with sending the letter of case `stem`, with `change` made to the case."""
    verdict, case = judged(stem, change)
    assert verdict.fits, verdict.reasons
    found = findings(
        verdict,
        workshop().recipients.resolve(case.facts).facts,
        DAY,
        general=workshop().checks,
        templates=workshop().templates,
        deadlines=workshop().deadlines,
        registry=workshop().registry,
        english=english,
    )
    return {finding.id for finding in found}
