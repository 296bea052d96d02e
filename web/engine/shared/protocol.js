/**
 * The words that the page and the engine exchange. Types and constants only; nothing runs here.
 *
 * The page talks to `Engine` in client.js and to nothing else of the engine. The client owns two module workers:
 * the Python worker (Pyodide: decode, pipeline, encode) and the inference worker (onnxruntime-web); those two talk to
 * each other over a MessageChannel that the client made. Pixels and tensors travel as transferables, never as copies.
 *
 * @typedef {"download" | "start" | "decode" | "draft" | "segment" | "matte" | "finish" | "encode"} Phase
 *   What is going on, in the order in which it happens. `download` and `start` belong to start-up, the rest to one picture;
 *   `finish` is told only where the default is not what is wanted.
 *
 * @typedef {object} Progress
 * @property {Phase} phase
 * @property {number | null} fraction   0..1 of this phase where it is truly known (bytes, bands), else null
 * @property {number} [loadedBytes]     download only
 * @property {number} [totalBytes]      download only
 *
 * @typedef {"wasm" | "webgpu"} Device   what a network can run on
 *
 * @typedef {object} EngineInfo
 * @property {Device} device            what really runs the network
 * @property {number} threads           threads of the network's CPU kernels (1 where the page is not isolated)
 * @property {boolean} isolated         crossOriginIsolated
 * @property {string} model             title of the network that decides, from assets.json
 * @property {string | null} fallback   why WebGPU is not used although an adapter is there, else null
 * @property {Record<string, number>} startMs  milliseconds from `start()` until each part stood: runtime, draft, main, python
 *
 * @typedef {object} Preview
 * @property {"source" | "draft" | "final"} stage  `source`: the upright input as decoded; `draft`: cut by the small
 *   network; `final`: the finished cut-out, before its file is encoded
 * @property {ImageBitmap} bitmap       at most PREVIEW_SIDE px on the long side; the receiver closes it
 * @property {number} width             of the full picture, upright; where it is `reframed`, of the finished one
 * @property {number} height
 * @property {boolean} [reframed]       its pixels lie elsewhere than the original's
 *
 * @typedef {object} Notice
 * @property {NoticeCode} code
 * @property {Record<string, string | number>} [values]  what the message needs, e.g. {from: 64, to: 50}
 *
 * @typedef {"top" | "right" | "bottom" | "left"} Side
 * @typedef {{code: "small", values: {side: number, least: number}}
 *   | {code: "jpeg-blocks", values: {}}
 *   | {code: "low-contrast", values: {}}
 *   | {code: "cut-by-frame", values: {sides: Side[]}}} Tip
 *   What in the input stands in the way of a better cut-out, see py/mattebox/advice.py. `side`, `least`: px
 *
 * @typedef {"no-subject" | "scaled" | "lighter" | "first-frame" | "already-transparent"} NoticeCode
 *   `lighter`: for lack of memory the subject was looked for as in a mode lower than wanted
 *
 * @typedef {object} CutoutResult
 * @property {Blob} blob                the file; by default image/png, straight alpha, full size
 * @property {number} width
 * @property {number} height
 * @property {boolean} reframed         a frame has moved its pixels: they lie elsewhere than the original's
 * @property {boolean} found            false: no subject; the blob then holds the picture unchanged
 * @property {Notice[]} notices
 * @property {Tip[]} tips
 * @property {Record<string, number>} timings  milliseconds by stage of this run: decode, draft_inference, draft_matte,
 *   inference (not in `fast`), the Python stages one by one (py_…), encode, total. Stages overlap, also with those of
 *   other pictures.
 * @property {EngineInfo} info
 * @property {number} heapBytes         Pyodide's heap after this picture (it never shrinks)
 *
 * @typedef {object} EdgeOptions        what `Options` in py/mattebox/options.py explains; what is left out is its default
 * @property {"auto" | "clean" | "soft" | "hair"} [edge]
 * @property {number} [shift]           px of the full picture, −20..20; positive: outwards
 * @property {number} [feather]         px of the full picture, 0..20
 * @property {number} [contrast]        0..1
 * @property {number} [decontaminate]   0..1
 *
 * What a person corrects by hand, in pixels of the full, upright picture, in the order in which it was done; plain data,
 * as py/mattebox/fixes.py explains it.
 *
 * @typedef {object} Stroke
 * @property {"stroke"} type
 * @property {"restore" | "erase"} effect
 * @property {"brush" | "lasso"} tool
 * @property {number[]} points           x, y, radius of each point in turn
 * @property {boolean} hard              painted exactly as it is; else the edge nearby is looked for
 * @property {number} softness           0..1, of a hard stroke's edge
 *
 * @typedef {{type: "pick", at: [number, number], keep: boolean}} Pick  a subject is dropped, or brought back
 * @typedef {{type: "closer", box: [number, number, number, number]}} Closer  the network is asked again about this box
 * @typedef {{type: "tidy", what: "holes" | "specks"}} Tidy
 * @typedef {Stroke | Pick | Closer | Tidy} Fix
 *
 * @typedef {object} PeekBox             a part of the full picture, and the size at which it is wanted
 * @property {number} left
 * @property {number} top
 * @property {number} right
 * @property {number} bottom
 * @property {number} width
 * @property {number} height
 *
 * @typedef {object} Background         as in py/mattebox/finish.py, as are the following
 * @property {"none" | "colour" | "gradient" | "picture" | "blur"} kind
 * @property {string} colour            #rrggbb, the only one or where the gradient begins
 * @property {string} end               #rrggbb, where it ends
 * @property {number} angle             degrees clockwise from straight up
 * @property {Blob | null} picture      for the kind `picture`; without one that kind is none
 * @property {"cover" | "contain"} fit
 * @property {number} x                 0..1
 * @property {number} y
 * @property {number} blur              standard deviation as a share of the original's longer side
 *
 * @typedef {object} Shadow             lengths are shares of the subject's longer side
 * @property {number} opacity           0..1; 0: there is none
 * @property {number} angle             degrees clockwise from straight up
 * @property {number} distance
 * @property {number} softness
 * @property {string} colour
 *
 * @typedef {{opacity: number, softness: number}} Contact
 * @typedef {{width: number, colour: string}} Outline
 *
 * @typedef {object} Frame
 * @property {0 | 90 | 180 | 270} turn  degrees clockwise
 * @property {number} tilt              degrees clockwise, −45..45
 * @property {"picture" | "subject"} crop
 * @property {number} margin            around the subject
 * @property {"percent" | "px"} unit    of the margin: percent of the subject's longer side, or pixels of the picture
 * @property {number | null} fill       0..1, the subject's share of the frame; instead of a margin
 * @property {number | null} aspect     width over height
 * @property {[number, number] | null} size  width and height in pixels
 * @property {"centre" | "head"} anchor
 * @property {number} x                 −0.5..0.5, moves the subject by shares of the frame
 * @property {number} y
 * @property {number | null} dpi        that the file tells; null: the original's
 *
 * @typedef {object} Finish             what is made of the cut-out
 * @property {Background} background
 * @property {Shadow} shadow
 * @property {Contact} contact
 * @property {Outline} outline
 * @property {number} match             0..1, how far the subject takes on the new background's light
 * @property {Frame} frame
 *
 * @typedef {object} Output             the kind of file, as in py/mattebox/output.py
 * @property {"png" | "png8" | "webp" | "jpeg" | "mask" | "tiff"} format
 * @property {boolean} lossless         of WebP
 * @property {number} quality           1..100, of JPEG, and of WebP that is not lossless
 * @property {"none" | "camera" | "all"} metadata  what is kept of the original's EXIF: nothing, all but the place, all
 * @property {boolean} credentials      signed by a key of this device, with a statement of what was done (Content Credentials)
 *
 * @typedef {"cut" | "corrected" | "colour" | "picture" | "blur" | "effects" | "framed" | "mask"} Step  what was done to a picture
 *
 * @typedef {object} Deed               what Content Credentials say was done
 * @property {string} action            by C2PA, e.g. "c2pa.cropped"
 * @property {Step | null} step         where it was done here
 * @property {string} description
 * @property {string | null} when       ISO 8601, as whoever signed had it
 *
 * @typedef {object} Credentials        what a file says of itself
 * @property {"none" | "remote" | "unreadable" | "unchanged" | "doubtful" | "changed"} state  `remote`: what it says lies on a
 *   server, which is not asked; `doubtful`: unchanged, but something is wrong with the signer's certificate
 * @property {string[]} sources         IPTC digital source types, e.g. "composite"
 * @property {Deed[]} deeds
 * @property {string} generator         the program
 * @property {{print: string | null, own: boolean, name: string, stamped: string | null} | null} signer  fingerprint of the
 *   key, whether it is this device's, the name in its certificate, the time by a time stamp of somebody else
 *
 * @typedef {"fast" | "standard" | "best"} Mode
 *   Who looks for the subject: `fast` the small network alone, `standard` both, `best` the large one more than once.
 *
 * @typedef {object} CutOptions
 * @property {Mode} [mode]              default `standard`
 * @property {EdgeOptions} [edges]
 * @property {Fix[]} [fixes]
 * @property {Finish} [finish]          default DEFAULT_FINISH: the cut-out as it is
 * @property {Output} [output]          default DEFAULT_OUTPUT: PNG
 * @property {AbortSignal} [signal]
 * @property {(p: Progress) => void} [onProgress]
 * @property {(p: Preview) => void} [onPreview]
 * @property {(tips: Tip[]) => void} [onTips]  what the draft shows of them, while the rest of the work is still to come
 *
 * @typedef {"cancelled" | "empty" | "unreadable" | "too-large" | "no-heif" | "network" | "corrupt-download"
 *   | "memory" | "worker-died" | "unsupported-browser" | "outdated" | "no-key" | "gpu-lost" | "again"
 *   | "internal"} ErrorCode
 *   `no-heif`: what reads HEIC has not been downloaded and cannot be now;
 *   `outdated`: what is still needed is there of a newer version only; `gpu-lost` and `again` (the next worker is to be
 *   asked) stay inside the engine
 *
 * @typedef {"afresh" | "sparing"} Setback
 *   What goes on although a worker died or memory ran out: `afresh`: a picture is begun again; `sparing`: likewise, and from
 *   now on pictures take turns, on one thread of the CPU
 *
 * What the build writes to assets.json:
 *
 * @typedef {object} AssetFile
 * @property {string} path              relative to the root of dist/
 * @property {number} bytes
 * @property {number} gzip_bytes
 * @property {string} sha256            64 hex digits
 * @property {"shell" | "engine" | "gpu" | "heif" | "credentials"} group  shell: the page; engine: what every device runs;
 *   gpu: WebGPU only; heif: comes with the first HEIC picture; credentials: when a file is signed or checked first
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
 * @property {string} version
 * @property {AssetFile[]} files
 * @property {Record<string, ModelEntry>} models
 * @property {{path: string, title: string, credit: string}[]} samples
 */

/**
 * Inside the engine, the duties of each thread (see wire.js):
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
 *
 * @typedef {object} CutJob
 * @property {number} job               a number of its own: what is told of a picture at work carries it
 * @property {number} id                of the file: what Python saw in it last time need not be looked for again
 * @property {Blob} file
 * @property {Mode} mode
 * @property {Mode} look                the mode in which it is really looked at: a lower one where memory is short
 * @property {number} pixels            a larger picture is scaled down to so many
 * @property {EdgeOptions} edges
 * @property {Fix[]} fixes
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
 * @property {Fix[]} fixes
 * @property {PeekBox} box
 *
 * @typedef {object} PythonDuties       asked by the client
 * @property {(init: PythonInit) => Promise<{startMs: number}>} init
 * @property {(line: {port: MessagePort | null, why: ErrorCode}) => void} connect  the inference worker's end of a new
 *   line, or null; `why` is for those who wait on the old one
 * @property {(job: CutJob) => Promise<CutReply>} cut
 * @property {(job: PeekJob) => Promise<ImageBitmap | null>} peek  null: the picture is not known any more
 * @property {(job: Omit<PeekJob, "edges" | "box">) => Promise<Uint8Array<ArrayBuffer> | null>} parts
 * @property {(job: number) => void} cancel
 * @property {(id: number) => void} forget  this picture will not come again
 * @property {(nothing: undefined) => Promise<number | null>} warm  milliseconds that Python takes to finish a small
 *   made-up picture; null if a real one came
 *
 * @typedef {object} CredentialsDuties  asked by credentials.js
 * @property {(init: PythonInit) => Promise<void>} init
 * @property {(order: {file: Blob, steps: Step[]}) => Promise<Blob>} sign
 * @property {(file: Blob) => Promise<Credentials>} read
 * @property {(nothing: undefined) => Promise<string | null>} own  fingerprint of this device's key
 *
 * @typedef {object} ClientDuties       told to the client by both workers
 * @property {(nothing: undefined) => void} alive
 * @property {(bytes: {worker: "python" | "inference", loaded: number, total: number}) => void} downloaded
 * @property {(run: Run | null) => void} running  what the inference worker does now
 * @property {(reason: string) => void} gpuLost
 * @property {(told: {job: number, progress: Progress}) => void} progress
 * @property {(told: {job: number, preview: Preview}) => void} preview
 * @property {(told: {job: number, tips: Tip[]}) => void} tips
 *
 * @typedef {{job: number, role: string, device: Device}} Run
 */

/** Long side of what is sent for display before the file is encoded: enough for any laptop screen. */
export const PREVIEW_SIDE = 2048;

/** Above this the picture is scaled down with a notice: two RGBA buffers of it fill half of what a tab may hold. */
export const MAX_PIXELS = 50_000_000;

/** From the quickest to the most thorough. @type {readonly Mode[]} */
export const MODES = Object.freeze(["fast", "standard", "best"]);

/** What the page's controls begin with: the defaults of py/mattebox/options.py. @type {Required<EdgeOptions>} */
export const DEFAULT_EDGES = Object.freeze({ edge: "auto", shift: 0, feather: 0, contrast: 0, decontaminate: 1 });

/** Likewise of py/mattebox/finish.py: the cut-out as it is. @type {Finish} */
export const DEFAULT_FINISH = Object.freeze({
  background: Object.freeze({
    kind: "none",
    colour: "#ffffff",
    end: "#cfd8e3",
    angle: 180,
    picture: null,
    fit: "cover",
    x: 0.5,
    y: 0.5,
    blur: 0.02,
  }),
  shadow: Object.freeze({ opacity: 0, angle: 160, distance: 0.04, softness: 0.03, colour: "#000000" }),
  contact: Object.freeze({ opacity: 0, softness: 0.02 }),
  outline: Object.freeze({ width: 0, colour: "#ffffff" }),
  match: 0,
  frame: Object.freeze({
    turn: 0,
    tilt: 0,
    crop: "picture",
    margin: 0,
    unit: "percent",
    fill: null,
    aspect: null,
    size: null,
    anchor: "centre",
    x: 0,
    y: 0,
    dpi: null,
  }),
});

/** And of py/mattebox/output.py. @type {Output} */
export const DEFAULT_OUTPUT = Object.freeze({
  format: "png",
  lossless: false,
  quality: 90,
  metadata: "none",
  credentials: false,
});

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
