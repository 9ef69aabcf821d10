"""What the columns of somebody's list hold, guessed from how people call them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from briefgen.errors import RecipientError, msg
from briefgen.facts.fields import every_path, facts_of
from briefgen.facts.model import CaseFacts
from briefgen.recipients import rows
from briefgen.recipients.naming import plain
from briefgen.recipients.rows import Column

STREET, HOUSE, ADDITION, POSTBOX = "straat", "huisnummer", "toevoeging", "postbus"
"""Parts that together are the address."""

_PARTS: Mapping[str, tuple[str, ...]] = {
    rows.ID: (
        "gemeentecode", "code gemeente", "gemeente code", "gm code", "gmcode", "cbs code", "gemeentenummer",
        "nummer gemeente", "nummer van de gemeente", "code", "id",
    ),
    rows.NAME: (
        "naam", "organisatie", "organisatienaam", "naam organisatie", "instelling", "naam instelling",
        "instellingsnaam", "instantie", "naam instantie", "geadresseerde", "ontvanger", "naam ontvanger", "bedrijf",
        "bedrijfsnaam", "stichting", "gemeente", "gemeentenaam", "naam gemeente", "naam van de gemeente",
    ),
    rows.KIND: ("soort", "type", "soort instantie", "soort instelling", "soort organisatie", "type organisatie"),
    rows.ATTENTION: ("t a v", "tav", "ter attentie van", "ter attentie", "attn", "contactpersoon"),
    rows.ADDRESS: (
        "adres", "adresregel", "adresregel 1", "adres 1", "straat en huisnummer", "straat huisnummer",
        "straat en nummer", "straat en nr", "straat nr", "straat huisnr", "straatnaam en huisnummer", "straat nummer",
    ),
    STREET: ("straat", "straatnaam"),
    HOUSE: ("huisnummer", "huisnr", "huis nr", "hnr"),
    ADDITION: ("toevoeging", "huisnummertoevoeging", "huisnummer toevoeging", "huisnr toevoeging", "toev"),
    POSTBOX: ("postbus", "postbusnummer", "postbusnr", "postbus nr"),
    rows.POSTCODE: (
        "postcode", "pc", "postcode en plaats", "postcode plaats", "postcode en woonplaats", "postcode woonplaats",
        "pc plaats", "pc en plaats", "pc woonplaats",
    ),
    rows.TOWN: ("plaats", "woonplaats", "plaatsnaam", "vestigingsplaats", "stad"),
    rows.EMAIL: (
        "e mail", "email", "mail", "e mailadres", "emailadres", "e mail adres", "email adres", "mailadres",
        "mail adres", "algemeen e mailadres", "e mail algemeen",
    ),
    rows.WEBSITE: ("website", "webadres", "web", "url", "internet", "internetadres", "site"),
    rows.PROVINCE: ("provincie",),
    rows.INHABITANTS: ("inwoners", "aantal inwoners", "inwonertal", "inwoneraantal"),
}  # fmt: skip
_PART_OF = {spelling: part for part, spellings in _PARTS.items() for spelling in spellings}

_POST = {"postadres", "post", "correspondentieadres", "correspondentie", "postbusadres"}
_VISIT = {"bezoekadres", "bezoek", "vestigingsadres", "kantooradres"}
_ADDRESS_PARTS = (rows.ADDRESS, STREET, HOUSE, ADDITION, POSTBOX, rows.POSTCODE, rows.TOWN)
_MUNICIPALITY_NAMES = {"gemeente", "gemeentenaam", "naam gemeente", "naam van de gemeente"}
_CODES_OF_STATISTICS = set(_PARTS[rows.ID]) - {"code", "id"}

_NUMBER = {"nr", "nummer", "no"}  # the house number beside a street, else the number of the row
_PERHAPS_CODE = "nummer"  # what our messages call a code, when no other column is

_DOTTED = re.compile(r"[a-z_]+(?:\.[a-z0-9_]+)+")
_FIRST = re.compile(r"\.1(?=\.|$)")  # "kinderen.1.naam" is "kinderen.naam"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a list is laid out.

    `parts` says in which column each part of the addressee is, `facts` in which the other facts are.
    """

    columns: tuple[Column, ...]
    parts: Mapping[str, int]
    facts: Mapping[int, str]
    names_are_municipalities: bool
    ids_are_numbers: bool  # of Statistics Netherlands: "344" is GM0344
    ids_may_count_rows: bool  # so that "344" may be just the number of the row

    @property
    def whole_cases(self) -> bool:
        """Whether every row has its own sender, so that many rows may be for one body."""
        return any(path.startswith("afzender.") for path in self.facts.values())

    def header(self, *parts: str) -> str:
        """The header of the first of `parts` that has a column, or ""."""
        return next((self.columns[self.parts[part]].header for part in parts if part in self.parts), "")


@dataclass(slots=True)
class _Block:
    """Columns of one address: a list may hold a visiting and a post address."""

    place: str = ""
    parts: dict[str, int] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        return rows.POSTCODE in self.parts and any(part in self.parts for part in (rows.ADDRESS, STREET, POSTBOX))


def score(cells: Sequence[str]) -> int:
    """How many of `cells` are headers that are known."""
    return sum(
        _part(cell)[0] is not None or plain(cell) == _PERHAPS_CODE or _dotted(cell) is not None for cell in cells
    )


def lay_out(cells: Sequence[str], where: str) -> Layout:
    """Guess what the columns under the headers `cells` hold.

    Raises RecipientError for a header that is nearly a key of a case file, for a key that stands
    there twice, and when no column says whom a row is for.
    """
    facts, parts = _explicit(cells, where)
    blocks: list[_Block] = []
    names: dict[int, str] = {}
    current = _Block()
    for index, cell in enumerate(cells):
        part, place = _part(cell)
        if plain(cell) in _NUMBER and index and current.parts.get(STREET) == index - 1:
            part = HOUSE
        if part is None or index in facts or part in parts:
            continue
        if part in _ADDRESS_PARTS:
            if part in current.parts or (place and current.place and place != current.place):
                current = _Block()
            if not current.parts:
                blocks.append(current)
            current.place = current.place or place
            current.parts[part] = index
        elif part == rows.NAME:
            names[index] = plain(cell)
        else:
            parts[part] = index
    parts.update(_name(names))
    parts.update(_address(blocks, parts))
    addresses = {index for block in blocks for index in block.parts.values()}
    parts.update(_number(cells, {*parts.values(), *facts, *addresses}, parts))
    if not facts and rows.NAME not in parts and rows.ID not in parts:
        raise RecipientError(
            msg("Geen kolom zegt voor wie een rij is."),
            where=where,
            mend=msg("Noem een kolom Naam, Gemeente of Code."),
        )
    paths = {index: _path(part) for part, index in parts.items()} | facts
    columns = tuple(Column(" ".join(cell.split()), paths.get(index)) for index, cell in enumerate(cells))
    name, code = (plain(cells[parts[part]]) if part in parts else "" for part in (rows.NAME, rows.ID))
    return Layout(
        columns,
        MappingProxyType(parts),
        MappingProxyType(facts),
        names_are_municipalities=name in _MUNICIPALITY_NAMES,
        ids_are_numbers=code in _CODES_OF_STATISTICS,
        ids_may_count_rows=code == _PERHAPS_CODE and rows.NAME in parts,
    )


def _explicit(cells: Sequence[str], where: str) -> tuple[dict[int, str], dict[str, int]]:
    """The columns whose header is a key path of a case file: other facts, and parts of the addressee."""
    facts: dict[int, str] = {}
    parts: dict[str, int] = {}
    for index, cell in enumerate(cells):
        path = _dotted(cell)
        if path is None:
            _refuse_typo(cell, where)
            continue
        for other in (*facts.values(), *parts):
            if _overlap(path, other):
                raise RecipientError(
                    msg("De kolommen '{een}' en '{ander}' kunnen niet samen.", een=other, ander=path),
                    where=where,
                    mend=msg("Laat er een weg, of geef hem een andere kop."),
                )
        if path.startswith(f"{rows.BODY}."):
            parts[path] = index
        else:
            facts[index] = path
    return facts, parts


def _overlap(one: str, other: str) -> bool:
    """Whether two paths name the same fact, or one is a part of the other."""
    within = f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")
    return within or _FIRST.sub("", one) == _FIRST.sub("", other)


def _dotted(cell: str) -> str | None:
    path = cell.strip().lower()
    if not _DOTTED.fullmatch(path):
        return None
    if path in rows.ABOUT:
        return path
    steps = path.split(".")
    facts = facts_of(CaseFacts)
    while steps:
        key, *steps = steps
        if key not in facts:
            return None
        fact = facts[key]
        if fact.many and steps and steps[0].isdecimal() and int(steps[0]) > 0:
            steps = steps[1:]
        if not steps:
            return path if fact.section is None or fact.by_name else None
        if fact.section is None:
            return None
        facts = facts_of(fact.section)
    return None


def _refuse_typo(cell: str, where: str) -> None:
    """A header that begins as a key of a case file and is none is a mistake, not a column of no use."""
    path = cell.strip().lower()
    if _DOTTED.fullmatch(path) and path.split(".")[0] in facts_of(CaseFacts):
        near = difflib.get_close_matches(path, [*every_path(), *rows.ABOUT], n=1)
        raise RecipientError(
            msg("De kop '{kop}' is geen gegeven van een zaak.", kop=path),
            where=where,
            mend=msg("Bedoelt u '{pad}'?", pad=near[0])
            if near
            else msg("Kijk met 'briefgen case new' welke sleutels een zaak heeft, of geef de kolom een andere kop."),
        )


def _part(cell: str) -> tuple[str | None, str]:
    """Which part of the addressee a header means, and whether it says of which address: "post" or "bezoek"."""
    spelling = re.sub(r"\bpost code\b", "postcode", plain(cell))
    if spelling in _PART_OF:
        return _PART_OF[spelling], "post" if _PART_OF[spelling] == POSTBOX else ""
    words = [word for word in spelling.split() if word not in {"geadresseerde", "verplicht"}]
    for place, marks in (("post", _POST), ("bezoek", _VISIT)):
        if marks & set(words):
            rest = " ".join(word for word in words if word not in marks)
            return (_PART_OF.get(rest) if rest else rows.ADDRESS), place
    return _PART_OF.get(" ".join(words)), ""


def _name(names: Mapping[int, str]) -> Iterator[tuple[str, int]]:
    """The column with the name: one called "gemeente" only when no other is, for it may be where a body is."""
    ranked = sorted(names, key=lambda index: (names[index] in _MUNICIPALITY_NAMES, index))
    if ranked:
        yield rows.NAME, ranked[0]


def _address(blocks: Sequence[_Block], parts: Mapping[str, int]) -> Mapping[str, int]:
    """The columns of the address that letters go to: of several that are complete the post address, else the first."""
    if not blocks:
        return {}
    order = {"post": 0, "": 1, "bezoek": 2}
    best = min(blocks, key=lambda block: (not block.complete, order[block.place]))
    towns = [block.parts[rows.TOWN] for block in blocks if rows.TOWN in block.parts]
    found = dict(best.parts)
    if rows.TOWN not in found and len(towns) == 1:
        found[rows.TOWN] = towns[0]
    return {part: index for part, index in found.items() if part not in parts}


def _number(cells: Sequence[str], taken: Collection[int], parts: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """A column called "Nummer" is the code when it is nothing else, and nothing else is the code."""
    free = [index for index, cell in enumerate(cells) if plain(cell) == _PERHAPS_CODE and index not in taken]
    if free and rows.ID not in parts:
        yield rows.ID, free[0]


def _path(part: str) -> str:
    return rows.ADDRESS if part in {STREET, HOUSE, ADDITION, POSTBOX} else part
