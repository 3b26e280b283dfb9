"""Keeping contents, in a folder and in a store that speaks S3: the same promises."""

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from wiki.attachments.storage import FolderStore, Missing, Store, store_of
from wiki.database import now
from wiki.settings import Settings

NAME = "ab" + "0" * 62
OTHER = "cd" + "0" * 62
AWAY = "http://127.0.0.1:9"


def content(store: Store, name: str) -> bytes:
    with store.open(name) as file:
        return file.read()


def names(store: Store) -> list[str]:
    return [name for name, _ in store.names()]


def test_what_is_kept_is_there(store: Store) -> None:
    store.put(NAME, b"rook")
    store.put(f"{NAME}.480", b"kleine rook")

    assert content(store, NAME) == b"rook"
    assert content(store, f"{NAME}.480") == b"kleine rook"
    assert store.holds(NAME)
    assert sorted(names(store)) == [NAME, f"{NAME}.480"]


def test_a_content_can_be_read_from_any_place(store: Store) -> None:
    store.put(NAME, b"0123456789")

    with store.open(NAME) as file:
        file.seek(4)
        assert file.read(2) == b"45"
        assert file.seek(0, 2) == 10


def test_a_content_that_is_there_is_not_written_again(store: Store) -> None:
    store.put(NAME, b"eerst")
    store.put(NAME, b"later")

    assert content(store, NAME) in (b"eerst", b"later")  # the same, as names are made


def test_what_is_put_again_counts_as_put_just_now(settings: Settings) -> None:
    store, path = store_of(settings), settings.instance / "files" / "ab" / NAME
    store.put(NAME, b"rook")
    os.utime(path, (0, 0))
    assert [at.year for _, at in store.names()] == [1970]

    store.put(NAME, b"rook")

    assert [now() - at < timedelta(minutes=1) for _, at in store.names()] == [True]


def test_when_something_was_put_is_known(store: Store) -> None:
    store.put(NAME, b"rook")

    ((_, at),) = store.names()

    assert abs(now() - at) < timedelta(minutes=1)


def test_what_is_not_there_is_missing(store: Store) -> None:
    assert not store.holds(NAME)
    with pytest.raises(Missing):
        store.open(NAME)


def test_what_is_deleted_is_gone_and_deleting_again_does_no_harm(store: Store) -> None:
    store.put(NAME, b"rook")
    store.put(OTHER, b"vuur")

    store.delete(NAME)
    store.delete(NAME)

    assert not store.holds(NAME)
    assert names(store) == [OTHER]


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "AB" + "0" * 62, f"{NAME}/x", f"{NAME}.480.1", f"{NAME}\n"])
def test_only_a_name_of_a_content_reaches_the_store(store: Store, name: str) -> None:
    for way in (store.open, store.holds, store.delete):
        with pytest.raises(ValueError, match="not the name"):
            way(name)
    with pytest.raises(ValueError, match="not the name"):
        store.put(name, b"x")


def test_half_a_file_is_never_read(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    store, folder = store_of(settings), settings.instance / "files" / "ab"

    def full(_handle: int) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.put(NAME, b"rook" * 1000)

    assert not store.holds(NAME)
    assert list(folder.iterdir()) == []


def test_files_are_for_the_owner_alone(settings: Settings) -> None:
    store_of(settings).put(NAME, b"rook")

    assert (settings.instance / "files" / "ab" / NAME).stat().st_mode & 0o077 == 0


def test_other_files_in_the_folder_are_not_contents(tmp_path: Path) -> None:
    (tmp_path / "ab").mkdir()
    (tmp_path / "ab" / ".new-x").write_bytes(b"x")

    assert list(FolderStore(tmp_path).names()) == []


def test_a_store_that_does_not_answer_is_told_from_one_without_the_content(s3_settings: Settings) -> None:
    store = store_of(replace(s3_settings, s3_endpoint=AWAY))

    for way in (store.open, store.holds, store.delete):
        with pytest.raises(Missing):
            way(NAME)
    with pytest.raises(Missing):
        store.put(NAME, b"x")


def test_a_bucket_that_is_not_there_refuses(s3_settings: Settings) -> None:
    with pytest.raises(Missing):
        store_of(replace(s3_settings, s3_bucket="niet-daar")).put(NAME, b"x")


def test_contents_of_another_place_are_apart(stored: Settings) -> None:
    files, voice = store_of(stored), store_of(stored, "voice")
    files.put(NAME, b"rook")
    voice.put(NAME, b"stem")
    voice.put(OTHER, b"nog een")

    assert (content(files, NAME), content(voice, NAME)) == (b"rook", b"stem")
    assert (names(files), sorted(names(voice))) == ([NAME], sorted([NAME, OTHER]))
    voice.delete(NAME)
    assert (files.holds(NAME), voice.holds(NAME)) == (True, False)
