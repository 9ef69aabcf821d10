"""Every legal record and every deadline rule that ships, each proved by what it says of itself."""

from __future__ import annotations

from itertools import combinations, pairwise
from pathlib import Path

import pytest

from briefgen import resources
from briefgen.law import citations
from briefgen.law.citations import Style
from briefgen.law.deadline_rules import DeadlineRule, Nature
from briefgen.law.deadlines import Deadlines
from briefgen.law.records import Article, Certainty, Law
from briefgen.law.registry import Provision, Registry
from briefgen.law.sources import read_record

LAW = resources.folder("legal_refs")
LAWS = sorted((LAW / "laws").glob("*/law.yaml"))
ARTICLES = sorted(path for path in (LAW / "laws").glob("*/*.yaml") if path.name != "law.yaml")
RULES = sorted((LAW / "deadlines").glob("*.yaml"))


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry(LAW)


def test_there_are_records() -> None:
    assert len(ARTICLES) >= 60
    assert len(RULES) >= 6


@pytest.mark.parametrize("path", LAWS, ids=_name)
def test_law_file_is_named_by_its_id(path: Path) -> None:
    assert path.parent.name == read_record(path, Law).id


@pytest.mark.parametrize("path", LAWS, ids=_name)
def test_a_law_that_ended_names_a_successor_that_is_in_force(path: Path, registry: Registry) -> None:
    law = read_record(path, Law)
    assert (law.valid_to is None) == (law.successor is None)
    if law.successor is not None:
        assert registry.law(law.successor).valid_to is None


def test_no_two_laws_share_a_number() -> None:
    numbers = [law.identifier for law in (read_record(path, Law) for path in LAWS) if law.identifier]
    assert len(set(numbers)) == len(numbers)


def test_a_name_that_fits_several_laws_is_known_to_be_ambiguous() -> None:
    owners: dict[str, set[str]] = {}
    for law in (read_record(path, Law) for path in LAWS):
        names = [law.title, *([law.abbreviation] if law.abbreviation else []), *law.aliases]
        assert len(set(names)) == len(names), law.id
        for name in names:
            owners.setdefault(name, set()).add(law.id)
    books = {read_record(path, Law).id for path in LAWS if read_record(path, Law).book is not None}
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {
        "Burgerlijk Wetboek": books,
        "BW": books,
        "Wpg": {"wpolg", "wpubg"},
        "Atw": {"atw", "arbtw"},
        "WVO": {"wvo", "wvo2020"},
        "Wmcz": {"wmcz", "wmcz2018"},
    }


@pytest.mark.parametrize("path", ARTICLES, ids=_name)
def test_what_came_in_place_of_an_article_has_a_record(path: Path, registry: Registry) -> None:
    for successor in read_record(path, Article).successors:
        assert registry.article(successor).versions[-1].valid_to is None


@pytest.mark.parametrize("path", ARTICLES, ids=_name)
def test_an_article_ends_no_later_than_its_law(path: Path, registry: Registry) -> None:
    article = read_record(path, Article)
    end = registry.law(article.law).valid_to
    for version in article.versions:
        assert end is None or (version.valid_to is not None and version.valid_to <= end)


@pytest.mark.parametrize("path", ARTICLES, ids=_name)
def test_article_file_is_named_by_its_id(path: Path, registry: Registry) -> None:
    article = read_record(path, Article)
    assert registry.path(article.id) == path
    assert article.id == f"{article.law}:{article.number}"


@pytest.mark.parametrize("path", ARTICLES, ids=_name)
def test_versions_follow_each_other_without_overlap(path: Path) -> None:
    versions = read_record(path, Article).versions
    for earlier, later in pairwise(versions):
        assert earlier.valid_to is not None
        assert earlier.valid_to <= later.valid_from


@pytest.mark.parametrize("path", ARTICLES, ids=_name)
def test_examples_are_what_the_writer_writes(path: Path, registry: Registry) -> None:
    article = read_record(path, Article)
    law = registry.law(article.law)
    any_text = registry.article("awb:1:1").versions[0].model_copy(update={"paragraphs": (), "parts": ()})
    written = {
        citations.write(Provision(law, article, version, paragraphs, part), style).replace("\u00a0", " ")
        for version in article.versions or (any_text,)  # an article that never was in force has no text
        for paragraphs, part in _places(version.paragraphs, version.parts)
        for style in Style
    }
    assert set(article.examples) <= written


@pytest.mark.parametrize("path", ARTICLES, ids=_name)
def test_summary_is_one_short_plain_sentence(path: Path) -> None:
    for version in read_record(path, Article).versions:
        assert len(version.short.split()) <= 25
        assert version.short.endswith(".")


@pytest.mark.parametrize("path", ARTICLES, ids=_name)
def test_what_a_record_may_be_cited_for_is_not_what_it_may_not(path: Path) -> None:
    for version in read_record(path, Article).versions:
        assert not set(version.cite_for) & set(version.not_for)
        assert version.certainty in Certainty


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_rule_reproduces_its_worked_examples(path: Path) -> None:
    rule = read_record(path, DeadlineRule)
    deadlines = Deadlines(LAW)
    assert rule.id == path.stem
    for scenario in rule.scenarios:
        assert deadlines.count(rule.id, scenario.event).last_day == scenario.last_day, scenario.name
        if scenario.extended_last_day is not None:
            extended = deadlines.count(rule.id, scenario.event, extended=True)
            assert extended.last_day == scenario.extended_last_day, scenario.name


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_only_statutory_rules_rest_on_a_provision(path: Path, registry: Registry) -> None:
    rule = read_record(path, DeadlineRule)
    assert (rule.basis is not None) == (rule.nature is Nature.STATUTORY)
    if rule.basis is not None:
        article = registry.article(rule.basis.reference)
        assert rule.basis.paragraph is None or rule.basis.paragraph in article.versions[-1].paragraphs


def _places(paragraphs: tuple[str, ...], parts: tuple[str, ...]) -> list[tuple[tuple[str, ...], str | None]]:
    """Every place in an article that a citation may name: the whole, one or two leden, an onderdeel."""
    places: list[tuple[tuple[str, ...], str | None]] = [((), None)]
    places += [((paragraph,), None) for paragraph in paragraphs]
    places += [(pair, None) for pair in combinations(paragraphs, 2)]
    for part in parts:
        head, _, letter = part.partition(".")
        places.append(((head,), letter) if letter else ((), head))
    return places
