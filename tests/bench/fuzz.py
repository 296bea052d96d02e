"""A coverage-guided fuzzer (atheris) on the Python entry points, in as many processes as there are cores.

    python3 build.py bench fuzz [--minutes M] [--targets NAME ...] [--found DIR]

Each target of tests/support/fuzz_targets.py begins with the seeds in tests/data/seeds and what the fuzzer found worth
keeping before, and runs for M minutes (default 20). Prints how often each ran and what broke; that is written to DIR
(default build/fuzz/found) as TARGET-HASH. One of those that is mended belongs into tests/data/seeds/TARGET.
"""

import argparse
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from fuzz_targets import TARGETS
from tools import here
from tools.here import ROOT

ATHERIS = "atheris==3.0.0"
WORK = ROOT / "build" / "fuzz"
SEEDS = ROOT / "tests" / "data" / "seeds"
LONGEST_INPUT = 20_000
# Seconds that a single input may take, and megabytes.
PATIENCE_S = 30
MEMORY_MB = 3000


class Outcome(NamedTuple):
    target: str
    runs: int
    found: list[str]


def main() -> None:
    if len(sys.argv) > 2 and sys.argv[1] == "--inside":
        inside(sys.argv[2], sys.argv[3:])
    parser = argparse.ArgumentParser(prog="build.py bench fuzz", description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--targets", nargs="+", choices=list(TARGETS), default=list(TARGETS), metavar="NAME")
    parser.add_argument("--found", type=Path, default=WORK / "found", metavar="DIR")
    given = parser.parse_args()
    here.run([sys.executable, "-m", "pip", "install", "-q", "--upgrade", "--target", WORK / "packages", ATHERIS])
    given.found.mkdir(parents=True, exist_ok=True)
    print(f"{len(given.targets)} targets, {given.minutes:g} minutes each, {os.cpu_count()} cores")
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for target, runs, found in pool.map(lambda target: fuzzed(target, given.minutes, given.found), given.targets):
            print(f"{target:12} {runs:9} runs  {', '.join(found) or 'nothing broke'}", flush=True)


def fuzzed(target: str, minutes: float, folder: Path) -> Outcome:
    """Again and again until the time is over: libFuzzer ends with the first input that breaks something."""
    corpus, seeds = WORK / "corpus" / target, SEEDS / target
    corpus.mkdir(parents=True, exist_ok=True)
    left, runs = minutes * 60, 0
    before = set(folder.glob(f"{target}-*"))
    while left > 1:
        command = [sys.executable, __file__, "--inside", target, corpus, *([seeds] if seeds.is_dir() else [])]
        options = [
            f"-max_total_time={int(left)}",
            f"-max_len={LONGEST_INPUT}",
            f"-timeout={PATIENCE_S}",
            f"-rss_limit_mb={MEMORY_MB}",
            f"-artifact_prefix={folder}/{target}-",
            "-print_final_stats=1",
        ]
        log = WORK / f"{target}.log"
        with log.open("ab") as file:
            start = os.times().elapsed
            code = subprocess.run([*map(str, command), *options], stdout=file, stderr=file).returncode
        took = os.times().elapsed - start
        told = log.read_text(errors="replace")
        counts = re.findall(r"stat::number_of_executed_units: (\d+)", told)
        runs += int(counts[-1]) if counts else 0
        left -= max(took, 1)
        if code == 0:
            break
    found = sorted(path.name for path in set(folder.glob(f"{target}-*")) - before)
    return Outcome(target, runs, found)


def inside(target: str, arguments: list[str]) -> None:
    """One process that fuzzes one target; does not return."""
    sys.path.insert(0, str(WORK / "packages"))
    import atheris

    atheris.instrument_all() if target != "tensors" else None
    run = TARGETS[target]
    atheris.Setup([sys.argv[0], *arguments], run)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
