"""``briefgen refs``: the records of the law, held against official text, and that text brought up to date."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli import options, printing, refs_lookup
from briefgen.cli.language import text
from briefgen.errors import BriefgenError, msg

if TYPE_CHECKING:  # only names for the type checker; the modules behind them are loaded when a command runs
    from briefgen.law.official import OfficialLaw
    from briefgen.law.registry import Registry
    from briefgen.law.verify import Report
    from briefgen.updates import Service

FOLDER = "wetteksten"
"""Where official texts are put and looked for when nobody names another place."""

_WEB = ("http://", "https://")


def command() -> click.Group:
    """Make the group, with help in the chosen language."""

    @click.group(help=text(msg("De wetsartikelen die briefgen kent, en of zij nog kloppen.")))
    def refs() -> None:
        pass

    for below in (*refs_lookup.commands(), _verify(), _update()):
        refs.add_command(below)
    return refs


def _servers(function: Any) -> Any:
    """Options for who has the official text somewhere else, such as a mirror."""
    for name, parameter, variable in (
        ("--search-url", "search", "BRIEFGEN_SEARCH_URL"),
        ("--repository-url", "repository", "BRIEFGEN_REPOSITORY_URL"),
    ):
        function = click.option(name, parameter, envvar=variable, default=None, hidden=True)(function)
    return function


def _service(search: str | None, repository: str | None) -> Service:
    from briefgen.updates import Service  # noqa: PLC0415 - heavy; --help must answer at once

    usual = Service()
    return Service(search=search or usual.search, repository=repository or usual.repository)


def _verify() -> click.Command:
    @click.command(
        name="verify",
        short_help=text(msg("Vergelijkt alle bepalingen met de officiële tekst.")),
        help=text(
            msg(
                "Vergelijkt alle bepalingen met de officiële tekst: bestaan artikel, leden en onderdelen, klopt de "
                "koppeling, en is de tekst gewijzigd sinds hij is gelezen? Meldt ook wat niet is gecontroleerd."
            )
        ),
    )
    @click.option(
        "--source", default=FOLDER, envvar="BRIEFGEN_WETGEVING", metavar=text(msg("MAP|ADRES")),
        help=text(
            msg(
                "Een map met toestanden (XML) of wetteksten (YAML), het adres van zo'n XML, of het adres van de "
                "verzameling zelf (standaard: de map wetteksten)."
            )
        ),
    )  # fmt: skip
    @options.on()
    @_servers
    def verify(source: str, on: date, search: str | None, repository: str | None) -> None:
        from briefgen import resources  # noqa: PLC0415 - heavy; --help must answer at once
        from briefgen.law import official_folder  # noqa: PLC0415 - heavy too
        from briefgen.law import verify as verifying  # noqa: PLC0415 - heavy too
        from briefgen.law.registry import Registry  # noqa: PLC0415 - heavy too
        from briefgen.letters.catalogue import Catalogue  # noqa: PLC0415 - heavy too

        registry = Registry(resources.folder("legal_refs"))
        failed: list[BriefgenError] = []
        if source.startswith(_WEB):
            laws, failed = _fetched(source, registry, on, search, repository)
        else:
            laws = list(official_folder.read_folder(Path(source)))
        cited_by: dict[str, list[str]] = defaultdict(list)
        for spec in Catalogue(resources.folder("templates")):
            for reference in spec.cites:
                cited_by[reference].append(spec.id)
        report = verifying.verify(registry, laws, cited_by)
        _show(report)
        for error in failed:
            printing.error(error)
        if report.differences or failed:
            raise SystemExit(1)

    return verify


def _fetched(
    source: str, registry: Registry, on: date, search: str | None, repository: str | None
) -> tuple[list[OfficialLaw], list[BriefgenError]]:
    from briefgen import updates  # noqa: PLC0415 - heavy; --help must answer at once

    printing.note(msg("briefgen gaat nu het internet op, naar {adres}.", adres=source), to_error=True)
    if source.lower().endswith(".xml"):
        return [updates.document(source, _service(search, repository))], []
    laws: list[OfficialLaw] = []
    failed: list[BriefgenError] = []
    for found in updates.newest(_identifiers(registry), on, _service(search, source)):
        if isinstance(found, BriefgenError):
            failed.append(found)
        else:
            laws.append(found)
    return laws, failed


def _identifiers(registry: Registry) -> list[str]:
    """The BWB-ids of the laws that have records; European law is not in that collection."""
    numbers = (registry.law(article.law).identifier for article in registry)
    return [number for number in dict.fromkeys(numbers) if number.startswith("BWB")]


def _show(report: Report) -> None:
    for found in report.differences:
        click.echo(f"{found.reference} ({text(msg('verschil'))}: {text(found.verdict.value)})")
        click.echo(f"   {found.where}\n   {text(found.what)}\n   → {text(found.mend)}".replace("\u00a0", " "))
        if found.letters:
            printing.note(msg("   Aangehaald in: {brieven}", brieven=", ".join(found.letters)))
        click.echo()
    different = {found.reference for found in report.differences}
    printing.note(msg("Gecontroleerd: {aantal}.", aantal=len(report.compared)))
    newer = sum(found.newer for found in report.compared if found.reference not in different)
    if newer:
        printing.note(msg("  Waarvan ongewijzigd in een nieuwere toestand dan is gelezen: {aantal}.", aantal=newer))
    printing.note(msg("Niet gecontroleerd: {aantal}.", aantal=len(report.unchecked)))
    reasons: dict[str, list[str]] = defaultdict(list)
    for left in report.unchecked:
        reasons[text(left.reason.value)].append(left.reference)
    for reason, references in reasons.items():
        click.echo(f"  {reason} ({len(references)}): {', '.join(references)}")
    if report.differences:
        printing.note(msg("Verschillen: {aantal}, in {bepalingen} bepalingen of wetten.",
                          aantal=len(report.differences), bepalingen=len(different)))  # fmt: skip
    elif report.compared:
        printing.note(msg("Geen verschil in wat is gecontroleerd."))


def _update() -> click.Command:
    @click.command(
        name="update",
        short_help=text(msg("Haalt de nieuwste officiële wetteksten op.")),
        help=text(
            msg(
                "Haalt de nieuwste wetteksten op bij overheid.nl en zet ze in een map, om te vergelijken met "
                "briefgen refs verify. Alleen de nummers van de wetten gaan het internet op, niets van uw zaak."
            )
        ),
    )
    @click.option(
        "--to", "folder", default=Path(FOLDER), type=click.Path(path_type=Path, file_okay=False),
        metavar=text(msg("MAP")),
        help=text(msg("De map waar de wetteksten komen (standaard: wetteksten); wat er al staat, wordt vernieuwd.")),
    )  # fmt: skip
    @options.on()
    @_servers
    def update(folder: Path, on: date, search: str | None, repository: str | None) -> None:
        from briefgen import resources, updates  # noqa: PLC0415 - heavy; --help must answer at once
        from briefgen.law.registry import Registry  # noqa: PLC0415 - heavy too

        registry = Registry(resources.folder("legal_refs"))
        service = _service(search, repository)
        printing.note(msg("briefgen gaat nu het internet op, naar {adres}.", adres=service.repository), to_error=True)
        failed = 0
        for outcome in updates.update(_identifiers(registry), folder, on, service):
            if outcome.error is not None or outcome.change is None:
                failed += 1
                click.echo(f"{outcome.identifier}: {text(msg('niet opgehaald'))}")
                if outcome.error is not None:
                    printing.error(outcome.error)
                continue
            before = f" ({outcome.before})" if outcome.before not in (None, outcome.state) else ""
            click.echo(f"{outcome.identifier}: {text(outcome.change.value)}, {outcome.state}{before}")
        laws = {registry.law(article.law) for article in registry}
        elsewhere = sorted({law.title for law in laws if not law.identifier.startswith("BWB")})
        if elsewhere:
            printing.note(msg("Staat niet in het Basiswettenbestand: {wetten}.", wetten=", ".join(elsewhere)))
        if failed:
            printing.note(msg("Niet opgehaald: {aantal}. De oude bestanden zijn gebleven.", aantal=failed))
            raise SystemExit(1)

    return update
