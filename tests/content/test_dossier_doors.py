"""The letters about files and information: each leads to the right door, and says what to look at before sending."""

from __future__ import annotations

import pytest
from changed import Change, found_before_sending, judged
from shipped import workshop


def _to(kind: str) -> Change:
    return lambda data: data.update(geadresseerde={"naam": "Voorbeeld", "soort": kind})


def _asks(**facts: str) -> Change:
    return lambda data: data["verzoek"].update(facts)


def _child(number: int = 0, **facts: str) -> Change:
    return lambda data: data["kinderen"][number].update(facts)


def _sender(**facts: str) -> Change:
    return lambda data: data["afzender"].update(facts)


def _both(*changes: Change) -> Change:
    return lambda data: [change(data) for change in changes]


ANY_CUSTODY = ["inzage-veilig-thuis", "inzage-medisch", "rectificatie-en-eigen-verklaring"]
DOORS: list[tuple[str, Change, str, str | None]] = [
    # the right body for the right file
    ("inzage-jeugddossier", _to("veilig thuis"), "Voor stukken van Veilig Thuis", "inzage-veilig-thuis"),
    ("inzage-jeugddossier", _to("zorgverlener"), "andere behandelaar", "inzage-medisch"),
    ("inzage-jeugddossier", _to("rechtbank"), "processtukken", "processtukken"),
    ("inzage-jeugddossier", _to("gemeente"), "alleen voor een jeugdhulpaanbieder", "inzage-avg"),
    ("inzage-avg", _to("rechtbank"), "processtukken", "processtukken"),
    ("inzage-avg", _to("ouder"), "de organisatie die de gegevens heeft", None),
    ("inzage-avg--school-kind", _to("zorgverlener"), "arts of andere behandelaar", "inzage-medisch"),
    ("inzage-avg--school-kind", _to("vertrouwenswerk"), "bepaalt het kind zelf", None),
    ("inzage-veilig-thuis", _to("gecertificeerde instelling"), "gecertificeerde instelling of", "inzage-jeugddossier"),
    ("inzage-veilig-thuis", _to("gemeente"), "alleen voor Veilig Thuis", "inzage-avg"),
    ("inzage-medisch", _to("gecertificeerde instelling"), "geen medisch dossier", "inzage-jeugddossier"),
    ("inzage-medisch", _to("school"), "is voor een zorgverlener", "inzage-avg"),
    ("informatie-ouder-zonder-gezag", _to("ouder"), "andere ouder", "informatie-van-andere-ouder"),
    ("informatie-ouder-zonder-gezag", _to("gemeente"), "is voor een school", "inzage-avg"),
    ("informatie-van-andere-ouder", _to("school"), "is voor de andere ouder", "informatie-ouder-zonder-gezag"),
    ("informatie-van-andere-ouder", _to("gemeente"), "naam en het adres van de andere ouder", None),
    ("rectificatie-en-eigen-verklaring", _to("rechtbank"), "Een rechter verbetert", None),
    ("rectificatie-en-eigen-verklaring", _to("ouder"), "de organisatie die het dossier heeft", None),
    (
        "vernietiging-dossier",
        _to("raad voor de kinderbescherming"),
        "past niet bij",
        "rectificatie-en-eigen-verklaring",
    ),
    ("vernietiging-dossier", _to("ouder"), "de organisatie die de gegevens heeft", None),
    ("plan-en-verslagen", _to("gemeente"), "jeugdhulpaanbieder of gecertificeerde", "inzage-avg"),
    ("plan-en-verslagen", lambda data: data["maatregel"].pop("instelling"), "Noem bij 'geadresseerde'", None),
    ("processtukken", _to("gecertificeerde instelling"), "vraagt u het dossier op", "inzage-jeugddossier"),
    ("processtukken", _to("raad voor de kinderbescherming"), "alleen voor een rechtbank", "inzage-avg"),
    ("processtukken", lambda data: data["maatregel"].pop("rechtbank"), "Vul bij 'maatregel' de rechtbank in", None),
    # who has gezag
    *[(stem, _child(gezag="andere ouder"), "gezag", None) for stem in ANY_CUSTODY],
    *[(stem, _child(gezag="geschorst"), "gezag", None) for stem in ANY_CUSTODY],
    *[(stem, _child(gezag="onbekend"), "gezagsregister", None) for stem in ANY_CUSTODY],
    ("inzage-medisch", _child(gezag="andere ouder"), "zonder gezag", "informatie-ouder-zonder-gezag"),
    (
        "vernietiging-dossier--gi-kinderen",
        _child(gezag="voogd"),
        "alleen vernietigen",
        "rectificatie-en-eigen-verklaring",
    ),
    ("vernietiging-dossier--gi-kinderen", _child(gezag="onbekend"), "gezagsregister", None),
    ("plan-en-verslagen", _child(gezag="andere ouder"), "zonder gezag", "informatie-ouder-zonder-gezag"),
    ("plan-en-verslagen", _child(gezag="onbekend"), "gezagsregister", None),
    ("informatie-ouder-zonder-gezag", _child(gezag="onbekend"), "gezagsregister", None),
    ("informatie-ouder-zonder-gezag", _child(gezag="gezamenlijk"), "U hebt het gezag", "inzage-avg"),
    (
        "informatie-ouder-zonder-gezag--geschorst-arts",
        _child(gezag="gezamenlijk"),
        "het medisch dossier",
        "inzage-medisch",
    ),
    (
        "informatie-ouder-zonder-gezag--gi-kinderen-gemachtigde",
        _child(gezag="gezamenlijk"),
        "het jeugddossier",
        "inzage-jeugddossier",
    ),
    ("informatie-van-andere-ouder", _child(gezag="gezamenlijk"), "zelf ook gezag", None),
    ("informatie-van-andere-ouder", _child(gezag="voogd"), "niet het gezag", "informatie-ouder-zonder-gezag"),
    ("informatie-van-andere-ouder", _child(gezag="onbekend"), "gezagsregister", None),
    # how old the child is, and what it can judge
    ("inzage-veilig-thuis", _child(1, geboortedatum="2010-06-14"), "16 jaar of ouder", None),
    ("inzage-medisch", _child(geboortedatum="2010-06-14"), "16 jaar of ouder", None),
    ("rectificatie-en-eigen-verklaring", _child(geboortedatum="2010-06-14"), "16 jaar of ouder", None),
    ("rectificatie-en-eigen-verklaring--arts-kind", _child(geboortedatum="2013-06-14"), "12 jaar of ouder", None),
    ("vernietiging-dossier--gi-kinderen", _child(geboortedatum="2013-06-14"), "12 jaar of ouder", None),
    ("vernietiging-dossier--gemeente-kinderen", _child(geboortedatum="2010-06-14"), "16 jaar of ouder", None),
    ("plan-en-verslagen", _child(geboortedatum="2010-06-14"), "meetekenen", None),
    *[
        (stem, _sender(geboortedatum="2015-06-14"), "onder de 12", None)
        for stem in (
            "inzage-veilig-thuis--jeugdige",
            "inzage-medisch--jeugdige",
            "rectificatie-en-eigen-verklaring--jeugdige-verklaring",
            "vernietiging-dossier--arts-jeugdige",
            "plan-en-verslagen--jeugdige-voogdij",
            "processtukken--jeugdige",
        )
    ],
    ("processtukken--jeugdige", _sender(geboortedatum="2008-01-01"), "18 jaar of ouder", None),
    # who writes, and about whom
    *[
        (stem, _sender(rol="belangenbehartiger"), "bij 'gemachtigde'", None)
        for stem in (
            *ANY_CUSTODY,
            "informatie-ouder-zonder-gezag",
            "informatie-van-andere-ouder",
            "plan-en-verslagen",
            "vernietiging-dossier",
        )
    ],
    *[
        (stem, _asks(over="kind"), "'over' op 'mijzelf'", None)
        for stem in (
            "inzage-veilig-thuis--jeugdige",
            "inzage-medisch--jeugdige",
            "rectificatie-en-eigen-verklaring--jeugdige-verklaring",
            "vernietiging-dossier",
        )
    ],
    *[
        (stem, lambda data: data.pop("kinderen"), "Noem", None)
        for stem in (
            *ANY_CUSTODY,
            "vernietiging-dossier--gi-kinderen",
            "informatie-ouder-zonder-gezag",
            "informatie-van-andere-ouder",
            "plan-en-verslagen",
            "processtukken",
        )
    ],
    ("inzage-medisch", _asks(over="mijzelf en kind"), "één patiënt", None),
    ("vernietiging-dossier", _asks(over="mijzelf en kind"), "eigen brief", None),
    (
        "plan-en-verslagen",
        lambda data: data["maatregel"].update(soort="geen"),
        "als zij een maatregel uitvoert",
        "inzage-jeugddossier",
    ),
    ("processtukken--opa-verzoeker", lambda data: data["verzoek"].pop("positie"), "voor de verzoeker", None),
    (
        "processtukken--jeugdige",
        lambda data: data.update(kinderen=[{"naam": "Noa", "geboortedatum": "2018-01-01"}]),
        "Laat 'kinderen' leeg",
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
    if instead is not None:
        assert found.instead == instead


FINDINGS: list[tuple[str, Change, str]] = [
    ("inzage-veilig-thuis", _asks(over="mijzelf"), "alleen-over-uzelf"),
    ("inzage-medisch", _both(_asks(over="mijzelf"), _sender(geboortedatum="1988-04-12")), "alleen-eigen-dossier"),
    ("informatie-ouder-zonder-gezag--geschorst-arts", _child(geboortedatum="2010-06-14"), "kind-zestien"),
    (
        "informatie-van-andere-ouder",
        lambda data: data.update(bijlagen=[{"omschrijving": f"stuk {number}"} for number in range(4)]),
        "veel-bijlagen",
    ),
    ("rectificatie-en-eigen-verklaring--gemeente-mening", lambda _: None, "alleen-meningen"),
    ("rectificatie-en-eigen-verklaring--arts-kind", lambda _: None, "feit-zonder-bewijs"),
    (
        "vernietiging-dossier",
        lambda data: data.update(maatregel={"soort": "ondertoezichtstelling"}),
        "er-loopt-nog-iets",
    ),
    ("vernietiging-dossier--arts-jeugdige", lambda _: None, "hele-dossier"),
    ("plan-en-verslagen", lambda data: data["verzoek"].pop("vragen"), "geen-vragen"),
    ("processtukken", lambda data: data["verzoek"].pop("positie"), "positie-onbekend"),
    ("processtukken", lambda data: data.pop("bijlagen"), "identiteit"),
    ("inzage-avg", _to("veilig thuis"), "veilig-thuis"),
    ("inzage-avg--raad-jeugdige", _to("jeugdhulpaanbieder"), "jeugddossier"),
    ("inzage-avg--school-kind", _to("jeugdhulpaanbieder"), "behandeling"),
    (
        "inzage-jeugddossier",
        lambda data: data["verzoek"].update(documenten=[f"stuk {number}" for number in range(13)]),
        "alleen-een-deel",
    ),
    (
        "woo-verzoek",
        lambda data: data["verzoek"].update(documenten=[f"stuk {number}" for number in range(11)]),
        "veel-ineens",
    ),
]


def test_every_check_of_these_letters_has_a_case() -> None:
    letters = {stem.split("--", 1)[0] for stem, *_ in FINDINGS}
    own = {(letter, check.id) for letter in letters for check in workshop().catalogue.spec(letter).checks}
    assert own <= {(stem.split("--", 1)[0], finding) for stem, _, finding in FINDINGS}


@pytest.mark.parametrize(("stem", "change", "finding"), FINDINGS)
def test_what_is_wrong_before_sending_is_found(stem: str, change: Change, finding: str) -> None:
    assert finding in found_before_sending(stem, change)
    assert finding in found_before_sending(stem, change, english=True)


@pytest.mark.parametrize("stem", sorted({stem.split("--", 1)[0] for stem, _, _ in FINDINGS}))
def test_a_sound_case_has_no_finding_of_its_letter(stem: str) -> None:
    own = {check.id for check in workshop().catalogue.spec(stem).checks}
    assert not own & set(found_before_sending(stem, lambda _: None))
