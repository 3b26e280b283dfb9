"""The one blueprint of insight, apart from the pages so that each of them can import it."""

from flask import Blueprint

blueprint = Blueprint("insight", __name__)
