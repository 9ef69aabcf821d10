"""Records held against official text: each way to be wrong has its verdict, and nothing unread is right."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
import yaml
from toestand import ARTICLE, LAW, YAML, article, lid, toestand

from briefgen.law import citations, official_xml, official_yaml
from briefgen.law.official import OfficialLaw, fingerprint
from briefgen.law.registry import Provision, Registry
from briefgen.law.verify import Difference, Reason, Report, Verdict, verify

LETTERS = {"kw:2": ("brief-over-kersen",)}
WHOLE = official_xml.read(toestand(), "kersen.xml")
PRINT = fingerprint(WHOLE.articles["2"])
PARTS = ["1.a", "1.b", "1.b.1°", "1.b.2°"]

LAW_RECORD = {
    "id": "kw", "citeertitel": "Kersenwet", "lidwoord": "de", "afkorting": None, "koppeling": "jci", "nummer": LAW,
    "bron": "verzonnen voor de tests",
}  # fmt: skip
VERSION = {
    "geldig_vanaf": date(2015, 1, 1), "geldig_tot": None, "leden": ["1", "2"], "onderdelen": PARTS,
    "kern": "Wat deze verzonnen bepaling zegt.", "in_een_zin": "Deze bepaling gaat over kersen.",
    "citeer_voor": ["een beroep op deze bepaling"], "termijnen": ["2 weken", "1 maanden"], "zekerheid": "vast",
    "gecontroleerd": {"op": date(2026, 11, 21), "toestand": date(2026, 1, 1), "bron": "verzonnen",
                      "vingerafdruk": PRINT},
}  # fmt: skip
RECORD = {"id": "kw:2", "wet": "kw", "artikel": "2", "versies": [VERSION], "voorbeelden": ["artikel 2 Kersenwet"]}


@pytest.fixture
def records(tmp_path: Path) -> Records:
    return Records(tmp_path)


class Records:
    """A folder of records with one article, that tests break."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.law: dict[str, object] = {**LAW_RECORD}
        self.article: dict[str, object] = {**RECORD}

    def version(self, **changes: object) -> None:
        self.article["versies"] = [{**VERSION, **changes}]

    def checked(self, **changes: object) -> None:
        self.version(gecontroleerd={**VERSION["gecontroleerd"], **changes})  # type: ignore[dict-item]  # a mapping

    def against(self, *laws: OfficialLaw) -> Report:
        number = str(self.article["artikel"])
        folder = self.root / "laws" / str(self.law["id"])
        folder.mkdir(parents=True, exist_ok=True)
        for name, record in (("law", self.law), (number, self.article)):
            (folder / f"{name}.yaml").write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")
        return verify(Registry(self.root), laws or (WHOLE,), LETTERS)


def kersen(*articles: str, state: str = "2026-01-01", title: str = "Kersenwet", identifier: str = LAW) -> OfficialLaw:
    return official_xml.read(toestand(*articles, state=state, title=title, identifier=identifier), "kersen.xml")


def verdicts(report: Report) -> list[Verdict]:
    return [found.verdict for found in report.differences]


def single(differences: Iterable[Difference], verdict: Verdict) -> Difference:
    (found,) = differences
    assert found.verdict is verdict
    assert found.where.endswith(".yaml")
    assert str(found.mend)
    return found


# --- right


def test_a_record_that_says_what_the_law_says_is_compared_without_difference(records: Records) -> None:
    report = records.against()
    assert (report.differences, report.unchecked) == ((), ())
    (compared,) = report.compared
    assert (compared.reference, compared.state, compared.newer) == ("kw:2", date(2026, 1, 1), False)


def test_both_forms_of_the_text_give_the_same_verdict(records: Records) -> None:
    report = records.against(official_yaml.read(YAML.encode(), "kersen.yaml"))
    assert (report.differences, len(report.compared)) == ((), 1)


def test_an_unchanged_text_in_a_newer_state_is_right_and_told(records: Records) -> None:
    (compared,) = records.against(kersen(state="2026-10-01")).compared
    assert (compared.newer, compared.state) == (True, date(2026, 10, 1))


def test_an_onderdeel_that_must_not_be_cited_is_recorded_too(records: Records) -> None:
    records.version(onderdelen=["1.b"], onderdelen_onzeker=["1.a", "1.b.1°", "1.b.2°"])
    assert not records.against().differences


def test_an_onderdeel_that_may_be_there_need_not_be(records: Records) -> None:
    records.version(onderdelen_onzeker=["1.c"])
    assert not records.against().differences


# --- wrong, each in its way


def test_an_article_that_does_not_exist(records: Records) -> None:
    found = single(records.against(kersen(article("3", "Anders."))).differences, Verdict.MISSING)
    assert found.letters == ("brief-over-kersen",)
    assert "artikel 2" in str(found.what).lower()


def test_an_article_that_was_repealed(records: Records) -> None:
    single(records.against(kersen(article("2", status="vervallen"), article("3", "x"))).differences, Verdict.REPEALED)


def test_an_article_that_is_not_yet_in_force(records: Records) -> None:
    text = article("2", "<al><redactie>Dit artikel is nog niet in werking getreden.</redactie></al>")
    single(records.against(kersen(text)).differences, Verdict.PENDING)


@pytest.mark.parametrize("leden", [["1"], ["1", "2", "3"], ["2", "1"], ["1", "2a"]])
def test_other_leden(records: Records, leden: list[str]) -> None:
    records.version(leden=leden, onderdelen=[], onderdelen_onzeker=PARTS)
    found = single(records.against().differences, Verdict.PARAGRAPHS)
    assert "1, 2" in str(found.what)


def test_leden_where_there_are_none(records: Records) -> None:
    text = kersen(article("2", "Wie kersen plukt, meldt dat binnen twee weken, of een maand."))
    records.checked(vingerafdruk=fingerprint(text.articles["2"]))
    assert Verdict.PARAGRAPHS in verdicts(records.against(text))


@pytest.mark.parametrize("part", ["1.c", "2.a"])
def test_an_onderdeel_that_does_not_exist(records: Records, part: str) -> None:
    records.version(onderdelen=[*PARTS, part])
    found = single(records.against().differences, Verdict.PARTS)
    assert str(found.what).endswith(f"staan niet in de tekst: {part}.")


@pytest.mark.parametrize("part", ["1.a", "1.b", "1.b.2°"])
def test_an_onderdeel_that_is_not_recorded(records: Records, part: str) -> None:
    records.version(onderdelen=[each for each in PARTS if each != part])
    found = single(records.against().differences, Verdict.PARTS)
    assert str(found.what).endswith(f"niet in het bestand: {part}.")
    assert "onderdelen_onzeker" in str(found.mend)


def test_an_onderdeel_without_its_degree_sign_is_another(records: Records) -> None:
    records.version(onderdelen=[part.removesuffix("°") for part in PARTS])
    assert verdicts(records.against()) == [Verdict.PARTS, Verdict.PARTS]


@pytest.mark.parametrize("lengths", [[], ["2 weken"], ["2 weken", "1 maanden", "20 jaren"], ["3 weken", "1 maanden"]])
def test_other_durations(records: Records, lengths: list[str]) -> None:
    records.version(termijnen=lengths)
    single(records.against().differences, Verdict.DURATIONS)


def test_a_text_that_was_changed_names_the_letters_it_touches(records: Records) -> None:
    changed = kersen(ARTICLE.replace("antwoordt", "antwoordt nooit"), state="2026-10-01")
    found = single(records.against(changed).differences, Verdict.TEXT)
    assert found.letters == ("brief-over-kersen",)
    assert fingerprint(changed.articles["2"]) in str(found.mend)
    assert "1\u00a0oktober\u00a02026" in str(found.what)


@pytest.mark.parametrize(("state", "words"), [("2026-01-01", "toen hij werd gelezen"), ("2020-01-01", "oudere")])
def test_a_text_that_differs_in_the_same_or_an_older_state(records: Records, state: str, words: str) -> None:
    changed = kersen(ARTICLE.replace("antwoordt", "antwoordt nooit"), state=state)
    assert words in str(single(records.against(changed).differences, Verdict.TEXT).what)


def test_another_number_of_the_law(records: Records) -> None:
    records.law["nummer"] = "BWBR0099999"
    report = records.against()
    assert LAW in str(single(report.differences, Verdict.IDENTIFIER).what)
    assert report.compared == ()


@pytest.mark.parametrize("title", ["Perenwet", "Kersenwet 2015"])
def test_another_name_of_the_law(records: Records, title: str) -> None:
    found = single(records.against(kersen(title=title)).differences, Verdict.NAME)
    assert (found.reference, title in str(found.what)) == ("kw", True)


def test_another_abbreviation_of_the_law(records: Records) -> None:
    text = official_yaml.read(YAML.replace("afkorting:", "afkorting: Pw").encode(), "x")
    single(records.against(text).differences, Verdict.NAME)
    records.law["ook_genoemd"] = ["Pw"]
    assert not records.against(text).differences


def test_a_book_is_named_with_its_number(records: Records) -> None:
    records.law["boek"] = 3
    assert not records.against(kersen(title="Kersenwet Boek 3")).differences
    for title in ("Kersenwet", "Kersenwet Boek 4"):
        single(records.against(kersen(title=title)).differences, Verdict.NAME)


@pytest.mark.parametrize("kind", ["jci-geheel", "eli"])
def test_another_kind_of_link(records: Records, kind: str) -> None:
    records.law["koppeling"] = kind
    single(records.against().differences, Verdict.LINK)


def test_european_law_is_found_by_either_of_its_numbers(records: Records) -> None:
    text = official_yaml.read(YAML.replace("bwb_id: BWBR0090002", "celex: 32099R0007").encode(), "x")
    for kind, number in (("eli", "reg/2099/7"), ("celex", "32099R0007")):
        records.law |= {"koppeling": kind, "nummer": number}
        report = records.against(text)
        assert (report.differences, len(report.compared)) == ((), 1)


def test_a_law_whose_number_nobody_verified_is_not_checked(records: Records) -> None:
    records.law |= {"koppeling": "geen", "nummer": ""}
    report = records.against()
    assert report.differences == ()
    assert reason(report) is Reason.NO_LAW


def test_a_link_that_leads_elsewhere(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    right = citations.link

    def wrong(provision: Provision, on: date) -> str:
        return right(provision, on).replace("&lid=2", "&lid=3")

    monkeypatch.setattr(citations, "link", wrong)
    assert "lid 2" in str(single(records.against().differences, Verdict.LINK).what)


def test_a_link_that_the_source_writes_otherwise(records: Records) -> None:
    text = kersen(
        ARTICLE.replace('&amp;artikel=2"/></jcis>\n    <brondata>', '&amp;artikel=2a"/></jcis>\n    <brondata>')
    )
    assert "artikel=2a" in str(single(records.against(text).differences, Verdict.LINK).what)


# --- not compared, and why


def reason(report: Report) -> Reason:
    assert report.compared == ()
    (left,) = report.unchecked
    return left.reason


def test_a_law_that_the_source_lacks_is_not_checked(records: Records) -> None:
    assert reason(records.against(kersen(identifier="BWBR0000001", title="Perenwet"))) is Reason.NO_LAW


def test_an_article_that_a_selection_lacks_is_not_checked(records: Records) -> None:
    text = official_yaml.read(YAML.replace('artikel: "2"', 'artikel: "3"').encode(), "x")
    report = records.against(text)
    assert report.differences == ()
    assert reason(report) is Reason.NO_ARTICLE


def test_a_part_of_an_article_is_not_compared(records: Records) -> None:
    text = official_yaml.read(f"# Artikel 2 is een selectie.\n{YAML}".encode(), "x")
    records.version(leden=["1"], onderdelen=[], termijnen=[])
    report = records.against(text)
    assert report.differences == ()
    assert reason(report) is Reason.SELECTION


def test_a_record_without_fingerprint_is_not_wholly_compared(records: Records) -> None:
    records.checked(vingerafdruk=None)
    report = records.against()
    assert report.differences == ()
    assert reason(report) is Reason.NO_FINGERPRINT
    assert PRINT in str(report.unchecked[0].what)


def test_a_record_without_fingerprint_is_still_held_against_its_leden(records: Records) -> None:
    records.version(leden=["1"], gecontroleerd={**VERSION["gecontroleerd"], "vingerafdruk": None})  # type: ignore[dict-item]  # a mapping
    assert verdicts(records.against()) == [Verdict.PARAGRAPHS]


@pytest.mark.parametrize("state", ["2014-12-31", "1999-01-01"])
def test_another_text_of_before_a_version_says_nothing_about_it(records: Records, state: str) -> None:
    report = records.against(kersen(article("2", "Oude kersen."), state=state))
    assert report.differences == ()
    assert reason(report) is Reason.OTHER_STATE


def test_the_same_text_under_an_older_date_is_what_was_read(records: Records) -> None:
    assert len(records.against(kersen(state="1999-01-01")).compared) == 1


def test_a_text_read_before_it_took_effect_is_compared(records: Records) -> None:
    records.version(geldig_vanaf=date(2026, 3, 1))
    changed = kersen(ARTICLE.replace("antwoordt", "antwoordt nooit"))
    assert verdicts(records.against(changed)) == [Verdict.TEXT]


# --- several states and versions


def test_each_version_is_compared_with_a_state_of_its_time(records: Records) -> None:
    old = kersen(
        article("2", lid("1", "Wie kersen plukt, wacht drie weken."), lid("2", "Dat is alles.")), state="2010-01-01"
    )
    checked = {**VERSION["gecontroleerd"], "toestand": date(2010, 1, 1), "vingerafdruk": fingerprint(old.articles["2"])}  # type: ignore[dict-item]  # a mapping
    before = {**VERSION, "geldig_vanaf": date(2010, 1, 1), "geldig_tot": date(2015, 1, 1), "onderdelen": [],
              "termijnen": ["3 weken"], "gecontroleerd": checked}  # fmt: skip
    records.article["versies"] = [before, VERSION]
    report = records.against(old, WHOLE)
    assert (report.differences, report.unchecked) == ((), ())
    assert [found.reference for found in report.compared] == ["kw:2 (2010-01-01)", "kw:2 (2015-01-01)"]
    report = records.against(WHOLE)
    assert [(left.reference, left.reason) for left in report.unchecked] == [("kw:2 (2010-01-01)", Reason.OTHER_STATE)]


def test_the_newest_fitting_state_counts(records: Records) -> None:
    changed = kersen(ARTICLE.replace("antwoordt", "antwoordt nooit"), state="2026-10-01")
    assert verdicts(records.against(WHOLE, changed)) == verdicts(records.against(changed, WHOLE)) == [Verdict.TEXT]


# --- articles of which nothing is in force


def gone(records: Records, *, never: bool = False) -> None:
    records.article["status_toelichting"] = "Vervallen; zie artikel 3."
    if never:
        records.article["nooit_in_werking"] = True
        del records.article["versies"]
    else:
        records.version(geldig_tot=date(2020, 1, 1))


@pytest.mark.parametrize("never", [False, True])
@pytest.mark.parametrize(
    "text", [article("2", status="vervallen"), "", article("2", "<redactie>Nog niet in werking getreden.</redactie>")]
)
def test_a_repealed_article_is_right_when_the_law_has_it_no_more(records: Records, text: str, never: bool) -> None:  # noqa: FBT001 - a case
    gone(records, never=never)
    report = records.against(kersen(text, article("9", "x")))
    assert report.differences == ()
    assert [found.reference for found in report.compared] == ["kw:2"]
    assert len(report.unchecked) == (0 if never else 1)  # the version that ended has no text here


@pytest.mark.parametrize("never", [False, True])
def test_a_repealed_article_that_the_law_has_is_wrong(records: Records, never: bool) -> None:  # noqa: FBT001 - a case
    gone(records, never=never)
    other = kersen(article("2", "Iets anders."))
    single(records.against(other).differences, Verdict.STILL_IN_FORCE)


def test_a_repealed_article_is_not_checked_by_a_selection_without_it(records: Records) -> None:
    gone(records, never=True)
    text = YAML.replace('artikel: "2"', 'artikel: "3"')
    assert reason(records.against(official_yaml.read(text.encode(), "x"))) is Reason.NO_ARTICLE
    listed = official_yaml.read(f"{text}niet_citeren: [{{artikel: 2, reden: Vervallen.}}]\n".encode(), "x")
    assert len(records.against(listed).compared) == 1


def test_a_state_of_before_its_end_says_nothing_of_a_repealed_article(records: Records) -> None:
    gone(records)
    report = records.against(kersen(state="2016-01-01"))
    assert report.differences == ()
    assert [left.reason for left in report.unchecked] == [Reason.OTHER_STATE]
    assert [found.reference for found in report.compared] == ["kw:2 (2015-01-01)"]
