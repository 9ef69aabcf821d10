"""A draft e-mail with the letter attached, for letters that may go by e-mail; nothing is ever sent.

Which letters may, and every sentence, is data in ``templates/mail/mail.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from enum import StrEnum

from pydantic import Field

from briefgen.errors import ContentError, msg
from briefgen.facts.model import CaseFacts
from briefgen.law.records import Record, RefId, Words
from briefgen.law.registry import Registry
from briefgen.letters.catalogue import Expression, LetterId
from briefgen.letters.citing import plain_citer
from briefgen.letters.compose import Composition
from briefgen.letters.templating import Templates
from briefgen.letters.views import names

_WORDS = "mail/mail.yaml"
_BOUNDARY = "=_briefgen"  # the two characters cannot stand in a text or a file as it is encoded here
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9][a-z0-9-]*[a-z0-9]")
_LONGEST = 254  # characters in an address


class Outcome(StrEnum):
    """Whether a draft is made, and whether it begins with a warning that the sender must take away."""

    NONE = "nee"
    DRAFT = "ja"
    GUARDED = "met waarschuwing"


class ChannelRule(Record):
    """May this letter go to this body by e-mail? The first rule whose expression is true says so."""

    id: LetterId
    when: Expression = Field(alias="als")
    outcome: Outcome = Field(alias="concept")
    what: Words = Field(alias="wat", description="Waarom niet, of wat de afzender moet weten.")


class MessageWords(Record):
    """The covering message; Jinja over the facts. What comes out empty is left out."""

    subject: Words = Field(alias="onderwerp")
    paragraphs: tuple[Words, ...] = Field(alias="alinea's", min_length=1)
    guard: tuple[Words, ...] = Field(alias="vooraf", min_length=1)


class MailWords(Record):
    """``templates/mail/mail.yaml``."""

    message: MessageWords = Field(alias="bericht")
    also: tuple[Words, ...] = Field(alias="ook", description="Wat de afzender bij elk concept moet weten.")
    rules: tuple[ChannelRule, ...] = Field(alias="regels", min_length=1)
    cites: tuple[RefId, ...] = Field(alias="citeert", default=())


@dataclass(frozen=True, slots=True)
class MailDraft:
    """What came of it. `message` is the .eml file; None: this letter gets no draft.

    `remark` is Dutch, for the sender and the manifest: why there is no draft, or what to know before sending it.
    """

    message: bytes | None
    remark: str


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where the draft goes: `address` may be empty; `listed` tells that it comes from our own list.

    An address from the list is a body's general one, so it never counts as a channel that was designated.
    """

    address: str
    listed: bool


def draft(
    composition: Composition,
    facts: CaseFacts,
    mailbox: Mailbox,
    *,
    pdf: bytes,
    file_name: str,
    templates: Templates,
    registry: Registry,
) -> MailDraft:
    """Make the draft for one letter, if the rules allow it. Pure.

    `facts` are the resolved facts the letter was composed from; `pdf` is the letter, attached as `file_name`.
    The draft has no From, Date or Message-ID: the program that sends it fills them in. Equal letters give
    equal bytes. Raises ContentError for a fault of the rules or words, CitationError for a citation the law
    does not bear.
    """
    words = templates.record(_WORDS, MailWords)
    address = _usable(mailbox.address)
    context = _context(composition, facts, mailbox, address, words, registry)
    rule = next((rule for rule in words.rules if templates.holds(rule.when, context, where=_WORDS)), None)
    if rule is None:
        raise ContentError(
            msg("Geen enkele regel zegt of deze brief per e-mail mag: {brief}.", brief=composition.spec.id),
            where=_WORDS,
            mend=msg("Sluit 'regels' af met een regel die altijd klopt."),
        )

    def lines(sources: Sequence[str], **more: str) -> list[str]:
        filled = (templates.literal(source, {**context, **more}, where=_WORDS).strip() for source in sources)
        return [line for line in filled if line]

    if rule.outcome is Outcome.NONE or address is None:
        return MailDraft(None, *lines((rule.what,)))
    remark = " ".join(lines((rule.what, *words.also)))
    guard = lines(words.message.guard, let_op=remark) if rule.outcome is Outcome.GUARDED else []
    (subject,) = lines((words.message.subject,))
    text = "\n\n".join([*guard, *lines(words.message.paragraphs)]).replace("\u00a0", " ") + "\n"
    return MailDraft(_message(address, subject, text, pdf, file_name), remark)


def _context(
    composition: Composition,
    facts: CaseFacts,
    mailbox: Mailbox,
    address: Address | None,
    words: MailWords,
    registry: Registry,
) -> dict[str, object]:
    letter, spec = composition.letter, composition.spec
    opened = facts.sending is not None and facts.sending.opened
    return {
        **names(facts, composition.recipient, letter.date),
        "brief": {
            "id": spec.id,
            "familie": spec.family,
            "onderwerp": letter.envelope.subject.value,
            "aanhef": letter.envelope.salutation,
            "slot": letter.envelope.closing,
        },
        "ondertekening": "\n".join(letter.envelope.signatures[0].lines),
        "adres": mailbox.address,
        "bruikbaar": address is not None,
        "uit_adreslijst": mailbox.listed,
        "aangewezen": opened and not mailbox.listed,
        "eigen_termijn": bool(composition.last_days),
        "cite": plain_citer(words.cites, registry, letter.date, where=_WORDS),
    }


def _usable(address: str) -> Address | None:
    """The one address that `address` is, in letters that every mail program knows; None when it is not."""
    local, at, domain = address.strip().rpartition("@")
    try:
        plain = domain.encode("idna").decode("ascii").lower()  # a name with accents has a form without
        same = plain.encode("ascii").decode("idna") == domain.lower()
    except UnicodeError:
        return None
    fits = _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(plain) and len(local) + len(plain) < _LONGEST
    return Address(username=local, domain=plain) if at and same and fits else None


def _message(to: Address, subject: str, text: str, pdf: bytes, file_name: str) -> bytes:
    message = EmailMessage(SMTP)
    message["X-Unsent"] = "1"  # by this, mail programs open a draft instead of a message that came in
    message["To"] = to
    message["Subject"] = " ".join(subject.split())  # a line break in it would begin another header
    message.set_content(text, cte="quoted-printable")
    message.add_attachment(pdf, maintype="application", subtype="pdf", filename=file_name)
    message.set_boundary(_BOUNDARY)
    return message.as_bytes()
