"""From the rows of a list to what each letter is made from: its key, its reference and its facts.

A key names a letter within its batch, for ever: the body's number in our list, or its name and postcode,
and before it the sender's, and after it the child's first name, when rows bring their own. So the same body twice is
the same key twice; a body whose postcode was mended keeps the key that it had. A key is for
file names; in a letter a reference made from a sender's name and postcode would tell whom it is about.
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.errors import FactsError, FactsErrors, Message, msg
from briefgen.facts.load import CaseFile
from briefgen.facts.model import References
from briefgen.facts.overlay import overlaid
from briefgen.papers import slug
from briefgen.recipients import Doubt, Row
from briefgen.recipients.rows import NAME

if TYPE_CHECKING:
    from briefgen.facts.guard import Unprintable

OWN_REFERENCE = "kenmerk.eigen"
SENDER, CHILD = "afzender", "kinderen.naam"
_LONGEST = 40
"""Characters of a name in a key; two keys and a date make a file name of less than 150."""
_HASH, _FIRST = 6, 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One letter to make: the row it comes from, its key, the reference it bears, and the row's facts.

    `values` are cells by dotted Dutch path; `remarks` are Dutch. Made of plain values, for another process.
    """

    number: int
    key: str
    reference: str
    values: Mapping[str, str]
    remarks: tuple[str, ...] = ()


def entries(rows: Iterable[Row | Doubt], *, sources: Sequence[str], stem: str) -> Iterator[Entry | Doubt]:
    """Give each row its key and reference; what cannot be sent, or would be sent twice, is a Doubt.

    `sources` is where the letter looks for the body it goes to; `stem` begins every reference that a row does
    not bring itself. Rows are read one by one; of those before it only a fingerprint is kept.
    """
    seen: dict[int, int] = {}
    for row in rows:
        if isinstance(row, Doubt):
            yield row
            continue
        entry = _entry(row, sources, stem)
        yield entry if isinstance(entry, Doubt) else _twice(entry, seen) or entry


def _entry(row: Row, sources: Sequence[str], stem: str) -> Entry | Doubt:
    sender, body = _sender(row.values), _body(row.values, sources)
    if not (sender or body):
        return Doubt(
            row.number,
            "",
            msg("Deze rij noemt geen ontvanger."),
            msg("Vul een nummer uit de adreslijst in, of naam, adres, postcode en plaats."),
        )
    key = "-".join(filter(None, (sender, body.lower(), sender and _child(row.values))))
    reference = row.values.get(OWN_REFERENCE) or f"{stem}-{_veiled(key) if sender else body}"
    return Entry(row.number, key, reference, dict(row.values), tuple(map(str, row.remarks)))


def _twice(entry: Entry, seen: dict[int, int]) -> Doubt | None:
    """What to say of a row whose key or reference an earlier one has; otherwise both are remembered."""
    key, own = _mark(f"sleutel {entry.key}"), _mark(f"kenmerk {entry.reference}")
    mend = msg("Verwijder een van de twee rijen, of verbeter de gegevens.")
    name = entry.values.get(NAME, "")
    if key in seen:
        what = (
            msg("Rij {rij} heeft al deze afzender, deze ontvanger en dit kind.", rij=seen[key])
            if _sender(entry.values)
            else msg("Deze brief staat al in rij {rij}.", rij=seen[key])
        )
        return Doubt(entry.number, "", what, mend, name)
    if OWN_REFERENCE in entry.values or _sender(entry.values):  # all others differ because their keys do
        if own in seen:
            return Doubt(entry.number, "", msg("Hetzelfde kenmerk staat al in rij {rij}.", rij=seen[own]), mend, name)
        seen[own] = entry.number
    seen[key] = entry.number
    return None


def _mark(text: str) -> int:
    """A fingerprint of eight bytes: a batch of a million rows need not be kept to see that one comes twice."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def _veiled(key: str) -> str:
    """Eight letters and digits that stand for a key and do not tell it: always the same for the same key."""
    digest = hashlib.blake2b(key.encode(), digest_size=5).digest()
    return base64.b32encode(digest).decode().lower()


def _sender(values: Mapping[str, str]) -> str:
    name = values.get(f"{SENDER}.naam", "")
    return _part(name, values.get(f"{SENDER}.postcode", "")) if name else ""


def _child(values: Mapping[str, str]) -> str:
    """The first name of the child that a row is about, as part of a key: one parent may have a letter for each."""
    return slug(name.split()[0])[:_FIRST] if (name := values.get(CHILD, "").strip()) else ""


def who(values: Mapping[str, str], sources: Sequence[str]) -> tuple[str, ...]:
    """Whom a letter is from, to and about, whatever their postcodes; empty if the body has a number of our list."""
    body = ""
    for source in (*sources, "geadresseerde"):
        if values.get(f"{source}.id") or values.get(source):
            return ()
        body = body or values.get(f"{source}.naam", "")
    names = (values.get(f"{SENDER}.naam", ""), body, values.get(CHILD, ""))
    return tuple(" ".join(name.lower().split()) for name in names) if body else ()


def _body(values: Mapping[str, str], sources: Sequence[str]) -> str:
    """The body's number as our list has it, or its name and postcode as part of a key; empty if the row has none."""
    for source in (*sources, "geadresseerde"):
        if number := values.get(f"{source}.id") or values.get(source):
            return number if re.fullmatch(r"[A-Za-z0-9-]{1,60}", number) else _part(number, "")
        if name := values.get(f"{source}.naam"):
            return _part(name, values.get(f"{source}.postcode", ""))
    return ""


def _part(name: str, postcode: str) -> str:
    """A name and postcode as part of a key: readable, short, and another for each other name."""
    short = slug(name)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(sign))
    if len(short) > _LONGEST or any(sign.isalnum() and not sign.isascii() for sign in plain):
        digest = hashlib.sha256(" ".join(name.lower().split()).encode("utf-8", "surrogatepass")).hexdigest()
        short = f"{short[: _LONGEST - _HASH - 1].strip('-')}-{digest[:_HASH]}"
    return "-".join(part for part in (short, re.sub(r"[^a-z0-9]", "", postcode.lower())) if part)


def case_of(entry: Entry, below: Mapping[str, object], *, source: bytes, unprintable: Unprintable) -> CaseFile:
    """The case of one letter: what the batch has in common (`below`, of `facts.overlay.ground`) and the row over it.

    `source` are the bytes that stand for it in a receipt. Raises FactsErrors with everything that is wrong.
    """
    facts = overlaid(below, Row(entry.number, entry.values).case(), name="", unprintable=unprintable)
    # Afterwards: digits of a name and of a postcode, joined to a reference, may look like a burgerservicenummer.
    own = References.model_validate({"eigen": entry.reference})
    references = own if facts.references is None else facts.references.model_copy(update={"own": own.own})
    return CaseFile(facts.model_copy(update={"references": references}), {}, "", source)


def told(error: FactsError | FactsErrors, headers: Mapping[str, str]) -> str:
    """What is wrong with a row in one Dutch sentence or several, each with the column that it stands in.

    `headers` are the columns' headers by dotted path; what stands in no column is named by its path in a case.
    """
    found = error.errors if isinstance(error, FactsErrors) else (error,)
    return " ".join(_told(single.where, single.what, single.mend, headers) for single in found)


def _told(where: str, what: Message, mend: Message, headers: Mapping[str, str]) -> str:
    header = headers.get(where.replace(" › ", "."))
    place = str(msg("kolom {kolom}", kolom=header)) if header else where
    return f"{place}: {what} {mend}" if place else f"{what} {mend}"
