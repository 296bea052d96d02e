/** The page as an app: installing it, a new version of it, and files that the system opens with it. */

import { byId } from "../ui/dom.js";

/** @typedef {Event & { prompt: () => Promise<unknown> }} InstallEvent */
/** @typedef {{ setConsumer: (consumer: (params: { files: FileSystemFileHandle[] }) => void) => void }} LaunchQueue */

export function attachInstall() {
  const button = byId("install", HTMLButtonElement);
  /** @type {InstallEvent | null} */
  let offer = null;
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer = /** @type {InstallEvent} */ (event);
    button.hidden = false;
  });
  addEventListener("appinstalled", () => (button.hidden = true));
  button.addEventListener("click", async () => {
    button.hidden = true;
    await offer?.prompt();
    offer = null;
  });
}

/** A quiet word that a newer version waits. @param {() => void} apply  activates it and reloads */
export function offerUpdate(apply) {
  const button = byId("update", HTMLButtonElement);
  button.hidden = false;
  button.onclick = apply;
}

/** @param {(files: File[], unreadable: string[]) => void} onFiles  opened with this app from the system's file manager */
export function attachLaunch(onFiles) {
  if (!("launchQueue" in window)) return;
  const queue = /** @type {LaunchQueue} */ (window.launchQueue);
  queue.setConsumer(async ({ files }) => {
    if (!files.length) return;
    const read = await Promise.allSettled(files.map((handle) => handle.getFile()));
    const unreadable = files.filter((_, index) => read[index].status === "rejected").map(({ name }) => name);
    onFiles(read.flatMap((each) => (each.status === "fulfilled" ? each.value : [])), unreadable);
  });
}
