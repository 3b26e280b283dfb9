"""Rendering what somebody sent, before the transaction that keeps it: a hostile text takes its two seconds while no
lock is held, and one person's texts wait for each other."""

from wiki.accounts.identity import actor
from wiki.articles.rendering import Prepared, prepare
from wiki.web.ground import ground
from wiki.web.session import db


def typeset(text: str, *, kind: str, language: str, audience: str = "members") -> Prepared:
    """All that is made of this text once, for the person who asks: see `rendering.prepare`."""
    with ground().rendering.take(actor().id):
        return prepare(db(), ground().renderer, kind=kind, language=language, text=text, audience=audience)
