"""Letters to a municipality or the state, and follow-ups: the right door, never too early, a text for each refusal."""

from __future__ import annotations

import re

import pytest
from changed import FILES, Change, changed_case, found_before_sending, judged
from shipped import DAY, content, workshop

from briefgen.facts.kinds import EarlierLetter, RefusalGround
from briefgen.letters.selection import shortcomings
from briefgen.papers import Format
from briefgen.pipeline import draft

LETTERS = (
    "gemeenteraad",
    "gemeente-cijfers",
    "rijkstoezicht",
    "herinnering",
    "ingebrekestelling",
    "bezwaarschrift",
    "verlenging-reactie",
    "reactie-op-weigering",
)


def _to(kind: str) -> Change:
    return lambda data: data.update(
        geadresseerde={
            "naam": "Voorbeeld",
            "soort": kind,
            "adres": "Postbus 1",
            "postcode": "1234 AB",
            "plaats": "Voorbeeldstad",
        }
    )


def _earlier(**facts: object) -> Change:
    return lambda data: data["vervolg"].update(facts)


def _without(*keys: str) -> Change:
    return lambda data: [data["vervolg"].pop(key) for key in keys]


def _oversight(**facts: object) -> Change:
    return lambda data: data["toezicht"].update(facts)


def _request(**facts: object) -> Change:
    return lambda data: data["verzoek"].update(facts)


def _sender(**facts: str) -> Change:
    return lambda data: data["afzender"].update(facts)


def _child(**facts: str) -> Change:
    return lambda data: data["kinderen"][0].update(facts)


def _both(*changes: Change) -> Change:
    return lambda data: [change(data) for change in changes]


POSTPONED = {"meegedeeld": "2026-11-02", "tot": "2026-12-15"}

DOORS: list[tuple[str, Change, str, str | None]] = [
    ("gemeenteraad", _oversight(weg="college"), "niet gekozen voor de gemeenteraad", None),
    ("gemeenteraad", _sender(rol="ouder"), "over beleid en niet over een gezin", None),
    ("gemeenteraad", _to("ministerie"), "voor een gemeenteraad", None),
    ("gemeente-cijfers", _request(soort="openbare documenten"), "geen cijfers", None),
    ("gemeente-cijfers", _to("gecertificeerde instelling"), "voor een gemeente", None),
    ("gemeente-cijfers", _request(documenten=["het dossier van mijn zoon"]), "eigen dossier", "inzage-avg"),
    ("rijkstoezicht", _oversight(weg="college"), "niet gekozen voor het rijkstoezicht", None),
    ("rijkstoezicht", _sender(rol="ouder"), "'weg' op 'melding'", "melding-inspectie"),
    ("rijkstoezicht", _to("gemeente"), "Een ministerie kan ook", None),
    ("rijkstoezicht", lambda data: data.update(geadresseerde="ap"), "Een ministerie kan ook", None),
    ("rijkstoezicht", lambda data: data.update(geadresseerde="onderwijsinspectie"), "Een ministerie kan ook", None),
    (
        "rijkstoezicht",
        lambda data: data["toezicht"]["instelling"].update(soort="jeugdhulpaanbieder"),
        "over een gecertificeerde instelling",
        None,
    ),
    ("herinnering", lambda data: data.pop("vervolg"), "geen eerdere brief", None),
    ("herinnering", _earlier(stand="geweigerd"), "kwam een weigering", "reactie-op-weigering"),
    ("herinnering", _earlier(stand="uitgesteld", uitstel=POSTPONED), "later komt", "verlenging-reactie"),
    ("herinnering", _earlier(stand="uitgesteld"), "later komt", "verlenging-reactie"),
    ("herinnering", _earlier(herinnerd="2026-11-10"), "al een herinnering", "ingebrekestelling"),
    ("herinnering", _to("rechtbank"), "Noem bij 'geadresseerde'", None),
    ("herinnering", _earlier(soort="woo-verzoek"), "hoort niet bij deze organisatie", None),
    # only an administrative body, and only for a decision
    ("ingebrekestelling", _earlier(stand="geweigerd"), "waarop u nog wacht", None),
    ("ingebrekestelling", _to("gecertificeerde instelling"), "werkt alleen bij een gemeente", "herinnering"),
    ("ingebrekestelling", _to("jeugdhulpaanbieder"), "werkt alleen bij een gemeente", "herinnering"),
    ("ingebrekestelling", _to("veilig thuis"), "werkt alleen bij een gemeente", "herinnering"),
    ("ingebrekestelling", _earlier(soort="klacht"), "naar de ombudsman", "herinnering"),
    ("ingebrekestelling", _earlier(soort="vragen zonder termijn"), "naar de ombudsman", "herinnering"),
    ("ingebrekestelling", _earlier(stand="uitgesteld", uitstel=POSTPONED), "later wordt", "verlenging-reactie"),
    ("ingebrekestelling", _earlier(ingebreke_ontvangen="2026-11-05"), "al in gebreke gesteld", None),
    ("bezwaarschrift", _earlier(stand="geen antwoord"), "geen weigering", None),
    (
        "bezwaarschrift",
        _both(_without("redenen"), _earlier(weigering=[{"grond": "geheimhouding"}])),
        "waarom u bezwaar maakt",
        "reactie-op-weigering",
    ),
    ("bezwaarschrift", _to("gecertificeerde instelling"), "staat het niet open", "reactie-op-weigering"),
    ("bezwaarschrift", _to("jeugdhulpaanbieder"), "staat het niet open", "reactie-op-weigering"),
    ("bezwaarschrift", _earlier(soort="klacht"), "geen bezwaar open", None),
    ("bezwaarschrift", _earlier(soort="bezwaar"), "in beroep bij de rechtbank", None),
    ("verlenging-reactie", _earlier(stand="geen antwoord"), "geen bericht van uitstel", None),
    (
        "verlenging-reactie",
        _earlier(uitstel={"meegedeeld": "2026-11-02", "tot": "2026-11-20"}),
        "al voorbij",
        "herinnering",
    ),
    ("verlenging-reactie", _to("rechtbank"), "Noem bij 'geadresseerde'", None),
    ("verlenging-reactie", _to("gemeente"), "hoort niet bij deze organisatie", None),
    ("reactie-op-weigering", _earlier(stand="uitgesteld"), "geen weigering", None),
    ("reactie-op-weigering", _earlier(soort="aanvraag"), "maak dan bezwaar", None),
    ("reactie-op-weigering", _earlier(soort="verzoek aan de instelling om versoepeling"), "maar twee weken", None),
    ("reactie-op-weigering", _without("weigering"), "welke reden", None),
    (
        "reactie-op-weigering",
        _both(_to("gemeente"), _earlier(soort="verzoek om eigen gegevens", redenen=["Het klopt niet"])),
        "redenen voor een bezwaar",
        "bezwaarschrift",
    ),
    ("reactie-op-weigering", _to("rechtbank"), "die weigerde", None),
    ("reactie-op-weigering", _to("gemeente"), "hoort niet bij deze organisatie", None),
    ("reactie-op-weigering", _child(geboortedatum="2010-01-01"), "16 jaar of ouder vraagt dit zelf", None),
    (
        "reactie-op-weigering",
        _both(_child(geboortedatum="2013-01-01"), _earlier(soort="verzoek om vernietiging")),
        "12 jaar of ouder zelf",
        None,
    ),
]


@pytest.mark.parametrize(
    ("stem", "change", "reason", "instead"), DOORS, ids=[f"{row[0]}:{number}" for number, row in enumerate(DOORS)]
)
def test_a_closed_door_says_why_and_where_to_go(stem: str, change: Change, reason: str, instead: str | None) -> None:
    verdict, _ = judged(stem, change)
    assert not verdict.fits
    assert reason in verdict.reasons[0]
    assert verdict.instead == instead


def _missing(stem: str, change: Change) -> list[str | None]:
    verdict, case = judged(stem, change)
    assert verdict.fits, verdict.reasons
    facts = workshop().recipients.resolve(case.facts).facts
    found = shortcomings(verdict, facts, DAY, templates=workshop().templates, deadlines=workshop().deadlines)
    return [error.where for error in found]


@pytest.mark.parametrize(
    ("stem", "change", "path"),
    [
        ("ingebrekestelling", _without("ontvangen"), "vervolg › ontvangen"),
        ("ingebrekestelling--bezwaar-gemachtigde", _without("bezwaar_over"), "vervolg › bezwaar_over"),
        ("ingebrekestelling--bezwaar-gemachtigde", _without("bekendgemaakt"), "vervolg › bekendgemaakt"),
        ("bezwaarschrift", _without("redenen"), "vervolg › redenen"),
        ("bezwaarschrift", _without("bekendgemaakt"), "vervolg › bekendgemaakt"),
        ("verlenging-reactie", _without("ontvangen"), "vervolg › ontvangen"),
        ("gemeente-cijfers", lambda data: data["verzoek"].pop("periode"), "verzoek › periode"),
        ("rijkstoezicht", lambda data: data["toezicht"].pop("instelling"), "toezicht › instelling"),
    ],
)
def test_what_is_missing_is_asked_for(stem: str, change: Change, path: str) -> None:
    assert _missing(stem, change) == [path]


# Each term on its last day; one day later the same letter may go out.
AVG = _earlier(ontvangen="2026-10-20", verzonden="2026-10-19")
WOO = _both(_to("gemeente"), _earlier(soort="woo-verzoek", ontvangen="2026-10-24", verzonden="2026-10-23"))
APPLICATION = _both(_to("gemeente"), _earlier(soort="aanvraag", ontvangen="2026-09-26", verzonden="2026-09-25"))
COMPLAINT = _both(
    _to("gemeente"), _earlier(soort="klacht", commissie="nee", ontvangen="2026-10-10", verzonden="2026-10-09")
)
UNSURE_COMPLAINT = _both(_to("gemeente"), _earlier(soort="klacht", ontvangen="2026-09-15", verzonden="2026-09-14"))
OBJECTION = _earlier(
    soort="bezwaar",
    bezwaar_over="aanvraag",
    bekendgemaakt="2026-08-29",
    verzonden="2026-09-07",
    ontvangen="2026-09-08",
    commissie="nee",
)
EASING = _earlier(
    soort="verzoek aan de instelling om versoepeling",
    verzonden="2026-11-06",
    ontvangen="2026-11-07",
    stand="geen antwoord",
)

CHECKS: list[tuple[str, Change, str]] = [
    ("gemeenteraad", _oversight(signalen=["Mijn zoon mag al een jaar niet bellen"]), "eigen-gezin"),
    ("gemeenteraad", _oversight(vragen=["Kunt u de namen van ouders geven?"]), "namen-gevraagd"),
    ("rijkstoezicht", _oversight(vragen=["Waarom is er geen plan in mijn zaak?"]), "eigen-gezin"),
    ("rijkstoezicht", _oversight(vragen=["Wat zijn de dossiernummers?"]), "namen-gevraagd"),
    ("rijkstoezicht", lambda data: data.update(geadresseerde="min-ocw"), "ander-ministerie"),
    ("gemeente-cijfers", _request(documenten=["een namenlijst van alle zaken"]), "namen-gevraagd"),
    ("herinnering", AVG, "te-vroeg-gegevens"),
    ("herinnering", _both(AVG, _earlier(soort="verzoek om vernietiging")), "te-vroeg-gegevens"),
    # a day the body named itself does not end the term of the law any sooner
    (
        "herinnering",
        _both(AVG, _earlier(stand="uitgesteld", uitstel={"meegedeeld": "2026-11-02", "tot": "2026-11-10"})),
        "te-vroeg-gegevens",
    ),
    (
        "herinnering",
        _both(_to("gemeente"), AVG, _earlier(soort="verzoek om vernietiging")),
        "te-vroeg-gegevens",
    ),
    (
        "herinnering",
        _both(
            _to("veilig thuis"),
            _earlier(soort="verzoek om vernietiging", ontvangen="2026-08-22", verzonden="2026-08-21"),
        ),
        "te-vroeg-vernietiging",
    ),
    ("herinnering", WOO, "te-vroeg-woo"),
    ("herinnering", APPLICATION, "te-vroeg-aanvraag"),
    ("herinnering", COMPLAINT, "te-vroeg-klacht"),
    ("herinnering", UNSURE_COMPLAINT, "te-vroeg-klacht"),
    ("herinnering", _both(_to("gemeente"), OBJECTION), "te-vroeg-bezwaar"),
    ("herinnering", EASING, "te-vroeg-versoepeling"),
    (
        "herinnering",
        _both(_earlier(soort="vragen zonder termijn", verzonden="2026-10-12"), _without("ontvangen")),
        "snel-na-de-brief",
    ),
    ("herinnering", _without("ontvangen"), "ontvangst-onbekend"),
    ("ingebrekestelling", AVG, "te-vroeg-gegevens"),
    ("ingebrekestelling", WOO, "te-vroeg-woo"),
    ("ingebrekestelling", APPLICATION, "te-vroeg-aanvraag"),
    ("ingebrekestelling", OBJECTION, "te-vroeg-bezwaar"),
    ("ingebrekestelling--aanvraag", lambda _: None, "andere-termijn"),
    (
        "bezwaarschrift",
        _earlier(verzonden="2026-08-03", ontvangen="2026-08-04", antwoord_van="2026-10-07", bekendgemaakt="2026-10-07"),
        "te-laat",
    ),
    ("bezwaarschrift--te-laat-aanvraag", lambda _: None, "te-laat-met-reden"),
    ("bezwaarschrift", _earlier(antwoord_van="2026-10-12", bekendgemaakt="2026-10-12"), "laatste-dagen"),
    ("bezwaarschrift", lambda data: data.pop("bijlagen"), "besluit-niet-bij"),
    ("bezwaarschrift--te-laat-aanvraag", lambda _: None, "staat-bezwaar-open"),
    ("reactie-op-weigering", _earlier(antwoord_van="2026-10-26", bekendgemaakt="2026-10-26"), "weg-loopt-af"),
    ("reactie-op-weigering--raad-te-laat", lambda _: None, "weg-voorbij"),
    # no objection is open against an agency, so its reasons do not close this letter; they are told apart
    ("reactie-op-weigering", _earlier(redenen=["Het klopt niet"]), "redenen-niet-in-brief"),
    ("reactie-op-weigering", _child(gezag="onbekend"), "gezag-niet-bij-afzender"),
]


@pytest.mark.parametrize(
    ("stem", "change", "check"), CHECKS, ids=[f"{row[0]}:{row[2]}:{number}" for number, row in enumerate(CHECKS)]
)
def test_what_is_wrong_with_sending_is_found(stem: str, change: Change, check: str) -> None:
    assert check in found_before_sending(stem, change)


@pytest.mark.parametrize("asked", ["monitors zonder namen", "de namen van aanbieders met een contract"])
def test_figures_without_names_of_people_are_no_finding(asked: str) -> None:
    assert "namen-gevraagd" not in found_before_sending("gemeente-cijfers", _request(documenten=[asked]))


@pytest.mark.parametrize("letter_id", LETTERS)
def test_each_check_before_sending_has_a_case(letter_id: str) -> None:
    shown = {check for stem, _, check in CHECKS if stem.split("--", 1)[0] == letter_id}
    of_every_letter = {check.id for check in workshop().checks}
    assert shown - of_every_letter == {check.id for check in workshop().catalogue.spec(letter_id).checks}


@pytest.mark.parametrize("letter_id", LETTERS)
def test_a_sample_has_nothing_wrong_of_its_own(letter_id: str) -> None:
    own = {check.id for check in workshop().catalogue.spec(letter_id).checks}
    assert not own & found_before_sending(letter_id, lambda _: None)


@pytest.mark.parametrize(
    ("stem", "change", "check"),
    [
        ("herinnering", _earlier(ontvangen="2026-10-19", verzonden="2026-10-19"), "te-vroeg-gegevens"),
        ("ingebrekestelling", _earlier(ontvangen="2026-10-19", verzonden="2026-10-19"), "te-vroeg-gegevens"),
        (
            "ingebrekestelling",
            _earlier(soort="woo-verzoek", ontvangen="2026-10-23", verzonden="2026-10-23"),
            "te-vroeg-woo",
        ),
        (
            "ingebrekestelling",
            _earlier(soort="aanvraag", ontvangen="2026-09-25", verzonden="2026-09-25"),
            "te-vroeg-aanvraag",
        ),
        ("bezwaarschrift", _earlier(antwoord_van="2026-10-12", bekendgemaakt="2026-10-12"), "te-laat"),
    ],
)
def test_a_day_later_it_may_go_out(stem: str, change: Change, check: str) -> None:
    assert check not in found_before_sending(stem, change)


def _text(stem: str, change: Change) -> str:
    (found,) = draft(changed_case(FILES[stem], change), [stem.split("--", 1)[0]], DAY, workshop(), [Format.TXT])
    return " ".join(content(found, Format.TXT).decode().replace("\u00a0", " ").split())


@pytest.mark.parametrize(
    "change",
    [
        _earlier(soort="woo-verzoek"),
        _earlier(
            soort="bezwaar",
            bezwaar_over="woo-verzoek",
            bekendgemaakt="2026-05-04",
            verzonden="2026-06-01",
            ontvangen="2026-06-02",
        ),
    ],
)
def test_a_notice_about_public_documents_never_asks_for_a_penalty(change: Change) -> None:
    text = _text("ingebrekestelling", change)
    assert "geldt de dwangsom uit de Algemene wet bestuursrecht niet" in text
    assert " euro" not in text


def test_a_notice_about_another_decision_names_the_penalty_by_date() -> None:
    text = _text("ingebrekestelling", lambda _: None)
    assert "9 december 2026 tot en met 22 december 2026: 23 euro per dag" in text
    assert "samen ten hoogste 1.442 euro" in text


BODIES = {
    EarlierLetter.YOUTH_FILE: ("gecertificeerde instelling", "jeugdhulpaanbieder"),
    EarlierLetter.OWN_DATA: ("gemeente", "school", "gecertificeerde instelling"),
    EarlierLetter.CORRECTION: ("raad voor de kinderbescherming", "zorgverlener"),
    EarlierLetter.DESTRUCTION: ("jeugdhulpaanbieder", "veilig thuis", "zorgverlener", "gemeente"),
    EarlierLetter.SAFE_HOME_FILE: ("veilig thuis",),
    EarlierLetter.MEDICAL_FILE: ("zorgverlener", "jeugdhulpaanbieder"),
    EarlierLetter.PUBLIC_DOCUMENTS: ("gemeente",),
}


@pytest.mark.parametrize("ground", RefusalGround)
@pytest.mark.parametrize(("kind", "body"), [(kind, body) for kind, bodies in BODIES.items() for body in bodies])
def test_each_refusal_ground_has_its_own_answer(kind: EarlierLetter, body: str, ground: RefusalGround) -> None:
    text = _text(
        "reactie-op-weigering", _both(_to(body), _earlier(soort=kind.value, weigering=[{"grond": ground.value}]))
    )
    heading = "U noemt geen reden" if ground is RefusalGround.NO_REASON else f"Uw reden: {ground.value}"
    answer = re.search(rf"{heading}(.*?)Wat ik u vraag", text)
    assert answer
    assert len(re.findall(r"[.?]", answer[1])) > 1
    assert not re.search(r"\(\(|\)\)|\.\.| [,.;:?!)]|\bNone\b", text)
