"""What a Word file of the user's own can print beside the facts: the envelope, and the provisions cited so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.errors import OwnTemplateError, msg
from briefgen.letters.blocks import Citation, Envelope

if TYPE_CHECKING:
    from briefgen.letters.compose import CitedProvision


@dataclass(frozen=True, slots=True)
class LabelledValue:
    """A line of the envelope such as "Uw kenmerk:" with its value."""

    label: str
    waarde: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The envelope under the names that a letterhead uses as well; `brief` in a template.

    `eerste_zin` and `laatste_zin` are what the tone of the case adds, each empty or one line.
    """

    afzender: tuple[str, ...]
    geadresseerde: tuple[str, ...]
    datumregel: str
    kenmerken: tuple[LabelledValue, ...]
    betreft: LabelledValue
    aanhef: str
    slotgroet: str
    ondertekeningen: tuple[tuple[str, ...], ...]
    bijlagen_label: str
    bijlagen: tuple[str, ...]
    eerste_zin: str
    laatste_zin: str


@dataclass(frozen=True, slots=True)
class ListedProvision:
    """One row of the list of cited provisions."""

    aanhaling: Citation
    kern: str


def frame(envelope: Envelope, *, first: tuple[str, ...], last: tuple[str, ...]) -> Frame:
    """The envelope as a template sees it."""
    return Frame(
        afzender=envelope.sender,
        geadresseerde=envelope.recipient,
        datumregel=envelope.date_line,
        kenmerken=tuple(LabelledValue(line.label, line.value) for line in envelope.references),
        betreft=LabelledValue(envelope.subject.label, envelope.subject.value),
        aanhef=envelope.salutation,
        slotgroet=envelope.closing,
        ondertekeningen=tuple(signature.lines for signature in envelope.signatures),
        bijlagen_label=envelope.enclosures_label,
        bijlagen=envelope.enclosures,
        eerste_zin="".join(first),
        laatste_zin="".join(last),
    )


class ProvisionList:
    """The function `bepalingen` for templates: what was cited above it, each article once."""

    def __init__(self, cited: Callable[[], Iterable[CitedProvision]]) -> None:
        self._cited = cited
        self.asked = False

    def rows(self) -> tuple[ListedProvision, ...]:
        """The provisions cited so far, with what each says in a sentence."""
        self.asked = True
        once = {item.provision.article.id: item for item in self._cited()}
        return tuple(
            ListedProvision(Citation(item.text, item.href, reference), item.provision.version.short)
            for reference, item in once.items()
        )


def no_list(where: str) -> OwnTemplateError:
    """The error for a case that asks for the list of provisions, and a Word file that has no place for it."""
    return OwnTemplateError(
        msg("De zaak vraagt om een lijst van aangehaalde bepalingen, en dit sjabloon heeft er geen."),
        where=where,
        mend=msg(
            "Zet onderaan een lus {tag} met {inhoud}, of zet 'bepalingenlijst' op nee.",
            tag="{% for b in bepalingen() %}", inhoud="{{ b.aanhaling }}: {{ b.kern }}",
        ),
    )  # fmt: skip
