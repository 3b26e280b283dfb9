"""The safety check as whoever writes meets it: below the field, with room for a reason, before a moderator sees it."""

import re

import pytest

from tests.articles.test_safety import BLOCKED, BSN, CONFIRMED
from tests.factories import make_article, written
from wiki.articles.models import ReviewFinding

WHY = re.compile(r'name="(why-[0-9a-f]{16})"')
OPEN = "De veiligheidscheck vond iets."


@pytest.fixture
def author(person):
    return person("author")


def drafted(session, author, cue=BLOCKED):
    return make_article(session, status="draft", author=author.actor, text=written(cue=cue))


def edit(article):
    return f"/a/{article.slug}/edit"


def test_what_is_found_stands_below_its_field(session, author):
    article = drafted(session, author)

    page = author.words(edit(article))

    field, found, after = (page.index(words) for words in ('id="section-cue"', f"<q>{BSN}</q>", 'id="section-action"'))
    assert field < found < after
    assert "Lijkt op een burgerservicenummer." in page
    assert "een moderator moet het daarmee eens zijn" in page


def test_a_draft_is_kept_with_it_and_not_submitted(session, author):
    article = drafted(session, author)

    saved = author.do(edit(article), "Bewaren", section__cue=f"{BLOCKED} En meer.")
    refused = author.do(edit(article), "Indienen")

    assert "Bewaard." in saved.get_data(as_text=True)
    assert refused.status_code == 422
    assert OPEN in refused.get_data(as_text=True)
    assert article.stage == "draft"


def test_with_a_reason_it_is_submitted_and_the_reason_stays(session, author):
    article = drafted(session, author)
    (why,) = WHY.findall(author.words(edit(article)))

    author.do(edit(article), "Indienen", **{why: "Nummer  van een oefening"})

    session.refresh(article)
    assert article.stage == "in_review"
    assert [row.reason for row in session.query(ReviewFinding)] == ["Nummer van een oefening"]


def test_a_reason_is_there_again_on_the_next_page(session, author):
    article = drafted(session, author, CONFIRMED)
    (why,) = WHY.findall(author.words(edit(article)))

    author.do(edit(article), "Bewaren", **{why: "Nummer van de meldkamer"})

    assert 'value="Nummer van de meldkamer"' in author.words(edit(article))


def test_a_reason_that_tells_of_somebody_is_refused_and_kept_on_the_page(session, author):
    article = drafted(session, author, CONFIRMED)
    (why,) = WHY.findall(author.words(edit(article)))

    refused = author.do(edit(article), "Bewaren", **{why: "Van verdachte J. de Vries"})

    assert refused.status_code == 422
    words = refused.get_data(as_text=True)
    assert "In je uitleg staat zelf iets" in words
    assert "Van verdachte J. de Vries" in words
    assert session.query(ReviewFinding).count() == 0


def test_a_new_article_is_read_on_its_first_save(session, author):
    refused = author.do(
        "/write/question", "Indienen", title="Wie is dit", domains="fire", section__question=BLOCKED, role_name="Agent"
    )

    assert refused.status_code == 422
    assert f"<q>{BSN}</q>" in refused.get_data(as_text=True)


def test_submitting_from_the_article_itself_leads_to_what_was_found(session, author):
    article = drafted(session, author)

    answer = author.send(f"/a/{article.slug}/submission")

    assert answer.location.endswith(edit(article))
    assert OPEN in author.words(answer.location)


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("section-cue", BLOCKED, True),
        ("title", f"bsn {BSN}", True),
        ("section-cue", "Dat was dom van de ploeg.", True),
        ("title", "Dat was dom van de ploeg.", False),
        ("section-cue", "Kijk naar de rook.", False),
    ],
)
def test_a_field_is_checked_while_somebody_types(author, field, text, expected):
    answer = author.send("/safety", text=text, field=field, kind="practice-tip")

    assert ("pw-finding" in answer.get_data(as_text=True)) is expected


def test_what_the_check_answers_is_text_and_no_markup(author):
    answer = author.send("/safety", text="post@<b>.nl mail a<b@voorbeeld.nl", field="section-cue", kind="nothing")

    assert "<b>" not in answer.get_data(as_text=True)


def test_a_text_without_end_is_not_checked(author, settings):
    answer = author.send("/safety", text="a" * (settings.max_article_characters + 1))

    assert answer.status_code in (413, 422)


def test_the_whole_text_in_one_field_is_checked_there(session, author):
    article = drafted(session, author)

    page = author.do(edit(article), "Liever de hele tekst in één veld").get_data(as_text=True)

    assert page.index('id="whole"') < page.index(f"<q>{BSN}</q>")


def test_what_runs_on_from_one_section_into_the_next_is_shown_too(session, author):
    heading = "## Waar let je op?"
    article = make_article(
        session, status="draft", author=author.actor, text=written(situation="De verdachte", cue="J. de Vries zag dat.")
    )

    page = author.words(edit(article))

    assert heading not in page
    assert author.see(edit(article)).status_code == 200
