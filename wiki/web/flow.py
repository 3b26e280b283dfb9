"""What views say at the end: it is done, look there."""

from datetime import date
from typing import Any

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from wiki.database import now


def done(endpoint: str, message: str, *, kind: str = "ok", **values: str | int) -> Response:
    """Say what happened on the next page and go there; a reload then repeats nothing."""
    flash(message, kind)
    options: Any = values  # url_for's own options begin with an underscore, and are typed as what they are
    address: str = url_for(endpoint, **options)
    return redirect(address, code=303)


def today() -> date:
    """The day that dates on pages are held against."""
    return now().date()
