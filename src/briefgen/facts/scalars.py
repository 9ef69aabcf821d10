"""The simple kinds of value in a case file: yes and no, dates, postcodes, telephone, e-mail.

Each reads what a person would naturally type and refuses the rest with a `PydanticCustomError`
whose message says what is expected; the loader adds the place.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from briefgen.dutch import dates

_POSTCODE = re.compile(r"([1-9]\d{3})\s*([A-Za-z]{2})")
_NO_POSTCODE_LETTERS = {"SA", "SD", "SS"}  # never issued
_EMAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>.]{2,}")
_PHONE_DIGITS = re.compile(r"(?:\+31|0031|0)\d{9}|0[89]00\d{4,7}|\+(?!31)\d{8,14}|1[48]\d{1,4}")


def _yes_no(value: object) -> object:
    if isinstance(value, str):
        word = value.strip().lower()
        if word in {"ja", "j", "yes", "true"}:
            return True
        if word in {"nee", "n", "no", "false"}:
            return False
    if isinstance(value, bool):
        return value
    raise PydanticCustomError("ja_nee", "schrijf ja of nee")


def _date(value: object) -> object:
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        try:
            return dates.parse(value)
        except ValueError:
            pass
    raise PydanticCustomError("datum", "schrijf een bestaande datum, zoals 2026-11-21 of 21-11-2026")


def _postcode(value: str) -> str:
    match = _POSTCODE.fullmatch(value.strip())
    if match is None or match[2].upper() in _NO_POSTCODE_LETTERS:
        raise PydanticCustomError("postcode", "schrijf een Nederlandse postcode, zoals 1234 AB")
    return f"{match[1]} {match[2].upper()}"


def _email(value: str) -> str:
    if not _EMAIL.fullmatch(value.strip()):
        raise PydanticCustomError("email", "schrijf een e-mailadres, zoals naam@example.org")
    return value.strip()


def _phone(value: str) -> str:
    national = re.sub(r"^\s*(\+31|0031)\s*\(0\)", r"\1", value)  # +31 (0)6 12345678
    digits = re.sub(r"[\s()\-.]", "", national)
    if not _PHONE_DIGITS.fullmatch(digits):
        raise PydanticCustomError("telefoon", "schrijf een telefoonnummer met netnummer, zoals 06 12345678")
    return " ".join(value.split())


YesNo = Annotated[
    bool,
    BeforeValidator(_yes_no),
    WithJsonSchema({"anyOf": [{"enum": ["ja", "nee"]}, {"type": "boolean"}]}),
]
Day = Annotated[date, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300, pattern=r"^[^\n]*$")]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50_000)]
Postcode = Annotated[
    str, AfterValidator(_postcode), WithJsonSchema({"type": "string", "pattern": r"^[1-9]\d{3} ?[A-Za-z]{2}$"})
]
Email = Annotated[str, AfterValidator(_email), WithJsonSchema({"type": "string", "format": "email"})]
Phone = Annotated[str, AfterValidator(_phone)]
