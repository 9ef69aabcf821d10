"""Fill `vingerafdruk` and `termijnen` in the records from the official text that was read for them.

    python tools/fingerprints.py SOURCE...            # fill in what is empty
    python tools/fingerprints.py --check SOURCE...    # change nothing; say what is empty or different

SOURCE is a folder or file of official text, as for `briefgen refs verify`. A fingerprint says what somebody
read: so it is taken only from a state that `gecontroleerd` names under `toestand` or `bron`, and one that is
there is never changed. A changed text is a new version, with its own reading. The lines are put in the file
as it stands; comments and layout stay.
"""

from __future__ import annotations

import argparse
import re
import sys
from datetime import date
from pathlib import Path

from briefgen.files import replace_all
from briefgen.law.official import OfficialArticle, OfficialLaw, Status, durations, fingerprint
from briefgen.law.official_folder import read_folder
from briefgen.law.records import Article, Version
from briefgen.law.registry import Registry
from briefgen.law.sources import read_record
from briefgen.law.verify import reading_of

LEGAL_REFS = Path(__file__).resolve().parent.parent / "legal_refs"


def text_for(article: Article, version: Version, laws: list[OfficialLaw]) -> OfficialArticle | None:
    """The whole text in force of a version, in a state that was read for it."""
    reading = reading_of(version, article.number, laws)
    if reading is None:
        return None
    if version.checked.fingerprint is None and not was_read(version, reading.state):
        return None
    text = reading.text
    return text if text is not None and text.complete and text.status is Status.IN_FORCE else None


def was_read(version: Version, state: date) -> bool:
    return state == version.checked.state or state.isoformat() in version.checked.source


def filled(lines: list[str], versions: list[tuple[Version, OfficialArticle | None]]) -> list[str]:
    """The lines of a record with both fields put in where they are lacking, version by version."""
    result: list[str] = []
    number = -1
    for line in lines:
        if re.match(r"  - geldig_vanaf:", line):
            number += 1
        version, text = versions[number] if 0 <= number < len(versions) else (None, None)
        if version is not None and text is not None:
            lengths = durations(text.text)
            if re.match(r"    zekerheid:", line) and lengths and not version.durations:
                result.append(f"    termijnen: [{', '.join(lengths)}]\n")
            if re.match(r"    termijnen:\s*(\[\])?$", line) and lengths:
                continue
        result.append(line)
        if version is None or text is None or version.checked.fingerprint is not None:
            continue
        if re.match(r"      toestand:", line):
            result.append(f"      vingerafdruk: {fingerprint(text)}\n")
    return [line for line in result if not re.match(r"      vingerafdruk:\s*$", line)]


def state_of(version: Version, text: OfficialArticle | None) -> str | None:
    """What is lacking or different in a version, or None."""
    if text is None:
        return "the text that was read is not here" if version.checked.fingerprint is None else None
    if version.checked.fingerprint is None:
        return "no fingerprint"
    if version.checked.fingerprint != fingerprint(text):
        return "another text than was read"
    return None if set(version.durations) == set(durations(text.text)) else "other termijnen"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", nargs="+", type=Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    laws = [law for source in options.source for law in read_folder(source)]
    registry = Registry(LEGAL_REFS)
    trouble = 0
    for reference in registry.references:
        path = registry.path(reference)
        article = read_record(path, Article)
        states = [law for law in laws if law.identifier == registry.law(article.law).identifier]
        pairs = [(version, text_for(article, version, states)) for version in article.versions]
        if not options.check:
            old = path.read_text(encoding="utf-8")
            new = "".join(filled(old.splitlines(keepends=True), pairs))
            if new != old:
                replace_all({path: new.encode()}, path.parent)
                article = read_record(path, Article)
                pairs = [(version, text) for version, (_, text) in zip(article.versions, pairs, strict=True)]
        for version, text in pairs:
            if problem := state_of(version, text):
                print(f"{reference} ({version.valid_from}): {problem}")
                trouble += 1
    return 1 if trouble else 0


if __name__ == "__main__":
    sys.exit(main())
