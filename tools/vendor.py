"""Copy the third-party styles and scripts that pages use into static/vendor/.

Run it through `make vendor`, after `npm ci` has filled node_modules/ with the exact versions of package.json. The
result is committed, so neither a reader nor a server needs Node.
"""

import hashlib
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
TARGET = ROOT / "static" / "vendor"

# Which NL Design System components each style sheet holds. Add one only when a macro uses it.
BUNDLES: dict[str, tuple[str, ...]] = {
    "nlds-reading.css": (
        "skip-link",
        "page-header",
        "page-footer",
        "link",
        "button",
        "textbox",
        "breadcrumb-nav",
        "pagination",
        "alert",
    ),
    "nlds-forms.css": (
        "form-label",
        "form-field",
        "form-field-description",
        "form-field-error-message",
        "form-fieldset",
        "textarea",
        "select",
        "checkbox",
    ),
    "nlds-tables.css": ("table",),
}
SCRIPTS: dict[str, tuple[str, str]] = {
    "htmx.min.js": ("htmx.org", "dist/htmx.min.js"),
    "markdown-toolbar-element.js": ("@github/markdown-toolbar-element", "dist/index.js"),
    "turndown.js": ("turndown", "lib/turndown.browser.es.js"),
}

# The order of the cascade layers is fixed by whichever style sheet comes first, and that is one of these.
LAYERS = "@layer reset, base, nlds;"


@dataclass(frozen=True, slots=True)
class Package:
    """One installed npm package."""

    name: str
    version: str
    licence: str

    @property
    def folder(self) -> Path:
        return MODULES / self.name


def package(name: str) -> Package:
    """Read what npm installed under this name."""
    found = json.loads((MODULES / name / "package.json").read_text(encoding="utf-8"))
    return Package(found["name"], found["version"], found["license"])


def notice_of(css: str) -> str:
    """Return the first `@license` comment; the minified file of the same package has lost it."""
    found = re.search(r"/\*\*.*?@license.*?\*/", css, re.DOTALL)
    if found is None:
        raise SystemExit("A component came without its licence comment.")
    return found[0]


def styles(names: tuple[str, ...]) -> tuple[str, list[Package]]:
    """Return one style sheet with these components, each licence comment once, and the packages in it."""
    packages = [package(f"@utrecht/{name}-css") for name in names]
    notices: dict[str, None] = {}
    parts: list[str] = []
    for each in packages:
        dist = each.folder / "dist"
        notices[notice_of((dist / "index.css").read_text(encoding="utf-8"))] = None
        css = re.sub(r"\s+", " ", (dist / "index.min.css").read_text(encoding="utf-8").strip())
        parts.append(f"/* {each.name} {each.version} */\n{css}")
    body = "\n".join(parts)
    return "\n".join((*notices, LAYERS, "@layer nlds {", body, "}", "")), packages


def described(path: Path, packages: list[Package]) -> dict[str, object]:
    """Return the manifest entry of one written file."""
    content = path.read_bytes()
    return {
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "packages": [{"name": p.name, "version": p.version, "licence": p.licence} for p in packages],
    }


def notice(manifest: dict[str, dict[str, object]]) -> str:
    """Return the readable list of what is in static/ and not ours."""
    lines = [NOTICE_HEAD.strip(), "", "| file | package | version | licence |", "|---|---|---|---|"]
    for name, entry in manifest.items():
        packages: list[dict[str, str]] = entry["packages"]  # type: ignore[assignment]
        lines += [f"| {name} | {p['name']} | {p['version']} | {p['licence']} |" for p in packages]
    return "\n".join([*lines, NOTICE_TAIL.rstrip(), ""])


NOTICE_HEAD = """
# Third-party work in static/

Written by `make vendor`; change `tools/vendor.py` instead of this file. `manifest.json` has the checksums.
"""

NOTICE_TAIL = """
`@utrecht/*`: NL Design System components, copyright 2020-2024 Frameless B.V., 2021-2024 Gemeente Utrecht, European
Union Public Licence 1.2, full text in `licences/EUPL-1.2.md`. Joined and put in a cascade layer, otherwise unchanged.

htmx: Zero-Clause BSD, full text in `licences/htmx.txt`.

markdown-toolbar-element: MIT, full text in `licences/markdown-toolbar-element.txt`. turndown: MIT, full text in
`licences/turndown.txt`.

`../icons/sprite.svg`: Lucide 1.62.0, ISC licence, partly derived from Feather (MIT), full text in
`licences/lucide.txt`. Symbols renamed, otherwise unchanged.

`../fonts/radio-canada-latin-400-800.woff2`: Radio Canada, copyright 2017 The Radio-Canada Project Authors, SIL Open
Font License 1.1, full text in `../fonts/OFL.txt`. Reduced to the Latin characters and weights that pages use.
"""


def copy_licences() -> None:
    """Keep the licence texts that ask for it beside the files."""
    folder = TARGET / "licences"
    folder.mkdir(exist_ok=True)
    shutil.copyfile(MODULES / "@utrecht/button-css/LICENSE.md", folder / "EUPL-1.2.md")
    shutil.copyfile(MODULES / "htmx.org/LICENSE", folder / "htmx.txt")
    shutil.copyfile(MODULES / "@github/markdown-toolbar-element/LICENSE", folder / "markdown-toolbar-element.txt")
    shutil.copyfile(MODULES / "turndown/LICENSE", folder / "turndown.txt")


def main() -> None:
    """Write every file of static/vendor/."""
    TARGET.mkdir(parents=True, exist_ok=True)
    manifest: dict[str, dict[str, object]] = {}
    for name, components in BUNDLES.items():
        css, packages = styles(components)
        (TARGET / name).write_text(css, encoding="utf-8")
        manifest[name] = described(TARGET / name, packages)
    for name, (owner, source) in SCRIPTS.items():
        shutil.copyfile(MODULES / owner / source, TARGET / name)
        manifest[name] = described(TARGET / name, [package(owner)])
    copy_licences()
    (TARGET / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    (TARGET / "NOTICE.md").write_text(notice(manifest), encoding="utf-8")
    print(f"{len(manifest)} files in {TARGET.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
