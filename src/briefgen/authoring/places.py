"""Whether `briefgen draft --templates` would find a Word file: in a folder named for a letter, as letter.docx."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from briefgen.authoring.model import Finding, Group, Report, Rule
from briefgen.errors import Message, msg

_WORD, _SPEC = "letter.docx", "letter.yaml"


def placed(report: Report, file: Path, folder: Path, ids: Collection[str]) -> Report:
    """The report on `file`, with a fault when drafting with `folder` would not use it; `ids` are the known letters."""
    file, folder = file.absolute(), folder.absolute()
    root = folder.parent if _is_letter(folder, ids) else folder  # one letter may be looked at as well
    told = _told(file, root, ids)
    if told is None:
        return report
    fault = Finding(Rule.PLACE, Group.FAULT, msg("het hele bestand"), str(file.relative_to(root)), *told)
    return replace(report, findings=(fault, *report.findings))


def _is_letter(folder: Path, ids: Collection[str]) -> bool:
    return folder.name in ids or (folder / _SPEC).is_file()


def _told(file: Path, root: Path, ids: Collection[str]) -> tuple[Message, Message] | None:
    """What is wrong with the place of `file`, and the mend."""
    named = file.parent
    if named.parent != root:
        near = get_close_matches(file.stem, ids, 1, 0.5)
        example = near[0] if near else next(iter(sorted(ids)), "")
        return (
            msg("'briefgen draft' gebruikt dit bestand niet: het staat niet in een map met de naam van een brief."),
            msg("Zet het neer als bijvoorbeeld {voorbeeld}.", voorbeeld=f"{example}/{_WORD}"),
        )
    if not _is_letter(named, ids):
        near = get_close_matches(named.name, ids, 1)
        return (
            msg("briefgen kent geen brief met de naam {id}.", id=named.name),
            msg("Bedoelt u {naam}? Noem de map dan zo.", naam=near[0])
            if near
            else msg("Noem de map naar een van de brieven van 'briefgen letters', of zet er een eigen letter.yaml in."),
        )
    if file.name != _WORD and not file.with_name(_WORD).exists():
        return (
            msg("'briefgen draft' gebruikt dit bestand niet: het heet {naam}.", naam=file.name),
            msg("Noem het {bestand}.", bestand=_WORD),
        )
    return None
