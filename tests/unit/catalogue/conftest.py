"""A catalogue of small pictures, the command, and networks that answer at once."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from catalogues import Run
from mattebox import cli
from tools.here import ROOT
from toy_networks import put_toys


@pytest.fixture(scope="session")
def toys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put_toys(tmp_path_factory.mktemp("toys"))


@pytest.fixture
def run(toys: Path) -> Run:
    """The command in this process, but for the processes that it starts; returns its exit status."""

    def run(command: str, *words: object) -> int:
        return cli.main([command, "--model", str(toys), *map(os.fspath, map(_text, words))])

    return run


def _text(word: object) -> str | os.PathLike[str]:
    return word if isinstance(word, os.PathLike) else str(word)


@pytest.fixture
def start(toys: Path) -> Iterator[Callable[..., "subprocess.Popen[bytes]"]]:
    """The command in a process of its own."""
    started = []

    def start(command: str, *words: object, stdin: int | None = None, **environment: str) -> "subprocess.Popen[bytes]":
        paths = os.pathsep.join([str(ROOT / "py"), str(ROOT / "tests" / "support")])
        process = subprocess.Popen(
            [sys.executable, "-m", "mattebox.cli", command, "--model", str(toys), *map(str, words)],
            env={**os.environ, "PYTHONPATH": paths, **environment},
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,  # a group of its own, which can be sent signals
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()
