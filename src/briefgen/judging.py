"""Judging letters for a case: which fit, what they lack, and whether they may be sent as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from briefgen.errors import FactsError, FactsErrors, Message, NoLetterFits, msg
from briefgen.facts.check import check_file
from briefgen.facts.load import CaseFile
from briefgen.letters import sending
from briefgen.letters.catalogue import Severity
from briefgen.letters.selection import Verdict, judge, shortcomings
from briefgen.letters.sending import SendingFinding
from briefgen.recipients import Resolved
from briefgen.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Judged:
    """A letter that fits and may be sent: the facts with their bodies filled in, and what to know before it goes."""

    resolved: Resolved
    verdict: Verdict
    warnings: tuple[SendingFinding, ...]


def judged(
    case: CaseFile, letters: Sequence[str], on: date, workshop: Workshop, *, english: bool = False
) -> tuple[Judged, ...]:
    """Judge whether `letters` (all that fit, when empty) can be written for `case` on `on`.

    What to know before sending is told in English if asked for.

    Raises FactsErrors when facts are wrong or missing for a letter or something must keep it from being
    sent, NoLetterFits when a letter that was asked for does not fit or none does, RecipientError and ContentError.
    """
    resolved = workshop.recipients.resolve(case.facts)
    problems = _contradictions(case, on)
    try:
        chosen = _chosen(resolved, letters, on, workshop)
    except NoLetterFits:
        if problems:
            raise FactsErrors(problems, where=case.name) from None
        raise
    found = []
    for verdict in chosen:
        problems += shortcomings(
            verdict, resolved.facts, on, templates=workshop.templates, deadlines=workshop.deadlines
        )
        findings = _findings(verdict, resolved, on, workshop, english=english)
        problems += [
            FactsError(
                Message("{zin}", {"zin": finding.what}),
                where=verdict.spec.id,
                mend=Message("{zin}", {"zin": finding.mend}),
            )
            for finding in findings
            if finding.severity is Severity.ERROR
        ]
        found.append(Judged(resolved, verdict, findings))
    if problems:
        raise FactsErrors(problems, where=case.name)
    return tuple(found)


def _findings(
    verdict: Verdict, resolved: Resolved, on: date, workshop: Workshop, *, english: bool
) -> tuple[SendingFinding, ...]:
    return sending.findings(
        verdict,
        resolved.facts,
        on,
        general=workshop.checks,
        templates=workshop.templates,
        deadlines=workshop.deadlines,
        registry=workshop.registry,
        english=english,
    )


def _contradictions(case: CaseFile, on: date) -> list[FactsError]:
    """What cannot be right in the facts; shown together with what a letter still lacks."""
    try:
        check_file(case, on)
    except FactsErrors as found:
        return list(found.errors)
    return []


def _chosen(resolved: Resolved, letters: Sequence[str], on: date, workshop: Workshop) -> tuple[Verdict, ...]:
    wanted = [workshop.catalogue.spec(letter_id) for letter_id in dict.fromkeys(letters)] or list(workshop.catalogue)
    judged = tuple(
        judge(spec, resolved.facts, on, templates=workshop.templates, deadlines=workshop.deadlines) for spec in wanted
    )
    if letters:
        for verdict in judged:
            if not verdict.fits:
                raise NoLetterFits(
                    msg("De brief {id} past niet bij deze zaak. {reden}", id=verdict.spec.id, reden=verdict.reasons[0]),
                    mend=(
                        msg("Kijk naar de brief {wel}.", wel=verdict.instead)
                        if verdict.instead
                        else msg("Pas de zaakgegevens aan of kies een andere brief; briefgen letters toont ze alle.")
                    ),
                )
        return judged
    fitting = tuple(verdict for verdict in judged if verdict.fits)
    if not fitting:
        raise NoLetterFits(
            msg(
                "Geen enkele brief past bij deze zaak.\n{redenen}",
                redenen="\n".join(f"  {item.spec.id}: {item.reasons[0]}" for item in judged if item.related),
            ),
            mend=msg("Vul in de zaakgegevens in wat u wilt: verzoek, contact, klacht, toezicht of vervolg."),
        )
    return fitting
