"""The message files: each language has all the words, and its own."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tools.here import WEB
from visitor import Visitor

LANGUAGES = sorted({path.stem for path in (WEB / "app" / "messages").glob("*.js")} - {"format", "index"})
OTHERS = [language for language in LANGUAGES if language != "en"]

# Every leaf by its path: the text of a string, the source of a function and how many values it takes.
LEAVES = """async (language) => {
  const { messages } = await import(`./app/messages/${language}.js`);
  const leaves = {};
  const walk = (value, path) => {
    if (typeof value === "function") leaves[path] = { source: value.toString(), takes: value.length };
    else if (typeof value === "object") for (const [key, inner] of Object.entries(value)) walk(inner, `${path}.${key}`);
    else leaves[path] = { text: value };
  };
  walk(messages, "");
  return leaves;
}"""

SPOKEN = """async (language) => {
  const { messages } = await import(`./app/messages/${language}.js`);
  const { feather, shift } = messages.edgeSliders;
  return {
    pixels: [0, 1, 1.5, 2, 5].map((px) => feather.spoken(px)),
    shift: [feather.written(2.5), shift.spoken(-2)],
    tips: [1, 2].map(messages.tips),
    size: messages.firstVisit(36e6),
    time: messages.status.edited(2345, 640, 480, 1.2e6),
    share: messages.edgeSliders.contrast.written(0.5),
    list: messages.tip({ code: "cut-by-frame", values: { sides: ["top", "left"] } }),
  };
}"""

PICK = """async (cases) => {
  const { pickLanguage } = await import("./app/messages/index.js");
  return cases.map(([chosen, wanted]) => pickLanguage(chosen, wanted));
}"""

# What a language writes as English does, and means it.
KEYS_OF_KEYBOARDS = {".keys.Control", ".keys.Shift", ".keys.Escape"}
NAMES = {"PNG", "WebP", "JPEG", "TIFF"}
ALIKE = {
    "de": {
        *(".labels.edgeAuto", ".labels.zoom", ".labels.fixLasso", ".labels.presetName", ".labels.format"),
        *(".modes.standard", ".presets.sticker", ".keys.Escape", ".originalOf"),
    },
    "es": {".labels.edgeAuto", ".labels.zoom", ".gestures.0.1", ".originalOf", *KEYS_OF_KEYBOARDS},
    "fr": {
        *(".labels.edgeAuto", ".labels.zoom", ".labels.mode", ".labels.fixLasso", ".labels.brushLoupe"),
        *(".labels.angle", ".labels.shadowAngle", ".labels.shadowDistance", ".labels.format"),
        *(".samples.Portrait", ".keys.Control", ".batch.pause"),
    },
    "ja": KEYS_OF_KEYBOARDS,
    "zh-Hans": KEYS_OF_KEYBOARDS,
}


@pytest.fixture(scope="module")
def blank(regular: Visitor) -> Iterator[Page]:
    """A document of the site without the page."""
    regular.forgive("favicon.ico")
    page = regular.context.new_page()
    page.goto(regular.host.url + "manifest.webmanifest")
    yield page
    page.close()


def test_the_picker_lists_what_there_is(blank: Page) -> None:
    listed = blank.evaluate("async () => Object.keys((await import('./app/messages/index.js')).LANGUAGES)")
    assert sorted(listed) == LANGUAGES and len(LANGUAGES) >= 6


@pytest.mark.parametrize("language", OTHERS)
def test_no_key_is_missing_and_none_too_much(blank: Page, language: str) -> None:
    english, own = blank.evaluate(LEAVES, "en"), blank.evaluate(LEAVES, language)
    assert own.keys() == english.keys()
    assert len(own) > 150
    for path, leaf in own.items():
        assert leaf.get("text", leaf.get("source")), path
        assert leaf.get("takes") == english[path].get("takes"), path


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_left_in_english_by_accident(blank: Page, language: str) -> None:
    english, own = blank.evaluate(LEAVES, "en"), blank.evaluate(LEAVES, language)
    texts = {path for path, leaf in own.items() if "text" in leaf and leaf["text"] == english[path]["text"]}
    texts -= {path for path in texts if own[path]["text"] in NAMES}
    assert texts - {".direction"} <= ALIKE[language]
    functions = {path for path, leaf in own.items() if "source" in leaf and leaf == english[path] and words(leaf)}
    assert functions <= ALIKE[language]


def words(leaf: dict[str, str]) -> list[str]:
    """What a function says in words: units have one or two letters, and a single small word is a code."""
    literals = re.findall(r'"[^"]*"|`[^`]*`', leaf["source"])
    said = [re.sub(r"\$\{[^}]*\}", "", text) for text in literals if not re.fullmatch('"[a-z-]+"', text)]
    return re.findall(r"[A-Za-z]{3,}", " ".join(said))


def test_numbers_and_plurals_are_each_languages_own(blank: Page) -> None:
    said = {language: blank.evaluate(SPOKEN, language) for language in LANGUAGES}
    assert said["en"]["pixels"] == ["0 pixels", "1 pixel", "1.5 pixels", "2 pixels", "5 pixels"]
    assert said["de"]["pixels"] == ["0 Pixel", "1 Pixel", "1,5 Pixel", "2 Pixel", "5 Pixel"]
    assert said["es"]["pixels"] == ["0 píxeles", "1 píxel", "1,5 píxeles", "2 píxeles", "5 píxeles"]
    assert said["fr"]["pixels"] == ["0 pixel", "1 pixel", "1,5 pixel", "2 pixels", "5 pixels"]  # up to two is one
    assert said["de"]["tips"] == ["1 Tipp", "2 Tipps"] and said["ja"]["tips"] == ["ヒント 1 件", "ヒント 2 件"]
    assert said["de"]["shift"] == ["2,5 px", "2 Pixel nach innen"]
    assert [" ".join(said[language]["share"].split()) for language in ("de", "fr", "ja")] == ["50 %", "50 %", "50%"]
    assert "36 Mo" in " ".join(said["fr"]["size"].split()) and "36 MB" in said["en"]["size"]
    assert "2,3 s" in said["es"]["time"] and "2.3 秒" in said["ja"]["time"]
    for language, words in {
        "en": "at the top and on the left",
        "de": "oben und links",
        "fr": "en haut et à gauche",
    }.items():
        assert words in said[language]["list"]


def test_the_language_is_what_was_chosen_or_the_first_that_there_is(blank: Page) -> None:
    cases = {
        "de": (None, ["de-CH", "fr"]),
        "fr": (None, ["pt-BR", "fr-CA", "en"]),
        "ja": ("ja", ["de"]),
        "zh-Hans": (None, ["zh-CN"]),
        "en": (None, ["zh-TW", "en-GB", "de"]),  # traditional characters are another script
        "es": ("klingon", ["es-419"]),
    }
    assert blank.evaluate(PICK, list(cases.values())) == list(cases)
    assert blank.evaluate(PICK, [(None, []), (None, ["pt"]), ({"en": 1}, ["nb"])]) == ["en"] * 3
    assert blank.evaluate(PICK, [(None, ["C"]), (None, ["C", "fr"])]) == ["en", "fr"]  # a system's word, no tag
    assert blank.evaluate(PICK, [(None, ["zh"]), (None, ["zh-SG"]), (None, ["zh-Hant-HK", "ja-JP"])]) == [
        "zh-Hans",
        "zh-Hans",
        "ja",
    ]
