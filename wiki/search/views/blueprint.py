"""The one blueprint of search, apart from the pages so that each of them can import it."""

from flask import Blueprint

blueprint = Blueprint("search", __name__)
