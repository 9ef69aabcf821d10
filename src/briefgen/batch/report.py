"""The report on a batch: facts and figures in words, tables and charts, ready for paper and screen.

Its wording is data (``templates/report/report.yaml``). It counts and never judges: where a day was only asked for,
it says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from briefgen.batch import charts, report_counts, report_tables
from briefgen.batch.charts import Part
from briefgen.batch.manifest import Record as Sent
from briefgen.batch.report_model import Figure, Report, Section, Table
from briefgen.batch.report_words import PLACE, ReportWords
from briefgen.batch.status import Overview, Standing, State, Timing
from briefgen.dutch import dates
from briefgen.facts.model import CaseFacts
from briefgen.workshop import Workshop

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
        return {
            "brief": self._title(first),
            "verstuurd": dates.written(report_counts.sent_on(first)) if first else self.words.unknown,
            "dag": overview.on,
            "totaal": total,
            "beantwoord": len(answered),
            "procent_beantwoord": _percent(len(answered), total),
            "op_tijd": overview.timed(Timing.ON_TIME),
            "later": overview.timed(Timing.LATER),
            "zonder_dag": overview.timed(Timing.NO_DAY),
            "voorbij": overview.timed(Timing.OVERDUE),
            "wacht": overview.timed(Timing.WAITING),
            "deels": len(overview.of(State.PARTLY)),
            "geweigerd": len(overview.of(State.REFUSED)),
            "bevestigd": sum(one.only_confirmed for one in overview.standings),
            "uitgesteld": len(overview.of(State.EXTENDED)),
            "niet_gemaakt": len(overview.not_made),
            "laatste_dagen": [dates.written(day) for day in report_counts.last_days(overview)],
            "helft": report_counts.half_within(overview),
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

    def report(self) -> Report:
        words, overview = self.words, self.overview
        sections = [self._summary()]
        if overview.standings:
            sections.append(self._course())
            if self.figures["beantwoord"]:  # bars of one kind tell nothing
                sections += [
                    self._groups("provincie", report_counts.by_province(overview, words.unknown)),
                    self._groups("grootte", report_counts.by_size(overview, words.sizes, words.unknown)),
                ]
                sections.append(self._questions())
            sections.append(self._bodies())
        about = tuple(filter(None, (self.fill(sentence) for sentence in words.about)))
        return Report(
            date=overview.on,
            title=self.fill(words.title),
            subtitle=self.fill(words.subtitle),
            page=words.page,
            sections=(*sections, Section(words.heads["over"], about)),
            bodies=report_tables.bodies(overview, words),
            questions=report_tables.questions(overview, words, self.asked),
        )

    def _summary(self) -> Section:
        words, head = self.words, self.words.heads["samen"]
        if not self.overview.standings:
            return Section(head, tuple(filter(None, (words.without["brieven"], self.fill(words.summary[-1])))))
        natures = []
        for nature in self.overview.natures:
            days = [dates.written(day) for day in report_counts.last_days(self.overview, nature)]
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
        begin, by_day = report_counts.begin(overview), report_counts.by_day(overview)
        if not by_day:
            return Section(words.heads["verloop"], (words.without["antwoorden"],))
        weeks = list(report_counts.by_week(overview))
        spoken = words.tables["verloop"]
        rows = tuple((dates.written(day), str(new), str(total)) for day, new, total in weeks)
        point = words.charts["verloop_punt"]
        points = "; ".join(self.fill(point, dag=day, aantal=total) for day, _, total in weeks)
        data = charts.Course(
            begin=begin,
            end=max(overview.on, begin),
            counts=by_day,
            total=len(overview.standings),
            last_days=report_counts.last_days(overview),
            mark=words.charts["verloop_dag"],
            end_label=self.fill(words.charts["verloop_eind"]),
            axis=words.charts["verloop_as"],
        )
        figure = Figure(charts.course(data, self.fonts), self.fill(words.charts["verloop_tekst"], punten=f"{points}."))
        table = Table(spoken.caption, spoken.columns, rows, frozenset({1, 2}))
        return Section(words.heads["verloop"], (), figure, (table,))

    def _groups(self, which: str, groups: Mapping[str, Sequence[Standing]]) -> Section:
        """How many were in time in each group, as a chart and as a table."""
        words = self.words
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

    def _questions(self) -> Section:
        numbers = sorted({number for _, number, _, _ in report_counts.to_questions(self.overview)})
        tables = tuple(self._question(number) for number in numbers)
        head = self.words.heads["vragen"]
        return Section(head, tables=tables) if tables else Section(head, (self.words.without["vragen"],))

    def _question(self, number: int) -> Table:
        words = self.words.tables["vraag"]
        rows = tuple(
            (text, str(len(names)), self._named(names)) for text, names in report_counts.by_text(self.overview, number)
        )
        caption = self.fill(words.caption, nummer=number, tekst=self.asked.get(number, ""))
        return Table(caption, words.columns, rows, frozenset({1}))

    def _named(self, names: Sequence[str]) -> str:
        return self.fill(self.words.many, bestand=self.questions_file) if len(names) > _NAMED else ", ".join(names)

    @cached_property
    def asked(self) -> Mapping[int, str]:
        """The sender's own questions by number; none when the letter does not print them."""
        first = next(iter(self.overview.mailing.letters), None)
        if first is None or first.letter not in self.workshop.catalogue.ids:
            return {}
        printed = _QUESTIONS in self.workshop.catalogue.spec(first.letter).welcome
        questions = self.facts.oversight.questions if printed and self.facts and self.facts.oversight else ()
        return dict(enumerate(questions, start=1))

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
        elif standing.timing is Timing.OVERDUE:
            which = "voorbij"
        elif standing.days <= 0:
            which = "over"
        else:  # a day to spare before one may say that it has passed
            return ""
        said = self.fill(self.words.differences[which], dagen=abs(standing.days))
        return said if standing.answer is standing.last else self.fill(self.words.differences["eerste"], verschil=said)


def _by_name(standing: Standing) -> str:
    """Where people look for a name: 's-Hertogenbosch under the H."""
    return standing.sent.name.casefold().removeprefix("'s-")


def _percent(count: int, total: int) -> str:
    return f"{round(100 * count / total)}%" if total else ""
