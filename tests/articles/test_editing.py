"""Writing through the services: nothing is overwritten, nothing half-saved, readers keep what they have."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from tests.factories import content, make_actor, make_article, prepared, written
from wiki.articles import services
from wiki.articles.models import Article, ArticleLink, Revision
from wiki.articles.rendering import Prepared
from wiki.articles.services.byline import Byline
from wiki.articles.services.content import Content
from wiki.articles.services.editing import revision_of, suggest_slug
from wiki.database import now, transaction
from wiki.errors import Conflict, Invalid, NotAllowed, NotFound, Taken

NAMED = Byline(kind="role_name", shown="Bevelvoerder")
LATER = datetime(2031, 5, 1, tzinfo=UTC)


def start(session, actor, chosen, **values):
    options = {"kind": "practice-tip", "language": "nl", "audience": "members", "byline": NAMED} | values
    ready = prepared(session, written())
    with transaction(session):
        return services.start(session, actor=actor, at=now(), content=chosen, prepared=ready, **options)


def save(session, actor, article, text, *, based_on=None, chosen=None, at=None, audience=None):
    ready = prepared(session, text)
    chosen = chosen or content(article.title)
    base = article.head.number if based_on is None else based_on
    with transaction(session):
        return services.save(
            session, actor=actor, at=at or now(), slug=article.slug, based_on=base, content=chosen, prepared=ready,
            audience=audience,
        )  # fmt: skip


def links_of(session, article):
    return set(session.scalars(select(ArticleLink.target).where(ArticleLink.article_id == article.id)))


def number_of_revisions(session):
    return session.scalar(select(func.count(Revision.id)))


@pytest.fixture
def author(session):
    return make_actor(session)


def test_a_new_article_is_a_draft_with_its_first_revision(session, author):
    article = start(session, author, content("Rook lezen"))

    assert (article.slug, article.stage, article.head.number, article.head.based_on) == ("rook-lezen", "draft", 1, 0)


def test_who_may_not_write_starts_nothing(session):
    with pytest.raises(NotAllowed):
        start(session, make_actor(session, "admin"), content())

    assert number_of_revisions(session) == 0


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"kind": "poem"}, {"type": "unknown"}),
        ({"audience": "friends"}, {"audience": "unknown"}),
        ({"language": "fy"}, {"language": "unknown"}),
        ({"slug": "Niet Goed"}, {"title": "no-slug"}),
    ],
)
def test_an_article_is_of_a_known_type_language_and_audience(session, author, wrong, code):
    with pytest.raises(Invalid) as error:
        start(session, author, content(), **wrong)

    assert error.value.fields == code


GOOD = {"title": "Rook lezen", "domains": ("fire",)}
INVALID = [
    ({"title": " "}, {"title": "missing"}),
    ({"title": "x" * 201}, {"title": "too-long"}),
    ({"title": "???"}, {"title": "no-slug"}),
    ({"domains": ()}, {"domains": "missing"}),
    ({"domains": ("navy",)}, {"domains": "unknown"}),
    ({"domains": ("fire", "fire")}, {"domains": "too-many"}),
    ({"domains": ("fire", "police", "enforcement", "customs", "security", "defence", "navy")}, {"domains": "too-many"}),
    ({"blocks": ("team-learning", "innovation", "shared-vision", "external-focus")}, {"blocks": "too-many"}),
    ({"blocks": ("luck",)}, {"blocks": "unknown"}),
    ({"tags": tuple("abcdefghijk")}, {"tags": "too-many"}),
    ({"tags": ("x" * 41,)}, {"tags": "too-long"}),
    ({"tags": ("!",)}, {"tags": "no-slug"}),
    ({"summary": "x" * 301}, {"summary": "too-long"}),
    ({"title": "", "domains": ()}, {"title": "missing", "domains": "missing"}),
]


@pytest.mark.parametrize(("wrong", "codes"), INVALID)
def test_what_cannot_be_saved_is_told_by_a_code_for_each_field(wrong, codes):
    with pytest.raises(Invalid) as error:
        services.check(Content(**GOOD | wrong))

    assert error.value.fields == codes


@pytest.mark.parametrize("choices", [{}, {"blocks": ("innovation",), "tags": ("Rook!",), "summary": "x" * 300}])
def test_good_choices_pass(choices):
    services.check(Content(**GOOD | choices))


def test_a_title_that_is_taken_comes_with_a_free_address(session, author):
    start(session, author, content("Rook lezen"))
    start(session, author, content("Rook lezen!"), slug="rook-lezen-2")

    with pytest.raises(Taken) as error:
        start(session, author, content("Rook, lezen"))

    assert (error.value.slug, error.value.suggestion) == ("rook-lezen", "rook-lezen-3")


def test_a_free_title_is_its_own_suggestion(session, author):
    start(session, author, content("Rook lezen op afstand"))

    assert suggest_slug(session, "Rook lezen") == "rook-lezen"


def test_a_save_adds_a_revision_on_the_one_it_was_based_on(session, author):
    article = make_article(session, status="draft", author=author)

    revision = save(session, author, article, written(cue="Nieuw."))

    assert (revision.number, revision.based_on, article.head) == (2, 1, revision)


def test_a_save_that_is_based_on_an_old_revision_writes_nothing(session, author):
    article = make_article(session, status="draft", author=author)
    save(session, author, article, written(cue="Twee."))

    with pytest.raises(Conflict) as conflict:
        save(session, author, article, written(cue="Drie."), based_on=1)

    assert conflict.value.current == 2
    assert number_of_revisions(session) == 2


def test_a_session_that_has_not_looked_for_a_while_does_not_overwrite(session, sessions, author):
    article = make_article(session, status="draft", author=author)
    save(session, author, article, written(cue="Van mij."))
    with sessions() as other:
        save(other, author, other.get(Article, article.id), written(cue="Van een ander."))

    with pytest.raises(Conflict), transaction(session):
        services.save(
            session, actor=author, at=now(), slug=article.slug, based_on=2, content=content(),
            prepared=prepared_like(article),
        )  # fmt: skip


def prepared_like(article):
    """What was rendered before, so that nothing is read from the database in between."""
    return Prepared("Van mij nog eens.", "", "", "", [], "", frozenset(), frozenset(), complete=True)


def test_saving_the_same_again_adds_nothing(session, author):
    article = make_article(session, status="draft", author=author, title="Rook")
    head = article.head

    revision = save(session, author, article, head.text, chosen=content("Rook", summary="Zomaar"))

    assert revision is head
    assert number_of_revisions(session) == 1


def test_an_article_that_is_not_there_is_not_found(session, author):
    with pytest.raises(NotFound), transaction(session):
        services.take_back(session, actor=author, at=now(), slug="none")


@pytest.mark.parametrize("choice", [{"tags": ("rook",)}, {"blocks": ("innovation",)}, {"domains": ("police",)}])
def test_another_choice_alone_is_a_revision_too(session, author, choice):
    article = make_article(session, status="draft", author=author, title="Rook")

    assert save(session, author, article, article.head.text, chosen=content("Rook", **choice)).number == 2


def test_a_change_of_a_published_article_stays_with_its_author(session, author):
    article = make_article(session, author=author, title="Rook", text=written(cue="Zie [[oud]]."), tags=("rook",))
    day = article.changed_on

    save(session, author, article, written(), chosen=content("Damp", domains=("police",), tags=("damp",)), at=LATER)

    session.refresh(article)
    shown = (article.title, article.domains, [tag.slug for tag in article.tags], article.changed_on)
    assert shown == ("Rook", ("fire",), ["rook"], day)
    assert (article.state, article.change, article.published.number, article.head.number) == (
        "published", "draft", 1, 2,
    )  # fmt: skip


def test_while_a_change_is_written_both_texts_have_their_links(session, author):
    article = make_article(session, author=author, text=written(cue="Zie [[oud]]."))

    save(session, author, article, written(cue="Zie [[nieuw]]."))

    assert links_of(session, article) == {"oud", "nieuw"}


def test_a_draft_has_the_links_of_its_newest_text_only(session, author):
    article = make_article(session, status="draft", author=author, text=written(cue="Zie [[oud]]."))

    save(session, author, article, written(cue="Zie [[nieuw]]."))

    assert links_of(session, article) == {"nieuw"}


def test_an_old_revision_comes_back_as_a_new_one(session, author):
    article = make_article(session, status="draft", author=author, title="Rook", text=written(cue="Eerst."))
    save(session, author, article, written(cue="Toen."), chosen=content("Damp"))
    ready = prepared(session, written(cue="Eerst."))

    with transaction(session):
        services.restore(
            session, actor=author, at=now(), slug=article.slug, number=1, based_on=2, prepared=ready, summary="Terug"
        )

    head = article.head
    assert (head.number, head.title, head.text, head.summary) == (3, "Rook", written(cue="Eerst."), "Terug")


def test_restoring_takes_no_other_text(session, author):
    article = make_article(session, status="draft", author=author)

    with pytest.raises(ValueError, match="not that of the revision"), transaction(session):
        services.restore(
            session, actor=author, at=now(), slug=article.slug, number=1, based_on=1,
            prepared=prepared_like(article),
        )  # fmt: skip


def test_a_revision_that_is_not_there_is_not_found(session, author):
    with pytest.raises(NotFound):
        revision_of(session, make_article(session, author=author).slug, 7)


def test_the_author_says_who_a_draft_is_for(session, author):
    article = make_article(session, status="draft", author=author, title="Rook")

    save(session, author, article, article.head.text, audience="everyone")

    assert article.audience == "everyone"


@pytest.mark.parametrize("role", ["author", "moderator"])
def test_after_publication_no_save_changes_who_it_is_for(session, author, role):
    article = make_article(session, author=author, title="Rook")
    actor = author if role == "author" else make_actor(session, role)

    with pytest.raises(Invalid) as error:
        save(session, actor, article, article.head.text, audience="everyone")

    assert error.value.fields == {"audience": "published"}


def test_saving_the_same_text_twice_is_no_conflict(session, author):
    article = make_article(session, status="draft", author=author, title="Rook")
    first = save(session, author, article, written(cue="Nieuw."))

    again = save(session, author, article, written(cue="Nieuw."), based_on=1)

    assert again is first


def test_an_unknown_audience_is_refused(session, author):
    article = make_article(session, status="draft", author=author)

    with pytest.raises(Invalid) as error:
        save(session, author, article, article.head.text, audience="friends")

    assert error.value.fields == {"audience": "unknown"}


def test_a_moderator_who_writes_is_shown_by_role(session):
    article = make_article(session)
    moderator = make_actor(session, "moderator")

    first = save(session, moderator, article, written(cue="Anders."))
    second = save(session, moderator, article, written(cue="Weer anders."))

    assert [first.authorship.shown, second.authorship] == ["Moderator", first.authorship]


def test_the_day_of_a_draft_is_that_of_its_last_change(session, author):
    article = make_article(session, status="draft", author=author)

    save(session, author, article, written(cue="Later."), at=LATER)

    assert article.changed_on == date(2031, 5, 1)
