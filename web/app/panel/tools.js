/**
 * The tools that edit what is finished: the panel with a tab for each kind of change, and the brush on the stage.
 *
 * @import { Engine, Finish } from "../../engine/index.js"
 * @import { BatchSettings } from "../batch/settings.js"
 * @import { Session } from "../picture/session.js"
 * @import { Viewer } from "../stage/viewer.js"
 */

import { Fixer } from "../fix/fixer.js";
import { same } from "../picture/settings.js";
import { EdgePanel } from "./edge-panel.js";
import { FinishPanel } from "./finish-panel.js";
import { Panel } from "./panel.js";

/** @typedef {"fixes" | "edges" | "finish"} Tab  the panel's, named after the settings that it changes */

export class Studio {
  /** What is edited. @type {() => Session | BatchSettings} */
  subject;
  #fixer;
  #edges = new EdgePanel((edges) => this.subject().edit({ edges }));
  #finish;
  #panel;

  /** @param {Engine} engine @param {Session} session @param {Viewer} viewer @param {(text: string) => void} trouble */
  constructor(engine, session, viewer, trouble) {
    this.subject = () => session;
    this.#fixer = new Fixer(engine, session, viewer);
    this.#finish = new FinishPanel((finish) => this.subject().edit({ finish }), trouble);
    this.#panel = new Panel({
      undo: () => this.subject().step("undone"),
      redo: () => this.subject().step("redone"),
      reset: (tab) => {
        const { edits } = this.subject();
        if (edits) this.subject().edit({ [tab]: edits.first[/** @type {Tab} */ (tab)] });
      },
      turned: (tab) => {
        this.#fixer.active = tab === "fixes";
        this.show();
      },
    });
    session.on("state", () => this.show());
  }

  /** The tab that is seen, if one is. */
  get tab() {
    return /** @type {Tab | null} */ (this.#panel.tab);
  }

  /** Brings everything up to date. */
  show() {
    const { edits } = this.subject();
    const { tab } = this;
    this.#panel.show(edits);
    if (!edits) return;
    this.#edges.show(edits.present.edges);
    this.#finish.show(edits.present.finish);
    if (tab) this.#panel.resettable(!same(edits.present[tab], edits.first[tab]));
  }

  /** @param {Tab} [tab] @returns {boolean} whether it could be opened or closed */
  toggle(tab) {
    return this.#panel.toggle(tab);
  }

  /** No two pictures are fixed in the same places: not where all of them are edited. */
  leaveFixes() {
    if (this.tab === "fixes") this.#panel.open("edges");
  }

  /** @returns {boolean} whether there was anything to close */
  close() {
    if (!this.tab) return false;
    this.#panel.close();
    return true;
  }

  /** Gives up a stroke that is being drawn. @returns {boolean} whether there was one */
  dropStroke() {
    return this.#fixer.cancel();
  }

  /** Whether a pointer draws on the stage instead of moving the picture. @param {PointerEvent | MouseEvent} event */
  draws(event) {
    return this.#fixer.takes(event);
  }

  /** One size of the brush up or down. @param {1 | -1} direction */
  resizeBrush(direction) {
    return this.#fixer.resize(direction);
  }

  /** What the brush does. @param {"restore" | "erase"} effect */
  choose(effect) {
    return this.#fixer.choose(effect);
  }

  /** What a finish is called: by its preset, if it is one. @param {Finish} values */
  presetName(values) {
    const preset = this.#finish.preset(values);
    return preset?.name ?? preset?.id ?? "custom";
  }
}
