"""A conversation as a Markdown text, for the two to keep. What was not answered is left out."""

from collections.abc import Iterable, Iterator

from wiki.conversations.filling import without_headings
from wiki.conversations.queries import SheetPart


def as_markdown(topic: str, parts: Iterable[SheetPart], locale: str) -> str:
    """One level-2 heading for each stop, one of level 3 for each question; picked chunks are bold."""
    blocks = [f"# {topic}"]
    for part in parts:
        said = [*_chunks(part), *_told(part, locale)]
        if said:
            title = part.step.title(locale)
            blocks += [f"## {title}: {part.name}" if part.name else f"## {title}", *said]
    return "\n\n".join(blocks) + "\n"


def _chunks(part: SheetPart) -> Iterator[str]:
    named = [f"**{name}**" if is_picked else name for name, is_picked in part.chunks if name]
    if named:
        yield "\n".join(f"{number}. {name}" for number, name in enumerate(named, start=1))


def _told(part: SheetPart, locale: str) -> Iterator[str]:
    for told in part.told:
        if told.text.strip():
            yield f"### {told.question.label(locale)}"
            yield without_headings(told.text)
