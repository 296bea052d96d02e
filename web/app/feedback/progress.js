/**
 * How far things are: a line of segments, one a phase. A segment fills only where the fraction is known; otherwise it
 * just moves.
 *
 * @import { Phase, Progress } from "../../engine/index.js"
 */

import { messages } from "../messages/index.js";
import { byId, make } from "../ui/dom.js";

/** @type {Phase[]} */
const START_PHASES = ["download", "start"];
/** @type {Phase[]} */
const PICTURE_PHASES = ["decode", "draft", "segment", "matte", "encode"];
/** Phases that not every picture has go on in the segment of another. @type {Partial<Record<Phase, Phase>>} */
const WITHIN = { finish: "matte" };

export class ProgressView {
  #root = byId("progress", HTMLElement);
  #bar = byId("progress-bar", HTMLElement);
  #label = byId("progress-label", HTMLElement);
  #time = byId("progress-time", HTMLElement);
  #cancel = byId("cancel", HTMLButtonElement);
  /** @type {Progress | null} start-up, while it lasts */
  #start = null;
  /** @type {Progress | null} the picture at work */
  #picture = null;
  #clock = 0;

  /** @param {() => void} onCancel */
  constructor(onCancel) {
    this.#cancel.addEventListener("click", onCancel);
  }

  /** Start-up has come so far; null: it is over. @param {Progress | null} progress */
  starting(progress) {
    this.#start = progress;
    this.#render();
  }

  /** A picture begins. */
  begin() {
    clearInterval(this.#clock);
    const since = performance.now();
    this.#time.textContent = "";
    this.#clock = setInterval(() => {
      this.#time.textContent = messages.elapsed((performance.now() - since) / 1000);
    }, 1000);
    this.#picture = { phase: "decode", fraction: null };
    this.#render();
  }

  /** @param {Progress} progress  of the picture at work */
  update(progress) {
    if (START_PHASES.includes(progress.phase)) this.#start = progress;
    else if (this.#picture) this.#picture = progress;
    this.#render();
  }

  end() {
    clearInterval(this.#clock);
    this.#time.textContent = "";
    this.#picture = null;
    this.#render();
  }

  #render() {
    // What holds things up is told: while the engine still loads, that is the loading.
    const now = this.#start ?? this.#picture;
    this.#root.hidden = !now;
    this.#cancel.hidden = !this.#picture;
    if (!now) return;
    const phases = [...(this.#start ? START_PHASES : []), ...(this.#picture ? PICTURE_PHASES : [])];
    while (this.#bar.childElementCount < phases.length) this.#bar.append(make("span", {}, make("span")));
    while (this.#bar.childElementCount > phases.length) this.#bar.lastElementChild?.remove();
    phases.forEach((phase, index) => this.#fill(this.#bar.children[index], phase));
    this.#label.textContent = messages.progress(now);
    this.#bar.setAttribute("aria-valuetext", messages.progress(now));
    if (now.fraction === null) this.#bar.removeAttribute("aria-valuenow");
    else this.#bar.setAttribute("aria-valuenow", String(Math.round(now.fraction * 100)));
  }

  /** @param {Element} segment @param {Phase} phase */
  #fill(segment, phase) {
    const group = START_PHASES.includes(phase) ? START_PHASES : PICTURE_PHASES;
    const at = group === START_PHASES ? this.#start : this.#picture;
    const ahead = at ? group.indexOf(phase) - group.indexOf(WITHIN[at.phase] ?? at.phase) : 1;
    const fraction = ahead < 0 ? 1 : ahead > 0 ? 0 : (at?.fraction ?? null);
    segment.classList.toggle("moving", fraction === null);
    const inner = segment.firstElementChild;
    if (inner instanceof HTMLElement) inner.style.transform = fraction === null ? "" : `scaleX(${fraction})`;
  }
}
