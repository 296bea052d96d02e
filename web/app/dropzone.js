/**
 * The ways in for a picture: drop anywhere, paste, choose.
 *
 * @typedef {object} Arrival
 * @property {File[]} files
 * @property {boolean} pasted
 */

import { byId } from "./dom.js";
import { draggedOut } from "./drag-out.js";

/** @param {(arrival: Arrival) => void} onArrival */
export function attachDropzone(onArrival) {
  const input = byId("file", HTMLInputElement);
  const root = document.documentElement;
  /** @param {DragEvent} event */
  const bringsFiles = (event) => !draggedOut.now && (event.dataTransfer?.types.includes("Files") ?? false);
  /** @param {boolean} on */
  const hover = (on) => root.toggleAttribute("data-dropping", on);

  input.addEventListener("change", () => {
    const files = [...(input.files ?? [])];
    input.value = ""; // so that the same file can be chosen again
    if (files.length) onArrival({ files, pasted: false });
  });
  for (const id of ["choose", "new"]) byId(id, HTMLButtonElement).addEventListener("click", () => input.click());

  document.addEventListener("dragover", (event) => {
    event.preventDefault(); // links, too: else a drop would leave the page, and the picture on it
    if (event.dataTransfer) event.dataTransfer.dropEffect = bringsFiles(event) ? "copy" : "none";
    hover(bringsFiles(event));
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) hover(false);
  });
  document.addEventListener("drop", (event) => {
    hover(false);
    event.preventDefault();
    if (!draggedOut.now) onArrival({ files: [...(event.dataTransfer?.files ?? [])], pasted: false });
  });
  document.addEventListener("paste", (event) => {
    const data = event.clipboardData;
    const files = [...(data?.files ?? [])];
    if (!files.length && !data?.types.includes("text/html")) return; // text is nobody's picture
    event.preventDefault();
    onArrival({ files, pasted: true });
  });
}
