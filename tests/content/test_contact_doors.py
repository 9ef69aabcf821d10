"""The letters about contact: each closed door says which one is open, and each look before sending sees its case."""

from __future__ import annotations

from typing import Any

import pytest
from changed import Change, found_before_sending, judged
from shipped import DAY, workshop

from briefgen.letters.selection import shortcomings

EASE, CHANGE, ASK_AGENCY = "intrekking-gewijzigde-omstandigheden", "verzoekschrift-265g", "verzoek-gi-265g"
PLAN, KEEP, CONDITIONS = "contactplan-ouder-zonder-gezag", "naleving-omgangsregeling", "voorwaarden-contactherstel"
PLACEMENT, LAWYER = "beeindiging-of-wijziging-uhp", "advocaat-dossier"
DECISION, PETITION = "contact-besluit-vragen", "verzoekschrift-aanwijzing"


def _contact(**facts: object) -> Change:
    return lambda data: data["contact"].update(facts)


def _order(**facts: object) -> Change:
    return lambda data: data["contact"]["eerdere_regeling"].update(facts)


def _measure(**facts: object) -> Change:
    return lambda data: data["maatregel"].update(facts)


def _placement(**facts: object) -> Change:
    return lambda data: data["maatregel"]["uithuisplaatsing"].update(facts)


def _child(**facts: object) -> Change:
    return lambda data: data["kinderen"][0].update(facts)


def _sender(**facts: object) -> Change:
    return lambda data: data["afzender"].update(facts)


def _without(section: str, key: str) -> Change:
    return lambda data: data[section].pop(key)


def _as_it_is(_: dict[str, Any]) -> None:
    """No change: the case itself is the one."""


def _both(*changes: Change) -> Change:
    return lambda data: [change(data) for change in changes]


BY_COURT = _contact(vorm="beschikking van de rechter")
DENIED = {"datum": "2025-11-03", "rechtbank": "de rechtbank Voorbeeldland", "inhoud": "geen omgang"}

DOORS: list[tuple[str, Change, str, str | None]] = [
    (EASE, BY_COURT, "rechter heeft zelf", CHANGE),
    (EASE, _contact(door="andere ouder"), "andere ouder", PLAN),
    (EASE, _contact(door="pleegouder of verblijfplek"), "nog geen beslissing", DECISION),
    (EASE, _contact(vorm="mondeling"), "nog geen beslissing", DECISION),
    (EASE, _measure(soort="voogdij"), "onder toezicht", PLAN),
    (EASE, _child(gezag="andere ouder"), "geen gezag", PLAN),
    (EASE, _contact(intrekking={"ontvangen": "2026-11-02"}), "al gevraagd", PETITION),
    (EASE, _contact(intrekking={"ontvangen": "2026-10-26", "beslist": "2026-11-12"}), "al gevraagd", PETITION),
    (
        EASE,
        _contact(intrekking={"ontvangen": "2026-10-26", "beslist": "2026-11-12", "toegewezen": "ja"}),
        "deed al wat u vroeg",
        None,
    ),
    (EASE, _contact(eerdere_regeling={**DENIED, "datum": "2026-09-01"}), "nadat de instelling had beslist", LAWYER),
    (f"{EASE}--jeugdige", _contact(aan_kind_gericht="nee"), "aan het kind is gericht", None),
    (f"{EASE}--jeugdige", _sender(geboortedatum="2016-06-14"), "vanaf 12 jaar", None),
    (CHANGE, _without("contact", "eerdere_regeling"), "geen regeling van de rechter", ASK_AGENCY),
    (CHANGE, _order(soort="omgangsregeling"), "is een advocaat nodig", LAWYER),
    (CHANGE, _measure(soort="geen"), "zolang de ondertoezichtstelling loopt", LAWYER),
    (CHANGE, _child(gezag="onbekend"), "gezagsregister", LAWYER),
    (CHANGE, _sender(rol="inwoner", relatie="oma"), "voor een ouder", LAWYER),
    (ASK_AGENCY, _measure(soort="voogdij"), "zolang een ondertoezichtstelling loopt", LAWYER),
    (
        ASK_AGENCY,
        _contact(eerdere_regeling={**DENIED, "soort": "regeling tijdens de ondertoezichtstelling"}),
        "kunt u zelf wijziging vragen",
        CHANGE,
    ),
    (ASK_AGENCY, _contact(eerdere_regeling={**DENIED, "soort": "ontzegging van omgang"}), "ontzegd", LAWYER),
    (ASK_AGENCY, _sender(rol="inwoner", relatie="oma"), "voor een ouder", PLAN),
    (PLAN, _child(gezag="gezamenlijk"), "U hebt gezag", DECISION),
    (PLAN, _child(gezag="geschorst"), "gezag is geschorst", LAWYER),
    (PLAN, BY_COURT, "rechter heeft al", KEEP),
    (PLAN, _contact(eerdere_regeling={**DENIED, "soort": "ontzegging van omgang"}), "ontzegd", LAWYER),
    (PLAN, _measure(soort="geen"), "beslist alleen mee", None),
    (f"{PLAN}--andere-ouder-gemachtigde", _child(gezag="voogd"), "niet het gezag", None),
    (f"{PLAN}--oma-voogd", _child(gezag="andere ouder"), "heeft een ander het gezag", None),
    (KEEP, _without("contact", "eerdere_regeling"), "geen regeling van de rechter", DECISION),
    (KEEP, _order(soort="ontzegging van omgang"), "ontzegd", LAWYER),
    (f"{KEEP}--gezag-gemachtigde-kinderen", _without("contact", "wens"), "eerst naar de kinderrechter", PETITION),
    (CONDITIONS, _measure(soort="geen"), "advocaat", LAWYER),
    (CONDITIONS, _sender(rol="inwoner", relatie="oma"), "voor een ouder", PLAN),
    (CONDITIONS, _child(gezag="geschorst"), "gezag is geschorst", LAWYER),
    (PLACEMENT, _measure(soort="voogdij"), "alleen bij een ondertoezichtstelling", None),
    (PLACEMENT, _placement(vrijwillig="ja"), "instemming", None),
    (PLACEMENT, _placement(gesloten="ja"), "gesloten jeugdhulp", None),
    (PLACEMENT, _child(gezag="andere ouder"), "ouder met gezag", PLAN),
    (f"{PLACEMENT}--pleegmoeder-overplaatsing", _placement(verblijf="instelling"), "Een pleegouder", PLAN),
    (LAWYER, lambda data: data.pop("geadresseerde"), "soort: advocaat", None),
    (f"{LAWYER}--jeugdige-geschil", _sender(geboortedatum="2016-06-14"), "vanaf 12 jaar", None),
    (DECISION, _contact(door="voogd"), "voogd", PLAN),
    (DECISION, _contact(door="andere ouder"), "niet van de gecertificeerde", LAWYER),
    (DECISION, _contact(eerdere_regeling={**DENIED, "soort": "ontzegging van omgang"}), "ontzegd", LAWYER),
    (f"{DECISION}--jeugdige", _contact(ouder_met_gezag="nee"), "ouder die gezag heeft", None),
    (PETITION, _contact(door="andere ouder"), "andere ouder", LAWYER),
    (PETITION, _contact(eerdere_regeling={**DENIED, "soort": "ontzegging van omgang"}), "ontzegd", LAWYER),
    (PETITION, _contact(eerdere_regeling={**DENIED, "datum": "2026-11-18"}), "nadat de instelling had beslist", LAWYER),
    (f"{PETITION}--jeugdige", _sender(geboortedatum="2016-06-14"), "vanaf 12 jaar", None),
    (f"{PETITION}--na-intrekking-stilte", _contact(intrekking={"ontvangen": "2026-11-16"}), "nog niet voorbij", None),
    (
        f"{PETITION}--na-intrekking-stilte",
        _contact(intrekking={"ontvangen": "2026-11-02", "beslist": "2026-11-12", "toegewezen": "ja"}),
        "deed al wat u vroeg",
        None,
    ),
]


@pytest.mark.parametrize(("stem", "change", "reason", "instead"), DOORS)
def test_a_closed_door_says_why_and_which_one_is_open(
    stem: str, change: Change, reason: str, instead: str | None
) -> None:
    found, _ = judged(stem, change)
    assert not found.fits
    assert reason in found.reasons[0]
    assert found.instead == instead


@pytest.mark.parametrize("letter", [EASE, CHANGE, ASK_AGENCY, PLAN, KEEP, CONDITIONS, LAWYER, DECISION, PETITION])
def test_a_wish_for_another_letter_closes_this_one(letter: str) -> None:
    other = "naleving" if letter != KEEP else "versoepeling"
    assert not judged(letter, _contact(wens=other))[0].fits


FROM_FACTS = [EASE, CHANGE, PLAN, KEEP, CONDITIONS, LAWYER]


@pytest.mark.parametrize("letter", FROM_FACTS)
def test_without_a_wish_the_letter_follows_from_the_facts(letter: str) -> None:
    assert judged(letter, lambda data: data["contact"].pop("wens"))[0].fits


def test_a_request_of_the_agency_to_apply_needs_the_wish() -> None:
    assert not judged(ASK_AGENCY, _without("contact", "wens"))[0].fits


LONG_AGO = {"datum": "2026-01-05", "wat": "Dat was al eerder zo."}
RECENT = _contact(vorm="brief", datum_brief="2026-11-12", verzonden="2026-11-12")

FINDINGS: list[tuple[str, Change, str]] = [
    (EASE, _contact(datum_brief="2026-11-12", verzonden="2026-11-12"), "termijn-kinderrechter-loopt"),
    (EASE, _contact(veranderd=[LONG_AGO]), "verandering-voor-de-beslissing"),
    (CHANGE, _contact(veranderd=[LONG_AGO]), "verandering-voor-de-regeling"),
    (
        CHANGE,
        lambda data: data["contact"].update(
            eerdere_regeling={
                "datum": "2026-10-12",
                "rechtbank": "de rechtbank Voorbeeldland",
                "inhoud": "een uur",
                "soort": "regeling tijdens de ondertoezichtstelling",
            }
        ),
        "hoger-beroep-kan-nog",
    ),
    (f"{CHANGE}--voorlopig", _as_it_is, "voorlopige-maatregel"),
    (f"{ASK_AGENCY}--jeugdige-voorlopig", _as_it_is, "voorlopige-maatregel"),
    (f"{ASK_AGENCY}--oude-regeling-gemachtigde", RECENT, "termijn-kinderrechter-loopt"),
    (f"{PLAN}--oma-voogd", _without("contact", "eigen_kijk"), "band-niet-beschreven"),
    (f"{KEEP}--gezag-gemachtigde-kinderen", _as_it_is, "termijn-kinderrechter-loopt"),
    (f"{KEEP}--gezag-gemachtigde-kinderen", _as_it_is, "regeling-nog-niet-zeker"),
    (KEEP, _order(niet_nagekomen=[{"datum": "2025-10-01", "wat": "Het ging niet door."}]), "keer-voor-de-regeling"),
    (KEEP, _order(soort="regeling na een beslissing van de instelling"), "regeling-bij-uithuisplaatsing"),
    (f"{CONDITIONS}--voorlopig-thuis", _as_it_is, "termijn-kinderrechter-loopt"),
    (
        PLACEMENT,
        _placement(wens={"wat": "beëindigen", "hoe": "goed", "veranderd": [LONG_AGO]}),
        "verandering-voor-de-machtiging",
    ),
    (
        f"{PLACEMENT}--pleegmoeder-overplaatsing",
        lambda data: data["maatregel"]["uithuisplaatsing"]["wens"].update(overplaatsing_op="2026-12-01"),
        "overplaatsing-eerder-dan-beslissing",
    ),
    (PLACEMENT, _placement(machtiging_tot="2026-12-05"), "machtiging-loopt-bijna-af"),
    (f"{PLACEMENT}--bekorten-gemachtigde-kinderen", _placement(machtiging_tot="2026-12-20"), "einde-niet-eerder"),
    (f"{LAWYER}--ontzegging-voogdij", _as_it_is, "hoger-beroep-voorbij"),
    (LAWYER, _contact(datum_brief="2026-08-28"), "bijna-te-laat"),
    (f"{LAWYER}--aanwijzing-regeling-kinderen", _as_it_is, "termijn-kinderrechter-loopt"),
    (f"{LAWYER}--na-intrekking", _as_it_is, "termijn-kinderrechter-loopt"),
    (f"{PETITION}--te-laat-eerdere-regeling", _as_it_is, "termijn-voorbij"),
    (PETITION, _contact(datum_brief="2026-11-09", verzonden="2026-11-09", ontvangen="2026-11-10"), "post-komt-te-laat"),
    (
        f"{PETITION}--na-intrekking-stilte",
        _contact(intrekking={"ontvangen": "2026-10-12", "beslist": "2026-11-10"}),
        "post-komt-te-laat",
    ),
]


@pytest.mark.parametrize(("stem", "change", "finding"), FINDINGS)
def test_what_is_wrong_before_sending_is_found(stem: str, change: Change, finding: str) -> None:
    assert finding in found_before_sending(stem, change)


@pytest.mark.parametrize("letter", [EASE, CHANGE, ASK_AGENCY, PLAN, KEEP, CONDITIONS, PLACEMENT, LAWYER, PETITION])
def test_a_sound_sample_has_no_finding_of_its_own(letter: str) -> None:
    own = {check.id for check in workshop().catalogue.spec(letter).checks}
    assert own
    assert own.isdisjoint(found_before_sending(letter, _as_it_is))


@pytest.mark.parametrize(
    ("answer", "asked"),
    [
        ({"ontvangen": "2026-10-20", "beslist": "2026-11-02"}, True),  # in time; two weeks after the day of sending
        ({"ontvangen": "2026-10-12", "beslist": "2026-11-06"}, True),  # late: the day of sending counts itself
        ({"ontvangen": "2026-10-26", "beslist": "2026-11-09"}, False),
        ({"ontvangen": "2026-10-12", "beslist": "2026-11-09"}, False),
        ({"ontvangen": "2026-10-12"}, False),  # silence: the term stays open
    ],
)
def test_a_petition_after_a_refusal_asks_why_it_is_late_only_when_it_is(answer: dict[str, str], *, asked: bool) -> None:
    found, case = judged(f"{PETITION}--na-intrekking-stilte", _contact(intrekking=answer))
    shop = workshop()
    missing = shortcomings(found, case.facts, DAY, templates=shop.templates, deadlines=shop.deadlines)
    assert any("reden_te_laat" in error.where for error in missing) is asked
