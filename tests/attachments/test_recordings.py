"""Recordings and films, without tags and places."""

from hypothesis import given
from hypothesis import strategies as st

from tests.attachments import made
from tests.plugins.profiles import MANY
from wiki.attachments.recordings import without_places, without_tags


def test_a_film_does_not_tell_where_it_was_made() -> None:
    data = made.film()

    found = without_places(data)

    assert b"+52.1" in data
    assert b"+52.1" not in found
    assert len(found) == len(data)
    assert found.endswith(b"beeld" * 10)
    assert b"udta" not in found
    assert b"mvhd" in found


def test_a_recording_does_not_tell_who_made_it() -> None:
    found = without_tags(made.sound())

    assert found.startswith(b"\xff\xfb")
    assert found.endswith(b"geluid")
    assert made.MAKER.encode() not in found


def test_a_tag_that_is_longer_than_the_file_leaves_nothing() -> None:
    assert without_tags(b"ID3\x03\x00\x00\x7f\x7f\x7f\x7fgeluid") == b""


def test_other_recordings_stay_as_they_are() -> None:
    assert without_places(made.OGG) == made.OGG
    assert without_places(made.WEBM) == made.WEBM


def test_a_large_box_is_emptied_too() -> None:
    inner = b"\0\0\0\x01udta" + (16 + 8).to_bytes(8, "big") + b"+52.1-05"
    data = made.box(b"ftyp", b"isom") + made.box(b"moov", inner)

    assert b"+52.1" not in without_places(data)


@MANY
@given(st.binary(max_size=80))
def test_no_boxes_make_it_lose_its_way(rest: bytes) -> None:
    data = made.box(b"ftyp", b"isom") + rest

    assert len(without_places(data)) == len(data)
