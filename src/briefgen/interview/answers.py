"""From what was typed to values in the tree; or why it cannot be used, in the words of the case file's own loader."""

from __future__ import annotations

import re
import unicodedata

from briefgen.dutch import dates
from briefgen.errors import FactsError, FactsErrors, Message, RecipientError, msg
from briefgen.facts.explain import absent
from briefgen.facts.fields import Kind
from briefgen.facts.places import FactPath, shown
from briefgen.interview.judging import Bench
from briefgen.interview.needs import ADDRESS
from briefgen.interview.partial import contradictions
from briefgen.interview.plain import Plain, fact_at, get, put
from briefgen.interview.questions import Form, Question, Refusal
from briefgen.interview.wording import NO, YES

_ADDRESS = re.compile(
    r"\s*(?P<adres>.*\S)\s*[,\n]\s*(?P<postcode>\d{4}\s*[A-Za-z]{2})\s*,?\s+(?P<plaats>\S.*)", re.DOTALL
)
_YES = {"ja", "j", "yes", "y"}
_NO = {"nee", "n", "no"}
_LIST_MARK = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+")

Values = tuple[tuple[FactPath, object], ...]


def tidied(text: str) -> str:
    """What was typed, in one form of Unicode, with line feeds only and without space around it."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def read(question: Question, text: str) -> Values | Refusal:
    """The values that `text` means as an answer about a fact; the loader has not looked at them yet."""
    assert question.path is not None  # noqa: S101 - only questions about facts come here
    path, fact = question.path, fact_at(question.path)
    if not text:
        return Refusal(absent(fact), _expected(question))
    match question.form:
        case Form.ADDRESS:
            return _address(path, text)
        case Form.CHOICE | Form.YES_NO:
            word = chosen(question, text)
            return word if isinstance(word, Refusal) else ((path, word),)
        case Form.SEVERAL:
            words = [chosen(question, part) for part in re.split(r"[,;\n]", text) if part.strip()]
            wrong = next((word for word in words if isinstance(word, Refusal)), None)
            return wrong or ((path, list(dict.fromkeys(words))),)
        case Form.LIST:
            items = [_LIST_MARK.sub("", line).strip() for line in text.split("\n")]
            return ((path, [item for item in items if item]),)
        case Form.DAY:
            return ((path, _day(text)),)
        case _:
            return ((path, text),)


def chosen(question: Question, text: str) -> str | Refusal:
    """The one of the question's choices that `text` means."""
    plain = " ".join(text.split()).casefold()
    if question.form is Form.YES_NO and plain in _YES | _NO:
        return YES if plain in _YES else NO
    for choice in question.choices:
        if choice.answer.casefold() == plain:
            return choice.answer
    if question.form is Form.YES_NO:
        return Refusal(msg("'{waarde}' is geen ja of nee.", waarde=text[:60]), msg("Schrijf ja of nee."))
    if question.path is None:  # the answers have names that nobody sees
        return Refusal(
            msg("'{waarde}' is geen van de antwoorden.", waarde=text[:60]), msg("Kies een van de antwoorden.")
        )
    words = ", ".join(choice.answer for choice in question.choices)
    return Refusal(msg("'{waarde}' kan hier niet.", waarde=text[:60]), msg("Kies uit: {woorden}.", woorden=words))


def _expected(question: Question) -> Message:
    """What is expected, in the words of the conversation."""
    if not question.example:
        return question.text
    return msg("{vraag} Bijvoorbeeld: {voorbeeld}", vraag=question.text, voorbeeld=question.example)


def _day(text: str) -> str:
    try:
        return dates.parse(text).isoformat()
    except ValueError:
        return text  # the loader says what is wrong with it


def _address(path: FactPath, text: str) -> Values | Refusal:
    found = _ADDRESS.fullmatch(text)
    if found is None:
        return Refusal(
            msg("Dit is geen volledig adres."),
            msg(
                "Schrijf straat en nummer, een komma, en dan postcode en plaats: "
                "Voorbeeldstraat 1, 1234 AB Voorbeeldstad."
            ),
        )
    return tuple(((*path[:-1], key), " ".join(found[key].split())) for key in ADDRESS)


def placed(tree: Plain, values: Values) -> Plain:
    """`tree` with `values` in it; a body that was named by its id alone keeps it."""
    for path, value in values:
        parent = get(tree, path[:-1]) if len(path) > 1 else None
        if isinstance(parent, str) and fact_at(path[:-1]).by_name:
            tree = put(tree, path[:-1], {"id": parent})
        tree = put(tree, path, value)
    return tree


def refused(before: Plain, after: Plain, question: Question, bench: Bench) -> Refusal | None:
    """Why `after`, with an answer to `question` about a fact, cannot be the facts of a case; None if it can."""
    assert question.path is not None  # noqa: S101 - only questions about facts come here
    try:
        found = bench.partial(after)
        bench.workshop.recipients.resolve(found.facts)
    except FactsErrors as errors:
        nearest = _nearest(errors, question.path)
        if question.form is Form.DAY:  # the question was in other words than in a case file
            return Refusal(nearest.what, msg("Schrijf een datum zoals 21-11-2026 of 21 november 2026."))
        return Refusal(nearest.what, nearest.mend)
    except RecipientError as unknown:
        return Refusal(unknown.what, unknown.mend)
    told = {str(error) for error in contradictions(bench.partial(before), before, bench.on)}
    for error in contradictions(found, after, bench.on):
        if str(error) not in told:
            return Refusal(error.what, error.mend)
    return None


def _nearest(errors: FactsErrors, path: FactPath) -> FactsError:
    place = shown(path)
    return next((error for error in errors.errors if error.where.startswith(place)), errors.errors[0])


def needs_text(question: Question) -> bool:
    """Whether an answer to `question` is free text, on whose tone there can be advice."""
    if question.path is None:
        return False
    return question.form is Form.TEXT or (question.form is Form.LIST and fact_at(question.path).kind is Kind.TEXT)
