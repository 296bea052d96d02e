"""What is told while pictures are cut: a bar on a terminal, lines elsewhere, JSON where that is wanted."""

import os
import sys
from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.text import Text

from ..catalogue.batch import Tally
from ..catalogue.inputs import Listing
from ..catalogue.plan import Plan
from ..catalogue.work import Result
from . import words


def any_terminal() -> None:
    """Nothing that a terminal cannot show ends the command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


class Show(Protocol):
    """Who is told."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def result(self, result: Result) -> None:
        """A picture is done, or has failed."""

    def note(self, text: str) -> None:
        """Something else is to be said."""


def show(total: int | None, *, json: bool) -> Show:
    """Choose one. total: pictures; None where nobody knows."""
    if json:
        return Json()
    console = Console(stderr=True)
    return Bar(console, total) if console.is_terminal and total != 1 else Lines()


class Json:
    """A line of JSON for each picture, as a manifest has it, on the standard output; notes go to the other."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def result(self, result: Result) -> None:
        print(result.line.to_json(), flush=True)

    def note(self, text: str) -> None:
        print(words.printable(text), file=sys.stderr)


class Lines:
    """A line for each picture; failures go to the standard error output."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def result(self, result: Result) -> None:
        text = sentence(result)
        print(text, file=sys.stdout if result.line.status == "ok" else sys.stderr, flush=True)

    def note(self, text: str) -> None:
        print(words.printable(text), file=sys.stderr, flush=True)


@dataclass(slots=True)
class Bar:
    """A bar with the time that is left; above it what has failed or is to be said of a picture."""

    console: Console
    total: int | None
    _progress: Progress = field(init=False)
    _task: TaskID = field(init=False)

    def __enter__(self) -> Self:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._progress = Progress(*columns, console=self.console)
        self._progress.start()
        self._task = self._progress.add_task("pictures", total=self.total)
        return self

    def __exit__(self, *error: object) -> None:
        self._progress.stop()

    def result(self, result: Result) -> None:
        if result.line.status == "failed":
            self.console.print(Text(sentence(result), "red"))
        elif result.line.notices:
            self.console.print(Text(sentence(result)))
        self._progress.advance(self._task)

    def note(self, text: str) -> None:
        self.console.print(Text(words.printable(text), "yellow"))


def sentence(result: Result) -> str:
    """What became of a picture."""
    line, source = result.line, words.printable(os.fspath(result.job.source))
    if line.status == "failed":
        return f"{source}: {words.printable(line.error or '')}"
    remarks = f"  ({words.notices(line.notices)})" if line.notices else ""
    return f"{source} -> {words.printable(os.fspath(result.job.target))}  {(line.ms or 0) / 1000:.1f} s{remarks}"


def summary(tally: Tally, plan: Plan, listing: Listing) -> str:
    """What came of a batch, in a few lines."""
    parts = [f"{words.count(tally.ok, 'picture')} cut in {tally.seconds:.1f} s"]
    if tally.failed:
        parts.append(f"{tally.failed} failed")
    if plan.done:
        parts.append(f"{plan.done} done before")
    if plan.elsewhere:
        parts.append(f"{plan.elsewhere} of other shards")
    lines = [", ".join(parts)]
    if listing.skipped:
        kinds = ", ".join(f"{number} {words.SKIPPED[kind]}" for kind, number in sorted(listing.skipped.items()))
        lines.append(f"left out: {kinds}")
    if tally.stopped:
        lines.append(f"ended early: {words.printable(tally.stopped)}")
    return "\n".join(lines)
