"""`tools/fingerprints.py` fills in what is empty, leaves the rest of the file as it stands, and can look only."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest
from shipped import ROOT
from toestand import ARTICLE, YAML, toestand

from briefgen.law import official_xml
from briefgen.law.official import fingerprint
from briefgen.law.registry import Registry

RECORD = """\
# geschreven met de hand
id: kw:2
wet: kw
artikel: '2'
versies:
  - geldig_vanaf: 2015-01-01
    geldig_tot:
    leden: ['1', '2']   # allebei
    onderdelen: []
    kern: Wat deze verzonnen bepaling zegt.
    in_een_zin: Deze bepaling gaat over kersen.
    citeer_voor: [een beroep op deze bepaling]
    zekerheid: vast
    zekerheid_toelichting:
    gecontroleerd:
      op: 2026-11-21
      toestand: 2026-01-01
      bron: verzonnen voor de tests
voorbeelden:
  - artikel 2 Kersenwet
"""
PRINT = fingerprint(official_xml.read(toestand(), "x").articles["2"])


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("fingerprints", ROOT / "tools" / "fingerprints.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    law = tmp_path / "laws" / "kw"
    law.mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "fixtures" / "law" / "laws" / "kw" / "law.yaml", law)
    (law / "2.yaml").write_text(RECORD, encoding="utf-8")
    (tmp_path / "kersen.yaml").write_text(YAML, encoding="utf-8")
    monkeypatch.setattr(module, "LEGAL_REFS", tmp_path)
    return module


def run(tool: ModuleType, monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> int:
    monkeypatch.setattr(sys, "argv", ["fingerprints.py", *map(str, arguments)])
    return int(tool.main())


def test_it_puts_two_lines_in_and_leaves_the_rest(
    tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = tmp_path / "laws" / "kw" / "2.yaml"
    assert run(tool, monkeypatch, "--check", tmp_path / "kersen.yaml") == 1
    assert record.read_text(encoding="utf-8") == RECORD
    assert run(tool, monkeypatch, tmp_path / "kersen.yaml") == 0
    added = [line for line in record.read_text(encoding="utf-8").splitlines() if line not in RECORD.splitlines()]
    assert added == ["    termijnen: [2 weken, 1 maanden]", f"      vingerafdruk: {PRINT}"]
    version = Registry(tmp_path).article("kw:2").versions[0]
    assert (version.durations, version.checked.fingerprint) == (("2 weken", "1 maanden"), PRINT)
    before = record.read_bytes()
    assert run(tool, monkeypatch, tmp_path / "kersen.yaml") == 0
    assert record.read_bytes() == before


def test_a_fingerprint_that_is_there_is_never_changed(
    tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(tool, monkeypatch, tmp_path / "kersen.yaml")
    record = tmp_path / "laws" / "kw" / "2.yaml"
    before = record.read_bytes()
    (tmp_path / "anders.xml").write_bytes(toestand(ARTICLE.replace("antwoordt", "antwoordt nooit")))
    assert run(tool, monkeypatch, tmp_path / "anders.xml") == 1
    assert record.read_bytes() == before


def test_a_text_of_a_state_that_nobody_read_gives_no_fingerprint(
    tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "later.xml").write_bytes(toestand(state="2026-10-01"))
    assert run(tool, monkeypatch, tmp_path / "later.xml") == 1
    assert (tmp_path / "laws" / "kw" / "2.yaml").read_text(encoding="utf-8") == RECORD
