"""A published article in another domain, without a new text."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import make_actor, make_article, prepared, take, written
from tests.visitor import Person
from wiki.accounts.policy import Actor
from wiki.articles import services
from wiki.articles.models import Article
from wiki.articles.services import Content
from wiki.audit import AuditLine
from wiki.database import now, transaction
from wiki.errors import Invalid, NotAllowed, NotFound
from wiki.moderation.queries import desk

People = Callable[..., Person]


def place(session: Session, actor: Actor, article: Article, *domains: str, blocks: tuple[str, ...] = ()) -> Article:
    with transaction(session):
        return services.place(session, actor=actor, at=now(), slug=article.slug, domains=domains, blocks=blocks)


def lines(session: Session, article: Article) -> list[tuple[str, int | None]]:
    query = select(AuditLine).where(AuditLine.subject == f"article:{article.id}", AuditLine.action == "article.placed")
    return [(line.action, line.actor_id) for line in session.scalars(query)]


def next_text(session: Session, article: Article, author: Actor, domains: tuple[str, ...]) -> None:
    """The author's next change, submitted."""
    with transaction(session):
        services.save(
            session,
            actor=author,
            at=now(),
            slug=article.slug,
            based_on=article.head.number,
            content=Content(title=article.title, domains=domains),
            prepared=prepared(session, written(cue="Anders.")),
        )
    take(session, article, "submit", author=author)


@pytest.mark.both_engines
def test_an_article_moves_and_its_text_stays(session: Session) -> None:
    moderator, article = make_actor(session, "moderator"), make_article(session)

    place(session, moderator, article, "police", blocks=("innovation",))

    assert (article.domains, article.blocks, article.head.number) == (("police",), ("innovation",), 1)
    assert article.head.domains == ["fire"]
    assert lines(session, article) == [("article.placed", moderator.id)]


def test_a_place_that_is_the_same_leaves_no_line(session: Session) -> None:
    article = make_article(session)

    place(session, make_actor(session, "moderator"), article, "fire")

    assert lines(session, article) == []


# The domain of the role, where it is now, where it goes, and what comes of it.
MOVES = [
    ("fire", ("fire",), ("fire",), None),
    ("fire", ("fire", "police"), ("police",), None),
    ("fire", ("fire",), ("police",), "not-yours"),
    ("fire", ("fire",), ("fire", "police"), "not-yours"),
    ("fire", ("fire", "police"), ("fire",), "not-yours"),
    ("", ("fire",), ("police", "enforcement"), None),
    ("", ("fire",), (), "missing"),
    ("", ("fire",), ("navy",), "unknown"),
]


@pytest.mark.parametrize(("role", "before", "after", "code"), MOVES)
def test_an_article_moves_among_ones_own_domains(
    session: Session, role: str, before: tuple[str, ...], after: tuple[str, ...], code: str | None
) -> None:
    moderator, article = make_actor(session, "moderator", domain=role), make_article(session, domains=before)

    if code is None:
        place(session, moderator, article, *after)
        assert set(article.domains) == set(after)
    else:
        with pytest.raises(Invalid) as refused:
            place(session, moderator, article, *after)
        session.rollback()
        assert refused.value.fields == {"domains": code}
        assert set(article.domains) == set(before)


REFUSED = [
    ("author", "", "published", NotAllowed),
    ("admin", "", "published", NotAllowed),
    ("moderator", "police", "published", NotAllowed),
    ("moderator", "", "archived", NotAllowed),
    ("moderator", "", "in_review", NotAllowed),
    ("moderator", "", "draft", NotFound),
]


@pytest.mark.parametrize(("role", "domain", "status", "refusal"), REFUSED)
def test_who_may_not_is_refused(
    session: Session, role: str, domain: str, status: str, refusal: type[Exception]
) -> None:
    article = make_article(session, status=status)

    with pytest.raises(refusal):
        place(session, make_actor(session, role, domain=domain), article, "police")

    session.rollback()
    assert session.scalar(select(func.count()).where(AuditLine.action == "article.placed")) == 0


def test_nobody_moves_what_they_wrote(session: Session) -> None:
    own = make_actor(session, "moderator")

    with pytest.raises(NotAllowed):
        place(session, own, make_article(session, author=own), "police")


def test_a_change_that_waits_goes_along(session: Session) -> None:
    author = make_actor(session)
    article = make_article(session, author=author)
    next_text(session, article, author, ("fire",))

    place(session, make_actor(session, "moderator"), article, "police")

    waits_for = {
        domain: session.scalars(desk.waiting(make_actor(session, "moderator", domain=domain))).all()
        for domain in ("fire", "police")
    }
    assert waits_for == {"fire": [], "police": [article.id]}


@pytest.mark.parametrize("of_two", ["police", "fire"])
def test_nobody_passes_the_second_reader_by_moving_an_article(session: Session, of_two: str) -> None:
    moderator, article = make_actor(session, "moderator"), make_article(session)

    with pytest.raises(Invalid) as refused:
        services.place(
            session,
            actor=moderator,
            at=now(),
            slug=article.slug,
            domains=("police",),
            blocks=(),
            of_two=(of_two, "customs"),
        )

    assert refused.value.fields == {"domains": "takes-two"}


def test_what_is_risky_about_a_text_that_waits_stays_so(session: Session) -> None:
    article = make_article(session, status="change-in-review")
    with transaction(session):
        article.waiting_risk = 2

    place(session, make_actor(session, "moderator"), article, "police")

    assert article.waiting_risk == 2


@pytest.mark.parametrize(("chosen", "there"), [(("fire",), ("police",)), (("enforcement",), ("enforcement",))])
def test_where_moderators_put_it_outlives_the_authors_next_text(
    session: Session, chosen: tuple[str, ...], there: tuple[str, ...]
) -> None:
    author, moderator = make_actor(session), make_actor(session, "moderator")
    article = make_article(session, author=author)
    place(session, moderator, article, "police", blocks=("innovation",))
    next_text(session, article, author, chosen)

    item = desk.item(session, moderator, article.slug, now())
    with transaction(session):
        services.publish(
            session,
            actor=moderator,
            at=now(),
            slug=article.slug,
            based_on=2,
            domains=item.domains,
            blocks=item.blocks,
        )

    assert (article.domains, article.blocks) == (there, ("innovation",))


def test_a_moderator_of_the_new_domain_publishes_there(session: Session) -> None:
    author = make_actor(session)
    article = make_article(session, author=author)
    place(session, make_actor(session, "moderator"), article, "police")
    next_text(session, article, author, ("fire",))

    with transaction(session):
        services.publish(
            session,
            actor=make_actor(session, "moderator", domain="police"),
            at=now(),
            slug=article.slug,
            based_on=2,
            domains=["police"],
            blocks=[],
        )

    assert article.domains == ("police",)


def test_a_change_of_blocks_by_the_author_counts(session: Session) -> None:
    author = make_actor(session)
    article = make_article(session, author=author, blocks=("innovation",))
    next_text(session, article, author, ("fire",))

    assert article.wished_blocks == ()


def test_a_moderator_moves_an_article_on_its_page(session: Session, person: People) -> None:
    article = make_article(session, title="Rook")
    moderator = person("moderator")
    assert "/a/rook/place" in moderator.words("/a/rook")

    page = moderator.do("/a/rook/place", "Verplaatsen", domains=["police"], blocks=["innovation"])

    assert "staat nu hier" in page.get_data(as_text=True)
    session.rollback()
    session.refresh(article)
    assert article.domains == ("police",)


@pytest.mark.parametrize(
    ("domains", "sentence"),
    [([], "Kies minstens één domein."), (["police"], "Dit raakt een domein"), (["navy"], "navy")],
)
def test_a_refused_place_is_told_at_its_field(
    session: Session, person: People, domains: list[str], sentence: str
) -> None:
    make_article(session, title="Rook")

    page = person("moderator", domain="fire").do("/a/rook/place", "Verplaatsen", domains=domains)

    assert page.status_code == 422
    assert sentence in page.get_data(as_text=True)


def test_a_domain_that_was_switched_off_is_kept(session: Session, person: People) -> None:
    make_article(session, title="Rook", domains=("fire", "customs"))

    page = person("moderator").words("/a/rook/place")

    assert 'value="customs" checked' in page
    assert 'value="security"' not in page
