/** Which key is meant, on keyboards of whatever script. */

/** What keys write on a keyboard with Latin letters, by where they are. @type {Record<string, string>} */
const SIGNS = { BracketLeft: "[", BracketRight: "]", Equal: "=", Minus: "-", Space: " " };

/** Keys that have no sign of their own yet: dead ones, and those that an input method takes. */
const UNTOLD = ["Dead", "Process", "Unidentified"];

/** @param {string} code  as events have it */
const latin = (code) => SIGNS[code] ?? /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1].toLowerCase() ?? "";

/**
 * In lower case: what the key writes, if that is a Latin letter or a sign; else what it would write on a Latin keyboard. With
 * AltGr or Option it is the sign that is written with it, or nothing: letters with Alt belong to the browser.
 *
 * @param {KeyboardEvent} event
 */
export function meantKey(event) {
  const { key, code } = event;
  if (withThird(event)) return /^[!-/:-@[-`{-~]$/.test(key) ? key : "";
  const told = /^[ -~]+$/.test(key) && !UNTOLD.includes(key);
  return told ? key.toLowerCase() : latin(code);
}

/** With the key that writes third signs: AltGr, which Windows tells as Ctrl and Alt, or Option. @param {KeyboardEvent} event */
const withThird = (event) => event.altKey || event.getModifierState("AltGraph");

/** Ctrl or Command, which is no part of AltGr. @param {KeyboardEvent} event */
export const withControl = (event) => (event.ctrlKey || event.metaKey) && !event.getModifierState("AltGraph");
