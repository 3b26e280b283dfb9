"""What a device fetches once to work without a connection: the worker with its list of files, and what an installed
site is called. All of it is the same for everybody: nothing here knows who asks."""

import hashlib
from collections.abc import Callable, Mapping

from wiki import tokens
from wiki.paths import STATIC
from wiki.web.assets import content_hash

# What the page without a connection asks for by an address with a hash ...
HASHED = (
    "css/forms.css",
    "css/pages/article.css",
    "css/pages/lists.css",
    "css/pages/offline.css",
    "css/site.css",
    "icons/sprite.svg",
    "img/favicon.svg",
    "js/later.js",
    "js/offline/shell.js",
    "js/site.js",
)
# ... and what scripts and style sheets ask for by name.
NAMED = (
    "fonts/radio-canada-latin-400-800.woff2",
    "js/local-copies.js",
    "js/moments.js",
    "js/offline/begin.js",
    "js/offline/list.js",
    "js/offline/sealed.js",
    "js/offline/search.js",
    "js/offline/store.js",
    "js/unsent.js",
)
_WORKER = STATIC / "js" / "offline" / "worker.js"


def worker(shells: Mapping[str, str], address: Callable[..., str]) -> str:
    """The service worker: our script below the files to fetch and a version that changes with any of them. `shells`
    are the addresses of the page without a connection with what each holds now; `address` names a static file."""
    files = [
        *shells,
        *(address(name, hashed=True) for name in HASHED),
        *(address(name, hashed=False) for name in NAMED),
    ]
    source = _WORKER.read_text(encoding="utf-8")
    held = [*shells.values(), *map(content_hash, NAMED), *files, source]
    version = hashlib.sha256("\n".join(held).encode()).hexdigest()[:12]
    listed = ",\n".join(f'  "{each}"' for each in files)
    return f'const VERSION = "{version}";\nconst FILES = [\n{listed},\n];\n\n{source}'


def paper() -> str:
    """The colour of paper in daylight."""
    return tokens.in_theme("light")["--pw-paper"]
