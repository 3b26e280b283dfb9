"""What help says exists: buttons are called as on the screen, links lead somewhere, and both languages say the same."""

import re
from functools import cache

import pytest
from babel.messages.pofile import read_po
from werkzeug.exceptions import HTTPException

from tools import translations
from wiki.errors import NotFound
from wiki.help import topics

PAGES = [(slug, language) for slug in (*topics.TOPICS, "statement") for language in ("nl", "en")]
NAMED = [(slug, language) for slug, language in PAGES if slug != "statement"]
BOLD = re.compile(r"\*\*(.+?)\*\*")
LINK = re.compile(r"\]\(([^)]+)\)")
SENTENCE = re.compile(r"[^.?:|\n]+")
MOST_WORDS = 26


@cache
def said(language):
    """Every sentence that the program shows in this language."""
    if language == "nl":
        messages = [message.id for message in translations.collected() if message.id]
    else:
        with (translations.FOLDER / "en" / "LC_MESSAGES" / "messages.po").open("rb") as file:
            messages = [message.string for message in read_po(file) if message.id]
    return {text for each in messages for text in ([each] if isinstance(each, str) else each)}


@pytest.mark.parametrize(("slug", "language"), NAMED)
def test_what_stands_in_bold_is_a_name_on_the_screen(slug, language):
    named = set(BOLD.findall(topics.source(slug, language)))

    assert named - said(language) == set()


@pytest.mark.parametrize(("slug", "language"), PAGES)
def test_links_lead_to_a_page_of_this_wiki(slug, language, app):
    broken = []
    for path in LINK.findall(topics.source(slug, language)):
        try:
            app.url_map.bind("localhost").match(path)
            if path.startswith("/help/"):
                topics.topic(path.removeprefix("/help/"), language)
        except (HTTPException, NotFound):
            broken.append(path)

    assert broken == []


@pytest.mark.parametrize(("slug", "language"), PAGES)
def test_a_page_has_a_title_an_introduction_and_chapters(slug, language):
    page = topics.page(slug, language)

    assert page.title
    assert page.intro.endswith(".")
    assert len(page.headings) > 2
    assert "<h2" in page.html
    assert "<pre>" not in page.html


@pytest.mark.parametrize("slug", [*topics.TOPICS, "statement"])
def test_both_languages_have_the_same_chapters_links_and_length(slug):
    dutch, english = topics.page(slug, "nl"), topics.page(slug, "en")

    assert len(dutch.headings) == len(english.headings)
    assert LINK.findall(topics.source(slug, "nl")) == LINK.findall(topics.source(slug, "en"))
    assert 0.75 < len(english.html) / len(dutch.html) < 1.25


@pytest.mark.parametrize(("slug", "language"), PAGES)
def test_sentences_are_short_and_calm(slug, language):
    text = topics.source(slug, language)

    long = [each for each in SENTENCE.findall(text) if len(each.split()) > MOST_WORDS]

    assert "!" not in text
    assert long == []


def test_there_is_no_other_file_than_the_pages():
    found = {(path.stem, path.parent.name) for path in topics.FOLDER.glob("*/*")}

    assert found == set(PAGES)


def test_an_unknown_topic_is_not_found():
    with pytest.raises(NotFound):
        topics.topic("statement", "nl")
