"""What goes with the letters of a batch: only what is to be printed is printed, and a fault there undoes no letter."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from batches import body, made, plan, records
from pypdf import PdfReader
from shipped import ROOT, workshop

from briefgen.batch import labels, paper
from briefgen.batch.folder import locked
from briefgen.batch.run import Plan
from briefgen.errors import BatchError, RecipientError, msg
from briefgen.letters.sheet import SheetLanguage
from briefgen.pipeline import Reader
from briefgen.recipients import Row


def _written(wanted: Plan, folder: Path, reader: Reader | None = None) -> paper.Paper:
    made(wanted, folder)
    return paper.write(wanted, folder, workshop(), reader or Reader())


def _bookmarks(folder: Path) -> list[str]:
    reader = PdfReader(folder / "printbestand.pdf")
    return [entry.title for entry in reader.outline if not isinstance(entry, list) and entry.title]


def _page(folder: Path) -> str:
    return " ".join((folder / "lees-mij.txt").read_text(encoding="utf-8").split())


def test_every_letter_is_printed_once_in_the_order_of_the_postcodes(tmp_path: Path) -> None:
    rows = [body(9), body(2), body(5)]
    found = _written(plan(rows, formats=("pdf",)), tmp_path)
    assert [path.name for path in found.files] == ["printbestand.pdf", "etiketten.pdf", "lees-mij.pdf", "lees-mij.txt"]
    assert found.problems == ()
    assert _bookmarks(tmp_path) == ["Voorbeeld 2", "Voorbeeld 5", "Voorbeeld 9"]
    labels = PdfReader(tmp_path / "etiketten.pdf").pages[0].extract_text()
    assert labels.index("Dorpsstraat 2") < labels.index("Dorpsstraat 5") < labels.index("Dorpsstraat 9")


def test_what_has_an_answer_or_is_no_longer_in_the_list_is_not_printed_again(tmp_path: Path) -> None:
    _written(plan(4, formats=("pdf",)), tmp_path)
    (tmp_path / "antwoorden.jsonl").write_text(json.dumps({"sleutel": records(tmp_path)[0].key}) + "\n")
    _written(plan(3, formats=("pdf",)), tmp_path)
    assert _bookmarks(tmp_path) == ["Voorbeeld 3", "Voorbeeld 4"]


def test_the_page_names_what_is_not_in_the_print_file(tmp_path: Path) -> None:
    _written(plan(5, formats=("pdf",)), tmp_path)
    changed = next((tmp_path / "brieven").glob("*voorbeeld-3-*.pdf"))
    changed.write_bytes(b"%PDF van een ander")
    (tmp_path / "antwoorden.jsonl").write_text(json.dumps({"sleutel": records(tmp_path)[0].key}) + "\n")
    _written(plan(4, formats=("pdf",)), tmp_path)
    assert _bookmarks(tmp_path) == ["Voorbeeld 4", "Voorbeeld 5"]
    page = _page(tmp_path)
    assert "bij deze 4 brieven" in page
    assert "Brieven waarop al een antwoord is vastgelegd, zitten niet in het printbestand. Dat zijn er 1." in page
    assert "Door u zelf aangepast: de brief aan Voorbeeld 3." in page
    assert "Van eerder, en nu niet meer in de lijst: Voorbeeld 6." in page


def test_a_row_that_failed_is_not_printed_and_is_told_on_the_page(tmp_path: Path) -> None:
    _written(plan([body(2), body(3, geadresseerde__soort="ombudsman")], formats=("pdf",)), tmp_path)
    assert _bookmarks(tmp_path) == ["Voorbeeld 2"]
    page = _page(tmp_path)
    assert "De brief staat in de map 'brieven'." in page
    assert "Voor 1 rij is geen brief gemaakt" in page


def test_the_page_says_what_holds_for_all_letters(tmp_path: Path) -> None:
    found = _written(plan(3), tmp_path)
    assert "printbestand.pdf" not in [path.name for path in found.files]
    page = _page(tmp_path)
    assert "deze 3 brieven" in page
    assert "maandag 4 januari 2027" in page
    assert "printbestand" not in page  # there is none: no PDF was asked for
    assert "Voorbeeld 2" not in page


def test_registered_post_is_advised_only_where_a_term_hangs_on_the_day_of_arrival(tmp_path: Path) -> None:
    _written(plan(2), tmp_path / "vragen")
    page = _page(tmp_path / "vragen")
    assert "Gewone post is genoeg, want aan deze brieven hangt geen termijn uit de wet." in page
    assert "Verstuur de brief aangetekend" not in page
    figures = workshop().read(ROOT / "samples" / "gemeente-cijfers.yaml")
    _written(plan(2, letter="gemeente-cijfers", case=figures), tmp_path / "cijfers")
    page = _page(tmp_path / "cijfers")
    assert "Verstuur de brief aangetekend" in page
    assert "Gewone post is genoeg" not in page


@pytest.mark.parametrize(
    ("letter", "row"), [("gemeenteraad", body(2)), ("rijkstoezicht", Row(2, {"geadresseerde.id": "igj"}))]
)
def test_other_letters_without_a_term_go_by_ordinary_post_too(letter: str, row: Row, tmp_path: Path) -> None:
    case = workshop().read(ROOT / "samples" / f"{letter}.yaml")
    _written(plan([row], letter=letter, case=case), tmp_path, Reader(SheetLanguage.ENGLISH))
    assert "Ordinary post is enough, for no term of the law hangs on this letter." in _page(tmp_path)


def test_the_page_counts_addresses_that_nobody_checked(tmp_path: Path) -> None:
    unchecked = next(row for row in workshop().recipients.rows.values() if row.status.value == "ongecontroleerd")
    assert unchecked.kind.value != "gemeente"
    values = {"geadresseerde.id": unchecked.id, "geadresseerde.soort": "gemeente"}
    address = {"adres": "Straat 1", "postcode": "1234 AB", "plaats": "Voorbeeldstad", "naam": "Voorbeeld"}
    row = Row(2, values | {f"geadresseerde.{key}": value for key, value in address.items()})
    assert made(plan([row]), tmp_path / "x").unchecked == 1
    _written(plan([row, body(3)]), tmp_path)
    assert "Van 1 adres is niet nagekeken of het klopt" in _page(tmp_path)


def test_the_page_speaks_english_when_asked(tmp_path: Path) -> None:
    _written(plan(2), tmp_path, Reader(SheetLanguage.ENGLISH))
    assert "For you, with these 2 letters" in _page(tmp_path)


def test_letters_with_a_page_of_their_own_have_none_for_the_whole(tmp_path: Path) -> None:
    sender = {"naam": "Anna", "rol": "inwoner", "adres": "Straat 1", "postcode": "1234 AB", "plaats": "Voorbeeldstad"}
    facts = {f"afzender.{key}": value for key, value in sender.items()}
    facts |= {"toezicht.signalen": "Iets", "toezicht.periode.van": "2024-01-01"}
    found = _written(plan([Row(2, {**body(2).values, **facts})], case=None), tmp_path)
    assert [path.name for path in found.files] == ["etiketten.pdf"]


def test_a_batch_without_a_letter_has_nothing_to_print(tmp_path: Path) -> None:
    wanted: Any = plan([body(2, geadresseerde__soort="ombudsman")], formats=("pdf",))
    assert _written(wanted, tmp_path).files == ()


def test_labels_that_cannot_be_made_undo_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> bytes:
        raise RecipientError(msg("Dit past niet op een etiket."), mend=msg("Kort de naam in."))

    monkeypatch.setattr(labels, "labels", refused)
    found = _written(plan(2, formats=("pdf",)), tmp_path)
    assert ["etiket" in str(problem) for problem in found.problems] == [True]
    assert [path.name for path in found.files] == ["printbestand.pdf", "lees-mij.pdf", "lees-mij.txt"]
    assert "etiketten" not in _page(tmp_path)


def test_nothing_is_printed_while_another_run_has_the_folder(tmp_path: Path) -> None:
    made(plan(1), tmp_path)
    with locked(tmp_path), pytest.raises(BatchError, match="al aan het werk"):
        paper.write(plan(1), tmp_path, workshop(), Reader())
