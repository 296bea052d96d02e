"""A catalogue natively, beside rembg with the full ISNet and @imgly/background-removal-node: pictures a second, memory.

    python3 build.py bench catalogue --data DIR [--pictures N] [--runs NAME …] [--out DIR] [--json FILE]

The pictures are the first N of those that have a truth, taken from each subset in turn. Every run is a process of its
own; its rate counts from its start to its end, its warm rate from the end of the first picture. Memory is the resident
set of the process with its children, sampled while it runs: after a tenth of the pictures (the 20th of 200), and in the
end. With --out the results stay, laid out for score.py, which is asked where it lies beside the pictures.

Runs: `1x1`, `2x1`, `1x2` are `mattebox batch` by workers × threads; `ray` is `2x1` with --engine ray, one of whose two
workers is killed when half is done: that each picture has its one result and line, and that there is nothing else, is
then checked (Linux). `rembg` (its session dis_custom) and `imgly` are installed into a temporary folder, and have as
many threads as there are cores, but for `rembg-1`, which has one.
"""

import argparse
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import chain, zip_longest
from pathlib import Path

from accuracy import SUBSETS, pictures

from catalogues import check_manifest
from model import catalog
from model.fetch import fetch
from tools.here import CACHE, ROOT, run
from tools.site import MODELS

REMBG = ("rembg==2.0.86", "onnxruntime==1.31.1")
# Of networks it takes only those that lie there.
FROM_HERE = {"U2NET_HOME": str(CACHE)}
# Its own sharp has its program fetched from elsewhere; this one brings it as a package.
IMGLY = {"dependencies": {"@imgly/background-removal-node": "1.4.5"}, "overrides": {"sharp": "0.33.5"}}
# Seconds between two looks at a process's memory.
BEAT = 0.1

REMBG_SCRIPT = """
import pathlib, sys
from rembg import new_session, remove
source, out, model = map(pathlib.Path, sys.argv[1:])
session = new_session("dis_custom", model_path=str(model))
for path in sorted(source.iterdir()):
    (out / f"{path.stem}.png").write_bytes(remove(path.read_bytes(), session=session))
"""

IMGLY_SCRIPT = """
import { readdirSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { removeBackground } from "@imgly/background-removal-node";
const [source, out] = process.argv.slice(2);
const publicPath = new URL("node_modules/@imgly/background-removal-node/dist/", import.meta.url).href;
for (const name of readdirSync(source).sort()) {
  const result = await removeBackground(pathToFileURL(`${source}/${name}`).href, { model: "medium", publicPath });
  writeFileSync(`${out}/${name.replace(/[.][^.]*$/, "")}.png`, Buffer.from(await result.arrayBuffer()));
}
"""


@dataclass(slots=True)
class Figures:
    """What a run came to: pictures, seconds in all and of all but the first, and bytes of memory."""

    pictures: int = 0
    seconds: float = 0.0
    warm_seconds: float = 0.0
    early_memory: int = 0
    late_memory: int = 0
    peak_memory: int = 0
    memory: list[tuple[int, int]] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return self.pictures / self.seconds

    @property
    def warm_rate(self) -> float:
        return (self.pictures - 1) / self.warm_seconds if self.warm_seconds else 0.0


def measured(
    command: Sequence[str | Path], out: Path, count: int, environment: dict[str, str], victim: bytes | None = None
) -> Figures:
    """Run a program that writes so many PNGs into a folder.

    Args:
        victim: in the command line of processes one of which is killed when half is done.
    """
    figures = Figures()
    begun = time.perf_counter()
    process = subprocess.Popen(list(map(str, command)), env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
    ended = threading.Event()
    seen: dict[int, float] = {}
    killed: list[int] = []

    def look() -> None:
        while not ended.wait(BEAT):
            done = sum(1 for path in out.rglob("*.png") if not path.name.startswith("."))
            seen.setdefault(done, time.perf_counter())
            figures.memory.append((done, resident(process.pid)))
            if victim is not None and not killed and done >= count // 2:
                killed.append(named(victim, process.pid))
                os.kill(killed[0], signal.SIGKILL)

    watcher = threading.Thread(target=look)
    watcher.start()
    status = process.wait()
    figures.seconds = time.perf_counter() - begun
    ended.set()
    watcher.join()
    if victim is not None:
        print(f"process {killed} was killed when half was done")
    if status:
        raise SystemExit(f"{command[0]} ended with {status}")
    figures.pictures = sum(1 for _ in out.rglob("*.png"))
    if figures.pictures != count:
        raise SystemExit(f"{command[0]} has made {figures.pictures} of {count} results")
    first = min((at for done, at in seen.items() if done >= 1), default=begun)
    figures.warm_seconds = begun + figures.seconds - first
    early = [size for done, size in figures.memory if count // 10 <= done < count // 10 + max(1, count // 10)]
    late = [size for done, size in figures.memory if count - max(1, count // 10) <= done < count]
    figures.early_memory, figures.late_memory = max(early, default=0), max(late, default=0)
    figures.peak_memory = max((size for _, size in figures.memory), default=0)
    return figures


def family(pid: int) -> Iterator[Path]:
    """Where the system tells of a process and its descendants (Linux)."""
    waiting = [pid]
    while waiting:
        here = Path("/proc") / str(waiting.pop())
        with contextlib.suppress(OSError):  # it has just ended
            for task in (here / "task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
            yield here


def resident(pid: int) -> int:
    """Bytes of memory that a process and its descendants hold."""
    total = 0
    for each in family(pid):
        with contextlib.suppress(OSError):
            total += int((each / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return total


def named(what: bytes, pid: int) -> int:
    """The first descendant in whose command line something stands."""
    return next(int(each.name) for each in family(pid) if what in (each / "cmdline").read_bytes())


def mattebox(workers: int, threads: int, engine: str = "local") -> Callable[[Path, Path, Path], Sequence[str | Path]]:
    def command(source: Path, out: Path, _: Path) -> Sequence[str | Path]:
        size = ["--workers", str(workers), "--threads", str(threads), "--engine", engine]
        words = ["batch", source, "--out", out, "--name", "{name}", "--model", MODELS, *size]
        return [sys.executable, "-m", "mattebox.cli", *words]

    return command


def rembg(source: Path, out: Path, folder: Path) -> Sequence[str | Path]:
    python = folder / "rembg" / "bin" / "python"
    if not python.exists():
        run([sys.executable, "-m", "venv", folder / "rembg"])
        run([python, "-m", "pip", "--quiet", "--disable-pip-version-check", "install", *REMBG])
    script = folder / "rembg.py.txt"
    script.write_text(REMBG_SCRIPT)
    return [python, script, source, out, fetch("isnet", catalog.load()["isnet"].source, CACHE)]


def imgly(source: Path, out: Path, folder: Path) -> Sequence[str | Path]:
    home = folder / "imgly"
    if not home.exists():
        home.mkdir()
        (home / "package.json").write_text(json.dumps({"private": True, **IMGLY}))
        options = ["--cache", CACHE / "npm", "--ignore-scripts", "--no-audit", "--no-fund"]
        run([shutil.which("npm") or "npm", "install", *options], cwd=home)
    script = home / "cut.mjs"
    script.write_text(IMGLY_SCRIPT)
    return [shutil.which("node") or "node", script, source, out]


RUNS: dict[str, tuple[Callable[[Path, Path, Path], Sequence[str | Path]], dict[str, str]]] = {
    "1x1": (mattebox(1, 1), {}),
    "2x1": (mattebox(2, 1), {}),
    "1x2": (mattebox(1, 2), {}),
    "ray": (mattebox(2, 1, "ray"), {}),
    "rembg-1": (rembg, {"OMP_NUM_THREADS": "1", **FROM_HERE}),
    "rembg": (rembg, {"OMP_NUM_THREADS": str(os.cpu_count() or 1), **FROM_HERE}),
    "imgly": (imgly, {}),
}


def chosen(data: Path, count: int) -> list[tuple[str, str, Path]]:
    """(subset, name, photo), from each subset in turn."""
    each = [[(subset, *found) for found in pictures(data / subset)] for subset in SUBSETS]
    return [found for found in chain.from_iterable(zip_longest(*each)) if found is not None][:count]


def keep(out: Path, taken: list[tuple[str, str, Path]], results: Path) -> None:
    """As score.py wants them."""
    for index, (subset, name, _) in enumerate(taken):
        target = out / subset / f"{name}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(results / f"{index:04}.png", target)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "eval")
    parser.add_argument("--pictures", type=int, default=200)
    parser.add_argument("--runs", nargs="*", choices=tuple(RUNS), default=tuple(RUNS))
    parser.add_argument("--out", type=Path)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    taken = chosen(given.data, given.pictures)
    if not taken:
        parser.error(f"{given.data} holds no pictures with a truth")
    told: dict[str, Figures] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "in"
        source.mkdir()
        for index, (_, _, photo) in enumerate(taken):
            shutil.copyfile(photo, source / f"{index:04}{photo.suffix}")
        for label in given.runs:
            build, environment = RUNS[label]
            out = folder / label
            out.mkdir()
            command = build(source, out, folder)
            victim = b"MapWorker" if label == "ray" else None
            told[label] = figures = measured(command, out, len(taken), environment, victim)
            show(label, figures)
            if (out / "manifest.jsonl").exists():
                check_manifest(out / "manifest.jsonl", out, source, len(taken))
            if given.out:
                keep(given.out / label, taken, out)
                score(given.data, given.out / label)
    if given.json:
        given.json.write_text(json.dumps({label: asdict(figures) for label, figures in told.items()}))


def show(label: str, figures: Figures) -> None:
    memory = " → ".join(f"{size / 1e6:.0f}" for size in (figures.early_memory, figures.late_memory))
    rates = f"{figures.rate:6.3f} pictures/s ({figures.warm_rate:6.3f} warm)"
    print(
        f"{label:8} {figures.pictures} in {figures.seconds:7.1f} s  {rates}  {memory} MB, "
        f"peak {figures.peak_memory / 1e6:.0f}"
    )


def score(data: Path, results: Path) -> None:
    script = data / "score.py"
    if script.exists():
        subprocess.run([sys.executable, script, results], check=True)


if __name__ == "__main__":
    main()
