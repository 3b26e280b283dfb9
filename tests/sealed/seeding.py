"""What curation makes of what two people wrote under role names, and what the days do."""

from itertools import chain
from typing import Any

from tests.factories import actor_of, make_account, prepared, take, written
from tests.moderation.reported import make_report
from tests.moderation.two import agreed, asked, carried_out
from tests.practice.made import decided, doubted, told
from tests.sealed.writing import AUTHOR, DAY, LEFT, MODERATOR, Writing, make_sealed
from wiki.accounts.models import Account
from wiki.accounts.policy import Actor
from wiki.articles import services
from wiki.articles.models import Article
from wiki.database import now, transaction
from wiki.moderation.models import Matter
from wiki.moderation.policy.matters import DUOS
from wiki.moderation.services import (
    away,
    bulk,
    curation,
    expiry,
    lateness,
    matters,
    reports,
    sources,
    tags,
)
from wiki.practice.services import adopting, applying, checking


class Seeding(Writing):
    """Makes the whole site, by `seed`."""

    def seed(self) -> None:
        self.write()
        self.talk()
        self.report()
        self.apply()
        self.decide_together()
        self.look_after()
        self.order()
        self.let_time_pass()

    def report(self) -> None:
        """By the author and on what they wrote, open and decided; each reader reports something of theirs as well."""
        other = self.elsewhere("Gemeld")
        make_report(self.session, other, by=self.author)
        safe = make_report(self.session, other, kind="unsafe", by=self.author, sentence="Te dichtbij.")
        self._conclude(safe, "upheld", by=self.other)
        theirs = {each: self.article(f"gemeld door {each}") for each in ("reader", "author", "moderator")}
        for role, article in theirs.items():
            says = {"kind": "duplicate", "other": "Gemeld"} if role == "author" else {"kind": "outdated"}
            said = make_report(self.session, article, by=self.read_as(role), **says)
            if role != "moderator":
                self._conclude(said, "upheld", by=self.moderator)
        make_report(self.session, self.made["needs_review"], kind="duplicate", other=theirs["reader"].title)
        make_report(self.session, self.made["published"], at=now() - 9 * DAY)
        dismissed = make_report(self.session, self.made["published"], kind="unsafe", sentence="Gevaarlijk.")
        self._conclude(dismissed, "dismissed", by=self.moderator)
        make_report(self.session, self.article("verborgen door een melding"), kind="unsafe", by=self.moderator)
        for role in ("moderator", "privacy-officer"):
            made = self.article(f"verborgen door {role}", author=self.moderator)
            hide = {"kind": "personal-data", "hide": True, "hide_after": 2}
            self.do(reports.report, actor=self.read_as(role), slug=made.slug, **hide)

    def apply(self) -> None:
        """By the author about what others wrote, and by others about theirs; with checks that are open and decided."""
        for article in (
            self.elsewhere("Toegepast"),
            self.article("van een moderator toegepast", author=self.moderator),
        ):
            told(self.session, article, "partly", by=self.author, adjustment="Eerst kijken.", because="Het was donker.")
            doubted(self.session, article, by=self.author, assumption="no", because="Het was er druk.")
        mine = self.article("toegepast")
        said = told(self.session, mine, "failed", adjustment="Met zijn tweeën.", assumption="no")
        ready = prepared(self.session, written(cue="Met zijn tweeën."))
        self.do(adopting.adopt, said.id, actor=self.author, based_on=1, prepared=ready, summary="Van een collega")
        better = self.article("beter")
        for outcome, extra in (("kept", {}), ("narrowed", {}), ("replaced", {"other": better.slug})):
            check = doubted(self.session, self.article(f"toegepast {outcome}"), adjustment="Anders.")
            decided(self.session, check, outcome, by=self.other, **extra)
        doubted(self.session, self.made["published"], by=self.read_as("reader"), is_signed=True, adjustment="Andersom.")
        decided(self.session, doubted(self.session, self.article("terugkijken")), "narrowed", by=self.other)

    def _conclude(self, said: Any, outcome: str, *, by: Actor) -> None:
        self.do(reports.decide, said.id, actor=by, outcome=outcome, answer="We keken ernaar.")

    def decide_together(self) -> None:
        """Matters of each kind at each step; seals of both were opened, one of them too long ago to be read."""
        manager, officer = actor_of(self.manager), actor_of(self.officer)
        for kind in DUOS:
            first = manager if kind == "unseal" else self.moderator
            for step in ("asked", "agreed", "refused", "withdrawn"):
                article = self.article(f"{kind} {step}", status="published" if kind == "unseal" else "withdrawn")
                matter = asked(self.session, article, kind, first)
                self._go_on(matter, step, first, officer)
                if (kind, step) == ("unseal", "agreed"):
                    self.opened[AUTHOR].add(matter.id)
        done = self.article("purge done", status="withdrawn")
        purged = agreed(self.session, asked(self.session, done, "purge", self.moderator), officer)
        carried_out(self.session, purged, self.admin)
        self.opened[AUTHOR].add(self._opened(self.made["published"], manager, officer))
        self.opened[MODERATOR].add(self._opened(self.made["van een moderator published"], officer, manager))
        old = self._opened(self.made["archived"], manager, officer)
        with transaction(self.session):
            self.session.get_one(Matter, old).decided_at = now() - 8 * DAY

    def _go_on(self, matter: Matter, step: str, first: Actor, second: Actor) -> None:
        if step == "agreed":
            agreed(self.session, matter, second)
        elif step == "refused":
            self.do(matters.refuse, matter.id, actor=second, answer="Dat is niet nodig.")
        elif step == "withdrawn":
            self.do(matters.withdraw, matter.id, actor=first)

    def _opened(self, article: Article, first: Actor, second: Actor) -> int:
        matter = asked(self.session, article, "unseal", first)
        return agreed(self.session, matter, second).id

    def look_after(self) -> None:
        """Named reviewers who are sealed authors, official sources, and holidays of moderators."""
        looked_after = self.elsewhere("Wordt nagekeken")
        for article, named in (
            (looked_after, AUTHOR),
            (looked_after, MODERATOR),
            (self.made["published"], AUTHOR),
            (self.made["van een moderator published"], MODERATOR),
        ):
            self.do(curation.name_reviewer, actor=self.other, slug=article.slug, email=named.email)
        self.do(services.confirm, actor=self.author, slug=looked_after.slug)
        self.do(curation.ask_for_review, actor=self.moderator, slug=self.article("nakijken").slug)
        wording = sources.Wording(title="Bouwbesluit", version="2024", url="https://wetten.example/bouw")
        source = self.do(sources.add, actor=self.moderator, wording=wording)
        resting = (self.article("met bron"), self.article("met bron van een moderator", author=self.moderator))
        for article in resting:
            self.do(curation.add_source, source.id, actor=self.other, slug=article.slug)
        renewed = sources.Wording(title="Bouwbesluit", version="2026", url="https://wetten.example/bouw")
        self.do(sources.change, source.id, actor=self.moderator, wording=renewed)
        days = {"first_day": now().date(), "last_day": now().date() + 3 * DAY}
        self.do(away.hand_over, actor=self.moderator, email=self.people["moderator"].email, **days)
        self.do(away.hand_over, actor=self.read_as("fire"), email=MODERATOR.email, **days)

    def order(self) -> None:
        """Merged articles, with a text of both and without; bulk changes; tags; another place and another address."""
        kept, gone = self.article("samengevoegd"), self.article("opgegaan", text=written(cue="Voel aan de deur."))
        ready = prepared(self.session, written(cue="Van twee een. Voel aan de deur."))
        merging = {"slug": kept.slug, "other": gone.slug, "based_on": 1, "read": 1}
        self.do(services.merge, actor=self.other, prepared=ready, **merging)
        take(self.session, kept, "publish", author=self.author, moderator=self.moderator)
        into = self.elsewhere("Blijft staan")
        lost = self.article("opgegaan elders", author=self.moderator)
        self.do(services.merge, actor=self.other, slug=into.slug, other=lost.slug, based_on=1, read=1)
        many = [self.article(f"bij velen {number}").id for number in range(2)]
        self.do(bulk.carry_out, actor=self.moderator, kind="add-tag", ids=[*many, into.id], tag="Deur")
        archived = self.do(bulk.carry_out, actor=self.moderator, kind="archive", ids=many)
        self.do(bulk.undo, archived.id, actor=self.moderator)
        self.do(bulk.carry_out, actor=self.read_as("moderator"), kind="archive", ids=many)
        self.do(services.place, actor=self.moderator, slug=into.slug, domains=["fire", "police"], blocks=[])
        named = self.article("ergens anders")
        self.do(services.rename, actor=self.moderator, slug=named.slug, to="zegelstuk-verhuisd")
        keeper = self.read_as("knowledge-manager")
        self.do(tags.add_word, "rook", actor=keeper, word="Walm")
        self.do(tags.merge, "deur", actor=keeper, into="Toegang")

    def let_time_pass(self) -> None:
        """What the days do: articles that are due, what waits too long, and whose holder left."""
        with transaction(self.session):
            due, expired = self.article("bijna oud"), self.article("te oud")
            due.verified_until, expired.verified_until = now().date() + DAY, now().date() - DAY
        gone = [make_account(self.session, roles=("author",)) for _ in range(4)]
        for number, actor in enumerate([*map(actor_of, gone), make_sealed(self.session, LEFT, "author")]):
            self.article(f"van niemand {number}", author=actor)
        with transaction(self.session):
            for account in chain(gone, [self.session.get_one(Account, LEFT.number)]):
                account.is_active = False
            services.list_unheld(self.session, on=now().date())
            lateness.tell(self.session, at=now() + 20 * DAY, late_after=3, escalate_after=7)
            reports.remind(self.session, at=now() + 20 * DAY)
            checking.remind(self.session, at=now() + 200 * DAY)
            applying.forget_who(self.session, on=now().date() + 20 * DAY)
            terms = expiry.Terms(notice=30 * DAY, archive_after=90 * DAY)
            while expiry.next_batch(self.session, at=now(), terms=terms):
                pass
