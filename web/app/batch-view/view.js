/**
 * A batch on the screen: its bar, its buttons, its grid and the review.
 *
 * @import { Settings } from "../picture/settings.js"
 * @import { Trouble } from "../batch/batch.js"
 * @import { Action } from "./grid.js"
 * @import { Host } from "./host.js"
 * @import { Delivery, Found } from "../batch/gather.js"
 * @import { Entry } from "../batch/list.js"
 * @import { Removal } from "./removal.js"
 * @import { Facts, Storage } from "../batch/storage.js"
 */

import { Batch } from "../batch/batch.js";
import { gather } from "../batch/gather.js";
import { byHand, counts, filtered, nameOf, undone, wanted } from "../batch/list.js";
import { canChooseFolder, goOnSaving, saveAll, saveIntoFolder, saveOne } from "../batch/save.js";
import { StorageLost } from "../batch/storage.js";
import { messages } from "../messages/index.js";
import { same } from "../picture/settings.js";
import { byId } from "../ui/dom.js";
import { Grid } from "./grid.js";
import { Review } from "./review.js";
import { Toolbar } from "./toolbar.js";

/** Milliseconds from one look at the batch to the next: its state changes many times within a frame's time. */
const PERIOD_MS = 100;

const root = document.documentElement;

/** @param {BeforeUnloadEvent} event */
const askBeforeLeaving = (event) => event.preventDefault();

export class BatchView {
  /** @type {Batch | null} */
  batch = null;
  #host;
  #removal;
  #changed;
  /** @type {Grid | null} */
  #grid = null;
  /** @type {{entry: Entry, file: File} | null} a picture that is edited by itself */
  #fixing = null;
  /** It outlives the tab. */
  #lasting = true;
  #timer = 0;
  #rendered = 0;
  #wasGoing = false;
  review;

  #list = byId("batch-list", HTMLElement);
  #scroller = byId("batch-scroller", HTMLElement);
  #toolbar;
  #return = byId("open-batch", HTMLButtonElement);

  /** @param {Host} host @param {Removal} removal @param {() => void} changed  settings, or what is on the screen */
  constructor(host, removal, changed) {
    this.#host = host;
    this.#removal = removal;
    this.#changed = changed;
    this.review = new Review(() => this.batch, {
      fix: (entry) => void this.#fix(entry),
      closed: () => this.#grid?.focus(),
      say: (text) => host.status.announce(text),
    });
    const clicks = {
      "batch-pause": () => (this.batch?.paused ? this.batch.resume() : this.batch?.pause()),
      "batch-cancel": () => this.batch?.cancel(),
      "batch-retry": () => this.batch?.retry(undone(this.batch.entries)),
      "batch-redo": () => this.batch?.retry(this.batch.settings.outdated(this.batch.entries)),
      "batch-add": () => byId("file", HTMLInputElement).click(),
      "batch-add-folder": () => byId("folder", HTMLInputElement).click(),
      "batch-settings": () => host.panel(),
      "batch-output": () => host.chooseOutput(),
      "batch-review": () => this.review.open(),
      "batch-save": () => void this.save(),
      "batch-save-folder": () => this.batch && void saveIntoFolder(this.batch),
      "batch-clear": () => removal.ask(null, () => void this.clear()),
      "batch-remove": () => this.batch && this.#ask(filtered(this.batch.entries, this.#toolbar.filter)),
      "batch-leave": () => this.leave(),
      "open-batch": () => void this.enter(),
    };
    this.#toolbar = new Toolbar(clicks, () => {
      this.#scroller.scrollTop = 0;
      this.refresh();
    });
    byId("batch-save-folder", HTMLButtonElement).hidden = !canChooseFolder;
  }

  get visible() {
    return root.dataset.view === "batch";
  }

  focus() {
    this.#grid?.focus();
  }

  /** @param {Storage} storage @param {Entry[]} entries @param {Facts} facts */
  open(storage, entries, facts) {
    const { engine, calibration, files } = this.#host;
    this.#lasting = storage.lasting;
    const usual = this.#host.usual();
    const { present = usual, versions = [] } = facts.settings ?? {};
    const stored = { entries, settings: { present: { ...usual, ...present }, versions } };
    this.batch = new Batch(engine, calibration, storage, stored, files, {
      changed: () => this.refresh(),
      edited: () => this.#changed(),
      trouble: (trouble) => this.#showTrouble(trouble),
      preview: ({ id }, { stage, bitmap }) => {
        if (stage === "draft") bitmap.close();
        else this.#grid?.thumbnails.hand(id, bitmap);
      },
      remade: ({ id }) => this.#grid?.thumbnails.renew(id),
    });
    this.#grid = new Grid(this.#scroller, this.#list, this.batch, {
      open: (entry) => (entry.made ? this.review.open(entry) : undefined),
      act: (entry, action) => void this.#act(entry, action),
    });
    this.#toolbar.choose("all");
    void this.enter();
    if (facts.folder) void this.#goOnSaving(this.batch, facts.folder);
  }

  /** @param {Batch} batch @param {FileSystemDirectoryHandle} folder */
  async #goOnSaving(batch, folder) {
    if (!(await goOnSaving(batch, folder))) this.#showTrouble({ kind: "folder" });
  }

  /** The batch goes on, and what was done to a single picture of it is kept. */
  async enter() {
    const fixing = this.#fixing;
    this.#fixing = null;
    const made = fixing && (await this.#host.edited(fixing.file));
    root.dataset.view = "batch";
    this.#host.banner.clear();
    if (fixing && made) await this.batch?.replace(fixing.entry, made.result, made.settings);
    this.batch?.hold(false);
    this.#changed();
    this.refresh();
    if (fixing) this.review.open(fixing.entry);
    else this.#grid?.focus();
    if (fixing && made) this.#offerForAll(fixing.entry, { ...made.settings, fixes: [] });
  }

  /** What suits one picture may suit all. @param {Entry} entry @param {Settings} settings  but for what was fixed by hand */
  #offerForAll(entry, settings) {
    const { batch } = this;
    if (!batch || same(settings, batch.settings.present)) return;
    const action = { label: messages.batch.useForAll, run: () => void batch.share(entry, settings) };
    this.#host.banner.show("notice", { text: messages.batch.ownSettings }, { action });
  }

  /** Back to single pictures; meanwhile the batch waits. */
  leave() {
    this.review.close();
    root.dataset.view = "studio";
    this.batch?.hold(true);
    this.#changed();
    this.refresh();
    this.#return.hidden = false;
    this.#return.focus();
  }

  /** @param {Delivery} delivery */
  async take(delivery) {
    const { pictures, skipped, unreadable } = await gather(delivery);
    const { banner } = this.#host;
    if (!pictures.length) return banner.show("error", { text: messages.batch.noPictures(skipped, unreadable) });
    const room = await this.batch?.room(pictures);
    if (!room) return;
    if (room.fit < pictures.length) {
      // Browsers may tell less room than there is, so that nobody is known by it.
      const anyway = { label: messages.batch.tryAnyway, run: () => void this.#add(pictures) };
      const some = { label: messages.batch.takeSome(room.fit), run: () => void this.#add(pictures.slice(0, room.fit)) };
      const text = messages.batch.noRoom(pictures.length, room.needed, room.free);
      return banner.show("error", { text }, room.fit ? { action: some, other: anyway } : { action: anyway });
    }
    const leftOut = messages.batch.leftOut(skipped, unreadable);
    // One message at a time: this one takes the place of what was said of the storage.
    if (leftOut) banner.show("notice", { text: this.#lasting ? leftOut : `${leftOut} ${messages.batch.notKept}` });
    await this.#add(pictures);
  }

  /** @param {Found[]} pictures */
  #add(pictures) {
    this.#host.status.announce(messages.batch.added(pictures.length));
    return this.batch?.add(pictures);
  }

  /** Removes all of it from the device. */
  async clear() {
    const { batch } = this;
    this.batch = null;
    this.#fixing = null;
    this.review.close();
    this.#grid?.dispose();
    this.#grid = null;
    root.dataset.view = "studio";
    this.refresh();
    await batch?.clear();
    this.#changed();
  }

  /** @param {Entry[]} entries */
  #ask(entries) {
    this.#removal.ask(entries.length, () => this.#remove(entries));
  }

  /** @param {Entry[]} entries */
  #remove(entries) {
    for (const { id } of entries) this.#grid?.thumbnails.drop(id);
    void this.batch?.remove(entries);
  }

  /** @returns {boolean} whether there is anything to save */
  save() {
    if (!this.batch || !wanted(this.batch.entries).length) return false;
    void this.#saveAll(this.batch);
    return true;
  }

  /** @param {Batch} batch */
  async #saveAll(batch) {
    const { banner, status } = this.#host;
    try {
      const missing = await saveAll(batch, status);
      if (missing.length) banner.show("notice", { text: messages.batch.notInZip(missing) });
    } catch (error) {
      console.warn(error);
      if (!(error instanceof StorageLost)) banner.show("error", { text: messages.batch.zipFailed }); // that is told by itself
    }
  }

  /** @param {Entry} entry @param {Action} action */
  async #act(entry, action) {
    const { batch } = this;
    if (!batch) return;
    if (action === "save") await saveOne(batch, entry);
    else if (action !== "remove") await batch[action]([entry]);
    else if (byHand(entry)) this.#ask([entry]);
    else this.#remove([entry]);
  }

  /** @param {Entry} entry */
  async #fix(entry) {
    const { batch } = this;
    if (!batch) return;
    const original = await batch.original(entry);
    const file = new File([original], nameOf(entry.path), { type: original.type });
    this.#fixing = { entry, file };
    this.leave();
    this.#host.edit(file, nameOf(entry.path), batch.settings.of(entry));
  }

  /** @param {Trouble} trouble */
  #showTrouble(trouble) {
    const { banner } = this.#host;
    const again = { label: messages.batch.resume, run: () => this.batch?.resume() };
    if (trouble.kind === "engine") {
      const { title, advice } = messages.error(trouble.code);
      banner.show("error", { title, text: advice }, { action: again });
    } else if (trouble.kind === "full") {
      banner.show("error", { text: messages.batch.full(trouble.lost) }, trouble.lost ? {} : { action: again });
    } else if (trouble.kind === "unwritten") banner.show("notice", { text: messages.batch.unwritten(trouble.names) });
    else banner.show("error", { text: trouble.kind === "lost" ? messages.batch.storageLost : messages.batch.folderLost });
  }

  /** Soon. */
  refresh() {
    this.#timer ||= setTimeout(
      () =>
        requestAnimationFrame(() => {
          this.#timer = 0;
          this.#rendered = performance.now();
          this.#render();
        }),
      Math.max(0, this.#rendered + PERIOD_MS - performance.now()),
    );
  }

  #render() {
    const { batch } = this;
    this.#return.hidden = !batch || this.visible;
    if (batch && (batch.arriving || (!this.#lasting && batch.entries.length))) addEventListener("beforeunload", askBeforeLeaving);
    else removeEventListener("beforeunload", askBeforeLeaving);
    if (!batch) return;
    const { done, all, failed, waiting } = counts(batch.entries);
    const pill = messages.batch.pill(done, all);
    this.#return.textContent = this.#fixing ? messages.batch.backFromFix : pill;
    if (!this.visible) return;
    document.title = messages.title(pill);
    this.#toolbar.show(batch);
    byId("batch-output", HTMLElement).textContent = messages.formats[this.#host.files.output().format].short;
    this.#grid?.show(filtered(batch.entries, this.#toolbar.filter));
    this.review.refresh();
    if (this.#wasGoing && !batch.going && !waiting) this.#host.status.announce(messages.batch.finished(done, failed));
    this.#wasGoing = batch.going;
  }
}
