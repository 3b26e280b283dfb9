"""Matters of two people through the services: role by kind by status, what follows, and refusals that write nothing."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.articles.test_steps import writes
from tests.factories import make_account, make_actor, make_article, take
from tests.moderation.two import GROUND, account_of, agreed, asked, carried_out, told, wish
from wiki.accounts.policy import ANONYMOUS, Grant, Role
from wiki.accounts.queries import actor_for
from wiki.articles import services as articles
from wiki.articles.models import Article
from wiki.audit import AuditLine
from wiki.database import now, transaction
from wiki.errors import Invalid, NotAllowed, NotFound
from wiki.moderation.models import Matter
from wiki.moderation.policy import matters as policy
from wiki.moderation.queries import matters as queries
from wiki.moderation.services import matters

KINDS = tuple(policy.DUOS)
ROLES = ("reader", "author", "coach", "moderator", "knowledge-manager", "privacy-officer", "admin")
ASKING = {
    "release": {"moderator", "knowledge-manager"},
    "shelve": {"moderator", "knowledge-manager"},
    "purge": {"moderator", "knowledge-manager"},
    "unseal": {"knowledge-manager", "privacy-officer"},
}
# Whom the one who asks needs beside them.
AGREEING = {
    ("release", "moderator"): {"privacy-officer"},
    ("shelve", "moderator"): {"privacy-officer"},
    ("purge", "moderator"): {"privacy-officer"},
    ("unseal", "knowledge-manager"): {"privacy-officer"},
    ("unseal", "privacy-officer"): {"knowledge-manager"},
}


def outcome(session, do):
    """'ok', or the refusal if nothing was written; undone in any case."""
    with writes(session) as written:
        try:
            do()
            return "ok"
        except (NotAllowed, NotFound, Invalid) as refusal:
            return f"{type(refusal).__name__} but {written}" if written else type(refusal).__name__
        finally:
            session.rollback()


def trying_to_ask(session, article, kind, actor):
    made = wish(session, article, kind)
    return lambda: matters.ask(session, actor=actor, at=now(), slug=article.slug, wish=made)


@pytest.mark.parametrize("kind", KINDS)
def test_who_may_ask_about_a_hidden_article(session, kind):
    article = make_article(session, status="withdrawn")
    sees = {"moderator", "knowledge-manager", "privacy-officer"}

    got = {role: outcome(session, trying_to_ask(session, article, kind, make_actor(session, role))) for role in ROLES}

    assert got == {
        role: "ok" if role in ASKING[kind] else "NotAllowed" if role in sees else "NotFound" for role in ROLES
    }


@pytest.mark.parametrize("kind", KINDS)
def test_a_visitor_and_who_moderates_another_domain_ask_nothing(session, kind):
    article = make_article(session, status="withdrawn")
    other = make_actor(session, "knowledge-manager", domain="police")

    assert {outcome(session, trying_to_ask(session, article, kind, who)) for who in (ANONYMOUS, other)} == {"NotFound"}


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_decides_about_what_they_wrote_but_they_may_ask_for_a_purge(session, kind):
    own = make_actor(session, "knowledge-manager", "privacy-officer")
    article = make_article(session, status="withdrawn", author=own)

    assert outcome(session, trying_to_ask(session, article, kind, own)) == ("ok" if kind == "purge" else "NotAllowed")
    other = make_actor(session, "privacy-officer" if kind == "unseal" else "moderator")
    matter = asked(session, article, kind, other)
    assert outcome(session, lambda: agreed(session, matter, own)) == "NotFound"
    assert told(session, own.id) == []


@pytest.mark.parametrize("kind", ["release", "shelve"])
@pytest.mark.parametrize("status", ["published", "needs_review", "archived"])
def test_only_what_is_hidden_is_released_or_shelved(session, kind, status):
    article = make_article(session, status=status)

    assert outcome(session, trying_to_ask(session, article, kind, make_actor(session, "moderator"))) == "NotAllowed"


@pytest.mark.parametrize(("kind", "role"), AGREEING)
def test_who_may_agree(session, kind, role):
    article = make_article(session, status="withdrawn")
    matter = asked(session, article, kind, make_actor(session, role))
    people = {each: make_actor(session, each) for each in ROLES}

    def agreeing(who):
        return outcome(session, lambda: matters.agree(session, matter.id, actor=who, at=now()))

    got = {each: agreeing(who) for each, who in people.items()}

    assert {each for each, result in got.items() if result == "ok"} == AGREEING[kind, role]
    assert {result for each, result in got.items() if each not in AGREEING[kind, role]} == {"NotFound"}


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_agrees_with_themself_whatever_their_roles(session, kind):
    both = make_actor(session, "moderator", "knowledge-manager", "privacy-officer", "admin")
    matter = asked(session, make_article(session, status="withdrawn"), kind, both)

    assert outcome(session, lambda: matters.agree(session, matter.id, actor=both, at=now())) == "NotAllowed"
    assert outcome(session, lambda: matters.refuse(session, matter.id, actor=both, at=now(), answer="Nee.")) == (
        "NotAllowed"
    )


def test_the_knowledge_manager_of_another_domain_opens_no_seal(session):
    article = make_article(session, domains=("fire",))
    matter = asked(session, article, "unseal", make_actor(session, "privacy-officer"))

    other = make_actor(session, "knowledge-manager", domain="police")
    assert outcome(session, lambda: matters.agree(session, matter.id, actor=other, at=now())) == "NotFound"
    agreed(session, matter, make_actor(session, "knowledge-manager", domain="fire"))


@pytest.mark.both_engines
@pytest.mark.parametrize(("kind", "state"), [("release", "published"), ("shelve", "archived")])
def test_what_is_agreed_happens_at_once(session, kind, state):
    moderator, officer = make_actor(session, "moderator"), make_actor(session, "privacy-officer")
    article = make_article(session, status="withdrawn")

    matter = asked(session, article, kind, moderator)
    assert told(session, officer.id) == [("matter-asked", f"matter:{matter.id}")]
    agreed(session, matter, officer)

    assert session.get(Article, article.id, populate_existing=True).state == state
    assert matter.done_at is not None
    assert told(session, moderator.id) == [("matter-agreed", f"matter:{matter.id}")]
    assert (f"{kind}d", f"article:{article.id}") in told(session, account_of(session, article))
    lines = session.scalars(select(AuditLine).where(AuditLine.subject == f"matter:{matter.id}").order_by(AuditLine.id))
    assert [(line.action, line.actor_id, line.detail) for line in lines] == [
        (f"matter.{what}", who.id, {"kind": kind, "article": article.id})
        for what, who in (("asked", moderator), ("agreed", officer))
    ]


@pytest.mark.parametrize("change", ["released", "inactive", "demoted", "gone"])
def test_what_can_no_longer_be_is_not_agreed(session, change):
    account = make_account(session, roles=("moderator",))
    article = make_article(session, status="withdrawn")
    matter = asked(session, article, "release", actor_for(account))
    officer = make_actor(session, "privacy-officer")
    with transaction(session):
        if change == "released":
            who = {"actor": make_actor_in(session), "agreed_by": officer}
            articles.release(session, **who, at=now(), slug=article.slug)
        elif change == "inactive":
            account.is_active = False
        elif change == "demoted":
            account.grants.clear()
        else:
            session.get(Matter, matter.id).asked_by = None

    with pytest.raises(Invalid) as wrong:
        agreed(session, matter, officer)

    assert wrong.value.fields == {"answer": "moved-on"}
    session.refresh(matter)
    assert matter.outcome is None


def make_actor_in(session):
    """Another moderator, inside a transaction that is open."""
    return replace(ANONYMOUS, id=77_777, grants=frozenset({Grant(Role.MODERATOR)}))


def test_a_refusal_says_why_and_ends_it(session):
    moderator, officer = make_actor(session, "moderator"), make_actor(session, "privacy-officer")
    matter = asked(session, make_article(session, status="withdrawn"), "release", moderator)

    with pytest.raises(Invalid), transaction(session):
        matters.refuse(session, matter.id, actor=officer, at=now(), answer=" ")
    with pytest.raises(Invalid), transaction(session):
        matters.refuse(session, matter.id, actor=officer, at=now(), answer="x" * 1001)
    with pytest.raises(Invalid), transaction(session):
        matters.refuse(session, matter.id, actor=officer, at=now(), answer="Er stond bsn 900000016")
    with transaction(session):
        matters.refuse(session, matter.id, actor=officer, at=now(), answer="Nog niet veilig.")

    assert (matter.outcome, matter.answer, matter.decided_as) == ("refused", "Nog niet veilig.", "privacy-officer")
    assert told(session, moderator.id) == [("matter-refused", f"matter:{matter.id}")]
    assert outcome(session, lambda: matters.agree(session, matter.id, actor=officer, at=now())) == "NotAllowed"


def test_what_somebody_asked_who_is_there_no_more_can_be_refused(session):
    matter = asked(session, make_article(session, status="withdrawn"), "release", make_actor(session, "moderator"))
    officer = make_actor(session, "privacy-officer")
    with transaction(session):
        session.get(Matter, matter.id).asked_by = None

    with transaction(session):
        matters.refuse(session, matter.id, actor=officer, at=now(), answer="Nee.")

    assert matter.outcome == "refused"


def test_who_asked_takes_it_back_until_somebody_decided(session):
    moderator, officer = make_actor(session, "moderator"), make_actor(session, "privacy-officer")
    article = make_article(session, status="withdrawn")
    matter = asked(session, article, "release", moderator)

    assert outcome(session, lambda: matters.withdraw(session, matter.id, actor=officer, at=now())) == "NotAllowed"
    other = make_actor(session, "moderator")
    assert outcome(session, lambda: matters.withdraw(session, matter.id, actor=other, at=now())) == "NotFound"
    with transaction(session):
        matters.withdraw(session, matter.id, actor=moderator, at=now())

    assert matter.outcome == "withdrawn"
    assert outcome(session, lambda: matters.withdraw(session, matter.id, actor=moderator, at=now())) == "NotAllowed"
    assert asked(session, article, "release", moderator).outcome is None


@pytest.mark.parametrize(
    ("kind", "choices", "fields"),
    [
        ("release", {"ground": "  "}, {"ground": "needed"}),
        ("release", {"ground": "x" * 1001}, {"ground": "too-long"}),
        ("release", {"ground": "Er stond bsn 900000016"}, {"ground": "personal"}),
        ("purge", {"revisions": ()}, {"revisions": "chosen"}),
        ("purge", {"revisions": (9,)}, {"revisions": "unknown"}),
        ("unseal", {"authorship": 0}, {"authorship": "unknown"}),
        ("unseal", {"is_no_judgement": False}, {"is_no_judgement": "judgement"}),
        ("unseal", {"untold": True}, {"untold_because": "needed"}),
    ],
)
def test_a_wish_with_something_wrong_is_refused(session, kind, choices, fields):
    article = make_article(session, status="withdrawn")

    with pytest.raises(Invalid) as wrong:
        asked(session, article, kind, make_actor(session, "knowledge-manager"), **choices)

    assert wrong.value.fields == fields
    assert session.query(Matter).count() == 0


def test_the_text_that_comes_back_is_the_one_that_was_asked_about(session):
    author, moderator = make_actor(session), make_actor(session, "moderator")
    article = make_article(session, status="change-withdrawn", author=author)
    matter = asked(session, article, "release", make_actor(session, "moderator"))
    take(session, article, "submit", author=author)
    take(session, article, "publish", author=author, moderator=moderator)

    with pytest.raises(Invalid) as wrong, transaction(session):
        matters.agree(session, matter.id, actor=make_actor(session, "privacy-officer"), at=now())

    assert wrong.value.fields == {"answer": "moved-on"}
    assert article.state == "withdrawn"


def test_the_same_is_not_asked_twice(session):
    article = make_article(session, status="withdrawn")
    asked(session, article, "release", make_actor(session, "moderator"))

    with pytest.raises(Invalid) as wrong:
        asked(session, article, "release", make_actor(session, "moderator"))

    assert wrong.value.fields == {"ground": "asked"}
    asked(session, article, "shelve", make_actor(session, "moderator"))


def test_what_readers_see_now_is_not_purged(session):
    article = make_article(session)
    moderator = make_actor(session, "moderator")

    with pytest.raises(Invalid) as wrong:
        asked(session, article, "purge", moderator)

    assert wrong.value.fields == {"revisions": "shown"}


def test_a_purge_takes_three_marks(session):
    moderator, officer = make_actor(session, "moderator"), make_actor(session, "privacy-officer")
    admin, other = make_actor(session, "admin"), make_actor(session, "admin")
    article = make_article(session, status="withdrawn")
    matter = asked(session, article, "purge", moderator)
    assert outcome(session, lambda: matters.carry_out(session, matter.id, actor=admin, at=now())) == "NotFound"

    agreed(session, matter, officer)

    assert article.head.text
    assert told(session, admin.id) == [("matter-waits", f"matter:{matter.id}")]
    for who in (moderator, officer):
        assert outcome(session, lambda who=who: matters.carry_out(session, matter.id, actor=who, at=now())) == (
            "NotAllowed"
        )
    carried_out(session, matter, admin)
    assert outcome(session, lambda: matters.carry_out(session, matter.id, actor=other, at=now())) == "NotAllowed"
    session.refresh(article.head)
    assert (article.head.text, article.head.purged_on) == ("", now().date())
    assert ("matter-done", f"matter:{matter.id}") in told(session, officer.id)
    assert ("purged", f"article:{article.id}") in told(session, account_of(session, article))


def test_who_agreed_does_not_carry_out(session):
    both = make_actor(session, "privacy-officer", "admin")
    matter = asked(session, make_article(session, status="withdrawn"), "purge", make_actor(session, "moderator"))
    agreed(session, matter, both)

    assert outcome(session, lambda: matters.carry_out(session, matter.id, actor=both, at=now())) == "NotAllowed"
    assert told(session, both.id) == [("matter-asked", f"matter:{matter.id}")]


@pytest.mark.parametrize("step", ["agree", "carry_out"])
def test_a_purge_waits_while_readers_have_the_text_again(session, step):
    moderator, officer = make_actor(session, "moderator"), make_actor(session, "privacy-officer")
    article = make_article(session, status="withdrawn")
    matter = asked(session, article, "purge", moderator)
    if step == "carry_out":
        agreed(session, matter, officer)
    agreed(session, asked(session, article, "release", moderator), officer)
    who = officer if step == "agree" else make_actor(session, "admin")

    with pytest.raises(Invalid) as wrong, transaction(session):
        getattr(matters, step)(session, matter.id, actor=who, at=now())

    assert wrong.value.fields == {"answer": "shown"}


def test_what_was_purged_by_then_is_not_purged_again(session):
    moderator, officer, admin = (make_actor(session, role) for role in ("moderator", "privacy-officer", "admin"))
    article = make_article(session, status="withdrawn")
    first = agreed(session, asked(session, article, "purge", moderator), officer)
    second = agreed(session, asked(session, article, "purge", moderator), officer)
    carried_out(session, first, admin)

    with pytest.raises(Invalid) as wrong:
        carried_out(session, second, admin)

    assert wrong.value.fields == {"answer": "moved-on"}


def test_drafts_go_along_when_that_was_asked(session):
    author, moderator = make_actor(session), make_actor(session, "moderator")
    article = make_article(session, author=author)
    take(session, article, "save", author=author)
    matter = asked(session, article, "purge", moderator, revisions=(), with_drafts=True)
    agreed(session, matter, make_actor(session, "privacy-officer"))
    assert queries.numbers_of(matter, article) == (2,)

    carried_out(session, matter, make_actor(session, "admin"))

    session.refresh(article)
    assert [revision.purged_on is None for revision in article.revisions] == [True, False]
    assert (article.stage, article.head_id) == ("published", article.published_id)


def test_lists_hold_what_each_may_know(session):
    moderator, officer, admin = (make_actor(session, role) for role in ("moderator", "privacy-officer", "admin"))
    article = make_article(session, status="withdrawn", title="Rook")
    purge = asked(session, article, "purge", moderator)
    release = asked(session, article, "release", moderator)

    assert [row.id for row in queries.lists(session, officer, 1).waiting] == [purge.id, release.id]
    assert [row.id for row in queries.lists(session, moderator, 1).asked] == [purge.id, release.id]
    assert queries.lists(session, make_actor(session, "moderator"), 1).asked == ()
    assert queries.lists(session, admin, 1).waiting == ()
    agreed(session, purge, officer)
    (row,) = queries.lists(session, admin, 1).waiting
    assert (row.id, row.about, row.is_due) == (purge.id, None, True)
    page = queries.matter(session, admin, purge.id, at=now(), unseal_days=7)
    assert (page.ground, page.numbers, page.can_carry_out) == ("", (1,), True)
    assert queries.matter(session, officer, purge.id, at=now(), unseal_days=7).ground == GROUND
    with pytest.raises(NotFound):
        queries.lists(session, make_actor(session, "coach"), 1)
    with pytest.raises(NotFound):
        queries.matter(session, ANONYMOUS, purge.id, at=now(), unseal_days=7)
