"""The work on rows, in whatever process: from a row to the bytes of its files and its record. Writes nothing.

A process opens the content of briefgen and reads the case of the batch once, for the first row it gets.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Protocol

from briefgen import __version__, papers, pipeline
from briefgen.batch import mail
from briefgen.batch.content import content_hash, file_hash, folder_hash
from briefgen.batch.manifest import Record, Status
from briefgen.batch.rows import Entry, case_of, told
from briefgen.errors import BriefgenError, ContentError, FactsError, FactsErrors, msg
from briefgen.facts.load import CaseFile, parse
from briefgen.facts.overlay import ground
from briefgen.facts.places import excerpt
from briefgen.facts.text_file import decoded
from briefgen.law.deadline_rules import Whose
from briefgen.letters.compose import Composition
from briefgen.papers import Format
from briefgen.pipeline import Judged
from briefgen.receipts import sha256
from briefgen.recipients.rows import EMAIL, ID, INHABITANTS, KIND, NAME, POSTCODE, PROVINCE, TOWN
from briefgen.render.repertoire import unprintable
from briefgen.workshop import Workshop

MAIL = "eml"
FORMATS = (*(kind.value for kind in Format), MAIL)


class CannotWorkError(Exception):
    """This process cannot do the work: it has another briefgen than who gives it, or other laws and texts.

    Its only argument says why, in Dutch: exceptions with more do not travel between processes.
    """


@dataclass(frozen=True, slots=True)
class Task:
    """What the letters of a batch have in common; made of plain values, for another process.

    `case` are the bytes of the case file, read from `case_name`; None when each row is a whole case. `pages`:
    each letter has its own page for the sender. `headers` are the columns' headers by dotted path. `content` is
    the `content_hash` of who gives the work, `letterhead` the `Stationery.key` of what letters are printed on.
    """

    letter: str
    on: date
    formats: tuple[str, ...]
    case: bytes | None
    case_name: str
    pages: bool
    headers: tuple[tuple[str, str], ...]
    content: str
    version: str = __version__
    letterhead: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A record with the files that belong to it, by name; no files when the row failed or was only looked at."""

    record: Record
    files: Mapping[str, bytes] = field(default_factory=dict)


def make(task: Task, entries: Sequence[Entry]) -> list[Made]:
    """Write the letters of these rows, in memory; a row that fails never stops the others.

    One step after another for all of them, not one letter after another: what a step needs is then still near.

    Raises CannotWorkError.
    """
    return _worked(task, entries, Desk.steps)


def look(task: Task, entries: Sequence[Entry]) -> list[Made]:
    """Judge which letters could be written, and write none. Raises what `make` raises."""
    return _worked(task, entries, lambda desk: (desk.judge,))


@dataclass(slots=True)
class Letter:
    """A letter in the making: what its steps found so far; `failed` when one of them could not be done."""

    entry: Entry
    record: Record
    judged: Judged | None = None
    composition: Composition | None = None
    files: dict[str, bytes] = field(default_factory=dict)
    failed: bool = False


Step = Callable[[Letter], None]


def _worked(task: Task, entries: Sequence[Entry], steps: Callable[[Desk], Sequence[Step]]) -> list[Made]:
    with _one_at_a_time:  # an engine may give a process several threads; the content is opened for one
        try:
            desk = _desk(task)
        except BriefgenError as error:
            raise CannotWorkError(str(error)) from None
        letters = [Letter(entry, blank(entry, task)) for entry in entries]
        for step in steps(desk):
            for letter in letters:
                if not letter.failed:
                    desk.guarded(letter, step)
        return [Made(letter.record, {} if letter.failed else letter.files) for letter in letters]


_one_at_a_time = threading.Lock()


@lru_cache(maxsize=1)
def _desk(task: Task) -> Desk:
    return Desk(task)


class Desk:
    """The content of briefgen and the case of a batch, opened once in this process."""

    def __init__(self, task: Task) -> None:
        """Raises CannotWorkError, ContentError, and FactsErrors for the case of the batch."""
        if (task.version, task.content) != (__version__, content_hash(task.letterhead)):
            raise CannotWorkError(
                str(msg("Hier staat briefgen {hier}, met andere wetten of teksten.", hier=__version__))
                if task.version == __version__
                else str(msg("Hier staat briefgen {hier} in plaats van {daar}.", hier=__version__, daar=task.version))
            )
        self.task = task
        self.workshop = Workshop.open(letterhead=task.letterhead or None)
        self.unprintable = partial(unprintable, letterhead=self.workshop.letterhead)
        self.below = ground(None if task.case is None else self.base().facts)
        self.headers = dict(task.headers)
        self._law: dict[str, str] = {}
        self.kinds = [Format(kind) for kind in task.formats if kind != MAIL]

    def base(self) -> CaseFile:
        """The case of the batch. Raises FactsError or FactsErrors."""
        assert self.task.case is not None  # noqa: S101 - asked only when there is one
        text = decoded(self.task.case, self.task.case_name)
        return parse(text, name=self.task.case_name, unprintable=self.unprintable)

    def guarded(self, letter: Letter, step: Step) -> None:
        """Take a step, or put in the letter's record why that could not be done."""
        try:
            step(letter)
        except (FactsError, FactsErrors) as error:
            reason = told(error, self.headers)
        except BriefgenError as error:
            reason = _why(error)
        except Exception as error:  # noqa: BLE001 - a fault of ours in one letter must not lose the others
            what = msg(
                "Onverwachte fout van briefgen bij deze rij: {soort}: {fout}. Meld dit, met de gegevens van de rij.",
                soort=type(error).__name__,
                fout=excerpt(str(error), 200),
            )
            reason = str(what)
        else:
            return
        letter.failed, letter.record = True, failed(letter.entry, self.task, reason)

    def steps(self) -> tuple[Step, ...]:
        """All that is done for a letter, in order."""
        rendering = tuple(partial(self.render, kind) for kind in self.kinds)
        page = (self.add_page,) if self.task.pages else ()
        draft = (self.add_mail,) if MAIL in self.task.formats else ()
        return (self.judge, self.compose, *rendering, *page, *draft, self.finish)

    def judgement(self, entry: Entry) -> Judged:
        """Whether the letter fits. Raises what `case_of` and `pipeline.judged` raise."""
        case = case_of(entry, self.below, source=self.task.case or b"", unprintable=self.unprintable)
        (found,) = pipeline.judged(case, [self.task.letter], self.task.on, self.workshop)
        return found

    def judge(self, letter: Letter) -> None:
        """See whether the letter fits, and to whom it goes."""
        letter.judged = found = self.judgement(letter.entry)
        body = found.verdict.recipient
        assert body is not None  # noqa: S101 - `pipeline.judged` refuses a letter without one
        warnings = (
            *(f"{warning.what} {warning.mend}" for warning in found.warnings),
            *map(str, found.resolved.remarks),
            *letter.entry.remarks,
        )
        letter.record = replace(
            letter.record,
            id=body.id or "",
            name=body.name or "",
            kind=body.kind.value if body.kind else "",
            postcode=body.postcode or "",
            town=body.town or "",
            warnings=tuple(dict.fromkeys(warnings)),
        )

    def compose(self, letter: Letter) -> None:
        """Write the text of a letter that was judged."""
        assert letter.judged is not None  # noqa: S101 - see `steps`
        letter.composition = pipeline.composed(letter.judged, self.task.on, self.workshop)

    def render(self, kind: Format, letter: Letter) -> None:
        """Make a file of the text."""
        assert letter.composition is not None  # noqa: S101 - see `steps`
        name = f"{stem(self.task, letter.entry.key)}.{kind}"
        letter.files[name] = papers.rendered(letter.composition, kind, self.workshop)

    def add_page(self, letter: Letter) -> None:
        """Make the page for the sender of this letter."""
        assert letter.judged is not None and letter.composition is not None  # noqa: S101, PT018 - see `steps`
        page = pipeline.page(letter.judged, letter.composition, self.workshop)
        name = f"{stem(self.task, letter.entry.key)}-voor-u"
        letter.files |= papers.page_files(page, name, self.kinds, self.workshop)

    def add_mail(self, letter: Letter) -> None:
        """Make a draft e-mail, if this letter may go that way; the record says why not, or what to know."""
        assert letter.judged is not None and letter.composition is not None  # noqa: S101, PT018 - see `steps`
        record, name = letter.record, stem(self.task, letter.entry.key)
        known = self.workshop.recipients.rows.get(record.id)
        draft = mail.draft(
            letter.composition,
            letter.judged.resolved.facts,
            mail.Mailbox(record.email, listed=known is not None and known.email == record.email),
            pdf=letter.files.get(f"{name}.pdf") or papers.rendered(letter.composition, Format.PDF, self.workshop),
            file_name=f"{name}.pdf",
            templates=self.workshop.templates,
            registry=self.workshop.registry,
        )
        letter.files |= {f"{name}.{MAIL}": draft.message} if draft.message is not None else {}
        if not letter.files:  # nothing else was asked for, so that there is no letter at all
            letter.failed = True
            letter.record = replace(record, status=Status.UNSENDABLE, reason=draft.remark)
            return
        letter.record = replace(record, warnings=(*record.warnings, *filter(None, [draft.remark])))

    def finish(self, letter: Letter) -> None:
        """Put in the record what came of it."""
        assert letter.composition is not None  # noqa: S101 - see `steps`
        letter.record = self.complete(letter.record, letter.composition, letter.files)

    def complete(self, record: Record, composition: Composition, files: Mapping[str, bytes]) -> Record:
        """The record with what the letter rests on, and when an answer is due.

        Of two terms of the law, such as with and without a committee, the longer: whoever keeps to it is not late.
        """
        terms = [term for term in composition.deadlines if term.rule.whose is Whose.OTHER]
        if terms:
            likewise = [term for term in terms if term.rule.nature is terms[0].rule.nature]
            answer = max(likewise, key=lambda term: term.late_from)
            own_ends = {end.latest_day for end in composition.last_days}
            arrives = answer.event > composition.letter.date and answer.event not in own_ends
            record = replace(
                record,
                answer_by=answer.last_day,
                late_from=answer.late_from,
                term=answer.rule.id,
                nature=answer.rule.nature.value,
                arrival=answer.event if arrives else None,
            )
        return replace(
            record,
            address=composition.letter.envelope.recipient,
            formats=self.task.formats,
            files={name: sha256(data) for name, data in files.items()},
            law=self.law(composition),
            texts=self.texts,
        )

    def law(self, composition: Composition) -> Mapping[str, str]:
        """The hashes of the records of the provisions and terms that a letter rests on."""
        articles = {item.provision.article.id for item in composition.provisions}
        terms = {term.rule.id for term in composition.deadlines}
        for name in (articles | terms) - self._law.keys():
            rule = self.workshop.deadlines.root / "deadlines" / f"{name}.yaml"
            self._law[name] = file_hash(self.workshop.registry.path(name) if name in articles else rule)
        return {name: self._law[name] for name in (*sorted(articles), *sorted(terms))}

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The hashes of the texts around the law that made these letters; of a folder, of all its files."""
        root = self.workshop.templates.root
        names = [f"letters/{self.task.letter}/letter.yaml", f"letters/{self.task.letter}/letter.md"]
        names += ["tone.yaml", "checks", "partials", "letterhead"]
        names += ["sheet/sheet.yaml"] if self.task.pages else []
        names += ["mail"] if MAIL in self.task.formats else []
        return {name: folder_hash([root / name]) for name in names if (root / name).exists()}


class Dated(Protocol):
    """What a file name says of a batch."""

    @property
    def letter(self) -> str: ...
    @property
    def on(self) -> date: ...


def stem(batch: Dated, key: str) -> str:
    """What the names of the files of letter `key` begin with."""
    return f"{batch.on.isoformat()}-{batch.letter}-{key}"


def blank(entry: Entry, task: Task) -> Record:
    """What is known of a row before anything is done with it."""
    values = entry.values
    inhabitants = values.get(INHABITANTS, "").replace(".", "")
    return Record(
        row=entry.number,
        key=entry.key,
        id=values.get(ID, ""),
        name=values.get(NAME, ""),
        kind=values.get(KIND, ""),
        province=values.get(PROVINCE, ""),
        inhabitants=int(inhabitants) if inhabitants.isdecimal() else None,
        postcode=values.get(POSTCODE, ""),
        town=values.get(TOWN, ""),
        email=values.get(EMAIL, ""),
        letter=task.letter,
        day=task.on,
        reference=entry.reference,
        version=__version__,
        input=input_hash(task, entry),
        values=entry.values,
    )


def _why(error: BriefgenError) -> str:
    """What is wrong and the mend; of content that came along not where it stands on the computer that did the work."""
    if isinstance(error, ContentError) and Path(error.where).is_absolute():
        return f"{error.what} {error.mend}"
    return str(error)


def failed(entry: Entry, task: Task, reason: str) -> Record:
    """The record of a row that no letter was made of."""
    return replace(blank(entry, task), status=Status.FAILED, reason=reason)


def input_hash(task: Task, entry: Entry) -> str:
    """The SHA-256 of all that a letter is made from; not of the formats, which only say in which files it is kept."""
    common = [task.version, task.content, task.letter, task.on.isoformat(), sha256(task.case or b""), task.pages]
    return sha256(json.dumps([*common, entry.key, entry.reference, dict(entry.values)], sort_keys=True).encode())
