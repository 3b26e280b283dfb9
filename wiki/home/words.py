"""What notices say. Services tell codes; the sentences are here, one for each code."""

from flask_babel import lazy_gettext as _l

NOTICES = {
    "matter-agreed": _l("Een privacyfunctionaris of kennismanager is akkoord met wat je vroeg."),
    "matter-asked": _l("Iemand vraagt of je akkoord bent."),
    "matter-done": _l("De tekst waarover jullie het eens waren is gewist."),
    "matter-refused": _l("Wat je vroeg is geweigerd. Lees waarom."),
    "matter-waits": _l("Twee mensen zijn het eens dat er tekst gewist moet worden. Jij voert het uit."),
    "purged": _l("Uit je artikel is tekst gewist, omdat er gegevens in stonden die hier niet horen."),
    "released": _l("Je artikel is weer te zien voor lezers."),
    "shelved": _l("Je artikel is na overleg gearchiveerd. Het adres blijft werken."),
    "unsealed": _l(
        "Een kennismanager en een privacyfunctionaris zien wie er achter je rolnaam staat. Verder weet niemand het. "
        "Vraag de privacyfunctionaris waarom."
    ),
    "review-soon": _l("Binnenkort is het tijd om te kijken of dit artikel nog klopt."),
    "review-due": _l("Het is tijd om te kijken of dit artikel nog klopt. Lezers zien er een melding bij."),
    "review-asked": _l("Een moderator laat dit artikel nakijken. Lezers zien er een melding bij."),
    "source-changed": _l("Een regel of voorschrift onder dit artikel is veranderd. Kijk of het artikel nog klopt."),
    "archive-soon": _l("Dit artikel is nog niet nagekeken. Over twee weken gaat het naar het archief."),
    "archived-unreviewed": _l("Dit artikel is gearchiveerd, want niemand keek het na. Het adres blijft werken."),
    "named-reviewer": _l("Je bent gevraagd om af en toe te kijken of dit artikel nog klopt."),
    "queue-late": _l("In de wachtrij ligt iets langer dan is afgesproken."),
    "queue-escalated": _l("Er wacht iets te lang op een moderator. Kijk of de wachtrij hulp nodig heeft."),
    "hand-over": _l("Een collega is weg. Jij krijgt intussen bericht als er iets te lang wacht."),
    "withdrawn": _l("Je artikel is tijdelijk verborgen na een melding. Een moderator zoekt het uit."),
    "reported-outdated": _l("Lezers melden dat je artikel niet meer klopt. Kijk of het nog zo is, of pas het aan."),
    "answered-elsewhere": _l("Op je vraag staat al een antwoord in een ander artikel."),
    "reported-unsafe": _l("Een lezer meldt iets onveiligs of persoonsgegevens. Kijk er zo snel mogelijk naar."),
    "reports-late": _l("Er ligt een melding langer dan twee werkdagen. De melder wacht op een besluit."),
    "report-upheld": _l("Je melding klopte. Dank je dat je het zei."),
    "applied-worked": _l("Een collega had iets aan je artikel."),
    "applied-failed": _l("Een collega paste je artikel toe en het werkte niet. Lees wat er gebeurde."),
    "applied-adjusted": _l("Een collega paste je artikel toe en deed iets anders. Kijk of je het overneemt."),
    "applied-removed": _l("Een moderator haalde weg wat je over de toepassing van een artikel schreef."),
    "assumption-check": _l("Collega's pasten dit toe en het ging anders. Ga na of de aanname nog klopt."),
    "assumption-doubted": _l("In de praktijk ging het anders dan je artikel zegt. Een moderator kijkt het na."),
    "assumption-kept": _l("De aanname onder je artikel is nagegaan en blijft staan."),
    "assumption-narrowed": _l("De aanname onder je artikel is aangescherpt. Schrijf erbij wanneer het niet geldt."),
    "assumption-replaced": _l("Een ander artikel komt in de plaats van je artikel. Het adres blijft werken."),
    "assumption-look-back": _l("Kijk terug: klopt de nieuwe aanname onder dit artikel nog?"),
    "report-dismissed": _l("Je melding is bekeken. Het artikel blijft zoals het is."),
}
_DECIDING = ("moderation.reports", _l("Naar de meldingen"))
_QUEUE = ("moderation.queue", _l("Naar de wachtrij"))
_REPORTED = ("moderation.own_reports", _l("Naar je meldingen"))
_CHECKS = ("practice.assumptions", _l("Naar de aannamechecks"))
# Where to read more, for notices that are about more than one article.
PAGES = {
    "reported-unsafe": _DECIDING,
    "reports-late": _DECIDING,
    "report-upheld": _REPORTED,
    "report-dismissed": _REPORTED,
    "assumption-check": _CHECKS,
    "assumption-look-back": _CHECKS,
    "queue-late": _QUEUE,
    "queue-escalated": _QUEUE,
    "hand-over": _QUEUE,
}
_TOLD = ("practice.applied", _l("Lees wat collega's vertelden"))
# The same about the one article.
PAGES_OF_ARTICLE = dict.fromkeys(
    (
        "applied-worked",
        "applied-failed",
        "applied-adjusted",
        "applied-removed",
        "assumption-doubted",
        "assumption-kept",
        "assumption-narrowed",
        "assumption-replaced",
    ),
    _TOLD,
)
