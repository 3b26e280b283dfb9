"""The copies that a browser keeps of what could not be sent: whose they are, and which may go."""

from flask import Response, after_this_request, request

from wiki.web import desks
from wiki.web.ground import ground
from wiki.web.limits import secret_key_for

# For the script of the next page; it holds names of pages and nothing of their text.
COOKIE = "wiki_saved"
MOST_TOLD = 5
TOLD_FOR = 600


def owner(account_id: int | None) -> str:
    """Whose the copies on a device are, for the script that offers them; it tells nobody who that is."""
    return secret_key_for("local copies", str(account_id))[:16]


def list_key(account_id: int | None) -> str:
    """What opens the list that a device keeps of somebody's articles, for whoever is signed in as them; 128 bits."""
    return secret_key_for("list on a device", str(account_id))[:32]


def desk_of(typed: str | None) -> str:
    """The name of a page as it was sent; empty when it is none."""
    return typed if typed and desks.NAME.fullmatch(typed) else ""


def tell(desk: str) -> None:
    """With the answer to this request, tell the browser that what was typed in the page of this name is saved."""
    if not desk:
        return
    before = [each for each in request.cookies.get(COOKIE, "").split(".") if desks.NAME.fullmatch(each)]
    told = ".".join([*before, desk][-MOST_TOLD:])
    secure = ground().settings.https

    @after_this_request
    def remember(answer: Response) -> Response:
        answer.set_cookie(COOKIE, told, max_age=TOLD_FOR, secure=secure, samesite="Lax")
        return answer
