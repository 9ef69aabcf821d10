"""Terms: from an event to the last day, with every step explained.

A rule is data (``legal_refs/deadlines``). The day of the event does not count, unless the rule says
that it does; a term in months ends on the day with the same number, or on the month's last day when
it has no such day (Regulation 1182/71, article 3); a last day on which a term cannot end moves on
(Algemene termijnenwet, or the Regulation). The sender's own term is shown in the cautious reading: a
day that only a government order frees does not lengthen it. The other side's term is shown in the
reading that is never too early.
A term that stands still goes on after the pause; one that was extended too late is not extended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from dateutil.relativedelta import relativedelta

from briefgen.dutch import dates, words
from briefgen.errors import ContentError, FactsError, Message, msg
from briefgen.law.calendars import Calendar, load_calendar
from briefgen.law.deadline_rules import DeadlineRule, FirstDay, Length, Unit, Whose
from briefgen.law.sources import read_record


@dataclass(frozen=True, slots=True)
class Pause:
    """That a term stood still: in which way, and the days of its begin and end as the rule names them."""

    suspension: str
    begin: date
    end: date


@dataclass(frozen=True, slots=True)
class Deadline:
    """A computed term.

    `last_day` is the day to keep to: cautious for one's own term. `latest_day` is the last day in the
    widest reading; between the two, one's own step may still be in time. `late_from` is the first day
    on which one may say that the term has passed. `extended` and `pauses` are what the count took in.
    """

    rule: DeadlineRule
    event: date
    last_day: date
    latest_day: date
    late_from: date
    steps: tuple[Message, ...]
    after: date | None = None
    extended: bool = False
    pauses: tuple[Pause, ...] = ()


Closed = Callable[[date], str | None]
"""Why a term cannot end on a day, or None when it can."""


class Deadlines:
    """Reads rules from ``legal_refs/deadlines`` and counts with them."""

    def __init__(self, root: Path) -> None:
        """`root` is the ``legal_refs`` folder."""
        self.root = root
        self._rules: dict[str, DeadlineRule] = {}
        self._calendars: dict[str, Calendar] = {}

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all rules, in order."""
        return tuple(sorted(path.stem for path in (self.root / "deadlines").glob("*.yaml")))

    def __iter__(self) -> Iterator[DeadlineRule]:
        """Every rule, by id."""
        return map(self.rule, self.ids)

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

    def count(
        self,
        rule_id: str,
        event: date,
        *,
        after: date | None = None,
        extended: bool = False,
        told: date | None = None,
        pauses: Sequence[Pause] = (),
    ) -> Deadline:
        """Count rule `rule_id` from `event`, the day of the event itself.

        `after` is the day of what must be over before the event. `extended` adds the rule's extension,
        unless `told`, the day on which it was told, is too late for that. `pauses` are the times the
        term stood still. A later event never gives an earlier last day.

        Raises ContentError when the rule has no extension, FactsError when days do not fit the rule.
        """
        rule = self.rule(rule_id)
        lengths: tuple[Length, ...] = (rule.length,)
        too_late = None
        if extended:
            if rule.extension is None:
                raise ContentError(
                    msg("De termijnregel {id} kent geen verlenging.", id=rule_id),
                    where=str(self.root / "deadlines" / f"{rule_id}.yaml"),
                    mend=msg("Vraag de termijn zonder verlenging."),
                )
            too_late = self._too_late(rule, event, told, pauses)
            lengths = (rule.length,) if too_late else (rule.length, rule.extension.length)
        widest = self._closed(rule, with_equated=True)
        keep_to = self._closed(rule, with_equated=False) if rule.whose is Whose.OWN else widest
        nominal, counted = _counted(rule, event, lengths, pauses, (keep_to, widest))
        steps = [*_begun(rule, event, after), *counted, *([too_late] if too_late else [])]
        last_day = _shifted(nominal, keep_to if rule.calendar_sure else _never, steps)
        latest_nominal, _ = _counted(rule, event, lengths, pauses, (widest, widest))
        latest_day = _shifted(latest_nominal, widest, [])
        if rule.spare_day:
            latest_day = max(latest_day, _shifted(latest_nominal + timedelta(days=1), widest, []))
        return Deadline(
            rule,
            event,
            last_day,
            latest_day,
            late_from=latest_day + timedelta(days=1),
            steps=tuple(steps),
            after=after,
            extended=len(lengths) > 1,
            pauses=tuple(pauses),
        )

    def _too_late(self, rule: DeadlineRule, event: date, told: date | None, pauses: Sequence[Pause]) -> Message | None:
        """Say that an extension told on `told` came after the first term, or None when it counts."""
        if told is None:
            return None
        if told < event:
            raise _misfit(
                rule,
                msg(
                    "De verlenging kan niet zijn meegedeeld op {datum}, voordat de termijn begon.",
                    datum=dates.written(told),
                ),
            )
        if rule.extension is None or not rule.extension.in_time:
            return None
        first = self.count(rule.id, event, pauses=[pause for pause in pauses if pause.begin <= told])
        if told <= first.latest_day:
            return None
        return msg(
            "De verlenging is pas meegedeeld op {datum}, na {einde}; zij telt niet mee.",
            datum=dates.written_with_weekday(told),
            einde=dates.written_with_weekday(first.latest_day),
        )

    def _closed(self, rule: DeadlineRule, *, with_equated: bool) -> Closed:
        if rule.calendar is None:
            return _never
        return partial(self.calendar(rule.calendar).name_of, with_equated=with_equated)

    def calendar(self, calendar_id: str) -> Calendar:
        """Return calendar `calendar_id`, read once. Raises ContentError."""
        if calendar_id not in self._calendars:
            self._calendars[calendar_id] = load_calendar(self.root, calendar_id)
        return self._calendars[calendar_id]


def _never(_day: date) -> None:
    """A term may end on any day."""


def _misfit(rule: DeadlineRule, what: Message) -> FactsError:
    return FactsError(what, where=rule.id, mend=msg("Controleer de dagen die u opgaf."))


def _begun(rule: DeadlineRule, event: date, after: date | None) -> Iterator[Message]:
    """Tell how a term begins. Raises FactsError when what must be over is not over at the event."""
    if after is not None:
        if rule.before is None:
            raise FactsError(
                msg("De regel {id} telt alleen vanaf deze dag: {gebeurtenis}.", id=rule.id, gebeurtenis=rule.event),
                where=rule.id,
                mend=msg("Geef alleen die dag op."),
            )
        if event <= after:
            raise FactsError(
                msg(
                    "Te vroeg: {gebeurtenis}. Dat telt pas na deze dag: {vooraf}, {datum}.",
                    gebeurtenis=rule.event,
                    vooraf=rule.before,
                    datum=dates.written_with_weekday(after),
                ),
                where=rule.id,
                mend=msg(
                    "Doe het opnieuw; het kan op zijn vroegst op {datum}.",
                    datum=dates.written_with_weekday(after + timedelta(days=1)),
                ),
            )
        yield msg(
            "Vooraf: {vooraf}, {datum}.",
            vooraf=rule.before,
            datum=dates.written_with_weekday(after),
        )
    written = dates.written_with_weekday(event)
    if rule.first_day is FirstDay.ITSELF:
        yield msg("Begin: {gebeurtenis}, {datum}. Die dag telt zelf mee.", gebeurtenis=rule.event, datum=written)
    else:
        yield msg("Begin: {gebeurtenis}, {datum}. Die dag telt niet mee.", gebeurtenis=rule.event, datum=written)


def _counted(
    rule: DeadlineRule,
    event: date,
    lengths: tuple[Length, ...],
    pauses: Sequence[Pause],
    closed: tuple[Closed, Closed],
) -> tuple[date, list[Message]]:
    """Add `lengths` and `pauses` to `event`, and tell how; where the term ends before it moves on.

    `closed` are the days the rule is counted with, and those of the widest reading.
    """
    counting, widest = closed
    own = timedelta(days=rule.first_day is FirstDay.ITSELF)
    nominal = _add(event, lengths[:1], counting) - own
    steps = [
        msg(
            "De laatste dag van {lengte} is dan {datum}.",
            lengte=str(rule.length),
            datum=dates.written_with_weekday(nominal),
        )
        if own
        else msg(
            "{lengte} later is {datum}.",
            lengte=words.capitalised(str(rule.length)),
            datum=dates.written_with_weekday(nominal),
        )
    ]
    if len(lengths) > 1:
        nominal = _add(event, lengths, counting) - own
        steps.append(
            msg(
                "Met {verlenging} verlenging is dat {datum}.",
                verlenging=str(lengths[1]),
                datum=dates.written_with_weekday(nominal),
            )
        )
    stood_still_until = event
    for pause in sorted(pauses, key=lambda pause: (pause.begin, pause.end)):
        first, last = _still(rule, event, pause)
        still_running_until = _shifted(nominal, widest, [])
        if first > still_running_until:
            raise _misfit(
                rule,
                msg(
                    "De termijn was al voorbij op {datum}; toen kon zij niet meer stilstaan.",
                    datum=dates.written(first),
                ),
            )
        first = max(first, stood_still_until + timedelta(days=1))
        if last < first:
            continue
        stood_still_until = last
        nominal = nominal if first <= nominal else still_running_until
        nominal += timedelta(days=(last - first).days + 1)
        steps.append(
            msg(
                "De termijn staat stil van {van} tot en met {tot} ({dagen}); het einde is dan {datum}.",
                van=dates.written_with_weekday(first),
                tot=dates.written_with_weekday(last),
                dagen=str(Length(number=(last - first).days + 1, unit=Unit.DAYS)),
                datum=dates.written_with_weekday(nominal),
            )
        )
    return nominal, steps


def _still(rule: DeadlineRule, event: date, pause: Pause) -> tuple[date, date]:
    """The first and the last day that the term stands still; the last is before the first when none does."""
    for suspension in rule.suspensions:
        if suspension.id == pause.suspension:
            break
    else:
        raise FactsError(
            msg("De regel {id} kent geen stilstand '{naam}'.", id=rule.id, naam=pause.suspension),
            where=rule.id,
            mend=msg("Kies uit: {namen}.", namen=", ".join(known.id for known in rule.suspensions) or "-"),
        )
    if pause.end < pause.begin or (pause.begin < event and not suspension.may_begin_before):
        raise _misfit(
            rule,
            msg(
                "De termijn kan niet stilstaan van {van} tot {tot}.",
                van=dates.written(pause.begin),
                tot=dates.written(pause.end),
            ),
        )
    first = pause.begin + timedelta(days=suspension.first_day is FirstDay.AFTER)
    return first, pause.end - timedelta(days=not suspension.including_end)


def _add(day: date, lengths: Sequence[Length], closed: Closed) -> date:
    """Add `lengths` to `day`; two of the same unit as one, so that a short month in between costs no days."""
    first, *rest = lengths
    if rest and all(length.unit is first.unit for length in rest):
        both = sum(length.number for length in lengths)
        return _add(day, (first.model_copy(update={"number": both}),), closed)
    for length in lengths:
        day = _add_one(day, length, closed)
    return day


def _add_one(day: date, length: Length, closed: Closed) -> date:
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
            left = length.number
            while left:
                day += timedelta(days=1)
                left -= closed(day) is None
            return day


def _shifted(day: date, closed: Closed, steps: list[Message]) -> date:
    """Move `day` on to the first day that is not closed, and add to `steps` why."""
    passed: list[str] = []
    while (name := closed(day)) is not None:
        passed.append(f"{dates.written(day)} ({name})")
        day += timedelta(days=1)
    if passed:
        steps.append(
            msg(
                "Op {dagen} eindigt een termijn niet; de laatste dag is {datum}.",
                dagen=words.joined(passed),
                datum=dates.written_with_weekday(day),
            )
        )
    return day
