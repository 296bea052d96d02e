"""What results are called: each name once, and as every system takes it.

As the page names the files of a ZIP: web/app/batch/paths.js and web/app/save/filename.js.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

TEMPLATE = "{name}-cutout"

ENDINGS: Mapping[str, str] = {
    "png": ".png",
    "png8": ".png",
    "webp": ".webp",
    "jpeg": ".jpg",
    "mask": ".png",
    "tiff": ".tif",
}

# Bytes of a name: file systems take 255, the ending and a number need some.
_LONGEST = 200

# Not allowed on one system or another; control characters and what is no text (surrogates) besides.
_FORBIDDEN = re.compile(r"[\\/:*?\"<>|\x00-\x1f\x7f-\x9f\ud800-\udfff]")

# Devices of Windows, with any ending; "con .txt" is one, too.
_RESERVED = re.compile(r"^(con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?=\s*(\.|$))", re.IGNORECASE)


def clean_part(text: str, otherwise: str) -> str:
    """A file's or folder's name as every system takes it; `otherwise` where nothing is left."""
    text = _FORBIDDEN.sub("-", unicodedata.normalize("NFC", text))
    text = re.sub(r"\s+", " ", text).strip(". ")
    text = _RESERVED.sub(r"\1_", text) or otherwise
    while len(text.encode()) > _LONGEST:
        text = text[:-1]
    return text.rstrip(". ")


def file_name(source: str, kind: str, template: str = TEMPLATE) -> str:
    """IMG_1234.jpg → IMG_1234-cutout.png. source: a file's name; kind: a format, see `Output`."""
    stem = re.sub(r"\.[^./\\]{1,5}$", "", source).strip() or "picture"
    mask = "-mask" if kind == "mask" else ""
    return clean_part(template.replace("{name}", stem), "picture") + mask + ENDINGS[kind]


def folded(path: str) -> str:
    """Equal for paths that are one file where capitals are not told apart, nor ways to write an accent."""
    return unicodedata.normalize("NFC", path).upper().lower()


class Names:
    """Names for files in and below a folder, none of them twice.

    Args:
        taken: paths that no result gets, relative to the folder.
        beside: results lie beside their sources, whose folders have the names that they have.
    """

    def __init__(self, taken: Iterable[str] = (), *, beside: bool = False) -> None:
        self._taken = {folded(path) for path in taken}
        self._beside = beside
        self._folders: dict[str, str] = {".": ""}

    def keep(self, source: str, path: str) -> None:
        """A result that has its name already, and its folders theirs. source: the picture's own path."""
        parts = path.split("/")
        for count, folder in enumerate(_folders(source), 1):
            self._folders.setdefault(folder, "/".join(parts[:count]) + "/")
            self._taken.add(folded("/".join(parts[:count])))
        self._taken.add(folded(path))

    def place(self, source: str, name: str) -> str:
        """A free path for a result: in the folder of its source, cleaned. Both paths with forward slashes."""
        at = ""
        for folder in _folders(source):
            if self._beside:
                self._folders[folder] = folder + "/"
            elif folder not in self._folders:
                own = clean_part(PurePosixPath(folder).name, "folder")
                self._folders[folder] = self._free(at, own, "") + "/"
            at = self._folders[folder]
        dot = name.rindex(".")
        return self._free(at, name[:dot], name[dot:])

    def _free(self, at: str, stem: str, ending: str) -> str:
        path, count = f"{at}{stem}{ending}", 2
        while folded(path) in self._taken:
            path, count = f"{at}{stem}-{count}{ending}", count + 1
        self._taken.add(folded(path))
        return path


def still_is(path: str, name: str) -> bool:
    """Whether a result's path ends in this name, or in the name with the number that made it the only one."""
    dot = name.rindex(".")
    return re.fullmatch(re.escape(name[:dot]) + r"(-\d+)?" + re.escape(name[dot:]), path.rpartition("/")[2]) is not None


def _folders(source: str) -> list[str]:
    """a/b/c.jpg → a, a/b"""
    return [each.as_posix() for each in reversed(PurePosixPath(source).parents)][1:]


def result_names(template: str) -> re.Pattern[str] | None:
    """Matches names of results, with the group ``name`` for what they were made of; None where all names could be."""
    before, word, after = template.partition("{name}")
    if not word or not before + after:
        return None
    endings = "|".join(sorted({re.escape(ending) for ending in ENDINGS.values()}))
    return re.compile(rf"{re.escape(before)}(?P<name>.*){re.escape(after)}(-mask)?(-\d+)?({endings})", re.DOTALL)
