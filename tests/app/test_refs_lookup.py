"""``briefgen refs list``, ``show`` and ``search``: what people find, and what they are told when they do not."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest


def briefgen(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "briefgen", *arguments], capture_output=True, text=True, check=False, encoding="utf-8"
    )


def words(*arguments: str) -> str:
    done = briefgen("refs", *arguments, "--date", "2026-11-21")
    assert (done.returncode, done.stderr) == (0, "")
    assert all(len(line) <= 80 or "https://" in line for line in done.stdout.splitlines())
    return " ".join(done.stdout.split())


@pytest.mark.parametrize(
    "asked", [["bw1:265f"], ["artikel 1:265f, tweede lid, BW"], ["art.", "265f", "Boek", "1", "Burgerlijk", "Wetboek"]]
)
def test_a_provision_is_found_by_its_id_or_as_people_cite_it(asked: list[str]) -> None:
    shown = words("show", *asked)
    assert shown.startswith("artikel 1:265f BW (bw1:265f) geldt https://wetten.overheid.nl/jci1.3:c:BWBR0002656")
    for told in ("Mag aangehaald worden voor:", "Niet voor:", "Zekerheid: vast", "tweede lezing: 20", "Leden: 1, 2"):
        assert told in shown


def test_a_provision_that_ended_says_so_and_what_holds_now() -> None:
    shown = words("show", "wob:10")
    assert "geldt niet meer" in shown
    assert "Nu: woo:5.1" in shown


def test_a_provision_that_never_was_in_force_says_so() -> None:
    assert "nooit in werking getreden" in words("show", "bw1:262a")


def test_earlier_versions_stand_after_the_one_in_force() -> None:
    shown = words("show", "jw:7.3.8")
    assert re.search(r"Versie sinds 2\S+ \* .*Versie van \S+ tot ", shown)


def test_a_judgment_is_found_by_its_number() -> None:
    assert words("show", "37283/13") == words("show", "ehrm-37283-13")


def test_a_search_finds_all_words_and_the_best_first() -> None:
    found = (
        words("search", "bewaartermijn") if "bewaartermijn" in words("list", "jw") else words("search", "twintig jaar")
    )
    assert "jw:7.3.8" in found
    assert words("search", "schriftelijke aanwijzing vervallen").split()[0].startswith("bw1:26")


def test_a_search_without_result_says_so() -> None:
    assert "Niets gevonden" in words("search", "hottentottententententoonstelling")


def test_a_list_counts_and_can_be_of_one_law() -> None:
    listed = words("list", "Jeugdwet")
    count = int(re.search(r"Samen: (\d+)\.", listed)[1])  # type: ignore[index]  # a missing count must fail here
    assert len(re.findall(r"\bjw:", listed)) >= count > 50
    assert "awb:" not in listed


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["show", "onzin"], "is er geen gegevensbestand"),
        (["show", "artikel 5"], "wet"),
        (["show", "../../etc/passwd"], "is er geen gegevensbestand"),
        (["show", "artikel 1:999z BW"], "is er geen gegevensbestand"),
        (["list", "Wet op de appels"], "zijn er geen bepalingen"),
    ],
)
def test_what_is_not_there_is_a_clear_error(arguments: list[str], told: str) -> None:
    done = briefgen("refs", *arguments)
    assert done.returncode == 1
    assert told in done.stderr
    assert "→" in done.stderr
    assert "Traceback" not in done.stderr


def test_in_english_the_frame_is_english() -> None:
    done = briefgen("--lang", "en", "refs", "show", "bw1:265f")
    assert done.returncode == 0
