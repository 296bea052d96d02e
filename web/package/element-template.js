/** How `<matte-box>` looks: made by hand, because a strict policy (Trusted Types) makes no HTML out of text. */

export const STYLE = `
  :host { display: block; min-block-size: 12rem; }
  :host([hidden]), [hidden] { display: none !important; }
  [part=zone] {
    inline-size: 100%; min-block-size: 12rem; padding: 1rem; border: 2px dashed currentColor; border-radius: 0.75rem;
    background: none; color: inherit; font: inherit; cursor: pointer;
  }
  [part=zone].over { background: color-mix(in srgb, currentColor 12%, transparent); }
  [part=zone]:disabled { cursor: not-allowed; opacity: 0.6; }
  :focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
  [part=result] {
    max-inline-size: 100%;
    background: repeating-conic-gradient(#ccc 0 25%, #fff 0 50%) 0 0 / 1.25rem 1.25rem;
  }
  [part=progress] { inline-size: 100%; }
  [part=status] { margin: 0.5rem 0; }
`;

/** @template {keyof HTMLElementTagNameMap} K @param {K} tag @param {string} part @returns {HTMLElementTagNameMap[K]} */
function made(tag, part) {
  const element = document.createElement(tag);
  element.setAttribute("part", part);
  return element;
}

/** @param {ShadowRoot} root */
export function template(root) {
  const [zone, again, save] = [made("button", "zone"), made("button", "again"), made("button", "save")];
  for (const button of [zone, again, save]) button.type = "button";
  const [hint, slot] = [document.createElement("span"), document.createElement("slot")];
  slot.name = "empty";
  slot.append(hint);
  zone.append(slot);
  const input = document.createElement("input");
  Object.assign(input, { type: "file", accept: "image/*,.heic,.heif,.tif,.tiff", hidden: true, tabIndex: -1 });
  const progress = made("progress", "progress");
  const [status, result] = [made("p", "status"), made("img", "result")];
  status.setAttribute("role", "status");
  root.append(zone, input, progress, status, result, again, save);
  return { zone, hint, input, progress, status, result, again, save };
}
