"""Templates: Jinja in a sandbox, strict about everything undefined or empty.

Every value a template prints is replaced by a marker and kept aside (`Values`); the Markdown
reader puts it in afterwards, literally. A value that is missing, or that has no way to be written,
is an error that names the template and line.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import Enum
from pathlib import Path
from types import FunctionType, MethodType
from typing import Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateSyntaxError,
    UndefinedError,
    nodes,
    pass_context,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup
from pydantic import BaseModel

from briefgen.dutch import dates, words
from briefgen.errors import BriefgenError, ContentError, Message, msg
from briefgen.law.sources import Kind, read_record
from briefgen.letters.blocks import Citation, Inline, Letter, Text
from briefgen.letters.filling import Filling

_JINJA_FILTERS = ("length", "list", "map", "max", "min", "rejectattr", "selectattr")
"""The filters of Jinja itself that templates and conditions may use."""


class _Unprintable(Exception):
    """A template prints something that cannot be written: nothing, yes/no, or a whole section."""


def written(value: object) -> str:
    """Write `value` as it should appear in a letter.

    Raises `_Unprintable` when it has no such form, UndefinedError when it does not exist.
    """
    if isinstance(value, Undefined):
        str(value)  # a strict one raises, with the name of what does not exist
        raise _Unprintable("if zonder else")
    if isinstance(value, bool) or value is None:
        raise _Unprintable(repr(value))
    if isinstance(value, Markup):
        raise _Unprintable("een stuk tekst uit {% set %}")  # its values would never be put in
    if isinstance(value, date):
        return dates.written(value)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, str | int):
        return str(value)
    raise _Unprintable(type(value).__name__)


def _in_english(value: object) -> str:
    """Write `value` as in an English sentence: as `written`, but for dates."""
    return dates.in_english(value) if isinstance(value, date) else written(value)


def _ending(text: object, aside: str | None = None) -> str:
    """Filter `zin`: the text with a full stop, unless it ends a sentence already.

    `aside` goes between brackets before that full stop and is never broken over two lines.
    """
    sentence = written(text).rstrip()
    if aside is not None:
        kept = aside.replace(" ", "\u00a0")
        return f"{sentence.removesuffix('.')} ({kept})."
    return sentence if sentence.rstrip("\"'”’»)").endswith((".", "!", "?", "…")) else f"{sentence}."


def _phrase(text: object) -> str:
    """Filter `zinsdeel`: the text without a final full stop, to stand inside a sentence."""
    return written(text).rstrip().removesuffix(".")


def _capital(text: object) -> str:
    return words.capitalised(written(text))


def _lower(text: object) -> str:
    return words.lowered(written(text))


def _with_weekday(day: object) -> str:
    """Filter `met_dag`: a date with its weekday."""
    if not isinstance(day, date):
        raise _Unprintable(type(day).__name__)
    return dates.written_with_weekday(day)


def _lower_case(text: object) -> str:
    return written(text).lower()


def _joined(items: Any, conjunction: str = "en") -> str:
    return words.joined([written(item) for item in items], conjunction)


def _mentions(text: object, words_: Sequence[str]) -> bool:
    """Filter `noemt`: whether the text has one of these words or phrases, as a whole and in any case."""
    pattern = "|".join(re.escape(word) for word in words_)
    return bool(words_) and re.search(rf"(?<!\w)({pattern})(?!\w)", written(text), re.IGNORECASE) is not None


class Values:
    """The values printed by one rendering, by the number in their marker."""

    def __init__(self) -> None:
        self._runs: list[Inline] = []

    def marker(self, value: object) -> str:
        """Keep `value` and return the marker that stands for it in the Markdown."""
        if isinstance(value, Markup):
            return value  # a piece of the template, put aside with {% set %} or a macro: its values are kept already
        run = value if isinstance(value, Citation) else Text(written(value))
        self._runs.append(run)
        return f"\ue000{len(self._runs) - 1}\ue001"

    def __getitem__(self, number: int) -> Inline:
        return self._runs[number]


_FAULTS = (TemplateError, _Unprintable, TypeError, ValueError, LookupError, ArithmeticError, AttributeError)
"""What a template's own expressions can raise."""

_UNKNOWN = re.compile(r"'(\w+)' is undefined|'[\w.]+ object' has no attribute '(\w+)'")
_TAG = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_MASK = "\0"


class _Loader(FileSystemLoader):
    """Loads templates so that a line break is dropped only after a line of nothing but tags.

    Jinja's own `trim_blocks` drops it after any line that ends in a tag, and would glue sentences.
    """

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, name, current = super().get_source(environment, template)
        return _line_breaks_kept(source), name, current


def _line_breaks_kept(source: str) -> str:
    """Write "+" into each tag at the end of a line that also has text; Jinja then keeps the break.

    A tag may run over several lines; tags are masked first, so that a line here is a line of text.
    """
    masked = _TAG.sub(lambda tag: _MASK * len(tag[0]), source)
    lines, position = [], 0
    for mask in masked.split("\n"):
        line = source[position : position + len(mask)]
        position += len(mask) + 1
        if not mask.strip(f"{_MASK} \t"):
            line = line.rstrip(" \t")
        elif mask.endswith(_MASK) and line[-3] not in "+-":
            line = f"{line[:-2]}+{line[-2:]}"
        lines.append(line)
    return "\n".join(lines)


class _Generator(CodeGenerator):
    """Compiles "~" so that it writes values as the letter does, and refuses what cannot be written."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - the name Jinja calls
        self.write("environment.glue((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class _Environment(ImmutableSandboxedEnvironment):
    code_generator_class = _Generator

    def glue(self, parts: Sequence[object]) -> str:
        return "".join(written(part) for part in parts)

    def is_safe_callable(self, obj: Any) -> bool:
        """Only what briefgen offers, and macros: no method of a date, which would know today."""
        return isinstance(obj, FunctionType | MethodType | Macro)


class Templates:
    """The sandbox over the ``templates`` folder: compiled once, rendered per letter."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._markdown = self._environment(_through_markers, tell_pieces_apart=True)
        self._word = self._environment(_through_markers, tell_pieces_apart=True)
        self._word.trim_blocks = self._word.lstrip_blocks = False  # its lines are Word's, not the author's
        self._literal = self._environment(written)
        self._english = self._environment(_in_english)
        self._english.filters["met_dag"] = _in_english
        self._lines: dict[tuple[str, bool], Template] = {}
        self._conditions: dict[str, Callable[..., Any]] = {}
        self._records: dict[str, BaseModel] = {}

    def _environment(self, finalize: Callable[..., Any], *, tell_pieces_apart: bool = False) -> _Environment:
        environment = _Environment(
            loader=_Loader(self.root),
            undefined=StrictUndefined,
            finalize=finalize,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            autoescape=tell_pieces_apart,  # pieces of the template itself are then Markup; values never are
        )
        environment.globals.clear()
        environment.filters = {
            "zin": _ending,
            "zinsdeel": _phrase,
            "hoofdletter": _capital,
            "kleineletter": _lower,
            "opsomming": _joined,
            "noemt": _mentions,
            "met_dag": _with_weekday,
            "lower": _lower_case,
            "telwoord": words.cardinal,
            **{name: environment.filters[name] for name in _JINJA_FILTERS},
        }
        return environment

    def record(self, name: str, kind: type[Kind]) -> Kind:
        """Read file `name` of the folder as one record of `kind`, once. Raises ContentError."""
        record = self._records.get(name)
        if not isinstance(record, kind):
            record = self._records[name] = read_record(self.root / name, kind)
        return record

    def markdown(self, name: str, context: Mapping[str, object]) -> tuple[str, Values]:
        """Render template `name` to Markdown with markers, and the values behind them.

        Raises ContentError with template and line for a fault of the template.
        """
        values = Values()
        text = self._run(lambda: self._markdown.get_template(name), {**context, "_values": values}, name)
        return text, values

    def filling(self, letter: Letter, context: Mapping[str, object]) -> Filling:
        """What a Word file of the user's own is filled with for `letter`."""
        values = Values()
        return Filling(letter, self._word, {**context, "_values": values}, values.__getitem__, _FAULTS, _told_of_word)

    @property
    def word(self) -> Environment:
        """The sandbox that Word files of the user's own are read in."""
        return self._word

    def literal(self, source: str, context: Mapping[str, object], *, where: str, english: bool = False) -> str:
        """Render one line of the catalogue (subject, address line) to its literal text; `english` for its dates."""
        return self._run(lambda: self._line(source, english), context, where)

    def _line(self, source: str, english: bool) -> Template:  # noqa: FBT001 - the caller above names it
        if (source, english) not in self._lines:
            environment = self._english if english else self._literal
            self._lines[source, english] = environment.from_string(source)
        return self._lines[source, english]

    def holds(self, expression: str, context: Mapping[str, object], *, where: str) -> bool:
        """Tell whether the condition `expression` is true. Raises ContentError when it cannot be read."""
        return bool(self.value(expression, context, where=where))

    def value(self, expression: str, context: Mapping[str, object], *, where: str) -> object:
        """Return what `expression` stands for. Raises ContentError when it cannot be read or is undefined."""
        if expression not in self._conditions:
            try:
                self._conditions[expression] = self._literal.compile_expression(expression, undefined_to_none=False)
            except TemplateSyntaxError as error:
                raise _fault(error, where, expression) from error
        try:
            result = self._conditions[expression](**context)
        except BriefgenError:
            raise
        except _FAULTS as error:
            raise _fault(error, where, expression) from error
        if isinstance(result, Undefined):
            raise _fault(TypeError(f"undefined: {expression}"), where, expression)
        value: object = result
        return value

    def _run(self, get: Callable[[], Template], context: Mapping[str, object], where: str) -> str:
        try:
            return get().render(context)
        except BriefgenError:
            raise
        except _FAULTS as error:
            raise _fault(error, where) from error


@pass_context
def _through_markers(context: Context, value: object) -> str:
    values: Values = context["_values"]
    return values.marker(value)


def _told_of_word(error: Exception) -> tuple[Message, Message]:
    """What is wrong with a tag in a Word file of the user's own, and the mend."""
    fault = _fault(error, "")
    if isinstance(error, _Unprintable):
        return fault.what, msg(
            "Zet de zin in een {tag}, zodat hij wegblijft als het gegeven er niet is.", tag="{% if %}"
        )
    return fault.what, msg("Verbeter de tag in Word; briefgen templates check noemt alle fouten tegelijk.")


def _fault(error: Exception, where: str, expression: str | None = None) -> ContentError:
    """Turn a fault inside a template into an error that names its file and line, or the expression."""
    place = where if expression is not None else _place(error, where)
    told = f"{expression}: {error}" if expression is not None else str(error)
    if isinstance(error, _Unprintable):
        return ContentError(
            msg("De tekst gebruikt een gegeven dat leeg is of niet te schrijven valt ({soort}).", soort=told),
            where=place,
            mend=msg("Neem het gegeven op bij 'nodig' in letter.yaml, of zet de zin in een {tag}.", tag="{% if %}"),
        )
    if expression is None and isinstance(error, UndefinedError) and (unknown := _UNKNOWN.fullmatch(str(error))):
        return ContentError(
            msg("briefgen kent de naam '{naam}' niet.", naam=unknown[1] or unknown[2]),
            where=place,
            mend=msg("Verbeter de brieftekst of letter.yaml."),
        )
    return ContentError(
        msg("De tekst kan niet worden ingevuld: {fout}", fout=told),
        where=place,
        mend=msg("Verbeter de brieftekst of letter.yaml."),
    )


def _place(error: Exception, where: str) -> str:
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename}:{error.lineno}" if error.filename else where
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".md")]
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else where
