/**
 * What the build writes to assets.json. Types only; nothing runs here.
 *
 * @import { Device } from "../types.js"
 *
 * @typedef {object} AssetFile
 * @property {string} path              relative to the root of dist/
 * @property {number} bytes
 * @property {number} gzip_bytes
 * @property {string} sha256            64 hex digits
 * @property {"shell" | "engine" | "gpu" | "heif" | "credentials" | "smaller" | "docs"} group  shell: the page; engine: what every device runs;
 *   gpu: WebGPU only; heif: comes with the first HEIC picture; credentials: when a file is signed or checked first; docs: the
 *   documentation, with its first page
 *
 * @typedef {object} ModelFile
 * @property {string} file              name by which a graph knows its weights
 * @property {number} bytes             unpacked
 * @property {string} sha256            of the unpacked file
 * @property {{path: string, bytes: number, sha256: string}[]} parts  concatenated and gunzipped: the file
 *
 * @typedef {object} ModelEntry
 * @property {string} title
 * @property {"main" | "draft"} role
 * @property {{name: string, width: number, height: number, multiple: number}} input
 * @property {{name: string}} output
 * @property {Record<Device, ModelFile & {self_test: SelfTest}>} graphs  ONNX files, both over the same weights; one and the
 *   same where activations are not quantised
 * @property {ModelFile} weights
 *
 * @typedef {object} SelfTest           a tiny run whose right answer is known, see model.js
 * @property {number} width
 * @property {number} height
 * @property {[number, number][]} points  (y, x)
 * @property {number[]} values          what the graph says there, by the native CPU runtime
 * @property {number} tolerance
 *
 * @typedef {object} Assets
 * @property {string} release             semantic, of the program
 * @property {string} version             of this build: another for each change of any file
 * @property {AssetFile[]} files
 * @property {Record<string, ModelEntry>} models
 * @property {{path: string, title: string, credit: string}[]} samples
 */

export {};
