"""The checks of every letter before it goes out: each has a case that shows it, and one that just does not."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
import yaml
from shipped import DAY, ROOT, workshop

from briefgen.errors import FactsErrors
from briefgen.facts.load import CaseFile, build
from briefgen.facts.model import CaseFacts
from briefgen.letters.catalogue import Severity
from briefgen.letters.selection import judge
from briefgen.letters.sending import findings
from briefgen.papers import Format
from briefgen.pipeline import draft

TOWN = "klacht-bestuursorgaan"
FILE = "inzage-jeugddossier"
COURT = "verzoekschrift-aanwijzing"
IDENTITY = {"omschrijving": "kopie van het paspoort", "soort": "identiteit"}
ORDER = {"omschrijving": "de beschikking", "soort": "beschikking"}
BY_MAIL = {"wijze": "e-mail"}
OPENED = {"wijze": "e-mail", "kanaal_aangewezen": "ja"}
SCHOOL = "informatie-ouder-zonder-gezag"
MUNICIPALITY = {
    "naam": "Voorbeeldstad",
    "soort": "gemeente",
    "adres": "Postbus 1",
    "postcode": "1234 AB",
    "plaats": "Voorbeeldstad",
}
QUESTIONS = {"geadresseerde": MUNICIPALITY, "vervolg.soort": "vragen zonder termijn"}

# check, letter whose sample is taken, what is changed in it: that shows the check; and that does not
CASES: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    ("kanaal-bestuursorgaan", TOWN, {"verzending": BY_MAIL}, {"verzending": OPENED}),
    ("kanaal-rechter", COURT, {"verzending": BY_MAIL}, {"verzending": {"wijze": "balie"}}),
    ("kanaal-anders", FILE, {"verzending": BY_MAIL}, {"verzending": {"wijze": "aangetekend"}}),
    ("gezag-geschorst", FILE, {"kinderen.0.gezag": "geschorst"}, {}),
    ("gezag-onbekend", SCHOOL, {"kinderen.0.gezag": "onbekend"}, {}),
    ("identiteitsbewijs", FILE, {"bijlagen": [IDENTITY]}, {"bijlagen": [ORDER]}),
    ("meer-dan-nodig", SCHOOL, {"bijlagen": [ORDER]}, {"bijlagen": [IDENTITY]}),
    ("namen-in-beleidsbrief", "toezicht-college", {"kinderen": [{"naam": "Noa", "geboortedatum": "2018-03-05"}]}, {}),
    ("eigen-gezin", "toezicht-college", {"toezicht.signalen": ["Mijn kind belt niet."]},
     {"toezicht.signalen": ["Een kind belt niet."]}),
    ("jong-kind", FILE, {"afzender.rol": "jeugdige", "afzender.geboortedatum": "2016-03-05"},
     {"afzender.rol": "jeugdige", "afzender.geboortedatum": "2012-03-05"}),
    ("kind-van-twaalf", FILE, {"kinderen.0.geboortedatum": "2012-03-05"},
     {"kinderen.0.geboortedatum": "2012-03-05", "kinderen.0.tekent_mee": "ja"}),
]  # fmt: skip


def _case(letter: str, change: dict[str, Any]) -> CaseFacts:
    data = yaml.load((ROOT / "samples" / f"{letter}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - makes text only
    for dotted, value in change.items():
        *parents, last = [int(step) if step.isdigit() else step for step in dotted.split(".")]
        spot: Any = data
        for step in parents:
            spot = spot[step]
        spot[last] = deepcopy(value)
    return build(data, name="", unprintable=lambda _: ())


def _found(letter: str, change: dict[str, Any], *, english: bool = False) -> dict[str, Severity]:
    facts = _case(letter, change)
    spec = workshop().catalogue.spec(letter)
    tools: dict[str, Any] = {"templates": workshop().templates, "deadlines": workshop().deadlines}
    verdict = judge(spec, facts, DAY, **tools)
    found = findings(
        verdict, facts, DAY, general=workshop().checks, registry=workshop().registry, english=english, **tools
    )
    assert all(finding.what.strip() and finding.mend.strip() for finding in found)
    return {finding.id: finding.severity for finding in found}


@pytest.mark.parametrize(("check", "letter", "shows", "does_not"), CASES, ids=[case[0] for case in CASES])
def test_a_check_shows_when_it_must_and_only_then(
    check: str, letter: str, shows: dict[str, Any], does_not: dict[str, Any]
) -> None:
    assert check in _found(letter, shows)
    assert check in _found(letter, shows, english=True)
    assert check not in _found(letter, does_not)


# A letter that is no part of a procedure about a decision or a complaint has no designated channel (Awb 2:13).
@pytest.mark.parametrize("way", ["e-mail", "formulier of portaal"])
@pytest.mark.parametrize(
    ("letter", "change", "warned"),
    [
        ("toezicht-college", {}, False),
        ("gemeenteraad", {}, False),
        (
            "rijkstoezicht",
            {"geadresseerde": MUNICIPALITY | {"naam": "Ministerie van VWS", "soort": "ministerie"}},
            False,
        ),
        ("herstelgesprek", {"geadresseerde": MUNICIPALITY}, True),
        ("herinnering", QUESTIONS, True),
        ("herinnering", QUESTIONS | {"afzender.rol": "inwoner"}, False),
    ],
)
def test_what_is_no_formal_message_may_go_to_a_public_body_by_e_mail(
    letter: str, change: dict[str, Any], way: str, *, warned: bool
) -> None:
    found = _found(letter, change | {"verzending": {"wijze": way}})
    assert "kanaal-bestuursorgaan" not in found
    assert ("kanaal-anders" in found) == (warned and way == "e-mail")


def test_a_reminder_about_a_decision_goes_by_the_designated_channel() -> None:
    change = QUESTIONS | {"vervolg.soort": "woo-verzoek", "verzending": BY_MAIL}
    assert "kanaal-bestuursorgaan" in _found("herinnering", change)


def test_every_check_has_a_case() -> None:
    assert {case[0] for case in CASES} == {check.id for check in workshop().checks}


def test_an_error_keeps_the_letter_from_being_written_and_says_the_mend() -> None:
    case = CaseFile(_case(TOWN, {"verzending": BY_MAIL}), {}, "zaak.yaml", b"")
    with pytest.raises(FactsErrors) as caught:
        draft(case, [TOWN], DAY, workshop(), (Format.TXT,))
    (error,) = caught.value.errors
    assert "2:13" in str(error.what)
    assert "kanaal_aangewezen" in str(error.mend)


def test_a_warning_goes_along_with_the_letter() -> None:
    case = CaseFile(_case(FILE, {"bijlagen": [IDENTITY]}), {}, "zaak.yaml", b"")
    (made,) = draft(case, [FILE], DAY, workshop(), (Format.TXT,))
    assert [warning.id for warning in made.warnings] == ["identiteitsbewijs"]
    for told in (made.receipt.decode(), made.files[f"{made.stem}-voor-u.txt"].decode()):
        assert "identiteitsbewijs" in told
