"""Pages of a list: sensible numbers only, and an empty page past the end."""

import pytest
from sqlalchemy import select

from wiki.database import transaction
from wiki.outbox import OutboxRow, record
from wiki.web.paging import Paged, cut, page_number, paged

NUMBERS = {
    "": 1, "page=3": 3, "page=0": 1, "page=-2": 1, "page=x": 1, "page=": 1, "page=1.5": 1, "page=99999": 5_000,
    "page=999999": 1, "page=%D9%A3": 1, "page=2&page=3": 2, "page=%00": 1,
}  # fmt: skip


def test_the_number_of_a_page_is_a_sensible_one(app):
    got = {}
    for query in NUMBERS:
        with app.test_request_context(f"/?{query}"):
            got[query] = page_number()

    assert got == NUMBERS


@pytest.mark.parametrize(("total", "pages"), [(0, 1), (1, 1), (20, 1), (21, 2), (40, 2), (41, 3)])
def test_a_list_has_as_many_pages_as_it_needs(total, pages):
    assert cut((), total, 1).pages == pages


@pytest.mark.parametrize(
    ("number", "before", "after"), [(1, False, True), (2, True, True), (3, True, False), (9, True, False)]
)
def test_a_page_knows_its_neighbours(number, before, after):
    page = Paged((), 60, number, 3)

    assert (page.has_previous, page.has_next) == (before, after)


@pytest.mark.both_engines
def test_a_page_is_a_slice_of_the_query(session, engine_name):
    with transaction(session):
        for key in range(5):
            record(session, "t", key)
    query = select(OutboxRow.key).order_by(OutboxRow.id)

    assert paged(session, query, 2, size=2) == Paged(("2", "3"), 5, 2, 3)
    assert paged(session, query, 9, size=2) == Paged((), 5, 9, 3)
    assert paged(session, query, 1, size=2).with_items(("a",)) == Paged(("a",), 5, 1, 3)


@pytest.mark.parametrize(
    ("number", "pages", "shown"),
    [
        (1, 1, (1,)),
        (1, 2, (1, 2)),
        (2, 3, (1, 2, 3)),
        (1, 9, (1, 2, 0, 9)),
        (3, 9, (1, 2, 3, 4, 0, 9)),
        (4, 9, (1, 0, 3, 4, 5, 0, 9)),
        (9, 9, (1, 0, 8, 9)),
        (12, 9, (1, 9)),
    ],
)
def test_a_pager_shows_the_ends_and_what_is_near(number, pages, shown):
    assert Paged((), 0, number, pages).shown == shown
