"""What is linked to and not there: counted for this reader alone, and offered to who may write it."""

import pytest

from tests.factories import make_article, written
from tests.forms import form_with
from wiki.taxonomy.slugs import slugify


@pytest.fixture
def author(person):
    return person("author", domain="fire")


def linking(session, *titles, **options):
    text = written(cue=" ".join(f"Zie [[{slugify(title)}]]." for title in titles))
    return make_article(session, text=text, **options)


def test_what_most_link_to_comes_first_with_who_links(author, session):
    linking(session, "Rook lezen", "Ladder aan de goot", title="Een")
    linking(session, "Rook lezen", title="Twee")

    page = " ".join(author.words("/wanted").split())

    assert page.index("Rook lezen</h2>") < page.index("Ladder aan de goot</h2>")
    assert "2 artikelen verwijzen hiernaar:" in page
    assert 'href="/a/een"' in page
    assert 'href="/a/twee"' in page


def test_what_is_written_is_wanted_no_more(author, session):
    linking(session, "Rook lezen")
    make_article(session, title="Rook lezen")

    assert "Alles waar naar verwezen wordt, bestaat" in author.words("/wanted")


def test_writing_it_begins_with_its_title(author, session):
    linking(session, "Rook lezen")

    page = author.see("/write?title=Rook+lezen")

    assert "/write?title=Rook+lezen" in author.words("/wanted")
    assert 'href="/write/technique?title=Rook+lezen"' in page.text
    assert form_with(author.see("/write/technique?title=Rook+lezen"), "Bewaren").values["title"] == "Rook lezen"


@pytest.mark.parametrize("status", ["draft", "in_review", "archived", "change-draft"])
def test_only_links_that_readers_see_count(author, session, status):
    linking(session, "Rook lezen", status=status)

    assert ("Rook lezen</h2>" in author.words("/wanted")) is (status == "change-draft")


def test_of_what_one_may_not_know_nothing_is_told(author, session):
    linking(session, "Alleen politie", title="Van de politie", audience="domain", domains=("police",))
    linking(session, "Geheim concept", title="Open")
    make_article(session, title="Geheim concept", status="draft")

    page = author.words("/wanted")

    assert "Alleen politie" not in page
    assert "Van de politie" not in page
    assert "Geheim concept</h2>" in page


def test_there_may_be_many_of_them(author, session):
    linking(session, *(f"Onderwerp {number}" for number in range(45)))

    assert author.words("/wanted").count("Schrijf dit") == 30
    assert author.words("/wanted?page=2").count("Schrijf dit") == 15
    assert "Verder is er niets" in author.words("/wanted?page=9")
