"""How questions and answers read: labels, examples and reasons from the model and from the data of the conversation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from briefgen.dutch import dates
from briefgen.errors import Message, msg
from briefgen.facts.fields import Fact, Kind
from briefgen.facts.kinds import RecipientKind
from briefgen.facts.places import FactPath
from briefgen.facts.scalars import Prose
from briefgen.interview.needs import ADDRESS, Gap
from briefgen.interview.plain import Plain, dotted, fact_at, get
from briefgen.interview.questions import Answered, Choice, Form, Question
from briefgen.interview.script import Asked, Option, Reason, Script, Wording
from briefgen.letters.catalogue import LetterSpec
from briefgen.recipients import Recipients

YES, NO = "ja", "nee"


@dataclass(frozen=True)
class Voice:
    """The words of one conversation, in one language."""

    script: Script
    recipients: Recipients
    english: bool

    def said(self, wording: Wording) -> Message:
        """A sentence of the data, in the language of this conversation."""
        return wording.said(english=self.english)

    def literal(self, text: str) -> Message:
        """A text that is shown as it is, whatever the language."""
        return Message("{zin}", {"zin": text})

    def word(self, word: str) -> Message:
        """A word of a closed list, explained where the data explains it."""
        label = self.script.frame.labels.get(word)
        return self.said(label) if label is not None else Message(word)

    def letter(self, spec: LetterSpec) -> Message:
        """What a letter is called."""
        english = spec.sheet.english.title if self.english and spec.sheet is not None else None
        return self.literal(english or spec.title)

    def heading(self, path: FactPath) -> Message:
        """What a question is about: "Kinderen 2: Geboortedatum"."""
        parts: list[Message] = []
        for length, step in enumerate(path, start=1):
            if isinstance(step, int):
                parts[-1] = Message("{deel} {nummer}", {"deel": parts[-1], "nummer": step + 1})
            else:
                found = self.script.reasons.sections.get(dotted(path[:length]))
                own = found.heading if found is not None else None
                if own is not None:
                    parts = [self.said(own)]  # a section with a name of its own needs no longer one
                else:
                    parts.append(Message(fact_at(path[:length]).title))
        title = parts[0]
        for part in parts[1:]:
            title = Message("{deel}: {titel}", {"deel": title, "titel": part})
        return title

    def fact(self, gap: Gap, tree: Plain, asked: Asked | None, bodies: Sequence[RecipientKind]) -> Question:
        """The question that fills `gap`."""
        if gap.more:
            return self._more(gap)
        fact, key = fact_at(gap.path), dotted(gap.path)
        form = form_of(gap.path)
        reason = self.script.reason(key)
        own = asked.question if asked is not None and asked.question is not None else None
        own = own or self.script.frame.questions.get(key)
        words = asked.only if asked is not None and asked.only else fact.choices
        if key.endswith(".soort") and bodies and fact.kind is Kind.CHOICE and len(gap.path) > 1:
            parent = fact_at(gap.path[:-1])
            words = tuple(kind.value for kind in bodies) if parent.by_name else words
        example = fact.example
        if form is Form.ADDRESS:
            example = self._address_example(gap.path)
        elif self._leads(gap.path):
            whole, mark = fact_at(gap.path[:-1]).example, f"{gap.path[-1]}: "
            example = whole.removeprefix(mark) if whole.startswith(mark) else fact.example
        elif form is Form.DAY:
            example = _as_people_write(example)
        return Question(
            id=gap.id,
            path=gap.path,
            form=form,
            heading=self._address_heading(gap.path) if form is Form.ADDRESS else self.heading(gap.path),
            text=self.said(own) if own is not None else self._asks(gap.path, fact, form),
            why=self.said(asked.why if asked is not None and asked.why is not None else reason.why),
            example="" if words or form in {Form.YES_NO, Form.BODY} else example,
            choices=self._choices(form, words),
            known=self.raw(gap.path, tree),
            optional=gap.optional,
            care=None if reason.care is None else self.said(reason.care),
            bodies=tuple(bodies) if form is Form.BODY else (),
        )

    def _asks(self, path: FactPath, fact: Fact, form: Form) -> Message:
        if self._leads(path):
            return Message(fact_at(path[:-1]).question)
        if form is Form.ADDRESS:
            return msg("Wat is het adres? Schrijf straat en nummer (of postbus), een komma, en dan postcode en plaats.")
        return Message(fact.question)

    def _address_heading(self, path: FactPath) -> Message:
        return Message("{deel}: {titel}", {"deel": self.heading(path[:-1]), "titel": msg("Adres")})

    def _address_example(self, path: FactPath) -> str:
        street, postcode, town = (fact_at((*path[:-1], key)).example for key in ADDRESS)
        return f"{street}, {postcode} {town}"

    def _leads(self, path: FactPath) -> bool:
        """Whether a fact comes first in an item of a list: it is asked with the question of the list."""
        return path[-1] in self.script.frame.first_keys and len(path) > 1 and isinstance(path[-2], int)

    def _choices(self, form: Form, words: Sequence[str]) -> tuple[Choice, ...]:
        if form is Form.YES_NO and not words:
            words = (YES, NO)
        return tuple(Choice(word, self.word(word)) for word in words)

    def _more(self, gap: Gap) -> Question:
        more = self.script.reasons.more
        return Question(
            id=gap.id,
            path=None,
            form=Form.YES_NO,
            heading=self.heading(gap.path[:-1]),
            text=msg("Wilt u er nog een toevoegen?"),
            why=self.said(more.why),
            choices=self._choices(Form.YES_NO, (NO, YES)),
        )

    def fork(self, question_id: str, asked: Asked, options: Sequence[Option]) -> Question:
        """A question that is no fact."""
        assert asked.question is not None  # noqa: S101 - the record says so
        assert asked.why is not None  # noqa: S101 - the record says so
        return Question(
            id=question_id,
            path=None,
            form=Form.CHOICE,
            heading=self.said(asked.heading) if asked.heading is not None else msg("Wat u wilt"),
            text=self.said(asked.question),
            why=self.said(asked.why),
            choices=tuple(Choice(option.id, self.said(option.label)) for option in options),
        )

    def situation(self, question_id: str) -> Question:
        """The first question."""
        frame = self.script.frame
        return Question(
            id=question_id,
            path=None,
            form=Form.CHOICE,
            heading=msg("Wat er aan de hand is"),
            text=self.said(frame.first),
            why=self.said(frame.first_why),
            choices=tuple(Choice(found.id, self.said(found.label)) for found in self.script.situations),
        )

    def letters(self, question_id: str, specs: Sequence[LetterSpec]) -> Question:
        """Which of the letters that are possible."""
        purposes = [
            spec.sheet.english.ask if self.english and spec.sheet is not None else spec.purpose for spec in specs
        ]
        return self._own(
            question_id,
            Form.CHOICE,
            msg("Meer brieven zijn mogelijk. Welke wilt u schrijven?"),
            self.script.reasons.letter,
            [
                Choice(spec.id, self.letter(spec), self.literal(purpose) if "{" not in purpose else None)
                for spec, purpose in zip(specs, purposes, strict=True)
            ],
        )

    def extras(self, question_id: str, paths: Sequence[str]) -> Question:
        """What could be added to make the letter stronger, all in one go."""
        choices = [Choice(path, self._addition(path)) for path in paths]
        text = msg("Wilt u nog iets toevoegen? De brief kan zonder. U mag er meer kiezen.")
        return self._own(question_id, Form.SEVERAL, text, self.script.reasons.extras, choices)

    def _addition(self, path: str) -> Message:
        name, more, _ = path.partition("+")
        title = self.heading(tuple(name.split(".")))
        return msg("Nog een: {titel}", titel=title) if more else title

    def _own(self, question_id: str, form: Form, text: Message, reason: Reason, choices: Sequence[Choice]) -> Question:
        heading = self.said(reason.heading) if reason.heading is not None else msg("Wat u wilt")
        return Question(
            id=question_id, path=None, form=form, heading=heading, text=text, why=self.said(reason.why),
            choices=tuple(choices), optional=form is Form.SEVERAL,
            care=None if reason.care is None else self.said(reason.care),
        )  # fmt: skip

    def raw(self, path: FactPath, tree: Plain) -> str:
        """What is at `path`, as it would be answered; empty if nothing is there."""
        if form_of(path) is Form.ADDRESS:
            parts = [str(get(tree, (*path[:-1], key)) or "") for key in ADDRESS]
            return f"{parts[0]}, {parts[1]} {parts[2]}" if all(parts) else ""
        value = get(tree, path)
        if isinstance(value, list):
            return "\n".join(map(str, value))
        return str(value.get("id", "")) if isinstance(value, dict) else str(value or "")

    def answered(self, tree: Plain) -> Iterator[Answered]:
        """Everything that is known, for people."""
        yield from self._answered(tree, ())

    def _answered(self, value: Any, path: FactPath) -> Iterator[Answered]:
        keys: Sequence[str | int] = range(len(value)) if isinstance(value, list) else list(value)
        for key in keys:
            here, inner = (*path, key), value[key]
            if isinstance(inner, dict) or (isinstance(inner, list) and any(isinstance(item, dict) for item in inner)):
                yield from self._answered(inner, here)
            elif key not in ADDRESS[1:] or isinstance(value, list) or ADDRESS[0] not in value:
                one_line = key == ADDRESS[0] and all(part in value for part in ADDRESS)
                heading = self._address_heading(here) if one_line else self.heading(here)
                yield Answered(".".join(map(str, here)), heading, self._shown(inner, here, value))

    def _shown(self, value: Any, path: FactPath, section: Any) -> Message:
        fact = fact_at(path)
        if fact.by_name or (path[-1] == "id" and fact_at(path[:-1]).by_name):
            row = self.recipients.rows.get(str(value)) or self.recipients.rows.get(str(value).upper())
            return self.literal(row.name if row is not None else str(value))
        if path[-1] == ADDRESS[0] and isinstance(section, dict) and all(part in section for part in ADDRESS):
            return self.literal(f"{section['adres']}, {section['postcode']} {section['plaats']}")
        if isinstance(value, list):
            words = [self.word(item) if fact.choices else self.literal(item) for item in value]
            shown = words[0]
            for word in words[1:]:
                shown = Message("{deel}\n{nog}", {"deel": shown, "nog": word})
            return shown
        if fact.choices or fact.kind is Kind.YES_NO:
            return self.word(str(value).strip())
        if fact.kind is Kind.DAY:
            try:
                day = dates.parse(str(value))
            except ValueError:  # pragma: no cover - what was answered has been read before
                return self.literal(str(value))
            return self.literal(dates.in_english(day) if self.english else dates.written(day))
        return self.literal(str(value))


def form_of(path: FactPath) -> Form:
    """How the fact at `path` is answered."""
    fact = fact_at(path)
    if fact.by_name:
        return Form.BODY
    if path[-1] == ADDRESS[0] and _in_one_line(path):
        return Form.ADDRESS
    if fact.kind is Kind.CHOICE:
        return Form.SEVERAL if fact.many else Form.CHOICE
    if fact.many:
        return Form.LIST
    forms = {Kind.YES_NO: Form.YES_NO, Kind.DAY: Form.DAY}
    return forms.get(fact.kind, Form.TEXT if fact.value_type == Prose else Form.LINE)


def _as_people_write(day: str) -> str:
    try:
        return f"{date.fromisoformat(day):%d-%m-%Y}"
    except ValueError:  # pragma: no cover - the examples of days are days
        return day


def _in_one_line(path: FactPath) -> bool:
    try:
        return all(fact_at((*path[:-1], key)) for key in ADDRESS)
    except KeyError:
        return False
