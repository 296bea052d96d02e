/**
 * Names of saved files, by a template.
 *
 * @import { Output } from "../../engine/index.js"
 */

export const DEFAULT_TEMPLATE = "{name}-cutout";

/** @type {Record<Output["format"], string>} */
export const EXTENSIONS = { png: "png", png8: "png", webp: "webp", jpeg: "jpg", mask: "png", tiff: "tif" };

/** Bytes of a name: file systems take 255, the extension and a number added by the browser need some. */
const LONGEST = 200;

/**
 * What can stand in a template.
 *
 * @typedef {object} Values
 * @property {string} name     of the original, with its extension
 * @property {number} n        which one it is, from 1 on
 * @property {string} preset
 * @property {number} width
 * @property {number} height
 * @property {Date} date
 */

/**
 * IMG_1234.jpg by "{name}-cutout" → IMG_1234-cutout.png
 *
 * @param {string} template @param {Values} values @param {Output["format"]} format
 */
export function fileName(template, values, format) {
  /** @type {Record<string, string>} */
  const words = {
    name: values.name.replace(/\.[^./\\]{1,5}$/, "").trim() || "picture",
    n: String(values.n),
    preset: values.preset,
    size: `${values.width}x${values.height}`,
    width: String(values.width),
    height: String(values.height),
    date: values.date.toISOString().slice(0, 10),
  };
  const filled = template.replace(/\{(\w+)\}/g, (whole, word) => words[word] ?? whole);
  return `${cleanPart(filled, "picture")}${format === "mask" ? "-mask" : ""}.${EXTENSIONS[format]}`;
}

/** Devices of Windows, with any ending; "con .txt" is one, too. */
const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(?=\s*(\.|$))/i;

/** A file's or folder's name as every system takes it. @param {string} text @param {string} otherwise  where nothing is left */
export function cleanPart(text, otherwise) {
  const safe = text
    .normalize("NFC")
    .replace(/[\\/:*?"<>|\p{Cc}\p{Cs}]/gu, "-") // not allowed in names on one system or another
    .replace(/\s+/g, " ")
    .replace(/^[. ]+|[. ]+$/g, "")
    .replace(RESERVED, "$1_");
  const letters = [...(safe || otherwise)];
  while (new Blob(letters).size > LONGEST) letters.pop();
  return letters.join("").replace(/[. ]+$/, "");
}
