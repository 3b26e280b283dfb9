"""A new draft that begins as another article, and a translation that says when its source has moved on."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.attachments.uses import ADDRESS, KEY, SHOWING, add_file
from tests.factories import content, make_actor, make_article, prepared, take, written
from tests.visitor import Person
from wiki.accounts.policy import Actor
from wiki.articles import services
from wiki.articles.models import Article
from wiki.database import now, transaction
from wiki.errors import Invalid

People = Callable[..., Person]


def newest(session: Session) -> Article:
    session.expire_all()
    return session.scalars(select(Article).order_by(Article.id.desc())).first()  # type: ignore[return-value]


def change_source(session: Session, article: Article, author: Actor, text: str) -> None:
    """A published change of the source."""
    with transaction(session):
        services.save(
            session, actor=author, at=now(), slug=article.slug, based_on=article.head.number,
            content=content(article.title), prepared=prepared(session, text),
        )  # fmt: skip
    for step in ("submit", "publish"):
        take(session, article, step, author=author, at=now())


def test_a_copy_is_a_draft_of_ones_own(session: Session, person: People) -> None:
    source = make_article(session, title="Rook lezen", tags=("rook",), blocks=("innovation",))
    author = person("author")

    page = author.do("/a/rook-lezen/copy", "Begin met een kopie")
    made = newest(session)

    assert made.title == "Kopie van Rook lezen"
    assert made.state == "draft"
    assert made.head.text == source.head.text
    assert made.head.tags == ["rook"]
    assert made.translation_of is None
    assert 'value="Kopie van Rook lezen"' in page.get_data(as_text=True)
    assert author.see("/a/rook-lezen").status_code == 200


def test_a_second_copy_gets_an_address_of_its_own(session: Session, person: People) -> None:
    make_article(session, title="Rook lezen")
    author = person("author")

    for _ in range(2):
        author.do("/a/rook-lezen/copy", "Begin met een kopie")

    assert newest(session).slug == "kopie-van-rook-lezen-2"


def test_pictures_come_along(session: Session, person: People) -> None:
    add_file(session, make_actor(session))
    source = make_article(session, title="Met foto", text=SHOWING)
    author = person("author")

    author.do(f"/a/{source.slug}/copy", "Begin met een kopie")

    assert KEY in newest(session).head.text
    assert ADDRESS in newest(session).head.html


def test_a_translation_has_the_headings_of_its_language_and_names_its_source(session: Session, person: People) -> None:
    make_article(session, title="Rook lezen")
    author = person("author")

    author.do("/a/rook-lezen/copy", "Begin met een vertaling")
    made = newest(session)

    assert (made.language, made.translation_of, made.head.translated_from) == ("en", "rook-lezen", 1)
    assert made.slug == "rook-lezen-en"
    assert "## What do you do?" in made.head.text
    assert "## Wat doe je?" not in made.head.text


def test_there_is_one_translation(session: Session, person: People) -> None:
    make_article(session, title="Rook lezen")
    english = make_article(session, title="Reading smoke", language="en")
    with transaction(session):
        english.translation_of = "rook-lezen"
    author = person("author")

    page = author.words("/a/rook-lezen/copy")
    refused = author.send("/a/rook-lezen/copy", language="en")

    assert "Begin met een vertaling" not in page
    assert "Reading smoke" in page
    assert refused.location == "/a/rook-lezen/copy"
    assert "Begin met een vertaling" not in author.words("/a/reading-smoke/copy")
    assert newest(session).id == english.id


def begin_translation(session: Session, source: str) -> Article:
    with transaction(session):
        return services.start(
            session, actor=make_actor(session), at=now(), kind="practice-tip", language="nl", audience="members",
            content=content(), prepared=prepared(session, written()),
            byline=services.byline.Byline(kind="role_name", shown="x"), translation_of=source,
        )  # fmt: skip


def test_a_translation_into_its_own_language_is_refused(session: Session) -> None:
    make_article(session, title="Rook lezen")

    with pytest.raises(Invalid):
        begin_translation(session, "rook-lezen")


def test_a_translation_may_come_before_its_source(session: Session) -> None:
    made = begin_translation(session, "reading-smoke")

    assert (made.translation_of, made.head.translated_from) == ("reading-smoke", None)


def test_who_does_not_write_copies_nothing(session: Session, person: People) -> None:
    make_article(session, title="Rook lezen")

    assert person("admin").client.get("/a/rook-lezen/copy").status_code == 404
    assert "/a/rook-lezen/copy" not in person("admin").words("/a/rook-lezen/history")
    assert "/a/rook-lezen/copy" in person("reader").words("/a/rook-lezen/history")
    assert "Kopie of vertaling" not in person("reader").words("/a/rook-lezen")
    assert "Kopie of vertaling" in person("moderator").words("/a/rook-lezen")


@pytest.fixture
def translated(session: Session, person: People) -> tuple[Article, Actor, Person]:
    """A source, its author, and the writer of a published translation of it."""
    author = make_actor(session)
    source = make_article(session, title="Rook lezen", author=author)
    writer = person("author")
    writer.do("/a/rook-lezen/copy", "Begin met een vertaling")
    made = newest(session)
    with transaction(session):
        services.choose_byline(
            session, actor=writer.actor, at=now(), slug=made.slug,
            byline=services.byline.Byline(kind="role_name", shown="Vertaler"),
        )  # fmt: skip
    for step in ("submit", "publish"):
        take(session, made, step, author=writer.actor, at=now())
    return source, author, writer


def test_a_translation_says_when_its_source_has_moved_on(
    session: Session, person: People, translated: tuple[Article, Actor, Person]
) -> None:
    source, author, writer = translated
    assert "daarna gewijzigd" not in person("reader").words("/a/rook-lezen-en")

    change_source(session, source, author, written(cue="Let op de kleur."))

    assert "Het origineel is daarna gewijzigd" in person("reader").words("/a/rook-lezen-en")
    assert "daarna gewijzigd" not in person("reader").words("/a/rook-lezen")
    page = writer.words("/a/rook-lezen-en/edit")
    assert "Deze vertaling is van versie 1; lezers hebben nu versie 2." in page
    assert "/a/rook-lezen/diff?from=1&amp;to=2" in page


def test_a_translation_that_caught_up_says_so_and_one_that_did_not_does_not(
    session: Session, translated: tuple[Article, Actor, Person]
) -> None:
    source, author, writer = translated
    change_source(session, source, author, written(cue="Let op de kleur."))
    cue = {"section-cue": "Watch the colour."}

    writer.do("/a/rook-lezen-en/edit", "Bewaren", **cue)
    assert "Het origineel is gewijzigd" in writer.words("/a/rook-lezen-en/edit")

    writer.do("/a/rook-lezen-en/edit", "Bewaren", is_followed="y")
    assert "Het origineel is gewijzigd" not in writer.words("/a/rook-lezen-en/edit")
    assert newest(session).head.translated_from == 2


def test_nobody_learns_of_a_source_that_they_may_not_read(
    session: Session, person: People, translated: tuple[Article, Actor, Person]
) -> None:
    source, author, _writer = translated
    change_source(session, source, author, written(cue="Let op de kleur."))
    with transaction(session):
        source.audience = "domain"

    assert "daarna gewijzigd" not in person("reader", domain="police").words("/a/rook-lezen-en")


def test_a_minor_change_is_told_from_others(session: Session, person: People) -> None:
    author = person("author")
    article = make_article(session, title="Rook lezen", status="draft", author=author.actor)

    author.do("/a/rook-lezen/edit", "Bewaren", **{"section-cue": "Let op de kleur."}, is_minor="y", summary="Typefout")
    author.do("/a/rook-lezen/edit", "Bewaren", **{"section-cue": "Let op de geur."})
    session.expire_all()

    assert [revision.is_minor for revision in article.revisions] == [False, True, False]
    assert author.words("/a/rook-lezen/history").count("Kleine wijziging.") == 1
    assert 'name="is_minor" type="checkbox"' in author.words("/a/rook-lezen/edit").replace(" checked", "")


def test_a_translation_of_a_text_that_readers_do_not_have_falls_behind_too(session: Session, person: People) -> None:
    author = person("author")
    article = make_article(session, title="Rook lezen", status="draft", author=author.actor)
    author.do("/a/rook-lezen/copy", "Begin met een vertaling")
    made = newest(session)
    assert made.head.translated_from == 1
    for step in ("submit", "publish"):
        take(session, article, step, author=author.actor, at=now())

    change_source(session, article, author.actor, written(cue="Let op de kleur."))

    assert "Het origineel is gewijzigd" in author.words(f"/a/{made.slug}/edit")


@pytest.mark.parametrize("said", ["3000000000", str(10**30), "-1", "99", "1", "x"])
def test_a_revision_that_there_is_not_is_not_followed(
    session: Session, translated: tuple[Article, Actor, Person], said: str
) -> None:
    source, author, writer = translated
    change_source(session, source, author, written(cue="Let op de kleur."))

    writer.do("/a/rook-lezen-en/edit", "Bewaren", is_followed="y", follows=said, **{"section-cue": "Watch."})

    assert newest(session).head.translated_from == 1


def test_a_revision_that_is_brought_back_says_what_it_was_of(
    session: Session, translated: tuple[Article, Actor, Person]
) -> None:
    source, author, writer = translated
    change_source(session, source, author, written(cue="Let op de kleur."))
    writer.do("/a/rook-lezen-en/edit", "Bewaren", is_followed="y", **{"section-cue": "Watch the colour."})

    writer.do("/a/rook-lezen-en/revisions/1", "Zet deze versie terug")

    assert newest(session).head.translated_from == 1
