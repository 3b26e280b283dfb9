"""Headers of every answer, and the one test for an address that a form may send somebody to."""

from urllib.parse import urlsplit

from flask import Flask, Response, after_this_request, request

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "media-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
# Pages with a recorder: it asks for the microphone, and plays what is not sent yet from the memory of the page.
RECORDING = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY.replace("media-src 'self'", "media-src 'self' blob:"),
    "Permissions-Policy": HEADERS["Permissions-Policy"].replace("microphone=()", "microphone=(self)"),
}
HSTS = "max-age=31536000; includeSubDomains"
STATIC_FOR = "public, max-age=31536000, immutable"


def safe_next(url: str | None) -> str | None:
    """The address if it is a path of this site, else None. Browsers read `\\` as `/` and drop tabs and newlines."""
    if not url or not url.startswith("/") or url.startswith(("//", "/\\")):
        return None
    if any(character < " " or character in "\\\x7f" for character in url):
        return None
    parts = urlsplit(url)
    return url if not parts.scheme and not parts.netloc else None


def may_record() -> None:
    """Let the page that is being made use the microphone; no other page may."""

    @after_this_request
    def allow(response: Response) -> Response:
        response.headers.update(RECORDING)
        return response


def _never_changes(path: str) -> bool:
    """Fonts are asked for by the style sheet, without a hash; a new version gets a new name."""
    return path.endswith(".woff2")


def init_app(app: Flask, *, https: bool) -> None:
    always = HEADERS | ({"Strict-Transport-Security": HSTS} if https else {})

    @app.after_request
    def add_headers(response: Response) -> Response:
        there = {name.lower() for name, _ in response.headers}
        for name, value in always.items():
            if name.lower() not in there:
                response.headers.add(name, value)
        if request.endpoint == "static" and response.status_code < 400:
            if ("v" in request.args or _never_changes(request.path)) and response.status_code == 200:
                response.headers["Cache-Control"] = STATIC_FOR
        elif "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response
