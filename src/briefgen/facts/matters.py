"""What a case is about: the measure, a limit on contact, a complaint, a request, oversight."""

from __future__ import annotations

from pydantic import Field

from briefgen.facts import kinds
from briefgen.facts.base import Facts, fact, maybe, several
from briefgen.facts.people import Body
from briefgen.facts.scalars import Day, Line, Prose, YesNo


class Period(Facts):
    start: Day | None = maybe("van", "Van", "Vanaf welke datum?", "2025-01-01")
    end: Day | None = maybe("tot", "Tot en met", "Tot en met welke datum?", "2026-10-31")


class Placement(Facts):
    """The child lives elsewhere: the court's authorisation and where."""

    valid_from: Day | None = maybe(
        "machtiging_van", "Machtiging vanaf", "Vanaf wanneer geldt de machtiging uithuisplaatsing?", "2026-06-01"
    )
    valid_to: Day | None = maybe(
        "machtiging_tot", "Machtiging tot", "Tot en met welke datum geldt de machtiging uithuisplaatsing?", "2027-05-31"
    )
    residence: kinds.Residence | None = maybe("verblijf", "Verblijf", "Waar woont het kind nu?", "pleeggezin")
    voluntary: YesNo = Field(
        default=False,
        alias="vrijwillig",
        title="Vrijwillig",
        description=(
            "Is het kind uit huis geplaatst zonder machtiging van de rechter, met instemming van wie het gezag heeft?"
        ),
        examples=["nee"],
    )


class Measure(Facts):
    kind: kinds.MeasureKind = fact("soort", "Soort maatregel", "Welke maatregel loopt er?", "ondertoezichtstelling")
    start: Day | None = maybe("begin", "Begin", "Op welke datum begon de maatregel?", "2026-06-01")
    end: Day | None = maybe("eind", "Einde", "Tot en met welke datum loopt de maatregel?", "2027-05-31")
    court: Body | None = maybe(
        "rechtbank", "Rechtbank", "Welke rechtbank besliste, en op welke locatie?", "Rechtbank Voorbeeldstad"
    )
    case_number: Line | None = maybe(
        "zaaknummer", "Zaaknummer", "Wat is het zaaknummer op de beschikking?", "C/00/123456 / JE RK 26-123"
    )
    order_date: Day | None = maybe(
        "beschikking", "Datum beschikking", "Wat is de datum van de beschikking van de rechter?", "2026-06-01"
    )
    agency: Body | None = maybe(
        "instelling",
        "Gecertificeerde instelling",
        "Welke gecertificeerde instelling voert de maatregel uit?",
        "Stichting Voorbeeld Jeugdbescherming",
    )
    worker: Line | None = maybe("jeugdbeschermer", "Jeugdbeschermer", "Hoe heet de jeugdbeschermer?", "mevrouw Bakker")
    threats: tuple[Line, ...] = several(
        "bedreigingen",
        "Bedreigingen in de beschikking",
        "Welke bedreigingen voor de ontwikkeling noemt de beschikking?",
        "veel ruzie tussen de ouders",
    )
    placement: Placement | None = maybe(
        "uithuisplaatsing",
        "Uithuisplaatsing",
        "Woont het kind door de maatregel ergens anders?",
        "verblijf: pleeggezin",
    )


class DatedFact(Facts):
    """Something that happened, with its date and, if there is one, the number of the enclosure that shows it."""

    day: Day | None = maybe("datum", "Datum", "Wanneer was dit?", "2026-09-07")
    what: Prose = fact("wat", "Wat", "Wat is er gebeurd of gezegd?", "Het bezoek verliep rustig.")
    enclosure: int | None = maybe("bijlage", "Bijlage", "Welke bijlage laat dit zien (nummer)?", "2", ge=1)


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
    since: Day | None = maybe("sinds", "Sinds", "Sinds wanneer geldt de beperking?", "2026-11-16")
    until: Day | None = maybe("tot", "Tot", "Tot wanneer geldt de beperking?", "2027-02-01")
    dated: Day | None = maybe(
        "datum_brief", "Datum op de brief", "Welke datum staat op de brief of het bericht?", "2026-11-12"
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


class Event(Facts):
    """One dated event of a complaint."""

    day: Day = fact("datum", "Datum", "Op welke datum gebeurde dit?", "2026-09-07")
    what: Prose = fact(
        "wat",
        "Wat",
        "Wat gebeurde er? Schrijft iemand namens u, gebruik dan namen en geen 'ik'.",
        "De afspraak ging zonder bericht niet door.",
    )
    who: Line | None = maybe("wie", "Wie", "Wie was erbij of deed dit?", "de jeugdbeschermer")
    consequence: Prose | None = maybe(
        "gevolg", "Gevolg", "Wat was het gevolg, voor het kind of voor u?", "Noa zag mij zes weken niet."
    )
    enclosure: int | None = maybe("bijlage", "Bijlage", "Welke bijlage laat dit zien (nummer)?", "1", ge=1)


class Complaint(Facts):
    events: tuple[Event, ...] = fact(
        "gebeurtenissen",
        "Gebeurtenissen",
        "Wat is er gebeurd? Noem per gebeurtenis de datum, wat er gebeurde en het gevolg.",
        "datum: 2026-09-07",
        min_length=1,
    )
    topics: tuple[kinds.ComplaintTopic, ...] = several(
        "onderwerpen", "Onderwerpen", "Waar gaat de klacht over?", "informatie"
    )
    remedies: tuple[Line, ...] = several(
        "oplossingen", "Wat het goedmaakt", "Wat zou het weer goedmaken?", "een vaste jeugdbeschermer"
    )
    discussed: Prose | None = maybe(
        "besproken",
        "Eerder besproken",
        "Hebt u dit al besproken, met wie en wat was het antwoord?",
        "Op 2 oktober sprak ik met de teamleider.",
    )
    companion: Line | None = maybe(
        "bijstand", "Wie meekomt", "Wie neemt u mee naar een gesprek?", "een vertrouwenspersoon"
    )
    medical: YesNo = Field(
        default=False,
        alias="medische_behandeling",
        title="Medische behandeling",
        description="Gaat de klacht over een medische behandeling, zoals door een arts of de jeugd-ggz?",
        examples=["nee"],
    )
    before_court: YesNo = Field(
        default=False,
        alias="bij_de_rechter",
        title="Bij de rechter",
        description="Heeft een rechter al over precies dit gedrag beslist, of loopt daarover een zaak?",
        examples=["nee"],
    )


class Request(Facts):
    kind: kinds.RequestKind = fact(
        "soort",
        "Soort verzoek",
        "Wat vraagt u op: het jeugddossier, eigen gegevens, openbare documenten?",
        "jeugddossier",
    )
    concerning: kinds.Concerning = Field(
        default=kinds.Concerning.SELF,
        alias="over",
        title="Over wie",
        description="Gaat het verzoek om eigen gegevens over uzelf, over het kind, of over allebei?",
        examples=["mijzelf"],
    )
    subject: Line | None = maybe(
        "onderwerp", "Onderwerp", "Over welk onderwerp gaat het verzoek?", "contact bij uithuisplaatsing"
    )
    documents: tuple[Line, ...] = several(
        "documenten", "Documenten", "Welke stukken wilt u in elk geval ontvangen?", "het contactjournaal"
    )
    places: tuple[Line, ...] = several(
        "vindplaatsen",
        "Waar te zoeken",
        "In welke systemen of bij welke afdelingen kan het staan?",
        "de e-mail van het team",
    )
    period: Period | None = maybe("periode", "Periode", "Over welke periode?", "van: 2025-01-01")
    form: kinds.Form | None = maybe("vorm", "Vorm", "Hoe wilt u de stukken krijgen?", "digitaal")


class Oversight(Facts):
    """What an organisation or resident sees in a municipality, without names."""

    signals: tuple[Prose, ...] = fact(
        "signalen",
        "Signalen",
        "Wat ziet u? Noem feiten, zonder namen van gezinnen of medewerkers.",
        "Ouders horen niet wat er moet veranderen.",
        min_length=1,
    )
    period: Period | None = maybe("periode", "Periode", "Over welke periode gaan de vragen?", "van: 2025-01-01")
    meeting: YesNo = Field(
        default=True, alias="gesprek", title="Gesprek", description="Wilt u een gesprek voorstellen?", examples=["ja"]
    )
