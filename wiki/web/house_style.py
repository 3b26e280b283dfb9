"""The house style of the organisation as a style sheet: after our own, and only where the settings name one."""

from flask import Flask, Response, request, url_for

from wiki.errors import NotFound
from wiki.house_style import HouseStyle, read
from wiki.settings import Settings
from wiki.web.security import STATIC_FOR


def init_app(app: Flask, settings: Settings) -> None:
    style = read(settings.house_style_file) if settings.house_style else None

    def house_style() -> Response:
        if style is None:
            raise NotFound("house style")
        return _sheet(style)

    app.add_url_rule("/house-style.css", "web.house_style", house_style)
    app.jinja_env.globals["house_style_address"] = lambda: url_for("web.house_style", v=style.hash) if style else ""


def _sheet(style: HouseStyle) -> Response:
    answer = Response(style.css, mimetype="text/css")
    is_this_one = request.args.get("v") == style.hash
    answer.headers["Cache-Control"] = STATIC_FOR if is_this_one else "no-cache"
    return answer
