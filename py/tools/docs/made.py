"""Parts of pages that the build knows best: what files weigh, and which headers a host may send."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ..headers import headers

# Where a source says `<!-- made: NAME -->`.
PLACE = re.compile(r"^<!-- made: (\w+) -->$", re.MULTILINE)
GROUPS = {
    "shell": "the page, in all of its languages",
    "engine": "Python, the runtime of the networks and the networks",
    "gpu": "for the networks on a GPU, in place of parts of the above",
    "heif": "with the first HEIC picture",
    "credentials": "when a file is first signed or checked",
    "smaller": "when a file is first made smaller",
}

Makers = Mapping[str, Callable[[], str]]


def filled(source: str, makers: Makers) -> str:
    """Markdown with all that is made in its places."""
    return PLACE.sub(lambda found: makers[found[1]](), source)


def makers(files: Iterable[Mapping[str, Any]]) -> Makers:
    """Args: files of dist/, as assets.json tells of them."""
    return {"sizes": lambda: sizes(files), "headers": header_lines}


def sizes(files: Iterable[Mapping[str, Any]]) -> str:
    """A table of what is fetched when, in files and megabytes."""
    listed = list(files)
    lines = ["| fetched | files | compressed | on the device |", "|---|--:|--:|--:|"]
    for group, what in GROUPS.items():
        own = [file for file in listed if file["group"] == group]
        wire, kept = (sum(file[name] for file in own) / 1e6 for name in ("gzip_bytes", "bytes"))
        lines.append(f"| {what} | {len(own)} | {wire:.1f} MB | {kept:.1f} MB |")
    return "\n".join(lines)


def header_lines() -> str:
    """What `_headers` has, for a host's own configuration."""
    return "```text\n" + "\n".join(f"{name}: {value}" for name, value in headers().items()) + "\n```"
