"""What a batch shows while it runs and when it ends: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import click

from briefgen.cli import language, printing
from briefgen.cli.language import text, words_of
from briefgen.dutch import dates
from briefgen.errors import Message, msg

if TYPE_CHECKING:  # only names for the type checker; the modules behind them are loaded when a command runs
    from briefgen.batch.manifest import Record
    from briefgen.batch.run import Plan
    from briefgen.batch.tally import Tally
    from briefgen.recipients import RecipientList
    from briefgen.workshop import Workshop

_LINES = 10
"""Lines of progress where there is no terminal, for a batch of at least `_MANY` rows."""
_MANY = 50
_NAMED = 8
"""Letters that are named with something to know of them."""
_WARNINGS = 10
"""Different things to know that are shown; all are in the manifest."""

_STATUSES = {
    "gemaakt": msg("gemaakt"),
    "mislukt": msg("mislukt"),
    "niet verstuurbaar": msg("niet verstuurbaar"),
}


def columns(found: RecipientList) -> None:
    """Print how the columns of a list were understood: somebody must see a wrong guess before it is on paper."""
    printing.note(msg("Zo leest briefgen de kolommen:"))
    plain = [column.header for column in found.columns if column.header == column.field]
    others = [column for column in found.columns if column.header != column.field]
    width = min(max((len(column.header) for column in others), default=0), 40)
    for column in others:
        click.echo(f"  {column.header:<{width}} → {column.field or text(msg('niet gebruikt'))}")
    if plain:
        printing.wrapped(msg("zoals ze heten: {kolommen}", kolommen=", ".join(plain)), hanging="    ")
    click.echo()


def in_dutch() -> None:
    """Say once, to someone who reads another language, what comes in Dutch all the same."""
    if language.chosen() != "nl":
        printing.wrapped(
            msg(
                "De brieven, de uitleg bij brieven en wetten, en de redenen waarom een brief er niet is of volgt, zijn "
                "in het Nederlands."
            ),
            indent="",
            hanging="",
        )
        click.echo()


def begin(plan: Plan, total: int, workshop: Workshop) -> None:
    """Print what is going to be made, and what to know of this letter."""
    spec = workshop.catalogue.spec(plan.letter)
    title = words_of(spec).title or spec.title
    printing.note(msg("{brief}: {titel}", brief=plan.letter, titel=title))
    printing.note(msg("Rijen: {aantal}. Datum van de brieven: {dag}.", aantal=total, dag=dates.written(plan.on)))
    for notice in words_of(spec).notices:
        printing.wrapped(msg("Let op: {opmerking}", opmerking=notice), hanging="    ")


class Screen:
    """Shows how far a run is: `watch` is told of each row. Use it with ``with``."""

    def __init__(self, total: int, *, dry_run: bool, listed: bool) -> None:
        """`listed`: the rows are those of a list that somebody has, so that their numbers say something."""
        self.total, self.dry_run = total, dry_run
        self.tally: Tally | None = None
        self.worked = 0
        self.began = time.monotonic()
        self._bar: Any = None
        self._shown = 0
        self._rows = _Rows(listed=listed)

    def __enter__(self) -> Self:
        if sys.stdout.isatty() and not self.dry_run:
            self._bar = click.progressbar(
                length=self.total, show_pos=True, show_eta=False, show_percent=False, item_show_func=self._pace,
                width=24,
            )  # fmt: skip
            self._bar.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.__exit__(kind, error, _)

    def watch(self, record: Record, tally: Tally, fresh: bool) -> None:  # noqa: FBT001 - what the engine calls
        """Show that a row was dealt with."""
        self.tally = tally
        self.worked += fresh
        if self.dry_run:
            self._rows.show(record, fresh=fresh)
        elif self._bar is not None:
            self._bar.update(1, record)
        elif self.total >= _MANY and tally.done * _LINES // self.total > self._shown:
            self._shown = tally.done * _LINES // self.total
            printing.note(
                msg(
                    "  {klaar} van {totaal}, {snelheid} per seconde, nog {rest} seconden",
                    klaar=tally.done,
                    totaal=self.total,
                    snelheid=round(self.rate),
                    rest=self.left,
                )
            )

    @property
    def rate(self) -> float:
        """Letters that were made in a second."""
        return self.worked / max(time.monotonic() - self.began, 0.001)

    @property
    def left(self) -> int:
        """Seconds that the other letters take at this rate."""
        done = self.tally.done if self.tally else 0
        return round((self.total - done) / self.rate) if self.rate else 0

    def _pace(self, _: object) -> str:
        if not self.worked:
            return ""
        return text(msg("{snelheid} per seconde, nog {rest} seconden", snelheid=round(self.rate), rest=self.left))


class _Rows:
    """Prints rows, and a reason that several have after each other only once."""

    def __init__(self, *, listed: bool) -> None:
        self._listed = listed
        self._reason = ""

    def show(self, record: Record, *, fresh: bool) -> None:
        """Print one row of a dry run."""
        if record.status.value != "gemaakt":
            self.without_letter(record)
        elif fresh:
            printing.note(
                msg(
                    "{wie}, kenmerk {kenmerk}",
                    wie=self._who(record, msg("rij {rij}: {naam}")),
                    kenmerk=record.reference,
                )
            )
        else:
            printing.note(msg("{wie}: is er al", wie=self._who(record, msg("rij {rij}: {naam}"))))

    def _who(self, record: Record, both: Message) -> str:
        """How a row is called: as `both`, its number and name, when both are known and the number says something."""
        if not record.name:
            return text(msg("rij {rij}", rij=record.row))
        return text(Message(both.template, {"rij": record.row, "naam": record.name})) if self._listed else record.name

    def warning(self, warning: str, records: Sequence[Record], count: int) -> None:
        """Print what is to be known of these letters, of `count` in all."""
        names = ", ".join(self._who(record, msg("rij {rij} ({naam})")) for record in records)
        who = (
            msg("{namen}, en nog {aantal}", namen=names, aantal=count - len(records)) if count > len(records) else names
        )
        printing.wrapped(msg("Let op bij {wie}: {reden}", wie=who, reden=warning), hanging="    ")

    def without_letter(self, record: Record) -> None:
        """Print a row that has no letter, with why."""
        who = self._who(record, msg("rij {rij} ({naam})"))
        reason = text(msg("om dezelfde reden")) if record.reason == self._reason else record.reason
        self._reason = record.reason
        printing.wrapped(
            msg("{wie}, {status}: {reden}", wie=who, status=text(_STATUSES[record.status.value]), reden=reason),
            indent="  ",
            hanging="    ",
        )


def looked(tally: Tally, *, listed: bool) -> None:
    """Print what a dry run came to."""
    click.echo()
    printing.note(msg("Te maken: {aantal}", aantal=tally.made))
    _counts(tally)
    _special(tally, _Rows(listed=listed))
    printing.note(msg("Er is niets geschreven."))


def made(tally: Tally, folder: Path, printed: Sequence[Path], *, listed: bool) -> None:
    """Print what a run came to: letters, rows without one and why, where all is, and the last day of the answer."""
    click.echo()
    printing.note(msg("Gemaakt: {aantal}", aantal=tally.made))
    _counts(tally)
    rows = _Rows(listed=listed)
    for record in tally.without:
        rows.without_letter(record)
    rest = tally.failed + tally.unsendable - len(tally.without)
    if rest > 0:
        printing.note(msg("  en nog {aantal}; zie manifest.csv", aantal=rest))
    _special(tally, rows)
    if tally.unchecked:
        printing.note(
            msg(
                "Adressen die niet zijn nagekeken: {aantal}. Welke staat in manifest.csv; kijk ze na voor u verstuurt.",
                aantal=tally.unchecked,
            )
        )
    if tally.no_mail:
        printing.note(
            msg("Brieven zonder concept-e-mail: {aantal}. Waarom staat in manifest.csv.", aantal=tally.no_mail)
        )
    click.echo()
    if not tally.made + tally.current:
        printing.note(msg("Er zijn geen brieven. Herstel wat hierboven staat, en geef dezelfde opdracht nog een keer."))
        printing.note(msg("Het overzicht: {bestand}", bestand=folder / "manifest.csv"))
        return
    printing.note(msg("De brieven: {map}", map=folder / "brieven"))
    printing.note(msg("Het overzicht: {bestand}", bestand=folder / "manifest.csv"))
    for path in printed:
        click.echo(f"  {path}")
    if tally.answer_by is not None:
        printing.note(msg("Laatste dag voor een antwoord: {dag}", dag=dates.written_with_weekday(tally.answer_by)))
    click.echo()
    printing.advice()


def _special(tally: Tally, rows: _Rows) -> None:
    """Print what left the list, and what is to be known of letters."""
    if tally.gone:
        names = ", ".join(tally.gone_names[:_NAMED])
        more = msg("{namen}, …", namen=names) if tally.gone > _NAMED else names
        printing.wrapped(
            msg("Eerder gemaakt, en nu niet in de lijst: {aantal} ({namen})", aantal=tally.gone, namen=more)
        )
    for warning, found in list(tally.warned.items())[:_WARNINGS]:
        if found.count == tally.made + tally.current > 1:
            printing.wrapped(msg("Let op bij alle brieven: {reden}", reden=warning), hanging="    ")
        else:
            rows.warning(warning, found.first[:_NAMED], found.count)
    if len(tally.warned) > _WARNINGS:
        printing.note(msg("Er is meer om op te letten bij losse brieven; zie manifest.csv."))


def _counts(tally: Tally) -> None:
    counts: tuple[tuple[Message, int], ...] = (
        (msg("  waarvan opnieuw, omdat er iets veranderd of weg was: {aantal}", aantal=tally.again), tally.again),
        (msg("Was er al: {aantal}", aantal=tally.current), tally.current),
        (
            msg("  waarvan door u zelf aangepast, en niet in het printbestand: {aantal}", aantal=tally.edited),
            tally.edited,
        ),
        (
            msg(
                "  waarvan al verstuurd, en zo gebleven terwijl de zaak of de lijst veranderde: {aantal}",
                aantal=tally.outdated,
            ),
            tally.outdated,
        ),
        (msg("Mislukt: {aantal}", aantal=tally.failed), tally.failed),
        (msg("Niet verstuurbaar: {aantal}", aantal=tally.unsendable), tally.unsendable),
    )
    for message, count in counts:
        if count:
            printing.note(message)


def interrupted(tally: Tally | None, *, dry_run: bool) -> None:
    """Print that somebody stopped the run, and how it goes on."""
    if dry_run:
        printing.note(msg("Gestopt. Er is niets geschreven."), to_error=True)
        return
    printing.note(
        msg(
            "Gestopt. Er zijn {aantal} brieven klaar, en niets is half geschreven. "
            "Geef dezelfde opdracht nog een keer om verder te gaan.",
            aantal=0 if tally is None else tally.made + tally.current,
        ),
        to_error=True,
    )
