"""Beginning, asking and being asked, sharing the credit, ending and parting."""

import pytest
from sqlalchemy import select

from tests.conversations.made import make_conversation
from tests.factories import actor_of, make_account, make_actor
from wiki.accounts.services import administration
from wiki.audit import AuditLine
from wiki.conversations import services
from wiki.conversations.models import Answer, Conversation
from wiki.conversations.services.people import LONGEST_TOPIC, MOST_OPEN
from wiki.database import now, transaction
from wiki.errors import Invalid, NotAllowed, NotFound

EMAIL = "verteller@dienst.example"


@pytest.fixture
def interviewer(session):
    return make_actor(session)


@pytest.fixture
def veteran(session):
    return actor_of(make_account(session, roles=("author",), email=EMAIL, name="Vera Verteller"))


def begin(session, actor, **choices):
    chosen = {"topic": "Verkennen", "is_veteran": False, "email": EMAIL, **choices}
    with transaction(session):
        return services.begin(session, actor=actor, at=now(), **chosen)


def do(session, verb, actor, conversation, **values):
    with transaction(session):
        at = {} if verb == "refuse" else {"at": now()}
        return getattr(services, verb)(session, actor=actor, key=conversation.key, **at, **values)


def test_who_tells_alone_is_the_veteran(session, veteran):
    made = begin(session, veteran, is_veteran=True, email="")

    assert (made.veteran_id, made.interviewer_id, made.invited_id) == (veteran.id, None, None)
    assert len(made.key) == 26


def test_who_is_asked_tells_only_after_a_yes(session, interviewer, veteran):
    made = begin(session, interviewer, shown="De schrijver", email=f" {EMAIL.upper()} ")
    before = (made.veteran_id, made.invited_id)

    do(session, "accept", veteran, made, shown="Vera Verteller")

    assert before == (None, veteran.id)
    assert (made.veteran_id, made.invited_id) == (veteran.id, None)
    assert (made.interviewer_shown, made.veteran_shown) == ("De schrijver", "Vera Verteller")


def test_who_refuses_is_asked_no_more_and_may_be_asked_again(session, interviewer, veteran):
    made = begin(session, interviewer)

    do(session, "refuse", veteran, made)

    assert (made.veteran_id, made.invited_id) == (None, None)
    with pytest.raises(NotFound):
        do(session, "accept", veteran, made)
    do(session, "invite", interviewer, made, email=EMAIL)
    assert made.invited_id == veteran.id


def test_asking_somebody_else_takes_the_first_question_back(session, interviewer, veteran):
    made = begin(session, interviewer)

    do(session, "invite", interviewer, made, email="niemand@dienst.example")

    assert made.invited_id is None
    with pytest.raises(NotFound):
        do(session, "accept", veteran, made)


def test_who_may_not_write_left_or_asks_themselves_is_not_asked(session, veteran):
    admin = make_account(session, roles=("admin",), email="beheer@dienst.example")
    gone = make_account(session, roles=("author",), email="weg@dienst.example")
    with transaction(session):
        administration.deactivate(session, gone.id, actor=actor_of(admin), at=now())

    asked = [begin(session, veteran, email=email).invited_id for email in (admin.email, gone.email, EMAIL, "", "x\0y")]

    assert asked == [None] * 5


@pytest.mark.parametrize(
    ("choices", "wrong"),
    [
        ({"topic": " "}, {"topic": "missing"}),
        ({"topic": "x" * (LONGEST_TOPIC + 1)}, {"topic": "too-long"}),
        ({"shown": "x" * 81}, {"role_name": "too-long"}),
        ({"shown": "vera verteller"}, {"role_name": "a-name"}),
    ],
)
def test_what_cannot_begin(session, interviewer, veteran, choices, wrong):
    with pytest.raises(Invalid) as caught:
        begin(session, interviewer, **choices)

    assert caught.value.fields == wrong
    assert session.scalars(select(Conversation)).all() == []


def test_there_is_an_end_to_how_many_somebody_begins(session, veteran):
    for _ in range(MOST_OPEN):
        last = make_conversation(session, veteran=veteran)

    with pytest.raises(Invalid):
        begin(session, veteran, is_veteran=True)
    do(session, "end", veteran, last)
    begin(session, veteran, is_veteran=True)


def test_who_does_not_write_begins_nothing(session):
    with pytest.raises(NotFound):
        begin(session, make_actor(session, "admin"), is_veteran=True)


@pytest.mark.parametrize("who", ["veteran", "interviewer"])
def test_each_says_for_themselves_whether_the_interviewer_is_credited(session, interviewer, veteran, who):
    made = make_conversation(session, veteran=veteran, interviewer=interviewer)

    do(session, "credit", {"veteran": veteran, "interviewer": interviewer}[who], made, wants=True)

    assert (made.veteran_credits, made.interviewer_credits) == (who == "veteran", who == "interviewer")


def test_the_interviewer_leaves_what_the_veteran_said(session, interviewer, veteran):
    made = make_conversation(session, veteran=veteran, interviewer=interviewer, wanted=(True, True))

    do(session, "leave", interviewer, made)

    assert (made.interviewer_id, made.interviewer_shown, made.veteran_id) == (None, "", veteran.id)
    assert (made.veteran_credits, made.interviewer_credits) == (False, False)
    assert made.chunks


def test_without_a_veteran_nothing_stays_when_the_interviewer_leaves(session, interviewer):
    made = make_conversation(session, interviewer=interviewer)

    do(session, "leave", interviewer, made)

    assert session.scalars(select(Conversation)).all() == []
    assert session.scalars(select(Answer)).all() == []


def test_the_veteran_throws_everything_away_and_nobody_else_does(session, interviewer, veteran):
    made = make_conversation(session, veteran=veteran, interviewer=interviewer)
    for who, error in ((interviewer, NotAllowed), (make_actor(session, "admin"), NotFound)):
        with pytest.raises(error):
            do(session, "remove", who, made)

    do(session, "remove", veteran, made)

    assert session.scalars(select(Answer)).all() == []
    with pytest.raises(NotFound):
        do(session, "end", interviewer, made)


def test_no_line_names_anybody_or_tells_the_time_or_a_word(session, interviewer, veteran):
    made = begin(session, interviewer, topic="Geheim onderwerp")
    do(session, "invite", interviewer, made, email=EMAIL)
    do(session, "accept", veteran, made)
    do(session, "credit", veteran, made, wants=True)
    do(session, "end", interviewer, made)
    do(session, "leave", interviewer, made)
    do(session, "remove", veteran, made)

    lines = [line for line in session.scalars(select(AuditLine)) if line.action.startswith("conversation.")]
    assert [(line.action.partition(".")[2], line.actor_role) for line in lines] == [
        ("begun", "interviewer"),
        ("veteran_asked", "interviewer"),
        ("veteran_joined", "veteran"),
        ("credit_chosen", "veteran"),
        ("ended", "interviewer"),
        ("interviewer_left", "interviewer"),
        ("removed", "veteran"),
    ]
    assert {(line.actor_id, line.at.hour, line.at.minute, str(line.detail)) for line in lines} == {(None, 0, 0, "{}")}
