"""Every letter that ships is at the end of a conversation, and what the conversation saves drafts that letter."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from answering import GUIDE, Walk, tree_of, walk
from shipped import CASES, DAY, SAMPLES, content, letter_of, workshop

from briefgen import papers, pipeline
from briefgen.facts.load import CaseFile, parse
from briefgen.interview.plain import get
from briefgen.interview.saving import begin, resume, saved

LETTERS = workshop().catalogue.ids
SITUATIONS = sorted((workshop().templates.root / "interview" / "situaties").glob("*.yaml"))
TYPICAL = 15


def _stem(path: Path) -> str:
    return path.stem


@cache
def _walk(path: Path) -> Walk:
    found = walk(tree_of(path), letter_of(path))
    assert found is not None, "no path of answers leads to this letter"
    return found


def _case(found: Walk) -> CaseFile:
    return parse(saved(found.talk).decode(), name="mijn-zaak.yaml", unprintable=GUIDE.bench.unprintable)


@pytest.mark.parametrize("path", SAMPLES, ids=_stem)
def test_a_path_of_answers_leads_to_the_letter_and_its_file_drafts_it(path: Path) -> None:
    found = _walk(path)
    assert found.review.problems == ()
    (draft,) = pipeline.draft(_case(found), [letter_of(path)], DAY, workshop(), [papers.Format.TXT])
    text = " ".join(content(draft, papers.Format.TXT).decode().replace("\u00a0", " ").split())
    sender = tree_of(path)["afzender"]
    assert sender["naam"] in text
    assert found.talk.letter is not None
    assert found.talk.letter.id == letter_of(path)


@pytest.mark.parametrize("path", SAMPLES, ids=_stem)
def test_only_the_letter_of_the_conversation_fits_what_it_saved(path: Path) -> None:
    fits = [verdict.spec.id for verdict in pipeline.verdicts(_case(_walk(path)), DAY, workshop()) if verdict.fits]
    assert fits == [letter_of(path)]


@pytest.mark.parametrize("path", SAMPLES, ids=_stem)
def test_nothing_is_asked_twice_and_what_was_said_is_what_is_saved(path: Path) -> None:
    found = _walk(path)
    asked = [question.id for question, _ in found.said]
    assert len(asked) == len(set(asked))
    case = tree_of(path)
    for question, said in found.said:
        known = get(case, question.path) if question.path is not None else None
        if isinstance(known, str) and question.form.value in {"regel", "tekst"}:
            assert get(found.talk.tree, question.path or ()) == known.strip() == said.strip()


@pytest.mark.parametrize("path", SAMPLES, ids=_stem)
def test_a_case_that_is_whole_is_kept_and_only_the_road_is_asked(path: Path) -> None:
    """With a sample as `--case`, none of its facts is asked again."""
    case = tree_of(path)
    found = walk(case, letter_of(path), begin(GUIDE, path.read_text(encoding="utf-8"), name=path.name))
    assert found is not None
    for question, _ in found.said:
        assert question.path is None or get(case, question.path) is None, question.id
    assert found.talk.tree.items() >= {key: value for key, value in case.items() if key == "kinderen"}.items()


@pytest.mark.parametrize("path", SAMPLES, ids=_stem)
def test_the_file_of_a_finished_conversation_goes_on_at_the_same_place(path: Path) -> None:
    found = _walk(path)
    again = resume(GUIDE, saved(found.talk).decode(), name="mijn-zaak.yaml")
    assert again.steps == found.talk.steps
    assert saved(again) == saved(found.talk)


@pytest.mark.soak
@pytest.mark.parametrize("path", CASES, ids=_stem)
def test_a_path_of_answers_leads_from_every_variant_to_its_letter(path: Path) -> None:
    found = _walk(path)
    assert found.review.problems == ()
    assert pipeline.draft(_case(found), [letter_of(path)], DAY, workshop(), [papers.Format.TXT])


def _shortest(case: Any) -> Any:
    """The case with one item in every list: what someone has who keeps it short."""
    if isinstance(case, dict):
        return {key: _shortest(value) for key, value in case.items()}
    return [_shortest(case[0])] if isinstance(case, list) and isinstance(case[0], dict) else case


def test_a_typical_conversation_has_at_most_fifteen_questions() -> None:
    counts = {}
    for path in SAMPLES:
        case = _shortest(tree_of(path))
        if isinstance(case.get("geadresseerde"), dict):
            case["geadresseerde"] = _listed(case["geadresseerde"]["soort"]) or case["geadresseerde"]
        for key in ("instelling", "rechtbank"):
            body = (case.get("maatregel") or {}).get(key)
            if isinstance(body, dict) and (listed := _listed(body["soort"])):
                case["maatregel"][key] = listed
        found = walk(case, letter_of(path))
        if found is not None:
            ids = [question.id for question, _ in found.said]
            counts[path.stem] = ids.index("+aanvullen") + 1
    assert len(counts) > len(SAMPLES) * 0.9
    assert sorted(counts.values())[len(counts) // 2] <= TYPICAL, counts


def _listed(kind: str) -> str | None:
    rows = workshop().recipients.rows.values()
    return next((row.id for row in rows if row.kind.value == kind and row.address and row.status != "opgeheven"), None)


def test_every_letter_belongs_to_a_situation() -> None:
    known = {letter for path in SITUATIONS for letter in GUIDE.script.situation(path.stem).letters}
    assert known >= set(LETTERS)
