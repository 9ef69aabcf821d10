"""Say in Dutch what the model refused: every kind of validation error, with the question and example of its field."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from briefgen.errors import Message, msg
from briefgen.facts.fields import Fact, facts_of
from briefgen.facts.places import FactPath, Finding, excerpt, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pydantic_core import ErrorDetails

    from briefgen.facts.base import Facts

_TWO_DIGIT_YEAR = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}")
_DATE_SHAPE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{1,2}\s+[a-z]+\s+\d{4}", re.IGNORECASE)


def explain(
    errors: Iterable[ErrorDetails], model: type[Facts], places: Mapping[FactPath, int], settled: set[FactPath]
) -> list[Finding]:
    """Findings for pydantic's `errors` about `model`, except those about a `settled` path."""
    findings: list[Finding] = []
    for error in errors:
        path: FactPath = error["loc"]
        if any(path[:length] in settled for length in range(len(path) + 1)) or error["type"] == "string_unicode":
            continue  # told already, where the tree was laid over the model or by the guard
        if error["type"] not in {"missing", "extra_forbidden"}:
            # A text that stands for a section ("GM0228") or a list of one has no place below its own.
            path = nearest(path, places) or path
        fact = _fact_at(error["loc"], model)
        findings.append(Finding(path, *_told(error, fact)) if fact else Finding(path, *_unknown(error)))
    return findings


def asked(fact: Fact) -> Message:
    """The mend for a fact that is missing or unusable: its question, with an answer as example."""
    return msg("{vraag} Bijvoorbeeld: {voorbeeld}", vraag=fact.question, voorbeeld=fact.example)


def absent(fact: Fact) -> Message:
    """What is wrong when `fact` is not there."""
    return msg("'{titel}' is niet ingevuld.", titel=fact.title)


def _fact_at(loc: FactPath, model: type[Facts]) -> Fact | None:
    section: type[Facts] | None = model
    fact: Fact | None = None
    for key in loc:
        if isinstance(key, int):
            continue
        if section is None or key not in facts_of(section):
            return None
        fact = facts_of(section)[key]
        section = fact.section
    return fact


def _unknown(error: ErrorDetails) -> tuple[Message, Message]:
    key = error["loc"][-1] if error["loc"] else ""
    return (
        msg("Het gegeven '{sleutel}' is hier niet bruikbaar.", sleutel=excerpt(str(key))),
        msg("Verwijder het, of controleer de sleutel."),
    )


def _told(error: ErrorDetails, fact: Fact) -> tuple[Message, Message]:
    teller = _TELLERS.get(error["type"])
    if teller is not None:
        return teller(error, fact)
    if error["type"] == "string_pattern_mismatch" and "\n" in str(error["input"]).strip():
        return (
            msg("Bij '{titel}' hoort één regel; er staan er meer.", titel=fact.title),
            msg("Zet de tekst op één regel. Voorbeeld: {voorbeeld}", voorbeeld=fact.example),
        )
    return msg("Deze waarde is niet bruikbaar voor '{titel}'.", titel=fact.title), asked(fact)


def _typed(error: ErrorDetails) -> str:
    return excerpt(str(error["input"]))


def _told_absent(_: ErrorDetails, fact: Fact) -> tuple[Message, Message]:
    return absent(fact), asked(fact)


def _told_length(error: ErrorDetails, _: Fact) -> tuple[Message, Message]:
    return (
        msg("De tekst is te lang: {lengte} tekens.", lengte=len(str(error["input"]))),
        msg("Houd het bij {meeste} tekens.", meeste=error["ctx"]["max_length"]),
    )


def _told_number(error: ErrorDetails, fact: Fact) -> tuple[Message, Message]:
    return msg("'{waarde}' is geen heel getal.", waarde=_typed(error)), asked(fact)


def _told_least(error: ErrorDetails, fact: Fact) -> tuple[Message, Message]:
    return msg("Het getal moet {laagste} of hoger zijn.", laagste=error["ctx"]["ge"]), asked(fact)


def _told_date(error: ErrorDetails, fact: Fact) -> tuple[Message, Message]:
    typed = _typed(error)
    if _TWO_DIGIT_YEAR.fullmatch(typed):
        what = msg("Van de datum '{waarde}' is de eeuw niet duidelijk.", waarde=typed)
    elif _DATE_SHAPE.fullmatch(typed):
        what = msg("De datum '{waarde}' bestaat niet.", waarde=typed)
    else:
        what = msg("'{waarde}' is geen datum.", waarde=typed)
    return what, msg("Schrijf een datum zoals 2026-11-21, 21-11-2026 of 21 november 2026. {vraag}", vraag=fact.question)


def _told_yes_no(error: ErrorDetails, fact: Fact) -> tuple[Message, Message]:
    what = msg("'{waarde}' is geen ja of nee.", waarde=_typed(error))
    return what, msg("Schrijf ja of nee. {vraag}", vraag=fact.question)


def _told_postcode(error: ErrorDetails, _: Fact) -> tuple[Message, Message]:
    what = msg("'{waarde}' is geen Nederlandse postcode.", waarde=_typed(error))
    return what, msg("Schrijf vier cijfers en twee letters, zoals 1234 AB.")


def _told_email(error: ErrorDetails, _: Fact) -> tuple[Message, Message]:
    what = msg("'{waarde}' is geen e-mailadres.", waarde=_typed(error))
    return what, msg("Schrijf één e-mailadres, zoals naam@example.org.")


def _told_phone(error: ErrorDetails, _: Fact) -> tuple[Message, Message]:
    what = msg("'{waarde}' is geen telefoonnummer.", waarde=_typed(error))
    return what, msg("Schrijf één telefoonnummer met netnummer, zoals 06 12345678.")


def _told_choice(error: ErrorDetails, fact: Fact) -> tuple[Message, Message]:
    typed = _typed(error)
    what = msg("'{waarde}' kan hier niet.", waarde=typed)
    allowed = ", ".join(fact.choices)
    if fact.many and re.search(r"[,;]", typed):
        return what, msg("Zet elk woord op een eigen regel achter een streepje. Kies uit: {woorden}.", woorden=allowed)
    if near := get_close_matches(typed.casefold(), fact.choices, n=1):
        return what, msg("Bedoelt u '{woord}'? Kies uit: {woorden}.", woord=near[0], woorden=allowed)
    return what, msg("Kies uit: {woorden}.", woorden=allowed)


_TELLERS: Mapping[str, Callable[[ErrorDetails, Fact], tuple[Message, Message]]] = {
    "missing": _told_absent,
    "too_short": _told_absent,
    "string_too_short": _told_absent,
    "enum": _told_choice,
    "string_too_long": _told_length,
    "int_parsing": _told_number,
    "int_parsing_size": _told_number,
    "int_type": _told_number,
    "int_from_float": _told_number,
    "greater_than_equal": _told_least,
    "datum": _told_date,
    "ja_nee": _told_yes_no,
    "postcode": _told_postcode,
    "email": _told_email,
    "telefoon": _told_phone,
}
