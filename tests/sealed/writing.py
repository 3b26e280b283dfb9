"""A site on which two people wrote under role names and had a part in all that a wiki keeps, for the seal test.

One of them writes. The other writes as well and moderates, so that theirs is a name that may be read in some places and
in no other. All of their titles hold the word of `MARK`.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from tests.attachments.uses import add_file
from tests.conversations.made import STORY, make_conversation
from tests.factories import (
    PASSWORD,
    STEPS,
    actor_of,
    content,
    make_account,
    make_actor,
    make_article,
    make_headword,
    make_template,
    prepared,
    take,
    written,
)
from tests.moderation.made import make_small_change
from tests.voice.uses import add_recording
from wiki.accounts import passwords
from wiki.accounts.models import Account, RoleGrant
from wiki.accounts.policy import Actor
from wiki.articles import safety, services
from wiki.articles.models import Article
from wiki.articles.services.byline import Byline
from wiki.articles.services.questions import open_questions
from wiki.conversations import queries as told
from wiki.conversations.services import draft as draft_of
from wiki.database import now, transaction
from wiki.moderation.services import (
    claims,
    questions,
)
from wiki.search.models import PastQuery

MARK = "Zegelstuk"
# Files: shown, in drafts alone, in no text. A conversation that was had, one that was asked for, and a recording.
KEYS = {name: name[0] * 26 for name in ("shown", "drafted", "alone", "conversed", "invited", "recorded")}
ROLES = ("reader", "author", "coach", "moderator", "knowledge-manager", "privacy-officer", "admin")
DAY = timedelta(days=1)


class Sealed(NamedTuple):
    """Somebody who writes under role names."""

    name: str
    email: str
    number: int

    def is_in(self, folded: str) -> bool:
        """Whether a text in small letters tells their name, their address or the number of their account."""
        return any(form in folded for form in (*self.name.casefold().split(), *self.numbers))

    @property
    def numbers(self) -> tuple[str, ...]:
        return tuple(f"{self.number:_}".replace("_", between) for between in ("", ".", ",", " ", "\N{NO-BREAK SPACE}"))


AUTHOR = Sealed("Xanthippe Zevenhuizen", "x.zevenhuizen@dienst.example", 98_765_431)
MODERATOR = Sealed("Bartholomeus Quadvlieg", "b.quadvlieg@dienst.example", 97_531_864)
LEFT = Sealed("Wendelmoet Vertrokken", "w.vertrokken@dienst.example", 96_420_753)


def make_sealed(session: Session, who: Sealed, *roles: str) -> Actor:
    """Their account, committed, under a number that is found wherever it stands."""
    grants = [RoleGrant(role=role) for role in roles]
    made = Account(
        id=who.number,
        email=who.email,
        display_name=who.name,
        password_hash=passwords.hashed(PASSWORD),
        created_at=now(),
        grants=grants,
    )
    with transaction(session):
        session.add(made)
    return actor_of(made)


class Writing:
    """Makes the site; who takes part in what is in the methods. `people` are those who will look at it, by role, and
    `fire` a moderator of one domain."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.people = {role: make_account(session, roles=(role,)) for role in ROLES}
        self.people["fire"] = make_account(session, roles=("moderator",), domain="fire", locale="en")
        self.author = make_sealed(session, AUTHOR, "author")
        self.moderator = make_sealed(session, MODERATOR, "author", "moderator")
        self.other = make_actor(session, "moderator")
        self.manager, self.officer = (
            make_account(session, roles=(r,)) for r in ("knowledge-manager", "privacy-officer")
        )
        self.admin = make_actor(session, "admin")
        self.made: dict[str, Article] = {}
        self.opened: dict[Sealed, set[int]] = defaultdict(set)

    def do(self, service: Callable[..., Any], *args: Any, actor: Actor, **options: Any) -> Any:
        """One call of a service, committed."""
        with transaction(self.session):
            return service(self.session, *args, actor=actor, at=options.pop("at", now()), **options)

    def article(self, name: str, **options: Any) -> Article:
        """An article by the sealed author unless another is named, decided about by the sealed moderator or else."""
        author = options.setdefault("author", self.author)
        moderator = self.other if author is self.moderator else self.moderator
        values = {"title": f"{MARK} {name}", "moderator": moderator, "tags": ("rook",), **options}
        self.made[name] = make_article(self.session, **values)
        return self.made[name]

    def elsewhere(self, title: str, **options: Any) -> Article:
        """An article by somebody else."""
        self.made[title] = make_article(self.session, title=title, tags=("rook",), **options)
        return self.made[title]

    def read_as(self, role: str) -> Actor:
        return actor_of(self.people[role])

    def write(self) -> None:
        """Every status, by both; what hangs on articles while somebody writes; what was decided."""
        for key in ("shown", "drafted", "alone"):
            add_file(self.session, self.author, key=KEYS[key], kind="document", text="De regels van de deur.")
        for status in STEPS:
            file = KEYS["shown" if status == "published" else "drafted"]
            cue = f"Over {status}. Zie [[nog-niet-geschreven]] en [de regels](/files/{file}/regels.pdf)."
            self.article(status, status=status, text=written(cue=cue), blocks=("innovation",))
        for status in ("published", "in_review", "draft", "withdrawn"):
            self.article(f"van een moderator {status}", status=status, author=self.moderator)
        self.article("voor iedereen", audience="everyone")
        self.article("vraag", kind="question")
        self._be_named_no_more()
        self._write_along()
        self._answer_and_explain()
        self._change_a_little()
        self._leave_traces()

    def _be_named_no_more(self) -> None:
        """An article that was under the name first, with a change since."""
        late = self.article("later verzegeld", byline=Byline(kind="name"))
        chosen = Byline(kind="role_name", shown="Duiker")
        self.do(services.choose_byline, actor=self.author, slug=late.slug, byline=chosen)
        take(self.session, late, "save", author=self.author, text=written(cue="Nog iets."))

    def _write_along(self) -> None:
        """With a colleague, who was asked for one article and said yes for another; and a moderator who mends."""
        colleague = self.people["author"]
        self.do(services.coauthors.invite, actor=self.author, slug=self.made["draft"].slug, email=colleague.email)
        together = self.article("samen", status="change-draft")
        with transaction(self.session):
            services.coauthors.join(self.session, together, colleague.id, at=now())
        mended = self.article("bijgewerkt", status="change-draft", author=self.read_as("coach"))
        take(self.session, mended, "submit", author=self.read_as("coach"))
        take(self.session, mended, "publish", author=self.author, moderator=self.other)
        take(self.session, mended, "save", author=self.moderator, text=written(cue="Door een moderator."))
        take(self.session, mended, "submit", author=self.moderator)

    def _answer_and_explain(self) -> None:
        """Questions that were answered, findings with a reason, and the first of two yeses."""
        returned = self.article("teruggegeven", status="returned")
        asked_now = {each.id: "Aan de geur." for each in open_questions(self.session, returned)}
        self.do(services.answer, actor=self.author, slug=returned.slug, answers=asked_now)
        found = self.article("gevonden", status="draft", text=written(cue="Bel 06-12345678 voor de sleutel."))
        serious = safety.found_in_revision(found.head, kind=found.type, today=now().date())
        reasons = {each.same: "Het nummer van de kazerne." for each in serious}
        self.do(services.explain, actor=self.author, slug=found.slug, reasons=reasons)
        take(self.session, found, "submit", author=self.author)
        first = self.article("door twee", status="in_review")
        places = {"based_on": 1, "domains": ["fire"], "blocks": [], "of_two": ("fire",)}
        self.do(services.publish, actor=self.moderator, slug=first.slug, **places)

    def _change_a_little(self) -> None:
        for name, author in (("klein", self.author), ("klein van een moderator", self.moderator)):
            self.made[name] = make_small_change(self.session, author=author, title=f"{MARK} {name}")
        for name in ("klein online", "klein bekeken"):
            # The author was asked something lately, so that theirs wait.
            made = make_small_change(self.session, author=self.moderator, title=f"{MARK} {name}", submit=False)
            self.do(services.amend, actor=self.moderator, slug=made.slug, based_on=2, after=1)
            self.made[name] = made
        self.do(services.look_at, self.made["klein bekeken"].head_id, actor=self.other)

    def _leave_traces(self) -> None:
        """What is kept beside articles by whoever works on them, or reads them."""
        draft, waiting = self.made["draft"], self.made["in_review"]
        add_recording(self.session, self.author, article=draft, key=KEYS["recorded"])
        options = {"desk": "bureau", "kind": draft.type, "article": draft, "fields": {"cue": ["Half af"]}}
        self.do(services.unsaved.keep, actor=self.author, longest=1000, **options)
        with transaction(self.session):
            services.presence.arrive(self.session, draft.id, seal="zegel", at=now())
            last_month = now().date().replace(day=1) - timedelta(days=1)
            services.readings.add(self.session, {self.made["published"].id: 7}, on=last_month)
            self.session.add(PastQuery(text="rook", day=now().date(), count=9))
        self.do(claims.claim, actor=self.moderator, slug=waiting.slug)
        self.do(questions.add, actor=self.moderator, text="Waaraan zag je dat?")
        make_template(self.session, by=self.moderator)
        make_headword(self.session)
        shown = self.made["published"].published
        ready = prepared(self.session, written(cue="Voor bij ons."))
        byline = Byline(kind="role_name", shown="Chauffeur")
        copied = {"shown": shown, "prepared": ready, "byline": byline, "title": "Een kopie"}
        self.made["Een kopie"] = self.do(services.copy, actor=self.read_as("author"), **copied)

    def talk(self) -> None:
        """Two conversations with a colleague, one of which became an article of both."""
        colleague = self.read_as("author")
        roles = {"veteran": self.author, "interviewer": colleague}
        made = make_conversation(self.session, **roles, key=KEYS["conversed"], told=STORY, wanted=(True, True))
        make_conversation(self.session, interviewer=self.author, invited=colleague, key=KEYS["invited"])
        ready = prepared(self.session, told.draft_text(made, 2, "decision-point", "nl"), kind="decision-point")
        chosen = {"kind": "decision-point", "language": "nl", "content": content(f"{MARK} verteld")}
        options = {"key": made.key, "prepared": ready, **chosen}
        self.made["verteld"] = self.do(draft_of, actor=self.author, **options)
