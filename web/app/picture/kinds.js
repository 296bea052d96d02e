/** Whether a file is a picture: by the type that the system tells, by its ending, or else by its first bytes. */

/** Of files whose type the system does not tell. */
const ENDINGS = /\.(jpe?g|jpe|jfif|png|apng|webp|avif|gif|bmp|tiff?|hei[cf]s?|hif|jxl|jp2|j2k)$/i;

const HEAD_BYTES = 32;

/** How pictures begin, in Latin-1. */
const HEADS = [
  /^\xff\xd8\xff/, // JPEG
  /^\x89PNG\r\n/,
  /^GIF8[79]a/,
  /^RIFF[^]{4}WEBP/,
  /^BM[^]{4}\0{4}/,
  /^(II[*+]\0|MM\0[*+])/, // TIFF
  /^[^]{4}ftyp[^]*(avi[fs]|hei[cmsx]|hev[cx]|mif1|msf1)/, // AVIF and HEIF by their brands (ISO/IEC 23008-12)
  /^(\xff\n|\0{3}[^]JXL )/, // JPEG XL
  /^(\xffO\xffQ|\0{3}[^]jP {2})/, // JPEG 2000
];

/** @param {File} file @param {string} name */
export const saysPicture = ({ type }, name) => type.startsWith("image/") || ENDINGS.test(name);

/** @param {Blob} file @returns {Promise<boolean>} */
export async function looksLikePicture(file) {
  const bytes = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const head = String.fromCharCode(...bytes);
  return HEADS.some((each) => each.test(head));
}
