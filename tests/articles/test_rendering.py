"""What is made of a text once: the sentence worth remembering, the body without it, links and headings."""

import pytest

from tests.factories import InProcess, make_article, prepared, written
from wiki.articles import services
from wiki.articles.models import Revision
from wiki.articles.queries import generation
from wiki.articles.rendering import existing, parts_to_render, prepare
from wiki.database import transaction
from wiki.markup import as_source
from wiki.taxonomy.data import TYPES

POINT = TYPES["decision-point"]


class GivesUp:
    """A renderer that is out of time."""

    def render(self, parts, *, language, known):
        return tuple(as_source(part) for part in parts)


@pytest.mark.parametrize(
    ("rule", "first", "more"),
    [
        ("Koel eerst. Open dan.", "Koel eerst.", "Open dan."),
        ("Koel eerst.\n\nEn wacht.", "Koel eerst.", "En wacht."),
        ("Koel eerst! Dan\nverder.\n\nEn wacht.", "Koel eerst!", "Dan\nverder.\n\nEn wacht."),
        ("- Koel eerst\n- Open dan", "Koel eerst\n- Open dan", ""),
        ("Koel b.v. de deur. Dan verder.", "Koel b.v. de deur.", "Dan verder."),
        ("Zeg 'wacht.' Dan verder.", "Zeg 'wacht.' Dan verder.", ""),
        ("1. Koel eerst. Dan verder.", "Koel eerst.", "Dan verder."),
    ],
)
def test_a_rule_of_thumb_is_lifted_out_of_the_body(rule, first, more):
    text = written("decision-point", rule_of_thumb=rule)

    body, lead, rest = parts_to_render(POINT, "nl", text)

    assert (lead, rest) == (first, more)
    assert "## Vuistregel" not in body
    assert body == written("decision-point", rule_of_thumb="")


def test_without_a_rule_of_thumb_the_body_is_whole():
    text = written("decision-point", rule_of_thumb="")

    assert parts_to_render(POINT, "nl", text) == (text, "", "")


def test_another_lead_only_lends_its_first_sentence():
    text = written(cue="Rook die terugtrekt. Dan wachten.")

    assert parts_to_render(TYPES["practice-tip"], "nl", text) == (text, "Rook die terugtrekt.", "")


def test_a_type_without_a_lead_has_none():
    from dataclasses import replace

    assert parts_to_render(replace(POINT, lead=None), "nl", "Tekst.") == ("Tekst.", "", "")


def test_what_is_stored_is_made_of_the_text(session):
    text = written("decision-point", rule_of_thumb="Koel *eerst*. Zie [[deur]].")

    made = prepared(session, text, kind="decision-point")

    assert (made.text, made.lead, made.links, made.complete) == (text, "Koel eerst.", {"deur"}, True)
    assert "deur" in made.lead_more
    assert "Vuistregel" not in [heading for _, heading in made.headings]
    assert "Koel eerst" in made.plain


def test_a_lead_that_goes_on_and_on_is_cut_at_a_word(session):
    made = prepared(session, written(cue="woord " * 80))

    assert len(made.lead) <= 283
    assert made.lead.endswith("woord …")


def test_a_text_that_the_renderer_gives_up_on_is_kept_as_it_was_typed(session):
    made = prepare(session, GivesUp(), kind="practice-tip", language="nl", text="*a*")

    assert (made.html, made.complete) == ("<pre>*a*</pre>", False)


@pytest.mark.parametrize(
    ("status", "audience", "there"),
    [
        ("published", "members", True),
        ("published", "everyone", True),
        ("archived", "members", True),
        ("published", "domain", False),
        ("draft", "members", False),
        ("in_review", "everyone", False),
    ],
)
def test_a_link_leads_to_what_every_colleague_can_open(session, status, audience, there):
    article = make_article(session, status=status, audience=audience)

    assert (article.slug in existing(session, frozenset({article.slug}))) is there


@pytest.mark.parametrize(
    ("audience", "of_target", "called"),
    [
        ("everyone", "everyone", "Rook boven de deur"),
        ("everyone", "members", "rook boven de deur"),
        ("members", "members", "Rook boven de deur"),
        ("domain", "members", "Rook boven de deur"),
    ],
)
def test_an_open_article_does_not_tell_the_title_of_one_for_colleagues(session, audience, of_target, called):
    target = make_article(session, title="Rook boven de deur", audience=of_target)

    assert existing(session, frozenset({target.slug}), audience) == {target.slug: called}


def test_opening_an_article_renders_its_own_links_again(session):
    target = make_article(session, title="Rook boven de deur", audience="members")
    article = make_article(session, text=written(cue=f"Zie [[{target.slug}]]."), audience="members")
    with transaction(session):
        article.audience = "everyone"

    found = services.rendered_again(session, InProcess(), article.slug)

    assert "Rook boven" in article.head.html
    assert "Rook boven" not in found[article.head_id].html


def test_rendering_again_finds_both_texts_of_what_links_and_the_article_itself(session):
    make_article(session, status="change-draft", text=written(cue="Zie [[rook-lezen]]."))
    make_article(session, title="Rook lezen")

    found = services.rendered_again(session, InProcess(), "rook-lezen")
    before = generation(session)
    with transaction(session):
        changed = services.keep_rendered(session, found)

    assert (len(found), changed) == (3, 2)
    assert generation(session) == before + 1
    assert all("pw-missing" not in session.get(Revision, key).html for key in found)


def test_what_looks_the_same_is_left_alone(session):
    make_article(session, text=written(cue="Zie [[rook-lezen]]."))

    found = services.rendered_again(session, InProcess(), "rook-lezen")
    before = generation(session)
    with transaction(session):
        changed = services.keep_rendered(session, found)

    assert (len(found), changed, generation(session)) == (1, 0, before)


def test_what_the_renderer_gives_up_on_keeps_what_it_had(session):
    make_article(session, text=written(cue="Zie [[rook-lezen]]."))

    assert services.rendered_again(session, GivesUp(), "rook-lezen") == {}


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ('Iemand zegt: "Dit doen we al jaren." Dan is het goed.', 'Iemand zegt: "Dit doen we al jaren."'),
        (
            'Iemand zegt: "Dit doen we al jaren. Waarom weet ik niet." Mooi.',
            'Iemand zegt: "Dit doen we al jaren. Waarom weet ik niet."',
        ),
        ("Hij riep “Terug. Nu.” Ik ging.", "Hij riep “Terug. Nu.”"),
        ('Een " die nooit sluit. Tweede zin. Derde zin.', 'Een " die nooit sluit.'),
        ("Rook, 3.5 meter hoog. Terug.", "Rook, 3.5 meter hoog."),
        ("Zonder einde", "Zonder einde"),
    ],
)
def test_lead_is_a_whole_sentence_with_its_quotation(text, lead):
    _body, first, _more = parts_to_render(TYPES["practice-tip"], "nl", f"## Waar let je op?\n\n{text}\n")

    assert first == lead
