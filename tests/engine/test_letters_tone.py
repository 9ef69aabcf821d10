"""The tone of a letter: it changes how a letter greets and closes, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from test_letters_compose import Folder, case, composed, outline

from briefgen.errors import ContentError


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_a_connecting_tone_greets_opens_and_closes_more_warmly() -> None:
    letter = composed(case(toon="verbindend")).letter
    assert letter.envelope.salutation == "Beste heer, mevrouw,"
    assert letter.envelope.closing == "Met vriendelijke groet,"
    assert outline(letter.body[:1]).endswith("wil er graag samen uitkomen.")


def test_a_firm_tone_ends_with_its_own_sentence() -> None:
    assert outline(composed(case(toon="stevig")).letter.body[-1:]) == "Een duidelijk antwoord is welkom."


def test_the_tone_changes_neither_the_law_nor_what_is_asked() -> None:
    neutral, warm = composed(case()), composed(case(toon="verbindend"))
    assert warm.letter.body[1:] == neutral.letter.body
    assert (warm.provisions, warm.deadlines) == (neutral.provisions, neutral.deadlines)


def test_without_a_tone_the_letter_is_as_its_entry_says() -> None:
    assert composed(case()).letter == composed(case(toon="zakelijk")).letter


def test_a_letter_of_one_tone_stays_as_it_is(folder: Folder) -> None:
    folder.entry(een_toon=True)
    warm, neutral = (composed(case(toon=tone), folder.root).letter for tone in ("verbindend", "zakelijk"))
    assert replace(warm, envelope=neutral.envelope) == neutral
    assert warm.envelope == neutral.envelope


def test_tone_words_at_fault_name_the_file(folder: Folder) -> None:
    (folder.root / "tone.yaml").write_text("zakelijk: {}\nstevig: {}\n", encoding="utf-8")
    with pytest.raises(ContentError, match="verbindend"):
        composed(case(), folder.root)
