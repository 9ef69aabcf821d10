"""Every judgment that ships, proved by what it says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen import resources
from briefgen.errors import CitationError
from briefgen.law.judgments import Judgment, Judgments, link, write
from briefgen.law.records import Certainty
from briefgen.law.sources import read_record

LAW = resources.folder("legal_refs")
PATHS = sorted((LAW / "judgments").glob("*.yaml"))


@pytest.fixture(scope="module")
def judgments() -> Judgments:
    return Judgments(LAW)


def test_there_are_judgments(judgments: Judgments) -> None:
    assert len(PATHS) >= 40
    assert [judgment.id for judgment in judgments] == [path.stem for path in PATHS]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_judgment_is_named_by_its_number(path: Path) -> None:
    judgment = read_record(path, Judgment)
    if judgment.applications:
        number = f"ehrm-{judgment.applications[0].replace('/', '-')}"
    else:
        number = "-".join(str(judgment.ecli).lower().split(":")[2:])
    assert judgment.id == path.stem == number


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_its_examples_are_what_the_writer_writes(path: Path) -> None:
    judgment = read_record(path, Judgment)
    assert judgment.examples == (write(judgment).replace("\u00a0", " "),)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_only_what_is_certain_may_be_cited(path: Path, judgments: Judgments) -> None:
    judgment = read_record(path, Judgment)
    if judgment.certainty is Certainty.FIRM:
        assert judgments.citable(judgment.id) == judgment
    else:
        with pytest.raises(CitationError):
            judgments.citable(judgment.id)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_dutch_judgment_has_a_link(path: Path) -> None:
    judgment = read_record(path, Judgment)
    assert (link(judgment) is not None) == (judgment.ecli is not None)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_summary_is_one_short_plain_sentence(path: Path) -> None:
    judgment = read_record(path, Judgment)
    assert len(judgment.short.split()) <= 25
    assert judgment.short.endswith(".")
    assert not set(judgment.cite_for) & set(judgment.not_for)
