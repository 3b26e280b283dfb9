"""The pages of a conversation, as the two who have it go through them."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.conversations.made import STORY, make_conversation
from tests.factories import InProcess, make_account, make_article
from tests.forms import form_with, press
from tests.visitor import Person
from wiki.app import create_app
from wiki.articles.models import Article
from wiki.conversations.models import Conversation

EMAIL = "verteller@dienst.example"
SAME = "Hoort dit adres bij een collega die hier schrijft, dan staat de vraag nu bij diens kennisgesprekken."


@pytest.fixture
def veteran(app, session):
    return Person(app, make_account(session, roles=("author",), domain="fire", name="Vera Verteller", email=EMAIL))


@pytest.fixture
def interviewer(app, session):
    return Person(app, make_account(session, roles=("author",), domain="fire", name="Sam Schrijver"))


@pytest.fixture
def alone(session, veteran):
    return f"/conversations/{make_conversation(session, veteran=veteran.actor, told=STORY).key}"


@pytest.fixture
def together(session, veteran, interviewer):
    made = make_conversation(session, veteran=veteran.actor, interviewer=interviewer.actor, told=STORY)
    return f"/conversations/{made.key}"


def begin(who, **values):
    return who.do("/conversations/new", "Beginnen", **{"topic": "Verkennen", **values})


def stored(session):
    session.rollback()
    session.expire_all()
    return session.scalars(select(Conversation)).one()


def words(page):
    return " ".join(page.get_data(as_text=True).split())


def test_a_veteran_alone_goes_from_the_map_to_a_draft(veteran, session):
    page = begin(veteran)
    page = veteran.press(page, "Verder", chunk__1="Aankomst", chunk__2="Deur openen", chunk__3="Nablussen")
    page = veteran.press(page, "Verder", picks=["2", "3"], hard="De rook.")
    page = veteran.press(page, "Verder", moment="Een portiek vol rook.", choice="Terug.", **{"else": "Wachten."})
    assert "Stap 4 van 7" in words(page)
    page = veteran.press(page, "Verder")
    page = veteran.press(page, "Verder", miss="De deur.", rule="Stil is erger.")
    page = veteran.press(page, "Verder")
    page = veteran.press(page, "Verder", who="De chauffeur.")
    assert "Past het best bij wat je vertelde: Beslismoment." in words(page)
    page = veteran.press(page, "Maak een concept")

    assert "Concept gemaakt van wat je vertelde." in words(page)
    article = session.scalars(select(Article)).one()
    assert (article.title, article.type, article.domains) == ("Deur openen", "decision-point", ("fire",))
    assert "Een portiek vol rook." in page.text
    assert "Stil is erger." in page.text
    assert "1 van 3 gemaakt" in veteran.words(f"/conversations/{stored(session).key}")


def test_a_stop_without_saving_takes_up_where_it_was(veteran, alone):
    veteran.do(f"{alone}/steps/novice-3", "Bewaren", miss="De geur.")

    page = veteran.do(alone, "Gesprek afronden")

    assert "Afgerond" in page.text
    page = veteran.see(alone)
    assert "Weer oppakken" in page.text
    assert f'href="{alone}/steps/novice-3" aria-current="step"' in page.text
    assert "De geur." in veteran.words(f"{alone}/steps/novice-3")


def test_the_way_says_how_much_was_answered_at_each_stop(veteran, alone):
    page = words(veteran.see(alone))

    assert re.findall(r'<span class="pw-soft">([^<]*)</span>', page)[:8] == [
        "3 antwoorden",
        "2 antwoorden",
        "7 antwoorden",
        "nog leeg",
        "2 antwoorden",
        "nog leeg",
        "nog leeg",
        "0 van 3 gemaakt",
    ]


def test_what_is_lacking_is_said_after_what_was_typed_is_safe(veteran, session):
    page = begin(veteran)

    page = veteran.press(page, "Verder", chunk__1="Aankomst", chunk__3="Nablussen")

    assert page.status_code == 422
    assert "Noem minstens drie stukken." in page.text
    assert stored(session).chunks == {1: "Aankomst", 3: "Nablussen"}
    page = veteran.press(page, "Verder", chunk__2="Deur")
    page = veteran.press(page, "Verder", picks=["1"], hard="Alles.")
    assert page.status_code == 422
    assert "Kies er twee." in page.text
    assert "Alles." in page.text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x" * 10_001, "Dit is te lang. Maak het korter."),
        ("Rook\x07", "Hier staat een onzichtbaar stuurteken in."),
        ("Rook\u202e", "de leesrichting omdraait"),
    ],
)
def test_a_refused_answer_is_still_in_the_page_with_all_others(veteran, alone, session, text, sentence):
    page = veteran.do(f"{alone}/steps/story-2", "Verder", moment=text, course="Nieuw en goed.")

    assert page.status_code == 422
    assert sentence in page.text
    assert "Nieuw en goed." in page.text
    assert text[:20] in page.text
    assert stored(session).said(2, "course") == STORY["course"]


def test_two_tabs_at_one_answer_keep_both_and_say_so(veteran, alone, session):
    first, second = (veteran.see(f"{alone}/steps/story-2") for _tab in range(2))
    veteran.press(first, "Bewaren", moment="Uit de eerste tab.")

    page = veteran.press(second, "Verder", moment="Uit de tweede tab.", goal="Ook nieuw.")

    assert "Beide teksten staan er nu" in page.text
    assert stored(session).said(2, "moment") == "Uit de tweede tab.\n\nUit de eerste tab."
    assert stored(session).said(2, "goal") == "Ook nieuw."
    assert "Beide teksten" not in veteran.press(page, "Bewaren", moment="Uit beide.").text
    assert stored(session).said(2, "moment") == "Uit beide."


def test_an_answer_of_several_lines_that_nobody_touched_is_no_change(veteran, session):
    made = make_conversation(session, veteran=veteran.actor, told={"moment": "Eerst.\n\nDaarna.\nEn toen."})
    stale = veteran.see(f"/conversations/{made.key}/steps/story-2")
    veteran.do(f"/conversations/{made.key}/steps/story-2", "Bewaren", moment="Anders.")

    page = veteran.press(stale, "Bewaren", course="Naar binnen.")

    assert "Beide teksten" not in page.text
    assert (stored(session).said(2, "moment"), stored(session).said(2, "course")) == ("Anders.", "Naar binnen.")


def test_what_is_typed_is_kept_and_followed_by_the_save_of_the_same_page(veteran, alone, session):
    page = veteran.see(f"{alone}/steps/story-2")
    sent = form_with(page, "Verder").values.to_dict()

    kept = veteran.send(f"{alone}/steps/story-2/kept", **{**sent, "moment": "Half"})
    between = stored(session).said(2, "moment")
    done = press(veteran.client, page, "Bewaren", moment="Half en heel.")

    assert (kept.status_code, between) == (200, "Half")
    assert stored(session).said(2, "moment") == "Half en heel."
    assert done.location.endswith("/steps/story-2")
    assert veteran.client.get_cookie("wiki_saved").value == sent["desk"]
    assert "Beide teksten" not in veteran.words(done.location)


@pytest.mark.parametrize(
    ("slug", "typed", "status"),
    [
        ("story-2", {"moment": "x" * 10_001}, 413),
        ("story-2", {"moment": "Rook\x07"}, 422),
        ("story-2", {"was-moment": "Oud.", "moment": "Anders."}, 409),
        ("hardest", {"picks": ["1", "2", "3"]}, 422),
        ("poem", {}, 404),
    ],
)
def test_what_cannot_be_kept_is_not_called_kept(veteran, alone, slug, typed, status):
    answer = veteran.send(f"{alone}/steps/{slug}/kept", **typed)

    assert answer.status_code == status
    assert f">{STORY['moment']}<" in veteran.words(f"{alone}/steps/story-2").replace("\r\n", "")


def test_a_copy_from_the_device_comes_back_into_the_page_without_a_save(veteran, alone, session):
    page = veteran.send(f"{alone}/steps/story-2", action="continue", moment="Van het toestel.", desk="d" * 22)

    assert page.status_code == 200
    assert "Van het toestel." in page.text
    assert 'value="' + "d" * 22 + '"' in page.text
    assert stored(session).said(2, "moment") == STORY["moment"]


def test_a_chunk_that_was_let_go_while_its_page_was_open_is_still_saved(veteran, alone, session):
    page = veteran.see(f"{alone}/steps/story-2")
    veteran.do(f"{alone}/steps/hardest", "Bewaren", picks=["1", "3"])

    page = veteran.press(page, "Verder", moment="Net nog getypt.")

    assert "De lastigste stukken" in page.text
    assert stored(session).said(2, "moment") == "Net nog getypt."


def test_a_colleague_is_asked_says_yes_and_tells(veteran, interviewer, session):
    begun = begin(interviewer, way="together", email=EMAIL, role_name="De schrijver")
    interviewer.press(begun, "Bewaren", chunk__1="Aankomst")
    path = f"/conversations/{stored(session).key}"
    before = interviewer.words(f"{path}/drafts")
    invited = [veteran.words("/conversations"), veteran.words("/"), str(veteran.see(path).status_code)]

    page = veteran.see(f"{path}/acceptance")
    assert "De schrijver wil opschrijven wat jij weet over: Verkennen." in words(page)
    veteran.press(page, "Ja, ik vertel mee", role_name="De verteller")

    assert SAME in begun.text
    assert "Er is nog geen ja van je collega" in before
    assert "Je bent gevraagd om te vertellen" in invited[0]
    assert f'href="{path}/acceptance"' in invited[1]
    assert "Aankomst" not in invited[0]
    assert invited[2] == "404"
    assert "Aankomst" in veteran.words(f"{path}/steps/map")
    assert "De verteller vertelt, jij schrijft mee." in interviewer.words(path)
    assert "Vera Verteller" not in interviewer.words(path)
    assert "Met De schrijver" in veteran.words("/conversations")


def test_who_says_no_hears_of_it_no_more(veteran, interviewer, session):
    begin(interviewer, way="together", email=EMAIL)

    veteran.do("/conversations", "Nee, dank je")

    assert "gevraagd om te vertellen" not in veteran.words("/conversations")
    assert stored(session).invited_id is None


@pytest.mark.parametrize("name", ["Sam Schrijver", "x" * 81, "Veel\x07"])
def test_a_refused_name_keeps_the_question(veteran, interviewer, session, name):
    begin(interviewer, way="together", email=EMAIL)
    path = f"/conversations/{stored(session).key}/acceptance"

    page = veteran.do(path, "Ja, ik vertel mee", role_name=name)

    assert page.status_code == 422
    assert name.replace("\x07", "")[:10] in page.text
    assert stored(session).veteran_id is None


@pytest.mark.parametrize("email", [EMAIL, "niemand@dienst.example", "", "x" * 5000, "a\0b@c.example"])
def test_whether_an_address_is_somebodys_is_not_told(veteran, interviewer, session, email):
    begin(interviewer, way="together")
    path = f"/conversations/{stored(session).key}"

    def page():
        return re.sub(r'value="[^"]*"', "", words(interviewer.see(path)))

    before = page()
    answer = interviewer.send(f"{path}/invitation", email=email)

    assert SAME in interviewer.words(answer.location)
    assert page() == before


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"topic": ""}, "Vul dit in."),
        ({"role_name": "Vera Verteller"}, "Zo heet een collega."),
        ({"topic": "a\x07"}, "stuurteken"),
    ],
)
def test_what_cannot_begin_keeps_what_was_typed(veteran, interviewer, session, values, sentence):
    page = begin(interviewer, way="together", email="iemand@dienst.example", **values)

    assert page.status_code == 422
    assert sentence in page.text
    assert "iemand@dienst.example" in page.text
    assert session.scalars(select(Conversation)).all() == []


def test_the_interviewer_is_credited_when_both_say_so(veteran, interviewer, together, session):
    veteran.do(together, "Ja, dat wil ik")
    half = veteran.words(together)
    interviewer.do(together, "Ja, dat wil ik")
    whole = interviewer.words(together)
    veteran.do(f"{together}/drafts", "Maak een concept")

    assert "Zegt de ander het ook" in half
    assert "Jullie zeiden allebei ja" in whole
    assert "Deur openen" in interviewer.words("/mine")
    interviewer.do(together, "Toch niet")
    assert "alleen medeschrijver als jullie dat allebei willen" in interviewer.words(together)


def test_an_interviewer_without_that_yes_does_not_see_the_draft(veteran, interviewer, together, session):
    veteran.do(f"{together}/drafts", "Maak een concept")

    slug = session.scalars(select(Article.slug)).one()
    assert interviewer.see(f"/a/{slug}").status_code == 404
    assert "De verteller maakt de concepten" in interviewer.words(f"{together}/drafts")
    assert "Maak een concept" not in interviewer.words(f"{together}/drafts")


def test_the_interviewer_stops_and_the_veteran_goes_on(veteran, interviewer, together):
    page = interviewer.do(together, "Stop met dit gesprek")

    assert "Je doet niet meer mee" in page.text
    assert interviewer.see(together).status_code == 404
    assert "Je vertelt zelf." in veteran.words(together)


def test_the_veteran_throws_all_of_it_away(veteran, interviewer, together, session):
    page = veteran.do(together, "Alles weggooien")

    assert "Het gesprek is weggegooid." in page.text
    assert {who.see(together).status_code for who in (veteran, interviewer)} == {404}
    assert session.scalars(select(Conversation)).all() == []


@pytest.mark.parametrize("role", ["author", "moderator", "knowledge-manager", "privacy-officer", "admin"])
def test_to_everybody_else_it_is_not_there(person, together, role):
    other = person(role)

    for path in ("", "/steps/story-2", "/sheet", "/export.md", "/drafts", "/acceptance"):
        answer = other.see(together + path)
        assert (answer.status_code, STORY["moment"] in answer.text) == (404, False)


def test_the_sheet_has_what_was_said_or_lines_to_write_on(veteran, alone):
    filled, empty = veteran.words(f"{alone}/sheet"), veteran.words(f"{alone}/sheet?empty=1")

    assert STORY["moment"] in filled
    assert "Kunstgrepen" not in filled
    assert STORY["moment"] not in empty
    assert "Kunstgrepen" in empty
    assert empty.count("<hr>") > filled.count("<hr>") > 0


def test_everything_can_be_kept_as_a_text(veteran, alone):
    answer = veteran.see(f"{alone}/export.md")

    assert answer.mimetype == "text/markdown"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="verkennen.md"'
    assert f"### De situatie\n\n{STORY['moment']}\n" in answer.text


def test_a_topic_without_letters_still_gives_a_file(veteran, session):
    begin(veteran, topic="???")

    answer = veteran.see(f"/conversations/{stored(session).key}/export.md")

    assert answer.headers["Content-Disposition"] == 'attachment; filename="kennisgesprek.md"'


def test_before_chunks_are_picked_the_pages_say_what_to_do_first(veteran, session):
    begin(veteran)
    path = f"/conversations/{stored(session).key}"

    assert "Vul eerst de kaart in" in veteran.words(f"{path}/steps/hardest")
    assert "Kies eerst de twee lastigste stukken" in veteran.words(f"{path}/drafts")
    assert "Wat mist die?" in veteran.words(f"{path}/sheet")
    assert "Stap" not in words(veteran.see(f"{path}/steps/people"))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [({"title": ""}, "Vul dit in."), ({"title": "???"}, "letters of cijfers"), ({"title": "a\x07"}, "stuurteken")],
)
def test_a_refused_draft_keeps_what_was_chosen(veteran, alone, session, values, sentence):
    filled = {f"draft-2-{name}": value for name, value in {"kind": "technique", **values}.items()}

    page = veteran.do(f"{alone}/drafts", "Maak een concept", **filled)

    assert page.status_code == 422
    assert sentence in page.text
    assert 'value="technique" checked' in page.text
    assert session.scalars(select(Article)).all() == []


def test_what_is_too_long_for_one_article_is_said(settings, session):
    told = dict.fromkeys(("moment", "past_future"), "x" * 10_000)
    account = make_account(session, roles=("author",), domain="fire")
    app = create_app(replace(settings, max_article_characters=15_000), renderer=InProcess())
    veteran = Person(app, account)
    path = f"/conversations/{make_conversation(session, veteran=veteran.actor, told=told).key}/drafts"

    page = veteran.do(path, "Maak een concept", **{"draft-2-kind": "decision-point"})

    assert page.status_code == 422
    assert "Dit is te lang. Maak het korter." in page.text
    app.extensions["wiki"].engine.dispose()


def test_a_title_that_somebody_takes_at_the_same_moment_is_asked_again(veteran, alone, session, monkeypatch):
    make_article(session, title="Deur openen")
    monkeypatch.setattr("wiki.conversations.services.drafts.suggest_slug", lambda _session, _title: "deur-openen")

    page = veteran.do(f"{alone}/drafts", "Maak een concept")

    assert page.status_code == 422
    assert "Kies een andere." in page.text


def test_after_three_drafts_the_page_says_where_they_are(veteran, session):
    path = f"/conversations/{make_conversation(session, veteran=veteran.actor, drafts=3).key}/drafts"

    assert "Alle drie de concepten zijn gemaakt" in veteran.words(path)


def test_the_way_here_is_on_the_pages_for_writing(veteran):
    for path in ("/write", "/mine"):
        assert 'href="/conversations"' in veteran.words(path)


def test_the_questions_are_there_in_english(app, session):
    account = make_account(session, roles=("author",), locale="en")
    made = make_conversation(session, veteran=Person(app, account).actor)

    page = Person(app, account).words(f"/conversations/{made.key}/steps/story-2")

    assert "When equipment misleads you" in page
    assert "Wanneer apparatuur" not in page


def test_nothing_that_was_said_is_in_a_log(veteran, alone, caplog):
    with caplog.at_level("DEBUG"):
        veteran.do(f"{alone}/steps/story-2", "Bewaren", moment="Zeer geheim verhaal.")

    assert "Zeer geheim" not in caplog.text
