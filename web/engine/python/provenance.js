/**
 * What a file says of where its picture comes from, told before that is lost: Content Credentials (C2PA 2.2, A: a JUMBF box
 * whose kind is "c2pa") and the IPTC's digital source types of generative models, in them or in XMP. It is looked for by
 * its bytes, at both ends of the file, where formats have it; what it says exactly takes the library of `credentials/`.
 * files/metadata.py does the same for the command line.
 *
 * @import { Notice } from "../types.js"
 * @import { Source } from "./source.js"
 */

import { SNIFF_BYTES } from "./sniff.js";

const CREDENTIALS = "jumdc2pa";
const GENERATED = /[tT]rainedAlgorithmicMedia/;

/** @param {Source} source @returns {Promise<Notice[]>} */
export async function provenance(source) {
  const { file } = source;
  const ends = file.size <= 2 * SNIFF_BYTES ? [source.bytes()] : [source.head(), file.slice(-SNIFF_BYTES).arrayBuffer()];
  const bytes = await Promise.all(ends);
  const text = bytes.map((each) => new TextDecoder("latin1").decode(each)).join("\n");
  /** @type {Notice[]} */
  const notices = [];
  if (text.includes(CREDENTIALS)) notices.push({ code: "has-credentials" });
  if (GENERATED.test(text)) notices.push({ code: "made-by-ai" });
  return notices;
}
