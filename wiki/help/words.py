"""What the tours say, for each role a heading and three or four steps, and what the statuses of a statement mean."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l

from wiki.accounts.policy import Role


class Step(NamedTuple):
    """One sentence, and the link to do it now: its words, the endpoint and the values of its address."""

    sentence: str
    link: str
    endpoint: str
    values: Mapping[str, Any] = {}


class Tour(NamedTuple):
    title: str
    steps: tuple[Step, ...]


_REPORTING = Step(
    _l("Klopt een artikel niet of is het onveilig? Meld het boven het artikel, zonder je naam."),
    _l("Lees hoe melden werkt"),
    "help.topic",
    {"slug": "searching"},
)
TOURS = {
    Role.READER: Tour(
        _l("Zo vind je hier wat collega's weten"),
        (
            Step(
                _l("Typ hierboven wat je ziet of hoort, in je eigen woorden."),
                _l("Lees hoe zoeken werkt"),
                "help.topic",
                {"slug": "searching"},
            ),
            Step(
                _l("Staat er geen antwoord? Stel je vraag aan collega's; een moderator leest mee."),
                _l("Stel een vraag"),
                "articles.start",
                {"type": "question"},
            ),
            _REPORTING,
            Step(
                _l("Niemand ziet wat jij zoekt of leest."),
                _l("Lees wat we bewaren"),
                "help.topic",
                {"slug": "privacy"},
            ),
        ),
    ),
    Role.AUTHOR: Tour(
        _l("Zo geef je door wat jij weet"),
        (
            Step(
                _l("Begin met een praktijktip: een paar vragen, 5 tot 10 minuten."),
                _l("Schrijf een praktijktip"),
                "articles.start",
                {"type": "practice-tip"},
            ),
            Step(
                _l("Praat je liever? In een kennisgesprek vertel je, en maak je daarna een concept."),
                _l("Begin een kennisgesprek"),
                "conversations.begin",
            ),
            Step(
                _l("Kies per artikel of je naam erbij staat of een rolnaam."),
                _l("Lees wie wat van jou ziet"),
                "help.topic",
                {"slug": "privacy"},
            ),
            Step(
                _l("Wat je begon en wat een moderator je vraagt, staat bij Mijn werk."),
                _l("Bekijk je werk"),
                "articles.mine",
            ),
        ),
    ),
    Role.COACH: Tour(
        _l("Zo laat je een team leren van de praktijk"),
        (
            Step(
                _l("Schrijf samen met je team op wat jullie van een inzet leerden, zonder namen en zonder schuld."),
                _l("Schrijf leerpunten"),
                "articles.start",
                {"type": "learning-points"},
            ),
            Step(
                _l("Laat een ervaren collega vertellen terwijl jij meeschrijft."),
                _l("Begin een kennisgesprek"),
                "conversations.begin",
            ),
            Step(
                _l("Zoek een praktijkverhaal om samen te bespreken."),
                _l("Zoek een praktijkverhaal"),
                "search.results",
                {"type": "case-story"},
            ),
        ),
    ),
    Role.MODERATOR: Tour(
        _l("Zo beoordeel je"),
        (
            Step(
                _l("Bovenaan de wachtrij staat wat kwaad kan, daarna wat het langst wacht."),
                _l("Open de wachtrij"),
                "moderation.queue",
            ),
            Step(
                _l("Zet een artikel terug met hoogstens drie vragen; zet vragen die je vaak stelt vast klaar."),
                _l("Maak een vaste vraag"),
                "moderation.questions",
            ),
            Step(
                _l("Lezers melden wat onveilig is of niet meer klopt. Besluit binnen twee werkdagen."),
                _l("Bekijk de meldingen"),
                "moderation.reports",
            ),
            Step(
                _l("Ben je een tijd weg? Draag je berichten over aan een collega."),
                _l("Lees hoe beoordelen werkt"),
                "help.topic",
                {"slug": "moderating"},
            ),
        ),
    ),
    Role.KNOWLEDGE_MANAGER: Tour(
        _l("Zo houd je de kennis bij elkaar"),
        (
            Step(
                _l("Kijk welke artikelen nagekeken moeten worden; wat het meest gelezen is, staat bovenaan."),
                _l("Bekijk de herziening"),
                "moderation.due",
            ),
            Step(
                _l("Zet afkortingen en synoniemen in de woordenlijst, dan vinden collega's meer."),
                _l("Open de woordenlijst"),
                "search.words",
            ),
            Step(
                _l("Voeg trefwoorden samen die hetzelfde betekenen."),
                _l("Bekijk de trefwoorden"),
                "moderation.tags",
            ),
            Step(
                _l("Kijk waar collega's naar verwijzen en wat nog niemand opschreef."),
                _l("Bekijk wat ontbreekt"),
                "articles.wanted",
            ),
        ),
    ),
    Role.PRIVACY_OFFICER: Tour(
        _l("Zo waak je over de privacy"),
        (
            Step(
                _l("Meldingen over persoonsgegevens en onveilige artikelen komen ook bij jou."),
                _l("Bekijk de meldingen"),
                "moderation.reports",
            ),
            Step(
                _l("Over wissen en over wie er achter een rolnaam staat, beslis je met een ander."),
                _l("Bekijk de verzoeken"),
                "moderation.matters",
            ),
            Step(
                _l("In het auditlog staat wie wat besloot; van auteurs alleen de dag."),
                _l("Open het auditlog"),
                "insight.log",
            ),
            Step(
                _l("Lees wat het programma vastlegt en wat niet."),
                _l("Lees over privacy"),
                "help.topic",
                {"slug": "privacy"},
            ),
        ),
    ),
    Role.ADMIN: Tour(
        _l("Zo breng je de wiki op gang"),
        (
            Step(
                _l("Nodig collega's uit en geef ze een rol; over artikelen beslis je niet."),
                _l("Nodig iemand uit"),
                "accounts.users",
            ),
            Step(
                _l("Vul in van wie deze wiki is en waar iemand terechtkan die een drempel tegenkomt."),
                _l("Bekijk de toegankelijkheidsverklaring"),
                "help.statement",
            ),
            Step(
                _l("Zijn twee mensen het erover eens dat er tekst weg moet? Dan voer jij het uit."),
                _l("Bekijk de verzoeken"),
                "moderation.matters",
            ),
        ),
    ),
}


class Status(NamedTuple):
    """What the Dutch model calls how far a website is, and what that means."""

    name: str
    meaning: str


STATUSES = {
    "A": Status(
        _l("voldoet volledig"),
        _l("Alle eisen zijn onderzocht, en de website voldoet aan alle eisen."),
    ),
    "B": Status(
        _l("voldoet gedeeltelijk"),
        _l("Alle eisen zijn onderzocht. Van wat nog niet goed is, is bekend wat eraan gebeurt en wanneer."),
    ),
    "C": Status(
        _l("eerste maatregelen genomen"),
        _l("Er is aan de website gewerkt, en een onderzoek naar alle eisen is gepland."),
    ),
    "D": Status(
        _l("voldoet niet"),
        _l(
            "Er is nog geen onderzoek naar alle eisen gedaan of gepland. Daarom is dit de status, ook al is er bij het "
            "maken op de eisen gelet."
        ),
    ),
}
