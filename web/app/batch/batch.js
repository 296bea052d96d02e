/**
 * Many pictures with one set of settings: the list, what is done to it, and its keeping. All of it is on the device before
 * it counts: what was added is copied before it is begun, and a picture is done when its result is stored.
 *
 * @import { Calibration, CutoutResult, Engine, ErrorCode, Output, Preview } from "../../engine/index.js"
 * @import { Settings } from "../picture/settings.js"
 * @import { FolderTrouble } from "./destination.js"
 * @import { Found } from "./gather.js"
 * @import { Entry, Verdict } from "./list.js"
 * @import { Storage, StoredSettings } from "./storage.js"
 * @import { Way } from "./versions.js"
 */

import { codeOf, DEFAULT_OUTPUT } from "../../engine/index.js";
import { same } from "../picture/settings.js";
import { Destination } from "./destination.js";
import { Intake } from "./intake.js";
import { megapixels, newEntry } from "./list.js";
import { Pace } from "./pace.js";
import { outputPaths } from "./paths.js";
import { Runner } from "./runner.js";
import { BatchSettings } from "./settings.js";
import { isFull, StorageLost } from "./storage.js";

/**
 * @typedef {{kind: "engine", code: ErrorCode} | {kind: "full", lost: number} | {kind: "lost"} | FolderTrouble} Trouble
 *   what came in the way; `full`: no room on the device for what came (`lost` pictures) or for a result
 *
 * @typedef {object} Listener
 * @property {() => void} changed
 * @property {() => void} edited   the settings for all are other ones
 * @property {(trouble: Trouble) => void} trouble
 * @property {(entry: Entry, preview: Preview) => void} preview  its bitmap is taken
 * @property {(entry: Entry) => void} remade   has another result
 *
 * @typedef {object} Files  what the page says of them
 * @property {() => Output} output  their kind
 * @property {(entry: Entry, way: Way) => string} name  of a result
 */

/** What would befall every other picture, too. @type {ErrorCode[]} */
const CONCERNS_ALL = ["network", "corrupt-download", "unsupported-browser", "outdated"];

export class Batch {
  /** @type {Entry[]} */
  entries;
  paused = false;
  settings;
  /** Where results are written as they come. */
  destination;
  #held = false;
  #intake;
  #pace = new Pace();
  /** @type {Runner} */
  #runner;
  #files;
  #storage;
  #calibration;
  #tell;

  /**
   * @param {Pick<Engine, "cut" | "forget">} engine
   * @param {Calibration} calibration
   * @param {Storage} storage
   * @param {{entries: Entry[], settings: StoredSettings}} stored
   * @param {Files} files
   * @param {Listener} listener
   */
  constructor(engine, calibration, storage, { entries, settings }, files, listener) {
    this.#storage = storage;
    storage.onLost = () => this.#halt({ kind: "lost" });
    this.#calibration = calibration;
    this.#tell = listener;
    this.entries = entries;
    this.settings = new BatchSettings(storage, settings, files.output, () => {
      listener.edited();
      listener.changed();
    });
    this.#files = files;
    this.#intake = new Intake(storage, {
      begun: () => this.settings.keep(),
      copied: () => this.#go(),
      full: (rest) => this.#turnAway(rest),
      lost: (rest) => this.remove(rest),
    });
    this.destination = new Destination(storage, () => this.paths(this.entries), listener.trouble);
    this.#runner = new Runner(engine, {
      next: () => this.entries.find((entry) => this.#isNext(entry)),
      order: async (entry) => ({ file: await storage.original(entry.id), settings: this.settings.wayOf(entry) }),
      done: (entry, result, made) => this.#finish(entry, result, made),
      failed: (entry, error, early) => this.#fail(entry, error, early).catch(console.warn),
      progress: () => listener.changed(),
      preview: listener.preview,
    });
  }

  /** Pictures that are being copied onto the device. */
  get arriving() {
    return this.#intake.size;
  }

  /** Something is at work, or would be if nobody edited a picture. */
  get going() {
    return this.#runner.busy || (!this.paused && this.entries.some(({ state }) => state === "waiting"));
  }

  /** A pause was asked for, and what is at work is being finished. */
  get pausing() {
    return this.paused && this.#runner.busy;
  }

  /** @param {Entry} entry */
  progress(entry) {
    return this.#runner.progress(entry.id);
  }

  /** Milliseconds, likely; null: nobody knows. @returns {number | null} */
  get timeLeft() {
    const waiting = this.entries.filter(({ state }) => state === "waiting").length;
    return this.#pace.left(waiting, this.#calibration.expect(this.settings.mode, megapixels(this.entries)));
  }

  /** @param {Entry} entry */
  original(entry) {
    return this.#storage.original(entry.id);
  }

  /** @param {Entry} entry */
  result(entry) {
    return this.#storage.result(entry.id);
  }

  /** What the results are called. @param {readonly Entry[]} [beside]  whose originals may lie there @returns {Map<number, string>} by id */
  paths(beside) {
    const name = (/** @type {Entry} */ entry) => this.#files.name(entry, this.settings.madeWith(entry));
    return outputPaths(this.entries.filter(({ made }) => made), name, beside);
  }

  /** How many of these there is room for. @param {Found[]} found */
  room(found) {
    const awaited = this.entries.filter(({ made }) => !made).reduce((sum, { bytes }) => sum + bytes, 0);
    return this.#storage.room(
      found.map(({ bytes }) => bytes),
      awaited,
    );
  }

  /** Copies pictures onto the device and begins with them as they come. @param {Found[]} found */
  add(found) {
    const next = Math.max(0, ...this.entries.map(({ id }) => id)) + 1;
    const entries = found.map(({ path, bytes }, index) => newEntry(next + index, path, bytes));
    this.entries = [...this.entries, ...entries];
    const copying = this.#intake.add(entries, found);
    this.#pace.begin();
    this.#tell.changed();
    return copying;
  }

  /** @param {Entry[]} rest  for which there was no room after all */
  async #turnAway(rest) {
    await this.remove(rest);
    this.#tell.trouble({ kind: "full", lost: rest.length });
  }

  /** @param {readonly Entry[]} entries */
  async remove(entries) {
    const gone = new Set(entries.map(({ id }) => id));
    this.entries = this.entries.filter(({ id }) => !gone.has(id));
    this.#tell.changed();
    await Promise.all([...gone].map((id) => this.#forget(id)));
  }

  /** @param {number} id */
  async #forget(id) {
    if (this.#intake.drop(id)) return; // who copies it sees that
    await this.#runner.abort(id);
    await this.#storage.remove(id);
  }

  /** Everything, from the device, too. */
  async clear() {
    this.#runner.stop();
    const { entries } = this;
    this.entries = [];
    this.#intake.clear();
    await Promise.all([this.#intake.ended, ...entries.map(({ id }) => this.#runner.abort(id))]);
    await this.#storage.clear().catch(console.warn); // where it is lost there is nothing left
  }

  pause() {
    this.paused = true;
    this.#runner.stop();
    this.#tell.changed();
  }

  resume() {
    this.paused = false;
    this.#pace.begin();
    this.#go();
  }

  /** While a single picture is edited, which should not have to share the engine. @param {boolean} on */
  hold(on) {
    this.#held = on;
    this.#runner.stop();
    this.#pace.begin();
    this.#go();
  }

  /** Gives up what waits or is at work. @param {readonly Entry[]} [entries] */
  async cancel(entries = this.entries) {
    const given = entries.filter(({ state }) => state === "waiting");
    for (const entry of given) entry.state = entry.made ? "done" : "cancelled";
    this.#tell.changed();
    await Promise.all(given.map(({ id }) => this.#runner.abort(id)));
    await this.#keep(given);
    this.#tell.changed();
  }

  /** What has failed or was cancelled, or is to be made again with the settings as they are. @param {readonly Entry[]} entries */
  async retry(entries) {
    for (const entry of entries) Object.assign(entry, { state: "waiting", code: null });
    this.#tell.changed();
    await this.#keep(entries);
    this.resume();
  }

  #go() {
    if (!this.paused && !this.#held) this.#runner.go();
    this.#tell.changed();
  }

  /** @param {Entry} entry */
  #isNext({ id, state }) {
    return state === "waiting" && !this.#intake.has(id) && !this.#runner.has(id);
  }

  /** Those that are stored already. @param {readonly Entry[]} entries */
  async #keep(entries) {
    await this.#storage.keep(...entries.filter(({ id }) => !this.#intake.has(id)));
  }

  /** @param {Entry} entry @param {CutoutResult} result @param {Way} way */
  async #finish(entry, { blob, width, height, found, reframed, notices }, way) {
    await this.#storage.keepResult(entry.id, blob);
    const version = await this.settings.version(way);
    const made = { version, width, height, found, reframed, notices: notices.map(({ code }) => code) };
    Object.assign(entry, { state: "done", code: null, made, verdict: null, stale: true });
    await this.#storage.keep(entry);
    this.#pace.add();
    this.#tell.remade(entry);
    await this.destination.update([entry]);
  }

  /** @param {Entry} entry @param {unknown} error @param {boolean} early */
  async #fail(entry, error, early) {
    if (error instanceof StorageLost) return; // told by itself
    console.warn(error);
    const [full, code] = [isFull(error), codeOf(error)];
    const ofAll = full || CONCERNS_ALL.includes(code); // and what began early just waits again
    if (ofAll) return early ? undefined : this.#halt(full ? { kind: "full", lost: 0 } : { kind: "engine", code });
    Object.assign(entry, { state: "failed", code });
    await this.#storage.keep(entry);
    this.#pace.add();
  }

  /** @param {Trouble} trouble */
  #halt(trouble) {
    if (!this.paused) this.#tell.trouble(trouble);
    this.pause();
  }

  /** @param {Entry} entry @param {Verdict | null} verdict */
  async judge(entry, verdict) {
    entry.verdict = verdict;
    this.#tell.changed();
    await this.#storage.keep(entry);
    await this.destination.update([entry]);
  }

  /**
   * A picture was edited by itself: its settings from now on, and its result, unless another kind of file is wanted.
   *
   * @param {Entry} entry @param {CutoutResult} result  a PNG @param {Settings} settings
   */
  async replace(entry, result, settings) {
    const way = { ...settings, output: DEFAULT_OUTPUT };
    entry.own = same(settings, this.settings.present) ? null : await this.settings.version(way);
    if (!same(this.#files.output(), DEFAULT_OUTPUT)) return this.retry([entry]);
    await this.#finish(entry, result, way);
    this.#tell.changed();
  }

  /** The settings of a picture that was edited by itself become those of all. @param {Entry} entry @param {Settings} settings */
  async share(entry, settings) {
    this.settings.edit(settings);
    if (same(this.settings.of(entry), this.settings.present)) entry.own = null;
    await this.#keep([entry]);
  }
}
