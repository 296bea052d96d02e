/**
 * Checks of what is handed in as an option. Each is told the option's name, like `finish.shadow.opacity`, and throws an
 * OptionError that says it.
 *
 * @typedef {(name: string, value: unknown) => void} Check
 * @typedef {{[name: string]: Check | Fields}} Fields
 */

/** A value that cannot be asked for. */
export class OptionError extends Error {
  name = "OptionError";

  /** @param {string} field  like `finish.shadow.opacity` @param {string} message */
  constructor(field, message) {
    super(message);
    this.field = field;
  }
}

/** @param {string} field @param {unknown} value @param {string} canBe @returns {never} */
export function refuse(field, value, canBe) {
  throw new OptionError(field, `${field} is ${shown(value)}; it can be ${canBe}`);
}

/** @param {unknown} value */
function shown(value) {
  if (typeof value === "string") return JSON.stringify(value);
  if (value === null || typeof value !== "object") return typeof value === "function" ? "a function" : String(value);
  return Array.isArray(value) ? `[${value.map(String).join(", ")}]` : "an object";
}

/** @param {number} low @param {number} high @returns {Check} */
export const number = (low, high) => (name, value) => {
  if (typeof value !== "number" || !(value >= low && value <= high)) refuse(name, value, `${low} to ${high}`);
};

/** @param {...unknown} choices @returns {Check} */
export const choice = (...choices) => (name, value) => {
  if (!choices.includes(value)) refuse(name, value, choices.map(shown).join(", "));
};

/** @type {Check} */
export const colour = (name, value) => {
  if (typeof value !== "string" || !/^#[0-9a-f]{6}$/i.test(value)) refuse(name, value, "a colour like #ffcc00");
};

/** @param {Check} check @returns {Check} */
export const orNull = (check) => (name, value) => {
  if (value !== null) check(name, value);
};

/** @param {number} length @param {number} low @param {number} high @param {string} what @returns {Check} */
export const numbers = (length, low, high, what) => (name, value) => {
  const good = (/** @type {unknown} */ each) => typeof each === "number" && each >= low && each <= high;
  if (!Array.isArray(value) || value.length !== length || !value.every(good)) refuse(name, value, what);
};

/** @param {string} name @param {unknown} value @returns {asserts value is Record<string, unknown>} */
export function needObject(name, value) {
  const proto = value !== null && typeof value === "object" ? Object.getPrototypeOf(value) : undefined;
  if (proto !== null && proto !== Object.prototype) refuse(name, value, "an object with options");
}

/** @param {string} name @param {Record<string, unknown>} value @param {string[]} known */
export function refuseUnknown(name, value, known) {
  const stranger = Object.keys(value).find((key) => !known.includes(key));
  if (stranger === undefined) return;
  const field = name ? `${name}.${stranger}` : stranger;
  throw new OptionError(field, `There is no option ${field}; there are ${known.join(", ")}`);
}

/**
 * The defaults with what is given in their place, at every depth; `undefined` counts as not given.
 *
 * @template {object} T
 * @param {string} name  of all of it; none: the whole
 * @param {unknown} given
 * @param {Fields} fields
 * @param {T} defaults
 * @returns {T}
 */
export function filled(name, given, fields, defaults) {
  needObject(name || "options", given);
  refuseUnknown(name, given, Object.keys(fields));
  const whole = /** @type {Record<string, any>} */ ({ ...defaults });
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const [field, check] = [name ? `${name}.${key}` : key, fields[key]];
    if (typeof check === "function") check(field, value);
    whole[key] = typeof check === "function" ? value : filled(field, value, check, whole[key]);
  }
  return /** @type {T} */ (whole);
}
