/**
 * What a file says of where its picture comes from, told before that is lost: Content Credentials (C2PA 2.2, A: a JUMBF box
 * whose kind is "c2pa") and the IPTC's digital source types of generative models, in them or in XMP. It is looked for by
 * its bytes, at both ends of the file, where formats have it; what it says exactly takes the library of `credentials/`.
 * files/provenance.py does the same for the command line.
 *
 * @import { Notice } from "../types.js"
 */

const AT_EACH_END = 1 << 20;
const CREDENTIALS = "jumdc2pa";
const GENERATED = /[tT]rainedAlgorithmicMedia/;

/** @param {Blob} file @returns {Promise<Notice[]>} */
export async function provenance(file) {
  const ends = file.size <= 2 * AT_EACH_END ? [file] : [file.slice(0, AT_EACH_END), file.slice(-AT_EACH_END)];
  const bytes = await Promise.all(ends.map((end) => end.arrayBuffer()));
  const text = bytes.map((each) => new TextDecoder("latin1").decode(each)).join("\n");
  /** @type {Notice[]} */
  const notices = [];
  if (text.includes(CREDENTIALS)) notices.push({ code: "has-credentials" });
  if (GENERATED.test(text)) notices.push({ code: "made-by-ai" });
  return notices;
}
