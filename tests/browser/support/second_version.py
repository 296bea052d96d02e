"""Another build of the site on the same host, which differs in the style sheet."""

import hashlib
import json

from playwright.sync_api import Page

from static_host import StaticHost
from tools import site

RULE = b"\n:root { --second-version: yes; }\n"


def publish(host: StaticHost) -> None:
    """The host serves it from now on."""
    style = (host.folder / "style.css").read_bytes() + RULE
    assets = json.loads((host.folder / "assets.json").read_text())
    for file in assets["files"]:
        if file["path"] == "style.css":
            file |= {"bytes": len(style), "sha256": hashlib.sha256(style).hexdigest()}
    assets["version"] = assets["version"][::-1]
    text = json.dumps(assets)
    host.changed |= {
        "style.css": style,
        "assets.json": text.encode(),
        "precache.js": site.precache(text),
    }


# Whether all that a first visit needs is stored: then nothing of it is fetched again.
ALL_KEPT = """async () => {
  const { files } = await (await fetch("assets.json")).json();
  const stores = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
  return stores.flat().length === files.filter(({ group }) => group === "shell" || group === "engine").length;
}"""


def has_second_version(page: Page) -> bool:
    return page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--second-version')") == "yes"
