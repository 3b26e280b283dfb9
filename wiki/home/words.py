"""What notices say. Services tell codes; the sentences are here, one for each code."""

from flask_babel import lazy_gettext as _l

NOTICES = {
    "queue-late": _l("In de wachtrij ligt iets langer dan is afgesproken."),
    "queue-escalated": _l("Er wacht iets te lang op een moderator. Kijk of de wachtrij hulp nodig heeft."),
    "hand-over": _l("Een collega is weg. Jij krijgt intussen bericht als er iets te lang wacht."),
    "withdrawn": _l("Je artikel is tijdelijk verborgen na een melding. Een moderator zoekt het uit."),
}
# Where a notice leads that is about no article.
PLACES = dict.fromkeys(("queue-late", "queue-escalated", "hand-over"), "moderation.queue")
