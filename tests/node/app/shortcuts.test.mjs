/** Keys work on the keyboards of the world: by what they write, else by where they are. */
import "../support/browser.mjs";

import assert from "node:assert/strict";
import test from "node:test";

import { meantKey } from "../../../web/app/ui/keys.js";
import { shortcutOf, SHORTCUTS } from "../../../web/app/ui/shortcuts.js";

/** As a browser tells of it: "Control", "Shift", "Alt", "Meta", "AltGraph" are held. */
const pressed = (key, code, ...held) => ({
  key,
  code,
  ctrlKey: held.includes("Control"),
  shiftKey: held.includes("Shift"),
  altKey: held.includes("Alt"),
  metaKey: held.includes("Meta"),
  getModifierState: (name) => held.includes(name),
});
const does = (...of) => shortcutOf(pressed(...of))?.does;

/** What a keyboard writes where a Latin one has S, Z, O, C, B, R, X, E. */
const LAYOUTS = {
  Russian: "ыящсикчу",
  Ukrainian: "іящсикчу",
  Greek: "σζοψβρχε",
  Hebrew: "דזםבנרסק",
  Armenian: "սզոցբրխե",
  Georgian: "სზოცბრხე",
  Thai: "หผนแิพปำ",
  Hangul: "ㄴㅋㅐㅊㅠㄱㅌㄷ",
  Kana: "とつらそこすさい",
  wide: "ｓｚｏｃｂｒｘｅ",
};

test("every shortcut works where the letters are others", () => {
  for (const [layout, letters] of Object.entries(LAYOUTS)) {
    const [s, z, o, c, b, r, x, e] = letters;
    const by = [does(s, "KeyS", "Control"), does(z, "KeyZ", "Control"), does(z.toUpperCase(), "KeyZ", "Control", "Shift")];
    assert.deepEqual(by, ["save", "undo", "redo"], layout);
    assert.deepEqual([does(o, "KeyO", "Control"), does(c, "KeyC", "Meta")], ["choose", "copy"], layout);
    assert.deepEqual([does(b, "KeyB"), does(r, "KeyR"), does(x, "KeyX"), does(e, "KeyE")], ["fixes", "restore", "erase", "edges"], layout);
  }
  assert.equal(does("لا", "KeyB"), "fixes"); // two letters by one key
  assert.equal(does("س", "KeyS", "Control"), "save");
  assert.deepEqual([does("х", "BracketLeft"), does("ъ", "BracketRight")], ["smaller", "larger"]);
  assert.deepEqual([does("٠", "Digit0"), does("۱", "Digit1")], ["zoomFit", "actualSize"]);
  assert.deepEqual([does("ช", "Equal"), does("ข", "Minus")], ["zoomIn", "zoomOut"]);
});

test("where there are Latin letters, what is written counts and not where the key is", () => {
  assert.equal(does("z", "KeyY", "Control"), "undo"); // QWERTZ
  assert.equal(does("y", "KeyZ", "Control"), "redo");
  assert.equal(does("o", "KeyS", "Control"), "choose"); // Dvorak
  assert.equal(does("a", "KeyQ"), undefined); // AZERTY
  assert.deepEqual([does("à", "Digit0"), does("0", "Digit0", "Shift")], ["zoomFit", "zoomFit"]);
  assert.deepEqual([does("+", "BracketRight"), does("?", "Minus", "Shift"), does("?", "Digit7", "Shift")], ["zoomIn", "help", "help"]);
});

test("what is written with AltGr or Option works, and letters with Alt are the browser's", () => {
  assert.equal(does("[", "Digit8", "AltGraph"), "smaller"); // Linux
  assert.equal(does("]", "Digit9", "Control", "Alt", "AltGraph"), "larger"); // Windows
  assert.equal(does("[", "Digit5", "Alt"), "smaller"); // a Mac
  assert.equal(does("]", "KeyG", "AltGraph"), "larger"); // Croatian
  assert.equal(does("e", "KeyE", "Alt"), undefined);
  assert.equal(does("®", "KeyR", "Alt"), undefined);
  assert.equal(does("ś", "KeyS", "Control", "Alt", "AltGraph"), undefined);
  assert.equal(does("z", "KeyZ", "Control", "Alt"), undefined);
  assert.equal(does("0", "Digit0", "Alt"), undefined);
});

test("keys without a sign are known by their names, dead and undecided ones by where they are", () => {
  assert.equal(does("Escape", "Escape"), "cancel");
  assert.equal(does("Process", "KeyE"), "edges");
  assert.equal(does("Dead", "BracketLeft"), "smaller");
  assert.equal(does("Unidentified", ""), undefined);
  assert.deepEqual([pressed("\u3000", "Space"), pressed(" ", "Space"), pressed("ArrowUp", "ArrowUp")].map(meantKey), [" ", " ", "arrowup"]);
});

test("each shortcut works by the keys that it names", () => {
  for (const { does: what, keys, control, shift } of SHORTCUTS) {
    const held = [...(control ? ["Control"] : []), ...(shift ? ["Shift"] : [])];
    const written = keys.filter((key) => /^[ -~]+$/.test(key)).map((key) => (shift ? key.toUpperCase() : key));
    for (const key of written) assert.equal(does(key, "", ...held), what);
  }
});
