"""Keep the message catalogues complete: ours from Dutch to English, Click's from English to Dutch.

    python tools/messages.py extract   bring both .po files up to date with the code; then translate
    python tools/messages.py compile   make the .mo files, which the program reads, from the .po files
    python tools/messages.py check     fail, with reasons, unless all of it is complete and up to date

A message is the first argument of `msg(...)` in src/briefgen, always a literal. A word that stands for a value
(a verdict, how a record stands) is one too: `KLOPT = msg("klopt")` in the enum, or a table beside it. Click's are
the arguments of its gettext calls.
"""

from __future__ import annotations

import ast
import gettext
import importlib.util
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from string import Formatter

import yaml
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from briefgen.facts.fields import chain, every_path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "briefgen"
FOLDER = SOURCE / "locale"
CONVERSATION = ROOT / "templates" / "interview" / "gesprek.yaml"
WIDTH = 120
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)  # the .mo files must not change with the day they are made
PLURAL_FORMS = "nplurals=2; plural=(n != 1)"
NEVER_SHOWN = {
    "_compat.py", "_termui_impl.py", "_winconsole.py", "shell_completion.py", "testing.py", "utils.py",
}  # fmt: skip
"""Modules of Click that briefgen does not come through."""
FOR_PROGRAMMERS = (
    "Arguments take exactly one",
    "Boolean option {decl!r}",
    "Could not determine name",
    "DeprecationWarning",
    "Name '{name}' defined twice",
    "No options defined but",
    "Unknown color",
)
"""How Click's messages begin that only someone who changes the commands can meet."""

Id = str | tuple[str, str]


@dataclass(slots=True)
class Found:
    """Messages in source code with the files they are in, and calls that cannot be collected."""

    places: dict[Id, set[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def own_messages(source: Path = SOURCE) -> Found:
    """The templates of all calls of `msg`; a call without a literal is a fault, and so are words that pass it by."""
    found = Found()
    for path in sorted(source.rglob("*.py")):
        place = path.relative_to(source.parent).as_posix()
        for call in _calls(path):
            called = call.func.id if isinstance(call.func, ast.Name) else ""
            template = call.args[0] if call.args else None
            if called == "Message" and _unseen(template):
                found.faults.append(f"{place}:{call.lineno}: words in Message(...) are not collected; use msg(...)")
            if called != "msg":
                continue
            if isinstance(template, ast.Constant) and isinstance(template.value, str):
                found.places.setdefault(template.value, set()).add(place)
            else:
                found.faults.append(f"{place}:{call.lineno}: msg(...) needs one literal text as its first argument")
    return found


def _unseen(template: ast.expr | None) -> bool:
    """Whether a `Message` is made of words of its own, or of the value of an enum, which no catalogue would have."""
    if isinstance(template, ast.Constant) and isinstance(template.value, str):
        return any(letter.isalpha() for text, *_ in Formatter().parse(template.value) for letter in text)
    return isinstance(template, ast.JoinedStr) or (isinstance(template, ast.Attribute) and template.attr == "value")


def fact_messages() -> Found:
    """What the model of a case says about its facts, as a conversation asks for them."""
    explained = yaml.safe_load(CONVERSATION.read_text(encoding="utf-8"))["woorden"]
    found = Found()
    for path in every_path():
        fact = chain(path)[-1]
        for text in (fact.title, fact.question, *(word for word in fact.choices if word not in explained)):
            found.places.setdefault(text, set()).add("briefgen/facts")
    return found


def said_messages() -> Found:
    """All that briefgen itself says."""
    found, facts = own_messages(), fact_messages()
    for key, places in facts.places.items():
        found.places.setdefault(key, set()).update(places)
    return found


def click_messages() -> Found:
    """What Click can say to a person who uses briefgen."""
    found = Found()
    spec = importlib.util.find_spec("click")
    assert spec is not None  # noqa: S101 - briefgen depends on it
    assert spec.origin is not None  # noqa: S101 - it is a package of files
    for path in sorted(Path(spec.origin).parent.glob("*.py")):
        for call in () if path.name in NEVER_SHOWN else _calls(path):
            if isinstance(call.func, ast.Name) and call.func.id in {"_", "gettext", "ngettext"}:
                parts = (part.value for part in call.args if isinstance(part, ast.Constant))
                texts = [part for part in parts if isinstance(part, str)]
                if texts and not texts[0].startswith(FOR_PROGRAMMERS):
                    key = texts[0] if len(texts) == 1 else (texts[0], texts[1])
                    found.places.setdefault(key, set()).add(f"click/{path.name}")
    return found


def _calls(path: Path) -> Iterator[ast.Call]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    yield from sorted((node for node in nodes if isinstance(node, ast.Call)), key=lambda call: call.lineno)


@dataclass(frozen=True, slots=True)
class Language:
    """One catalogue: what it translates, and whether translations of what is no longer said are faults."""

    name: str
    collect: Callable[[], Found]
    strict: bool

    @property
    def po(self) -> Path:
        return FOLDER / self.name / "LC_MESSAGES" / "briefgen.po"

    @property
    def mo(self) -> Path:
        return self.po.with_suffix(".mo")

    def read(self) -> Catalog:
        if not self.po.is_file():
            return Catalog(locale=self.name)
        with self.po.open("rb") as file:
            return read_po(file, locale=self.name)


LANGUAGES = (
    Language("en", said_messages, strict=True),
    Language("nl", click_messages, strict=False),  # other versions of Click word some messages otherwise
)


def extract(language: Language) -> None:
    """Add new messages to the catalogue, untranslated; drop those that are no longer said."""
    old, found = language.read(), language.collect()
    known = {_key(message): message for message in old if message.id}
    new = Catalog(locale=language.name)
    for key in [*found.places, *(key for key in known if key not in found.places and not language.strict)]:
        places = [(place, 0) for place in sorted(found.places.get(key, ()))]
        new.add(key, known[key].string if key in known else None, locations=places)
    new.fuzzy = False
    file = BytesIO()
    write_po(file, new, width=WIDTH, omit_header=True, sort_by_file=True, include_lineno=False)
    header = (
        f'msgid ""\nmsgstr ""\n"Language: {language.name}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Plural-Forms: {PLURAL_FORMS}\\n"\n\n'
    )
    language.po.parent.mkdir(parents=True, exist_ok=True)
    language.po.write_bytes(header.encode() + file.getvalue())


def compiled(catalog: Catalog) -> bytes:
    """The catalogue as the program reads it; equal catalogues give equal bytes."""
    catalog.creation_date = catalog.revision_date = EPOCH
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def faults(language: Language) -> Iterator[str]:
    """Everything that is wrong with one catalogue."""
    found, catalog = language.collect(), language.read()
    yield from found.faults
    for key in found.places:
        message = catalog.get(key)
        if message is None or not all(_several(message.string)):
            if language.strict:
                yield f"{language.name}: not translated: {key!r}"
            else:
                print(f"{language.name}: Click's {key!r} has no translation and stays English", file=sys.stderr)
    for message in catalog:
        if not message.id:
            continue
        if message.fuzzy:
            yield f"{language.name}: marked fuzzy: {message.id!r}"
        if language.strict and _key(message) not in found.places:
            yield f"{language.name}: no longer said: {message.id!r}"
        yield from _unlike(message, language.name)
    if not language.mo.is_file() or _texts(language.mo.read_bytes()) != _texts(compiled(catalog)):
        yield f"{language.name}: the .mo file is not made from the .po file; run: python tools/messages.py compile"


def _unlike(message: Message, language: str) -> Iterator[str]:
    """A translation must fill in the same values and keep the white around the text."""
    for original, translation in zip(_several(message.id), _several(message.string), strict=True):
        if translation and _placeholders(original) != _placeholders(translation):
            yield f"{language}: other values than the original: {translation!r}"
        if translation and _margins(original) != _margins(translation):
            yield f"{language}: other white at its ends than the original: {translation!r}"


def _key(message: Message) -> Id:
    one, *more = _several(message.id)
    return (one, more[0]) if more else one


def _several(text: str | Iterable[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ("",))


def _placeholders(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError as error:
        return {f"unreadable: {error}"}


def _margins(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _texts(mo: bytes) -> dict[object, str]:
    texts = gettext.GNUTranslations(BytesIO(mo))._catalog  # type: ignore[attr-defined]  # noqa: SLF001 - no other way
    return {key: text for key, text in texts.items() if key}


def main(arguments: list[str]) -> int:
    match arguments:
        case ["extract"]:
            for language in LANGUAGES:
                extract(language)
        case ["compile"]:
            for language in LANGUAGES:
                language.mo.write_bytes(compiled(language.read()))
        case ["check"]:
            wrong = [fault for language in LANGUAGES for fault in faults(language)]
            for fault in wrong:
                print(fault, file=sys.stderr)
            if wrong:
                print("Run: python tools/messages.py extract; translate; python tools/messages.py compile")
                return 1
            print("Every message is translated.")
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
