"""house.yaml: what it may say, and that everything it may not say is told at once, with its line and the mend."""

from __future__ import annotations

import pytest
from letterhead_files import SHIPPED

from briefgen.render import house_reading, stationery
from briefgen.render.house import House, Part

SOURCE = (SHIPPED / "house.yaml").read_text(encoding="utf-8")
WINDOWS = stationery.windows(SHIPPED)


def told(source: str) -> list[tuple[str, str, str]]:
    """What is wrong with a house style: the keys, what, and the mend."""
    house, faults = house_reading.examined(source, WINDOWS)
    assert (house is None) == bool(faults)
    assert [fault.line for fault in faults] == sorted(fault.line for fault in faults)
    for fault in faults:
        assert fault.line <= source.count("\n") + 2
    return [(" › ".join(fault.path), str(fault.what), str(fault.mend)) for fault in faults]


def changed(old: str, new: str) -> str:
    assert old in SOURCE
    return SOURCE.replace(old, new)


def test_what_cannot_be_together_is_told_beside_a_bad_value() -> None:
    source = changed("  marge_links: 33", "  marge_links: 330").replace('kleur: "000000"', 'kleur: "zwart"', 1)
    assert [keys for keys, _, _ in told(source)] == ["pagina", "letter › kleur"]
    guessed = changed("  marge_links: 33", "  marge_links: ruim").replace("  boven: 95 ", "  boven: 60 ")
    assert [keys for keys, _, _ in told(guessed)] == ["pagina › marge_links", "datum › boven"]


@pytest.mark.parametrize("look", stationery.looks(SHIPPED))
def test_the_shipped_house_styles_are_right(look: str) -> None:
    source = (stationery.found(look, SHIPPED) / "house.yaml").read_text(encoding="utf-8")
    assert told(source) == []


@pytest.mark.parametrize(
    ("old", "new", "keys", "what", "mend"),
    [
        ("regelafstand: 1.25", "regelafstad: 1.25", "letter › regelafstad", "bestaat hier niet", "'regelafstand'"),
        ("alinea:", "alineas:", "alineas", "bestaat hier niet", "'alinea'"),
        ("datum:\n", "hoofdstuk: 3\ndatum:\n", "hoofdstuk", "bestaat hier niet", "Kies uit: pagina, afzender"),
        ("  marge_onder: 25\n", "", "pagina › marge_onder", "ontbreekt 'marge_onder'", "Wit onder de tekst."),
        ("marge_onder: 25", "marge_onder: ruim", "pagina › marge_onder", "'ruim' is geen getal", "zoals 12"),
        ("marge_onder: 25", "marge_onder: -1", "pagina › marge_onder", "-1 kan hier niet", "ten minste 0"),
        ("  grootte: 10.5\n", "  grootte: 50\n", "letter › grootte", "50 kan hier niet", "ten hoogste 36"),
        ('kleur: "000000"', "kleur: 000000", "letter › kleur", "is geen kleur", '"1F3864"'),
        ('kleur: "000000"', 'kleur: "zwart"', "letter › kleur", "'zwart' is geen kleur", '"1F3864"'),
        ("kant: links", "kant: boven", "adresvenster › kant", "'boven' kan hier niet", "links, rechts"),
        ("vouwstreepjes: nee", "vouwstreepjes: soms", "vouwstreepjes", "'soms' kan hier niet", "Streepjes"),
        ("  boven: 95 ", "  boven: 60 ", "datum › boven", "valt in het adres", "ten minste 80"),
        ("  hoogte: 30 ", "  hoogte: 45 ", "afzender › hoogte", "loopt over het adres", "Verklein"),
        ("  breedte: 77\n", "  breedte: 190\n", "adresvenster", "buiten het papier", "Verklein"),
        ("  marge_links: 33", "  marge_links: 150", "pagina", "te weinig ruimte", "marges kleiner"),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_the_mend(old: str, new: str, keys: str, what: str, mend: str) -> None:
    found = told(changed(old, new))
    assert len(found) == 1, found
    assert found[0][0] == keys
    assert what in found[0][1]
    assert mend in found[0][2]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    source = changed("marge_onder: 25", "marge_onder: ruim").replace("regelafstand: 1.25", "regelafstad: 1.25")
    source = source.replace('kleur_lijn: "A6A6A6"', "kleur_lijn: grijs") + "\nvoetekst: {}\n"
    assert [keys for keys, _, _ in told(source)] == [
        "pagina › marge_onder", "letter › regelafstad", "tabel › kleur_lijn", "voetekst",
    ]  # fmt: skip


@pytest.mark.parametrize("source", ["a: [", "- een\n- twee\n", "", "tekst", "a: &x [*x]", "!!python/object:os.x {}"])
def test_what_is_no_house_style_is_an_error_and_no_crash(source: str) -> None:
    assert told(source)


def test_a_key_that_stands_twice_is_told() -> None:
    found = told(changed("alinea:\n", "alinea:\n  na: 5\n"))
    assert [(keys, what) for keys, what, _ in found] == [("alinea › na", "De sleutel 'na' staat hier twee keer.")]


@pytest.mark.parametrize(
    ("new", "keys", "mend"),
    [
        ("logo: {bestand: logo.svg, hoogte: 18, boven: 12, alternatief: Logo}", "logo › bestand", "PNG of JPEG"),
        ("logo: {bestand: ../logo.png, hoogte: 18, boven: 12, alternatief: Logo}", "logo › bestand", "in deze map"),
        ("logo: {bestand: logo.png, hoogte: 18, boven: 12}", "logo › alternatief", "schermlezer"),
        ('voettekst: {regels: [], grootte: 8, kleur: "404040", onder: 10}', "voettekst › regels", "De regels"),
        ('voettekst: {regels: [a, b, c, d, e], grootte: 12, kleur: "404040", onder: 10}', "voettekst", "marge_onder"),
    ],
)
def test_pictures_and_footers_have_their_rules(new: str, keys: str, mend: str) -> None:
    found = told(changed("vouwstreepjes: nee", new))
    assert [key for key, _, _ in found] == [keys]
    assert mend in found[0][2]


def test_the_address_follows_the_side_of_the_window() -> None:
    own_place = "  links: 33                      # deze vier mogen weg; dan gelden de maten voor die kant\n"
    source = changed("kant: links", "kant: rechts").replace(own_place, "").replace(
        "  boven: 55\n  breedte: 77\n  hoogte: 25\n", ""
    )  # fmt: skip
    house, faults = house_reading.examined(source, WINDOWS)
    assert not faults
    assert house is not None
    assert (house.window.left, house.window.top) == (WINDOWS["rechts"]["links"], WINDOWS["rechts"]["boven"])


def test_every_key_is_described_and_the_file_for_an_office_shows_it() -> None:
    def keys(model: type[Part]) -> list[tuple[str, str]]:
        found = []
        for field in model.model_fields.values():
            found.append((str(field.alias), field.description or ""))
            options = [field.annotation, *getattr(field.annotation, "__args__", ())]
            for inner in options:
                if isinstance(inner, type) and issubclass(inner, Part):
                    found += keys(inner)
        return found

    for key, description in keys(House):
        assert description.endswith((".", "papier.")), key
        assert f"{key}:" in SOURCE, key
