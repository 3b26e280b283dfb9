"""Help and the accessibility statement, as everybody gets them."""

from dataclasses import replace

import pytest

from tests.factories import InProcess, make_article
from wiki.app import create_app
from wiki.help.topics import TOPICS
from wiki.help.words import STATUSES
from wiki.search import indexing


@pytest.fixture
def statement(settings):
    """The statement where these settings hold, for a visitor."""
    made = []

    def get(**chosen):
        app = create_app(replace(settings, **chosen), renderer=InProcess())
        made.append(app)
        return app.test_client().get("/accessibility", headers={"Accept-Language": "nl"}).get_data(as_text=True)

    yield get
    for app in made:
        app.extensions["wiki"].engine.dispose()


def test_a_visitor_finds_every_topic_from_the_list(client):
    page = client.get("/help").get_data(as_text=True)

    assert [slug for slug in TOPICS if f'href="/help/{slug}"' not in page] == []


@pytest.mark.parametrize("slug", TOPICS)
def test_a_topic_has_its_contents_the_others_and_what_to_do_next(client, slug):
    page = client.get(f"/help/{slug}", headers={"Accept-Language": "nl"}).get_data(as_text=True)

    main = page.partition("<main")[2].partition("</main>")[0]
    assert 'href="#s-' in main
    assert "Was dit niet wat je zocht?" in main
    assert main.count('href="/help/') >= len(TOPICS) - 1


def test_help_is_in_the_language_of_the_reader(person):
    assert "Waar loop je tegenaan?" in person("reader", locale="nl").words("/help/searching")
    assert "<h1>Searching</h1>" in person("reader", locale="en").words("/help/searching")


def test_an_unknown_topic_is_404(client):
    assert client.get("/help/poetry").status_code == 404
    assert client.get("/help/statement").status_code == 404


def test_only_who_may_write_is_told_to_ask_colleagues(person):
    assert "Stel je vraag aan collega" in person("author").words("/help/searching")
    assert "Stel je vraag aan collega" not in person("privacy-officer").words("/help/searching")


@pytest.mark.parametrize(
    ("role", "path", "topic"),
    [
        ("author", "/write", "writing"),
        ("author", "/write/practice-tip", "writing"),
        ("moderator", "/review", "moderating"),
        ("privacy-officer", "/reports", "moderating"),
        ("reader", "/a/over-rook/report", "searching"),
        ("admin", "/a/over-rook/report", "moderating"),
    ],
)
def test_pages_lead_to_the_help_about_them(person, session, role, path, topic):
    make_article(session, title="Over rook")

    page = person(role).words(path)

    assert f'href="/help/{topic}"' in page.partition("<main")[2]


def test_a_search_without_an_answer_leads_to_help_about_searching(person, settings, sessions):
    indexing.rebuild(indexing.engine_of(settings), sessions)

    assert 'href="/help/searching"' in person("reader").words("/search?q=xyzzy").partition("<main")[2]


def test_every_page_leads_to_help_and_to_the_statement(person):
    foot = person("reader").words("/account").partition("<footer")[2]

    assert 'href="/help"' in foot
    assert 'href="/accessibility"' in foot


def test_a_statement_without_settings_reads_well_and_claims_nothing(statement):
    page = statement()

    assert "D: voldoet niet" in page
    assert "Een onderzoek door een onafhankelijke partij is er nog niet." in page
    assert "beheerder van deze wiki" in page
    assert "Deze verklaring is nog niet af" not in page
    assert "26 november 2026" in page


def test_a_statement_says_whose_it_is_where_to_turn_and_since_when(statement):
    page = statement(
        organisation="Veiligheidsregio <Demo>",
        accessibility_contact="toegankelijk@regio.example",
        accessibility_status="B",
        accessibility_report="https://regio.example/onderzoek",
        accessibility_date="2026-12-31",
    )

    assert "Veiligheidsregio &lt;Demo&gt;" in page
    assert 'href="mailto:toegankelijk@regio.example"' in page
    assert "B: voldoet gedeeltelijk" in page
    assert 'href="https://regio.example/onderzoek"' in page
    assert "31 december 2026" in page


def test_a_contact_may_be_a_page(statement):
    page = statement(accessibility_contact="https://regio.example/contact")

    assert 'href="https://regio.example/contact"' in page


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_has_its_meaning(statement, status):
    page = statement(accessibility_status=status, accessibility_report="https://regio.example/onderzoek")

    assert str(STATUSES[status].name) in page
    assert str(STATUSES[status].meaning) in page


def test_admins_alone_are_told_what_is_missing(person):
    assert "<code>accessibility_contact</code>" in person("admin").words("/accessibility")
    assert "<code>accessibility_contact</code>" not in person("moderator").words("/accessibility")


def test_where_somebody_complains_is_there_for_everybody(statement):
    page = statement()

    assert "Binnen 5 werkdagen" in page
    assert "Nationale ombudsman" in page
    assert "College voor de Rechten van de Mens" in page
