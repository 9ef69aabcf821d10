"""``briefgen templates``: is a Word template of your own sound, and what does it ask for?"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli import options, printing
from briefgen.cli.language import text
from briefgen.errors import Message, OutputError, OwnTemplateError, msg

if TYPE_CHECKING:  # only names for the type checker; the modules behind them are loaded when a command runs
    from briefgen.authoring import Bench, Finding, Report
    from briefgen.letters.catalogue import LetterSpec

_MENDED = "-hersteld"
_SHOWN = 8  # places named of what stands in many


def command() -> click.Group:
    """Make the commands, with help in the chosen language."""

    @click.group(
        short_help=text(msg("Controleert eigen Word-sjablonen.")),
        help=text(msg("Eigen Word-sjablonen: of zij kloppen, en welke gegevens zij vragen.")),
    )
    def templates() -> None:
        pass

    templates.add_command(_check())
    templates.add_command(_variables())
    return templates


def _check() -> click.Command:
    @click.command(
        name="check",
        short_help=text(msg("Noemt alles wat er mis is met een sjabloon, met plaats en herstel.")),
        help=text(
            msg(
                "Noemt in één keer alles wat er mis is met een Word-sjabloon, of met alle in een map: met de plaats en "
                "het herstel. Er wordt geen brief gemaakt. Uitkomst 1 als er een fout of een onbekende naam is."
            )
        ),
    )
    @click.argument("path", type=click.Path(path_type=Path), metavar=text(msg("BESTAND|MAP")))
    @click.option(
        "--fix", is_flag=True,
        help=text(msg("Maak tags heel en aanhalingstekens recht, in een kopie met '-hersteld' in de naam.")),
    )  # fmt: skip
    @options.on()
    @click.option("--json", "as_json", is_flag=True, help=text(msg("Geef de uitkomst als JSON.")))
    def check(*, path: Path, fix: bool, on: date, as_json: bool) -> None:
        from briefgen import authoring  # noqa: PLC0415 - heavy; --help must answer at once

        bench = _bench(on)
        reports = []
        files = _files(path)
        for file in files:
            looked_at = (_mend(file, as_json=as_json) if fix else None) or file
            report = authoring.check(_read(looked_at), str(looked_at), bench, _spec(file))
            if path.is_dir():
                report = authoring.placed(report, file, path, bench.workshop.catalogue.ids)
            reports.append(report)
        if as_json:
            click.echo(json.dumps([_data(report) for report in reports], ensure_ascii=False, indent=2))
        else:
            for report in reports:
                _show(report)
        if not all(report.sound for report in reports):
            raise SystemExit(1)
        if path.is_dir() and all(file.parent.parent == path for file in files):
            _open(path)  # what drafting refuses in a folder besides

    return check


def _variables() -> click.Command:
    @click.command(name="variables", help=text(msg("Toont welke gegevens en functies een sjabloon gebruikt.")))
    @click.argument("file", type=click.Path(path_type=Path), metavar=text(msg("BESTAND")))
    @options.on()
    @click.option("--json", "as_json", is_flag=True, help=text(msg("Geef de uitkomst als JSON.")))
    def variables(*, file: Path, on: date, as_json: bool) -> None:
        from briefgen import authoring  # noqa: PLC0415 - heavy; --help must answer at once

        report = authoring.check(_read(file), str(file), _bench(on), _spec(file))
        unknown = report.of(authoring.Group.NAME)
        if as_json:
            click.echo(json.dumps(_asked(report), ensure_ascii=False, indent=2))
            return
        width = max((len(asked.path) for asked in report.asked), default=0)
        for asked in report.asked:
            click.echo(f"{asked.path:<{width}}  {text(Message(asked.title)) if asked.title else ''}".rstrip())
        if not report.asked:
            printing.note(msg("Dit bestand vraagt geen gegevens die briefgen kent."))
        if unknown:
            click.echo()
            printing.note(msg("Wat briefgen niet kent:"))
            for finding in unknown:
                click.echo(f"  {text(finding.place)}: {finding.text}")

    return variables


def _bench(on: date) -> Bench:
    from briefgen import authoring  # noqa: PLC0415 - heavy; --help must answer at once
    from briefgen.workshop import Workshop  # noqa: PLC0415 - heavy too

    return authoring.Bench.of(Workshop.open(), on)


def _open(own: Path) -> None:
    """Open a folder as drafting does. Raises OwnTemplateError."""
    from briefgen.workshop import Workshop  # noqa: PLC0415 - heavy

    Workshop.open(own)


def _files(path: Path) -> Sequence[Path]:
    """The Word files that `path` stands for. Raises OwnTemplateError when there is none."""
    if not path.is_dir():
        return [path]
    found = sorted(file for file in path.rglob("*.docx") if not file.name.startswith("~$") and _MENDED not in file.stem)
    if not found:
        raise OwnTemplateError(
            msg("In deze map staat geen Word-bestand (.docx)."),
            where=str(path),
            mend=msg("Noem het bestand, of een andere map."),
        )
    return found


def _read(file: Path) -> bytes:
    from briefgen.documents import docx_guard  # noqa: PLC0415 - heavy
    from briefgen.files import read_whole  # noqa: PLC0415 - heavy

    mend = msg("Verklein de afbeeldingen in het sjabloon.")
    return read_whole(file, most=docx_guard.MAX_BYTES, fault=OwnTemplateError, too_large=mend)


def _spec(file: Path) -> LetterSpec | None:
    """The letter.yaml beside a letter.docx, if there is one."""
    from briefgen.letters.catalogue import own_spec  # noqa: PLC0415 - heavy

    path = file.with_name("letter.yaml")
    return own_spec(path) if file.name == "letter.docx" and path.is_file() else None


def _mend(file: Path, *, as_json: bool) -> Path | None:
    """Write the mended copy, and return where; None when there is nothing to mend."""
    from briefgen import authoring, files  # noqa: PLC0415 - heavy

    data, count = authoring.mended(_read(file), str(file))
    if not count:
        if not as_json:
            printing.note(msg("{bestand}: er is niets dat briefgen zelf kan herstellen.", bestand=file))
        return None
    target = file.with_name(f"{file.stem}{_MENDED}{file.suffix}")
    if target.exists() and not (target.is_file() and target.read_bytes() == data):
        raise OutputError(
            msg("Dit bestand bestaat al, en is anders dan wat hier geschreven zou worden."),
            where=str(target),
            mend=msg("Hebt u erin gewerkt, geef het dan een andere naam. Anders kunt u het weghalen."),
        )
    try:
        files.replace_all({target: data}, target.parent)
    except OSError as error:
        raise files.not_written(error, target, option="--fix") from error
    printing.note(
        msg("Tags hersteld in {bestand}: {aantal}. Het origineel is niet veranderd.", aantal=count, bestand=target),
        to_error=as_json,
    )
    printing.note(
        msg("Kijk de kopie na en zet haar onder de naam {naam} in de plaats van het origineel: pas dan wordt zij "
            "gebruikt.", naam=file.name),
        to_error=as_json,
    )  # fmt: skip
    return target


def _show(report: Report) -> None:
    from briefgen.authoring import Group  # noqa: PLC0415 - heavy

    click.echo(report.name)
    titles = {
        Group.FAULT: msg("Fouten"),
        Group.NAME: msg("Namen die briefgen niet kent"),
        Group.NOTICE: msg("Let op (de brief komt er wel)"),
    }
    for group, title in titles.items():
        found = report.of(group)
        if found:
            click.echo(f"\n{text(title)}: {len(found)}")
        for number, entry in enumerate(_together(found), start=1):
            click.echo(f"{number}. {entry[0]}")
            printing.wrapped(Message("{zin}", {"zin": text(entry[1].what)}), indent="   ", hanging="   ")
            printing.wrapped(Message("{zin}", {"zin": text(entry[1].mend)}), indent="   → ", hanging="     ")
    if not report.findings:
        printing.note(msg("Geen fout gevonden."))
    click.echo()


def _together(found: Iterable[Finding]) -> list[tuple[str, Finding]]:
    """Each finding with its place and text; what is said with the same words in many places is said once."""
    found = list(found)
    counted = Counter((finding.rule, str(finding.what)) for finding in found)
    entries: list[tuple[str, Finding]] = []
    seen = set()
    for finding in found:
        key = (finding.rule, str(finding.what))
        if counted[key] <= 2:  # two may as well stand apart
            entries.append((": ".join(filter(None, (text(finding.place), finding.text))), finding))
        elif key not in seen:
            seen.add(key)
            places = list(dict.fromkeys(text(one.place) for one in found if (one.rule, str(one.what)) == key))
            more = ", …" if len(places) > _SHOWN else ""
            entries.append((f"{counted[key]} × ({'; '.join(places[:_SHOWN])}{more})", finding))
    return entries


def _data(report: Report) -> dict[str, Any]:
    from briefgen.authoring import Group  # noqa: PLC0415 - heavy

    def rows(group: Group) -> list[dict[str, str]]:
        return [
            {
                "regel": finding.rule.value,
                "plaats": text(finding.place),
                "tekst": finding.text,
                "wat": text(finding.what),
                "herstel": text(finding.mend),
            }
            for finding in report.of(group)
        ]

    return {
        "bestand": report.name,
        "fouten": rows(Group.FAULT),
        "onbekende_namen": rows(Group.NAME),
        "let_op": rows(Group.NOTICE),
    }


def _asked(report: Report) -> list[dict[str, Any]]:
    return [{"naam": asked.path, "titel": asked.title, "aantal": asked.times} for asked in report.asked]
