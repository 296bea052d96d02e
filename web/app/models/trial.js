/**
 * A network that is to be added, tried on a photo of ours: of several guesses the one is taken with which it sees most nearly
 * what our own networks see.
 *
 * @import { Arrival, Descriptor, Engine, NetworkTrouble } from "../../engine/index.js"
 *
 * @typedef {{descriptor: Descriptor, ours: Blob, theirs: Blob, ms: number}} Trial
 */

import { askPixels, EngineError } from "../../engine/index.js";

const BASE = new URL("../..", import.meta.url);

/**
 * @param {Engine} engine
 * @param {Arrival} arrival
 * @param {readonly Descriptor[]} descriptors
 * @param {{signal: AbortSignal, onGuess: (at: number) => void}} how
 * @returns {Promise<Trial>}
 * @throws {EngineError} with none of them it answers with a mask
 */
export async function tryOut(engine, arrival, descriptors, { signal, onGuess }) {
  const photo = await samplePhoto(engine, signal);
  const ours = await engine.cut(photo, { mode: "standard", signal });
  const wanted = await askPixels("matte", ours.blob, signal);
  /** @type {(Trial & {apart: number})[]} */
  const tried = [];
  /** @type {NetworkTrouble} */
  let trouble = "answer";
  for (const [index, descriptor] of descriptors.entries()) {
    onGuess(index + 1);
    const again = new File([photo], photo.name, { type: photo.type }); // nothing is known of this one
    const result = await engine.cut(again, { mode: arrival.tryAs(descriptor), signal });
    engine.forget(again);
    const failed = result.notices.find(({ code }) => code === "own-failed");
    if (failed) {
      trouble = /** @type {NetworkTrouble} */ (failed.values?.trouble);
      continue;
    }
    const apart = distance((await askPixels("matte", result.blob, signal)).data, wanted.data);
    tried.push({ descriptor, ours: ours.blob, theirs: result.blob, ms: result.timings.inference, apart });
  }
  engine.forget(photo);
  if (!tried.length) throw new EngineError("unusable-network", `${trouble}: `);
  const best = tried.reduce((one, other) => (other.apart < one.apart ? other : one));
  arrival.tryAs(best.descriptor);
  return best;
}

/** Mean difference of two mattes. @internal @param {ArrayLike<number>} a @param {ArrayLike<number>} b */
export function distance(a, b) {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += Math.abs(a[at] - b[at]);
  return sum / a.length;
}

/** @param {Engine} engine @param {AbortSignal} signal */
async function samplePhoto(engine, signal) {
  const { path } = (await engine.assets).samples[0];
  const response = await fetch(new URL(path, BASE), { signal });
  if (!response.ok) throw new EngineError("network", `${path}: ${response.status}`);
  const blob = await response.blob();
  return new File([blob], path, { type: blob.type });
}
