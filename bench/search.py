"""`python -m bench.search`: how fast search is, beside others, while it is built and while it is written to."""

import sys
from pathlib import Path

import click

from bench import figures, growth, kept_true, ranking, rebuilding, requested
from bench.corpus import WORD_LIST, NoWords
from bench.figures import Figure

PAGES = (1_000, 10_000, 100_000)
# What is measured once is measured in a wiki of this many.
WHOLE = 10_000
ROUNDS = 5
PARTS = {"build": rebuilding.measure, "kept": kept_true.measure, "requests": requested.measure}


@click.command()
@click.option(
    "--pages", type=int, multiple=True, default=PAGES, show_default=True, help="How many articles; repeatable."
)
@click.option("--part", type=click.Choice(["ranking", *PARTS]), multiple=True, help="Only this part; repeatable.")
@click.option("--rounds", default=ROUNDS, show_default=True, help="How often every way of ranking is measured.")
@click.option("--whole", default=WHOLE, show_default=True, help="How many articles for all parts but ranking.")
@click.option("--chart", is_flag=True, help="Draw the growth of fewer sizes than the usual ones too.")
@click.option("--words", type=click.Path(path_type=Path), default=WORD_LIST, show_default=True, help="The word list.")
@click.option("--out", type=click.Path(path_type=Path), envvar="OUT", help="Also write a JSON line for each figure.")
def main(
    *,
    pages: tuple[int, ...],
    part: tuple[str, ...],
    rounds: int,
    whole: int,
    chart: bool,
    words: Path,
    out: Path | None,
) -> None:
    """Measure ranking at each number of pages; build, freshness and whole requests at one."""
    found: list[Figure] = []
    try:
        for total in sorted(pages) if not part or "ranking" in part else ():
            found += ranking.measure(total, words, rounds)
        if chart or set(PAGES) <= {*pages}:
            growth.draw(found)
        for name, measure in PARTS.items():
            if not part or name in part:
                found += measure(whole, words)
    except NoWords as error:
        sys.exit(f"bench: {error}")
    figures.report(found, out)


if __name__ == "__main__":
    main()
