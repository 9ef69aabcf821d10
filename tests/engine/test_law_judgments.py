"""Judgments: read strictly, cited the Dutch way, and only when what was decided is certain."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from briefgen.errors import CitationError, ContentError
from briefgen.law.judgments import Judgments, link, write

DUTCH: dict[str, object] = {
    "id": "rbapl-2019-12",
    "instantie": "Rechtbank Appelland",
    "instantie_kort": "Rb. Appelland",
    "datum": date(2019, 3, 4),
    "ecli": "ECLI:NL:RBAPL:2019:12",
    "koppeling": "rechtspraak",
    "kern": "De appels bleven waar zij waren.",
    "in_een_zin": "De appels bleven.",
    "citeer_voor": ["vragen waar de appels zijn"],
    "zekerheid": "vast",
    "gecontroleerd": {"op": date(2026, 11, 21), "bron": "de uitspraak zelf"},
    "voorbeelden": ["Rb. Appelland 4 maart 2019, ECLI:NL:RBAPL:2019:12"],
}
STRASBOURG: dict[str, object] = {
    **{key: value for key, value in DUTCH.items() if key != "ecli"},
    "id": "ehrm-123-99",
    "instantie": "Europees Hof voor de Rechten van de Mens",
    "instantie_kort": "EHRM",
    "naam": "Appel t. Perenland",
    "zaaknummers": ["123/99"],
    "koppeling": "geen",
}


def stored(root: Path, record: dict[str, object], **changes: object) -> Judgments:
    """Judgments with one file: `record` with some keys changed, or taken away (None)."""
    data = {key: value for key, value in {**record, **changes}.items() if value is not None}
    folder = root / "judgments"
    folder.mkdir(exist_ok=True)
    path = folder / f"{record['id']}.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return Judgments(root)


def read_back(text: str) -> str:
    return text.replace("\u00a0", " ")


# --- citations and links


def test_a_dutch_judgment_is_cited_by_court_date_and_ecli(tmp_path: Path) -> None:
    judgment = stored(tmp_path, DUTCH).judgment("rbapl-2019-12")
    assert read_back(write(judgment)) == "Rb. Appelland 4 maart 2019, ECLI:NL:RBAPL:2019:12"
    assert link(judgment) == "https://deeplink.rechtspraak.nl/uitspraak?id=ECLI:NL:RBAPL:2019:12"


def test_a_date_does_not_break_over_a_line(tmp_path: Path) -> None:
    assert "Appelland\u00a04\u00a0maart\u00a02019" in write(stored(tmp_path, DUTCH).judgment("rbapl-2019-12"))


@pytest.mark.parametrize(
    ("numbers", "cited"),
    [
        (["123/99"], "EHRM 4 maart 2019, nr. 123/99 (Appel t. Perenland)"),
        (["123/99", "40001/07"], "EHRM 4 maart 2019, nrs. 123/99 en 40001/07 (Appel t. Perenland)"),
    ],
)
def test_strasbourg_is_cited_by_number_and_name(tmp_path: Path, numbers: list[str], cited: str) -> None:
    judgment = stored(tmp_path, STRASBOURG, zaaknummers=numbers).judgment("ehrm-123-99")
    assert read_back(write(judgment)) == cited


def test_strasbourg_has_a_link_only_when_its_item_is_known(tmp_path: Path) -> None:
    assert link(stored(tmp_path, STRASBOURG).judgment("ehrm-123-99")) is None
    known = stored(tmp_path, STRASBOURG, koppeling="hudoc", hudoc="001-99").judgment("ehrm-123-99")
    assert link(known) == "https://hudoc.echr.coe.int/eng?i=001-99"


def test_a_judgment_without_a_date_is_cited_without_one(tmp_path: Path) -> None:
    unsure = stored(tmp_path, DUTCH, datum=None, zekerheid="onzeker", zekerheid_toelichting="datum onbekend")
    assert read_back(write(unsure.judgment("rbapl-2019-12"))) == "Rb. Appelland, ECLI:NL:RBAPL:2019:12"


# --- what may be cited


def test_a_certain_judgment_may_be_cited(tmp_path: Path) -> None:
    judgments = stored(tmp_path, DUTCH)
    assert judgments.citable("rbapl-2019-12") == judgments.judgment("rbapl-2019-12")


@pytest.mark.parametrize("certainty", ["afgeleid", "onzeker"])
def test_an_uncertain_judgment_is_refused(tmp_path: Path, certainty: str) -> None:
    judgments = stored(tmp_path, DUTCH, zekerheid=certainty, zekerheid_toelichting="niet gelezen")
    with pytest.raises(CitationError, match=f"'{certainty}'") as caught:
        judgments.citable("rbapl-2019-12")
    assert caught.value.where == str(judgments.path("rbapl-2019-12"))
    assert str(caught.value.mend)


@pytest.mark.parametrize("judgment_id", ["rbapl-2019-13", "", "../laws/aw/law", "RBAPL-2019-12"])
def test_an_unknown_judgment_is_refused(tmp_path: Path, judgment_id: str) -> None:
    with pytest.raises(CitationError, match="staat niet in legal_refs"):
        stored(tmp_path, DUTCH).judgment(judgment_id)


def test_judgments_come_in_the_order_of_their_files(tmp_path: Path) -> None:
    stored(tmp_path, STRASBOURG)
    assert [judgment.id for judgment in stored(tmp_path, DUTCH)] == ["ehrm-123-99", "rbapl-2019-12"]


# --- what a record must be


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"ecli": "ECLI:NL:RBAPL:19:12"}, "ecli"),
        ({"ecli": "ecli:nl:rbapl:2019:12"}, "ecli"),
        ({"ecli": "ECLI:NL:RBAPL:2018:12"}, "jaar"),
        ({"ecli": None}, "ecli of zaaknummers"),
        ({"ecli": None, "zaaknummers": ["99"]}, "zaaknummers"),
        ({"ecli": "ECLI:CE:ECHR:2019:12"}, "Nederlands ecli"),
        ({"hudoc": "001-99"}, "hudoc"),
        ({"koppeling": "hudoc"}, "hudoc"),
        ({"koppeling": "http"}, "koppeling"),
        ({"datum": None}, "datum"),
        ({"citeer_voor": None}, "citeer_voor"),
        ({"zekerheid": "afgeleid"}, "zekerheid_toelichting"),
        ({"id": "Rbapl 2019"}, "streepjes"),
        ({"voorbeelden": []}, "voorbeelden"),
        ({"rolnummer": "1"}, "rolnummer"),
    ],
)
def test_a_record_that_is_not_sound_names_file_and_reason(tmp_path: Path, change: dict[str, object], told: str) -> None:
    judgments = stored(tmp_path, DUTCH, **change)
    with pytest.raises(ContentError, match=told) as caught:
        judgments.judgment("rbapl-2019-12")
    assert caught.value.where == str(judgments.path("rbapl-2019-12"))
