"""Sending a content that somebody brought in: nothing in it can do anything, whatever a browser takes it for."""

from typing import BinaryIO

from flask import request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response
from werkzeug.wsgi import wrap_file

# Nothing that it holds may run, load or send anything.
HARMLESS = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox"


def sent(opened: BinaryIO, *, mime: str, name: str, etag: str, how: str) -> Response:
    """The content or the part of it that was asked for. Kept by the browser alone, which asks each time whether it
    still may."""
    size = opened.seek(0, 2)
    opened.seek(0)
    answer = Response(wrap_file(request.environ, opened), mimetype=mime, direct_passthrough=True)
    answer.content_length = size
    answer.set_etag(etag)
    answer.headers["Content-Disposition"] = f'{how}; filename="{name}"'
    answer.headers["Content-Security-Policy"] = HARMLESS
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Vary"] = "Cookie"
    try:
        return answer.make_conditional(request, accept_ranges=True, complete_length=size)
    except HTTPException:
        opened.close()  # a part was asked for that is not there, and nothing is sent
        raise
