"""Who makes the letters of a batch, each in a process of its own:

    python bench/makers.py briefgen|docxtpl|offices|carbone …

All make the same letter for the same list of recipients. docxtpl, LibreOffice and Carbone get the Word file that
briefgen wrote, with the facts of a row turned into tags.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from xml.sax.saxutils import escape

WORKERS = 2
LETTER = "toezicht-college"
ON = date(2026, 11, 21)
CASE = Path(__file__).resolve().parent.parent / "samples" / "batch" / "campagne.yaml"
FACTS = ("Naam", "Adres", "Postcode", "Plaats", "Kenmerk")
"""What differs between the letters: the columns of the list, and the tags of the templates."""


def recipients(count: int, target: Path) -> list[dict[str, str]]:
    """Write a list of fictional municipalities, and return its rows."""
    rows = [
        {
            "Naam": f"Voorbeeldgemeente {number:04}",
            "Soort": "gemeente",
            "Adres": f"Voorbeeldpostbus {number}",
            "Postcode": f"1234 {chr(65 + number // 26 % 18)}{chr(65 + number % 26)}",
            "Plaats": f"Voorbeeldplaats {number:04}",
            "kenmerk.eigen": f"2026/{number:05}",
        }
        for number in range(1, count + 1)
    ]
    with target.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0], delimiter=";")
        table.writeheader()
        table.writerows(rows)
    return rows


def facts(row: dict[str, str]) -> dict[str, str]:
    """The facts of a row as the letter shows them."""
    return {
        "Naam": row["Naam"],
        "Adres": row["Adres"],
        "Postcode": row["Postcode"].replace(" ", "\u00a0"),
        "Plaats": row["Plaats"].upper(),
        "Kenmerk": row["kenmerk.eigen"],
    }


def template(letter: Path, shown: dict[str, str], tag: str, target: Path) -> None:
    """Turn the facts of one letter into tags, such as ``{{ %s }}``."""
    with zipfile.ZipFile(letter) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            data = old.read(member)
            if member.startswith(("word/document", "word/header")):
                text = data.decode()
                for name, value in shown.items():
                    text = text.replace(escape(value), tag % name)
                data = text.encode()
            new.writestr(member, data)


def briefgen(source: str, formats: str, target: str) -> None:
    """Make a batch with the engine of `briefgen batch`, with its manifest, in two processes."""
    from briefgen.batch.crew import Pool  # noqa: PLC0415 - the other makers do not need it
    from briefgen.batch.run import Plan, run  # noqa: PLC0415 - the same
    from briefgen.recipients import open_list  # noqa: PLC0415 - the same
    from briefgen.workshop import Workshop  # noqa: PLC0415 - the same

    workshop = Workshop.open()
    listed = open_list(Path(source), workshop.recipients)
    plan = Plan(LETTER, ON, workshop.read(CASE), listed.rows, tuple(formats.split(",")), listed.columns)
    with Pool(WORKERS) as crew:
        tally = run(plan, Path(target), workshop, crew)
    if tally.made != listed.count:
        raise SystemExit("\n".join(record.reason for record in tally.without[:3]))


def docxtpl(template_file: str, data: str, target: str) -> None:
    """Fill in one template for every row, in two processes."""
    rows = json.loads(Path(data).read_text(encoding="utf-8"))
    numbered = list(enumerate(rows))
    with ProcessPoolExecutor(WORKERS, get_context("spawn")) as pool:
        parts = [numbered[start::WORKERS] for start in range(WORKERS)]
        list(pool.map(_filled, [template_file] * WORKERS, parts, [target] * WORKERS))


def _filled(template_file: str, rows: Sequence[tuple[int, dict[str, str]]], target: str) -> None:
    from docxtpl import DocxTemplate  # noqa: PLC0415 - only the workers need it

    document = DocxTemplate(template_file)
    for number, row in rows:
        document.render(row, autoescape=True)
        document.save(Path(target) / f"{number:05}.docx")


def offices(soffice: str, folder: str, processes: str, at_once: str) -> None:
    """Let LibreOffice make PDFs of all Word files: by some processes side by side, of so many files in each call."""
    files = sorted(map(str, Path(folder).glob("*.docx")))
    count, most = int(processes), int(at_once) or len(files)
    parts = [files[start::count] for start in range(count)]

    def convert(number: int) -> None:
        options = ["--headless", "--norestore", f"-env:UserInstallation={(Path(folder) / f'p{number}').as_uri()}"]
        for start in range(0, len(parts[number]), most):
            call = [soffice, *options, "--convert-to", "pdf", "--outdir", folder, *parts[number][start : start + most]]
            subprocess.run(call, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    with ThreadPoolExecutor(count) as pool:
        list(pool.map(convert, range(count)))


CARBONE = """
const fs = require('fs'), carbone = require('carbone');
const [template, data, target, formats] = process.argv.slice(2);
const rows = JSON.parse(fs.readFileSync(data)), kinds = formats.split(',');
if (kinds.includes('pdf')) carbone.set({factories: WORKERS, startFactory: true});
const made = (number, kind) => new Promise((done, fail) => carbone.render(
  template, rows[number], kind === 'pdf' ? {convertTo: 'pdf'} : {}, (error, file) => {
    if (error) return fail(error);
    fs.writeFileSync(`${target}/${String(number).padStart(5, '0')}.${kind}`, file);
    done();
  }));
let next = 0;
const work = async () => {
  while (next < rows.length) {
    const number = next++;
    for (const kind of kinds) await made(number, kind);
  }
};
const failed = error => { console.log(error); process.exit(1); };
Promise.all(Array.from({length: 2 * WORKERS}, work)).then(() => process.exit(0), failed);
""".replace("WORKERS", str(WORKERS))
"""A program for Node.js: template, rows, folder, formats; PDF by as many LibreOffice processes as there are cores."""

MAKERS: dict[str, Callable[..., None]] = {"briefgen": briefgen, "docxtpl": docxtpl, "offices": offices}

if __name__ == "__main__":
    MAKERS[sys.argv[1]](*sys.argv[2:])
