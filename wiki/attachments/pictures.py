"""Pictures: turned upright, in the colours of screens, no larger than a page shows them, as WebP. Pure.

Nothing of the file that came in is in the one that goes out: no camera, no place, no thumbnail of what was cut off.
Of a moving picture the first frame is kept.
"""

import io
import warnings
from collections.abc import Mapping
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from wiki.attachments.refused import Refused
from wiki.markup.files import WIDEST, WIDTHS, scaled

# A photo that is several in one (MPO) opens as a JPEG.
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
HIGHEST = 4 * WIDEST
QUALITY = 80
# Screenshots and drawings stay sharp where that costs little.
LARGEST_LOSSLESS = 200_000
_DRAWN = ("PNG", "GIF")

Image.init()


@dataclass(frozen=True, slots=True)
class Picture:
    main: bytes
    smaller: Mapping[int, bytes]
    width: int
    height: int


def made_anew(data: bytes, *, most_pixels: int) -> Picture:
    """The picture and its smaller widths. Raises Refused 'broken' or 'too-many-pixels'."""
    # The size is checked here, before anything is decoded; Pillow's own bound only warns.
    Image.MAX_IMAGE_PIXELS = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of odd metadata, which is left behind anyway
            return _made(data, most_pixels)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, IndexError) as error:
        raise Refused("broken") from error


def _made(data: bytes, most_pixels: int) -> Picture:
    with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        if opened.width * opened.height > most_pixels:
            raise Refused("too-many-pixels")
        is_drawn = opened.format in _DRAWN
        opened.draft("RGB", (WIDEST, WIDEST))
        picture = _on_screen(ImageOps.exif_transpose(opened))
    picture.thumbnail((WIDEST, HIGHEST), reducing_gap=2.0)
    smaller = {
        width: _encoded(picture.resize(scaled(*picture.size, width), reducing_gap=2.0), is_drawn=is_drawn)
        for width in WIDTHS
        if width < picture.width
    }
    return Picture(_encoded(picture, is_drawn=is_drawn), smaller, *picture.size)


def _on_screen(picture: Image.Image) -> Image.Image:
    """The picture in sRGB, with its transparency if it has any."""
    profile = picture.info.get("icc_profile")
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    if profile and picture.mode in ("RGB", "RGBA", "CMYK"):
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode=mode)
        except (ImageCms.PyCMSError, OSError):
            converted = None
        if converted is not None:
            return converted
    return picture.convert(mode)


def _encoded(picture: Image.Image, *, is_drawn: bool) -> bytes:
    if is_drawn:
        content = _webp(picture, lossless=True)
        if len(content) <= LARGEST_LOSSLESS:
            return content
    return _webp(picture, lossless=False)


def _webp(picture: Image.Image, *, lossless: bool) -> bytes:
    out = io.BytesIO()
    # Without `exif` and `icc_profile` Pillow writes none.
    picture.info.clear()
    picture.save(out, "WEBP", quality=QUALITY, method=4, lossless=lossless)
    return out.getvalue()
