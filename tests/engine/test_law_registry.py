"""The register: a provision as it reads on a day, or an error that says why it cannot be cited."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefgen.errors import CitationError, ContentError
from briefgen.law.records import Certainty
from briefgen.law.registry import Registry

LAW = Path(__file__).parents[1] / "fixtures" / "law"
DAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry(LAW)


def refused(
    registry: Registry, reference: str, on: date = DAY, paragraphs: tuple[str, ...] = (), part: str | None = None
) -> CitationError:
    with pytest.raises(CitationError) as caught:
        registry.provision(reference, on, paragraphs=paragraphs, part=part)
    assert caught.value.where == str(registry.path(reference))
    assert str(caught.value.mend)
    return caught.value


# --- over time


@pytest.mark.parametrize(
    ("on", "leden"),
    [
        (date(2010, 1, 1), ("1", "2")),  # the first day
        (date(2015, 6, 1), ("1", "2")),
        (date(2019, 12, 31), ("1", "2")),
        (date(2020, 1, 1), ("1", "2", "3")),  # the day of the change has the new text
        (date(2025, 6, 30), ("1", "2", "3")),
    ],
)
def test_the_version_of_the_day_is_found(registry: Registry, on: date, leden: tuple[str, ...]) -> None:
    assert registry.provision("aw:5", on).version.paragraphs == leden


@pytest.mark.parametrize(
    ("reference", "on", "shown"),
    [
        ("aw:5", date(2009, 12, 31), "31\u00a0december\u00a02009"),  # before the first version
        ("aw:5", date(2025, 7, 1), "1\u00a0juli\u00a02025"),  # the day of the repeal
        ("aw:5", date(2026, 11, 21), "21\u00a0november\u00a02026"),
        ("aw:4", date(2015, 1, 1), "1\u00a0januari\u00a02015"),  # between two versions
        ("aw:4", date(2017, 12, 31), "31\u00a0december\u00a02017"),
    ],
)
def test_no_version_on_the_day_is_refused(registry: Registry, reference: str, on: date, shown: str) -> None:
    assert f"Van {reference} is geen tekst gecontroleerd die geldt op {shown}." == str(
        refused(registry, reference, on).what
    )


def test_a_lid_of_a_later_version_does_not_exist_before(registry: Registry) -> None:
    assert registry.provision("aw:5", date(2020, 1, 1), paragraphs=("3",)).paragraphs == ("3",)
    refused(registry, "aw:5", date(2019, 12, 31), ("3",))


def test_a_version_without_end_is_still_in_force(registry: Registry) -> None:
    assert registry.provision("aw:3.1", date(2099, 1, 1)).version.valid_to is None


# --- what does not exist


@pytest.mark.parametrize("reference", ["aw:99", "bestaatniet:1", "aw", "", "aw:3-1"])
def test_an_unknown_record_is_refused(registry: Registry, reference: str) -> None:
    assert "staat niet in legal_refs" in str(refused(registry, reference).what)


def test_an_unknown_law_is_content_at_fault(registry: Registry) -> None:
    with pytest.raises(ContentError, match="bestaatniet"):
        registry.law("bestaatniet")


def test_a_lid_that_does_not_exist_is_refused_with_those_that_do(registry: Registry) -> None:
    error = refused(registry, "aw:3.1", paragraphs=("5",))
    assert str(error.what) == "Artikel aw:3.1 heeft geen lid 5."
    assert str(error.mend) == "De leden zijn: 1, 2, 3, 4."


def test_each_of_several_leden_must_exist(registry: Registry) -> None:
    assert registry.provision("aw:3.1", DAY, paragraphs=("1", "4")).paragraphs == ("1", "4")
    assert "lid 5" in str(refused(registry, "aw:3.1", paragraphs=("1", "5")).what)


def test_an_article_without_leden_has_no_first_lid(registry: Registry) -> None:
    assert str(refused(registry, "aw:6", paragraphs=("1",)).mend) == "Laat het lid weg."


def test_an_onderdeel_of_a_lid(registry: Registry) -> None:
    found = registry.provision("aw:3.1", DAY, paragraphs=("2",), part="b")
    assert (found.paragraphs, found.part) == (("2",), "b")
    error = refused(registry, "aw:3.1", paragraphs=("2",), part="c")
    assert str(error.what) == "Artikel aw:3.1 heeft geen onderdeel 2.c."
    assert str(error.mend) == "De onderdelen zijn: 2.a, 2.b, 4.a, 4.c."
    refused(registry, "aw:3.1", paragraphs=("4",), part="b")


def test_an_onderdeel_of_an_article_without_leden(registry: Registry) -> None:
    assert registry.provision("aw:6", DAY, part="a").part == "a"
    refused(registry, "aw:6", part="c")


def test_an_onderdeel_of_a_lid_needs_that_lid(registry: Registry) -> None:
    refused(registry, "aw:3.1", part="a")


def test_an_article_without_onderdelen_has_none(registry: Registry) -> None:
    assert str(refused(registry, "aw:9:11", paragraphs=("1",), part="a").mend) == "Laat het onderdeel weg."


def test_an_onderdeel_of_several_leden_must_exist_in_each(registry: Registry) -> None:
    """The third lid has no onderdeel a: "tweede en derde lid, onderdeel a" points at nothing."""
    refused(registry, "aw:3.1", paragraphs=("2", "3"), part="a")
    assert registry.provision("aw:3.1", DAY, paragraphs=("2", "4"), part="a").part == "a"


# --- how sure the record is


def test_an_unsure_record_is_never_cited(registry: Registry) -> None:
    assert "onzeker" in str(refused(registry, "aw:7").what)


def test_a_derived_record_may_be_cited(registry: Registry) -> None:
    assert registry.provision("aw:8", DAY).version.certainty is Certainty.DERIVED


# --- records


def test_the_file_of_a_record_is_its_id_with_hyphens(registry: Registry) -> None:
    assert registry.path("aw:9:11") == LAW / "laws" / "aw" / "9-11.yaml"
    assert registry.article("aw:9:11").number == "9:11"
    assert registry.provision("tb1:265f", DAY).law.book == 1


@pytest.mark.parametrize(
    ("paragraphs", "part", "shown"),
    [
        ((), None, "aw:3.1"),
        (("2",), None, "aw:3.1 lid 2"),
        (("1", "2"), None, "aw:3.1 lid 1 en 2"),
        (("2",), "b", "aw:3.1 lid 2 onderdeel b"),
    ],
)
def test_a_provision_names_what_it_points_at(
    registry: Registry, paragraphs: tuple[str, ...], part: str | None, shown: str
) -> None:
    assert registry.provision("aw:3.1", DAY, paragraphs=paragraphs, part=part).reference == shown


def test_all_articles_are_found_once_and_no_law() -> None:
    registry = Registry(LAW)
    registry.article("kw:2")  # read before
    found = [article.id for article in registry]
    assert found == list(registry.references)
    assert sorted(found) == sorted(
        [
            *("aw:3.1", "aw:4", "aw:5", "aw:6", "aw:7", "aw:8", "aw:9:11"),
            *("fv:15", "kw:2", "pl:1", "tb1:265f", "vt:8"),
        ]
    )


def test_a_record_is_read_once() -> None:
    registry = Registry(LAW)
    assert registry.article("aw:5") is registry.article("aw:5")
    assert registry.law("aw") is registry.law("aw")
    assert next(iter(registry)) is registry.article("aw:3.1")


def test_a_new_record_needs_no_code(tmp_path: Path) -> None:
    folder = tmp_path / "laws" / "aw"
    folder.mkdir(parents=True)
    for name in ("law.yaml", "3.1.yaml"):
        text = (LAW / "laws" / "aw" / name).read_text(encoding="utf-8")
        (folder / name).write_text(text, encoding="utf-8")
        (folder / name.replace("3.1", "12a")).write_text(text.replace("3.1", "12a"), encoding="utf-8")
    assert Registry(tmp_path).references == ("aw:12a", "aw:3.1")
    assert Registry(tmp_path).provision("aw:12a", DAY, paragraphs=("1",)).article.number == "12a"
