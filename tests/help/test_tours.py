"""The first tour: of each role its own, once, until somebody closes it, and back when they ask for it."""

import re

import pytest

from tests.factories import actor_of, make_account
from tests.visitor import Person
from wiki.accounts.policy import ANONYMOUS, Actor, Grant, Role
from wiki.accounts.services import administration
from wiki.database import now, transaction
from wiki.errors import NotFound
from wiki.help import policy, queries, services
from wiki.help.words import TOURS

TITLES = {
    "reader": "Zo vind je hier wat",
    "author": "Zo geef je door",
    "coach": "Zo laat je een team leren",
    "moderator": "Zo beoordeel je",
    "knowledge-manager": "Zo houd je de kennis bij elkaar",
    "privacy-officer": "Zo waak je over de privacy",
    "admin": "Zo breng je de wiki op gang",
}


@pytest.fixture
def somebody(session):
    """An author of the fire service who is a reader everywhere."""
    account = make_account(session, roles=("reader",))
    admin = actor_of(make_account(session, roles=("admin",)))
    grants = [Grant(Role.READER), Grant(Role.AUTHOR, "fire"), Grant(Role.AUTHOR, "police")]
    with transaction(session):
        administration.change_roles(session, account.id, actor=admin, grants=grants, at=now())
    return actor_of(account)


def close(session, actor, *roles):
    with transaction(session):
        for role in roles:
            services.close_tour(session, actor=actor, role=role)


def test_roles_count_once_and_from_reader_to_admin(somebody):
    assert policy.roles_of(somebody) == (Role.READER, Role.AUTHOR)


def test_every_role_has_a_tour_of_three_or_four_steps():
    assert set(TOURS) == set(Role)
    assert {len(tour.steps) for tour in TOURS.values()} <= {3, 4}


def test_a_closed_tour_stays_closed_and_the_others_stay_open(session, somebody):
    close(session, somebody, Role.READER, Role.READER)

    assert queries.open_tours(session, somebody) == (Role.AUTHOR,)


def test_a_tour_that_was_closed_can_be_taken_up_again(session, somebody):
    close(session, somebody, Role.READER, Role.AUTHOR)
    with transaction(session):
        services.open_tour(session, actor=somebody, role=Role.AUTHOR)

    assert queries.open_tours(session, somebody) == (Role.AUTHOR,)


def test_closing_is_for_one_account(session, somebody):
    other = actor_of(make_account(session, roles=("reader",)))
    close(session, somebody, Role.READER)

    assert queries.open_tours(session, other) == (Role.READER,)


@pytest.mark.parametrize("actor", [ANONYMOUS, Actor(grants=frozenset({Grant(Role.READER)})), Actor(id=1)])
def test_who_has_no_account_or_role_has_no_tour(session, actor):
    assert queries.open_tours(session, actor) == ()
    for verb in (services.close_tour, services.open_tour):
        with pytest.raises(NotFound):
            verb(session, actor=actor, role=Role.READER)


def test_the_tour_of_a_role_that_somebody_lacks_is_not_there(session, somebody):
    with pytest.raises(NotFound):
        services.close_tour(session, actor=somebody, role=Role.ADMIN)


@pytest.mark.parametrize("role", TITLES)
def test_home_shows_the_tour_and_every_step_leads_to_a_page_for_that_role(person, role):
    somebody = person(role)

    page = somebody.words("/")

    assert TITLES[role] in page
    tour = page.partition('class="pw-tour"')[2].partition("</section>")[0]
    links = re.findall(r'<a href="([^"]+)"', tour)
    assert len(links) == len(TOURS[Role(role)].steps)
    assert [link for link in links if somebody.see(link).status_code != 200] == []


def test_closing_says_where_to_find_it_and_the_next_role_has_its_turn(app, session):
    account = make_account(session, roles=("reader", "author"))
    somebody = Person(app, account)

    first = somebody.do("/", "Sluiten").get_data(as_text=True)
    second = somebody.do("/", "Sluiten").get_data(as_text=True)

    assert "Bij Hulp haal je haar terug." in first
    assert (TITLES["reader"] in first, TITLES["author"] in first) == (False, True)
    assert "pw-tour" not in second


def test_later_lasts_until_somebody_signs_in_again(app, session):
    account = make_account(session, roles=("reader",))
    somebody = Person(app, account)

    page = somebody.do("/", "Later").get_data(as_text=True)

    assert "pw-tour" not in page
    assert "pw-tour" not in somebody.words("/")
    assert TITLES["reader"] in Person(app, account).words("/")


def test_help_brings_a_tour_back(person):
    somebody = person("moderator")
    somebody.do("/", "Sluiten")
    assert TITLES["moderator"] not in somebody.words("/")

    page = somebody.do("/help", "Toon rondleiding voor moderator").get_data(as_text=True)

    assert TITLES["moderator"] in page.partition("<main")[2]


def test_taking_up_ends_putting_off(person):
    somebody = person("reader")
    somebody.do("/", "Later")

    page = somebody.do("/help", "Toon rondleiding voor lezer").get_data(as_text=True)

    assert TITLES["reader"] in page


@pytest.mark.parametrize("verb", ["closing", "postponement", "opening"])
@pytest.mark.parametrize("role", ["admin", "king"])
def test_a_role_that_is_not_ones_own_is_not_found(person, verb, role):
    assert person("reader").send(f"/help/tours/{role}/{verb}").status_code == 404


def test_a_visitor_sees_no_tour(client):
    assert "pw-tour" not in client.get("/help").get_data(as_text=True)
