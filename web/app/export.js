/**
 * Takes the finished cut-out out of the page: a file, or the clipboard.
 *
 * @import { Picture } from "./picture.js"
 */

import { messages } from "./messages.js";

/** IMG_1234.jpg → IMG_1234-cutout.png @param {string} name */
export function cutoutName(name) {
  const stem = name.replace(/\.[^./\\]{1,5}$/, "").trim();
  return `${stem || "picture"}-cutout.png`;
}

/** @param {Picture} picture @returns {string} the name it was saved under */
export function save(picture) {
  const link = document.createElement("a");
  link.href = picture.resultUrl;
  link.download = cutoutName(picture.name);
  link.click();
  picture.kept = true;
  return link.download;
}

/** @param {Picture} picture @returns {Promise<string | null>} what went wrong, in words */
export async function copy(picture) {
  const blob = picture.result?.blob;
  if (!blob || !navigator.clipboard?.write || typeof ClipboardItem === "undefined") return messages.copyUnsupported;
  try {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
  } catch (error) {
    console.warn(error);
    return messages.copyFailed;
  }
  picture.kept = true;
  return null;
}
