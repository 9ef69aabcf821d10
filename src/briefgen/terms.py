"""Looking a term up: which rules there are, what one comes to, and its last day for a calendar.

Pure. The calendar file depends on rule and days alone, so equal questions give equal
bytes, and a program that knows the term already updates it instead of adding another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from pathlib import Path

from icalendar import Alarm, Calendar, Event

from briefgen import resources
from briefgen.dutch import dates
from briefgen.errors import FactsError, Message, msg
from briefgen.law import citations
from briefgen.law.deadline_rules import Basis, DeadlineRule, Subject
from briefgen.law.deadlines import Deadline, Deadlines, Pause
from briefgen.law.penalty import Penalty
from briefgen.law.registry import Provision, Registry

REMINDED_AT = time(9)
"""The hour at which a calendar reminds, on the day that the rule names."""

YEARS = range(1900, 2200)
"""The years that a day may be in."""


@dataclass(frozen=True, slots=True)
class Source:
    """A provision as people read it, with its link; `unread` when the text of that day was not read."""

    citation: str
    link: str
    unread: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """A term that was asked for, with the law it rests on."""

    deadline: Deadline
    source: Source | None
    penalty: Penalty | None


@dataclass(frozen=True, slots=True)
class Days:
    """The days a person knows: of the event or, with `received`, of what comes before the receipt."""

    start: date
    received: date | None = None
    extended: bool = False
    told: date | None = None
    pauses: tuple[Pause, ...] = ()


class Terms:
    """The rules of the shipped law, and the provisions they rest on."""

    def __init__(self, root: Path) -> None:
        """`root` is the ``legal_refs`` folder."""
        self._deadlines = Deadlines(root)
        self._registry = Registry(root)

    @classmethod
    def open(cls) -> Terms:
        """Open the law that came with briefgen."""
        return cls(resources.folder("legal_refs"))

    def by_subject(self) -> Mapping[Subject, Sequence[DeadlineRule]]:
        """All rules by subject, in the order of the subjects. Raises ContentError."""
        order = list(Subject)
        rules = sorted(self._deadlines, key=lambda rule: (order.index(rule.subject), rule.id))
        return {subject: tuple(found) for subject, found in groupby(rules, key=lambda rule: rule.subject)}

    def rule(self, rule_id: str) -> DeadlineRule:
        """Return rule `rule_id`. Raises FactsError when there is none."""
        if rule_id not in self._deadlines.ids:
            raise FactsError(
                msg("Er is geen termijnregel {id}.", id=rule_id),
                mend=msg("briefgen deadline zonder naam toont alle regels."),
            )
        return self._deadlines.rule(rule_id)

    def answer(self, rule_id: str, days: Days) -> Answer:
        """Count rule `rule_id` with `days`.

        Raises FactsError when there is no such rule or the days do not fit it, ContentError.
        """
        rule = self.rule(rule_id)
        _check_years(days)
        event, after = (days.start, None) if days.received is None else (days.received, days.start)
        if rule.before is not None and after is None:
            raise FactsError(
                msg("Deze regel vraagt ook een eerdere dag."),
                where=rule.id,
                mend=both_days(rule),
            )
        extended = days.extended or days.told is not None
        if extended and rule.extension is None:
            raise FactsError(
                msg("De termijnregel {id} kent geen verlenging.", id=rule.id),
                where=rule.id,
                mend=msg("Vraag de termijn zonder verlenging."),
            )
        deadline = self._deadlines.count(
            rule.id, event, after=after, extended=extended, told=days.told, pauses=days.pauses
        )
        return Answer(
            deadline,
            self._source(rule.basis, event) if rule.basis is not None else None,
            Penalty(rule.penalty, deadline.late_from) if rule.penalty is not None else None,
        )

    def _source(self, basis: Basis, on: date) -> Source:
        """The provision as it reads on `on`, or else as it read when it was last read."""
        article = self._registry.article(basis.reference)
        in_force = article.version(on)
        version = in_force or article.versions[-1]
        provision = Provision(
            self._registry.law(article.law), article, version, (basis.paragraph,) if basis.paragraph else ()
        )
        return Source(
            citations.write(provision, citations.Style.FULL),
            citations.link(provision, on if in_force else version.valid_from),
            unread=in_force is None,
        )


def both_days(rule: DeadlineRule) -> Message:
    """Ask for both days of a rule that counts only after something is over."""
    return msg(
        "Geef met --from: {vooraf}; en met --received: {gebeurtenis}.", vooraf=rule.before, gebeurtenis=rule.event
    )


def _check_years(days: Days) -> None:
    """Refuse a year that can only be a slip, and that a calendar cannot count with."""
    given = [days.start, days.received, days.told, *(day for pause in days.pauses for day in (pause.begin, pause.end))]
    for day in given:
        if day is not None and day.year not in YEARS:
            raise FactsError(
                msg("Met {datum} kan niet worden gerekend.", datum=dates.written(day)),
                mend=msg("Controleer het jaar."),
            )


def calendar(answer: Answer) -> bytes:
    """The last day of a term as a calendar file, with a reminder some days before.

    Dutch, like the letters. The same rule and event keep their UID when the term is extended or stood still.
    """
    deadline = answer.deadline
    rule = deadline.rule
    stamp = datetime.combine(deadline.event, time(), UTC)
    event = Event()
    event.add("uid", f"{rule.id}-{deadline.event.isoformat()}@briefgen")
    event.add("dtstamp", stamp)
    event.add("sequence", len(deadline.pauses) + deadline.extended)
    event.add("dtstart", deadline.last_day)
    event.add("dtend", deadline.last_day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", f"Laatste dag: {rule.title}")
    event.add("description", _plain(_description(answer)))
    if answer.source is not None:
        event.add("url", answer.source.link)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"Laatste dag {_plain(dates.written_with_weekday(deadline.last_day))}: {rule.title}")
    ahead = min(rule.reminder_days, (deadline.last_day - deadline.event).days)
    alarm.add("trigger", timedelta(days=-ahead, hours=REMINDED_AT.hour))
    event.add_component(alarm)
    file = Calendar()
    file.add("prodid", "-//briefgen//briefgen//NL")
    file.add("version", "2.0")
    file.add_component(event)
    return bytes(file.to_ical())


def _description(answer: Answer) -> str:
    deadline = answer.deadline
    lines = [str(step) for step in deadline.steps]
    lines.append(f"Laatste dag: {dates.written_with_weekday(deadline.last_day)}.")
    lines.append(f"Voorbij vanaf: {dates.written_with_weekday(deadline.late_from)}.")
    if answer.source is not None:
        lines.append(f"Grond: {answer.source.citation}.")
    if deadline.rule.note:
        lines.append(deadline.rule.note)
    return "\n".join(lines)


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")
