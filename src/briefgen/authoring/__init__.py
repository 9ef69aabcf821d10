"""Checking a user's own Word template before a letter depends on it: everything at once, with place and mend.

Pure: nothing is rendered and no file is written. The names are those of the facts, each with a stand-in.
"""

from __future__ import annotations

from collections import Counter

from briefgen.authoring import carriers, structure, whole, wording
from briefgen.authoring.bench import FUNCTIONS, Bench
from briefgen.authoring.mending import mended
from briefgen.authoring.model import Asked, Finding, Findings, Group, Report, Rule
from briefgen.authoring.names import Names
from briefgen.authoring.places import placed
from briefgen.documents import docx_guard
from briefgen.documents.docx_package import Package
from briefgen.facts.fields import chain
from briefgen.letters.catalogue import LetterSpec
from briefgen.render import own_styles
from briefgen.render.word_file import WordFile
from briefgen.render.word_template import sources

__all__ = ["Asked", "Bench", "Finding", "Group", "Report", "Rule", "check", "mended", "placed"]


def check(data: bytes, where: str, bench: Bench, spec: LetterSpec | None = None) -> Report:
    """Check the Word template `data`; `spec` is its own letter.yaml, if it has one.

    Raises OwnTemplateError when it is no sound Word file: hostile, damaged, locked or with macros.
    """
    docx_guard.refuse_hostile(data, where)
    findings = Findings()
    carriers.check_package(Package(data), findings)
    names = Names(bench, findings, bench.declared(spec))
    file = WordFile(data, where)
    found = sources(file)
    for number, source in enumerate(found):
        findings.begin(number, source.spots)
        carriers.check(source, findings)
        structure.check(source, findings)
        names.check(source)
        wording.check(source, bench, findings)
    findings.begin(len(found), ())
    wording.check_enclosures(found, findings)
    whole.check(found, findings)
    whole.check_language(own_styles.language(file), findings)
    return Report(where, tuple(findings), _asked(names.asked))


def _asked(counted: Counter[str]) -> tuple[Asked, ...]:
    """What the tags ask for, in the order of the alphabet, with the title that the model gives it."""
    return tuple(
        Asked(path, _title(path), times) for path, times in sorted(counted.items()) if times > 0 or path in FUNCTIONS
    )


def _title(path: str) -> str:
    try:
        return chain(path)[-1].title
    except KeyError:
        return ""
