"""From a conversation to drafts: by the veteran alone, with the interviewer as co-author when both said yes."""

import pytest
from sqlalchemy import select

from tests.conversations.made import STORY, make_conversation
from tests.factories import actor_of, make_account, make_actor, make_article, prepared
from wiki.accounts.services import administration
from wiki.articles import policy as articles
from wiki.articles.lifecycle import Part, Stage
from wiki.articles.models import CO_AUTHOR_BYLINE, Article, Authorship
from wiki.articles.sections import split
from wiki.articles.services import Content
from wiki.audit import AuditLine
from wiki.conversations import queries, services
from wiki.conversations.policy import MOST_DRAFTS
from wiki.database import now, transaction
from wiki.errors import Invalid, NotAllowed, NotFound
from wiki.taxonomy.data import TYPES


@pytest.fixture
def veteran(session):
    return make_actor(session)


@pytest.fixture
def interviewer(session):
    return make_actor(session)


def draft(session, actor, conversation, *, kind="decision-point", **choices):
    content = Content(**{"title": "Stil is erger", "domains": ("fire",), **choices})
    ready = prepared(session, queries.draft_text(conversation, 2, "decision-point", "nl"), kind="decision-point")
    with transaction(session):
        return services.draft(
            session,
            actor=actor,
            at=now(),
            key=conversation.key,
            kind=kind,
            language="nl",
            content=content,
            prepared=ready,
        )


def shown(session, article):
    query = select(Authorship.shown).where(Authorship.article_id == article.id).order_by(Authorship.id)
    return list(session.scalars(query))


def test_a_draft_holds_what_was_said_section_by_section(session, veteran):
    conversation = make_conversation(session, veteran=veteran, told=STORY)

    made = draft(session, veteran, conversation)

    assert made.stage == Stage.DRAFT
    values = split(TYPES["decision-point"], "nl", made.head.text).values
    assert values["moment"] == STORY["moment"]
    assert values["cues"] == f"{STORY['turn']}\n\n{STORY['noticing']}"
    assert values["rule_of_thumb"] == STORY["rule"]
    assert values["what_if"] == ""
    assert articles.parts(session, veteran, made) == {Part.AUTHOR}


def test_who_tells_alone_begins_under_the_role_name_they_had(session, veteran):
    make_article(session, author=veteran)
    conversation = make_conversation(session, veteran=veteran)

    assert shown(session, draft(session, veteran, conversation)) == ["Bevelvoerder"]


@pytest.mark.parametrize("wanted", [(True, True), (True, False), (False, True), (False, False)])
def test_the_interviewer_is_an_author_when_both_said_yes(session, veteran, interviewer, wanted):
    make_article(session, author=veteran)
    conversation = make_conversation(session, veteran=veteran, interviewer=interviewer, wanted=wanted)

    made = draft(session, veteran, conversation)

    is_shared = wanted == (True, True)
    assert articles.parts(session, interviewer, made) == ({Part.AUTHOR} if is_shared else set())
    assert shown(session, made) == (["", CO_AUTHOR_BYLINE] if is_shared else ["Bevelvoerder"])


def test_an_interviewer_who_left_the_service_is_no_author(session, veteran):
    account = make_account(session, roles=("author",))
    conversation = make_conversation(session, veteran=veteran, interviewer=actor_of(account), wanted=(True, True))
    with transaction(session):
        administration.deactivate(session, account.id, actor=make_actor(session, "admin"), at=now())

    assert shown(session, draft(session, veteran, conversation)) == [""]


def test_there_are_three_at_most_and_a_used_title_is_no_obstacle(session, veteran):
    conversation = make_conversation(session, veteran=veteran)

    slugs = [draft(session, veteran, conversation).slug for _ in range(MOST_DRAFTS)]

    assert slugs == ["stil-is-erger", "stil-is-erger-2", "stil-is-erger-3"]
    with pytest.raises(NotAllowed):
        draft(session, veteran, conversation)


def test_only_the_veteran_makes_drafts(session, veteran, interviewer):
    together = make_conversation(session, veteran=veteran, interviewer=interviewer, wanted=(True, True))
    not_yet = make_conversation(session, interviewer=interviewer, invited=veteran)

    for who, conversation, error in (
        (interviewer, together, NotAllowed),
        (interviewer, not_yet, NotAllowed),
        (veteran, not_yet, NotFound),
        (make_actor(session, "moderator"), together, NotFound),
    ):
        with pytest.raises(error):
            draft(session, who, conversation)
    assert session.scalars(select(Article)).all() == []


@pytest.mark.parametrize(
    ("choices", "wrong"),
    [
        ({"title": ""}, {"title": "missing"}),
        ({"domains": ()}, {"domains": "missing"}),
        ({"kind": "question"}, {"kind": "unknown"}),
    ],
)
def test_what_cannot_be_a_draft(session, veteran, choices, wrong):
    conversation = make_conversation(session, veteran=veteran)

    with pytest.raises(Invalid) as caught:
        draft(session, veteran, conversation, **choices)

    assert caught.value.fields == wrong
    assert conversation.drafts == 0


def test_nothing_ties_the_article_to_the_conversation(session, veteran):
    conversation = make_conversation(session, veteran=veteran)

    made = draft(session, veteran, conversation)

    (line,) = session.scalars(select(AuditLine).where(AuditLine.action == "conversation.drafted"))
    assert (line.subject, line.actor_id, line.detail) == (f"conversation:{conversation.id}", None, {})
    assert made.slug not in str({**vars(conversation)})
    with transaction(session):
        services.remove(session, actor=veteran, at=now(), key=conversation.key)
    assert session.get(Article, made.id) is not None
