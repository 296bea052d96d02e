"""The browsers that tests drive."""

import os
import shutil
from pathlib import Path

from .here import SetupError, run, say

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str:
    """The browser for the tests; installed through apt where there is none and apt may be used."""
    for name in (os.environ.get("CHROMIUM"), *BROWSERS):
        if name and (found := shutil.which(name)):
            return found
    if apt_install("chromium"):
        return find_chromium()
    raise SetupError("No Chromium or Chrome was found. Install one, or name it in the variable CHROMIUM.")


def apt_install(*packages: str) -> bool:
    """Debian's packages, where apt may be used."""
    if not shutil.which("apt-get") or os.name != "posix" or os.geteuid():
        return False
    say(f"browser: installing Debian's {', '.join(packages)}")
    run(["apt-get", "update", "-qq"])
    run(["apt-get", "install", "-y", "-qq", *packages])
    return True


def minibrowser() -> Path | None:
    """WebKitGTK's small browser, which its driver starts."""
    return next(Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser"), None)


def other_engines() -> list[str]:
    """Which of the engines beside Chromium can be driven here."""
    webkit = minibrowser() and shutil.which("WebKitWebDriver") and shutil.which("Xvfb")
    firefox = shutil.which("firefox-esr")
    return [*(["Firefox", "Firefox, resisting"] if firefox else []), *(["WebKit"] if webkit else [])]
