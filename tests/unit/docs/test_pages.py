"""dist/docs/ as it is built: every link leads somewhere, every page can be found, and nothing asks another origin."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tools.docs.contents import PAGES
from tools.docs.made import GROUPS
from tools.here import DIST, ROOT

DOCS = DIST / "docs"


class Outline(HTMLParser):
    """What a page asks for, leads to, and can be led to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[dict[str, str | None]] = []
        self.asked: list[str] = []
        self.ids: list[str] = []
        self.pictures: list[dict[str, str | None]] = []
        self.styled: list[str] = []
        self.current: list[str | None] = []
        self.levels: list[int] = []
        self.policy = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a":
            self.links.append(given)
        for name in ("src", *(["href"] if tag == "link" else [])):
            if name in given:
                self.asked.append(given[name] or "")
        if "id" in given:
            self.ids.append(given["id"] or "")
        if tag == "img":
            self.pictures.append(given)
        if "style" in given or tag == "style" or any(name.startswith("on") for name in given):
            self.styled.append(tag)
        if given.get("aria-current"):
            self.current.append(given.get("href"))
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag == "meta" and given.get("http-equiv"):
            self.policy = given["content"] or ""


@pytest.fixture(scope="module")
def outlines() -> dict[str, Outline]:
    if not DOCS.exists():
        pytest.fail("dist/ is no release; run the tests with `python3 build.py test`")
    return {page.name: Outline((DOCS / f"{page.name}.html").read_text("utf-8")) for page in PAGES}


def test_every_document_is_a_page():
    shown = {page.source for page in PAGES}
    assert {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md")} <= shown
    assert {path.stem for path in DOCS.glob("*.html")} == {page.name for page in PAGES}


def test_links_lead_somewhere(outlines: dict[str, Outline]):
    for name, outline in outlines.items():
        for link in outline.links:
            href = link["href"] or ""
            parts = urlsplit(href)
            if parts.scheme:
                assert parts.scheme == "https" and "." in parts.netloc, (name, href)
                assert link["rel"] == "noopener noreferrer", (name, href)
                continue
            target = (DOCS / unquote(parts.path)).resolve() if parts.path else DOCS / f"{name}.html"
            assert (target / "index.html" if target.is_dir() else target).is_file(), (name, href)
            if parts.fragment:
                assert parts.fragment in outlines[target.stem].ids, (name, href)


def test_pages_ask_for_nothing_but_what_is_shipped(outlines: dict[str, Outline]):
    for name, outline in outlines.items():
        for address in outline.asked:
            assert not urlsplit(address).scheme and (DOCS / address).is_file(), (name, address)


def test_pages_are_under_the_policy(outlines: dict[str, Outline]):
    for name, outline in outlines.items():
        assert "default-src 'none'" in outline.policy and "'unsafe" not in outline.policy, name
        assert not outline.styled, name


def test_pages_can_be_found_and_read(outlines: dict[str, Outline]):
    for name, outline in outlines.items():
        assert outline.current == [f"{name}.html"]
        assert {f"{page.name}.html" for page in PAGES} <= {link["href"] for link in outline.links}
        assert outline.links[0]["href"] == "#text" and "text" in outline.ids
        assert len(set(outline.ids)) == len(outline.ids), name
        assert outline.levels.count(1) == 1, name
        assert all(len(picture["alt"] or "") > 10 for picture in outline.pictures[1:]), name


def test_a_page_leads_on_and_back(outlines: dict[str, Outline]):
    names = [f"{page.name}.html" for page in PAGES]
    following = [next((a["href"] for a in each.links if a.get("rel") == "next"), None) for each in outlines.values()]
    before = [next((a["href"] for a in each.links if a.get("rel") == "prev"), None) for each in outlines.values()]
    assert following == [*names[1:], None] and before == [None, *names[:-1]]


def test_the_first_visit_does_not_fetch_it():
    files = json.loads((DIST / "assets.json").read_text())["files"]
    docs = [file for file in files if file["path"].startswith("docs/")]
    assert {file["group"] for file in docs} == {"docs"}
    there = {path.relative_to(DIST).as_posix() for path in DOCS.rglob("*.*")}
    assert {name for name in there if not name.endswith(".html.txt")} == {file["path"] for file in docs}
    others = {file["group"] for file in files if not file["path"].startswith("docs/")}
    assert others == GROUPS.keys()  # the table of sizes tells of all of them


def test_colours_are_those_of_the_page():
    styles, page = (DOCS / "docs.css").read_text(), (DIST / "style.css").read_text()
    for name in ("--ground", "--ink", "--accent"):
        assert re.findall(rf"{name}: (\S+);", styles) == re.findall(rf"{name}: (\S+);", page)[:2]


def test_pictures_are_small():
    made = list((ROOT / "docs" / "stages").glob("*.webp"))
    named = re.findall(r"\(stages/(\w+)\.webp\)", (ROOT / "docs" / "how.md").read_text())
    assert sorted(named) == sorted(path.stem for path in made)
    assert sum(Path(path).stat().st_size for path in made) < 400_000
