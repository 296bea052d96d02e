/**
 * The ways in for a picture: drop anywhere, paste, choose.
 *
 * @typedef {object} Arrival
 * @property {File[]} files
 * @property {FileSystemEntry[]} entries  the same, where they were dropped; folders are among these only
 * @property {string[]} unreadable  names of those that the system did not hand over
 * @property {boolean} pasted
 */

import { draggedOut } from "../save/drag-out.js";
import { byId } from "../ui/dom.js";

/** @param {(arrival: Arrival) => void} onArrival */
export function attachDropzone(onArrival) {
  const inputs = ["file", "folder"].map((id) => byId(id, HTMLInputElement));
  const root = document.documentElement;
  /** @param {DragEvent} event */
  const bringsFiles = (event) => !draggedOut.now && (event.dataTransfer?.types.includes("Files") ?? false);
  /** @param {boolean} on */
  const hover = (on) => root.toggleAttribute("data-dropping", on);

  for (const input of inputs) {
    input.addEventListener("change", () => {
      const files = [...(input.files ?? [])];
      input.value = ""; // so that the same file can be chosen again
      if (files.length) onArrival({ files, entries: [], unreadable: [], pasted: false });
    });
  }
  const [file, folder] = inputs;
  for (const id of ["choose", "new"]) byId(id, HTMLButtonElement).addEventListener("click", () => file.click());
  byId("choose-folder", HTMLButtonElement).addEventListener("click", () => folder.click());

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
    if (draggedOut.now) return;
    const { files = [], items = [] } = event.dataTransfer ?? {};
    const entries = [...items].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
    onArrival({ files: [...files], entries, unreadable: [], pasted: false });
  });
  document.addEventListener("paste", (event) => {
    const data = event.clipboardData;
    const files = [...(data?.files ?? [])];
    if (!files.length && !data?.types.includes("text/html")) return; // text is nobody's picture
    event.preventDefault();
    onArrival({ files, entries: [], unreadable: [], pasted: true });
  });
}
