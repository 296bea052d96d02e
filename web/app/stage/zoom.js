/** Looking closer and from afar, by buttons and by keys. */

import { byId } from "../ui/dom.js";

/**
 * @typedef {object} Stage
 * @property {unknown} picture  null: there is nothing to look at
 * @property {(direction: 1 | -1) => void} step
 * @property {() => void} fit
 * @property {() => void} actualSize
 */

/** @param {() => Stage} seen  the stage on the screen @returns the ways to do it; false: there is nothing to look at */
export function attachZoom(seen) {
  /** @param {(stage: Stage) => void} act */
  const way = (act) => () => {
    const stage = seen();
    if (stage.picture) act(stage);
    return Boolean(stage.picture);
  };
  const zoomIn = way((stage) => stage.step(1));
  const zoomOut = way((stage) => stage.step(-1));
  const zoomFit = way((stage) => stage.fit());
  const actualSize = way((stage) => stage.actualSize());
  byId("zoom-in", HTMLButtonElement).addEventListener("click", zoomIn);
  byId("zoom-out", HTMLButtonElement).addEventListener("click", zoomOut);
  byId("zoom-fit", HTMLButtonElement).addEventListener("click", zoomFit);
  return { zoomIn, zoomOut, zoomFit, actualSize };
}
