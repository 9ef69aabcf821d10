"""The wheel and the sdist hold what briefgen needs and nothing of the workshop."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from outside import ROOT, Run, build_wheel, environment

DATA = ("templates", "legal_refs", "recipients")


def shipped() -> set[str]:
    files = (path for name in DATA for path in (ROOT / name).rglob("*") if path.is_file())
    return {path.relative_to(ROOT).as_posix() for path in files if not path.name.startswith((".", "~$"))}


@pytest.fixture(scope="session")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_every_shipped_file_is_in_the_wheel(names: set[str]) -> None:
    prefix = "briefgen/_data/"
    assert {name.removeprefix(prefix) for name in names if name.startswith(prefix)} == shipped()


def test_every_module_and_catalogue_is_in_the_wheel(names: set[str]) -> None:
    source = ROOT / "src"
    modules = {path.relative_to(source).as_posix() for path in source.rglob("*.py")}
    catalogues = {path.relative_to(source).as_posix() for path in source.rglob("*.mo")}
    assert len(catalogues) == 2
    assert {*modules, *catalogues, "briefgen/py.typed"} <= names


def test_the_wheel_holds_nothing_else(names: set[str]) -> None:
    suffixes = {Path(name).suffix for name in names if name.startswith("briefgen/") and "/_data/" not in name}
    assert suffixes == {".py", ".mo", ".typed"}
    tops = {name.split("/", 1)[0] for name in names}
    assert len(tops) == 2
    assert all(top == "briefgen" or top.endswith(".dist-info") for top in tops)
    licences = {name.rsplit("licenses/", 1)[1] for name in names if "licenses/" in name}
    assert licences == {"LICENSE", "templates/letterhead/fonts/LICENSE"}


def test_the_sdist_is_complete_and_makes_the_same_wheel(names: set[str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path)]
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True, env=environment())
    (sdist,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        held = {name.split("/", 1)[1] for name in archive.getnames()}
    files = {"Makefile", "README.md", "LICENSE", ".ci/run", "tools/messages.py", "bench/bench.py"}
    samples = {path.relative_to(ROOT).as_posix() for path in (ROOT / "samples").rglob("*.*")}
    tests = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("*.py")}
    assert {*files, *samples, *tests} <= held
    with zipfile.ZipFile(build_wheel(sdist, tmp_path / "again")) as again:
        assert set(again.namelist()) == names


def test_a_letter_from_an_empty_folder(briefgen: Run, tmp_path: Path) -> None:
    sample = ROOT / "samples" / "woo-verzoek.yaml"
    shutil.copy(sample, tmp_path / "zaak.yaml")
    run = briefgen("draft", "zaak.yaml", "--date", "2026-11-21", cwd=tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    written = sorted(path.name for path in (tmp_path / "out").iterdir())
    kinds = ["-voor-u.pdf", "-voor-u.txt", ".docx", ".json", ".pdf", ".txt"]
    (stem,) = {Path(name).stem.removesuffix("-voor-u") for name in written}
    assert written == [f"{stem}{kind}" for kind in kinds]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "zaak.yaml"]
    assert all((tmp_path / "out" / name).stat().st_mode & 0o077 == 0 for name in written), "readable by others"
    assert all(str(Path("out") / name) in run.stdout for name in written)


@pytest.mark.parametrize("arguments", [("--version",), ("letters",), ("case", "schema")])
def test_the_installed_command_answers(briefgen: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    run = briefgen(*arguments, cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert run.stdout
