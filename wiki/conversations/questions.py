"""What is asked, step by step, in both languages: read once from the data file beside this module."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from wiki import paths
from wiki.taxonomy.data import SLUG, Label, label_in
from wiki.taxonomy.reading import Entry, by_name, entries

FILE = paths.PACKAGE / "conversations" / "data" / "questions.toml"
MOST_CHUNKS = 6
LEAST_CHUNKS = 3
PICKED = 2
# The answer that names a chunk of the work.
CHUNK = "chunk"
CHUNKS = range(1, MOST_CHUNKS + 1)
_KEY = re.compile(r"[a-z]+(?:_[a-z]+)*")


@dataclass(frozen=True, slots=True)
class Question:
    """`is_probe`: to fall back on when the story stops."""

    key: str
    label: Label
    prompt: Label
    is_probe: bool


@dataclass(frozen=True, slots=True)
class Step:
    """`is_each`: taken once for each of the hardest chunks."""

    slug: str
    title: Label
    line: Label
    is_each: bool
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """One page of the conversation: a step, for the chunk with this number or (0) for the work as a whole."""

    step: Step
    chunk: int = 0

    @property
    def slug(self) -> str:
        return f"{self.step.slug}-{self.chunk}" if self.chunk else self.step.slug

    @property
    def places(self) -> tuple[tuple[int, str], ...]:
        """What is asked here, by chunk and question; a step without questions asks for the chunks themselves."""
        asked = tuple((self.chunk, question.key) for question in self.step.questions)
        return asked or tuple((number, CHUNK) for number in CHUNKS)

    @property
    def is_map(self) -> bool:
        return not self.step.questions

    @property
    def is_picking(self) -> bool:
        """Whether chunks are picked here."""
        return self.step.slug == "hardest"


def field_of(place: tuple[int, str]) -> str:
    """What the field of an answer is called in a page: by its question, the chunks of the map by number."""
    chunk, key = place
    return f"{CHUNK}-{chunk}" if key == CHUNK else key


def steps_in(file: Path) -> Mapping[str, Step]:
    return by_name(file.name, map(_step, entries(file, "step")), lambda step: step.slug)


def stop_of(slug: str) -> Stop | None:
    """The stop that an address names, whether or not its chunk is picked now."""
    name, _dash, number = slug.partition("-")
    step = STEPS.get(name)
    if step is None or step.is_each is not bool(number):
        return None
    if not number:
        return Stop(step)
    return Stop(step, int(number)) if number in map(str, CHUNKS) else None


def way(picks: tuple[int, ...]) -> tuple[Stop, ...]:
    """Every stop in order; steps that are taken for each chunk are there once chunks are picked."""
    return tuple(Stop(step, chunk) for step in STEPS.values() for chunk in (picks if step.is_each else (0,)))


def _step(entry: Entry) -> Step:
    slug = entry.name("slug", SLUG)
    questions = map(_question, entry.tables("question")) if "question" in entry else ()
    made = Step(
        slug=slug,
        title=label_in(entry.table("title")),
        line=label_in(entry.table("line")),
        is_each=entry.flag("each"),
        questions=tuple(by_name(entry.place, questions, lambda question: question.key).values()),
    )
    return entry.finish(made)


def _question(entry: Entry) -> Question:
    made = Question(
        key=entry.name("key", _KEY),
        label=label_in(entry.table("label")),
        prompt=label_in(entry.table("prompt")),
        is_probe=entry.flag("probe"),
    )
    return entry.finish(made)


STEPS = steps_in(FILE)
