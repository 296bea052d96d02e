/**
 * Decodes one HEIC picture with libheif and ends with its worker, so that none of the memory stays: WebAssembly's never
 * shrinks. The C interface is used as libheif documents it (heif.h); its transformations (irot, imir, clap) are applied,
 * and EXIF's orientation does not count, as the format has it.
 */

import { MAX_PIXELS } from "../shared/defaults.js";
import { EngineError } from "../shared/errors.js";
import { Files } from "../shared/files.js";
import { holdLifeline } from "../shared/lifeline.js";
import { Moved, Wire } from "../shared/wire.js";
import { shrink } from "./shrink.js";

/**
 * @typedef {object} HeifPicture
 * @property {Uint8Array<ArrayBuffer>} pixels  straight RGBA in the picture's own colours, at most MAX_PIXELS
 * @property {number} width
 * @property {number} height
 * @property {number} full                     pixels before it was scaled down
 * @property {Uint8Array<ArrayBuffer>} profile  ICC; empty: none
 * @property {{primaries: number, transfer: number} | null} numbers  the colours without a profile, as of ITU-T H.273
 * @property {number} pictures                 in the file, of which it is the main one
 *
 * @typedef {object} HeifDuties  asked by the Python worker
 * @property {(order: HeifOrder) => Promise<HeifPicture>} decode
 *
 * @typedef {object} HeifOrder
 * @property {string} base        URL of the root of dist/
 * @property {import("../shared/assets-json.js").AssetFile[]} files
 * @property {string} lifeline    name of the lock that says the worker lives
 * @property {Blob} file
 */

const LIBRARY = "vendor/heif/libheif-bundle.js";

/** Of heif.h. */
const COLOURSPACE_RGB = 1;
const CHROMA_INTERLEAVED_RGBA = 11;
const CHANNEL_INTERLEAVED = 10;
const MEMORY_ALLOCATION_ERROR = 6;
const SECURITY_LIMIT_EXCEEDED = 1000;

/** Bytes of a heif_error: code, subcode, message. */
const ERROR_BYTES = 12;

/** @type {Wire<Pick<import("../shared/protocol.js").ClientDuties, "alive">>} */
const asker = new Wire(/** @type {any} */ (self), { decode });

/** @param {HeifOrder} order @returns {Promise<Moved>} a HeifPicture */
async function decode({ base, files, lifeline, file }) {
  asker.tell("alive", await holdLifeline(lifeline));
  const { default: load } = await new Files(new URL(base), files, [LIBRARY], () => {}).import(LIBRARY).catch((error) => {
    throw error.code === "network" ? new EngineError("no-heif", error.message) : error;
  });
  const bytes = new Uint8Array(await file.arrayBuffer());
  try {
    return read(load(), bytes);
  } catch (error) {
    if (error instanceof EngineError) throw error;
    const memory = error instanceof RangeError || /memory|bad_alloc|OOM/i.test(String(error));
    throw new EngineError(memory ? "memory" : "unreadable", `libheif: ${error}`); // the library itself broke on it
  }
}

/** @param {any} heif  the library @param {Uint8Array} bytes */
function read(heif, bytes) {
  const error = heif._malloc(ERROR_BYTES);
  const answer = heif._malloc(4);
  const data = heif._malloc(bytes.length);
  heif.HEAPU8.set(bytes, data);
  /** @param {string} name  of a function that returns a heif_error @param {number[]} given */
  const call = (name, ...given) => {
    heif[name](error, ...given);
    const [code, subcode] = heif.HEAPU32.subarray(error >> 2);
    if (code === 0) return;
    const kind = subcode === SECURITY_LIMIT_EXCEEDED ? "too-large" : code === MEMORY_ALLOCATION_ERROR ? "memory" : "unreadable";
    throw new EngineError(kind, `libheif: ${name} ${code}.${subcode}`);
  };
  const context = heif._heif_context_alloc();
  call("_heif_context_read_from_memory", context, data, bytes.length, 0);
  call("_heif_context_get_primary_image_handle", context, answer);
  const handle = heif.HEAPU32[answer >> 2];
  const profile = readProfile(heif, handle, call);
  const numbers = profile.length ? null : readNumbers(heif, handle, answer, error);
  const pictures = heif._heif_context_get_number_of_top_level_images(context);
  call("_heif_decode_image", handle, answer, COLOURSPACE_RGB, CHROMA_INTERLEAVED_RGBA, 0);
  const image = heif.HEAPU32[answer >> 2];
  const plane = heif._heif_image_get_plane_readonly(image, CHANNEL_INTERLEAVED, answer);
  const stride = heif.HEAPU32[answer >> 2];
  const width = heif._heif_image_get_width(image, CHANNEL_INTERLEAVED);
  const height = heif._heif_image_get_height(image, CHANNEL_INTERLEAVED);
  const source = { pixels: heif.HEAPU8.subarray(plane, plane + stride * height), width, height, stride };
  const small = shrink(source, MAX_PIXELS);
  return new Moved({ ...small, full: width * height, profile, numbers, pictures }, [small.pixels.buffer]);
}

/** @param {any} heif @param {number} handle @param {(name: string, ...given: number[]) => void} call @returns {Uint8Array<ArrayBuffer>} */
function readProfile(heif, handle, call) {
  const size = heif._heif_image_handle_get_raw_color_profile_size(handle);
  if (!size) return new Uint8Array(0);
  const at = heif._malloc(size);
  call("_heif_image_handle_get_raw_color_profile", handle, at);
  return heif.HEAPU8.slice(at, at + size);
}

/** @param {any} heif @param {number} handle @param {number} answer  room for an address @param {number} error  and for an error */
function readNumbers(heif, handle, answer, error) {
  heif._heif_image_handle_get_nclx_color_profile(error, handle, answer);
  if (heif.HEAPU32[error >> 2] !== 0) return null; // it tells none
  const [, primaries, transfer] = heif.HEAPU32.subarray(heif.HEAPU32[answer >> 2] >> 2); // after the structure's version
  return { primaries, transfer };
}
