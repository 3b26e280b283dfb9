"""Addresses that nothing can have are not found, before a database is asked that refuses to look for them; and whole
addresses, for where they are read outside this site."""

from flask import Flask, request, url_for
from werkzeug.routing import IntegerConverter

from wiki.errors import NotFound
from wiki.web.ground import ground


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


def asked(name: str) -> list[str]:
    """The values of this name in the request's address, each once; without those that no row can have."""
    return [each for each in dict.fromkeys(request.args.getlist(name)) if "\0" not in each]


def whole_address(endpoint: str, **values: object) -> str:
    """Where a page is, as everybody reaches it whatever the request behind a proxy looks like."""
    options: dict[str, object] = {"_external": True, "_scheme": ground().settings.scheme, **values}
    return url_for(endpoint, **options)  # type: ignore[arg-type]
