"""A limit on contact with a child, how it came about, and what the sender wants instead."""

from __future__ import annotations

from pydantic import Field

from briefgen.facts import kinds
from briefgen.facts.base import Facts, fact, maybe, several
from briefgen.facts.events import DatedFact
from briefgen.facts.scalars import Day, Line, Prose, YesNo


class Arrangement(Facts):
    """A contact arrangement, each part a phrase that can stand on its own."""

    how_often: Prose = fact(
        "hoe_vaak",
        "Hoe vaak en hoe lang",
        "Hoe vaak en hoe lang wilt u contact?",
        "elke week op woensdag van 14.00 tot 17.00 uur",
    )
    where: Prose | None = maybe("waar", "Waar", "Waar is het contact?", "bij de moeder thuis")
    support: Prose | None = maybe(
        "begeleiding",
        "Begeleiding",
        "Is er iemand bij, en wie?",
        "de eerste vier keer met begeleiding van de zorgaanbieder",
    )
    calls: Prose | None = maybe(
        "bellen",
        "Bellen en video",
        "Hoe vaak wilt u bellen of videobellen?",
        "twee keer per week videobellen, op maandag en vrijdag om 18.30 uur",
    )
    growth: Prose | None = maybe(
        "opbouw", "Opbouw", "Hoe wordt het contact opgebouwd?", "na zes weken ook een zaterdag van 10.00 tot 17.00 uur"
    )
    review: Prose | None = maybe(
        "evaluatie", "Evaluatie", "Wanneer bekijkt u samen hoe het gaat?", "elke zes weken, met ouders en pleegouders"
    )


class EarlierOrder(Facts):
    """A contact arrangement that a court laid down before."""

    day: Day = fact("datum", "Datum", "Wat is de datum van die beschikking?", "2025-11-03")
    court: Line = fact("rechtbank", "Rechter", "Welke rechter besliste?", "rechtbank Voorbeeldstad")
    content: Prose = fact(
        "inhoud", "Inhoud", "Wat bepaalde de rechter over contact?", "elke zaterdag van 10.00 tot 17.00 uur"
    )
    kind: kinds.OrderKind | None = maybe(
        "soort",
        "Soort regeling",
        "Wat voor regeling of beslissing is het?",
        "regeling tijdens de ondertoezichtstelling",
    )
    case_number: Line | None = maybe(
        "zaaknummer", "Zaaknummer", "Wat is het zaaknummer op die beschikking?", "C/00/123456 / FA RK 25-123"
    )
    final_since: Day | None = maybe(
        "onherroepelijk",
        "Onherroepelijk sinds",
        "Sinds wanneer kan niemand meer in hoger beroep tegen die beschikking?",
        "2026-02-04",
    )
    not_kept: tuple[DatedFact, ...] = several(
        "niet_nagekomen",
        "Niet nagekomen",
        "Wanneer ging het contact niet door zoals de rechter het bepaalde? Noem per keer de datum.",
        "wat: Het bezoek van zaterdag ging niet door.",
    )
    make_up: Prose | None = maybe(
        "inhalen",
        "Inhalen",
        "Hoe wilt u de gemiste keren inhalen?",
        "op 5 en 12 december 2026 van 10.00 tot 17.00 uur",
    )


class Concern(Facts):
    """A worry that is named as the reason for less contact, and what has been done about it."""

    what: Prose = fact("zorg", "De zorg", "Welke zorg is genoemd, en door wie?", "Noa is onrustig na de bezoeken.")
    done: Prose | None = maybe(
        "gedaan", "Wat er is gedaan", "Wat is er al aan gedaan?", "De moeder volgt sinds september oudertraining."
    )
    proposal: Prose | None = maybe(
        "voorstel",
        "Voorstel",
        "Wat stelt u voor, en waaraan is te zien dat het genoeg is?",
        "drie bezoeken met begeleiding, met een kort verslag per bezoek",
    )
    enclosure: int | None = maybe("bijlage", "Bijlage", "Welke bijlage laat dit zien (nummer)?", "2", ge=1)


class Withdrawal(Facts):
    """A request to the agency to withdraw or ease its decision, and what came of it."""

    received: Day = fact("ontvangen", "Ontvangen", "Op welke dag kreeg de instelling dat verzoek?", "2026-11-02")
    decided: Day | None = maybe(
        "beslist",
        "Beslissing verzonden",
        "Op welke dag is de beslissing op dat verzoek verzonden of aan u gegeven? Leeg als er niets kwam.",
        "2026-11-12",
    )
    granted: YesNo = Field(
        default=False,
        alias="toegewezen",
        title="Toegewezen",
        description="Heeft de instelling gedaan wat u vroeg?",
        examples=["nee"],
    )


class Contact(Facts):
    """A limit on contact between parent and child, and what the sender wants instead."""

    decision: Prose = fact(
        "beperking", "De beperking", "Wat is er beperkt?", "Het bezoek gaat van elke week naar een uur per vier weken."
    )
    form: kinds.DecisionForm = fact("vorm", "Vorm", "Hoe kreeg u dit te horen?", "brief")
    by: kinds.DecidedBy = Field(
        default=kinds.DecidedBy.AGENCY,
        alias="door",
        title="Wie besliste",
        description="Wie beperkte het contact?",
        examples=["gecertificeerde instelling"],
    )
    with_whom: Line | None = maybe(
        "met_wie",
        "Contact met wie",
        "Met wie is het contact beperkt? Alleen nodig als het kind zelf schrijft.",
        "Sanne de Vries (moeder)",
    )
    parent_has_custody: YesNo = Field(
        default=False,
        alias="ouder_met_gezag",
        title="Contact met een ouder met gezag",
        description="Schrijft het kind zelf: gaat het om contact met een ouder die het gezag heeft?",
        examples=["ja"],
    )
    addressed_to_child: YesNo = Field(
        default=False,
        alias="aan_kind_gericht",
        title="Aan het kind gericht",
        description="Schrijft het kind zelf: is de beslissing op papier ook aan het kind gericht?",
        examples=["ja"],
    )
    since: Day | None = maybe("sinds", "Sinds", "Sinds wanneer geldt de beperking?", "2026-11-16")
    until: Day | None = maybe("tot", "Tot", "Tot wanneer geldt de beperking?", "2027-02-01")
    dated: Day | None = maybe(
        "datum_brief",
        "Datum op de brief",
        "Welke datum staat op de brief, het bericht of de beschikking?",
        "2026-11-12",
    )
    sent: Day | None = maybe(
        "verzonden",
        "Verzonden of uitgereikt",
        "Op welke dag is de beslissing verzonden, of aan u gegeven? "
        "Weet u het niet zeker, neem dan de vroegste dag die het kan zijn.",
        "2026-11-12",
    )
    received: Day | None = maybe("ontvangen", "Ontvangen", "Op welke dag kreeg u de beslissing?", "2026-11-14")
    present: Prose | None = maybe(
        "huidig", "Contact nu", "Hoe is het contact nu geregeld?", "een uur per vier weken, op kantoor"
    )
    before: Prose | None = maybe(
        "voorheen",
        "Contact hiervoor",
        "Hoe was het contact voor deze beperking?",
        "elke week drie uur bij de moeder thuis",
    )
    wished: Arrangement | None = maybe(
        "gewenst", "Gewenste regeling", "Welke regeling wilt u?", "hoe_vaak: elke week op woensdag"
    )
    reason_given: Prose | None = maybe(
        "reden", "Opgegeven reden", "Welke reden kreeg u?", "Volgens de brief is Noa onrustig na de bezoeken."
    )
    own_view: tuple[DatedFact, ...] = several(
        "eigen_kijk",
        "Eigen kijk op de feiten",
        "Wat is er volgens u gebeurd? Noem per punt de datum.",
        "wat: Het bezoek verliep rustig.",
    )
    heard: Prose | None = maybe(
        "gehoord",
        "Overleg vooraf",
        "Is er vooraf met u (en het kind) over gesproken?",
        "Er is vooraf niet met de moeder of met Noa gesproken.",
    )
    asked_before: tuple[DatedFact, ...] = several(
        "eerder_gevraagd",
        "Eerder gevraagd",
        "Hebt u al om uitleg of een besluit gevraagd? Wanneer en hoe?",
        "wat: Ik vroeg telefonisch om een brief.",
    )
    earlier_order: EarlierOrder | None = maybe(
        "eerdere_regeling",
        "Eerdere regeling van de rechter",
        "Heeft een rechter al eerder een contactregeling bepaald?",
        "inhoud: elke zaterdag",
    )
    why_urgent: Prose | None = maybe(
        "waarom_niet_wachten",
        "Waarom niet wachten",
        "Waarom kan het contact niet wachten tot de uitspraak?",
        "Noa is vier jaar; vier weken is voor haar lang.",
    )
    why_late: Prose | None = maybe(
        "reden_te_laat",
        "Reden van te laat",
        "Waarom is de termijn voorbij? Is er geen goede reden, vraag dan het Juridisch Loket of de instelling de "
        "beslissing kan intrekken omdat er iets is veranderd.",
        "De brief is naar het oude adres van de moeder gestuurd.",
    )
    wish: kinds.ContactWish | None = maybe(
        "wens",
        "Wat u nu wilt",
        "Wat wilt u met deze brief bereiken? Laat dit leeg als u eerst wilt zien welke brieven passen.",
        "versoepeling",
    )
    changed: tuple[DatedFact, ...] = several(
        "veranderd",
        "Wat er is veranderd",
        "Wat is er veranderd sinds die beslissing? Noem per punt de datum.",
        "wat: De vader heeft de cursus afgerond.",
    )
    wrong_data: tuple[DatedFact, ...] = several(
        "onjuiste_gegevens",
        "Onjuiste gegevens",
        "Op welke onjuiste of onvolledige gegevens rust de regeling van de rechter?",
        "wat: Het verslag noemt een gesprek dat er niet is geweest.",
    )
    concerns: tuple[Concern, ...] = several(
        "zorgen",
        "Zorgen",
        "Welke zorgen noemt de instelling als reden voor minder contact?",
        "zorg: onrust na de bezoeken",
    )
    bond: Prose | None = maybe(
        "band",
        "Band met het kind",
        "Wat is de band tussen u en het kind? Noem hoe lang, hoe vaak en wat u samen deed.",
        "Noa logeerde vanaf haar geboorte elk weekend bij haar oma.",
    )
    withdrawal: Withdrawal | None = maybe(
        "intrekking",
        "Verzoek om intrekking",
        "Hebt u de instelling al gevraagd de beslissing in te trekken of te versoepelen?",
        "ontvangen: 2026-11-02",
    )
