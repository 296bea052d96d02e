/**
 * One picture on its way through the Python worker, from the order to the file. What it holds meanwhile it lets go of at
 * its end, however that comes about.
 */

import { MAX_PIXELS } from "../shared/defaults.js";
import { asEngineError } from "../shared/errors.js";
import { Moved } from "../shared/wire.js";
import { decode } from "./decode.js";
import { Job, Stopwatch } from "./job.js";
import { bitmapNow, imageData, previewOf } from "./preview.js";
import { provenance } from "./provenance.js";
import { destroyAll } from "./proxies.js";
import { asPythonError, hooksOf, keyOf } from "./python.js";
import { Source } from "./source.js";

/**
 * @typedef {import("pyodide/ffi").PyProxy} PyProxy
 * @typedef {import("../shared/protocol.js").CutJob} CutJob
 * @typedef {import("../shared/protocol.js").CutReply} CutReply
 * @typedef {import("../types.js").Notice} Notice
 * @typedef {import("../types.js").Phase} Phase
 * @typedef {import("./cutout.js").Cutout} Cutout
 * @typedef {import("./python.js").Choices} Choices
 *
 * @typedef {object} Workshop  what all pictures share
 * @property {import("./python.js").Python} python
 * @property {import("../heif/heif.js").Heif} heif
 * @property {import("./segmenter.js").Segmenter} segmenter
 * @property {import("./own-networks.js").OwnNetworks} own
 * @property {import("./pixel-budget.js").PixelBudget} budget
 * @property {import("../shared/queue.js").Queue} decoding  one at a time, so that pictures come to the networks in the order
 *   in which they were asked for
 * @property {import("../shared/wire.js").Wire<import("../shared/protocol.js").ClientDuties>} client
 */

/** What the page calls the pipeline's stages; the others, all after the network, are `matte`. @type {Record<string, Phase>} */
const PHASES = { tensor: "draft", draft: "draft", draft_matte: "draft", segment: "segment", finish: "finish", encode: "encode" };

/** What is told of a picture as it was looked at in one mode. @type {import("../types.js").NoticeCode[]} */
const OF_ONE_MODE = ["lighter", "own-failed"];

export class Delivery {
  #order;
  #workshop;
  #key;
  #source;
  #hooks;
  #stopwatch = new Stopwatch();
  /** The picture's, once it is known. */
  #size = { width: 0, height: 0 };
  /** Done in reverse order at the end. @type {(() => void)[]} */
  #undo = [];

  /** @param {CutJob} order @param {Workshop} workshop */
  constructor(order, workshop) {
    this.#order = order;
    this.#workshop = workshop;
    this.#key = keyOf(order.id, order.mode);
    this.#source = new Source(order.file);
    this.job = new Job(order.job, order.stop);
    this.#hooks = hooksOf({
      cancelled: this.job.cancelled,
      segment: (role, tensor, network) => this.#segment(role, tensor, network),
      onStage: (stage, fraction) => this.#report(PHASES[stage] ?? "matte", fraction),
      onDraft: (pixels, rows, columns) => this.#show("draft", bitmapNow(imageData(pixels, columns, rows)), this.#size),
      onTips: (tips) => workshop.client.tell("tips", { job: this.job.number, tips }),
    });
  }

  /** @returns {Promise<CutReply>} */
  async run() {
    const { python } = this.#workshop;
    const { pictures } = python;
    try {
      pictures.hold(this.#key);
      this.#undo.push(() => pictures.let_go(this.#key));
      const choices = python.choices(this.#order);
      this.#undo.push(() => destroyAll(choices));
      const known = python.about(this.#key);
      if (known) {
        this.#checkSides(known, choices);
        await this.#enter(known.width * known.height);
      } else await this.#find(choices);
      return await this.#deliver(choices);
    } catch (thrown) {
      const error = asEngineError(this.job.refusal ?? asPythonError(thrown));
      // Another try should not build on what may be broken.
      if (error.code !== "cancelled") this.#undo.unshift(() => pictures.remove(this.#key));
      throw error;
    } finally {
      for (const undo of this.#undo.reverse()) {
        try {
          undo();
        } catch (broken) {
          console.warn(broken); // Python's end, which is told already
        }
      }
    }
  }

  /** @param {string} role @param {PyProxy} tensor @param {string} network */
  async #segment(role, tensor, network) {
    const { segmenter, own } = this.#workshop;
    if (network && this.#order.own) return own.segment(this.job, this.#order.own, tensor);
    const { data, height, width } = await segmenter.segment(this.job, role, tensor);
    return { data, shape: [height, width] };
  }

  /** Waits until there is memory for so many pixels. @param {number} pixels */
  async #enter(pixels) {
    this.#undo.push(await this.#workshop.budget.enter(pixels, this.job.gone));
  }

  /** Before any work is lost. @param {{width: number, height: number}} picture @param {Choices} choices */
  #checkSides(picture, { finish, output }) {
    if (!reframes(finish)) this.#workshop.python.checkSides(output, picture);
  }

  /** @param {Choices} choices */
  async #find(choices) {
    const { python } = this.#workshop;
    const { id, mode, effort, own } = this.#order;
    const { image, told, width, height, notices } = (await this.#decodedBefore()) ?? (await this.#decode());
    this.#size = { width, height };
    try {
      this.#checkSides(this.#size, choices);
    } catch (error) {
      image.destroy();
      throw error;
    }
    /** @type {Notice[]} */
    const all = [...notices, ...(effort === mode ? [] : [{ code: /** @type {const} */ ("lighter") }])];
    const bytes = told ?? this.#source.bytes().catch(() => new ArrayBuffer(0)); // it need not be there any more
    const file = Promise.resolve(bytes).then((buffer) => new Uint8Array(buffer));
    const about = { width, height, notices: all };
    if (!own) this.#workshop.own.rest();
    const kept = own?.descriptor ? own : null;
    const asked = own ? "standard" : effort;
    const why = python.find(this.#key, id, image, asked, this.#hooks, about, file, kept).finally(() => image.destroy());
    const trouble = (await why) || (own && !kept && "gone");
    if (own && trouble) all.push({ code: "own-failed", values: { title: own.title, trouble } });
  }

  /** The pixels of a picture that was analysed in another mode. */
  async #decodedBefore() {
    const { python } = this.#workshop;
    const { pictures } = python;
    /** @type {string | undefined} */
    const key = pictures.key_of(this.#order.id);
    const about = key && python.about(key);
    if (!about) return null;
    pictures.hold(key);
    await this.#enter(about.width * about.height).finally(() => pictures.let_go(key));
    const image = python.image(key);
    pictures.make_room(this.#order.id);
    const notices = about.notices.filter(({ code }) => !OF_ONE_MODE.includes(code));
    return { image, ...about, notices, told: null };
  }

  async #decode() {
    const { python, decoding } = this.#workshop;
    const { id, pixels: most } = this.#order;
    this.#report("decode");
    const admit = async (/** @type {number} */ pixels) => {
      await this.#enter(pixels);
      python.pictures.make_room(id);
    };
    const hooks = { cancelled: this.job.cancelled, admit, most, readHeif: this.#readHeif };
    const decoded = decoding.run(() => decode(this.#source, python, hooks));
    const [{ preview, notices, ...picture }, all] = await Promise.all([decoded, provenance(this.#source)]);
    const known = new Set(notices.map(({ code }) => code));
    const told = all.filter(({ code }) => !known.has(code)); // Pillow's reader tells it, too
    this.#stopwatch.lap("decode");
    this.#show("source", preview, { width: picture.width, height: picture.height });
    return { ...picture, notices: [...notices, ...told] };
  }

  /** @param {Choices} choices @returns {Promise<CutReply>} */
  async #deliver(choices) {
    const { python } = this.#workshop;
    const stopwatch = this.#stopwatch;
    const { notices } = /** @type {import("./python.js").About} */ (python.about(this.#key));
    const cutout = await python.matte(this.#key, choices, this.#hooks);
    this.#undo.push(() => cutout.release());
    stopwatch.lap("cut");
    const { plain } = choices.finish;
    const reframed = !plain && reframes(choices.finish);
    const finished = plain ? await this.#asItIs(cutout) : await this.#finished(cutout, choices, reframed);
    this.#undo.push(() => finished.release());
    this.#report("encode", 0);
    const { blob, notices: written } = await finished.file(this.#key, choices.output, this.#order.finish.frame.dpi, this.#hooks);
    stopwatch.lap("encode");
    return {
      blob,
      ...finished.size,
      reframed,
      found: cutout.found,
      notices: [...notices, ...[...cutout.warnings, ...written].map((code) => ({ code }))],
      tips: cutout.tips,
      timings: { ...stopwatch.times, ...pipelineTimes(cutout.timings, this.job.runs), total: stopwatch.total },
      heapBytes: python.heapBytes,
    };
  }

  /** @param {Cutout} cutout */
  async #asItIs(cutout) {
    const pixels = cutout.pixels();
    const { width, height } = pixels.size;
    this.#show("final", await pixels.view((p) => previewOf(imageData(p, width, height))), { width, height });
    this.#stopwatch.lap("preview");
    return pixels;
  }

  /** What a finish makes of it, shown in little as soon as can be. @param {Cutout} cutout @param {Choices} choices @param {boolean} reframed */
  async #finished(cutout, { finish, output }, reframed) {
    this.#report("finish", 0);
    const { ground } = this.#order;
    const { kind, picture } = this.#order.finish.background;
    if (picture && kind === "picture") await this.#fetchGround(ground, picture);
    /** @type {import("./cutout.js").OnPreview} */
    const onPreview = (pixels, rows, columns, size) => {
      this.#workshop.python.checkSides(output, size);
      this.#show("final", bitmapNow(imageData(pixels, columns, rows)), { ...size, reframed });
      this.#stopwatch.lap("preview");
    };
    const pixels = await cutout.finished(this.#key, finish, ground, onPreview, this.#hooks);
    this.#stopwatch.lap("finish");
    return pixels;
  }

  /** The picture for the background comes into Python's memory. @param {number} number @param {Blob} picture */
  async #fetchGround(number, picture) {
    const { python } = this.#workshop;
    if (python.hasGround(number)) return;
    const hooks = { cancelled: this.job.cancelled, admit: async () => {}, most: MAX_PIXELS, readHeif: this.#readHeif };
    const { image, preview } = await decode(new Source(picture), python, hooks);
    preview.close();
    try {
      python.keepGround(number, image);
    } finally {
      image.destroy();
    }
  }

  /** @param {Blob} file */
  #readHeif = (file) => this.#workshop.heif.read(file, this.job.gone);

  /** @param {Phase} phase @param {number | null} [fraction] */
  #report(phase, fraction = null) {
    this.#workshop.client.tell("progress", { job: this.job.number, progress: { phase, fraction } });
  }

  /** @param {"source" | "draft" | "final"} stage @param {ImageBitmap} bitmap @param {{width: number, height: number, reframed?: boolean}} size */
  #show(stage, bitmap, size) {
    const preview = { stage, bitmap, ...size };
    this.#workshop.client.tell("preview", new Moved({ job: this.job.number, preview }, [bitmap]));
  }
}

/** @param {PyProxy} finish @returns {boolean} */
function reframes(finish) {
  const { frame } = finish;
  const { moves } = frame;
  frame.destroy();
  return moves;
}

/**
 * The networks' runs as they were (Python's `draft` and `segment` include waiting), and Python's own stages.
 *
 * @param {Record<string, number>} stages  milliseconds
 * @param {Record<string, number>} runs
 * @returns {Record<string, number>}
 */
function pipelineTimes({ draft_matte, draft, segment, ...own }, runs) {
  const stages = Object.fromEntries(Object.entries(own).map(([stage, ms]) => [`py_${stage}`, ms]));
  if (draft_matte === undefined) return stages; // the networks did not run
  return { draft_inference: runs.draft, draft_matte, ...(runs.main && { inference: runs.main }), ...stages };
}
