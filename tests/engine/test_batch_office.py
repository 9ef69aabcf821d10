"""A batch whose PDFs are made by LibreOffice, all of a piece of work in one go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from batches import made, plan, records
from shipped import DAY, workshop

from briefgen.batch.crew import Alone
from briefgen.batch.manifest import Status
from briefgen.batch.means import Means
from briefgen.batch.run import look, run
from briefgen.batch.tally import Tally
from briefgen.errors import RenderError, msg
from briefgen.papers import Engine
from briefgen.render import libreoffice

OFFICE = Means(engine=Engine.LIBREOFFICE)


def test_a_word_file_that_libreoffice_refuses_stops_no_other_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(files: Mapping[str, bytes], on: date) -> dict[str, bytes | RenderError]:
        assert (len(files), on) == (4, DAY)
        refused = RenderError(msg("LibreOffice weigert."), where="brief", mend=msg("Kijk na."))
        return {name: refused if number == 1 else b"%PDF" for number, name in enumerate(files)}

    monkeypatch.setattr(libreoffice, "program", lambda: "soffice")
    monkeypatch.setattr(libreoffice, "attempted", refusing)
    tally = made(plan(4, formats=("pdf", "eml"), means=OFFICE), tmp_path)
    assert (tally.made, tally.failed) == (3, 1)
    assert [record.status for record in records(tmp_path)].index(Status.FAILED) == 1
    assert "LibreOffice weigert." in records(tmp_path)[1].reason
    assert [path.read_bytes() for path in sorted((tmp_path / "brieven").glob("*.pdf"))] == [b"%PDF"] * 3


@pytest.mark.parametrize("verb", [run, look])
def test_without_libreoffice_no_letter_is_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: Callable[..., Tally]
) -> None:
    def missing() -> str:
        raise RenderError(msg("LibreOffice is er niet."), mend=msg("Installeer het."))

    monkeypatch.setattr(libreoffice, "program", missing)
    with Alone() as alone:
        with pytest.raises(RenderError, match="is er niet"):
            verb(plan(2, formats=("pdf",), means=OFFICE), tmp_path, workshop(), alone)
        assert verb(plan(2, formats=("docx",), means=OFFICE), tmp_path, workshop(), alone).made == 2


def test_other_means_are_another_letter(tmp_path: Path) -> None:
    assert made(plan(2, formats=("docx",)), tmp_path).made == 2
    assert made(plan(2, formats=("docx",)), tmp_path).current == 2
    tally = made(plan(2, formats=("docx",), means=OFFICE), tmp_path)
    assert (tally.made, tally.again) == (2, 2)
