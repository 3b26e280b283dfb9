"""Sentences about files that are not taken: what is wrong with this one, and what to do instead."""

from flask_babel import gettext as _

from wiki.settings import Settings


def refusal(code: str, settings: Settings) -> str:
    sentences: dict[str, str] = {
        "none": _("Kies eerst een bestand."),
        "empty": _("Dit bestand is leeg. Kies een ander."),
        "too-big": _("Dit bestand is te groot. Het mag %(size)s MB zijn. Maak het kleiner.", size=settings.max_file_mb),
        "unknown": _(
            "Dit soort bestand kan hier niet. Wel: afbeeldingen (JPEG, PNG, WebP, GIF), PDF, Word, Excel, PowerPoint, "
            "OpenDocument, geluid (MP3, M4A, OGG, WAV) en korte films (MP4, WebM)."
        ),
        "svg": _("In een SVG kan een programma zitten. Bewaar de tekening als PNG."),
        "heic": _("Veel apparaten tonen geen HEIC-foto. Bewaar hem als JPEG en kies hem opnieuw."),
        "broken": _(
            "Dit bestand is beschadigd, of niet wat het lijkt. Open het, bewaar het opnieuw en kies het nog eens."
        ),
        "too-many-pixels": _(
            "Deze afbeelding heeft te veel beeldpunten. Maak hem kleiner, tot %(size)s miljoen.",
            size=settings.max_image_megapixels,
        ),
        "swollen": _("Uitgepakt is dit bestand veel groter dan het lijkt. Bewaar het als PDF en kies het opnieuw."),
        "macros": _("In dit document zit een programma (een macro). Bewaar het zonder macro's."),
        "locked": _("Dit document heeft een wachtwoord. Bewaar het zonder wachtwoord."),
        "unkept": _("Het bestand kon nu niet worden bewaard. Probeer het over een paar minuten nog eens."),
        "too-slow": _("Dit bestand kost te veel tijd om te lezen. Maak het kleiner, of bewaar het als PDF."),
    }
    return sentences[code]
