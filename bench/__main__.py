"""`python -m bench`: measure, print, and write what OUT names."""

import sys
from pathlib import Path

import click

from bench import figures, pages
from bench.corpus import WORD_LIST, NoWords

ARTICLES = 10_000
ROUNDS = 15


@click.command()
@click.option("--out", type=click.Path(path_type=Path), envvar="OUT", help="Also write a JSON line for each figure.")
@click.option("--articles", default=ARTICLES, show_default=True, help="How many articles the large wiki has.")
@click.option("--rounds", default=ROUNDS, show_default=True, help="How often everything is measured.")
@click.option("--words", type=click.Path(path_type=Path), default=WORD_LIST, show_default=True, help="The word list.")
def main(out: Path | None, articles: int, rounds: int, words: Path) -> None:
    """Measure what pages cost a signed-in reader."""
    try:
        found = pages.measure(total=articles, word_list=words, rounds=rounds)
    except NoWords as error:
        sys.exit(f"bench: {error}")
    figures.report(found, out)


if __name__ == "__main__":
    main()
