"""How fast a batch is, next to what one would use instead: docxtpl, LibreOffice and Carbone.

    python bench/batch.py [COUNT …]

Everything is measured in one run on this machine, from the start of the program to the last file on disk, with
all processes that it starts. All make the same letter of as many pages for the same fictional municipalities, and
all may use two processes. Those that are slow make fewer letters, and the table says how many: nothing is
calculated from other numbers. LibreOffice makes a plain PDF, briefgen one for archives and screen readers
(PDF/A-3a, PDF/UA-1). The times of briefgen include reading and checking each row, choosing the law, and the
manifest. Nothing is asserted here.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import makers
import processes
from makers import WORKERS
from processes import Cost
from pypdf import PdfReader

COUNTS = (100, 342, 5000)
OFFICE_MOST = 342  # with 5,000 letters LibreOffice would need some seven minutes
SINGLE = 20  # letters when LibreOffice starts anew for each
PROFILED = 200
CARBONE = "carbone@3.8.2"
CACHE = Path.home() / ".cache" / "briefgen-bench" / CARBONE.replace("@", "-")
MAKER = [sys.executable, str(Path(makers.__file__))]


@dataclass(frozen=True, slots=True)
class Result:
    what: str
    letters: int
    cost: Cost
    both: bool
    """Word and PDF; else Word only."""

    @property
    def rate(self) -> float:
        """Letters per second."""
        return self.letters / self.cost.clock


class Bench:
    """A folder to work in, and what was measured so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.results: list[Result] = []
        self.soffice = shutil.which("soffice")
        self.pages: Counter[str] = Counter()
        self._made = 0
        listed = folder / "model.csv"
        (row,) = makers.recipients(1, listed)
        model = self.new_folder()
        processes.run([*MAKER, "briefgen", str(listed), "docx,pdf", str(model)])
        (word,) = (model / "brieven").glob("*.docx")
        for name, tag in (("docxtpl", "{{ %s }}"), ("carbone", "{d.%s}")):
            makers.template(word, makers.facts(row), tag, folder / f"{name}.docx")
        self._see_pages("briefgen", model / "brieven")

    def new_folder(self) -> Path:
        self._made += 1
        path = self.folder / f"{self._made:02}"
        path.mkdir()
        return path

    def measure(self, what: str, letters: int, commands: list[list[str]], *, both: bool) -> None:
        """Run the commands one after another; together they make the letters."""
        print(f"{letters:6} x {what} …", end=" ", file=sys.stderr, flush=True)
        try:
            costs = [processes.run(command, self.environment) for command in commands]
        except (OSError, RuntimeError) as error:
            print(f"left out: {error}", file=sys.stderr)
            return
        cost = Cost(
            sum(cost.clock for cost in costs),
            sum(cost.processor for cost in costs),
            max(cost.memory for cost in costs),
        )
        self.results.append(Result(what, letters, cost, both))
        print(f"{self.results[-1].rate:.1f} letters/s", file=sys.stderr)

    @property
    def environment(self) -> dict[str, str]:
        """Carbone looks for LibreOffice's own program, which is not on the path everywhere."""
        own = str(Path(self.soffice).resolve().parent) if self.soffice else ""
        return {"PATH": f"{own}{os.pathsep}{os.environ['PATH']}"}

    def data(self, letters: int) -> tuple[Path, Path]:
        """The list of recipients for briefgen, and the same facts for the others."""
        listed, shown = self.folder / f"{letters}.csv", self.folder / f"{letters}.json"
        rows = makers.recipients(letters, listed)
        shown.write_text(json.dumps([makers.facts(row) for row in rows]), encoding="utf-8")
        return listed, shown

    def briefgen(self, letters: int, formats: str) -> None:
        listed, _ = self.data(letters)
        target = self.new_folder()
        command = [*MAKER, "briefgen", str(listed), formats, str(target)]
        self.measure("briefgen", letters, [command], both="pdf" in formats)
        self._see_pages("briefgen", target / "brieven")
        shutil.rmtree(target)

    def docxtpl(self, letters: int) -> None:
        target = self.new_folder()
        self.measure("docxtpl", letters, [self._filling(letters, target)], both=False)
        shutil.rmtree(target)

    def office(self, what: str, letters: int, *, processes: int, at_once: int = 0) -> None:
        """docxtpl, and then LibreOffice: so many processes, each with so many files in a call (0: all)."""
        if self.soffice is None:
            return
        target = self.new_folder()
        converting = [*MAKER, "offices", self.soffice, str(target), str(processes), str(at_once)]
        self.measure(what, letters, [self._filling(letters, target), converting], both=True)
        self._see_pages("LibreOffice", target)
        shutil.rmtree(target)

    def carbone(self, letters: int, formats: str) -> None:
        home = _carbone()
        if home is None or ("pdf" in formats and not self._speaks_with_office()):
            return
        _, shown = self.data(letters)
        target, program = self.new_folder(), home / "letters.js"
        program.write_text(makers.CARBONE, encoding="utf-8")
        command = ["node", str(program), str(self.folder / "carbone.docx"), str(shown), str(target), formats]
        self.measure("Carbone", letters, [command], both="pdf" in formats)
        self._see_pages("Carbone", target)
        shutil.rmtree(target)

    def _speaks_with_office(self) -> bool:
        """Carbone speaks with LibreOffice through Python's module uno, and would wait for ever without it."""
        try:
            environment = {**os.environ, **self.environment}
            subprocess.run(["python3", "-c", "import uno"], check=True, capture_output=True, env=environment)
        except (OSError, subprocess.SubprocessError):
            print("PDFs by Carbone are left out: python3 has no module uno (python3-uno)", file=sys.stderr)
            return False
        return self.soffice is not None

    def _filling(self, letters: int, target: Path) -> list[str]:
        _, shown = self.data(letters)
        return [*MAKER, "docxtpl", str(self.folder / "docxtpl.docx"), str(shown), str(target)]

    def _see_pages(self, who: str, folder: Path) -> None:
        for path in sorted(folder.glob("*.pdf"))[:3]:
            self.pages[f"{who}: {len(PdfReader(path).pages)}"] += 1


def _carbone() -> Path | None:
    """Where Carbone is; it is fetched from the npm registry the first time."""
    if (CACHE / "node_modules" / "carbone").is_dir():
        return CACHE
    try:
        CACHE.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(CACHE), CARBONE]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    except (OSError, subprocess.SubprocessError) as error:
        print(f"Carbone is left out: {error}", file=sys.stderr)
        return None
    return CACHE


def _table(title: str, results: list[Result]) -> None:
    ours = {result.letters: result for result in results if result.what == "briefgen"}
    print(f"| {title:<46} | letters | letters/s | CPU ms/letter | memory MB | briefgen is |")
    print(f"| {':' + '-' * 45} | ------: | --------: | ------------: | --------: | ----------: |")
    for result in sorted(results, key=lambda result: (result.what != "briefgen", result.what, result.letters)):
        # Of as many letters where there are any; else of the fewest, for then the start counts most for briefgen.
        other = ours.get(result.letters) or ours[min(ours)]
        times = f"{other.rate / result.rate:.1f} x" if result.what != "briefgen" else ""
        processor, memory = result.cost.processor / result.letters * 1000, result.cost.memory / 2**20
        print(
            f"| {result.what:<46} | {result.letters:7,} | {result.rate:9.1f} | {processor:13.1f} | {memory:9.0f} "
            f"| {times:>11} |"
        )
    print()


def _shares(folder: Path) -> dict[str, float]:
    """Where the time of a letter goes once all is warm: seconds of processor time by part."""
    from briefgen.batch import run, work  # noqa: PLC0415 - the bench itself needs none of it before
    from briefgen.batch.rows import Entry, entries  # noqa: PLC0415 - the same
    from briefgen.recipients import open_list  # noqa: PLC0415 - the same
    from briefgen.render import archive, docx_letterhead, pdf  # noqa: PLC0415 - the same
    from briefgen.workshop import Workshop  # noqa: PLC0415 - the same

    listed = folder / "profile.csv"
    makers.recipients(PROFILED + 8, listed)
    workshop = Workshop.open()
    rows = open_list(listed, workshop.recipients)
    plan = run.Plan(makers.LETTER, makers.ON, workshop.read(makers.CASE), rows.rows, ("docx", "pdf"), rows.columns)
    task = run.task_of(plan, plan.formats)
    sources = workshop.catalogue.spec(plan.letter).destination.sources
    found = [entry for entry in entries(rows.rows(), sources=sources, stem=plan.stem) if isinstance(entry, Entry)]
    spent = {"Typst": 0.0, "zip": 0.0}

    def timed(part: str, function: Callable[..., object]) -> Callable[..., object]:
        def wrapper(*arguments: object, **options: object) -> object:
            begun = time.process_time()
            try:
                return function(*arguments, **options)
            finally:
                spent[part] += time.process_time() - begun

        return wrapper

    class Compiler:
        def __init__(self, own: object) -> None:
            self.compile_with_warnings = timed("Typst", own.compile_with_warnings)  # type: ignore[attr-defined]

    work.make(task, found[:8])
    compiler = pdf._compiler  # noqa: SLF001 - what is measured is inside
    with (
        _instead(pdf, "_compiler", lambda *names: Compiler(compiler(*names))),
        _instead(docx_letterhead, "member", timed("zip", archive.member)),
    ):
        begun = time.process_time()
        for start in range(8, len(found), run.CHUNK):
            work.make(task, found[start : start + run.CHUNK])
        spent["everything else"] = time.process_time() - begun - sum(spent.values())
    return spent


@contextmanager
def _instead(module: object, name: str, other: object) -> Iterator[None]:
    own = getattr(module, name)
    setattr(module, name, other)
    try:
        yield
    finally:
        setattr(module, name, own)


def main(counts: tuple[int, ...] = COUNTS) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="briefgen-bench-") as name:
        bench = Bench(Path(name))
        for letters in counts:
            bench.briefgen(letters, "docx,pdf")
            if letters <= OFFICE_MOST:
                bench.office("docxtpl + one LibreOffice, all files in one call", letters, processes=1)
        most = max((count for count in counts if count <= OFFICE_MOST), default=0)
        if most:
            bench.office("docxtpl + two LibreOffices, all files in two calls", most, processes=WORKERS)
            bench.carbone(min(counts), "docx,pdf")
        bench.office("docxtpl + LibreOffice for each file", SINGLE, processes=WORKERS, at_once=1)
        for letters in counts:
            bench.briefgen(letters, "docx")
            bench.docxtpl(letters)
            bench.carbone(letters, "docx")
        spent = _shares(Path(name))

        libraries = ", ".join(f"{name} {version(name)}" for name in ("typst", "docxtpl"))
        print(f"{_machine()}, Python {platform.python_version()}, {libraries}, {_office(bench.soffice)}\n")
        _table("Word and PDF", [result for result in bench.results if result.both])
        _table("Word only", [result for result in bench.results if not result.both])
        ours = [result for result in bench.results if result.both and result.what == "briefgen"]
        memory = {result.letters: result.cost.memory for result in ours}
        if {342, 5000} <= memory.keys():
            print(f"Memory of 5,000 letters against 342: {memory[5000] / memory[342]:.2f}.")
        total = sum(spent.values())
        shares = ", ".join(f"{part} {seconds / total:.0%}" for part, seconds in spent.items())
        print(f"Processor time of a letter, all warm: {total / PROFILED * 1000:.1f} ms: {shares}.")
        print(f"Pages of the first letters: {', '.join(sorted(bench.pages))}.")


def _machine() -> str:
    names = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    return f"{len(os.sched_getaffinity(0))} cores of {names[0].partition(':')[2].strip() if names else '?'}"


def _office(soffice: str | None) -> str:
    if soffice is None:
        return "no LibreOffice"
    said = subprocess.run([soffice, "--version"], check=True, capture_output=True, text=True).stdout
    return " ".join(said.split()[:2])


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or COUNTS)
