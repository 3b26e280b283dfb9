"""Keeping what was said, also when two pages say something at once."""

import pytest
from sqlalchemy import select

from tests.conversations.made import make_conversation
from tests.factories import make_actor
from wiki.accounts.policy import Actor, Grant, Role
from wiki.audit import AuditLine
from wiki.conversations import queries, services
from wiki.conversations.models import Answer
from wiki.conversations.questions import stop_of
from wiki.conversations.services import Page, Typed
from wiki.conversations.services.answers import LONGEST_ANSWER, LONGEST_CHUNK, lacking
from wiki.database import now, transaction
from wiki.errors import Conflict, Invalid, NotFound

pytestmark = pytest.mark.both_engines(by_day=False)


@pytest.fixture
def veteran(session):
    return make_actor(session)


@pytest.fixture
def conversation(session, veteran):
    return make_conversation(session, veteran=veteran, told={"moment": "Een portiek."})


def teller(conversation):
    return Actor(id=conversation.veteran_id, grants=frozenset({Grant(Role.AUTHOR)}))


def page(slug, picks=None, desk="", **typed):
    """`moment=("was", "now")`, or `chunk__1=…` for the map."""
    stop = stop_of(slug)
    places = {}
    for name, (was, text) in typed.items():
        key, _, number = name.partition("__")
        places[(int(number) if number else stop.chunk, key)] = Typed(was, text)
    return Page(stop, places, picks, desk)


def answer(session, actor, conversation, slug, picks=None, **typed):
    with transaction(session):
        sent = page(slug, picks, **typed)
        return services.answer(session, actor=actor, at=now(), key=conversation.key, page=sent)


def keep(session, actor, conversation, slug, desk, **typed):
    with transaction(session):
        services.keep(session, actor=actor, at=now(), key=conversation.key, page=page(slug, desk=desk, **typed))


@pytest.mark.both_engines
def test_an_answer_is_kept_where_it_was_given_and_the_conversation_remembers_where_it_is(
    session, veteran, conversation
):
    answer(session, veteran, conversation, "story-2", moment=("Een portiek.", "Een trap."), course=("", "Naar binnen."))

    assert conversation.said(2, "moment") == "Een trap."
    assert conversation.said(2, "course") == "Naar binnen."
    assert conversation.said(3, "course") == ""
    assert conversation.step == "story-2"


def test_what_is_not_asked_there_is_not_kept(session, veteran, conversation):
    answer(session, veteran, conversation, "people", moment=("", "Hoort hier niet."), who=("", "De chauffeur."))

    assert session.scalars(select(Answer.key).where(Answer.chunk == 0)).all() == ["who"]


@pytest.mark.parametrize(
    ("pages", "result", "overlaps"),
    [
        (("Een portiek.", "Een trap."), "Een trap.", False),
        (("Oud.", "Oud."), "Een portiek.", False),
        (("Oud.", "Een portiek."), "Een portiek.", False),
        (("Oud.", "Een trap."), "Een trap.\n\nEen portiek.", True),
        (("", ""), "Een portiek.", False),
        (("Een portiek.", ""), "", False),
    ],
)
def test_a_stale_page_never_overwrites(session, conversation, pages, result, overlaps):
    """`pages`: what stood in the page when it was made, and when it was sent."""
    said = answer(session, teller(conversation), conversation, "story-2", moment=pages)

    assert conversation.said(2, "moment") == result
    assert said.overlaps is overlaps


def test_two_names_for_one_chunk_stand_beside_each_other(session, veteran, conversation):
    said = answer(session, veteran, conversation, "map", chunk__1=("Oud", "Ter plaatse"), chunk__4=("", "Afronden"))

    assert said.overlaps
    assert conversation.chunks == {1: "Ter plaatse / Aankomst", 2: "Deur openen", 3: "Nablussen", 4: "Afronden"}


def test_an_answer_counts_its_versions_and_a_save_without_change_is_none(session, veteran, conversation):
    for text in ("Een trap.", "Een trap.", "Een gang."):
        answer(session, veteran, conversation, "story-2", moment=(conversation.said(2, "moment"), text))

    (version,) = session.scalars(select(Answer.version).where(Answer.key == "moment"))
    assert version == 3


@pytest.mark.parametrize(
    ("slug", "sent", "wrong"),
    [
        ("story-2", {"moment": ("", "x" * (LONGEST_ANSWER + 1))}, {"moment": "too-long"}),
        ("map", {"chunk__5": ("", "x" * (LONGEST_CHUNK + 1))}, {"chunk-5": "too-long"}),
        ("hardest", {"hard": ("", "Rook."), "picks": (1, 2, 3)}, {"picks": "two"}),
        ("hardest", {"hard": ("", "Rook."), "picks": (1, 6)}, {"picks": "unknown"}),
    ],
)
def test_what_is_refused_is_not_kept_in_part(session, conversation, slug, sent, wrong):
    with pytest.raises(Invalid) as caught:
        answer(session, teller(conversation), conversation, slug, **sent)

    assert caught.value.fields == wrong
    session.expire_all()
    assert conversation.picks == [2, 3]
    assert conversation.said(0, "hard") == ""


def test_a_pick_is_kept_and_follows_the_map(session, veteran, conversation):
    answer(session, veteran, conversation, "hardest", (3, 1))
    assert conversation.hardest == (1, 3)

    answer(session, veteran, conversation, "map", chunk__3=("Nablussen", ""))

    assert conversation.hardest == (1,)
    assert conversation.picks == [1, 3]


def test_what_was_told_about_a_chunk_stays_when_another_is_picked(session, veteran, conversation):
    answer(session, veteran, conversation, "hardest", (1, 3))

    stops = [row.name for row in queries.talk(conversation, veteran).stops if row.step.slug == "story"]
    parts = [part for part in queries.sheet(conversation) if part.step.slug == "story"]
    assert stops == ["Aankomst", "Nablussen"]
    assert [part.name for part in parts] == ["Aankomst", "Deur openen", "Nablussen"]
    assert parts[1].told[0].text == "Een portiek."


@pytest.mark.parametrize(
    ("was", "slug", "wrong"),
    [
        ((("Aankomst", "", "Nablussen"), ()), "map", {"chunk-2": "three"}),
        ((("Aankomst", "Deur", "Nablussen"), ()), "map", {}),
        ((("Aankomst", "Deur", "Nablussen"), (2,)), "hardest", {"picks": "two"}),
        ((("Aankomst", "Deur", "Nablussen"), (2, 3)), "hardest", {}),
        (((), ()), "people", {}),
    ],
)
def test_what_is_lacking_before_the_next_stop(session, veteran, was, slug, wrong):
    conversation = make_conversation(session, veteran=veteran, chunks=was[0], picks=was[1])

    assert lacking(stop_of(slug), conversation) == wrong


def test_an_answer_takes_up_what_was_ended(session, veteran, conversation):
    with transaction(session):
        services.end(session, actor=veteran, at=now(), key=conversation.key)
    assert conversation.ended_on

    answer(session, veteran, conversation, "people", who=("", "De chauffeur."))

    assert conversation.ended_on is None


def test_nobody_else_answers(session, conversation):
    for other in (make_actor(session), make_actor(session, "admin"), make_actor(session, "moderator")):
        with pytest.raises(NotFound):
            answer(session, other, conversation, "people", who=("", "Ik."))


def test_a_page_goes_on_from_what_it_kept_itself(session, veteran, conversation):
    for text in ("Een tr", "Een trap", "Een trap."):
        keep(session, veteran, conversation, "story-2", "a", moment=("Een portiek.", text))

    said = answer(session, veteran, conversation, "story-2", moment=("Een portiek.", "Een trap!"), desk="a")

    assert conversation.said(2, "moment") == "Een trap!"
    assert not said.overlaps
    lines = [line.action for line in session.scalars(select(AuditLine)) if line.action == "conversation.answered"]
    assert len(lines) == 1


@pytest.mark.both_engines
def test_what_somebody_else_changed_waits_for_the_save(session, veteran, conversation):
    keep(session, veteran, conversation, "story-2", "a", moment=("Een portiek.", "Van a."))

    with pytest.raises(Conflict) as caught:
        keep(session, veteran, conversation, "story-2", "b", moment=("Een portiek.", "Van b."))
    before = conversation.said(2, "moment")
    said = answer(session, veteran, conversation, "story-2", moment=("Een portiek.", "Van b."), desk="b")

    assert (before, caught.value.current) == ("Van a.", 2)
    assert (said.overlaps, conversation.said(2, "moment")) == (True, "Van b.\n\nVan a.")


def test_a_page_does_not_overwrite_what_was_put_together_with_its_own(session, veteran, conversation):
    keep(session, veteran, conversation, "story-2", "a", moment=("Een portiek.", "Van a."))
    answer(session, veteran, conversation, "story-2", moment=("Een portiek.", "Van b."), desk="b")

    with pytest.raises(Conflict):
        keep(session, veteran, conversation, "story-2", "a", moment=("Een portiek.", "Van a, verder."))
    answer(session, veteran, conversation, "story-2", moment=("Een portiek.", "Van a, verder."), desk="a")

    assert "Van b." in conversation.said(2, "moment")
    assert "Van a, verder." in conversation.said(2, "moment")


def test_nobody_else_keeps_anything(session, conversation):
    with pytest.raises(NotFound):
        keep(session, make_actor(session, "admin"), conversation, "people", "a", who=("", "Ik."))
