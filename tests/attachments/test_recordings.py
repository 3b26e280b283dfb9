"""Recordings and films, without tags and places."""

import struct
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.attachments import made
from tests.plugins.profiles import MANY
from wiki.attachments import ogg
from wiki.attachments.cleaning import cleaned
from wiki.attachments.ogg import without_comments
from wiki.attachments.recordings import without_chunks, without_places, without_tags
from wiki.attachments.refused import Refused
from wiki.attachments.webm import without_marks

MAKER = made.MAKER.encode()
SOUND = b"\xff\xfb\x90\x64" + b"geluid" * 40
ID3 = b"ID3\x04\0\0\0\0\0\x06" + MAKER
ID3_WITH_FOOTER = b"ID3\x04\0\x10\0\0\0\x06" + MAKER + b"3DI\x04\0\x10\0\0\0\x06"
ID3_OLD = b"TAG" + MAKER.ljust(125, b"\0")
MORE = b"TAG+" + MAKER.ljust(223, b"\0")
APE_TAIL = b"APETAGEX" + struct.pack("<4I", 2000, 6 + 32, 1, 0x80000000) + b"\0" * 8
APE = b"APETAGEX" + struct.pack("<4I", 2000, 6 + 32, 1, 0xA0000000) + b"\0" * 8 + MAKER + APE_TAIL
LYRICS = b"LYRICSBEGIN" + MAKER + b"000017LYRICS200"
EVERYWHERE = [b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"dinf", b"moof", b"traf"]


@pytest.mark.parametrize(
    "data",
    [
        made.film(),
        made.sound(),
        made.wav(made.chunk(b"LIST", b"INFOIART" + MAKER), made.chunk(b"bext", MAKER), made.chunk(b"id3 ", MAKER)),
        made.wav() + MAKER,
        made.vorbis(),
        made.opus(),
        made.webm(),
        made.webm(is_open=True),
    ],
)
def test_a_recording_does_not_tell_who_made_it_or_where(data: bytes) -> None:
    found = cleaned(data, most_pixels=1).main

    assert MAKER in data or b"+52.1" in data
    assert MAKER not in found
    assert b"+52.1" not in found
    assert any(word in found for word in (b"beeld", b"geluid", b"klank"))


@pytest.mark.parametrize("before", [b"", ID3, ID3_WITH_FOOTER, APE, ID3 + APE + ID3])
@pytest.mark.parametrize(
    "behind", [b"", ID3_OLD, MORE + ID3_OLD, APE, APE + ID3_OLD, LYRICS + ID3_OLD, ID3, ID3_WITH_FOOTER, ID3 + ID3_OLD]
)
def test_every_kind_of_tag_goes_and_all_of_the_sound_stays(before: bytes, behind: bytes) -> None:
    assert without_tags(before + SOUND + behind) == SOUND


def test_a_tag_that_is_longer_than_the_file_leaves_nothing() -> None:
    assert without_tags(b"ID3\x03\x00\x00\x7f\x7f\x7f\x7fgeluid") == b""


@pytest.mark.parametrize("holder", EVERYWHERE)
@pytest.mark.parametrize("kind", [b"udta", b"meta", b"uuid", b"XMP_", b"free", b"skip"])
def test_a_box_is_emptied_wherever_it_is(holder: bytes, kind: bytes) -> None:
    data = made.box(b"ftyp", b"isom") + made.box(b"moov", made.box(holder, made.box(kind, MAKER) + made.box(b"mvhd")))

    found = without_places(data)

    assert MAKER not in found
    assert b"mvhd" in found
    assert len(found) == len(data)


def test_a_large_box_is_emptied_too() -> None:
    inner = b"\0\0\0\x01udta" + (16 + 8).to_bytes(8, "big") + b"+52.1-05"
    data = made.box(b"ftyp", b"isom") + made.box(b"moov", inner)

    assert b"+52.1" not in without_places(data)


@pytest.mark.parametrize(
    "rest", [b"x", MAKER * 2, b"\0\0\0\x20free", made.box(b"moov", MAKER), made.box(b"moov", b"\0\0\0\x04udta")]
)
def test_boxes_that_do_not_fill_a_film_are_refused(rest: bytes) -> None:
    with pytest.raises(Refused, match="broken"):
        without_places(made.film() + rest)


def test_what_is_emptied_in_a_film_moves_nothing() -> None:
    for data in (made.webm(), made.webm(is_open=True), made.vorbis(), made.opus()):
        found = cleaned(data, most_pixels=1).main

        assert len(found) == len(data)
        assert [found.find(word) for word in (b"klank", b"\xa3\x01\0\0\0")] == [
            data.find(word) for word in (b"klank", b"\xa3\x01\0\0\0")
        ]


def test_pages_of_a_recording_have_the_right_sums() -> None:
    found = without_comments(made.vorbis())
    second = found[found.index(b"OggS", 4) : found.rindex(b"OggS")]

    assert ogg.summed(second) == second
    assert b"\x05vorbis" in second
    # What every catalogue of such sums gives for these nine digits; zeros before them count for nothing.
    assert ogg.summed(bytes(26) + b"123456789")[22:26] == 0x89A1897F.to_bytes(4, "little")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (made.page(b"Speex   " + b"\0" * 30, flags=2), "unknown"),
        (made.page(b"OpusHead", flags=2), "broken"),
        (made.page(b"OpusHead", flags=2) + made.page(b"OpusTag?" + b"\0" * 20), "broken"),
        (made.page(b"OpusHead", flags=2) + made.page(b"OpusTags"), "broken"),
        (made.page(b"klank"), "broken"),
        (made.opus() + MAKER, "broken"),
        (made.opus()[:-2], "broken"),
    ],
)
def test_other_sound_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Refused, match=code):
        without_comments(data)


@pytest.mark.parametrize("data", [made.webm() + MAKER, made.webm()[:-1], made.webm() + b"\x01", made.webm()[:31]])
def test_a_film_that_is_cut_off_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="broken"):
        without_marks(data)


def test_a_recording_without_sound_is_refused() -> None:
    with pytest.raises(Refused, match="broken"):
        without_chunks(made.chunk(b"RIFF", b"WAVE" + made.chunk(b"LIST", MAKER)))


@MANY
@given(st.binary(max_size=80))
def test_no_boxes_make_it_lose_its_way(rest: bytes) -> None:
    data = made.box(b"ftyp", b"isom") + rest

    try:
        assert len(without_places(data)) == len(data)
    except Refused:
        assert rest


@MANY
@given(st.sampled_from([made.film(), made.sound(), made.wav(), made.vorbis(), made.opus(), made.webm()]), st.data())
def test_damage_is_refused_or_survived(whole: bytes, data: st.DataObject) -> None:
    damaged = bytearray(whole)
    for _ in range(3):
        damaged[data.draw(st.integers(12, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(damaged[: data.draw(st.integers(13, len(whole)))])

    with suppress(Refused):
        assert len(cleaned(cut, most_pixels=1).main) <= len(cut) + 1
