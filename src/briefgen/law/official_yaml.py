"""Reading official text in YAML: one law per file, in one state, with the articles that someone copied.

::

    bwb_id: BWBR0090001          # or, for EU law, celex: 32099R0007
    citeertitel: Appelwet
    afkorting: Aw                # may be empty
    versie: "2026-01-01"         # the state that was read
    artikelen:
      - artikel: "3.1"
        leden: [{lid: 1, tekst: "..."}]   # lid: null in an article without numbered leden
        stand: "2022-05-01"      # only this article: read in an older state
        status: selectie         # only a selection of this article
        controle: "..."          # what was not read again; "Niet herlezen ..., tekst zoals gelezen in de stand
                                 # <date>" says the same as `stand`
    niet_citeren: [{artikel: "4", reden: Vervallen.}]

Other keys are for people. A comment "Artikel <number> is een selectie ..." above the first key says the same
as `status: selectie`. In `tekst` every onderdeel begins on a line of its own with its mark: "a.", "b)", "1°.".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from briefgen.errors import SourceError, msg
from briefgen.law.official import OfficialArticle, OfficialLaw, OfficialParagraph, Status, eli
from briefgen.law.official_xml import too_large

LARGEST = 8 * 1024 * 1024  # bytes; parsing YAML is slow, and a law in this form is far smaller

_MARK = re.compile(r"(?:(?P<letter>[a-z]{1,2})|(?P<digit>\d{1,2}))(?:(?P<degree>[°º])\s?[.)]?|[.)])\s")
_SELECTED = re.compile(r"^#.*\bArtikel (\S+?),? (?:[a-z]+ lid, )?is een selectie", re.MULTILINE)
_READ_IN = re.compile(r"^Niet herlezen.*tekst zoals gelezen in de (?:stand|toestand) (\d{4}-\d{2}-\d{2})")


def _as_number(value: object) -> object:
    """The number of an article or lid; 4.10 without quotes has lost its last digit and is refused."""
    if isinstance(value, float):
        raise ValueError("zet het nummer tussen aanhalingstekens")  # noqa: TRY004 - pydantic reports a ValueError
    return str(value) if isinstance(value, int) else value


Number = Annotated[str, BeforeValidator(_as_number), Field(min_length=1)]


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True)


class _Lid(_Shape):
    lid: Number | None
    tekst: str = Field(min_length=1)


class _Artikel(_Shape):
    artikel: Number
    leden: list[_Lid] = Field(min_length=1)
    stand: date | None = None
    status: str | None = None
    controle: str | None = None
    opmerking: str | None = None


class _Left(_Shape):
    artikel: Number
    reden: str


class _Law(_Shape):
    bwb_id: Annotated[str, Field(pattern=r"^BWB[RVW]\d{7}$")] | None = None
    celex: Annotated[str, Field(pattern=r"^3\d{4}[RLD]\d{4}$")] | None = None
    citeertitel: str
    afkorting: str | None = None
    versie: date
    artikelen: list[_Artikel] = Field(min_length=1)
    niet_citeren: list[_Left] = []


class _Loader(yaml.SafeLoader):
    """Safe YAML without aliases, which can make a small file unbounded."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "verwijzingen (*) worden niet gelezen", None)
        return super().compose_node(parent, index)


def read(data: bytes, source: str) -> OfficialLaw:
    """Read one law; `source` is what errors name as its place.

    Raises SourceError when it is too large, is no YAML, or does not have the shape above.
    """
    if len(data) > LARGEST:
        raise too_large(source, LARGEST)
    try:
        text = data.decode()
        law = _Law.model_validate(yaml.load(text, Loader=_Loader))  # noqa: S506 - a SafeLoader without aliases
    except ValidationError as error:
        first = error.errors()[0]
        raise _unusable(
            source, ".".join(str(part) for part in first["loc"]) or "-", first["msg"].removeprefix("Value error, ")
        ) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _unusable(f"{source}:{line}", "-", error.problem) from error
    except (UnicodeDecodeError, ValueError, yaml.YAMLError, RecursionError) as error:
        raise _unusable(source, "-", error) from error
    identifier = law.bwb_id or (eli(law.celex) if law.celex else None)
    if identifier is None:
        raise _unusable(source, "bwb_id", msg("dit ontbreekt, en celex ook"))
    return OfficialLaw(
        identifier=identifier,
        title=law.citeertitel,
        abbreviation=law.afkorting,
        state=law.versie,
        articles=dict(_articles(law, frozenset(_SELECTED.findall(text)))),
        complete=False,
        source=source,
    )


def _unusable(where: str, field: str, problem: object) -> SourceError:
    return SourceError(
        msg("Dit bestand is geen wettekst in de verwachte vorm, bij {veld}: {fout}", veld=field, fout=problem),
        where=where,
        mend=msg("Herstel het bestand, of haal het weg uit de map."),
    )


def _articles(law: _Law, selected: frozenset[str]) -> Iterator[tuple[str, OfficialArticle]]:
    for left in law.niet_citeren:
        yield left.artikel, OfficialArticle(left.artikel, Status.REPEALED, notes=(left.reden,))
    for article in law.artikelen:
        older = _READ_IN.match(article.controle or "")
        yield (
            article.artikel,
            OfficialArticle(
                article.artikel,
                Status.IN_FORCE,
                tuple(OfficialParagraph(lid.lid, lid.tekst, tuple(_parts(lid.tekst))) for lid in article.leden),
                tuple(note for note in (article.controle, article.opmerking) if note),
                article.stand or (date.fromisoformat(older[1]) if older else None),
                complete=article.status != "selectie" and article.artikel not in selected,
            ),
        )


def _parts(text: str) -> Iterator[str]:
    """The marks at the beginnings of lines; the first kind that comes is the outer one."""
    outer, above = None, ""
    for line in text.splitlines():
        if match := _MARK.match(line.lstrip()):
            mark = (match["letter"] or match["digit"]) + ("°" if match["degree"] else "")
            kind = "letter" if match["letter"] else "digit"
            outer = outer or kind
            if kind == outer:
                above = mark
                yield mark
            else:
                yield f"{above}.{mark}"
