"""Two ways to ask a question in a terminal: with menus for the arrow keys, or plainly, line by line.

Both show the same words and give back the same answers. The plain one never redraws anything and uses no colour,
so that a screen reader or a script can follow it.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING

import click

from briefgen.cli import printing
from briefgen.cli.language import text
from briefgen.errors import Message, msg
from briefgen.facts.places import excerpt

if TYPE_CHECKING:  # only names for the type checker; the modules behind them are loaded when a command runs
    from briefgen.interview.bodies import Found
    from briefgen.interview.questions import Question


class Command(Enum):
    """What someone can say instead of an answer."""

    HELP = auto()
    BACK = auto()
    STOP = auto()


Reply = str | Command
Menu = Sequence[tuple[str, str]]
"""Answers with their labels."""

_COMMANDS = {
    "?": Command.HELP, "help": Command.HELP, "terug": Command.BACK, "back": Command.BACK, "stop": Command.STOP,
}  # fmt: skip
_EDITOR = {"editor", "e"}
_ON = "?verder"
_WIDEST = 74
"""Characters of a choice that fit beside its number or arrow."""


def plain_wanted() -> bool:
    """Whether this terminal cannot show menus, or someone asked for no colour."""
    dumb = os.environ.get("TERM", "dumb") == "dumb" or bool(os.environ.get("NO_COLOR"))
    return dumb or not (sys.stdin.isatty() and sys.stdout.isatty())


def command(line: str) -> Command | None:
    """The command that `line` is, if it is one."""
    return _COMMANDS.get(line.strip().lower())


class Plain:
    """Numbered choices and lines of text; every line is printed once."""

    def line(self, *, hint: Message | None = None) -> Reply:
        """One line. Raises EOFError when the input ends."""
        if hint is not None:
            printing.wrapped(hint)
        given = self._read("> ")
        return command(given) or given

    def lines(self) -> Reply:
        """Several lines, ended by an empty one. Raises EOFError when the input ends."""
        printing.wrapped(self.hint_for_lines())
        found: list[str] = []
        while (given := self._read("> " if not found else ". ")).strip():
            if (said := command(given)) is not None:
                if not found:
                    return said
                printing.wrapped(
                    msg("Uw tekst is nog niet af. Laat eerst een regel leeg; daarna kunt u terug of stoppen.")
                )
                continue  # what was typed above it must not be lost, and the word must not come in the letter
            if not found and given.strip().lower() in _EDITOR and (edited := self.edited()) is not None:
                return edited
            found.append(given)
        return "\n".join(found)

    def choose(self, menu: Menu, *, notes: Sequence[str] = (), default: str = "") -> Reply:
        """One of `menu`, by its number or its word; an empty line is for the conversation to judge."""
        del default
        self._numbered(menu, notes)
        given = self._read("> ")
        return command(given) or self._numbers(given, menu)

    def several(self, menu: Menu) -> Reply:
        """Some of `menu`, by their numbers; none for an empty line."""
        self._numbered(menu, ())
        printing.wrapped(msg("Typ de nummers met komma's ertussen. Niets toevoegen? Druk op Enter."))
        given = self._read("> ")
        return command(given) or ",".join(self._numbers(part, menu) for part in re.split(r"[,;\s]+", given.strip()))

    def hint_for_lines(self) -> Message:
        """How a longer text is ended."""
        if _has_editor():
            return msg("U mag meer regels typen. Klaar? Laat een regel leeg. Typ 'editor' voor uw tekstverwerker.")
        return msg("U mag meer regels typen. Klaar? Laat een regel leeg en druk op Enter.")

    @staticmethod
    def edited() -> str | None:
        """The text from the editor that the user chose; None if there is none."""
        if not _has_editor():
            return None
        return (click.edit("") or "").strip()

    @staticmethod
    def _read(prompt: str) -> str:
        sys.stdout.write(prompt)
        sys.stdout.flush()
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        if not sys.stdin.isatty():
            sys.stdout.write("\n")  # what comes through a pipe is not echoed
        return line.rstrip("\n")

    @staticmethod
    def _numbered(menu: Menu, notes: Sequence[str]) -> None:
        for number, (_, label) in enumerate(menu, start=1):
            printing.wrapped(Message("{tekst}", {"tekst": f"{number}. {label}"}), hanging="     ")
            if number <= len(notes) and notes[number - 1]:
                printing.wrapped(Message("{tekst}", {"tekst": notes[number - 1]}), indent="     ", hanging="     ")

    @staticmethod
    def _numbers(given: str, menu: Menu) -> str:
        """The answer with this number; anything else as it was typed, for the conversation to judge."""
        plain = given.strip().rstrip(".")
        if plain.isdigit() and 0 < int(plain) <= len(menu):
            return menu[int(plain) - 1][0]
        same = [answer for answer, label in menu if label.casefold() == plain.casefold()]
        return same[0] if same else given


class Menus(Plain):
    """Menus for the arrow keys, through questionary; text is typed on a line that can be edited."""

    def choose(self, menu: Menu, *, notes: Sequence[str] = (), default: str = "") -> Reply:
        """One of `menu`, or a command, with the arrow keys; it begins at `default`."""
        import questionary  # noqa: PLC0415 - heavy; --help must answer at once

        for number, note in enumerate(notes):
            if note:
                printing.wrapped(Message("{tekst}", {"tekst": f"{menu[number][1]}: {note}"}), hanging="    ")
        choices: list[questionary.Choice | questionary.Separator] = [
            questionary.Choice(label, value=answer) for answer, label in menu
        ]
        choices += [
            questionary.Separator(),
            questionary.Choice(text(msg("? Uitleg")), value=Command.HELP),
            questionary.Choice(text(msg("< Terug")), value=Command.BACK),
            questionary.Choice(text(msg("x Stoppen (alles blijft bewaard)")), value=Command.STOP),
        ]
        reply: Reply = questionary.select(
            "",
            choices=choices,
            qmark=">",
            instruction=text(msg("(pijltjes en Enter)")),
            default=default if default in {answer for answer, _ in menu} else None,
        ).unsafe_ask()
        return reply

    def several(self, menu: Menu) -> Reply:
        """Some of `menu`, one after another, until someone goes on: no other keys than in every menu."""
        marked: list[str] = []
        while True:
            on = text(msg("Verder met wat is gekozen") if marked else msg("Verder, zonder iets toe te voegen"))
            boxes = [(answer, f"[{'x' if answer in marked else ' '}] {label}") for answer, label in menu]
            reply = self.choose([(_ON, on), *boxes])
            if isinstance(reply, Command):
                return reply
            if reply == _ON:
                return ",".join(marked)
            if reply in marked:
                marked.remove(reply)
            else:
                marked.append(reply)

    @staticmethod
    def _read(prompt: str) -> str:
        import questionary  # noqa: PLC0415 - heavy; --help must answer at once

        given: str = questionary.text("", qmark=prompt.strip()).unsafe_ask()
        return given


def _has_editor() -> bool:
    return bool(os.environ.get("VISUAL") or os.environ.get("EDITOR")) and sys.stdin.isatty()


def show_question(question: Question, number: int, *, menus: bool, care: bool) -> None:
    """Print what a question is about, the question, why it is asked and an example; `care` also what to watch."""
    click.echo()
    printing.wrapped(Message("{nummer}. {kop}", {"nummer": number, "kop": question.heading}), indent="", hanging="")
    printing.wrapped(question.text, indent="", hanging="")
    printing.wrapped(msg("Waarom ik dit vraag: {reden}", reden=question.why))
    if question.example:
        printing.wrapped(msg("Bijvoorbeeld: {voorbeeld}", voorbeeld=question.example))
    if care and question.care is not None:
        printing.wrapped(msg("Let op: {opmerking}", opmerking=question.care))
    if question.known:
        labels = {choice.answer: text(choice.label) for choice in question.choices}
        shown = " / ".join(labels.get(part, part) for part in question.known.split("\n"))
        printing.wrapped(msg("Nu staat er: {waarde}. Druk op Enter om dat te houden.", waarde=shown))
    elif question.optional and not (menus and question.choices):
        printing.wrapped(msg("Mag leeg blijven: druk dan op Enter."))


def bodies(found: Iterable[Found]) -> list[tuple[str, str]]:
    """The bodies of a search as a menu; an address that was not checked is marked in words."""
    menu = []
    for body in found:
        kind = "gemeente " if body.row.kind.value == "gemeente" else ""
        place = f", {body.row.town}" if body.row.town and body.row.town not in body.row.name else ""
        mark = "" if body.checked else f" {text(msg('(adres niet nagekeken)'))}"
        menu.append((body.row.id, excerpt(f"{kind}{body.row.name}{place}", _WIDEST - len(mark)) + mark))
    return menu
