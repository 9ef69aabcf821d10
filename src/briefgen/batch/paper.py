"""What goes with the letters of a batch: the print file, the labels, and one page for the sender."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import Field

from briefgen import files, papers, pipeline
from briefgen.batch import labels, manifest, print_file
from briefgen.batch.desk import Desk
from briefgen.batch.folder import locked, writing
from briefgen.batch.history import LETTERS, answered
from briefgen.batch.manifest import Record, Status
from briefgen.batch.print_file import PrintItem
from briefgen.batch.rows import Entry
from briefgen.batch.run import Plan, task_of
from briefgen.batch.task import MAIL, stem
from briefgen.errors import BriefgenError
from briefgen.judging import Judged
from briefgen.law.deadline_rules import Nature
from briefgen.law.records import Record as LawRecord
from briefgen.letters.compose import Composition
from briefgen.letters.sheet import SheetLanguage
from briefgen.papers import Format
from briefgen.pipeline import Reader
from briefgen.recipients import Status as AddressStatus
from briefgen.workshop import Workshop

LABELS, PAGE = "etiketten.pdf", "lees-mij"
_NAMED = 8
"""Bodies that the page names; of more it gives the number."""


class BatchWords(LawRecord):
    """What the page says of a batch, in one language."""

    title: str = Field(alias="titel")
    lines: tuple[str, ...] = Field(alias="regels")
    plain_post: str = Field(alias="gewone_post")


class BatchPage(LawRecord):
    """``templates/sheet/batch.yaml``."""

    dutch: BatchWords = Field(alias="nl")
    english: BatchWords = Field(alias="en")


@dataclass(frozen=True, slots=True)
class Paper:
    """The files that were made, and what could not be made: its error does not undo the letters."""

    files: tuple[Path, ...]
    problems: tuple[BriefgenError, ...]


def write(plan: Plan, root: Path, workshop: Workshop, reader: Reader) -> Paper:
    """Make the print file, the labels and the sender's page of the finished batch in `root`.

    Printed is what was made for a row of the list and has no answer yet. In a batch where each letter has its own
    page for the sender, there is none for the whole. Raises BatchError when the folder is in use or unfinished.
    """
    made: list[Path] = []
    problems: list[BriefgenError] = []
    with locked(root):
        steps: tuple[Callable[[], Iterable[Path]], ...] = (
            lambda: _print_file(plan, root, workshop),
            lambda: _labels(plan, root, workshop),
            lambda: () if plan.pages else _page(plan, root, workshop, reader, made),
        )
        for step in steps:
            try:
                made.extend(step())
            except BriefgenError as error:
                problems.append(error)
    return Paper(tuple(made), tuple(problems))


def _to_print(root: Path) -> Iterator[Record]:
    done = answered(root)
    for record in manifest.read(root):
        if record.status is Status.MADE and record.row and not record.edited and record.key not in done:
            yield record


def _print_file(plan: Plan, root: Path, workshop: Workshop) -> Iterable[Path]:
    items = (
        PrintItem(record.name, record.postcode, root / LETTERS / name, digest)
        for record in _to_print(root)
        for name, digest in record.files.items()
        if name == f"{stem(plan, record.key)}.pdf"
    )
    return print_file.write(items, root, title=workshop.catalogue.spec(plan.letter).title)


def _labels(plan: Plan, root: Path, workshop: Workshop) -> Iterable[Path]:
    """The labels, in the order of the print file."""
    found = [
        ("".join(record.postcode.split()).upper(), record.name.casefold(), record.key, record.address)
        for record in _to_print(root)
    ]
    path = root / LABELS
    with writing(root):
        if not found:
            path.unlink(missing_ok=True)
            return ()
        title = workshop.catalogue.spec(plan.letter).title
        data = labels.labels([entry[-1] for entry in sorted(found)], workshop.letterhead, title=title, on=plan.on)
        files.replace_all({path: data}, root)
    return (path,)


def _by_plain_post(judged: Judged, composition: Composition) -> bool:
    """Whether ordinary post will do: nobody chose another way, and no term of the law hangs on the day of arrival."""
    terms = (term for term in composition.deadlines if term.rule.nature is Nature.STATUTORY)
    return judged.resolved.facts.sending is None and not composition.last_days and not any(terms)


def _page(plan: Plan, root: Path, workshop: Workshop, reader: Reader, made: Sequence[Path]) -> Iterable[Path]:
    """The page, made from the first letter: what it says of that one holds for all."""
    first: Record | None = None
    counts: Counter[str] = Counter()
    apart: dict[str, list[str]] = {"aangepast": [], "weg": []}
    done = answered(root)
    for record in manifest.read(root):
        counts[record.status] += bool(record.row)
        counts["met_antwoord"] += record.key in done
        if record.row == 0 and record.files:
            apart["weg"].append(record.name)
        elif record.edited:
            apart["aangepast"].append(record.name)
        if record.row and record.status is Status.MADE:
            first = first or record
            listed = workshop.recipients.rows.get(record.id)
            counts["niet_nagekeken"] += listed is not None and listed.status is AddressStatus.UNCHECKED
            counts["concepten"] += any(name.endswith(f".{MAIL}") for name in record.files)
    if first is None:
        return ()
    words = workshop.templates.record("sheet/batch.yaml", BatchPage)
    english = reader.language is SheetLanguage.ENGLISH
    own = words.english if english else words.dutch
    names = {
        "aantal": counts[Status.MADE],
        "met_antwoord": counts["met_antwoord"],
        **{key: tuple(bodies[:_NAMED]) for key, bodies in apart.items()},
        **{f"{key}_nog": max(len(bodies) - _NAMED, 0) for key, bodies in apart.items()},
        "printen": any(path.name.startswith("printbestand") for path in made),
        "delen": sum(path.name.startswith("printbestand") for path in made),
        "etiketten": root / LABELS in made,
        "concepten": counts["concepten"],
        "niet_nagekeken": counts["niet_nagekeken"],
        "mislukt": counts[Status.FAILED],
        "niet_verstuurbaar": counts[Status.UNSENDABLE],
    }

    def fill(source: str) -> str:
        return workshop.templates.literal(source, names, where="sheet/batch.yaml", english=english).strip()

    desk = Desk(task_of(plan, first.formats))
    judged = desk.judgement(Entry(first.row, first.key, first.reference, first.values))
    composition = pipeline.composed(judged, plan.on, workshop)
    noticed = [line for source in own.lines if (line := fill(source))]
    general = [f"{found.what} {found.mend}" for found in judged.warnings]
    posting = fill(own.plain_post) if _by_plain_post(judged, composition) else ""
    page = pipeline.page(judged, composition, workshop, noticed=[*noticed, *general], posting=posting, reader=reader)
    contents = papers.page_files(replace(page, title=fill(own.title)), PAGE, (Format.PDF, Format.TXT), workshop)
    with writing(root):
        files.replace_all({root / name: data for name, data in contents.items()}, root)
    return [root / name for name in contents]
