"""PDF files written object by object, sound and unsound."""

from __future__ import annotations

import zlib


def raw_pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer


def stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(data), extra, data)


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
FONT = b"/Resources<</Font<</F 5 0 R>>>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R" + FONT + b">>"
HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def one_page(content: bytes, extra: bytes = b"") -> bytes:
    return raw_pdf(CATALOGUE, PAGES, PAGE, stream(content, extra), HELVETICA)


def squeezed(unit: bytes, size: int, times: int = 1) -> bytes:
    """A page whose content is `unit` over and over, `size` bytes, deflated once or more often."""
    squeeze = zlib.compressobj(9)
    block = unit * (1_000_000 // len(unit))
    data = b"".join(squeeze.compress(block) for _ in range(size // len(block) + 1)) + squeeze.flush()
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    return one_page(data, b"/Filter[" + b"/FlateDecode" * times + b"]")
