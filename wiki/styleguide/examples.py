"""What the style guide shows its components with: sentences of the demonstration, as readers would meet them.

Content and no interface, so it is in one language and not translated; pages mark it as Dutch.
"""

from dataclasses import fields, replace
from datetime import date, timedelta
from types import SimpleNamespace

from markupsafe import Markup

from wiki.articles.diffs import Part, SectionDiff
from wiki.articles.lifecycle import Stage
from wiki.articles.practice_card import CardPart
from wiki.articles.queries import Card
from wiki.articles.queries.shown import PracticeCard
from wiki.insight.queries.coverage import STEPS, Amount
from wiki.taxonomy.data import DOMAINS, TYPES
from wiki.web.paging import Paged

STAGES = tuple(stage.value for stage in Stage)
AMOUNTS = (Amount(), *(Amount(count) for count in STEPS), Amount(16, 3))
LEAD = "Rook die rustig uit een raam rolt, heeft ruimte. Rook die wordt uitgeperst en kolkt, zit onder druk."
MORE = Markup("<p>Bijgesteld op basis van 12 toepassingen: let ook op de plek waar de rook niet uit komt.</p>")
LONG_LEAD = (
    "Kijk naar vier dingen, altijd in dezelfde volgorde: hoeveel rook, hoe snel, hoe dik en welke kleur. Zeg hardop "
    "wat je ziet, vóórdat je zegt wat je gaat doen. Verandert er na een minuut koelen niets, dan zit je verkeerd."
)
FLOW = tuple(
    zip(range(36, 48), (4, 7, 3, 9, 6, 5, 8, 2, 4, 6, 7, 5), (3, 6, 5, 7, 6, 6, 7, 4, 3, 5, 8, 4), strict=True)
)
READ = tuple(zip(("jul", "aug", "sep", "okt", "nov"), (120, 85, 240, 310, 60), strict=True))
MARKED = ("nummer 12",)
SECTIONS = (
    SectionDiff(
        "Waar let je op?",
        True,
        (
            Part("same", "Kijk naar vier dingen: hoeveel rook, hoe snel, hoe dik "),
            Part("del", "en welke kleur. "),
            Part("ins", "en welke kleur, in die volgorde. "),
            Part("to", "De brand zoekt lucht. "),
            Part("same", "Pulserende rook is voor mij een stopteken. "),
            Part("ins", "Dat zagen we op nummer 12."),
        ),
    ),
    SectionDiff("Wat doe je?", True, (Part("same", "Zeg hardop wat je ziet. "), Part("from", "De brand zoekt lucht."))),
    SectionDiff("Waarom werkt het?", False, (Part("same", "Je oog pikt verandering beter op dan toestand."),)),
)


def cards(today: date) -> tuple[Card, ...]:
    """Confirmed, due soon, and not confirmed of late; one domain, two with a long word, all of them."""
    first = Card(
        slug="rook-lezen-voor-de-deur",
        title="Rook lezen voordat je de deur opent",
        type=TYPES["practice-tip"],
        domains=(DOMAINS["fire"],),
        language="nl",
        state="published",
        stage="published",
        lead=LEAD,
        lead_label=TYPES["practice-tip"].lead_label,
        byline="Bevelvoerder met 22 dienstjaren",
        changed_on=today,
        verified_until=today + timedelta(days=300),
        overdue=False,
    )
    second = replace(
        first,
        slug="motorkapoverleg-drie-diensten",
        title="Leidinggevendenoverleg op de motorkap: wie begint, en waarom niet de hoogste",
        type=TYPES["decision-point"],
        domains=(DOMAINS["police"], DOMAINS["enforcement"]),
        lead=LONG_LEAD,
        verified_until=today + timedelta(days=20),
    )
    third = replace(
        first,
        slug="terugtrekken-is-ook-een-besluit",
        title="Terugtrekken is ook een besluit",
        domains=tuple(DOMAINS.values()),
        lead=None,
        lead_label=None,
        state="needs_review",
        stage="needs_review",
        verified_until=today - timedelta(days=1),
        overdue=True,
    )
    return first, second, third


def practice_cards(today: date) -> tuple[PracticeCard, PracticeCard]:
    """One that holds, and one that needs review and says why."""
    (first, *_others) = cards(today)
    parts = (
        CardPart("cue", ("Rook die wordt uitgeperst en kolkt.", "Rook uit kieren ver van de brandruimte."), False),
        CardPart("do", ("Zeg hardop wat je ziet.", "Vergelijk na elke actie opnieuw."), True),
        CardPart("dont", ("Op kleur alleen vertrouwen.",), False),
    )
    whole = PracticeCard(
        **{each.name: getattr(first, each.name) for each in fields(first)},
        number=3,
        review_reason=None,
        parts=parts,
        is_cut=True,
        is_purged=False,
        address="https://wiki.example/a/rook-lezen-voor-de-deur",
    )
    return whole, replace(whole, slug="needs-review", state="needs_review", review_reason="source", overdue=True)


def pages() -> Paged[int]:
    """The fourth of nine pages: with both ways on, and gaps on both sides."""
    return Paged((), 180, 4, 9)


def findings() -> tuple[SimpleNamespace, ...]:
    """One of each severity, the first explained."""
    return (
        _finding("a", "bsn", "123456782", is_blocking=True, reason="Dit is het voorbeeldnummer uit de handleiding."),
        _finding("b", "name", "collega Jansen", is_blocking=False),
        _finding("c", "blame", "had beter moeten opletten", is_blocking=False, is_serious=False),
    )


def queue(today: date) -> tuple[SimpleNamespace, ...]:
    """Ordinary, risky and late, and claimed by another."""
    first, second, third = cards(today)
    return (
        _waiting(first, today, days=1),
        _waiting(second, today, days=6, is_late=True, is_risky=True, is_new=True),
        _waiting(third, today, days=0, claim="other", agreed="other"),
    )


def _finding(
    mark: str, type: str, value: str, *, is_blocking: bool, is_serious: bool = True, reason: str = ""
) -> SimpleNamespace:
    return SimpleNamespace(
        mark=mark, type=type, value=value, is_blocking=is_blocking, is_serious=is_serious, reason=reason
    )


def _waiting(card: Card, today: date, **options: object) -> SimpleNamespace:
    plain = {"is_late": False, "is_risky": False, "is_new": False, "is_own": False, "claim": None, "agreed": None}
    return SimpleNamespace(card=card, since=today, **{**plain, **options})
