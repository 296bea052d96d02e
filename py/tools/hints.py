"""The modules that a page needs, named in it so that they are fetched at once."""

import re
from pathlib import Path

from .here import WEB, SetupError

STATIC_IMPORT = re.compile(r'^(?:import|export)\b[^;"]*"(\.[^"]+)";', re.MULTILINE)


def hinted(page: str) -> str:
    """A page that names the modules it will need, so that the browser fetches them all at once.

    The words come by themselves: which language's, is known only then.
    """
    app = WEB / "app"
    words = app / "messages" / "en.js"
    needed = (imported(app / "start.js") | imported(app / "main.js") | imported(words)) - {app / "start.js", words}
    empty = '  <link rel="modulepreload" href="">\n'
    if page.count(empty) != 1:
        raise SetupError("A page must have one link with an empty modulepreload.")
    names = sorted(path.relative_to(WEB).as_posix() for path in needed)
    return page.replace(empty, "".join(empty.replace('""', f'"{name}"') for name in names))


def imported(start: Path) -> set[Path]:
    """The modules that a module needs before it runs, with itself."""
    found, waiting = {start}, [start]
    while waiting:
        path = waiting.pop()
        new = {(path.parent / name).resolve() for name in STATIC_IMPORT.findall(path.read_text())} - found
        found |= new
        waiting += new
    return found
