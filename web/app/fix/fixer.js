/**
 * Corrects the finished cut-out by hand: what is drawn on the stage becomes an edit, and is seen at once.
 *
 * @import { Engine, Fix, PeekBox } from "../../engine/index.js"
 * @import { Picture } from "../picture/picture.js"
 * @import { Session } from "../picture/session.js"
 * @import { Viewer } from "../stage/viewer.js"
 * @import { Point } from "../stage/viewport.js"
 */

import { DEFAULT_FINISH } from "../../engine/index.js";
import { same } from "../picture/settings.js";
import { FixPanel } from "./fix-panel.js";
import { Loupe } from "./loupe.js";
import { Painter } from "./painter.js";
import { Subjects } from "./subjects.js";

/** Pixels of a live preview at the most: it is wanted at once. */
const MOST_PIXELS = 1_500_000;
/** Side of the box around a tap on what was missed, as a share of the picture's shorter side. */
const TAP_BOX = 0.4;
/** Boxes are looked at with this share of their size around them: a subject wants to be seen whole. */
const BOX_MARGIN = 0.1;
/** Milliseconds without zoom or pan after which another part is worked out. */
const STILL_MS = 80;

export class Fixer {
  #engine;
  #session;
  #viewer;
  #painter;
  #panel;
  #subjects = new Subjects();
  #loupe = new Loupe();
  #active = false;
  /** A live preview is being made, and what is wanted has changed since. */
  #peeking = false;
  #again = false;
  /** @type {Picture | null} seen without its finish */
  #bare = null;
  #timer = 0;
  /** How often subjects were asked for: older answers come too late. */
  #asked = 0;

  /** @param {Engine} engine @param {Session} session @param {Viewer} viewer */
  constructor(engine, session, viewer) {
    this.#engine = engine;
    this.#session = session;
    this.#viewer = viewer;
    this.#painter = new Painter(viewer, {
      begun: () => session.hold(),
      dropped: () => session.release(),
      drawn: (points) => this.#stroke(points),
      clicked: (at) => this.#click(at),
      boxed: (box) => this.#closer(box),
      moved: (at) => this.#hover(at),
    });
    this.#panel = new FixPanel({
      changed: () => this.#equip(),
      tidy: (what) => this.#add({ type: "tidy", what }),
    });
    session.on("wanted", () => this.#refresh());
    viewer.onView = () => this.#bare && this.#soon();
    viewer.element.addEventListener("wheel", (event) => this.#wheel(event), { capture: true, passive: false });
  }

  /** Whether a pointer draws here instead of moving the picture. @param {PointerEvent | MouseEvent} event */
  takes(event) {
    return this.#active && this.#painter.takes(event);
  }

  /** @param {boolean} on  the tab is seen */
  set active(on) {
    if (this.#active === on) return;
    this.#active = on;
    this.#viewer.plain = on;
    if (!on) this.#session.finished?.endPeek();
    this.#undress();
    this.#equip();
    if (on) void this.#peek();
  }

  /** Corrections are made on the cut-out itself: what is finished is seen without that. */
  #undress() {
    const { finished, edits } = this.#session;
    const bare = this.#active && edits !== null && !same(edits.present.finish, DEFAULT_FINISH);
    if (bare === (this.#bare !== null) && (!bare || this.#bare === finished)) return;
    if (this.#bare) this.#bare.bare = false;
    this.#bare = bare ? finished : null;
    if (this.#bare) this.#bare.bare = true;
    this.#viewer.measure();
  }

  /** Something else is wanted, by a stroke or by undo. */
  #refresh() {
    if (!this.#active) return;
    this.#undress();
    void this.#peek();
    void this.#findSubjects();
  }

  /** One size of the brush up or down. @param {1 | -1} direction @returns {boolean} */
  resize(direction) {
    if (!this.#active) return false;
    this.#panel.resize(direction);
    return true;
  }

  /** Gives up a stroke that is being drawn. @returns {boolean} whether there was one */
  cancel() {
    return this.#active && this.#painter.drop();
  }

  /** Another tool, or the other effect. @param {string} value @returns {boolean} */
  choose(value) {
    if (!this.#active) return false;
    this.#panel.choose(value);
    return true;
  }

  #equip() {
    const { tool, effect, size } = this.#panel.manner;
    this.#painter.manner = this.#active ? { tool, effect, size } : null;
    if (!this.#active || tool !== "pick") this.#subjects.show(null, null);
    else void this.#findSubjects();
    if (!this.#active || !this.#panel.loupe) this.#loupe.hide();
  }

  /** @param {number[]} points */
  #stroke(points) {
    const { tool, effect, hard, softness } = this.#panel.manner;
    if (tool !== "pick") this.#add({ type: "stroke", tool, effect, hard, softness, points });
  }

  /** @param {Point} at */
  #click(at) {
    const found = this.#subjects.at(at);
    if (found) return this.#add({ type: "pick", at: [at.x, at.y], keep: found.dropped });
    const size = this.#session.finished?.size;
    if (!size) return this.#session.release();
    const reach = (TAP_BOX * Math.min(size.width, size.height)) / 2;
    this.#closer([at.x - reach, at.y - reach, at.x + reach, at.y + reach]);
  }

  /** @param {[number, number, number, number]} box */
  #closer([left, top, right, bottom]) {
    const size = this.#session.finished?.size;
    const [x, y] = [(right - left) * BOX_MARGIN, (bottom - top) * BOX_MARGIN];
    const [l, t] = [Math.max(0, left - x), Math.max(0, top - y)];
    const [r, b] = [Math.min(size?.width ?? 0, right + x), Math.min(size?.height ?? 0, bottom + y)];
    if (r - l < 8 || b - t < 8) return this.#session.release();
    this.#add({ type: "closer", box: [Math.round(l), Math.round(t), Math.round(r), Math.round(b)] });
  }

  /** @param {Fix} fix */
  #add(fix) {
    const { edits } = this.#session;
    // What looks for the subject again takes its time anyway: nothing can be seen before.
    if (edits) this.#session.edit({ fixes: [...edits.present.fixes, fix] }, { shown: fix.type !== "closer" });
    this.#session.release();
  }

  /** @param {Point | null} at */
  #hover(at) {
    this.#subjects.mark(at && this.#panel.manner.tool === "pick" ? this.#subjects.at(at) : null);
    const { picture, element, view } = this.#viewer;
    if (!at || !picture || !this.#panel.loupe) return this.#loupe.hide();
    const onStage = { x: at.x * view.scale + view.x, y: at.y * view.scale + view.y };
    this.#loupe.show(picture, at, onStage, view.scale, { width: element.clientWidth, height: element.clientHeight });
  }

  /** With Alt or Shift the wheel changes the brush. @param {WheelEvent} event */
  #wheel(event) {
    if (!this.#active || !(event.altKey || event.shiftKey)) return;
    event.preventDefault();
    event.stopPropagation();
    this.#panel.resize((event.deltaY || event.deltaX) < 0 ? 1 : -1);
  }

  async #findSubjects() {
    const { finished, edits } = this.#session;
    if (!finished || !edits || this.#panel.manner.tool !== "pick" || !this.#active) return;
    const asked = ++this.#asked;
    const cells = await this.#engine.parts(finished.file, edits.present).catch(() => null);
    if (asked !== this.#asked || !this.#active || this.#panel.manner.tool !== "pick") return;
    this.#subjects.show(finished, cells);
    this.#panel.found(this.#subjects.count);
  }

  /** Once the picture stands still. */
  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#peek(), STILL_MS);
  }

  /** What is on the screen, as it will be. */
  async #peek() {
    if (this.#peeking) return void (this.#again = true);
    this.#peeking = true;
    try {
      do {
        this.#again = false;
        const { finished, edits } = this.#session;
        const box = this.#visible();
        if (!finished || !edits || !box) break;
        const wanted = edits.present;
        const bitmap = await this.#engine.peek(finished.file, wanted, box).catch(() => null);
        if (!bitmap) continue;
        if (this.#active && this.#session.finished === finished && this.#session.edits?.present === wanted) finished.peek(bitmap, box);
        else bitmap.close();
      } while (this.#again);
    } finally {
      this.#peeking = false;
    }
  }

  /** @returns {PeekBox | null} */
  #visible() {
    const box = this.#viewer.visible;
    if (!box) return null;
    const [left, top, right, bottom] = [Math.floor(box.left), Math.floor(box.top), Math.ceil(box.right), Math.ceil(box.bottom)];
    const pixels = (right - left) * (bottom - top);
    const scale = Math.min(1, this.#viewer.view.scale * devicePixelRatio, Math.sqrt(MOST_PIXELS / pixels));
    const [width, height] = [right - left, bottom - top].map((side) => Math.max(1, Math.round(side * scale)));
    return pixels > 0 ? { left, top, right, bottom, width, height } : null;
  }
}
