/**
 * Small pictures of large ones, off the page's thread.
 *
 * @typedef {{id: number, source: Blob | ImageBitmap}} Order
 * @typedef {{id: number, small: Blob | null}} Answer  null: the browser cannot read it
 */

/** Twice the widest cell's picture, for dense screens. */
const SIDE = 320;

/** @param {Blob | ImageBitmap} source */
async function shrunk(source) {
  const whole = source instanceof ImageBitmap ? source : await createImageBitmap(source);
  const scale = Math.min(1, SIDE / Math.max(whole.width, whole.height));
  const canvas = new OffscreenCanvas(Math.max(1, whole.width * scale), Math.max(1, whole.height * scale));
  const context = canvas.getContext("2d");
  if (context) context.imageSmoothingQuality = "high";
  context?.drawImage(whole, 0, 0, canvas.width, canvas.height);
  whole.close();
  return canvas.convertToBlob({ type: "image/webp", quality: 0.85 });
}

export {};

addEventListener("message", async ({ data }) => {
  const { id, source } = /** @type {Order} */ (data);
  const small = await shrunk(source).catch(() => null);
  postMessage(/** @type {Answer} */ ({ id, small }));
});
