/**
 * The errors that the engine tells of, and how they cross a wire, where classes are lost.
 *
 * @import { ErrorCode } from "../types.js"
 *
 * @typedef {{code: ErrorCode | null, detail: string}} PlainError  null: AskNext
 */

export class EngineError extends Error {
  /**
   * @param {ErrorCode} code
   * @param {string} [detail] for the console and bug reports; the page shows its own sentence for the code
   */
  constructor(code, detail = "") {
    super(detail || code);
    this.name = "EngineError";
    this.code = code;
  }
}

/** This inference worker will not answer, but another one takes its place: that one is to be asked. No page sees it. */
export class AskNext extends Error {
  name = "AskNext";
}

/** @param {unknown} thrown @returns {PlainError} */
export function plainError(thrown) {
  if (thrown instanceof AskNext) return { code: null, detail: thrown.message };
  const { code, message } = asEngineError(thrown);
  return { code, detail: message };
}

/** The error that it was. @param {PlainError} plain */
export const errorOf = ({ code, detail }) => (code === null ? new AskNext(detail) : new EngineError(code, detail));

/** Browsers' own errors by their words. @type {[RegExp, ErrorCode][]} */
const KNOWN = [
  [/out of memory|bad_alloc|allocation failed|could not allocate|failed to allocate|SafeIntOnOverflow|MemoryError/i, "memory"],
  [/^Not(Found|Readable)Error/, "gone"], // only files that a person chose are read
];

/** Whatever was thrown, as the one error that the page knows. @param {unknown} error */
export function asEngineError(error) {
  if (error instanceof EngineError) return error;
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new EngineError(KNOWN.find(([words]) => words.test(detail))?.[1] ?? "internal", detail);
}

/** The code of whatever was thrown. @param {unknown} error @returns {ErrorCode} */
export const codeOf = (error) => (error instanceof EngineError ? error.code : "internal");

/** What less may help against. @type {ErrorCode[]} */
const SHORTAGES = ["memory", "worker-died"];

/** @param {ErrorCode} code */
export const isShortage = (code) => SHORTAGES.includes(code);
