"""What people write in the cells of an address list, brought to one form or refused with the reason."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefgen.errors import Message, msg
from briefgen.facts.places import excerpt


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with a cell, and the mend."""

    what: Message
    mend: Message


_POSTCODE = re.compile(r"(?<!\d)([1-9]\d{3})[\s.\-]*([A-Za-z]{2})(?![A-Za-z])")
_DIGITS_ONLY = re.compile(r"(?:NL\s*-?\s*)?[1-9]\d{3}", re.IGNORECASE)
_NEVER_ISSUED = {"SA", "SD", "SS"}
_EMAIL = re.compile(r"[^\s@,;<>()\"]+@[^\s@,;<>()\"]+\.[^\s@,;<>()\".]{2,}")
_WEB = re.compile(r"(?:https?://|www\.)", re.IGNORECASE)
_NOTHING = {"-", "--", "–", "—", "?", ".", "nvt", "n.v.t.", "n.v.t", "geen", "onbekend", "niet bekend", "n.b.", "null"}
_SPREADSHEET_ERROR = re.compile(
    r"#(?:N/B|N/A|VERW!|REF!|WAARDE!|VALUE!|NAAM\?|NAME\?|DEEL/0!|DIV/0!|GETAL!|NUM!|LEEG!|NULL!|OVERLOOP!|SPILL!|#+)",
    re.IGNORECASE,
)
_FORMULA = re.compile(r"=[A-Za-z0-9(\"'+$@-].*", re.DOTALL)
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+\d{2,}")  # as Excel writes a number that does not fit the cell
_NUMBER = re.compile(r"[€%\d.,\s+-]*\d[€%\d.,\s-]*")
_GARBLED = re.compile("Ã[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€|\ufffd")
_TOTAL = re.compile(r"(?:sub|eind)?tota(?:al|len)\b|(?:som|aantal|gemiddelde?)(?:\s*(?:van|:|=)|$)", re.IGNORECASE)
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def line(cell: str) -> str:
    """A cell as one line, without invisible characters; "" for a dash, "n.v.t." and the like."""
    text = " ".join(cell.translate(_INVISIBLE).split())
    return "" if text.lower() in _NOTHING else text


def unusable(cell: str) -> Trouble | None:
    """Why `cell` cannot be used whatever it stands for: what a spreadsheet made of it, or letters that were garbled."""
    if _SPREADSHEET_ERROR.fullmatch(cell.strip()):
        return Trouble(
            msg("In deze cel staat een foutmelding van Excel: {cel}.", cel=cell.strip()),
            msg("Herstel de formule in Excel, of vul de waarde in, en sla de lijst opnieuw op."),
        )
    if _FORMULA.fullmatch(cell.strip()):
        return Trouble(
            msg("In deze cel staat een formule van Excel: {cel}.", cel=excerpt(cell.strip())),
            msg("Vul de waarde in, en sla de lijst opnieuw op."),
        )
    if _SHORTENED.fullmatch(cell.strip()):
        return Trouble(
            msg("Excel heeft het getal in deze cel afgekort: {cel}.", cel=cell.strip()),
            msg("Maak van de cel in Excel tekst, vul de hele waarde in, en sla de lijst opnieuw op."),
        )
    if _GARBLED.search(cell):
        return Trouble(
            msg("In deze cel zijn letters met accenten verminkt: {cel}.", cel=excerpt(cell)),
            msg("Sla de oorspronkelijke lijst opnieuw op als 'CSV UTF-8', of verbeter de cel."),
        )
    return None


def is_total(text: str) -> bool:
    """Whether `text`, the first of a row, says that the row adds up the others instead of naming a recipient."""
    return _TOTAL.match(text) is not None


def is_number(text: str) -> bool:
    """Whether `text` is nothing but a number, perhaps an amount or a share."""
    return _NUMBER.fullmatch(text) is not None


def without_letters(cell: str, *, address: bool) -> Trouble | None:
    """Why `cell` is no address, or else no town or person: it is a number and nothing else."""
    if any(map(str.isalpha, cell)):
        return None
    return Trouble(
        msg("Hier staat alleen een getal: {cel}.", cel=excerpt(cell)),
        msg("Vul de straat met het huisnummer in, of de postbus.")
        if address
        else msg("Vul de naam in, of laat de cel leeg."),
    )


def postcode(text: str) -> tuple[str, str] | Trouble:
    """The postcode in `text` as "1234 AB", and what stands after it (a town); or why there is none."""
    found = list(_POSTCODE.finditer(text))
    if len({f"{match[1]}{match[2].upper()}" for match in found}) > 1:
        return Trouble(
            msg("In deze cel staan twee postcodes: {cel}.", cel=excerpt(text)),
            msg("Laat alleen de postcode staan die bij het postadres hoort."),
        )
    if not found and _DIGITS_ONLY.fullmatch(text):
        return Trouble(
            msg("Van de postcode {cel} ontbreken de letters.", cel=excerpt(text)),
            msg("Vul de hele postcode in, zoals 1234 AB."),
        )
    before = text[: found[0].start()].strip(" ,-").upper() if found else ""
    if not found or before not in {"", "NL"} or found[0][2].upper() in _NEVER_ISSUED:
        return Trouble(
            msg("Dit is geen Nederlandse postcode: {cel}.", cel=excerpt(text)),
            msg("Vul een postcode in, zoals 1234 AB. briefgen schrijft alleen naar adressen in Nederland."),
        )
    return f"{found[0][1]} {found[0][2].upper()}", text[found[-1].end() :].strip(" ,")


def email(text: str) -> str | Trouble:
    """The e-mail address in `text`; or why there is none."""
    found = _EMAIL.findall(re.sub(r"^mailto:", "", text, flags=re.IGNORECASE))
    if len({address.lower() for address in found}) > 1:
        return Trouble(
            msg("In deze cel staan twee e-mailadressen: {cel}.", cel=excerpt(text)),
            msg("Laat er een staan."),
        )
    if found:
        return str(found[0])
    if _WEB.match(text):
        return Trouble(
            msg("In de kolom voor het e-mailadres staat een webadres: {cel}.", cel=excerpt(text)),
            msg("Vul een e-mailadres in, of laat de cel leeg."),
        )
    return Trouble(
        msg("Dit is geen e-mailadres: {cel}.", cel=excerpt(text)),
        msg("Vul een adres in zoals naam@example.org, of laat de cel leeg."),
    )
