/** The hand that rests on the screen while a pen draws is no finger: it neither draws nor moves the picture. */

/** Milliseconds after a pen was last felt in which a touch is still the hand that held it. */
const REST_MS = 500;

const HEARD = /** @type {const} */ (["pointerdown", "pointermove", "pointerup", "pointercancel"]);
const LIFTED = ["pointerup", "pointercancel"];

/** What is a palm. @internal */
export class Palms {
  /** @type {Set<number>} pens that are down */
  #pens = new Set();
  /** @type {Set<number>} */
  #fingers = new Set();
  /** @type {Set<number>} */
  #palms = new Set();
  #felt = -Infinity;

  /** Touches that count. @returns {number[]} */
  get fingers() {
    return [...this.#fingers];
  }

  /** They were a hand: it comes down before its pen. @param {number[]} ids */
  mark(ids) {
    for (const id of ids) this.#palms.add(id);
  }

  /**
   * @param {Pick<PointerEvent, "type" | "pointerType" | "pointerId" | "timeStamp">} event
   * @returns {boolean} whether it is a palm's
   */
  hear({ type, pointerType, pointerId, timeStamp }) {
    const lifted = LIFTED.includes(type);
    if (pointerType === "pen") {
      this.#felt = timeStamp;
      if (type === "pointerdown") this.#pens.add(pointerId);
      else if (lifted) this.#pens.delete(pointerId);
    }
    if (pointerType !== "touch") return false;
    const near = this.#pens.size > 0 || timeStamp - this.#felt < REST_MS;
    if (type === "pointerdown") (near ? this.#palms : this.#fingers).add(pointerId);
    const palm = this.#palms.has(pointerId);
    if (lifted) for (const touches of [this.#palms, this.#fingers]) touches.delete(pointerId);
    return palm;
  }
}

/** What else listens in this element hears nothing of palms. @param {HTMLElement} element */
export function keepPalmsOff(element) {
  const palms = new Palms();
  /** @param {PointerEvent} event */
  const hear = (event) => {
    if (palms.hear(event)) {
      event.preventDefault(); // or it would click
      event.stopImmediatePropagation();
    } else if (event.type === "pointerdown" && event.pointerType === "pen") {
      const { fingers } = palms;
      for (const pointerId of fingers) element.dispatchEvent(new PointerEvent("pointercancel", { pointerId, pointerType: "touch" }));
      palms.mark(fingers);
    }
  };
  for (const type of HEARD) element.addEventListener(type, hear, { capture: true });
}
