"""`briefgen refs verify`: differences with what, where and the mend, and a count of what was not checked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from test_updates import STATE, Server, bytes_of, run, server
from toestand import toestand

from briefgen import resources

__all__ = ["server"]  # the fixture

TERMIJNENWET = "BWBR0002448"


def laws(folder: Path, **changes: object) -> Path:
    """A made-up text under the number of a law that has records, as one broken state of it."""
    law: dict[str, object] = {
        "bwb_id": TERMIJNENWET, "citeertitel": "Algemene termijnenwet", "afkorting": "Atw", "versie": "2011-01-01",
        "artikelen": [{"artikel": "1", "leden": [{"lid": 1, "tekst": "Een verzonnen zin over kersen."}]}],
        **changes,
    }  # fmt: skip
    (folder / "atw.yaml").write_text(yaml.safe_dump(law), encoding="utf-8")
    return folder


def test_a_difference_has_what_where_the_mend_and_the_letters(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, "verify", "--source", laws(tmp_path))
    assert (code, err) == (1, "")
    assert "atw:1 (verschil: leden)" in out
    assert "atw:1 (verschil: tekst gewijzigd)" in out
    assert str(resources.folder("legal_refs") / "laws" / "atw" / "1.yaml") in out
    assert "→ Lees de tekst" in out
    assert re.search(r"Gecontroleerd: 1\.", out)
    assert re.search(r"Verschillen: \d+, in 1 bepalingen", out)
    assert "Geen verschil" not in out


def test_what_is_not_checked_is_counted_with_its_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "verify", "--source", laws(tmp_path, versie="1990-01-01"))
    assert code == 0
    assert "Gecontroleerd: 0." in out
    assert "de bron geeft de tekst van een andere tijd (1): atw:1" in out
    assert re.search(r"de wet staat niet in de bron \(\d{3}\): ", out)
    assert re.search(r"het artikel staat niet in de bron \(\d+\): atw:2", out)
    assert "Geen verschil" not in out


def test_an_address_of_one_document_is_fetched(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    server.put("/atw.xml", bytes_of(toestand(identifier=TERMIJNENWET, title="Algemene termijnenwet")))
    code, out, err = run(capsys, "verify", "--source", f"{server.base}/atw.xml")
    assert code == 1
    assert "internet op" in err
    assert "atw:1 (verschil: bestaat niet)" in out


def test_the_address_of_the_collection_is_fetched_law_by_law(
    server: Server,
    capsys: pytest.CaptureFixture[str],
) -> None:
    server.law(STATE, identifier=TERMIJNENWET)
    code, out, err = run(capsys, "verify", "--source", f"{server.base}/bwb/", "--search-url", f"{server.base}/search")
    assert code == 1
    assert "atw:1 (verschil: bestaat niet)" in out
    assert "BWBR0034925/manifest.xml" in err


@pytest.mark.parametrize("source", ["weg", "leeg"])
def test_a_source_that_cannot_be_used_is_told(source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "leeg").mkdir()
    code, _, err = run(capsys, "verify", "--source", tmp_path / source)
    assert code == 1
    assert err.startswith("Fout: ")
    assert "→ Haal ze op met briefgen refs update, of noem met --source" in err


def test_without_a_source_it_looks_in_the_usual_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("BRIEFGEN_WETGEVING", raising=False)
    monkeypatch.chdir(tmp_path)
    code, _, err = run(capsys, "verify")
    assert code == 1
    assert err.startswith("Fout: wetteksten")
