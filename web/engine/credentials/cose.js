/**
 * The signature of Content Credentials: made by a key of this device, and found again in a file.
 *
 * COSE_Sign1 (RFC 9052, 4.2) with the certificate in its protected header (x5chain, RFC 9360), in CBOR (RFC 8949); in files
 * it stands in a box of JUMBF (ISO 19566-5; C2PA 2.2, 11.1 and 13.2).
 */

import { ECDSA, joined } from "./x509.js";

const [UNSIGNED, BYTES, TEXT, ARRAY, MAP, TAG] = [0, 2, 3, 4, 5, 6];
const NULL = Uint8Array.of(0xf6);
const COSE_SIGN1 = 18;
const [ALGORITHM, X5CHAIN] = [1, 33];
/** ECDSA with SHA-256: −7. */
const ES256 = Uint8Array.of(0x26);

const text = new TextEncoder();

/** @param {number} kind @param {number} value */
function head(kind, value) {
  const type = kind << 5;
  if (value < 24) return Uint8Array.of(type | value);
  if (value < 0x100) return Uint8Array.of(type | 24, value);
  if (value < 0x10000) return Uint8Array.of(type | 25, value >> 8, value & 0xff);
  return Uint8Array.of(type | 26, value >>> 24, (value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff);
}

/** @param {Uint8Array} value */
const bytes = (value) => joined(head(BYTES, value.length), value);

/**
 * @param {Uint8Array} claim
 * @param {CryptoKey} key  private, ECDSA on P-256
 * @param {Uint8Array} certificate  DER
 * @returns {Promise<Uint8Array<ArrayBuffer>>} of the same length for every claim
 */
export async function sign(claim, key, certificate) {
  const known = bytes(joined(head(MAP, 2), head(UNSIGNED, ALGORITHM), ES256, head(UNSIGNED, X5CHAIN), bytes(certificate)));
  const context = text.encode("Signature1");
  const signed = joined(head(ARRAY, 4), head(TEXT, context.length), context, known, bytes(new Uint8Array()), bytes(claim));
  const signature = new Uint8Array(await crypto.subtle.sign(ECDSA, key, signed));
  return joined(head(TAG, COSE_SIGN1), head(ARRAY, 4), known, head(MAP, 0), NULL, bytes(signature));
}

/**
 * The certificate by which a manifest was signed.
 *
 * @param {Uint8Array<ArrayBuffer>} store  JUMBF, that of a whole file
 * @param {string} label  of the manifest
 * @returns {Uint8Array<ArrayBuffer> | null} DER; null: it cannot be found
 */
export function certificateIn(store, label) {
  try {
    const manifest = find(store, label);
    const box = manifest && find(manifest, "c2pa.signature");
    const content = box && [...boxes(box)].find(({ type }) => type === "cbor");
    if (!content) return null;
    const [known, open] = new Reader(content.body).value();
    const chain = new Reader(known).value().get(X5CHAIN) ?? open.get(X5CHAIN) ?? open.get("x5chain");
    return Array.isArray(chain) ? chain[0] : (chain ?? null);
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return null; // a form that no standard knows
    throw error;
  }
}

/** The insides of the superbox of this name, at any depth. @param {Uint8Array<ArrayBuffer>} body @param {string} label @returns {Uint8Array<ArrayBuffer> | null} */
function find(body, label) {
  for (const { type, body: inner } of boxes(body)) {
    if (type !== "jumb") continue;
    const [description] = boxes(inner);
    // 16 bytes of its kind and one of flags stand before the name, which ends with a zero.
    const name = description.body.subarray(17, description.body.indexOf(0, 17));
    const found = new TextDecoder().decode(name) === label ? inner : find(inner, label);
    if (found) return found;
  }
  return null;
}

/** @param {Uint8Array<ArrayBuffer>} body */
function* boxes(body) {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  for (let at = 0; at + 8 <= body.length; ) {
    const length = view.getUint32(at) || body.length - at;
    if (length < 8) throw new RangeError("a box of no size");
    const type = String.fromCharCode(...body.subarray(at + 4, at + 8));
    yield { type, body: body.subarray(at + 8, at + length) };
    at += length;
  }
}

/** As much of CBOR as signatures are written in. */
class Reader {
  #bytes;
  #at = 0;

  /** @param {Uint8Array<ArrayBuffer>} bytes */
  constructor(bytes) {
    this.#bytes = bytes;
  }

  /** @returns {any} numbers, strings, Uint8Arrays, arrays and Maps; of other things their number */
  value() {
    const first = this.#byte();
    const kind = first >> 5;
    const number = this.#number(first & 0x1f);
    switch (kind) {
      case BYTES:
        return this.#take(number);
      case TEXT:
        return new TextDecoder().decode(this.#take(number));
      case ARRAY:
        return Array.from({ length: number }, () => this.value());
      case MAP:
        return new Map(Array.from({ length: number }, () => [this.value(), this.value()]));
      case TAG:
        return this.value();
      default:
        return kind === UNSIGNED ? number : -1 - number;
    }
  }

  #byte() {
    return this.#take(1)[0];
  }

  /** @param {number} short */
  #number(short) {
    if (short < 24) return short;
    if (short > 26) throw new RangeError("CBOR longer than a certificate");
    return this.#take(1 << (short - 24)).reduce((sum, digit) => 256 * sum + digit, 0);
  }

  /** @param {number} length */
  #take(length) {
    const part = this.#bytes.subarray(this.#at, (this.#at += length));
    if (part.length < length) throw new RangeError("CBOR is cut off");
    return part;
  }
}
