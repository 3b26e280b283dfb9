"""Invented Dutch articles and queries: the same bytes for the same number, word list and seed.

Function words lead the ranking by frequency, so that stop words behave as they do in real Dutch. The first articles
of a large corpus are those of a small one, but for links, which point anywhere in the whole.

    python -m bench.corpus --n 10000 --out FOLDER
"""

import hashlib
import json
import random
import re
import sys
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import accumulate, chain
from pathlib import Path

import click

SEED = 20240501
WORD_LIST = Path("/usr/share/dict/dutch")
STOP_WORDS = (
    "de het een en van in op te dat die is voor met zijn aan niet er ook als bij "
    "door maar om uit dan naar of wordt over kan nog hebben heeft worden deze dit "
    "we je ze ik hun meer wel geen al tot was zo wat wie waar onze kunnen moet"
).split()
THEMES = (
    "zorg onderwijs wonen energie mobiliteit cultuur data privacy inkoop personeel juridisch communicatie"
).split()
AUTHORS = [f"auteur{number:03d}" for number in range(150)]
QUERIES = 200
ASKED_ABOUT = 1000
# One letter a word: frequent, middling, rare; p is a phrase that stands in an article.
KINDS = "f m r ff fm mm mr fr fmr mmr ffm p p m r fm mm ff fr m".split()

_WORD = re.compile(r"^[a-zëïéèöüê]{3,18}$")
_LINK_TARGET = re.compile(r"\]\([^)]*\)")
_NO_WORD = re.compile(r"[^0-9A-Za-zÀ-ÿ ]+")
_MOST_FREQUENT = 6000
_KNOWN = 60_000


@dataclass(frozen=True, slots=True)
class Article:
    slug: str
    title: str
    body: str
    theme: str
    author: str
    date: str
    tags: list[str]


@dataclass(frozen=True, slots=True)
class Query:
    kind: str
    terms: list[str]
    text: str


class NoWords(Exception):
    """There is no list of Dutch words to write from."""


class Zipf:
    """Draws words as a language uses them: the first ones far more often than the rest."""

    def __init__(self, words: Sequence[str], exponent: float = 1.05) -> None:
        self.words = words
        self._reached = list(accumulate(1.0 / (rank + 2.7) ** exponent for rank in range(len(words))))

    def __call__(self, chance: random.Random) -> str:
        return self.words[bisect_left(self._reached, chance.random() * self._reached[-1])]


class Vocabulary:
    """Every word there is, stop words first, and how often to draw which."""

    def __init__(self, word_list: Path, chance: random.Random) -> None:
        words = _words(word_list, chance)
        self.content = words[len(STOP_WORDS) :]
        self.any_word = Zipf(words)
        self.content_word = Zipf(self.content, 0.8)


class Writer:
    """Writes the body of one article."""

    def __init__(self, vocabulary: Vocabulary, chance: random.Random, total: int) -> None:
        self._draw = vocabulary.any_word
        self._chance = chance
        self._total = total
        self._blocks: list[str] = []
        self._count = 0

    def body(self) -> str:
        target = self._chance.randint(300, 500)
        while self._count < target:
            if self._blocks:
                self._heading()
            for _ in range(self._chance.randint(1, 2)):
                self._blocks.append(" ".join([self._sentence() for _ in range(self._chance.randint(2, 5))]))
            self._something_else()
        return "\n\n".join(self._blocks) + "\n"

    def _heading(self) -> None:
        words = " ".join(self._draw(self._chance) for _ in range(self._chance.randint(2, 4))).capitalize()
        self._blocks.append(f"{self._chance.choice(['##', '##', '###'])} {words}")
        self._count += 3

    def _something_else(self) -> None:
        roll = self._chance.random()
        if roll < 0.35:
            mark = self._chance.choice(["-", "1."])
            items = [f"{mark} {self._sentence()}" for _ in range(self._chance.randint(3, 6))]
            self._blocks.append("\n".join(items))
        elif roll < 0.42:
            self._blocks.append(f"> {self._sentence()}")
        elif roll < 0.47:
            head, *rows = [f"| {self._draw(self._chance)} | {self._draw(self._chance)} |" for _ in range(4)]
            self._blocks.append("\n".join([head, "| --- | --- |", *rows]))
            self._count += 8

    def _sentence(self) -> str:
        chance = self._chance
        length = chance.randint(7, 16)
        words = [self._draw(chance) for _ in range(length)]
        if chance.random() < 0.12:
            place = chance.randrange(length)
            words[place] = chance.choice(["**%s**", "*%s*", "`%s`"]) % words[place]
        if chance.random() < 0.10:
            target = chance.randrange(self._total)
            words.append(f"[{self._draw(chance)}](/artikel/artikel-{target:05d})")
        self._count += length
        return " ".join(words).capitalize() + "."


def articles(total: int, word_list: Path = WORD_LIST, seed: int = SEED) -> Iterator[Article]:
    """So many articles; raises NoWords."""
    vocabulary = Vocabulary(word_list, random.Random(seed))
    for number in range(total):
        yield _article(vocabulary, random.Random(seed * 1_000_003 + number), number, total)


def queries(found: Sequence[Article], word_list: Path = WORD_LIST, seed: int = SEED) -> list[Query]:
    """Two hundred queries with words and phrases of these articles; give it the first thousand."""
    chance = random.Random(seed + 7)
    content = Vocabulary(word_list, random.Random(seed)).content
    texts = [_plain(article.body).lower().split() for article in found]
    seen = set(chain.from_iterable(texts))
    rare = [word for word in content[4000:20000] if word in seen]
    pools = {"f": content[:60], "m": content[200:1500], "r": rare}
    made = []
    for number in range(QUERIES):
        kind = KINDS[number % len(KINDS)]
        if kind == "p":
            terms = _phrase(texts, chance)
            made.append(Query("phrase", terms, f'"{" ".join(terms)}"'))
        else:
            terms = [chance.choice(pools[letter]) for letter in kind]
            made.append(Query(kind, terms, " ".join(terms)))
    return made


def _words(word_list: Path, chance: random.Random) -> list[str]:
    try:
        lines = word_list.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError as error:
        raise NoWords(
            f"there is no list of Dutch words at {word_list}: "
            "install the Debian package wdutch, or name another list with --words"
        ) from error
    words = sorted({line.strip() for line in lines if _WORD.match(line.strip())})
    words = [word for word in words if word not in STOP_WORDS]
    chance.shuffle(words)
    # What is said often is short.
    frequent = sorted(words[:_MOST_FREQUENT], key=lambda word: len(word) + chance.random() * 6)
    return STOP_WORDS + frequent + words[_MOST_FREQUENT:_KNOWN]


def _article(vocabulary: Vocabulary, chance: random.Random, number: int, total: int) -> Article:
    draw = vocabulary.content_word
    title = " ".join(draw(chance) for _ in range(chance.randint(2, 4))).capitalize()
    body = Writer(vocabulary, chance, total).body()
    day = chance.randrange(2000)
    return Article(
        slug=f"artikel-{number:05d}",
        title=f"{title} {number}",
        body=body,
        theme=chance.choice(THEMES),
        author=chance.choice(AUTHORS),
        date=f"{2019 + day // 365:04d}-{1 + (day % 365) // 31 % 12:02d}-{1 + day % 28:02d}",
        tags=sorted({draw(chance) for _ in range(chance.randint(1, 4))}),
    )


def _phrase(texts: Sequence[Sequence[str]], chance: random.Random) -> list[str]:
    """Two words that follow each other somewhere, neither of them a stop word."""
    while True:
        text = chance.choice(texts)
        at = chance.randrange(len(text) - 2)
        pair = list(text[at : at + 2])
        if not set(pair) & set(STOP_WORDS):
            return pair


def _plain(body: str) -> str:
    return _NO_WORD.sub(" ", _LINK_TARGET.sub(" ", body))


@click.command()
@click.option("--n", "total", default=10_000, show_default=True, help="How many articles.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The folder to write in.")
@click.option("--words", type=click.Path(path_type=Path), default=WORD_LIST, show_default=True, help="The word list.")
@click.option("--seed", default=SEED, show_default=True)
def main(total: int, out: Path, words: Path, seed: int) -> None:
    """Write articles.jsonl and queries.json, and print the hash by which two corpora are known to be the same."""
    out.mkdir(parents=True, exist_ok=True)
    first: list[Article] = []
    digest, count = hashlib.sha256(), 0
    with (out / "articles.jsonl").open("wb") as file:
        for article in articles(total, words, seed):
            line = (json.dumps(asdict(article), ensure_ascii=False) + "\n").encode()
            digest.update(line)
            file.write(line)
            count += len(article.body.split())
            if len(first) < ASKED_ABOUT:
                first.append(article)
    asked = [asdict(query) for query in queries(first, words, seed)]
    (out / "queries.json").write_text(json.dumps(asked, ensure_ascii=False, indent=0), encoding="utf-8")
    click.echo(f"articles {total}  mean words {count / total:.0f}  sha256 {digest.hexdigest()[:16]}  queries {QUERIES}")


if __name__ == "__main__":
    try:
        main()
    except NoWords as error:
        sys.exit(f"bench: {error}")
