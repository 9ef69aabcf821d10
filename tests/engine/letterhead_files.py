"""Letterheads for tests: copies of shipped looks, changed, with pictures."""

from __future__ import annotations

import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from briefgen.render import stationery
from briefgen.render.stationery import Stationery

INK = (200, 40, 160)
"""The colour of `picture`, which nothing else on a page has."""
SHIPPED = Path(__file__).resolve().parents[2] / "templates" / "letterhead"


def picture(width: int = 600, height: int = 200) -> bytes:
    """A PNG of one colour."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = b"".join(b"\0" + bytes(INK) * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def own(folder: Path, look: str = "burger", *changes: tuple[str, str], word: bool = False) -> Path:
    """A letterhead in `folder` like a shipped look, with words of house.yaml changed; `word`: with its Word file."""
    source = stationery.found(look, SHIPPED)
    folder.mkdir(parents=True, exist_ok=True)
    for path in source.iterdir():
        if path.name == "house.yaml" or path.suffix == ".png" or (word and path.name == "letterhead.docx"):
            shutil.copy(path, folder / path.name)
    text = (folder / "house.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    (folder / "house.yaml").write_text(text, encoding="utf-8")
    return folder


def opened(folder: Path) -> Stationery:
    """The letterhead in `folder`."""
    return Stationery.open(folder, SHIPPED)


def changed(path: Path, name: str, change: Callable[[str], str]) -> None:
    """Change one part of a Word file in its place."""
    target = BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as archive:
        for member in source.namelist():
            data = source.read(member)
            if member == name:
                xml = data.decode()
                assert change(xml) != xml
                data = change(xml).encode()
            archive.writestr(member, data)
    path.write_bytes(target.getvalue())


SIGNATURE = (
    (
        "# afbeelding:                    # uw handtekening, boven de naam van wie als eerste tekent\n"
        "#   bestand: handtekening.png    # PNG of JPEG in deze map\n"
        "#   hoogte: 15\n"
        "#   alternatief: Handtekening    # wat een schermlezer voorleest\n"
    ),
    "  afbeelding: {bestand: handtekening.png, hoogte: 15, alternatief: Krabbel}\n",
)
FOOTER = (
    "vouwstreepjes: nee",
    (
        'voettekst: {regels: ["{afzender}", "KvK 00 & Zn"], grootte: 8, kleur: "404040", onder: 10, plaats: midden}\n'
        "vouwstreepjes: nee"
    ),
)
