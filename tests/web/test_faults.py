"""What goes wrong becomes a page in the reader's language that says what to do, and a log line without words."""

import logging

import pytest
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import (
    HTTPException,
    MethodNotAllowed,
    RequestedRangeNotSatisfiable,
    RequestEntityTooLarge,
    RequestHeaderFieldsTooLarge,
    TooManyRequests,
)
from werkzeug.exceptions import NotFound as Missing

from tests.factories import make_account
from tests.visitor import sign_in
from wiki import errors

FAULTS = [
    (errors.NotFound("rook"), 404, "Deze pagina is er niet"),
    (errors.NotAllowed("publish"), 403, "Dit kan niet met jouw rol"),
    (errors.Conflict(3), 409, "Intussen is er iets veranderd"),
    (errors.Taken("rook", "rook-2"), 409, "Intussen is er iets veranderd"),
    (errors.Invalid({"title": "missing"}), 422, "Hier klopt iets niet"),
    (errors.UnsafeText("bidi"), 422, "Hier klopt iets niet"),
    (Missing(), 404, "Deze pagina is er niet"),
    (MethodNotAllowed(["GET"]), 405, "Dit kan hier niet"),
    (RequestedRangeNotSatisfiable(), 416, "Dit verzoek klopt niet"),
    (OperationalError("SELECT geheim", {}, Exception("geheim")), 503, "Het is nu te druk"),
    (ZeroDivisionError("geheim"), 500, "Er ging iets mis bij ons"),
]


@pytest.fixture
def failing(app):
    """A page that raises what it is given."""
    raised = []

    def fail():
        raise raised[0]

    fail.open_to = "visitors"
    app.add_url_rule("/fail", "fail", fail)

    def ask(error, **headers):
        raised[:] = [error]
        return app.test_client().get("/fail", headers=headers)

    return ask


@pytest.mark.parametrize(("error", "code", "title"), FAULTS, ids=lambda value: type(value).__name__)
def test_an_error_is_a_page_with_its_code(failing, error, code, title):
    page = failing(error)

    assert page.status_code == code
    assert title in page.get_data(as_text=True)
    assert "geheim" not in page.get_data(as_text=True)
    assert "Content-Security-Policy" in page.headers


def test_an_error_is_told_in_the_language_of_the_reader(failing):
    page = failing(errors.NotFound("rook"), **{"Accept-Language": "en"})

    assert 'lang="en"' in page.get_data(as_text=True)
    assert "Deze pagina is er niet" not in page.get_data(as_text=True)


def test_a_busy_database_says_when_to_come_back(failing):
    assert failing(OperationalError("", {}, Exception())).headers["Retry-After"] == "5"


def test_a_method_that_is_not_there_says_which_are(client):
    assert client.delete("/sign-in").headers["Allow"]


@pytest.mark.parametrize("error", [ZeroDivisionError("geheim"), OperationalError("geheim", {}, Exception("geheim"))])
def test_a_fault_is_logged_by_its_kind_without_words(failing, caplog, error):
    caplog.set_level(logging.ERROR)

    failing(error)

    (record,) = [record for record in caplog.records if record.name == "wiki.faults"]
    assert "geheim" not in record.getMessage()
    assert record.fault in ("ZeroDivisionError", "Exception")


def test_an_answer_that_is_no_error_stays_what_it_is(failing):
    from flask import Response

    assert failing(HTTPException(response=Response("kort", 200))).get_data() == b"kort"


def test_a_form_without_its_token_says_that_nothing_changed(client):
    page = client.post("/sign-in", data={"email": "a@b.example"})

    assert page.status_code == 400
    assert "Er is niets veranderd" in page.get_data(as_text=True)


# What is said to be safe, and what to do next.
SAFE_AND_NEXT = [
    (Missing(), "Kijk het adres na", "Zoek wat je nodig hebt"),
    (errors.NotAllowed("publish"), "Er is niets veranderd", "Vraag het je beheerder"),
    (errors.Conflict(3), "Er is niets overschreven", "wat je typte staat daar nog"),
    (errors.Invalid({"title": "missing"}), "is niet veranderd", "wat je typte staat daar nog"),
    (MethodNotAllowed(["GET"]), "Er is niets veranderd", "wat je typte staat daar nog"),
    (RequestEntityTooLarge(), "Dit is niet bewaard", "kleiner en verstuur het opnieuw"),
    (TooManyRequests(), "wat al bewaard was, is veilig", "Wacht een paar minuten"),
    (CSRFError("gone"), "Er is niets veranderd", "ververs de pagina"),
    (ZeroDivisionError(), "Wat al bewaard was, is veilig", "Vertel je beheerder hoe laat het was"),
    (OperationalError("", {}, Exception()), "Wat al bewaard was, is veilig", "over een minuut opnieuw"),
]


@pytest.mark.parametrize(("error", "safe", "next_step"), SAFE_AND_NEXT, ids=lambda value: type(value).__name__)
def test_an_error_says_what_is_safe_and_what_to_do(failing, error, safe, next_step):
    page = failing(error).get_data(as_text=True)

    assert safe in page
    assert next_step in page


@pytest.mark.parametrize("path", ["/", "/search?q=rook", "/sign-in"])
def test_a_database_that_is_gone_is_a_page_too(app, session, path):
    visitor = app.test_client()
    sign_in(visitor, make_account(session))
    with app.extensions["wiki"].engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE sign_in_session")

    page = visitor.get(path)

    assert page.status_code == 503
    assert "Het is nu te druk" in page.get_data(as_text=True)
    assert "Content-Security-Policy" in page.headers


def test_a_request_of_a_wrong_size_is_no_form_that_expired(failing):
    page = failing(RequestHeaderFieldsTooLarge()).get_data(as_text=True)

    assert "Dit verzoek klopt niet" in page
    assert "verlopen" not in page
