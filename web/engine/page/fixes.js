/**
 * Corrections by hand that somebody else hands in: checked as options are (options.js). Those of the page are made by its tools.
 *
 * @import { Fix } from "../types.js"
 * @import { Check } from "./checks.js"
 */

import { choice, needObject, number, numbers, refuse, refuseUnknown } from "./checks.js";

/** px */
const FARTHEST = 1e6;
const place = numbers(2, -FARTHEST, FARTHEST, "x and y in pixels of the picture");

/**
 * Each kind of fix: what it must have, and what it may have besides.
 *
 * @type {Record<Fix["type"], {must: Record<string, Check>, may: Record<string, Check>}>}
 */
const FIXES = {
  stroke: {
    must: {
      effect: choice("restore", "erase"),
      points: (name, value) => {
        const what = "x, y and radius of one point after the other, in pixels";
        const list = Array.isArray(value) ? value : [];
        numbers(3 * Math.max(1, Math.floor(list.length / 3)), -FARTHEST, FARTHEST, what)(name, value);
        if (list.some((each, at) => at % 3 === 2 && each < 0)) refuse(name, value, what);
      },
    },
    may: { tool: choice("brush", "lasso"), hard: choice(true, false), softness: number(0, 1) },
  },
  pick: { must: { at: place, keep: choice(true, false) }, may: {} },
  closer: {
    must: {
      box: (name, value) => {
        numbers(4, -FARTHEST, FARTHEST, "left, top, right and bottom in pixels")(name, value);
        const [left, top, right, bottom] = /** @type {number[]} */ (value);
        if (left >= right || top >= bottom) refuse(name, value, "left, top, right and bottom of a box that is not empty");
      },
    },
    may: {},
  },
  tidy: { must: { what: choice("holes", "specks") }, may: {} },
};

/** What a stroke need not say. */
const USUAL_STROKE = { tool: "brush", hard: false, softness: 0 };

/**
 * The corrections, each whole.
 *
 * @param {unknown} given
 * @returns {Fix[]}
 * @throws {import("./checks.js").OptionError} naming the field, like `fixes[1].what`
 */
export function wholeFixes(given) {
  if (!Array.isArray(given)) refuse("fixes", given, "a list of corrections");
  return given.map((fix, at) => {
    const name = `fixes[${at}]`;
    needObject(name, fix);
    choice(...Object.keys(FIXES))(`${name}.type`, fix.type);
    const { must, may } = FIXES[/** @type {Fix["type"]} */ (fix.type)];
    refuseUnknown(name, fix, ["type", ...Object.keys(must), ...Object.keys(may)]);
    const said = Object.fromEntries(Object.entries(fix).filter(([, value]) => value !== undefined));
    for (const [key, check] of Object.entries(must)) check(`${name}.${key}`, said[key]);
    for (const [key, check] of Object.entries(may)) if (key in said) check(`${name}.${key}`, said[key]);
    return /** @type {Fix} */ (fix.type === "stroke" ? { ...USUAL_STROKE, ...said } : said);
  });
}
