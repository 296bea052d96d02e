"""The snippets of docs/embed.md, as modules that a page of a test may load."""

import re

from tools.here import ROOT

GUIDE = (ROOT / "docs" / "embed.md").read_text()
SNIPPETS = re.findall(r"^```js\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)
ELEMENT = re.findall(r"^```html\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)[0]
IMPORT = re.compile(r'^import .* from "mattebox(/\w+)?";$', re.MULTILINE)

# What a snippet takes for granted.
GIVEN = """
const picture = async (name) => new File([await (await fetch(name)).blob()], name, { type: "image/png" });
const file = await picture("coffee.png");
const files = [file, await picture("chelsea.png")];
const otherVersion = file;
document.body.append(document.createElement("img"));
"""


def runnable(snippet: str) -> str:
    """As a module: with its imports on top, and what an earlier snippet has made."""
    imports = [each.group() for each in IMPORT.finditer(snippet)]
    body = IMPORT.sub("", snippet)
    if not re.search("create\\w*Mattebox", snippet) and "mattebox." in body:
        imports.append('import { createMattebox } from "mattebox";')
        imports.append('const mattebox = await (globalThis.made ??= createMattebox({ base: "/mattebox/" }));')
    return at_this_site("\n".join([*imports, GIVEN, body]))


def at_this_site(script: str) -> str:
    """Without a bundler, which knows what `mattebox` is, and where this site has the assets."""
    script = re.sub(r'"mattebox/(\w+)"', r'"./mattebox/\1.js"', script).replace('"mattebox"', '"./mattebox/index.js"')
    return script.replace('"/mattebox/"', 'new URL("mattebox/assets/", location.href).href')
