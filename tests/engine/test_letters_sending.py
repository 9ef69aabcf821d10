"""The last look before a letter goes out: what stops it, what goes with it, and what is content at fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_letters_compose import DAY, LAW, Folder, case

from briefgen.errors import ContentError
from briefgen.facts.model import CaseFacts
from briefgen.law.deadlines import Deadlines
from briefgen.law.registry import Registry
from briefgen.letters.catalogue import Catalogue, Severity
from briefgen.letters.selection import judge
from briefgen.letters.sending import GeneralChecks, SendingFinding, findings
from briefgen.letters.templating import Templates

PEARS = {"soort": "jeugddossier", "onderwerp": "peren"}
LATE = {"id": "te-laat", "als": "datum", "ernst": "waarschuwing", "wat": "Het is laat.", "herstel": "Wacht niet."}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def found(facts: CaseFacts, root: Path, *, english: bool = False) -> tuple[SendingFinding, ...]:
    templates, deadlines = Templates(root), Deadlines(LAW)
    verdict = judge(Catalogue(root).spec("appelverzoek"), facts, DAY, templates=templates, deadlines=deadlines)
    return findings(
        verdict,
        facts,
        DAY,
        general=GeneralChecks(root),
        templates=templates,
        deadlines=deadlines,
        registry=Registry(LAW),
        english=english,
    )


def test_a_sound_letter_has_no_findings(folder: Folder) -> None:
    assert found(case(), folder.root) == ()


def test_a_check_of_every_letter_says_what_is_wrong_and_the_mend(folder: Folder) -> None:
    (finding,) = found(case(verzoek=PEARS), folder.root)
    assert finding.severity is Severity.ERROR
    assert finding.what == "Stichting De Gaard heeft geen peren (artikel\u00a02 Kersenwet)."
    assert finding.mend == "Vraag om appels."


def test_in_english_with_english_dates(folder: Folder) -> None:
    (finding,) = found(case(verzoek=PEARS), folder.root, english=True)
    assert finding.what == "No pears at Stichting De Gaard, on Saturday\u00a021\u00a0November\u00a02026."
    assert finding.mend == "Ask for apples."


def test_a_letter_has_checks_of_its_own_and_errors_come_first(folder: Folder) -> None:
    folder.entry(nakijken=[LATE])
    assert [finding.id for finding in found(case(), folder.root)] == ["te-laat"]
    assert [finding.id for finding in found(case(verzoek=PEARS), folder.root)] == ["geen-peren", "te-laat"]


def test_a_check_that_cites_what_it_does_not_declare_is_at_fault(folder: Folder) -> None:
    folder.entry(nakijken=[{**LATE, "wat": "Zie {{ cite('vt:1') }}."}])
    with pytest.raises(ContentError, match="vt:1"):
        found(case(), folder.root)


def test_a_check_that_cannot_be_read_names_its_file(folder: Folder) -> None:
    (folder.root / "checks" / "krom.yaml").write_text("id: krom\nals: x\nernst: soms\nwat: Krom.\nherstel: Recht.\n")
    with pytest.raises(ContentError, match=r"krom\.yaml"):
        found(case(), folder.root)


def test_a_check_whose_condition_is_undefined_names_it(folder: Folder) -> None:
    folder.entry(nakijken=[{**LATE, "als": "peer.rijp"}])
    with pytest.raises(ContentError, match="peer"):
        found(case(), folder.root)
