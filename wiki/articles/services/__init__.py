"""What happens when somebody writes, submits, decides or archives. Each call is one transaction of its caller."""

from wiki.articles.services import coauthors, presence, templates, unsaved
from wiki.articles.services.addresses import rename
from wiki.articles.services.byline import choose_byline
from wiki.articles.services.content import Content, check
from wiki.articles.services.copying import copy
from wiki.articles.services.editing import restore, save, start
from wiki.articles.services.lifecycle import archive, discard, publish, return_with_questions, submit, take_back
from wiki.articles.services.links import keep_rendered, rendered_again
from wiki.articles.services.questions import answer

__all__ = [
    "Content",
    "answer",
    "archive",
    "check",
    "choose_byline",
    "coauthors",
    "copy",
    "discard",
    "keep_rendered",
    "presence",
    "publish",
    "rename",
    "rendered_again",
    "restore",
    "return_with_questions",
    "save",
    "start",
    "submit",
    "take_back",
    "templates",
    "unsaved",
]
