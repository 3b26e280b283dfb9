"""Icons within a page: each that it uses, once, and nothing else of it changes."""

import re

from tests.factories import make_article
from wiki.web import icons

PAGE = '<body><svg><use href="/sprite?v=1#i-{}"/></svg>&lt;use href="/sprite?v=1#i-fire"/&gt;</body></html>'


def test_a_page_gets_the_symbols_that_it_uses():
    made = icons.within(PAGE.format("police"), "/sprite?v=1")

    assert made.startswith('<body><svg><use href="#i-police"/></svg>&lt;use href="/sprite?v=1#i-fire"/&gt;<svg hidden>')
    assert re.findall('<symbol id="([^"]+)"', made) == ["i-police"]
    assert made.endswith("</symbol></svg></body></html>")


def test_what_is_no_symbol_is_left_to_the_sprite():
    page = PAGE.format("no-such-thing")

    assert icons.within(page, "/sprite?v=1") == page


def test_what_is_no_page_stays_as_it_is():
    assert icons.within('<use href="/s#i-fire"/>', "/s") == '<use href="/s#i-fire"/>'


def test_an_article_is_read_without_the_sprite(session, person):
    page = person("reader").words(f"/a/{make_article(session).slug}")

    used, there = set(re.findall('<use href="#([^"]+)"', page)), re.findall('<symbol id="([^"]+)"', page)
    assert "sprite.svg" not in page
    assert sorted(used) == there
