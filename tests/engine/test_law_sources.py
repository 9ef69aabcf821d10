"""Records of the law are read strictly: whatever is wrong names its file and field."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefgen.errors import ContentError
from briefgen.law.calendars import Calendar
from briefgen.law.deadline_rules import DeadlineRule
from briefgen.law.records import Article, Law, Record
from briefgen.law.sources import read_record, read_yaml

LAW = Path(__file__).parents[1] / "fixtures" / "law"
ARTICLE = LAW / "laws" / "aw" / "3.1.yaml"
ABSENT = object()


def record(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def changed(tmp_path: Path, source: Path, change: Mapping[str, object], version: Mapping[str, object]) -> Path:
    """A copy of a good record, with some keys and keys of its first version changed or taken away."""
    data = record(source)
    for target, changes in ((data, change), (data.get("versies", [{}])[0], version)):
        for key, value in changes.items():
            if value is ABSENT:
                del target[key]
            else:
                target[key] = value
    path = tmp_path / source.name
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return path


def refused(path: Path, kind: type[Record]) -> ContentError:
    with pytest.raises(ContentError) as caught:
        read_record(path, kind)
    assert caught.value.where == str(path)
    assert caught.value.exit_code == 3
    assert str(caught.value.mend)
    return caught.value


# --- the file


@pytest.mark.parametrize(
    ("kind", "pattern"),
    [
        (Law, "laws/*/law.yaml"),
        (Article, "laws/*/[0-9]*.yaml"),
        (DeadlineRule, "deadlines/*.yaml"),
        (Calendar, "calendars/*.yaml"),
    ],
)
def test_every_fixture_is_a_record(kind: type[Record], pattern: str) -> None:
    paths = sorted(LAW.glob(pattern))
    assert paths
    for path in paths:
        assert read_record(path, kind)


def test_a_record_cannot_be_changed() -> None:
    law = read_record(LAW / "laws" / "aw" / "law.yaml", Law)
    with pytest.raises(ValueError, match="frozen"):
        law.title = "Andere wet"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("id: aw\nbron: een bron\nid: kw\n", "'id' twice"),
        ("versies:\n  - {leden: [], leden: ['1']}\n", "'leden' twice"),
        ("id: [aw\n", "line 2"),
        ("id:\n\t- aw\n", "line 2"),
        ("id: aw\n---\nid: kw\n", "line 2"),
        ("id: !!python/name:os.system\n", "python/name"),
    ],
)
def test_unreadable_yaml_names_file_and_line(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "law.yaml"
    path.write_text(text, encoding="utf-8")
    assert told in str(refused(path, Law))


def test_a_key_given_twice_names_the_line_of_the_second(tmp_path: Path) -> None:
    path = tmp_path / "law.yaml"
    path.write_text("id: aw\nbron: een bron\nid: kw\n", encoding="utf-8")
    assert "line 3" in str(refused(path, Law))


def test_braces_without_quotes_are_told_as_unreadable(tmp_path: Path) -> None:
    """The slip of everyone who writes Jinja in YAML: to YAML it is a mapping that is its own key."""
    path = tmp_path / "letter.yaml"
    path.write_text("titel: Een brief\naanhef: {{ ontvanger.naam }}\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_yaml(path)
    assert caught.value.where == str(path)


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "law.yaml"
    path.write_bytes(b"id: \xff\xfe\n")
    refused(path, Law)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    refused(tmp_path / "law.yaml", Law)
    refused(tmp_path, Law)


@pytest.mark.parametrize("text", ["", "aw", "- id: aw\n", "7"])
def test_a_file_that_holds_no_record_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "law.yaml"
    path.write_text(text, encoding="utf-8")
    refused(path, Law)


# --- a law


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"titel": "Appelwet"}, "titel"),
        ({"citeertitel": ABSENT}, "citeertitel"),
        ({"citeertitel": "  A  "}, "citeertitel"),
        ({"citeertitel": ["Appelwet"]}, "citeertitel"),
        ({"id": "Aw"}, "id"),
        ({"lidwoord": "een"}, "lidwoord"),
        ({"lidwoord": ABSENT}, "lidwoord"),
        ({"afkorting": 7}, "afkorting"),
        ({"boek": "een"}, "boek"),
        ({"koppeling": "http"}, "koppeling"),
        ({"nummer": None}, "nummer"),
        ({"bron": ABSENT}, "bron"),
    ],
)
def test_a_law_that_is_wrong_names_the_field(tmp_path: Path, change: dict[str, object], field: str) -> None:
    path = changed(tmp_path, LAW / "laws" / "aw" / "law.yaml", change, {})
    assert field in str(refused(path, Law).what)


# --- an article


def test_the_unchanged_copy_is_good(tmp_path: Path) -> None:
    assert read_record(changed(tmp_path, ARTICLE, {}, {}), Article) == read_record(ARTICLE, Article)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"id": "3.1"}, "id"),
        ({"id": "aw:"}, "id"),
        ({"id": "aw:3/1"}, "id"),
        ({"artikel": 3.1}, "artikel"),
        ({"wet": ABSENT}, "wet"),
        ({"versies": []}, "versies"),
        ({"voorbeelden": []}, "voorbeelden"),
        ({"voorbeelden": "artikel 3.1 Aaw"}, "voorbeelden"),
        ({"opmerking": "zie boven"}, "opmerking"),
    ],
)
def test_an_article_that_is_wrong_names_the_field(tmp_path: Path, change: dict[str, object], field: str) -> None:
    assert field in str(refused(changed(tmp_path, ARTICLE, change, {}), Article).what)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"geldig_vanaf": "ooit"}, "versies.0.geldig_vanaf"),
        ({"leden": [1, 2]}, "versies.0.leden.0"),
        ({"leden": ABSENT}, "versies.0.leden"),
        ({"kern": ""}, "versies.0.kern"),
        ({"in_een_zin": ABSENT}, "versies.0.in_een_zin"),
        ({"citeer_voor": []}, "versies.0.citeer_voor"),
        ({"zekerheid": "misschien"}, "versies.0.zekerheid"),
        ({"gecontroleerd": {"op": "2026-11-21"}}, "versies.0.gecontroleerd.toestand"),
        ({"geldig_tot": "2015-01-01"}, "geldig_tot ligt niet na geldig_vanaf"),
        ({"geldig_tot": "2014-12-31"}, "geldig_tot ligt niet na geldig_vanaf"),
        ({"zekerheid": "afgeleid"}, "zekerheid_toelichting is nodig"),
        ({"zekerheid": "onzeker"}, "zekerheid_toelichting is nodig"),
        ({"zekerheid": "onzeker", "zekerheid_toelichting": ""}, "zekerheid_toelichting is nodig"),
        ({"onderdelen": ["5.a"]}, "onderdeel 5.a hoort niet bij een lid"),
        ({"onderdelen": ["2.a", "a"]}, "onderdeel a hoort niet bij een lid"),
    ],
)
def test_a_version_that_is_wrong_says_what(tmp_path: Path, change: dict[str, object], told: str) -> None:
    error = refused(changed(tmp_path, ARTICLE, {}, change), Article)
    assert told in str(error.what)
    assert "versies.0" in str(error.what)


@pytest.mark.parametrize(
    "change",
    [
        {"geldig_tot": "2015-01-02"},
        {"zekerheid": "afgeleid", "zekerheid_toelichting": "De stap is een afleiding."},
        {"zekerheid": "onzeker", "zekerheid_toelichting": "Niet gelezen."},
        {"leden": [], "onderdelen": ["a", "b"]},
        {"leden": ["1", "1a", "2"], "onderdelen": ["1a.c"]},
    ],
)
def test_the_border_of_each_check_is_good(tmp_path: Path, change: dict[str, object]) -> None:
    assert read_record(changed(tmp_path, ARTICLE, {"status_toelichting": "Kan vervallen zijn."}, change), Article)


# --- a rule and a calendar


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"id": "Maand"}, "id"),
        ({"aard": "gewoonte"}, "aard"),
        ({"van_wie": "iemand"}, "van_wie"),
        ({"lengte": {"aantal": 0, "eenheid": "weken"}}, "lengte.aantal"),
        ({"lengte": {"aantal": 1, "eenheid": "kwartalen"}}, "lengte.eenheid"),
        ({"verlenging": {"lengte": {"aantal": 1, "eenheid": "weken"}}}, "verlenging.voorwaarde"),
        ({"grond": {"artikel": "artikel 3"}}, "grond.artikel"),
        ({"voorbeelden": []}, "voorbeelden"),
        ({"kalender": ABSENT}, "kalender"),
        ({"spoed": True}, "spoed"),
    ],
)
def test_a_rule_that_is_wrong_names_the_field(tmp_path: Path, change: dict[str, object], field: str) -> None:
    path = changed(tmp_path, LAW / "deadlines" / "maand-ander.yaml", change, {})
    assert field in str(refused(path, DeadlineRule).what)


def test_a_rule_has_at_least_three_worked_examples(tmp_path: Path) -> None:
    source = LAW / "deadlines" / "maand-ander.yaml"
    two = record(source)["voorbeelden"][:2]
    assert "voorbeelden" in str(refused(changed(tmp_path, source, {"voorbeelden": two}, {}), DeadlineRule).what)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"vaste_dagen": [{"naam": "Dertiende maand", "maand": 13, "dag": 1}]}, "vaste_dagen.0.maand"),
        ({"vaste_dagen": [{"naam": "Dag nul", "maand": 1, "dag": 0}]}, "vaste_dagen.0.dag"),
        ({"vaste_dagen": [{"naam": "31 april", "maand": 4, "dag": 31}]}, "vaste_dagen.0"),
        ({"paasgebonden_dagen": [{"naam": "Goede Vrijdag"}]}, "paasgebonden_dagen.0.dagen_na_pasen"),
        ({"gelijkgestelde_dagen": [{"datum": "2026-05-15"}]}, "gelijkgestelde_dagen.0.bron"),
        ({"bron": ABSENT}, "bron"),
    ],
)
def test_a_calendar_that_is_wrong_names_the_field(tmp_path: Path, change: dict[str, object], field: str) -> None:
    path = changed(tmp_path, LAW / "calendars" / "termijnenwet.yaml", change, {})
    assert field in str(refused(path, Calendar).what)
