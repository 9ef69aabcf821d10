"""What an outsider gets: the wheel, built without network, and briefgen installed from it in a place of its own."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from outside import ROOT, Run, build_wheel, environment


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def briefgen(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run the installed command in a folder: `briefgen("draft", "zaak.yaml", cwd=folder)`.

    The wheel stands in a new virtual environment; what it depends on is read from the one that runs the tests.
    """
    home = tmp_path_factory.mktemp("home") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True, env=environment())
    python = home / "bin" / "python"
    options = ["--quiet", "--disable-pip-version-check", "--no-index", "--no-deps"]
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", *options, str(wheel)]
    subprocess.run(command, check=True, env=environment())
    (packages,) = home.glob("lib/python3.*/site-packages")
    paths = dict.fromkeys((sysconfig.get_path("purelib"), sysconfig.get_path("platlib")))
    (packages / "dependencies.pth").write_text("\n".join(paths), encoding="utf-8")
    script = "import briefgen; print(briefgen.__file__)"
    command = [str(python), "-c", script]
    used = subprocess.run(command, check=True, capture_output=True, text=True, env=environment(), cwd=home)
    assert Path(used.stdout.strip()).is_relative_to(home), "the checkout is tested, not the wheel"

    def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        command = [str(home / "bin" / "briefgen"), *arguments]
        return subprocess.run(command, check=False, capture_output=True, text=True, env=environment(), cwd=cwd)

    return run
