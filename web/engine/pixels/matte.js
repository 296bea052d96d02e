/**
 * A matte by itself: a byte a pixel.
 *
 * @typedef {{data: Uint8ClampedArray<ArrayBuffer>, width: number, height: number}} Matte  0 background, 255 subject
 * @typedef {{left: number, top: number, right: number, bottom: number}} Bounds  px; right and bottom are outside
 */

/** @param {{data: Uint8ClampedArray<ArrayBuffer>, width: number, height: number, channels: number}} picture @returns {Matte} */
export function matteOf({ data, width, height, channels }) {
  if (channels === 1) return { data, width, height };
  const alpha = new Uint8ClampedArray(width * height);
  for (let at = 0; at < alpha.length; at++) alpha[at] = data[4 * at + 3];
  return { data: alpha, width, height };
}

/** The smallest box with all that is not quite transparent. @param {Matte} matte @returns {Bounds | null} null: there is nothing */
export function boundsOf({ data, width, height }) {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let y = 0, at = 0; y < height; y++, at += width) {
    let first = 0;
    while (first < width && !data[at + first]) first++;
    if (first === width) continue;
    let last = width;
    while (!data[at + last - 1]) last--;
    [left, right] = [Math.min(left, first), Math.max(right, last)];
    [top, bottom] = [Math.min(top, y), y + 1];
  }
  return bottom ? { left, top, right, bottom } : null;
}

/**
 * Takes the matte for the alpha of pixels of the same size, in place; what was transparent before stays so.
 *
 * @param {Uint8ClampedArray} rgba
 * @param {Matte} matte
 * @param {boolean} inverted  the background is kept instead
 */
export function applyTo(rgba, { data }, inverted) {
  for (let at = 0; at < data.length; at++) {
    const share = inverted ? 255 - data[at] : data[at];
    rgba[4 * at + 3] = Math.round((rgba[4 * at + 3] * share) / 255);
  }
}
