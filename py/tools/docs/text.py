"""Markdown as HTML: headings that can be linked to, links between pages, code in colours."""

import posixpath
import re
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers import get_lexer_by_name

from .contents import BY_SOURCE

# Their lines are read, not run: colours would say nothing.
PLAIN = {"", "text"}
# By the names that the sources use, those of Pygments where they differ.
LEXERS = {"jsx": "tsx", "svelte": "html", "vue": "html"}
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


class Heading(NamedTuple):
    level: int
    anchor: str
    title: str


@dataclass
class Text:
    """A page's text as HTML, and its headings below the first."""

    html: str
    headings: list[Heading] = field(default_factory=list)


def rendered(source: str, path: str = "") -> Text:
    """Markdown as HTML.

    Args:
        source: the Markdown.
        path: of its file in the project, for links that are relative to it.
    """
    tokens = MARKDOWN.parse(source)
    headings = list(_anchored(tokens))
    for token in tokens:
        if "style" in token.attrs:  # of a column that is aligned; the security policy has no styles in elements
            token.attrs = {"class": "number"}
        for child in token.children or ():
            if child.type == "link_open":
                _turn(child, path)
    html: str = MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})
    return Text(html, headings)


def section(source: str, title: str) -> str:
    """A heading of the second level, as one of the first, with what stands under it."""
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", source, re.MULTILINE | re.DOTALL)
    if not found:
        raise ValueError(f"there is no heading {title}")
    return f"# {title}\n{found[1]}"


def slug(title: str) -> str:
    """As GitHub makes anchors of headings, whose readers follow the same links."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _anchored(tokens: list[Token]) -> list[Heading]:
    """Give headings below the first an id and a link to themselves."""
    headings: list[Heading] = []
    taken: dict[str, int] = {}
    for start, inline in pairwise(tokens):
        if start.type != "heading_open" or start.tag == "h1":
            continue
        title = "".join(child.content for child in inline.children or ())
        anchor = slug(title)
        taken[anchor] = taken.get(anchor, -1) + 1
        anchor += f"-{taken[anchor]}" if taken[anchor] else ""
        start.attrSet("id", anchor)
        label = f'<a class="anchor" href="#{anchor}" aria-label="Link to {escape(title)}">#</a>'
        inline.children = [*(inline.children or ()), Token("html_inline", "", 0, content=label)]
        headings.append(Heading(int(start.tag[1]), anchor, title))
    return headings


def _turn(link: Token, path: str) -> None:
    """What leads to a source leads to its page; other sites open without knowing where from."""
    href = str(link.attrs["href"])
    if re.match(r"https?:", href):
        link.attrSet("rel", "noopener noreferrer")
        return
    target, hash_, anchor = href.partition("#")
    source = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else ""
    if source in BY_SOURCE:
        link.attrSet("href", BY_SOURCE[source] + hash_ + anchor)


def _fence(self: Any, tokens: list[Token], at: int, options: Any, env: Any) -> str:
    """Code, which can be scrolled by keyboard where it is wide."""
    token = tokens[at]
    name = token.info.strip()
    return f'<pre tabindex="0"><code>{coloured(token.content, name)}</code></pre>\n'


def coloured(code: str, language: str) -> str:
    """HTML of code: spans with Pygments' classes."""
    if language in PLAIN:
        return escape(code)
    lexer = get_lexer_by_name(LEXERS.get(language, language))
    html: str = highlight(code, lexer, HtmlFormatter(nowrap=True))
    return html


def _code_block(self: Any, tokens: list[Token], at: int, options: Any, env: Any) -> str:
    return f'<pre tabindex="0"><code>{escape(tokens[at].content)}</code></pre>\n'


def _code_inline(self: Any, tokens: list[Token], at: int, options: Any, env: Any) -> str:
    """Where a source is named that is a page, it is a link to it."""
    token = tokens[at]
    page = BY_SOURCE.get(token.content)
    code = f"<code>{escape(token.content)}</code>"
    return f'<a href="{page}">{code}</a>' if page else code


def _table_open(self: Any, tokens: list[Token], at: int, options: Any, env: Any) -> str:
    return '<div class="table" tabindex="0" role="group" aria-label="Table"><table>\n'


def _table_close(self: Any, tokens: list[Token], at: int, options: Any, env: Any) -> str:
    return "</table></div>\n"


for _name, _rule in {
    "fence": _fence,
    "code_block": _code_block,
    "code_inline": _code_inline,
    "table_open": _table_open,
    "table_close": _table_close,
}.items():
    MARKDOWN.add_render_rule(_name, _rule)
