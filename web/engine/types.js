/**
 * What whoever uses the engine hands in and gets back. Types only; nothing runs here.
 *
 * @typedef {"download" | "start" | "decode" | "draft" | "segment" | "matte" | "finish" | "encode" | "smaller"} Phase
 *   What is going on, in the order in which it happens. `download` and `start` belong to start-up, the rest to one picture;
 *   `finish` is told only where the default is not what is wanted, `smaller` only where a smaller file is.
 *
 * @typedef {object} Progress
 * @property {Phase} phase
 * @property {number | null} fraction   0..1 of this phase where it is truly known (bytes, bands), else null
 * @property {number} [loadedBytes]     download only
 * @property {number} [totalBytes]      download only
 *
 * @typedef {"wasm" | "webgpu"} Device   what a network can run on
 *
 * @typedef {"kept" | "changed" | "outdated" | "full" | "denied" | "network"} Kept  whether the program is on this device
 *   for use without a network, and if not why: files arrive changed, there is a newer version, no room, no storage at all,
 *   the network broke off
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
 *   What in the input stands in the way of a better cut-out, see py/mattebox/subject/advice.py. `side`, `least`: px
 *
 * @typedef {"no-subject" | "scaled" | "lighter" | "first-frame" | "one-of-many" | "raw-preview" | "hdr"
 *   | "already-transparent" | "already-cut" | "has-credentials" | "made-by-ai" | "metadata-shortened"
 *   | "not-smaller" | "own-failed"} NoticeCode
 *   `lighter`: for lack of memory the subject was looked for as in a mode lower than wanted; `already-cut`: the picture
 *   is cut out already, and no network was asked; `has-credentials`, `made-by-ai`: what the file says of itself, which
 *   another file does not say unless it is signed; `metadata-shortened`: the
 *   file holds less of the original's EXIF than was asked for; `not-smaller`: making the file smaller failed;
 *   `own-failed`: a network of one's own (`title`) could not be used (`trouble`), and ours took its place
 *
 * @typedef {object} CutoutResult
 * @property {Blob} blob                the file; by default image/png, straight alpha, full size
 * @property {number} width
 * @property {number} height
 * @property {boolean} reframed         a frame has moved its pixels: they lie elsewhere than the original's
 * @property {boolean} found            false: no subject; the blob then holds the whole picture, finished as chosen
 * @property {Notice[]} notices
 * @property {Tip[]} tips
 * @property {Record<string, number>} timings  milliseconds by stage of this run: decode, draft_inference, draft_matte,
 *   inference (not in `fast`), the Python stages one by one (py_…), encode, total. Stages overlap, also with those of
 *   other pictures.
 * @property {EngineInfo} info
 * @property {number} heapBytes         Pyodide's heap after this picture (it never shrinks)
 *
 * @typedef {object} EdgeOptions        what `Edges` in py/mattebox/options/edges.py explains; what is left out is its default
 * @property {"auto" | "clean" | "soft" | "hair"} [edge]
 * @property {number} [shift]           px of the full picture, −20..20; positive: outwards
 * @property {number} [feather]         px of the full picture, 0..20
 * @property {number} [contrast]        0..1
 * @property {number} [decontaminate]   0..1
 *
 * What a person corrects by hand, in pixels of the full, upright picture, in the order in which it was done; plain data,
 * as py/mattebox/options/fixes.py explains it.
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
 * @typedef {object} Background         as in py/mattebox/options/finish.py, as are the following
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
 * @typedef {object} Output             the kind of file, as in py/mattebox/options/output.py
 * @property {"png" | "png8" | "webp" | "jpeg" | "mask" | "tiff"} format
 * @property {boolean} lossless         of WebP
 * @property {number} quality           1..100, of JPEG, and of WebP that is not lossless
 * @property {"none" | "camera" | "all"} metadata  what is kept of the original's EXIF: nothing, all but the place, all
 * @property {boolean} smaller          of PNG (`png8` and `mask`, too): as small as can be, which takes many times as long
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
 * @typedef {"fast" | "standard" | "best" | `own:${string}`} Mode
 *   Who looks for the subject: `fast` the small network alone, `standard` both, `best` the large one more than once;
 *   `own:` and the id of a network that a person has added: that one in the large one's place.
 *
 * @typedef {import("./networks/folder.js").Descriptor} Descriptor
 * @typedef {import("./networks/folder.js").KeptNetwork} KeptNetwork
 * @typedef {import("./page/networks.js").Arrival} Arrival
 *
 * @typedef {"file" | "data" | "input" | "answer" | "numbers" | "memory" | "time" | "failed" | "gone" | "descriptor" | "large"
 *   | "storage" | "full"} NetworkTrouble
 *   Why such a network cannot be used: as `Reason` in py/mattebox/errors.py; it is not kept here any more; its descriptor is
 *   wrong; it is too large for a browser; the browser keeps no files, or has no room for it
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
 * @typedef {"cancelled" | "empty" | "unreadable" | "raw" | "too-large" | "too-long" | "canvas-noise" | "no-heif" | "network"
 *   | "corrupt-download" | "memory" | "worker-died" | "no-start" | "gone" | "unsupported-browser" | "outdated" | "no-key"
 *   | "unusable-network" | "internal"} ErrorCode
 *   `too-long`: such a file cannot hold a picture this wide or high; `raw`: a camera's raw file without a picture that is finished; `canvas-noise`: the browser alone can read it, and
 *   changes the pixels that it lets pages see; `no-heif`: what reads HEIC has not been downloaded and cannot be now;
 *   `no-start`: a worker could be had but has not reported; `gone`: the file cannot be read any more;
 *   `outdated`: what is still needed is there of a newer version only
 *
 * @typedef {"afresh" | "sparing"} Setback
 *   What goes on although a worker died or memory ran out: `afresh`: a picture is begun again; `sparing`: likewise, and from
 *   now on pictures take turns, on one thread of the CPU
 */

export {};
