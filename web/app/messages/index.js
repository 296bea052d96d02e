/**
 * The page's words, in the reader's language: the one chosen here before, else the first of the browser's that there is.
 * Only that language is loaded. English is the shape that every other one has; README.md beside them says how to add one.
 *
 * @import { Messages } from "./en.js"
 */

import { keep, recall } from "../store.js";

const KEY = "language";

/** By their files, under their own names. */
export const LANGUAGES = Object.freeze({
  en: "English",
  de: "Deutsch",
  es: "Español",
  fr: "Français",
  ja: "日本語",
  "zh-Hans": "简体中文",
});

/** @typedef {keyof typeof LANGUAGES} Language */

/** The file for a language tag, or none: who reads traditional characters is better off with the next language. @param {string} tag */
function fileFor(tag) {
  const { language, script } = localeOf(tag) ?? {};
  const files = /** @type {Language[]} */ (Object.keys(LANGUAGES));
  return files.find((file) => file === language || file === `${language}-${script}`);
}

/** Some browsers hand on what the system calls its language, as "C", which is no tag. @param {string} tag */
function localeOf(tag) {
  try {
    return new Intl.Locale(tag).maximize();
  } catch {
    return null;
  }
}

/** @param {unknown} chosen @param {readonly string[]} wanted  best first @returns {Language} */
export function pickLanguage(chosen, wanted) {
  if (typeof chosen === "string" && chosen in LANGUAGES) return /** @type {Language} */ (chosen);
  return wanted.map(fileFor).find((file) => file !== undefined) ?? "en";
}

export const language = pickLanguage(recall(KEY), navigator.languages);

/** @type {Messages} there from the moment when `loadMessages` is done */
export let messages;

/** Before anything of the page that has words in it. */
export async function loadMessages() {
  ({ messages } = await import(`./${language}.js`));
  Object.assign(document.documentElement, { lang: language, dir: messages.direction });
  document.title = messages.title("");
}

/** For the next time that the page is loaded. @param {Language} choice */
export const keepLanguage = (choice) => keep(KEY, choice);
