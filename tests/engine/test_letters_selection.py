"""Which letter fits, why or why not, to whom it goes, and what it still lacks."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefgen.errors import ContentError
from briefgen.facts.model import CaseFacts
from briefgen.law.deadlines import Deadlines
from briefgen.letters.catalogue import Catalogue, Condition, LetterSpec, Need
from briefgen.letters.selection import Verdict, find_recipient, judge, shortcomings
from briefgen.letters.templating import Templates

FIXTURES = Path(__file__).parents[1] / "fixtures"
TEMPLATES = FIXTURES / "templates"
DAY = date(2026, 11, 21)
APPLES = Catalogue(TEMPLATES).spec("appelverzoek")
CHERRIES = Catalogue(TEMPLATES).spec("kersenklacht")
TOOLS: dict[str, Any] = {"templates": Templates(TEMPLATES), "deadlines": Deadlines(FIXTURES / "law")}

AGENCY = {
    "naam": "Stichting De Boomgaard",
    "soort": "gecertificeerde instelling",
    "adres": "Postbus 3",
    "postcode": "1234 EF",
    "plaats": "Voorbeelddorp",
}
TOWN = {
    "naam": "Voorbeeldstad",
    "soort": "gemeente",
    "adres": "Plein 1",
    "postcode": "1234 AB",
    "plaats": "Voorbeeldstad",
}
REPRESENTATIVE = {
    "naam": "mr. J. Jansen",
    "hoedanigheid": "advocaat",
    "adres": "Laan 2",
    "postcode": "1234 AB",
    "plaats": "Voorbeeldstad",
}


def case(**change: object) -> CaseFacts:
    """The fixture case, which lacks nothing, with some of its parts replaced; None takes a part away."""
    data: dict[str, object] = yaml.safe_load((TEMPLATES / "cases" / "appelverzoek.yaml").read_text(encoding="utf-8"))
    return CaseFacts.model_validate({key: value for key, value in {**data, **change}.items() if value is not None})


def child(**change: object) -> dict[str, object]:
    return {"naam": "Noa", "geboortedatum": "2018-03-05", "gezag": "afzender", "woonplaats": "Voorbeeldstad", **change}


def judged(facts: CaseFacts, spec: LetterSpec = APPLES) -> Verdict:
    return judge(spec, facts, DAY, **TOOLS)


def lacking(facts: CaseFacts, spec: LetterSpec = APPLES) -> list[str]:
    return [str(error) for error in shortcomings(judged(facts, spec), facts, DAY, **TOOLS)]


# --- fitting


def test_a_letter_that_fits_says_why() -> None:
    verdict = judged(case())
    assert verdict.fits
    assert verdict.reasons == ("U vraagt om appels.", "De brief gaat naar een gaard.", "De afzender heeft het gezag.")
    assert verdict.instead is None
    assert verdict.recipient is not None
    assert verdict.recipient.name == "Stichting De Gaard"


@pytest.mark.parametrize(
    ("change", "reason", "instead"),
    [
        ({"verzoek": None}, "U vraagt niet om appels.", None),
        ({"verzoek": {"soort": "toezicht"}}, "U vraagt niet om appels.", None),
        ({"geadresseerde": None}, "Deze brief is alleen voor een gaard.", "kersenklacht"),
        ({"geadresseerde": TOWN}, "Deze brief is alleen voor een gaard.", "kersenklacht"),
        ({"kinderen": [child(gezag="voogd")]}, "Zonder gezag kunt u niet om appels vragen.", None),
        # the first thing in the way is told, not the last
        ({"verzoek": None, "geadresseerde": None}, "U vraagt niet om appels.", None),
        (
            {"geadresseerde": None, "kinderen": [child(gezag="voogd")]},
            "Deze brief is alleen voor een gaard.",
            "kersenklacht",
        ),
    ],
)
def test_a_letter_that_does_not_fit_says_the_first_reason(
    change: dict[str, object], reason: str, instead: str | None
) -> None:
    verdict = judged(case(**change))
    assert (verdict.fits, verdict.reasons, verdict.instead) == (False, (reason,), instead)


def test_a_condition_may_count_a_term() -> None:
    late = Condition(
        when="termijn('twee-weken-eigen', kenmerk.uw_brief_van).te_laat_vanaf <= datum",
        because="Te laat.",
        otherwise="Op tijd.",
    )
    spec = APPLES.model_copy(update={"conditions": (late,)})
    on_time, too_late = ({"uw_brief_van": day} for day in ("2026-11-12", "2026-11-02"))
    assert judged(case(kenmerk=on_time), spec).reasons == ("Op tijd.",)
    assert judged(case(kenmerk=too_late), spec).reasons == ("Te laat.",)


@pytest.mark.parametrize("expression", ["verzoekje", "verzoek.srt == 'x'", "verzoek =="])
def test_a_condition_at_fault_names_the_letter(expression: str) -> None:
    wrong = APPLES.conditions[0].model_copy(update={"when": expression})
    with pytest.raises(ContentError) as caught:
        judged(case(), APPLES.model_copy(update={"conditions": (wrong,)}))
    assert caught.value.where.startswith("appelverzoek/letter.yaml")
    assert expression in str(caught.value.what)


def test_a_condition_over_an_empty_fact_is_the_letters_fault() -> None:
    """ "leeftijd >= 12" of a sender whose birth date is not filled in."""
    wrong = APPLES.conditions[0].model_copy(update={"when": "afzender.leeftijd >= 12"})
    with pytest.raises(ContentError, match="leeftijd"):
        judged(case(), APPLES.model_copy(update={"conditions": (wrong,)}))


# --- the recipient


def recipient(facts: CaseFacts, spec: LetterSpec = APPLES) -> str | None:
    body = find_recipient(spec, facts)
    return None if body is None else body.name


def measure(**change: object) -> dict[str, object]:
    return {"soort": "ondertoezichtstelling", **change}


def test_the_addressee_comes_first() -> None:
    assert recipient(case(maatregel=measure(instelling=AGENCY))) == "Stichting De Gaard"


def test_without_an_addressee_the_next_source_counts() -> None:
    facts = case(geadresseerde=None, maatregel=measure(instelling=AGENCY))
    assert recipient(facts) == "Stichting De Boomgaard"
    verdict = judged(facts)
    assert verdict.fits
    assert verdict.recipient is not None
    assert verdict.recipient.town == "Voorbeelddorp"


def test_an_addressee_of_another_kind_is_passed_over() -> None:
    assert recipient(case(geadresseerde=TOWN, maatregel=measure(instelling=AGENCY))) == "Stichting De Boomgaard"
    assert recipient(case(geadresseerde=TOWN), CHERRIES) == "Voorbeeldstad"


@pytest.mark.parametrize(
    "change",
    [
        {"geadresseerde": None},
        {"geadresseerde": TOWN},
        {"geadresseerde": {"naam": "Zonder soort"}},
        {"geadresseerde": None, "maatregel": measure()},
        {"geadresseerde": None, "maatregel": measure(instelling={**AGENCY, "soort": "school"})},
    ],
)
def test_no_body_of_a_fitting_kind_is_no_recipient(change: dict[str, object]) -> None:
    assert recipient(case(**change)) is None


# --- what is lacking


def test_the_fixture_case_lacks_nothing() -> None:
    assert lacking(case()) == []


def test_a_missing_fact_is_asked_for_with_its_question_and_example() -> None:
    (told,) = lacking(case(verzoek={"soort": "jeugddossier"}))
    assert told.startswith("verzoek › onderwerp: ")
    assert "Over welk onderwerp gaat het verzoek?" in told
    assert "contact bij uithuisplaatsing" in told


def test_every_missing_fact_is_told_at_once() -> None:
    found = lacking(case(verzoek={"soort": "jeugddossier"}, kinderen=[child(), child(woonplaats=None)]))
    assert [told.split(": ")[0] for told in found] == ["verzoek › onderwerp", "kinderen 2 › woonplaats"]


def test_a_conditional_need_is_asked_only_then() -> None:
    needs = (Need(path="kenmerk.uw", when="gemachtigde"),)
    spec = APPLES.model_copy(update={"needs": needs})
    facts = case(kenmerk=None)
    assert lacking(facts, spec) == []
    acting = case(
        kenmerk=None, gemachtigde=REPRESENTATIVE, bijlagen=[{"omschrijving": "volmacht", "soort": "machtiging"}]
    )
    (told,) = lacking(acting, spec)
    assert told.startswith("kenmerk: ")


def test_a_need_under_a_condition_at_fault_names_the_letter() -> None:
    spec = APPLES.model_copy(update={"needs": (Need(path="verzoek.onderwerp", when="verzoekje"),)})
    with pytest.raises(ContentError, match="verzoekje"):
        lacking(case(), spec)


def test_a_required_enclosure_is_asked_for_with_its_reason() -> None:
    (told,) = lacking(case(gemachtigde=REPRESENTATIVE))
    assert told.startswith("bijlagen: ")
    assert "'machtiging'" in told
    assert "Zonder machtiging geeft niemand appels." in told
    assert (
        lacking(case(gemachtigde=REPRESENTATIVE, bijlagen=[{"omschrijving": "volmacht", "soort": "machtiging"}])) == []
    )


def test_without_a_recipient_the_kinds_are_named() -> None:
    (told,) = lacking(case(geadresseerde=None))
    assert told.startswith("geadresseerde: ")
    assert "jeugdhulpaanbieder, gecertificeerde instelling" in told


@pytest.mark.parametrize("key", ["naam", "adres", "postcode", "plaats"])
def test_a_recipient_without_a_full_address_is_told(key: str) -> None:
    body = {"id": "GI-7", **AGENCY, key: None}
    (told,) = lacking(case(geadresseerde=body))
    assert told.startswith("geadresseerde: ")
    assert ("GI-7" if key == "naam" else "Stichting De Boomgaard") in told


def test_looking_changes_no_facts() -> None:
    facts = case()
    assert judged(facts) == judged(case())
    assert facts == case()
