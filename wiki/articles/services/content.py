"""What an author chooses besides the text, and what is wrong with a choice."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from wiki.errors import Invalid
from wiki.taxonomy.data import BLOCKS, DOMAINS
from wiki.taxonomy.slugs import slugify

LONGEST_TITLE = 200
LONGEST_SUMMARY = 300
LONGEST_TAG = 40
MOST_DOMAINS = 6
MOST_BLOCKS = 3
MOST_TAGS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What an author chooses besides the text itself."""

    title: str
    domains: tuple[str, ...]
    blocks: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    summary: str = ""
    is_minor: bool = False


def check(content: Content) -> None:
    """Raise Invalid with a code per field that cannot be saved even as a draft."""
    wrong = {
        "title": _title_code(content.title),
        **_place_codes(content.domains, content.blocks),
        "tags": _tags_code(content.tags),
        "summary": "too-long" if len(content.summary) > LONGEST_SUMMARY else None,
    }
    _refuse(wrong)


def check_places(domains: Sequence[str], blocks: Sequence[str]) -> None:
    """Raise Invalid for domains and blocks that an article cannot be in."""
    _refuse(_place_codes(domains, blocks))


def _refuse(wrong: Mapping[str, str | None]) -> None:
    found = {name: code for name, code in wrong.items() if code}
    if found:
        raise Invalid(found)


def _place_codes(domains: Sequence[str], blocks: Sequence[str]) -> dict[str, str | None]:
    return {
        "domains": _choice_code(domains, DOMAINS, 1, MOST_DOMAINS),
        "blocks": _choice_code(blocks, BLOCKS, 0, MOST_BLOCKS),
    }


def _title_code(title: str) -> str | None:
    if not title.strip():
        return "missing"
    if len(title) > LONGEST_TITLE:
        return "too-long"
    return None if slugify(title) else "no-slug"


def _choice_code(chosen: Sequence[str], known: Collection[str], least: int, most: int) -> str | None:
    if len(chosen) < least:
        return "missing"
    if len(chosen) > most or len(set(chosen)) != len(chosen):
        return "too-many"
    return None if all(slug in known for slug in chosen) else "unknown"


def _tags_code(tags: Sequence[str]) -> str | None:
    if len(tags) > MOST_TAGS:
        return "too-many"
    if any(len(tag) > LONGEST_TAG for tag in tags):
        return "too-long"
    return None if all(slugify(tag) for tag in tags) else "no-slug"
