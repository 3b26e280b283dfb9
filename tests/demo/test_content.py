"""The demonstration content is whole, and a mistake in it is told with the file and the key."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.demo import content
from wiki.taxonomy.data import DOMAINS, TYPES
from wiki.taxonomy.reading import BrokenData

GOOD = {
    "title": '"Eerst kijken, dan doen"',
    "slug": "eerst-kijken",
    "type": "practice-tip",
    "domains": "[fire, police]",
    "building_blocks": "[team-learning]",
    "tags": '["kijken"]',
    "author": '"Bevelvoerder"',
    "created": "2025-03-14",
    "language": "nl",
    "related": "[]",
}

BAD = [
    ("title", None, "title is missing"),
    ("title", '""', "title is missing or empty"),
    ("title", "[a]", "title is missing or empty"),
    ("slug", "Eerst Kijken", "slug 'Eerst Kijken' does not look like"),
    ("slug", "iets-anders", "slug 'iets-anders' is not the name of the file"),
    ("type", "opinie", "type has unknown opinie"),
    ("domains", "[]", "domains is empty"),
    ("domains", "fire", "domains must be a list"),
    ("domains", "[fire, 3]", "domains must be a list of texts"),
    ("domains", "[fire, politie]", "domains has unknown politie"),
    ("building_blocks", "[luck]", "building_blocks has unknown luck"),
    (
        "building_blocks",
        "[team-learning, innovation, shared-vision, growth-mindset]",
        "building_blocks has more than 3",
    ),
    ("tags", None, "tags must be a list"),
    ("author", "''", "author is missing or empty"),
    ("created", "gisteren", "created must be a date"),
    ("created", "2025-03-14 10:00:00", "created must be a date"),
    ("created", "2025-02-31", "not YAML"),
    ("language", "fr", "language has unknown fr"),
    ("translation_of", "''", "translation_of is missing or empty"),
    ("related", None, "related must be a list"),
    ("relatd", "[]", "unknown key relatd"),
    ("title", '"open', "front matter is not YAML"),
]


def written(changes: dict[str, str | None]) -> str:
    fields = {key: value for key, value in (GOOD | changes).items() if value is not None}
    head = "".join(f"{key}: {value}\n" for key, value in fields.items())
    return f"---\n{head}---\n\n## Waar let je op?\n\nOp de rook.\n"


def test_an_article_is_read_with_all_its_fields():
    article = content.parse("eerst-kijken.md", written({"translation_of": "look-first"}))

    assert article == content.DemoArticle(
        title="Eerst kijken, dan doen",
        slug="eerst-kijken",
        type="practice-tip",
        domains=("fire", "police"),
        building_blocks=("team-learning",),
        tags=("kijken",),
        author="Bevelvoerder",
        created=date(2025, 3, 14),
        language="nl",
        translation_of="look-first",
        related=(),
        body="## Waar let je op?\n\nOp de rook.\n",
    )


@pytest.mark.parametrize(("key", "value", "problem"), BAD)
def test_a_mistake_names_the_file_and_the_key(key, value, problem):
    with pytest.raises(BrokenData, match=f"^eerst-kijken.md.*: .*{re.escape(problem)}"):
        content.parse("eerst-kijken.md", written({key: value}))


@pytest.mark.parametrize("text", ["", "## Kop\n", "---\ntitle: x\n", "---\n- een\n- twee\n---\nTekst\n"])
def test_a_file_without_front_matter_names_the_file(text):
    with pytest.raises(BrokenData, match=r"^los\.md: "):
        content.parse("los.md", text)


@given(st.text())
def test_no_text_at_all_breaks_the_reader_otherwise(text):
    with pytest.raises(BrokenData, match=r"^x\.md"):
        content.parse("x.md", f"---\n{text}\n---\n")


def test_a_line_in_the_body_does_not_end_the_front_matter_early():
    article = content.parse("eerst-kijken.md", written({}) + "\n---\n\nNa de streep.\n")

    assert article.body.endswith("---\n\nNa de streep.\n")


@pytest.mark.parametrize("key", ["related", "translation_of"])
def test_a_reference_into_nothing_names_the_file_and_the_key(tmp_path, key):
    value = "[bestaat-niet]" if key == "related" else "bestaat-niet"
    (tmp_path / "eerst-kijken.md").write_text(written({key: value}), encoding="utf-8")

    with pytest.raises(BrokenData, match=f"^eerst-kijken.md: {key} has unknown bestaat-niet"):
        content.articles(tmp_path)


def test_all_articles_are_there():
    found = content.articles()

    assert len(found) == 62
    assert sum(article.language == "en" for article in found) == 3
    assert {article.type for article in found} == set(TYPES)


@pytest.mark.parametrize("article", content.articles(), ids=lambda article: article.slug)
def test_an_article_has_exactly_the_headings_of_its_type(article):
    expected = [section.heading(article.language) for section in TYPES[article.type].sections]

    assert re.findall(r"^## (.+)$", article.body, re.MULTILINE) == expected


def test_every_section_has_text():
    empty = [
        (article.slug, heading)
        for article in content.articles()
        for heading, text in re.findall(r"^## (.+)\n((?:(?!## ).*\n?)*)", article.body, re.MULTILINE)
        if not text.strip()
    ]

    assert empty == []


def test_every_wiki_link_leads_to_an_article():
    slugs = {article.slug for article in content.articles()}
    links = {link for article in content.articles() for link in re.findall(r"\[\[([^\]|]+)", article.body)}

    assert links
    assert links <= slugs


def test_a_translation_has_the_domains_and_type_of_its_source():
    by_slug = {article.slug: article for article in content.articles()}
    translations = [article for article in by_slug.values() if article.translation_of]

    assert len(translations) == 3
    for article in translations:
        source = by_slug[article.translation_of]
        assert (article.type, article.domains, article.language) == (source.type, source.domains, "en")
        assert source.language == "nl"


def test_every_query_asks_for_an_article_that_exists():
    rows = content.queries()

    assert len({row.qid for row in rows}) == 80
    assert {row.grade for row in rows} == {1, 2}
    assert {row.slug for row in rows} <= {article.slug for article in content.articles()}


def test_every_synonym_has_forms_and_a_domain():
    for row in content.synonyms():
        assert row.forms
        assert all(form.strip() for form in row.forms)
        assert row.domain in {*DOMAINS, "all"}
        assert row.kind in {"abbreviation", "synonym", "english"}


def test_the_glossary_has_both_languages():
    terms = content.glossary()

    assert {"article", "practice tip"} <= {term.en for term in terms}
    assert all(term.nl and term.definition for term in terms)
