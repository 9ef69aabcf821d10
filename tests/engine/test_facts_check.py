"""Facts that are each well written but cannot all be true, or not on the day of the letter."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefgen.errors import FactsErrors
from briefgen.facts.check import MAY_BE_LATER, NOT_LATER, check, check_file
from briefgen.facts.fields import Kind, chain, every_path
from briefgen.facts.load import build, load, parse

CASES = Path(__file__).parent.parent / "fixtures" / "cases"
ON = date(2026, 11, 21)
CASE: dict[str, Any] = {
    "afzender": {
        "naam": "Sanne de Vries", "rol": "ouder", "geboortedatum": "1988-04-12",
        "adres": "Voorbeeldstraat 1", "postcode": "1234 AB", "plaats": "Voorbeeldstad",
    },
    "kinderen": [{"naam": "Noa", "geboortedatum": "2018-03-05"}],
    "maatregel": {
        "soort": "ondertoezichtstelling", "begin": "2026-06-01", "eind": "2027-05-31", "beschikking": "2026-06-03",
        "uithuisplaatsing": {
            "machtiging_van": "2026-06-01", "machtiging_tot": "2027-05-31",
            "wens": {"wat": "bekorten", "veranderd": [{"wat": "x"}]},
        },
    },
    "contact": {
        "beperking": "x", "vorm": "brief", "sinds": "2026-11-23", "tot": "2027-02-01", "datum_brief": "2026-11-11",
        "verzonden": "2026-11-12", "ontvangen": "2026-11-14",
        "eigen_kijk": [{"datum": "2026-09-07", "wat": "x", "bijlage": 1}], "eerder_gevraagd": [{"wat": "x"}],
        "eerdere_regeling": {
            "datum": "2025-11-03", "rechtbank": "x", "inhoud": "x", "onherroepelijk": "2026-02-04",
            "niet_nagekomen": [{"wat": "x"}],
        },
        "veranderd": [{"wat": "x"}], "onjuiste_gegevens": [{"wat": "x"}], "zorgen": [{"zorg": "x"}],
        "intrekking": {"ontvangen": "2026-11-02", "beslist": "2026-11-13"},
    },
    "klacht": {
        "gebeurtenissen": [{"datum": "2026-09-07", "wat": "x"}, {"datum": "2026-10-01", "wat": "y"}],
        "eerder": {"bij": "x", "ingediend": "2026-08-03", "ontvangen": "2026-08-04", "antwoord": "2026-09-14"},
    },
    "vervolg": {
        "soort": "woo-verzoek", "onderwerp": "x", "stand": "uitgesteld", "verzonden": "2026-10-05",
        "ontvangen": "2026-10-06", "antwoord_van": "2026-11-02", "bekendgemaakt": "2026-11-03",
        "uitstel": {"meegedeeld": "2026-11-02", "tot": "2026-12-15"}, "herinnerd": "2026-11-09",
        "ingebreke_ontvangen": "2026-11-16",
    },
    "verzoek": {"soort": "jeugddossier", "periode": {"van": "2025-01-01", "tot": "2026-10-31"}},
    "toezicht": {"signalen": ["x"], "periode": {"van": "2025-01-01"}},
    "kenmerk": {"uw_brief_van": "2026-11-11"},
    "bijlagen": [{"omschrijving": "brief"}],
}  # fmt: skip


def changed(changes: dict[str, Any]) -> dict[str, Any]:
    """The case with other values at dotted paths ("kinderen.0.naam"); None takes a value away."""
    data = deepcopy(CASE)
    for dotted, value in changes.items():
        *parents, last = [int(step) if step.isdigit() else step for step in dotted.split(".")]
        spot: Any = data
        for step in parents:
            spot = spot[step]
        if isinstance(last, int) and last == len(spot):
            spot.append(value)
        else:
            spot[last] = value
    return data


def found(changes: dict[str, Any], on: date = ON) -> list[str]:
    return [str(error) for error in check(build(changed(changes), name="", unprintable=lambda _: ()), on)]


def test_a_sound_case_passes() -> None:
    assert found({}) == []


@pytest.mark.parametrize("path", sorted(CASES.iterdir()), ids=lambda path: path.name)
def test_every_fixture_passes(path: Path) -> None:
    check_file(load(path, unprintable=lambda _: ()), ON)


REPRESENTATIVE = {"naam": "x", "adres": "x", "postcode": "1234 AB", "plaats": "x"}


@pytest.mark.parametrize(
    ("changes", "where", "said"),
    [
        ({"kinderen.0.geboortedatum": "2008-11-21"}, "kinderen 1 › geboortedatum", "al 18 jaar of ouder"),
        ({"kinderen.0.geboortedatum": "1826-01-01", "afzender.geboortedatum": None},
         "kinderen 1 › geboortedatum", "120"),
        ({"afzender.geboortedatum": "1826-01-01"}, "afzender › geboortedatum", "ouder dan 120 jaar"),
        ({"afzender.geboortedatum": "2019-01-01"}, "kinderen 1 › geboortedatum", "eerder geboren dan de afzender"),
        ({"afzender.geboortedatum": "2018-03-05", "afzender.rol": "verzorger"}, "kinderen 1 › geboortedatum", "eerder"),
        ({"afzender.rol": "jeugdige", "afzender.naam": "NOA"}, "kinderen 1 › geboortedatum", "als afzender een andere"),
        ({"afzender.rol": "organisatie"}, "organisatie", "de organisatie is niet beschreven"),
        ({"gemachtigde": {**REPRESENTATIVE, "hoedanigheid": "familielid"}}, "bijlagen", "geen machtiging mee"),
        ({"kinderen.0.kan_eigen_belang_wegen": "nee"}, "kinderen 1 › onderbouwing_niet_wegen", "maar niet waarom"),
        ({"kinderen.0.onderbouwing_niet_wegen": "x"},
         "kinderen 1 › onderbouwing_niet_wegen", "maar niet dat dit zo is"),
        ({"kinderen.1": {"naam": " noa", "geboortedatum": "5-3-2018"}}, "kinderen 2", "staat er twee keer"),
        ({"maatregel.eind": "2026-05-31", "maatregel.uithuisplaatsing": None},
         "maatregel › eind", "ligt voor het begin"),
        ({"maatregel.eind": "2026-11-20", "maatregel.uithuisplaatsing": None}, "maatregel › eind", "geen grond meer"),
        ({"maatregel.uithuisplaatsing.machtiging_tot": "2026-11-20"}, "maatregel › uithuisplaatsing › machtiging_tot",
         "liep tot 20\u00a0november\u00a02026"),
        ({"maatregel.uithuisplaatsing.machtiging_tot": "2026-05-01"}, "maatregel › uithuisplaatsing › machtiging_tot",
         "ligt voor het begin"),
        ({"maatregel.uithuisplaatsing.machtiging_van": "2026-05-31"}, "maatregel › uithuisplaatsing › machtiging_van",
         "buiten de maatregel"),
        ({"maatregel.uithuisplaatsing.machtiging_tot": "2027-06-02"}, "maatregel › uithuisplaatsing › machtiging_tot",
         "buiten de maatregel"),
        ({"maatregel.uithuisplaatsing.vrijwillig": "ja"},
         "maatregel › uithuisplaatsing › vrijwillig", "ook een machtiging"),
        ({"contact.ontvangen": "2026-11-11"}, "contact › ontvangen", "ontvangen voordat zij is verzonden"),
        ({"contact.datum_brief": "2026-11-13"}, "contact › datum_brief", "na de dag van verzenden of ontvangen"),
        ({"contact.datum_brief": "2026-11-15", "contact.verzonden": None}, "contact › datum_brief", "na de dag van"),
        ({"contact.tot": "2026-11-22"}, "contact › tot", "ligt voor het begin"),
        ({"contact.eigen_kijk.0.datum": "2016-09-07"}, "contact › eigen_kijk 1 › datum", "lang voor de geboorte"),
        ({"contact.eerder_gevraagd.0.datum": "2016-09-07"},
         "contact › eerder_gevraagd 1 › datum", "lang voor de geboorte"),
        ({"klacht.gebeurtenissen.1.datum": "1026-09-07"}, "klacht › gebeurtenissen 2 › datum", "lang voor de geboorte"),
        ({"verzoek.periode.tot": "2024-01-01"}, "verzoek › periode › tot", "ligt voor het begin"),
        ({"toezicht.periode.tot": "2024-01-01"}, "toezicht › periode › tot", "ligt voor het begin"),
        ({"contact.veranderd.0.datum": "2016-09-07"}, "contact › veranderd 1 › datum", "lang voor de geboorte"),
        ({"vervolg.ontvangen": "2026-10-04"}, "vervolg › ontvangen", "ligt voor het begin"),
        ({"vervolg.herinnerd": "2026-10-04"}, "vervolg › herinnerd", "ligt voor het begin"),
        ({"klacht.eerder.antwoord": "2026-08-02"}, "klacht › eerder › antwoord", "ligt voor het begin"),
        ({"contact.intrekking.beslist": "2026-11-01"}, "contact › intrekking › beslist", "ligt voor het begin"),
        ({"contact.zorgen.0.bijlage": 2}, "contact › zorgen 1 › bijlage", "Bijlage 2 bestaat niet"),
        ({"verzoek.correcties": [{"waar": "x", "staat_er": "x", "klopt_wel": "y", "bijlage": 2}]},
         "verzoek › correcties 1 › bijlage", "Bijlage 2 bestaat niet"),
        ({"contact.eigen_kijk.0.bijlage": 2}, "contact › eigen_kijk 1 › bijlage", "Bijlage 2 bestaat niet; er zijn 1"),
        ({"contact.eerder_gevraagd.0.bijlage": 2}, "contact › eerder_gevraagd 1 › bijlage", "Bijlage 2 bestaat niet"),
        ({"klacht.gebeurtenissen.0.bijlage": 3}, "klacht › gebeurtenissen 1 › bijlage", "Bijlage 3 bestaat niet"),
    ],
)  # fmt: skip
def test_what_cannot_be_true_is_named_once(changes: dict[str, Any], where: str, said: str) -> None:
    errors = found(changes)
    assert len(errors) == 1, errors
    assert errors[0].startswith(f"{where}: ")
    assert said in errors[0]


@pytest.mark.parametrize(
    "changes",
    [
        {"kinderen.0.geboortedatum": "2008-11-22"},  # eighteen tomorrow
        {"afzender.rol": "jeugdige", "afzender.naam": "Noa", "afzender.geboortedatum": "2007-01-01",
         "kinderen.0.geboortedatum": "2007-01-01"},  # who is of age writes for themselves
        {"afzender.rol": "belangenbehartiger", "afzender.geboortedatum": "2019-01-01"},
        {"gemachtigde": {**REPRESENTATIVE, "hoedanigheid": "advocaat"}},
        {"gemachtigde": {**REPRESENTATIVE, "hoedanigheid": "anders"},
         "bijlagen.1": {"omschrijving": "x", "soort": "machtiging"}},
        {"afzender.rol": "organisatie", "organisatie": {"naam": "x", "doel": "y"}},
        {"kinderen.0.kan_eigen_belang_wegen": "nee", "kinderen.0.onderbouwing_niet_wegen": "x"},
        {"kinderen.1": {"naam": "Daan", "geboortedatum": "2018-03-05"}},
        {"kinderen.1": {"naam": "Noa", "geboortedatum": "2019-03-05"}},
        {"maatregel.soort": "geen", "maatregel.eind": "2026-11-01", "maatregel.uithuisplaatsing": None},
        {"maatregel.eind": "2026-11-21", "maatregel.uithuisplaatsing": None},  # its last day
        {"maatregel.beschikking": "2026-07-01"},
        {"maatregel.uithuisplaatsing.machtiging_van": "2026-12-01"},
        {"maatregel.uithuisplaatsing.machtiging_tot": "2027-06-01"},  # "tot", where the measure has "tot en met"
        {"contact.ontvangen": "2026-11-12", "contact.datum_brief": "2026-11-12"},
        {"klacht.gebeurtenissen.0.datum": "2017-10-01"},  # a report during the pregnancy
        {"kinderen": [], "klacht.gebeurtenissen.0.datum": "1999-10-01"},
        {"contact": None, "maatregel": None, "klacht": None, "verzoek": None, "toezicht": None},
    ],
)  # fmt: skip
def test_what_can_be_true_passes(changes: dict[str, Any]) -> None:
    assert found(changes) == []


@pytest.mark.parametrize("dotted", NOT_LATER)
def test_what_happened_did_not_happen_after_the_letter(dotted: str) -> None:
    steps, path = dotted.split("."), ""
    for number, step in enumerate(steps, start=1):
        path = f"{path}.{step}" if path else step
        if number < len(steps) and chain(".".join(steps[:number]))[-1].many:
            path += ".0"
    spot = path
    told = "Deze datum (22\u00a0november\u00a02026) ligt na de datum van de brief (21\u00a0november\u00a02026)."
    assert any(told in line for line in found({spot: "2026-11-22"}))
    assert not any("ligt na de datum van de brief" in line for line in found({spot: "2026-11-21"}))


def test_every_date_of_the_model_has_been_thought_about() -> None:
    days = {path for path in every_path() if chain(path)[-1].kind is Kind.DAY}
    assert set(NOT_LATER) | set(MAY_BE_LATER) == days
    assert not set(NOT_LATER) & set(MAY_BE_LATER)


def test_errors_come_in_the_order_of_the_model() -> None:
    errors = found(
        {"contact.tot": "2026-01-01", "kinderen.0.geboortedatum": "2030-01-01", "afzender.rol": "organisatie"}
    )
    assert [line.split(": ")[0] for line in errors] == ["organisatie", "kinderen 1 › geboortedatum", "contact › tot"]


def test_a_file_is_checked_with_its_lines() -> None:
    text = (CASES / "omgang.yaml").read_text(encoding="utf-8")
    text = text.replace("ontvangen: 2026-11-14", "ontvangen: 2026-11-10").replace("2018-03-05", "2030-03-05")
    text += "gemachtigde: {naam: x, hoedanigheid: anders, adres: x, postcode: 1234 AB, plaats: x}\n"
    case = parse(text.replace("05-03-2018", "05-03-2028"), name="zaak.yaml", unprintable=lambda _: ())
    with pytest.raises(FactsErrors) as caught:
        check_file(case, ON)
    places = [error.where for error in caught.value.errors]
    assert places[0] == "zaak.yaml:19, kinderen 2 › geboortedatum"
    assert "zaak.yaml:49, contact › ontvangen" in places
    assert places[-1].startswith("zaak.yaml:")
    assert places == sorted(places, key=lambda place: int(place.split(":")[1].split(",")[0]))
