"""What the report on a batch counts: days, groups of bodies, and answers to the questions."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from statistics import median_low

from briefgen.batch.manifest import Record as Sent
from briefgen.batch.report_words import SizeClass
from briefgen.batch.status import Overview, Standing
from briefgen.dutch import dates

_WEEK = timedelta(days=len(dates.WEEKDAYS))


def sent_on(sent: Sent) -> date:
    """The date of a letter."""
    return sent.day or date.min


def begin(overview: Overview) -> date:
    """The date of the first letter."""
    return min(sent_on(standing.sent) for standing in overview.standings)


def last_days(overview: Overview, nature: str | None = None) -> list[date]:
    """The last days that the letters (of one nature) name, ascending: as they were, without extensions."""
    return sorted(
        {
            standing.sent.answer_by
            for standing in overview.standings
            if standing.sent.answer_by and nature in {None, standing.sent.nature}
        }
    )


def half_within(overview: Overview) -> int | None:
    """The number of days within which at least half of the answers came; None without answers."""
    waits = [
        (standing.answer.reply.day - sent_on(standing.sent)).days for standing in overview.standings if standing.answer
    ]
    return median_low(waits) if waits else None


def by_day(overview: Overview) -> dict[date, int]:
    """How many had answered by each day on which an answer came."""
    found, so_far = {}, 0
    for day, number in Counter(_answer_days(overview)).items():
        so_far += number
        found[day] = so_far
    return found


def by_week(overview: Overview) -> Iterator[tuple[date, int, int]]:
    """For each week since the first letter in which answers came: its last day, the new ones, and all so far."""
    days = _answer_days(overview)
    day, so_far = begin(overview) - timedelta(days=1), 0
    while day < max((overview.on, *days)):
        day += _WEEK
        total = bisect.bisect_right(days, day)
        if total > so_far:
            yield min(day, overview.on), total - so_far, total
        so_far = total


def by_province(overview: Overview, unknown: str) -> dict[str, list[Standing]]:
    """The letters by the province of the body, last those of which it is `unknown`; empty when no province is known."""
    names = sorted({standing.sent.province for standing in overview.standings} - {""})
    if not names:
        return {}
    return _sorted_into(overview, lambda sent: sent.province or unknown, [*names, unknown])


def by_size(overview: Overview, sizes: Sequence[SizeClass], unknown: str) -> dict[str, list[Standing]]:
    """The letters by the size of the municipality, as `by_province` does."""
    if all(standing.sent.inhabitants is None for standing in overview.standings):
        return {}
    ends = [size.below for size in sizes if size.below is not None]

    def name(sent: Sent) -> str:
        if sent.inhabitants is None:
            return unknown
        return sizes[bisect.bisect_right(ends, sent.inhabitants)].name

    return _sorted_into(overview, name, [*(size.name for size in sizes), unknown])


def to_questions(overview: Overview) -> Iterator[tuple[Sent, int, date, str]]:
    """Each answer to a question that still holds, with the number of the question: of two by one body the later."""
    for standing in overview.standings:
        latest: dict[int, tuple[date, str]] = {}
        for answer in standing.answers:
            latest |= {number: (answer.reply.day, text) for number, text in answer.reply.questions.items()}
        for number, (day, text) in sorted(latest.items()):
            yield standing.sent, number, day, text


def by_text(overview: Overview, number: int) -> list[tuple[str, list[str]]]:
    """The answers to one question, whatever their capitals, each with the names of who gave it; most given first."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for sent, which, _, text in to_questions(overview):
        if which == number:
            said = " ".join(text.split())
            groups.setdefault(said.casefold(), []).append((said, sent.name))
    return [
        (_mostly(said for said, _ in group), [name for _, name in group])
        for group in sorted(groups.values(), key=lambda group: -len(group))
    ]


def _answer_days(overview: Overview) -> list[date]:
    return sorted(standing.answer.reply.day for standing in overview.standings if standing.answer)


def _sorted_into(overview: Overview, name: Callable[[Sent], str], order: Sequence[str]) -> dict[str, list[Standing]]:
    groups: dict[str, list[Standing]] = {group: [] for group in order}
    for standing in overview.standings:
        groups[name(standing.sent)].append(standing)
    return {group: members for group, members in groups.items() if members}


def _mostly(texts: Iterable[str]) -> str:
    """The spelling that was used most."""
    return Counter(texts).most_common(1)[0][0]
