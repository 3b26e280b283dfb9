"""What a browser's own recorder makes, known by its content; nothing else is taken."""

from dataclasses import dataclass

from wiki.attachments import workshop
from wiki.attachments.recognising import M4A, MP4, OGG, WEBM, recognised
from wiki.attachments.refused import Refused

# A recorder writes a film's container with sound alone in it.
MIMES = {WEBM.mime: "audio/webm", MP4.mime: "audio/mp4", M4A.mime: "audio/mp4", OGG.mime: "audio/ogg"}
EXTENSIONS = {"audio/webm": "webm", "audio/mp4": "m4a", "audio/ogg": "ogg"}


@dataclass(frozen=True, slots=True)
class Sound:
    content: bytes
    mime: str


def taken(data: bytes) -> Sound:
    """The sound without what tells of its maker, opened in a helper process as all files are. Raises Refused."""
    mime = MIMES.get(recognised(data).mime)
    if mime is None:
        raise Refused("unknown")
    return Sound(workshop.clean(data, most_pixels=1).main, mime)
