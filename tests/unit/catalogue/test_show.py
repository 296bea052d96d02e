"""What is told while pictures are cut."""

import io
import os
import re
from pathlib import Path

from rich.console import Console

from mattebox.catalogue.manifest import Line
from mattebox.catalogue.plan import Job
from mattebox.catalogue.work import Result
from mattebox.cli import words
from mattebox.cli.show import Bar, sentence
from tools.here import WEB


def result(name: str, status: str = "ok", **told: object) -> Result:
    path = Path(os.fsdecode(name.encode("latin-1")))
    line = Line(name, "x.png", status, "r", ms=1234, **told)  # type: ignore[arg-type]
    return Result(Job(name, path, Path("x.png"), "x.png"), line)


def test_a_bar_tells_how_far_it_is_and_what_has_failed() -> None:
    file = io.StringIO()
    with Bar(Console(file=file, force_terminal=True, width=100), 3) as told:
        told.result(result("a.png"))
        told.result(result("[red]b.png", "failed", error="it is empty"))
        told.note("ending")
    text = file.getvalue()
    assert "[red]b.png: it is empty" in text and "2/3" in text and "ending" in text
    assert "a.png ->" not in text


def test_nothing_in_a_name_steers_the_terminal() -> None:
    said = sentence(result("\x1b[31m\n\xff.png"))
    assert said == "\\x1b[31m\\n\\udcff.png -> x.png  1.2 s"


def test_what_is_to_be_said_of_a_picture_is_said() -> None:
    assert sentence(result("a.png", notices=("no-subject",))).endswith(f"({words.NOTICES['no-subject']})")


def test_every_notice_has_its_sentence() -> None:
    types = (WEB / "engine" / "types.js").read_text()
    (page,) = re.findall(r"@typedef \{([^}]+)\} NoticeCode", types)
    # What only happens to pages: lack of memory, and smaller files. A network of one's own that fails is told by the
    # command with its error.
    here = set(words.NOTICES) - {"network-failed"}
    assert set(re.findall(r'"([\w-]+)"', page)) - {"lighter", "not-smaller", "own-failed"} == here


def test_every_tip_has_its_sentence() -> None:
    assert words.tip("small", {"side": 9, "least": 1500}).startswith("its short side has 9 pixels; below 1500")
    assert "its top and left" in words.tip("cut-by-frame", {"sides": ["top", "left"]})
    assert words.count(1234, "picture") == "1 234 pictures" and words.count(1, "picture") == "1 picture"
