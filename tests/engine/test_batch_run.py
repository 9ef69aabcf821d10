"""A run of a batch: every row in its place, whoever does the work and whatever becomes of them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from batches import DEADLY, body, case, deadly_work, held, made, plan, records
from shipped import DAY, ROOT, workshop

from briefgen import letterheads
from briefgen.batch import crew, work
from briefgen.batch.campaign import Choices, Chosen, choices_of
from briefgen.batch.crew import Alone, Job, Pool
from briefgen.batch.desk import Desk, Letter
from briefgen.batch.manifest import Record, Status
from briefgen.batch.means import Means
from briefgen.batch.rows import Entry
from briefgen.batch.run import CHUNK, look, task_of
from briefgen.batch.tally import Tally
from briefgen.batch.task import Made, Task, blank
from briefgen.errors import BatchError, ContentError, NoLetterFits, msg
from briefgen.pipeline import draft
from briefgen.recipients import Doubt, Row

MIXED: list[Row | Doubt] = [
    body(2),
    Doubt(3, "Postcode", msg("Dit is geen postcode."), msg("Vul er een in.")),
    body(4, geadresseerde__soort="ombudsman"),
    body(5, toezicht__periode__van="2036-01-01"),
    Row(6, body(2).values),
    body(7),
]


def _entries(*rows: Row) -> list[Entry]:
    return [Entry(row.number, f"sleutel-{row.number}", "x", row.values) for row in rows]


def test_each_row_has_its_record_in_its_place(tmp_path: Path) -> None:
    tally = made(plan(MIXED), tmp_path)
    found = records(tmp_path)
    assert [record.row for record in found] == [2, 3, 4, 5, 6, 7]
    assert [record.status.value for record in found] == [
        "gemaakt", "niet verstuurbaar", "mislukt", "mislukt", "niet verstuurbaar", "gemaakt",
    ]  # fmt: skip
    assert (tally.made, tally.failed, tally.unsendable) == (2, 2, 2)
    assert [record.row for record in tally.without] == [3, 4, 5, 6]
    reasons = {record.row: record.reason for record in found}
    assert "kolom Postcode: Dit is geen postcode. Vul er een in." in reasons[3]
    assert "past niet" in reasons[4]
    assert "na de datum van de brief" in reasons[5]
    assert "rij 2" in reasons[6]


def test_a_reason_tells_no_place_on_the_computer_of_content_that_came_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        where = f"{ROOT / 'legal_refs' / 'laws' / 'gw' / '5.yaml'}: 'tekst'"
        raise ContentError(msg("Dit record deugt niet."), where=where, mend=msg("Installeer briefgen opnieuw."))

    monkeypatch.setattr("briefgen.pipeline.composed", refused)
    made(plan(1), tmp_path)
    assert [record.reason for record in records(tmp_path)] == ["Dit record deugt niet. Installeer briefgen opnieuw."]


def test_a_row_of_which_only_a_draft_was_asked_and_none_can_be_is_not_made(tmp_path: Path) -> None:
    rows = [body(2, geadresseerde__email="griffie@example.org"), body(3)]
    for _ in range(2):  # and going on later gives the same
        tally = made(plan(rows, formats=("eml",)), tmp_path)
        assert (tally.made + tally.current, tally.unsendable) == (1, 1)
        _, without = records(tmp_path)
        assert (without.status, without.files) == (Status.UNSENDABLE, {})
        assert "geen e-mailadres" in without.reason
    assert made(plan(rows, formats=("txt",)), tmp_path).made == 2


def test_a_name_of_several_parts_is_not_divided_over_two_lines(tmp_path: Path) -> None:
    made(
        plan([body(2, geadresseerde__naam=name) for name in ("Voorbeeldstad", "Voorbeeld-Oost", "Den Voorbeeld")]),
        tmp_path,
    )
    assert [record.address[1:-2] for record in records(tmp_path)] == [
        ("de burgemeester van de gemeente Voorbeeldstad",),
        ("de burgemeester van de gemeente", "Voorbeeld-Oost"),
        ("de burgemeester van de gemeente", "Den Voorbeeld"),
    ]


def test_a_batch_remembers_what_its_letters_are_printed_on(tmp_path: Path) -> None:
    paper = tmp_path / "papier"
    letterheads.new(paper, "burger", ROOT / "templates" / "letterhead")
    made(plan(1, means=Means(str(paper))), tmp_path / "eigen")
    found = choices_of(tmp_path / "eigen")
    assert found is not None
    assert (found.letterhead.name, len(found.letterhead.digest)) == (str(paper), 64)
    made(plan(1), tmp_path / "gewoon")
    assert choices_of(tmp_path / "gewoon") == Choices(Chosen("burger"))
    assert choices_of(tmp_path / "niets") is None


def test_a_record_says_what_the_letter_is_and_rests_on(tmp_path: Path) -> None:
    made(plan([Row(2, {"geadresseerde.id": "GM0014", "geadresseerde.inwoners": "244427"})]), tmp_path)
    (record,) = records(tmp_path)
    assert (record.key, record.id, record.name, record.kind) == ("gm0014", "GM0014", "Groningen", "gemeente")
    assert (record.reference, record.inhabitants, record.day) == ("2026/114-GM0014", 244_427, DAY)
    assert record.address[-1].split() == ["9700", "AS", "GRONINGEN"]
    assert record.answer_by is not None
    assert record.late_from is not None
    assert DAY < record.answer_by < record.late_from
    assert (record.term, record.nature, record.arrival) == ("antwoord-verzoek", "verzoek", None)
    assert {"jw:2.2", "gw:5", "antwoord-verzoek"} <= set(record.law)
    assert set(record.files) == {path.name for path in (tmp_path / "brieven").iterdir()}
    assert "letters/toezicht-college/letter.md" in record.texts


def test_a_term_of_receipt_keeps_the_day_of_receipt_that_was_assumed(tmp_path: Path) -> None:
    made(plan(1, letter="gemeente-cijfers", case=workshop().read(ROOT / "samples" / "gemeente-cijfers.yaml")), tmp_path)
    (record,) = records(tmp_path)
    assert (record.term, record.nature) == ("woo-4-4", "wettelijk")
    assert record.arrival is not None
    assert record.answer_by == workshop().deadlines.count("woo-4-4", record.arrival).last_day
    assert record.arrival > DAY


def test_of_two_terms_of_the_law_the_longer_makes_late(tmp_path: Path) -> None:
    """Awb 9:11: six weeks for a complaint, or ten when a person or committee advises; that is not known beforehand."""
    made(
        plan(1, letter="klacht-bestuursorgaan", case=workshop().read(ROOT / "samples" / "klacht-bestuursorgaan.yaml")),
        tmp_path,
    )
    (record,) = records(tmp_path)
    assert record.term == "awb-9-11-commissie"
    assert record.arrival is not None
    assert record.answer_by == workshop().deadlines.count("awb-9-11-commissie", record.arrival).last_day


def test_the_letter_is_the_one_that_draft_writes(tmp_path: Path) -> None:
    """Nothing of a letter is otherwise because there are many of them."""
    made(plan([Row(2, {})], case=case(), formats=("docx", "pdf", "txt")), tmp_path)
    assert records(tmp_path)[0].status is Status.UNSENDABLE  # a row must say who it is for
    rows = [Row(2, {"kenmerk.eigen": "2026/114"} | _body_of_the_sample())]
    made(plan(rows, formats=("docx", "pdf", "txt")), tmp_path)
    (alone,) = draft(case(), ["toezicht-college"], DAY, workshop())
    (record,) = [record for record in records(tmp_path) if record.row == 2]
    for name in record.files:
        suffix = Path(name).suffix
        assert (tmp_path / "brieven" / name).read_bytes() == alone.files[f"{alone.stem}{suffix}"]


def _body_of_the_sample() -> dict[str, str]:
    addressee = case().facts.addressee
    assert addressee is not None
    found = addressee.model_dump(by_alias=True, exclude_none=True)
    return {f"geadresseerde.{key}": str(value) for key, value in found.items()}


def test_two_processes_give_the_same_bytes_as_one(tmp_path: Path) -> None:
    rows: list[Row | Doubt] = [body(number) for number in range(2, 30)]
    rows[5:9] = MIXED[1:5]
    for name, workers in (("een", Alone()), ("twee", Pool(2))):
        made(plan(rows, formats=("docx", "pdf", "txt")), tmp_path / name, workers)
    assert held(tmp_path / "een") == held(tmp_path / "twee")


def test_a_whole_case_in_each_row_has_a_page_for_each_sender(tmp_path: Path) -> None:
    sender = {
        "naam": "Anna Smit",
        "rol": "inwoner",
        "adres": "Straat 1",
        "postcode": "1234 AB",
        "plaats": "Voorbeeldstad",
    }
    facts = {f"afzender.{key}": value for key, value in sender.items()}
    facts |= {"toezicht.signalen": "Iets", "toezicht.periode.van": "2024-01-01"}
    rows = [
        Row(number, {**facts, "afzender.naam": name, **body(2).values}) for number, name in ((2, "Anna"), (3, "Bram"))
    ]
    tally = made(plan(rows, case=None), tmp_path)
    assert tally.made == 2
    names = {path.name for path in (tmp_path / "brieven").iterdir()}
    assert sum(name.endswith("-voor-u.txt") for name in names) == 2
    found = records(tmp_path)
    assert [record.key for record in found] == [f"{who}-1234ab-voorbeeld-2-1002ab" for who in ("anna", "bram")]
    assert len({record.reference for record in found}) == 2
    assert not any(word in record.reference for record in found for word in ("anna", "bram", "1234ab"))


def test_an_unknown_letter_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(NoLetterFits):
        made(plan(1, letter="onzin"), tmp_path / "reeks")
    assert not (tmp_path / "reeks").exists()


def test_a_fault_of_ours_is_told_and_stops_no_other_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original = Desk.compose

    def composed_or_not(self: Desk, letter: Letter) -> None:
        if letter.entry.number == 3:
            raise ZeroDivisionError("delen door nul")
        original(self, letter)

    monkeypatch.setattr(Desk, "compose", composed_or_not)
    tally = made(plan(4), tmp_path)
    assert (tally.made, tally.failed) == (3, 1)
    assert "ZeroDivisionError: delen door nul" in records(tmp_path)[1].reason
    assert "Traceback" not in records(tmp_path)[1].reason


def test_a_row_on_which_a_worker_dies_twice_has_failed_and_the_others_have_not() -> None:
    rows = [body(number) for number in range(2, 22)]
    rows[7] = body(9, geadresseerde__naam=DEADLY)
    task = task_of(plan(), ("txt",))
    with Pool(2) as pool:
        jobs = [pool.give(deadly_work, task, _entries(*rows[start : start + 4])) for start in range(0, 20, 4)]
        found = [item.record for job in jobs for item in pool.take(job)]
    assert [record.row for record in found] == list(range(2, 22))
    assert [record.row for record in found if record.status is Status.FAILED] == [9]
    assert "gestopt" in found[7].reason


def test_a_killed_worker_costs_nothing(tmp_path: Path) -> None:
    killed: list[int] = []

    def watch(_record: Record, tally: Tally, _fresh: bool) -> None:  # noqa: FBT001 - what the engine calls
        if tally.done in {6, 30} and len(killed) < 2:
            worker = multiprocessing.active_children()[0]
            assert worker.pid is not None
            os.kill(worker.pid, signal.SIGKILL)
            killed.append(worker.pid)

    tally = made(plan(60), tmp_path / "geraakt", Pool(2), watch=watch)
    made(plan(60), tmp_path / "heel")
    assert len(killed) == 2
    assert (tally.made, tally.failed) == (60, 0)
    assert held(tmp_path / "geraakt") == held(tmp_path / "heel")


def test_processes_that_cannot_even_begin_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "follow_parent", _die)
    with Pool(1) as pool:
        job = pool.give(work.make, task_of(plan(), ("txt",)), _entries(body(2), body(3), body(4), body(5)))
        with pytest.raises(BatchError, match="steeds"):
            pool.take(job)


def _die() -> None:
    os._exit(1)


@pytest.mark.parametrize("change", [{"version": "0.0.0"}, {"content": "0"}])
@pytest.mark.parametrize("workers", [Alone, lambda: Pool(1)])
def test_a_worker_with_another_briefgen_is_refused(change: dict[str, str], workers: Any) -> None:
    task = replace(task_of(plan(), ("txt",)), **change)  # type: ignore[arg-type]  # both are texts
    with workers() as working, pytest.raises(BatchError, match=r"Hier staat briefgen"):
        working.take(working.give(work.make, task, _entries(body(2))))


def test_no_worker_lives_on_when_the_run_is_killed(tmp_path: Path) -> None:
    """Their output closes only when all of them have ended."""
    command = [sys.executable, "-m", "briefgen", "batch", "--letter", "toezicht-college", "--format", "txt"]
    command += ["--case", str(ROOT / "samples" / "toezicht-college.yaml"), "--to", "gemeenten", "--workers", "2"]
    command += ["--out", str(tmp_path / "reeks"), "--date", DAY.isoformat()]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        for _ in range(3):
            running.stdout.readline()
        running.kill()
        running.stdout.read()  # ends with the last process that holds it


class _Counting(Alone):
    """Does the work itself, and knows how many rows are under way."""

    def __init__(self) -> None:
        self.reach = 3
        self.under_way = self.most = 0

    def give(self, work: crew.Work, task: Task, entries: Any) -> Job:
        job = super().give(work, task, entries)
        self.under_way += len(job.entries)
        self.most = max(self.most, self.under_way)
        return job

    def take(self, job: Job) -> list[Made]:
        self.under_way -= len(job.entries)
        return super().take(job)


def test_no_more_than_a_few_rows_are_under_way(tmp_path: Path) -> None:
    counting = _Counting()
    made(plan(150), tmp_path, counting)
    assert counting.most <= CHUNK * (counting.reach + 1)


def test_a_dry_run_writes_nothing_and_says_what_a_run_would_make(tmp_path: Path) -> None:
    made(plan(MIXED[:1]), tmp_path / "reeks")
    before = held(tmp_path)
    seen: list[tuple[int, Status, bool]] = []
    with Alone() as alone:
        tally = look(
            plan(MIXED),
            tmp_path / "reeks",
            workshop(),
            alone,
            lambda record, _, fresh: seen.append((record.row, record.status, fresh)),
        )
        look(plan(MIXED), tmp_path / "niets", workshop(), alone)
    assert held(tmp_path) == before
    assert (tally.made, tally.current, tally.failed, tally.unsendable) == (1, 1, 2, 2)
    assert seen[0] == (2, Status.MADE, False)
    assert seen[-1] == (7, Status.MADE, True)


def _peak(count: int, folder: Path) -> int:
    """The most memory of Python's that a dry run of `count` rows holds at once, with the judging left out."""

    class Idle(Alone):
        def take(self, job: Job) -> list[Made]:
            return [Made(blank(entry, job.task)) for entry in job.entries]

    def rows() -> Iterator[Row]:
        return (body(number, geadresseerde__naam=f"Voorbeeld {number}") for number in range(2, count + 2))

    wanted = plan(rows)
    tracemalloc.start()
    try:
        with Idle() as idle:
            tally = look(wanted, folder, workshop(), idle)
        assert tally.made == count
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    """Of each row a fingerprint stays, to see that none comes twice: less than 200 bytes."""
    _peak(500, tmp_path)
    few, many = _peak(500, tmp_path), _peak(10_000, tmp_path)
    assert many - few < 200 * 9_500


MEASURE = """
import resource, sys
sys.path[:0] = sys.argv[3:]
from pathlib import Path
from batches import body, plan
from shipped import workshop
from briefgen.batch.crew import Alone
from briefgen.batch.run import look
count = int(sys.argv[1])
rows = lambda: (body(number, geadresseerde__naam=f"Voorbeeld {number}") for number in range(2, count + 2))
with Alone() as alone:
    assert look(plan(rows), Path(sys.argv[2]), workshop(), alone).made == count
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def _resident(count: int, folder: Path) -> int:
    paths = [str(ROOT / "tests" / name) for name in ("support", "engine")]
    command = [sys.executable, "-c", MEASURE, str(count), str(folder), *paths]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


@pytest.mark.soak
def test_a_dry_run_of_fifty_thousand_rows_takes_hardly_more_memory_than_one_of_five_hundred(tmp_path: Path) -> None:
    assert _resident(50_000, tmp_path) < 1.2 * _resident(500, tmp_path)
