"""Handing over for a holiday, without telling whose an address is."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import actor_of, make_account, make_actor
from wiki.accounts.models import Notice
from wiki.audit import AuditLine
from wiki.database import now, transaction
from wiki.errors import Invalid, NotFound
from wiki.moderation.models import HandOver
from wiki.moderation.policy.curation import can_stand_in
from wiki.moderation.queries import away as queries
from wiki.moderation.services import away

TODAY = now().date()
DAY = timedelta(days=1)
# Whoever is away moderates the fire service: role and domain of who is named, and whether they can stand in.
NAMED = {
    "a colleague": ("moderator", "fire", True),
    "one of all domains": ("moderator", "", True),
    "a knowledge manager": ("knowledge-manager", "fire", True),
    "one of another domain": ("moderator", "police", False),
    "an author": ("author", "", False),
    "a privacy officer": ("privacy-officer", "", False),
    "an admin": ("admin", "", False),
}


@pytest.fixture
def moderator(session):
    return make_actor(session, "moderator", domain="fire")


def hand_over(session, actor, email="nobody@dienst.example", first=TODAY, last=TODAY + DAY):
    with transaction(session):
        return away.hand_over(session, actor=actor, at=now(), email=email, first_day=first, last_day=last)


@pytest.mark.both_engines(by_day=False)
@pytest.mark.parametrize("who", NAMED)
def test_who_can_stand_in(session, moderator, who):
    role, domain, expected = NAMED[who]
    named = make_account(session, roles=(role,), domain=domain, email=f"{role}@dienst.example")

    made = hand_over(session, moderator, named.email)

    assert made.to_account_id == (named.id if expected else None)
    assert queries.deputies(session, TODAY) == ({moderator.id: named.id} if expected else {})
    assert [notice.account_id for notice in session.query(Notice)] == ([named.id] if expected else [])


@pytest.mark.parametrize("email", ["nobody@dienst.example", "", "a\0b", "self@dienst.example"])
def test_an_address_of_nobody_or_ones_own_is_kept_as_nobody(session, email):
    own = make_account(session, roles=("moderator",), email="self@dienst.example")

    assert hand_over(session, actor_of(own), email).to_account_id is None


def test_somebody_of_one_domain_does_not_stand_in_for_all(session, moderator):
    assert not can_stand_in(moderator, make_actor(session, "moderator"))


@pytest.mark.parametrize(
    ("first", "last", "codes"),
    [
        (TODAY - DAY, TODAY, {"first_day": "past"}),
        (TODAY + DAY, TODAY, {"last_day": "before"}),
        (TODAY, TODAY + 367 * DAY, {"last_day": "too-long"}),
        (TODAY - DAY, TODAY - 2 * DAY, {"first_day": "past", "last_day": "before"}),
    ],
)
def test_a_period_that_cannot_be_is_refused(session, moderator, first, last, codes):
    with pytest.raises(Invalid) as error:
        hand_over(session, moderator, first=first, last=last)

    assert error.value.fields == codes
    assert session.query(HandOver).count() == 0


@pytest.mark.parametrize("role", ["author", "privacy-officer", "admin"])
def test_who_moderates_nothing_has_nothing_to_hand_over(session, role):
    somebody = make_actor(session, role)

    with pytest.raises(NotFound):
        hand_over(session, somebody)
    with pytest.raises(NotFound), transaction(session):
        away.end(session, actor=somebody, at=now())
    with pytest.raises(NotFound):
        queries.own(session, somebody, TODAY)


def test_a_new_period_takes_the_place_of_the_former(session, moderator):
    hand_over(session, moderator)
    hand_over(session, moderator, last=TODAY + 9 * DAY)

    assert queries.own(session, moderator, TODAY).last_day == TODAY + 9 * DAY
    assert session.query(HandOver).count() == 1


@pytest.mark.both_engines
def test_it_holds_from_the_first_day_to_the_last(session, moderator):
    colleague = make_account(session, roles=("moderator",))
    hand_over(session, moderator, colleague.email, TODAY + DAY, TODAY + 2 * DAY)

    holds = [bool(queries.deputies(session, TODAY + number * DAY)) for number in range(4)]

    assert holds == [False, True, True, False]


def test_its_line_does_not_name_the_colleague(session, moderator):
    colleague = make_account(session, roles=("moderator",))
    hand_over(session, moderator, colleague.email)

    line = session.scalars(select(AuditLine).where(AuditLine.action == "queue.handed_over")).one()
    assert (line.actor_id, line.subject, line.detail) == (moderator.id, f"account:{moderator.id}", {})


@pytest.mark.parametrize("role", ["moderator", "author", None])
def test_the_pages_say_the_same_whoever_was_named(person, session, role):
    email = "somebody@dienst.example"
    if role:
        make_account(session, roles=(role,), email=email)
    own = person("moderator", domain="fire")

    page = own.do("/review/away", "Overdragen", email=email, first_day=str(TODAY), last_day=str(TODAY + DAY))

    text = page.get_data(as_text=True)
    assert page.request.path == "/review/away"
    assert "Is dat een collega die jouw domeinen beoordeelt" in text
    assert "Paste het adres dat je noemde" in text
    assert email not in text
    assert "Je bent weg" in own.words("/review")


def test_both_see_it_until_it_is_ended(person, session):
    own, colleague = person("moderator", name="Wim Weg"), person("moderator", email="col@dienst.example")
    own.do("/review/away", "Overdragen", email="COL@dienst.example", first_day=str(TODAY), last_day=str(TODAY + DAY))

    seen = [colleague.words(path) for path in ("/review", "/review/away", "/notices")]
    ended = own.do("/review/away", "Ik ben er weer").get_data(as_text=True)

    assert "Je neemt waar voor Wim Weg" in seen[0]
    assert "Je neemt waar voor Wim Weg" in seen[1]
    assert "Een collega is weg." in seen[2]
    assert "Je krijgt zelf weer bericht." in ended
    assert "Wim Weg" not in colleague.words("/review")
    assert "Je bent weg" not in own.words("/review")


@pytest.mark.parametrize(
    ("filled", "sentence"),
    [
        ({}, "Vul een adres in."),
        ({"email": "a@b.example"}, "Vul een dag in."),
        ({"email": "a@b.example", "first_day": "morgen", "last_day": str(TODAY)}, "Vul een dag in, zoals"),
        (
            {"email": "a@b.example", "first_day": "2020-01-01", "last_day": str(TODAY)},
            "Deze dag is al voorbij. Kies vandaag of later.",
        ),
    ],
)
def test_what_cannot_be_is_told_at_the_field_and_what_was_typed_is_kept(person, filled, sentence):
    page = person("moderator").do("/review/away", "Overdragen", **filled)

    assert page.status_code == 422
    assert sentence in page.get_data(as_text=True)
    assert [value for value in filled.values() if value not in page.get_data(as_text=True)] == []
