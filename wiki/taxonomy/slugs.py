"""Addresses made from words: lower-case ASCII letters, digits and single hyphens."""

import re
import unicodedata

LONGEST = 80
_LIGATURES = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "đ": "d", "ł": "l", "þ": "th", "ĳ": "ij"})


def slugify(words: str) -> str:
    """The slug of a title or tag, at most 80 characters, cut at a word; empty when nothing is left."""
    folded = unicodedata.normalize("NFKD", words.lower().translate(_LIGATURES))
    ascii_only = "".join(c for c in folded if not unicodedata.combining(c))
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only.replace("'", "").replace("’", "")).strip("-")
    if len(slug) <= LONGEST:
        return slug
    return slug[: LONGEST + 1].rpartition("-")[0] or slug[:LONGEST]
