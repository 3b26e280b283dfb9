"""Which addresses text may point at: one rule for the Markdown side and for the sanitiser, so they cannot disagree."""

import re
from html import unescape

# Looked at twice, as written and after entities are resolved, so that no entity can stand in for a part of the scheme.
LINK = re.compile(r"(?:https?://(?![/\\])|mailto:|tel:|/(?![/\\])|#s-)[^\s\\<>\x00-\x20\x7f-\x9f]*", re.IGNORECASE)
IMAGE = re.compile(r"/(?![/\\])[^\s\\<>\x00-\x20\x7f-\x9f]+")
EXTERNAL = re.compile(r"https?://", re.IGNORECASE)


def is_link(address: str) -> bool:
    """True for http, https, mailto, tel, paths on this site and headings on this page."""
    return _matches(LINK, address)


def is_image(address: str) -> bool:
    """True for paths on this site: nobody else's server gets to see who reads what."""
    return _matches(IMAGE, address)


def is_external(address: str) -> bool:
    """True when following the link leaves this site."""
    return EXTERNAL.match(address) is not None


def _matches(rule: re.Pattern[str], address: str) -> bool:
    return rule.fullmatch(address) is not None and rule.fullmatch(unescape(address)) is not None
