"""The one blueprint of moderation, apart from the pages so that each of them can import it."""

from flask import Blueprint

blueprint = Blueprint("moderation", __name__)
