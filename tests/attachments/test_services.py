"""What happens between the store, the database and the helper that opens files."""

import os
from dataclasses import replace
from datetime import timedelta

import click.testing
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.attachments import made
from tests.attachments.uses import KEY, SHOWING, add_file, added
from tests.factories import make_actor, make_article, make_template
from wiki import outbox
from wiki.articles.models import UnsavedText
from wiki.attachments import services, workshop
from wiki.attachments.cleaning import Cleaned, cleaned
from wiki.attachments.cli import files
from wiki.attachments.models import Attachment
from wiki.attachments.naming import name_for
from wiki.attachments.recognising import PDF
from wiki.attachments.refused import Refused
from wiki.attachments.storage import Store, store_of
from wiki.database import now, transaction
from wiki.errors import NotAllowed, NotFound
from wiki.settings import Settings


def add(session: Session, store: Store, data: bytes) -> Attachment:
    found = cleaned(data, most_pixels=1_000_000)
    blob = services.kept(store, found)
    with transaction(session):
        return services.add(session, actor=make_actor(session), at=now(), made=found, blob=blob, name="deur.webp")


def test_a_picture_is_kept_in_all_its_widths(session: Session, store: Store) -> None:
    file = add(session, store, made.photo((1000, 500)))

    assert sorted(names(store)) == [file.blob, f"{file.blob}.480", f"{file.blob}.960"]
    assert (file.width, file.height) == (1000, 500)


def names(store: Store) -> list[str]:
    return [name for name, _ in store.names()]


def test_what_is_removed_is_forgotten_a_day_later_and_not_before(session: Session, store: Store) -> None:
    """A content is kept shortly before its row: one without a row may be on its way."""
    file = add(session, store, made.photo((1000, 500)))
    stays = add(session, store, made.photo((300, 200)))
    with transaction(session):
        session.delete(file)

    assert services.forget_left_over(session, store, at=now()) == 0
    assert services.forget_left_over(session, store, at=now() + timedelta(hours=25)) == 3
    assert names(store) == [stays.blob]


def test_what_another_file_shares_stays(session: Session, store: Store) -> None:
    file = add(session, store, made.photo())
    add(session, store, made.photo())
    with transaction(session):
        session.delete(file)

    assert services.forget_left_over(session, store, at=now() + timedelta(days=9)) == 0


def test_a_file_that_only_an_unsaved_text_or_a_template_names_stays(session: Session) -> None:
    author = make_actor(session)
    keys = {name: name[0] * 26 for name in ("unsaved", "template", "nowhere")}
    for key in keys.values():
        add_file(session, author, key=key)
    make_template(session, text=f"![Deur](/files/{keys['template']}/10x10/deur.webp)")
    with transaction(session):
        session.add(
            UnsavedText(
                account_id=author.id, desk="d", kind="technique", version=1, kept_at=now(),
                fields={"section-cue": [f"![Deur](/files/{keys['unsaved']}/10x10/deur.webp)"]},
            )
        )  # fmt: skip

    with transaction(session):
        services.remove_unused(session, at=now() + timedelta(days=100))

    assert set(session.scalars(select(Attachment.key))) == {keys["unsaved"], keys["template"]}


def test_who_does_not_write_adds_nothing(session: Session) -> None:
    nothing = Cleaned(PDF, {"": b"x"})

    with pytest.raises(NotFound):
        services.add(session, actor=make_actor(session, "admin"), at=now(), made=nothing, blob="x", name="x.pdf")


def test_a_file_that_is_shown_is_not_removed(session: Session) -> None:
    author = make_actor(session)
    add_file(session, author)
    make_article(session, text=SHOWING)

    with pytest.raises(NotAllowed):
        services.remove(session, actor=author, at=now(), key=KEY)


def test_reading_what_is_gone_does_nothing(session: Session, settings: Settings) -> None:
    assert services.text_of(session, store_of(settings), 99, read_text=lambda _data, _mime: "rook") == ""
    services.keep_text(session, 99, "rook")

    assert not outbox.take(session, 10, at=now())


def test_a_document_is_asked_for_once_and_read_once(session: Session, store: Store) -> None:
    file = add(session, store, made.pdf("Rook bij de deur."))
    assert [(row.topic, row.key) for row in outbox.take(session, 10, at=now())] == [(services.READ, str(file.id))]

    for _ in range(2):
        text = services.text_of(session, store, file.id, read_text=workshop.read)
        with transaction(session):
            services.keep_text(session, file.id, text)

    assert "Rook bij de deur." in added(session).text


def test_a_file_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop._cleaning, "run", _raise(TimeoutError()))
    with pytest.raises(Refused, match="too-slow"):
        workshop.clean(made.photo(), most_pixels=1)

    monkeypatch.setattr(workshop._cleaning, "run", _raise(MemoryError()))
    with pytest.raises(Refused, match="broken"):
        workshop.clean(made.photo(), most_pixels=1)


def test_a_document_that_takes_too_long_has_no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop._reading, "run", _raise(TimeoutError()))

    assert workshop.read(made.pdf(), PDF.mime) == ""


def test_files_are_opened_in_a_process_of_its_own() -> None:
    found = workshop.clean(made.photo((100, 50)), most_pixels=1_000_000)

    assert (found.width, found.height) == (100, 50)
    with pytest.raises(Refused, match="too-many-pixels"):
        workshop.clean(made.photo((100, 50)), most_pixels=10)


def test_an_empty_recording_is_broken() -> None:
    with pytest.raises(Refused, match="broken"):
        cleaned(b"ID3\x03\x00\x00\x7f\x7f\x7f\x7f", most_pixels=1)


def test_check_finds_what_is_lost_damaged_and_left_over(
    session: Session, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, run = store_of(settings), click.testing.CliRunner().invoke
    monkeypatch.setattr("wiki.attachments.cli.load", lambda: settings)
    file = add(session, store, made.photo((50, 50)))
    assert run(files, ["check"]).exit_code == 0

    store.put("ff" + "0" * 62, b"van niemand")
    path = settings.instance / "files" / file.blob[:2] / file.blob
    path.write_bytes(b"beschadigd")
    fresh = run(files, ["check", "--repair"])
    os.utime(settings.instance / "files" / "ff" / ("ff" + "0" * 62), (0, 0))
    old = run(files, ["check", "--repair"])
    path.unlink()
    lost = run(files, ["check"])

    assert [each.exit_code for each in (fresh, old, lost)] == [1, 1, 1]
    assert "1 contents, 1 missing or damaged" in fresh.output
    assert "0 left over" in fresh.output
    assert "1 left over" in old.output
    assert "1 contents, 1 missing or damaged" in lost.output


def test_check_misses_no_smaller_width(session: Session, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wiki.attachments.cli.load", lambda: settings)
    file = add(session, store_of(settings), made.photo((1000, 500)))
    store_of(settings).delete(f"{file.blob}.960")

    assert click.testing.CliRunner().invoke(files, ["check"]).exit_code == 1


def test_a_setting_that_names_no_store_stops_the_program(settings: Settings) -> None:
    for wrong in ({"file_store": "tape"}, {"file_store": "s3"}):
        with pytest.raises(Exception, match=r"file_store|s3_bucket"):
            replace(settings, **wrong)  # type: ignore[arg-type]


def test_the_key_of_a_file_cannot_be_guessed(session: Session, settings: Settings) -> None:
    keys = {add(session, store_of(settings), made.photo((20, 20))).key for _ in range(3)}

    assert len(keys) == 3
    assert all(len(key) == 26 for key in keys)
    assert session.scalars(select(Attachment.key)).all()
    assert name_for("x", "pdf", otherwise="document", today=now().date()) == "x.pdf"


def _raise(error: Exception):  # type: ignore[no-untyped-def]
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize("shared", [False, True])
def test_what_only_purged_texts_showed_is_forgotten_at_once(
    session: Session, store: Store, settings: Settings, shared: bool
) -> None:
    file = add(session, store, made.photo((1000, 500)))
    if shared:
        add(session, store, made.photo((1000, 500)))

    with transaction(session):
        services.remove_purged(session, at=now(), keys={file.key})
    asked = [row.key for row in outbox.take(session, 10, at=now()) if row.topic == services.FORGET]
    services.forget(session, store, file.blob)
    services.forget(session, store, file.blob)

    assert asked == [file.blob]
    assert (names(store) == []) is not shared


def test_what_another_text_or_template_shows_outlives_a_purge(session: Session) -> None:
    author = make_actor(session)
    shown, named = (add_file(session, author, key=letter * 26) for letter in "ab")
    make_article(session, author=author, text=SHOWING)
    make_template(session, text=f"![](/files/{named.key}/1200x800/deur.webp)")

    with transaction(session):
        services.remove_purged(session, at=now(), keys={shown.key, named.key})

    assert session.scalars(select(Attachment.key).order_by(Attachment.key)).all() == [shown.key, named.key]
