"""How fast briefgen is, next to what one would use instead: docxtpl for Word and LibreOffice for PDF.

    python bench/bench.py

Both make the same letter, in one run on this machine. The docxtpl template is the Word file that briefgen wrote, with
the facts of the case turned into tags; the numbers of pages are compared. The times of briefgen include reading and
checking the case, choosing the law, the receipt and writing all files safely; those of docxtpl only filling in and
saving. LibreOffice gets all files in one call, which is its fast way. The audit of a document of a hundred pages, of
which each cites the law a few times, has nothing beside it; its times include reading the file in a process of its
own. Nothing is asserted here.
"""

from __future__ import annotations

import itertools
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from xml.sax.saxutils import escape

import typst
from docx import Document
from docxtpl import DocxTemplate
from pypdf import PdfReader

from briefgen import audit, documents, pipeline
from briefgen.papers import Format
from briefgen.workshop import Workshop

SAMPLE = Path(__file__).resolve().parent.parent / "samples" / "verzoekschrift-aanwijzing.yaml"
ON = date(2026, 11, 21)
MANY = 100
RUNS = 5
PAGES = 100
BATCH_RUNS = 3
BATCH = f"{MANY} letters, running process"
BOTH = (Format.DOCX, Format.PDF)
FACTS = {
    "naam": "Sanne de Vries",
    "adres": "Voorbeeldstraat 1",
    "telefoon": "06 12345678",
    "email": "sanne@example.org",
    "kind": "Noa de Vries",
    "instelling": "Stichting Voorbeeld Jeugdbescherming",
    "zaaknummer": "C/00/123456 / JE RK 26-123",
}
"""Values of the sample that are tags in the docxtpl template."""
DOCXTPL_SCRIPT = (
    "import json, sys; from docxtpl import DocxTemplate; template = DocxTemplate(sys.argv[1]);"
    "template.render(json.load(open(sys.argv[2])), autoescape=True); template.save(sys.argv[3])"
)


Work = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds for one letter: on the clock, and of processor time in this process and its children."""

    clock: float
    processor: float


@dataclass(frozen=True, slots=True)
class Row:
    what: str
    ours: Cost
    theirs: Cost | None


def compared(what: str, ours: Work, theirs: Work | None, *, letters: int = 1, runs: int) -> Row:
    """Do both by turns, so that a slow moment of the machine meets both; of the runs the median counts."""
    mine, other = [], []
    for _ in range(runs):
        mine.append(_measured(ours, letters))
        if theirs is not None:
            other.append(_measured(theirs, letters))
    return Row(what, _median(mine), _median(other) if other else None)


def _measured(work: Work, letters: int) -> Cost:
    clock, processor = time.perf_counter(), _processor()
    work()
    return Cost((time.perf_counter() - clock) / letters, (_processor() - processor) / letters)


def _median(costs: Sequence[Cost]) -> Cost:
    return Cost(statistics.median(cost.clock for cost in costs), statistics.median(cost.processor for cost in costs))


def _processor() -> float:
    uses = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in uses)


class Briefgen:
    """Letters by briefgen, from case files to files on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workshop = Workshop.open()
        source = SAMPLE.read_text(encoding="utf-8")
        self.cases = []
        for number in range(1 + RUNS + MANY * BATCH_RUNS):
            case = folder / f"{number:03}.yaml"
            case.write_text(source.replace(FACTS["naam"], _name(number)), encoding="utf-8")
            self.cases.append(case)

    def cold(self) -> None:
        """One letter by the command line, as a person gives it."""
        options = ["--letter", SAMPLE.stem, "--date", ON.isoformat(), "--format", "docx", "--format", "pdf"]
        command = [sys.executable, "-m", "briefgen", "draft", str(SAMPLE), *options, "--out", str(self.folder / "cold")]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    def letters(self, numbers: Iterable[int], formats: Sequence[Format]) -> None:
        """The letters of these cases, in this process."""
        for case in (self.cases[number] for number in numbers):
            drafts = pipeline.draft(self.workshop.read(case), [SAMPLE.stem], ON, self.workshop, formats)
            pipeline.write(drafts, self.folder / f"{case.stem}-{'-'.join(formats)}")

    def file(self, kind: Format) -> Path:
        """The file of one letter made by `letters`."""
        return next((self.folder / f"000-{'-'.join(BOTH)}").glob(f"*.{kind}"))


class Office:
    """Letters by docxtpl, made PDF by LibreOffice."""

    def __init__(self, folder: Path, soffice: str | None, model: Path) -> None:
        self.folder = folder
        self.soffice = soffice
        self.template = folder / "template.docx"
        _turn_facts_into_tags(model, self.template)
        self.context = folder / "context.json"
        self.context.write_text(json.dumps(FACTS), encoding="utf-8")

    def cold(self) -> None:
        """One letter by a fresh Python and a fresh LibreOffice."""
        word = self.folder / "cold.docx"
        subprocess.run([sys.executable, "-c", DOCXTPL_SCRIPT, self.template, self.context, word], check=True)
        self._convert([word])

    def word(self, numbers: Iterable[int]) -> None:
        """The Word files of these cases, in this process."""
        for number in numbers:
            template = DocxTemplate(self.template)
            template.render({**FACTS, "naam": _name(number)}, autoescape=True)
            template.save(self.folder / f"{number:03}.docx")

    def letters(self, numbers: Sequence[int]) -> None:
        """The letters of these cases: Word in this process, all PDFs by one call of LibreOffice."""
        self.word(numbers)
        self._convert([self.folder / f"{number:03}.docx" for number in numbers])

    def _convert(self, files: Sequence[Path]) -> None:
        profile = (self.folder / "profile").as_uri()
        options = ["--headless", "--norestore", f"-env:UserInstallation={profile}", "--convert-to", "pdf"]
        command = [self.soffice or "soffice", *options, "--outdir", str(self.folder), *map(str, files)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _name(number: int) -> str:
    return f"{FACTS['naam']} {number:03}"


def _turn_facts_into_tags(source: Path, target: Path) -> None:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            data = old.read(member)
            if member == "word/document.xml":
                text = data.decode()
                for tag, value in {**FACTS, "naam": _name(0)}.items():
                    text = text.replace(escape(value), f"{{{{ {tag} }}}}")
                data = text.encode()
            new.writestr(member, data)


def _pages(pdf: Path) -> int:
    return len(PdfReader(pdf).pages)


def _both(ours: Briefgen, office: Office) -> list[Row]:
    """Word and PDF. The first letter of each loads libraries, fonts and law and does not count when running."""
    numbers = itertools.count(1)  # never the same letter twice: its layout would be remembered
    mine: list[Work] = [
        ours.cold,
        lambda: ours.letters([next(numbers)], BOTH),
        lambda: ours.letters([next(numbers) for _ in range(MANY)], BOTH),
    ]
    theirs: list[Work | None] = [None, None, None]
    ours.letters([0], BOTH)
    if office.soffice:
        theirs = [office.cold, lambda: office.letters([0]), lambda: office.letters(range(MANY))]
        office.letters([0])
    return [
        compared("1 letter, new process", mine[0], theirs[0], runs=RUNS),
        compared("1 letter, running process", mine[1], theirs[1], runs=RUNS),
        compared(BATCH, mine[2], theirs[2], letters=MANY, runs=BATCH_RUNS),
    ]


def _word(ours: Briefgen, office: Office) -> list[Row]:
    word = (Format.DOCX,)
    ours.letters([0], word)
    office.word([0])
    row = compared(
        BATCH, lambda: ours.letters(range(MANY), word), lambda: office.word(range(MANY)), letters=MANY, runs=BATCH_RUNS
    )
    return [row]


def _audits(folder: Path) -> list[Row]:
    """A document of a hundred pages held against the law; opening the law is not in the times."""
    text = (Path(__file__).resolve().parent.parent / "tests/content/golden" / f"{SAMPLE.stem}.txt").read_text("utf-8")
    paragraphs = [" ".join(block.split()) for block in text.split("\n\n")]
    pages = [paragraph for _ in range(PAGES) for paragraph in (*paragraphs[: len(paragraphs) // 2], "")]
    word, pdf = folder / "pages.docx", folder / "pages.pdf"
    made = Document()
    for paragraph in pages:
        made.add_paragraph(paragraph).paragraph_format.page_break_before = not paragraph
    made.save(str(word))
    lines = (f"#{json.dumps(paragraph, ensure_ascii=False)}" if paragraph else "#pagebreak()" for paragraph in pages)
    pdf.write_bytes(typst.compile("\n\n".join(lines).encode()))
    library = audit.Library.open()

    def audited(path: Path) -> Work:
        return lambda: print(end="" if audit.audit(documents.read(path), ON, library).findings else "no citations\n")

    audited(word)()  # the records are read when they are first cited
    return [compared(f"{_pages(pdf)} pages, {path.suffix[1:]}", audited(path), None, runs=RUNS) for path in (word, pdf)]


def _report(title: str, other: str, rows: Sequence[Row]) -> None:
    print(f"| {title:<30} | {'with':<21} | ms/letter | letters/s | CPU ms/letter | time | CPU    |")
    print(f"| {':' + '-' * 29} | {':' + '-' * 20} | --------: | --------: | ------------: | ---: | -----: |")
    for row in rows:
        for who, cost in (("briefgen", row.ours), (other, row.theirs)):
            if cost is not None:
                ratios = cost.clock / row.ours.clock, cost.processor / row.ours.processor
                print(
                    f"| {row.what:<30} | {who:<21} | {cost.clock * 1000:9.1f} | {1 / cost.clock:9.1f} "
                    f"| {cost.processor * 1000:13.1f} | {ratios[0]:4.1f} | {ratios[1]:6.1f} |"
                )
    print()


def main() -> None:
    """Measure and print."""
    soffice = shutil.which("soffice")
    with tempfile.TemporaryDirectory(prefix="briefgen-bench-") as name:
        folder = Path(name)
        (folder / "briefgen").mkdir()
        (folder / "office").mkdir()
        ours = Briefgen(folder / "briefgen")
        ours.letters([0], BOTH)
        office = Office(folder / "office", soffice, ours.file(Format.DOCX))

        libraries = ", ".join(f"{name} {version(name)}" for name in ("typst", "docxtpl"))
        print(f"{os.cpu_count()} cores, Python {platform.python_version()}, {libraries}, {_version(soffice)}\n")
        _report("Word and PDF", "docxtpl + LibreOffice", _both(ours, office))
        _report("Word only", "docxtpl", _word(ours, office))
        _report("Audit of one document", "", _audits(folder))
        if soffice:
            mine, theirs = _pages(ours.file(Format.PDF)), _pages(folder / "office" / "000.pdf")
            print(f"Pages per letter: {mine} by briefgen, {theirs} by LibreOffice. Ratios: against briefgen, same row.")
        else:
            print("LibreOffice (soffice) is not installed, so there are no rows for PDF with it.")


def _version(soffice: str | None) -> str:
    if soffice is None:
        return "no LibreOffice"
    run = subprocess.run([soffice, "--version"], check=True, capture_output=True, text=True)
    return " ".join(run.stdout.split()[:2])


if __name__ == "__main__":
    main()
