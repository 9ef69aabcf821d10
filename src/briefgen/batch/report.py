"""The report on a batch: facts and figures in words, tables and charts, ready for paper and screen.

Its wording is data (``templates/report/report.yaml``). It counts and never judges: where a day was only asked for,
it says so.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from statistics import median_low

from briefgen.batch import charts
from briefgen.batch.charts import Part
from briefgen.batch.manifest import Record as Sent
from briefgen.batch.report_model import Figure, Report, Section, Table
from briefgen.batch.report_words import PLACE, ReportWords
from briefgen.batch.sent import code
from briefgen.batch.status import Overview, Standing, State, Timing
from briefgen.dutch import dates
from briefgen.facts.model import CaseFacts
from briefgen.workshop import Workshop

_WEEK = timedelta(days=len(dates.WEEKDAYS))
_NAMED = 8  # bodies that are named beside an answer; of more only the number
_COLOURS = {
    Timing.ON_TIME: (charts.BLUE, "white"),
    Timing.LATER: (charts.ORANGE, "black"),
    Timing.NO_DAY: (charts.BLUE, "white"),
    Timing.OVERDUE: (charts.GREY, "black"),
    Timing.WAITING: (charts.PALE, "black"),
}

_QUESTIONS = "toezicht.vragen"
"""The fact that holds the sender's own questions."""


def report(overview: Overview, workshop: Workshop, facts: CaseFacts | None, *, questions_file: str) -> Report:
    """Make the report on a batch. `facts` is the case that its letters have in common, for the text of questions.

    `questions_file` is the name of the file with all answers by question. Raises ContentError, and BatchError
    when the library that draws the charts is not there.
    """
    return _Writer(overview, workshop, facts, questions_file).report()


class _Writer:
    def __init__(self, overview: Overview, workshop: Workshop, facts: CaseFacts | None, questions_file: str) -> None:
        self.overview, self.workshop, self.facts, self.questions_file = overview, workshop, facts, questions_file
        self.words = workshop.templates.record(PLACE, ReportWords)
        self.fonts = workshop.letterhead.fonts

    def fill(self, source: str, **more: object) -> str:
        """Fill in a sentence of the report; "" for one that falls away."""
        return self.workshop.templates.literal(source, {**self.figures, **more}, where=PLACE).strip()

    @cached_property
    def figures(self) -> dict[str, object]:
        """What the sentences may name."""
        overview = self.overview
        total = len(overview.standings)
        answered = [standing for standing in overview.standings if standing.answer]
        letters = overview.mailing.letters or tuple(overview.mailing.records.values())
        first = letters[0] if letters else None
        waits = [(standing.answer.reply.day - _sent_on(standing.sent)).days for standing in answered if standing.answer]
        return {
            "brief": self._title(first),
            "verstuurd": dates.written(_sent_on(first)) if first else self.words.unknown,
            "dag": overview.on,
            "totaal": total,
            "beantwoord": len(answered),
            "procent_beantwoord": _percent(len(answered), total),
            "op_tijd": overview.timed(Timing.ON_TIME),
            "later": overview.timed(Timing.LATER),
            "zonder_dag": overview.timed(Timing.NO_DAY),
            "voorbij": overview.timed(Timing.OVERDUE),
            "wacht": overview.timed(Timing.WAITING),
            "bevestigd": sum(bool(one.confirmed) and not one.answer for one in overview.standings),
            "uitgesteld": len(overview.of(State.EXTENDED)),
            "niet_gemaakt": len(overview.not_made),
            "laatste_dagen": [dates.written(day) for day in self._last_days()],
            "helft": median_low(waits) if waits else None,
            "nog_later": overview.later,
            "met_inwoners": any(standing.sent.inhabitants is not None for standing in overview.standings),
        }

    def _title(self, sent: Sent | None) -> str:
        if sent is None:
            return self.words.unknown
        return (
            self.workshop.catalogue.spec(sent.letter).title
            if sent.letter in self.workshop.catalogue.ids
            else sent.letter
        )

    def _last_days(self, nature: str | None = None) -> list[date]:
        """The last days that the letters name, ascending: as they were, without extensions."""
        return sorted(
            {
                standing.sent.answer_by
                for standing in self.overview.standings
                if standing.sent.answer_by and nature in {None, standing.sent.nature}
            }
        )

    def report(self) -> Report:
        words, empty = self.words, not self.overview.standings
        sections = [self._summary()]
        if not empty:
            sections.append(self._course())
            if self.figures["beantwoord"]:  # bars of one kind tell nothing
                sections += [self._groups("provincie", self._provinces), self._groups("grootte", self._sizes)]
                sections.append(self._questions())
            sections.append(self._bodies())
        about = tuple(filter(None, (self.fill(sentence) for sentence in words.about)))
        return Report(
            date=self.overview.on,
            title=self.fill(words.title),
            subtitle=self.fill(words.subtitle),
            page=words.page,
            sections=(*sections, Section(words.heads["over"], about)),
            bodies=self._all_bodies(),
            questions=self._all_questions(),
        )

    def _summary(self) -> Section:
        words, head = self.words, self.words.heads["samen"]
        if not self.overview.standings:
            return Section(head, tuple(filter(None, (words.without["brieven"], self.fill(words.summary[-1])))))
        natures = []
        for nature in self.overview.natures:
            days = [dates.written(day) for day in self._last_days(nature)]
            natures.append(self.fill(words.natures[nature or "geen"], laatste_dagen=days))
        counts = [(name, self.overview.timed(timing)) for timing, name in words.timings.items()]
        total = len(self.overview.standings)
        rows = tuple((name, str(count), _percent(count, total)) for name, count in counts if count)
        spoken = words.tables["samen"]
        table = Table(spoken.caption, spoken.columns, rows, frozenset({1, 2}))
        sentences = (self.fill(sentence) for sentence in words.summary)
        return Section(head, tuple(filter(None, (*sentences, *natures))), tables=(table,))

    def _course(self) -> Section:
        words, overview = self.words, self.overview
        begin = min(_sent_on(standing.sent) for standing in overview.standings)
        answered = sorted(standing.answer.reply.day for standing in overview.standings if standing.answer)
        if not answered:
            return Section(words.heads["verloop"], (words.without["antwoorden"],))
        by_day, so_far = {}, 0
        for day, number in sorted(Counter(answered).items()):
            so_far += number
            by_day[day] = so_far
        weeks = list(_weeks(begin, overview.on, answered))
        spoken = words.tables["verloop"]
        rows = tuple((dates.written(day), str(new), str(total)) for day, new, total in weeks)
        point = words.charts["verloop_punt"]
        points = "; ".join(self.fill(point, dag=day, aantal=total) for day, _, total in weeks)
        data = charts.Course(
            begin=begin,
            end=max(overview.on, begin),
            counts=by_day,
            total=len(overview.standings),
            last_days=self._last_days(),
            mark=words.charts["verloop_dag"],
            end_label=self.fill(words.charts["verloop_eind"]),
            axis=words.charts["verloop_as"],
        )
        figure = Figure(charts.course(data, self.fonts), self.fill(words.charts["verloop_tekst"], punten=f"{points}."))
        table = Table(spoken.caption, spoken.columns, rows, frozenset({1, 2}))
        return Section(words.heads["verloop"], (), figure, (table,))

    def _groups(self, which: str, grouped: Callable[[], Mapping[str, Sequence[Standing]]]) -> Section:
        """How many were in time in each group, as a chart and as a table."""
        words = self.words
        groups = grouped()
        if not groups:
            return Section(words.heads[which], (words.without[which],))
        timings = [timing for timing in Timing if self.overview.timed(timing)]
        counts = {
            name: [self.overview.timed(timing, members) for timing in timings] for name, members in groups.items()
        }
        parts = [Part(words.timings[timing], *_COLOURS[timing]) for timing in timings]
        said = [self._said(name, timings, numbers) for name, numbers in counts.items()]
        figure = Figure(
            charts.bars(counts, parts, self.fonts),
            self.fill(words.charts["groep_tekst"], groepen="; ".join(said) + "."),
        )
        spoken = words.tables["groep"]
        head = (spoken.first[which], *(part.name for part in parts), spoken.total)
        rows = tuple((name, *map(str, numbers), str(sum(numbers))) for name, numbers in counts.items())
        caption = self.fill(spoken.caption, kop=words.heads[which])
        table = Table(caption, head, rows, frozenset(range(1, len(head))))
        return Section(words.heads[which], (), figure, (table,))

    def _said(self, name: str, timings: Sequence[Timing], numbers: Sequence[int]) -> str:
        part, words = self.words.charts["groep_deel"], self.words
        parts = [
            self.fill(part, aantal=number, stand=words.timings[timing])
            for timing, number in zip(timings, numbers, strict=True)
            if number
        ]
        return self.fill(words.charts["groep"], naam=name, totaal=sum(numbers), delen=parts)

    def _provinces(self) -> dict[str, list[Standing]]:
        names = sorted({standing.sent.province for standing in self.overview.standings} - {""})
        if not names:
            return {}
        return self._sorted_into(lambda sent: sent.province or self.words.unknown, [*names, self.words.unknown])

    def _sizes(self) -> dict[str, list[Standing]]:
        if not self.figures["met_inwoners"]:
            return {}
        sizes = self.words.sizes
        ends = [size.below for size in sizes if size.below is not None]

        def name(sent: Sent) -> str:
            if sent.inhabitants is None:
                return self.words.unknown
            return sizes[bisect.bisect_right(ends, sent.inhabitants)].name

        return self._sorted_into(name, [*(size.name for size in sizes), self.words.unknown])

    def _sorted_into(self, name: Callable[[Sent], str], order: Sequence[str]) -> dict[str, list[Standing]]:
        groups: dict[str, list[Standing]] = {group: [] for group in order}
        for standing in self.overview.standings:
            groups[name(standing.sent)].append(standing)
        return {group: members for group, members in groups.items() if members}

    def _questions(self) -> Section:
        tables = tuple(self._question(number) for number in self._numbers())
        head = self.words.heads["vragen"]
        return Section(head, tables=tables) if tables else Section(head, (self.words.without["vragen"],))

    def _numbers(self) -> list[int]:
        return sorted({number for _, number, _, _ in self._replies()})

    def _replies(self) -> Iterator[tuple[Standing, int, date, str]]:
        """Each answer to a question that still holds: of two by one body the later."""
        for standing in self.overview.standings:
            latest: dict[int, tuple[date, str]] = {}
            for answer in standing.answers:
                latest |= {number: (answer.reply.day, text) for number, text in answer.reply.questions.items()}
            for number, (day, text) in sorted(latest.items()):
                yield standing, number, day, text

    def _question(self, number: int) -> Table:
        words = self.words.tables["vraag"]
        groups: dict[str, list[tuple[str, str]]] = {}
        for standing, which, _, text in self._replies():
            if which == number:
                said = " ".join(text.split())
                groups.setdefault(said.casefold(), []).append((said, standing.sent.name))
        ordered = sorted(groups.values(), key=lambda group: -len(group))
        rows = tuple(
            (_mostly(said for said, _ in group), str(len(group)), self._named([name for _, name in group]))
            for group in ordered
        )
        caption = self.fill(words.caption, nummer=number, tekst=self._text_of(number))
        return Table(caption, words.columns, rows, frozenset({1}))

    def _named(self, names: Sequence[str]) -> str:
        return self.fill(self.words.many, bestand=self.questions_file) if len(names) > _NAMED else ", ".join(names)

    def _text_of(self, number: int) -> str:
        """The words of a question as the sender wrote it; "" for one that the letter brings itself."""
        return self.questions[number - 1] if 0 < number <= len(self.questions) else ""

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """The sender's own questions; none when the letter does not print them."""
        first = next(iter(self.overview.mailing.letters), None)
        if first is None or first.letter not in self.workshop.catalogue.ids:
            return ()
        printed = _QUESTIONS in self.workshop.catalogue.spec(first.letter).welcome
        return self.facts.oversight.questions if printed and self.facts and self.facts.oversight else ()

    def _bodies(self) -> Section:
        words, timings = self.words.tables["instanties"], {**self.words.timings, **self.words.row_timings}
        rows = tuple(
            (
                standing.sent.name,
                standing.sent.province,
                timings[standing.timing],
                self._came(standing),
                dates.in_figures(standing.due) if standing.due else "",
                self._difference(standing),
            )
            for standing in sorted(self.overview.standings, key=_by_name)
        )
        table = Table(self.fill(words.caption), words.columns, rows)
        return Section(self.words.heads["instanties"], tables=(table,))

    def _came(self, standing: Standing) -> str:
        last = standing.last or (standing.answers[-1] if standing.answers else None)
        if last is None:
            return ""
        return self.fill(
            self.words.answer, soort=self.words.kinds[last.reply.kind.value], dag=dates.in_figures(last.reply.day)
        )

    def _difference(self, standing: Standing) -> str:
        if standing.days is None:
            return ""
        if standing.answer:
            which = "voor" if standing.days < 0 else "na" if standing.days else "op"
        else:
            which = "voorbij" if standing.state is State.OVERDUE else "over"
        return self.fill(self.words.differences[which], dagen=abs(standing.days))

    def _all_bodies(self) -> Table:
        rows = tuple(
            (
                code(standing.sent),
                standing.sent.name,
                standing.sent.province,
                "" if standing.sent.inhabitants is None else str(standing.sent.inhabitants),
                self.words.timings[standing.timing],
                standing.answer.reply.kind.value if standing.answer else "",
                _iso(standing.answer.reply.day if standing.answer else None),
                _iso(standing.due),
                "" if standing.days is None else str(standing.days),
                standing.sent.nature,
                _iso(standing.confirmed),
                _iso(standing.extension.reply.until if standing.extension else None),
                " / ".join(answer.reply.note for answer in standing.answers if answer.reply.note),
                " ".join(answer.file for answer in standing.answers if answer.file),
            )
            for standing in self.overview.standings
        )
        return Table("", self.words.tables["csv"].columns, rows)

    def _all_questions(self) -> Table:
        rows = sorted(
            (number, place, (str(number), self._text_of(number), code(sent), sent.name, sent.province, _iso(day), text))
            for place, (sent, number, day, text) in enumerate(
                (standing.sent, number, day, text) for standing, number, day, text in self._replies()
            )
        )
        return Table("", self.words.tables["csv_vragen"].columns, tuple(row for _, _, row in rows))


def _weeks(begin: date, end: date, days: Sequence[date]) -> Iterator[tuple[date, int, int]]:
    """For each week from `begin` in which something came: its last day, the new ones, and all so far."""
    day, so_far = begin - timedelta(days=1), 0
    while day < max(end, days[-1]):
        day += _WEEK
        total = bisect.bisect_right(days, day)
        if total > so_far:
            yield min(day, end), total - so_far, total
        so_far = total


def _mostly(texts: Iterable[str]) -> str:
    """The spelling that was used most."""
    return Counter(texts).most_common(1)[0][0]


def _by_name(standing: Standing) -> str:
    """Where people look for a name: 's-Hertogenbosch under the H."""
    return standing.sent.name.casefold().removeprefix("'s-")


def _sent_on(sent: Sent) -> date:
    return sent.day or date.min


def _percent(count: int, total: int) -> str:
    return f"{round(100 * count / total)}%" if total else ""


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
