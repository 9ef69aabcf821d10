"""``briefgen letterhead``: a letterhead of your own, begun and checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli import printing
from briefgen.cli.language import text
from briefgen.errors import Message, msg

if TYPE_CHECKING:  # only names for the type checker; the modules behind them are loaded when a command runs
    from briefgen.letterheads import Report
    from briefgen.workshop import Workshop

LOOKS = ("burger", "organisatie", "rechtbank")


def command() -> click.Group:
    """Make the commands, with help in the chosen language."""

    @click.group(
        short_help=text(msg("Maakt en controleert eigen briefpapier.")),
        help=text(
            msg(
                "Eigen briefpapier: een map met de huisstijl (house.yaml) en het Word-briefpapier (letterhead.docx). "
                "Gebruik haar met --letterhead MAP, of zet haar als 'briefpapier' bij uw instellingen; dan geldt zij "
                "altijd. Waar dat is, zegt briefgen letterhead new."
            )
        ),
    )
    def letterhead() -> None:
        pass

    letterhead.add_command(_new())
    letterhead.add_command(_check())
    return letterhead


def folder() -> Path:
    """The folder with the user's own settings."""
    from platformdirs import user_config_path  # noqa: PLC0415 - only some commands ask

    return user_config_path("briefgen", appauthor=False)


def opened(named: str | None, own: Path | None = None) -> Workshop:
    """The content with the letterhead that was asked for, or else the user's own; it says which when that is not plain.

    `own` is the folder with the user's own Word templates. Raises what `Workshop.open` raises.
    """
    from briefgen import letterheads  # noqa: PLC0415 - heavy; --help must answer at once
    from briefgen.workshop import Workshop  # noqa: PLC0415 - heavy; --help must answer at once

    settings = folder() / "briefpapier"
    chosen = settings if named is None and settings.is_dir() else named
    workshop = Workshop.open(own, chosen)
    paper = workshop.letterhead
    if named is None and paper.own:
        printing.note(msg("Briefpapier: {map} (uw eigen, uit uw instellingen)", map=paper.folder), to_error=True)
    if not paper.own and paper.house.logo is not None:
        printing.note(
            msg(
                "Let op: dit briefpapier heeft een voorbeeldlogo. Een eigen logo kan met: {opdracht}",
                opdracht=f"briefgen letterhead new MAP --look {paper.name}",
            ),
            to_error=True,
        )
    if paper.own and (logo := letterheads.example_logo(paper)):
        printing.note(
            msg(
                "Let op: {bestand} in dit briefpapier is nog het voorbeeldlogo van briefgen. Wat u eraan doet, zegt: "
                "{opdracht}",
                bestand=logo, opdracht=f"briefgen letterhead check {paper.folder}",
            ),
            to_error=True,
        )  # fmt: skip
    if paper.own and letterheads.differs(paper):
        printing.note(
            msg(
                "Let op: met dit briefpapier zien Word en PDF er niet gelijk uit. Waarom, zegt: {opdracht}",
                opdracht=f"briefgen letterhead check {paper.folder}",
            ),
            to_error=True,
        )
    return workshop


def _new() -> click.Command:
    @click.command(
        name="new",
        short_help=text(msg("Begint eigen briefpapier in een map.")),
        help=text(
            msg(
                "Zet briefpapier in een nieuwe map, om te veranderen: house.yaml met uitleg bij elke maat, en "
                "letterhead.docx voor Word. Een bestaand bestand wordt nooit overschreven."
            )
        ),
    )
    @click.argument("target", type=click.Path(path_type=Path), metavar=text(msg("MAP")))
    @click.option(
        "--look", type=click.Choice(LOOKS), default=LOOKS[0], show_default=True,
        help=text(
            msg(
                "Waar u van uitgaat: een brief van een burger, van een organisatie met logo en voettekst, of een "
                "verzoekschrift aan de rechtbank."
            )
        ),
    )  # fmt: skip
    def new(*, target: Path, look: str) -> None:
        from briefgen import letterheads, resources  # noqa: PLC0415 - heavy; --help must answer at once

        written = letterheads.new(target, look, resources.folder("templates") / "letterhead")
        printing.note(msg("Geschreven:"))
        for path in written:
            click.echo(f"  {path}")
        click.echo()
        for step in (
            msg("Verander house.yaml; dat bepaalt de PDF."),
            msg(
                "Verander ook letterhead.docx in Word, of haal dat bestand weg: dan maakt briefgen het uit house.yaml."
            ),
            msg("Kijk na met: {opdracht}", opdracht=f"briefgen letterhead check {target}"),
            msg("Gebruik het met: {opdracht}", opdracht=f"briefgen draft … --letterhead {target}"),
            msg("Of zet de map als 'briefpapier' in {map}; dan geldt zij altijd.", map=folder()),
        ):
            printing.wrapped(step, indent="- ")

    return new


def _check() -> click.Command:
    @click.command(
        name="check",
        short_help=text(msg("Noemt alles wat er mis is met briefpapier, met plaats en herstel.")),
        help=text(
            msg(
                "Noemt in één keer alles wat er mis is met briefpapier: ontbrekende tags, stijlen en lettertypen, en "
                "elk verschil waardoor Word en PDF er anders uitzien, met hoe u het herstelt. Uitkomst 1 als er iets "
                "mis is."
            )
        ),
    )
    @click.argument("target", type=click.Path(path_type=Path), metavar=text(msg("MAP")))
    def check(*, target: Path) -> None:
        from briefgen import letterheads, resources  # noqa: PLC0415 - heavy; --help must answer at once

        report = letterheads.check(target, resources.folder("templates") / "letterhead")
        _show(report)
        if not report.sound:
            raise SystemExit(1)

    return check


def _show(report: Report) -> None:
    from briefgen.letterheads import Group  # noqa: PLC0415 - heavy

    titles = {
        Group.FAULT: msg("Fouten"),
        Group.DIFFERENCE: msg("Verschillen tussen Word en PDF"),
        Group.NOTICE: msg("Let op (de brief komt er wel)"),
    }
    click.echo(report.folder)
    if report.made:
        printing.note(msg("Er is geen letterhead.docx; briefgen maakt het Word-briefpapier uit house.yaml."))
    for group, title in titles.items():
        found = report.of(group)
        if found:
            click.echo(f"\n{text(title)}: {len(found)}")
        for number, finding in enumerate(found, start=1):
            click.echo(f"{number}. {text(finding.place)}")
            printing.wrapped(Message("{zin}", {"zin": text(finding.what)}), indent="   ", hanging="   ")
            printing.wrapped(Message("{zin}", {"zin": text(finding.mend)}), indent="   → ", hanging="     ")
    if not report.findings:
        printing.note(msg("Geen fout gevonden."))
