/**
 * Small pictures of large ones, off the page's thread.
 *
 * @typedef {{id: number, source: Blob | ImageBitmap}} Order
 * @typedef {{id: number, small: string | null}} Answer  as a data URL: an object URL would have the page wait for the
 *   browser each time; null: the browser cannot read it
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
  const file = await canvas.convertToBlob({ type: "image/webp", quality: 0.85 });
  const reader = new FileReader();
  const read = new Promise((resolve, reject) => Object.assign(reader, { onload: resolve, onerror: reject }));
  reader.readAsDataURL(file);
  await read;
  return /** @type {string} */ (reader.result);
}

export {};

addEventListener("message", async ({ data }) => {
  const { id, source } = /** @type {Order} */ (data);
  const small = await shrunk(source).catch(() => null);
  postMessage(/** @type {Answer} */ ({ id, small }));
});
