"""Where files are opened: in a helper process with a clock, for what parses them was not made for hostile ones."""

import logging
from concurrent.futures import CancelledError

from pebble import ProcessExpired

from wiki.attachments.cleaning import Cleaned, cleaned
from wiki.attachments.documents import text_of
from wiki.attachments.refused import Refused
from wiki.watched import Watched

SECONDS_TO_CLEAN = 12.0
SECONDS_TO_READ = 20.0

log = logging.getLogger(__name__)
# One for each process that needs it; the helper starts with the first file.
_cleaning = Watched("file", seconds=SECONDS_TO_CLEAN)
_reading = Watched("document", seconds=SECONDS_TO_READ)


def clean(data: bytes, *, most_pixels: int) -> Cleaned:
    """The file made anew. Raises Refused; 'too-slow' and 'broken' also for what takes too long or breaks the helper."""
    try:
        return _cleaning.run(cleaned, data, most_pixels=most_pixels)
    except Refused:
        raise
    except (TimeoutError, CancelledError) as error:
        raise Refused("too-slow") from error
    except Exception as error:  # whatever a parser makes of a hostile file, it is the file that is wrong
        log.warning("a file was not taken (%s)", type(error).__name__)
        raise Refused("broken") from error


def read(data: bytes, mime: str) -> str:
    """The words of a document; none of one that takes too long or breaks the helper."""
    try:
        return _reading.run(text_of, data, mime)
    except (TimeoutError, CancelledError, ProcessExpired) as error:
        log.warning("a document was not read (%s)", type(error).__name__)
        return ""


def close() -> None:
    """Stop the helpers of this process."""
    _cleaning.close()
    _reading.close()
