"""The pages about how articles work out, as people use them: tell, read, adopt, check, look back."""

import re
from datetime import timedelta

from tests.factories import make_article, take, written
from tests.practice.made import checks_of, decided, doubted, later, told
from wiki.database import now, transaction
from wiki.practice.queries import applied as queries

DAY = timedelta(days=1)


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def test_a_reader_tells_how_it_went_from_the_article(person, session):
    article, reader = make_article(session), person("reader")
    page = reader.see(f"/a/{article.slug}")
    address = f"/a/{article.slug}/applied/telling?result=partly"
    assert address.replace("&", "&amp;") in page.get_data(as_text=True)

    form = reader.see(address)
    assert re.search(r'value="partly" checked', form.get_data(as_text=True))
    done = reader.press(form, "Versturen", adjustment="Eerst kijken.", context=["night"])

    said = text_of(done)
    assert "Dank je." in said
    assert "1 keer toegepast" in said
    assert "Eerst kijken." in said
    assert "Werkte deels Nacht" in said
    assert "Eerst kijken." in reader.words(f"/a/{article.slug}/applied?part=1")


def test_what_is_refused_keeps_what_was_typed(person, session):
    article, reader = make_article(session), person("reader")
    address = f"/a/{article.slug}/applied/telling"

    answer = reader.do(address, "Versturen", adjustment="Ik belde 06-12345678", because="Omdat.")

    assert answer.status_code == 422
    said = text_of(answer)
    assert "Kies hoe het ging." in said
    assert "Dit lijkt op een persoonsgegeven. Zeg het zonder." in said
    assert "Ik belde 06-12345678" in said
    assert "Omdat." in said


def test_an_invisible_character_is_refused(person, session):
    article, reader = make_article(session), person("reader")

    answer = reader.do(f"/a/{article.slug}/applied/telling", "Versturen", result="worked", adjustment="Eerst\x07.")

    assert (answer.status_code, "onzichtbaar stuurteken" in text_of(answer)) == (422, True)


def test_somebody_finds_what_they_told_and_changes_it(person, session):
    article, reader = make_article(session), person("reader")
    told(session, article, "failed", by=reader.actor, adjustment="Eerst kijken.", is_signed=True)

    form = reader.see(f"/a/{article.slug}/applied/telling")
    assert "Je vertelde dit al op" in text_of(form)
    assert "Wijzig wat je vertelde" in reader.words(f"/a/{article.slug}/applied")
    assert "Eerst kijken." in text_of(form)
    page = reader.press(form, "Versturen", result="worked")

    assert "1 keer toegepast Werkte 1" in text_of(page)
    assert reader.actor.display_name in text_of(page)


def test_nobody_else_finds_what_somebody_told(person, session):
    article = make_article(session)
    told(session, article, "failed", adjustment="Met licht.", because="Het was donker.", assumption="no")

    assert "Met licht." in text_of(person("reader").see(f"/a/{article.slug}/applied"))
    assert "Het was donker." not in text_of(person("reader").see(f"/a/{article.slug}/applied"))
    assert "Je vertelde dit al" not in text_of(person("coach").see(f"/a/{article.slug}/applied/telling"))


def test_the_article_asks_who_may_tell_and_shows_others_only_what_was_told(person, session):
    article = make_article(session)
    question, archived = make_article(session, kind="question"), make_article(session, status="archived")

    assert "Heb je dit in de praktijk toegepast?" in person("reader").words(f"/a/{article.slug}")
    for role in ("admin", "privacy-officer"):
        words = person(role).words(f"/a/{article.slug}")
        assert "Heb je dit in de praktijk toegepast?" not in words
        assert "Wat collega's ermee deden" in words
    assert "Heb je dit in de praktijk toegepast?" not in person("reader").words(f"/a/{archived.slug}")
    assert "toegepast" not in person("reader").words(f"/a/{question.slug}")


def test_before_anybody_told_anything_pages_say_so(person, session):
    article = make_article(session)

    assert "Heb je het toegepast?" in person("reader").words(f"/a/{article.slug}/applied")
    assert "Zodra collega" in person("admin").words(f"/a/{article.slug}/applied")
    assert "Nog niemand vertelde of dit in de praktijk werkt." in person("admin").words(
        f"/a/{article.slug}/applied?part=1"
    )
    told(session, article)
    assert "Nog niemand deed het anders." in person("reader").words(f"/a/{article.slug}/applied")


def test_many_adjustments_stand_on_pages(person, session):
    article, reader = make_article(session), person("reader")
    for number in range(21):
        told(session, article, adjustment=f"Manier {number}.")

    assert "Manier 20." in reader.words(f"/a/{article.slug}/applied")
    assert "Manier 0." in reader.words(f"/a/{article.slug}/applied?page=2")
    assert "Verder is er niets" in reader.words(f"/a/{article.slug}/applied?page=9")
    assert reader.words(f"/a/{article.slug}/applied?part=1").count("<q>") == queries.NEWEST


def test_the_author_takes_it_into_the_article_and_goes_on_there(person, session):
    author = person("author")
    article = make_article(session, author=author.actor)
    told(session, article, "failed", adjustment="Eerst kijken.")
    assert "deed iets anders" in author.words("/notices")

    page = author.do(f"/a/{article.slug}/applied", "Overnemen in het artikel")

    assert page.request.path == f"/a/{article.slug}/edit"
    assert "Het citaat staat bij ‘Wanneer niet?’." in text_of(page)
    assert "&gt; Eerst kijken." in page.get_data(as_text=True)
    assert "Staat in je concept" in author.words(f"/a/{article.slug}/applied")
    assert "Staat in je concept" not in person("reader").words(f"/a/{article.slug}/applied")
    for verb in ("submit", "publish"):
        take(session, article, verb, author=author.actor)
    assert "Overgenomen in versie 2" in text_of(person("reader").see(f"/a/{article.slug}/applied"))


def test_what_does_not_fit_any_more_is_not_taken_in(person, session, app):
    author = person("author")
    article = make_article(session, author=author.actor)
    said = told(session, article, adjustment="Eerst kijken.")
    limit = app.extensions["wiki"].settings.max_article_characters
    with transaction(session):
        article.head.text += "x" * limit

    page = author.do(f"/a/{article.slug}/applied", "Overnemen in het artikel")

    assert "Het artikel is al zo lang dat dit er niet bij past." in text_of(page)
    session.refresh(said)
    assert said.adopted_in is None


def test_pressing_twice_takes_it_in_once(person, session):
    author = person("author")
    article = make_article(session, author=author.actor)
    told(session, article, adjustment="Eerst kijken.")
    page = author.see(f"/a/{article.slug}/applied")

    author.press(page, "Overnemen in het artikel")
    again = author.press(page, "Overnemen in het artikel")

    assert "Dit staat al in je artikel." in text_of(again)


def test_while_a_change_waits_the_author_reads_why_nothing_can_be_taken_in(person, session):
    author = person("author")
    article = make_article(session, author=author.actor, status="change-in-review")
    told(session, article, adjustment="Eerst kijken.")

    words = text_of(author.see(f"/a/{article.slug}/applied"))

    assert "Je wijziging wacht op een moderator." in words
    assert "Overnemen in het artikel" not in words


def test_the_history_says_it_in_the_language_of_the_article(person, session):
    author = person("author", locale="en")
    article = make_article(session, author=author.actor)
    told(session, article, adjustment="Eerst kijken.")

    author.do(f"/a/{article.slug}/applied", "Take into the article")

    session.rollback()
    session.expire_all()
    assert article.head.summary == "Wat een collega in de praktijk anders deed"


def test_somebody_takes_their_name_off(person, session):
    article, reader = make_article(session), person("reader")
    told(session, article, adjustment="Eerst kijken.", is_signed=True, by=reader.actor)

    page = reader.do(f"/a/{article.slug}/applied", "Haal mijn naam weg")

    assert "Je naam staat er niet meer bij." in text_of(page)
    assert f"door {reader.actor.display_name}" not in text_of(page)


def test_a_moderator_takes_words_away(person, session):
    article, moderator = make_article(session), person("moderator")
    told(session, article, adjustment="Met een bijl.")

    page = moderator.do(f"/a/{article.slug}/applied", "Woorden weghalen")

    assert "De woorden zijn weg." in text_of(page)
    assert "Met een bijl." not in text_of(page)
    assert "1 keer toegepast" in text_of(page)


def test_the_author_reads_why_the_assumption_is_doubted(person, session):
    author = person("author")
    article = make_article(session, author=author.actor)
    told(session, article, "failed", assumption="no", because="Het was donker.")

    assert "Klopte de aanname? Nee: Het was donker." in text_of(author.see(f"/a/{article.slug}/applied"))


def test_a_moderator_decides_and_readers_see_it(person, session):
    article, moderator, reader = make_article(session), person("moderator"), person("reader")
    check = doubted(session, article, because="Het was er druk.", assumption="no", by=reader.actor)
    assert "aanname om na te gaan" in moderator.words("/")
    assert "Een moderator kijkt na of de aanname klopt." in reader.words(f"/a/{article.slug}/applied?part=1")
    assert "Aannamecheck" in reader.words(f"/a/{article.slug}/applied")
    assert "Naar de aannamecheck" not in reader.words(f"/a/{article.slug}/applied")
    for page in (f"/a/{article.slug}/applied", f"/a/{article.slug}/applied?part=1"):
        assert f'href="/assumptions/{check.id}"' in moderator.words(page)

    page = moderator.see(f"/assumptions/{check.id}")
    assert article.title in moderator.words("/assumptions")
    assert "Klopte de aanname? Nee: Het was er druk." in text_of(page)
    assert reader.actor.display_name not in text_of(page)
    filled = {"evidence": "Bij drukte liep men weg.", "outcome": "narrowed", "new": "Men luistert als het stil is."}
    refused = moderator.press(page, "Besluiten", **filled)
    assert (refused.status_code, "Kies een dag om terug te kijken." in text_of(refused)) == (422, True)
    assert "Bij drukte liep men weg." in text_of(refused)
    done = moderator.press(refused, "Besluiten", look_back_on=later(now()).isoformat())

    assert "De aanname is aangescherpt" in text_of(done)
    trail = text_of(reader.see(f"/a/{article.slug}/applied"))
    assert "Wat we nu aannemen Men luistert als het stil is." in trail
    assert "na 1 toepassing" in trail
    assert "De auteur past de tekst aan." in reader.words(f"/a/{article.slug}")
    assert "Er is niets om na te gaan" in moderator.words("/assumptions")
    assert "In de praktijk ging het anders" in moderator.words("/due")


def test_what_was_told_meanwhile_is_shown_before_a_decision(person, session):
    article, moderator = make_article(session), person("moderator")
    check = doubted(session, article)
    page = moderator.see(f"/assumptions/{check.id}")
    told(session, article, "backfired", adjustment="Van opzij kwam het ook.")

    words = {"evidence": "Men liep weg.", "outcome": "kept"}
    refused = moderator.press(page, "Besluiten", **words)
    assert "Er is intussen meer verteld." in text_of(refused)
    assert "Van opzij kwam het ook." in text_of(refused)
    assert "De aanname blijft staan" in text_of(moderator.press(refused, "Besluiten"))
    late = moderator.press(page, "Besluiten", **words)
    assert "Een collega besloot hier al over." in text_of(late)


def test_a_moderator_takes_the_words_of_a_check_away(person, session):
    article, moderator = make_article(session), person("moderator")
    check = decided(session, doubted(session, article))

    page = moderator.do(f"/assumptions/{check.id}", "Woorden weghalen")

    assert "De woorden zijn weg." in text_of(page)
    assert "Twee keer liep men weg." not in text_of(person("reader").see(f"/a/{article.slug}/applied"))


def test_a_day_that_is_none_is_refused(person, session):
    check = doubted(session, make_article(session))

    answer = person("moderator").do(f"/assumptions/{check.id}", "Besluiten", look_back_on="gisteren")

    assert (answer.status_code, "Vul een dag in, zoals 31-12-2026." in text_of(answer)) == (422, True)


def test_the_rule_of_thumb_says_after_how_many_applications_it_was_adjusted(person, session):
    author, reader = person("author"), person("reader")
    article = make_article(session, author=author.actor, kind="decision-point")
    tip = make_article(session, author=author.actor)
    for each in (article, tip):
        told(session, each)
        decided(session, doubted(session, each), "narrowed")
        for verb in ("save", "submit", "publish"):
            take(session, each, verb, author=author.actor, text=each.head.text)

    rule = text_of(reader.see(f"/a/{article.slug}"))
    assert "Deze vuistregel is bijgesteld op basis van 2 toepassingen." in rule
    assert "Dit artikel is bijgesteld op basis van 2 toepassingen." in text_of(reader.see(f"/a/{tip.slug}"))


def test_what_was_replaced_leads_to_what_replaced_it_and_back(person, session):
    article, better = make_article(session, title="Oud"), make_article(session, title="Beter")
    check, moderator = doubted(session, article), person("moderator")

    words = {"old": "Men luistert.", "evidence": "Men liep weg.", "new": "Men luistert soms.", "other": "Beter"}
    day = {"outcome": "replaced", "look_back_on": later(now()).isoformat()}
    moderator.do(f"/assumptions/{check.id}", "Besluiten", **words, **day)

    reader = person("reader")
    assert "Vervangen door een ander artikel Lees wat er nu geldt: Beter" in text_of(reader.see("/a/oud"))
    assert "Vervangt Oud" in text_of(reader.see(f"/a/{better.slug}"))
    assert "Vervangen door Beter" in text_of(reader.see("/a/oud/applied"))


def test_others_that_rest_on_it_are_looked_at_when_the_moderator_says_so(person, session):
    article = make_article(session, title="Vuistregel")
    linking = make_article(session, text=written(cue="Zie [[vuistregel]]."), title="Rust erop")
    check = doubted(session, article)

    words = {"old": "Men luistert.", "evidence": "Men liep weg.", "outcome": "kept", "also": [linking.slug]}
    person("moderator").do(f"/assumptions/{check.id}", "Besluiten", **words)

    session.rollback()
    assert linking.state == "needs_review"


def test_a_moderator_looks_back(person, session):
    moderator, articles = person("moderator"), [make_article(session) for _ in range(2)]
    checks = [decided(session, doubted(session, each), "narrowed") for each in articles]
    with transaction(session):
        for check in checks:
            check.look_back_on = now().date()
    assert "Terugkijken:" in text_of(moderator.see("/assumptions"))

    holds = moderator.do(f"/assumptions/{checks[0].id}", "Ja, het klopt nog")
    assert "De aanname houdt stand." in text_of(holds)
    again = moderator.do(f"/assumptions/{checks[1].id}", "Nee, ga het opnieuw na")
    assert "Er staat een nieuwe aannamecheck klaar." in text_of(again)

    assert [len(checks_of(session, each)) for each in articles] == [1, 2]
    new = checks_of(session, articles[1])[-1]
    assert "Deze check is opnieuw geopend" in moderator.words(f"/assumptions/{new.id}")
    assert "Teruggekeken op" in moderator.words(f"/assumptions/{checks[0].id}")
