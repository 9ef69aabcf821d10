"""The process that inspects or cleans one file and ends: it alone opens what a stranger made (see `isolation`)."""

from __future__ import annotations

import json
import sys
from contextlib import suppress

from briefgen.documents import worker
from briefgen.documents.forms import UnknownForm
from briefgen.documents.model import Document
from briefgen.documents.notices import bomb, other_form
from briefgen.errors import DocumentError, msg
from briefgen.inspection import access, rules
from briefgen.inspection.model import Cleaned, Passage, Report
from briefgen.inspection.wire import packed

_ZIP, _PDF, _PDF_WITHIN = b"PK\x03\x04", b"%PDF-", 1024


def main() -> None:
    """Inspect or clean what comes in and write the answer."""
    settings = json.loads(sys.stdin.buffer.readline())
    source = sys.stdin.buffer.read()
    worker.limit(settings["memory"], settings["seconds"])
    work = clean if settings["task"] == "clean" else inspect
    try:
        answer = packed(work(settings["name"], source))
    except DocumentError as error:
        answer = packed(error)
    except (MemoryError, RecursionError):
        answer = packed(bomb())
    sys.stdout.buffer.write(answer)


def form_of(name: str, source: bytes) -> str:
    """Whether this is a Word file ("docx") or a PDF ("pdf"), by its first bytes. Raises DocumentError."""
    if source.startswith(_ZIP):
        return "docx"
    if _PDF in source[:_PDF_WITHIN]:
        return "pdf"
    what = msg("Alleen Word-bestanden (.docx) en PDF-bestanden worden nagekeken.")
    with suppress(UnknownForm):  # its mend names forms that only the audit reads
        worker.read(name, source)  # says of many other files what they are
    raise other_form(what)


def inspect(name: str, source: bytes) -> tuple[str, Report]:
    """The form of a file and the report about it, without what depends on a case. Raises DocumentError."""
    form = form_of(name, source)
    report = Report()
    if form == "docx":
        _word(name, source, report)
    else:
        from briefgen.inspection import pdf  # noqa: PLC0415 - loads what this form alone needs

        pdf.check(source, _read(name, source, report), report)
    return form, report


def clean(name: str, source: bytes) -> Cleaned:
    """A cleaned copy of a file. Raises DocumentError."""
    if form_of(name, source) == "docx":
        from briefgen.inspection.word_clean import cleaned  # noqa: PLC0415 - loads what this form alone needs

        return cleaned(source)
    from briefgen.inspection.pdf_clean import cleaned as cleaned_pdf  # noqa: PLC0415 - loads what this form alone needs

    return cleaned_pdf(source)


def _read(name: str, source: bytes, report: Report) -> Document:
    """The text of the file, as the audit reads it, added to the passages of the report."""
    document = worker.read(name, source)
    report.passages += [Passage(passage.place, passage.text) for passage in document.passages]
    access.check_links(document, report)
    report.tell(msg("Links"), str(access.number_of_links([document])))
    return document


def _word(name: str, source: bytes, report: Report) -> None:
    from briefgen.inspection import (  # noqa: PLC0415 - loads what this form alone needs
        word_access,
        word_file,
        word_markup,
        word_order,
        word_references,
        word_traces,
        word_values,
    )

    file = word_file.opened(source, report)
    if file is None:
        report.unread += [rule for rule in rules.checked("docx") if rule not in {rules.PACKAGE, rules.RELATIONS}]
        return
    try:
        _read(name, source, report)
    except DocumentError:
        if not report.findings:
            raise
        report.unread += [rules.LINKS, rules.SERVICE_NUMBER, rules.CHILD]
    for part, tree in file.trees.items():
        if word_file.local(tree):
            word_order.check(part, tree, report)
            word_values.check(part, tree, report)
            word_markup.check(part, tree, report)
    word_values.check_properties(file, report)
    word_references.check(file, report)
    word_access.check(file, report)
    word_traces.check(file, report)
