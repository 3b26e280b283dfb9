"""Answers by gzip for who takes it: a first visit by phone is mostly text.

A page that holds a secret beside what an address says could be guessed by the length of its answers (BREACH), so every
one gets a file name of random length in its gzip header, which nobody reads. Static files are made small once per
process. What is small already, or sent piece by piece, goes as it is.
"""

import gzip
import secrets
from io import BytesIO

from flask import Flask, Response, request

from wiki.web.kept import Kept

TYPES = frozenset(
    "text/html text/css text/javascript text/plain application/javascript application/json application/atom+xml "
    "application/manifest+json image/svg+xml".split()
)
FEWEST_BYTES = 400
MOST_PADDING = 100
KEPT_FILES = 256
# Of a page made for one reader a higher level saves three in a hundred and costs twice the time.
OF_PAGES, OF_FILES = 5, 9


def init_app(app: Flask) -> None:
    """First of all: what is registered first is done last, and this has to see the whole answer."""
    files: Kept[bytes] = Kept(KEPT_FILES)

    @app.after_request
    def compress(response: Response) -> Response:
        if not _is_compressible(response):
            return response
        _vary(response)
        if request.accept_encodings["gzip"] <= 0:
            return response
        if _is_file(response):
            key = request.path, response.headers.get("ETag")
            made = files.get(key, lambda: _small(_content(response), OF_FILES, name=""))
        else:
            made = _small(_content(response), OF_PAGES, name="x" * secrets.randbelow(MOST_PADDING))
        _replace(response, made)
        response.headers["Content-Encoding"] = "gzip"
        response.headers.pop("Accept-Ranges", None)
        _weaken(response)
        return response


def _vary(response: Response) -> None:
    """Say that the answer depends on it; by hand, for reading the header as a set costs more than all else here."""
    before = response.headers.get("Vary")
    response.headers["Vary"] = f"{before}, Accept-Encoding" if before else "Accept-Encoding"


def _is_file(response: Response) -> bool:
    """The same for everybody. The page that says that there is no such file is not: it has the name of its reader."""
    return request.endpoint == "static" and response.status_code == 200


def _is_compressible(response: Response) -> bool:
    is_whole = response.status_code not in (204, 206, 304) and "Content-Encoding" not in response.headers
    is_known = response.is_sequence or (_is_file(response) and request.method == "GET")
    return (
        is_whole
        and is_known
        and response.mimetype in TYPES
        and (response.content_length or FEWEST_BYTES) >= FEWEST_BYTES
    )


def _content(response: Response) -> bytes:
    response.direct_passthrough = False
    return response.get_data()


def _replace(response: Response, made: bytes) -> None:
    """With the file behind it closed also where its content is known."""
    close = getattr(response.response, "close", None)
    if close is not None:
        response.call_on_close(close)
    response.direct_passthrough = False
    response.set_data(made)


def _small(content: bytes, level: int, *, name: str) -> bytes:
    made = BytesIO()
    with gzip.GzipFile(filename=name, mode="wb", compresslevel=level, fileobj=made, mtime=0) as file:
        file.write(content)
    return made.getvalue()


def _weaken(response: Response) -> None:
    """The tag names the content and not its bytes on the way."""
    tag, is_weak = response.get_etag()
    if tag is not None and not is_weak:
        response.set_etag(tag, weak=True)
