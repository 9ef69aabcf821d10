"""Answers to a batch: recorded for good, each beside those before it, and only when they can be right."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from batches import made, plan, records
from mailings import DUE, SENT, answered, letter, sent
from pypdf import PdfReader
from shipped import workshop

from briefgen.batch import history, paper
from briefgen.batch.answers import AnswerKind, read
from briefgen.batch.folder import locked
from briefgen.batch.recording import withdraw
from briefgen.batch.sent import open_mailing
from briefgen.errors import BatchError, FactsErrors, OutputError
from briefgen.pipeline import Reader

DAY = date(2026, 12, 1)
LATER = date(2026, 12, 20)


def lines(folder: Path) -> list[str]:
    return (folder / "antwoorden.jsonl").read_text(encoding="utf-8").splitlines()


def test_an_answer_is_kept_with_a_copy_of_the_file_and_its_hash(tmp_path: Path) -> None:
    reply = tmp_path / "Brief van de gemeente.PDF"
    reply.write_bytes(b"%PDF-1.7 niet echt")
    mailing = sent(tmp_path / "map")
    found = answered(mailing, "GM0001", DAY, file=reply, note="per post", questions={2: "12 zaken", 1: "ja"})
    (kept,) = read(mailing)
    assert kept == found.answer
    assert (mailing.folder / kept.file).read_bytes() == reply.read_bytes()
    assert kept.file == "antwoorden/gm0001-brief-van-de-gemeente.pdf"
    assert kept.sha256 == hashlib.sha256(reply.read_bytes()).hexdigest()
    assert json.loads(lines(mailing.folder)[0]) == {
        "sleutel": "gm0001",
        "datum": "2026-12-01",
        "soort": "volledig",
        "uitgesteld_tot": None,
        "ontvangen": None,
        "opmerking": "per post",
        "vragen": {"1": "ja", "2": "12 zaken"},
        "bestand": kept.file,
        "sha256": kept.sha256,
    }
    if os.name == "posix":
        for path in (mailing.folder / "antwoorden.jsonl", mailing.folder / kept.file):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_second_answer_is_added_and_the_first_stays_as_it_was(tmp_path: Path) -> None:
    mailing = sent(tmp_path)
    answered(mailing, "GM0001", DAY, AnswerKind.RECEIPT)
    before = lines(tmp_path)
    again = answered(mailing, "GM0001", DAY + timedelta(days=9))
    assert lines(tmp_path)[:1] == before
    assert len(lines(tmp_path)) == 2
    assert [found.reply.kind for found in again.earlier] == [AnswerKind.RECEIPT]


def test_the_same_answer_once_more_is_not_added(tmp_path: Path) -> None:
    reply = tmp_path / "antwoord.txt"
    reply.write_text("ja", encoding="utf-8")
    mailing = sent(tmp_path)
    first = answered(mailing, "GM0001", DAY, file=reply)
    again = answered(mailing, "GM0001", DAY, file=reply)
    assert (first.known, again.known) == (False, True)
    assert len(lines(tmp_path)) == 1


def test_another_file_of_the_same_name_gets_a_name_of_its_own(tmp_path: Path) -> None:
    mailing = sent(tmp_path)
    reply = tmp_path / "antwoord.txt"
    places = []
    for text in ("een", "twee"):
        reply.write_text(text, encoding="utf-8")
        places.append(answered(mailing, "GM0001", DAY, file=reply).answer.file)
    assert [(tmp_path / place).read_text(encoding="utf-8") for place in places] == ["een", "twee"]


@pytest.mark.parametrize("name", ["GM0002", "gm0002", "Voorbeelddorp 2", "gemeente  voorbeelddorp 2"])
def test_a_body_is_known_by_code_and_by_name(name: str, tmp_path: Path) -> None:
    assert answered(sent(tmp_path), name, DAY).sent.id == "GM0002"


@pytest.mark.parametrize(
    ("name", "nearest"), [("GM0020", "GM0002"), ("Vorbeelddorp 3", "GM0003"), ("Voorbeeld", "GM0001")]
)
def test_a_body_that_is_not_in_the_batch_is_an_error_with_the_nearest(name: str, nearest: str, tmp_path: Path) -> None:
    mailing = sent(tmp_path)
    with pytest.raises(BatchError) as raised:
        answered(mailing, name, DAY)
    assert name in str(raised.value.what)
    assert nearest in str(raised.value.mend)
    assert not (tmp_path / "antwoorden.jsonl").exists()


def test_two_bodies_of_one_name_are_told_apart_by_their_code(tmp_path: Path) -> None:
    mailing = sent(tmp_path, [letter(1, name="Bergen"), letter(2, name="Bergen")])
    with pytest.raises(BatchError, match=r"GM0001, GM0002"):
        answered(mailing, "Bergen", DAY)


def test_a_body_without_a_letter_cannot_answer_it(tmp_path: Path) -> None:
    mailing = sent(tmp_path, [letter(1, files={}, reason="Er is geen postadres bekend.")])
    with pytest.raises(BatchError, match="geen postadres"):
        answered(mailing, "GM0001", DAY)


@pytest.mark.parametrize(
    ("day", "more"),
    [
        (SENT - timedelta(days=1), {}),
        (DAY, {"received": SENT - timedelta(days=1)}),
        (DAY, {"received": DAY + timedelta(days=1)}),
        (DAY, {"until": DUE}),
        (DAY, {"kind": AnswerKind.EXTENSION, "until": DAY}),
    ],
    ids=["before the letter", "received before it", "received after it", "until without extension", "until the past"],
)
def test_days_that_cannot_be_right_are_refused(day: date, more: dict[str, Any], tmp_path: Path) -> None:
    mailing = sent(tmp_path)
    with pytest.raises(BatchError) as raised:
        answered(mailing, "GM0001", day, **more)
    assert raised.value.where == "GM0001 Voorbeelddorp 1"
    assert not (tmp_path / "antwoorden.jsonl").exists()


def test_days_at_the_border_are_right(tmp_path: Path) -> None:
    mailing = sent(tmp_path)
    answered(mailing, "GM0001", SENT, AnswerKind.RECEIPT, received=SENT)
    answered(mailing, "GM0002", DAY, AnswerKind.EXTENSION, until=DAY + timedelta(days=1))
    assert len(read(mailing)) == 2


@pytest.mark.parametrize("text", ["bsn 111222333", "leeg \u200b teken", "nul\x00"])
@pytest.mark.parametrize("place", ["note", "questions"])
def test_what_must_not_be_kept_or_cannot_be_shown_is_refused(place: str, text: str, tmp_path: Path) -> None:
    mailing = sent(tmp_path)
    more: dict[str, Any] = {place: text if place == "note" else {1: text}}
    with pytest.raises(FactsErrors):
        answered(mailing, "GM0001", DAY, **more)
    assert not (tmp_path / "antwoorden.jsonl").exists()


def test_a_file_that_is_not_there_is_an_error_and_nothing_is_recorded(tmp_path: Path) -> None:
    mailing = sent(tmp_path)
    with pytest.raises(BatchError, match="bestaat niet"):
        answered(mailing, "GM0001", DAY, file=tmp_path / "weg.pdf")
    assert not (tmp_path / "antwoorden.jsonl").exists()


def _fill_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)


def test_a_full_disk_leaves_what_was_recorded_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mailing = sent(tmp_path)
    answered(mailing, "GM0001", DAY)
    before = (tmp_path / "antwoorden.jsonl").read_bytes()
    _fill_disk(monkeypatch)
    with pytest.raises(OutputError):
        answered(mailing, "GM0002", DAY)
    assert (tmp_path / "antwoorden.jsonl").read_bytes() == before


def test_an_answer_waits_until_nobody_else_writes_in_the_folder(tmp_path: Path) -> None:
    mailing = sent(tmp_path)
    with locked(tmp_path), pytest.raises(BatchError):
        answered(mailing, "GM0001", DAY)


def test_a_line_end_that_an_editor_took_away_is_put_back(tmp_path: Path) -> None:
    mailing = sent(tmp_path)
    answered(mailing, "GM0001", DAY)
    path = tmp_path / "antwoorden.jsonl"
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    answered(mailing, "GM0002", DAY)
    assert [found.key for found in read(mailing)] == ["gm0001", "gm0002"]


@pytest.mark.parametrize("spoilt", ["{", "[]", "{}", '{"sleutel": "gm0001", "datum": "gisteren"}'])
def test_a_line_that_is_no_answer_is_told_with_its_number(spoilt: str, tmp_path: Path) -> None:
    mailing = sent(tmp_path)
    answered(mailing, "GM0001", DAY)
    with (tmp_path / "antwoorden.jsonl").open("a", encoding="utf-8") as file:
        file.write(f"{spoilt}\n")
    with pytest.raises(BatchError) as raised:
        read(mailing)
    assert raised.value.where.endswith("antwoorden.jsonl:2")


def test_an_answer_of_a_body_that_the_manifest_lost_is_not_passed_over(tmp_path: Path) -> None:
    mailing = sent(tmp_path, 3)
    answered(mailing, "GM0003", DAY)
    with pytest.raises(BatchError, match="gm0003"):
        read(sent(tmp_path, 2))


def test_an_answer_that_is_taken_back_keeps_its_line_and_its_copy_and_counts_no_more(tmp_path: Path) -> None:
    reply = tmp_path / "antwoord.txt"
    reply.write_text("ja", encoding="utf-8")
    mailing = sent(tmp_path / "map")
    recorded = answered(mailing, "GM0001", DAY, file=reply).answer
    answered(mailing, "GM0002", DAY)
    before = lines(mailing.folder)
    found = withdraw(mailing, "Voorbeelddorp 1", LATER)
    assert (found.sent.id, found.answer, found.left) == ("GM0001", recorded, ())
    assert [answer.key for answer in read(mailing)] == ["gm0002"]
    assert (mailing.folder / recorded.file).read_text(encoding="utf-8") == "ja"
    assert lines(mailing.folder)[:2] == before
    assert [json.loads(line) for line in lines(mailing.folder)[2:]] == [
        {
            "sleutel": "gm0001",
            "soort": "ingetrokken",
            "op": "2026-12-20",
            "van": hashlib.sha256(before[0].encode()).hexdigest(),
        }
    ]


def test_what_was_recorded_last_is_taken_back_first_whatever_its_day(tmp_path: Path) -> None:
    mailing = sent(tmp_path)
    answered(mailing, "GM0001", LATER)
    answered(mailing, "GM0001", DAY, AnswerKind.RECEIPT)
    first = withdraw(mailing, "GM0001", LATER)
    assert (first.answer.reply.kind, [left.reply.day for left in first.left]) == (AnswerKind.RECEIPT, [LATER])
    second = withdraw(mailing, "GM0001", LATER)
    assert (second.answer.reply.day, second.left, read(mailing)) == (LATER, (), ())


def test_an_answer_that_was_taken_back_can_be_recorded_and_taken_back_again(tmp_path: Path) -> None:
    mailing = sent(tmp_path)
    first = answered(mailing, "GM0001", DAY)
    for _ in range(2):
        withdraw(mailing, "GM0001", LATER)
        assert read(mailing) == ()
        again = answered(mailing, "GM0001", DAY)
        assert (again.known, again.earlier, read(mailing)) == (False, (), (first.answer,))
    assert len(lines(tmp_path)) == 5


def test_without_an_answer_that_counts_there_is_nothing_to_take_back(tmp_path: Path) -> None:
    mailing = sent(tmp_path)
    answered(mailing, "GM0001", DAY)
    with pytest.raises(BatchError, match="Van Voorbeelddorp 2 is geen antwoord vastgelegd") as raised:
        withdraw(mailing, "GM0002", LATER)
    assert raised.value.where == "GM0002 Voorbeelddorp 2"
    assert str(tmp_path) in str(raised.value.mend)
    withdraw(mailing, "GM0001", LATER)
    before = lines(tmp_path)
    with pytest.raises(BatchError, match="Van Voorbeelddorp 1 is geen antwoord vastgelegd"):
        withdraw(mailing, "GM0001", LATER)
    assert lines(tmp_path) == before


def test_a_full_disk_leaves_an_answer_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mailing = sent(tmp_path)
    answered(mailing, "GM0001", DAY)
    before = (tmp_path / "antwoorden.jsonl").read_bytes()
    _fill_disk(monkeypatch)
    with pytest.raises(OutputError):
        withdraw(mailing, "GM0001", LATER)
    assert (tmp_path / "antwoorden.jsonl").read_bytes() == before


def test_nothing_is_taken_back_while_somebody_else_writes_in_the_folder(tmp_path: Path) -> None:
    mailing = sent(tmp_path)
    answered(mailing, "GM0001", DAY)
    with locked(tmp_path), pytest.raises(BatchError):
        withdraw(mailing, "GM0001", LATER)
    assert len(read(mailing)) == 1


def test_line_ends_of_another_system_leave_taken_back_what_was(tmp_path: Path) -> None:
    mailing = sent(tmp_path)
    answered(mailing, "GM0001", DAY)
    withdraw(mailing, "GM0001", LATER)
    path = tmp_path / "antwoorden.jsonl"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert read(mailing) == ()
    assert history.answered(tmp_path) == frozenset()


@pytest.mark.parametrize(
    "changed",
    [{"van": "0" * 64}, {"van": None}, {"van": []}, {"sleutel": "gm0002"}],
    ids=["an unknown line", "no line", "no hash", "a line of another body"],
)
def test_a_line_that_takes_back_what_is_not_there_is_told_and_takes_nothing_back(
    changed: dict[str, object], tmp_path: Path
) -> None:
    mailing = sent(tmp_path)
    answered(mailing, "GM0001", DAY)
    withdraw(mailing, "GM0001", LATER)
    first, second = lines(tmp_path)
    spoilt = json.dumps(json.loads(second) | changed)
    (tmp_path / "antwoorden.jsonl").write_text(f"{first}\n{spoilt}\n", encoding="utf-8")
    with pytest.raises(BatchError) as raised:
        read(mailing)
    assert raised.value.where.endswith("antwoorden.jsonl:2")
    assert history.answered(tmp_path) == {"gm0001"}


def test_the_letter_to_a_body_whose_answer_was_taken_back_is_printed_again(tmp_path: Path) -> None:
    wanted = plan(2, formats=("pdf",))
    made(wanted, tmp_path)
    mailing, body = open_mailing(tmp_path), records(tmp_path)[0].key

    def printed() -> list[str]:
        paper.write(wanted, tmp_path, workshop(), Reader())
        outline = PdfReader(tmp_path / "printbestand.pdf").outline
        return [str(entry.title) for entry in outline if not isinstance(entry, list)]

    answered(mailing, body, LATER)
    assert printed() == ["Voorbeeld 3"]
    withdraw(mailing, body, LATER)
    assert printed() == ["Voorbeeld 2", "Voorbeeld 3"]
    answered(mailing, body, LATER)
    assert printed() == ["Voorbeeld 3"]


@pytest.mark.parametrize("missing", ["manifest.jsonl", "campagne.json"])
def test_a_folder_without_a_batch_is_told(missing: str, tmp_path: Path) -> None:
    sent(tmp_path)
    (tmp_path / missing).unlink()
    with pytest.raises(BatchError, match=str(tmp_path)):
        open_mailing(tmp_path)


def test_a_folder_that_is_not_there_and_a_file_are_told_apart_from_a_folder_without_a_batch(tmp_path: Path) -> None:
    (tmp_path / "c.yaml").touch()
    for place, told in (
        (tmp_path / "weg", "Deze map is er niet."),
        (tmp_path / "c.yaml", "Dit is een bestand, geen map."),
        (tmp_path / "c.yaml" / "weg", "Deze map is er niet."),
        (tmp_path, "In deze map staat geen overzicht van brieven"),
    ):
        with pytest.raises(BatchError, match=told) as raised:
            open_mailing(place)
        assert raised.value.where == str(place)


def test_a_folder_of_next_letters_names_the_one_in_which_answers_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(tmp_path)
    following = tmp_path / "vervolg" / "2027-01-15-herinnering"
    following.parent.mkdir()
    with pytest.raises(BatchError, match="staan vervolgbrieven") as raised:
        sent(following)
    assert str(raised.value.mend).endswith(f" {tmp_path}")
    monkeypatch.chdir(following)
    with pytest.raises(BatchError) as raised:
        open_mailing(Path())
    assert str(raised.value.mend).endswith(f" {tmp_path}")


def test_a_folder_that_only_has_the_name_of_next_letters_is_a_batch(tmp_path: Path) -> None:
    (tmp_path / "vervolg").mkdir()
    assert len(sent(tmp_path / "vervolg" / "eigen").letters) == 3
