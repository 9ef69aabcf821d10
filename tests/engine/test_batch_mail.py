"""The draft e-mail: for which letters there is one, and what a mail program finds in it."""

from __future__ import annotations

import email
import shutil
from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import CASES, DAY, ROOT, SAMPLES, letter_of, workshop

from briefgen import judging, pipeline
from briefgen.batch import mail
from briefgen.batch.mail import Mailbox, MailDraft, MailWords, Outcome
from briefgen.errors import ContentError
from briefgen.facts.kinds import EarlierLetter, RecipientKind, Role
from briefgen.facts.model import CaseFacts
from briefgen.facts.sending import Sending
from briefgen.letters.compose import Composition
from briefgen.letters.selection import judge
from briefgen.letters.sending import findings
from briefgen.letters.templating import Templates

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 40
NAME = "2026-11-21-brief.pdf"
LISTED = Mailbox("gemeente@example.org", listed=True)
OWN = Mailbox("post@example.org", listed=False)
OPENED = Sending.model_validate({"wijze": "e-mail", "kanaal_aangewezen": True})
WORDS = ROOT / "templates" / "mail" / "mail.yaml"
ALL = {path.stem: path for path in (*SAMPLES, *CASES)}

POLICY = {("toezicht-college", "gemeente"), ("gemeenteraad", "gemeente")}
POLICY |= {("rijkstoezicht", "toezichthouder"), ("rijkstoezicht", "ministerie")}
NEVER = {"bezwaarschrift", "ingebrekestelling"}
AUTHORITIES = {"gemeente", "raad voor de kinderbescherming", "ministerie"}
ELSEWHERE = {"toezichthouder", "ombudsman", "beroepsregister"}


@cache
def composed(name: str) -> tuple[Composition, CaseFacts]:
    found = workshop().read(ALL[name])
    (judged,) = judging.judged(found, [letter_of(ALL[name])], DAY, workshop())
    return pipeline.composed(judged, DAY, workshop()), judged.resolved.facts


def drafted(
    name: str, mailbox: Mailbox = LISTED, *, sending: Sending | None = None, templates: Templates | None = None
) -> MailDraft:
    composition, facts = composed(name)
    return mail.draft(
        composition,
        facts if sending is None else facts.model_copy(update={"sending": sending}),
        mailbox,
        pdf=PDF,
        file_name=NAME,
        templates=templates or workshop().templates,
        registry=workshop().registry,
    )


def read(data: bytes | None) -> EmailMessage:
    assert data is not None
    found = email.message_from_bytes(data, policy=SMTP)
    assert isinstance(found, EmailMessage)
    return found


def text_of(data: bytes | None) -> str:
    part = read(data).get_body(("plain",))
    assert part is not None
    content: str = part.get_content()
    return content.replace("\r\n", "\n")


# -- What a mail program finds --------------------------------------------------------------------------------


def test_a_draft_has_only_what_the_sender_does_not_fill_in() -> None:
    message = read(drafted("toezicht-college").message)
    assert message.keys() == ["X-Unsent", "To", "Subject", "MIME-Version", "Content-Type"]
    assert message["X-Unsent"] == "1"
    assert message["To"] == "gemeente@example.org"
    assert message["Subject"].startswith("Contact tussen ouders en kinderen in de jeugdbescherming in uw gemeente")
    assert message["Subject"].endswith("(kenmerk 2026/114)")


def test_the_letter_is_attached_as_it_is() -> None:
    (attached,) = read(drafted("toezicht-college").message).iter_attachments()
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_filename() == NAME
    assert attached.get_content() == PDF


def test_the_covering_text_is_short_and_courteous() -> None:
    assert text_of(drafted("toezicht-college").message).splitlines() == [
        "Geacht college, geachte burgemeester,",
        "",
        "In de bijlage vindt u een brief van 21 november 2026.",
        "",
        "Wilt u laten weten dat de brief is ontvangen, en wie hem behandelt?",
        "",
        "Is dit niet het juiste adres? Laat dan weten waar de brief wel heen kan.",
        "",
        "Hoogachtend,",
        "",
        "Petra Mulder",
        "namens Stichting Contact Voorbeeld",
    ]


@pytest.mark.parametrize("name", ["toezicht-college", "inzage-jeugddossier"])
def test_every_mail_program_can_read_it(name: str) -> None:
    data = drafted(name).message
    assert data is not None
    assert data.isascii()
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 78


def test_equal_letters_give_equal_bytes() -> None:
    assert drafted("toezicht-college").message == drafted("toezicht-college").message


def test_the_subject_of_a_letter_about_a_family_tells_nothing() -> None:
    composition, _ = composed("informatie-ouder-zonder-gezag")
    subject = read(drafted("informatie-ouder-zonder-gezag").message)["Subject"]
    assert "Brief van 21 november 2026" in subject
    assert composition.letter.envelope.subject.value not in subject


def test_a_sensitive_letter_begins_with_a_warning_that_must_be_taken_away() -> None:
    made = drafted("inzage-jeugddossier")
    first, warning, last, salutation = text_of(made.message).split("\n\n")[:4]
    assert (first[:3], last[:3]) == ("***", "***")
    assert warning == made.remark
    assert salutation == "Geachte heer, mevrouw,"
    assert "***" not in text_of(drafted("toezicht-college").message)


def test_the_sender_is_told_to_attach_the_enclosures() -> None:
    assert "De brief noemt één bijlage: voeg die zelf aan het bericht toe." in drafted("toezicht-college").remark
    assert "bijlage" not in drafted("gemeenteraad").remark


# -- No header of somebody else's making ----------------------------------------------------------------------


@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400))
def test_nothing_that_a_person_typed_becomes_a_header(typed: str) -> None:
    composition, facts = composed("toezicht-college")
    envelope = composition.letter.envelope
    subject = replace(envelope.subject, value=f"vragen\r\nBcc: x@example.org\r\n\r\n{typed}")
    letter = replace(composition.letter, envelope=replace(envelope, subject=subject, salutation=f"{typed}\nBcc: x"))
    made = mail.draft(
        replace(composition, letter=letter),
        facts,
        LISTED,
        pdf=PDF,
        file_name=NAME,
        templates=workshop().templates,
        registry=workshop().registry,
    )
    message = read(made.message)
    assert message.keys() == ["X-Unsent", "To", "Subject", "MIME-Version", "Content-Type"]
    told = message["Subject"].lstrip()  # one that just fills the line is written on the next, after a space
    assert told.startswith("Vragen Bcc: x@example.org")
    (attached,) = message.iter_attachments()
    assert attached.get_content() == PDF


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("post@example.org", "post@example.org"),
        (" Post.Kamer+jeugd@Gemeente.Example.ORG ", "Post.Kamer+jeugd@gemeente.example.org"),
        ("info@gemeente-súdwest.example", "info@xn--gemeente-sdwest-cvb.example"),
    ],
)
def test_addresses_that_every_program_knows(typed: str, shown: str) -> None:
    assert read(drafted("toezicht-college", Mailbox(typed, listed=False)).message)["To"] == shown


@pytest.mark.parametrize(
    "typed",
    [
        "a@example.org; b@example.org",
        "a@example.org, b@example.org",
        "a@example.org\r\nBcc: b@example.org",
        "Jan <a@example.org>",
        "https://www.example.org/contact",
        "súdwest@example.org",
        "info@straße.example",
        "a..b@example.org",
        "a@example",
        "a@-example.org",
        "a@exa mple.org",
        "@example.org",
        "a@" + "b" * 64 + ".org",
        "a" * 250 + "@example.org",
    ],
)
def test_an_address_that_is_not_one_plain_address_gives_no_draft_and_says_so(typed: str) -> None:
    made = drafted("toezicht-college", Mailbox(typed, listed=False))
    assert made.message is None
    assert typed in made.remark


def test_without_an_address_there_is_no_draft() -> None:
    made = drafted("toezicht-college", Mailbox("", listed=True))
    assert made.message is None
    assert "geen e-mailadres van Voorbeeldstad bekend" in made.remark


# -- Which letters may go by e-mail ---------------------------------------------------------------------------


def expected(letter: str, kind: str, *, own_term: bool) -> Outcome:
    """The rules in other words, for an address of our list and nothing said about sending."""
    if kind in {"rechtbank", "gerechtshof"} or letter in NEVER:
        return Outcome.NONE
    if (letter, kind) in POLICY:
        return Outcome.DRAFT
    if kind in ELSEWHERE or (kind in AUTHORITIES and letter != "herstelgesprek"):
        return Outcome.NONE
    return Outcome.NONE if own_term and kind != "advocaat" else Outcome.GUARDED


@pytest.mark.parametrize("name", ALL)
def test_which_letters_may_go_by_e_mail(name: str) -> None:
    composition, _ = composed(name)
    made = drafted(name)
    assert composition.recipient.kind is not None
    kind = composition.recipient.kind.value
    outcome = expected(letter_of(ALL[name]), kind, own_term=bool(composition.last_days))
    assert (made.message is not None) == (outcome is not Outcome.NONE)
    assert made.remark
    if made.message is not None:
        assert text_of(made.message).startswith("***") == (outcome is Outcome.GUARDED)


@pytest.mark.parametrize("name", ALL)
def test_the_check_before_sending_and_the_drafts_agree(name: str) -> None:
    """Who writes that the letter goes by e-mail hears the same as who asks for a draft."""
    composition, facts = composed(name)
    by_mail = facts.model_copy(update={"sending": Sending.model_validate({"wijze": "e-mail"})})
    found = workshop()
    letter, body = letter_of(ALL[name]), composition.recipient
    tools: dict[str, Any] = {"templates": found.templates, "deadlines": found.deadlines}
    verdict = judge(found.catalogue.spec(letter), by_mail, DAY, **tools)
    refused = {
        finding.id
        for finding in findings(verdict, by_mail, DAY, general=found.checks, registry=found.registry, **tools)
    }
    if drafted(name, OWN, sending=by_mail.sending).message is not None:
        assert "kanaal-bestuursorgaan" not in refused
    elif body.kind is not None and body.kind.value in AUTHORITIES:
        assert "kanaal-bestuursorgaan" in refused


@pytest.mark.parametrize(
    ("role", "kind", "outcome"),
    [
        ("organisatie", "vragen zonder termijn", Outcome.DRAFT),
        ("ouder", "vragen zonder termijn", Outcome.GUARDED),
        ("organisatie", "woo-verzoek", Outcome.NONE),
    ],
)
def test_a_reminder_goes_by_the_way_of_the_letter_before_it(role: str, kind: str, outcome: Outcome) -> None:
    composition, facts = composed("herinnering")
    assert facts.follow_up is not None
    town = composition.recipient.model_copy(update={"kind": RecipientKind.MUNICIPALITY})
    changed = facts.model_copy(
        update={
            "sender": facts.sender.model_copy(update={"role": Role(role)}),
            "follow_up": facts.follow_up.model_copy(update={"kind": EarlierLetter(kind)}),
        }
    )
    made = mail.draft(
        replace(composition, recipient=town),
        changed,
        LISTED,
        pdf=PDF,
        file_name=NAME,
        templates=workshop().templates,
        registry=workshop().registry,
    )
    assert (made.message is not None) == (outcome is not Outcome.NONE)
    if made.message is not None:
        assert text_of(made.message).startswith("***") == (outcome is Outcome.GUARDED)


def test_a_designated_address_opens_the_way_for_what_is_formal() -> None:
    for name in ("woo-verzoek", "gemeente-cijfers", "inzage-avg", "klacht-bestuursorgaan", "ombudsman"):
        assert drafted(name, OWN).message is None
        made = drafted(name, OWN, sending=OPENED)
        assert made.message is not None
        assert "post@example.org nog is aangewezen" in made.remark
        assert not text_of(made.message).startswith("***")


def test_an_address_of_our_list_is_never_a_designated_one() -> None:
    made = drafted("woo-verzoek", LISTED, sending=OPENED)
    assert made.message is None
    assert "Het adres in de adreslijst is het algemene adres." in made.remark
    assert "artikel\u00a04.1, tweede lid, Woo" in made.remark
    assert "artikel\u00a02:13, tweede lid, Awb" in drafted("inzage-avg").remark


@pytest.mark.parametrize("name", ["verzoekschrift-aanwijzing", "processtukken", "bezwaarschrift", "ingebrekestelling"])
def test_what_must_be_proved_or_goes_to_a_court_never_gets_a_draft(name: str) -> None:
    assert drafted(name, OWN, sending=OPENED).message is None


def test_who_chose_another_way_gets_no_draft() -> None:
    made = drafted("toezicht-college", sending=Sending.model_validate({"wijze": "aangetekend"}))
    assert made.message is None
    assert "aangetekend" in made.remark


def test_every_rule_counts_for_some_letter() -> None:
    """So that no rule stands behind one that takes everything."""
    rules = workshop().templates.record("mail/mail.yaml", MailWords).rules
    boxes = [LISTED, OWN, Mailbox("", listed=False), Mailbox("a, b", listed=False)]
    sendings = [None, OPENED, Sending.model_validate({"wijze": "post"})]
    names = [name for name in ALL if "--" not in name]
    remarks = {drafted(name, box, sending=sending).remark for name in names for box in boxes for sending in sendings}
    for rule in rules:
        begin = rule.what.split("{", 1)[0].strip()[:60]
        assert any(remark.startswith(begin) for remark in remarks), rule.id


def test_the_words_name_no_article_by_hand() -> None:
    typed = WORDS.read_text(encoding="utf-8").lower()
    assert "artikel" not in typed
    assert "art." not in typed


def test_rules_that_leave_a_letter_undecided_are_at_fault(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "templates" / "mail", tmp_path / "mail")
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    words["regels"].pop()
    (tmp_path / "mail" / "mail.yaml").write_text(yaml.safe_dump(words), encoding="utf-8")
    with pytest.raises(ContentError, match="Geen enkele regel") as caught:
        drafted("inzage-jeugddossier", templates=Templates(tmp_path))
    assert caught.value.where == "mail/mail.yaml"
