/** What a person has chosen, as Python has it: checked before any work begins, and let go of after it. */

/**
 * @typedef {import("pyodide/ffi").PyProxy} PyProxy
 * @typedef {import("../shared/protocol.js").CutJob} CutJob
 * @typedef {import("./python.js").Python} Python
 *
 * @typedef {object} Choices
 * @property {PyProxy} edges
 * @property {PyProxy} fixes
 * @property {PyProxy} finish
 * @property {PyProxy} output
 */

/** @param {Python} python @param {CutJob} order @returns {Choices}  `release` them */
export function choicesOf(python, { edges, fixes, finish, output }) {
  return {
    edges: python.edges(edges),
    fixes: python.fixes(fixes),
    finish: python.finishing(finish),
    output: python.output(output),
  };
}

/** @param {Record<string, PyProxy>} choices  all, or some of them */
export function release(choices) {
  for (const choice of Object.values(choices)) choice.destroy();
}
