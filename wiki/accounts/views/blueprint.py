"""The one blueprint of accounts, apart from the pages so that each of them can import it."""

from flask import Blueprint

blueprint = Blueprint("accounts", __name__)
