"""Markdown becomes pages that can be linked to, read by everybody, and shown under the security policy."""

import pytest
from pygments.util import ClassNotFound

from tools.docs.made import filled, sizes
from tools.docs.text import rendered, section


def test_headings_can_be_linked_to():
    text = rendered("# Title\n\n## What `it` does\n\n### Deeper\n\n## What it does\n")
    assert [(each.level, each.anchor) for each in text.headings] == [
        (2, "what-it-does"),
        (3, "deeper"),
        (2, "what-it-does-1"),
    ]
    assert '<h2 id="what-it-does">What <code>it</code> does<a class="anchor" href="#what-it-does"' in text.html
    assert 'aria-label="Link to What it does"' in text.html
    assert "<h1>Title</h1>" in text.html


def test_links_to_sources_lead_to_their_pages():
    html = rendered("[a](embed.md) [b](../SECURITY.md#reporting) [c](#here) `docs/faq.md`", "docs/x.md").html
    assert 'href="embed.html"' in html and 'href="security.html#reporting"' in html and 'href="#here"' in html
    assert '<a href="faq.html"><code>docs/faq.md</code></a>' in html
    assert 'href="library.html"' in rendered("[l](docs/library.md)", "README.md").html


def test_other_sites_are_not_told_where_from():
    assert '<a href="https://a.example/" rel="noopener noreferrer">' in rendered("[a](https://a.example/)").html


def test_what_looks_like_html_is_text():
    html = rendered('<script>alert(1)</script> <b onclick="x">\n\n```html\n<img src=x onerror=y>\n```\n').html
    assert "<script" not in html and "<img" not in html and "<b" not in html


def test_a_table_has_no_styles_in_its_cells():
    html = rendered("| a | b |\n|---|--:|\n| 1 | 2 |\n").html
    assert "style=" not in html and '<td class="number">2</td>' in html
    assert '<div class="table" tabindex="0"' in html


def test_code_is_coloured_and_a_language_that_nobody_knows_refused():
    assert '<span class="kn">import</span>' in rendered("```python\nimport mattebox\n```\n").html
    assert "<span" not in rendered("```text\nimport x\n```\n").html.split("<code>")[1]
    with pytest.raises(ClassNotFound):
        rendered("```nolanguage\nx\n```\n")


def test_a_section_ends_where_the_next_begins():
    source = "# T\n\n## One\n\na\n\n### In it\n\nb\n\n## Two\n\nc\n"
    assert section(source, "One") == "# One\n\na\n\n### In it\n\nb\n\n"
    assert section(source, "Two") == "# Two\n\nc\n"
    with pytest.raises(ValueError, match="no heading Three"):
        section(source, "Three")


def test_what_is_made_stands_in_its_place():
    assert filled("a\n\n<!-- made: x -->\n\nb", {"x": lambda: "made"}) == "a\n\nmade\n\nb"
    with pytest.raises(KeyError):
        filled("<!-- made: y -->", {})


def test_sizes_are_those_of_the_files():
    files = [{"group": "shell", "gzip_bytes": 1_500_000, "bytes": 2_000_000}] * 2
    assert "| 2 | 3.0 MB | 4.0 MB |" in sizes(files)
