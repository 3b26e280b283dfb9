"""Every address of the site, and what each kind of person gets there.

A rule that is not in the table fails the first test: whoever adds an address says here who may use it.
"""

import re
from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.attachments.uses import BLOB, add_file
from tests.conversations.made import make_conversation
from tests.factories import (
    InProcess,
    actor_of,
    make_account,
    make_actor,
    make_article,
    make_headword,
    make_template,
    written,
)
from tests.moderation.reported import make_report
from tests.moderation.two import asked
from tests.practice.made import told
from tests.visitor import post, sign_in
from tests.voice.uses import add_recording
from wiki.app import create_app
from wiki.attachments.storage import store_of
from wiki.database import Base
from wiki.portability import press
from wiki.search import indexing
from wiki.voice.services import PLACE
from wiki.web.contents import HARMLESS
from wiki.web.security import HEADERS, RECORDING

PEOPLE = ("visitor", "reader", "author", "coach", "moderator", "knowledge-manager", "privacy-officer", "admin", "own")
# The rule, an address of it, and the status for each of PEOPLE in that order; `own` is an author who wrote all of it.
# Files are named by one letter, see KEYS: each is shown by one of the articles. A conversation too: `own` began it.
# A visitor's 303 leads to the sign-in page. The articles: `pub` is published, `wait` is in review, `note` is a draft.
# A reader reported `pub`, and another told that it made things worse, which opened a check.
TABLE = """
GET  /                                          /                             303 200 200 200 200 200 200 200 200
GET  /a/<slug>                                  /a/pub                        303 200 200 200 200 200 200 200 200
GET  /a/<slug>                                  /a/wait                       303 404 404 404 200 200 404 404 200
GET  /a/<slug>                                  /a/note                       303 404 404 404 404 404 404 404 200
GET  /a/<slug>                                  /a/none                       303 404 404 404 404 404 404 404 404
GET  /a/<slug>/card                             /a/pub/card                   303 200 200 200 200 200 200 200 200
GET  /a/<slug>/card                             /a/wait/card                  303 404 404 404 200 200 404 404 200
GET  /a/<slug>/card                             /a/note/card                  303 404 404 404 404 404 404 404 200
GET  /a/<slug>/card.pdf                         /a/pub/card.pdf               303 200 200 200 200 200 200 200 200
GET  /a/<slug>/card.pdf                         /a/wait/card.pdf              303 404 404 404 200 200 404 404 200
GET  /a/<slug>/card.pdf                         /a/note/card.pdf              303 404 404 404 404 404 404 404 200
GET  /a/<slug>/article.pdf                      /a/pub/article.pdf            303 200 200 200 200 200 200 200 200
GET  /a/<slug>/article.pdf                      /a/wait/article.pdf           303 404 404 404 200 200 404 404 200
GET  /a/<slug>/article.pdf                      /a/note/article.pdf           303 404 404 404 404 404 404 404 200
GET  /cards                                     /cards?a=pub                  303 200 200 200 200 200 200 200 200
GET  /cards/choice                              /cards/choice?domain=fire     303 200 200 200 200 200 200 200 200
GET  /a/<slug>/history                          /a/pub/history                303 200 200 200 200 200 200 200 200
GET  /a/<slug>/history                          /a/wait/history               303 404 404 404 200 200 404 404 200
GET  /a/<slug>/history                          /a/note/history               303 404 404 404 404 404 404 404 200
GET  /a/<slug>/revisions/<int:number>           /a/pub/revisions/1            303 200 200 200 200 200 200 200 200
GET  /a/<slug>/revisions/<int:number>           /a/note/revisions/1           303 404 404 404 404 404 404 404 200
GET  /a/<slug>/diff                             /a/pub/diff?from=1&to=1       303 200 200 200 200 200 200 200 200
GET  /a/<slug>/diff                             /a/note/diff?from=1&to=1      303 404 404 404 404 404 404 404 200
GET  /a/<slug>/edit                             /a/pub/edit                   303 403 403 403 200 200 403 403 200
GET  /a/<slug>/edit                             /a/wait/edit                  303 404 404 404 403 403 404 404 303
GET  /a/<slug>/edit                             /a/note/edit                  303 404 404 404 404 404 404 404 200
GET  /a/<slug>/copy                             /a/pub/copy                   303 200 200 200 200 200 404 404 200
GET  /a/<slug>/copy                             /a/note/copy                  303 404 404 404 404 404 404 404 200
POST /a/<slug>/copy                             /a/note/copy                  303 404 404 404 404 404 404 404 303
POST /a/<slug>/address                          /a/pub/address                303 403 403 403 303 303 403 403 403
POST /a/<slug>/address                          /a/wait/address               303 404 404 404 403 403 404 404 403
POST /a/<slug>/address                          /a/note/address               303 404 404 404 404 404 404 404 303
GET  /a/<slug>/report                           /a/pub/report                 303 200 200 200 200 200 200 200 200
GET  /a/<slug>/report                           /a/wait/report                303 404 404 404 404 404 404 404 404
GET  /a/<slug>/report                           /a/note/report                303 404 404 404 404 404 404 404 404
POST /a/<slug>/report                           /a/pub/report                 303 422 422 422 422 422 403 403 422
POST /a/<slug>/report                           /a/wait/report                303 404 404 404 404 404 404 404 404
GET  /a/<slug>/applied                          /a/pub/applied                303 200 200 200 200 200 200 200 200
GET  /a/<slug>/applied                          /a/pub/applied?part=1         303 200 200 200 200 200 200 200 200
GET  /a/<slug>/applied                          /a/wait/applied               303 404 404 404 404 404 404 404 404
GET  /a/<slug>/applied                          /a/note/applied               303 404 404 404 404 404 404 404 404
GET  /a/<slug>/applied/telling                  /a/pub/applied/telling        303 200 200 200 200 200 403 403 403
GET  /a/<slug>/applied/telling                  /a/wait/applied/telling       303 404 404 404 404 404 404 404 404
POST /a/<slug>/applied/telling                  /a/pub/applied/telling        303 422 422 422 422 422 403 403 403
POST /a/<slug>/applied/telling                  /a/wait/applied/telling       303 404 404 404 404 404 404 404 404
GET  /assumptions                               /assumptions                  303 404 404 404 200 200 404 404 404
GET  /assumptions/<int:id>                      /assumptions/1                303 404 404 404 200 200 404 404 404
GET  /assumptions/<int:id>                      /assumptions/99               303 404 404 404 404 404 404 404 404
POST /assumptions/<int:id>/decision             /assumptions/1/decision       303 404 404 404 422 422 404 404 404
POST /assumptions/<int:id>/holding              /assumptions/1/holding        303 404 404 404 403 403 404 404 404
POST /assumptions/<int:id>/reopening            /assumptions/1/reopening      303 404 404 404 403 403 404 404 404
POST /assumptions/<int:id>/clearing             /assumptions/1/clearing       303 404 404 404 403 403 404 404 404
POST /applied/<int:id>/anonymity                /applied/1/anonymity          303 404 404 404 404 404 404 404 404
POST /applied/<int:id>/adoption                 /applied/99/adoption          303 404 404 404 404 404 404 404 404
POST /applied/<int:id>/removal                  /applied/99/removal           303 404 404 404 404 404 404 404 404
GET  /reports                                   /reports                      303 404 404 404 200 200 200 404 404
GET  /reports/mine                              /reports/mine                 303 200 200 200 200 200 200 200 200
GET  /reports/<int:id>                          /reports/1                    303 404 404 404 200 200 200 404 404
GET  /reports/<int:id>                          /reports/99                   303 404 404 404 404 404 404 404 404
POST /reports/<int:id>/decision                 /reports/1/decision           303 404 404 404 422 422 422 404 404
GET  /a/<slug>/merging                           /a/pub/merging                303 404 404 404 200 200 404 404 404
POST /a/<slug>/merging                           /a/pub/merging                303 404 404 404 422 422 404 404 404
POST /a/<slug>/splitting                         /a/pub/splitting              303 403 403 403 403 403 403 403 403
GET  /a/<slug>/place                             /a/pub/place                  303 404 404 404 200 200 404 404 404
POST /a/<slug>/place                             /a/pub/place                  303 404 404 404 422 422 404 404 404
POST /a/<slug>/bin                               /a/pub/bin                    303 403 403 403 403 403 403 403 403
POST /a/<slug>/bin                               /a/note/bin                   303 404 404 404 404 404 404 404 303
POST /a/<slug>/bin/recovery                      /a/note/bin/recovery          303 404 404 404 404 404 404 404 303
GET  /templates                                 /templates                    303 404 404 404 200 200 404 404 404
GET  /templates/new                             /templates/new                303 404 404 404 200 200 404 404 404
POST /templates/new                             /templates/new                303 404 404 404 422 422 404 404 404
GET  /templates/<int:id>                        /templates/1                  303 404 404 404 200 200 404 404 404
POST /templates/<int:id>                        /templates/1                  303 404 404 404 303 303 404 404 404
POST /templates/<int:id>/removal                /templates/1/removal          303 404 404 404 303 303 404 404 404
GET  /account                                   /account                      303 200 200 200 200 200 200 200 200
GET  /audit                                     /audit                        303 404 404 404 404 404 200 404 404
GET  /audit.csv                                 /audit.csv                    303 404 404 404 404 404 200 404 404
GET  /coverage                                  /coverage                     303 200 200 200 200 200 200 200 200
GET  /readings                                  /readings                     303 404 404 404 200 200 404 404 404
GET  /blocks/<slug>                             /blocks/innovation            303 200 200 200 200 200 200 200 200
GET  /domains/<slug>                            /domains/fire                 303 200 200 200 200 200 200 200 200
GET  /tags/<slug>                               /tags/rook                    303 200 200 200 200 200 200 200 200
GET  /tags/manage                                /tags/manage                  303 404 404 404 200 200 404 200 404
GET  /tags/manage/<slug>                         /tags/manage/rook             303 404 404 404 404 200 404 200 404
POST /tags/manage/<slug>/label                   /tags/manage/rook/label       303 404 404 404 404 422 404 422 404
POST /tags/manage/<slug>/merging                 /tags/manage/rook/merging     303 404 404 404 404 422 404 422 404
POST /tags/manage/<slug>/words                   /tags/manage/rook/words       303 404 404 404 404 422 404 422 404
POST /tags/manage/<slug>/words/removal           /tags/manage/rook/words/removal 303 404 404 404 404 404 404 404 404
GET  /search                                    /search?q=rook                303 200 200 200 200 200 200 200 200
GET  /search/suggestions                        /search/suggestions?q=rook    303 200 200 200 200 200 200 200 200
GET  /search/titles                             /search/titles?q=pub          303 200 200 200 200 200 200 200 200
GET  /search/explanation/<slug>                 /search/explanation/pub?q=pub 303 404 404 404 200 200 404 404 404
GET  /search/explanation/<slug>                 /search/explanation/note?q=x  303 404 404 404 404 404 404 404 404
GET  /search/feed                               /search/feed?q=rook           303 200 200 200 200 200 200 200 200
GET  /a/<slug>/similar                          /a/pub/similar                303 200 200 200 200 200 200 200 200
GET  /a/<slug>/similar                          /a/wait/similar               303 404 404 404 404 404 404 404 404
GET  /a/<slug>/similar                          /a/note/similar               303 404 404 404 404 404 404 404 404
GET  /words                                     /words                        303 404 404 404 404 200 404 200 404
GET  /words/new                                 /words/new                    303 404 404 404 404 200 404 200 404
POST /words/new                                 /words/new                    303 404 404 404 404 422 404 422 404
GET  /words/<int:id>                            /words/1                      303 404 404 404 404 200 404 200 404
POST /words/<int:id>                            /words/1                      303 404 404 404 404 422 404 422 404
POST /words/<int:id>/removal                    /words/1/removal              303 404 404 404 404 303 404 303 404
GET  /files                                     /files                        303 200 200 200 200 200 404 404 200
GET  /files/<key>/<name>                        /files/{a}/regels.pdf 303 200 200 200 200 200 200 200 200
GET  /files/<key>/<name>                        /files/{b}/regels.pdf 303 404 404 404 200 200 404 404 200
GET  /files/<key>/<name>                        /files/{c}/regels.pdf 303 404 404 404 404 404 404 404 200
GET  /files/<key>/<int:width>x<int:height>/<name> /files/{a}/9x9/regels.pdf 303 404 404 404 404 404 404 404 404
POST /files                                     /files                        303 422 422 422 422 422 404 404 422
POST /files/<key>/removal                       /files/{a}/removal 303 404 404 404 404 404 404 404 404
GET  /conversations                             /conversations                303 200 200 200 200 200 404 404 200
GET  /conversations/new                         /conversations/new            303 200 200 200 200 200 404 404 200
POST /conversations/new                         /conversations/new            303 422 422 422 422 422 404 404 422
GET  /conversations/<key>                       /conversations/{t}            303 404 404 404 404 404 404 404 200
GET  /conversations/<key>/steps/<slug>          /conversations/{t}/steps/map  303 404 404 404 404 404 404 404 200
GET  /conversations/<key>/steps/<slug>          /conversations/{t}/steps/poem 303 404 404 404 404 404 404 404 404
POST /conversations/<key>/steps/<slug>          /conversations/{t}/steps/map  303 404 404 404 404 404 404 404 303
POST /conversations/<key>/steps/<slug>/kept     /conversations/{t}/steps/map/kept 303 404 404 404 404 404 404 404 200
GET  /conversations/<key>/sheet                 /conversations/{t}/sheet      303 404 404 404 404 404 404 404 200
GET  /conversations/<key>/export.md             /conversations/{t}/export.md  303 404 404 404 404 404 404 404 200
GET  /conversations/<key>/drafts                /conversations/{t}/drafts     303 404 404 404 404 404 404 404 200
POST /conversations/<key>/drafts/<int:chunk>    /conversations/{t}/drafts/1   303 404 404 404 404 404 404 404 422
POST /conversations/<key>/drafts/<int:chunk>    /conversations/{t}/drafts/2   303 404 404 404 404 404 404 404 404
POST /conversations/<key>/invitation            /conversations/{t}/invitation 303 404 404 404 404 404 404 404 403
GET  /conversations/<key>/acceptance            /conversations/{t}/acceptance 303 404 404 404 404 404 404 404 404
POST /conversations/<key>/acceptance            /conversations/{t}/acceptance 303 404 404 404 404 404 404 404 404
POST /conversations/<key>/refusal               /conversations/{t}/refusal    303 404 404 404 404 404 404 404 403
POST /conversations/<key>/credit                /conversations/{t}/credit     303 404 404 404 404 404 404 404 403
POST /conversations/<key>/leaving               /conversations/{t}/leaving    303 404 404 404 404 404 404 404 403
POST /conversations/<key>/ending                /conversations/{t}/ending     303 404 404 404 404 404 404 404 303
POST /conversations/<key>/removal               /conversations/{t}/removal    303 404 404 404 404 404 404 404 303
GET  /recordings                                /recordings                   303 200 200 200 200 200 200 200 200
GET  /recordings/list                           /recordings/list?desk=x       303 200 200 200 200 200 200 200 200
GET  /recordings/<key>                          /recordings/{d}               303 404 404 404 404 404 404 404 200
POST /recordings                                /recordings                   303 422 422 422 422 422 404 404 422
POST /recordings/<key>                          /recordings/{d}               303 404 404 404 404 404 404 404 303
POST /recordings/<key>/removal                  /recordings/{d}/removal       303 404 404 404 404 404 404 404 303
GET  /notices                                   /notices                      303 200 200 200 200 200 200 200 200
POST /notices/reading                           /notices/reading              303 303 303 303 303 303 303 303 303
GET  /help                                      /help                         200 200 200 200 200 200 200 200 200
GET  /help/<slug>                               /help/writing                 200 200 200 200 200 200 200 200 200
GET  /help/<slug>                               /help/poetry                  404 404 404 404 404 404 404 404 404
GET  /accessibility                             /accessibility                200 200 200 200 200 200 200 200 200
POST /help/tours/<role>/closing                 /help/tours/author/closing    303 404 303 404 404 404 404 404 303
POST /help/tours/<role>/postponement            /help/tours/author/postponement 303 404 303 404 404 404 404 404 303
POST /help/tours/<role>/opening                 /help/tours/author/opening    303 404 303 404 404 404 404 404 303
GET  /offline                                   /offline                      303 200 200 200 200 200 200 200 200
GET  /offline/articles                          /offline/articles             303 200 200 200 200 200 200 200 200
GET  /offline/articles                          /offline/articles?slug=note   303 200 200 200 200 200 200 200 200
GET  /offline/shell                             /offline/shell                200 200 200 200 200 200 200 200 200
GET  /sw.js                                     /sw.js                        200 200 200 200 200 200 200 200 200
GET  /manifest.webmanifest                      /manifest.webmanifest         200 200 200 200 200 200 200 200 200
GET  /mine                                      /mine                         303 200 200 200 200 200 200 200 200
GET  /wanted                                    /wanted                       303 200 200 200 200 200 404 404 200
GET  /write                                     /write                        303 200 200 200 200 200 404 404 200
GET  /write/<type>                              /write/question               303 200 200 200 200 200 404 404 200
GET  /write/<type>                              /write/poem                   303 404 404 404 404 404 404 404 404
GET  /review                                    /review                       303 404 404 404 200 200 404 404 404
GET  /review/<slug>                             /review/wait                  303 404 404 404 200 200 404 404 404
GET  /review/<slug>                             /review/note                  303 404 404 404 404 404 404 404 404
GET  /matters                                   /matters                      303 404 404 404 200 200 200 200 404
GET  /matters/ask/<slug>                        /matters/ask/pub              303 404 404 404 200 200 200 404 404
GET  /matters/ask/<slug>                        /matters/ask/wait             303 404 404 404 200 200 404 404 404
GET  /matters/ask/<slug>                        /matters/ask/note             303 404 404 404 404 404 404 404 404
POST /matters/ask/<slug>                        /matters/ask/pub              303 404 404 404 404 404 404 404 404
GET  /matters/<int:id>                          /matters/1                    303 404 404 404 404 404 200 404 404
GET  /matters/<int:id>                          /matters/99                   303 404 404 404 404 404 404 404 404
POST /matters/<int:id>/agreement                /matters/99/agreement         303 404 404 404 404 404 404 404 404
POST /matters/<int:id>/refusal                  /matters/1/refusal            303 404 404 404 404 404 422 404 404
POST /matters/<int:id>/withdrawal               /matters/1/withdrawal         303 404 404 404 404 404 403 404 404
POST /matters/<int:id>/execution                /matters/1/execution          303 404 404 404 404 404 403 404 404
POST /matters/<int:id>/agreement                /matters/1/agreement          303 404 404 404 404 404 303 404 404
GET  /bin                                        /bin                          303 404 404 404 200 200 404 404 404
GET  /bulk                                       /bulk                         303 404 404 404 200 200 404 404 404
GET  /bulk/preview                               /bulk/preview                 303 404 404 404 422 422 404 404 404
POST /bulk                                       /bulk                         303 404 404 404 422 422 404 404 404
GET  /bulk/history                               /bulk/history                 303 404 404 404 200 200 404 404 404
GET  /bulk/<int:id>                              /bulk/99                      303 404 404 404 404 404 404 404 404
POST /bulk/<int:id>/undoing                      /bulk/99/undoing              303 404 404 404 404 404 404 404 404
GET  /due                                       /due                          303 404 404 404 200 200 404 404 404
GET  /unheld                                    /unheld                       303 404 404 404 200 200 404 404 404
GET  /sources                                   /sources                      303 404 404 404 200 200 404 404 404
POST /sources                                   /sources                      303 404 404 404 422 422 404 404 404
GET  /sources/<int:id>                          /sources/99                   303 404 404 404 404 404 404 404 404
POST /sources/<int:id>                          /sources/99                   303 404 404 404 404 404 404 404 404
GET  /a/<slug>/curation                         /a/pub/curation               303 404 404 404 200 200 404 404 404
GET  /a/<slug>/curation                         /a/wait/curation              303 404 404 404 404 404 404 404 404
GET  /a/<slug>/curation                         /a/note/curation              303 404 404 404 404 404 404 404 404
POST /a/<slug>/reviewers                        /a/pub/reviewers              303 404 404 404 303 303 404 404 404
POST /a/<slug>/reviewers                        /a/note/reviewers             303 404 404 404 404 404 404 404 404
POST /a/<slug>/reviewers/<int:id>/removal       /a/pub/reviewers/99/removal   303 404 404 404 303 303 404 404 404
POST /a/<slug>/sources                          /a/pub/sources                303 404 404 404 422 422 404 404 404
POST /a/<slug>/sources/<int:id>/removal         /a/pub/sources/99/removal     303 404 404 404 303 303 404 404 404
POST /a/<slug>/confirmation                     /a/note/confirmation          303 404 404 404 404 404 404 404 403
POST /a/<slug>/review-request                   /a/note/review-request        303 404 404 404 404 404 404 404 403
GET  /review/questions                          /review/questions             303 404 404 404 200 200 404 404 404
POST /review/questions                          /review/questions             303 404 404 404 422 422 404 404 404
POST /review/questions/<int:id>                 /review/questions/99          303 404 404 404 404 404 404 404 404
POST /review/questions/<int:id>/removal         /review/questions/99/removal  303 404 404 404 404 404 404 404 404
GET  /review/small                              /review/small                 303 404 404 404 200 200 404 404 404
POST /review/small                              /review/small                 303 404 404 404 422 422 404 404 404
POST /review/small/<int:revision>/look          /review/small/99/look         303 404 404 404 404 404 404 404 404
GET  /review/away                               /review/away                  303 404 404 404 200 200 404 404 404
POST /review/away                               /review/away                  303 404 404 404 422 422 404 404 404
POST /review/away/ending                        /review/away/ending           303 404 404 404 303 303 404 404 404
GET  /review/numbers                            /review/numbers               303 404 404 404 200 200 404 404 404
POST /review/next                               /review/next                  303 404 404 404 303 303 404 404 404
POST /review/<slug>/claim                       /review/wait/claim            303 404 404 404 303 303 404 404 404
POST /review/<slug>/claim                       /review/note/claim            303 404 404 404 404 404 404 404 404
POST /review/<slug>/claim/release               /review/wait/claim/release    303 404 404 404 303 303 404 404 404
GET  /users                                     /users                        303 404 404 404 404 404 404 200 404
GET  /users/<int:id>                            /users/1                      303 404 404 404 404 404 404 200 404
GET  /sign-in                                   /sign-in                      200 303 303 303 303 303 303 303 303
GET  /invitations/<token>                       /invitations/none             404 404 404 404 404 404 404 404 404
GET  /healthz                                   /healthz                      200 200 200 200 200 200 200 200 200
GET  /readyz                                    /readyz                       200 200 200 200 200 200 200 200 200
GET  /house-style.css                           /house-style.css              404 404 404 404 404 404 404 404 404
GET  /styleguide                                /styleguide                   200 200 200 200 200 200 200 200 200
GET  /static/<path:filename>                    /static/css/site.css          200 200 200 200 200 200 200 200 200
POST /display                                   /display                      303 303 303 303 303 303 303 303 303
POST /language                                  /language                     303 303 303 303 303 303 303 303 303
POST /account/password                          /account/password             303 422 422 422 422 422 422 422 422
POST /account/preferences                       /account/preferences          303 422 422 422 422 422 422 422 422
POST /users/invitations                         /users/invitations            303 404 404 404 404 404 404 422 404
POST /users/<int:id>/roles                      /users/1/roles                303 404 404 404 404 404 404 303 404
POST /users/<int:id>/deactivation               /users/1/deactivation         303 404 404 404 404 404 404 303 404
POST /users/<int:id>/activation                 /users/1/activation           303 404 404 404 404 404 404 303 404
POST /users/<int:id>/activation                 /users/99/activation          303 404 404 404 404 404 404 404 404
POST /invitations/<int:id>/revocation           /invitations/99/revocation    303 404 404 404 404 404 404 404 404
POST /invitations/<token>                       /invitations/none             404 404 404 404 404 404 404 404 404
POST /write/<type>                              /write/question               303 422 422 422 422 422 404 404 422
POST /a/<slug>/edit                             /a/pub/edit                   303 403 403 403 422 422 403 403 422
POST /a/<slug>/edit                             /a/note/edit                  303 404 404 404 404 404 404 404 422
POST /a/<slug>/revisions/<int:number>/restoration /a/pub/revisions/1/restoration 303 403 403 403 303 303 403 403 303
POST /a/<slug>/revisions/<int:number>/restoration /a/note/revisions/1/restoration 303 404 404 404 404 404 404 404 303
POST /a/<slug>/byline                           /a/pub/byline                 303 404 404 404 404 404 404 404 303
POST /a/<slug>/co-authors                       /a/pub/co-authors             303 403 403 403 403 403 403 403 303
POST /a/<slug>/co-authors                       /a/note/co-authors            303 404 404 404 404 404 404 404 303
POST /a/<slug>/co-authors/withdrawal            /a/pub/co-authors/withdrawal  303 403 403 403 403 403 403 403 303
POST /a/<slug>/co-authors/leaving               /a/pub/co-authors/leaving     303 403 403 403 403 403 403 403 403
POST /a/<slug>/co-authors/leaving               /a/note/co-authors/leaving    303 404 404 404 404 404 404 404 403
POST /co-author-invitations/<int:id>/acceptance /co-author-invitations/99/acceptance 303 404 404 404 404 404 404 404 404
POST /co-author-invitations/<int:id>/refusal    /co-author-invitations/99/refusal 303 404 404 404 404 404 404 404 404
POST /a/<slug>/presence                         /a/pub/presence               303 404 404 404 200 200 404 404 200
POST /a/<slug>/presence                         /a/wait/presence              303 404 404 404 404 404 404 404 404
POST /a/<slug>/presence                         /a/note/presence              303 404 404 404 404 404 404 404 200
POST /safety                                    /safety                       303 200 200 200 200 200 404 404 200
POST /preview                                   /preview                      303 200 200 200 200 200 404 404 200
POST /unsaved/<desk>                            /unsaved/x                    303 404 404 404 404 404 404 404 404
POST /unsaved/<desk>/removal                    /unsaved/x/removal            303 303 303 303 303 303 303 303 303
POST /a/<slug>/discard                          /a/pub/discard                303 403 403 403 403 403 403 403 403
POST /a/<slug>/discard                          /a/note/discard               303 404 404 404 404 404 404 404 403
POST /a/<slug>/submission                       /a/pub/submission             303 403 403 403 403 403 403 403 403
POST /review/<slug>/return                      /review/wait/return           303 404 404 404 422 422 404 404 404
POST /review/<slug>/publication                 /review/wait/publication      303 404 404 404 422 422 404 404 404
POST /a/<slug>/retraction                       /a/wait/retraction            303 404 404 404 403 403 404 404 303
POST /a/<slug>/submission                       /a/note/submission            303 404 404 404 404 404 404 404 303
POST /reports/<int:id>/flag                     /reports/1/flag               303 404 404 404 303 303 403 404 404
POST /a/<slug>/confirmation                     /a/pub/confirmation           303 403 403 403 303 303 403 403 403
POST /a/<slug>/review-request                   /a/pub/review-request         303 403 403 403 303 303 403 403 403
POST /a/<slug>/archive                          /a/note/archive               303 404 404 404 404 404 404 404 403
POST /a/<slug>/archive                          /a/pub/archive                303 403 403 403 303 303 403 403 403
POST /applied/<int:id>/adoption                 /applied/1/adoption           303 403 403 403 403 403 403 403 303
POST /applied/<int:id>/removal                  /applied/1/removal            303 403 403 403 303 303 403 403 403
POST /sign-in/demo                              /sign-in/demo                 404 404 404 404 404 404 404 404 404
POST /sign-in                                   /sign-in                      422 303 303 303 303 303 303 303 303
POST /account/sessions/end                      /account/sessions/end         303 303 303 303 303 303 303 303 303
POST /sign-out                                  /sign-out                     303 303 303 303 303 303 303 303 303
"""
KEYS = {letter: letter * 26 for letter in "abcdt"}
TABLE = re.sub(r"\{([a-dt])\}", lambda found: KEYS[found[1]], TABLE)
ROWS = [(line.split()[0], line.split()[1], line.split()[2], line.split()[3:]) for line in TABLE.strip().splitlines()]
PUBLIC = {
    "/",
    "/a/pub",
    "/a/pub/card",
    "/a/pub/card.pdf",
    "/a/pub/article.pdf",
    "/cards?a=pub",
    "/cards/choice?domain=fire",
    "/blocks/innovation",
    "/domains/fire",
    "/tags/rook",
    "/search?q=rook",
    "/search/suggestions?q=rook",
    "/search/feed?q=rook",
    "/a/pub/similar",
    "/a/pub/applied",
    "/a/pub/applied?part=1",
    f"/files/{KEYS['a']}/regels.pdf",
}
SENT = {"application/pdf", "audio/webm"}
OPEN = {"/sign-in", "/healthz", "/readyz", "/static/css/site.css", "/offline/shell", "/sw.js", "/manifest.webmanifest"}
OPEN |= {"/help", "/help/writing", "/accessibility", "/styleguide"}


def column(who):
    return {f"{method} {path}": int(statuses[PEOPLE.index(who)]) for method, _, path, statuses in ROWS}


def fill(session, who, audience="members"):
    """A bystander, the articles, and the account of this kind of person."""
    make_account(session, roles=("reader",), name="Omstander")
    make_headword(session)
    make_template(session)
    account = None if who == "visitor" else make_account(session, roles=("author" if who == "own" else who,))
    author = actor_of(account) if who == "own" and account else None
    somebody = make_actor(session)
    make_conversation(session, veteran=author or somebody, key=KEYS["t"], chunks=("Deur",), picks=(1,))
    add_recording(session, author or somebody, key=KEYS["d"])
    hidden = make_article(session, status="withdrawn", title="Hidden")
    asked(session, hidden, "release", make_actor(session, "moderator"))
    for title, status in (("Pub", "published"), ("Wait", "in_review"), ("Note", "draft")):
        key = KEYS[{"Pub": "a", "Wait": "b", "Note": "c"}[title]]
        add_file(session, somebody, key=key, kind="document")
        article = make_article(
            session,
            text=written(cue=f"Zie [de regels](/files/{key}/regels.pdf)."),
            title=title,
            status=status,
            author=author,
            audience=audience,
            tags=("rook",),
            blocks=("innovation",),
        )
        if status == "published":
            make_report(session, article, kind="unsafe")
            told(session, article, "backfired", adjustment="Eerst stil blijven staan.")
    return account


@pytest.fixture(autouse=True)
def quick_press(monkeypatch):
    """A press that is there and takes no time: what comes out of the real one is in tests/portability."""
    monkeypatch.setattr(press, "is_there", lambda: True)
    monkeypatch.setattr(press, "printed", lambda _html, **_options: b"%PDF-")


@pytest.fixture
def index(settings, sessions):
    """Makes the search index of what there is, and the content of files."""

    def make():
        store_of(settings).put(BLOB, b"%PDF")
        store_of(settings, PLACE).put(BLOB, b"geluid")
        indexing.rebuild(indexing.engine_of(settings), sessions)

    return make


def test_every_rule_is_in_the_table(app):
    rules = {(method, rule.rule) for rule in app.url_map.iter_rules() for method in rule.methods - {"HEAD", "OPTIONS"}}

    assert {(method, rule) for method, rule, _, _ in ROWS} == rules


@pytest.mark.parametrize("who", PEOPLE)
def test_what_each_kind_of_person_gets_at_each_address(client, session, index, who):
    account = fill(session, who)
    index()
    if account is not None:
        sign_in(client, account)

    got = {}
    for method, _, path, _ in ROWS:
        with client.get(path) if method == "GET" else post(client, path) as answer:
            got[f"{method} {path}"] = answer.status_code
            harmless = {"Content-Security-Policy": HARMLESS} if answer.mimetype in SENT else {}
            # The microphone is for pages with a recorder, and for no others.
            expected = HEADERS | harmless | (RECORDING if b"data-voice-record" in answer.data else {})
            assert {name: answer.headers.get(name) for name in HEADERS} == expected, path

    assert got == column(who)


def test_a_visitor_is_led_to_the_sign_in_page_and_back(client, session):
    fill(session, "visitor")

    for method, _, path, statuses in ROWS:
        if method == "GET" and statuses[0] == "303" and path != "/":
            answer = client.get(path)
            assert answer.location.startswith("/sign-in?next=/"), path
            assert answer.headers["Cache-Control"] == "no-store"


def states(session):
    session.rollback()
    return {table.name: session.execute(select(table)).all() for table in Base.metadata.sorted_tables}


@pytest.mark.parametrize("who", ["visitor", "own", "moderator", "admin"])
def test_a_post_without_its_token_is_400_and_changes_nothing(client, session, who):
    account = fill(session, who)
    if account is not None:
        sign_in(client, account)
    before = states(session)

    got = {
        path: client.post(path, data={"csrf_token": "other"}).status_code
        for method, _, path, _ in ROWS
        if method == "POST"
    }

    assert Counter(got.values()) == {400: len(got)}
    assert states(session) == before


def status(client, path):
    with client.get(path) as answer:
        return answer.status_code


@pytest.fixture
def public(settings):
    """The browser of a visitor where public reading is on."""
    app = create_app(replace(settings, public_reading=True), renderer=InProcess())
    yield app.test_client()
    app.extensions["wiki"].engine.dispose()


def test_public_reading_opens_the_pages_for_reading_and_no_others(public, session, index):
    fill(session, "visitor", audience="everyone")
    index()

    got = {path for method, _, path, _ in ROWS if method == "GET" and status(public, path) == 200}

    assert got == PUBLIC | OPEN


@pytest.mark.parametrize("audience", ["members", "domain"])
def test_public_reading_shows_only_what_is_for_everyone(public, session, index, audience):
    fill(session, "visitor", audience=audience)
    index()

    assert {public.get(path).status_code for path in ("/a/pub", "/tags/rook")} == {404}
    assert [path for path in PUBLIC if 'href="/a/pub' in public.get(path).get_data(as_text=True)] == []
