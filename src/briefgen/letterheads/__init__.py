"""Letterheads of an office's own: begin one, and check it."""

from briefgen.letterheads.checking import check, differs, example_logo
from briefgen.letterheads.findings import Finding, Group, Report
from briefgen.letterheads.founding import new

__all__ = ["Finding", "Group", "Report", "check", "differs", "example_logo", "new"]
