"""Every letter that ships reads well, and so does everything else that is said to the sender."""

from __future__ import annotations

from pathlib import Path

import pytest
from shipped import CASES, SAMPLES, drafted, workshop

from briefgen.letters.language import Language, letter_words, own_words
from briefgen.papers import Format

LANGUAGE = workshop().templates.record("language.yaml", Language)


def _stem(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", [*SAMPLES, *CASES], ids=_stem)
def test_a_letter_has_short_plain_sentences_without_labels(path: Path) -> None:
    letter = drafted(path, (Format.TXT,)).composition.letter
    assert [f"{found.place}: {found.what}" for found in LANGUAGE.remarks(letter_words(letter))] == []


@pytest.mark.parametrize("path", SAMPLES, ids=_stem)
def test_a_sample_sets_a_good_example(path: Path) -> None:
    assert [f"{found.place}: {found.what}" for found in LANGUAGE.remarks(own_words(workshop().read(path).facts))] == []


@pytest.mark.parametrize("letter_id", workshop().catalogue.ids)
def test_what_the_catalogue_says_is_plain(letter_id: str) -> None:
    spec = workshop().catalogue.spec(letter_id)
    said = [("doel", spec.purpose), *(("let_op", notice) for notice in spec.notices)]
    said += [
        ("past", sentence) for condition in spec.conditions for sentence in (condition.because, condition.otherwise)
    ]
    assert [f"{found.place}: {found.what}" for found in LANGUAGE.remarks(said)] == []


def test_what_advice_and_checks_say_is_plain() -> None:
    said = [(door.id, door.title) for door in workshop().doors]
    said += [(check.id, f"{check.what} {check.mend}") for check in workshop().checks]
    assert [f"{found.place}: {found.what}" for found in LANGUAGE.remarks(said)] == []
