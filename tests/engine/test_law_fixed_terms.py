"""Terms that a sentence demands, and whether a text bears them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from briefgen.law.fixed_terms import borne, demanded, known, written
from briefgen.law.records import Version


def version(*durations: str, fingerprint: str | None = None) -> Version:
    checked: dict[str, Any] = {"op": date(2026, 1, 1), "toestand": date(2026, 1, 1), "bron": "verzonnen"}
    return Version.model_validate(
        {
            "geldig_vanaf": date(2026, 1, 1), "leden": [], "kern": "Zo is het.", "in_een_zin": "Zo is het.",
            "citeer_voor": ["zeggen dat het zo is"], "termijnen": list(durations), "zekerheid": "vast",
            "gecontroleerd": {**checked, "vingerafdruk": fingerprint},
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "terms"),
    [
        ("U moet binnen zeven dagen antwoorden.", ("7 dagen",)),
        ("U antwoordt uiterlijk binnen vier\u00a0weken.", ("4 weken",)),
        ("Daarvoor geldt een termijn van zes weken.", ("6 weken",)),
        ("Binnen de wettelijke termijn van één maand.", ("1 maanden",)),
        ("Binnen een maand na ontvangst.", ("1 maanden",)),
        ("Binnen een half jaar.", ("6 maanden",)),
        ("Binnen een redelijke termijn.", ()),
        ("Het kind is 12 jaar en ziet haar eens per vier weken.", ()),
        ("Ik vraag u om binnen twee weken te antwoorden.", ()),
        ("Graag hoor ik binnen twee weken van u.", ()),
        ("Ik hoop binnen twee weken van u te horen.", ()),
        ("U schrijft dat u binnen twee weken antwoordt.", ()),
        ("Moet u binnen twee weken antwoorden?", ()),
        ("U schrijft „binnen twee weken”, en dat is te kort.", ()),
        ("In de brief staat „binnen twee weken”, maar u moet binnen drie dagen antwoorden.", ("3 dagen",)),
        ("Dit artikel noemt geen termijn van zes weken.", ()),
        ("De termijn van drie maanden staat niet in dit artikel.", ()),
        ("Een termijn van drie maanden geldt hier niet.", ()),
        ("Het verzoek moet binnen zes weken worden gedaan.", ("6 weken",)),
    ],
)
def test_a_term_is_demanded_or_not(sentence: str, terms: tuple[str, ...]) -> None:
    assert demanded(sentence) == terms


@pytest.mark.parametrize(
    ("term", "durations", "there"),
    [
        ("4 weken", ("4 weken",), True),
        ("14 dagen", ("2 weken",), True),
        ("12 maanden", ("1 jaren",), True),
        ("1 maanden", ("4 weken",), False),
        ("4 weken", ("1 maanden",), False),
        ("5 werkdagen", ("1 weken",), False),
        ("3 maanden", ("1 maanden", "2 maanden"), True),  # a term with its extension
        ("8 weken", ("14 dagen", "6 weken"), False),
        ("6 weken", (), False),
    ],
)
def test_even_lengths_count_as_the_same(term: str, durations: tuple[str, ...], there: bool) -> None:  # noqa: FBT001 - a table
    assert borne(term, version(*durations)) is there


def test_a_text_that_was_never_compared_says_nothing_about_terms() -> None:
    assert not known(version())
    assert known(version(fingerprint="0" * 64))
    assert known(version("2 weken"))


def test_a_length_is_written_as_people_do() -> None:
    assert [written(length) for length in ("1 maanden", "4 weken", "20 jaren", "1 weken")] == [
        "1 maand", "4 weken", "20 jaar", "1 week",
    ]  # fmt: skip
