"""The last look before a letter goes out: what would make it useless, unlawful or unwise to send.

The checks are data: those of every letter in ``templates/checks``, those of one letter in its
``letter.yaml``. Errors keep the letter from being written; warnings go with it to the sender.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import Field

from briefgen.facts.model import CaseFacts
from briefgen.law.deadlines import Deadlines
from briefgen.law.records import RefId
from briefgen.law.registry import Registry
from briefgen.law.sources import read_record
from briefgen.letters import terms
from briefgen.letters.catalogue import LetterSpec, SendingCheck, Severity
from briefgen.letters.citing import plain_citer
from briefgen.letters.selection import Verdict
from briefgen.letters.templating import Templates
from briefgen.letters.views import names


class GeneralCheck(SendingCheck):
    """A check of every letter; its sentences may cite."""

    cites: tuple[RefId, ...] = Field(alias="citeert", default=())


class GeneralChecks:
    """Reads ``templates/checks``; each check once."""

    def __init__(self, templates: Path) -> None:
        """`templates` is the ``templates`` folder."""
        self.root = templates / "checks"
        self._checks: tuple[GeneralCheck, ...] | None = None

    def __iter__(self) -> Iterator[GeneralCheck]:
        """Every check, by id. Raises ContentError for one that cannot be read."""
        if self._checks is None:
            self._checks = tuple(read_record(path, GeneralCheck) for path in sorted(self.root.glob("*.yaml")))
        return iter(self._checks)


@dataclass(frozen=True, slots=True)
class SendingFinding:
    """What is wrong with sending this letter now, and the mend; sentences for the sender."""

    id: str
    severity: Severity
    what: str
    mend: str


def findings(  # noqa: PLR0913 - each of the things it reads is named by its caller
    verdict: Verdict,
    facts: CaseFacts,
    on: date,
    *,
    general: GeneralChecks,
    templates: Templates,
    deadlines: Deadlines,
    registry: Registry,
    english: bool = False,
) -> tuple[SendingFinding, ...]:
    """Everything that is wrong with sending this letter on `on`; errors first.

    In Dutch, or in English where the check has English words. A check may name the facts, and `brief.id`.

    Raises ContentError for a fault in a check, CitationError for a citation the law does not bear.
    """
    context = {
        **names(facts, verdict.recipient, on),
        **terms.functions(deadlines),
        "brief": {"id": verdict.spec.id},
    }
    found = []
    for check, where, cites in _checks(verdict.spec, general):
        if not templates.holds(check.when, context, where=where):
            continue
        cite = plain_citer(cites, registry, on, where=where)
        words = check.english if english and check.english else check
        what, mend = (
            templates.literal(sentence, {**context, "cite": cite}, where=where, english=english)
            for sentence in (words.what, words.mend)
        )
        found.append(SendingFinding(check.id, check.severity, what, mend))
    return tuple(sorted(found, key=lambda finding: finding.severity is not Severity.ERROR))


def _checks(spec: LetterSpec, general: GeneralChecks) -> Iterator[tuple[SendingCheck, str, tuple[str, ...]]]:
    for check in general:
        yield check, f"checks/{check.id}.yaml", check.cites
    for own in spec.checks:
        yield own, f"{spec.id}/letter.yaml", spec.cites
