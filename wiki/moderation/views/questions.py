"""The questions that a moderator asks often."""

from collections.abc import Callable
from functools import partial

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from wiki.accounts.identity import actor, require_sign_in
from wiki.database import now
from wiki.errors import Invalid
from wiki.moderation.forms.questions import QuestionForm
from wiki.moderation.queries import questions as queries
from wiki.moderation.services import questions as services
from wiki.moderation.views.blueprint import blueprint
from wiki.web.flow import done
from wiki.web.session import db, transaction

NEW = 0


@blueprint.get("/review/questions")
@require_sign_in
def questions() -> str:
    return _page({})


@blueprint.post("/review/questions")
def add_question() -> ResponseReturnValue:
    return _kept(NEW, services.add, _("Bewaard. De vraag staat voortaan bij elk artikel klaar."))


@blueprint.post("/review/questions/<int:id>")
def change_question(id: int) -> ResponseReturnValue:
    return _kept(id, partial(services.change, question_id=id), _("Bewaard."))


@blueprint.post("/review/questions/<int:id>/removal")
def remove_question(id: int) -> Response:
    with transaction() as session:
        services.remove(session, id, actor=actor(), at=now())
    return done("moderation.questions", _("De vraag is weg."))


def _kept(id: int, keep: Callable[..., object], sentence: str) -> ResponseReturnValue:
    """Back to the list, or the same page with what was typed at the question it is for."""
    form = QuestionForm()
    try:
        if not form.validate():
            return _page({id: form}), 422
        with transaction() as session:
            keep(session, actor=actor(), at=now(), text=form.text.data or "")
    except Invalid as wrong:
        form.accuse(wrong.fields)
        return _page({id: form}), 422
    return done("moderation.questions", sentence)


def _page(refused: dict[int, QuestionForm]) -> str:
    forms = []
    for number, each in enumerate(queries.own(db(), actor()), 1):
        form = _form(each.id, each.text, refused)
        form.text.label.text = _("Vraag %(number)s", number=number)
        forms.append((each, form))
    return render_template(
        "moderation/questions.html", forms=forms, new=_form(NEW, "", refused), most=services.MOST, refused=refused
    )


def _form(id: int, text: str, refused: dict[int, QuestionForm]) -> QuestionForm:
    """Each with ids of its own, for all of them stand on one page."""
    form = refused.get(id) or QuestionForm(formdata=None, data={"text": text})
    form.text.id = form.text.label.field_id = f"question-{id}"
    return form
