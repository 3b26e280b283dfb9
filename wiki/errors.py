"""What can be wrong, as nouns. Pages, exit codes and messages for them are made at the edge, in one place each."""

from collections.abc import Mapping


class WikiError(Exception):
    """The root of everything this program raises on purpose."""


class SettingsError(WikiError):
    """A setting is missing or unusable; the text names the setting and fits on one line."""


class NotFound(WikiError):
    """There is no such thing, or not for this actor."""


class NotAllowed(WikiError):
    """The actor may know the thing, but may not do this to it."""


class Conflict(WikiError):
    """The save was based on a revision that is no longer the latest one."""

    def __init__(self, current: int) -> None:
        super().__init__(f"the latest revision is {current}")
        self.current = current


class Taken(WikiError):
    """The address is in use; `suggestion` is a free one near it."""

    def __init__(self, slug: str, suggestion: str) -> None:
        super().__init__(slug)
        self.slug = slug
        self.suggestion = suggestion


class Invalid(WikiError):
    """Input that cannot be accepted: a code for each field, never a sentence."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(", ".join(f"{name}: {code}" for name, code in fields.items()))
        self.fields = dict(fields)


class UnsafeText(WikiError):
    """Text holds characters that are never stored; `code` is 'control', 'bidi' or 'encoding'."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
