"""An explanation of a search as lines for a terminal. Pure."""

from collections.abc import Iterator

from wiki.search import analysis
from wiki.search.expansion import Plan
from wiki.search.explaining import Explained


def plan(found: Plan) -> Iterator[str]:
    """What was typed is taken for: a line for each term, then one for each stem that is looked for."""
    query = found.query
    for label, terms in (("term", query.terms), ("without", query.excluded)):
        for term in terms:
            silent = "" if analysis.telling(term.words) or term.words[0].endswith("*") else "  tells nothing"
            yield f"{label:<11} {term.kind:<7} {' '.join(term.words)}{silent}"
    for typed, used in found.corrections:
        yield f"{'taken for':<11} {typed} → {used}"
    for form, meanings in found.choices:
        yield f"{'means':<11} {form} = {' or '.join(meaning.canonical for meaning in meanings)}"
    for reason in sorted(found.reasons, key=lambda one: (-one.weight, one.language, one.stem)):
        way = f"{reason.way} of {reason.source}"
        yield f"{'looked for':<11} {reason.language} {reason.stem:<24} × {reason.weight:.2f}  {way}"


def heading(hit: Explained, slug: str) -> str:
    rank = f"{hit.rank}." if hit.rank else "-"
    return f"{rank:>4} {hit.score:8.3f}  {slug}"


def parts(hit: Explained) -> Iterator[str]:
    """Each part of the score of a hit, the largest first."""
    for part in hit.parts:
        where = f"{part.field} {part.language}".strip() or "any text"
        yield f"     {part.gain:8.3f}  {where:<9} {part.stem:<24} {part.way} of {part.source}"
    if hit.factor != 1:
        yield f"     × {hit.factor:6.2f}  no longer confirmed"
    if hit.again:
        yield f"     {hit.again:8.3f}  letters in common, words near each other"
