import assert from "node:assert/strict";
import test from "node:test";

import { STEP } from "../../../web/engine/credentials/manifest.js";
import { found, refused } from "../../../web/engine/credentials/reading.js";

const SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/";

const REFUSED = {
  "C2pa(JumbfNotFound)": "none",
  "C2pa(RemoteManifestUrl(https://elsewhere.invalid/))": "remote",
  "C2pa(UnsupportedType)": "unreadable",
  "C2pa(InvalidClaim(C2paBlockNotFound))": "changed",
  "C2pa(ProvenanceMissing)": "changed", // there is something, but not enough of it
};

for (const [error, state] of Object.entries(REFUSED)) {
  test(`${error} means ${state}`, () => assert.equal(refused(error).state, state));
}

/** As c2pa tells of a file by somebody else. */
const store = (manifest, ...failures) => ({
  active_manifest: "a",
  manifests: { a: manifest, b: {} },
  validation_state: failures.length ? "Invalid" : "Valid",
  validation_results: { activeManifest: { failure: failures.map((code) => ({ code })) } },
});
const acts = { actions: [{ action: "c2pa.created", digitalSourceType: `${SOURCE_TYPES}digitalCapture` }] };
const PLAIN = { assertions: [{ label: "stds.exif", data: {} }, { label: "c2pa.actions", data: acts }] };

test("what is wrong with the certificate alone leaves the file in doubt; anything else means that it was changed", () => {
  const doubtful = found(store(PLAIN, "signingCredential.expired"), null, false);
  assert.equal(doubtful.state, "doubtful");
  assert.deepEqual(doubtful.sources, ["digitalCapture"]);
  const changed = found(store(PLAIN, "signingCredential.expired", "assertion.dataHash.mismatch"), null, false);
  assert.equal(changed.state, "changed");
  assert.equal(found(store(PLAIN), null, false).state, "unchanged");
});

test("what an original says of itself is told, too, and is no deed of the one who signed last", () => {
  const generated = { actions: [{ action: "c2pa.created", digitalSourceType: `${SOURCE_TYPES}trainedAlgorithmicMedia` }] };
  const carried = store(PLAIN);
  carried.manifests.b = { assertions: [{ label: "c2pa.actions.v2", data: generated }] };
  const { sources, deeds } = found(carried, null, false);
  assert.deepEqual(sources, ["digitalCapture", "trainedAlgorithmicMedia"]);
  assert.equal(deeds.length, 1);
});

test("who signed with what, and what was done", () => {
  const actions = [
    { action: "c2pa.opened" },
    { action: "c2pa.edited", when: "2026-05-04T03:02:01Z", description: "Cut", parameters: { [STEP]: "cut" } },
    { action: "c2pa.edited", parameters: { description: "Retouched" } },
  ];
  const read = found(store({
    assertions: [{ label: "c2pa.actions.v2", data: { actions } }],
    claim_generator_info: [{ name: "Mattebox", version: "7.1" }],
    signature_info: { issuer: "Somebody", time: "2026-05-04T03:02:02Z" },
  }), "print", true);
  assert.equal(read.generator, "Mattebox 7.1");
  assert.deepEqual(read.signer, { print: "print", own: true, name: "Somebody", stamped: "2026-05-04T03:02:02Z" });
  assert.deepEqual(read.deeds, [
    { action: "c2pa.opened", step: null, description: "", when: null },
    { action: "c2pa.edited", step: "cut", description: "Cut", when: "2026-05-04T03:02:01Z" },
    { action: "c2pa.edited", step: null, description: "Retouched", when: null },
  ]);
});

test("a manifest that says nothing is read all the same", () => {
  const { sources, deeds, generator, signer } = found(store({}), null, false);
  assert.deepEqual({ sources, deeds, generator }, { sources: [], deeds: [], generator: "" });
  assert.deepEqual(signer, { print: null, own: false, name: "", stamped: null });
});
