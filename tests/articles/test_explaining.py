"""Words of the list that an article explains, from the list to the page: whose, where, and as soon as it changes."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.factories import make_actor, make_article, make_headword, written
from tests.visitor import Person
from wiki.database import now, transaction
from wiki.search import services
from wiki.search.services import Wording
from wiki.search.synonyms import ABBREVIATION, SYNONYM, TERM

People = Callable[..., Person]

BUTTON = re.compile(r'<button class="pw-term"[^>]*popovertarget="([^"]+)" aria-label="([^"]+)">(.*?)</button>')


def article(session: Session, words: str, *, language: str = "nl", **choices: Any) -> str:
    text = f"{written('practice-tip', language)}\n\n{words}\n"
    return f"/a/{make_article(session, text=text, language=language, **choices).slug}"


def explained(person: Person, address: str) -> list[str]:
    """The words of the page that have a button."""
    return [re.sub("<[^>]*>", "", word) for _id, _name, word in BUTTON.findall(person.words(address))]


@pytest.mark.both_engines
def test_a_word_with_an_explanation_opens_it(session: Session, person: People) -> None:
    make_headword(session, "bevelvoerder", "BV", kind=ABBREVIATION, explanation="Leidt <één> ploeg.")
    address = article(session, "Vraag het de BV en de rest.")

    page = person("reader").words(address)

    assert BUTTON.findall(page) == [("pw-term-1", "BV: uitleg", "<abbr>BV</abbr>")]
    sheet = page.partition('popover id="pw-term-1"')[2].partition("</div>")[0]
    assert "<dfn>BV</dfn>" in sheet
    assert "<b>bevelvoerder</b>: Leidt &lt;één&gt; ploeg." in sheet
    assert 'popovertarget="pw-term-1" popovertargetaction="hide"' in sheet


@pytest.mark.parametrize(
    ("wording", "words", "expected"),
    [
        (Wording("aanhouding", ("aanhoudingen", "arrestatie"), "", SYNONYM, "Vast."), "arrestatie of aanhoudingen", 1),
        (Wording("aanhouding", ("aanhoudingen",), "", SYNONYM), "aanhouding", 0),
        (Wording("Commando Plaats Incident", ("CoPI", "copi-overleg"), "", ABBREVIATION), "het CoPI, copi-overleg", 1),
        (Wording("CoPI", ("Commando Plaats Incident", "TEAM"), "", SYNONYM), "het CoPI, TEAM", 0),
        (Wording("vraag", (), "", TERM, "Een soort artikel."), "een vraag", 0),
        (Wording("terugkeermoment", (), "police", TERM, "Omkeren."), "het terugkeermoment", 0),
        (Wording("terugkeermoment", (), "fire", TERM, "Omkeren."), "het terugkeermoment", 1),
    ],
)
def test_only_what_the_list_says_of_this_very_word_is_explained(
    session: Session, person: People, wording: Wording, words: str, expected: int
) -> None:
    with transaction(session):
        services.add(session, actor=make_actor(session, "knowledge-manager"), wording=wording, at=now())

    assert len(explained(person("reader"), article(session, words))) == expected


def test_an_english_text_is_left_alone(session: Session, person: People) -> None:
    make_headword(session, "concept", explanation="Nog niet ingediend.")

    assert explained(person("reader"), article(session, "A concept.", language="en")) == []


def test_the_page_follows_the_list_at_once(session: Session, person: People) -> None:
    address, reader = article(session, "Let op je ademlucht."), person("reader")
    assert explained(reader, address) == []
    first = reader.see(address)

    headword = make_headword(session, "ademlucht", explanation="Lucht in een fles.")

    assert reader.see(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200
    assert explained(reader, address) == ["ademlucht"]

    manager = make_actor(session, "knowledge-manager")
    changed = Wording("ademlucht", ("adl",), kind=TERM, explanation="Lucht voor een uur.")
    with transaction(session):
        services.change(session, headword.id, actor=manager, wording=changed, at=now())
    assert "Lucht voor een uur." in reader.words(address)

    with transaction(session):
        services.remove(session, headword.id, actor=manager, at=now())
    assert explained(reader, address) == []


def test_an_author_sees_it_before_readers_do(session: Session, person: People) -> None:
    make_headword(session, "ademlucht", explanation="Lucht in een fles.")
    author = person("author")
    address = article(session, "Let op je ademlucht.", status="draft", author=author.actor)

    assert explained(author, address) == ["ademlucht"]
