"""The coverage map: what is counted for whom, what is a gap, and the page that shows it."""

from datetime import timedelta

import pytest

from tests.factories import make_actor, make_article
from tests.forms import form_with
from wiki.accounts.policy import Actor
from wiki.articles.models import Article
from wiki.database import now, transaction
from wiki.errors import NotFound
from wiki.insight.queries import coverage as queries
from wiki.insight.queries.coverage import NONE, Amount
from wiki.taxonomy.data import BLOCKS, DOMAINS, enabled_domains

CORE = enabled_domains(())
TODAY = now().date()


def seen(session, actor, domains=CORE):
    return queries.coverage(session, actor, domains, TODAY)


def cell(found, domain, block):
    at = [each.slug for each in found.domains].index(domain)
    return next(row.cells[at] for row in found.rows if row.block.slug == block)


def age(session, article):
    with transaction(session):
        session.get_one(Article, article.id).verified_until = TODAY - timedelta(days=1)


@pytest.fixture
def reader(session):
    return make_actor(session, "reader")


@pytest.mark.both_engines
def test_articles_count_in_each_of_their_cells_and_once_in_a_total(session, reader):
    make_article(session, domains=("fire", "police"), blocks=("innovation", "team-learning"))
    make_article(session, domains=("fire",), blocks=("innovation",))
    make_article(session, domains=("fire",))

    found = seen(session, reader)

    assert cell(found, "fire", "innovation") == Amount(2)
    assert cell(found, "police", "innovation") == cell(found, "police", "team-learning") == Amount(1)
    assert cell(found, "enforcement", "innovation") == NONE
    assert [amount.count for amount in found.totals] == [1, 3, 0]
    assert {row.block.slug: row.total.count for row in found.rows if row.total.count} == {
        "innovation": 2,
        "team-learning": 1,
    }
    assert found.total == Amount(3)
    assert [row.block for row in found.rows] == list(BLOCKS.values())


def test_what_nobody_confirmed_of_late_is_counted_as_old(session, reader):
    age(session, make_article(session, blocks=("innovation",)))
    make_article(session, blocks=("innovation",), status="needs_review")
    make_article(session, blocks=("innovation",))

    found = seen(session, reader)

    amounts = (cell(found, "fire", "innovation"), found.totals[1], found.total)
    assert [(each.count, each.old, each.sound) for each in amounts] == [(3, 2, 1)] * 3


@pytest.mark.parametrize("status", ["draft", "in_review", "withdrawn", "archived"])
def test_what_lists_do_not_show_does_not_count(session, reader, status):
    make_article(session, blocks=("innovation",), status=status)

    assert seen(session, reader).total == NONE


def test_what_is_for_one_domain_counts_for_it_alone(session):
    make_article(session, blocks=("innovation",), audience="domain")

    totals = {
        domain: seen(session, make_actor(session, "reader", domain=domain)).total for domain in ("fire", "police")
    }

    assert totals == {"fire": Amount(1), "police": NONE}


def test_a_domain_that_is_off_is_not_on_the_map(session, reader):
    make_article(session, domains=("customs",), blocks=("innovation",))

    assert seen(session, reader).total == NONE
    assert seen(session, reader, enabled_domains(["customs"])).totals[-1] == Amount(1)


@pytest.mark.parametrize("actor", [Actor(), Actor(id=1)])
def test_who_may_read_nothing_has_no_map(session, actor):
    with pytest.raises(NotFound):
        seen(session, actor)


@pytest.mark.parametrize(
    ("count", "step"), [(0, 0), (1, 1), (2, 1), (3, 2), (5, 2), (6, 3), (9, 3), (10, 4), (13, 4), (14, 5), (900, 5)]
)
def test_there_are_five_steps_and_none(count, step):
    assert Amount(count).step == step


def gaps(found):
    return [(gap.domain.slug, gap.block.slug, gap.there) for gap in found.gaps]


def test_the_largest_gaps_are_where_others_know_most(session, reader):
    for _ in range(2):
        make_article(session, domains=("police", "fire"), blocks=("innovation",))
    make_article(session, domains=("police",), blocks=("safe-learning-climate",))

    found = seen(session, reader)

    assert gaps(found) == [
        ("enforcement", "innovation", 2),
        ("fire", "safe-learning-climate", 1),
        ("police", "shared-vision", 0),
    ]
    assert [gap.begin for gap in found.gaps] == [DOMAINS["police"], DOMAINS["police"], None]


def test_a_gap_of_ones_own_domain_comes_first_and_an_optional_one_last(session, reader):
    domains = enabled_domains(["customs"])
    own = make_actor(session, "author", domain="customs")

    assert [gap.domain.slug for gap in seen(session, own, domains).gaps] == ["customs", "police", "fire"]
    assert [gap.domain.slug for gap in seen(session, reader, domains).gaps] == ["police", "fire", "enforcement"]


def test_one_domain_alone_has_nobody_to_begin_with(session, reader):
    found = seen(session, reader, (DOMAINS["fire"],))

    assert [(gap.begin, gap.there) for gap in found.gaps] == [(None, 0)] * 3


def test_where_enough_is_known_there_is_no_gap(session, reader, monkeypatch):
    monkeypatch.setattr(queries, "ENOUGH", 1)
    monkeypatch.setattr(queries, "BLOCKS", {"innovation": BLOCKS["innovation"]})
    make_article(session, domains=tuple(each.slug for each in CORE), blocks=("innovation",))

    assert seen(session, reader).gaps == ()


def test_the_map_takes_two_statements(session, reader, monkeypatch):
    asked = []
    execute = session.execute
    monkeypatch.setattr(session, "execute", lambda query: asked.append(query) or execute(query))

    seen(session, reader)

    assert len(asked) == 2


def test_the_page_prints_every_number_and_leads_to_what_it_counts(person, session):
    age(session, make_article(session, blocks=("innovation",)))
    make_article(session, blocks=("innovation",))

    page = person("reader").see("/coverage").text

    assert "Stimuleren van innovatie, Brandweer: </span><b>2</b> <small>1 oud</small></a>" in page
    assert 'href="/search?domain=fire&amp;block=innovation"' in page
    assert '<th scope="col" class="pw-heat__more">Samen</th>' in page
    assert page.count('scope="row"') == len(BLOCKS) + 1
    assert 'role="region" aria-label="Tabel met aantallen" tabindex="0"' in page
    assert "2 artikelen." in page
    assert "14 of meer" in page


def test_an_empty_cell_leads_writers_to_writing_for_that_place(person, session):
    make_article(session, blocks=("innovation",))
    author = person("author")
    page = author.see("/coverage").text

    write = "/write?domain=police&amp;block=innovation"
    assert f'href="{write}"' in page
    assert "Schrijf het eerste artikel" in page
    assert 'href="/write/question?domain=police&amp;block=innovation"' in author.words(
        "/write?domain=police&block=innovation"
    )
    begun = form_with(author.see("/write/question?domain=police&block=innovation"), "Bewaren").values
    assert (begun["domains"], begun["blocks"]) == ("police", "innovation")
    assert "/write?domain" not in person("admin").words("/coverage")


@pytest.mark.parametrize("wanted", ["domain=moon&block=poem", "domain=customs", ""])
def test_a_place_that_there_is_not_begins_with_ones_own(person, wanted):
    begun = form_with(person("author", domain="fire").see(f"/write/question?{wanted}"), "Bewaren").values

    assert (begun["domains"], begun.get("blocks")) == ("fire", None)


def test_the_gaps_stand_above_the_table_in_words(person, session):
    for _ in range(3):
        make_article(session, domains=("police",), blocks=("safe-learning-climate",))
    age(session, make_article(session, domains=("fire",), blocks=("safe-learning-climate",)))

    page = " ".join(person("author", domain="fire").words("/coverage").split())

    assert page.index("Grootste gaten") < page.index("<table")
    assert "Brandweer heeft over Veilig leerklimaat niets dat recent is bevestigd" in page
    assert "<p>1 artikel, waarvan 1 niet recent bevestigd.</p>" in page
    assert "Politie heeft er 3, begin daar" in page
    assert "Schrijf er één" in page


def test_a_gap_may_be_nothing_at_all_or_not_enough(person, session, monkeypatch):
    monkeypatch.setattr(queries, "BLOCKS", {"innovation": BLOCKS["innovation"]})
    for domains in (("police",), ("police",), ("police",), ("fire",)):
        make_article(session, domains=domains, blocks=("innovation",))

    page = " ".join(person("privacy-officer").words("/coverage").split())

    assert "Handhaving (boa) heeft nog niets over Stimuleren van innovatie" in page
    assert "Brandweer heeft nog weinig over Stimuleren van innovatie" in page
    assert "Politie heeft" not in page.replace("Politie heeft er 3", "")
    assert "Schrijf er één" not in page


@pytest.mark.parametrize(("role", "words"), [("author", "Schrijf het eerste artikel"), ("admin", "Naar de start")])
def test_an_empty_wiki_has_no_table(person, role, words):
    page = person(role).words("/coverage")

    assert "De kaart is nog leeg" in page
    assert words in page
    assert "<table" not in page
    assert "Grootste gaten" not in page


def test_all_columns_are_one_link_away_on_a_phone(person, session):
    make_article(session, blocks=("innovation",))
    reader = person("reader")

    assert 'href="/coverage?domains=all"' in reader.words("/coverage")
    assert "pw-heat--whole" in reader.words("/coverage?domains=all")
    assert "Minder kolommen" in reader.words("/coverage?domains=all")


def test_home_and_domains_lead_to_the_map_for_who_is_signed_in(person, session):
    make_article(session, tags=("rook",))
    reader = person("reader")

    leads = {
        path: 'href="/coverage"' in reader.words(path)
        for path in ("/", "/domains/fire", "/blocks/innovation", "/tags/rook")
    }

    assert leads == {"/": True, "/domains/fire": True, "/blocks/innovation": True, "/tags/rook": False}
