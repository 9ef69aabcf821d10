"""The verbs: judge which letters fit, draft them, write them to disk with a receipt.

Drafting is pure: the same case, law, templates and date give the same bytes. `write` alone touches
the disk, and never leaves half a file or overwrites work that a person did since.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from briefgen import files, papers
from briefgen.documents import docx_guard
from briefgen.errors import Message, OutputError, OwnTemplateError, msg
from briefgen.facts.check import check_file
from briefgen.facts.load import CaseFile
from briefgen.facts.skeleton import skeleton
from briefgen.judging import Judged, judged
from briefgen.law import citations
from briefgen.law.registry import Provision
from briefgen.letters import advice, sheet
from briefgen.letters.advice import Advice
from briefgen.letters.catalogue import LetterSpec
from briefgen.letters.compose import Composition, compose
from briefgen.letters.filling import OwnWord
from briefgen.letters.language import Language, Remark, own_words
from briefgen.letters.page import SenderSheet
from briefgen.letters.selection import Verdict, judge
from briefgen.letters.sending import SendingFinding
from briefgen.letters.sheet import SheetLanguage
from briefgen.papers import Engine, Format
from briefgen.receipts import receipt, sha256
from briefgen.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Draft:
    """One letter, ready to be written: its files by name, and the receipt that belongs to them."""

    composition: Composition
    verdict: Verdict
    stem: str
    files: Mapping[str, bytes]
    receipt: bytes
    remarks: tuple[Message, ...]
    warnings: tuple[SendingFinding, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads the sender's page and the messages on it: the language, and how to say a message in it."""

    language: SheetLanguage = SheetLanguage.DUTCH
    say: Callable[[Message], str] = str


DUTCH = Reader()


def verdicts(case: CaseFile, on: date, workshop: Workshop) -> tuple[Verdict, ...]:
    """Judge every letter for this case, by name. Raises RecipientError and ContentError."""
    facts = workshop.recipients.resolve(case.facts).facts
    return tuple(
        judge(spec, facts, on, templates=workshop.templates, deadlines=workshop.deadlines)
        for spec in workshop.catalogue
    )


def check(case: CaseFile, on: date, workshop: Workshop) -> tuple[Verdict, ...]:
    """Check the facts of `case` for letters dated `on`, then judge every letter.

    Raises FactsErrors with everything that cannot be right, RecipientError and ContentError.
    """
    check_file(case, on)
    return verdicts(case, on, workshop)


def language_advice(case: CaseFile, workshop: Workshop) -> tuple[Remark, ...]:
    """Advice on the language and tone of what a person wrote in `case`; it changes nothing. Raises ContentError."""
    return workshop.templates.record("language.yaml", Language).remarks(own_words(case.facts))


def advise(case: CaseFile, on: date, workshop: Workshop, *, english: bool = False) -> Advice:
    """Advise which letters and other roads fit `case` on `on`.

    What keeps a letter from being sent is told in English if asked for.

    Raises FactsErrors with everything that cannot be right, RecipientError and ContentError.
    """
    check_file(case, on)
    return advice.advise(
        workshop.recipients.resolve(case.facts).facts,
        on,
        catalogue=workshop.catalogue,
        doors=workshop.doors,
        checks=workshop.checks,
        templates=workshop.templates,
        deadlines=workshop.deadlines,
        registry=workshop.registry,
        english=english,
    )


def citable(spec: LetterSpec, workshop: Workshop) -> tuple[tuple[str, str], ...]:
    """The provisions `spec` may cite, each with what it says in one sentence, as they read now."""
    found = []
    for reference in spec.cites:
        article = workshop.registry.article(reference)
        provision = Provision(workshop.registry.law(article.law), article, article.versions[-1])
        found.append((citations.write(provision, citations.Style.SHORT), provision.version.short))
    return tuple(found)


def new_case(letter_id: str, path: Path, workshop: Workshop, say: Callable[[Message], str] = str) -> Path:
    """Write a commented case file for `letter_id` to `path`, comments through `say`.

    Raises NoLetterFits for an unknown letter, OutputError when the file exists or cannot be written.
    """
    spec = workshop.catalogue.spec(letter_id)
    needs = [need.path for need in spec.needs]
    content = skeleton(needs, spec.welcome, letter=spec.id, title=spec.title, say=say)
    files.write_new(content.encode(), path, option="--out")
    return path


def draft(  # noqa: PLR0913 - what, when, with what and for whom
    case: CaseFile,
    letters: Sequence[str],
    on: date,
    workshop: Workshop,
    formats: Sequence[Format] = tuple(Format),
    *,
    reader: Reader = DUTCH,
    engine: Engine = Engine.TYPST,
    embed: bool = False,
) -> tuple[Draft, ...]:
    """Write `letters` (all that fit, when empty) for `case`, dated `on`, in memory.

    With each comes a page for the sender, in PDF and text as far as `formats` asks for those, in the
    language of `reader`. What must keep a letter from being sent keeps it from being written.
    `engine` makes the PDF; that of a letter on the user's own Word file is always LibreOffice's. With `embed` the case
    file goes along in the PDF, which LibreOffice cannot do.

    Raises what `judged` raises, RenderError and OwnTemplateError. Nothing is written to disk.
    """
    english = reader.language is SheetLanguage.ENGLISH
    written = [(found, composed(found, on, workshop)) for found in judged(case, letters, on, workshop, english=english)]
    compositions = [composition for _, composition in written]
    ready = papers.by_office(compositions, formats, engine, workshop)
    if embed:
        ready = papers.with_source(case, compositions, formats, ready, workshop)
    return tuple(
        _drafted(case, found, composition, ready, workshop=workshop, formats=formats, reader=reader)
        for found, composition in written
    )


def _own_word(spec: LetterSpec, workshop: Workshop) -> OwnWord | None:
    """The user's own Word file for this letter, if there is one. Raises OwnTemplateError."""
    path = workshop.catalogue.word(spec.id)
    if path is None:
        return None
    mend = msg("Verklein de afbeeldingen in het sjabloon.")
    source = files.read_whole(path, most=docx_guard.MAX_BYTES, fault=OwnTemplateError, too_large=mend)
    docx_guard.refuse_hostile(source, str(path))
    from briefgen.render import own_word  # noqa: PLC0415 - heavy, and most letters are not on a Word file of one's own

    fill = functools.partial(own_word.render, source, str(path))
    return OwnWord(str(path), fill, bound=workshop.catalogue.own_spec(spec.id) is not None)


def composed(found: Judged, on: date, workshop: Workshop) -> Composition:
    """The text of a letter that was judged, dated `on`. Raises ContentError, and OwnTemplateError."""
    assert found.verdict.recipient is not None  # noqa: S101 - `judged` refuses a letter without one
    return compose(
        found.resolved.facts,
        found.verdict.spec,
        found.verdict.recipient,
        registry=workshop.registry,
        deadlines=workshop.deadlines,
        templates=workshop.templates,
        on=on,
        own=_own_word(found.verdict.spec, workshop),
    )


def page(
    found: Judged,
    composition: Composition,
    workshop: Workshop,
    *,
    noticed: Sequence[str] | None = None,
    posting: str = "",
    reader: Reader = DUTCH,
) -> SenderSheet:
    """The page for the sender; `noticed` is said on it in place of the warnings of this letter.

    `posting` is said in place of how such a letter is sent. Raises ContentError.
    """
    if noticed is None:
        remarks = map(reader.say, found.resolved.remarks)
        noticed = (*(f"{warning.what} {warning.mend}" for warning in found.warnings), *remarks)
    return sheet.sheet(
        found.resolved.facts,
        composition,
        noticed=noticed,
        language=reader.language,
        templates=workshop.templates,
        deadlines=workshop.deadlines,
        registry=workshop.registry,
        posting=posting,
    )


def _drafted(
    case: CaseFile,
    found: Judged,
    composition: Composition,
    ready: Mapping[str, bytes],
    *,
    workshop: Workshop,
    formats: Sequence[Format],
    reader: Reader,
) -> Draft:
    verdict, remarks = found.verdict, found.resolved.remarks
    recipient, on = composition.recipient, composition.letter.date
    stem = f"{on.isoformat()}-{verdict.spec.id}-{papers.slug(recipient.id or recipient.name or '')}"
    kinds = tuple(dict.fromkeys(formats))
    files = {
        f"{stem}.{kind.value}": ready[verdict.spec.id]
        if kind is Format.PDF and verdict.spec.id in ready
        else papers.rendered(composition, kind, workshop)
        for kind in kinds
    }
    files |= papers.page_files(page(found, composition, workshop, reader=reader), f"{stem}-voor-u", kinds, workshop)
    made = receipt(case, composition, verdict, files, warnings=found.warnings, remarks=remarks, workshop=workshop)
    return Draft(composition, verdict, stem, files, made, remarks, found.warnings)


def write(drafts: Sequence[Draft], folder: Path) -> tuple[Path, ...]:
    """Write the files of `drafts` and their receipts into `folder`, readable by their owner only.

    All files are first written under temporary names; only when all are complete do they get their
    own. A file that is there already and that briefgen did not write like that is left alone.

    Raises OutputError; then nothing of these drafts is half-written.
    """
    targets = {folder / name: data for item in drafts for name, data in item.files.items()}
    receipts = {folder / f"{item.stem}.json": item.receipt for item in drafts}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for item in drafts:
            _refuse_changed(item, folder)
        files.replace_all({**targets, **receipts}, folder)
    except OSError as error:
        raise files.not_written(error, folder, option="--out") from error
    return (*targets, *receipts)


def _refuse_changed(item: Draft, folder: Path) -> None:
    receipt = folder / f"{item.stem}.json"
    known: Mapping[str, str] = {}
    with suppress(OSError, ValueError, AttributeError):
        known = json.loads(receipt.read_bytes()).get("bestanden", {})
    for name, data in item.files.items():
        path = folder / name
        if path.exists() and sha256(path.read_bytes()) not in {known.get(name), sha256(data)}:
            raise OutputError(
                msg("Dit bestand is veranderd nadat briefgen het schreef, of het is niet van briefgen."),
                where=str(path),
                mend=msg("Bewaar het onder een andere naam, of kies met --out een andere map."),
            )
