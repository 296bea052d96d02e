/**
 * Pixels scaled down by averaging what each new one covers: for pictures that are in memory already and too large for
 * another copy, which a canvas would make.
 *
 * @param {object} source
 * @param {Uint8Array} source.pixels   RGBA, row by row
 * @param {number} source.width
 * @param {number} source.height
 * @param {number} source.stride       bytes from one row to the next
 * @param {number} most                pixels; a picture with no more is copied
 * @returns {{pixels: Uint8Array<ArrayBuffer>, width: number, height: number}}
 */
export function shrink({ pixels, width, height, stride }, most) {
  const scale = Math.min(1, Math.sqrt(most / (width * height)));
  const [columns, rows] = [width, height].map((side) => Math.max(1, Math.floor(side * scale)));
  const out = new Uint8Array(columns * rows * 4);
  const sums = new Float32Array(columns * 4);
  const [across, down] = [width / columns, height / rows];
  for (let y = 0; y < rows; y++) {
    const target = out.subarray(y * columns * 4, (y + 1) * columns * 4);
    if (scale === 1) {
      target.set(pixels.subarray(y * stride, y * stride + width * 4));
      continue;
    }
    sums.fill(0);
    const [top, bottom] = [y * down, (y + 1) * down];
    for (let row = Math.floor(top); row < Math.min(bottom, height); row++) {
      const share = (Math.min(bottom, row + 1) - Math.max(top, row)) / (across * down);
      addRow(sums, pixels.subarray(row * stride, row * stride + width * 4), across, share);
    }
    for (let i = 0; i < sums.length; i++) target[i] = sums[i] + 0.5;
  }
  return { pixels: out, width: columns, height: rows };
}

/** @param {Float32Array} sums @param {Uint8Array} row @param {number} across  old columns in a new one @param {number} share */
function addRow(sums, row, across, share) {
  const width = row.length / 4;
  for (let x = 0; x < sums.length / 4; x++) {
    const [left, right] = [x * across, (x + 1) * across];
    for (let column = Math.floor(left); column < Math.min(right, width); column++) {
      const weight = share * (Math.min(right, column + 1) - Math.max(left, column));
      for (let channel = 0; channel < 4; channel++) sums[4 * x + channel] += weight * row[4 * column + channel];
    }
  }
}
