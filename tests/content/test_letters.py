"""Every letter that ships: its catalogue entry, its text, and the letters its cases give."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from docx_text import docx_words
from pdf_text import pdf_words
from shipped import CASES, DAY, ROOT, SAMPLES, content, drafted, letter_of, workshop

from briefgen.facts.fields import chain
from briefgen.law.records import Certainty
from briefgen.letters.blocks import Citation
from briefgen.papers import Format
from briefgen.pipeline import verdicts

LETTERS = workshop().catalogue.ids
GOLDEN = ROOT / "tests" / "content" / "golden"
CITE = re.compile(r"cite\(\"([^\"]+)\"")


def _text(path: Path) -> str:
    return content(drafted(path), Format.TXT).decode()


def _stem(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("letter_id", LETTERS)
def test_catalogue_entry_has_its_folders_name(letter_id: str) -> None:
    assert workshop().catalogue.spec(letter_id).id == letter_id


@pytest.mark.parametrize("letter_id", LETTERS)
def test_letter_cites_exactly_what_it_declares(letter_id: str) -> None:
    source = (workshop().catalogue.root / letter_id / "letter.md").read_text(encoding="utf-8")
    assert set(CITE.findall(source)) == set(workshop().catalogue.spec(letter_id).cites)


@pytest.mark.parametrize("letter_id", LETTERS)
def test_letter_cites_only_records_that_were_read_twice(letter_id: str) -> None:
    registry = workshop().registry
    cited = {id_: registry.article(id_).versions[-1].checked for id_ in workshop().catalogue.spec(letter_id).cites}
    assert cited
    assert [id_ for id_, checked in cited.items() if checked.second_reading is None] == []


@pytest.mark.parametrize("letter_id", LETTERS)
def test_what_a_letter_needs_exists_in_the_model(letter_id: str) -> None:
    spec = workshop().catalogue.spec(letter_id)
    for path in [*(need.path for need in spec.needs), *spec.welcome, *spec.destination.sources]:
        assert chain(path), path


@pytest.mark.parametrize("letter_id", LETTERS)
def test_letter_named_instead_exists(letter_id: str) -> None:
    for condition in workshop().catalogue.spec(letter_id).conditions:
        assert condition.instead is None or condition.instead in LETTERS


@pytest.mark.parametrize("letter_id", LETTERS)
def test_letter_has_a_sample(letter_id: str) -> None:
    assert ROOT / "samples" / f"{letter_id}.yaml" in SAMPLES


@pytest.mark.parametrize("path", SAMPLES, ids=_stem)
def test_only_the_letter_of_a_sample_fits_it(path: Path) -> None:
    found = verdicts(workshop().read(path), DAY, workshop())
    assert [verdict.spec.id for verdict in found if verdict.fits] == [letter_of(path)]


@pytest.mark.parametrize("path", [*SAMPLES, *CASES], ids=_stem)
def test_letter_reads_as_its_golden_text(path: Path) -> None:
    golden = GOLDEN / f"{path.stem}.txt"
    text = _text(path)
    if os.environ.get("UPDATE_GOLDEN") == "1":
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8"), "changed on purpose? run with UPDATE_GOLDEN=1 and read the diff"


def test_every_golden_text_has_its_case() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == {path.stem for path in [*SAMPLES, *CASES]}


@pytest.mark.parametrize("path", [*SAMPLES, *CASES], ids=_stem)
def test_word_pdf_and_text_say_the_same(path: Path) -> None:
    found = drafted(path)
    text = content(found, Format.TXT).decode().split()
    assert docx_words(content(found, Format.DOCX)).split() == text
    assert pdf_words(content(found, Format.PDF)).split() == text


@pytest.mark.parametrize("path", [*SAMPLES, *CASES], ids=_stem)
def test_text_has_no_slips_of_the_template(path: Path) -> None:
    body = " ".join(_text(path).replace("\u00a0", " ").split())
    for slip in (
        r"\(\(",
        r"\)\)",
        r"\.\.",
        r" [,.;:?!)]",
        r"\( ",
        r"[.?!][A-Z]",
        r"\bNone\b",
        r"[{}\ue000-\uf8ff]",
        r"\bTrue\b",
    ):
        assert not re.search(slip, body), (slip, re.search(f".{{30}}{slip}", body))


@pytest.mark.parametrize("path", [*SAMPLES, *CASES], ids=_stem)
def test_citations_are_sure_dated_and_linked(path: Path) -> None:
    found = drafted(path)
    assert found.composition.provisions
    for item in found.composition.provisions:
        version = item.provision.version
        assert version.certainty is not Certainty.UNSURE
        assert version.valid_from <= DAY
        assert version.checked.on <= DAY
        assert re.fullmatch(
            r"https://(wetten\.overheid\.nl/jci1\.3:c:BWB[RV]\d{7}(&artikel=[\w.:]+(&lid=\w+)?(&o=\w+)?)?"
            r"&z=2026-11-21&g=2026-11-21|eur-lex\.europa\.eu/eli/reg/2016/679/art_\d+/oj/nld)",
            item.href,
        )


@pytest.mark.parametrize("path", [*SAMPLES, *CASES], ids=_stem)
def test_every_citation_in_the_text_is_a_citation_of_the_law(path: Path) -> None:
    """No article number is typed by hand: each "artikel N" in the text came from `cite`."""
    letter = drafted(path).composition.letter
    cited = {run.text for run in _runs(letter.body) if isinstance(run, Citation)}
    plain = " ".join(run.text for run in _runs(letter.body) if not isinstance(run, Citation))
    assert cited
    assert not re.search(r"\bartikel(en)?\s+\d", plain.replace("\u00a0", " "), re.IGNORECASE)


def _runs(node: object) -> list[Any]:
    if isinstance(node, tuple):
        return [run for item in node for run in _runs(item)]
    children = [getattr(node, name) for name in ("content", "items", "blocks", "head", "rows") if hasattr(node, name)]
    return [run for child in children for run in _runs(child)] if children else [node]


def test_samples_use_only_fictional_people() -> None:
    for path in [*SAMPLES, *CASES]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"@(?!example\.org)", text), path
        assert set(re.findall(r"postcode: (\d{4})", text)) <= {"1234"}, path
