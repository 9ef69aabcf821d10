"""People's data in a file: a burgerservicenummer, and the full name of a child where initials would do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefgen.dutch import people
from briefgen.dutch.service_number import service_numbers
from briefgen.errors import msg
from briefgen.inspection import rules
from briefgen.inspection.model import Passage, Report


def check(name: str, children: Sequence[str], allowed: frozenset[str], report: Report) -> None:
    """Report numbers and names in the passages of `report`, and in the file's `name`.

    `children` are the full names of the children in the case, `allowed` numbers of nine digits that are none.
    """
    _numbers(allowed, report)
    for child in dict.fromkeys(children):
        _child(child, [*report.passages, Passage(msg("naam van het bestand"), name, shown=False)], report)


def _numbers(allowed: frozenset[str], report: Report) -> None:
    for passage in report.passages:
        for number in service_numbers(passage.text, allowed=allowed):
            report.error(
                rules.SERVICE_NUMBER,
                passage.place,
                msg("Hier staat een nummer dat een burgerservicenummer kan zijn: …{einde}.", einde=number[-3:]),
                msg("Haal het weg: de ontvanger kent het of vraagt er zelf om, en een brief gaat langs veel mensen."),
            )


def _child(child: str, passages: Iterable[Passage], report: Report) -> None:
    if len(child.split()) == 1:
        return  # a first name alone says little, and is a word of other texts
    whole = people.pattern(child)
    shown = 0
    for passage in passages:
        found = len(whole.findall(passage.text))
        if passage.shown:
            shown += found
        elif found:
            report.warn(
                rules.CHILD,
                passage.place,
                msg("Hier staat de volledige naam van het kind."),
                msg(
                    "Schrijf hier {letters}: wie het bestand alleen ziet staan, hoeft de naam niet te weten.",
                    letters=people.initials(child),
                ),
            )
    if shown:
        report.note(
            rules.CHILD,
            msg("tekst van de brief"),
            msg(
                "De volledige naam van het kind {letters} staat {aantal} keer in de brief.",
                letters=people.initials(child),
                aantal=shown,
            ),
            msg(
                "De instantie die het dossier heeft, moet weten om welk kind het gaat. Gaat de brief naar anderen, of "
                "kan hij openbaar worden, schrijf dan voorletters."
            ),
        )
