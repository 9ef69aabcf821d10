"""The letters that exist are the folders that are there; each says in data what it is."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefgen.errors import ContentError, NoLetterFits
from briefgen.facts.kinds import EnclosureKind, RecipientKind
from briefgen.letters.catalogue import Catalogue, LetterSpec

TEMPLATES = Path(__file__).parents[1] / "fixtures" / "templates"
ABSENT = object()

Change = Callable[[dict[str, Any]], object]


def changed(tmp_path: Path, change: Change) -> Catalogue:
    """The fixture letters, with a change made to the entry of appelverzoek."""
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    path = tmp_path / "templates" / "letters" / "appelverzoek" / "letter.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return Catalogue(tmp_path / "templates")


def test_the_letters_are_the_folders_by_name() -> None:
    catalogue = Catalogue(TEMPLATES)
    assert catalogue.ids == ("appelverzoek", "kersenklacht")
    assert [spec.id for spec in catalogue] == ["appelverzoek", "kersenklacht"]


def test_a_folder_without_an_entry_is_no_letter(tmp_path: Path) -> None:
    (tmp_path / "letters" / "concept").mkdir(parents=True)
    (tmp_path / "letters" / "concept" / "letter.md").write_text("Tekst.", encoding="utf-8")
    assert Catalogue(tmp_path).ids == ()
    assert list(Catalogue(tmp_path)) == []


def test_an_entry_says_everything_about_its_letter() -> None:
    spec = Catalogue(TEMPLATES).spec("appelverzoek")
    assert spec.title == "Verzoek om appels"
    assert spec.destination.kinds == (RecipientKind.YOUTH_CARE_PROVIDER, RecipientKind.CERTIFIED_AGENCY)
    assert spec.destination.sources == ("geadresseerde", "maatregel.instelling")
    assert [(need.path, need.when) for need in spec.needs] == [
        ("verzoek.onderwerp", None),  # a fact may be given as text alone
        ("kinderen.woonplaats", "kinderen"),
    ]
    assert [(item.kind, item.when) for item in spec.enclosures] == [(EnclosureKind.AUTHORISATION, "gemachtigde")]
    assert [condition.instead for condition in spec.conditions] == [None, "kersenklacht", None]
    assert [term.rule for term in spec.terms] == ["maand-ander", "twee-weken-eigen"]


def test_what_may_be_left_out_is_empty() -> None:
    spec = Catalogue(TEMPLATES).spec("kersenklacht")
    assert (spec.welcome, spec.enclosures, spec.terms, spec.notices) == ((), (), (), ())
    assert (spec.signatories.sender_when, spec.signatories.children_when) == (None, None)


def test_an_entry_is_read_once_and_cannot_be_changed() -> None:
    catalogue = Catalogue(TEMPLATES)
    spec = catalogue.spec("kersenklacht")
    assert catalogue.spec("kersenklacht") is spec
    with pytest.raises(ValueError, match="frozen"):
        spec.title = "Iets anders"  # type: ignore[misc]


@pytest.mark.parametrize("letter_id", ["bestaatniet", "", "../../letter.yaml"])
def test_a_letter_that_does_not_exist_is_told_with_those_that_do(letter_id: str) -> None:
    with pytest.raises(NoLetterFits) as caught:
        Catalogue(TEMPLATES).spec(letter_id)
    assert caught.value.exit_code == 1
    assert "appelverzoek, kersenklacht" in str(caught.value.mend)


@pytest.mark.parametrize("letter_id", ["../appelverzoek", "Appelverzoek", "apelverzoek", "verzoek"])
def test_a_name_that_is_nearly_that_of_a_letter_is_told_with_that_letter(letter_id: str) -> None:
    with pytest.raises(NoLetterFits, match="naam") as caught:
        Catalogue(TEMPLATES).spec(letter_id)
    assert str(caught.value.mend) == "Bedoelt u appelverzoek? Alle brieven toont: briefgen letters"


def test_an_unchanged_copy_is_good(tmp_path: Path) -> None:
    catalogue = changed(tmp_path, lambda data: data)
    assert catalogue.spec("appelverzoek") == Catalogue(TEMPLATES).spec("appelverzoek")


def put(key: str, value: object) -> Change:
    """Set (or take away) a key, as in "past.0.dan"."""

    def change(data: Any) -> None:
        *steps, last = [int(step) if step.isdecimal() else step for step in key.split(".")]
        for step in steps:
            data = data[step]
        if value is ABSENT:
            del data[last]
        else:
            data[last] = value

    return change


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("titel", ABSENT, "titel"),
        ("title", "x", "title"),
        ("extra", "x", "extra"),
        ("id", "Appel Verzoek", "id"),
        ("familie", "fruit", "familie"),
        ("doel", "", "doel"),
        ("aan.soorten", [], "aan.soorten"),
        ("aan.soorten", ["winkel"], "aan.soorten.0"),
        ("aan.uit", [], "aan.uit"),
        ("aan.regels", "{{ ontvanger.naam }}", "aan.regels"),
        ("aan.aanhef", ABSENT, "aan.aanhef"),
        ("past", [], "past"),
        ("past.0.als", " ", "past.0.als"),
        ("past.0.dan", ABSENT, "past.0.dan"),
        ("past.0.anders", ABSENT, "past.0.anders"),
        ("past.1.wel", "Kersen Klacht", "past.1.wel"),
        ("nodig", [], "nodig"),
        ("nodig.0", ["verzoek"], "nodig.0"),
        ("nodig.1.feit", ABSENT, "nodig.1.feit"),
        ("bijlagen.0.soort", "appel", "bijlagen.0.soort"),
        ("bijlagen.0.waarom", ABSENT, "bijlagen.0.waarom"),
        ("ondertekenaars.buren_als", "ja", "ondertekenaars.buren_als"),
        ("citeert", [], "citeert"),
        ("citeert", ["artikel 3.1"], "citeert.0"),
        ("termijnen.0.vanaf", ABSENT, "termijnen.0.vanaf"),
        ("let_op", "Een zin.", "let_op"),
    ],
)
def test_an_entry_at_fault_names_file_and_field(tmp_path: Path, key: str, value: object, told: str) -> None:
    catalogue = changed(tmp_path, put(key, value))
    with pytest.raises(ContentError) as caught:
        catalogue.spec("appelverzoek")
    assert caught.value.where == str(catalogue.root / "appelverzoek" / "letter.yaml")
    assert told in str(caught.value.what)
    with pytest.raises(ContentError):
        list(catalogue)
    assert isinstance(catalogue.spec("kersenklacht"), LetterSpec)
