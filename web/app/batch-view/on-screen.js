/**
 * What is on the screen: a batch, or else the picture.
 *
 * @import { Session } from "../picture/session.js"
 * @import { Viewer } from "../stage/viewer.js"
 * @import { Batches } from "./batches.js"
 */

import { byId } from "../ui/dom.js";

export class OnScreen {
  #session;
  #viewer;
  #batches;

  /** @param {Session} session @param {Viewer} viewer @param {Batches} batches */
  constructor(session, viewer, batches) {
    this.#session = session;
    this.#viewer = viewer;
    this.#batches = batches;
  }

  /** The batch's, if it is one. */
  get batch() {
    return this.#batches.active ? this.#batches.view : null;
  }

  /** What the panel, the mode and undo are about. */
  get subject() {
    return this.#batches.active?.settings ?? this.#session;
  }

  /** What can be zoomed. */
  get stage() {
    return this.batch?.review.viewer ?? this.#viewer;
  }

  /** The size of the picture. */
  get size() {
    return this.batch ? null : ((this.#session.working ?? this.#session.finished)?.size ?? null);
  }

  focus() {
    const { element, picture } = this.#viewer;
    if (this.batch) this.batch.focus();
    else (picture ? element : byId("choose", HTMLElement)).focus({ preventScroll: true });
  }

  /** Whoever works by keyboard goes on from here when what had the focus is hidden. */
  keepFocus() {
    const focused = document.activeElement;
    if (focused && focused !== document.body && !focused.getClientRects().length) this.focus();
  }
}
