"""Names as initials, where the whole name need not be read."""

from __future__ import annotations

import pytest

from briefgen.dutch.people import initials, with_initials


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Noa de Vries", "N. de V."),
        ("Jan-Peter van den Berg", "J. van den B."),
        ("Łucja Óvári", "Ł. Ó."),
        ("Noa", "N."),
    ],
)
def test_a_name_as_initials(name: str, short: str) -> None:
    assert initials(name) == short


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Het dossier van Noa de Vries", "Het dossier van N. de V."),
        ("Het dossier van Noa\u00a0de\u00a0Vries.", "Het dossier van N. de V."),
        ("2026-noa-de-vries_brief", "2026-N. de V._brief"),
        ("Noa de Vriesman en Annoa de Vries", "Noa de Vriesman en Annoa de Vries"),
        ("Alleen Noa", "Alleen Noa"),
    ],
)
def test_only_the_whole_name_is_shortened(text: str, shown: str) -> None:
    assert with_initials(text, ["Noa de Vries"]) == shown


def test_a_name_of_one_word_stays() -> None:
    assert with_initials("Het dossier van Noa", ["Noa"]) == "Het dossier van Noa"
