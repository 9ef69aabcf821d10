"""The people and bodies of a case: who writes, for whom, about which child, to whom."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from briefgen.facts import kinds
from briefgen.facts.base import Facts, fact, maybe
from briefgen.facts.scalars import Day, Email, Line, Phone, Postcode, Prose, YesNo


class Sender(Facts):
    """Whose letter it is. When someone acts for this person, see `Representative`."""

    name: Line = fact("naam", "Naam", "Wat is de volledige naam?", "Sanne de Vries")
    role: kinds.Role = fact(
        "rol", "Rol", "Wie schrijft: een ouder, een jeugdige, een verzorger of iemand anders?", "ouder"
    )
    relation: Line | None = maybe(
        "relatie",
        "Relatie tot het kind",
        "Wat bent u van het kind? Bijvoorbeeld moeder, vader, oma of pleegouder.",
        "moeder",
    )
    birth_date: Day | None = maybe(
        "geboortedatum", "Geboortedatum", "Wat is de geboortedatum van de afzender?", "1988-04-12"
    )
    address: Line = fact("adres", "Straat en huisnummer", "Wat is het adres of de postbus?", "Voorbeeldstraat 1")
    postcode: Postcode = fact("postcode", "Postcode", "Wat is de postcode?", "1234 AB")
    town: Line = fact("plaats", "Woonplaats", "Wat is de woonplaats?", "Voorbeeldstad")
    phone: Phone | None = maybe("telefoon", "Telefoonnummer", "Op welk nummer bent u te bereiken?", "06 12345678")
    email: Email | None = maybe("email", "E-mailadres", "Op welk e-mailadres bent u te bereiken?", "sanne@example.org")


class Representative(Facts):
    """Who writes on behalf of the sender."""

    name: Line = fact("naam", "Naam", "Wie schrijft namens de afzender?", "mr. J. Jansen")
    capacity: kinds.Capacity = fact(
        "hoedanigheid",
        "Hoedanigheid",
        "Als wat treedt deze persoon op: advocaat, belangenbehartiger, familielid?",
        "advocaat",
    )
    organisation: Line | None = maybe(
        "organisatie", "Organisatie", "Voor welke organisatie of welk kantoor?", "Kantoor Voorbeeld"
    )
    address: Line = fact("adres", "Straat en huisnummer", "Wat is het adres of de postbus?", "Voorbeeldlaan 2")
    postcode: Postcode = fact("postcode", "Postcode", "Wat is de postcode?", "1234 AB")
    town: Line = fact("plaats", "Plaats", "Wat is de plaats?", "Voorbeeldstad")
    phone: Phone | None = maybe(
        "telefoon", "Telefoonnummer", "Op welk nummer is deze persoon te bereiken?", "010 1234567"
    )
    email: Email | None = maybe(
        "email", "E-mailadres", "Op welk e-mailadres is deze persoon te bereiken?", "jansen@example.org"
    )


class Organisation(Facts):
    """The organisation that writes, for letters about more than one family."""

    name: Line = fact("naam", "Naam", "Hoe heet de organisatie?", "Stichting Voorbeeld")
    purpose: Prose = fact(
        "doel",
        "Wat de organisatie doet",
        "Wat doet de organisatie, in een of twee zinnen?",
        "Wij staan ouders bij van kinderen in jeugdzorg.",
    )
    legal_form: Line | None = maybe("rechtsvorm", "Rechtsvorm", "Wat voor organisatie is het?", "stichting")
    registration: Line | None = maybe(
        "kvk", "KvK-nummer", "Onder welk nummer staat zij in het Handelsregister?", "12345678"
    )
    website: Line | None = maybe("website", "Website", "Wat is de website?", "https://www.example.org")


class Child(Facts):
    name: Line = fact("naam", "Naam", "Wat is de naam van het kind?", "Noa de Vries")
    birth_date: Day = fact("geboortedatum", "Geboortedatum", "Wanneer is het kind geboren?", "2018-03-05")
    custody: kinds.Custody = Field(
        default=kinds.Custody.UNKNOWN,
        alias="gezag",
        title="Gezag",
        description=(
            "Wie heeft het gezag: de afzender alleen, de afzender samen met een ander (gezamenlijk), de andere ouder "
            "of een voogd? Kijk bij twijfel in het gezagsregister; een uittreksel vraagt u aan bij de rechtbank."
        ),
        examples=["gezamenlijk"],
    )
    in_family: YesNo = Field(
        default=False,
        alias="in_gezin_afzender",
        title="In het gezin van de afzender",
        description=(
            "Hoort het kind bij het gezin van de afzender, en verzorgt en voedt de afzender het op (geen pleegkind)?"
        ),
        examples=["nee"],
    )
    town: Line | None = maybe(
        "woonplaats", "Woonplaats", "Wat is de woonplaats van het kind volgens de wet?", "Voorbeeldstad"
    )
    can_judge: YesNo = Field(
        default=True,
        alias="kan_eigen_belang_wegen",
        title="Kan eigen belang wegen",
        description=(
            "Kan het kind van 12 jaar of ouder zelf overzien wat dit verzoek betekent? "
            "Vul alleen 'nee' in met een goede reden."
        ),
        examples=["ja"],
    )
    why_not: Prose | None = maybe(
        "onderbouwing_niet_wegen",
        "Waarom niet",
        "Waaruit blijkt dat het kind dit niet zelf kan overzien?",
        "Noa heeft een ernstige verstandelijke beperking.",
    )
    view: Prose | None = maybe(
        "mening", "Mening van het kind", "Wat vindt het kind zelf van dit verzoek?", "Noa wil het verslag ook lezen."
    )
    signs_too: YesNo = Field(
        default=False,
        alias="tekent_mee",
        title="Tekent mee",
        description="Ondertekent het kind (12 jaar of ouder) de brief ook?",
        examples=["ja"],
    )


def _by_id(value: object) -> object:
    return {"id": value} if isinstance(value, str) else value


class Addressee(Facts):
    """A body to write to: an id from the recipients list, or a full address."""

    id: Line | None = maybe(
        "id", "Nummer in de adreslijst", "Onder welk nummer staat de instantie in de adreslijst?", "GM0228"
    )
    name: Line | None = maybe("naam", "Naam", "Hoe heet de instantie?", "Stichting Voorbeeld Jeugdbescherming")
    kind: kinds.RecipientKind | None = maybe(
        "soort", "Soort instantie", "Wat voor instantie is het?", "gecertificeerde instelling"
    )
    attention: Line | None = maybe(
        "ter_attentie_van", "Ter attentie van", "Ter attentie van wie?", "de klachtencommissie"
    )
    address: Line | None = maybe("adres", "Adres", "Wat is het postadres?", "Postbus 12")
    postcode: Postcode | None = maybe("postcode", "Postcode", "Wat is de postcode?", "1234 AB")
    town: Line | None = maybe("plaats", "Plaats", "Wat is de plaats?", "Voorbeeldstad")


Body = Annotated[Addressee, BeforeValidator(_by_id)]


class Interested(Facts):
    """Someone else whose rights the case touches, such as the other parent or foster parents."""

    name: Line = fact(
        "naam", "Naam", "Hoe heet deze persoon, met alle voornamen als u die weet?", "Pieter Jan de Vries"
    )
    capacity: Line = fact("hoedanigheid", "Wie dit is", "Wat is deze persoon van het kind?", "vader met gezag")
    town: Line | None = maybe("woonplaats", "Woonplaats", "Waar woont deze persoon, als u dat weet?", "Voorbeeldstad")
