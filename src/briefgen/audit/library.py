"""The law that letters are held against, opened once for many letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from briefgen import resources
from briefgen.law.extent import Extents
from briefgen.law.judgments import Judgment, Judgments
from briefgen.law.links import parse
from briefgen.law.misuse import Check, Checks
from briefgen.law.names import LawNames
from briefgen.law.records import Law
from briefgen.law.registry import Registry


@dataclass(frozen=True)
class Library:
    """Records of laws and judgments, and the rules for what is wrong with a letter."""

    registry: Registry
    names: LawNames
    extents: Extents
    checks: tuple[Check, ...]
    judgments: tuple[Judgment, ...]

    @classmethod
    def open(cls, root: Path | None = None) -> Library:
        """Open the ``legal_refs`` folder `root`, or the one that came with briefgen. Raises ContentError."""
        root = root or resources.folder("legal_refs")
        registry = Registry(root)
        return cls(registry, LawNames.of(registry), Extents(root), tuple(Checks(root)), tuple(Judgments(root)))

    @cached_property
    def by_ecli(self) -> Mapping[str, Judgment]:
        """Judgments by their ECLI, in capitals."""
        return {judgment.ecli.upper(): judgment for judgment in self.judgments if judgment.ecli}

    @cached_property
    def by_application(self) -> Mapping[str, Judgment]:
        """Judgments of the European Court by the number of each application."""
        return {number: judgment for judgment in self.judgments for number in judgment.applications}

    def works(self, law: Law) -> frozenset[str]:
        """The identifiers under which `law` is linked: its BWB-id, or its ELI path."""
        target = parse(f"CELEX:{law.identifier}")
        return frozenset({law.identifier} if target is None else {law.identifier, target.work})
