"""Terms as templates and conditions see them: counted from a day, under Dutch names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from briefgen.errors import ContentError, msg
from briefgen.law.deadlines import Deadlines


@dataclass(frozen=True, slots=True)
class Term:
    """A counted term.

    `dag` is the day to keep to, `uiterste_dag` the last day in the widest reading, `te_laat_vanaf` the
    first day on which one may say that it has passed.
    """

    dag: date
    uiterste_dag: date
    te_laat_vanaf: date


def functions(deadlines: Deadlines) -> dict[str, object]:
    """The functions `termijn`, `duur` and `duur_verlenging` that templates and conditions may call."""

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

    return {"termijn": term, "duur": length, "duur_verlenging": extension}


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
