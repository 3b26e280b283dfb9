"""Read the demonstration content from the files beside this module; what becomes of it is for others to say.

No database and no flask: the loader, the tests and the relevance measurements all read the same values.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from wiki import paths
from wiki.articles.services.content import MOST_BLOCKS
from wiki.settings import LOCALES
from wiki.taxonomy.data import BLOCKS, DOMAINS, SLUG, TYPES
from wiki.taxonomy.reading import BrokenData, Entry

FOLDER = paths.PACKAGE / "demo"

_FRONT_MATTER = re.compile(r"\A---\n(?P<head>.*?)^---\n(?P<body>.*)\Z", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class DemoArticle:
    """An article as its file gives it; `author` is a role name, never the name of a person."""

    title: str
    slug: str
    type: str
    domains: tuple[str, ...]
    building_blocks: tuple[str, ...]
    tags: tuple[str, ...]
    author: str
    created: date
    language: str
    translation_of: str | None
    related: tuple[str, ...]
    body: str


@dataclass(frozen=True, slots=True)
class Query:
    """A search and one article that belongs in its results: grade 2 answers it, grade 1 helps."""

    qid: str
    query: str
    kind: str
    slug: str
    grade: int


@dataclass(frozen=True, slots=True)
class Synonym:
    """A word and its other forms; `domain` is a domain slug or "all"."""

    canonical: str
    forms: tuple[str, ...]
    domain: str
    kind: str


@dataclass(frozen=True, slots=True)
class Term:
    nl: str
    en: str
    definition: str


@dataclass(frozen=True, slots=True)
class DemoApplied:
    """What somebody with the demo account of this role tells of having used an article, so many days ago; the codes are
    those of practice."""

    slug: str
    teller: str
    days_ago: int
    result: str
    assumption: str
    context: tuple[str, ...]
    is_signed: bool
    adjustment: str
    because: str


def articles(folder: Path = FOLDER / "articles") -> tuple[DemoArticle, ...]:
    """Every article, by file name; raises BrokenData naming the file and the key, also for a reference into nothing."""
    found = tuple(parse(file.name, file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.md")))
    slugs = {article.slug for article in found}
    for article in found:
        _known(f"{article.slug}.md", "related", article.related, slugs)
        if article.translation_of:
            _known(f"{article.slug}.md", "translation_of", [article.translation_of], slugs)
    return found


def parse(name: str, text: str) -> DemoArticle:
    """The article in one file, whose name must be its slug; raises BrokenData naming the file and the key."""
    head, body = _split(name, text)
    entry = Entry(name, head)
    article = DemoArticle(
        title=entry.text("title"),
        slug=entry.name("slug", SLUG),
        type=entry.text("type"),
        domains=entry.texts("domains"),
        building_blocks=entry.texts("building_blocks"),
        tags=entry.texts("tags"),
        author=entry.text("author"),
        created=entry.day("created"),
        language=entry.text("language"),
        translation_of=entry.text("translation_of") if "translation_of" in entry else None,
        related=entry.texts("related"),
        body=body,
    )
    _check(name, article)
    return entry.finish(article)


def queries() -> tuple[Query, ...]:
    return tuple(Query(qid, query, kind, slug, int(grade)) for qid, query, kind, slug, grade in _rows("queries.tsv"))


def synonyms() -> tuple[Synonym, ...]:
    rows = _rows("synonyms.tsv")
    return tuple(Synonym(canonical, tuple(forms.split("|")), domain, kind) for canonical, forms, domain, kind in rows)


def glossary() -> tuple[Term, ...]:
    return tuple(Term(nl, en, definition) for nl, en, definition in _rows("glossary.tsv"))


def applied() -> tuple[DemoApplied, ...]:
    return tuple(
        DemoApplied(
            slug=slug,
            teller=teller,
            days_ago=int(days),
            result=result,
            assumption=assumption,
            context=tuple(filter(None, context.split(","))),
            is_signed=signed == "yes",
            adjustment=adjustment,
            because=because,
        )
        for slug, teller, days, result, assumption, context, signed, adjustment, because in _rows("applied.tsv")
    )


def _split(name: str, text: str) -> tuple[object, str]:
    parts = _FRONT_MATTER.match(text)
    if parts is None:
        raise BrokenData(f"{name}: has no front matter between two lines of ---")
    try:
        head = yaml.safe_load(parts["head"])
    except (yaml.YAMLError, ValueError) as problem:
        raise BrokenData(f"{name}: front matter is not YAML: {problem}") from problem
    return head, parts["body"].strip() + "\n"


def _check(name: str, article: DemoArticle) -> None:
    if name != f"{article.slug}.md":
        raise BrokenData(f"{name}: slug {article.slug!r} is not the name of the file")
    if not article.domains:
        raise BrokenData(f"{name}: domains is empty")
    if len(article.building_blocks) > MOST_BLOCKS:
        raise BrokenData(f"{name}: building_blocks has more than {MOST_BLOCKS}")
    _known(name, "type", [article.type], TYPES)
    _known(name, "language", [article.language], LOCALES)
    _known(name, "domains", article.domains, DOMAINS)
    _known(name, "building_blocks", article.building_blocks, BLOCKS)


def _known(name: str, key: str, values: Collection[str], known: Collection[str]) -> None:
    unknown = [value for value in values if value not in known]
    if unknown:
        raise BrokenData(f"{name}: {key} has unknown {', '.join(unknown)}")


def _rows(name: str) -> Iterator[list[str]]:
    """The rows below the heading of a file with tabs between the fields and no quoting."""
    _, *lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return (line.split("\t") for line in lines)
