"""The receipt of a letter: on which law, terms, texts and facts it rests, and what its files hold."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from briefgen import __version__
from briefgen.errors import Message
from briefgen.facts.load import CaseFile
from briefgen.law import citations
from briefgen.law.deadlines import Deadline
from briefgen.letters.compose import Composition
from briefgen.letters.selection import Verdict
from briefgen.letters.sending import SendingFinding
from briefgen.workshop import Workshop


def sha256(data: bytes) -> str:
    """The SHA-256 of `data` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def receipt(
    case: CaseFile,
    composition: Composition,
    verdict: Verdict,
    files: Mapping[str, bytes],
    *,
    warnings: Sequence[SendingFinding],
    remarks: Sequence[Message],
    workshop: Workshop,
) -> bytes:
    """What the letter rests on, so that anyone can see later which law and which texts made it."""
    letter = composition.letter
    own = [path for path in (workshop.catalogue.own_spec(letter.id), workshop.catalogue.word(letter.id)) if path]
    replaced = {".md" if path.suffix == ".docx" else path.suffix for path in own}
    shipped = (workshop.catalogue.root / letter.id / name for name in ("letter.yaml", "letter.md"))
    templates = [path for path in shipped if path.suffix not in replaced]
    templates += [workshop.templates.root / name for name in ("tone.yaml", "sheet/sheet.yaml")]
    templates += [
        *sorted(workshop.checks.root.glob("*.yaml")),
        *sorted((workshop.templates.root / "partials").glob("*.md")),
    ]
    paper = workshop.letterhead
    templates += sorted(path for path in paper.shipped.iterdir() if path.is_file())
    templates += [] if paper.own or paper.folder == paper.shipped else paper.files
    law = sorted({workshop.registry.path(item.provision.article.id) for item in composition.provisions})
    law += sorted({workshop.deadlines.root / "deadlines" / f"{term.rule.id}.yaml" for term in composition.deadlines})
    content = {
        "briefgen": __version__,
        "brief": letter.id,
        "titel": letter.title,
        "datum": letter.date.isoformat(),
        "geadresseerde": composition.recipient.name,
        "waarom": list(verdict.reasons),
        "let_op": [*verdict.spec.notices, *(str(remark) for remark in remarks)],
        "waarschuwingen": [f"{found.what} {found.mend}" for found in warnings],
        "bepalingen": [
            {
                "id": item.provision.reference,
                "aanhaling": item.text.replace("\u00a0", " "),
                "geldig_vanaf": item.provision.version.valid_from.isoformat(),
                "gelezen_toestand": item.provision.version.checked.state.isoformat(),
                "gecontroleerd_op": item.provision.version.checked.on.isoformat(),
                "zekerheid": item.provision.version.certainty.value,
                "link": item.href,
            }
            for item in composition.provisions
        ],
        "termijnen": [_term(term, workshop, letter.date) for term in composition.deadlines],
        "bestanden": {name: sha256(data) for name, data in files.items()},
        "invoer": {
            "zaak": sha256(case.source),
            "teksten": _hashes(templates, workshop.templates.root),
            **({"briefpapier": dict(paper.hashes)} if paper.own else {}),
            **({"eigen_sjabloon": {path.name: sha256(path.read_bytes()) for path in own}} if own else {}),
            "recht": _hashes(law, workshop.registry.root),
        },
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _term(term: Deadline, workshop: Workshop, on: date) -> dict[str, object]:
    basis = term.rule.basis
    provision = basis and workshop.registry.provision(
        basis.reference, on, paragraphs=(basis.paragraph,) if basis.paragraph else ()
    )
    return {
        "regel": term.rule.id,
        "titel": term.rule.title,
        "aard": term.rule.nature.value,
        "grond": provision and citations.write(provision, citations.Style.SHORT).replace("\u00a0", " "),
        "vanaf": term.event.isoformat(),
        "laatste_dag": term.last_day.isoformat(),
        "te_laat_vanaf": term.late_from.isoformat(),
        "stappen": [str(step).replace("\u00a0", " ") for step in term.steps],
        "toelichting": term.rule.note,
    }


def _hashes(paths: Iterable[Path], root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): _hash(path) for path in paths}


def _hash(path: Path) -> str:
    state = path.stat()
    return _hash_of(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=1024)
def _hash_of(path: Path, changed: int, size: int) -> str:  # noqa: ARG001 - a file that changed is another one
    return sha256(path.read_bytes())
