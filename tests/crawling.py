"""Every page of a site: by links, and by filling the rules of its addresses with what there is."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.visitor import Person

LINK = re.compile(r'href="(/[^"#]*)')
NAME = re.compile(r"[?&]([^=&]+)=")
# The accounts of everybody, for admins: no article stands on it.
NOT_ABOUT_ARTICLES = ("/static/", "/users")
# What stands at a rule: for each beginning of rules a list of values for its arguments.
Places = Mapping[str, Sequence[Mapping[str, Any]]]


def text_of(page: TestResponse) -> str:
    """All of an answer, whatever kind of file it is."""
    return f"{page.headers}{page.get_data().decode(errors='replace')}"


def links(page: TestResponse) -> list[str]:
    """The addresses of this site that a page leads to."""
    if page.mimetype != "text/html":
        return []
    found = (link.replace("&amp;", "&") for link in LINK.findall(page.get_data(as_text=True)))
    return [link for link in found if not link.startswith(NOT_ABOUT_ARTICLES)]


def visit(someone: Person, app: Flask, asked: Iterable[str], *, most: int) -> Iterator[tuple[str, TestResponse]]:
    """Each of these pages, and of what they lead to so many of each shape: an address of the same rule, with the same
    names after its question mark."""
    urls, seen, counted = app.url_map.bind("localhost"), set(asked), Counter[tuple[str, ...]]()
    waiting = list(seen)
    while waiting:
        path = waiting.pop()
        page = someone.client.get(path)
        yield path, page
        for link in set(links(page)) - seen:
            seen.add(link)
            shape = (urls.match(link.partition("?")[0])[0], *sorted(NAME.findall(link)))
            counted[shape] += 1
            if counted[shape] <= most:
                waiting.append(link)


def addresses(app: Flask, method: str, places: Places) -> Iterator[tuple[str, str]]:
    """Every rule with this method, with each address that it has where these things stand. Raises LookupError for one
    that they do not fill: whoever adds a rule says what stands at it."""
    urls = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()) and not rule.rule.startswith(NOT_ABOUT_ARTICLES):
            for values in _filling(rule, places):
                yield rule.rule, urls.build(rule.endpoint, values, method=method)


def _filling(rule: Rule, places: Places) -> Sequence[Mapping[str, Any]]:
    if not rule.arguments:
        return [{}]
    known = [beginning for beginning in places if rule.rule.startswith(beginning)]
    values = places[max(known, key=len)] if known else []
    if not values or any(set(each) != rule.arguments for each in values):
        raise LookupError(f"what stands at {rule.rule}?")
    return values
