"""A search as a feed: what is new for it, as far as whoever asks may list it. Atom, RFC 4287.

No library: the format is one template of a page, which escapes like every other.
"""

from datetime import UTC, date, datetime, time

from flask import make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from wiki.accounts.identity import open_for_reading
from wiki.search import queries
from wiki.search.engine import Rebuilding
from wiki.search.views import asking
from wiki.search.views.blueprint import blueprint
from wiki.web.ground import ground
from wiki.web.session import db

MOST = 20
LATER_SECONDS = 60


@blueprint.get("/search/feed")
@open_for_reading
def feed() -> Response:
    """Kept by the reader's own program alone, and sent again only when something changed."""
    asked = asking.asked()
    try:
        cards = queries.newest(db(), engine=asking.engine(), reader=asking.reader(), asked=asked, many=MOST)
    except Rebuilding:
        return Response(status=503, headers={"Retry-After": str(LATER_SECONDS)})
    address = {"q": asked.q or None, **{key: values for key, values in asked.filters.items() if values}}
    page = render_template(
        "search/feed.xml",
        q="".join(filter(str.isprintable, asked.q)),  # XML has no way to write the others
        cards=cards,
        here=_external("search.feed", **address),
        results=_external("search.results", **address),
        updated=_moment(max((card.changed_on for card in cards), default=date(1970, 1, 1))),
        moment=_moment,
        external=_external,
    )
    response = make_response(page)
    response.mimetype = "application/atom+xml"
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "Cookie, Accept-Language"
    response.add_etag(weak=True)
    return response.make_conditional(request)


def _external(endpoint: str, **values: object) -> str:
    """A whole address, for programs that read it elsewhere."""
    options: dict[str, object] = {"_external": True, "_scheme": ground().settings.scheme, **values}
    return url_for(endpoint, **options)  # type: ignore[arg-type]


def _moment(day: date) -> str:
    """The beginning of a day: the hour in which somebody wrote is told to nobody."""
    return datetime.combine(day, time(), UTC).isoformat()
