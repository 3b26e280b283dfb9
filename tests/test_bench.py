"""The bench fills a wiki row by row, past the way in of the program: it must know every table that rendering asks."""

from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench import bulk
from tests.factories import make_account
from wiki.articles.models import Article, ArticleLink, Revision

TOTAL = 24


@pytest.fixture
def words(tmp_path: Path) -> Path:
    made = tmp_path / "woorden"
    made.write_text(
        "\n".join(
            "".join(parts) for parts in product(("rook", "vuur", "straat", "groep"), "bdfgklmnprst", "aeiou", "kst")
        )
    )
    return made


def test_a_wiki_for_measuring_is_whole(session: Session, words: Path) -> None:
    author = make_account(session, roles=("author",))

    bulk.fill(session, total=TOTAL, word_list=words, account_id=author.id)

    slugs = session.scalars(select(Article.slug).where(Article.published_id.is_not(None))).all()
    assert len(slugs) == TOTAL
    assert session.scalar(select(func.count()).select_from(Revision)) == TOTAL
    assert session.scalar(select(func.count()).select_from(ArticleLink))
