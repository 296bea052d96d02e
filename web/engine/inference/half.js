/** Half precision, which not all browsers have arrays for: IEEE 754 binary16 from and to binary32. */

const scratch = new Uint32Array(1);
const asFloat = new Float32Array(scratch.buffer);

/** Rounded to the nearest, to the even one of two. @param {Float32Array} floats @returns {Uint16Array} */
export function toHalf(floats) {
  const out = new Uint16Array(floats.length);
  for (let i = 0; i < floats.length; i++) out[i] = half(floats[i]);
  return out;
}

/** @param {Uint16Array} halves @returns {Float32Array<ArrayBuffer>} */
export function fromHalf(halves) {
  const out = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) {
    const [sign, exponent, fraction] = [halves[i] >> 15 ? -1 : 1, (halves[i] >> 10) & 31, halves[i] & 1023];
    if (exponent === 31) out[i] = fraction ? NaN : sign * Infinity;
    else out[i] = sign * (exponent ? (1 + fraction / 1024) * 2 ** (exponent - 15) : fraction * 2 ** -24);
  }
  return out;
}

/** @param {number} value */
function half(value) {
  asFloat[0] = value;
  const [bits] = scratch;
  const [sign, magnitude] = [(bits >>> 16) & 0x8000, bits & 0x7fffffff];
  if (magnitude > 0x7f800000) return sign | 0x7e00; // NaN
  if (magnitude >= 0x477ff000) return sign | 0x7c00; // rounds to infinity
  if (magnitude < 0x38800000) return sign | roundEven((asFloat[0] < 0 ? -asFloat[0] : asFloat[0]) * 2 ** 24); // subnormal
  return sign | roundEven((magnitude - 0x38000000) / 0x2000);
}

/** @param {number} value  not negative */
function roundEven(value) {
  const low = Math.floor(value);
  const rest = value - low;
  return rest > 0.5 || (rest === 0.5 && low % 2) ? low + 1 : low;
}
