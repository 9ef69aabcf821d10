"""What the letters of a batch are printed on: what was asked for, or else what the batch had before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.cli import letterhead, printing
from briefgen.errors import msg

if TYPE_CHECKING:  # only names for the type checker; the modules behind them are loaded when a command runs
    from briefgen.workshop import Workshop


def opened(named: str | None, root: Path) -> Workshop:
    """The content with the letterhead `named`, or else that of the batch in `root`; it says where these differ.

    Raises what `Workshop.open` raises, BatchError and OutputError.
    """
    from briefgen.batch import campaign, content  # noqa: PLC0415 - heavy; --help must answer at once

    before = campaign.letterhead_of(root)
    workshop = letterhead.opened(before.name if named is None and before is not None else named)
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
