"""The shipped records against the official text, where a copy of that text is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from shipped import ROOT

from briefgen import resources
from briefgen.law.official_folder import read_folder
from briefgen.law.records import Certainty
from briefgen.law.registry import Registry
from briefgen.law.verify import Reason, Report, verify
from briefgen.letters.catalogue import Catalogue

SOURCE = Path(os.environ.get("BRIEFGEN_WETGEVING") or ROOT.parent / "shared" / "wetgeving")

pytestmark = pytest.mark.skipif(
    not SOURCE.is_dir(), reason="no official text: set BRIEFGEN_WETGEVING, or put it in ../shared/wetgeving"
)


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry(resources.folder("legal_refs"))


@pytest.fixture(scope="module")
def report(registry: Registry) -> Report:
    cited_by: dict[str, list[str]] = {}
    for spec in Catalogue(resources.folder("templates")):
        for reference in spec.cites:
            cited_by.setdefault(reference, []).append(spec.id)
    return verify(registry, read_folder(SOURCE), cited_by)


def test_no_record_differs_from_the_official_text(report: Report) -> None:
    assert [f"{found.reference}: {found.what}" for found in report.differences] == []


def test_nearly_every_article_of_the_source_was_compared(report: Report) -> None:
    assert len(report.compared) >= 350


def test_every_sure_record_keeps_the_fingerprint_of_its_text(report: Report, registry: Registry) -> None:
    """What is lacking is filled in by tools/fingerprints.py."""
    lacking = [left.reference.split(" ")[0] for left in report.unchecked if left.reason is Reason.NO_FINGERPRINT]
    sure = [
        reference for reference in lacking if registry.article(reference).versions[-1].certainty is not Certainty.UNSURE
    ]
    assert sure == []
