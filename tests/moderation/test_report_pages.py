"""Reporting and deciding, page by page."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.crawling import text_of, visit
from tests.factories import actor_of, make_account, make_article, written
from tests.moderation.reported import make_report
from tests.visitor import Person
from wiki.accounts.models import Notice
from wiki.audit import AuditLine
from wiki.database import now, transaction
from wiki.moderation.models import Report
from wiki.moderation.services import reports
from wiki.portability import press

LINK, HIDE = "Klopt er iets niet?", "Verbergen"


@pytest.fixture
def reader(person):
    return person("reader")


@pytest.fixture
def moderator(person):
    return person("moderator", domain="fire")


def state(session, article):
    """As it is by now, whatever the session saw before."""
    session.rollback()
    session.refresh(article)
    return article.state


def said(session):
    return session.query(Report).order_by(Report.id.desc()).first()


# The way there


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        ("reader", LINK),
        ("author", LINK),
        ("coach", LINK),
        ("moderator", LINK),
        ("knowledge-manager", LINK),
        ("privacy-officer", HIDE),
        ("admin", HIDE),
    ],
)
def test_an_article_leads_to_what_its_reader_may_do(person, session, role, shown):
    article = make_article(session)
    someone = person(role)
    someone.see(f"/a/{article.slug}")

    page = someone.words(f"/a/{article.slug}")

    found = re.search(rf'href="/a/{article.slug}/report".*?<span>(.*?)</span>', page)
    assert found
    assert found[1] == shown
    assert (LINK in page) == (shown == LINK)


def test_an_author_reports_their_own_article_like_anybody(person, session):
    author = person("author")
    article = make_article(session, author=author.actor)

    assert LINK in author.words(f"/a/{article.slug}")


@pytest.mark.parametrize("status", ["draft", "in_review", "withdrawn"])
def test_what_readers_do_not_have_has_no_such_link(person, session, status):
    author = person("moderator")
    article = make_article(session, status=status, author=author.actor)

    assert "/report" not in author.words(f"/a/{article.slug}")
    assert author.see(f"/a/{article.slug}/report").status_code == 404


def test_what_is_archived_can_be_reported_and_not_hidden(person, session):
    article = make_article(session, status="archived")
    path = f"/a/{article.slug}/report"

    assert "Verberg meteen" not in person("moderator").words(path)
    officer = person("privacy-officer")
    assert officer.see(path).status_code == 403
    assert path not in officer.words(f"/a/{article.slug}")


# Reporting


def test_a_reader_reports_a_moderator_decides_and_the_reader_hears_it(reader, moderator, session):
    article = make_article(session, title="Rook lezen")

    thanks = reader.do(
        f"/a/{article.slug}/report", "Melden", kind="outdated", sentence="Het nieuwe voorschrift zegt nee."
    )
    assert thanks.request.path == "/reports/mine"
    assert "binnen twee werkdagen" in thanks.get_data(as_text=True)
    assert "Wacht op een besluit." in reader.words("/reports/mine")
    assert "1 melding wacht op een besluit" in moderator.words("/")
    page = moderator.see(f"/reports/{said(session).id}")
    assert "Het nieuwe voorschrift zegt nee." in page.get_data(as_text=True)
    decided = moderator.press(page, "Melding bevestigen", answer="Wij passen het aan.")

    assert "De melding klopte." in decided.get_data(as_text=True)
    assert "Er wacht geen melding" in moderator.words("/reports")
    mine = reader.words("/reports/mine")
    assert "Je melding klopte." in mine
    assert "Wij passen het aan." in mine
    assert 'href="/reports/mine"' in reader.words("/notices")
    assert 'href="/reports/mine"' in reader.words("/mine")


def test_a_dismissed_report_says_so(reader, moderator, session):
    report = make_report(session, make_article(session), by=reader.actor)

    moderator.do(f"/reports/{report.id}", "Niets veranderen")

    assert "Bekeken; het artikel blijft zoals het is." in reader.words("/reports/mine")
    assert "Het artikel blijft zoals het is." in moderator.words(f"/reports/{report.id}")


@pytest.mark.parametrize(
    ("filled", "sentence"),
    [
        ({}, "Kies wat er aan de hand is."),
        ({"kind": "ugly"}, "Kies wat er aan de hand is."),
        ({"kind": "unsafe"}, "Zeg in één zin wat er aan de hand is."),
        ({"kind": "outdated", "sentence": "x" * 501}, "Houd het op hoogstens 500 tekens."),
        ({"kind": "duplicate", "sentence": "Zelfde."}, "Geef de titel of het adres van het andere artikel."),
        ({"kind": "duplicate", "sentence": "Zelfde.", "other": "Geen"}, "vinden we niet"),
        ({"kind": "outdated", "sentence": "a\u202eb"}, "leesrichting"),
    ],
)
def test_a_report_that_misses_something_is_given_back_as_it_was_typed(reader, session, filled, sentence):
    article = make_article(session)

    page = reader.do(f"/a/{article.slug}/report", "Melden", **{"sentence": "", "other": "", **filled})

    assert page.status_code == 422
    words = page.get_data(as_text=True)
    assert sentence in words
    assert filled.get("other", "") in words
    assert session.query(Report).count() == 0


def test_a_kept_sentence_is_still_there(reader, session):
    article = make_article(session)

    page = reader.do(f"/a/{article.slug}/report", "Melden", sentence="De slang is te kort.")

    assert "De slang is te kort." in page.get_data(as_text=True)


def test_who_reports_again_is_told_that_it_takes_the_place_of_the_first(reader, session):
    article = make_article(session)
    make_report(session, article, by=reader.actor)

    assert "Je meldde dit artikel al" in reader.words(f"/a/{article.slug}/report")
    reader.do(f"/a/{article.slug}/report", "Melden", kind="outdated", sentence="Preciezer.")

    mine = reader.words("/reports/mine")
    assert "Preciezer." in mine
    assert "Zo werkt het niet meer." not in mine


def test_a_moderator_hides_at_once(person, moderator, reader, session):
    article = make_article(session, title="Rook lezen")

    page = moderator.do(f"/a/{article.slug}/report", "Verberg meteen", kind="unsafe", sentence="Te dichtbij.")

    assert "Het artikel is verborgen" in page.get_data(as_text=True)
    assert reader.see(f"/a/{article.slug}").status_code == 404
    assert "nu niet te lezen" in page.get_data(as_text=True)
    assert "Tijdelijk verborgen" in moderator.words("/reports")


@pytest.mark.parametrize("role", ["reader", "moderator", "privacy-officer", "admin"])
def test_who_may_hide_reads_that_the_log_names_them(person, session, role):
    article = make_article(session)
    someone = person(role)
    page = someone.see(f"/a/{article.slug}/report")
    told = bool(re.search("[Jj]e naam[^.]* in het auditlog", page.get_data(as_text=True)))

    someone.press(page, "Verberg meteen" if told else "Melden", kind="unsafe", sentence="Te dichtbij.")

    lines = session.scalars(select(AuditLine).where(AuditLine.actor_id == someone.actor.id))
    assert [line.action for line in lines if line.subject == f"article:{article.id}"] == ["article.withdrawn"] * told
    assert told == (role != "reader")


@pytest.mark.parametrize("role", ["privacy-officer", "admin"])
def test_who_may_only_hide_gets_only_that(person, session, role):
    article = make_article(session)
    guard = person(role)
    page = guard.see(f"/a/{article.slug}/report")
    words = page.get_data(as_text=True)
    assert "Klopt niet meer" not in words
    assert "Het andere artikel" not in words

    guard.press(page, "Verberg meteen", kind="personal-data")

    assert guard.see(f"/a/{article.slug}/report").status_code == 404
    assert state(session, article) == "withdrawn"


def test_only_what_harms_is_hidden_at_once(moderator, session):
    article = make_article(session)

    page = moderator.do(f"/a/{article.slug}/report", "Verberg meteen", kind="outdated", sentence="Oud.")

    assert page.status_code == 422
    assert "alleen bij Onveilig of Persoonsgegevens" in page.get_data(as_text=True)


def test_a_reader_hides_nothing(reader, session):
    article = make_article(session)

    assert reader.send(f"/a/{article.slug}/report", kind="unsafe", sentence="Nu.", hide="1").status_code == 403
    assert session.query(Report).count() == 0


@pytest.mark.parametrize("hide_after", [1, 2])
def test_how_many_readers_hide_an_article_is_set_for_this_wiki(app, reader, session, hide_after):
    ground = app.extensions["wiki"]
    object.__setattr__(ground.settings, "hide_after_reports", hide_after)
    article = make_article(session)

    page = reader.do(f"/a/{article.slug}/report", "Melden", kind="unsafe", sentence="Te dichtbij.")

    assert ("Het artikel is verborgen" in page.get_data(as_text=True)) == (hide_after == 1)


def test_nobody_else_sees_what_somebody_reported(reader, person, session):
    make_report(session, make_article(session), by=reader.actor, sentence="Alleen voor mij.")

    assert "Alleen voor mij." not in person("reader").words("/reports/mine")
    assert "Je meldde nog niets" in person("reader").words("/reports/mine")


# Deciding


def test_what_harms_is_on_top_and_then_what_waits_longest(moderator, session):
    for title, kind, days in (("Nieuw", "outdated", 0), ("Oud", "outdated", 9), ("Gevaar", "unsafe", 0)):
        make_report(session, make_article(session, title=title), kind=kind, at=now() - timedelta(days=days))

    page = moderator.words("/reports")

    assert page.index("Gevaar") < page.index("Oud") < page.index("Nieuw")
    assert page.count("Te laat") == 1


def test_the_list_is_filtered_by_kind(moderator, session):
    make_report(session, make_article(session, title="Rook"))

    assert "Rook" in moderator.words("/reports?kind=outdated")
    assert "Geen meldingen van deze soort" in moderator.words("/reports?kind=unsafe")
    assert "Rook" in moderator.words("/reports?kind=anything")


def test_the_list_is_cut_in_pages(moderator, session):
    article = make_article(session)
    for _ in range(21):
        make_report(session, article)

    assert "/reports?page=2" in moderator.words("/reports")
    assert "kind=outdated" in moderator.words("/reports?kind=outdated")
    assert moderator.words("/reports?page=2").count("Gemeld op") == 1
    assert "Zoveel pagina" in moderator.words("/reports?page=7")


def test_ones_own_reports_are_cut_in_pages(reader, session):
    for _ in range(21):
        make_report(session, make_article(session), by=reader.actor)

    assert "/reports/mine?page=2" in reader.words("/reports/mine")
    assert "Zoveel pagina" in reader.words("/reports/mine?page=7")


def test_a_privacy_officer_sees_what_harms_everywhere(person, session):
    officer = person("privacy-officer")
    for kind, title in (("unsafe", "Gevaar"), ("outdated", "Oud")):
        make_report(session, make_article(session, title=title, domains=("police",)), kind=kind)

    page = officer.words("/reports")

    assert "Gevaar" in page
    assert "Oud" not in page
    assert "kind=duplicate" not in page
    assert "1 melding wacht op een besluit" in officer.words("/")


def test_what_else_is_said_of_the_article_stands_beside(moderator, session):
    article = make_article(session)
    first, second = (make_report(session, article, sentence=text) for text in ("Eerst dit.", "Ook dat."))
    make_report(session, article, kind="personal-data", sentence="")

    page = moderator.words(f"/reports/{first.id}")

    assert "Ook dat." in page
    assert f"/reports/{second.id}" in page


def test_a_report_without_words_says_so(moderator, session):
    report = make_report(session, make_article(session), kind="personal-data", sentence="")

    assert "Zonder toelichting." in moderator.words(f"/reports/{report.id}")


def test_a_duplicate_shows_the_other_to_who_may_read_it(person, moderator, session):
    other = make_article(session, title="Fuik", domains=("police",), audience="domain")
    report = make_report(session, make_article(session), kind="duplicate", other=other.slug)

    assert "Fuik" not in moderator.words(f"/reports/{report.id}")
    assert "Fuik" in person("moderator").words(f"/reports/{report.id}")
    with transaction(session):
        report.other_id = None
    assert "jij niet kunt lezen" in moderator.words(f"/reports/{report.id}")


def test_a_question_is_not_closed_without_an_answer(moderator, session):
    text = written("question", answers="")
    question, same = (
        make_article(session, kind="question", text=text, title=title) for title in ("Hoe dan?", "Hoezo?")
    )
    answer = make_article(session, title="Zo doe je dat")
    report = make_report(session, question, kind="duplicate", other=same.slug)

    page = moderator.do(f"/reports/{report.id}", "Melding bevestigen", answer="Bekeken.")
    assert page.status_code == 422
    assert "pas dubbel als een ander artikel antwoord geeft" in page.get_data(as_text=True)
    assert "Bekeken." in page.get_data(as_text=True)

    assert moderator.press(page, "Melding bevestigen", other=answer.title).status_code == 200


@pytest.mark.parametrize("answer", ["x" * 501, "a\u202eb"])
def test_an_answer_that_cannot_be_kept_is_given_back(moderator, session, answer):
    report = make_report(session, make_article(session))

    assert moderator.do(f"/reports/{report.id}", "Melding bevestigen", answer=answer).status_code == 422


def test_what_can_be_done_is_offered_and_done_by_hand(moderator, person, session):
    article = make_article(session)
    report = make_report(session, article, kind="unsafe")
    path = f"/reports/{report.id}"
    moderator.do(path, "Melding bevestigen")
    assert state(session, article) == "published"

    page = moderator.do(path, "Herziening nodig")

    assert page.request.path == path
    assert state(session, article) == "needs_review"
    assert "<span>Herziening nodig</span></button>" not in page.get_data(as_text=True)
    officer = person("privacy-officer").words(path)
    assert "Archiveren</span></button>" not in officer
    moderator.press(page, "Archiveren")
    assert state(session, article) == "archived"


def test_what_is_hidden_or_thrown_away_can_still_be_decided_about(person, moderator, session):
    hidden, binned = make_article(session), make_article(session)
    first, second = (make_report(session, each, kind="unsafe", hide_after=1) for each in (hidden, binned))
    with transaction(session):
        binned.state = "binned"
    officer = person("privacy-officer")

    for someone in (moderator, officer):
        assert f'href="/a/{hidden.slug}"' in someone.words(f"/reports/{first.id}")
        assert f'href="/a/{binned.slug}"' not in someone.words(f"/reports/{second.id}")


def test_no_page_tells_who_reported(app, session, monkeypatch):
    monkeypatch.setattr(press, "printed", lambda html, **_options: html.encode())  # which can be read through
    reporter = make_account(session, roles=("moderator",), name="Xanthippe Zevenhuizen")
    article = make_article(session)
    report = make_report(session, article, kind="unsafe", by=actor_of(reporter), sentence="Kijk hier.")
    for role in ("moderator", "privacy-officer", "knowledge-manager"):
        someone = Person(app, make_account(session, roles=(role,)))

        starts = ["/", "/reports", f"/reports/{report.id}", f"/a/{article.slug}/history"]
        pages = dict(visit(someone, app, starts, most=2))

        # The log names the moderator who hid the article; that they did so by a report, it does not say.
        telling = [path for path, page in pages.items() if "Zevenhuizen" in text_of(page)]
        assert [path for path in telling if not path.startswith("/audit")] == []
        assert any("Kijk hier." in text_of(page) for page in pages.values())


def test_notices_lead_to_the_reports(app, session):
    account = make_account(session, roles=("moderator",))
    make_report(session, make_article(session), at=now() - timedelta(days=9))
    with transaction(session):
        reports.remind(session, at=now())

    assert 'href="/reports"' in Person(app, account).words("/notices")
    assert session.query(Notice).filter(Notice.account_id == account.id).count() == 1


def test_a_second_reader_of_a_kept_page_reports_with_a_token_of_their_own(person, session):
    article = make_article(session)
    for _ in range(2):
        someone = person("reader")
        someone.see(f"/a/{article.slug}")
        someone.do(f"/a/{article.slug}/report", "Melden", kind="outdated", sentence="Oud.")

    assert state(session, article) == "needs_review"
