/**
 * In the dialog about the page: what is kept on this device, and the way to have none of it.
 *
 * @import { Assets } from "../../engine/shared/assets-json.js"
 *
 * @typedef {object} Host
 * @property {() => Promise<Assets>} assets
 * @property {() => Promise<boolean>} stop  ends what this page is doing; whether no other tab is at work on a batch
 */

import { messages } from "../messages/index.js";
import { byId, make } from "../ui/dom.js";
import { InUse, kept, wipe } from "./stored.js";

const list = byId("kept", HTMLElement);
const dialog = byId("wipe-dialog", HTMLDialogElement);
const trouble = byId("wipe-trouble", HTMLElement);

/** @param {Host} host */
export function attachKept({ assets, stop }) {
  byId("wipe-no", HTMLButtonElement).addEventListener("click", () => dialog.close());
  byId("wipe-again", HTMLButtonElement).addEventListener("click", () => location.reload());
  byId("wipe-yes", HTMLButtonElement).addEventListener("click", async () => {
    try {
      if (!(await stop())) throw new InUse("the batch");
      await wipe();
      end();
    } catch (error) {
      console.warn(error);
      trouble.textContent = error instanceof InUse ? messages.labels.wipeTrouble : messages.kept.refused;
      trouble.hidden = false;
    }
  });
  return {
    async fill() {
      list.replaceChildren(...rows(await kept((await assets()).files)));
    },
    ask() {
      trouble.hidden = true;
      dialog.showModal();
    },
  };
}

/** @param {import("./stored.js").Kept[]} all */
const rows = (all) =>
  all.flatMap(({ kind, count, bytes }) => [
    make("dt", { text: messages.kept.kinds[kind] }),
    make("dd", { text: messages.kept.amount(count, bytes) }),
  ]);

/** There is nothing left that this page could go on with. */
function end() {
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  byId("wipe-ask", HTMLElement).hidden = true;
  byId("wipe-done", HTMLElement).hidden = false;
  byId("wipe-again", HTMLElement).focus();
}
