"""Icons within a page instead of beside it: one request less before a page that is read most can be seen.

The sprite is fetched as soon as a page has an icon, and on a slow line that is time taken from its styles.
"""

import re
from functools import lru_cache

from wiki.paths import STATIC
from wiki.web.assets import content_hash

SPRITE = "icons/sprite.svg"
_SYMBOL = re.compile(r'<symbol id="i-([\w-]+)".*?</symbol>', re.DOTALL)


def within(html: str, address: str) -> str:
    """The page with the symbols that it uses at its end; `address` is that of the sprite. Only templates say `<use`."""
    used = re.compile(rf'<use href="{re.escape(address)}#i-([\w-]+)"')
    known = _symbols(content_hash(SPRITE))
    names = sorted(set(used.findall(html)) & known.keys())
    page, body, rest = html.rpartition("</body>")
    if not names or not body:
        return html
    own = used.sub(lambda use: f'<use href="#i-{use[1]}"' if use[1] in known else use[0], page)
    return f"{own}<svg hidden>{''.join(known[name] for name in names)}</svg>{body}{rest}"


@lru_cache(maxsize=1)
def _symbols(_hash: str) -> dict[str, str]:
    text = (STATIC / SPRITE).read_text(encoding="utf-8")
    return {symbol[1]: symbol[0] for symbol in _SYMBOL.finditer(text)}
