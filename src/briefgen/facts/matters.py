"""What a sender asks for: files and data, or answers about how a public body does its work."""

from __future__ import annotations

from pydantic import Field

from briefgen.facts import kinds
from briefgen.facts.base import Facts, fact, maybe, several
from briefgen.facts.events import Period
from briefgen.facts.people import Body
from briefgen.facts.scalars import Line, Prose, YesNo


class Correction(Facts):
    """One passage that is wrong, as it stands and as it should be."""

    where: Line = fact(
        "waar",
        "Waar het staat",
        "In welk stuk staat het, van welke datum en op welke bladzijde?",
        "rapport van 3 mei 2026, bladzijde 4",
    )
    says: Prose = fact("staat_er", "Wat er staat", "Wat staat er nu?", "De moeder verscheen niet op de afspraak.")
    kind: kinds.PassageKind = Field(
        default=kinds.PassageKind.FACT,
        alias="soort",
        title="Feit of mening",
        description="Gaat het om een feit dat niet klopt, om een mening of conclusie, of ontbreekt er iets?",
        examples=["feit"],
    )
    truth: Prose = fact(
        "klopt_wel",
        "Wat er had moeten staan",
        "Wat klopt er wel, of wat is uw kijk erop?",
        "De moeder was er om 10.00 uur en heeft een half uur gewacht.",
    )
    enclosure: int | None = maybe("bijlage", "Bijlage", "Welke bijlage laat dit zien (nummer)?", "1", ge=1)


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
    reason: Prose | None = maybe(
        "reden",
        "Waarom",
        "Waarom vraagt u dit? Vaak hoeft u geen reden te geven.",
        "Ik wil het plan samen kunnen bespreken.",
    )
    corrections: tuple[Correction, ...] = several(
        "correcties",
        "Wat niet klopt",
        "Wat klopt er niet in het dossier? Noem per punt waar het staat.",
        "staat_er: De moeder verscheen niet op de afspraak.",
    )
    statement: Prose | None = maybe(
        "verklaring",
        "Eigen verklaring",
        "Welke verklaring van uzelf moet bij het dossier komen?",
        "Ik was op 3 mei op tijd aanwezig en heb een half uur gewacht.",
    )
    about: tuple[Line, ...] = several("vragen", "Vragen", "Wat wilt u weten?", "hoe het op school gaat")
    case_number: Line | None = maybe(
        "zaaknummer",
        "Zaaknummer",
        "Wat is het zaaknummer bij de rechtbank, als dat niet al bij de maatregel staat?",
        "C/00/123456 / FA RK 26-123",
    )
    position: kinds.CourtPosition | None = maybe(
        "positie",
        "Positie in de zaak",
        "Wat bent u in de zaak bij de rechtbank: verzoeker, belanghebbende, of geen van beide? Het staat vaak op de "
        "oproep of de beschikking.",
        "belanghebbende",
    )
    refused_before: YesNo = Field(
        default=False,
        alias="eerder_geweigerd",
        title="Eerder geweigerd",
        description="Hebt u dit al eerder gevraagd en niet gekregen?",
        examples=["nee"],
    )


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
    route: kinds.OversightRoute = Field(
        default=kinds.OversightRoute.EXECUTIVE,
        alias="weg",
        title="Aan wie",
        description="Wie wilt u aanschrijven: het college, de gemeenteraad, of de toezichthouder van het Rijk?",
        examples=["college"],
    )
    questions: tuple[Line, ...] = several(
        "vragen", "Vragen", "Welke vragen wilt u stellen?", "Hoe vaak is er overlegd over contact?"
    )
    agency: Body | None = maybe(
        "instelling",
        "Instelling",
        "Over welke gecertificeerde instelling gaat het?",
        "Stichting Voorbeeld Jeugdbescherming",
    )
