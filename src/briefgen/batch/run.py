"""A run of a batch: rows in, letters on disk, in the order of the rows, with never more than a few in memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from briefgen.batch import work
from briefgen.batch.campaign import Campaign, Choices, Chosen, joined
from briefgen.batch.content import content_hash, letterhead_hash, templates_hash
from briefgen.batch.crew import Crew, Job, Work
from briefgen.batch.desk import by_office
from briefgen.batch.folder import BatchFolder, Overview, failure, locked
from briefgen.batch.history import History
from briefgen.batch.manifest import Record, Status
from briefgen.batch.means import STANDARD, Means
from briefgen.batch.moved import Moved
from briefgen.batch.rows import SENDER, Entry, entries
from briefgen.batch.tally import Tally
from briefgen.batch.task import MAIL, Made, Task, blank, input_hash
from briefgen.errors import msg
from briefgen.facts.load import CaseFile
from briefgen.recipients import Column, Doubt, Row
from briefgen.render.stationery import STANDARD_LOOK
from briefgen.workshop import Workshop

CHUNK = 16
"""Letters in one piece of work: enough to make sending it to another process cheap."""
_ITEMS = 256
"""Rows that may wait for a piece of work to fill up, when most of them are up to date."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a batch is to be.

    `case` is what all letters have in common; None when each row is a whole case. `rows` gives the rows anew
    each time it is called; `columns` are those of the list that they come from, for the errors.
    """

    letter: str
    on: date
    case: CaseFile | None
    rows: Callable[[], Iterable[Row | Doubt]]
    formats: tuple[str, ...]
    columns: tuple[Column, ...] = ()
    means: Means = STANDARD

    @property
    def pages(self) -> bool:
        """Whether each letter has a page of its own for the sender: when rows have senders of their own."""
        return self.case is None or any((column.field or "").startswith(f"{SENDER}.") for column in self.columns)

    @property
    def stem(self) -> str:
        """What every reference begins with: the case's own, or the date."""
        references = self.case.facts.references if self.case else None
        return (references.own if references else None) or self.on.isoformat()


Watch = Callable[[Record, Tally, bool], object]
"""Is told of each row, in order: its record, the tally up to and with it, and whether it was made just now."""


def run(plan: Plan, root: Path, workshop: Workshop, crew: Crew, watch: Watch = lambda *_: None) -> Tally:
    """Make what is missing or changed of the batch `plan` in folder `root`, and its manifest; no print file.

    Raises BatchError when the folder is in use or of another batch, or the workers are lost, OutputError when
    the disk refuses, NoLetterFits for an unknown letter, RecipientError, ContentError, LetterheadError or
    OwnTemplateError for what is the user's own, and RenderError when LibreOffice is needed and is not here.
    Whatever it raises, the same call goes on later where this one ended.
    """
    tally = Tally()
    workshop.catalogue.spec(plan.letter)
    with locked(root), BatchFolder(root, _campaign(plan)) as folder, Overview(root) as overview:
        task = task_of(plan, folder.campaign.formats)
        by_office(task, workshop)
        left = dict.fromkeys(folder.history)
        for item in _worked(plan, task, workshop, folder.history, crew, work.make):
            fresh = isinstance(item, Made)
            before = isinstance(item, Made) and folder.history.last(item.record.key) is not None
            record = _kept(item, folder) if isinstance(item, Made) else item
            fresh = fresh and not record.edited
            tally.again += before and fresh and record.status is Status.MADE
            left.pop(record.key, None)
            overview.write(record)
            tally.count(record, workshop.recipients, fresh=fresh)
            tally.no_mail += _without_mail(record)
            watch(record, tally, fresh)
        for key in left:
            record = _gone(folder.history, key)
            overview.write(record)
            tally.count_gone(record)
        overview.finish()
    return tally


def look(plan: Plan, root: Path, workshop: Workshop, crew: Crew, watch: Watch = lambda *_: None) -> Tally:
    """See what `run` would make, and make nothing; the folder need not be there. Raises what `run` raises."""
    tally = Tally()
    task = task_of(plan, joined(root, _campaign(plan)).formats)
    by_office(task, workshop)
    history = History(root)
    left = dict.fromkeys(history)
    for item in _worked(plan, task, workshop, history, crew, work.look):
        record = item.record if isinstance(item, Made) else item
        fresh = isinstance(item, Made) and record.status is Status.MADE
        tally.again += fresh and history.last(record.key) is not None
        left.pop(record.key, None)
        tally.count(record, workshop.recipients, fresh=isinstance(item, Made))
        watch(record, tally, isinstance(item, Made))
    for key in left:
        tally.count_gone(_gone(history, key))
    return tally


def _campaign(plan: Plan) -> Campaign:
    source, name = (plan.case.source, plan.case.name) if plan.case else (None, "")
    means = plan.means
    choices = Choices(
        Chosen(means.letterhead or STANDARD_LOOK, letterhead_hash(means.letterhead)),
        Chosen(means.templates, templates_hash(means.templates, plan.letter)),
        means.engine,
    )
    content = content_hash(means, plan.letter)
    return Campaign(plan.letter, plan.on, plan.stem, plan.formats, source, name, content, choices)


def task_of(plan: Plan, formats: tuple[str, ...]) -> Task:
    """What the letters of `plan` have in common, for whoever makes them."""
    return Task(
        letter=plan.letter,
        on=plan.on,
        formats=formats,
        case=plan.case.source if plan.case else None,
        case_name=plan.case.name if plan.case else "",
        pages=plan.pages,
        headers=tuple((column.field, column.header) for column in plan.columns if column.field),
        content=content_hash(plan.means, plan.letter),
        means=plan.means,
    )


Item = Made | Record
"""What came of a row: Made when it was worked on; a Record when nothing was to be done or can be."""


def _worked(plan: Plan, task: Task, workshop: Workshop, history: History, crew: Crew, what: Work) -> Iterator[Item]:
    """What comes of each row, in their order; `crew` works ahead, but never so far that memory grows with the rows."""
    sources = workshop.catalogue.spec(plan.letter).destination.sources
    under_way: deque[tuple[list[Item | None], Job]] = deque()
    slots: list[Item | None] = []
    todo: list[Entry] = []
    moved = Moved(plan.rows, history, sources=sources, stem=plan.stem)
    for found in entries(plan.rows(), sources=sources, stem=plan.stem):
        row = found if isinstance(found, Doubt) else moved.known(found)
        item = _unsendable(row, task) if isinstance(row, Doubt) else _settled(row, task, history)
        slots.append(item)
        if item is None:
            todo.append(row)  # type: ignore[arg-type]  # a doubt has an item
        if len(todo) >= CHUNK or len(slots) >= _ITEMS:
            under_way.append((slots, _given(crew, what, task, todo)))
            slots, todo = [], []
            while len(under_way) > crew.reach:
                yield from _outcome(*under_way.popleft(), crew)
    under_way.append((slots, _given(crew, what, task, todo)))
    while under_way:
        yield from _outcome(*under_way.popleft(), crew)


def _given(crew: Crew, what: Work, task: Task, todo: list[Entry]) -> Job:
    """The work given out; for no rows nobody is asked, so that no process begins for nothing."""
    return crew.give(what, task, todo) if todo else Job(what, task, ())


def _outcome(slots: list[Item | None], job: Job, crew: Crew) -> Iterator[Item]:
    made = iter(crew.take(job) if job.entries else ())
    for item in slots:
        yield next(made) if item is None else item


def _settled(entry: Entry, task: Task, history: History) -> Item | None:
    """What is known of a row without working on it: that it is up to date, or may not be made; None otherwise."""
    wanted = input_hash(task, entry)
    if (record := history.current(entry.key, wanted, task.formats)) is not None:
        return replace(record, row=entry.number, outdated=record.input != wanted)
    before = history.last(entry.key)
    if before is not None and before.reference != entry.reference:
        reason = msg(
            "Deze brief is al gemaakt met kenmerk {daar}. Zet dat kenmerk weer in de lijst, of kies met --out een "
            "andere map.",
            daar=before.reference,
        )
        return Made(failure(blank(entry, task), before, str(reason)))
    return None


def _unsendable(doubt: Doubt, task: Task) -> Record:
    reason = f"{doubt.what} {doubt.mend}"
    return Record(
        row=doubt.number,
        key=f"rij-{doubt.number}",
        name=doubt.name,
        letter=task.letter,
        day=task.on,
        status=Status.UNSENDABLE,
        reason=str(msg("kolom {kolom}: {reden}", kolom=doubt.column, reden=reason)) if doubt.column else reason,
        version=task.version,
    )


def _kept(made: Made, folder: BatchFolder) -> Record:
    if made.record.status is Status.MADE:
        return folder.keep(made.record, made.files)
    kept = failure(made.record, folder.history.last(made.record.key), made.record.reason)
    return replace(kept, status=made.record.status)


def _gone(history: History, key: str) -> Record:
    """The record of a letter that was made before, of a row that is no longer in the list."""
    record = history.last(key)
    assert record is not None  # noqa: S101 - the key comes from the history
    note = str(msg("Deze ontvanger staat niet meer in de lijst; de brief was al gemaakt."))
    return replace(record, row=0, warnings=(*record.warnings, note))


def _without_mail(record: Record) -> bool:
    """Whether a draft of an e-mail was asked for with this letter and there is none."""
    asked = record.status is Status.MADE and MAIL in record.formats
    return asked and not any(name.endswith(f".{MAIL}") for name in record.files)
