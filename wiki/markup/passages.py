"""Reads finished HTML as what somebody could quote from it: each paragraph or item of a list, and where it stands."""

from dataclasses import dataclass

from wiki.markup.reading import Reading

LISTS = ("ol", "ul")
# Of these a piece says nothing without the rest.
NO_QUOTE = ("pre", "table", "section")


@dataclass(frozen=True, slots=True)
class Passage:
    """`heading` is the level-2 heading above it, as readers see it; `place` is 'ol', 'ul' or '' for a paragraph."""

    heading: str
    text: str
    place: str


def passages(html: str) -> tuple[Passage, ...]:
    """What stands in a text, in its order; tables, code and notes at the foot are left out."""
    return tuple(_Passages(html).found)


class _Passages(Reading):
    def __init__(self, html: str) -> None:
        self.found: list[Passage] = []
        self._heading = ""
        self._open: list[str] = []
        super().__init__(html)

    def handle_endtag(self, tag: str) -> None:
        super().handle_endtag(tag)
        if not self._skipping and tag in (*LISTS, *NO_QUOTE) and tag in self._open:
            while self._open.pop() != tag:
                pass

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        super()._start(tag, attributes)
        if tag in (*LISTS, *NO_QUOTE):
            self._open.append(tag)

    def _end_block(self, tag: str = "") -> None:
        before = len(self._lines)
        super()._end_block(tag)
        if len(self._lines) == before:
            return
        text = self._lines[-1]
        if tag == "h2":
            self._heading = text
        elif not tag.startswith("h") and not set(NO_QUOTE) & set(self._open):
            self.found.append(Passage(self._heading, text, self._open[-1] if self._open else ""))
