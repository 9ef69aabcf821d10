"""The content that came with briefgen, opened once for all that a person asks of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefgen import resources
from briefgen.facts.load import CaseFile, load
from briefgen.law.deadlines import Deadlines
from briefgen.law.registry import Registry
from briefgen.letters.catalogue import Catalogue
from briefgen.letters.doors import Doors
from briefgen.letters.sending import GeneralChecks
from briefgen.letters.templating import Templates
from briefgen.recipients import Recipients
from briefgen.render.repertoire import unprintable


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
    letterhead: Path

    @classmethod
    def open(cls) -> Workshop:
        """Open the content that came with briefgen. Raises ContentError when it is incomplete."""
        templates, law = resources.folder("templates"), resources.folder("legal_refs")
        return cls(
            templates=Templates(templates),
            catalogue=Catalogue(templates),
            doors=Doors(templates),
            checks=GeneralChecks(templates),
            registry=Registry(law),
            deadlines=Deadlines(law),
            recipients=Recipients(resources.folder("recipients")),
            letterhead=templates / "letterhead",
        )

    def read(self, path: Path) -> CaseFile:
        """Read and validate the case file at `path`. Raises FactsErrors with everything that is wrong."""
        return load(path, unprintable=lambda value: unprintable(value, self.letterhead))
