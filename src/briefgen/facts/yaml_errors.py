"""Say in plain Dutch what PyYAML could not read, with the line and what to do about it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.errors import FactsError, Message, msg
from briefgen.facts.places import spot

if TYPE_CHECKING:
    from collections.abc import Callable

    import yaml

_KEY = re.compile(r"\s*(?:-\s+)*[^\s'\"#][^:]*:\s+")
_ELISION = re.compile(r"(?::|-)\s+'[stnmk]\b")  # 's avonds, 't Zand, 's-Hertogenbosch
_CLOSED_EARLY = re.compile(r"[:\-]\s+['\"\[{]")

Told = tuple[Message, Message]


def explained(error: yaml.MarkedYAMLError, lines: list[str], name: str) -> FactsError:
    """Turn PyYAML's `error` about `lines` into ours."""
    problem, context = error.problem or "", error.context or ""
    mark = error.problem_mark or error.context_mark
    late = "could not find expected ':'" in problem or ("quoted scalar" in context and "escape" not in problem)
    if late:
        mark = error.context_mark or mark  # PyYAML notices some lines after the one to mend
    row = min(mark.line, len(lines) - 1) if mark else 0
    line = lines[row]
    before = line[: mark.column] if mark else ""
    teller = next(teller for pattern, teller in _TELLERS if re.search(pattern, f"{context}; {problem}"))
    what, mend = teller(problem, line, before)
    return FactsError(what, where=spot(name, row + 1, line), mend=mend)


def _quote_it() -> Message:
    return msg("Zet de tekst tussen aanhalingstekens, of schrijf | achter de sleutel en de tekst ingesprongen eronder.")


def _character(problem: str, _: str, before: str) -> Told:
    found = re.search(r"found character '(.+)' that", problem)
    sign = found[1] if found else ""
    if sign != r"\t":
        return msg("Een tekst kan niet beginnen met het teken {teken}.", teken=sign), _quote_it()
    if before.strip():
        return msg("Er staat een tab in deze regel."), msg("Vervang de tab door een spatie, of verwijder hem.")
    return msg("De regel begint met een tab."), msg("Spring in met spaties in plaats van tabs.")


def _colon(_: str, __: str, before: str) -> Told:
    if _KEY.match(before):
        return msg("Er staat een dubbele punt met een spatie in de tekst."), _quote_it()
    return (
        msg("Deze regel springt verder in dan de regel erboven, of de tekst erboven loopt hier door."),
        msg("Zet sleutels die bij elkaar horen precies onder elkaar; zet een tekst van meer regels achter |."),
    )


def _no_colon(_: str, __: str, ___: str) -> Told:
    return (
        msg("Deze regel heeft geen sleutel met een dubbele punt."),
        msg(
            "Hoort de regel bij de tekst erboven? Schrijf dan | achter de sleutel en spring de hele tekst "
            "verder in dan de sleutel. Zo niet: schrijf 'sleutel: waarde'."
        ),
    )


def _escape(_: str, __: str, ___: str) -> Told:
    return (
        msg("Na een schuine streep naar achteren (\\) staat iets wat tussen dubbele aanhalingstekens niet kan."),
        msg("Gebruik enkele aanhalingstekens ('…')."),
    )


def _quotes(_: str, line: str, __: str) -> Told:
    if _ELISION.search(line):
        return (
            msg("De tekst begint met een apostrof; YAML leest die als het begin van een aanhaling."),
            msg('Zet de hele tekst tussen dubbele aanhalingstekens, zoals "\'s avonds".'),
        )
    return (
        msg("Een aanhaling die hier begint, wordt niet gesloten."),
        msg("Zet aan het eind van de tekst hetzelfde aanhalingsteken als aan het begin."),
    )


def _block(_: str, __: str, ___: str) -> Told:
    return (
        msg("Achter | of > staat nog tekst."),
        msg("Begin de tekst op de volgende regel, twee spaties ingesprongen."),
    )


def _brackets(_: str, __: str, ___: str) -> Told:
    return (
        msg("Een accolade of haak is niet goed gesloten, of er ontbreekt een komma."),
        msg(
            "Begint de tekst met een accolade of haak? Zet de tekst dan tussen aanhalingstekens. "
            "Zo niet: controleer de haakjes en komma's."
        ),
    )


def _text_after(problem: str, line: str, before: str) -> Told:
    if _ELISION.search(line):
        return _quotes(problem, line, before)
    if not _CLOSED_EARLY.search(before):
        return _indentation(problem, line, before)
    return (
        msg("Na het sluitende aanhalingsteken of haakje staat nog tekst."),
        msg("Zet de hele tekst tussen aanhalingstekens, of schrijf | achter de sleutel en de tekst eronder."),
    )


def _first_sign(_: str, __: str, ___: str) -> Told:
    return msg("De waarde begint met een teken dat in YAML een eigen betekenis heeft."), _quote_it()


def _indentation(_: str, __: str, ___: str) -> Told:
    return (
        msg("Deze regel staat niet recht onder de regels waar hij bij hoort."),
        msg("Zet sleutels die bij elkaar horen met evenveel spaties precies onder elkaar."),
    )


def _otherwise(_: str, __: str, ___: str) -> Told:
    return (
        msg("Deze regel is niet te lezen."),
        msg("Controleer het inspringen, de dubbele punten en de aanhalingstekens, ook in de regel erboven."),
    )


_TELLERS: tuple[tuple[str, Callable[[str, str, str], Told]], ...] = (
    (r"found character '.+' that cannot start", _character),
    (r"mapping values are not allowed", _colon),
    (r"could not find expected ':'", _no_colon),
    (r"escape", _escape),
    (r"quoted scalar", _quotes),
    (r"block scalar", _block),
    (r"flow", _brackets),
    (r"found '<scalar>'", _text_after),
    (r"not allowed here|node content|alias|anchor|scanning a tag|parsing a tag", _first_sign),
    (r"expected <block end>", _indentation),
    (r"", _otherwise),
)
