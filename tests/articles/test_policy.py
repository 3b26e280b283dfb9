"""Who may see what, as tables: role by audience by domain by state."""

import pytest
from sqlalchemy import select

from tests.factories import actor_of, make_account, make_actor, make_article
from wiki.accounts.policy import ANONYMOUS, Actor, Grant, Role
from wiki.articles import policy
from wiki.articles.lifecycle import Part
from wiki.articles.models import Article, ArticleDomain, Revision
from wiki.errors import NotAllowed, NotFound

STATES = (
    "draft",
    "in_review",
    "published",
    "needs_review",
    "withdrawn",
    "archived",
    "binned-archived",
    "change-in-review",
)
READABLE = ("published", "needs_review", "archived", "change-in-review")
LISTED = ("published", "needs_review", "change-in-review")
ALL = ("everyone", "members", "domain")
# Roles of an actor as (role, domain), and the audiences of an article about fire that they may read.
SEES = [
    ("visitor", None, ("everyone",)),
    ("nobody", (), ()),
    ("reader everywhere", (("reader", ""),), ALL),
    ("reader of fire", (("reader", "fire"),), ALL),
    ("reader of police", (("reader", "police"),), ("everyone", "members")),
    ("reader of police and fire", (("reader", "police"), ("reader", "fire")), ALL),
    ("author of police", (("author", "police"),), ("everyone", "members")),
    ("moderator of police", (("moderator", "police"),), ("everyone", "members")),
    ("moderator of fire", (("moderator", "fire"),), ALL),
    ("coach everywhere", (("coach", ""),), ALL),
    ("knowledge manager of fire", (("knowledge-manager", "fire"),), ALL),
    ("privacy officer", (("privacy-officer", ""),), ALL),
    ("admin", (("admin", ""),), ALL),
]


def actor_with(grants):
    if grants is None:
        return ANONYMOUS
    return Actor(id=999, grants=frozenset(Grant(Role(role), domain) for role, domain in grants))


def titles(session, condition):
    return sorted(session.scalars(select(Article.title).where(condition)))


@pytest.fixture
def shelf(session):
    """An article about fire for each audience in each state; the title says which."""
    author, moderator = make_actor(session), make_actor(session, "moderator")
    for audience in ALL:
        for state in STATES:
            title = f"{audience} {state}"
            make_article(session, title=title, status=state, audience=audience, author=author, moderator=moderator)


@pytest.mark.both_engines
def test_who_may_read_what_is_the_table(session, shelf, engine_name):
    got = {who: titles(session, policy.visible_to(actor_with(grants))) for who, grants, _ in SEES}

    wanted = {who: sorted(f"{a} {s}" for a in audiences for s in READABLE) for who, _, audiences in SEES}
    assert got == wanted


def test_lists_show_what_may_be_read_and_is_not_archived(session, shelf):
    got = {who: titles(session, policy.listed_to(actor_with(grants))) for who, grants, _ in SEES}

    assert got == {who: sorted(f"{a} {s}" for a in audiences for s in LISTED) for who, _, audiences in SEES}


def test_actors_with_one_visibility_key_see_the_same(session, shelf):
    seen = {}
    for _, grants, _ in SEES:
        actor = actor_with(grants)
        seen.setdefault(policy.visibility_key(actor), set()).add(tuple(titles(session, policy.visible_to(actor))))

    assert all(len(different) == 1 for different in seen.values())


# role, domain of the role, wrote it: what they are to an article about fire
PARTS = [
    ("author", "", True, {Part.AUTHOR}),
    ("author", "police", True, {Part.AUTHOR}),
    ("reader", "", True, {Part.AUTHOR}),
    ("admin", "", True, {Part.GUARD}),
    ("privacy-officer", "", True, {Part.GUARD, Part.PRIVACY}),
    ("author", "", False, set()),
    ("coach", "", False, set()),
    ("moderator", "", False, {Part.MODERATOR, Part.GUARD}),
    ("moderator", "fire", False, {Part.MODERATOR, Part.GUARD}),
    ("moderator", "police", False, {Part.GUARD}),
    ("moderator", "fire", True, {Part.AUTHOR, Part.MODERATOR, Part.GUARD}),
    ("knowledge-manager", "fire", False, {Part.MODERATOR, Part.GUARD}),
    ("admin", "", False, {Part.GUARD}),
]


@pytest.mark.parametrize(("role", "domain", "wrote", "expected"), PARTS)
def test_what_somebody_is_to_an_article(role, domain, wrote, expected):
    actor = actor_with([(role, domain)])

    assert policy.parts_of(actor, is_author=wrote, is_editor=False, domains=["fire"]) == expected


@pytest.mark.parametrize(
    ("role", "wrote", "expected"),
    [
        ("moderator", False, {Part.EDITOR, Part.MODERATOR, Part.GUARD}),
        ("moderator", True, {Part.AUTHOR, Part.MODERATOR, Part.GUARD}),
        ("author", False, {Part.EDITOR}),
        ("admin", False, {Part.GUARD}),
    ],
)
def test_a_hand_in_a_change_is_a_part_too(role, wrote, expected):
    actor = actor_with([(role, "")])

    assert policy.parts_of(actor, is_author=wrote, is_editor=True, domains=["fire"]) == expected


def test_whose_an_article_is_comes_from_the_seal(session):
    author = make_actor(session)
    own, other = make_article(session, status="draft", author=author), make_article(session, status="draft")

    assert policy.parts(session, author, own) == {Part.AUTHOR}
    assert policy.parts(session, author, other) == frozenset()
    assert policy.parts(session, ANONYMOUS, own) == frozenset()
    assert titles(session, policy.authored_by(author)) == [own.title]


def test_moderators_of_where_a_change_goes_decide_too(session):
    article = make_article(session, status="change-draft", domains=("fire",))
    article.head.domains = ["police"]

    assert policy.touched_domains(article) == {"fire", "police"}


@pytest.mark.parametrize(
    ("state", "change", "having", "expected"),
    [
        ("draft", None, {Part.AUTHOR}, True),
        ("draft", None, {Part.MODERATOR}, False),
        ("draft", None, set(), False),
        ("in_review", None, {Part.MODERATOR}, True),
        ("returned", None, {Part.MODERATOR}, False),
        ("published", None, {Part.MODERATOR}, False),
        ("published", "draft", {Part.MODERATOR}, False),
        ("published", "in_review", {Part.MODERATOR}, True),
        ("published", "returned", {Part.AUTHOR}, True),
        ("published", "in_review", set(), False),
    ],
)
def test_the_newest_text_is_the_authors_and_a_moderators_while_it_waits(state, change, having, expected):
    assert policy.can_see_head(Article(state=state, change=change), having) is expected


def test_a_step_is_refused_as_unknown_to_who_may_not_know_the_article(session):
    draft = make_article(session, status="draft")

    with pytest.raises(NotFound):
        policy.require_step(session, make_actor(session), draft, "save")


def test_a_step_is_refused_as_not_allowed_to_who_may_read_the_article(session):
    article = make_article(session, audience="domain")
    reader = actor_of(make_account(session, roles=("reader",), domain="fire"))

    with pytest.raises(NotAllowed):
        policy.require_step(session, reader, article, "save")


# The domains of the role, those of readers now, those of the author's choice, those of the decision: may they?
PLACES = [
    ("", ("fire",), ("police",), ("customs",), True),
    ("fire", (), ("fire",), ("fire",), True),
    ("fire", (), ("fire", "police"), ("fire", "police"), True),
    ("fire", (), ("fire",), ("fire", "police"), False),
    ("fire", (), ("fire", "police"), ("fire",), False),
    ("fire", ("fire", "police"), ("fire",), ("fire",), False),
    ("fire", ("fire",), ("police",), ("police",), True),
    ("police", ("fire",), ("police",), ("police",), False),
]


@pytest.mark.parametrize(("role", "now_in", "chosen", "decided", "expected"), PLACES)
def test_a_moderator_decides_about_their_own_domains(role, now_in, chosen, decided, expected):
    article = Article(
        published_id=1 if now_in else None,
        head=Revision(domains=list(chosen)),
        in_domains=[ArticleDomain(domain=domain) for domain in now_in],
    )

    assert policy.can_place(actor_with([("moderator", role)]), article, decided) is expected


@pytest.mark.parametrize(
    ("role", "before", "after", "expected"),
    [
        ("fire", "members", "members", True),
        ("fire", "everyone", "domain", True),
        ("fire", "members", "everyone", False),
        ("fire", "domain", "members", False),
        ("", "domain", "everyone", True),
    ],
)
def test_widening_who_may_read_takes_all_domains_of_an_article(role, before, after, expected):
    moderator = actor_with([("moderator", role)])

    assert policy.can_open(moderator, Article(audience=before), after, ["fire", "police"]) is expected
    assert policy.can_open(moderator, Article(audience=before), after, ["fire"])
