"""Terms as templates and conditions see them: counted from a day, under Dutch names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from briefgen.dutch import words
from briefgen.errors import ContentError, msg
from briefgen.law.deadlines import Deadlines
from briefgen.law.penalty import Penalty


@dataclass(frozen=True, slots=True)
class Term:
    """A counted term.

    `dag` is the day to keep to, `uiterste_dag` the last day in the widest reading, `te_laat_vanaf` the
    first day on which one may say that it has passed.
    """

    dag: date
    uiterste_dag: date
    te_laat_vanaf: date


@dataclass(frozen=True, slots=True)
class DueStretch:
    """A part of a penalty on the calendar, both days included: so many days at so much a day."""

    van: date
    tot: date
    dagen: int
    bedrag: str


@dataclass(frozen=True, slots=True)
class DuePenalty:
    """A penalty for each day without a decision, from `eerste_dag` up to and including `laatste_dag`.

    Amounts are written out, such as "23 euro"; `ten_hoogste` is the sum over all `dagen`.
    """

    eerste_dag: date
    laatste_dag: date
    dagen: int
    ten_hoogste: str
    delen: tuple[DueStretch, ...]


def functions(deadlines: Deadlines) -> dict[str, object]:
    """The functions `termijn`, `duur`, `duur_verlenging` and `dwangsom` that templates and conditions may call."""

    def term(rule: str, vanaf: object, *, verlengd: bool = False) -> Term:
        deadline = deadlines.count(rule, day_of(vanaf, rule), extended=verlengd)
        return Term(deadline.last_day, deadline.latest_day, deadline.late_from)

    def length(rule: str) -> str:
        return str(deadlines.rule(rule).length)

    def extension(rule: str) -> str:
        found = deadlines.rule(rule).extension
        if found is None:
            raise ContentError(
                msg("De termijnregel {id} kent geen verlenging.", id=rule),
                where=str(deadlines.root / "deadlines" / f"{rule}.yaml"),
                mend=msg("Haal de zin over verlenging weg uit de brieftekst."),
            )
        return str(found.length)

    def penalty(rule: str, vanaf: object) -> DuePenalty:
        scale = deadlines.rule(rule).penalty
        if scale is None:
            raise ContentError(
                msg("De termijnregel {id} kent geen dwangsom.", id=rule),
                where=str(deadlines.root / "deadlines" / f"{rule}.yaml"),
                mend=msg("Haal de zin over de dwangsom weg uit de brieftekst."),
            )
        due = Penalty(scale, deadlines.count(rule, day_of(vanaf, rule)).late_from)
        return DuePenalty(
            due.first_day,
            due.last_day,
            scale.most_days,
            words.euros(scale.most_euros),
            tuple(
                DueStretch(stretch.first_day, stretch.last_day, tier.days, words.euros(stretch.euros))
                for stretch, tier in zip(due.stretches, scale.tiers, strict=True)
            ),
        )

    return {"termijn": term, "duur": length, "duur_verlenging": extension, "dwangsom": penalty}


def day_of(start: object, rule: str) -> date:
    """The day a term runs from: a date of the facts, or the last day of another term.

    Raises ContentError for anything else.
    """
    if isinstance(start, Term):
        return start.dag
    if isinstance(start, date):
        return start
    raise ContentError(
        msg("De termijn {regel} begint niet bij een datum.", regel=rule),
        where="letter.yaml",
        mend=msg("Noem bij 'vanaf' een datum uit de feiten."),
    )
