"""Finding what a mention points at among the records, or saying honestly how far that went.

The answer is a value without sentences: who judges a text decides what a state means there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from briefgen.law.mentions import Mention, in_order
from briefgen.law.records import Article, Law, Version
from briefgen.law.registry import Provision, Registry


class State(StrEnum):
    FOUND = "gevonden"
    LAW_UNKNOWN = "wet onbekend"  # the mention's `why_not` says why
    NO_RECORD = "niet vastgelegd"  # the law is on record, this article is not: it may exist or not
    ENDED = "vervallen"  # `day`: since when
    NOT_YET = "nog niet in werking"  # `day`: from when
    NEVER_IN_FORCE = "nooit in werking"
    UNREAD = "niet gelezen"  # the article is on record, its text of that day is not
    NO_PARAGRAPHS = "heeft geen leden"  # `detail`: the lid that was named
    NO_SUCH_PARAGRAPH = "lid bestaat niet"  # `detail`: the lid
    PART_NOT_RECORDED = "onderdeel niet vastgelegd"  # `detail`: the onderdeel; it may exist or not


@dataclass(frozen=True, slots=True)
class Resolution:
    """What became of a mention. What was found on the way is filled in, also when the rest was not.

    `provision` has the lid, and the onderdeel when the mention names exactly one. `successors` are ids of
    articles, or of a law when the law as a whole ended.
    """

    state: State
    law: Law | None = None
    article: Article | None = None
    version: Version | None = None
    provision: Provision | None = None
    day: date | None = None
    detail: str = ""
    successors: tuple[str, ...] = ()


def resolve(mention: Mention, registry: Registry, on: date) -> Resolution:
    """Look up `mention` in `registry` as the law reads on `on`; of a range, its first article.

    "(oud)" means the last text that ended before `on`. Raises ContentError only for a broken record.
    """
    if mention.law is None:
        return Resolution(State.LAW_UNKNOWN)
    law = registry.law(mention.law)
    reference = f"{law.id}:{mention.article}"
    if not registry.path(reference).is_file():
        return _without_record(law, on, old=mention.old)
    article = registry.article(reference)
    version = _before(article, on) if mention.old else article.version(on)
    if version is None:
        return _without_version(law, article, on)
    found = Resolution(State.FOUND, law, article, version)
    for paragraph in mention.paragraphs:
        if not version.paragraphs:
            return replace(found, state=State.NO_PARAGRAPHS, detail=paragraph)
        if paragraph not in version.paragraphs:
            return replace(found, state=State.NO_SUCH_PARAGRAPH, detail=paragraph)
    parts = [_part(version, paragraph, part) for paragraph in mention.paragraphs or ("",) for part in mention.parts]
    missing = next((name for name, known in parts if not known), None)
    part = parts[0][0] if len(mention.parts) == 1 and missing is None else None
    provision = Provision(law, article, version, mention.paragraphs, part)
    if missing is not None:
        return replace(found, state=State.PART_NOT_RECORDED, provision=provision, detail=missing)
    return replace(found, provision=provision)


def expanded(mention: Mention, registry: Registry) -> tuple[Mention, ...]:
    """A range as one mention for each of its articles that is on record; any other mention as it is."""
    if mention.law is None or mention.last is None:
        return (mention,)
    first, last = in_order(mention.article), in_order(mention.last)
    folder = registry.path(f"{mention.law}:").parent
    numbers = sorted(
        (path.stem.replace("-", ":") for path in folder.glob("*.yaml") if path.name != "law.yaml"), key=in_order
    )
    return tuple(replace(mention, article=number, last=None) for number in numbers if first <= in_order(number) <= last)


def _without_record(law: Law, on: date, *, old: bool) -> Resolution:
    if law.valid_to is not None and law.valid_to <= on and not old:
        successors = (law.successor,) if law.successor else ()
        return Resolution(State.ENDED, law, day=law.valid_to, successors=successors)
    if law.valid_from is not None and on < law.valid_from:
        return Resolution(State.NOT_YET, law, day=law.valid_from)
    return Resolution(State.NO_RECORD, law)


def _without_version(law: Law, article: Article, on: date) -> Resolution:
    if article.never_in_force:
        return Resolution(State.NEVER_IN_FORCE, law, article, successors=article.successors)
    first, last = article.versions[0], article.versions[-1]
    if last.valid_to is not None and last.valid_to <= on:
        return Resolution(State.ENDED, law, article, day=last.valid_to, successors=article.successors)
    if law.valid_from is not None and on < law.valid_from:
        return Resolution(State.NOT_YET, law, article, day=law.valid_from)
    if on < first.valid_from and first.checked.on < first.valid_from:  # read before it came into force
        return Resolution(State.NOT_YET, law, article, day=first.valid_from)
    return Resolution(State.UNREAD, law, article)


def _before(article: Article, on: date) -> Version | None:
    """The last version that ended by `on`."""
    return next(
        (each for each in reversed(article.versions) if each.valid_to is not None and each.valid_to <= on), None
    )


def _part(version: Version, paragraph: str, part: tuple[str, ...]) -> tuple[str, bool]:
    """The onderdeel as records name it ("a", "a.1°"), and whether the version has it in `paragraph`."""
    for name in (".".join(part), ".".join(f"{item}°" if item.isdecimal() else item for item in part)):
        if (f"{paragraph}.{name}" if paragraph else name) in version.parts:
            return name, True
    return ".".join(part), False
