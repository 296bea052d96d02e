import assert from "node:assert/strict";
import { createHash, verify, X509Certificate } from "node:crypto";
import test from "node:test";

import { certificateIn, sign } from "../../../web/engine/credentials/cose.js";
import { ECDSA, fingerprint, selfMade } from "../../../web/engine/credentials/x509.js";

const NOW = new Date("2026-05-04T15:02:01Z");
const pair = await crypto.subtle.generateKey(ECDSA, false, ["sign", "verify"]);
const certificate = await selfMade(pair, NOW);

/** A box of JUMBF. */
function box(type, ...parts) {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part, "latin1")));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(8 + body.length);
  return Buffer.concat([length, Buffer.from(type), body]);
}
const named = (label, ...inner) => box("jumb", box("jumd", new Uint8Array(17), `${label}\0`), ...inner);
const store = (cose) => new Uint8Array(named("c2pa", named("urn:own", named("c2pa.signature", box("cbor", cose)))));

test("Node reads the certificate: it vouches for itself, for signing alone, and has no end", () => {
  const read = new X509Certificate(certificate);
  assert.ok(read.verify(read.publicKey));
  assert.equal(read.issuer, read.subject);
  assert.equal(read.ca, false);
  assert.deepEqual(read.keyUsage, ["1.3.6.1.5.5.7.3.4"]);
  assert.equal(new Date(read.validFrom).toISOString(), "2026-05-02T00:00:00.000Z"); // the hour is nobody's business
  assert.match(read.validTo, /9999/);
});

test("a key's fingerprint is the same in every certificate", async () => {
  const spki = new X509Certificate(certificate).publicKey.export({ type: "spki", format: "der" });
  const print = createHash("sha256").update(spki).digest("hex");
  assert.equal(await fingerprint(certificate), print);
  assert.equal(await fingerprint(await selfMade(pair, new Date(0))), print);
});

test("what is no certificate has no fingerprint", async () => {
  for (const bytes of [certificate.subarray(0, 40), Uint8Array.of(0x30, 0), new Uint8Array()]) {
    await assert.rejects(fingerprint(bytes), (error) => error instanceof RangeError || error instanceof TypeError);
  }
});

test("a signature holds for its claim, and has one length for all", async () => {
  const [claim, other] = [new TextEncoder().encode("claim"), new Uint8Array(3000)];
  const [signed, longer] = await Promise.all([claim, other].map((each) => sign(each, pair.privateKey, certificate)));
  assert.equal(signed.length, longer.length);
  // Between the tag before it, and an empty map, null and the signature's head after it.
  const known = signed.subarray(2, signed.length - 64 - 4);
  const head = [Uint8Array.of(0x84, 0x6a), "Signature1", known, Uint8Array.of(0x40, 0x45), claim];
  const message = Buffer.concat(head.map((part) => Buffer.from(part)));
  const key = { key: new X509Certificate(certificate).publicKey, dsaEncoding: "ieee-p1363" };
  assert.ok(verify("sha256", message, key, signed.subarray(-64)));
  assert.ok(!verify("sha256", Buffer.concat([message, Buffer.from("x")]), key, signed.subarray(-64)));
});

test("the certificate is found again in a file", async () => {
  const file = store(await sign(new Uint8Array(5), pair.privateKey, certificate));
  assert.deepEqual(certificateIn(file, "urn:own"), certificate);
  assert.equal(certificateIn(file, "urn:other"), null);
});

test("in a damaged one there is none, and no fault", async () => {
  const cose = await sign(new Uint8Array(5), pair.privateKey, certificate);
  assert.equal(certificateIn(store(cose.subarray(0, 100)), "urn:own"), null);
  assert.equal(certificateIn(store([]), "urn:own"), null);
  assert.equal(certificateIn(Uint8Array.of(0, 0, 0, 4, 0x6a, 0x75, 0x6d, 0x62, 0, 0), "urn:own"), null);
});
