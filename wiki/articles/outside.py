"""Whether the addresses outside that articles link to still answer. Only ever asked by a person, from a command: the
program fetches nothing while it runs.
"""

import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from http import HTTPStatus
from http.client import HTTPException
from re import compile as pattern
from typing import NamedTuple
from urllib.parse import quote, urlsplit, urlunsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki import __version__
from wiki.articles.models import Article, Revision

SECONDS = 10.0
AT_ONCE = 8
# A server that does not want to be asked this way may still give the page.
ASK_AGAIN = (HTTPStatus.FORBIDDEN, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_IMPLEMENTED, HTTPStatus.NOT_FOUND)
_LINKS = pattern(r'<a href="(https?://[^"]+)"')


class Broken(NamedTuple):
    """An address that gave no page, why, and the articles that link to it."""

    address: str
    why: str
    slugs: tuple[str, ...]


def links(session: Session) -> dict[str, tuple[str, ...]]:
    """The addresses outside in what readers have, each with the articles that link to it."""
    found: dict[str, list[str]] = {}
    shown = select(Article.slug, Revision.html, Revision.lead_more).join(Revision, Revision.id == Article.published_id)
    for slug, html, more in session.execute(shown.order_by(Article.slug)):
        for address in dict.fromkeys(_LINKS.findall(html + more)):
            found.setdefault(unescape(address), []).append(slug)
    return {address: tuple(slugs) for address, slugs in found.items()}


def broken(found: Mapping[str, Sequence[str]]) -> Iterator[Broken | None]:
    """For each of the addresses, in some order: None where it answers, else what is wrong."""
    with ThreadPoolExecutor(AT_ONCE) as threads:
        for address, why in zip(found, threads.map(problem, found), strict=True):
            yield Broken(address, why, tuple(found[address])) if why else None


def problem(address: str) -> str:
    """Why the address gives no page; empty where it does."""
    why = _asked(address, "HEAD")
    return _asked(address, "GET") if why in {str(int(status)) for status in ASK_AGAIN} else why


def _asked(address: str, method: str) -> str:
    headers = {"User-Agent": f"Praktijkwijs/{__version__} (links check)"}
    try:
        request = urllib.request.Request(_in_ascii(address), method=method, headers=headers)  # noqa: S310  http and https only
        with urllib.request.urlopen(request, timeout=SECONDS):  # noqa: S310
            return ""
    except urllib.error.HTTPError as error:
        with error:
            return str(error.code)
    except (OSError, ValueError, HTTPException) as error:
        reason = getattr(error, "reason", error)
        return type(reason).__name__ if isinstance(reason, Exception) else str(reason)


def _in_ascii(address: str) -> str:
    """As a browser sends it: other letters in the path as their bytes, in the name of the host as it is registered."""
    parts = urlsplit(address)
    host = (parts.hostname or "").encode("idna").decode("ascii")
    port = f":{parts.port}" if parts.port else ""
    path, query = (quote(part, safe="/%:@!$&'()*+,;=~-._?") for part in (parts.path, parts.query))
    return urlunsplit((parts.scheme, host + port, path, query, ""))


def summary(wrong: Iterable[Broken]) -> Iterator[str]:
    """A line for each, for a terminal."""
    return (f"{each.why}  {each.address}  in {', '.join(each.slugs)}" for each in wrong)
