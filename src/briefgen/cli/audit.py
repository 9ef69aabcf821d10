"""``briefgen audit``: is the law in a letter that somebody else wrote right?"""

from __future__ import annotations

import json
import textwrap
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli import options, printing
from briefgen.cli.language import text
from briefgen.dutch import dates
from briefgen.errors import Message, msg

if TYPE_CHECKING:  # only names for the type checker; the modules behind them are loaded when a command runs
    from briefgen.audit import Audit, Verdict

WIDTH = 80


def command() -> click.Command:
    """Make the command, with help in the chosen language."""

    @click.command(
        short_help=text(msg("Controleert de wetsartikelen in een brief van iemand anders.")),
        help=text(
            msg(
                "Controleert de wetsartikelen in een brief van iemand anders (.docx, .pdf, .txt, .md of .eml). Elke "
                "aanhaling krijgt een oordeel. Wat niet is gecontroleerd, staat er als niet gecontroleerd. Uitkomst 1 "
                "als er iets te verbeteren is."
            )
        ),
    )
    @click.argument("file", type=click.Path(path_type=Path), metavar=text(msg("BRIEF")))
    @click.option(
        "--date", "on", type=options.Day(), default=None, metavar=text(msg("JJJJ-MM-DD")),
        help=text(msg("Datum waarop het recht moet gelden (standaard de datum in de brief, en anders vandaag).")),
    )  # fmt: skip
    @click.option("--json", "as_json", is_flag=True, help=text(msg("Geef de uitkomst als JSON.")))
    def audit(*, file: Path, on: date | None, as_json: bool) -> None:
        from briefgen import audit as auditing  # noqa: PLC0415 - heavy; --help must answer at once
        from briefgen import documents  # noqa: PLC0415 - heavy too

        document = documents.read(file)
        dated = auditing.letter_date(document)
        day, source = _day(on, dated)
        found = auditing.audit(document, day, auditing.Library.open())
        if as_json:
            click.echo(json.dumps(_data(found, source), ensure_ascii=False, indent=2))
        else:
            _show(found, source)
        if found.wrong:
            raise SystemExit(1)

    return audit


def _day(given: date | None, dated: date | None) -> tuple[date, Message]:
    """The day the law is held to, and where it comes from."""
    if given is not None:
        return given, msg("opgegeven datum")
    if dated is not None:
        return dated, msg("datum in de brief")
    return options.today(), msg("vandaag, want de brief heeft geen duidelijke datum")


def _named(verdict: Verdict) -> str:
    names = {
        "klopt": msg("klopt"),
        "bestaat niet": msg("bestaat niet"),
        "lid bestaat niet": msg("lid bestaat niet"),
        "heeft geen leden": msg("heeft geen leden"),
        "onderdeel bestaat niet": msg("onderdeel bestaat niet"),
        "vervallen op": msg("vervallen"),
        "nog niet in werking": msg("nog niet in werking"),
        "nooit in werking getreden": msg("nooit in werking getreden"),
        "opgevolgd door": msg("vervallen en opgevolgd"),
        "verkeerd aangehaald voor": msg("verkeerd aangehaald"),
        "termijn staat daar niet": msg("termijn staat daar niet"),
        "link klopt niet": msg("link klopt niet"),
        "niet gecontroleerd": msg("niet gecontroleerd"),
    }
    return text(names[verdict.value])


def _show(found: Audit, source: Message) -> None:
    printing.in_dutch()
    heading = msg("{brief}, gehouden naast het recht van {datum} ({bron}).",
                  brief=found.name, datum=dates.written(found.on), bron=source)  # fmt: skip
    _say(text(heading))
    for remark in found.remarks:
        _say(text(msg("Let op: {opmerking}", opmerking=remark)))
    entries: list[tuple[int, int, str, Message, Message | None]] = [
        (
            finding.passage, finding.start,
            f"{text(finding.place)}: {finding.citation}\n{_named(finding.verdict)}", finding.why, finding.mend,
        )
        for finding in found.findings
    ]  # fmt: skip
    entries += [
        (alert.passage, alert.start, f"{text(alert.place)}: {alert.quotation}\n{text(alert.title)}", alert.why,
         alert.mend)
        for alert in found.alerts
    ]  # fmt: skip
    for _, _, what, why, mend in sorted(entries, key=lambda entry: entry[:2]):
        click.echo()
        for line in what.split("\n"):
            _say(line)
        _say(text(why), indent="   ")
        if mend is not None:
            _say(text(mend), indent="   → ")
    _summary(found)


def _summary(found: Audit) -> None:
    click.echo()
    _say(
        text(
            msg(
                "Aanhalingen: {alle}, waarvan gecontroleerd {wel} en niet gecontroleerd {niet}.",
                alle=found.citations, wel=found.citations - found.unchecked, niet=found.unchecked,
            )
        )
    )  # fmt: skip
    for verdict, count in found.counts.items():
        _say(f"{_named(verdict)}: {count}", indent="   ")
    if found.alerts:
        _say(text(msg("andere opmerkingen: {aantal}", aantal=len(found.alerts))), indent="   ")
    if found.unchecked_terms:
        _say(text(msg("termijnen die niet zijn nagegaan: {aantal}", aantal=found.unchecked_terms)), indent="   ")
    if found.wrong:
        _say(text(msg("Er is iets te verbeteren.")))
    elif found.unchecked or found.unchecked_terms:
        _say(text(msg("Geen fout gevonden in wat is gecontroleerd. Kijk zelf naar de rest.")))
    elif found.citations:
        _say(text(msg("Geen fout gevonden.")))
    else:
        _say(text(msg("In deze brief staan geen aanhalingen van de wet.")))
    _say(text(msg("briefgen kent niet elk artikel en niet elke fout. Vraag bij twijfel een jurist.")))


def _data(found: Audit, source: Message) -> dict[str, Any]:
    return {
        "brief": found.name,
        "datum": found.on.isoformat(),
        "datum_bron": text(source),
        "opmerkingen": [_plain(text(remark)) for remark in found.remarks],
        "aanhalingen": [
            {
                "plaats": _plain(text(finding.place)),
                "aanhaling": _plain(finding.citation),
                "oordeel": finding.verdict.value,
                "waarom": _plain(text(finding.why)),
                "herstel": _plain(text(finding.mend)) if finding.mend is not None else None,
                "bepaling": finding.reference,
                "regel": finding.rule,
            }
            for finding in found.findings
        ],
        "let_op": [
            {
                "plaats": _plain(text(alert.place)),
                "zin": _plain(alert.quotation),
                "regel": alert.rule,
                "titel": _plain(text(alert.title)),
                "waarom": _plain(text(alert.why)),
                "herstel": _plain(text(alert.mend)),
            }
            for alert in found.alerts
        ],
        "samenvatting": {
            "aanhalingen": found.citations,
            "gecontroleerd": found.citations - found.unchecked,
            "niet_gecontroleerd": found.unchecked,
            "termijnen_niet_nagegaan": found.unchecked_terms,
            "oordelen": {verdict.value: count for verdict, count in found.counts.items()},
            "te_verbeteren": found.wrong,
        },
    }


def _plain(words: str) -> str:
    return words.replace("\u00a0", " ")


def _say(words: str, *, indent: str = "") -> None:
    lines = textwrap.wrap(
        _plain(words), WIDTH, initial_indent=indent, subsequent_indent=" " * len(indent), break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip
    click.echo("\n".join(lines))
