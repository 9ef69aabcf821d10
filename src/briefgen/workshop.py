"""The content that came with briefgen, opened once for all that a person asks of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefgen import resources
from briefgen.documents import docx_guard
from briefgen.errors import ContentError, LetterheadError, msg
from briefgen.facts.load import CaseFile, load
from briefgen.law.deadlines import Deadlines
from briefgen.law.registry import Registry
from briefgen.letters.catalogue import Catalogue
from briefgen.letters.doors import Doors
from briefgen.letters.sending import GeneralChecks
from briefgen.letters.templating import Templates
from briefgen.recipients import Recipients
from briefgen.render import stationery
from briefgen.render.repertoire import unprintable
from briefgen.render.stationery import Stationery


@dataclass(frozen=True)
class Workshop:
    """The shipped content, opened once and used for many letters."""

    templates: Templates
    catalogue: Catalogue
    doors: Doors
    checks: GeneralChecks
    registry: Registry
    deadlines: Deadlines
    recipients: Recipients
    letterhead: Stationery

    @classmethod
    def open(cls, own: Path | None = None, letterhead: str | Path | None = None) -> Workshop:
        """Open the content that came with briefgen, and the user's own Word files in `own` before it.

        `letterhead` is the name of a letterhead that came along, or the folder of one; the standard one for nothing.
        Raises ContentError when the content is incomplete, OwnTemplateError and LetterheadError when what is the
        user's own cannot be used.
        """
        templates, law = resources.folder("templates"), resources.folder("legal_refs")
        return cls(
            templates=Templates(templates),
            catalogue=Catalogue(templates, own),
            doors=Doors(templates),
            checks=GeneralChecks(templates),
            registry=Registry(law),
            deadlines=Deadlines(law),
            recipients=Recipients(resources.folder("recipients")),
            letterhead=_letterhead(letterhead, templates / "letterhead"),
        )

    def read(self, path: Path) -> CaseFile:
        """Read and validate the case file at `path`. Raises FactsErrors with everything that is wrong."""
        return load(path, unprintable=lambda value: unprintable(value, self.letterhead))


def _letterhead(named: str | Path | None, shipped: Path) -> Stationery:
    """The letterhead that was asked for.

    Raises LetterheadError, OwnTemplateError for a hostile Word file, and ContentError for one that came along.
    """
    folder = stationery.found(named, shipped)
    try:
        opened = Stationery.open(folder, shipped)
    except LetterheadError as error:
        if folder.is_relative_to(shipped):  # a damaged installation, and no fault of the user
            raise ContentError(error.what, where=error.where, mend=msg("Installeer briefgen opnieuw.")) from error
        raise
    if opened.own and opened.word_file is not None:
        docx_guard.refuse_hostile(opened.word_file, str(opened.word_place))
    return opened
