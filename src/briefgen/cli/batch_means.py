"""What the letters of a batch are made with: what was asked for, or else what the batch had before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.cli import letterhead, printing
from briefgen.errors import OwnTemplateError, msg

if TYPE_CHECKING:  # only names for the type checker; the modules behind them are loaded when a command runs
    from briefgen.batch.campaign import Choices
    from briefgen.batch.means import Means
    from briefgen.workshop import Workshop


def opened(named: str | None, root: Path, own: Path | None = None) -> Workshop:
    """The content with the letterhead `named`, or else that of the batch in `root`; it says where these differ.

    `own` is the folder with Word files of the user's own. Raises what `Workshop.open` raises, BatchError and
    OutputError.
    """
    from briefgen.batch import campaign, content  # noqa: PLC0415 - heavy; --help must answer at once

    choices = campaign.choices_of(root)
    before = choices.letterhead if choices else None
    workshop = letterhead.opened(before.name if named is None and before is not None else named, own)
    paper = workshop.letterhead
    if before is None:
        return workshop
    if before.name != paper.name:
        printing.note(
            msg(
                "Let op: de brieven in {map} hebben ander briefpapier: {daar}. Nu is gekozen: {hier}.",
                map=root,
                daar=before.name,
                hier=paper.name,
            ),
            to_error=True,
        )
    elif before.digest != content.letterhead_hash(paper.key):
        printing.note(
            msg("Let op: het briefpapier {naam} is veranderd nadat de brieven zijn gemaakt.", naam=paper.name),
            to_error=True,
        )
    elif named is None and paper.key:
        printing.note(msg("Briefpapier: {naam} (van deze reeks brieven)", naam=paper.name), to_error=True)
    return workshop


def chosen(
    root: Path,
    letterhead: str | None,
    *,
    letter: str | None = None,
    templates: Path | None = None,
    engine: str | None = None,
) -> tuple[Workshop, Means]:
    """The content, and what letters are made with: what is asked for, or else what the batch in `root` had.

    Raises what `opened` raises, and OwnTemplateError when the user's own Word files have none for `letter`.
    """
    from briefgen.batch import campaign, content, means  # noqa: PLC0415 - heavy; --help must answer at once
    from briefgen.papers import Engine  # noqa: PLC0415 - heavy; --help must answer at once

    before = campaign.choices_of(root)
    own = templates
    if own is None and before is not None and before.templates.name:
        own = Path(before.templates.name)
    maker = Engine(engine) if engine is not None else before.engine if before is not None else Engine.TYPST
    workshop = opened(letterhead, root, own)
    found = means.Means(workshop.letterhead.key, str(own.resolve()) if own is not None else "", maker)
    digest = None
    if letter is not None and own is not None:
        workshop.catalogue.spec(letter)
        digest = content.templates_hash(found.templates, letter)
        if workshop.catalogue.word(letter) is None:
            raise _no_word_file(letter, own)
    if before is not None:
        _compare(before, found, digest, root, asked=templates is not None)
    return workshop, found


def _no_word_file(letter: str, own: Path) -> OwnTemplateError:
    return OwnTemplateError(
        msg("In deze map staat geen eigen sjabloon voor {brief}.", brief=letter),
        where=str(own),
        mend=msg(
            "Zet daar het bestand {bestand}, of laat {optie} weg.",
            bestand=Path(letter, "letter.docx"),
            optie="--templates",
        ),
    )


def _compare(before: Choices, now: Means, digest: str | None, root: Path, *, asked: bool) -> None:
    """Say where the Word files and what makes the PDF are others than those of the batch in `root`."""
    if now.templates != before.templates.name:
        note = msg(
            "Let op: de brieven in {map} zijn op een ander sjabloon gemaakt. Nu is het: {hier}.",
            map=root,
            hier=now.templates,
        )
        printing.note(note, to_error=True)
    elif digest is not None and digest != before.templates.digest:
        printing.note(msg("Let op: het eigen sjabloon is veranderd nadat de brieven zijn gemaakt."), to_error=True)
    if now.templates and not asked:
        printing.note(msg("Eigen sjablonen: {map} (van deze reeks brieven)", map=now.templates), to_error=True)
    if now.engine is not before.engine:
        note = msg(
            "Let op: de PDF's in {map} zijn door {daar} gemaakt. Nu maakt {hier} ze.",
            map=root,
            daar=before.engine,
            hier=now.engine,
        )
        printing.note(note, to_error=True)
