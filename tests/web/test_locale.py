"""Dutch first: the account chooses, then the browser's cookie, then what the browser asks for."""

from datetime import date

import pytest

from tests.visitor import post
from wiki.taxonomy.data import Label
from wiki.web.locale import current_locale, day, month


@pytest.mark.parametrize(
    ("asked", "cookie", "locale"),
    [
        (None, None, "nl"),
        ("en", None, "en"),
        ("en-GB,en;q=0.9,nl;q=0.8", None, "en"),
        ("fr, nl;q=0.5", None, "nl"),
        ("fr", None, "nl"),
        ("*", None, "nl"),
        ("en", "nl", "nl"),
        ("nl", "en", "en"),
        ("en", "xx", "en"),
    ],
)
def test_a_visitor_reads_in_the_language_they_chose_or_ask_for(app, asked, cookie, locale):
    headers = {"Accept-Language": asked} if asked else {}
    if cookie:
        headers["Cookie"] = f"wiki_language={cookie}"

    with app.test_request_context("/", headers=headers):
        assert current_locale() == locale


def test_the_language_of_an_account_wins(person):
    someone = person("reader", locale="en")
    post(someone.client, "/language", {"language": "nl"})

    assert 'lang="en"' in someone.client.get("/", headers={"Accept-Language": "nl"}).get_data(as_text=True)


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("nl", ("20 september 2026", "september 2026")), ("en", ("20 September 2026", "September 2026"))],
)
def test_days_and_months_are_written_out(app, locale, expected):
    with app.test_request_context("/", headers={"Accept-Language": locale}):
        assert (day(date(2026, 9, 20)), month(date(2026, 9, 20))) == expected


@pytest.mark.parametrize(("locale", "expected"), [("nl", "Brandweer 1.234"), ("en", "Fire service 1,234")])
def test_labels_and_numbers_are_in_the_language_of_the_page(app, locale, expected):
    with app.test_request_context("/", headers={"Accept-Language": locale}):
        made = app.jinja_env.from_string("{{ local(label) }} {{ 1234|number }}")

        assert made.render(label=Label("Brandweer", "Fire service")) == expected


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ('{{ _("100 %% zeker") }}', "100 % zeker"),
        ('{{ _("Zoek letterlijk op %(words)s", words="<b>") }}', "Zoek letterlijk op &lt;b&gt;"),
        (
            '{% autoescape false %}{{ _("Zoek letterlijk op %(words)s", words="<b>") }}{% endautoescape %}',
            "Zoek letterlijk op <b>",
        ),
        ("{{ _('<i>') }}{{ _('<i>') }}", "<i><i>"),
    ],
)
def test_a_sentence_is_ours_and_what_is_put_in_it_is_not(app, template, said):
    with app.test_request_context("/", headers={"Accept-Language": "nl"}):
        assert app.jinja_env.overlay(autoescape=True).from_string(template).render() == said
