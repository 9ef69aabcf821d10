"""The closed lists of a case file. The values are what people write; the names are English."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    PARENT = "ouder"
    YOUNG_PERSON = "jeugdige"
    CARER = "verzorger"
    LAWYER = "advocaat"
    ADVOCATE = "belangenbehartiger"
    ORGANISATION = "organisatie"
    RESIDENT = "inwoner"


class Capacity(StrEnum):
    """In what capacity someone acts for the sender."""

    LAWYER = "advocaat"
    ADVOCATE = "belangenbehartiger"
    RELATIVE = "familielid"
    CONFIDANT = "vertrouwenspersoon"
    OTHER = "anders"


class Custody(StrEnum):
    """Who has gezag over the child, seen from the sender."""

    SENDER = "afzender"
    JOINT = "gezamenlijk"
    OTHER_PARENT = "andere ouder"
    GUARDIAN = "voogd"
    SUSPENDED = "geschorst"
    UNKNOWN = "onbekend"


class MeasureKind(StrEnum):
    SUPERVISION = "ondertoezichtstelling"
    PROVISIONAL_SUPERVISION = "voorlopige ondertoezichtstelling"
    GUARDIANSHIP = "voogdij"
    PROVISIONAL_GUARDIANSHIP = "voorlopige voogdij"
    VOLUNTARY = "vrijwillig"
    NONE = "geen"


class Residence(StrEnum):
    FOSTER = "pleeggezin"
    KIN = "netwerkpleeggezin"
    FAMILY_HOME = "gezinshuis"
    INSTITUTION = "instelling"
    OTHER = "elders"


class DecisionForm(StrEnum):
    """The form in which contact was limited."""

    INSTRUCTION = "schriftelijke aanwijzing"
    LETTER = "brief"
    EMAIL = "e-mail"
    MESSAGE = "bericht"
    REPORT = "verslag"
    ORAL = "mondeling"
    FACTUAL = "feitelijk"
    COURT_ORDER = "beschikking van de rechter"


class DecidedBy(StrEnum):
    AGENCY = "gecertificeerde instelling"
    FOSTER = "pleegouder of verblijfplek"
    OTHER_PARENT = "andere ouder"
    GUARDIAN = "voogd"
    COURT = "rechter"


class ContactWish(StrEnum):
    """What a letter about contact is meant to bring about."""

    WRITTEN_DECISION = "besluit op papier"
    PETITION = "verzoek aan de kinderrechter"
    EASING = "versoepeling"
    CHANGE_OF_ORDER = "wijziging van de regeling"
    AGENCY_PETITION = "verzoek door de instelling"
    CONTACT_PLAN = "contactplan"
    COMPLIANCE = "naleving"
    CONDITIONS = "voorwaarden"
    LAWYER = "advocaat"


class OrderKind(StrEnum):
    """On what footing a court regulated or denied contact."""

    DURING_SUPERVISION = "regeling tijdens de ondertoezichtstelling"
    AFTER_INSTRUCTION = "regeling na een beslissing van de instelling"
    ACCESS = "omgangsregeling"
    BETWEEN_PARENTS = "regeling tussen ouders met gezag"
    DENIAL = "ontzegging van omgang"


class PlacementChange(StrEnum):
    END = "beëindigen"
    SHORTEN = "bekorten"
    STAY = "niet overplaatsen"


class RequestKind(StrEnum):
    YOUTH_FILE = "jeugddossier"
    OWN_DATA = "eigen gegevens"
    SAFE_HOME_FILE = "veilig thuis-dossier"
    MEDICAL_FILE = "medisch dossier"
    INFORMATION = "informatie over het kind"
    OTHER_PARENT = "informatie van de andere ouder"
    CORRECTION = "rectificatie"
    DESTRUCTION = "vernietiging"
    PLAN = "plan"
    COURT_FILE = "processtukken"
    PUBLIC_DOCUMENTS = "openbare documenten"
    FIGURES = "cijfers"
    OVERSIGHT = "toezicht"


class PassageKind(StrEnum):
    FACT = "feit"
    OPINION = "mening"
    MISSING = "ontbreekt"


class Concerning(StrEnum):
    SELF = "mijzelf"
    CHILD = "kind"
    BOTH = "mijzelf en kind"


class Form(StrEnum):
    DIGITAL = "digitaal"
    PAPER = "papier"
    INSPECTION = "inzage ter plaatse"


class CourtPosition(StrEnum):
    """What someone is in a case before the court; it decides which documents of the case they may see."""

    APPLICANT = "verzoeker"
    INTERESTED = "belanghebbende"
    NEITHER = "geen van beide"


class ComplaintTopic(StrEnum):
    TREATMENT = "bejegening"
    INFORMATION = "informatie"
    PLAN = "plan"
    FAMILY_PLAN = "familiegroepsplan"
    REPORTING = "rapportage"
    QUALITY = "kwaliteit van de hulp"
    CHANGES = "wisselende medewerkers"
    FILE = "dossier"
    PRIVACY = "privacy"
    CONFIDANT = "vertrouwenspersoon"
    FAMILY_BOND = "band met het kind"
    DELAY = "traagheid"


class ComplaintRoute(StrEnum):
    """Where someone wants to go with what happened."""

    BODY = "klacht"
    OMBUDSMAN = "ombudsman"
    PRIVACY = "privacy"
    DISCIPLINARY = "tuchtklacht"
    INSPECTORATE = "melding"
    CONVERSATION = "gesprek"


class Repair(StrEnum):
    MEDIATOR = "gesprek met een bemiddelaar"
    FIXED_WORKER = "vaste medewerker"
    OTHER_WORKER = "andere medewerker"
    CONFIDANT = "gesprek met een vertrouwenspersoon erbij"


class OversightRoute(StrEnum):
    EXECUTIVE = "college"
    MUNICIPAL_COUNCIL = "gemeenteraad"
    STATE = "rijkstoezicht"


class EarlierLetter(StrEnum):
    """What kind of letter is followed up; it decides which term and which next step count."""

    YOUTH_FILE = "verzoek om jeugddossier"
    OWN_DATA = "verzoek om eigen gegevens"
    CORRECTION = "verzoek om rectificatie"
    DESTRUCTION = "verzoek om vernietiging"
    SAFE_HOME_FILE = "verzoek om veilig thuis-dossier"
    MEDICAL_FILE = "verzoek om medisch dossier"
    PUBLIC_DOCUMENTS = "woo-verzoek"
    APPLICATION = "aanvraag"
    COMPLAINT = "klacht"
    OBJECTION = "bezwaar"
    EASING = "verzoek aan de instelling om versoepeling"
    QUESTION = "vragen zonder termijn"


class State(StrEnum):
    NO_ANSWER = "geen antwoord"
    DELAYED = "uitgesteld"
    REFUSED = "geweigerd"
    PARTLY = "deels geweigerd"


class RefusalGround(StrEnum):
    """Reasons that bodies give for not giving (all of) what was asked."""

    OTHERS = "gegevens van een ander"
    PRIVACY = "persoonlijke levenssfeer"
    NO_CUSTODY = "geen gezag"
    CHILD_DECIDES = "het kind beslist zelf"
    CHILD_INTEREST = "belang van het kind"
    EXCESSIVE = "te veel of te vaak gevraagd"
    COST = "kosten vooraf"
    PERSONAL_VIEWS = "persoonlijke beleidsopvattingen"
    WORKING_NOTES = "werkaantekeningen"
    IDENTITY = "identiteit niet vastgesteld"
    CONFIDENTIAL = "geheimhouding"
    INVESTIGATION = "toezicht of onderzoek"
    NOT_HELD = "stukken zijn er niet"
    COURT = "stukken zijn bij de rechter"
    NO_REASON = "geen reden genoemd"


class Channel(StrEnum):
    POST = "post"
    REGISTERED = "aangetekend"
    COUNTER = "balie"
    EMAIL = "e-mail"
    PORTAL = "formulier of portaal"


class Tone(StrEnum):
    """The tone of a letter; it never changes the law or what is asked."""

    CONNECTING = "verbindend"
    NEUTRAL = "zakelijk"
    FIRM = "stevig"


class EnclosureKind(StrEnum):
    AUTHORISATION = "machtiging"
    DECISION = "beslissing"
    ORDER = "beschikking"
    PLAN = "plan"
    DISPATCH = "verzendbewijs"
    CONTACT_LOG = "contactoverzicht"
    IDENTITY = "identiteit"
    CUSTODY = "gezagsregister"
    OTHER = "overig"


class RecipientKind(StrEnum):
    """What kind of body the addressee is; the letters say which kinds they may go to."""

    CERTIFIED_AGENCY = "gecertificeerde instelling"
    YOUTH_CARE_PROVIDER = "jeugdhulpaanbieder"
    SAFE_HOME = "veilig thuis"
    MUNICIPALITY = "gemeente"
    COUNCIL_FOR_CHILD_PROTECTION = "raad voor de kinderbescherming"
    COURT = "rechtbank"
    COURT_OF_APPEAL = "gerechtshof"
    SCHOOL = "school"
    HEALTH_CARE = "zorgverlener"
    MINISTRY = "ministerie"
    SUPERVISOR = "toezichthouder"
    OMBUDSMAN = "ombudsman"
    CONFIDANT_SERVICE = "vertrouwenswerk"
    REGISTER = "beroepsregister"
    LAWYER = "advocaat"
    MEDIATOR = "bemiddelaar"
    PARENT = "ouder"
    GUARDIAN = "voogd"  # a person; an agency that is guardian is a certified agency
    OTHER = "andere organisatie"
