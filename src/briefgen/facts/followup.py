"""What came of an earlier letter: no answer yet, more time, a refusal."""

from __future__ import annotations

from pydantic import Field

from briefgen.facts import kinds
from briefgen.facts.base import Facts, fact, maybe, several
from briefgen.facts.scalars import Day, Line, Prose, YesNo


class Delay(Facts):
    """That the body said its answer would come later."""

    told: Day = fact("meegedeeld", "Meegedeeld op", "Op welke dag kreeg u bericht van het uitstel?", "2026-11-10")
    until: Day | None = maybe("tot", "Uitgesteld tot", "Tot wanneer is het uitgesteld?", "2027-01-10")
    reason: Prose | None = maybe("reden", "Reden", "Welke reden is genoemd?", "Het gaat om een groot dossier.")


class Refusal(Facts):
    """One reason that the body gave for not giving everything."""

    ground: kinds.RefusalGround = fact(
        "grond", "Reden van weigering", "Welke reden gaf de organisatie?", "gegevens van een ander"
    )
    documents: tuple[Line, ...] = several(
        "stukken", "Geweigerde stukken", "Welke stukken of gegevens kreeg u daarom niet?", "het contactjournaal"
    )
    view: Prose | None = maybe(
        "eigen_kijk",
        "Eigen kijk",
        "Waarom klopt die reden volgens u niet?",
        "Het verslag gaat over een gesprek met mij.",
    )


class FollowUp(Facts):
    """An earlier letter of the sender, and how it stands now."""

    kind: kinds.EarlierLetter = fact("soort", "Soort brief", "Wat voor brief stuurde u?", "verzoek om eigen gegevens")
    subject: Line = fact("onderwerp", "Onderwerp", "Waar ging die brief over?", "inzage in mijn persoonsgegevens")
    sent: Day = fact("verzonden", "Verzonden op", "Op welke dag hebt u de brief verstuurd?", "2026-10-05")
    received: Day | None = maybe(
        "ontvangen",
        "Ontvangen op",
        "Op welke dag ontving de organisatie de brief? Kijk op het bewijs of in de bevestiging.",
        "2026-10-06",
    )
    state: kinds.State = fact("stand", "Hoe het ervoor staat", "Wat kwam er op uw brief?", "geen antwoord")
    answered: Day | None = maybe(
        "antwoord_van", "Antwoord van", "Welke datum staat op het antwoord of besluit?", "2026-11-12"
    )
    announced: Day | None = maybe(
        "bekendgemaakt",
        "Verzonden aan u",
        "Op welke dag is het antwoord of besluit aan u verstuurd? Weet u het niet, neem dan de datum op de brief.",
        "2026-11-12",
    )
    delay: Delay | None = maybe("uitstel", "Uitstel", "Kreeg u bericht dat het later wordt?", "meegedeeld: 2026-11-10")
    refusals: tuple[Refusal, ...] = several(
        "weigering", "Redenen van weigering", "Welke redenen gaf de organisatie?", "grond: gegevens van een ander"
    )
    reminded: Day | None = maybe("herinnerd", "Herinnerd op", "Op welke dag stuurde u een herinnering?", "2026-11-09")
    committee: YesNo | None = maybe(
        "commissie",
        "Met een commissie",
        "Alleen bij een klacht of bezwaar: adviseert een persoon of commissie daarover? Leeg als u het niet weet.",
        "ja",
    )
    objection_to: kinds.EarlierLetter | None = maybe(
        "bezwaar_over",
        "Bezwaar waarover",
        "Alleen bij een bezwaar: op wat voor verzoek of aanvraag kwam het besluit?",
        "verzoek om eigen gegevens",
    )
    notice_received: Day | None = maybe(
        "ingebreke_ontvangen",
        "Ingebrekestelling ontvangen",
        "Op welke dag ontving de organisatie uw ingebrekestelling?",
        "2026-11-16",
    )
    reasons: tuple[Prose, ...] = several(
        "redenen",
        "Redenen van bezwaar",
        "Waarom bent u het niet eens met het besluit?",
        "Het besluit noemt geen reden per stuk.",
    )
    why_late: Prose | None = maybe(
        "reden_te_laat",
        "Reden van te laat",
        "Is de termijn voor bezwaar voorbij? Waarom lukte het niet op tijd?",
        "Het besluit is naar het oude adres gestuurd.",
    )
    pro_forma: YesNo = Field(
        default=False,
        alias="redenen_volgen",
        title="Redenen volgen later",
        description="Wilt u nu alleen bezwaar maken en de redenen later sturen?",
        examples=["nee"],
    )
