"""Pages as tagged PDF, by WeasyPrint in a helper process with a clock. Without the extra `pdf` there is none of it.

Nothing is fetched from anywhere: a page gets the static files of this program, and the pictures that its caller brought
along because the reader may see them. An address of anything else, a `file:` or `data:` one too, is refused.
"""

import logging
import re
from collections.abc import Mapping
from concurrent.futures import CancelledError
from ctypes import CDLL
from functools import lru_cache
from importlib.util import find_spec
from typing import Any
from urllib.parse import unquote, urlsplit

from wiki.paths import STATIC
from wiki.watched import Watched

SECONDS_TO_PRINT = 15.0
LONGEST_PAGE = 1_500_000
# WeasyPrint draws its text with it; Chromium brings it along, a bare server does not.
NATIVE = "libpangoft2-1.0.so.0"
KINDS = {"css": "text/css", "svg": "image/svg+xml", "woff2": "font/woff2"}
_ICON = re.compile(r'<svg class="pw-icon"[^>]*><use href="[^"]*#(i-[a-z-]+)"/></svg>')
_SYMBOL = re.compile(r'<symbol id="(i-[a-z-]+)" viewBox="([^"]+)">(.*?)</symbol>')

log = logging.getLogger(__name__)


class Unprintable(Exception):
    """The page is too long, took too long or broke the helper."""


def _prepare() -> None:  # pragma: no cover - runs in the helper
    """Load the library before a clock runs: on a busy machine that alone took most of the time for the first page."""
    import weasyprint  # noqa: F401, PLC0415  an extra


_helper = Watched("pdf", seconds=SECONDS_TO_PRINT, prepare=_prepare)


@lru_cache(maxsize=1)
def is_there() -> bool:
    """Whether the extra is installed and has the native library that it needs."""
    return find_spec("weasyprint") is not None and _loads(NATIVE)


def printed(html: str, *, base: str, pictures: Mapping[str, bytes]) -> bytes:
    """The PDF of a page at the address `base`; `pictures` by their paths on this site. Raises Unprintable."""
    if len(html) > LONGEST_PAGE:
        raise Unprintable("too long")
    try:
        return _helper.run(pdf_of, html, base, dict(pictures))
    except (TimeoutError, CancelledError) as error:
        raise Unprintable("too slow") from error
    except Exception as error:  # whatever a page does to the library, the wiki stays up
        # Without the traceback: that may quote the text.
        log.warning("a page was not printed (%s)", type(error).__name__)
        raise Unprintable(type(error).__name__) from error


def close() -> None:
    """Stop the helper of this process."""
    _helper.close()


def pdf_of(html: str, base: str, pictures: Mapping[str, bytes]) -> bytes:
    """In the helper: the PDF, tagged for screen readers (PDF/UA-1), with the title and the language of the page."""
    from weasyprint import HTML, URLFetcher  # noqa: PLC0415  an extra, and half a second to load
    from weasyprint.urls import URLFetcherResponse  # noqa: PLC0415

    class Ours(URLFetcher):  # type: ignore[misc,unused-ignore]
        def fetch(self, url: str, headers: Any = None) -> Any:
            content, kind = found(url, base, pictures)
            return URLFetcherResponse(url, body=content, headers={"Content-Type": kind})

    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # it names every style that paper has no use for
    page = HTML(string=with_icons(html), base_url=base, url_fetcher=Ours())
    return bytes(page.write_pdf(pdf_variant="pdf/ua-1"))


def found(url: str, base: str, pictures: Mapping[str, bytes]) -> tuple[bytes, str]:
    """What is at this address and its media type, if it is ours and the page may have it. Raises ValueError."""
    wanted, here = urlsplit(url), urlsplit(base)
    path = unquote(wanted.path)
    if (wanted.scheme, wanted.netloc) != (here.scheme, here.netloc):
        raise ValueError("not of this site")
    if path in pictures:
        return pictures[path], "image/webp"
    file = (STATIC / path.removeprefix("/static/")).resolve()
    kind = KINDS.get(file.suffix[1:])
    if not path.startswith("/static/") or kind is None or not file.is_relative_to(STATIC.resolve()):
        raise ValueError("not for this page")
    return file.read_bytes(), kind


def with_icons(html: str) -> str:
    """The page with its icons drawn in place: the library follows no address into a sprite."""
    return _ICON.sub(lambda used: _drawn().get(used[1], ""), html)


@lru_cache(maxsize=1)
def _drawn() -> Mapping[str, str]:
    sprite = (STATIC / "icons" / "sprite.svg").read_text(encoding="utf-8")
    how = 'fill="none" stroke="currentColor" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round"'
    return {
        name: f'<svg class="pw-icon" aria-hidden="true" viewBox="{box}"><g {how}>{shape}</g></svg>'
        for name, box, shape in _SYMBOL.findall(sprite)
    }


def _loads(library: str) -> bool:
    try:
        CDLL(library)
    except OSError:
        return False
    return True
