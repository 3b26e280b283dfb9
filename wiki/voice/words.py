"""Sentences about recordings that are not taken."""

from flask_babel import gettext as _

from wiki.settings import Settings


def refusal(code: str, settings: Settings) -> str:
    sentences: dict[str, str] = {
        "none": _("Er kwam geen opname mee. Neem opnieuw op."),
        "empty": _("In deze opname zit geen geluid. Kijk of je microfoon aanstaat en neem opnieuw op."),
        "too-big": _("Deze opname is te groot. Ze mag %(size)s MB zijn. Neem korter op.", size=settings.max_file_mb),
        "too-many": _("Je hebt al heel veel opnamen. Gooi er eerst een paar weg bij Mijn opnamen."),
        "too-slow": _("Het bekijken van deze opname duurde te lang. Verstuur haar straks opnieuw."),
    }
    return sentences.get(code) or _("Deze opname kunnen we niet lezen. Neem opnieuw op, of typ je tekst.")
