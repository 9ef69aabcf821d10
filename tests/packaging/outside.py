"""Where the checkout is, and the environment of someone who has never seen it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]


def environment() -> dict[str, str]:
    """The environment of someone who has set nothing for Python or briefgen."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "BRIEFGEN", "LANG"))}


def build_wheel(source: Path, folder: Path) -> Path:
    """Build the wheel of a source tree or sdist in `folder`, without network."""
    options = ["--quiet", "--disable-pip-version-check", "--no-index", "--no-deps", "--no-build-isolation"]
    command = [sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", str(folder), str(source)]
    subprocess.run(command, check=True, env=environment())
    (wheel,) = folder.glob("*.whl")
    return wheel
