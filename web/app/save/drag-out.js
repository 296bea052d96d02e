/** The finished cut-out can be dragged from the stage into a folder or another program, as a file. */

/** @import { Picture } from "../picture/picture.js" */

/** What this page is dragging out is nothing for it to take in. */
export const draggedOut = { now: false };

/**
 * @param {HTMLElement} stage
 * @param {() => Picture | null} ready  the finished picture, where dragging means just this
 * @param {(picture: Picture) => string} nameOf  its file
 * @param {(picture: Picture, name: string) => void} onTaken
 */
export function attachDragOut(stage, ready, nameOf, onTaken) {
  stage.addEventListener("dragstart", (event) => {
    const picture = ready();
    if (!picture?.result || !event.dataTransfer) return event.preventDefault();
    const { blob } = picture.result;
    const name = nameOf(picture);
    event.dataTransfer.effectAllowed = "copy";
    event.dataTransfer.items.add(new File([blob], name, { type: blob.type })); // for pages
    event.dataTransfer.setData("DownloadURL", `${blob.type}:${name}:${picture.resultUrl}`); // Chromium: for folders
    draggedOut.now = true;
    const end = (/** @type {DragEvent} */ { dataTransfer }) => {
      draggedOut.now = false;
      if (dataTransfer && dataTransfer.dropEffect !== "none") onTaken(picture, name);
    };
    document.addEventListener("dragend", end, { once: true });
  });
}
