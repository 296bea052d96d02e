import assert from "node:assert/strict";
import test from "node:test";

import { provenance } from "../../../web/engine/python/provenance.js";
import { Source } from "../../../web/engine/python/source.js";

const codes = async (...parts) => (await provenance(new Source(new Blob(parts)))).map(({ code }) => code);
const much = new Uint8Array(3 << 20);

test("what a file says of itself is seen at its beginning and at its end", async () => {
  assert.deepEqual(await codes("PNG", much), []);
  assert.deepEqual(await codes("PNG jumbjumdc2pa", much), ["has-credentials"]);
  assert.deepEqual(await codes("RIFF", much, "jumdc2pa"), ["has-credentials"]);
  assert.deepEqual(await codes("digitalsourcetype/trainedAlgorithmicMedia"), ["made-by-ai"]);
  assert.deepEqual(await codes("jumdc2pa", much, "compositeWithTrainedAlgorithmicMedia"), ["has-credentials", "made-by-ai"]);
  assert.deepEqual(await codes("algorithmicMedia, c2pa"), []);
  assert.deepEqual(await codes(), []);
});
