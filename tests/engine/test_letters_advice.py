"""Advice: letters in order of urgency, what they lack, and the doors beside them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from test_letters_compose import DAY, LAW, Folder, case

from briefgen.errors import ContentError
from briefgen.facts.model import CaseFacts
from briefgen.law.deadlines import Deadlines
from briefgen.law.registry import Registry
from briefgen.letters.advice import Advice, Road, advise
from briefgen.letters.catalogue import Catalogue, Lawyer
from briefgen.letters.doors import Doors, DoorState
from briefgen.letters.sending import GeneralChecks
from briefgen.letters.templating import Templates

CHERRY = {
    "gebeurtenissen": [{"datum": "2026-11-02", "wat": "De kers viel."}],
    "eerder": {"bij": "gaard", "ingediend": "2026-11-09"},
}
TOWN = {
    "naam": "Voorbeeldstad", "soort": "gemeente", "adres": "Plein 1", "postcode": "1234 AB", "plaats": "Voorbeeldstad"
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def advised(facts: CaseFacts, root: Path) -> Advice:
    return advise(
        facts,
        DAY,
        catalogue=Catalogue(root),
        doors=Doors(root),
        checks=GeneralChecks(root),
        templates=Templates(root),
        deadlines=Deadlines(LAW),
        registry=Registry(LAW),
    )


def test_a_letter_that_lacks_nothing_fits(folder: Folder) -> None:
    advice = advised(case(), folder.root)
    assert [found.verdict.spec.id for found in advice.fits] == ["appelverzoek"]
    assert (advice.almost, advice.related) == ((), ())
    assert advice.fits[0].lawyer is Lawyer.NOT_NEEDED


def test_a_letter_that_lacks_a_fact_almost_fits_and_says_which(folder: Folder) -> None:
    advice = advised(case(verzoek={"soort": "jeugddossier"}), folder.root)
    assert advice.fits == ()
    assert [error.where for error in advice.almost[0].missing] == ["verzoek › onderwerp"]


def test_a_letter_about_the_same_that_does_not_fit_is_named_with_why(folder: Folder) -> None:
    advice = advised(case(geadresseerde=TOWN), folder.root)
    assert [(verdict.spec.id, verdict.instead) for verdict in advice.related] == [("appelverzoek", "kersenklacht")]


def test_a_letter_about_something_else_is_not_named(folder: Folder) -> None:
    assert advised(case(verzoek=None), folder.root) == Advice((), (), (), ())


def test_the_letter_whose_day_comes_first_comes_first(folder: Folder) -> None:
    both = case(geadresseerde=None, klacht=CHERRY)
    folder.entry(past=[{"als": "verzoek", "dan": "Het past.", "anders": "Het past niet."}])
    assert [found.verdict.spec.id for found in advised(both, folder.root).almost] == ["appelverzoek", "kersenklacht"]
    cherries = folder.root / "letters" / "kersenklacht" / "letter.yaml"
    text = cherries.read_text(encoding="utf-8")
    cherries.write_text(
        text + "laatste_dag:\n"
        "  - {regel: twee-weken-eigen, vanaf: klacht.eerder.ingediend}\n"
        "  - {regel: maand-ander, vanaf: datum}\n"
        "  - {regel: tien-dagen-eigen, vanaf: datum, als: toezicht}\n",
        encoding="utf-8",
    )
    found = advised(both, folder.root).almost
    assert [suggestion.verdict.spec.id for suggestion in found] == ["kersenklacht", "appelverzoek"]
    assert found[0].last_day is not None
    assert found[0].last_day.rule.id == "twee-weken-eigen"
    assert found[1].last_day is None


def test_a_closed_door_says_why_with_its_law_and_its_day(folder: Folder) -> None:
    (road,) = advised(case(), folder.root).roads
    assert (road.door.state, road.instead) == (DoorState.CLOSED, "kersenklacht")
    assert (
        road.text.replace("\u00a0", " ")
        == "Kersen vraagt u niet zo (artikel 2 Kersenwet); dat kon tot 26 november 2026."
    )
    assert road.last_day is not None
    assert road.last_day.last_day.isoformat() == "2026-11-26"


def test_a_door_that_cites_what_it_does_not_declare_is_at_fault(folder: Folder) -> None:
    path = folder.root / "advice" / "kersen-dicht.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('citeert: ["kw:2"]', "citeert: []"), encoding="utf-8")
    with pytest.raises(ContentError, match="kw:2"):
        advised(case(), folder.root)


def test_a_door_that_cannot_be_read_names_its_file(folder: Folder) -> None:
    (folder.root / "advice" / "krom.yaml").write_text("id: krom\nstand: kier\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"krom\.yaml"):
        advised(case(), folder.root)


def _door(folder: Folder, **change: object) -> None:
    door = {"id": "peren", "stand": "open", "titel": "Peren", "als": "verzoek", "tekst": "Peren kunnen wel.", **change}
    (folder.root / "advice" / "peren.yaml").write_text(yaml.safe_dump(door, allow_unicode=True), encoding="utf-8")


def _road(folder: Folder) -> Road:
    (found,) = [road for road in advised(case(), folder.root).roads if road.door.id == "peren"]
    return found


def test_of_several_letters_a_door_names_the_first_whose_condition_holds(folder: Folder) -> None:
    _door(folder, wel=[{"brief": "nooit", "als": "toezicht"}, {"brief": "kersenklacht"}, {"brief": "appelverzoek"}])
    assert _road(folder).instead == "kersenklacht"


def test_a_door_may_name_no_letter(folder: Folder) -> None:
    _door(folder, wel=[{"brief": "nooit", "als": "toezicht"}])
    assert _road(folder).instead is None


def test_a_door_uses_the_names_for_conditions_and_each_may_use_those_before_it(folder: Folder) -> None:
    _door(folder, als="kersen", tekst="{% if gevraagd %}Peren  kunnen wel.{% endif %}")
    assert _road(folder).text == "Peren kunnen wel."
    _door(folder, als="not kersen")
    assert [road.door.id for road in advised(case(), folder.root).roads] == ["kersen-dicht"]


def test_a_name_that_cannot_be_worked_out_is_at_fault(folder: Folder) -> None:
    path = folder.root / "begrippen.yaml"
    path.write_text("begrippen: {rijp: peer.rijp}\n", encoding="utf-8")
    with pytest.raises(ContentError, match="peer"):
        advised(case(), folder.root)


def test_a_letter_that_must_not_go_out_now_almost_fits_and_says_why(folder: Folder) -> None:
    folder.entry(
        nakijken=[
            {"id": "te-vroeg", "als": "verzoek", "ernst": "fout", "wat": "Het is te vroeg.", "herstel": "Wacht."},
            {"id": "let-op", "als": "verzoek", "ernst": "waarschuwing", "wat": "Kijk uit.", "herstel": "Let op."},
        ]
    )
    advice = advised(case(), folder.root)
    assert advice.fits == ()
    (found,) = advice.almost
    assert (found.missing, [reason.what for reason in found.not_yet]) == ((), ["Het is te vroeg."])
