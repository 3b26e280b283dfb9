"""What an article itself takes for granted, in plain words: what readers are asked about, and a start for who states
it."""

from wiki.articles.models import Article
from wiki.articles.rendering import sentences
from wiki.markup.passages import passages
from wiki.taxonomy.data import TYPES

LONGEST = 300
# Where an article says why it holds, the most telling first.
REASONS = ("assumption", "why", "choice", "hypothesis", "learned", "purpose")


def assumption_of(article: Article) -> str:
    """The first sentences of why what readers have should work, else the line worth remembering; '' without either."""
    if article.published is None:
        return ""
    said: dict[str, list[str]] = {}
    for each in passages(article.published.html):
        said.setdefault(each.heading, []).append(each.text)
    headings = {section.key: section.heading(article.language) for section in TYPES[article.type].sections}
    texts = [" ".join(said.get(headings.get(key, ""), ())) for key in REASONS]
    return _cut(next(filter(None, texts), article.published.lead))


def _cut(text: str) -> str:
    """As many whole sentences as fit; of one that does not, its beginning."""
    fitting = ""
    for sentence in sentences(text):
        grown = f"{fitting} {sentence}".strip()
        if len(grown) > LONGEST:
            break
        fitting = grown
    return fitting or text[:LONGEST]
