/**
 * Wheel, pinch, drag, double click and keys on the stage, turned into zoom and pan.
 *
 * @import { Viewer } from "./viewer.js"
 * @import { Point } from "./viewport.js"
 */

import { keepPalmsOff } from "./palm.js";

const WHEEL_SPEED = 0.0018;
const PINCH_SPEED = 0.01; // a trackpad's pinch comes as small wheel steps with Ctrl
const WHEEL_LINE = 18;
const KEY_PAN = 60;
/** As PointerEvent.buttons has it. */
const MIDDLE = 4;

/** @param {Viewer<any>} viewer @param {(event: PointerEvent | MouseEvent) => boolean} draws  a pointer that is not ours */
export function attachGestures(viewer, draws) {
  const { element } = viewer;
  /** @type {Map<number, Point>} */
  const pointers = new Map();
  keepPalmsOff(element);

  /** @param {MouseEvent} event @returns {Point} */
  const onStage = (event) => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  element.addEventListener(
    "wheel",
    (event) => {
      if (!viewer.picture) return;
      event.preventDefault();
      const delta = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? WHEEL_LINE : 1);
      viewer.zoomBy(Math.exp(-delta * (event.ctrlKey ? PINCH_SPEED : WHEEL_SPEED)), onStage(event));
    },
    { passive: false },
  );

  element.addEventListener("pointerdown", (event) => {
    if (event.button > 1 || !viewer.picture) return;
    element.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, onStage(event));
    element.classList.toggle("panning", viewer.canPan && !draws(event));
  });

  element.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const now = onStage(event);
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const spread = Math.hypot(now.x - other.x, now.y - other.y) / Math.hypot(before.x - other.x, before.y - other.y);
      const centre = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
      if (Number.isFinite(spread) && spread > 0) viewer.zoomBy(spread, centre);
      viewer.panBy((now.x - before.x) / 2, (now.y - before.y) / 2);
    } else if (!draws(event) || event.buttons === MIDDLE) {
      viewer.panBy(now.x - before.x, now.y - before.y);
    }
    pointers.set(event.pointerId, now);
  });

  /** @param {PointerEvent} event */
  const lift = (event) => {
    pointers.delete(event.pointerId);
    if (!pointers.size) element.classList.remove("panning");
  };
  element.addEventListener("pointerup", lift);
  element.addEventListener("pointercancel", lift);
  element.addEventListener("lostpointercapture", lift);

  element.addEventListener("dblclick", (event) => draws(event) || viewer.toggle(onStage(event)));

  element.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !viewer.canPan) return;
    /** @type {Record<string, [number, number]>} */
    const moves = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    viewer.panBy(move[0] * KEY_PAN, move[1] * KEY_PAN);
  });
}
