"""What a deadline rule is: how long a term is, from when it runs, and what makes it longer.

One rule per file in ``legal_refs/deadlines``; the article it rests on is in the rule. Counting is
in `briefgen.law.deadlines`.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from briefgen.dutch import words
from briefgen.law.penalty import PenaltyScale
from briefgen.law.records import Record, RefId, Words


class Unit(StrEnum):
    DAYS = "dagen"
    WORKING_DAYS = "werkdagen"
    WEEKS = "weken"
    MONTHS = "maanden"
    YEARS = "jaren"


_SINGULAR = {
    Unit.DAYS: "dag",
    Unit.WORKING_DAYS: "werkdag",
    Unit.WEEKS: "week",
    Unit.MONTHS: "maand",
    Unit.YEARS: "jaar",
}


class Nature(StrEnum):
    STATUTORY = "wettelijk"
    REQUEST = "verzoek"  # the sender's own wish, never shown as a legal term
    ASSUMPTION = "aanname"  # such as the time the post takes


class Whose(StrEnum):
    OWN = "eigen"
    OTHER = "ander"


class FirstDay(StrEnum):
    AFTER = "erna"  # the day after the event is the first
    ITSELF = "zelf"  # the day of the event is the first


class Subject(StrEnum):
    """What people look a term up for."""

    DATA = "gegevens"
    DISCLOSURE = "openbaarheid"
    DECISION = "besluit"
    COMPLAINT = "klacht"
    DIRECTIONS = "aanwijzing"
    COURT = "rechter"
    REQUEST = "verzoek"
    OTHER = "overig"


class Length(Record):
    number: Annotated[int, Field(ge=1)] = Field(alias="aantal")
    unit: Unit = Field(alias="eenheid")

    def __str__(self) -> str:
        """In words: "twee weken", "één maand", "vijf werkdagen"."""
        unit = _SINGULAR[self.unit] if self.number == 1 or self.unit is Unit.YEARS else self.unit.value
        return f"{words.cardinal(self.number)}\u00a0{unit}"


class Basis(Record):
    """The provision that sets the term."""

    reference: RefId = Field(alias="artikel")
    paragraph: str | None = Field(alias="lid", default=None)


class Extension(Record):
    length: Length = Field(alias="lengte")
    condition: Words = Field(alias="voorwaarde")
    in_time: bool = Field(
        alias="voor_afloop",
        default=False,
        description="Of de verlenging alleen werkt als zij voor het einde van de eerste termijn is meegedeeld.",
    )


class Suspension(Record):
    """A way in which the law lets the term stand still."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    basis: Basis = Field(alias="grond")
    begin: Words = Field(alias="begin", description="Waarna de termijn stilstaat.")
    end: Words = Field(alias="einde", description="Waarmee het stilstaan ophoudt.")
    first_day: FirstDay = Field(alias="eerste_dag", default=FirstDay.AFTER)
    including_end: bool = Field(alias="tot_en_met", description="Of de termijn op de dag van het einde nog stilstaat.")
    may_begin_before: bool = Field(
        alias="ook_eerder",
        default=False,
        description="Of het begin voor de gebeurtenis mag liggen; alleen de dagen daarna tellen dan.",
    )


class Scenario(Record):
    """A worked example that the rule must reproduce."""

    name: Words = Field(alias="naam")
    event: date = Field(alias="gebeurtenis")
    last_day: date = Field(alias="laatste_dag")
    extended_last_day: date | None = Field(alias="na_verlenging", default=None)


class DeadlineRule(Record):
    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    title: Words = Field(alias="titel")
    subject: Subject = Field(alias="onderwerp", default=Subject.OTHER)
    nature: Nature = Field(alias="aard")
    whose: Whose = Field(alias="van_wie")
    basis: Basis | None = Field(alias="grond")
    event: Words = Field(alias="gebeurtenis", description="Waar de termijn na begint te lopen.")
    before: Words | None = Field(
        alias="vooraf", default=None, description="Wat voorbij moet zijn; de gebeurtenis telt pas op een latere dag."
    )
    first_day: FirstDay = Field(alias="eerste_dag", default=FirstDay.AFTER)
    length: Length = Field(alias="lengte")
    extension: Extension | None = Field(alias="verlenging", default=None)
    suspensions: tuple[Suspension, ...] = Field(alias="opschorting", default=())
    calendar: str | None = Field(alias="kalender", description="Welke kalender de laatste dag opschuift; leeg: geen.")
    calendar_sure: bool = Field(
        alias="kalender_zeker",
        default=True,
        description="Onwaar: of de laatste dag opschuift staat niet vast. Hij schuift dan alleen in de ruimste lezing.",
    )
    spare_day: bool = Field(
        alias="dag_speling",
        default=False,
        description="Ander: wacht de dag erna ook af voordat u zegt dat de termijn voorbij is (de ruimste lezing).",
    )
    penalty: PenaltyScale | None = Field(
        alias="dwangsom", default=None, description="Wat verschuldigd is vanaf de eerste dag na de termijn."
    )
    reminder_days: Annotated[int, Field(ge=0)] = Field(
        alias="herinnering_dagen", default=7, description="Hoeveel dagen tevoren een agenda herinnert."
    )
    note: str | None = Field(alias="toelichting", default=None)
    scenarios: tuple[Scenario, ...] = Field(alias="voorbeelden", min_length=3)

    @model_validator(mode="after")
    def _countable(self) -> DeadlineRule:
        lengths = [self.length, *([self.extension.length] if self.extension else [])]
        if self.calendar is None and any(length.unit is Unit.WORKING_DAYS for length in lengths):
            raise ValueError("een termijn in werkdagen heeft een kalender nodig")
        if self.suspensions and any(length.unit is Unit.WORKING_DAYS for length in lengths):
            raise ValueError("een termijn in werkdagen kan niet stilstaan")
        return self
