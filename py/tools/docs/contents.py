"""Which pages the documentation has, in their order, and where the text of each is from."""

from dataclasses import dataclass
from itertools import chain


@dataclass(frozen=True)
class Page:
    """
    Attributes:
        name: of its file, without the ending.
        title: in the list of pages; the page's own heading is in its text.
        source: Markdown, by its path in the project; empty where `made` writes all of it.
        section: the one heading of the source that it shows, with what stands under it; empty: all of it.
    """

    name: str
    title: str
    source: str = ""
    section: str = ""


SECTIONS = {
    "Using it": (
        Page("index", "Guide", "docs/guide.md"),
        Page("how", "How it works", "docs/how.md"),
        Page("faq", "Questions", "docs/faq.md"),
        Page("limits", "Limits", "README.md", "Limits"),
        Page("own-networks", "Own networks", "docs/own-networks.md"),
        Page("browsers", "Browsers", "docs/browsers.md"),
        Page("content-credentials", "Content Credentials", "docs/content-credentials.md"),
    ),
    "On your site": (
        Page("embed", "Package, element, frame", "docs/embed.md"),
        Page("frameworks", "React, Vue, Svelte …", "docs/frameworks.md"),
        Page("hosting", "Hosting", "docs/hosting.md"),
        Page("javascript", "JavaScript reference"),
    ),
    "Python": (
        Page("library", "Library", "docs/library.md"),
        Page("command", "Command", "docs/command.md"),
        Page("recipes", "Recipes", "docs/recipes.md"),
        Page("ray", "Many machines", "docs/ray.md"),
        Page("python", "Python reference"),
    ),
    "The project": (
        Page("architecture", "Architecture", "docs/architecture.md"),
        Page("security", "Security", "SECURITY.md"),
        Page("changelog", "Changelog", "CHANGELOG.md"),
    ),
}
PAGES = tuple(chain.from_iterable(SECTIONS.values()))
# A link to a source is one to its page; README.md is more than the part of it that is one.
BY_SOURCE = {page.source: f"{page.name}.html" for page in PAGES if page.source and not page.section}
