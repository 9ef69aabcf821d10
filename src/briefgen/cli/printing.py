"""Printing for people: errors with what, where and the mend; drafts with their dates; letters explained."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.language import chosen, name_of, text, words_of
from briefgen.errors import BriefgenError, FactsErrors, Message, msg

if TYPE_CHECKING:  # only names for the type checker; the modules behind them are loaded when a command runs
    from briefgen.law.deadlines import Deadline
    from briefgen.letters.catalogue import LetterSpec
    from briefgen.letters.language import Remark
    from briefgen.letters.selection import Verdict
    from briefgen.pipeline import Draft

WIDTH = 80
"""Characters on a line, for a window of the usual size."""


def error(found: BriefgenError) -> None:
    """Print an error; of several, each with its own place and mend."""
    if isinstance(found, FactsErrors):
        click.echo(text(found.what), err=True)
        for number, single in enumerate(found.errors, start=1):
            _say(f"\n{number}. {_place(single)}{text(single.what)}\n   → {text(single.mend)}", to_error=True)
        return
    _say(f"{text(msg('Fout'))}: {_place(found)}{text(found.what)}\n→ {text(found.mend)}", to_error=True)


def _place(found: BriefgenError) -> str:
    return f"{found.where}\n   " if found.where else ""


def note(message: Message, *, to_error: bool = False) -> None:
    """Print one message on its own line."""
    _say(text(message), to_error=to_error)


def _say(words: str, *, to_error: bool = False) -> None:
    """Print lines; in a window that is smaller than a line, go on below its first word and never break one."""
    words = words.replace("\u00a0", " ")  # a space of a letter; who copies a line from a window wants a common one
    stream = sys.stderr if to_error else sys.stdout
    if stream.isatty():
        width = shutil.get_terminal_size().columns
        words = "\n".join(_fitted(line, width) for line in words.split("\n"))
    click.echo(words, err=to_error)


def _fitted(line: str, width: int) -> str:
    begin = len(line) - len(line.lstrip(" -→"))
    lines = textwrap.wrap(
        line[begin:], max(width - begin, 20), break_long_words=False, break_on_hyphens=False, drop_whitespace=True
    )
    return ("\n" + " " * begin).join([line[:begin] + (lines[0] if lines else ""), *lines[1:]])


def in_dutch() -> None:
    """Say once, to someone who reads another language, what comes in Dutch all the same."""
    if chosen() != "nl":
        wrapped(msg("De brieven, en de uitleg bij brieven en wetten, zijn in het Nederlands."), indent="", hanging="")
        click.echo()


def wrapped(message: Message, *, indent: str = "  ", hanging: str = "  ") -> None:
    """Print one message over as many lines as a small window needs; `hanging` comes before all but the first."""
    words = text(message).replace("\u00a0", " ").strip()
    lines = textwrap.wrap(words, WIDTH, initial_indent=indent, subsequent_indent=hanging, break_on_hyphens=False)
    click.echo("\n".join(lines))


def remarks(found: Iterable[Message]) -> None:
    """Print what is no fault, and must be known."""
    for remark in found:
        wrapped(msg("Let op: {opmerking}", opmerking=remark), indent="", hanging="  ")


def drafts(written: Sequence[Draft], files: Iterable[Path], others: Sequence[Verdict]) -> None:
    """Print what was written, why, which days matter, what else is about the same, and where help is."""
    in_dutch()
    note(msg("Geschreven:"))
    for path in files:
        click.echo(f"  {path}")
    for item in written:
        click.echo()
        _say(f"{item.verdict.spec.id}: {name_of(item.verdict.spec)}")
        for reason in item.verdict.reasons:
            _say(f"  - {reason}")
        for term in item.composition.deadlines:
            _term(term)
        for notice in words_of(item.verdict.spec).notices:
            note(msg("  Let op: {opmerking}", opmerking=notice))
        for warning in item.warnings:
            note(msg("  Let op: {opmerking}", opmerking=f"{warning.what} {warning.mend}"))
        for remark in item.remarks:
            note(msg("  Let op: {opmerking}", opmerking=remark))
    rest = [verdict for verdict in others if verdict.related]
    if rest:
        click.echo()
        note(msg("Niet geschreven:"))
        for verdict in rest:
            _say(f"  {verdict.spec.id}: {verdict.reasons[0]}")
    click.echo()
    advice()


def advice() -> None:
    """Print that briefgen gives no legal advice, and where help is."""
    note(
        msg(
            "briefgen geeft informatie en geen juridisch advies. Lees de brief goed na voor u hem verstuurt. "
            "Gratis hulp: Jeugdstem (jeugdstem.nl) en het Juridisch Loket (juridischloket.nl). "
            "Bij hoger beroep en bij sommige verzoeken aan de rechter is een advocaat verplicht."
        )
    )


def _term(term: Deadline) -> None:
    label = {
        "wettelijk": msg("  Termijn ({titel}): {stappen}"),
        "verzoek": msg("  Verzoek, geen wettelijke termijn ({titel}): {stappen}"),
        "aanname": msg("  Aanname ({titel}): {stappen}"),
    }[term.rule.nature.value]
    steps = " ".join(text(step) for step in term.steps)
    _say(text(Message(label.template, {"titel": term.rule.title, "stappen": steps})))


def language(remarks: Sequence[Remark]) -> None:
    """Print advice on what the person wrote; it is only advice."""
    if remarks:
        note(msg("Over uw eigen tekst (alleen advies; briefgen verandert er niets aan):"))
    for remark in remarks:
        _say(f"  {remark.place}: {text(remark.what)} {text(remark.advice)}")


def verdicts(found: Sequence[Verdict]) -> None:
    """Print which letters fit, and which are about the same and do not, each with why."""
    for verdict in found:
        if not (verdict.fits or verdict.related):
            continue
        mark = text(msg("past")) if verdict.fits else text(msg("past niet"))
        click.echo(f"{verdict.spec.id} ({mark})")
        for reason in verdict.reasons:
            click.echo(f"  {reason}")
        if verdict.instead and not verdict.fits:
            note(msg("  Kijk naar: {brief}", brief=verdict.instead))


def catalogue(specs: Iterable[LetterSpec]) -> None:
    """Print all letters by family."""
    titles = {
        "dossier": msg("Dossier en gegevens"),
        "contact": msg("Contact"),
        "klacht": msg("Klachten"),
        "gemeente": msg("Gemeente en toezicht"),
        "vervolg": msg("Vervolg op een eerdere brief"),
    }
    found = list(specs)
    for family, heading in titles.items():
        click.echo(text(heading))
        for spec in found:
            if spec.family == family:
                click.echo(f"  {spec.id}")
                wrapped(Message("{titel}", {"titel": name_of(spec)}), indent="    ", hanging="    ")


def explanation(spec: LetterSpec, citations: Sequence[tuple[str, str]]) -> None:
    """Print what one letter is for, to whom it goes, what it needs and what it may cite."""
    in_dutch()
    _say(f"{spec.id}: {name_of(spec)}\n")
    _say(spec.purpose)
    click.echo()
    for notice in words_of(spec).notices:
        note(msg("Let op: {opmerking}", opmerking=notice))
    if words_of(spec).notices:
        click.echo()
    note(msg("Gaat naar: {soorten}", soorten=", ".join(kind.value for kind in spec.destination.kinds)))
    click.echo()
    note(msg("Past als:"))
    for condition in spec.conditions:
        _say(f"  - {condition.because}")
    click.echo()
    note(msg("Heeft nodig:"))
    for need in spec.needs:
        suffix = text(msg(" (soms)")) if need.when else ""
        click.echo(f"  - {need.path}{suffix}")
    for enclosure in spec.enclosures:
        note(msg("  - bijlage van de soort '{soort}': {waarom}", soort=enclosure.kind.value, waarom=enclosure.why))
    if spec.welcome:
        click.echo()
        note(msg("Wordt sterker met:"))
        _say(f"  {', '.join(spec.welcome)}")
    click.echo()
    note(msg("Kan aanhalen:"))
    for citation, meaning in citations:
        _say(f"  - {citation}: {meaning}")
