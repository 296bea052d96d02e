/**
 * The X.509 certificate by which a key that was made on this device signs: Content Credentials carry keys in nothing else.
 *
 * RFC 5280, in DER (X.690). It vouches for itself and says so: nobody has checked who holds the key. Of other certificates
 * only the key is read, for its fingerprint.
 */

const BOOLEAN_TRUE = Uint8Array.of(0x01, 0x01, 0xff);
const [INTEGER, BIT_STRING, OCTET_STRING, OBJECT_ID, UTF8, SEQUENCE, SET] = [0x02, 0x03, 0x04, 0x06, 0x0c, 0x30, 0x31];
const [UTC_TIME, GENERALIZED_TIME] = [0x17, 0x18];
/** Tags of the fields that have numbers: version, extensions, and the key identifier of the authority. */
const [VERSION, EXTENSIONS, KEY_ID] = [0xa0, 0xa3, 0x80];

const ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
const [ORGANISATION, COMMON_NAME] = ["2.5.4.10", "2.5.4.3"];
const [SUBJECT_KEY_ID, KEY_USAGE, CONSTRAINTS, AUTHORITY_KEY_ID, EXTENDED_USAGE] = [14, 15, 19, 35, 37].map((n) => `2.5.29.${n}`);
/** The purpose that every reader of Content Credentials accepts (C2PA 2.2, 14.5.1). */
const EMAIL_PROTECTION = "1.3.6.1.5.5.7.3.4";
const DIGITAL_SIGNATURE = Uint8Array.of(7, 0x80);

/** Without a time stamp by somebody else a signature is good as long as its certificate: for ever (RFC 5280, 4.1.2.5). */
const NEVER = "99991231235959Z";
/** Milliseconds before now from which it is good: another device's clock may be behind. */
const LEEWAY_MS = 48 * 3_600_000;

const SELF_MADE = "Self-made key, checked by nobody";

export const ECDSA = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

const text = new TextEncoder();

/** @param {...Uint8Array} parts @returns {Uint8Array<ArrayBuffer>} */
export function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** @param {number} tag @param {...Uint8Array} parts */
function der(tag, ...parts) {
  const body = joined(...parts);
  const { length } = body;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return joined(Uint8Array.of(tag, ...size), body);
}

/** @param {...Uint8Array} parts */
const sequence = (...parts) => der(SEQUENCE, ...parts);

/** @param {Uint8Array} bytes  a whole number, not negative, most significant byte first */
function integer(bytes) {
  const first = bytes.findIndex((byte, index) => byte > 0 || index === bytes.length - 1);
  const needed = bytes.subarray(first);
  return der(INTEGER, ...(needed[0] & 0x80 ? [Uint8Array.of(0)] : []), needed);
}

/** @param {string} dotted */
function objectId(dotted) {
  const [first, second, ...others] = dotted.split(".").map(Number);
  const bytes = others.flatMap((number) => {
    const groups = [number & 0x7f];
    for (let rest = number >>> 7; rest; rest >>>= 7) groups.unshift(0x80 | (rest & 0x7f));
    return groups;
  });
  return der(OBJECT_ID, Uint8Array.of(40 * first + second, ...bytes));
}

/** @param {string} id @param {Uint8Array} value @param {boolean} [critical] */
const extension = (id, value, critical = false) =>
  sequence(objectId(id), ...(critical ? [BOOLEAN_TRUE] : []), der(OCTET_STRING, value));

/** @param {Record<string, string>} parts  by object identifier */
const distinguishedName = (parts) =>
  sequence(...Object.entries(parts).map(([id, value]) => der(SET, sequence(objectId(id), der(UTF8, text.encode(value))))));

/** @param {Date} time */
const utcTime = (time) => der(UTC_TIME, text.encode(`${time.toISOString().replace(/\D/g, "").slice(2, 14)}Z`));

/**
 * @param {CryptoKeyPair} pair  ECDSA on P-256
 * @param {Date} now
 * @returns {Promise<Uint8Array<ArrayBuffer>>} DER
 */
export async function selfMade({ publicKey, privateKey }, now) {
  const spki = new Uint8Array(await crypto.subtle.exportKey("spki", publicKey));
  const print = new Uint8Array(await crypto.subtle.digest("SHA-256", spki));
  const keyId = print.subarray(0, 20);
  const name = distinguishedName({ [ORGANISATION]: SELF_MADE, [COMMON_NAME]: hex(print).slice(0, 16) });
  const algorithm = sequence(objectId(ECDSA_WITH_SHA256));
  const since = new Date(now.getTime() - LEEWAY_MS);
  since.setUTCHours(0, 0, 0, 0); // the hour at which a key was made is nobody's business
  const content = sequence(
    der(VERSION, integer(Uint8Array.of(2))),
    integer(print.subarray(0, 16)),
    algorithm,
    name,
    sequence(utcTime(since), der(GENERALIZED_TIME, text.encode(NEVER))),
    name,
    spki,
    der(
      EXTENSIONS,
      sequence(
        extension(CONSTRAINTS, sequence(), true),
        extension(KEY_USAGE, der(BIT_STRING, DIGITAL_SIGNATURE), true),
        extension(EXTENDED_USAGE, sequence(objectId(EMAIL_PROTECTION))),
        extension(SUBJECT_KEY_ID, der(OCTET_STRING, keyId)),
        extension(AUTHORITY_KEY_ID, sequence(der(KEY_ID, keyId))),
      ),
    ),
  );
  const signature = new Uint8Array(await crypto.subtle.sign(ECDSA, privateKey, content));
  const pairOfNumbers = sequence(integer(signature.subarray(0, 32)), integer(signature.subarray(32)));
  return sequence(content, algorithm, der(BIT_STRING, Uint8Array.of(0), pairOfNumbers));
}

/**
 * What tells a key from any other: SHA-256 of its SubjectPublicKeyInfo.
 *
 * @param {Uint8Array<ArrayBuffer>} certificate  DER
 * @returns {Promise<string>} 64 hex digits
 * @throws {RangeError} it is no certificate
 */
export async function fingerprint(certificate) {
  const [content] = [...elements(inside(certificate))];
  const fields = [...elements(inside(content))];
  const spki = fields[fields[0][0] === VERSION ? 6 : 5];
  if (spki?.[0] !== SEQUENCE) throw new RangeError("no key in this certificate");
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", spki)));
}

/** @param {Uint8Array} bytes */
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Where an element's body begins and ends. @param {Uint8Array} bytes @param {number} at */
function extent(bytes, at) {
  let length = bytes[at + 1];
  let start = at + 2;
  if (length & 0x80) {
    const digits = bytes.subarray(start, (start += length & 0x7f));
    length = digits.reduce((sum, digit) => 256 * sum + digit, 0);
  }
  if (!(start + length <= bytes.length)) throw new RangeError("this certificate is cut off");
  return [start, start + length];
}

/** @param {Uint8Array<ArrayBuffer>} element */
const inside = (element) => element.subarray(...extent(element, 0));

/** @param {Uint8Array<ArrayBuffer>} body */
function* elements(body) {
  for (let at = 0; at < body.length; ) {
    const [, end] = extent(body, at);
    yield body.subarray(at, end);
    at = end;
  }
}
