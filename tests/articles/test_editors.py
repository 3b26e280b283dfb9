"""A moderator who mends a published article has a hand in that change, and in nothing else of the article."""

import pytest

from tests.factories import content, make_actor, make_article, prepared, take, written
from wiki.articles import policy, queries, services
from wiki.articles.lifecycle import Part
from wiki.articles.models import ArticleLink
from wiki.articles.services.byline import Byline
from wiki.audit import AuditLine
from wiki.database import now, transaction
from wiki.errors import Invalid, NotAllowed

pytestmark = pytest.mark.both_engines(by_day=False)
MENDED = written(cue="Een tikfout minder.")


@pytest.fixture
def author(session):
    return make_actor(session, "author")


@pytest.fixture
def moderator(session):
    return make_actor(session, "moderator")


def save(session, actor, article, text):
    with transaction(session):
        services.save(
            session,
            actor=actor,
            at=now(),
            slug=article.slug,
            based_on=article.head.number,
            content=content(article.head.title),
            prepared=prepared(session, text),
        )


@pytest.fixture
def mended(session, author, moderator):
    """A published article with a change that the moderator began."""
    article = make_article(session, author=author)
    save(session, moderator, article, MENDED)
    return article


@pytest.mark.both_engines
def test_who_began_a_change_goes_on_with_it(session, moderator, mended):
    save(session, moderator, mended, written(cue="Nog een tikfout minder."))
    take(session, mended, "submit", author=moderator)

    assert mended.stage == "in_review"
    assert policy.parts(session, moderator, mended) == {Part.EDITOR, Part.MODERATOR, Part.GUARD}


def test_who_has_a_hand_in_a_change_does_not_decide_about_it(session, moderator, mended):
    take(session, mended, "submit", author=moderator)

    with pytest.raises(NotAllowed):
        take(session, mended, "publish", author=moderator, moderator=moderator)


def test_author_sees_and_continues_the_change_of_a_moderator(session, author, moderator, mended):
    save(session, author, mended, written(cue="Zo klopt het."))

    assert mended.head.number == 3
    assert policy.parts(session, moderator, mended) == {Part.EDITOR, Part.MODERATOR, Part.GUARD}


@pytest.mark.parametrize("ending", ["publish", "discard"])
def test_with_the_change_that_hand_is_gone(session, author, moderator, mended, ending):
    if ending == "publish":
        take(session, mended, "submit", author=moderator)
    take(session, mended, ending, author=moderator, moderator=make_actor(session, "moderator"))
    save(session, author, mended, written(cue="Wat de auteur daarna schreef."))

    parts = policy.parts(session, moderator, mended)
    seen = [row.number for row in queries.history(mended, parts)]

    assert parts == {Part.MODERATOR, Part.GUARD}
    assert not policy.can_see_head(mended, parts)
    assert mended.head.number not in seen


def test_that_hand_lasts_when_the_article_is_archived_meanwhile(session, author, moderator, mended):
    take(session, mended, "archive", author=author)
    take(session, mended, "submit", author=author)

    with pytest.raises(NotAllowed):
        take(session, mended, "publish", author=author, moderator=moderator)
    session.rollback()
    take(session, mended, "publish", author=author)

    assert mended.published.number == 2
    assert policy.parts(session, moderator, mended) == {Part.MODERATOR, Part.GUARD}


def test_that_hand_is_gone_when_what_readers_had_is_submitted_again(session, author, moderator, mended):
    take(session, mended, "archive", author=author)
    take(session, mended, "submit", author=make_actor(session, "moderator"))

    take(session, mended, "publish", author=author, moderator=moderator)

    assert (mended.state, mended.published.number) == ("published", 1)


def test_moderator_who_mended_once_may_decide_later(session, author, moderator, mended):
    take(session, mended, "submit", author=moderator)
    take(session, mended, "publish", author=moderator)
    save(session, author, mended, written(cue="Wat de auteur daarna schreef."))
    take(session, mended, "submit", author=author)

    take(session, mended, "publish", author=author, moderator=moderator)

    assert mended.state == "published"
    assert mended.change is None


def test_trail_tells_the_part_in_which_a_byline_was_chosen(session, author, moderator, mended):
    for actor in (author, moderator):
        with transaction(session):
            byline = Byline(kind="role_name", shown=f"Collega {actor.id} van dienst")
            services.choose_byline(session, actor=actor, at=now(), slug=mended.slug, byline=byline)

    lines = session.query(AuditLine).filter_by(action="article.byline_chosen").order_by(AuditLine.id)
    assert [(line.actor_role, line.actor_id) for line in lines] == [("author", None), ("editor", None)]


def test_change_is_among_ones_own_work_while_it_lasts(session, moderator, mended):
    today = now().date()
    during = queries.mine(session, moderator, today)["draft"]
    take(session, mended, "discard", author=moderator)
    after = queries.mine(session, moderator, today)

    assert [card.slug for card in during] == [mended.slug]
    assert not any(after.values())


@pytest.mark.both_engines
def test_links_of_a_change_are_not_told_to_readers(session, author):
    target = make_article(session)
    article = make_article(session, author=author)
    save(session, author, article, written(cue=f"Zie [[{target.slug}]]."))

    before = queries.page(session, make_actor(session, "reader"), target.id, now().date())
    take(session, article, "submit", author=author)
    take(session, article, "publish", author=author)
    after = queries.page(session, make_actor(session, "reader"), target.id, now().date())

    assert before.backlinks == ()
    assert [card.slug for card in after.backlinks] == [article.slug]
    assert {(row.target, row.is_published) for row in session.query(ArticleLink)} == {
        (target.slug, True),
        (target.slug, False),
    }


def test_preview_shows_the_choices_of_the_change_itself(session, author):
    article = make_article(session, author=author, tags=("rook",), blocks=("team-learning",))
    with transaction(session):
        services.save(
            session,
            actor=author,
            at=now(),
            slug=article.slug,
            based_on=1,
            content=content("Rook", tags=("vuur",), blocks=("innovation",)),
            prepared=prepared(session, MENDED),
        )

    preview = queries.preview(session, author, article, article.head, now().date())

    assert [tag.label for tag in preview.tags] == ["vuur"]
    assert [block.slug for block in preview.blocks] == ["innovation"]


PLACES = [
    # moderates, proposed by the author, confirmed, allowed
    ("fire", ("fire",), ("fire",), True),
    ("fire", ("fire", "police"), ("fire", "police"), True),
    ("fire", ("fire",), ("police",), False),
    ("fire", ("fire",), ("fire", "police"), False),
    ("fire", ("fire", "police"), ("fire",), False),
    ("", ("fire",), ("police",), True),
]


@pytest.mark.parametrize(("scope", "proposed", "confirmed", "allowed"), PLACES)
def test_moderator_places_within_their_own_domains(session, scope, proposed, confirmed, allowed):
    article = make_article(session, status="in_review", domains=proposed)
    moderator = make_actor(session, "moderator", domain=scope)

    assert policy.can_place(moderator, article, confirmed) is allowed


AUDIENCES = [
    # moderates, domains, audience, confirmed, allowed
    ("fire", ("fire",), "domain", "everyone", True),
    ("fire", ("fire", "police"), "domain", "members", False),
    ("fire", ("fire", "police"), "everyone", "domain", True),
    ("fire", ("fire", "police"), "members", "members", True),
    ("", ("fire", "police"), "domain", "everyone", True),
]


@pytest.mark.parametrize("case", AUDIENCES)
def test_widening_takes_all_domains_of_the_article(session, case):
    scope, domains, audience, confirmed, allowed = case
    article = make_article(session, status="in_review", domains=domains, audience=audience)
    moderator = make_actor(session, "moderator", domain=scope)

    assert policy.can_open(moderator, article, confirmed, domains) is allowed


@pytest.mark.parametrize(
    ("confirmed", "audience", "codes"),
    [
        (("police",), "members", {"domains": "not-yours"}),
        (("fire", "police"), "everyone", {"audience": "not-yours", "domains": "not-yours"}),
        (("fire",), "friends", {"audience": "unknown"}),
    ],
)
def test_publishing_beyond_ones_domains_is_refused(session, confirmed, audience, codes):
    article = make_article(session, status="in_review", domains=("fire",))

    with pytest.raises(Invalid) as error, transaction(session):
        services.publish(
            session,
            actor=make_actor(session, "moderator", domain="fire"),
            at=now(),
            slug=article.slug,
            based_on=1,
            domains=confirmed,
            blocks=(),
            audience=audience,
        )

    assert error.value.fields == codes


def test_moderator_confirms_the_audience_they_saw(session, author):
    article = make_article(session, status="in_review", author=author, audience="everyone")

    take(session, article, "publish", author=author, audience="members")

    assert article.audience == "members"
