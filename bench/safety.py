"""`python -m bench.safety`: what the safety check finds and misses in labelled sentences, and what it costs.

A finding counts when its type, its severity and its exact place are those of the label; what is marked otherwise is one
missed and one too many. The sentences are in `safety.tsv`, which says what its parts are.
"""

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from time import process_time
from typing import NamedTuple

import click

from bench.figures import Figure, Target, report
from bench.wikis import BENCH
from wiki.demo.content import articles
from wiki.safety import Severity, check

SENTENCES = BENCH / "safety.tsv"
PARTS = ("development", "held-out", "hard", "later", "last")
TODAY = date(2026, 11, 26)
WORDS = 2_000
LEAST = Target(0.97, is_floor=True)
TARGETS = {Severity.BLOCK: LEAST, Severity.CONFIRM: LEAST, Severity.HINT: None}
FLOOR = "scan for digits"
PLAIN, DENSE = f"{WORDS} words of the demonstration", f"{WORDS} words of these sentences"
MOST_MS = {PLAIN: Target(10), DENSE: Target(20)}

_LABEL = re.compile(r"\[([a-z-]+):([a-z]+)\|([^\]]+)\]")
_DIGITS = re.compile(r"\d+")


class Label(NamedTuple):
    type: str
    severity: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text without its marks, and what they said."""

    part: str
    kind: str
    text: str
    labels: frozenset[Label]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What stood where, and what the check said; by sentence, so that the same label in two counts twice."""

    sentence: Sentence
    found: frozenset[Label]

    @property
    def is_right(self) -> bool:
        return self.found == self.sentence.labels

    def __str__(self) -> str:
        missed, extra = self.sentence.labels - self.found, self.found - self.sentence.labels
        return f"{self.sentence.text!r}: missed {sorted(missed)}, too many {sorted(extra)}"


def sentences() -> Iterator[Sentence]:
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            part, kind, marked = line.split("\t")
            text, labels = _unmarked(marked.replace("⏎", "\n"))
            yield Sentence(part, kind.strip("-"), text, labels)


def _unmarked(marked: str) -> tuple[str, frozenset[Label]]:
    text, labels, last = "", set(), 0
    for match in _LABEL.finditer(marked):
        text += marked[last : match.start()]
        labels.add(Label(match[1], match[2], len(text), len(match[3])))
        text, last = text + match[3], match.end()
    return text + marked[last:], frozenset(labels)


def outcome(sentence: Sentence) -> Outcome:
    found = check(sentence.text, kind=sentence.kind, today=TODAY)
    return Outcome(
        sentence, frozenset(Label(each.type, each.severity.value, each.offset, each.length) for each in found)
    )


def quality(part: str, outcomes: Sequence[Outcome]) -> Iterator[Figure]:
    """Precision and recall of each severity."""
    for severity, target in TARGETS.items():
        right = found = wanted = 0
        for each in outcomes:
            labels = {label for label in each.sentence.labels if label.severity == severity}
            said = {label for label in each.found if label.severity == severity}
            right, found, wanted = right + len(labels & said), found + len(said), wanted + len(labels)
        yield Figure(f"{part}, {severity}, precision of {found}", right / max(1, found), "", target=target)
        yield Figure(f"{part}, {severity}, recall of {wanted}", right / max(1, wanted), "", target=target)


def cost(rounds: int) -> Iterator[Figure]:
    """Of two thousand words of the demonstration, and of as many with a number in each sentence."""
    for name, text in _texts().items():
        seconds = [(_seconds(lambda text=text: check(text, today=TODAY)), _floor(text)) for _ in range(rounds)]
        beside = {FLOOR: median(ours / floor for ours, floor in seconds)}
        yield Figure(name, 1000 * median(ours for ours, _floor in seconds), "ms", beside, MOST_MS[name])


def _texts() -> Mapping[str, str]:
    words = " ".join(article.body for article in articles()).split(" ")
    labelled = " ".join(sentence.text for sentence in sentences()).split(" ")
    return {PLAIN: " ".join(words[:WORDS]), DENSE: " ".join(labelled[:WORDS])}


def _floor(text: str) -> float:
    return _seconds(lambda: [_DIGITS.findall(text) for _ in range(10)]) / 10


def _seconds(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return process_time() - began


@click.command()
@click.option("--part", type=click.Choice(PARTS), multiple=True, help="Only this part, with each of its mistakes.")
@click.option("--rounds", default=31, show_default=True, help="How often the time is taken.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), envvar="OUT", help="A JSON line for each figure."
)
def main(part: tuple[str, ...], rounds: int, out: Path | None) -> None:
    """Measure what the safety check finds, and what it costs."""
    figures: list[Figure] = []
    for name in part or PARTS:
        outcomes = [outcome(sentence) for sentence in sentences() if sentence.part == name]
        for wrong in (each for each in outcomes if part and not each.is_right):
            click.echo(str(wrong), file=sys.stderr)
        figures += quality(f"{name} ({len(outcomes)})", outcomes)
    report([*figures, *cost(rounds)], out)


if __name__ == "__main__":
    main()
