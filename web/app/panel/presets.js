/**
 * Finishes by what they are for, and those that the person has kept.
 *
 * @import { Finish } from "../../engine/index.js"
 */

import { DEFAULT_FINISH } from "../../engine/index.js";
import { keep, recall } from "../store.js";

/** @typedef {{id: string, name: string | null, finish: Finish}} Preset  `name`: one of the person's own */

const OWN = "presets";
const D = DEFAULT_FINISH;

/** @param {Partial<Finish["frame"]>} frame @returns {Finish["frame"]} */
const around = (frame) => ({ ...D.frame, crop: "subject", ...frame });

/** @param {[number, number]} size @param {number} fill @returns {Finish} */
const social = (size, fill) => ({
  ...D,
  background: { ...D.background, kind: "blur" },
  frame: around({ size, fill }),
});

/** @type {Preset[]} */
export const PRESETS = [
  { id: "cutout", name: null, finish: D },
  {
    id: "marketplace",
    name: null,
    finish: { ...D, background: { ...D.background, kind: "colour" }, frame: around({ size: [2000, 2000], fill: 0.85 }) },
  },
  { id: "square", name: null, finish: social([1080, 1080], 0.8) },
  { id: "portrait", name: null, finish: social([1080, 1350], 0.8) },
  { id: "story", name: null, finish: social([1080, 1920], 0.8) },
  {
    // 35 × 45 mm at 300 pixels per inch; the head takes 70 to 80 % of the height (ICAO Doc 9303, part 3).
    id: "identity",
    name: null,
    finish: {
      ...D,
      background: { ...D.background, kind: "colour" },
      frame: around({ size: [413, 531], fill: 0.72, anchor: "head", dpi: 300 }),
    },
  },
  {
    id: "sticker",
    name: null,
    finish: {
      ...D,
      outline: { ...D.outline, width: 0.022 },
      shadow: { ...D.shadow, opacity: 0.35, distance: 0.012, softness: 0.012 },
      frame: around({ margin: 6 }),
    },
  },
];

/** Those that were kept on this device. @returns {Preset[]} */
export function ownPresets() {
  const known = recall(OWN);
  if (!Array.isArray(known)) return [];
  return known.flatMap(({ name, finish } = {}) =>
    typeof name === "string" && finish ? [{ id: `own:${name}`, name, finish: complete(finish) }] : [],
  );
}

/** To be kept or handed on: a picture in the background stays behind. @param {Finish} finish @returns {Finish} */
export const withoutPicture = (finish) => ({ ...finish, background: { ...finish.background, picture: null } });

/** A finish gets a name; a picture in its background stays behind. @param {string} name @param {Finish} finish */
export function keepPreset(name, finish) {
  const others = ownPresets().filter((preset) => preset.name !== name);
  keep(OWN, [...others, { name, finish: withoutPicture(finish) }].map(({ name, finish }) => ({ name, finish })));
}

/** @param {string} name */
export function dropPreset(name) {
  keep(OWN, ownPresets().filter((preset) => preset.name !== name).map(({ name, finish }) => ({ name, finish })));
}

/** What an earlier version has kept may lack something. @param {any} finish @returns {Finish} */
function complete(finish) {
  return {
    ...D,
    ...finish,
    background: { ...D.background, ...finish.background },
    shadow: { ...D.shadow, ...finish.shadow },
    contact: { ...D.contact, ...finish.contact },
    outline: { ...D.outline, ...finish.outline },
    frame: { ...D.frame, ...finish.frame },
  };
}
