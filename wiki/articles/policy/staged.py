"""How an article comes to rules that ask no database: itself, or what a page knows of it."""

from typing import Protocol


class Staged(Protocol):
    """An article, or what a page knows of one, as far as the life cycle goes."""

    @property
    def state(self) -> str: ...

    @property
    def stage(self) -> str: ...

    @property
    def change(self) -> str | None: ...
