"""Small changes that go online at once, and everything that keeps a change from being one."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import content, make_actor, make_article, prepared, take, written
from tests.moderation.made import CUE, make_small_change
from wiki.articles import diffs, safety, services
from wiki.articles.models import PostCheck, Review, Revision
from wiki.articles.services.byline import Byline
from wiki.audit import AuditLine
from wiki.database import now, transaction
from wiki.errors import Conflict, Invalid, NotAllowed, NotFound
from wiki.taxonomy.data import TYPES

LONG = CUE + " " + "Nog een woord erbij." * 10


@pytest.fixture
def author(session):
    return make_actor(session)


def trust(session, author, number=1):
    for _ in range(number):
        make_article(session, author=author)


def hand_in(session, author, article, *, after=1, at=None, **options):
    values = {"based_on": article.head.number, "after": after} | options
    with transaction(session):
        services.hand_in(session, actor=author, at=at or now(), slug=article.slug, **values)
    return article.stage


def explain(session, author, article):
    found = safety.found_in_revision(article.head, kind=article.type, today=now().date())
    with transaction(session):
        reasons = {each.same: "Van een oefening" for each in found}
        services.explain(session, actor=author, at=now(), slug=article.slug, reasons=reasons)


def checks(session):
    return session.scalars(select(PostCheck)).all()


@pytest.mark.both_engines
def test_a_small_change_of_somebody_trusted_is_online_at_once(session, author):
    article = make_small_change(session, author=author, submit=False)
    until = article.verified_until

    assert hand_in(session, author, article) == "published"
    assert article.published.number == 2
    assert article.verified_until == until
    assert [check.article_id for check in checks(session)] == [article.id]


def test_its_line_tells_no_account_and_only_the_day(session, author):
    article = make_small_change(session, author=author, submit=False)

    hand_in(session, author, article)

    line = session.scalars(select(AuditLine).order_by(AuditLine.id.desc()).limit(1)).one()
    assert (line.action, line.actor_id, line.at.hour) == ("article.published", None, 0)


WAITS = {
    "too many words": {"cue": LONG},
    "not called small": {"is_minor": False},
    "a phone number": {"cue": CUE + " Bel 06-12345678."},
    "a required section is empty": {"cue": ""},
}


@pytest.mark.parametrize("why", WAITS)
def test_what_is_not_small_or_not_sound_is_for_a_moderator(session, author, why):
    article = make_small_change(session, author=author, submit=False, **WAITS[why])
    explain(session, author, article)

    try:
        stage = hand_in(session, author, article)
    except Invalid as refusal:
        stage = refusal.fields

    assert stage == ({"section-cue": "needed"} if "empty" in why else "in_review")
    assert article.published.number == 1
    assert checks(session) == []


def with_number(session, author, number):
    """A change to a text that readers have with a number in it, which is this one by now; both are explained."""
    article = make_small_change(session, author=author, submit=False)
    with transaction(session):
        article.published.text += "\nBel 06-12345678.\n"
        article.head.text += f"\nBel {number}.\n"
    explain(session, author, article)
    return article


@pytest.mark.parametrize(("number", "stage"), [("06-12345678", "published"), ("06-12345679", "in_review")])
def test_what_a_moderator_saw_before_is_no_news_and_another_number_is(session, author, number, stage):
    assert hand_in(session, author, with_number(session, author, number)) == stage


def test_what_readers_have_already_and_nobody_explained_is_not_handed_in(session, author):
    article = make_small_change(session, author=author, submit=False)
    with transaction(session):
        article.published.text += "\nBel 06-12345678.\n"
        article.head.text += "\nBel 06-12345678.\n"

    with pytest.raises(Invalid) as error:
        hand_in(session, author, article)

    assert error.value.fields == {"findings": "open"}


def test_a_number_that_nobody_explained_is_not_handed_in(session, author):
    article = make_small_change(session, author=author, submit=False, cue=CUE + " Bel 06-12345678.")

    with pytest.raises(Invalid) as error:
        hand_in(session, author, article)

    assert error.value.fields == {"findings": "open"}
    assert article.stage == "draft"


@pytest.mark.parametrize(("number", "after", "stage"), [(0, 2, "in_review"), (1, 2, "published"), (9, 0, "in_review")])
def test_trust_is_so_many_accepted_texts_and_none_turns_it_off(session, author, number, after, stage):
    trust(session, author, min(number, 2))
    article = make_small_change(session, author=author, submit=False)

    assert hand_in(session, author, article, after=after) == stage


@pytest.mark.parametrize(("days", "stage"), [(0, "in_review"), (89, "in_review"), (91, "published")])
def test_a_returned_text_is_held_against_somebody_for_a_while(session, author, days, stage):
    make_article(session, status="returned", author=author)
    article = make_small_change(session, author=author, submit=False)
    at = now() + timedelta(days=days)

    assert hand_in(session, author, article, at=at) == stage


def test_where_two_have_to_agree_a_moderator_reads_it_first(session, author):
    article = make_small_change(session, author=author, submit=False)

    assert hand_in(session, author, article, of_two=("fire",)) == "in_review"


def test_what_somebody_else_wrote_is_not_handed_in(session, author):
    article = make_small_change(session, author=author, submit=False)

    for who, refusal in ((make_actor(session), NotAllowed), (make_actor(session, "admin"), NotAllowed)):
        with pytest.raises(refusal):
            hand_in(session, who, article)
    with pytest.raises(NotFound), transaction(session):
        services.hand_in(session, actor=author, at=now(), slug="none", based_on=1, after=1)


def test_an_older_text_is_not_handed_in(session, author):
    article = make_small_change(session, author=author, submit=False)

    with pytest.raises(Conflict):
        hand_in(session, author, article, based_on=1)


def test_a_new_article_is_for_a_moderator_whoever_wrote_it(session, author):
    trust(session, author)
    article = make_article(session, status="draft", author=author)

    assert hand_in(session, author, article) == "in_review"


@pytest.mark.parametrize("verb", ["flag", "hide"])
def test_what_needs_review_or_is_hidden_waits_for_a_moderator(session, author, verb):
    article = make_small_change(session, author=author, submit=False)
    take(session, article, verb, author=author)

    assert hand_in(session, author, article) == "in_review"


# Who looks at a small change afterwards; whether they may.
LOOKERS = {
    "moderator": ("moderator", "", True),
    "knowledge manager": ("knowledge-manager", "fire", True),
    "moderator elsewhere": ("moderator", "police", False),
    "reader": ("reader", "", False),
    "admin": ("admin", "", False),
}


@pytest.mark.parametrize("who", [*LOOKERS, "its author"])
def test_a_moderator_looks_afterwards_and_not_at_their_own(session, who):
    author = make_actor(session, "moderator")
    article = make_small_change(session, author=author, submit=False)
    hand_in(session, author, article)
    role, domain, expected = LOOKERS.get(who, ("", "", False))
    actor = make_actor(session, role, domain=domain) if role else author

    try:
        with transaction(session):
            services.look_at(session, article.published_id, actor=actor, at=now())
    except NotFound:
        assert not expected

    assert [check.checked_by for check in checks(session)] == [actor.id if expected else None]


def test_there_is_nothing_to_look_at_where_nothing_went_online_at_once(session):
    article = make_article(session)

    with pytest.raises(NotFound), transaction(session):
        services.look_at(session, article.head_id, actor=make_actor(session, "moderator"), at=now())


def test_an_author_is_told_that_it_is_online(person, session, app):
    author = person("author")
    for _ in range(5):
        make_article(session, author=author.actor)
    article = make_article(session, author=author.actor)
    path = f"/a/{article.slug}/edit"

    small = author.do(path, "Indienen", section__why="Iets anders.", is_minor="y")
    big = author.do(path, "Indienen", section__why="Nog iets anders.")

    assert "Online. Een moderator kijkt er nog naar." in small.get_data(as_text=True)
    assert small.request.path == f"/a/{article.slug}"
    assert "Ingediend. Een moderator leest mee." in big.get_data(as_text=True)
    assert session.scalars(select(Review.decision)).all().count("published") == 6


def test_the_button_of_a_page_does_the_same(person, session):
    author = person("author")
    for _ in range(4):
        make_article(session, author=author.actor)
    article = make_small_change(session, author=author.actor, submit=False)

    page = author.send(f"/a/{article.slug}/submission")

    assert page.location == f"/a/{article.slug}"


def test_nothing_changed_is_no_small_change(session, author):
    article = make_article(session, author=author)
    text = article.head.text
    with transaction(session):
        services.save(
            session,
            actor=author,
            at=now(),
            slug=article.slug,
            based_on=1,
            content=content(article.title, is_minor=True),
            prepared=prepared(session, text),
        )

    with pytest.raises(NotAllowed):
        hand_in(session, author, article)


@pytest.mark.parametrize(("signed", "stage"), [(False, "published"), (True, "in_review")])
def test_what_was_decided_about_signed_texts_tells_nothing_about_a_role_name(session, author, signed, stage):
    make_article(session, author=author, byline=Byline(kind="name") if signed else None)
    article = make_small_change(session, author=author, submit=False)

    assert hand_in(session, author, article, after=2) == stage


def test_a_few_signs_that_strike_a_text_through_are_no_small_change():
    before, after = (Revision(text=written(cue=cue)) for cue in (CUE, "~~" + "~~ ~~".join(CUE.split()) + "~~"))
    kind = TYPES["practice-tip"]

    found = diffs.by_section(kind, "nl", before.text, after.text)

    assert diffs.signs(found) >= 4 * len(CUE.split())
