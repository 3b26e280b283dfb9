"""Small changes: published together after one look each, and looked at after they went online."""

import pytest

from tests.factories import make_actor, make_article, take
from tests.moderation.made import CUE, make_small_change
from wiki.articles import services
from wiki.articles.models import PostCheck
from wiki.database import now, transaction
from wiki.errors import NotFound
from wiki.moderation.queries import small as queries
from wiki.moderation.services import small
from wiki.moderation.services.small import Published


@pytest.fixture
def moderator(session):
    return make_actor(session, "moderator")


def waiting(session, actor):
    return [each.card.title for each in queries.waiting(session, actor, now().date())]


def unchecked(session, actor):
    return [each.card.title for each in queries.unchecked(session, actor, now().date())[0]]


def publish_seen(session, actor, *articles, base=None, **options):
    with transaction(session):
        seen = {article.slug: base or article.head.number for article in articles}
        return small.publish_seen(session, actor=actor, at=now(), seen=seen, **options)


def make_online(session, **options):
    """A small change that its author put online."""
    author = options.pop("author", None) or make_actor(session)
    article = make_small_change(session, author=author, submit=False, **options)
    with transaction(session):
        services.amend(session, actor=author, at=now(), slug=article.slug, based_on=2, after=1)
    return article


@pytest.mark.both_engines
def test_small_changes_that_wait_and_nothing_else(session, moderator):
    make_small_change(session, title="Klein")
    make_small_change(session, title="Groot", cue=CUE + " En nog veel meer." * 9)
    make_small_change(session, title="Niet klein genoemd", is_minor=False)
    make_small_change(session, title="Ergens anders", domains=("police",))
    make_small_change(session, title="Van jezelf", author=moderator)
    make_small_change(session, title="Niet ingediend", submit=False)
    make_article(session, status="in_review", title="Nieuw")

    assert waiting(session, make_actor(session, "moderator", domain="fire")) == ["Klein", "Van jezelf"]
    assert "Van jezelf" not in waiting(session, moderator)


def test_what_the_safety_check_found_something_in_takes_more_than_a_look(session, moderator):
    article = make_small_change(session, title="Klein")
    with transaction(session):
        article.waiting_risk = 1

    assert waiting(session, moderator) == []
    assert publish_seen(session, moderator, article) == Published(0, 0, ("Klein",))


@pytest.mark.both_engines
def test_those_that_were_seen_are_published_where_they_were(session, moderator):
    articles = [make_small_change(session, blocks=("innovation",)) for _ in range(2)]

    found = publish_seen(session, moderator, *articles)

    assert found == Published(2, 0, ())
    assert [(a.published.number, a.domains, a.blocks) for a in articles] == [(2, ("fire",), ("innovation",))] * 2


def test_what_meanwhile_changed_is_named_and_left_and_the_others_go_on(session, moderator):
    author = make_actor(session)
    changed, same = make_small_change(session, author=author, title="Anders"), make_small_change(session)
    with transaction(session):
        found = small.publish_seen(
            session, actor=moderator, at=now(), seen={changed.slug: 1, same.slug: same.head.number}
        )

    assert found == Published(1, 0, ("Anders",))
    assert (changed.published.number, same.published.number) == (1, 2)


LEFT = {
    "not small": lambda s, _m: make_small_change(s, title="Titel", cue=CUE + " En nog veel meer." * 9),
    "new": lambda s, _m: make_article(s, status="change-returned", title="Titel"),
    "own": lambda s, m: make_small_change(s, title="Titel", author=m),
}


@pytest.mark.parametrize("why", LEFT)
def test_what_may_not_be_published_this_way_is_left(session, moderator, why):
    article = LEFT[why](session, moderator)

    assert publish_seen(session, moderator, article) == Published(0, 0, ("Titel",))
    assert article.published.number == 1


def test_what_one_may_not_know_is_not_named(session):
    elsewhere = make_actor(session, "moderator", domain="police")
    article = make_article(session, status="in_review", title="Geheim")

    assert publish_seen(session, elsewhere, article) == Published()
    with transaction(session):
        assert small.publish_seen(session, actor=elsewhere, at=now(), seen={"none": 1}) == Published()


def test_in_a_domain_of_two_a_look_is_the_first_yes(session, moderator):
    article = make_small_change(session)

    first = publish_seen(session, moderator, article, of_two=("fire",))
    again = publish_seen(session, moderator, article, of_two=("fire",))
    second = publish_seen(session, make_actor(session, "moderator"), article, of_two=("fire",))

    assert (first, again, second) == (
        Published(0, 1, ()),
        Published(0, 0, (article.title,)),
        Published(1, 0, ()),
    )


def test_a_moderator_of_fewer_domains_leaves_what_moves_it_elsewhere(session):
    own = make_actor(session, "moderator", domain="fire")
    article = make_small_change(session, title="Titel", domains=("fire",))
    with transaction(session):
        article.place(("fire", "police"), ())

    assert publish_seen(session, own, article) == Published(0, 0, ("Titel",))


@pytest.mark.parametrize("role", ["author", "privacy-officer", "admin"])
def test_small_changes_are_for_moderators(session, role):
    somebody, article = make_actor(session, role), make_small_change(session)

    for read in (queries.waiting, queries.unchecked):
        with pytest.raises(NotFound):
            read(session, somebody, now().date())
    with pytest.raises(NotFound):
        publish_seen(session, somebody, article)
    assert article.published.number == 1


@pytest.mark.both_engines
def test_what_is_online_already_is_looked_at_by_another_in_the_domain(session, moderator):
    make_online(session, title="Klein")
    make_online(session, title="Van jezelf", author=moderator)
    make_online(session, title="Ergens anders", domains=("police",))

    assert unchecked(session, moderator) == ["Klein", "Ergens anders"]
    assert unchecked(session, make_actor(session, "moderator", domain="fire")) == ["Klein", "Van jezelf"]


def test_what_it_replaced_is_what_readers_had(session, moderator):
    make_online(session)

    ((found,), total) = queries.unchecked(session, moderator, now().date())

    runs = [(part.op, part.text.strip()) for section in found.sections for part in section.parts if part.op != "same"]
    assert (runs, total) == ([("ins", "Kijk ook omhoog.")], 1)


def test_the_page_publishes_what_was_ticked(person, session):
    slugs = [make_small_change(session, title=title).slug for title in ("Eerste", "Tweede")]
    moderator = person("moderator")

    page = moderator.do("/review/small", "Publiceer wat je gezien hebt", seen=[slugs[0]])

    text = page.get_data(as_text=True)
    assert "1 wijziging gepubliceerd." in text
    assert "Tweede" in text
    assert "Eerste" not in text


def test_nothing_ticked_is_told_and_nothing_published(person, session):
    article = make_small_change(session)

    page = person("moderator").do("/review/small", "Publiceer wat je gezien hebt")

    assert page.status_code == 422
    assert "Zet een vinkje" in page.get_data(as_text=True)
    session.refresh(article)
    assert article.change == "in_review"


def test_the_page_names_what_was_left(person, session):
    author = make_actor(session)
    article = make_small_change(session, author=author, title="Eerste")
    moderator = person("moderator")
    old = moderator.see("/review/small")
    take(session, article, "take_back", author=author)

    page = moderator.press(old, "Publiceer wat je gezien hebt", seen=[article.slug])

    assert "intussen veranderd of niet van jou: Eerste." in page.get_data(as_text=True)


def test_the_page_of_what_is_online_says_seen_once(person, session):
    make_online(session, title="Klein")
    moderator = person("moderator")

    before = moderator.see("/review/small")
    after = moderator.press(before, "Gezien").get_data(as_text=True)

    assert "Kijk ook omhoog." in before.get_data(as_text=True)
    assert "Alles is bekeken." in after
    assert session.query(PostCheck).one().checked_by == moderator.actor.id
