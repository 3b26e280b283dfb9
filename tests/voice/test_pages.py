"""Sending a recording, hearing it, writing it out and throwing it away, as a browser does with and without scripts."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.test import TestResponse

from tests.attachments import made
from tests.factories import InProcess, make_account, make_article, take, written
from tests.forms import form_with
from tests.visitor import Person, token
from tests.voice.uses import DESK, add_recording, recordings
from wiki import worker
from wiki.app import create_app
from wiki.articles.models import Article
from wiki.attachments import webm
from wiki.attachments.storage import Store
from wiki.settings import Settings
from wiki.voice import services
from wiki.voice import views as voice_views
from wiki.web.security import HEADERS, RECORDING

# What Werkzeug had read of a body that it refuses is left to the collector.
pytestmark = pytest.mark.filterwarnings(r"ignore:unclosed file <_io.\w+ name=\d+:ResourceWarning")

People = Callable[..., Person]
NEW = "/write/practice-tip"


def send(person: Person, data: bytes = made.WEBM, **values: Any) -> TestResponse:
    """As the recorder of a page that an article is begun in, unless `article` names one."""
    form = {"desk": DESK, "section": "cue", "seconds": "72", **values}
    form |= {"csrf_token": token(person.client, "/account"), "file": (io.BytesIO(data), "opname")}
    return person.client.post("/recordings", data=form, content_type="multipart/form-data")


def address(person: Person, session: Session, **values: Any) -> str:
    """Of a recording that this person sent."""
    assert send(person, **values).status_code == 201
    return f"/recordings/{recordings(session)[-1].key}"


def hear(person: Person, where: str, **options: Any) -> TestResponse:
    return person.client.get(where, buffered=True, **options)


def test_the_answer_is_what_the_page_shows(person: People, session: Session) -> None:
    answer = send(person("author"))

    (kept,) = recordings(session)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 201
    assert f'src="/recordings/{kept.key}"' in page
    assert 'preload="none"' in page
    assert "1:12" in page
    assert 'data-section="cue"' in page
    assert "Bewaar deze opname ook na publicatie" in page


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "geen geluid"),
        (made.photo(), "kunnen we niet lezen"),
        (made.HTML, "kunnen we niet lezen"),
        (made.HEIC, "kunnen we niet lezen"),
        (made.longer(made.WEBM, 25 * 1024 * 1024), "Ze mag 25 MB zijn"),
    ],
    ids=["empty", "picture", "html", "heic", "large"],
)
def test_what_is_not_taken_says_why(person: People, session: Session, store: Store, data: bytes, sentence: str) -> None:
    answer = send(person("author"), data)

    assert answer.status_code == 422
    assert sentence in answer.get_json()["message"]
    assert not recordings(session)
    assert not list(store.names())


def test_a_form_without_a_recording_says_so(person: People) -> None:
    answer = person("author").send("/recordings", desk=DESK, section="cue")

    assert (answer.status_code, answer.get_json()["message"]) == (422, "Er kwam geen opname mee. Neem opnieuw op.")


def test_too_many_is_said_and_leaves_nothing(
    person: People, session: Session, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MOST", 0)

    answer = send(person("author"))

    assert answer.status_code == 422
    assert "Gooi er eerst een paar weg" in answer.get_json()["message"]
    assert not list(store.names())


def test_a_place_that_is_none_leaves_nothing(person: People, store: Store) -> None:
    assert send(person("author"), desk="x").status_code == 404
    assert not list(store.names())


def test_only_who_writes_may_send_more_than_a_form(person: People) -> None:
    assert send(person("privacy-officer"), made.longer(made.WEBM, 2_000_000)).status_code == 413
    assert send(person("author"), made.longer(made.WEBM, 2_000_000)).status_code == 201
    assert send(person("author"), made.longer(made.WEBM, 27_000_000)).status_code == 413


def test_nobody_records_with_a_draft_of_somebody_else(person: People, session: Session) -> None:
    article = make_article(session, status="draft")

    answers = [send(person(role), article=article.slug).status_code for role in ("author", "moderator", "reader")]

    assert answers == [404, 404, 404]


def test_so_many_recordings_an_hour(settings: Settings, session: Session) -> None:
    app = create_app(replace(settings, rate_limits=True, upload_limit="2 per hour"), renderer=InProcess())  # type: ignore[arg-type]
    author = Person(app, make_account(session, roles=("author",)))

    answers = [send(author, made.longer(made.WEBM, number)).status_code for number in range(3)]

    app.extensions["wiki"].engine.dispose()
    assert answers == [201, 201, 429]


def test_it_is_sent_for_hearing_and_nothing_else(person: People, session: Session) -> None:
    author = person("author")

    answer = hear(author, address(author, session))

    assert (answer.status_code, answer.mimetype, answer.data) == (200, "audio/webm", webm.without_marks(made.WEBM))
    assert answer.headers["Content-Disposition"] == 'inline; filename="opname.webm"'
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["Vary"] == "Cookie"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_it_can_be_played_from_the_middle(person: People, session: Session) -> None:
    author = person("author")
    where = address(author, session)

    part = hear(author, where, headers={"Range": "bytes=0-3"})

    assert (part.status_code, part.data) == (206, made.WEBM[:4])
    assert hear(author, where, headers={"Range": "bytes=999999-"}).status_code == 416


def test_nobody_else_hears_it(person: People, session: Session) -> None:
    author = person("author", name="Sjaak Verborgen")
    article = make_article(session, author=author.actor)
    where = address(author, session, article=article.slug)
    others = [person(role) for role in ("author", "moderator", "knowledge-manager", "privacy-officer", "admin")]

    for other in others:
        assert hear(other, where).status_code == 404
        assert other.send(where, transcript="x").status_code == 404
        assert other.send(f"{where}/removal").status_code == 404
        assert "data-recording" not in other.words(f"/recordings/list?article={article.slug}")
    visitor = person()
    assert visitor.client.get(where).status_code == 303
    assert hear(author, where).status_code == 200


def test_a_content_that_is_lost_is_a_fault_of_ours_and_the_log_is_silent_about_it(
    person: People, session: Session, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    author = person("author")
    where = address(author, session)
    (kept,) = recordings(session)
    store.delete(kept.blob)

    assert hear(author, where).status_code == 503
    assert "a recording is missing" in caplog.text
    assert kept.key not in caplog.text


def test_without_scripts_it_is_written_out_and_kept(person: People, session: Session) -> None:
    author = person("author")
    address(author, session)

    page = author.do("/recordings", "Bewaar bij de opname", transcript="De rook\r\ntrok laag.", keep="1")

    (kept,) = recordings(session)
    assert (kept.transcript, kept.keep) == ("De rook\ntrok laag.", True)
    assert "De rook" in page.get_data(as_text=True)
    again = author.see("/recordings")
    author.press(again, "Bewaar bij de opname", keep=[])
    assert not recordings(session)[0].keep


def test_a_script_is_told_that_it_is_kept(person: People, session: Session) -> None:
    author = person("author")
    where = address(author, session)
    form = {"csrf_token": token(author.client, "/account"), "transcript": "Laag."}

    answer = author.client.post(where, data=form, headers={"Accept": "application/json"})

    assert (answer.status_code, answer.get_json()) == (200, {})
    assert recordings(session)[0].transcript == "Laag."


@pytest.mark.parametrize("script", [True, False])
def test_a_transcript_that_is_too_long_is_refused(
    person: People, session: Session, settings: Settings, script: bool
) -> None:
    author = person("author")
    where = address(author, session)
    long = "x" * (settings.max_article_characters + 1)
    form = {"csrf_token": token(author.client, "/account"), "transcript": long}

    answer = author.client.post(where, data=form, headers={"Accept": "application/json" if script else "text/html"})

    words = answer.get_data(as_text=True) if script else author.words(answer.location)
    assert answer.status_code == (422 if script else 303)
    assert "te lang om te bewaren" in words
    assert recordings(session)[0].transcript == ""


@pytest.mark.parametrize("script", [True, False])
def test_it_is_thrown_away_with_its_content(person: People, session: Session, store: Store, script: bool) -> None:
    author = person("author")
    where = address(author, session)

    if script:
        form = {"csrf_token": token(author.client, "/account")}
        answer = author.client.post(f"{where}/removal", data=form, headers={"Accept": "application/json"})
        assert answer.status_code == 200
    else:
        assert "De opname is weg" in author.do("/recordings", "Opname weggooien").get_data(as_text=True)

    assert hear(author, where).status_code == 404
    assert not recordings(session)
    assert not list(store.names())


def test_a_content_that_somebody_threw_away_while_it_was_sent_is_there(
    person: People, session: Session, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = services.add

    def and_lose_it(*args: Any, **values: Any) -> Any:
        store.delete(values["blob"])
        return add(*args, **values)

    monkeypatch.setattr(voice_views.services, "add", and_lose_it)
    author = person("author")

    assert hear(author, address(author, session)).status_code == 200


# The writing page


def test_the_page_says_that_a_voice_is_personal_data(person: People) -> None:
    page = person("author").words(NEW)

    assert "Een stem is een persoonsgegeven. Alleen jij hoort deze opname." in page
    assert "inspreken met de microfoon op je toetsenbord" in page
    assert "Mijn opnamen" in page
    assert len(re.findall("data-voice-record", page)) == 6


def test_only_pages_with_a_recorder_may_use_the_microphone(person: People, session: Session) -> None:
    author = person("author")
    article = make_article(session, status="draft", author=author.actor)
    writing = [author.see(each) for each in (NEW, f"/a/{article.slug}/edit")]
    writing.append(author.press(writing[0], "Bewaren", title=""))
    others = [author.see(each) for each in ("/", "/recordings", "/write", f"/a/{article.slug}")]

    assert writing[2].status_code == 422
    for pages, expected in ((writing, HEADERS | RECORDING), (others, HEADERS)):
        for page in pages:
            assert {name: page.headers[name] for name in HEADERS} == expected
    assert "microphone=(self)" in RECORDING["Permissions-Policy"]
    assert "microphone=()" in HEADERS["Permissions-Policy"]


def filled() -> dict[str, Any]:
    sections = {f"section__{key}": "Tekst." for key in ("cue", "action", "pitfall", "context")}
    return {"title": "Rook", "domains": ["fire"], "byline_kind": "role_name", "role_name": "Duiker", **sections}


def begun(page: TestResponse) -> str:
    return str(form_with(page, "Bewaren").values["begun"])


def listed(person: Person, **of: str) -> list[str]:
    """The recordings that the writing page gets."""
    query = "&".join(f"{name}={value}" for name, value in of.items())
    return re.findall(r'data-recording="([^"]+)"', person.words(f"/recordings/list?{query}"))


def test_recordings_go_with_the_article_that_is_saved_from_their_page(person: People, session: Session) -> None:
    author = person("author")
    page = author.see(NEW)
    where = address(author, session, desk=begun(page))
    assert listed(author, desk=begun(page)) == [where]

    author.press(page, "Bewaren", **filled())

    assert listed(author, article="rook") == [where]
    assert "Rook</a>: " in author.words("/recordings?article=rook")
    assert listed(author, article="iets-anders") == []


def test_a_save_that_is_refused_first_loses_none(person: People, session: Session) -> None:
    author = person("author")
    page = author.see(NEW)
    where = address(author, session, desk=begun(page))

    again = author.press(page, "Bewaren", title="")
    assert begun(again) == begun(page)
    author.press(again, "Bewaren", **filled())

    assert listed(author, article="rook") == [where]


def test_a_text_that_is_taken_up_on_another_device_has_its_recordings(person: People, session: Session) -> None:
    author = person("author")
    page = author.see(NEW)
    desk = begun(page)
    where = address(author, session, desk=desk)
    for number in ("1", "2"):
        values = {"of": "write/practice-tip", "title": f"Rook {number}", "begun": desk}
        author.send(f"/unsaved/{number * 22}", **values)
        page = author.see(f"{NEW}?unsaved={number * 22}")
        assert begun(page) == desk

    author.press(page, "Bewaren", **filled())

    assert listed(author, article="rook") == [where]


def test_the_first_article_of_a_page_keeps_them_when_somebody_goes_back_and_saves_again(
    person: People, session: Session
) -> None:
    author = person("author")
    page = author.see(NEW)
    where = address(author, session, desk=begun(page))

    author.press(page, "Bewaren", **filled())
    author.press(page, "Bewaren", **filled() | {"title": "Rook twee"})

    assert (listed(author, article="rook"), listed(author, article="rook-twee")) == ([where], [])


@pytest.mark.parametrize("desk", ["", "x", "x" * 400, "../" * 6])
def test_a_page_without_a_name_is_saved_all_the_same(person: People, session: Session, desk: str) -> None:
    author = person("author")

    author.press(author.see(NEW), "Bewaren", **filled(), begun=desk)

    session.rollback()
    assert session.query(Article).one().desk is None


def test_recordings_of_nothing_saved_say_so_and_all_are_listed(person: People, session: Session) -> None:
    author = person("author")
    article = make_article(session, status="draft", author=author.actor, title="Laag bij de deur")
    send(author)
    send(author, made.OGG, article=article.slug)
    add_recording(session, person("author").actor)

    page = author.words("/recordings")

    assert page.count("<audio") == 2
    assert "Bij een tekst die je nog niet bewaarde" in page
    assert "Laag bij de deur</a>: " in page
    assert "Alle opnamen" not in page
    narrowed = author.words(f"/recordings?desk={DESK}")
    assert narrowed.count("<audio") == 1
    assert "Alle opnamen" in narrowed


def test_who_has_none_is_told_how(person: People) -> None:
    assert "Kies Opnemen onder een onderdeel" in person("author").words("/recordings")


def test_what_was_said_is_nowhere_to_be_read_but_in_its_list(
    person: People, session: Session, settings: Settings, sessions: sessionmaker[Session]
) -> None:
    author, moderator = person("author"), person("moderator")
    article = make_article(session, status="draft", author=author.actor, text=written())
    author.send(address(author, session, article=article.slug), transcript="Sprinklerkop bij de hellingbaan.")
    take(session, article, "submit", author=author.actor)
    worker.drain(settings, sessions)

    pages = [moderator.words(f"/review/{article.slug}"), moderator.words("/search?q=sprinklerkop")]

    assert not any("hellingbaan" in page or "/recordings/" in page for page in pages)
    assert "hellingbaan" in author.words(f"/recordings/list?article={article.slug}")
