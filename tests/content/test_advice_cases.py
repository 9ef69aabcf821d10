"""The advice for many kinds of case, against what the law gives, worked out by hand."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from shipped import DAY, SAMPLES, letter_of, workshop

from briefgen import pipeline
from briefgen.dutch.sentences import spans
from briefgen.facts.check import check
from briefgen.facts.model import CaseFacts
from briefgen.law.records import Certainty
from briefgen.letters.advice import Advice, advise
from briefgen.letters.doors import Door

TABLE: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "advice_cases.yaml").read_text(encoding="utf-8"))
PATTERNS: list[dict[str, Any]] = TABLE["patronen"]
CITE = re.compile(r"cite\(\"([^\"]+)\"")
ASIDE = re.compile(r" \([^)]*\)")
SLIP = re.compile(r" [.,;:?)]|  |\( |\bNone\b|\bTrue\b|[{}]|[.?!][A-Z]|\.\.")
STATES = {"dicht": "dicht", "open": "open", "let_op": "let op"}
LAST = date.max


def facts(pattern: dict[str, Any]) -> CaseFacts:
    data = deepcopy(TABLE["basis"][pattern["basis"]])
    for path, value in pattern.get("zet", {}).items():
        _set(data, path.split("."), deepcopy(value))
    return CaseFacts.model_validate(data)


def _set(data: Any, path: list[str], value: object) -> None:
    """Put `value` where `path` points; nothing takes the place away, and a number past the end adds one."""
    for step in path[:-1]:
        data = data[int(step)] if isinstance(data, list) else data[step]
    if isinstance(data, list):
        data[int(path[-1]) :] = [value]
    elif value is None:
        data.pop(path[-1], None)
    else:
        data[path[-1]] = value


def on(pattern: dict[str, Any]) -> date:
    day: date = pattern.get("datum", DAY)
    return day


def advised(pattern: dict[str, Any]) -> Advice:
    shop = workshop()
    return advise(
        facts(pattern),
        on(pattern),
        catalogue=shop.catalogue,
        doors=shop.doors,
        checks=shop.checks,
        templates=shop.templates,
        deadlines=shop.deadlines,
        registry=shop.registry,
    )


def outcome(advice: Advice) -> dict[str, Any]:
    """What `advice` says, in the shape of the table."""
    letters = [*advice.fits, *advice.almost]
    letters.sort(key=lambda found: (found.last_day.last_day if found.last_day else LAST, found.verdict.spec.id))
    roads = sorted(advice.roads, key=lambda road: road.door.id)
    lawyers = [(found.verdict.spec.id, found.lawyer.value) for found in letters]
    lawyers += [(road.door.id, road.door.lawyer.value) for road in roads]
    return {
        "brieven": [(found.verdict.spec.id, found.last_day and found.last_day.last_day) for found in letters],
        **{
            key: {road.door.id: road.last_day and road.last_day.last_day for road in roads if road.door.state == state}
            for key, state in STATES.items()
        },
        "advocaat": {
            level: sorted(name for name, found in lawyers if found == level) for level in ("verplicht", "aangeraden")
        },
    }


def expected(pattern: dict[str, Any]) -> dict[str, Any]:
    lawyers = pattern.get("advocaat", {})
    return {
        "brieven": list(pattern["brieven"].items()),
        **{key: pattern.get(key, {}) for key in STATES},
        "advocaat": {level: sorted(lawyers.get(level, [])) for level in ("verplicht", "aangeraden")},
    }


def name(pattern: dict[str, Any]) -> str:
    return str(pattern["naam"])


@pytest.mark.parametrize("pattern", PATTERNS, ids=name)
def test_the_advice_is_what_the_law_gives(pattern: dict[str, Any]) -> None:
    assert check(facts(pattern), on(pattern)) == ()
    assert outcome(advised(pattern)) == expected(pattern)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_the_letter_of_a_sample_is_ready_and_the_only_one(sample: Path) -> None:
    advice = pipeline.advise(workshop().read(sample), DAY, workshop())
    assert [found.verdict.spec.id for found in advice.fits] == [letter_of(sample)]
    assert advice.almost == ()


def test_each_pattern_is_named_once() -> None:
    assert len({name(pattern) for pattern in PATTERNS}) == len(PATTERNS) >= 60


def test_every_letter_and_every_road_has_a_pattern() -> None:
    letters = {letter for pattern in PATTERNS for letter in pattern["brieven"]}
    roads = {road for pattern in PATTERNS for key in STATES for road in pattern.get(key, {})}
    assert set(workshop().catalogue.ids) - letters == set()
    assert {door.id for door in workshop().doors} - roads == set()


@pytest.mark.parametrize("door", sorted(door.id for door in workshop().doors if door.state == "dicht"))
def test_every_closed_door_has_a_case_next_to_it_in_which_it_is_not_closed(door: str) -> None:
    shown = [pattern for pattern in PATTERNS if door in pattern.get("dicht", {})]
    assert any(pattern["basis"] == other["basis"] for pattern in PATTERNS if pattern not in shown for other in shown)


@pytest.mark.parametrize("pattern", PATTERNS, ids=name)
def test_a_road_reads_in_short_plain_sentences_without_slips(pattern: dict[str, Any]) -> None:
    for road in advised(pattern).roads:
        text = road.text.replace("\u00a0", " ")
        assert not SLIP.search(text), (road.door.id, text)
        plain = ASIDE.sub("", text)
        for start, end in spans(plain):
            assert len(plain[start:end].split()) <= 20, (road.door.id, plain[start:end])


def test_the_check_on_slips_sees_one() -> None:
    for slip in ("Zo .", "Dat  kan.", "tot None.", "Zo.Dan", "( dan)", "dan {{"):
        assert SLIP.search(slip), slip


@pytest.mark.parametrize("door", list(workshop().doors), ids=lambda door: door.id)
def test_a_door_cites_what_it_declares_and_only_what_was_read_twice(door: Door) -> None:
    assert set(CITE.findall(door.text)) == set(door.cites)
    for reference in door.cites:
        version = workshop().registry.article(reference).versions[-1]
        assert version.certainty is not Certainty.UNSURE
        assert version.checked.second_reading is not None, reference
    assert not re.search(r"artikel|\b(twee|zes|vier) weken\b|drie maanden", door.text, re.IGNORECASE)


@pytest.mark.parametrize("branch", ["A", "B1", "B2", "C", "D0", "D", "E", "F", *(f"R{n}" for n in range(1, 12))])
def test_every_branch_of_the_tree_and_every_route_has_a_pattern(branch: str) -> None:
    assert [pattern for pattern in PATTERNS if branch in pattern["tak"].replace(",", " ").split()]


@pytest.mark.parametrize(
    "road", sorted({letter for door in workshop().doors for letter in (i.letter for i in door.instead)})
)
def test_letter_named_instead_by_a_road_exists(road: str) -> None:
    assert road in workshop().catalogue.ids
