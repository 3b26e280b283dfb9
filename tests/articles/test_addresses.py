"""Another address for an article: the old one leads there, and pages that link to it say the new one."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from tests.factories import InProcess, make_actor, make_article, prepared, take, written
from tests.visitor import Person
from wiki import worker
from wiki.accounts.policy import Actor
from wiki.articles import services
from wiki.articles.models import Article, ArticleLink, ArticleRedirect
from wiki.articles.rendering import link_targets, prepare
from wiki.audit import AuditLine
from wiki.database import now, transaction
from wiki.errors import Invalid, NotAllowed, NotFound, Taken
from wiki.settings import Settings

People = Callable[..., Person]


def rename(session: Session, actor: Actor, slug: str, to: str) -> Article:
    with transaction(session):
        return services.rename(session, actor=actor, at=now(), slug=slug, to=to)


@pytest.fixture
def moderator(session: Session) -> Actor:
    return make_actor(session, "moderator")


def test_the_old_address_leads_to_the_article(session: Session, person: People, moderator: Actor) -> None:
    article = make_article(session, title="Rook lezen")

    assert rename(session, moderator, "rook-lezen", "Rook bij de deur").slug == "rook-bij-de-deur"

    reader = person("reader")
    for path in ("", "/history", "/revisions/1"):
        answer = reader.client.get(f"/a/rook-lezen{path}")
        assert (answer.status_code, answer.location) == (301, f"/a/rook-bij-de-deur{path}")
        assert answer.headers["Cache-Control"] == "no-store"
    assert reader.client.get("/a/rook-lezen/diff?from=1&to=1").location == "/a/rook-bij-de-deur/diff?from=1&to=1"
    assert article.title in reader.words("/a/rook-lezen")


def test_an_address_that_moved_twice_leads_to_the_last_one(session: Session, person: People, moderator: Actor) -> None:
    make_article(session, title="Een")
    rename(session, moderator, "een", "Twee")
    rename(session, moderator, "twee", "Drie")

    assert person("reader").client.get("/a/een").location == "/a/drie"


def test_an_article_gets_its_old_address_back(session: Session, person: People, moderator: Actor) -> None:
    make_article(session, title="Een")
    rename(session, moderator, "een", "Twee")
    rename(session, moderator, "twee", "Een")

    assert person("reader").client.get("/a/twee").location == "/a/een"
    assert person("reader").client.get("/a/een").status_code == 200


def test_nobody_learns_where_an_article_went_that_they_may_not_know(
    session: Session, person: People, moderator: Actor
) -> None:
    make_article(session, title="Gesloten", audience="domain", domains=("police",))
    rename(session, moderator, "gesloten", "Geheim plan")

    answer = person("reader", domain="fire").client.get("/a/gesloten")

    assert answer.status_code == 404
    assert "geheim" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("status", ["draft", "published"])
def test_the_list_of_what_is_to_be_written_tells_no_new_address(
    session: Session, person: People, moderator: Actor, status: str
) -> None:
    author = make_actor(session)
    make_article(session, title="Plan x", status=status, author=author, audience="domain", domains=("police",))
    make_article(session, text=written(cue="Zie [[plan-x]]."))
    rename(session, author if status == "draft" else moderator, "plan-x", "Ontslag van Jansen")
    make_article(session, text=written(cue="Zie ook [[plan-x]]."))

    words = person("author", domain="fire").words("/wanted")

    assert "Plan x" in words
    assert "jansen" not in words.lower()


def test_links_follow_once_colleagues_may_know_where_to(session: Session, moderator: Actor) -> None:
    author = make_actor(session)
    article = make_article(session, title="Plan x", status="draft", author=author)
    linking = make_article(session, text=written(cue="Zie [[plan-x]]."))
    rename(session, author, "plan-x", "Rook lezen")
    for step in ("submit", "publish"):
        take(session, article, step, author=author, moderator=moderator, at=now())

    targets = session.scalars(select(ArticleLink.target).where(ArticleLink.article_id == linking.id))
    assert set(targets) == {"rook-lezen"}


def test_an_article_for_everyone_does_not_tell_an_address_for_colleagues(session: Session, moderator: Actor) -> None:
    make_article(session, title="Bekend", audience="members")
    rename(session, moderator, "bekend", "Inval bij Jansen")

    html = prepare(
        session, InProcess(), kind="practice-tip", language="nl", text="Zie [[bekend]].", audience="everyone"
    ).html

    assert '<a class="pw-wikilink" href="/a/bekend">bekend</a>' in html


@pytest.mark.parametrize("name", ["endpoint", "_scheme", "_anchor", "_method", "_external", "slug", "number"])
def test_names_in_an_address_are_passed_on_and_nothing_more(
    session: Session, person: People, moderator: Actor, name: str
) -> None:
    make_article(session, title="Een")
    rename(session, moderator, "een", "Twee")

    assert person("reader").client.get(f"/a/een?{name}=x%20y").location == f"/a/twee?{name}=x%20y"


def test_other_addresses_with_the_same_word_are_not_led_on(session: Session, person: People, moderator: Actor) -> None:
    make_article(session, title="Rook")
    rename(session, moderator, "rook", "Deur")

    assert person("reader").client.get("/tags/rook").status_code == 404


def test_what_is_written_while_the_address_changes_is_kept(session: Session, person: People, moderator: Actor) -> None:
    author = person("author")
    make_article(session, title="Een", author=author.actor, status="draft")
    page = author.see("/a/een/edit")
    rename(session, author.actor, "een", "Twee")

    kept = author.send("/unsaved/" + "x" * 22, of="a/een", **{"section-cue": "Half"})
    there = author.send("/a/een/presence", base="1")
    saved = author.press(page, "Bewaren", **{"section-cue": "Let op de kleur."})

    assert (kept.status_code, there.status_code, saved.status_code) == (200, 200, 200)
    assert "Let op de kleur." in author.words("/a/twee/edit")


def test_two_that_want_one_address_do_not_both_get_it(
    session: Session, moderator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_article(session, title="Een")
    make_article(session, title="Twee")
    monkeypatch.setattr("wiki.articles.services.addresses.is_taken", lambda *_: False)

    with pytest.raises(Taken):
        rename(session, moderator, "een", "Twee")


def test_a_form_that_is_sent_to_an_old_address_is_not_led_on(
    session: Session, person: People, moderator: Actor
) -> None:
    make_article(session, title="Een")
    rename(session, moderator, "een", "Twee")

    assert person("moderator").send("/a/een/archive").status_code == 404


def test_pages_that_link_to_it_say_the_new_address(
    session: Session, settings: Settings, sessions: sessionmaker[Session], person: People, moderator: Actor
) -> None:
    target = make_article(session, title="Rook lezen")
    linking = make_article(session, text=written(cue="Zie [[rook-lezen]] en `[[rook-lezen]]`."))
    rename(session, moderator, target.slug, "Rook bij de deur")

    worker.drain(settings, sessions)
    session.expire_all()

    html = linking.head.html
    assert 'href="/a/rook-bij-de-deur">Rook lezen</a>' in html
    assert "<code>[[rook-lezen]]</code>" in html
    assert "pw-missing" not in html
    assert "[[rook-lezen]]" in linking.head.text
    assert linking.title in person("reader").words("/a/rook-bij-de-deur")
    assert "Rook lezen" not in person("author").words("/wanted")


def test_a_text_that_is_written_later_links_to_where_it_is_now(session: Session, moderator: Actor) -> None:
    make_article(session, title="Rook lezen")
    rename(session, moderator, "rook-lezen", "Rook bij de deur")

    later = make_article(session, text=written(cue="Zie [[rook-lezen|de rook]]."))

    assert link_targets(session, later.head.text) == {"rook-bij-de-deur"}
    assert 'href="/a/rook-bij-de-deur">de rook</a>' in later.head.html
    assert set(session.scalars(select(ArticleLink.target))) == {"rook-bij-de-deur"}


def test_a_page_that_linked_to_both_addresses_links_once(session: Session, moderator: Actor) -> None:
    make_article(session, title="Oud")
    make_article(session, text=written(cue="Zie [[oud]] en [[nieuw]]."))

    rename(session, moderator, "oud", "Nieuw")

    links = session.execute(select(ArticleLink.target, ArticleLink.is_published)).all()
    assert sorted(map(tuple, links)) == [("nieuw", False), ("nieuw", True)]


def test_a_translation_stays_one(session: Session, moderator: Actor) -> None:
    make_article(session, title="Rook lezen")
    english = make_article(session, language="en", title="Reading smoke")
    with transaction(session):
        english.translation_of = "rook-lezen"

    rename(session, moderator, "rook-lezen", "Rook bij de deur")

    assert english.translation_of == "rook-bij-de-deur"


@pytest.mark.parametrize("taken", ["bezet", "Bezet", "was-bezet"])
def test_an_address_of_another_article_is_taken_also_a_former_one(
    session: Session, moderator: Actor, taken: str
) -> None:
    make_article(session, title="Was bezet")
    rename(session, moderator, "was-bezet", "Bezet")
    make_article(session, title="Een")

    with pytest.raises(Taken) as refused:
        rename(session, moderator, "een", taken)

    assert refused.value.suggestion.endswith("-2")
    with pytest.raises(Taken):
        make_article(session, title=taken)


def test_signs_alone_are_no_address(session: Session, moderator: Actor) -> None:
    make_article(session, title="Een")

    with pytest.raises(Invalid):
        rename(session, moderator, "een", "!?")


def test_the_same_address_changes_nothing(session: Session, moderator: Actor) -> None:
    make_article(session, title="Een")

    rename(session, moderator, "een", "Een")

    assert not session.scalars(select(ArticleRedirect)).all()


@pytest.mark.parametrize(
    ("status", "who", "error"),
    [
        ("draft", "author", None),
        ("draft", "moderator", NotFound),
        ("draft", "reader", NotFound),
        ("in_review", "author", NotAllowed),
        ("in_review", "moderator", NotAllowed),
        ("published", "author", NotAllowed),
        ("published", "moderator", None),
        ("published", "other moderator", NotAllowed),
        ("published", "reader", NotAllowed),
        ("archived", "moderator", None),
        ("published", "author and moderator", NotAllowed),
    ],
)
def test_who_gives_an_article_its_address(
    session: Session, status: str, who: str, error: type[Exception] | None
) -> None:
    both = ("author", "moderator") if "and" in who else ("author",)
    author = make_actor(session, *both)
    make_article(session, title="Een", status=status, author=author)
    roles = {"other moderator": ("moderator", "police"), "author": ("author", "")}
    role, domain = roles.get(who, (who, ""))
    actor = author if who.startswith("author") else make_actor(session, role, domain=domain)

    if error is None:
        assert rename(session, actor, "een", "Twee").slug == "twee"
    else:
        with pytest.raises(error):
            rename(session, actor, "een", "Twee")


def test_the_audit_line_of_an_author_names_nobody(session: Session, moderator: Actor) -> None:
    author = make_actor(session)
    article = make_article(session, title="Een", status="draft", author=author)
    rename(session, author, "een", "Twee")
    for step in ("submit", "publish"):
        take(session, article, step, author=author, moderator=moderator, at=now())
    rename(session, moderator, "twee", "Drie")

    lines = session.scalars(select(AuditLine).where(AuditLine.action == "article.renamed").order_by(AuditLine.id))

    assert [line.actor_id for line in lines] == [None, moderator.id]


def test_a_moderator_renames_on_the_page(session: Session, person: People) -> None:
    make_article(session, title="Een")
    make_article(session, title="Bezet")
    moderator = person("moderator")

    taken = moderator.do("/a/een", "Adres wijzigen", address="Bezet").get_data(as_text=True)
    empty = moderator.do("/a/een", "Adres wijzigen", address="!").get_data(as_text=True)
    moved = moderator.do("/a/een", "Adres wijzigen", address="Een ander adres").get_data(as_text=True)

    assert "bezet-2 is nog vrij" in taken
    assert "Gebruik letters of cijfers" in empty
    assert "heeft een nieuw adres" in moved
    assert moderator.client.get("/a/een").location == "/a/een-ander-adres"


def test_who_archives_sees_who_links_there(session: Session, person: People) -> None:
    make_article(session, title="Een")
    linking = make_article(session, title="Verwijst", text=written(cue="Zie [[een]]."))

    words = person("moderator").words("/a/een")

    assert "1 artikel verwijst hiernaar" in words
    assert linking.title in words


def test_a_link_to_what_moved_within_a_circle_counts_as_missing(session: Session, moderator: Actor) -> None:
    make_article(session, title="Gesloten", audience="domain")
    rename(session, moderator, "gesloten", "Geheim plan")

    html = prepared(session, written(cue="Zie [[gesloten]].")).html

    assert "pw-missing" in html
    assert "geheim" not in html
