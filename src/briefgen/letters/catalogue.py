"""The letters that exist: what each is for, whom it may go to, when it fits, what it needs.

All of it is data in ``templates/letters/<id>/letter.yaml``; a new letter needs no code.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from briefgen.errors import ContentError, Message, NoLetterFits, OwnTemplateError, msg
from briefgen.facts.kinds import EnclosureKind, RecipientKind
from briefgen.law.records import Record, RefId, Words
from briefgen.law.sources import read_record

LetterId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Expression = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Condition(Record):
    """When a letter fits: an expression over the facts, with a sentence for either outcome."""

    when: Expression = Field(alias="als")
    because: Words = Field(alias="dan", description="Waarom de brief past, als het klopt.")
    otherwise: Words = Field(alias="anders", description="Waarom de brief niet past, als het niet klopt.")
    instead: LetterId | None = Field(alias="wel", default=None, description="Welke brief dan wel past.")


class Need(Record):
    """A fact the letter cannot do without, perhaps only under a condition."""

    path: Expression = Field(alias="feit")
    when: Expression | None = Field(alias="als", default=None)


def _need(value: object) -> object:
    return {"feit": value} if isinstance(value, str) else value


class RequiredEnclosure(Record):
    kind: EnclosureKind = Field(alias="soort")
    when: Expression | None = Field(alias="als", default=None)
    why: Words = Field(alias="waarom")


class Destination(Record):
    """Whom the letter goes to, and how that body is addressed."""

    kinds: tuple[RecipientKind, ...] = Field(alias="soorten", min_length=1)
    sources: tuple[Expression, ...] = Field(
        alias="uit", min_length=1, description="Waar de geadresseerde staat; de eerste van een passende soort telt."
    )
    lines: tuple[Expression, ...] = Field(
        alias="regels", min_length=1, description="De adresregels voor straat of postbus."
    )
    salutation: Words = Field(alias="aanhef")


class CountedTerm(Record):
    """A term the receipt shows: the rule, and the day it runs from as an expression."""

    rule: Words = Field(alias="regel")
    start: Expression = Field(alias="vanaf")
    when: Expression | None = Field(alias="als", default=None)


class Signatories(Record):
    """Who signs besides the sender or who acts for the sender: children for whom this holds."""

    sender_when: Expression | None = Field(
        alias="afzender_als", default=None, description="Wanneer de afzender zelf ook tekent, naast de gemachtigde."
    )
    children_when: Expression | None = Field(
        alias="kinderen_als", default=None, description="Welke kinderen meetekenen."
    )


class Severity(StrEnum):
    """Whether a finding keeps the letter from being written."""

    ERROR = "fout"
    WARNING = "waarschuwing"


class CheckWords(Record):
    """What is wrong and what to do, in English."""

    what: Words = Field(alias="wat")
    mend: Words = Field(alias="herstel")


class SendingCheck(Record):
    """What must not be so when the letter goes out: an expression that is true when something is wrong."""

    id: LetterId
    when: Expression = Field(alias="als")
    severity: Severity = Field(alias="ernst")
    what: Words = Field(alias="wat", description="Wat er niet klopt, in een zin.")
    mend: Words = Field(alias="herstel", description="Wat de afzender dan doet.")
    english: CheckWords | None = Field(alias="en", default=None)


class SheetWords(Record):
    """The letter's own sentences on the sender's page, in one language; Jinja over the facts."""

    ask: Words = Field(alias="vraagt", description="Wat de brief vraagt, in een of twee zinnen.")
    silence: Words = Field(alias="stilte", description="Wat de afzender doet als er niets komt.")
    send: tuple[Words, ...] = Field(alias="versturen", default=(), description="Bijzonderheden van het versturen.")
    title: Words | None = Field(alias="titel", default=None, description="Alleen in het Engels: hoe de brief heet.")
    basis_note: Words | None = Field(alias="grondslag", default=None, description="Alleen in het Engels.")
    notices: tuple[Words, ...] = Field(
        alias="let_op", default=(), description="Alleen in het Engels: de zinnen van 'let_op' van de brief."
    )


class Sheet(Record):
    """The sender's page of a letter in both languages."""

    dutch: SheetWords = Field(alias="nl")
    english: SheetWords = Field(alias="en")


class Lawyer(StrEnum):
    NOT_NEEDED = "nee"
    ADVISED = "aangeraden"
    REQUIRED = "verplicht"


class LetterSpec(Record):
    id: LetterId
    title: Words = Field(alias="titel")
    family: Annotated[str, StringConstraints(pattern=r"^(dossier|contact|klacht|gemeente|vervolg)$")] = Field(
        alias="familie"
    )
    purpose: Words = Field(alias="doel")
    destination: Destination = Field(alias="aan")
    subject: Words = Field(alias="betreft")
    closing: Words = Field(alias="slot")
    conditions: tuple[Condition, ...] = Field(alias="past", min_length=1)
    needs: tuple[Annotated[Need, BeforeValidator(_need)], ...] = Field(alias="nodig", min_length=1)
    welcome: tuple[Expression, ...] = Field(alias="helpt", default=(), description="Feiten die de brief sterker maken.")
    enclosures: tuple[RequiredEnclosure, ...] = Field(alias="bijlagen", default=())
    signatories: Signatories = Field(alias="ondertekenaars", default=Signatories())
    cites: tuple[RefId, ...] = Field(alias="citeert", min_length=1)
    terms: tuple[CountedTerm, ...] = Field(alias="termijnen", default=())
    last_days: tuple[CountedTerm, ...] = Field(
        alias="laatste_dag",
        default=(),
        description="De eigen termijn waarbinnen deze brief weg moet zijn; daaruit volgt hoe dringend hij is.",
    )
    lawyer: Lawyer = Field(alias="advocaat", default=Lawyer.NOT_NEEDED)
    basis_note: Words | None = Field(
        alias="grondslag", default=None, description="Hoe zeker de wettelijke grond is, als dat niet vanzelf spreekt."
    )
    checks: tuple[SendingCheck, ...] = Field(
        alias="nakijken", default=(), description="Wat er mis kan zijn vlak voor het versturen van juist deze brief."
    )
    one_tone: bool = Field(
        alias="een_toon",
        default=False,
        description="Waar: de toon verandert niets, zoals bij een brief aan de rechter.",
    )
    sheet: Sheet | None = Field(alias="blad", default=None)
    notices: tuple[Words, ...] = Field(
        alias="let_op", default=(), description="Wat de afzender moet weten voordat de brief de deur uit gaat."
    )


class Catalogue:
    """Reads ``templates/letters``; each specification once. A folder of the user's own comes before it."""

    def __init__(self, templates: Path, own: Path | None = None) -> None:
        """`templates` is the ``templates`` folder; `own` holds folders ``<id>`` with a letter.docx.

        Raises OwnTemplateError when `own` cannot be used.
        """
        self.root = templates / "letters"
        self._own = own
        self._specs: dict[str, LetterSpec] = {}
        if own is not None:
            _judge(own, frozenset(self.ids))

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all letters, by name."""
        roots = (self.root, *([self._own] if self._own is not None else []))
        return tuple(sorted({path.parent.name for root in roots for path in root.glob("*/letter.yaml")}))

    def spec(self, letter_id: str) -> LetterSpec:
        """Return letter `letter_id`. Raises NoLetterFits when there is none, ContentError when it is at fault."""
        if letter_id not in self._specs:
            if letter_id not in self.ids:
                raise NoLetterFits(
                    msg("Er is geen brief met de naam {id}.", id=letter_id), mend=_meant(letter_id, self.ids)
                )
            own = self.own_spec(letter_id)
            self._specs[letter_id] = (
                read_record(self.root / letter_id / "letter.yaml", LetterSpec) if own is None else own_spec(own)
            )
        return self._specs[letter_id]

    def own_spec(self, letter_id: str) -> Path | None:
        """The user's own letter.yaml of `letter_id`, if there is one."""
        path = self._own / letter_id / "letter.yaml" if self._own is not None else None
        return path if path is not None and path.is_file() else None

    def word(self, letter_id: str) -> Path | None:
        """The Word file that `letter_id` is written on, if its text is not in letter.md."""
        path = self._own / letter_id / "letter.docx" if self._own is not None else None
        return path if path is not None and path.is_file() else None

    def __iter__(self) -> Iterator[LetterSpec]:
        """Every letter, by name."""
        return (self.spec(letter_id) for letter_id in self.ids)


def _meant(typed: str, ids: Sequence[str]) -> Message:
    """Which letters somebody may mean who typed `typed`; all of them when it looks like none."""
    inside = [name for name in ids if typed and typed in name]
    if near := inside or get_close_matches(typed, ids, n=3):
        return msg("Bedoelt u {brieven}? Alle brieven toont: briefgen letters", brieven=" / ".join(near))
    return msg("Kies uit: {brieven}.", brieven=", ".join(ids))


def own_spec(path: Path) -> LetterSpec:
    """Read a letter.yaml of the user's own. Raises OwnTemplateError when it is at fault."""
    try:
        return read_record(path, LetterSpec)
    except ContentError as error:  # it is the user's own, not what came with briefgen
        raise OwnTemplateError(error.what, where=error.where, mend=error.mend) from error


def _judge(own: Path, shipped: frozenset[str]) -> None:
    """Refuse a folder of the user's own in which something would pass unseen."""
    if not own.is_dir():
        raise OwnTemplateError(
            msg("Deze map is er niet."),
            where=str(own),
            mend=msg("Controleer de naam achter {optie}.", optie="--templates"),
        )
    folders = sorted({path.parent for path in own.glob("*/letter.*")})
    if not folders:
        raise OwnTemplateError(
            msg("In deze map staat geen eigen sjabloon."),
            where=str(own),
            mend=msg("Maak er een map in met de naam van een brief, en daarin {bestand}.", bestand="letter.docx"),
        )
    for folder in folders:
        if (folder / "letter.md").exists() or not (folder / "letter.docx").is_file():
            raise OwnTemplateError(
                msg("De tekst van een eigen brief staat in letter.docx, en nergens anders."),
                where=str(folder),
                mend=msg("Zet de tekst in een Word-bestand met de naam {bestand}.", bestand="letter.docx"),
            )
        if folder.name not in shipped and not (folder / "letter.yaml").is_file():
            raise OwnTemplateError(
                msg("briefgen kent geen brief met de naam {id}.", id=folder.name),
                where=str(folder),
                mend=msg(
                    "Noem de map naar een van de brieven van 'briefgen letters', of zet er een eigen letter.yaml in."
                ),
            )
