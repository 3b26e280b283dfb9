"""Pictures: nothing of the file that came in is in the one that goes out."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from tests.attachments import made
from tests.plugins.profiles import MANY
from wiki.attachments.pictures import Picture, made_anew
from wiki.attachments.refused import Refused

MOST = 60_000_000


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def anew(data: bytes) -> Picture:
    return made_anew(data, most_pixels=MOST)


def test_place_and_maker_are_gone() -> None:
    data = made.photo()
    assert opened(data).getexif().get_ifd(0x8825)

    found = opened(anew(data).main)

    assert found.format == "WEBP"
    assert not found.getexif()
    assert not {"exif", "icc_profile", "xmp"} & found.info.keys()
    assert made.MAKER.encode() not in anew(data).main


def test_a_photo_stands_upright() -> None:
    found = anew(made.photo((600, 400), orientation=6))

    assert (found.width, found.height) == (400, 600)
    # What was up and left is up and right after a quarter turn.
    assert opened(found.main).convert("RGB").getpixel((350, 50))[1] < 100  # type: ignore[index]


@pytest.mark.parametrize(
    ("size", "expected", "smaller"),
    [
        ((300, 200), (300, 200), []),
        ((480, 300), (480, 300), []),
        ((1200, 800), (1200, 800), [480, 960]),
        ((4000, 3000), (1920, 1440), [480, 960]),
        ((100, 9000), (85, 7680), []),
    ],
)
def test_a_picture_is_as_large_as_pages_show_it(
    size: tuple[int, int], expected: tuple[int, int], smaller: list[int]
) -> None:
    found = anew(made.encoded(Image.new("RGB", size, "navy")))

    assert (found.width, found.height) == expected
    assert {width: opened(content).width for width, content in found.smaller.items()} == {w: w for w in smaller}


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photo_of_forty_megapixels_is_taken(kind: str) -> None:
    found = anew(made.encoded(Image.new("RGB", (8000, 5000), "olive"), kind))

    assert (found.width, found.height) == (1920, 1200)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded() -> None:
    data = made.encoded(Image.new("1", (20_000, 20_000)), "PNG")

    with pytest.raises(Refused, match="too-many-pixels"):
        anew(data)


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "L"), ("GIF", "P"), ("JPEG", "CMYK"), ("WEBP", "RGBA")]
)
def test_every_kind_of_colours_becomes_that_of_screens(kind: str, mode: str) -> None:
    found = opened(anew(made.picture(kind, (200, 100), mode=mode)).main)

    assert found.mode == ("RGBA" if mode == "RGBA" else "RGB")


def test_colours_are_brought_to_those_of_screens() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = Image.new("RGB", (50, 50), (200, 30, 30))

    (red, green, _blue) = opened(anew(made.encoded(image, icc_profile=profile)).main).getpixel((20, 20))  # type: ignore[misc]
    broken = anew(made.encoded(image, icc_profile=b"geen profiel"))

    assert red > 190
    assert green < 45
    assert broken.width == 50


def test_a_drawing_stays_sharp_and_a_photo_stays_small() -> None:
    drawing = Image.new("RGB", (600, 400), "white")
    drawing.paste("black", (10, 10, 11, 390))

    sharp = opened(anew(made.encoded(drawing, "PNG")).main).convert("RGB")
    noisy = anew(made.picture("PNG", (1900, 1200))).main

    assert sharp.getpixel((10, 200)) == (0, 0, 0)
    assert sharp.getpixel((12, 200)) == (255, 255, 255)
    assert len(noisy) < len(made.picture("PNG", (1900, 1200)))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_picture_that_is_cut_off_is_refused(kind: str) -> None:
    data = made.picture(kind, (300, 300))

    with pytest.raises(Refused, match="broken"):
        anew(data[: len(data) // 3])


@MANY
@given(st.sampled_from(["JPEG", "PNG", "GIF", "WEBP"]), st.data())
def test_damage_is_refused_or_survived(kind: str, data: st.DataObject) -> None:
    whole = bytearray(made.encoded(Image.new("RGB", (24, 24), "teal"), kind))
    for _ in range(3):
        place = data.draw(st.integers(4, len(whole) - 1))
        whole[place] = data.draw(st.integers(0, 255))

    try:
        found = made_anew(bytes(whole), most_pixels=1_000_000)
    except Refused:
        return
    assert opened(found.main).format == "WEBP"
