"""A page of the documentation: what stands around its text."""

from html import escape

from .contents import PAGES, SECTIONS, Page
from .text import Heading, Text

PAGE = """<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>{title} · Mattebox</title>
  <link rel="icon" href="../icons/icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="docs.css">
  <script type="module" src="docs.js"></script>
</head>
<body>
  <a class="skip" href="#text">Skip to the text</a>
  <header>
    <a class="brand" href="../"><img src="../icons/icon.svg" alt="" width="28" height="28">Mattebox</a>
    <a href="index.html">Documentation</a>
  </header>
  <nav class="contents" aria-label="Documentation">
    <details><summary>Contents</summary>
{contents}
    </details>
  </nav>
  <main id="text" tabindex="-1">
{text}
  </main>
  <nav class="onwards" aria-label="Onwards">{onwards}</nav>
</body>
</html>
"""


def framed(page: Page, text: Text) -> str:
    """HTML, with an empty security policy."""
    return PAGE.format(title=escape(page.title), contents=_contents(page, text), text=text.html, onwards=_onwards(page))


def _contents(here: Page, text: Text) -> str:
    """All pages, and the headings of this one."""
    lines = []
    for section, pages in SECTIONS.items():
        items = "".join(_item(page, text.headings if page is here else None) for page in pages)
        lines.append(f"      <h2>{escape(section)}</h2>\n      <ul>{items}</ul>")
    return "\n".join(lines)


def _item(page: Page, headings: list[Heading] | None) -> str:
    current, below = "", ""
    if headings is not None:
        current = ' aria-current="page"'
        links = (f'<li><a href="#{anchor}">{escape(title)}</a></li>' for level, anchor, title in headings if level == 2)
        below = f"<ul>{inner}</ul>" if (inner := "".join(links)) else ""
    return f'<li><a href="{page.name}.html"{current}>{escape(page.title)}</a>{below}</li>'


def _onwards(page: Page) -> str:
    at = PAGES.index(page)
    links = []
    if at > 0:
        links.append(f'<a rel="prev" href="{PAGES[at - 1].name}.html">Back: {escape(PAGES[at - 1].title)}</a>')
    if at + 1 < len(PAGES):
        links.append(f'<a rel="next" href="{PAGES[at + 1].name}.html">Next: {escape(PAGES[at + 1].title)}</a>')
    return "".join(links)
