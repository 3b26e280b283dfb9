"""What notices say. Services tell codes; the sentences are here, one for each code."""

from flask_babel import lazy_gettext as _l

NOTICES = {
    "withdrawn": _l("Je artikel is tijdelijk verborgen na een melding. Een moderator zoekt het uit."),
}
