"""LibreOffice for tests that need it: skipped where it is absent, except in CI."""

from __future__ import annotations

import os

import pytest

from briefgen.errors import RenderError
from briefgen.render import libreoffice


def office() -> str:
    """The path of LibreOffice; without it a test is skipped, but never in CI."""
    try:
        return libreoffice.program()
    except RenderError:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is not installed, and CI must make PDFs with it")
        pytest.skip("LibreOffice is not installed: there is nothing to make PDFs with")
