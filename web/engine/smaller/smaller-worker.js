/**
 * Makes one PNG smaller without changing what is in it, with oxipng (in Rust, by Joshua Holmer), and ends with its worker:
 * a run cannot be interrupted otherwise.
 */

import { Files } from "../shared/files.js";
import { holdLifeline } from "../shared/lifeline.js";
import { Wire } from "../shared/wire.js";

/** @typedef {typeof import("@jsquash/oxipng/codec/pkg/squoosh_oxipng.js")} Library */

const HOME = "vendor/oxipng/";
const SCRIPT = `${HOME}oxipng.js`;
const PROGRAM = `${HOME}oxipng_bg.wasm`;

/** oxipng's own usual one: the next takes three times as long for a hundredth less. */
const LEVEL = 2;

/** @type {Wire<Pick<import("../shared/protocol.js").ClientDuties, "alive">>} */
const client = new Wire(/** @type {any} */ (self), { shrink });

/** @param {import("../shared/protocol.js").SmallerOrder} order @returns {Promise<Blob>} the file itself where it is as small as can be */
async function shrink({ base, assets, lifeline, file }) {
  client.tell("alive", await holdLifeline(lifeline));
  const files = new Files(new URL(base), assets.files, [SCRIPT, PROGRAM], () => {});
  /** @type {[Library, Uint8Array<ArrayBuffer>]} */
  const [library, program] = await Promise.all([files.import(SCRIPT), files.get(PROGRAM)]);
  await library.default(program);
  // Not interlaced; colours under alpha 0 stay: they are the edge's (py/mattebox/imaging/bleed.py).
  const small = library.optimise(new Uint8Array(await file.arrayBuffer()), LEVEL, false, false);
  return small.length < file.size ? new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (small)], { type: file.type }) : file;
}
