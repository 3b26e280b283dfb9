"""The audit log: a page to look through, and the same as a file for a spreadsheet."""

import csv
import io
from collections.abc import Iterator

from flask import render_template, request, stream_with_context
from werkzeug.wrappers import Response

from wiki.accounts.identity import actor, require_sign_in
from wiki.accounts.policy import Role
from wiki.insight import forms
from wiki.insight.queries import audit as queries
from wiki.insight.queries.audit import Line
from wiki.insight.views.blueprint import blueprint
from wiki.web.paging import page_number
from wiki.web.session import db

# What a spreadsheet takes for a formula when a cell begins with it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = ("at", "action", "subject", "role", "who", "detail")


@blueprint.get("/audit")
@require_sign_in
def log() -> str:
    wanted = forms.wanted(request.args)
    return render_template(
        "insight/audit.html",
        page=queries.lines(db(), actor(), wanted, page_number()),
        wanted=wanted,
        actions=queries.actions(db(), actor()),
        roles=[role.value for role in Role],
        args={name: value for name, value in request.args.items() if value and name != "page"},
    )


@blueprint.get("/audit.csv")
@require_sign_in
def export() -> Response:
    lines = queries.every_line(db(), actor(), forms.wanted(request.args))
    answer = Response(stream_with_context(_rows(lines)), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return answer


def _rows(lines: Iterator[Line]) -> Iterator[str]:
    yield _row(COLUMNS)
    for line in lines:
        at = line.at.date().isoformat() if line.is_day else line.at.isoformat()
        yield _row((at, line.action, line.subject, line.role, line.who, line.detail))


def _row(values: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([f"'{value}" if value.startswith(FORMULA) else value for value in values])
    return out.getvalue()
