"""What the writer writes, the reader reads: every record, every style, every lid and onderdeel."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen import resources
from briefgen.dutch.words import capitalised
from briefgen.law import citations
from briefgen.law.citations import Style
from briefgen.law.mentions import Mention
from briefgen.law.names import LawNames
from briefgen.law.reading import read
from briefgen.law.records import Article
from briefgen.law.registry import Provision, Registry
from briefgen.law.resolution import State, resolve
from briefgen.law.sources import read_record

LAW = resources.folder("legal_refs")
ARTICLES = sorted(path for path in (LAW / "laws").glob("*/*.yaml") if path.name != "law.yaml")
REGISTRY = Registry(LAW)


@cache
def names() -> LawNames:
    return LawNames.of(REGISTRY)


@cache
def article_at(path: Path) -> Article:
    return read_record(path, Article)


def provisions(article: Article) -> Iterator[Provision]:
    """Every place in every version of `article` that a letter may cite."""
    law = REGISTRY.law(article.law)
    for version in article.versions:
        yield Provision(law, article, version)
        yield from (Provision(law, article, version, (lid,)) for lid in version.paragraphs)
        yield from (Provision(law, article, version, pair) for pair in pairwise(version.paragraphs))
        if len(version.paragraphs) > 2:
            yield Provision(law, article, version, version.paragraphs)
        for part in version.parts:
            head, _, rest = part.partition(".")
            yield (
                Provision(law, article, version, (head,), rest)
                if version.paragraphs
                else Provision(law, article, version, (), part)
            )


def mentions(text: str) -> list[Mention]:
    found = read(text, names())
    assert all(isinstance(each, Mention) for each in found)
    return [each for each in found if isinstance(each, Mention)]


def assert_points_at(mention: Mention, cited: Provision) -> None:
    assert (mention.law, mention.article) == (cited.article.law, cited.article.number)
    assert mention.paragraphs == cited.paragraphs
    assert mention.parts == ((tuple(cited.part.split(".")),) if cited.part else ())
    assert (mention.last, mention.sentences, mention.old, mention.why_not) == (None, (), False, None)
    resolution = resolve(mention, REGISTRY, cited.version.valid_from)
    assert resolution.state is State.FOUND
    assert resolution.provision == cited


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_is_written_reads_back(path: Path) -> None:
    for cited in provisions(article_at(path)):
        for style in Style:
            text = citations.write(cited, style)
            for before, written, after in (
                ("", text, ""),
                ("", capitalised(text), " geeft mij dat recht."),
                ("De rechter mag dat op grond van ", text, ". Dat staat in de brief van 3 maart 2026."),
            ):
                (found,) = mentions(f"{before}{written}{after}")
                assert_points_at(found, cited)
                assert (found.start, found.end) == (len(before), len(before) + len(written))


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_examples_of_a_record_read_back_to_it(path: Path) -> None:
    article = article_at(path)
    for example in article.examples:
        (found,) = mentions(example)
        assert (found.law, found.article) == (article.law, article.number)


CITED = st.sampled_from(ARTICLES).map(article_at).filter(lambda article: bool(article.versions))


@given(
    st.data(), CITED, CITED, st.sampled_from(Style), st.sampled_from(Style), st.sampled_from([" en ", ", ", " jo. "])
)
@settings(max_examples=200, deadline=None)
def test_two_citations_side_by_side_stay_two(
    data: st.DataObject, first: Article, second: Article, one: Style, other: Style, between: str
) -> None:
    left, right = (data.draw(st.sampled_from(list(provisions(article)))) for article in (first, second))
    texts = citations.write(left, one), citations.write(right, other)
    whole = f"{texts[0]}{between}{texts[1]}"
    found = mentions(whole)
    assert [whole[each.start : each.end] for each in found] == list(texts)
    for mention, cited in zip(found, (left, right), strict=True):
        assert_points_at(mention, cited)
