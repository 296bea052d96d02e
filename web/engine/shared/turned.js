/**
 * What browsers leave undone: not all of them turn pictures of every format upright that lie otherwise, as their EXIF says.
 */

/** EXIF stands before or after the pixels: so many bytes are looked through at either end. */
const NEAR = 1 << 20;

/** EXIF's tag, and what it says of a picture that is upright. */
const ORIENTATION = 0x0112;
const UPRIGHT = 1;

/**
 * Pictures of 2 × 1 pixels that EXIF wants to stand: those that a browser shows lying it does not turn.
 *
 * @typedef {"png" | "png-late" | "webp"} Kind  `png-late`: EXIF comes after the pixels
 * @type {Record<Kind, string>}
 */
const SAMPLES = {
  png: "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABAQAAAADcWUInAAAAGmVYSWZJSSoACAAAAAEAEgEDAAEAAAAGAAAAAAAAALdIESkAAAAKSURBVHjaYzgAAADCAMH/1i3cAAAAAElFTkSuQmCC",
  "png-late":
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABAQAAAADcWUInAAAACklEQVR42mM4AAAAwgDB/9Yt3AAAABplWElmSUkqAAgAAAABABIBAwABAAAABgAAAAAAAAC3SBEpAAAAAElFTkSuQmCC",
  webp: "UklGRlIAAABXRUJQVlA4WAoAAAAIAAAAAQAAAAAAVlA4TBEAAAAvAQAAAAfQ//73v/+BiOh/AABFWElGGgAAAE1NACoAAAAIAAEBEgADAAAAAQAGAAAAAAAA",
};

/** @type {Map<Kind, Promise<boolean>>} whether this browser turns them */
const known = new Map();

/** The orientation (EXIF's 1 to 8) in which this browser leaves a picture; 1: upright. @param {Blob} file */
export async function turnLeft(file) {
  const { kind, orientation } = await tagged(file);
  if (!kind || orientation === UPRIGHT) return UPRIGHT;
  const turns = known.get(kind) ?? standing(SAMPLES[kind]);
  known.set(kind, turns);
  return (await turns) ? UPRIGHT : orientation;
}

/** @param {string} sample */
async function standing(sample) {
  const bytes = Uint8Array.from(atob(sample), (letter) => letter.charCodeAt(0));
  const { width, height } = await createImageBitmap(new Blob([bytes]), { imageOrientation: "from-image" });
  return height > width;
}

/**
 * The orientation that stands in the EXIF of a PNG or WebP; what all browsers turn is not looked into.
 *
 * @param {Blob} file
 * @returns {Promise<{kind: Kind | null, orientation: number}>}
 */
async function tagged(file) {
  const none = { kind: null, orientation: UPRIGHT };
  const start = await latin(file.slice(0, 12));
  const [png, webp] = [start.startsWith("\x89PNG"), start.startsWith("RIFF") && start.endsWith("WEBP")];
  if (!png && !webp) return none;
  const parts = [file.slice(0, NEAR), ...(file.size > NEAR ? [file.slice(Math.max(NEAR, file.size - NEAR))] : [])];
  for (const part of parts) {
    const text = await latin(part);
    const exif = (png ? /eXIf(?=II\*\0|MM\0\*)/ : /EXIF[^]{4}(?:Exif\0\0)?(?=II\*\0|MM\0\*)/).exec(text);
    if (!exif) continue;
    const late = part !== parts[0] || text.lastIndexOf("IDAT", exif.index) >= 0;
    return { kind: webp ? "webp" : late ? "png-late" : "png", orientation: orientationOf(text.slice(exif.index + exif[0].length)) };
  }
  return none;
}

/** @param {Blob} part @returns {Promise<string>} a letter for each byte */
async function latin(part) {
  const bytes = new Uint8Array(await part.arrayBuffer());
  const letters = [];
  for (let at = 0; at < bytes.length; at += 1 << 15) letters.push(String.fromCharCode(...bytes.subarray(at, at + (1 << 15))));
  return letters.join("");
}

/** Of a TIFF structure's first directory. @param {string} text  a letter for each byte */
function orientationOf(text) {
  const little = text.startsWith("I");
  /** @param {number} at @param {number} bytes @returns {number} NaN: beyond the end */
  const number = (at, bytes) => {
    const letters = [...text.slice(at, at + bytes)];
    if (letters.length < bytes) return NaN;
    return (little ? letters.reverse() : letters).reduce((sum, letter) => sum * 256 + letter.charCodeAt(0), 0);
  };
  const first = number(4, 4);
  for (let entry = 0; entry < number(first, 2); entry++) {
    const at = first + 2 + 12 * entry;
    const value = number(at + 8, 2);
    if (number(at, 2) === ORIENTATION) return value > UPRIGHT && value <= 8 ? value : UPRIGHT;
  }
  return UPRIGHT;
}
