"""Names and folders that a file tells of, in Word and PDF alike."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefgen.errors import Message, msg
from briefgen.inspection import rules
from briefgen.inspection.model import Report

_PATH = re.compile(
    r"(?:^|[\s\"'(])(?:[A-Za-z]:\\\\?\w|\\\\[\w.$-]+\\|file:/|/(?:home|users|mnt|media|volumes|tmp)/\w|~/)",
    re.IGNORECASE,
)
OWN = "briefgen"
_PROGRAMS = re.compile(
    r"^(?:python-docx|microsoft|word|un-named|unknown|onbekend|auteur|author|user|gebruiker|admin|administrator)\b",
    re.IGNORECASE,
)


def machine_path(text: str) -> bool:
    """Whether a text names a folder on somebody's computer or network."""
    return bool(_PATH.search(text))


def check_names(names: Iterable[str], place: Message, report: Report, *, mend: Message) -> None:
    """Report names of makers that the letter itself does not show; call it when the text has been read.

    A sender who is named in the letter is named as its author too; that tells nothing new.
    """
    shown = " ".join(_words(passage.text) for passage in report.passages if passage.shown)
    for name in dict.fromkeys(names):
        if name == OWN:
            continue  # a letterhead of ours has no other maker, and its letters do not have this one
        if _words(name) and f" {_words(name)} " in f" {shown} ":
            report.note(
                rules.PEOPLE,
                place,
                msg("Als maker staat genoemd: {naam}. Die naam staat ook in de brief.", naam=name),
                mend,
            )
        elif _PROGRAMS.match(name):
            report.note(rules.PEOPLE, place, msg("Als maker staat genoemd: {naam}.", naam=name), mend)
        else:
            report.warn(
                rules.PEOPLE,
                place,
                msg("Als maker staat genoemd: {naam}. Die naam staat niet in de brief.", naam=name),
                mend,
            )


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
