"""What becomes of an article whose text is purged, in every state; and what is left of it and around it."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.articles.test_steps import writes
from tests.factories import (
    content,
    make_account,
    make_actor,
    make_article,
    perform,
    prepared,
    ready_to_save,
    take,
    written,
)
from tests.visitor import Person
from wiki.accounts.models import Account
from wiki.accounts.policy import Actor, Grant, Role
from wiki.articles import queries, services
from wiki.articles.models import (
    Article,
    ArticleLink,
    ArticleRedirect,
    ReviewFinding,
    ReviewQuestion,
    Revision,
    RevisionFile,
    UnsavedText,
)
from wiki.articles.policy import why_not_purged
from wiki.articles.services.purging import _is_made_from
from wiki.database import now, transaction
from wiki.errors import Invalid, NotAllowed
from wiki.outbox import OutboxRow
from wiki.taxonomy.models import Tag, TagAlias


@pytest.fixture
def admin(session):
    return make_actor(session, "admin")


@pytest.fixture
def author(session):
    return make_actor(session)


def purge(session, admin, article, *numbers):
    with transaction(session):
        found = session.get(Article, article.id, populate_existing=True)
        services.purge(session, actor=admin, at=now(), article=found, numbers=numbers)
    session.refresh(article)
    return article


# The status, the numbers that go, and the state, the stage, the newest revision and the published one afterwards.
BECOMES = [
    ("draft", [1], ("draft", "draft", 1, None)),
    ("in_review", [1], ("draft", "draft", 1, None)),
    ("returned", [1], ("draft", "draft", 1, None)),
    ("binned", [1], ("binned", "binned", 1, None)),
    ("withdrawn", [1], ("archived", "archived", 1, 1)),
    ("archived", [1], ("archived", "archived", 1, 1)),
    ("binned-archived", [1], ("binned", "binned", 1, 1)),
    ("change-draft", [2], ("published", "published", 1, 1)),
    ("change-in-review", [2], ("published", "published", 1, 1)),
    ("change-returned", [2], ("published", "published", 1, 1)),
    ("change-withdrawn", [2], ("withdrawn", "withdrawn", 1, 1)),
    ("change-withdrawn", [1], ("archived", "archived", 2, 1)),
    ("change-withdrawn", [1, 2], ("archived", "archived", 1, 1)),
]


@pytest.mark.parametrize("case", BECOMES)
def test_what_becomes_of_an_article(session, admin, author, case):
    status, numbers, becomes = case
    article = make_article(session, status=status, author=author, title="Rook", tags=("rook",))

    purge(session, admin, article, *numbers)

    published = article.published.number if article.published else None
    assert (article.state, article.stage, article.head.number, published) == becomes
    assert (article.waiting_since, article.waiting_in) == (None, "")
    assert [revision.number for revision in article.revisions if revision.purged_on] == numbers
    is_left = article.published.purged_on is None if article.published else article.head.purged_on is None
    assert (article.title, bool(article.tags)) == (("Rook", True) if is_left else ("Gewist", False))


def test_an_archived_article_that_was_submitted_again_is_archived_as_it_was(session, admin, author):
    article = make_article(session, status="archived", author=author)
    take(session, article, "submit", author=author)

    purge(session, admin, article, 1)

    assert (article.state, article.waiting_since) == ("archived", None)


def test_a_draft_goes_back_to_its_last_clean_text(session, admin, author):
    article = make_article(session, status="draft", author=author, title="Rook")
    take(session, article, "save", author=author, chosen=content("Rook bij Jan"), text=written(cue="Jan."))
    take(session, article, "submit", author=author)

    purge(session, admin, article, 2)

    assert (article.head.number, article.stage, article.title) == (1, "draft", "Rook")
    with transaction(session):
        perform(session, article, "save", actor=author, ready=ready_to_save(session, article), chosen=content("Rook"))
    assert article.head.number == 3


@pytest.mark.both_engines
def test_nothing_of_the_text_is_left_in_a_revision(session, admin, author):
    article = make_article(
        session,
        status="withdrawn",
        author=author,
        kind="decision-point",
        text=written("decision-point"),
        tags=("rook",),
    )
    before = article.head

    purge(session, admin, article, 1)

    (left,) = session.scalars(select(Revision).execution_options(populate_existing=True)).all()
    texts = (left.text, left.html, left.plain, left.summary, left.lead, left.lead_more, left.headings, left.tags)
    assert not any(texts)
    assert (left.title, left.number, left.made_on, left.authorship_id) == (
        "Gewist",
        1,
        before.made_on,
        before.authorship_id,
    )


def test_an_article_in_english_is_called_so_in_english(session, admin):
    article = make_article(session, status="withdrawn", language="en", title="Smoke")

    assert purge(session, admin, article, 1).title == "Erased"


@pytest.mark.parametrize("role", ["author", "moderator", "knowledge-manager", "privacy-officer"])
def test_only_an_admin_carries_it_out(session, role):
    article = make_article(session, status="withdrawn")
    actor = make_actor(session, role)

    with writes(session) as written_down, pytest.raises(NotAllowed):
        services.purge(session, actor=actor, at=now(), article=article, numbers=[1])

    assert written_down == []


@pytest.mark.parametrize(
    ("status", "numbers", "code"),
    [
        ("published", [1], "shown"),
        ("needs_review", [1], "shown"),
        ("change-draft", [1, 2], "shown"),
        ("change-draft", [2], None),
        ("withdrawn", [], "unknown"),
        ("withdrawn", [2], "unknown"),
        ("withdrawn", [1], None),
        ("draft", [1], None),
    ],
)
def test_what_stands_in_the_way(session, admin, status, numbers, code):
    article = make_article(session, status=status)

    assert why_not_purged(article, numbers) == code
    if code:
        with pytest.raises(Invalid) as wrong:
            purge(session, admin, article, *numbers)
        assert wrong.value.fields == {"numbers": code}


def test_it_is_not_purged_twice(session, admin):
    article = purge(session, admin, make_article(session, status="withdrawn"), 1)

    assert why_not_purged(article, [1]) == "unknown"


# Addresses


def addresses(session, article):
    session.rollback()
    return article.slug, sorted(session.scalars(select(ArticleRedirect.slug)))


def renamed(session, article, to):
    with transaction(session):
        services.rename(session, actor=make_actor_in(session), at=now(), slug=article.slug, to=to)


def make_actor_in(session):

    return Actor(id=88_888, grants=frozenset({Grant(Role.MODERATOR)}))


def cleaned(session, article, author, title):
    """Another title for readers."""
    take(session, article, "save", author=author, chosen=content(title), text=written(cue="Schoon."))
    take(session, article, "submit", author=author)
    take(session, article, "publish", author=author)


def test_an_address_that_was_made_from_the_title_goes_with_it(session, admin, author):
    article = make_article(session, author=author, title="Rook bij Jan")
    translation = make_article(session, title="Smoke", language="en")
    with transaction(session):
        session.get(Article, translation.id).translation_of = "rook-bij-jan"
    cleaned(session, article, author, "Rook")

    purge(session, admin, article, 1)

    assert addresses(session, article) == ("rook", [])
    session.refresh(translation)
    assert translation.translation_of == "rook"


def test_a_former_address_goes_and_one_that_somebody_chose_stays(session, admin, author):
    article = make_article(session, author=author, title="Rook bij Jan")
    renamed(session, article, "Kleur van rook")
    renamed(session, article, "Kleur")
    cleaned(session, article, author, "Rook")

    purge(session, admin, article, 1)

    assert addresses(session, article) == ("kleur", ["kleur-van-rook"])


def test_an_address_stays_where_a_title_that_is_left_says_the_same(session, admin, author):
    article = make_article(session, author=author, title="Rook")
    cleaned(session, article, author, "Rook!")

    purge(session, admin, article, 1)

    assert addresses(session, article) == ("rook", [])


@pytest.mark.parametrize(
    ("title", "slug", "is_made"),
    [
        ("rook-bij-jan", "rook-bij-jan", True),
        ("rook-bij-jan", "rook-bij-jan-2", True),
        ("rook-bij-jan", "rook-bij-jan-en-3", True),
        ("rook", "rook-bij-jan", False),
        ("rook.", "rookx", False),
    ],
)
def test_which_addresses_a_title_made(title, slug, is_made):

    assert _is_made_from(title, slug) is is_made


def test_an_article_without_any_title_gets_an_address_of_its_own(session, admin):
    article = make_article(session, status="withdrawn", title="Rook bij Jan")

    purge(session, admin, article, 1)

    assert article.slug == f"gewist-{article.id}"


def test_who_links_to_an_address_that_went_is_rendered_again(session, admin):
    article = make_article(session, status="withdrawn", title="Rook bij Jan")
    other = make_article(session, title="Damp", text=written(cue="Zie [[rook-bij-jan]]."))
    with transaction(session):
        session.query(OutboxRow).delete()

    purge(session, admin, article, 1)

    session.rollback()
    asked = {row.key for row in session.query(OutboxRow) if row.topic == "article.links"}
    assert asked == {"rook-bij-jan", article.slug}
    assert session.query(ArticleLink).filter_by(article_id=other.id).count()


# Around it


def test_tags_that_nothing_carries_go_and_others_stay(session, admin, author):
    article = make_article(session, author=author, title="Rook", tags=("jan", "rook", "damp"))
    make_article(session, tags=("damp",))
    take(session, article, "save", author=author, chosen=content("Rook"), text=written(cue="Schoon."))
    for verb in ("submit", "publish"):
        take(session, article, verb, author=author)
    with transaction(session):
        rook = session.scalars(select(Tag).where(Tag.slug == "rook")).one()
        session.add(TagAlias(slug="walm", label="walm", tag_id=rook.id))

    purge(session, admin, article, 1)

    session.rollback()
    assert sorted(session.scalars(select(Tag.slug))) == ["damp", "rook"]


@pytest.mark.parametrize(("number", "left"), [(1, 1), (2, 1), (3, 0), (4, 0), (5, 1), (6, 1)])
def test_what_was_asked_goes_with_the_text_that_it_was_about_and_those_it_was_answered_in(
    session, admin, author, number, left
):
    article = make_article(session, author=author, title="Rook")
    for verbs in (("save",), ("save", "submit", "return"), ("save", "submit", "publish"), ("save",), ("save",)):
        for verb in verbs:
            text = written(cue=str(article.head_id))
            take(session, article, verb, author=author, chosen=content("Rook"), text=text)
        session.refresh(article)
    with transaction(session):
        services.hide(session, actor=make_actor_in(session), at=now(), slug=article.slug)

    purge(session, admin, article, number)

    session.rollback()
    assert session.query(ReviewQuestion).count() == left


def test_what_was_typed_found_and_shown_goes(session, admin, author):
    article = make_article(session, status="withdrawn", author=author)
    desk = "a-page-of-the-writer_1"
    with transaction(session):
        row = session.get(Article, article.id)
        row.desk = desk
        kept = {"kind": article.type, "fields": {"cue": ["x"]}, "version": 1, "kept_at": now()}
        session.add(UnsavedText(account_id=author.id, desk="b" * 22, article_id=article.id, **kept))
        session.add(UnsavedText(account_id=author.id, desk=desk, **kept))
        session.add(UnsavedText(account_id=author.id, desk="c" * 22, **kept))
        session.add(RevisionFile(revision_id=row.head_id, key="a" * 26))
        session.add(ReviewFinding(revision_id=row.head_id, field="text", rule="name", offset=0, length=3, reason="mag"))

    purge(session, admin, article, 1)

    session.rollback()
    assert [text.desk for text in session.query(UnsavedText)] == ["c" * 22]
    assert (session.query(RevisionFile).count(), session.query(ReviewFinding).count()) == (0, 0)


def test_links_of_a_text_that_went_go(session, admin):
    article = make_article(session, status="withdrawn", text=written(cue="Zie [[jan]]."))
    assert session.query(ArticleLink).count() == 2

    purge(session, admin, article, 1)

    session.rollback()
    assert session.query(ArticleLink).count() == 0


# What is left to be seen


@pytest.fixture
def half(session, admin, author):
    """An article whose first revision is purged and whose second one readers have."""
    article = make_article(session, author=author, title="Rook bij Jan", text=written(cue="Jan stond daar."))
    cleaned(session, article, author, "Rook")
    return purge(session, admin, article, 1)


def test_history_and_comparison_say_so_and_show_nothing(app, session, half, author):

    someone = Person(app, session.get(Account, author.id))
    history = someone.words("/a/rook/history")
    one, both = someone.words("/a/rook/revisions/1"), someone.words("/a/rook/diff?from=1&to=2")

    assert "Deze versie is gewist op" in history
    assert "Deze versie is gewist" in one
    assert "Zet deze versie terug" not in one
    assert "niet te vergelijken" in both
    assert "Schoon." not in both
    assert someone.send("/a/rook/revisions/1/restoration").status_code == 403


def test_a_purged_text_is_not_brought_back(session, half, author):
    ready = prepared(session, "")

    with pytest.raises(NotAllowed):
        services.restore(session, actor=author, at=now(), slug="rook", number=1, based_on=2, prepared=ready)


def test_an_archived_article_without_a_text_says_so_and_is_not_copied(app, session, admin):
    article = purge(session, admin, make_article(session, status="withdrawn", title="Rook bij Jan"), 1)

    someone = Person(app, make_account(session, roles=("author",)))

    page = someone.words(f"/a/{article.slug}")

    assert "De tekst is gewist" in page
    assert "Jan" not in page
    assert someone.see("/a/rook-bij-jan").status_code == 404
    assert someone.see(f"/a/{article.slug}/copy").status_code == 404


def test_an_author_goes_on_writing_in_a_draft_that_was_emptied(app, session, admin, author):

    article = purge(session, admin, make_article(session, status="in_review", author=author), 1)
    someone = Person(app, session.get(Account, author.id))

    page = someone.do(f"/a/{article.slug}/edit", "Bewaren", title="Rook", section__cue="Schoon.")

    assert page.status_code == 200
    session.rollback()
    session.refresh(article)
    assert (article.title, article.head.number) == ("Rook", 2)


def test_comparing_with_a_purged_revision_tells_nothing(session, half):
    old, new = half.revisions

    found = queries.compare(half, old, new)

    assert (found.sections, found.meta, found.added) == ((), (), 0)
    assert replace(found.old, purged_on=None) != found.old
