"""What the letters of a batch are made with besides the texts of briefgen: what who sends them chose."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefgen.papers import Engine


@dataclass(frozen=True, slots=True)
class Means:
    """Plain values, for another process.

    `letterhead` is the `Stationery.key` of what letters are printed on; `templates` the folder with Word files of the
    user's own, absolute, or empty for none; `engine` makes the PDF.
    """

    letterhead: str = ""
    templates: str = ""
    engine: Engine = Engine.TYPST

    @property
    def own(self) -> Path | None:
        """The folder with Word files of the user's own."""
        return Path(self.templates) if self.templates else None


STANDARD = Means()
"""What letters are made with when nobody chose."""
