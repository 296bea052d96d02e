/**
 * What c2pa tells of a file, in the words of types.js.
 *
 * @import { Credentials, Deed, Step } from "../types.js"
 */

import { STEP } from "./manifest.js";

/** Nobody has signed this file (c2pa-rs, Error). */
const NONE = /JumbfNotFound/;
/** It is no file that could have been signed. */
const UNREADABLE = /UnsupportedType|InvalidAsset|IoError/;
/** What is wrong with a certificate alone; the file may still be as it was. */
const OF_THE_SIGNER = /^signingCredential\./;

/** @returns {Credentials} */
const empty = () => ({ state: "none", sources: [], deeds: [], generator: "", signer: null });

/** @param {string} error  why it was not read @returns {Credentials} */
export function refused(error) {
  if (NONE.test(error)) return empty();
  if (/RemoteManifest/.test(error)) return { ...empty(), state: "remote" };
  return { ...empty(), state: UNREADABLE.test(error) ? "unreadable" : "changed" };
}

/**
 * @param {any} store  as c2pa's reader gives it
 * @param {string | null} print  fingerprint of the key that signed
 * @param {boolean} own  it is this device's
 * @returns {Credentials}
 */
export function found(store, print, own) {
  const { assertions = [], claim_generator_info, signature_info } = store.manifests[store.active_manifest];
  /** @type {any[]} */
  const acts = assertions.flatMap(actions);
  const types = [...acts, ...earlier(store)].map(({ digitalSourceType = "" }) => String(digitalSourceType).split("/").pop() ?? "");
  const [generator] = claim_generator_info ?? [];
  return {
    state: stateOf(store),
    sources: [...new Set(types.filter(Boolean))],
    deeds: acts.map(deed),
    generator: [generator?.name, generator?.version].filter(Boolean).join(" "),
    signer: { print, own, name: signature_info?.issuer ?? "", stamped: signature_info?.time ?? null },
  };
}

/** What was done before, in the manifests that were carried along: what was generated then is generated still. @param {any} store */
const earlier = ({ manifests, active_manifest }) =>
  Object.entries(manifests).flatMap(([label, { assertions = [] }]) => (label === active_manifest ? [] : assertions.flatMap(actions)));

/** @param {any} store @returns {Credentials["state"]} */
function stateOf({ validation_state, validation_results }) {
  if (validation_state !== "Invalid") return "unchanged";
  /** @type {{code: string}[]} */
  const failures = validation_results?.activeManifest?.failure ?? [];
  return failures.length && failures.every(({ code }) => OF_THE_SIGNER.test(code)) ? "doubtful" : "changed";
}

/** @param {{label?: string, data?: any}} assertion */
const actions = ({ label, data }) => (label?.startsWith("c2pa.actions") ? (data?.actions ?? []) : []);

/** @param {any} action @returns {Deed} */
function deed({ action, when, description, parameters }) {
  const step = /** @type {Step | undefined} */ (parameters?.[STEP]);
  return { action, step: step ?? null, description: description ?? parameters?.description ?? "", when: when ?? null };
}
