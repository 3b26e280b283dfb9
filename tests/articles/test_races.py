"""Two people at the same moment: one is first, and the other is told; nobody's text is lost and nothing breaks."""

from threading import Barrier, Thread

import pytest
from sqlalchemy import event, select

from tests.factories import content, make_actor, make_article, prepared, written
from wiki.articles import services
from wiki.articles.models import Article, Revision
from wiki.articles.services.byline import Byline
from wiki.database import now, transaction
from wiki.errors import Conflict, Taken
from wiki.taxonomy.models import Tag

pytestmark = pytest.mark.both_engines
PATIENCE = 30


def at_once(sessions, *works):
    """Do these at the same time, each with a session of its own; what each gave back or raised."""
    barrier, results = Barrier(len(works)), [None] * len(works)

    def run(place, work):
        with sessions() as own:
            try:
                with transaction(own):
                    results[place] = work(own)
            except (Conflict, Taken) as refusal:
                results[place] = refusal

    threads = [Thread(target=lambda i=i, w=w: (barrier.wait(), run(i, w))) for i, w in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_of_two_saves_on_one_revision_exactly_one_wins(session, sessions, engine_name):
    author = make_actor(session)
    article = make_article(session, status="draft", author=author)
    slug = article.slug
    texts = [prepared(session, written(cue=f"Tekst {number}.")) for number in range(2)]
    session.rollback()

    def saving(ready):
        return lambda own: (
            services.save(
                own, actor=author, at=now(), slug=slug, based_on=1, content=content("Rook"), prepared=ready
            ).number
        )

    results = at_once(sessions, *(saving(ready) for ready in texts))

    assert sorted(map(str, results)) == ["2", "the latest revision is 2"]
    assert len(session.scalars(select(Revision)).all()) == 2


def starting(author, ready, chosen):
    return lambda own: services.start(
        own, actor=author, at=now(), kind="practice-tip", language="nl", audience="members", content=chosen,
        prepared=ready, byline=Byline(kind="role_name", shown="Duiker"),
    ).slug  # fmt: skip


def test_of_two_articles_with_one_title_one_gets_the_address(session, sessions, engine_name):
    author, ready = make_actor(session), prepared(session, written())
    session.rollback()

    results = at_once(sessions, *[starting(author, ready, content("Rook lezen"))] * 2)

    assert sorted(type(result).__name__ for result in results) == ["Taken", "str"]
    assert {result.suggestion for result in results if isinstance(result, Taken)} == {"rook-lezen-2"}
    assert session.scalars(select(Article.slug)).all() == ["rook-lezen"]


def meet_at_the_tag(sessions):
    """Let two that add a tag wait for each other, after both looked whether it was there."""
    both = Barrier(2, timeout=PATIENCE)

    @event.listens_for(sessions, "before_flush")
    def wait(own, *_):
        if any(isinstance(added, Tag) for added in own.new):
            both.wait()


def test_two_articles_with_one_new_tag_share_it(session, sessions, engine_name):
    author, ready = make_actor(session), prepared(session, written())
    session.rollback()
    if engine_name == "postgresql":  # with SQLite only one of them gets this far at a time
        meet_at_the_tag(sessions)

    results = at_once(sessions, *(starting(author, ready, content(title, tags=("Rook",))) for title in ("Een", "Twee")))

    assert sorted(results) == ["een", "twee"]
    assert session.scalars(select(Tag.slug)).all() == ["rook"]
