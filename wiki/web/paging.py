"""Pages of a list: a number from the URL, a slice of a query, and what a pager needs to know."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import request
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

PAGE_SIZE = 20
LAST_PAGE = 5_000


T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Paged(Generic[T]):
    items: tuple[T, ...]
    total: int
    number: int
    pages: int

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_next(self) -> bool:
        return self.number < self.pages

    @property
    def shown(self) -> tuple[int, ...]:
        """The numbers that a pager shows: the ends and those around this one, with 0 where it leaves some out."""
        near = [number for number in (self.number - 1, self.number, self.number + 1) if 1 < number < self.pages]
        before = (0,) if near and near[0] > 2 else ()
        after = (0,) if near and near[-1] < self.pages - 1 else ()
        return (1, *before, *near, *after, *((self.pages,) if self.pages > 1 else ()))

    def with_items(self, items: tuple[U, ...]) -> "Paged[U]":
        """The same page of the same list, with other things made of its items."""
        return Paged(items, self.total, self.number, self.pages)


def page_number() -> int:
    """The `page` of the request's URL; anything that is not a sensible number is page 1."""
    raw = request.args.get("page", "1")
    return max(1, min(int(raw), LAST_PAGE)) if raw.isascii() and raw.isdigit() and len(raw) < 6 else 1


def cut(items: tuple[T, ...], total: int, number: int, size: int = PAGE_SIZE) -> Paged[T]:
    """A page from a slice that something else already made."""
    return Paged(items, total, number, max(1, -(-total // size)))


def paged(session: Session, query: Select[Any], number: int, size: int = PAGE_SIZE) -> Paged[Any]:
    """The `number`th page of the query's first column; past the end there is an empty page, not an error."""
    total = session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    items = session.scalars(query.limit(size).offset((number - 1) * size)).all()
    return cut(tuple(items), total, number, size)
