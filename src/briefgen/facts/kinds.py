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
    COURT = "rechter"


class RequestKind(StrEnum):
    YOUTH_FILE = "jeugddossier"
    OWN_DATA = "eigen gegevens"
    PUBLIC_DOCUMENTS = "openbare documenten"
    OVERSIGHT = "toezicht"


class Concerning(StrEnum):
    SELF = "mijzelf"
    CHILD = "kind"
    BOTH = "mijzelf en kind"


class Form(StrEnum):
    DIGITAL = "digitaal"
    PAPER = "papier"
    INSPECTION = "inzage ter plaatse"


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
    OTHER = "andere organisatie"
