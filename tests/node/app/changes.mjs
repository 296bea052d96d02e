/** Settings of a picture, and changes of them. */

import { usualSettings } from "../../../web/app/picture/settings.js";

export const usual = usualSettings("standard");
export const edges = (shift) => ({ edges: { ...usual.edges, shift } });
export const match = (value, frame = {}) => ({
  finish: { ...usual.finish, match: value, frame: { ...usual.finish.frame, ...frame } },
});
export const stroke = (name) => ({ fixes: [{ type: "tidy", what: name }] });

/** From the first step to the present one. */
export function steps(edits) {
  const all = [];
  for (let each = edits; each; each = each.undone) all.unshift(each.present);
  return all;
}
