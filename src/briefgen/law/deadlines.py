"""Terms: from an event to the last day, with every step explained.

A rule is data (``legal_refs/deadlines``). The day of the event does not count; a term in months ends
on the day with the same number, or on the month's last day when it has no such day (Regulation
1182/71, article 3); a last day on which a term cannot end moves on (Algemene termijnenwet, or the
Regulation). The sender's own term is shown in the cautious reading: a day that only a government
order frees does not lengthen it. The other side's term is shown in the reading that is never too early.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from dateutil.relativedelta import relativedelta
from pydantic import Field

from briefgen.dutch import dates, words
from briefgen.errors import ContentError, Message, msg
from briefgen.law.calendars import Calendar, load_calendar
from briefgen.law.records import Record, RefId, Words
from briefgen.law.sources import read_record


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


class Scenario(Record):
    """A worked example that the rule must reproduce."""

    name: Words = Field(alias="naam")
    event: date = Field(alias="gebeurtenis")
    last_day: date = Field(alias="laatste_dag")
    extended_last_day: date | None = Field(alias="na_verlenging", default=None)


class DeadlineRule(Record):
    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    title: Words = Field(alias="titel")
    nature: Nature = Field(alias="aard")
    whose: Whose = Field(alias="van_wie")
    basis: Basis | None = Field(alias="grond")
    event: Words = Field(alias="gebeurtenis", description="Waar de termijn na begint te lopen.")
    length: Length = Field(alias="lengte")
    extension: Extension | None = Field(alias="verlenging", default=None)
    calendar: str | None = Field(alias="kalender", description="Welke kalender de laatste dag opschuift; leeg: geen.")
    spare_day: bool = Field(
        alias="dag_speling",
        default=False,
        description="Ander: wacht de dag erna ook af voordat u zegt dat de termijn voorbij is (de ruimste lezing).",
    )
    note: str | None = Field(alias="toelichting", default=None)
    scenarios: tuple[Scenario, ...] = Field(alias="voorbeelden", min_length=3)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A computed term.

    `last_day` is the day to keep to: cautious for one's own term. `latest_day` is the last day in the
    widest reading; between the two, one's own step may still be in time. `late_from` is the first day
    on which one may say that the term has passed.
    """

    rule: DeadlineRule
    event: date
    last_day: date
    latest_day: date
    late_from: date
    steps: tuple[Message, ...]


class Deadlines:
    """Reads rules from ``legal_refs/deadlines`` and counts with them."""

    def __init__(self, root: Path) -> None:
        """`root` is the ``legal_refs`` folder."""
        self.root = root
        self._rules: dict[str, DeadlineRule] = {}
        self._calendars: dict[str, Calendar] = {}

    def rule(self, rule_id: str) -> DeadlineRule:
        """Return rule `rule_id`. Raises ContentError when there is none."""
        if rule_id not in self._rules:
            path = self.root / "deadlines" / f"{rule_id}.yaml"
            if not path.is_file():
                raise ContentError(
                    msg("Er is geen termijnregel {id}.", id=rule_id),
                    where=str(path),
                    mend=msg("Voeg de regel toe of verbeter de verwijzing."),
                )
            self._rules[rule_id] = read_record(path, DeadlineRule)
        return self._rules[rule_id]

    def count(self, rule_id: str, event: date, *, extended: bool = False) -> Deadline:
        """Count rule `rule_id` from `event`, the day of the event itself.

        `extended` adds the rule's extension; ContentError when it has none. A later event never
        gives an earlier last day.
        """
        rule = self.rule(rule_id)
        steps = [
            msg(
                "Begin: {gebeurtenis}, {datum}. Die dag telt niet mee.",
                gebeurtenis=rule.event,
                datum=dates.written_with_weekday(event),
            )
        ]
        own = rule.whose is Whose.OWN
        nominal = self._add(event, rule.length, with_equated=not own)
        steps.append(
            msg(
                "{lengte} later is {datum}.",
                lengte=words.capitalised(str(rule.length)),
                datum=dates.written_with_weekday(nominal),
            )
        )
        if extended:
            if rule.extension is None:
                raise ContentError(
                    msg("De termijnregel {id} kent geen verlenging.", id=rule_id),
                    where=str(self.root / "deadlines" / f"{rule_id}.yaml"),
                    mend=msg("Vraag de termijn zonder verlenging."),
                )
            nominal = self._add_twice(event, rule.length, rule.extension.length, with_equated=not own)
            steps.append(
                msg(
                    "Met {verlenging} verlenging is dat {datum}.",
                    verlenging=str(rule.extension.length),
                    datum=dates.written_with_weekday(nominal),
                )
            )
        last_day = self._shifted(rule, nominal, steps, with_equated=not own)
        widest = nominal
        if own:
            extension = rule.extension.length if extended and rule.extension else None
            widest = self._add_twice(event, rule.length, extension, with_equated=True)
        latest_day = self._shifted(rule, widest, [], with_equated=True)
        if rule.spare_day:
            latest_day = max(latest_day, self._shifted(rule, nominal + timedelta(days=1), [], with_equated=True))
        return Deadline(rule, event, last_day, latest_day, latest_day + timedelta(days=1), tuple(steps))

    def _shifted(self, rule: DeadlineRule, day: date, steps: list[Message], *, with_equated: bool) -> date:
        if rule.calendar is None:
            return day
        calendar = self.calendar(rule.calendar)
        closed: list[str] = []
        while (name := calendar.name_of(day, with_equated=with_equated)) is not None:
            closed.append(f"{dates.written(day)} ({name})")
            day += timedelta(days=1)
        if closed:
            steps.append(
                msg(
                    "Op {dagen} eindigt een termijn niet; de laatste dag is {datum}.",
                    dagen=words.joined(closed),
                    datum=dates.written_with_weekday(day),
                )
            )
        return day

    def calendar(self, calendar_id: str) -> Calendar:
        """Return calendar `calendar_id`, read once. Raises ContentError."""
        if calendar_id not in self._calendars:
            self._calendars[calendar_id] = load_calendar(self.root, calendar_id)
        return self._calendars[calendar_id]

    def _add(self, day: date, length: Length, *, with_equated: bool) -> date:
        match length.unit:
            case Unit.DAYS:
                return day + timedelta(days=length.number)
            case Unit.WEEKS:
                return day + timedelta(weeks=length.number)
            case Unit.MONTHS:
                return day + relativedelta(months=length.number)
            case Unit.YEARS:
                return day + relativedelta(years=length.number)
            case Unit.WORKING_DAYS:
                return self._add_working_days(day, length.number, with_equated=with_equated)

    def _add_twice(self, day: date, first: Length, second: Length | None, *, with_equated: bool) -> date:
        """Add two lengths as one, so that a short month in between costs no days."""
        if second is None:
            return self._add(day, first, with_equated=with_equated)
        if first.unit is second.unit:
            both = first.model_copy(update={"number": first.number + second.number})
            return self._add(day, both, with_equated=with_equated)
        return self._add(self._add(day, first, with_equated=with_equated), second, with_equated=with_equated)

    def _add_working_days(self, day: date, number: int, *, with_equated: bool) -> date:
        calendar = self.calendar("termijnenwet")
        while number:
            day += timedelta(days=1)
            number -= calendar.name_of(day, with_equated=with_equated) is None
        return day
