"""What gunicorn may say: its messages quote addresses and whole URLs, and those hold searches and invitation links."""

from typing import Any

from gunicorn.glogging import Logger

KNOWN = ("Worker ", "Booting ", "Shutting ", "Starting ", "Listening ", "Handling signal")


class ServerLog(Logger):  # type: ignore[misc]
    """Gunicorn's log without what visitors sent. Faults of pages are in the program's own log."""

    def warning(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        super().warning(*_without_visitors(msg, args))

    def error(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        super().error(*_without_visitors(msg, args))

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        super().error(*_without_visitors(msg, args))


def _without_visitors(message: Any, args: tuple[Any, ...]) -> tuple[Any, ...]:
    """The message as it is when it is about the server itself, else only that there was one."""
    return (message, *args) if str(message).startswith(KNOWN) else ("the web server refused or broke off a request",)
