"""The letters about complaints: each leads to the right door, and says what to look at before sending."""

from __future__ import annotations

import pytest
from changed import Change, found_before_sending, judged
from shipped import DAY, workshop

from briefgen.letters.selection import shortcomings

LETTERS = (
    "klacht-jeugdhulp",
    "klacht-bestuursorgaan",
    "klacht-veilig-thuis",
    "ombudsman",
    "klacht-ap",
    "tuchtklacht-skj",
    "melding-inspectie",
    "herstelgesprek",
)


def _to(kind: str) -> Change:
    return lambda data: data.update(geadresseerde={"naam": "Voorbeeld", "soort": kind})


def _complaint(**facts: object) -> Change:
    return lambda data: data["klacht"].update(facts)


def _without(*keys: str) -> Change:
    return lambda data: [data["klacht"].pop(key) for key in keys]


def _about(kind: str) -> Change:
    return _complaint(over={"naam": "Voorbeeld", "soort": kind})


def _earlier(**facts: object) -> Change:
    return lambda data: data["klacht"]["eerder"].update(facts)


def _child(**facts: str) -> Change:
    return lambda data: data["kinderen"][0].update(facts)


def _sender(**facts: str) -> Change:
    return lambda data: data["afzender"].update(facts)


def _both(*changes: Change) -> Change:
    return lambda data: [change(data) for change in changes]


def _unanswered(**facts: object) -> Change:
    return lambda data: data["klacht"].update(eerder={"bij": "Voorbeeld", **facts})


def _events_on(*days: str) -> Change:
    return _complaint(gebeurtenissen=[{"datum": day, "wat": "Er gebeurde iets"} for day in days])


DOORS: list[tuple[str, Change, str, str | None]] = [
    # the organisation itself: three complaint rules, three letters
    ("klacht-jeugdhulp", _to("gemeente"), "met een andere brief", "klacht-bestuursorgaan"),
    ("klacht-jeugdhulp", _to("raad voor de kinderbescherming"), "met een andere brief", "klacht-bestuursorgaan"),
    ("klacht-jeugdhulp", _to("veilig thuis"), "eigen klachtenregeling", "klacht-veilig-thuis"),
    ("klacht-jeugdhulp", _to("school"), "vraagt u naar de eigen klachtenregeling", None),
    ("klacht-jeugdhulp", _complaint(weg="gesprek"), "geen klacht bij een organisatie", None),
    ("klacht-bestuursorgaan", _to("jeugdhulpaanbieder"), "met een andere brief", "klacht-jeugdhulp"),
    ("klacht-bestuursorgaan", _to("gecertificeerde instelling"), "met een andere brief", "klacht-jeugdhulp"),
    ("klacht-bestuursorgaan", _to("veilig thuis"), "eigen klachtenregeling", "klacht-veilig-thuis"),
    ("klacht-bestuursorgaan", _to("school"), "om welke het gaat", None),
    ("klacht-bestuursorgaan", _complaint(weg="ombudsman"), "geen klacht bij een organisatie", None),
    ("klacht-bestuursorgaan", _events_on("2025-11-20"), "langer dan een jaar geleden", None),
    ("klacht-bestuursorgaan", _sender(rol="advocaat"), "bij 'afzender'", None),
    ("klacht-veilig-thuis", _to("gecertificeerde instelling"), "alleen voor een klacht over", "klacht-jeugdhulp"),
    ("klacht-veilig-thuis", lambda data: data.pop("geadresseerde"), "alleen voor een klacht over", "klacht-jeugdhulp"),
    ("klacht-veilig-thuis", _complaint(weg="melding"), "geen klacht bij een organisatie", None),
    ("klacht-veilig-thuis", _sender(rol="advocaat"), "bij 'gemachtigde'", None),
    # the ombudsman comes after the organisation, and not for every organisation
    ("ombudsman", _complaint(weg="klacht"), "niet gekozen voor de ombudsman", None),
    ("ombudsman", _to("toezichthouder"), "Vul bij 'geadresseerde' de ombudsman in", None),
    ("ombudsman", _without("over"), "over welke organisatie", None),
    ("ombudsman", _about("gecertificeerde instelling"), "bij de Kinderombudsman klagen", None),
    ("ombudsman", _about("veilig thuis"), "bij de Kinderombudsman klagen", None),
    ("ombudsman--kinderombudsman-vader-zonder-gezag", _about("school"), "gaat over bestuursorganen", None),
    ("ombudsman", _sender(rol="advocaat"), "bij 'gemachtigde'", None),
    ("ombudsman", _without("eerder"), "Klaag eerst bij de organisatie zelf", None),
    ("ombudsman", _complaint(bij_de_rechter="ja"), "mag de ombudsman niet onderzoeken", None),
    ("ombudsman", _unanswered(ingediend="2026-10-12", ontvangen="2026-10-12"), "nog niet klaar", "herinnering"),
    (
        "ombudsman",
        _unanswered(ingediend="2026-10-09", ontvangen="2026-10-09", commissie="ja"),
        "nog niet klaar",
        "herinnering",
    ),
    (
        "ombudsman",
        _unanswered(ingediend="2026-10-05", ontvangen="2026-10-05", uitgesteld="ja"),
        "nog niet klaar",
        "herinnering",
    ),
    (
        "ombudsman--kinderombudsman-vader-zonder-gezag",
        lambda data: data["klacht"]["eerder"].pop("antwoord"),
        "nog niet klaar",
        "herinnering",
    ),
    # data about oneself, or about a child in one's gezag
    ("klacht-ap", _complaint(weg="klacht"), "niet gekozen voor een klacht over privacy", None),
    ("klacht-ap", _to("ombudsman"), "Vul bij 'geadresseerde' de toezichthouder in", None),
    ("klacht-ap", _about("rechtbank"), "een rechter, een advocaat", None),
    ("klacht-ap", _about("ouder"), "andere ouder", None),
    ("klacht-ap", _sender(rol="organisatie"), "Klagen kan degene over wie", None),
    ("klacht-ap", _child(gezag="andere ouder"), "alleen als u het gezag hebt", None),
    ("klacht-ap", _child(geboortedatum="2010-01-01"), "vanaf 16 jaar klaagt de jongere zelf", None),
    ("klacht-ap--jeugdige", _complaint(gegevens_over="mijzelf en kind"), "alleen over eigen gegevens", None),
    ("klacht-ap--jeugdige", _sender(geboortedatum="2016-02-01"), "alleen over eigen gegevens", None),
    # a worker, an inspectorate, a talk
    ("tuchtklacht-skj", _complaint(weg="klacht"), "niet gekozen voor een tuchtklacht", None),
    ("tuchtklacht-skj", _to("gecertificeerde instelling"), "het beroepsregister in", None),
    ("tuchtklacht-skj", _sender(rol="inwoner"), "met de medewerker te maken had", None),
    ("melding-inspectie", _complaint(weg="klacht"), "niet gekozen voor een melding", None),
    ("melding-inspectie", _to("gecertificeerde instelling"), "de inspectie in", None),
    ("melding-inspectie", _about("gemeente"), "klaagt u bij de gemeente zelf", None),
    ("melding-inspectie", _sender(rol="organisatie"), "welke organisatie de melding doet", None),
    ("herstelgesprek", _complaint(weg="klacht"), "niet gekozen voor een gesprek", None),
    ("herstelgesprek", _to("rechtbank"), "met welke organisatie u wilt praten", None),
    ("herstelgesprek", lambda data: data["maatregel"].pop("instelling"), "met welke organisatie u wilt", None),
    ("herstelgesprek", _sender(rol="inwoner"), "en uzelf bij 'gemachtigde'", None),
]


@pytest.mark.parametrize(
    ("stem", "change", "reason", "instead"), DOORS, ids=[f"{row[0]}:{number}" for number, row in enumerate(DOORS)]
)
def test_a_closed_door_says_why_and_where_to_go(stem: str, change: Change, reason: str, instead: str | None) -> None:
    verdict, _ = judged(stem, change)
    assert not verdict.fits
    assert reason in verdict.reasons[0]
    assert verdict.instead == instead


@pytest.mark.parametrize(
    ("stem", "change"),
    [
        ("ombudsman", _unanswered(ingediend="2026-10-05", ontvangen="2026-10-05")),
        ("ombudsman", _unanswered(ingediend="2026-09-01", ontvangen="2026-09-01", commissie="ja")),
        ("ombudsman", _earlier(antwoord="2026-11-20")),
        ("klacht-bestuursorgaan", _events_on("2025-11-21")),
        ("klacht-ap--kind-tekent-mee", _child(geboortedatum="2010-11-22")),
        ("melding-inspectie", _about("veilig thuis")),
        ("herstelgesprek", _to("raad voor de kinderbescherming")),
    ],
)
def test_an_open_door_stays_open(stem: str, change: Change) -> None:
    assert judged(stem, change)[0].fits


@pytest.mark.parametrize(
    ("stem", "change", "path"),
    [
        ("ombudsman--kinderombudsman-vader-zonder-gezag", _without("rechten_kind"), "klacht.rechten_kind"),
        ("ombudsman--kinderombudsman-vader-zonder-gezag", lambda data: data.pop("kinderen"), "kinderen"),
        ("klacht-ap", _without("gegevens"), "klacht.gegevens"),
        ("tuchtklacht-skj", _without("medewerker"), "klacht.medewerker"),
        ("herstelgesprek", _without("gesprek"), "klacht.gesprek"),
    ],
)
def test_what_is_missing_is_asked_for(stem: str, change: Change, path: str) -> None:
    verdict, case = judged(stem, change)
    assert verdict.fits
    found = shortcomings(
        verdict,
        workshop().recipients.resolve(case.facts).facts,
        DAY,
        templates=workshop().templates,
        deadlines=workshop().deadlines,
    )
    assert [error.where for error in found] == [path.replace(".", " › ")]


CHECKS: list[tuple[str, Change, str]] = [
    ("klacht-jeugdhulp", _complaint(medische_behandeling="ja"), "medische-behandeling"),
    (
        "klacht-jeugdhulp",
        lambda data: data.update(
            contact={"beperking": "Minder bezoek", "vorm": "brief", "sinds": "2026-11-10", "verzonden": "2026-11-10"}
        ),
        "beslissing-over-contact",
    ),
    ("klacht-bestuursorgaan", _events_on("2025-11-20", "2026-03-02"), "deels-ouder-dan-een-jaar"),
    ("klacht-veilig-thuis", _complaint(bij_de_rechter="ja"), "bij-de-rechter"),
    ("ombudsman--ministerie-te-laat", lambda _: None, "jaar-voorbij"),
    ("ombudsman--ministerie-te-laat", lambda _: None, "zonder-stukken"),
    ("ombudsman--ministerie-te-laat", _to("ombudsman"), "andere-ombudsman"),
    ("ombudsman", _unanswered(ingediend="2026-10-05", ontvangen="2026-10-05"), "misschien-een-commissie"),
    (
        "ombudsman--kinderombudsman-jeugdige-gemeente",
        _sender(geboortedatum="2008-11-21"),
        "achttien-of-ouder",
    ),
    (
        "ombudsman--kinderombudsman-vader-zonder-gezag",
        _child(geboortedatum="2008-11-21"),
        "achttien-of-ouder",
    ),
    ("klacht-ap--jeugdige", lambda data: data.update(geadresseerde="igj"), "andere-toezichthouder"),
    ("klacht-ap", _without("eerder"), "niet-eerst-gevraagd"),
    ("tuchtklacht-skj", _without("registratienummer"), "registratie-onbekend"),
    ("tuchtklacht-skj", _without("besproken"), "niet-besproken"),
    ("tuchtklacht-skj", _complaint(bij_de_rechter="ja"), "bij-de-rechter"),
    (
        "melding-inspectie--organisatie-veilig-thuis",
        lambda data: data.update(geadresseerde="ap"),
        "andere-toezichthouder",
    ),
    ("melding-inspectie", lambda _: None, "namen-in-bijlagen"),
    (
        "herstelgesprek",
        lambda data: data.update(
            contact={"beperking": "Minder bezoek", "vorm": "brief", "sinds": "2026-11-10", "verzonden": "2026-11-10"}
        ),
        "beslissing-over-contact",
    ),
]


@pytest.mark.parametrize(
    ("stem", "change", "check"), CHECKS, ids=[f"{row[0]}:{row[2]}:{number}" for number, row in enumerate(CHECKS)]
)
def test_what_is_wrong_with_sending_is_found(stem: str, change: Change, check: str) -> None:
    assert check in found_before_sending(stem, change)


@pytest.mark.parametrize("letter_id", LETTERS)
def test_each_check_before_sending_has_a_case(letter_id: str) -> None:
    shown = {check for stem, _, check in CHECKS if stem.split("--", 1)[0] == letter_id}
    assert shown == {check.id for check in workshop().catalogue.spec(letter_id).checks}


@pytest.mark.parametrize("letter_id", [letter for letter in LETTERS if letter != "melding-inspectie"])
def test_a_sample_has_nothing_wrong_of_its_own(letter_id: str) -> None:
    own = {check.id for check in workshop().catalogue.spec(letter_id).checks}
    assert not own & found_before_sending(letter_id, lambda _: None)
