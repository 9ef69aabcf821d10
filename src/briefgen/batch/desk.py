"""The desk at which a process makes letters of rows, with all that it needs within reach."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path

from briefgen import __version__, papers, pipeline
from briefgen.batch import mail
from briefgen.batch.content import content_hash, file_hash, folder_hash
from briefgen.batch.manifest import Record, Status
from briefgen.batch.rows import Entry, case_of, told
from briefgen.batch.task import MAIL, CannotWorkError, Task, failed, stem
from briefgen.errors import BriefgenError, ContentError, FactsError, FactsErrors, RenderError, msg
from briefgen.facts.load import CaseFile, parse
from briefgen.facts.overlay import ground
from briefgen.facts.places import excerpt
from briefgen.facts.text_file import decoded
from briefgen.judging import Judged, judged
from briefgen.law.deadline_rules import Whose
from briefgen.letters.compose import Composition
from briefgen.papers import Engine, Format
from briefgen.receipts import sha256
from briefgen.render import libreoffice
from briefgen.render.repertoire import unprintable
from briefgen.workshop import Workshop


@dataclass(slots=True)
class Letter:
    """A letter in the making: what its steps found so far; `failed` when one of them could not be done.

    `pdf` is what LibreOffice made, where that makes the PDFs.
    """

    entry: Entry
    record: Record
    judged: Judged | None = None
    composition: Composition | None = None
    pdf: bytes | None = None
    files: dict[str, bytes] = field(default_factory=dict)
    failed: bool = False


Step = Callable[[Sequence[Letter]], None]
"""What is done for some letters of which none failed so far; one that fails now it marks as failed."""


class Desk:
    """The content of briefgen and the case of a batch, opened once in this process."""

    def __init__(self, task: Task) -> None:
        """Raises CannotWorkError, ContentError, FactsErrors for the case of the batch, OwnTemplateError for a Word file
        of the user's own, and RenderError when LibreOffice is needed and is not here.
        """
        if (task.version, task.content) != (__version__, content_hash(task.means, task.letter)):
            raise CannotWorkError(
                str(msg("Hier staat briefgen {hier}, met andere wetten of teksten.", hier=__version__))
                if task.version == __version__
                else str(msg("Hier staat briefgen {hier} in plaats van {daar}.", hier=__version__, daar=task.version))
            )
        self.task = task
        self.workshop = Workshop.open(task.means.own, task.means.letterhead or None)
        self.unprintable = partial(unprintable, letterhead=self.workshop.letterhead)
        self.below = ground(None if task.case is None else self.base().facts)
        self.headers = dict(task.headers)
        self._law: dict[str, str] = {}
        self.kinds = [Format(kind) for kind in task.formats if kind != MAIL]
        self.by_office = by_office(task, self.workshop)

    def base(self) -> CaseFile:
        """The case of the batch. Raises FactsError or FactsErrors."""
        assert self.task.case is not None  # noqa: S101 - asked only when there is one
        text = decoded(self.task.case, self.task.case_name)
        return parse(text, name=self.task.case_name, unprintable=self.unprintable)

    def each(self, step: Callable[[Letter], None], letters: Sequence[Letter]) -> None:
        """Take a step for each of these letters, or put in its record why that could not be done."""
        for letter in letters:
            self._guarded(letter, step)

    def _guarded(self, letter: Letter, step: Callable[[Letter], None]) -> None:
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
        """All that is done for letters, in order."""
        rendering: list[Callable[[Letter], None]] = [partial(self.render, kind) for kind in self.kinds]
        page = [self.add_page] if self.task.pages else []
        draft = [self.add_mail] if MAIL in self.task.formats else []
        return (
            *self.looking(),
            partial(self.each, self.compose),
            *([self.add_office_pdfs] if self.by_office else []),
            *(partial(self.each, step) for step in (*rendering, *page, *draft, self.finish)),
        )

    def looking(self) -> tuple[Step, ...]:
        """All that is done for rows of which no letter is made."""
        return (partial(self.each, self.judge),)

    def judgement(self, entry: Entry) -> Judged:
        """Whether the letter fits. Raises what `case_of` and `judged` raise."""
        case = case_of(entry, self.below, source=self.task.case or b"", unprintable=self.unprintable)
        (found,) = judged(case, [self.task.letter], self.task.on, self.workshop)
        return found

    def judge(self, letter: Letter) -> None:
        """See whether the letter fits, and to whom it goes."""
        letter.judged = found = self.judgement(letter.entry)
        body = found.verdict.recipient
        assert body is not None  # noqa: S101 - `judged` refuses a letter without one
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
        ready = letter.pdf if kind is Format.PDF else None
        letter.files[name] = ready or papers.rendered(letter.composition, kind, self.workshop)

    def add_office_pdfs(self, letters: Sequence[Letter]) -> None:
        """Have LibreOffice make the PDFs of all these letters in one go."""
        words: dict[str, bytes] = {}

        def word(letter: Letter) -> None:
            assert letter.composition is not None  # noqa: S101 - see `steps`
            words[letter.entry.key] = papers.rendered(letter.composition, Format.DOCX, self.workshop)

        self.each(word, letters)
        made = libreoffice.attempted(words, self.task.on)

        def take(letter: Letter) -> None:
            found = made[letter.entry.key]
            if isinstance(found, RenderError):
                raise found
            letter.pdf = found

        self.each(take, [letter for letter in letters if not letter.failed])

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
            pdf=letter.pdf
            or letter.files.get(f"{name}.pdf")
            or papers.rendered(letter.composition, Format.PDF, self.workshop),
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
        word = self.workshop.catalogue.word(self.task.letter)
        own = {} if word is None else {"letter.docx": sha256(word.read_bytes())}
        return {name: folder_hash([root / name]) for name in names if (root / name).exists()} | own


def by_office(task: Task, workshop: Workshop) -> bool:
    """Whether LibreOffice makes the PDFs of these letters. Raises RenderError when it must, and is not here."""
    if {Format.PDF, MAIL}.isdisjoint(task.formats):
        return False
    if task.means.engine is not Engine.LIBREOFFICE and workshop.catalogue.word(task.letter) is None:
        return False
    libreoffice.program()
    return True


def _why(error: BriefgenError) -> str:
    """What is wrong and the mend; of content that came along not where it stands on the computer that did the work."""
    if isinstance(error, ContentError) and Path(error.where).is_absolute():
        return f"{error.what} {error.mend}"
    return str(error)
