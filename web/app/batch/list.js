/**
 * The pictures of a batch as plain data, and what can be asked of a list of them.
 *
 * @import { ErrorCode, NoticeCode } from "../../engine/index.js"
 */

/**
 * @typedef {"waiting" | "done" | "failed" | "cancelled"} State
 * @typedef {"accepted" | "rejected"} Verdict
 *
 * @typedef {object} Entry
 * @property {number} id          in the order of arrival
 * @property {string} path        of the source, below what was dropped or chosen: "holiday/sea/IMG_1.jpg"
 * @property {number} bytes       of the source
 * @property {State} state
 * @property {ErrorCode | null} code  why it failed
 * @property {number | null} own  the version of the settings that it has in the place of the batch's
 * @property {Made | null} made   the result
 * @property {Verdict | null} verdict
 * @property {string | null} written  the name that a result has in the chosen folder
 * @property {boolean} stale      that was another result than the present one
 *
 * @typedef {object} Made
 * @property {number} version     of the settings that it was made with
 * @property {number} width
 * @property {number} height
 * @property {boolean} found
 * @property {boolean} reframed   its pixels lie elsewhere than the original's
 * @property {NoticeCode[]} notices
 *
 * @typedef {"all" | State | "rejected"} Filter
 */

/** @type {readonly Filter[]} */
export const FILTERS = ["all", "waiting", "done", "failed", "cancelled", "rejected"];

/** @type {Record<Filter, (entry: Entry) => boolean>} */
const SHOWN = {
  all: () => true,
  waiting: ({ state }) => state === "waiting",
  done: ({ state }) => state === "done",
  failed: ({ state }) => state === "failed",
  cancelled: ({ state }) => state === "cancelled",
  rejected: ({ verdict }) => verdict === "rejected",
};

/** @param {number} id @param {string} path @param {number} bytes @returns {Entry} */
export const newEntry = (id, path, bytes) => ({
  id,
  path,
  bytes,
  state: "waiting",
  code: null,
  own: null,
  made: null,
  verdict: null,
  written: null,
  stale: false,
});

/** @param {readonly Entry[]} entries @param {Filter} filter */
export const filtered = (entries, filter) => entries.filter(SHOWN[filter]);

/** @param {readonly Entry[]} entries @returns {Record<Filter, number>} */
export function counts(entries) {
  const each = FILTERS.map((filter) => [filter, filtered(entries, filter).length]);
  return /** @type {Record<Filter, number>} */ (Object.fromEntries(each));
}

/** What leaves the page. @param {readonly Entry[]} entries */
export const wanted = (entries) => entries.filter(({ made, verdict }) => made && verdict !== "rejected");

/** Somebody has corrected or judged it. @param {Entry} entry */
export const byHand = ({ own, verdict }) => own !== null || verdict !== null;

/** Megapixels of pictures that nobody has looked at yet. */
const USUAL_SIZE = 2;

/** How large these pictures are in the mean, judged by those that are done. @param {readonly Entry[]} entries */
export function megapixels(entries) {
  const sizes = entries.flatMap(({ made }) => (made ? [(made.width * made.height) / 1e6] : []));
  return sizes.length ? sizes.reduce((sum, each) => sum + each) / sizes.length : USUAL_SIZE;
}

/** What can be tried again. @param {readonly Entry[]} entries */
export const undone = (entries) => [...filtered(entries, "failed"), ...filtered(entries, "cancelled")];

/** @param {string} path */
export const nameOf = (path) => path.slice(path.lastIndexOf("/") + 1);
