"""Who looks at what: a signal that ends by itself, and never a lock."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import make_actor, make_article
from tests.moderation.made import working_days_ago
from wiki.articles.models import Article
from wiki.database import now, transaction
from wiki.errors import NotAllowed, NotFound
from wiki.moderation.models import Claim
from wiki.moderation.queries import desk
from wiki.moderation.queries.desk import Choice
from wiki.moderation.services import claims

MOMENTS_LATER = timedelta(minutes=29)
TOO_LATE = timedelta(minutes=31)
# Who; what claiming an item that waits does for them.
MAY_CLAIM = {
    "moderator": ("moderator", "fire", True),
    "moderator of all": ("moderator", "", True),
    "knowledge manager": ("knowledge-manager", "fire", True),
    "moderator elsewhere": ("moderator", "police", NotFound),
    "author": ("author", "", NotFound),
    "privacy officer": ("privacy-officer", "", NotFound),
    "admin": ("admin", "", NotFound),
}


@pytest.fixture
def moderator(session):
    return make_actor(session, "moderator")


@pytest.fixture
def article(session):
    return make_article(session, status="in_review")


def tried(session, service, **options):
    """What comes of a service: what it gives, or the refusal."""
    try:
        with transaction(session):
            return service(session, **options)
    except (NotAllowed, NotFound) as refusal:
        return type(refusal)


def claim(session, actor, article, at=None):
    return tried(session, claims.claim, actor=actor, at=at or now(), slug=article.slug)


def claim_next(session, actor, at=None, **options):
    return tried(session, claims.claim_next, actor=actor, at=at or now(), **options)


def holders(session):
    return list(session.scalars(select(Claim.account_id)))


@pytest.mark.parametrize("who", MAY_CLAIM)
def test_who_may_decide_may_claim_and_nobody_else(session, article, who):
    role, domain, expected = MAY_CLAIM[who]

    got = claim(session, make_actor(session, role, domain=domain), article)

    assert got is expected
    assert len(holders(session)) == (expected is True)


@pytest.mark.parametrize("status", ["published", "change-draft", "returned", "archived"])
def test_what_does_not_wait_is_not_claimed(session, moderator, status):
    article = make_article(session, status=status)

    assert claim(session, moderator, article) in (NotAllowed, NotFound)
    assert holders(session) == []


def test_ones_own_article_is_not_claimed(session, moderator):
    article = make_article(session, status="in_review", author=moderator)

    assert claim(session, moderator, article) is NotAllowed
    assert claim_next(session, moderator) is None


@pytest.mark.both_engines
def test_a_colleague_keeps_it_until_half_an_hour_later(session, moderator, article):
    colleague, at = make_actor(session, "moderator"), now()
    claim(session, colleague, article, at)

    early = claim(session, moderator, article, at + MOMENTS_LATER)
    late = claim(session, moderator, article, at + TOO_LATE)

    assert (early, late) == (False, True)
    assert holders(session) == [moderator.id]


def test_claiming_again_takes_half_an_hour_more(session, moderator, article):
    at = now()
    claim(session, moderator, article, at)
    claim(session, moderator, article, at + MOMENTS_LATER)

    assert claim(session, make_actor(session, "moderator"), article, at + TOO_LATE) is False


def test_who_lets_go_makes_room_and_a_colleague_does_not(session, moderator, article):
    colleague = make_actor(session, "moderator")
    claim(session, moderator, article)

    tried(session, claims.release, actor=colleague, slug=article.slug)
    still = holders(session)
    tried(session, claims.release, actor=moderator, slug=article.slug)

    assert (still, holders(session)) == ([moderator.id], [])


def test_releasing_what_one_may_not_know_is_not_found(session, article):
    assert tried(session, claims.release, actor=make_actor(session), slug=article.slug) is NotFound


@pytest.mark.both_engines
def test_each_moderator_gets_another_item(session):
    slugs = {make_article(session, status="in_review").slug for _ in range(3)}
    people = [make_actor(session, "moderator") for _ in range(4)]

    got = [claim_next(session, each) for each in people]

    assert set(got[:3]) == slugs
    assert got[3] is None


def test_the_next_one_is_the_first_of_the_queue_and_of_the_part_that_was_chosen(session, moderator):
    make_article(session, status="in_review", at=working_days_ago(1))
    first = make_article(session, status="in_review", at=working_days_ago(2))
    change = make_article(session, status="change-in-review")

    assert claim_next(session, moderator) == first.slug
    assert claim_next(session, moderator, choice=Choice(kind="change")) == change.slug


def test_from_an_item_on_goes_to_the_one_behind_it_and_lets_it_go(session, moderator):
    oldest, middle, newest = (make_article(session, status="in_review", at=working_days_ago(n)) for n in (3, 2, 1))
    claim(session, moderator, middle)

    got = claim_next(session, moderator, after=desk.place_of(session, moderator, middle.slug))
    around = claim_next(session, moderator, after=desk.place_of(session, moderator, newest.slug))

    assert (got, around) == (newest.slug, oldest.slug)
    assert session.scalars(select(Claim.article_id)).all() == [oldest.id]


def test_alone_in_the_queue_there_is_no_next(session, moderator, article):
    assert claim_next(session, moderator, after=desk.place_of(session, moderator, article.slug)) is None


def test_risk_goes_before_age_from_an_item_on_too(session, moderator):
    risky, plain = make_article(session, status="in_review"), make_article(session, status="in_review")
    with transaction(session):
        session.get(Article, risky.id).waiting_risk = 2

    got = claim_next(session, moderator, after=desk.place_of(session, moderator, risky.slug))

    assert got == plain.slug


@pytest.mark.parametrize("role", ["author", "coach", "privacy-officer", "admin"])
def test_the_next_one_is_for_moderators(session, article, role):
    assert claim_next(session, make_actor(session, role)) is NotFound
    assert holders(session) == []


def test_what_does_not_wait_has_no_place(session, moderator):
    assert desk.place_of(session, moderator, make_article(session).slug) is None


def test_somebody_quicker_leaves_the_one_after_it(session, moderator, monkeypatch):
    first, second = (make_article(session, status="in_review", at=working_days_ago(n)) for n in (2, 1))
    claim(session, make_actor(session, "moderator"), first)
    monkeypatch.setattr(desk, "free", lambda actor, _at, choice: desk.waiting(actor, choice))

    assert claim_next(session, moderator) == second.slug


def test_a_claim_is_no_lock(person, session):
    article = make_article(session, status="in_review")
    claim(session, make_actor(session, "moderator"), article)

    page = person("moderator").do(f"/review/{article.slug}", "Publiceren")

    assert "Gepubliceerd." in page.get_data(as_text=True)
    assert holders(session) == []


def test_the_button_says_whether_a_colleague_was_first(person, session, article):
    own, other = person("moderator"), person("moderator")
    path = f"/review/{article.slug}"
    old = other.see(path)

    assert "een halfuur" in own.do(path, "Ik kijk hiernaar").get_data(as_text=True)
    assert "Een collega kijkt hier al naar." in other.press(old, "Ik kijk hiernaar").get_data(as_text=True)
    assert "Losgelaten." in own.do(path, "Loslaten").get_data(as_text=True)


def test_from_one_decision_on_to_the_next(person, session):
    for days in (3, 2, 1):
        make_article(session, status="in_review", title=f"Wacht {days}", at=working_days_ago(days))
    moderator = person("moderator")

    first = moderator.do("/review", "Begin met de eerste")
    second = moderator.press(first, "Publiceren")
    third = moderator.press(second, "Terugzetten met vragen", question_1="Waaraan zag je dat?")
    last = moderator.press(third, "Publiceren")

    assert [page.request.path for page in (first, second, third, last)] == [
        "/review/wacht-3",
        "/review/wacht-2",
        "/review/wacht-1",
        "/review",
    ]
    assert "Gepubliceerd." in second.get_data(as_text=True)
    assert "Teruggezet met vragen." in third.get_data(as_text=True)
    assert "Verder wacht er niets voor jou." in last.get_data(as_text=True)


def test_the_next_ones_are_of_the_part_that_was_chosen(person, session):
    make_article(session, status="in_review", title="Nieuw", at=working_days_ago(2))
    for title in ("Anders", "Ook anders"):
        make_article(session, status="change-in-review", title=title)
    moderator = person("moderator")

    first = moderator.press(moderator.see("/review?kind=change"), "Begin met de eerste")
    second = moderator.press(first, "Volgende")
    refused = moderator.press(second, "Terugzetten met vragen")
    back = moderator.press(refused, "Publiceren")

    assert [page.request.path for page in (first, second, back)] == [
        "/review/anders",
        "/review/ook-anders",
        "/review/anders",
    ]
    assert refused.status_code == 422


def test_what_does_not_wait_any_more_is_no_place_to_go_on_from(person, session, article):
    moderator = person("moderator")

    for after in ("none", make_article(session).slug):
        assert moderator.send("/review/next", after=after).location.startswith(f"/review/{article.slug}")
