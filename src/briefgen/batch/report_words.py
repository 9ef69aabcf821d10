"""The wording of the report, as ``templates/report/report.yaml`` holds it."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from briefgen.batch.status import Timing
from briefgen.law.records import Record, Words

PLACE = "report/report.yaml"


class TableWords(Record):
    caption: Words = Field(alias="bijschrift", default="   ")
    columns: tuple[str, ...] = Field(alias="kolommen", default=())
    first: Mapping[str, str] = Field(alias="eerste", default={})
    total: str = Field(alias="samen", default="")


class SizeClass(Record):
    """A class of municipalities: those with fewer inhabitants than `below`; the last has no end."""

    below: int | None = Field(alias="tot", default=None)
    name: Words = Field(alias="naam")


class ReportWords(Record):
    """``templates/report/report.yaml``; Jinja over figures and days."""

    title: Words = Field(alias="titel")
    subtitle: Words = Field(alias="onder_titel")
    heads: Mapping[str, str] = Field(alias="kop")
    summary: tuple[str, ...] = Field(alias="in_het_kort")
    natures: Mapping[str, str] = Field(alias="aard")
    timings: Mapping[Timing, str] = Field(alias="stand")
    row_timings: Mapping[Timing, str] = Field(alias="stand_in_rij", default={})
    kinds: Mapping[str, str] = Field(alias="soort")
    charts: Mapping[str, str] = Field(alias="beeld")
    sizes: tuple[SizeClass, ...] = Field(alias="grootte", min_length=1)
    without: Mapping[str, str] = Field(alias="zonder")
    unknown: Words = Field(alias="onbekend")
    tables: Mapping[str, TableWords] = Field(alias="tabel")
    answer: Words = Field(alias="antwoord")
    many: Words = Field(alias="veel")
    differences: Mapping[str, str] = Field(alias="verschil")
    about: tuple[str, ...] = Field(alias="over")
    page: Words = Field(alias="bladzijde")
