"""The facts as templates see them: Dutch names, what follows from them, and nothing that can be changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefgen.facts.kinds import Custody, EnclosureKind
from briefgen.facts.model import CaseFacts
from briefgen.facts.people import Addressee
from briefgen.letters.views import names

CASE = Path(__file__).parents[1] / "fixtures" / "templates" / "cases" / "appelverzoek.yaml"
DAY = date(2026, 11, 21)
BODY = Addressee.model_validate({"naam": "Stichting De Gaard", "postcode": "1234 CD"})


def facts(**change: object) -> CaseFacts:
    data: dict[str, object] = yaml.safe_load(CASE.read_text(encoding="utf-8"))
    return CaseFacts.model_validate({**data, **change})


def seen(on: date = DAY, recipient: Addressee | None = BODY, **change: object) -> Mapping[str, Any]:
    return names(facts(**change), recipient, on)


def child(**change: object) -> dict[str, object]:
    return {"naam": "Noa de Vries", "geboortedatum": "2018-03-05", **change}


def test_everything_has_its_dutch_name() -> None:
    found = seen()
    assert found["afzender"].naam == "Sanne de Vries"
    assert found["kinderen"][0].geboortedatum == date(2018, 3, 5)
    assert found["verzoek"].documenten == ("de rode", "de groene")
    assert found["kenmerk"].uw_brief_van == date(2026, 11, 12)
    assert found["bijlagen"][0].omschrijving == "kopie van de mand"
    assert found["bepalingenlijst"] is True
    assert found["ontvanger"].naam == "Stichting De Gaard"
    assert found["datum"] == DAY


def test_every_key_of_the_model_is_a_name() -> None:
    keys = {info.alias for info in CaseFacts.model_fields.values()}
    assert keys <= set(seen())


def test_no_english_name_is_seen() -> None:
    found = seen()
    assert not {"sender", "children", "request"} & set(found)
    assert not hasattr(found["afzender"], "name")


def test_what_is_not_filled_is_there_and_empty() -> None:
    found = seen()
    assert found["maatregel"] is None
    assert found["afzender"].telefoon is None
    assert found["verzoek"].vorm is None


# --- what follows from the facts


@pytest.mark.parametrize(("on", "age"), [(date(2026, 3, 4), 7), (date(2026, 3, 5), 8), (date(2030, 3, 5), 12)])
def test_a_childs_age_is_that_on_the_letters_date(on: date, age: int) -> None:
    assert seen(on)["kinderen"][0].leeftijd == age


def test_the_senders_age_is_known_when_the_birth_date_is() -> None:
    sender = yaml.safe_load(CASE.read_text(encoding="utf-8"))["afzender"]
    assert seen()["afzender"].leeftijd is None
    assert seen(afzender={**sender, "geboortedatum": "2010-11-22"})["afzender"].leeftijd == 15


@pytest.mark.parametrize(
    ("custody", "with_sender"),
    [
        (Custody.SENDER, True),
        (Custody.JOINT, True),
        (Custody.OTHER_PARENT, False),
        (Custody.GUARDIAN, False),
        (Custody.SUSPENDED, False),
        (Custody.UNKNOWN, False),
    ],
)
def test_whether_the_sender_has_gezag(custody: Custody, with_sender: bool) -> None:  # noqa: FBT001
    assert seen(kinderen=[child(gezag=custody.value)])["kinderen"][0].gezag_bij_afzender is with_sender


def test_every_kind_of_gezag_is_decided_here() -> None:
    assert len(Custody) == 6, "say in the test above whether the new kind gives the sender gezag"


@pytest.mark.parametrize(
    ("children", "name"), [([], None), ([child()], "Noa de Vries"), ([child(), child(naam="Sem")], None)]
)
def test_kind_is_the_child_when_there_is_exactly_one(children: list[object], name: str | None) -> None:
    found = seen(kinderen=children)
    assert (found["kind"].naam if found["kind"] else None) == name
    assert len(found["kinderen"]) == len(children)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("J. de Vries", "J.\u00a0de Vries"),
        ("A.B.Th. Voorbeeld", "A.B.Th.\u00a0Voorbeeld"),
        ("mr. S. Voorbeeld", "mr.\u00a0S.\u00a0Voorbeeld"),
        ("Sanne de Vries", "Sanne de Vries"),
        ("Stichting St. Joris", "Stichting St.\u00a0Joris"),
    ],
)
def test_initials_stay_with_the_name(typed: str, shown: str) -> None:
    body = BODY.model_copy(update={"name": typed})
    assert seen(recipient=body)["ontvanger"].naam == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Postbus 12", "Postbus\u00a012"),
        ("POSTBUS 12, kamer 3", "POSTBUS\u00a012, kamer 3"),
        ("Postbuslaan 12", "Postbuslaan 12"),
    ],
)
def test_the_number_of_a_postbus_stays_with_it(typed: str, shown: str) -> None:
    body = BODY.model_copy(update={"address": typed})
    assert seen(recipient=body)["ontvanger"].adres == shown


def test_a_postcode_stays_on_one_line_wherever_it_stands() -> None:
    found = seen()
    assert found["afzender"].postcode == "1234\u00a0AB"
    assert found["ontvanger"].postcode == "1234\u00a0CD"
    assert found["geadresseerde"].postcode == "1234\u00a0CD"


@pytest.mark.parametrize(
    ("kind", "written", "name"),
    [
        ("gemeente", "Gemeente Voorbeeldstad", "Voorbeeldstad"),
        ("gemeente", "gemeente 's-Voorbeelddam", "'s-Voorbeelddam"),
        ("gemeente", "Voorbeeldstad", "Voorbeeldstad"),
        ("gemeente", "Gemeentedam", "Gemeentedam"),
        ("jeugdhulpaanbieder", "Gemeente Voorbeeldstad Jeugd", "Gemeente Voorbeeldstad Jeugd"),
    ],
)
def test_a_municipality_is_called_by_its_name_alone(kind: str, written: str, name: str) -> None:
    body = Addressee.model_validate({"naam": written, "soort": kind})
    assert seen(recipient=body)["ontvanger"].naam == name
    assert seen(geadresseerde={"naam": written, "soort": kind})["geadresseerde"].naam == name


def test_a_body_without_a_name_has_none() -> None:
    assert seen(recipient=Addressee.model_validate({"soort": "gemeente"}))["ontvanger"].naam is None


def test_a_recipient_may_be_unknown() -> None:
    assert seen(recipient=None)["ontvanger"] is None


def test_enclosures_are_found_by_kind_at_their_first_number() -> None:
    enclosures = [
        {"omschrijving": "een"},
        {"omschrijving": "twee", "soort": "machtiging"},
        {"omschrijving": "drie", "soort": "beslissing"},
        {"omschrijving": "vier", "soort": "machtiging"},
    ]
    numbers = seen(bijlagen=enclosures)["bijlage_van"]
    assert (numbers["overig"], numbers["machtiging"], numbers["beslissing"], numbers["plan"]) == (1, 2, 3, None)
    assert set(numbers) == {kind.value for kind in EnclosureKind}


# --- nothing can be changed


def test_a_view_cannot_be_changed() -> None:
    found = seen()
    with pytest.raises(AttributeError):
        found["afzender"].naam = "Iemand Anders"
    with pytest.raises(AttributeError):
        found["afzender"].nieuw = "x"
    with pytest.raises(AttributeError):
        del found["afzender"].naam
    assert found["afzender"].naam == "Sanne de Vries"


def test_lists_are_tuples() -> None:
    found = seen()
    assert isinstance(found["kinderen"], tuple)
    assert isinstance(found["verzoek"].documenten, tuple)


def test_looking_changes_no_facts() -> None:
    case = facts()
    names(case, BODY, DAY)
    assert case == facts()
    assert names(case, BODY, DAY).keys() == names(case, None, DAY).keys()
