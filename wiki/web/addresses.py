"""Addresses that nothing can have are not found, before a database is asked that refuses to look for them."""

from flask import Flask, request
from werkzeug.routing import IntegerConverter

from wiki.errors import NotFound


class RowNumber(IntegerConverter):
    """`<int:...>`: what fits in the number of a row."""

    regex = r"\d{1,9}"


def init_app(app: Flask) -> None:
    """Before the blueprints, whose addresses are read when they are registered."""
    app.url_map.converters["int"] = RowNumber

    @app.before_request
    def refuse_nul() -> None:
        if "\0" in request.path:
            raise NotFound("address")
