"""What one running application holds: made once by the factory, reached from views and nowhere below them."""

from dataclasses import dataclass, field
from typing import Any

from flask import current_app
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from wiki.markup import Renderer
from wiki.settings import Settings
from wiki.web.kept import Kept
from wiki.web.tally import Tally
from wiki.web.turns import Turns


@dataclass(frozen=True, slots=True)
class Ground:
    settings: Settings
    engine: Engine
    sessions: sessionmaker[Session]
    renderer: Renderer
    kept_pages: Kept[Any]
    kept_tokens: Kept[str]
    rendering: Turns
    readings: Tally = field(default_factory=Tally)


def ground() -> Ground:
    found: Ground = current_app.extensions["wiki"]
    return found
