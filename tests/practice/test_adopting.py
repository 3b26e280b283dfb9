"""Taking what a colleague did otherwise into one's own article, through the service."""

import re

import pytest

from tests.factories import actor_of, make_actor, make_article, prepared, take, written
from tests.practice.made import told
from tests.practice.test_applying import refused, shown_to
from wiki import markup
from wiki.accounts.models import Account
from wiki.articles import sections
from wiki.articles import services as articles
from wiki.database import now, transaction
from wiki.errors import Conflict, NotAllowed, NotFound
from wiki.practice.queries import applied as queries
from wiki.practice.services import adopting
from wiki.taxonomy.data import TYPES


def adopt(session, said, actor, *, based_on=None):
    draft = adopting.draft(session, said.id, actor=actor)
    ready = prepared(session, draft.text, kind=draft.article.type)
    with transaction(session):
        return adopting.adopt(
            session, said.id, actor=actor, at=now(), based_on=based_on or draft.based_on, prepared=ready,
            summary="Van een collega",
        )  # fmt: skip


def shown(session, actor, article):
    return shown_to(session, actor, article)[0]


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
    assert "> \\## Valkuil" in after["limits"]


@pytest.mark.parametrize(
    "words",
    [
        "[ref]: /elders",
        "[^1]: noot",
        "# kop",
        "- punt",
        "1. eerst",
        "12) daarna",
        "*a* _b_ `c` <i>d</i> | e | ~~f~~ ==g==",
        "\\ `` [[link]] ![x](y)",
        ": uitleg",
        "woord\n: uitleg",
        "woord\n\n: uitleg",
        "regel\n===",
        "Gewoon. Met punt - en streepje!",
    ],
)
def test_words_stay_as_they_were_typed(words):
    shown = markup.render(adopting.quoted(words), language="nl", known={})

    assert re.sub(r"\s+", " ", shown.plain).strip() == re.sub(r"\s+", " ", words).strip()
    assert "<blockquote>" in shown.html
    assert not re.search(r"<(h\d|ul|ol|em|strong|code|a|img|table|del|mark|dl|sup)\b", shown.html)


def test_readers_see_that_it_was_adopted_once_they_have_it(session):
    author, article, said = made(session)
    reader = make_actor(session, "reader")
    adopt(session, said, author)

    seen = []
    for verb in ("submit", "publish"):
        seen.append(shown(session, reader, article).adopted_in)
        take(session, article, verb, author=author)
    seen.append(shown(session, reader, article).adopted_in)

    assert seen == [None, None, 2]


def test_what_was_thrown_away_is_in_no_text_and_can_be_taken_in_again(session):
    author, article, said = made(session)
    adopt(session, said, author)
    with transaction(session):
        articles.discard(session, actor=author, at=now(), slug=article.slug)
    for verb in ("save", "submit", "publish"):
        take(session, article, verb, author=author, text=article.head.text)

    assert (shown(session, author, article).adopted_in, shown(session, author, article).is_adopted) == (None, False)
    assert adopt(session, said, author).number == 4


def test_other_words_are_in_no_text_yet(session):
    author, article, said = made(session)
    adopt(session, said, author)

    told(session, article, "failed", by=actor_of(session.get_one(Account, said.account_id)), adjustment="Anders.")

    assert not shown(session, author, article).is_adopted


@pytest.mark.parametrize("role", ["reader", "author", "privacy-officer", "moderator"])
def test_who_does_not_write_the_article_adopts_nothing(session, role):
    _author, _article, said = made(session)
    actor = make_actor(session, role)

    assert isinstance(refused(session, lambda: adopt(session, said, actor)), NotAllowed)


def test_nothing_is_adopted_twice_or_while_a_change_waits(session):
    author, article, said = made(session)
    adopt(session, said, author)
    assert refused(session, lambda: adopt(session, said, author)).fields == {"adjustment": "adopted"}

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
