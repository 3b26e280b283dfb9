"""Refuse a form whose bytes are not UTF-8, before anything reads it.

Werkzeug would keep such bytes as `%FF`: something else would be stored than what was sent, without a word.
"""

from urllib.parse import unquote_to_bytes

from flask import Flask, request

from wiki.errors import UnsafeText

FORM = "application/x-www-form-urlencoded"


def init_app(app: Flask) -> None:
    """Before all that looks into a form, such as the test of its token."""

    @app.before_request
    def refuse_other_encodings() -> None:
        if request.mimetype == FORM:
            try:
                unquote_to_bytes(request.get_data()).decode()
            except UnicodeDecodeError:
                raise UnsafeText("encoding") from None
