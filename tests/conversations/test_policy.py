"""Who may do what with a conversation: every role beside every state."""

import pytest
from sqlalchemy import select

from tests.conversations.made import make_conversation
from tests.factories import make_actor
from wiki.accounts.policy import ANONYMOUS
from wiki.conversations import policy
from wiki.conversations.models import Conversation
from wiki.conversations.policy import MOST_DRAFTS, RULES, Part
from wiki.errors import NotAllowed, NotFound

VERBS = sorted(RULES)
BOTH = {"answer", "end"}
# The state, who, and what they may do; everybody else may do nothing.
TABLE = [
    ("alone", "veteran", BOTH | {"draft", "remove"}),
    ("asked", "interviewer", BOTH | {"invite", "leave"}),
    ("asked", "invited", {"accept", "refuse"}),
    ("together", "veteran", BOTH | {"credit", "draft", "remove"}),
    ("together", "interviewer", BOTH | {"credit", "leave"}),
    ("drafted", "veteran", BOTH | {"credit", "remove"}),
    ("drafted", "interviewer", BOTH | {"credit", "leave"}),
]
STATES = {
    "alone": ("veteran",),
    "asked": ("interviewer", "invited"),
    "together": ("veteran", "interviewer"),
    "drafted": ("veteran", "interviewer"),
}
OTHERS = ("reader", "author", "coach", "moderator", "knowledge-manager", "privacy-officer", "admin")


@pytest.fixture
def people(session):
    return {who: make_actor(session) for who in ("veteran", "interviewer", "invited")}


def in_state(session, state, people):
    parts = {who: people[who] for who in STATES[state]}
    return make_conversation(session, drafts=MOST_DRAFTS if state == "drafted" else 0, **parts)


def allowed(actor, conversation):
    return {verb for verb in VERBS if policy.can_do(verb, policy.part_of(actor, conversation), conversation)}


@pytest.mark.parametrize(("state", "who", "verbs"), TABLE)
def test_what_each_of_them_may_do(session, people, state, who, verbs):
    conversation = in_state(session, state, people)

    assert allowed(people[who], conversation) == verbs


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_knows_of_it_whatever_their_role(session, people, state, role):
    conversation = in_state(session, state, people)
    other = make_actor(session, role)

    assert allowed(other, conversation) == set()
    for condition in (policy.taking_part(other), policy.asked_of(other)):
        assert session.scalars(select(Conversation).where(condition)).all() == []
    for verb in VERBS:
        with pytest.raises(NotFound):
            policy.require(other, verb, conversation)


def test_nor_does_a_visitor(session, people):
    conversation = in_state(session, "together", people)

    assert policy.part_of(ANONYMOUS, conversation) is None
    assert session.scalars(select(Conversation).where(policy.taking_part(ANONYMOUS))).all() == []
    with pytest.raises(NotFound):
        policy.require_writing(ANONYMOUS)


def test_statement_and_part_agree(session, people):
    together, asked = in_state(session, "together", people), in_state(session, "asked", people)

    def found(condition):
        return set(session.scalars(select(Conversation.id).where(condition)))

    assert found(policy.taking_part(people["veteran"])) == {together.id}
    assert found(policy.taking_part(people["interviewer"])) == {together.id, asked.id}
    assert found(policy.asked_of(people["invited"])) == {asked.id}
    assert policy.part_of(people["invited"], asked) is Part.INVITED


def test_who_takes_part_is_told_that_it_is_not_allowed_and_others_that_it_is_not_there(session, people):
    conversation = in_state(session, "together", people)

    assert policy.require(people["veteran"], "draft", conversation) is Part.VETERAN
    for who, verb in (("interviewer", "remove"), ("interviewer", "draft"), ("veteran", "invite"), ("veteran", "leave")):
        with pytest.raises(NotAllowed):
            policy.require(people[who], verb, conversation)
    with pytest.raises(NotFound):
        policy.require(people["invited"], "answer", in_state(session, "asked", people))


def test_who_may_write_no_more_has_no_conversations(session):
    officer = make_actor(session, "privacy-officer")
    conversation = make_conversation(session, veteran=officer)

    assert policy.part_of(officer, conversation) is None
