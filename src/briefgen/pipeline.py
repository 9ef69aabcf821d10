"""The verbs: judge which letters fit, draft them, write them to disk with a receipt.

Drafting is pure: the same case, law, templates and date give the same bytes. `write` alone touches
the disk, and never leaves half a file or overwrites work that a person did since.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from briefgen import __version__, files
from briefgen.errors import FactsError, FactsErrors, Message, NoLetterFits, OutputError, msg
from briefgen.facts.check import check_file
from briefgen.facts.load import CaseFile
from briefgen.facts.skeleton import skeleton
from briefgen.law import citations
from briefgen.law.deadlines import Deadline
from briefgen.law.registry import Provision
from briefgen.letters import advice
from briefgen.letters.advice import Advice
from briefgen.letters.catalogue import LetterSpec
from briefgen.letters.compose import Composition, compose
from briefgen.letters.language import Language, Remark, own_words
from briefgen.letters.selection import Verdict, judge, shortcomings
from briefgen.recipients import Resolved
from briefgen.render import docx, pdf, text
from briefgen.workshop import Workshop


class Format(StrEnum):
    DOCX = "docx"
    PDF = "pdf"
    TXT = "txt"


@dataclass(frozen=True, slots=True)
class Draft:
    """One letter, ready to be written: its files by name, and the receipt that belongs to them."""

    composition: Composition
    verdict: Verdict
    stem: str
    files: Mapping[str, bytes]
    receipt: bytes
    remarks: tuple[Message, ...]


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


def advise(case: CaseFile, on: date, workshop: Workshop) -> Advice:
    """Advise which letters and other roads fit `case` on `on`.

    Raises FactsErrors with everything that cannot be right, RecipientError and ContentError.
    """
    check_file(case, on)
    return advice.advise(
        workshop.recipients.resolve(case.facts).facts,
        on,
        catalogue=workshop.catalogue,
        doors=workshop.doors,
        templates=workshop.templates,
        deadlines=workshop.deadlines,
        registry=workshop.registry,
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


def draft(
    case: CaseFile, letters: Sequence[str], on: date, workshop: Workshop, formats: Sequence[Format] = tuple(Format)
) -> tuple[Draft, ...]:
    """Write `letters` (all that fit, when empty) for `case`, dated `on`, in memory.

    Raises FactsErrors when facts are wrong or missing for a letter, NoLetterFits when a letter that
    was asked for does not fit or none does, RecipientError, ContentError and RenderError. Nothing
    is written to disk.
    """
    resolved = workshop.recipients.resolve(case.facts)
    problems = _contradictions(case, on)
    try:
        chosen = _chosen(resolved, letters, on, workshop)
    except NoLetterFits:
        if problems:
            raise FactsErrors(problems, where=case.name) from None
        raise
    for verdict in chosen:
        problems += shortcomings(
            verdict, resolved.facts, on, templates=workshop.templates, deadlines=workshop.deadlines
        )
    if problems:
        raise FactsErrors(problems, where=case.name)
    return tuple(_drafted(case, resolved, verdict, on, workshop, formats) for verdict in chosen)


def _contradictions(case: CaseFile, on: date) -> list[FactsError]:
    """What cannot be right in the facts; shown together with what a letter still lacks."""
    try:
        check_file(case, on)
    except FactsErrors as found:
        return list(found.errors)
    return []


def _chosen(resolved: Resolved, letters: Sequence[str], on: date, workshop: Workshop) -> tuple[Verdict, ...]:
    wanted = [workshop.catalogue.spec(letter_id) for letter_id in dict.fromkeys(letters)] or list(workshop.catalogue)
    judged = tuple(
        judge(spec, resolved.facts, on, templates=workshop.templates, deadlines=workshop.deadlines) for spec in wanted
    )
    if letters:
        for verdict in judged:
            if not verdict.fits:
                raise NoLetterFits(
                    msg("De brief {id} past niet bij deze zaak. {reden}", id=verdict.spec.id, reden=verdict.reasons[0]),
                    mend=(
                        msg("Kijk naar de brief {wel}.", wel=verdict.instead)
                        if verdict.instead
                        else msg("Pas de zaakgegevens aan of kies een andere brief; briefgen letters toont ze alle.")
                    ),
                )
        return judged
    fitting = tuple(verdict for verdict in judged if verdict.fits)
    if not fitting:
        raise NoLetterFits(
            msg(
                "Geen enkele brief past bij deze zaak.\n{redenen}",
                redenen="\n".join(f"  {verdict.spec.id}: {verdict.reasons[0]}" for verdict in judged),
            ),
            mend=msg("Vul in de zaakgegevens in wat u wilt: verzoek, contact, klacht of toezicht."),
        )
    return fitting


def _drafted(
    case: CaseFile, resolved: Resolved, verdict: Verdict, on: date, workshop: Workshop, formats: Sequence[Format]
) -> Draft:
    assert verdict.recipient is not None  # noqa: S101 - `shortcomings` refuses a letter without one
    composition = compose(
        resolved.facts,
        verdict.spec,
        verdict.recipient,
        registry=workshop.registry,
        deadlines=workshop.deadlines,
        templates=workshop.templates,
        on=on,
    )
    stem = f"{on.isoformat()}-{verdict.spec.id}-{slug(verdict.recipient.id or verdict.recipient.name or '')}"
    files = {f"{stem}.{kind.value}": _rendered(composition, kind, workshop) for kind in dict.fromkeys(formats)}
    receipt = _receipt(case, composition, verdict, files, resolved.remarks, workshop)
    return Draft(composition, verdict, stem, files, receipt, resolved.remarks)


def _rendered(composition: Composition, kind: Format, workshop: Workshop) -> bytes:
    match kind:
        case Format.DOCX:
            return docx.render(composition.letter, workshop.letterhead / "letterhead.docx")
        case Format.PDF:
            return pdf.render(composition.letter, workshop.letterhead)
        case Format.TXT:
            return text.render(composition.letter)


def slug(name: str) -> str:
    """A name as part of a file name: lower case letters, digits and hyphens, at most 60 characters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "brief"


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _receipt(
    case: CaseFile,
    composition: Composition,
    verdict: Verdict,
    files: Mapping[str, bytes],
    remarks: Sequence[Message],
    workshop: Workshop,
) -> bytes:
    """What the letter rests on, so that anyone can see later which law and which texts made it."""
    letter = composition.letter
    templates = [workshop.catalogue.root / letter.id / name for name in ("letter.yaml", "letter.md")]
    templates += [workshop.templates.root / "tone.yaml", *sorted((workshop.templates.root / "partials").glob("*.md"))]
    templates += sorted(path for path in workshop.letterhead.iterdir() if path.is_file())
    law = sorted({workshop.registry.path(item.provision.article.id) for item in composition.provisions})
    law += sorted({workshop.deadlines.root / "deadlines" / f"{term.rule.id}.yaml" for term in composition.deadlines})
    content = {
        "briefgen": __version__,
        "brief": letter.id,
        "titel": letter.title,
        "datum": letter.date.isoformat(),
        "geadresseerde": composition.recipient.name,
        "waarom": list(verdict.reasons),
        "let_op": [*verdict.spec.notices, *(str(remark) for remark in remarks)],
        "bepalingen": [
            {
                "id": item.provision.reference,
                "aanhaling": item.text.replace("\u00a0", " "),
                "geldig_vanaf": item.provision.version.valid_from.isoformat(),
                "gelezen_toestand": item.provision.version.checked.state.isoformat(),
                "gecontroleerd_op": item.provision.version.checked.on.isoformat(),
                "zekerheid": item.provision.version.certainty.value,
                "link": item.href,
            }
            for item in composition.provisions
        ],
        "termijnen": [_term(term, workshop, letter.date) for term in composition.deadlines],
        "bestanden": {name: _sha256(data) for name, data in files.items()},
        "invoer": {
            "zaak": _sha256(case.source),
            "teksten": _hashes(templates, workshop.templates.root),
            "recht": _hashes(law, workshop.registry.root),
        },
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _term(term: Deadline, workshop: Workshop, on: date) -> dict[str, object]:
    basis = term.rule.basis
    provision = basis and workshop.registry.provision(
        basis.reference, on, paragraphs=(basis.paragraph,) if basis.paragraph else ()
    )
    return {
        "regel": term.rule.id,
        "titel": term.rule.title,
        "aard": term.rule.nature.value,
        "grond": provision and citations.write(provision, citations.Style.SHORT).replace("\u00a0", " "),
        "vanaf": term.event.isoformat(),
        "laatste_dag": term.last_day.isoformat(),
        "te_laat_vanaf": term.late_from.isoformat(),
        "stappen": [str(step).replace("\u00a0", " ") for step in term.steps],
        "toelichting": term.rule.note,
    }


def _hashes(paths: Iterable[Path], root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): _sha256(path.read_bytes()) for path in paths}


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
        if path.exists() and _sha256(path.read_bytes()) not in {known.get(name), _sha256(data)}:
            raise OutputError(
                msg("Dit bestand is veranderd nadat briefgen het schreef, of het is niet van briefgen."),
                where=str(path),
                mend=msg("Bewaar het onder een andere naam, of kies met --out een andere map."),
            )
