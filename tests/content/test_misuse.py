"""Every mistake on record is recognised by its own sentence, and only by that; the right sentence is left alone."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml

from briefgen import resources
from briefgen.audit import Audit, Library, Verdict, audit
from briefgen.documents import Document, Passage
from briefgen.dutch import sentences
from briefgen.errors import msg
from briefgen.law import misuse, reading
from briefgen.law.extent import Extent, Extents, Standing
from briefgen.law.mentions import Mention
from briefgen.law.misuse import Check
from briefgen.law.records import Article, Misuse

LAW = resources.folder("legal_refs")
LIBRARY = Library.open()
MISUSES = [(article, rule) for article in LIBRARY.registry for rule in article.misuses]
CHECKS = LIBRARY.checks
EXTENTS = list(Extents(LAW))
SENTENCES = yaml.safe_load(Path(__file__).with_name("misuse_sentences.yaml").read_text(encoding="utf-8"))
DAY = date(2026, 11, 21)


def _audited(sentence: str) -> Audit:
    return audit(Document("brief", "txt", (Passage(sentence, msg("alinea 1")),)), DAY, LIBRARY)


def _name(value: object) -> str:
    return value.id if isinstance(value, Article | Misuse) else str(value)


def test_there_are_mistakes_on_record() -> None:
    assert len(MISUSES) >= 90
    assert len({article.id for article, _ in MISUSES}) >= 45
    assert len(CHECKS) >= 8


@pytest.mark.parametrize(("article", "rule"), MISUSES, ids=_name)
def test_the_sentences_of_a_mistake_cite_its_article(article: Article, rule: Misuse) -> None:
    for sentence in (rule.wrong, rule.right):
        cited = [mention for mention in reading.read(sentence, LIBRARY.names) if isinstance(mention, Mention)]
        assert article.id in {f"{mention.law}:{mention.article}" for mention in cited}, sentence


@pytest.mark.parametrize(("article", "rule"), MISUSES, ids=_name)
def test_a_mistake_is_recognised_by_its_own_sentence_only(article: Article, rule: Misuse) -> None:
    assert [found.id for found in misuse.shown(article.misuses, rule.wrong)] == [rule.id]
    assert misuse.shown(article.misuses, rule.right) == ()


@pytest.mark.parametrize(("article", "rule"), MISUSES, ids=_name)
def test_an_audit_tells_the_mistake_from_right_use(article: Article, rule: Misuse) -> None:
    checked = article.versions[-1].checked.on
    wrong, right = (
        audit(Document("brief", "txt", (Passage(sentence, msg("alinea 1")),)), checked, LIBRARY)
        for sentence in (rule.wrong, rule.right)
    )
    own = [item for item in wrong.findings if item.reference == article.id]
    assert [(item.verdict, item.rule) for item in own] == [(Verdict.MISUSED, rule.id)]
    assert [item for item in right.findings if item.verdict.wrong] == []
    assert right.alerts == ()


def test_there_are_sentences_of_both_kinds() -> None:
    assert len(SENTENCES["terecht"]) >= 100
    assert len(SENTENCES["fout"]) >= 40


@pytest.mark.parametrize("sentence", SENTENCES["terecht"])
def test_right_use_is_left_alone(sentence: str) -> None:
    found = _audited(sentence)
    cited = {item.reference for item in found.findings}
    assert any(article.id in cited for article, _ in MISUSES)
    assert [item.rule for item in found.findings if item.verdict is Verdict.MISUSED] == []
    assert [alert.rule for alert in found.alerts] == []


@pytest.mark.parametrize(("sentence", "reference", "rule"), SENTENCES["fout"])
def test_a_mistake_is_recognised_in_other_words(sentence: str, reference: str, rule: str) -> None:
    assert (reference, rule) in {(item.reference, item.rule) for item in _audited(sentence).findings}


@pytest.mark.parametrize(("article", "rule"), MISUSES, ids=_name)
def test_a_mistake_of_somebody_else_is_left_alone(article: Article, rule: Misuse) -> None:
    asked = f"{rule.wrong.rstrip('.')}?"
    for sentence in (asked, f"U schrijft dat dit zo is: {rule.wrong}", f"In uw brief staat: “{rule.wrong}”"):
        assert misuse.shown(article.misuses, sentence) == ()


@pytest.mark.parametrize("article", list(LIBRARY.registry), ids=_name)
def test_what_a_record_says_of_itself_is_no_mistake(article: Article) -> None:
    for version in article.versions:
        for text in (version.core, version.short, *version.cite_for):
            for start, end in sentences.spans(text):
                assert misuse.shown(CHECKS, text[start:end]) == ()


@pytest.mark.parametrize("check", CHECKS, ids=_name)
def test_a_check_is_recognised_by_its_own_sentence_only(check: Check) -> None:
    assert [found.id for found in misuse.shown(CHECKS, check.wrong)] == [check.id]
    assert misuse.shown(CHECKS, check.right) == ()


def test_a_check_is_named_by_its_file() -> None:
    assert [check.id for check in CHECKS] == [path.stem for path in sorted((LAW / "checks").glob("*.yaml"))]


@pytest.mark.parametrize("extent", EXTENTS, ids=lambda extent: extent.law)
def test_every_article_on_record_that_a_list_covers_is_in_it(extent: Extent) -> None:
    assert extent.law in LIBRARY.names.laws
    for article in LIBRARY.registry:
        in_force = article.version(extent.state)
        if article.law == extent.law and in_force is not None:
            assert extent.standing(article.number, extent.state) is not Standing.ABSENT, article.id


def test_a_list_names_its_law_once() -> None:
    assert {path.stem for path in (LAW / "extents").glob("*.yaml")} == {extent.law for extent in EXTENTS}
    for extent in EXTENTS:
        numbers = Counter(number for series in extent.series for number in series.all)
        assert max(numbers.values()) == 1
