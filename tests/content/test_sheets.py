"""The sender's page of every letter: there in both languages, complete, on one page, and saying what counts."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from shipped import CASES, DAY, SAMPLES, drafted, letter_of, workshop

from briefgen.letters.sheet import SheetLanguage
from briefgen.papers import Format
from briefgen.pipeline import Reader, draft

LETTERS = workshop().catalogue.ids
ENGLISH = Reader(SheetLanguage.ENGLISH)


def _stem(path: Path) -> str:
    return path.stem


def _words(path: Path, reader: Reader) -> str:
    (made,) = draft(workshop().read(path), [letter_of(path)], DAY, workshop(), (Format.TXT,), reader=reader)
    return " ".join(made.files[f"{made.stem}-voor-u.txt"].decode().split())


@pytest.mark.parametrize("letter_id", LETTERS)
def test_a_letter_has_its_words_for_the_page_in_both_languages(letter_id: str) -> None:
    spec = workshop().catalogue.spec(letter_id)
    assert spec.sheet is not None
    dutch, english = spec.sheet.dutch, spec.sheet.english
    assert (dutch.title, dutch.notices, dutch.basis_note) == (None, (), None)
    assert english.title
    assert len(english.notices) == len(spec.notices)
    assert len(english.send) == len(dutch.send)
    assert (english.basis_note is None) == (spec.basis_note is None)


@pytest.mark.parametrize("letter_id", LETTERS)
def test_a_check_speaks_both_languages(letter_id: str) -> None:
    checks = [*workshop().checks, *workshop().catalogue.spec(letter_id).checks]
    assert [check.id for check in checks if check.english is None] == []


@pytest.mark.parametrize("path", SAMPLES, ids=_stem)
def test_the_page_is_one_page_of_accessible_pdf(path: Path) -> None:
    made = drafted(path)
    document = pikepdf.open(BytesIO(made.files[f"{made.stem}-voor-u.pdf"]))
    assert len(document.pages) == 1
    assert bool(document.Root.MarkInfo.Marked)


@pytest.mark.parametrize("path", [*SAMPLES, *CASES], ids=_stem)
def test_the_page_says_what_to_do_and_where_free_help_is(path: Path) -> None:
    said = _words(path, Reader())
    for told in ("Stuur het niet mee", "Wat u vraagt", "Tekenen", "Versturen", "Bewaren", "Als er niets komt"):
        assert told in said
    assert "Jeugdstem" in said
    assert "Juridisch Loket" in said


@pytest.mark.parametrize("path", [*SAMPLES, *CASES], ids=_stem)
def test_the_page_says_nothing_twice(path: Path) -> None:
    made = drafted(path)
    said = re.split(r"\n\n|\n- ", made.files[f"{made.stem}-voor-u.txt"].decode().strip())
    assert len(said) == len(set(said))


@pytest.mark.parametrize("path", [*SAMPLES, *CASES], ids=_stem)
def test_the_english_page_is_english(path: Path) -> None:
    said = _words(path, ENGLISH)
    for told in ("Do not send it", "What you ask", "Sign", "If nothing comes", "Free help"):
        assert told in said
    spec = workshop().catalogue.spec(letter_of(path))
    assert not [notice for notice in spec.notices if " ".join(notice.split()) in said]
