/**
 * The duties of each thread, as the wires between them carry them (see wire.js). Types only; nothing runs here.
 *
 * The client, on the page's thread, owns two module workers: the Python worker (Pyodide: decode, pipeline, encode) and the
 * inference worker (onnxruntime-web); those two talk to each other over a MessageChannel that the client made. Pixels and
 * tensors travel as transferables, never as copies.
 *
 * @import { Assets } from "./assets-json.js"
 * @import { PlainError } from "./errors.js"
 * @import { Descriptor } from "../networks/folder.js"
 * @import { Credentials, CutoutResult, Device, EdgeOptions, Finish, Fix, Mode } from "../types.js"
 * @import { Output, PeekBox, Preview, Progress, Step, Tip } from "../types.js"
 *
 * @typedef {object} InferenceInit
 * @property {string} base              URL of the root of dist/
 * @property {Assets} assets
 * @property {"auto" | Device} want
 * @property {number} threads
 * @property {string} lifeline          name of the lock that says the worker lives
 *
 * @typedef {object} InferenceInfo
 * @property {Device} device
 * @property {number} threads
 * @property {string | null} fallback
 * @property {Record<string, number>} startMs  runtime, draft, main
 *
 * @typedef {object} InferenceDuties    asked by the client
 * @property {(init: InferenceInit) => Promise<InferenceInfo>} init
 * @property {(port: MessagePort) => void} connect  the Python worker's end of a new line
 * @property {(job: number) => void} drop  this picture's runs are wanted no more
 * @property {(nothing: undefined) => Promise<Record<string, number>>} warm  a tiny run of each network while nobody waits;
 *   by role the milliseconds that a whole one will take
 * @property {(nothing: undefined) => Promise<{device: Device, maxDifference: number, tolerance: number}>} selfTest
 *
 * @typedef {object} SegmentJob
 * @property {number} job               the picture's
 * @property {string} role              "main" or "draft"
 * @property {Float32Array} tensor      1×3×height×width
 * @property {number} height
 * @property {number} width
 *
 * @typedef {object} Mask
 * @property {Float32Array} data        height×width, as the network gives it
 * @property {number} height
 * @property {number} width
 * @property {number} ms                how long the run took
 *
 * @typedef {object} SegmentDuties      asked of the inference worker by the Python worker
 * @property {(job: SegmentJob) => Promise<Mask>} segment
 *
 * @typedef {object} PythonInit
 * @property {string} base
 * @property {Assets} assets
 * @property {string} lifeline
 * @property {number} threads           of networks of people's own
 *
 * @typedef {object} OwnNetwork         one that a person has added
 * @property {string} id
 * @property {string} title
 * @property {string} descriptor        JSON; "": it is not kept here any more
 * @property {Record<string, string>} data  where it says that its external data lie, by the names that they have here
 *
 * @typedef {object} Survey             of a network that is to be added, see py/mattebox/own/arriving.py
 * @property {string} sha256
 * @property {Descriptor[]} descriptors  what its contract may be, the likeliest first
 * @property {boolean} known
 * @property {number} rewritten
 * @property {Record<string, string>} data
 *
 * @typedef {object} NumberedFixes      each crosses once (see fix-numbers.js)
 * @property {number[]} numbers         of all that are wanted, in their order
 * @property {[number, Fix][]} added    those that may be new
 *
 * @typedef {object} CutJob
 * @property {number} job               a number of its own: what is told of a picture at work carries it
 * @property {number} id                of the file: what Python saw in it last time need not be looked for again
 * @property {Blob} file
 * @property {Mode} mode
 * @property {Mode} effort              the mode in which it is really looked at: a lower one where memory is short
 * @property {OwnNetwork | null} own    the one that is meant by `effort`
 * @property {number} pixels            a larger picture is scaled down to so many
 * @property {EdgeOptions} edges
 * @property {NumberedFixes} fixes
 * @property {Finish} finish
 * @property {number} ground            number of the background's picture, like `id`
 * @property {Output} output
 * @property {Int32Array | null} stop   one shared number, not 0 when cancelled; null where nothing can be shared
 *
 * @typedef {Omit<CutoutResult, "info">} CutReply
 *
 * @typedef {object} PeekJob             about a picture that was cut in this mode
 * @property {number} id
 * @property {Mode} mode
 * @property {EdgeOptions} edges
 * @property {NumberedFixes} fixes
 * @property {PeekBox} box
 *
 * @typedef {object} PythonDuties       asked by the client
 * @property {(init: PythonInit) => Promise<{startMs: number}>} init
 * @property {(line: {port: MessagePort | null, why: PlainError | null}) => void} connect  the inference worker's end of a
 *   new line, or null; `why` is for those who wait on the old one: null if they are to ask again
 * @property {(job: CutJob) => Promise<CutReply>} cut
 * @property {(job: PeekJob) => Promise<ImageBitmap | null>} peek  null: the picture is not known any more
 * @property {(job: Omit<PeekJob, "edges" | "box">) => Promise<Uint8Array<ArrayBuffer> | null>} parts
 * @property {(job: number) => void} cancel
 * @property {(id: number) => void} forget  this picture will not come again
 * @property {(nothing: undefined) => Promise<number | null>} warm  milliseconds that Python takes to finish a small
 *   made-up picture; null if a real one came
 * @property {(files: File[]) => Promise<Survey>} take  a network that is to be added, into the browser's storage
 * @property {(descriptor: string) => Descriptor} check  one of it, JSON; whole
 * @property {(descriptor: string) => Promise<void>} keep  it is added
 * @property {(nothing: undefined) => Promise<void>} discard  it is not
 *
 * @typedef {object} CredentialsDuties  asked by credentials.js
 * @property {(init: Omit<PythonInit, "threads">) => Promise<void>} init
 * @property {(order: {file: Blob, steps: Step[], original: Blob}) => Promise<Blob>} sign  whose credentials are carried along
 * @property {(file: Blob) => Promise<Credentials>} read
 * @property {(nothing: undefined) => Promise<string | null>} own  fingerprint of this device's key
 *
 * @typedef {object} SmallerOrder
 * @property {string} base
 * @property {Assets} assets
 * @property {string} lifeline
 * @property {Blob} file                a PNG
 *
 * @typedef {{shrink: (order: SmallerOrder) => Promise<Blob>}} SmallerDuties  asked by smaller.js; the same picture
 *
 * @typedef {object} ClientDuties       told to the client by both workers
 * @property {(watched: boolean) => void} alive  whether its lifeline is held
 * @property {(bytes: {worker: "python" | "inference", loaded: number, total: number}) => void} downloaded
 * @property {(run: Run | null) => void} running  what the inference worker does now
 * @property {(reason: string) => void} gpuLost
 * @property {(told: {job: number, progress: Progress}) => void} progress
 * @property {(told: {job: number, preview: Preview}) => void} preview
 * @property {(told: {job: number, tips: Tip[]}) => void} tips
 * @property {(fraction: number) => void} taking  how much of a network that is to be added is done, 0..1
 *
 * @typedef {{job: number, role: string, device: Device}} Run
 */

export {};
