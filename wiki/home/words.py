"""What notices say. Services tell codes; the sentences are here, one for each code."""

from flask_babel import lazy_gettext as _l

NOTICES = {
    "review-soon": _l("Binnenkort is het tijd om te kijken of dit artikel nog klopt."),
    "review-due": _l("Het is tijd om te kijken of dit artikel nog klopt. Lezers zien er een melding bij."),
    "review-asked": _l("Een moderator laat dit artikel nakijken. Lezers zien er een melding bij."),
    "source-changed": _l("Een regel of voorschrift onder dit artikel is veranderd. Kijk of het artikel nog klopt."),
    "archive-soon": _l("Dit artikel is nog niet nagekeken. Over twee weken gaat het naar het archief."),
    "archived-unreviewed": _l("Dit artikel is gearchiveerd, want niemand keek het na. Het adres blijft werken."),
    "named-reviewer": _l("Je bent gevraagd om af en toe te kijken of dit artikel nog klopt."),
    "withdrawn": _l("Je artikel is tijdelijk verborgen na een melding. Een moderator zoekt het uit."),
}
