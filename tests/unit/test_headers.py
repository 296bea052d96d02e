"""What every answer carries stands in one place, and the page says it of itself where a host sends nothing."""

import html.parser
import json

import pytest

from tools.headers import headers, sealed
from tools.here import DIST, SetupError

POLICY = "content-security-policy"


def directives(policy):
    return dict(each.split(" ", 1) for each in policy.split("; "))


def metas(page):
    found = []

    class Reader(html.parser.HTMLParser):
        def handle_starttag(self, tag, attributes):
            found.append((tag, dict(attributes)))

    Reader().feed(page)
    return found


def test_nothing_is_made_out_of_text_and_nobody_else_is_asked():
    policy = directives(headers()[POLICY])
    assert "'unsafe-" not in headers()[POLICY].replace("'wasm-unsafe-eval'", "")
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert policy["connect-src"] == policy["worker-src"] == policy["style-src"] == "'self'"
    assert policy["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert (policy["require-trusted-types-for"], policy["trusted-types"]) == ("'script'", "mattebox")
    # Without a scheme or a star: no other origin. Pictures in memory have addresses, too.
    sources = {source for name, value in policy.items() if name.endswith("-src") for source in value.split()}
    assert sources <= {"'none'", "'self'", "'wasm-unsafe-eval'", "blob:", "data:"}
    assert [name for name, value in policy.items() if "blob:" in value or "data:" in value] == ["img-src"]


@pytest.mark.parametrize("page", sorted(path.name for path in DIST.glob("*.html")))
def test_pages_carry_the_policy_before_anything_that_it_rules(page):
    elements = metas((DIST / page).read_text())
    policy = next(i for i, (_, each) in enumerate(elements) if each.get("http-equiv") == "Content-Security-Policy")
    assert not [tag for tag, _ in elements[:policy] if tag in {"script", "link", "style", "img"}]
    sent = directives(headers()[POLICY])
    del sent["frame-ancestors"]  # a page cannot say this of itself: browsers complain
    assert directives(elements[policy][1]["content"]) == sent


@pytest.mark.parametrize("page", sorted(path.name for path in DIST.glob("*.html")))
def test_pages_have_no_code_or_style_in_them(page):
    for tag, attributes in metas((DIST / page).read_text()):
        assert tag != "style" and (tag != "script" or attributes.get("src"))
        assert not [name for name in attributes if name == "style" or name.startswith("on")]


def test_a_host_and_the_service_worker_get_the_same():
    first, *lines = (DIST / "_headers").read_text().splitlines()
    assert first == "/*"
    assert dict(line.strip().split(": ", 1) for line in lines) == headers()
    script = (DIST / "precache.js").read_text()
    assert json.loads(script.split("self.MATTEBOX_HEADERS = ")[1].rstrip(";\n")) == headers()


def test_a_page_without_the_place_for_the_policy_is_refused():
    with pytest.raises(SetupError, match="one meta element"):
        sealed("<!doctype html><title>No policy</title>")
