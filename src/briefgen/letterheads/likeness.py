"""Whether two picture files show the same picture: Word may store one in another format or size, so bytes do not tell.

For pictures that Word and PDF both show; what Pillow cannot read is not compared.
"""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageChops, ImageOps, ImageStat

_SIDE = 48
"""Pixels of the small copies that are compared."""
_NEAR_SHAPE = 0.04
_NEAR_INK = 0.3
"""How much may differ, as a part of the ink that is there: more than JPEG or another size of the same picture makes.

Against the ink, for a logo may be a few thin letters on much white.
"""


def alike(one: bytes, other: bytes) -> bool | None:
    """Whether they show the same; None when that cannot be told."""
    if one == other:
        return True
    try:
        (shape, small), (shape_too, small_too) = _seen(one), _seen(other)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
    if abs(shape - shape_too) > _NEAR_SHAPE * shape:
        return False
    ink = max(_strength(ImageOps.invert(each)) for each in (small, small_too))
    return _strength(ImageChops.difference(small, small_too)) <= _NEAR_INK * ink


def _strength(image: Image.Image) -> float:
    return max(ImageStat.Stat(image).rms)


def _seen(data: bytes) -> tuple[float, Image.Image]:
    """Its width by its height, and a small copy on white."""
    with Image.open(BytesIO(data)) as opened:
        turned = ImageOps.exif_transpose(opened).convert("RGBA")
    white = Image.new("RGBA", turned.size, "white")
    seen = Image.alpha_composite(white, turned).convert("RGB")
    return seen.width / seen.height, seen.resize((_SIDE, _SIDE), Image.Resampling.BOX)
