"""How an author is shown: their choice, for all revisions at once, and theirs alone."""

import pytest

from tests.factories import make_account, make_actor, make_article
from wiki.accounts.queries import actor_for
from wiki.articles import services
from wiki.articles.queries import own_byline
from wiki.articles.services.byline import Byline, checked_byline, last_role_name
from wiki.database import now, transaction
from wiki.errors import Invalid, NotFound


def choose(session, actor, article, **byline):
    with transaction(session):
        services.choose_byline(session, actor=actor, at=now(), slug=article.slug, byline=Byline(**byline))


@pytest.fixture
def author(session):
    return actor_for(make_account(session, roles=("author",), name="Bas Bakker"))


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        (Byline(kind="name"), ("name", "Bas Bakker")),
        (Byline(kind="name", shown="Iemand anders"), ("name", "Bas Bakker")),
        (Byline(kind="role_name", shown=" Duiker "), ("role_name", "Duiker")),
    ],
)
def test_a_byline_is_ones_own_name_or_a_role_name(session, author, byline, expected):
    chosen = checked_byline(session, author, byline, today=now().date())

    assert (chosen.kind, chosen.shown) == expected


@pytest.mark.parametrize(
    ("byline", "codes"),
    [
        (Byline(kind="nickname", shown="Bassie"), {"byline_kind": "unknown"}),
        (Byline(kind="role_name", shown="x" * 81), {"role_name": "too-long"}),
        (Byline(kind="role_name", shown="B\u00e1s\u200b-Bakker"), {"role_name": "is-name"}),
        (Byline(kind="role_name", shown="truus tak"), {"role_name": "a-name"}),
        (Byline(kind="role_name", shown="bas BAKKER"), {"role_name": "is-name"}),
    ],
)
def test_an_endless_byline_or_a_name_is_refused(session, author, byline, codes):
    make_account(session, name="Truus Tak")

    with pytest.raises(Invalid) as error:
        checked_byline(session, author, byline, today=now().date())

    assert error.value.fields == codes


@pytest.mark.parametrize("shown", ["", " ", "112 \u200b"])
def test_a_role_name_may_come_later(session, author, shown):
    article = make_article(session, status="draft", author=author)

    choose(session, author, article, kind="role_name", shown=shown)

    assert article.authorship.shown == ""


@pytest.mark.parametrize("status", ["in_review", "published", "archived"])
def test_what_others_read_has_a_byline(session, author, status):
    article = make_article(session, status=status, author=author)

    with pytest.raises(Invalid) as error:
        choose(session, author, article, kind="role_name", shown="")

    assert error.value.fields == {"role_name": "missing"}


def test_the_role_name_used_last_is_remembered(session, author):
    for shown in ("Duiker", "Bevelvoerder"):
        make_article(session, status="draft", author=author, byline=Byline(kind="role_name", shown=shown))

    assert last_role_name(session, author) == "Bevelvoerder"
    assert last_role_name(session, make_actor(session)) == ""


def test_a_more_private_choice_reaches_the_revisions_of_the_past(session, author):
    article = make_article(session, author=author, byline=Byline(kind="name"), status="change-draft")

    choose(session, author, article, kind="role_name", shown="Duiker")

    assert {revision.authorship.shown for revision in article.revisions} == {"Duiker"}


def test_an_author_may_go_back_to_their_name(session, author):
    article = make_article(session, author=author)

    choose(session, author, article, kind="name")

    assert article.authorship.shown == "Bas Bakker"


@pytest.mark.parametrize("role", ["author", "moderator", "knowledge-manager", "admin"])
def test_nobody_else_changes_it(session, author, role):
    article = make_article(session, author=author)

    with pytest.raises(NotFound):
        choose(session, make_actor(session, role), article, kind="role_name", shown="Ander")

    assert article.authorship.shown == "Bevelvoerder"


def test_the_form_of_an_author_holds_their_own_choice(session, author):
    article = make_article(session, author=author, byline=Byline(kind="role_name", shown="Duiker"))

    assert own_byline(session, author, article).shown == "Duiker"
    assert own_byline(session, make_actor(session, "moderator"), article).shown == "Moderator"
