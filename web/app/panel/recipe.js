/**
 * All settings but corrections by hand as a JSON file, which the command and Python read and write, too (docs/recipes.md).
 *
 * @import { Output } from "../../engine/index.js"
 * @import { Settings } from "../picture/settings.js"
 */

import { ownOf, wholeOptions } from "../../engine/index.js";
import { messages } from "../messages/index.js";
import { byId } from "../ui/dom.js";
import { saveBlob } from "../ui/save-blob.js";
import { PRESETS, withoutPicture } from "./presets.js";

/** @typedef {Omit<Settings, "fixes"> & {output: Output}} Recipe */

/** @internal @param {Recipe} recipe @returns {string} */
export function writeRecipe({ mode, edges, finish, output }) {
  const everywhere = ownOf(mode) ? "standard" : mode; // others have not that network
  return `${JSON.stringify({ mode: everywhere, edges, finish: withoutPicture(finish), output }, null, 2)}\n`;
}

/**
 * What is left out, at any depth, is the default; the finish may be a preset's name.
 *
 * @internal
 * @param {string} text
 * @returns {Recipe}
 * @throws {SyntaxError | import("../../engine/index.js").OptionError}
 */
export function readRecipe(text) {
  const given = JSON.parse(text);
  const preset = PRESETS.find(({ id }) => id === given?.finish);
  return wholeOptions(preset ? { ...given, finish: preset.finish } : given);
}

/**
 * @param {object} page
 * @param {() => Recipe | null} page.now  what is set, if anything can be
 * @param {(recipe: Recipe) => void} page.take
 * @param {(text: string) => void} page.said
 * @param {(text: string) => void} page.trouble
 */
export function attachRecipe({ now, take, said, trouble }) {
  const file = byId("recipe-file", HTMLInputElement);
  byId("open-recipe", HTMLButtonElement).addEventListener("click", () => file.click());
  byId("save-recipe", HTMLButtonElement).addEventListener("click", () => {
    const recipe = now();
    if (recipe) saveBlob(new Blob([writeRecipe(recipe)], { type: "application/json" }), messages.recipeName);
  });
  file.addEventListener("change", async () => {
    const [chosen] = file.files ?? [];
    file.value = "";
    if (!chosen) return;
    try {
      take(readRecipe(await chosen.text()));
      said(messages.recipeTaken(chosen.name));
    } catch (error) {
      trouble(messages.noRecipe(/** @type {Error & {field?: string}} */ (error).field ?? "JSON"));
    }
  });
}
