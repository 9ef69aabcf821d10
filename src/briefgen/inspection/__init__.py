"""Inspecting a Word or PDF file before it goes out: can everyone read it, will Word open it, what else does it tell?

`inspect` reports and changes nothing; `clean` makes a copy without what should not be sent along. What was not checked
is said to be so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from briefgen.documents.isolation import Limits, run_apart
from briefgen.errors import DocumentError, FactsError, FactsErrors, OutputError, msg
from briefgen.facts.load import CaseFile, parse
from briefgen.files import read_whole, replace_all, why
from briefgen.inspection import personal, rules, wire
from briefgen.inspection.model import Cleaned, Finding, Inspection, Property, Report, Severity

__all__ = [
    "Cleaned",
    "Finding",
    "Inspection",
    "Property",
    "Severity",
    "clean",
    "clean_bytes",
    "inspect",
    "inspect_bytes",
    "write_clean",
]

MAX_BYTES = 100_000_000
_WORKER = "briefgen.inspection.worker"
_LIMITS = Limits(seconds=60)
_LONGEST_SOURCE = 1_000_000


def inspect(path: Path, case: CaseFile | None = None) -> Inspection:
    """Inspect the .docx or .pdf at `path`; `case` says which children's names to look for.

    Without `case`, a case file that is embedded as the source of the document does. Raises DocumentError when the file
    cannot be read, is damaged beyond a report, is locked, of another form, or asks for more time or memory than a
    letter ever does.
    """
    return inspect_bytes(path.name, _read(path), case, where=str(path))


def inspect_bytes(name: str, source: bytes, case: CaseFile | None = None, *, where: str = "") -> Inspection:
    """Inspect a file by its bytes; `name` is its name, `where` the place for errors. Raises as `inspect` does."""
    answer = run_apart(_WORKER, {"name": name, "task": "inspect"}, source, where=where or name, limits=_LIMITS)
    form, report = wire.report_in(answer, where or name)
    cases = [case] if case is not None else _embedded(report)
    children = [child.name for each in cases for child in each.facts.children]
    allowed = frozenset(item.number for each in cases for item in each.facts.allowed_numbers)
    personal.check(name, children, allowed, report)
    checked = {rule: title for rule, title in rules.checked(form).items() if rule not in report.unread}
    unchecked = [title for rule, title in rules.checked(form).items() if rule in report.unread]
    if not cases:
        checked.pop(rules.CHILD, None)
        unchecked.append(msg("de naam van het kind: geef met --case de zaak, dan wordt ernaar gezocht"))
    order = list(Severity)
    found = sorted(_once(report.findings), key=lambda finding: order.index(finding.severity))
    return Inspection(
        name,
        form,
        tuple(report.properties),
        tuple(found),
        tuple(checked.values()),
        (*unchecked, *rules.unchecked(form)),
    )


def clean(path: Path) -> Cleaned:
    """A cleaned copy of the .docx or .pdf at `path`, in memory. Raises DocumentError as `inspect` does."""
    return clean_bytes(path.name, _read(path), where=str(path))


def clean_bytes(name: str, source: bytes, *, where: str = "") -> Cleaned:
    """A cleaned copy of a file by its bytes. Raises DocumentError as `inspect` does."""
    answer = run_apart(_WORKER, {"name": name, "task": "clean"}, source, where=where or name, limits=_LIMITS)
    return wire.cleaned_in(answer, where or name)


def write_clean(path: Path, data: bytes) -> Path:
    """Write the cleaned copy of `path` beside it, as "name-schoon", readable by its owner only; return where.

    Raises OutputError when a file of that name is there already, or it cannot be written.
    """
    target = path.with_name(f"{path.stem}-schoon{path.suffix}")
    if target.exists():
        raise OutputError(
            msg("Dit bestand bestaat al."),
            where=str(target),
            mend=msg("Geef het een andere naam of haal het weg; een bestaand bestand wordt nooit overschreven."),
        )
    try:
        replace_all({target: data}, target.parent)
    except OSError as error:
        raise OutputError(
            msg("Er kan hier niet worden geschreven: {reden}.", reden=why(error)),
            where=str(target),
            mend=msg("Kopieer het bestand naar een map waar u mag schrijven. Er is niets half geschreven."),
        ) from error
    return target


def _read(path: Path) -> bytes:
    if path.exists() and not path.is_file() and not path.is_dir():
        raise DocumentError(
            msg("Dit is geen gewoon bestand."), where=str(path), mend=msg("Bewaar de brief als bestand en geef dat.")
        )
    too_large = msg("Splits het bestand, of maak de afbeeldingen kleiner.")
    return read_whole(path, most=MAX_BYTES, fault=DocumentError, too_large=too_large)


def _once(findings: Iterable[Finding]) -> Iterable[Finding]:
    """Each finding once; one that was made more often at its place says how often."""
    told: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        told.setdefault((finding.rule, str(finding.place), str(finding.what)), []).append(finding)
    for same in told.values():
        first = same[0]
        if len(same) > 1:
            first = replace(first, what=msg("{wat} Dit komt {aantal} keer voor.", wat=first.what, aantal=len(same)))
        yield first


def _embedded(report: Report) -> list[CaseFile]:
    """The cases among the files that a document says it was made from."""
    found: list[CaseFile] = []
    for text in report.sources:
        if len(text) <= _LONGEST_SOURCE:
            try:
                found.append(parse(text, name="bron", unprintable=lambda _: ()))
            except (FactsError, FactsErrors):
                continue  # somebody else's source; that it is there is reported anyway
    return found
