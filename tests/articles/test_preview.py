"""What a text will look like, while it is written."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from tests.factories import make_article
from tests.visitor import Person

People = Callable[..., Person]


def preview(person: Person, text: str, **values: str) -> str:
    return person.send("/preview", text=text, **values).get_data(as_text=True)


def test_it_is_what_readers_will_see(person: People, session: Session) -> None:
    make_article(session, title="Rook lezen")

    html = preview(person("author"), "**Vet** en [[rook-lezen]] en [[bestaat-niet]]")

    assert "<strong>Vet</strong>" in html
    assert ">Rook lezen</a>" in html
    assert "pw-missing" in html


def test_nothing_typed_says_so(person: People) -> None:
    assert "Nog niets getypt" in preview(person("author"), "")


def test_it_is_in_the_language_of_the_article(person: People) -> None:
    author = person("author")

    assert "not written yet" in preview(author, "[[no-such]]", language="en")
    assert "not written yet" not in preview(author, "[[no-such]]", language="xx")


def test_it_tells_no_title_that_the_readers_of_the_article_may_not_know(person: People, session: Session) -> None:
    make_article(session, title="Geheim plan", audience="domain")
    make_article(session, title="Voor collega's", audience="members")

    html = preview(person("author"), "[[geheim-plan]] [[voor-collegas]]", audience="everyone")

    assert "Geheim plan" not in html
    assert "Voor collega" not in html


@pytest.mark.parametrize(("text", "status"), [("x" * 100_001, 422), ("\u202e", 422), ("fijn", 200)])
def test_what_cannot_be_stored_is_not_shown_either(person: People, text: str, status: int) -> None:
    assert person("author").send("/preview", text=text).status_code == status


def test_scripts_stay_text(person: People) -> None:
    assert "<script" not in preview(person("author"), "<script>alert(1)</script>")
