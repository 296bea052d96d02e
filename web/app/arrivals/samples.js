/**
 * The bundled sample photos, as buttons, and who took them.
 *
 * @import { Assets } from "../../engine/shared/assets-json.js"
 */

import { messages } from "../messages/index.js";
import { byId, make } from "../ui/dom.js";

/** @param {Assets["samples"]} samples @param {URL} base @param {(file: File) => void} onPick @param {() => void} onFailure */
export function showSamples(samples, base, onPick, onFailure) {
  const row = byId("samples", HTMLElement);
  const credits = byId("credits", HTMLElement);
  for (const { path, title, credit } of samples) {
    const url = new URL(path, base);
    const image = make("img");
    Object.assign(image, { src: url.href, alt: "", decoding: "async", draggable: false });
    const button = make("button", { className: "sample" }, image);
    button.type = "button";
    button.dataset.sample = path;
    button.title = messages.samples[title] ?? title;
    button.setAttribute("aria-label", messages.sample(button.title));
    button.addEventListener("click", async () => {
      try {
        onPick(await fetchFile(url));
      } catch (error) {
        console.warn(error);
        onFailure();
      }
    });
    row.append(button);
    credits.append(make("li", { text: messages.credit(button.title, credit) }));
  }
  const section = row.parentElement;
  if (section) section.hidden = !samples.length;
}

/** @param {URL} url */
async function fetchFile(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.pathname}: ${response.status}`);
  const blob = await response.blob();
  return new File([blob], url.pathname.split("/").pop() ?? "sample", { type: blob.type });
}
