"""Adding a file, seeing one's own, and fetching one, as a browser does."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.test import TestResponse

from tests.attachments import made
from tests.attachments.uses import added
from tests.factories import make_article, written
from tests.visitor import Person, token
from wiki import worker
from wiki.articles.models import Article, RevisionFile
from wiki.attachments import services
from wiki.attachments.formats import DOCX
from wiki.attachments.models import Attachment
from wiki.attachments.storage import store_of
from wiki.audit import AuditLine
from wiki.database import now, transaction
from wiki.search import finding, indexing
from wiki.settings import Settings

# What Werkzeug had read of a body that it refuses is left to the collector.
pytestmark = [
    pytest.mark.filterwarnings(r"ignore:unclosed file <_io.\w+ name=\d+:ResourceWarning"),
    pytest.mark.usefixtures("collected"),
]


People = Callable[..., Person]
SCRIPT = {"Accept": "application/json"}


def send(person: Person, data: bytes, name: str = "foto.jpg", **options: Any) -> TestResponse:
    form = {"csrf_token": token(person.client, "/files"), "file": (io.BytesIO(data), name)}
    return person.client.post("/files", data=form, content_type="multipart/form-data", **options)


def address_of(answer: TestResponse) -> str:
    found = re.search(r"\((/files/[^)]+)\)", answer.get_json()["markdown"])
    assert found
    return found[1]


def fetch(person: Person, where: str, **options: Any) -> TestResponse:
    return person.client.get(where, buffered=True, **options)


def sent_by(person: Person, data: bytes, name: str = "foto.jpg") -> str:
    """The address of a file that this person added."""
    return address_of(send(person, data, name, headers=SCRIPT))


def test_a_script_gets_what_to_put_into_the_text(person: People, session: Session) -> None:
    answer = send(person("author"), made.photo((1200, 800)), "Deur (klein).JPG", headers=SCRIPT)

    assert answer.status_code == 201
    file = added(session)
    assert answer.get_json() == {
        "markdown": f"![](/files/{file.key}/1200x800/deur-klein.webp)",
        "kind": "image",
        "name": "deur-klein.webp",
    }


def test_without_a_script_the_list_shows_it(person: People) -> None:
    author = person("author")

    page = author.see(send(author, made.pdf(), "Regels.pdf").location)
    words = page.get_data(as_text=True)

    assert "regels.pdf staat erbij" in words
    assert 'value="[regels.pdf](/files/' in words
    assert "Weggooien" in words


def test_who_has_no_files_is_told_what_to_do(person: People) -> None:
    assert "Nog geen bestanden" in person("author").words("/files")


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "leeg.jpg", "leeg"),
        (made.SVG, "tekening.svg", "Bewaar de tekening als PNG"),
        (made.SVG, "foto.png", "Bewaar de tekening als PNG"),
        (made.HTML, "foto.jpg", "Dit soort bestand kan hier niet"),
        (made.EXE, "rapport.pdf", "Dit soort bestand kan hier niet"),
        (made.HEIC, "IMG_0001.HEIC", "Bewaar hem als JPEG"),
        (made.picture()[:900], "foto.jpg", "beschadigd"),
        (made.BOMB, "brief.docx", "veel groter dan het lijkt"),
        (made.word(**{"word/vbaProject.bin": "x"}), "brief.docx", "een macro"),
        (made.pdf(password="geheim"), "regels.pdf", "wachtwoord"),
        (made.encoded(Image.new("1", (20_000, 20_000)), "PNG"), "kaart.png", "tot 60 miljoen"),
        (b"\xff\xd8\xff" + b"0" * (25 * 1024 * 1024), "foto.jpg", "Het mag 25 MB zijn"),
    ],
    ids=lambda value: value if isinstance(value, str) and " " not in value else "",
)
def test_a_file_that_is_not_taken_says_what_to_do(
    person: People, session: Session, data: bytes, name: str, sentence: str
) -> None:
    author = person("author")

    for_script, page = send(author, data, name, headers=SCRIPT), send(author, data, name)

    assert (for_script.status_code, page.status_code) == (422, 422)
    assert sentence in for_script.get_json()["message"]
    assert sentence in page.get_data(as_text=True)
    assert not session.scalars(select(Attachment)).all()


def test_a_form_without_a_file_says_so(person: People) -> None:
    author = person("author")

    answer = author.client.post("/files", data={"csrf_token": token(author.client, "/files")}, headers=SCRIPT)

    assert answer.status_code == 422
    assert answer.get_json()["message"] == "Kies eerst een bestand."


def test_a_body_far_beyond_the_limit_is_refused_unread(person: People) -> None:
    answer = send(person("author"), b"\xff\xd8\xff" + b"0" * (27 * 1024 * 1024), headers=SCRIPT)

    assert answer.status_code == 413


def test_only_who_writes_may_send_more_than_a_form(person: People) -> None:
    reader = person("privacy-officer")
    form = {"csrf_token": token(reader.client, "/"), "file": (io.BytesIO(b"0" * 2_000_000), "x.jpg")}

    assert reader.client.post("/files", data=form, content_type="multipart/form-data").status_code == 413


def test_a_file_without_the_token_of_a_form_is_refused(person: People) -> None:
    answer = person("author").client.post("/files", data={"file": (io.BytesIO(made.photo()), "x.jpg")})

    assert answer.status_code == 400


def test_a_picture_is_sent_for_looking_at_and_nothing_else(person: People) -> None:
    author = person("author")
    where = sent_by(author, made.photo((1200, 800)))

    answer = fetch(author, where)

    assert answer.status_code == 200
    assert answer.mimetype == "image/webp"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Disposition"] == 'inline; filename="foto.webp"'
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert Image.open(io.BytesIO(answer.data)).size == (1200, 800)


@pytest.mark.parametrize(("asked", "width"), [("480x320", 480), ("300x200", 480), ("960x640", 960), ("1919x9", 1200)])
def test_a_smaller_width_is_sent_where_there_is_one(person: People, asked: str, width: int) -> None:
    author = person("author")
    where = sent_by(author, made.photo((1200, 800)))

    answer = fetch(author, where.replace("1200x800", asked))

    assert Image.open(io.BytesIO(answer.data)).width == width


@pytest.mark.parametrize(
    ("data", "name", "mime", "how"),
    [
        (made.pdf(), "x.pdf", "application/pdf", "attachment"),
        (made.word(), "x.docx", DOCX.mime, "attachment"),
        (made.sound(), "x.mp3", "audio/mpeg", "inline"),
        (made.film(), "x.mov", "video/mp4", "inline"),
    ],
)
def test_what_is_safe_to_look_at_is_shown_and_the_rest_downloaded(
    person: People, data: bytes, name: str, mime: str, how: str
) -> None:
    author = person("author")

    answer = fetch(author, sent_by(author, data, name))

    assert answer.mimetype == mime
    assert answer.headers["Content-Disposition"].startswith(how)
    assert made.MAKER.encode() not in answer.data


def test_a_browser_that_has_it_asks_only_whether_it_still_may(person: People) -> None:
    author, other = person("author"), person("author")
    where = sent_by(author, made.photo())
    tag = fetch(author, where).headers["ETag"]

    assert fetch(author, where, headers={"If-None-Match": tag}).status_code == 304
    assert fetch(other, where, headers={"If-None-Match": tag}).status_code == 404


def test_a_film_can_be_played_from_the_middle(person: People) -> None:
    author = person("author")
    where = sent_by(author, made.film(), "x.mp4")
    whole = fetch(author, where)

    part = fetch(author, where, headers={"Range": "bytes=4-7"})

    assert whole.headers["Accept-Ranges"] == "bytes"
    assert (part.status_code, part.data) == (206, b"ftyp")
    assert part.headers["Content-Range"] == f"bytes 4-7/{len(whole.data)}"
    assert fetch(author, where, headers={"Range": "bytes=999999-"}).status_code == 416


@pytest.mark.parametrize("change", [("foto.webp", "ander.webp"), ("600x400/", ""), ("foto.webp", "foto.webp/x")])
def test_an_address_that_was_made_up_is_not_there(person: People, change: tuple[str, str]) -> None:
    author = person("author")
    where = sent_by(author, made.photo())

    assert fetch(author, where.replace(*change)).status_code == 404


def test_a_content_that_is_lost_is_a_fault_of_ours(
    person: People, session: Session, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    author = person("author")
    where = sent_by(author, made.photo())
    store_of(settings).delete(added(session).blob)

    assert fetch(author, where).status_code == 503
    assert "a content is missing" in caplog.text
    assert added(session).key not in caplog.text


def test_the_same_file_is_kept_once(person: People, session: Session, settings: Settings) -> None:
    first, second = person("author"), person("author")

    addresses = {sent_by(first, made.photo()), sent_by(second, made.photo(), "zelfde.jpg")}

    assert len(addresses) == 2
    assert len(set(session.scalars(select(Attachment.blob)))) == 1
    assert len([name for name, _ in store_of(settings).names() if "." not in name]) == 1


def test_a_file_that_nothing_shows_can_be_thrown_away(person: People) -> None:
    author = person("author")
    where = sent_by(author, made.photo((1200, 800)))

    page = author.press(author.see("/files"), "Weggooien")

    assert "Het bestand is weg" in page.get_data(as_text=True)
    assert fetch(author, where).status_code == 404


def test_a_content_that_somebody_else_has_too_stays(person: People, settings: Settings) -> None:
    author, other = person("author"), person("author")
    sent_by(author, made.photo())
    theirs = sent_by(other, made.photo())

    author.press(author.see("/files"), "Weggooien")

    assert fetch(other, theirs).status_code == 200


def test_a_file_that_a_text_shows_stays(person: People, session: Session) -> None:
    author = person("author")
    where = sent_by(author, made.photo())
    key = added(session).key
    make_article(session, author=author.actor, text=written(cue=f"![Een deur]({where})"))

    page = author.send(f"/files/{key}/removal")

    assert "blijft" in author.see(page.location).get_data(as_text=True)
    assert "Weggooien" not in author.words("/files")
    assert fetch(author, where).status_code == 200


def test_nobody_throws_away_what_is_not_theirs(person: People, session: Session) -> None:
    sent_by(person("author"), made.photo())

    assert person("author").send(f"/files/{added(session).key}/removal").status_code == 404


def test_a_reader_sees_the_picture_of_an_article_and_not_whose_it_is(person: People, session: Session) -> None:
    author, reader = person("author", name="Sjaak Verborgen"), person("reader")
    where = sent_by(author, made.photo((1200, 800)))
    assert fetch(reader, where).status_code == 404
    article = make_article(session, author=author.actor, text=written(cue=f"![Rook onder een deur]({where})"))

    page = reader.words(f"/a/{article.slug}")

    assert f'src="{where}"' in page
    assert 'srcset="' in page
    assert 'alt="Rook onder een deur"' in page
    assert fetch(reader, where).status_code == 200
    assert "Verborgen" not in page
    assert "Verborgen" not in str(fetch(reader, where).headers)


def test_the_audit_trail_tells_of_the_file_and_not_of_the_account(person: People, session: Session) -> None:
    sent_by(person("author"), made.photo())

    (line,) = session.scalars(select(AuditLine).where(AuditLine.action == "file.added"))

    assert line.actor_id is None
    assert (line.at.hour, line.at.minute, line.at.second) == (0, 0, 0)
    assert line.detail["kind"] == "image"


def test_an_article_is_found_by_the_words_of_its_document(
    person: People, session: Session, settings: Settings, sessions: sessionmaker[Session]
) -> None:
    author = person("author")
    where = sent_by(author, made.pdf("Sprinklerkop bij de hellingbaan."), "regels.pdf")
    article = make_article(session, author=author.actor, text=written(cue=f"Zie [de regels]({where})."))

    worker.drain(settings, sessions)

    assert finding.best(indexing.engine_of(settings), "sprinklerkop") == [article.id]
    page = person("reader").words("/search?q=sprinklerkop")
    assert "In een document bij dit artikel:" in page
    assert "<mark>Sprinklerkop</mark> bij de hellingbaan." in page
    assert "In een document" not in person("reader").words("/search?q=regels")


def test_a_document_that_was_read_later_is_found_too(
    person: People, session: Session, settings: Settings, sessions: sessionmaker[Session]
) -> None:
    author = person("author")
    where = sent_by(author, made.pdf("Sprinklerkop bij de hellingbaan."), "regels.pdf")
    article = make_article(session, author=author.actor, text=written(cue=f"Zie [de regels]({where})."))
    with transaction(session):
        added(session).text = "iets anders"
    with sessions() as other, transaction(other):
        indexing.rebuild(indexing.engine_of(settings), sessions)

    worker.drain(settings, sessions)

    assert finding.best(indexing.engine_of(settings), "sprinklerkop") == [article.id]


def test_a_text_that_shows_a_picture_without_words_is_not_submitted(person: People, session: Session) -> None:
    author = person("author")
    where = sent_by(author, made.photo())
    article = make_article(session, status="draft", author=author.actor, text=written(cue=f"![]({where})"))

    page = author.do(f"/a/{article.slug}/edit", "Indienen")
    session.expire_all()

    assert "wat er op de afbeelding te zien is" in page.get_data(as_text=True)
    assert session.scalars(select(Article.state)).one() == "draft"
    assert session.scalars(select(RevisionFile.key)).all()


def test_the_whole_text_is_told_of_a_picture_without_words_too(person: People, session: Session) -> None:
    author = person("author")
    text = written(cue="![](/files/x.png)")
    article = make_article(session, status="draft", author=author.actor, text=text)

    page = author.do(f"/a/{article.slug}/edit", "Liever de hele tekst in één veld")
    page = author.press(page, "Indienen")

    assert "wat er op de afbeelding te zien is" in page.get_data(as_text=True)
    assert session.scalars(select(Article.state)).one() == "draft"


def test_so_many_files_an_hour(app: Flask, person: People) -> None:
    assert app.extensions["wiki"].settings.upload_limit == "60 per hour"


def test_old_files_that_nothing_shows_go(
    person: People, session: Session, settings: Settings, sessions: sessionmaker[Session]
) -> None:
    author = person("author")
    kept = sent_by(author, made.photo((50, 50)))
    make_article(session, author=author.actor, text=written(cue=f"![Een deur]({kept})"))
    gone = sent_by(author, made.photo((60, 60)))
    recent = sent_by(author, made.photo((70, 70)))
    with transaction(session):
        for file in session.scalars(select(Attachment)):
            file.added_on = now().date().replace(year=2020) if f"/{file.key}/" not in recent else file.added_on

    worker.run(settings, once=True)

    assert [fetch(author, each).status_code for each in (kept, gone, recent)] == [200, 404, 200]
    assert len(list(store_of(settings).names())) == 3  # contents go a day later


def test_a_key_that_somebody_was_sent_opens_nothing(person: People, session: Session) -> None:
    police, fire = person("author", domain="police"), person("author", domain="fire")
    where = sent_by(police, made.photo())
    text = written(cue=f"![Een deur]({where})")
    make_article(session, author=police.actor, text=text, audience="domain", domains=("police",))

    make_article(session, author=fire.actor, text=text, status="draft")

    assert fetch(fire, where).status_code == 404
    assert fetch(police, where).status_code == 200


@pytest.mark.parametrize("at", [0, 1])
def test_a_store_that_fails_is_told_and_loses_nothing(
    person: People, session: Session, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    author = person("author")
    calls: list[int] = []
    real = services.kept

    def kept(*given: Any) -> str:
        calls.append(1)
        if len(calls) == at + 1:
            raise OSError("No space left on device")
        return real(*given)

    monkeypatch.setattr(services, "kept", kept)
    answer = send(author, made.photo(), headers=SCRIPT)

    assert answer.status_code == (503 if at == 0 else 201)
    assert ("over een paar minuten" in answer.get_json().get("message", "")) is (at == 0)
    assert len(session.scalars(select(Attachment)).all()) == at
