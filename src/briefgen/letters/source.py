"""The case file, to go along in the PDF of a letter that was made from it."""

from __future__ import annotations

from pydantic import Field

from briefgen.facts.load import CaseFile
from briefgen.facts.text_file import decoded
from briefgen.law.records import Record
from briefgen.letters.blocks import Source
from briefgen.letters.templating import Templates


class SourceWords(Record):
    """``templates/letterhead/source.yaml``: what the file is called in the PDF, and what is said of it."""

    name: str = Field(alias="naam")
    description: str = Field(alias="omschrijving")


def source_of(case: CaseFile, templates: Templates) -> Source:
    """The case as it was read. Its own file name stays out: it may name people. Raises ContentError."""
    words = templates.record("letterhead/source.yaml", SourceWords)
    text = decoded(case.source, case.name)
    form, mime = ("json", "application/json") if text.lstrip().startswith("{") else ("yaml", "application/yaml")
    return Source(f"{words.name}.{form}", mime, words.description, text)
