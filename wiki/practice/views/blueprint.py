"""The one blueprint of practice, apart from the pages so that each of them can import it."""

from flask import Blueprint

blueprint = Blueprint("practice", __name__)
