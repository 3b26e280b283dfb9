"""Taking what a colleague did otherwise into one's own article, through the service."""

import pytest

from tests.factories import make_actor, make_article, prepared, take, written
from tests.practice.made import told
from tests.practice.test_applying import refused
from wiki.articles import sections
from wiki.database import now, transaction
from wiki.errors import Conflict, NotAllowed, NotFound
from wiki.practice.queries import applied as queries
from wiki.practice.services import adopting
from wiki.taxonomy.data import TYPES


def adopt(session, said, actor, *, based_on=None):
    article = said.article
    ready = prepared(session, adopting.text_with(article, said), kind=article.type)
    with transaction(session):
        return adopting.adopt(
            session, said.id, actor=actor, at=now(), based_on=based_on or article.head.number, prepared=ready,
            summary="Van een collega",
        )  # fmt: skip


def made(session, **options):
    author = make_actor(session)
    article = make_article(session, author=author, **options)
    return author, article, told(session, article, "failed", adjustment="Eerst kijken.\nDan pas praten.")


def test_it_becomes_a_change_of_the_author_with_the_words_quoted(session):
    author, article, said = made(session, text=written(limits="Niet bij brand."))

    revision = adopt(session, said, author)

    assert (article.state, article.change, article.head.number) == ("published", "draft", 2)
    limits = sections.split(TYPES["practice-tip"], "nl", revision.text).values["limits"]
    assert limits == "Niet bij brand.\n\n> Eerst kijken.\n> Dan pas praten."
    assert (revision.summary, said.adopted_in) == ("Van een collega", 2)


@pytest.mark.parametrize("kind", sorted(adopting.SECTIONS))
def test_every_type_has_a_place_for_it(session, kind):
    author, article, said = made(session, kind=kind)

    adopt(session, said, author)

    place = sections.split(TYPES[kind], "nl", article.head.text).values[adopting.SECTIONS[kind]]
    assert place.endswith("> Eerst kijken.\n> Dan pas praten.")


def test_every_type_that_is_applied_has_a_section_for_it(session):
    assert adopting.SECTIONS.keys() == TYPES.keys() - {"question"}


def test_an_adjustment_cannot_tear_the_text_in_two(session):
    author, article, _ = made(session)
    said = told(session, article, adjustment="## Valkuil\n```\nniet dicht")

    adopt(session, said, author)

    before, after = (sections.split(TYPES["practice-tip"], "nl", each.text).values for each in article.revisions)
    assert after["pitfall"] == before["pitfall"]
    assert "> ## Valkuil" in after["limits"]


def test_readers_see_that_it_was_adopted_once_they_have_it(session):
    author, article, said = made(session)
    reader = make_actor(session, "reader")
    adopt(session, said, author)

    seen = []
    for verb in ("submit", "publish"):
        seen.append(queries.adjustments(session, reader, article.slug, 1, 9).items[0].adopted_in)
        take(session, article, verb, author=author)
    seen.append(queries.adjustments(session, reader, article.slug, 1, 9).items[0].adopted_in)

    assert seen == [None, None, 2]


@pytest.mark.parametrize("role", ["reader", "author", "privacy-officer"])
def test_who_does_not_write_the_article_adopts_nothing(session, role):
    _author, _article, said = made(session)
    actor = make_actor(session, role)

    assert isinstance(refused(session, lambda: adopt(session, said, actor)), NotAllowed)


def test_nothing_is_adopted_twice_or_while_a_change_waits(session):
    author, article, said = made(session)
    adopt(session, said, author)
    assert isinstance(refused(session, lambda: adopt(session, said, author)), NotAllowed)

    other = told(session, article, adjustment="Iets anders.")
    take(session, article, "submit", author=author)
    assert isinstance(refused(session, lambda: adopt(session, other, author)), NotAllowed)


def test_a_text_that_moved_on_is_not_overwritten(session):
    author, article, said = made(session)
    take(session, article, "save", author=author, text=article.head.text)

    with pytest.raises(Conflict):
        adopt(session, said, author, based_on=1)


def test_what_was_told_without_words_or_is_not_there_is_not_found(session):
    author, article, _ = made(session)
    silent = told(session, article)

    for number in (silent.id, 999):
        with pytest.raises(NotFound):
            queries.adjustment(session, author, number)
