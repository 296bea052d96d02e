/** Which cells of a long grid are on the screen, and where: pure geometry in CSS pixels. */

const NARROWEST_CELL = 136;
const GAP = 12;
/** Picture at 4:3, and two lines of words. */
const WORDS = 60;
/** Rows beyond the screen that are there already when it is scrolled. */
const SPARE_ROWS = 1;

/**
 * @typedef {object} Layout
 * @property {number} columns
 * @property {number} cellWidth
 * @property {number} cellHeight
 * @property {number} height   of the whole grid
 * @property {number} first    index of the first cell that should be there
 * @property {number} end      index after the last one
 */

/**
 * @param {number} count  of all cells
 * @param {{width: number, height: number}} view  what is seen of the grid
 * @param {number} top    how far it is scrolled
 * @returns {Layout}
 */
export function layout(count, view, top) {
  const columns = Math.max(1, Math.floor((view.width + GAP) / (NARROWEST_CELL + GAP)));
  const cellWidth = (view.width - GAP * (columns - 1)) / columns;
  const cellHeight = Math.round(cellWidth * 0.75) + WORDS;
  const row = cellHeight + GAP;
  const rows = Math.ceil(count / columns);
  const firstRow = Math.max(0, Math.min(rows, Math.floor(top / row)) - SPARE_ROWS);
  const endRow = Math.min(rows, Math.ceil((top + view.height) / row) + SPARE_ROWS);
  const height = Math.max(0, rows * row - GAP);
  return { columns, cellWidth, cellHeight, height, first: firstRow * columns, end: Math.min(count, endRow * columns) };
}

/** @param {number} index @param {Layout} layout @returns {{x: number, y: number}} */
export function position(index, { columns, cellWidth, cellHeight }) {
  return { x: (index % columns) * (cellWidth + GAP), y: Math.floor(index / columns) * (cellHeight + GAP) };
}
