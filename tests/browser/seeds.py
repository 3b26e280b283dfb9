"""A demonstration in which people have been at work: something of everything that pages show, with real sentences."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.conversations.made import STORY, make_conversation
from tests.factories import make_article, make_template, take, written
from tests.moderation.reported import make_report
from tests.moderation.two import agreed, asked
from tests.practice.made import checks_of, decided, told
from wiki.accounts.demo import ROLES, email
from wiki.accounts.policy import Actor
from wiki.accounts.queries import actor_for, by_email
from wiki.articles import safety, services
from wiki.articles.models import Article
from wiki.database import make_engine, make_sessions, now, transaction
from wiki.moderation.services import away, bulk, curation, questions, sources

KEY, ASKED_KEY = "t" * 26, "u" * 26
RISKY = "Sleutel bij de buren, en wat je dan zegt"
TEXT = {
    "situation": "Niemand doet open, de buurvrouw staat in het trappenhuis en zegt dat ze een sleutel heeft.",
    "cue": "Er hing een briefje met bsn 900000016 en 06-12345678 aan de deur. Het alarmcode is 4711.",
    "action": "Vraag wanneer ze de bewoner voor het laatst zag. Zeg: ik maak me zorgen en wil even kijken.",
    "why": "Wie hoort waarom je vraagt, denkt mee in plaats van zich te verdedigen.",
    "pitfall": "De sleutel aannemen en naar binnen gaan zonder te melden waar je bent.",
    "limits": "Bij gaslucht of bij ruzie die je door de deur hoort.",
}
CUES = {
    "Ademluchttoestelhandschoenencontrole voor vertrek": (6, ("fire",)),
    "Een slang die zachtjes trilt": (9, ("fire", "police")),
    "Wat een verwarde man in een trappenhuis helpt": (2, ("police",)),
    "Een fuik op de brug": (0, ("enforcement",)),
}
LONG_AGO = timedelta(days=40)


def seed(instance: Path) -> dict[str, str]:
    """Put all this into the demonstration in this folder; gives addresses of what it made, by a word for each."""
    engine = make_engine(f"sqlite:///{instance / 'wiki.db'}")
    with make_sessions(engine)() as session:
        people = _people(session)
        shown = list(session.scalars(select(Article).where(Article.state == "published").order_by(Article.id)))
        made = {
            **_waiting(session, people, shown),
            **_kept_in_order(session, people, shown[2:]),
            **_reported(session, people, shown[20:]),
            **_by_two(session, people, shown[30:]),
            **_applied(session, people, shown[40:]),
            **_own(session, people),
        }
    engine.dispose()
    return made


def _people(session: Session) -> dict[str, Actor]:
    found = {role.key: by_email(session, email(role.key)) for role in ROLES}
    return {key: actor_for(account) for key, account in found.items() if account}


def _waiting(session: Session, people: Mapping[str, Actor], shown: list[Article]) -> dict[str, str]:
    """In review: one with findings that its author explained, a few that wait, a small change, and what is back."""
    author = people["author"]
    item = make_article(session, status="draft", author=author, title=RISKY, text=written(**TEXT), domains=("police",))
    found = safety.found_in_revision(item.head, kind=item.type, today=now().date())
    reasons = {each.same: "Verzonnen nummer uit een oefening, van niemand" for each in found if each.is_serious}
    with transaction(session):
        services.explain(session, actor=author, at=now(), slug=item.slug, reasons=reasons)
    take(session, item, "submit", author=author)
    for title, (days, domains) in CUES.items():
        at = now() - timedelta(days=days)
        text = written(cue="Let op wat er niet is: geen geluid, geen licht.")
        make_article(session, status="in_review", author=author, title=title, text=text, domains=domains, at=at)
    small = make_article(
        session, author=author, title="Deur open, dan pas praten", text=written(cue="Kijk naar de klink.")
    )
    _small_change(session, author, small)
    back = make_article(
        session, status="returned", author=author, moderator=people["moderator"], title="Ramkraak horen"
    )
    draft = make_article(session, status="draft", author=author, title="Een natte dweil voor de deur")
    return {
        "item": f"/review/{item.slug}",
        "returned": f"/a/{back.slug}/edit",
        "draft": f"/a/{draft.slug}",
        "change": f"/a/{small.slug}/edit",
    }


def _small_change(session: Session, author: Actor, article: Article) -> None:
    content = services.Content(title=article.title, domains=("fire",), summary="Spelling verbeterd", is_minor=True)
    take(session, article, "save", author=author, text=written(cue="Kijk naar de deurklink."), chosen=content)
    take(session, article, "submit", author=author)


def _kept_in_order(session: Session, people: Mapping[str, Actor], shown: list[Article]) -> dict[str, str]:
    """Due, overdue, with a source and a reviewer, in the bin, changed with others, handed over, own questions."""
    moderator = people["moderator"]
    with transaction(session):
        for number, article in enumerate(shown[:6]):
            article.verified_until = now().date() - LONG_AGO if number % 2 else now().date() + timedelta(days=12)
        wording = sources.Wording(
            title="Handreiking binnentreden", version="3.1", url="https://example.org/binnentreden"
        )
        source = sources.add(session, actor=moderator, at=now(), wording=wording)
        curation.add_source(session, source.id, actor=moderator, at=now(), slug=shown[0].slug)
        curation.name_reviewer(session, actor=moderator, at=now(), slug=shown[0].slug, email=email("coach"))
        changed = bulk.carry_out(
            session, actor=moderator, at=now(), kind="add-tag", ids=[each.id for each in shown[6:10]], tag="Nachtdienst"
        )
        for text in ("Waaraan zag je dat als eerste?", "Wat zou je een aspirant laten doen?"):
            questions.add(session, actor=moderator, at=now(), text=text)
        first, last = now().date() + timedelta(days=3), now().date() + timedelta(days=17)
        manager = email("knowledge-manager")
        away.hand_over(session, actor=moderator, at=now(), email=manager, first_day=first, last_day=last)
    make_article(session, status="binned-archived", moderator=people["knowledge-manager"], title="Oude pompprocedure")
    template = make_template(session, name="Inzet in een portiek", by=moderator)
    return {
        "curated": f"/a/{shown[0].slug}/curation",
        "source": f"/sources/{source.id}",
        "bulk": f"/bulk/{changed.id}",
        "preview": f"/bulk/preview?kind=archive&ids={shown[10].id}&ids={shown[11].id}&ids={shown[12].id}",
        "template": f"/templates/{template.id}",
        "place": f"/a/{shown[13].slug}/place",
        "merging": f"/a/{shown[14].slug}/merging",
        "merge": f"/a/{shown[14].slug}/merging?with={shown[15].slug}",
        "tag": f"/tags/manage/{shown[6].tags[0].slug}",
    }


def _reported(session: Session, people: Mapping[str, Actor], shown: list[Article]) -> dict[str, str]:
    said = {
        "outdated": "Wij werken sinds dit voorjaar met een andere procedure; stap twee bestaat niet meer.",
        "unsafe": "Wie dit doet staat in het rookkanaal.",
        "personal-data": "In het voorbeeld is een bewoner te herkennen.",
    }
    at, reader = now() - timedelta(days=4), people["reader"]
    made = [
        make_report(session, article, kind=kind, by=reader, sentence=sentence, at=at)
        for article, (kind, sentence) in zip(shown, said.items(), strict=False)
    ]
    return {"report": f"/reports/{made[0].id}"}


def _applied(session: Session, people: Mapping[str, Actor], shown: list[Article]) -> dict[str, str]:
    """Used by colleagues: one article that made it worse and is looked into, one that was narrowed, and one to look
    back on."""
    doubted, narrowed, looked_at = shown[:3]
    at = now() - timedelta(days=12)
    told(session, doubted, by=people["coach"], assumption="yes", at=at)
    told(
        session, doubted, "partly", by=people["reader"], at=at, context=("night", "alone"), is_signed=True,
        adjustment="Ik wachtte op de tweede wagen en zei dat hardop. Toen ging de groep vanzelf uit elkaar.",
    )  # fmt: skip
    told(
        session, doubted, "backfired", by=people["knowledge-manager"], assumption="no", context=("bystanders",),
        because="Met publiek erbij werd het juist een voorstelling; niemand wilde nog toegeven.",
        adjustment="Eerst de omstanders een stap terug laten zetten, en dan pas praten.",
    )  # fmt: skip
    moved = told(session, looked_at, "failed", by=people["reader"], assumption="no", because="Het was er druk.", at=at)
    told(session, looked_at, "failed", by=people["coach"], assumption="no", at=at)
    new = "Wie iemand alleen aanspreekt, krijgt binnen twee minuten antwoord."
    for article in (narrowed, looked_at):
        if article is narrowed:
            told(session, narrowed, "backfired", by=people["reader"], adjustment="Zonder zwaailicht aanrijden.", at=at)
        decided(session, checks_of(session, article)[-1], "narrowed", by=people["moderator"], at=at, new=new)
    told(session, looked_at, "partly", by=people["moderator"], adjustment="Eerst samen een rondje gelopen.")
    with transaction(session):
        checks_of(session, looked_at)[-1].look_back_on = now().date() - timedelta(days=1)
    return {
        "applied": f"/a/{doubted.slug}/applied",
        "telling": f"/a/{doubted.slug}/applied/telling?result=partly",
        "doubted": f"/assumptions/{checks_of(session, doubted)[0].id}",
        "looked-back": f"/assumptions/{moved.check_id}",
    }


def _by_two(session: Session, people: Mapping[str, Actor], shown: list[Article]) -> dict[str, str]:
    """Matters at each step: asked and agreed."""
    take(session, shown[0], "hide", author=people["moderator"], moderator=people["moderator"])
    release = asked(session, shown[0], "release", people["knowledge-manager"])
    unseal = agreed(session, asked(session, shown[1], "unseal", people["knowledge-manager"]), people["privacy-officer"])
    return {"matter": f"/matters/{release.id}", "agreed": f"/matters/{unseal.id}", "hidden": f"/a/{shown[0].slug}"}


def _own(session: Session, people: Mapping[str, Actor]) -> dict[str, str]:
    """A conversation half done, and one to which a coach was invited."""
    make_conversation(session, veteran=people["author"], key=KEY, told=STORY, picks=(2,))
    make_conversation(session, interviewer=people["author"], invited=people["coach"], key=ASKED_KEY)
    talk = f"/conversations/{KEY}"
    return {
        "talk": f"{talk}/steps/map",
        "sheet": f"{talk}/sheet",
        "drafts": f"{talk}/drafts",
        "asked": f"/conversations/{ASKED_KEY}/acceptance",
    }
