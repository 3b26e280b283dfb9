"""What happens when somebody writes, submits, decides or archives. Each call is one transaction of its caller."""

from wiki.articles.services import coauthors, presence, readings, templates, unsaved
from wiki.articles.services.addresses import rename
from wiki.articles.services.amending import amend, hand_in, look_at
from wiki.articles.services.bin import dispose, recover, remove_old, take_out, throw_away
from wiki.articles.services.byline import choose_byline
from wiki.articles.services.content import Content, check
from wiki.articles.services.copying import copy
from wiki.articles.services.duplicates import merge, split
from wiki.articles.services.editing import restore, save, start
from wiki.articles.services.findings import agree, explain
from wiki.articles.services.holding import list_unheld
from wiki.articles.services.lifecycle import archive, discard, publish, return_with_questions, submit, take_back
from wiki.articles.services.links import keep_rendered, rendered_again
from wiki.articles.services.placing import place
from wiki.articles.services.purging import Purged, purge
from wiki.articles.services.questions import answer
from wiki.articles.services.standing import confirm, flag, hide, release, shelve

__all__ = [
    "Content",
    "Purged",
    "agree",
    "amend",
    "answer",
    "archive",
    "check",
    "choose_byline",
    "coauthors",
    "confirm",
    "copy",
    "discard",
    "dispose",
    "explain",
    "flag",
    "hand_in",
    "hide",
    "keep_rendered",
    "list_unheld",
    "look_at",
    "merge",
    "place",
    "presence",
    "publish",
    "purge",
    "readings",
    "recover",
    "release",
    "remove_old",
    "rename",
    "rendered_again",
    "restore",
    "return_with_questions",
    "save",
    "shelve",
    "split",
    "start",
    "submit",
    "take_back",
    "take_out",
    "templates",
    "throw_away",
    "unsaved",
]
