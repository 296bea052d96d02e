/**
 * What Content Credentials say of a file: what was done to it, and the IPTC's digital source type of what came of that.
 *
 * IPTC NewsCodes, Digital Source Type: cutting out with a network makes nothing that was not in the picture, so it is
 * "algorithmicallyEnhanced" (altered by an algorithm), not one of the two that stand for generative models; with another
 * picture behind, it is "composite". The actions are those of C2PA 2.2, 18.15. Names, places and times of the original
 * are not among what is said.
 *
 * @import { CutOptions, CutoutResult, Finish, Step } from "../types.js"
 */

import { DEFAULT_FINISH } from "../shared/defaults.js";

const SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/";
const ORIGINAL = "original";

/** In an action's parameters: which step it was, for pages that say it in other languages. */
export const STEP = "mattebox.step";

/** In English, for other programs. @type {Record<Step, {action: string, description: string, source?: string}>} */
const STEPS = {
  cut: { action: "c2pa.edited", description: "Background removed by a neural network", source: "algorithmicallyEnhanced" },
  corrected: { action: "c2pa.edited", description: "Cut-out corrected by hand", source: "humanEdits" },
  colour: { action: "c2pa.edited", description: "Plain colours put behind the subject" },
  picture: { action: "c2pa.edited", description: "Another picture put behind the subject", source: "composite" },
  blur: { action: "c2pa.filtered", description: "Background blurred" },
  effects: { action: "c2pa.edited", description: "Shadow, outline or light added" },
  framed: { action: "c2pa.cropped", description: "Cropped, resized or rotated" },
  mask: { action: "c2pa.converted", description: "Saved as the mask alone" },
};

/** @type {Record<Finish["background"]["kind"], Step | null>} */
const GROUNDS = { none: null, colour: "colour", gradient: "colour", picture: "picture", blur: "blur" };

/**
 * @param {Required<Pick<CutOptions, "fixes" | "finish" | "output">>} options
 * @param {Pick<CutoutResult, "found" | "notices" | "reframed">} result
 * @returns {Step[]} what was done, in order
 */
export function stepsOf({ fixes, finish, output }, { found, notices, reframed }) {
  const { background, shadow, contact, outline, match } = finish;
  const ground = background.kind === "picture" && !background.picture ? null : GROUNDS[background.kind];
  const effects = shadow.opacity || contact.opacity || outline.width || (ground && match !== DEFAULT_FINISH.match);
  /** @type {[Step | null, unknown][]} */
  const all = [
    ["cut", found && !notices.some(({ code }) => code === "already-cut")],
    ["corrected", fixes.length],
    [ground, ground],
    ["effects", effects],
    ["framed", reframed],
    ["mask", output.format === "mask"],
  ];
  return all.flatMap(([step, done]) => (step && done ? [step] : []));
}

/**
 * What c2pa's builder takes.
 *
 * @param {Step[]} steps @param {string} version  of this program @param {Date} now
 */
export function manifest(steps, version, now) {
  const when = now.toISOString().replace(/\.\d+/, "");
  const softwareAgent = { name: "Mattebox", version };
  const actions = steps.map((step) => {
    const { action, description, source } = STEPS[step];
    const type = source && { digitalSourceType: SOURCE_TYPES + source };
    return { action, when, softwareAgent, description, parameters: { [STEP]: step }, ...type };
  });
  const opened = { action: "c2pa.opened", parameters: { ingredientIds: [ORIGINAL] } };
  return {
    claim_generator_info: [softwareAgent],
    ingredients: [{ label: ORIGINAL, relationship: "parentOf" }],
    assertions: [{ label: "c2pa.actions.v2", data: { actions: [opened, ...actions] }, created: true }],
  };
}
