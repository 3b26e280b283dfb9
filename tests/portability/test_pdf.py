"""Articles and cards as PDF over HTTP: for who may read them, where the extra is."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.attachments.uses import ADDRESS, BLOB, SHOWING, add_file
from tests.factories import make_actor, make_article, written
from wiki.attachments.storage import store_of
from wiki.portability import pictures, press

KINDS = ("article.pdf", "card.pdf")


@pytest.fixture
def sent(monkeypatch):
    """What the press is given; it prints nothing."""
    given = []

    def printed(html, *, base, pictures):
        given.append((html, base, pictures))
        return b"%PDF-"

    monkeypatch.setattr(press, "is_there", lambda: True)
    monkeypatch.setattr(press, "printed", printed)
    return given


@pytest.fixture
def reader(person):
    return person("reader")


@pytest.mark.parametrize(("kind", "name"), [("article.pdf", "rook-lezen.pdf"), ("card.pdf", "rook-lezen-a6.pdf")])
def test_a_reader_gets_a_file_of_what_the_page_says(reader, session, sent, kind, name):
    make_article(session, title="Rook lezen", text=written(cue="Kijk laag. Luister."))

    answer = reader.see(f"/a/rook-lezen/{kind}")

    assert (answer.status_code, answer.mimetype, answer.data) == (200, "application/pdf", b"%PDF-")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    ((html, base, _),) = sent
    assert base == "http://localhost/a/rook-lezen"
    assert "<title>Rook lezen</title>" in html
    assert "Kijk laag." in html
    assert "<script" not in html
    assert "csrf_token" not in html


@pytest.mark.parametrize("kind", KINDS)
def test_what_may_not_be_read_is_not_printed(person, session, sent, kind):
    closed = make_article(session, audience="domain")
    draft = make_article(session, status="draft")

    for slug in (closed.slug, draft.slug, "none"):
        assert person("reader", domain="police").see(f"/a/{slug}/{kind}").status_code == 404
    assert sent == []


@pytest.mark.parametrize("kind", KINDS)
def test_an_author_prints_their_draft(person, session, sent, kind):
    author = person("author")
    draft = make_article(session, status="draft", author=author.actor)

    assert author.see(f"/a/{draft.slug}/{kind}").status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_a_merged_article_leads_to_the_other(reader, session, sent, kind):
    kept, gone = make_article(session), make_article(session, status="archived")
    gone.merged_into_id = kept.id
    session.commit()

    assert reader.client.get(f"/a/{gone.slug}/{kind}").location == f"/a/{kept.slug}/{kind}"


@pytest.mark.parametrize("kind", KINDS)
def test_without_the_extra_there_is_no_pdf_and_no_link_to_it(reader, session, monkeypatch, kind):
    monkeypatch.setattr(press, "is_there", lambda: False)
    article = make_article(session)

    assert reader.see(f"/a/{article.slug}/{kind}").status_code == 404
    assert kind not in reader.words(f"/a/{article.slug}") + reader.words(f"/a/{article.slug}/card")


def test_with_the_extra_the_pages_link_to_it(reader, session, sent):
    article = make_article(session)

    assert f'href="/a/{article.slug}/article.pdf"' in reader.words(f"/a/{article.slug}")
    assert f'href="/a/{article.slug}/card.pdf"' in reader.words(f"/a/{article.slug}/card")


def test_what_cannot_be_printed_is_busy_and_not_a_fault(reader, session, monkeypatch, sent):
    def refused(*_args, **_options):
        raise press.Unprintable("too slow")

    monkeypatch.setattr(press, "printed", refused)

    assert reader.see(f"/a/{make_article(session).slug}/article.pdf").status_code == 503


def test_printing_never_takes_all_threads_of_a_process(person, session, sent, monkeypatch):
    """A page may take fifteen seconds, whoever asks for it; a third at the same time is asked to wait."""
    address = f"/a/{make_article(session).slug}/article.pdf"
    readers, answers = [person("reader") for _ in range(3)], []

    def printed(*_args, **_options):
        if readers:
            with ThreadPoolExecutor() as elsewhere:
                answers.append(elsewhere.submit(readers.pop().see, address).result().status_code)
        return b"%PDF-"

    monkeypatch.setattr(press, "printed", printed)

    assert readers.pop().see(address).status_code == 200
    assert answers == [429, 200]


def shown(session, settings, actor, html):
    return pictures.shown_in(session, actor, store_of(settings), html)


def test_pictures_go_along_in_the_width_of_the_page(reader, session, settings, sent):
    add_file(session, make_actor(session))
    store_of(settings).put(f"{BLOB}.{pictures.WIDTH}", b"plaatje")
    article = make_article(session, text=SHOWING)

    reader.see(f"/a/{article.slug}/article.pdf")

    assert sent[0][2] == {ADDRESS: b"plaatje"}


def test_a_picture_goes_along_for_nobody_who_may_not_see_it(session, settings):
    add_file(session, make_actor(session))
    make_article(session, status="draft", text=SHOWING)
    store_of(settings).put(f"{BLOB}.{pictures.WIDTH}", b"plaatje")

    assert shown(session, settings, make_actor(session), f'<img src="{ADDRESS}">') == {}


def test_a_picture_that_is_gone_or_too_much_is_left_out(session, settings, monkeypatch):
    author = make_actor(session)
    add_file(session, author)
    html = f'<img alt="" src="{ADDRESS}"><img src="/files/x/y.webp"><img src="https://elders.example/a.png">'
    assert shown(session, settings, author, html) == {}

    store_of(settings).put(f"{BLOB}.{pictures.WIDTH}", b"plaatje")
    monkeypatch.setattr(pictures, "MOST_BYTES", 3)
    assert shown(session, settings, author, html) == {}


def test_a_document_is_no_picture(session, settings):
    author = make_actor(session)
    add_file(session, author, kind="document")

    assert shown(session, settings, author, f'<img src="{ADDRESS}">') == {}


@pytest.mark.slow
def test_a_real_card_is_one_page_of_a6_and_a_real_article_ends_with_its_version(real_press, reader, session):
    make_article(session, title="Rook lezen", text=written(action=" ".join(["Blijf laag en kijk rond."] * 60)))

    card, article = (PdfReader(BytesIO(reader.see(f"/a/rook-lezen/{kind}").data)) for kind in reversed(KINDS))

    (page,) = card.pages
    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [105, 148]
    assert "en meer op de pagina" in page.extract_text()
    assert article.trailer["/Root"]["/Lang"] == "nl"
    assert "versie 1 van" in article.pages[-1].extract_text()
