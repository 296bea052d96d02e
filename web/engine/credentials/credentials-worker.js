/** Signs files and checks them, by the C2PA project's own library (c2pa-rs in WebAssembly), which asks nobody for anything. */

import { EngineError } from "../shared/errors.js";
import { Files } from "../shared/files.js";
import { holdLifeline } from "../shared/lifeline.js";
import { Wire } from "../shared/wire.js";
import { certificateIn, sign as signature } from "./cose.js";
import { manifest } from "./manifest.js";
import { found, refused } from "./reading.js";
import { needKey, ownKey } from "./signing-key.js";
import { fingerprint } from "./x509.js";

/** @typedef {typeof import("@contentauth/c2pa-wasm")} Library */

const HOME = "vendor/c2pa/";
const SCRIPT = `${HOME}c2pa.js`;
const PROGRAM = `${HOME}c2pa_bg.wasm`;

/** Neither lists of whom to trust nor anything else from other servers; and no small copy of the picture in the file. */
const SETTINGS = JSON.stringify({
  verify: { verify_trust: false, verify_after_sign: false, remote_manifest_fetch: false, ocsp_fetch: false },
  builder: { thumbnail: { enabled: false } },
});

/** @type {Library} */
let c2pa;
let version = "";

/** @type {Wire<import("../shared/protocol.js").ClientDuties>} */
const client = new Wire(/** @type {any} */ (self), { init, sign, read, own });

/** @param {import("../shared/protocol.js").PythonInit} init */
async function init({ base, assets, lifeline }) {
  client.tell("alive", await holdLifeline(lifeline));
  const files = new Files(new URL(base), assets.files, [SCRIPT, PROGRAM], () => {});
  const [library, program] = await Promise.all([files.import(SCRIPT), files.get(PROGRAM)]);
  await library.default({ module_or_path: program });
  c2pa = library;
  version = assets.release;
}

/** @param {{file: Blob, steps: import("../types.js").Step[], original: Blob}} order @returns {Promise<Blob>} */
async function sign({ file, steps, original }) {
  const { key, certificate } = await needKey().catch((error) => {
    throw error instanceof EngineError ? error : new EngineError("no-key", String(error));
  });
  const seal = (/** @type {Uint8Array} */ claim) => signature(claim, key, certificate);
  const { length } = await seal(new Uint8Array());
  const { ingredients, ...rest } = manifest(steps, version, new Date());
  const carried = await hasCredentials(original);
  const builder = c2pa.WasmBuilder.fromJson(JSON.stringify(carried ? rest : { ingredients, ...rest }), SETTINGS);
  try {
    if (carried) await builder.addIngredientFromBlob(JSON.stringify(ingredients[0]), typeOf(original), original);
    const signed = await builder.sign({ alg: "es256", reserveSize: length, sign: seal }, [], file.type, file);
    return new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (signed)], { type: file.type });
  } finally {
    builder.free();
  }
}

/** The library looks at the bytes, too; a kind that it does not know at all it refuses. @param {Blob} file */
const typeOf = (file) => file.type || "image/png";

/** Whether there are any that can be carried along; damaged ones can, and stay damaged. @param {Blob} original */
async function hasCredentials(original) {
  try {
    (await c2pa.WasmReader.fromBlob(typeOf(original), original, SETTINGS)).free();
    return true;
  } catch {
    return false;
  }
}

/** @param {Blob} file @returns {Promise<import("../types.js").Credentials>} */
async function read(file) {
  /** @type {import("@contentauth/c2pa-wasm").WasmReader} */
  let reader;
  try {
    reader = await c2pa.WasmReader.fromBlob(typeOf(file), file, SETTINGS);
  } catch (error) {
    return refused(String(error));
  }
  try {
    const store = JSON.parse(reader.json());
    const label = store.active_manifest;
    const bytes = /** @type {Uint8Array<ArrayBuffer>} */ (reader.resourceToBytes(`self#jumbf=/c2pa/${label}`));
    const certificate = certificateIn(bytes, label);
    const print = certificate && (await fingerprint(certificate));
    return found(store, print, print !== null && print === (await own()));
  } finally {
    reader.free();
  }
}

/** @returns {Promise<string | null>} fingerprint of this device's key, if there is one */
async function own() {
  const mine = await ownKey().catch(() => null);
  return mine && fingerprint(mine.certificate);
}
