"""dist/docs/: pages, their styles and pictures. Needs the packages of a release."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ..headers import sealed
from ..here import DIST, ROOT, WEB, SetupError, put
from . import javascript, python
from .contents import PAGES, Page
from .made import filled, makers
from .page import framed
from .text import rendered, section

SOURCES = ROOT / "docs"
STYLES, SCRIPT, STAGES = SOURCES / "site" / "docs.css", SOURCES / "site" / "docs.js", SOURCES / "stages"
# Of the page's styles: its colours and measures, in both themes.
THEME = re.compile(r"^:root \{\n.*?^\}\n|^@media \(prefers-color-scheme: dark\) \{\n  :root \{.*?^\}\n", re.M | re.S)
REFERENCES = {"javascript": javascript.reference, "python": python.reference}


def put_docs(files: Iterable[Mapping[str, Any]]) -> None:
    """Args: files of dist/ so far, as assets.json will tell of them."""
    folder, made = DIST / "docs", makers(files)
    for page in PAGES:
        text = rendered(filled(source_of(page), made), page.source)
        put(folder / f"{page.name}.html", sealed(framed(page, text)).encode())
    put(folder / "docs.css", styles().encode())
    put(folder / "docs.js", SCRIPT.read_bytes())
    for picture in sorted(STAGES.glob("*.webp")):
        put(folder / "stages" / picture.name, picture.read_bytes())


def source_of(page: Page) -> str:
    """A page's Markdown."""
    if not page.source:
        return REFERENCES[page.name]()
    text = (ROOT / page.source).read_text("utf-8")
    return section(text, page.section) if page.section else text


def styles() -> str:
    theme = THEME.findall((WEB / "style.css").read_text("utf-8"))
    if len(theme) != 2:
        raise SetupError("web/style.css must begin with the variables of both themes.")
    return "\n".join([*theme, STYLES.read_text("utf-8")])
