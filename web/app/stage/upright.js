/**
 * A picture turned upright that the browser leaves lying.
 *
 * By EXIF's orientation: the first four numbers of a canvas's transformation.
 *
 * @type {Record<number, [number, number, number, number]>}
 */
const TURNS = {
  1: [1, 0, 0, 1],
  2: [-1, 0, 0, 1],
  3: [-1, 0, 0, -1],
  4: [1, 0, 0, -1],
  5: [0, 1, 1, 0],
  6: [0, 1, -1, 0],
  7: [0, -1, -1, 0],
  8: [0, -1, 1, 0],
};

/**
 * @param {HTMLCanvasElement | OffscreenCanvas} canvas  gets the picture's size
 * @param {ImageBitmap} picture
 * @param {number} orientation  EXIF's, in which it lies
 * @param {number} side  px of the canvas at most
 */
export function drawUpright(canvas, picture, orientation, side) {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const [width, height] = [picture.width, picture.height].map((length) => Math.max(1, Math.floor(length * scale)));
  [canvas.width, canvas.height] = orientation > 4 ? [height, width] : [width, height];
  const context = /** @type {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D | null} */ (canvas.getContext("2d"));
  if (!context) return;
  const [a, b, c, d] = TURNS[orientation];
  context.setTransform(a, b, c, d, a + c < 0 ? canvas.width : 0, b + d < 0 ? canvas.height : 0);
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, 0, 0, width, height);
}
