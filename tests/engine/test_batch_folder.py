"""The folder of a batch: nothing lost, doubled or half-written, whatever happens to the disk or the process."""

from __future__ import annotations

import errno
import json
import os
import stat
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from batches import body, case, held, made, plan, records
from changed import changed_case
from shipped import DAY, ROOT

from briefgen.batch import campaign
from briefgen.batch.manifest import Status
from briefgen.errors import BatchError, OutputError
from briefgen.recipients import Row


def _letters(folder: Path) -> list[Path]:
    return sorted((folder / "brieven").iterdir())


def _again(folder: Path, **more: Any) -> tuple[int, int, int]:
    """What a second run of the same batch makes, leaves as it is and cannot do."""
    tally = made(plan(**more), folder)
    return tally.made, tally.current, tally.failed


def test_a_second_run_makes_nothing(tmp_path: Path) -> None:
    made(plan(), tmp_path)
    before = {path: path.stat().st_mtime_ns for path in _letters(tmp_path)}
    assert _again(tmp_path) == (0, 5, 0)
    assert {path: path.stat().st_mtime_ns for path in _letters(tmp_path)} == before


def test_what_is_missing_is_made_again(tmp_path: Path) -> None:
    made(plan(), tmp_path)
    before = held(tmp_path)
    _letters(tmp_path)[2].unlink()
    assert _again(tmp_path) == (1, 4, 0)
    assert held(tmp_path) == before


def test_what_changed_is_made_again_under_the_same_reference(tmp_path: Path) -> None:
    made(plan(), tmp_path)
    references = [record.reference for record in records(tmp_path)]

    def change(data: dict[str, Any]) -> None:
        data["toezicht"]["signalen"] = ["Er is iets anders aan de hand"]

    tally = made(plan(case=changed_case(ROOT / "samples/toezicht-college.yaml", change)), tmp_path)
    assert (tally.made, tally.current) == (5, 0)
    assert [record.reference for record in records(tmp_path)] == references
    assert all("iets anders" in path.read_text(encoding="utf-8") for path in _letters(tmp_path))


@pytest.mark.parametrize("left", [b"", b"\0", "half"])
def test_a_file_that_a_lost_current_tore_is_made_again(tmp_path: Path, left: bytes | str) -> None:
    made(plan(), tmp_path)
    before, path = held(tmp_path), _letters(tmp_path)[0]
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if left == "half" else left * 300 if isinstance(left, bytes) else b"")
    assert _again(tmp_path) == (1, 4, 0)
    assert held(tmp_path) == before


def test_a_file_that_a_person_changed_is_left_alone_and_told(tmp_path: Path) -> None:
    made(plan(), tmp_path)
    before, path = records(tmp_path)[0], _letters(tmp_path)[0]
    path.write_text("Mijn eigen woorden", encoding="utf-8")
    for _ in range(2):
        tally = made(plan(), tmp_path)
        assert (tally.made, tally.again, tally.current, tally.edited, tally.failed) == (0, 0, 5, 1, 0)
        assert path.read_text(encoding="utf-8") == "Mijn eigen woorden"
        record = records(tmp_path)[0]
        assert (record.edited, record.status) == (True, Status.MADE)
        assert any(path.name in warning for warning in record.warnings)
        assert record.files == before.files


def test_a_file_that_a_person_changed_cannot_follow_the_list(tmp_path: Path) -> None:
    made(plan(), tmp_path)
    before, path = records(tmp_path)[0], _letters(tmp_path)[0]
    path.write_text("Mijn eigen woorden", encoding="utf-8")
    tally = made(plan([body(2, geadresseerde__adres="Dorpsstraat 200"), *map(body, range(3, 7))]), tmp_path)
    assert (tally.current, tally.failed) == (4, 1)
    assert path.read_text(encoding="utf-8") == "Mijn eigen woorden"
    record = records(tmp_path)[0]
    assert (record.edited, record.status) == (False, Status.FAILED)
    assert path.name in record.reason
    assert record.files == before.files  # the letter is still known: it may have been sent


def test_a_body_whose_postcode_was_mended_keeps_its_letter_and_reference(tmp_path: Path) -> None:
    made(plan(), tmp_path)
    before = records(tmp_path)
    rows = [body(2, geadresseerde__postcode="9999 ZZ"), *map(body, range(3, 7))]
    tally = made(plan(rows), tmp_path)
    assert (tally.made, tally.again, tally.current, tally.gone) == (1, 1, 4, 0)
    after = records(tmp_path)
    assert [(record.key, record.reference) for record in after] == [(one.key, one.reference) for one in before]
    assert after[0].postcode == "9999 ZZ"
    assert [bool(record.warnings) for record in after] == [True, False, False, False, False]
    assert "postcode is anders dan eerst" in after[0].warnings[0]
    assert "9999" in " ".join(after[0].address)
    assert len(_letters(tmp_path)) == 5
    assert made(plan(rows), tmp_path).current == 5


def test_two_bodies_of_one_name_are_not_taken_for_one_that_moved(tmp_path: Path) -> None:
    made(plan([body(2)]), tmp_path)
    new = [body(2, geadresseerde__postcode=postcode) for postcode in ("9999 ZZ", "9998 ZZ")]
    tally = made(plan(new), tmp_path)
    assert (tally.made, tally.gone, tally.gone_names) == (2, 1, ["Voorbeeld 2"])


def test_a_letter_that_was_followed_up_stays_as_it_was_sent(tmp_path: Path) -> None:
    made(plan(), tmp_path)
    path = _letters(tmp_path)[0]
    sent = path.read_bytes()
    later = tmp_path / "vervolg" / "2027-01-15-herinnering"
    made(plan([body(2)]), later)
    rows = [body(number, geadresseerde__adres="Nieuwe straat 1") for number in range(2, 7)]
    tally = made(plan(rows), tmp_path)
    assert (tally.made, tally.current, tally.outdated) == (4, 1, 1)
    assert path.read_bytes() == sent
    assert [record.outdated for record in records(tmp_path)] == [True, False, False, False, False]


def test_a_file_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "brieven").mkdir()
    made(plan(), tmp_path / "elders")
    path = tmp_path / "brieven" / _letters(tmp_path / "elders")[0].name
    path.write_text("van een ander", encoding="utf-8")
    assert _again(tmp_path) == (4, 0, 1)
    assert path.read_text(encoding="utf-8") == "van een ander"


def test_a_format_that_is_asked_for_later_comes_beside_the_others(tmp_path: Path) -> None:
    made(plan(2), tmp_path)
    made(plan(2, formats=("docx",)), tmp_path)
    assert {path.suffix for path in _letters(tmp_path)} == {".docx", ".txt"}
    assert _again(tmp_path, rows=2) == (0, 2, 0)


@pytest.mark.parametrize("key", ["brief", "datum", "kenmerk"])
def test_a_folder_of_another_batch_is_refused(tmp_path: Path, key: str) -> None:
    made(plan(1), tmp_path)
    before = held(tmp_path)

    def change(data: dict[str, Any]) -> None:
        data["kenmerk"]["eigen"] = "2026/115"

    other = {
        "brief": plan(1, letter="gemeenteraad"),
        "datum": plan(1, on=date(2026, 11, 22)),
        "kenmerk": plan(1, case=changed_case(ROOT / "samples/toezicht-college.yaml", change)),
    }[key]
    with pytest.raises(BatchError, match=key):
        made(other, tmp_path)
    assert held(tmp_path) == before


@pytest.mark.parametrize("name", ["lees-mij.txt", "manifest.csv", "printbestand.pdf", "etiketten.pdf", "zaak.yaml"])
def test_a_file_of_somebody_else_is_never_replaced(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mijn eigen woorden")
    with pytest.raises(BatchError, match=name):
        made(plan(1), tmp_path)
    assert held(tmp_path) == {name: b"mijn eigen woorden"}


def test_a_batch_without_letters_holds_no_folder(tmp_path: Path) -> None:
    assert made(plan([]), tmp_path).made == 0
    assert campaign.day_of(tmp_path) is None
    assert made(plan(1, on=date(2026, 11, 22)), tmp_path).made == 1
    assert campaign.day_of(tmp_path) == date(2026, 11, 22)


def test_a_letter_never_gets_a_second_reference(tmp_path: Path) -> None:
    made(plan([body(2, kenmerk__eigen="K-1")]), tmp_path)
    before = _letters(tmp_path)[0].read_bytes()
    tally = made(plan([body(2, kenmerk__eigen="K-2")]), tmp_path)
    assert tally.failed == 1
    (record,) = records(tmp_path)
    assert "K-1" in record.reason
    assert record.reference == "K-1"
    assert _letters(tmp_path)[0].read_bytes() == before


def test_rows_that_move_keep_their_letters(tmp_path: Path) -> None:
    made(plan(), tmp_path)
    before = {record.key: record.files for record in records(tmp_path)}
    moved = [Row(number, body(old).values) for number, old in enumerate((6, 3, 2, 5, 4), start=2)]
    assert _again(tmp_path, rows=moved) == (0, 5, 0)
    found = records(tmp_path)
    assert [record.row for record in found] == [2, 3, 4, 5, 6]
    assert found[0].name == "Voorbeeld 6"
    assert {record.key: record.files for record in found} == before


def test_a_letter_whose_row_is_gone_is_kept_and_told(tmp_path: Path) -> None:
    made(plan(3), tmp_path)
    tally = made(plan(2), tmp_path)
    assert (tally.current, tally.gone) == (2, 1)
    last = records(tmp_path)[-1]
    assert (last.row, last.name, last.status) == (0, "Voorbeeld 4", Status.MADE)
    assert "niet meer in de lijst" in last.warnings[-1]
    assert len(_letters(tmp_path)) == 3


def test_a_letter_that_has_an_answer_is_never_made_again(tmp_path: Path) -> None:
    made(plan(2), tmp_path)
    first = records(tmp_path)[0]
    (tmp_path / "antwoorden.jsonl").write_text(json.dumps({"sleutel": first.key}) + "\n{kapot", encoding="utf-8")
    _letters(tmp_path)[0].unlink()
    assert _again(tmp_path, rows=2) == (0, 2, 0)
    assert len(_letters(tmp_path)) == 1


def test_a_last_line_of_the_journal_that_was_cut_off_does_not_count(tmp_path: Path) -> None:
    made(plan(), tmp_path)
    journal = tmp_path / ".voortgang.jsonl"
    whole = journal.read_bytes()
    for cut in (1, 100, len(whole.splitlines()[-1])):
        journal.write_bytes(whole[:-cut])
        assert _again(tmp_path) == (1, 4, 0)
        assert journal.read_bytes() == whole


def test_a_line_that_the_disk_spoilt_is_a_letter_to_make(tmp_path: Path) -> None:
    made(plan(), tmp_path)
    journal = tmp_path / ".voortgang.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join([lines[0], b"\0" * 50 + b"\n", *lines[2:]]))
    assert _again(tmp_path) == (1, 4, 0)


def test_what_a_killed_run_left_is_cleared(tmp_path: Path) -> None:
    made(plan(1), tmp_path)
    for place in (tmp_path, tmp_path / "brieven"):
        (place / ".briefgen-x.tmp").write_text("half")
    made(plan(1), tmp_path)
    assert not list(tmp_path.rglob(".briefgen-*"))


def test_everything_is_for_its_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "reeks"
    made(plan(1), folder)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*") if path.is_file()}
    assert set(modes.values()) == {0o600}, modes


def test_the_folder_says_what_it_is_and_holds_the_case(tmp_path: Path) -> None:
    made(plan(1), tmp_path)
    told = json.loads((tmp_path / "campagne.json").read_bytes())
    assert (told["brief"], told["datum"], told["kenmerk"]) == ("toezicht-college", DAY.isoformat(), "2026/114")
    assert (tmp_path / told["zaak"]["bestand"]).read_bytes() == case().source
    assert campaign.day_of(tmp_path) == DAY


def test_a_copy_of_the_case_that_a_person_changed_is_left_alone(tmp_path: Path) -> None:
    made(plan(1), tmp_path)
    (tmp_path / "zaak.yaml").write_text("mijn werk")
    with pytest.raises(BatchError, match="--case"):
        made(plan(1), tmp_path)
    assert (tmp_path / "zaak.yaml").read_text() == "mijn werk"


@pytest.mark.parametrize("content", ["", "{", "[]", '{"datum": 1, "formaten": []}'])
def test_a_folder_of_which_nobody_can_say_what_it_is_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "campagne.json").write_text(content)
    with pytest.raises(BatchError, match="niet te lezen"):
        made(plan(1), tmp_path)


def test_two_runs_exclude_each_other_and_a_killed_one_lets_go(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from briefgen.batch.folder import locked\n"
        "with locked(Path(sys.argv[1])):\n    print('heeft het', flush=True)\n    time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(BatchError, match="al aan het werk"):
            made(plan(1), tmp_path)
        assert not (tmp_path / "brieven").exists()
        other.kill()
    made(plan(1), tmp_path)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("x")
    with pytest.raises(OutputError, match="--out"):
        made(plan(1), tmp_path / "bestand")


@pytest.mark.parametrize("room", [0, 500, 3_000, 12_000, 20_000, 40_000])
@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_a_disk_that_gets_full_stops_the_run_cleanly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int, fault: int
) -> None:
    """With `os.write` in the place of a disk: it takes `room` bytes more, of the last piece only a part."""
    whole, folder, write = tmp_path / "heel", tmp_path / "vol", os.write
    made(plan(), whole)

    def limited(descriptor: int, data: bytes | memoryview) -> int:
        nonlocal room
        part = data[:room]
        room -= len(part)
        if not part:
            raise OSError(fault, os.strerror(fault))
        return write(descriptor, part)

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", limited)
        with pytest.raises(OutputError, match="dezelfde opdracht"):
            made(plan(), folder)
    assert not list(folder.rglob(".briefgen-*"))
    assert all(held(folder)[name] == data for name, data in held(whole).items() if name in held(folder))
    made(plan(), folder)
    assert held(folder) == held(whole)


def test_a_real_disk_that_gets_full_stops_the_run_cleanly(tmp_path: Path) -> None:
    """With a small file system in memory, where this may be mounted."""
    disk = tmp_path / "schijf"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=100k", "tmpfs", str(disk)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("a small file system cannot be mounted here; another test has the disk's answer made up")
    try:
        with pytest.raises(OutputError, match="schijf is vol"):
            made(plan(40), disk / "reeks")
        assert not list(disk.rglob(".briefgen-*"))
        done = len(_letters(disk / "reeks"))
        assert 0 < done < 40
        subprocess.run(["mount", "-o", "remount,size=2m", str(disk)], check=True)
        tally = made(plan(40), disk / "reeks")
        assert tally.made + tally.current == 40
        assert tally.current >= done - 1
        made(plan(40), tmp_path / "heel")
        assert held(disk / "reeks") == held(tmp_path / "heel")
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def _killed(root: Path, letters: int, stride: int, kills: int) -> dict[str, Any]:
    script = ROOT / "tests" / "support" / "batches.py"
    names = [str(ROOT / "tests" / name) for name in ("support", "engine")]
    paths = os.pathsep.join([*names, os.environ.get("PYTHONPATH", "")])
    run = subprocess.run(
        [sys.executable, str(script), str(root), str(letters), str(stride), str(kills)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": paths},
    )
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout)
    return found


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system where a process can be copied")
def test_killed_at_any_step_on_the_disk_it_ends_as_if_nothing_happened(tmp_path: Path) -> None:
    found = _killed(tmp_path, 3, 2, 1)
    assert found["killed"] >= found["steps"] // 2
    assert found["wrong"] == []


@pytest.mark.soak
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system where a process can be copied")
def test_killed_again_and_again_it_ends_as_if_nothing_happened(tmp_path: Path) -> None:
    found = _killed(tmp_path, 30, 1, 5)
    assert found["killed"] >= 500
    assert found["wrong"] == []


def test_a_record_reads_back_as_it_was(tmp_path: Path) -> None:
    made(
        plan([body(2, geadresseerde__naam='Naam; "met" \u2028 van alles', geadresseerde__inwoners="12.345")]), tmp_path
    )
    (record,) = records(tmp_path)
    assert record.status is Status.FAILED  # a line separator cannot be printed
    assert len((tmp_path / "manifest.jsonl").read_text(encoding="utf-8").splitlines()) == 1
    assert record.inhabitants == 12_345
    assert replace(record, row=2) == record
