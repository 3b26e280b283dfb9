"""Recordings made, written out and let go: which go when, and that nothing of them stays."""

from datetime import time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from tests.attachments import made
from tests.factories import content, make_actor, make_article, prepared, take, written
from tests.voice.uses import DESK, KEY, add_recording, recordings
from wiki import daily, worker
from wiki.accounts.policy import Actor
from wiki.articles import services as writing
from wiki.articles.models import Article, UnsavedText
from wiki.articles.services.byline import Byline
from wiki.articles.services.changes import text_key
from wiki.attachments.refused import Refused
from wiki.attachments.storage import Store
from wiki.audit import AuditLine
from wiki.database import now, transaction
from wiki.errors import Invalid, NotFound
from wiki.settings import Settings
from wiki.voice import services, sounds
from wiki.voice.models import Recording
from wiki.voice.sounds import Sound

pytestmark = pytest.mark.both_engines(by_day=False)

LATER = now() + services.UNTOUCHED_FOR + timedelta(days=1)


def record(session: Session, store: Store, actor: Actor, article: Article | None = None, **options: object) -> str:
    """A recording with its content; gives its key."""
    sound = Sound(bytes(str(options.pop("said", "rook")), "utf-8"), "audio/webm")
    blob = services.name_of(actor, sound)
    store.put(blob, sound.content)
    values = {"desk": DESK, "section": "cue", "seconds": 12, "at": now(), **options}
    with transaction(session):
        return services.add(session, actor=actor, article=article, sound=sound, blob=blob, **values).key  # type: ignore[arg-type]


def work(settings: Settings, sessions: sessionmaker[Session], session: Session) -> None:
    session.rollback()
    worker.drain(settings, sessions)


def gone(session: Session, store: Store) -> bool:
    return not recordings(session) and not list(store.names())


def change(session: Session, article: Article, author: Actor, *verbs: str) -> None:
    for verb in verbs:
        take(session, article, verb, author=author, chosen=content(article.title), text=written(cue=verb))


# Made


@pytest.mark.both_engines
def test_a_recording_is_of_its_article_and_section(session: Session, store: Store) -> None:
    author = make_actor(session)
    article = make_article(session, status="draft", author=author)

    key = record(session, store, author, article)

    (kept,) = recordings(session)
    assert (kept.key, kept.article_id, kept.desk, kept.number) == (key, article.id, None, 1)
    assert (kept.section, kept.seconds, kept.size, kept.mime) == ("cue", 12, 4, "audio/webm")
    assert len(key) == 26


def test_before_the_first_save_it_is_of_the_page(session: Session, store: Store) -> None:
    record(session, store, make_actor(session))

    (kept,) = recordings(session)
    assert (kept.article_id, kept.desk, kept.number) == (None, DESK, 0)


def test_the_same_sound_sent_once_more_makes_no_second_one(session: Session, store: Store) -> None:
    author, other = make_actor(session), make_actor(session)

    first, again = (record(session, store, author) for _ in range(2))
    theirs = record(session, store, other)

    assert first == again != theirs
    assert len(list(store.names())) == 2


@pytest.mark.parametrize("wrong", [{"section": "../x"}, {"section": ""}, {"desk": "x"}, {"desk": ""}])
def test_a_place_that_no_page_names_is_none(session: Session, store: Store, wrong: dict[str, str]) -> None:
    with pytest.raises(NotFound):
        record(session, store, make_actor(session), **wrong)


@pytest.mark.parametrize(("told", "kept"), [(-3, 0), (12, 12), (9000, 300)])
def test_a_length_is_between_nothing_and_five_minutes(session: Session, store: Store, told: int, kept: int) -> None:
    record(session, store, make_actor(session), seconds=told)

    assert recordings(session)[0].seconds == kept


def test_nobody_fills_the_disk(session: Session, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST", 1)
    author = make_actor(session)
    record(session, store, author)

    with pytest.raises(Invalid, match="too-many"):
        record(session, store, author, said="nog iets")


def test_lines_tell_the_day_and_nobody(session: Session, store: Store) -> None:
    author = make_actor(session)
    article = make_article(session, status="draft", author=author)
    key = record(session, store, author, article)
    with transaction(session):
        services.remove(session, actor=author, at=now(), key=key)

    lines = session.scalars(select(AuditLine).where(AuditLine.action.startswith("voice."))).all()

    assert [line.action for line in lines] == ["voice.recorded", "voice.removed"]
    for line in lines:
        assert (line.actor_id, line.at.time(), line.detail) == (None, time(0), {})


@pytest.mark.parametrize(
    ("data", "mime"),
    [(made.WEBM, "audio/webm"), (made.film(), "audio/mp4"), (made.M4A, "audio/mp4"), (made.OGG, "audio/ogg")],
)
def test_what_recorders_make_is_taken(data: bytes, mime: str) -> None:
    sound = sounds.taken(data)

    assert sound.mime == mime
    assert b"+52.1-005.2" not in sound.content
    assert mime in sounds.EXTENSIONS


@pytest.mark.parametrize(
    "data", [made.photo((9, 9)), made.pdf(), made.word(), made.WAV, made.sound(), made.HTML, made.SVG, b""]
)
def test_nothing_else_is_taken(data: bytes) -> None:
    with pytest.raises(Refused):
        sounds.taken(data)


# Written out


def test_its_maker_writes_it_out_and_keeps_it(session: Session) -> None:
    author = make_actor(session)
    add_recording(session, author)

    with transaction(session):
        services.write_out(
            session, actor=author, at=LATER, key=KEY, transcript="De rook trok laag.", keep=True, longest=50
        )

    (kept,) = recordings(session)
    assert (kept.transcript, kept.keep, kept.touched_on) == ("De rook trok laag.", True, LATER.date())


def test_a_transcript_has_an_end(session: Session) -> None:
    author = make_actor(session)
    add_recording(session, author)

    with pytest.raises(Invalid, match="too-long"):
        services.write_out(session, actor=author, at=now(), key=KEY, transcript="x" * 51, keep=False, longest=50)


def test_others_change_and_remove_nothing(session: Session) -> None:
    add_recording(session, make_actor(session))
    other = make_actor(session, "admin", "moderator", "author")

    with pytest.raises(NotFound):
        services.write_out(session, actor=other, at=now(), key=KEY, transcript="x", keep=True, longest=50)
    with pytest.raises(NotFound):
        services.remove(session, actor=other, at=now(), key=KEY)


# Saved and published


def start(session: Session, actor: Actor, title: str = "Rook", desk: str = DESK) -> Article:
    with transaction(session):
        return writing.start(
            session,
            actor=actor,
            at=now(),
            kind="practice-tip",
            language="nl",
            audience="members",
            content=content(title),
            prepared=prepared(session, written()),
            byline=Byline(kind="role_name", shown="Duiker"),
            desk=desk,
        )


def test_what_was_said_before_the_first_save_goes_with_publication(
    session: Session, settings: Settings, sessions: sessionmaker[Session], store: Store
) -> None:
    author = make_actor(session)
    record(session, store, author)
    article = start(session, author)

    change(session, article, author, "submit")
    work(settings, sessions, session)
    assert not gone(session, store)
    change(session, article, author, "publish")
    work(settings, sessions, session)

    assert gone(session, store)


def test_publication_leaves_nothing_of_it_on_disk(
    session: Session, settings: Settings, sessions: sessionmaker[Session], store: Store
) -> None:
    author = make_actor(session)
    article = make_article(session, status="in_review", author=author)
    record(session, store, author, article, said="een stem die niemand hoort")
    assert found_on_disk(settings, b"een stem die niemand hoort")

    change(session, article, author, "publish")
    work(settings, sessions, session)

    assert gone(session, store)
    assert not found_on_disk(settings, b"een stem die niemand hoort")


def test_what_its_maker_keeps_stays_after_publication(
    session: Session, settings: Settings, sessions: sessionmaker[Session], store: Store
) -> None:
    author, colleague = make_actor(session), make_actor(session)
    article = make_article(session, status="in_review", author=author)
    key = record(session, store, author, article)
    add_recording(session, colleague, article=article)
    with transaction(session):
        services.write_out(session, actor=author, at=now(), key=key, transcript="", keep=True, longest=1)

    change(session, article, author, "publish")
    work(settings, sessions, session)

    assert [one.key for one in recordings(session)] == [key]
    assert len(list(store.names())) == 1


def test_what_is_said_for_the_next_text_outlives_a_late_worker(
    session: Session, settings: Settings, sessions: sessionmaker[Session], store: Store
) -> None:
    author = make_actor(session)
    article = make_article(session, status="published", author=author)
    key = record(session, store, author, article)

    work(settings, sessions, session)

    assert [(one.key, one.number) for one in recordings(session)] == [(key, 2)]
    change(session, article, author, "save", "submit", "publish")
    work(settings, sessions, session)
    assert gone(session, store)


def test_a_change_that_is_thrown_away_takes_what_was_said_along(
    session: Session, settings: Settings, sessions: sessionmaker[Session], store: Store
) -> None:
    author = make_actor(session)
    article = make_article(session, status="change-draft", author=author)
    record(session, store, author, article)
    change(session, article, author, "discard")
    later = record(session, store, author, article, said="voor een volgende")

    work(settings, sessions, session)

    assert [(one.key, one.number) for one in recordings(session)] == [(later, 3)]


def test_a_page_is_of_the_first_article_that_was_saved_from_it(session: Session) -> None:
    author = make_actor(session)

    first, second = start(session, author, "Eerst"), start(session, author, "Terug en nog eens")

    assert (first.desk, second.desk) == (DESK, None)


def test_a_row_that_is_worked_off_twice_does_no_harm(session: Session) -> None:
    author = make_actor(session)
    article = make_article(session, author=author)
    add_recording(session, author, article=article)

    with transaction(session):
        found = [services.remove_said_for(session, at=now(), key=text_key(article)) for _ in range(2)]

    assert [len(blobs) for blobs in found] == [1, 0]


# Dropped and forgotten


def type_text(session: Session, actor: Actor, desk: str = DESK, begun: str = DESK) -> None:
    with transaction(session):
        writing.unsaved.keep(
            session,
            actor=actor,
            at=now(),
            desk=desk,
            kind="practice-tip",
            article=None,
            fields={"begun": [begun], "title": ["Rook"]},
            longest=100,
        )


def drop(session: Session, actor: Actor, desk: str = DESK) -> None:
    with transaction(session):
        writing.unsaved.discard(session, actor=actor, desk=desk)


def test_a_text_that_is_thrown_away_unsaved_takes_what_was_said_along(
    session: Session, settings: Settings, sessions: sessionmaker[Session], store: Store
) -> None:
    author, desk = make_actor(session), "a-page-of-the-writer_2"
    record(session, store, author)
    type_text(session, author, desk=desk)

    drop(session, author, desk=desk)
    work(settings, sessions, session)

    assert gone(session, store)


def test_what_somebody_went_on_with_elsewhere_keeps_what_was_said(
    session: Session, settings: Settings, sessions: sessionmaker[Session], store: Store
) -> None:
    author, desk = make_actor(session), "a-page-of-the-writer_2"
    record(session, store, author)
    type_text(session, author)
    type_text(session, author, desk=desk)

    drop(session, author)
    work(settings, sessions, session)

    assert len(recordings(session)) == 1


def test_what_was_saved_meanwhile_keeps_what_was_said(
    session: Session, settings: Settings, sessions: sessionmaker[Session], store: Store
) -> None:
    author = make_actor(session)
    record(session, store, author)
    type_text(session, author)
    start(session, author)

    drop(session, author)
    work(settings, sessions, session)

    assert len(recordings(session)) == 1


@pytest.mark.parametrize("begun", ["", "x", "x" * 9000])
def test_a_text_of_no_page_drops_nothing(
    session: Session, settings: Settings, sessions: sessionmaker[Session], store: Store, begun: str
) -> None:
    author, other = make_actor(session), make_actor(session)
    record(session, store, author)
    with transaction(session):
        session.add(
            UnsavedText(
                account_id=author.id, desk=DESK, kind="practice-tip", fields={"begun": [begun]}, version=1,
                kept_at=now(),
            )
        )  # fmt: skip

    drop(session, other)
    drop(session, author)
    work(settings, sessions, session)

    assert len(recordings(session)) == 1


def removed_after(session: Session, *, at: object = LATER) -> list[str]:
    with transaction(session):
        return services.remove_untouched(session, at=at)  # type: ignore[arg-type]


def test_what_nobody_comes_back_to_goes(session: Session) -> None:
    author = make_actor(session)
    add_recording(session, author, article=make_article(session, status="draft", author=author))
    add_recording(session, author, key="e" * 26, blob="e" * 64)

    assert removed_after(session, at=now() + services.UNTOUCHED_FOR) == []
    assert len(removed_after(session)) == 2
    assert recordings(session) == []


def test_what_is_kept_stays_once_its_article_is_out(session: Session) -> None:
    author = make_actor(session)
    draft, out = (make_article(session, status=status, author=author) for status in ("draft", "published"))
    add_recording(session, author, article=draft, keep=True)
    add_recording(session, author, article=out, keep=True, key="e" * 26, blob="e" * 64)

    assert len(removed_after(session)) == 1
    assert [one.key for one in recordings(session)] == ["e" * 26]


def test_an_article_that_is_written_at_keeps_what_was_said(session: Session) -> None:
    author = make_actor(session)
    article = make_article(session, status="draft", author=author)
    add_recording(session, author, article=article)
    ready = prepared(session, written(cue="Later."))
    with transaction(session):
        who = {"actor": author, "at": LATER, "slug": article.slug, "based_on": 1}
        writing.save(session, **who, content=content(article.title), prepared=ready)  # type: ignore[arg-type]

    assert removed_after(session) == []


def test_a_text_that_is_still_typed_at_keeps_what_was_said(session: Session) -> None:
    author = make_actor(session)
    add_recording(session, author)
    type_text(session, author)

    assert removed_after(session) == []


# Contents


def test_a_content_that_was_sent_again_is_not_forgotten(session: Session, store: Store) -> None:
    author = make_actor(session)
    key = record(session, store, author)
    with transaction(session):
        blobs = services.remove(session, actor=author, at=now(), key=key)
    record(session, store, author)

    services.forgotten(session, store, blobs)

    assert [name for name, _ in store.names()] == blobs


@pytest.mark.both_engines
def test_the_worker_forgets_what_has_been_nobodys_for_a_day(
    session: Session, settings: Settings, sessions: sessionmaker[Session], store: Store
) -> None:
    key = record(session, store, make_actor(session))
    store.put("f" * 64, b"van een proces dat stierf")
    session.rollback()
    days, today = daily.Daily(settings, sessions), now().date()

    days.tend(today)
    assert len(list(store.names())) == 2
    days.tend(today + timedelta(days=1))

    assert [one.blob for one in recordings(session)] == [name for name, _ in store.names()]
    assert session.scalars(select(Recording.key)).all() == [key]


def test_the_worker_forgets_what_nobody_came_back_to(
    session: Session,
    settings: Settings,
    sessions: sessionmaker[Session],
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    record(session, store, make_actor(session))
    session.rollback()
    monkeypatch.setattr(daily, "now", lambda: LATER)

    daily.Daily(settings, sessions).tend(LATER.date())

    assert gone(session, store)


def test_recordings_lie_apart_from_files_in_either_store(session: Session, store: Store, settings: Settings) -> None:
    record(session, store, make_actor(session))

    assert not (settings.instance / "files").exists()
    assert list((settings.instance / services.PLACE).glob("*/*"))


def found_on_disk(settings: Settings, content: bytes) -> bool:
    return any(content in path.read_bytes() for path in settings.instance.rglob("*") if path.is_file())


def test_what_was_said_for_a_purged_text_goes_also_what_was_kept(
    session: Session, store: Store, settings: Settings, sessions: sessionmaker[Session]
) -> None:
    author = make_actor(session)
    article = make_article(session, author=author)
    record(session, store, author, article, said="nu")
    other = make_article(session, author=author)
    record(session, store, author, other, said="elders")
    with transaction(session):
        session.scalars(select(Recording).where(Recording.article_id == article.id)).one().keep = True

    with transaction(session):
        services.remove_purged(session, at=now(), article=article, number=1)
    assert len(recordings(session)) == 2
    with transaction(session):
        services.remove_purged(session, at=now(), article=article, number=2)
    work(settings, sessions, session)

    assert [each.article_id for each in recordings(session)] == [other.id]
    assert len(list(store.names())) == 1
