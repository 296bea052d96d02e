"""What works in Chromium, Firefox and WebKit, each driven through the same journey with a fresh profile.

    python3 build.py bench engines [--only ENGINE…]

Debian's firefox-esr, webkit2gtk-driver and xvfb are installed where they are missing. A step that fails is told and the
rest goes on; the exit status is 1 if any did. What a browser lacks is no failure: the second table shows that.
"""

import argparse
import os
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import journey
from native_cut import NativeCut
from static_host import StaticHost, serving
from tabs import ENGINES, Tab
from tools import samples
from tools.browsers import apt_install, other_engines
from tools.here import SetupError
from tools.site import MODELS

MOST_LEVELS = 2.0

THREADS = """async () => {
  const { sharesMemory } = await import(new URL("engine/shared/capabilities.js", location.href).href);
  return sharesMemory();
}"""

# By what they are called in the table. Each is an expression, in a page with all headers.
FEATURES = {
    "isolated": "crossOriginIsolated",
    "SharedArrayBuffer": "typeof SharedArrayBuffer === 'function'",
    "service worker": "Boolean(navigator.serviceWorker?.controller)",
    "Web Locks": "'locks' in navigator",
    "BroadcastChannel": "'BroadcastChannel' in globalThis",
    "dialog, inert": "'showModal' in HTMLDialogElement.prototype && 'inert' in HTMLElement.prototype",
    "CSS contain": "CSS.supports('contain', 'strict')",
    "WebGPU": "'gpu' in navigator && navigator.gpu.requestAdapter().then(Boolean)",
    "JSPI": "'Suspending' in WebAssembly",
    "private files, writable": "'createWritable' in (globalThis.FileSystemFileHandle?.prototype ?? {})",
    "folder to save into": "'showDirectoryPicker' in globalThis",
    "archive straight to disk": "'showSaveFilePicker' in globalThis",
    "folder to open": "'webkitdirectory' in HTMLInputElement.prototype",
    "EyeDropper": "'EyeDropper' in globalThis",
    "copy a picture": "'write' in (navigator.clipboard ?? {}) && 'ClipboardItem' in globalThis",
    "opens files of the system": "'launchQueue' in globalThis",
    "offers to be installed": "'onbeforeinstallprompt' in globalThis",
    "tells free space": "navigator.storage?.estimate?.().then(({ quota }) => quota > 0) ?? false",
    "tells long tasks": "(PerformanceObserver.supportedEntryTypes ?? []).includes('longtask')",
    "measures memory": "'measureUserAgentSpecificMemory' in performance",
    "ImageDecoder": "'ImageDecoder' in globalThis",
    "WebP by canvas": """(() => {
      const canvas = new OffscreenCanvas(1, 1);
      canvas.getContext("2d");
      return canvas.convertToBlob({ type: "image/webp" }).then(({ type }) => type === "image/webp");
    })()""",
}


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="build.py bench engines", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="+", choices=list(ENGINES), default=list(ENGINES), metavar="ENGINE")
    given = parser.parse_args()
    try:
        if set(given.only) - {"Chromium"} - set(other_engines()):
            apt_install("firefox-esr", "webkit2gtk-driver", "xvfb")
        outcomes = {name: Journey(name).run() for name in given.only}
    except SetupError as error:
        raise SystemExit(f"error: {error}") from error
    show(outcomes)
    raise SystemExit(any(said.startswith("FAILED") for steps in outcomes.values() for said in steps.values()))


class Journey:
    """One engine's, step by step."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.said: dict[str, str] = {}

    def run(self) -> dict[str, str]:
        photos = list(samples.photos().values())
        print(f"{self.name}:", flush=True)
        with serving() as host, ENGINES[self.name](host) as tab, NativeCut(MODELS) as native:
            self.say("version", tab.version)
            self.step("starts", lambda: self.starts(tab, host))
            for photo in photos:
                self.step(photo.stem.split("-")[0], lambda photo=photo: self.agrees(tab, photo, native))
            self.step("offline", lambda: self.offline(tab, host, photos[1]))
            for word, expression in FEATURES.items():
                self.say(word, "yes" if tab.run(f"async () => Boolean(await ({expression}))") else "–")
            self.step("batch, left and found again", lambda: journey.batch(tab, host, photos))
            self.step("engine alone", lambda: journey.engine_alone(tab, host, photos[1]))
            self.step("formats", lambda: ", ".join(journey.formats(tab)))
            self.step("finishing", lambda: journey.finished(tab))
            self.step("fixing", lambda: journey.fixed(tab))
            self.step("nothing asked elsewhere", lambda: self.private(host))
        return self.said

    def say(self, step: str, what: str) -> None:
        self.said[step] = what
        print(f"  {step:34}{what}", flush=True)

    def step(self, name: str, act: Callable[[], str | None]) -> None:
        began = time.monotonic()
        try:
            self.say(name, act() or f"yes, {time.monotonic() - began:.0f} s")
        except Exception as error:  # the other steps go on
            traceback.print_exc(limit=-2)
            self.say(name, f"FAILED: {str(error)[:200]}")

    def starts(self, tab: Tab, host: StaticHost) -> str:
        began = time.monotonic()
        journey.opened(tab, host)
        shared = "threads" if tab.run(THREADS) else "one thread"
        return f"{shared}, {time.monotonic() - began:.0f} s"

    def agrees(self, tab: Tab, photo: Path, native: NativeCut) -> str:
        result = journey.cut(tab, photo)
        levels = journey.difference(result, photo, native)
        assert levels <= MOST_LEVELS, f"|Δα| {levels:.4f}/255"
        threads, seconds = result["info"]["threads"], result["timings"]["total"] / 1000
        return f"|Δα| {levels:.4f}/255, {threads} threads, {seconds:.0f} s"

    def offline(self, tab: Tab, host: StaticHost, photo: Path) -> None:
        online = journey.cut(tab, photo)["data"]
        assert journey.without_network(tab, host, photo)["data"] == online, "another cut-out than online"

    def private(self, host: StaticHost) -> str:
        asked = journey.foreign(host)
        assert not asked, asked
        home = journey.calls_home(host)
        return f"{len(host.addresses)} requests" + (f"; the browser by itself: {', '.join(home)}" if home else "")


def show(outcomes: dict[str, dict[str, str]]) -> None:
    print(f"\n{os.cpu_count()} cores\n{'':34}" + "".join(f"{name:36}" for name in outcomes))
    for step in next(iter(outcomes.values())):
        print(f"{step:34}" + "".join(f"{said.get(step, ''):36}" for said in outcomes.values()))


if __name__ == "__main__":
    main()
