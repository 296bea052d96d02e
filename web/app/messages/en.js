/**
 * Every sentence that the page shows, in English.
 * `labels` fills the elements that carry data-text (their text) or data-label (accessible name and tooltip).
 *
 * @import { Batch } from "../batch/batch.js"
 * @import { Action } from "../batch-view/grid.js"
 * @import { Entry, Verdict } from "../batch/list.js"
 * @import { Credentials, EdgeOptions, EngineInfo, ErrorCode, Kept, NetworkTrouble, Notice, NoticeCode, Output, Phase, Progress, Setback, Side, Step, Tip } from "../../engine/index.js"
 * @import { Kind } from "../dialogs/stored.js"
 * @import { Shortcut } from "../ui/shortcuts.js"
 *
 * @typedef {Exclude<keyof EdgeOptions, "edge">} EdgeSlider
 * @typedef {typeof messages} Messages  the shape of every language
 */

import { format, INSTANT_MS } from "./format.js";

const { whole, tenth, upToTenth, signed, fileSize, moment, plural, few } = format("en");

/** @param {number} share 0..1 */
const percent = (share) => `${whole.format(100 * share)} %`;

/** @param {number} px */
const pixels = (px) => `${upToTenth.format(px)} ${plural(px, { one: "pixel", other: "pixels" })}`;

/** @param {EngineInfo} info */
const device = (info) =>
  info.device === "webgpu" ? "GPU" : `CPU, ${info.threads} ${plural(info.threads, { one: "thread", other: "threads" })}`;

/** @type {Partial<Record<ErrorCode, { title: string, advice: string }>> & { internal: { title: string, advice: string } }} */
const errors = {
  cancelled: { title: "Cancelled.", advice: "Nothing was changed." },
  empty: { title: "This file is empty.", advice: "It may not have finished copying or downloading. Choose another one." },
  unreadable: {
    title: "This file could not be read as a picture.",
    advice: "It may be damaged or of a kind that this browser does not know. Save it as JPEG or PNG in another program and try that.",
  },
  raw: {
    title: "This is a camera’s raw file.",
    advice: "It holds no finished picture. Export it as JPEG or TIFF in the camera’s program or a photo app, and choose that.",
  },
  "too-large": {
    title: "This picture is too large for this browser.",
    advice: "Save a smaller copy, for example half as wide and half as high, and try that.",
  },
  "too-long": {
    title: "This kind of file cannot hold a picture this wide or high.",
    advice: "WebP takes up to 16,383 pixels a side, JPEG up to 65,500. Choose PNG or TIFF under “Save as”, or a smaller frame.",
  },
  "canvas-noise": {
    title: "This browser changes the pixels that it lets pages read.",
    advice: "Its protection against fingerprinting does so, and only the browser itself can read this kind of picture. Save it as JPEG or PNG, which Mattebox reads by itself, or allow this site to read canvases.",
  },
  "no-heif": {
    title: "What reads HEIC pictures is not on this device yet.",
    advice: "Connect to the network and try again: it is downloaded once and works offline from then on. Or save the picture as JPEG in another program.",
  },
  network: {
    title: "A part of Mattebox could not be downloaded.",
    advice: "Check the connection and try again. What has arrived is kept.",
  },
  "corrupt-download": {
    title: "A downloaded part arrived damaged.",
    advice: "Try again: it will be fetched anew. If that does not help, a proxy or filter on the way may be changing files.",
  },
  memory: {
    title: "There was not enough memory for this picture.",
    advice: "Close other tabs or programs and try again, or use a smaller copy of the picture.",
  },
  "worker-died": {
    title: "The browser stopped the work halfway.",
    advice: "Usually it ran out of memory. Close other tabs and try again, or use a smaller copy of the picture.",
  },
  "no-start": {
    title: "A part of Mattebox did not start.",
    advice: "It was downloaded, but this device is too busy or its disk too slow, or something keeps pages from starting workers. Close other programs, then try again.",
  },
  gone: {
    title: "This file cannot be reached any more.",
    advice: "It was moved, renamed, changed or removed meanwhile, or lies on a drive or in a cloud that is not connected. Choose it again.",
  },
  "unsupported-browser": {
    title: "This browser cannot run Mattebox.",
    advice: "Use a current version of Chrome, Edge, Firefox or Safari.",
  },
  outdated: {
    title: "A newer version of Mattebox is there.",
    advice: "Save the cut-out that is on the screen, then reload the page. A batch is kept and goes on after that.",
  },
  "no-key": {
    title: "This browser keeps no key to sign with.",
    advice: "Perhaps this is a private window. Open a usual one, or save the picture without Content Credentials.",
  },
  "unusable-network": {
    title: "This network cannot be used.",
    advice: "Nothing was changed. Choose another file, or see “Own networks” for what it needs.",
  },
  internal: {
    title: "Something went wrong inside Mattebox.",
    advice: "Try again. If it happens with this picture every time, please report it.",
  },
};

/** @type {Record<Phase, string>} */
const phases = {
  download: "Loading",
  start: "Starting up",
  decode: "Reading the picture",
  draft: "Making a draft",
  segment: "Finding the subject",
  matte: "Refining the edges",
  finish: "Finishing the picture",
  encode: "Writing the file",
  smaller: "Making the file smaller",
};

/** Ours. @type {Record<string, string>} */
const modes = { fast: "Fast", standard: "Standard", best: "Best" };

/** @param {number | null} ms */
const about = (ms) => (ms === null ? "" : ms < INSTANT_MS ? "under 1 s" : `about ${whole.format(ms / 1000)} s`);

const list = new Intl.ListFormat("en");
const where = { top: "at the top", right: "on the right", bottom: "at the bottom", left: "on the left" };

/** @param {Side[]} cut */
const sides = (cut) => list.format(cut.map((side) => where[side]));

/** @param {number} count */
const pictures = (count) => `${whole.format(count)} ${plural(count, { one: "picture", other: "pictures" })}`;

/** @param {number} ms */
function timeLeft(ms) {
  const minutes = ms / 60_000;
  if (minutes < 1) return "less than a minute left";
  if (minutes < 90) return `about ${whole.format(minutes)} min left`;
  return `about ${upToTenth.format(minutes / 60)} h left`;
}

/** @type {Record<Verdict, string>} */
const verdicts = { accepted: "Accepted", rejected: "Rejected" };

const lighter =
  "Memory ran short, so a smaller network looked for the subject. For a finer cut-out close other tabs, reload the page and open the picture again.";

const shortened =
  "The original holds more camera data than this kind of file can take: the longest entries were left out. PNG, WebP and TIFF keep them.";

const unshrunk =
  "The file could not be made smaller, so it has its usual size. Perhaps there was not enough memory, or the network was off the first time.";

/** Why a network of somebody’s own cannot be used. @type {Record<NetworkTrouble, string>} */
const troubles = {
  file: "The file is no ONNX network, or is damaged. Choose the .onnx file itself, copied completely.",
  data: "Parts of the network lie in other files that are missing or incomplete. Choose the .onnx file together with all of them.",
  input: "The network does not take one picture with three channels. Choose one that removes backgrounds.",
  answer: "What the network answers is no mask. Choose another output under “Correct by hand”, or another network.",
  numbers: "The network answers with numbers that are none (NaN). A file in full precision (fp32) may help.",
  memory: "The network needs more memory than there is. Close other tabs, or use a smaller or half-precision version of it.",
  time: "The network had not answered after five minutes and was stopped.",
  failed: "The runtime of this page refused the network. A version of it that was exported for the web may run.",
  gone: "The network is not kept on this device any more. Add it again under “Own networks”.",
  descriptor: "The descriptor is not right. Correct what is named and try again.",
  large: "The files are larger than a browser can run: 1.5 GB at the most. The command “mattebox models add” has no such limit.",
  storage: "This browser does not let Mattebox store files, perhaps because this is a private window or site data are blocked. Nothing was added.",
  full: "There is no room on this device. Free some space, then choose the files again.",
};

const replaced = "Your own network could not be used for it, so Mattebox’s took its place.";

/** What is told of single pictures of a batch. @type {Partial<Record<NoticeCode, string>>} */
const inBatches = { lighter, "metadata-shortened": shortened, "not-smaller": unshrunk, "own-failed": replaced };

export const messages = {
  /** Which way it is written. @type {"ltr" | "rtl"} */
  direction: "ltr",

  labels: {
    tagline: "Drop a picture. Keep the subject.",
    lead: "Mattebox removes the background right here, on your own device. Full size, no account, no upload.",
    choose: "Choose pictures",
    chooseFolder: "or a whole folder",
    orDrop: "or drop them anywhere, or paste one",
    samples: "No picture at hand? Try one of these.",
    dropHere: "Drop it to cut it out",
    cancel: "Cancel",
    cancelKey: "Cancel (Esc)",
    viewOn: "View on",
    checker: "Checkerboard",
    white: "White",
    black: "Black",
    colour: "Own colour",
    pickColour: "Choose the backdrop colour",
    zoomOut: "Zoom out (−)",
    zoomIn: "Zoom in (+)",
    zoomFit: "Fit to the window (0)",
    newPicture: "New picture",
    startOver: "Start over",
    copy: "Copy",
    copyKey: "Copy as PNG (Ctrl+C)",
    edit: "Edit",
    editKey: "Edit the cut-out (E)",
    edges: "Edges",
    fixes: "Fix",
    fixTool: "Tool",
    fixBrush: "Brush",
    fixLasso: "Lasso",
    fixPick: "Subjects",
    fixEffect: "What it does",
    fixRestore: "Restore",
    fixErase: "Erase",
    brushSize: "Size",
    brushHard: "Paint exactly",
    brushSoftness: "Soft edge",
    brushLoupe: "Loupe",
    fillHoles: "Fill holes",
    removeSpecks: "Remove specks",
    edgeKind: "Edge quality",
    edgeAuto: "Auto",
    edgeClean: "Clean",
    edgeSoft: "Soft",
    edgeHair: "Hair",
    edgeShift: "Shift",
    edgeFeather: "Feather",
    edgeContrast: "Contrast",
    edgeColour: "Colour clean-up",
    undo: "Undo (Ctrl+Z)",
    redo: "Redo (Ctrl+Shift+Z)",
    reset: "Reset",
    saveKey: "Save the picture (Ctrl+S)",
    finish: "Finish",
    preset: "Preset",
    keepPreset: "Keep these settings as a preset",
    dropPreset: "Remove this preset",
    saveRecipe: "Save all settings as a file",
    openRecipe: "Open a file of settings",
    presetName: "Name",
    keep: "Keep",
    background: "Background",
    groundNone: "None",
    groundColour: "Colour",
    groundGradient: "Gradient",
    groundPicture: "Picture",
    groundBlur: "Blurred",
    colourOfGround: "Colour",
    gradientEnd: "Second colour",
    angle: "Direction",
    chooseGround: "Choose a background",
    fit: "Fit",
    fitCover: "Fill the frame",
    fitContain: "Show all of it",
    positionX: "Left to right",
    positionY: "Top to bottom",
    blur: "Blur",
    match: "Match light",
    shadow: "Shadow",
    shadowOpacity: "Drop shadow",
    shadowAngle: "Direction",
    shadowDistance: "Distance",
    shadowSoftness: "Softness",
    shadowColour: "Shadow colour",
    contactOpacity: "Contact shadow",
    contactSoftness: "Its softness",
    outline: "Outline",
    outlineWidth: "Width",
    outlineColour: "Outline colour",
    frame: "Frame",
    crop: "Crop to",
    cropPicture: "Picture",
    cropSubject: "Subject",
    space: "Space",
    spaceMargin: "Margin",
    spaceFill: "Share of the frame",
    margin: "Margin",
    marginUnit: "Unit of the margin",
    fill: "Subject fills",
    aspect: "Shape",
    size: "Size in pixels",
    sizeWidth: "Width in pixels",
    sizeHeight: "Height in pixels",
    dpi: "Pixels per inch",
    moveX: "Move sideways",
    moveY: "Move up and down",
    turn: "Rotate",
    turnLeft: "Rotate left",
    turnRight: "Rotate right",
    tilt: "Straighten",
    output: "Save as",
    outputOptions: "File format and name",
    format: "Format",
    lossless: "Lossless",
    quality: "Quality",
    smaller: "Smaller file",
    smallerHint: "The same picture in fewer bytes; takes many times as long to write.",
    metadata: "Camera data (EXIF)",
    metadataNone: "Remove all",
    metadataCamera: "Keep, without the place",
    metadataAll: "Keep, with the place",
    credentials: "Sign with Content Credentials",
    credentialsHint:
      "Adds a signed statement of what was done here, by a key that is made on this device and never leaves it; files signed by it can be recognised as coming from one hand. What the original has is carried along.",
    check: "Check a file",
    checkLead:
      "See what a picture's Content Credentials say and whether it was changed since. The file stays on this device.",
    checkChoose: "Choose a file",
    checkDrop: "or drop it here",
    checkFile: "File to check",
    checkMeaning:
      "What a self-made key proves: the file is as it was when that key signed it, and files with the same fingerprint were signed by the same key. What it does not prove: whose key it is, when it signed, or that the statement is true. Credentials can be removed by anybody.",
    template: "File name",
    templateHint: "{name}, {preset}, {size}, {width}, {height}, {date} and {n} (a running number) are filled in.",
    install: "Install",
    update: "New version: reload",
    about: "About Mattebox",
    close: "Close",
    zoom: "Zoom",
    stage: "Picture. Plus and minus zoom, 0 fits, the arrow keys move it.",
    compare: "Compare before and after: share of the original that is shown",
    before: "Before",
    after: "After",
    draft: "Draft",
    progress: "Progress",
    home: "Mattebox, start over",
    fileInput: "Picture files",
    folderInput: "Folder of pictures",
    mode: "Mode",
    modeHint: "How thoroughly the subject is looked for",
    aboutPrivacyTitle: "Your pictures stay here",
    aboutPrivacy:
      "Everything runs inside this page. Pictures are never sent anywhere; the only requests go to this site, for " +
      "Mattebox itself. After the first visit it works with the network off.",
    aboutHowTitle: "How it works",
    aboutHow:
      "A small network makes a draft, a larger one finds the subject, then the edges are refined and freed of the old " +
      "background's colour at full size. Fast leaves the larger network out, Best asks it for two views. Pixels inside the subject stay exactly as they were. Backdrops are for viewing; " +
      "only what Finish puts behind the subject is saved with it.",
    language: "Language",
    languageLater: "The language changes when the page is opened next.",
    keysTitle: "Keyboard shortcuts",
    openKeys: "Keyboard shortcuts (?)",
    models: "Own networks",
    modelsLead: "Have a better network for removing backgrounds? Add its ONNX file. It stays on this device, becomes a mode of its own and works offline.",
    modelsChoose: "Choose the files",
    modelsDrop: "or drop them here: the .onnx file, and its external data if there are any",
    modelsFile: "Files of a network",
    modelsTry: "Try it on a photo",
    modelsOurs: "Mattebox",
    modelsTheirs: "This network",
    modelsCorrect: "Correct by hand",
    modelsDescriptor: "What it takes and gives (JSON)",
    modelsDescriptorHint: "size is height and width; divide is 1, 255 or \"max\"; fit is stretch, letterbox-top-left or letterbox-centred; kind is alpha, logits or classes; activation is none or sigmoid; post is none or minmax.",
    modelsAdd: "Add this network",
    modelsDiscard: "Discard",
    modelsKept: "Added on this device",
    modelsNone: "None yet.",
    tips: "Tips for this picture",
    dismissTips: "Dismiss the tips",
    aboutCreditsTitle: "Sample photos",
    details: "Timings",
    aboutStored:
      "Pictures of a batch are kept on this device, and only there, until you remove them, so that the batch survives a closed tab.",
    clearStored: "Remove all pictures stored on this device",
    keptTitle: "Kept on this device",
    wipe: "Remove everything from this device",
    wipeTitle: "Remove everything?",
    wipeWarning: "Settings, presets, colours, all pictures of a batch with their results, a signing key and the program itself are removed from this device, for good. What is on the screen and was not saved is lost, too; your own files stay.",
    wipeYes: "Remove everything",
    wipeTrouble: "Not all of it could be removed: another tab of Mattebox is using it. Close all others and try again.",
    wipedTitle: "Everything has been removed",
    wiped: "Nothing of Mattebox is kept on this device any more. Close this page, or start again: then the program is downloaded anew.",
    startAgain: "Start again",
    documentation: "Documentation: guide, questions, how it works",
    licences: "Licences of all parts",

    batch: "Batch",
    batchProgress: "Pictures of the batch that are done",
    batchCancel: "Cancel",
    batchAdd: "Add pictures",
    batchAddFolder: "Add a folder",
    batchSettings: "Settings",
    batchSettingsHint: "Settings for all pictures of the batch (E)",
    batchReview: "Review",
    batchReviewHint: "Look through the results and judge them",
    batchSave: "Save ZIP",
    batchSaveHint: "Save all results that are not rejected as one ZIP file (Ctrl+S)",
    batchOutputHint: "Kind of file, and its name",
    batchSaveFolder: "Save into a folder",
    batchSaveFolderHint: "Write the results into a folder as they finish",
    batchClear: "Clear",
    batchClearHint: "Remove all pictures of the batch and their results from this device",
    batchClearWarning: "The copies and the results are removed from this device. What was not saved is lost; your own files stay.",
    batchClearYes: "Remove",
    batchClearNo: "Keep",
    batchLeave: "Leave the batch; it waits until you are back",
    batchList: "Pictures",
    batchShow: "Show",
    batchAll: "All",
    batchWaiting: "Waiting",
    batchDone: "Done",
    batchFailed: "Failed",
    batchCancelled: "Cancelled",
    batchRejected: "Rejected",
    storedDiscard: "Discard",
    review: "Review",
    reviewStage: "Result. Plus and minus zoom, 0 fits; the left and right arrow keys lead to other pictures.",
    reviewPrevious: "Previous picture (←)",
    reviewNext: "Next picture (→)",
    reviewAccept: "Accept",
    reviewAcceptKey: "Accept (A)",
    reviewFix: "Fix",
    reviewFixKey: "Fix by hand (F)",
    reviewReject: "Reject",
    reviewRejectKey: "Reject (R)",
    reviewClose: "Back to all pictures (Esc)",
  },

  /** What is written on keys. */
  keys: { Control: "Ctrl", Shift: "Shift", Escape: "Esc" },
  /** What each of them does. @type {Record<Shortcut["does"], string>} */
  shortcuts: {
    paste: "Paste a picture",
    choose: "Choose a picture",
    save: "Save the picture",
    copy: "Copy the PNG",
    fixes: "Fix by hand: brush, lasso, subjects",
    smaller: "Smaller brush",
    larger: "Larger brush",
    restore: "Restore",
    erase: "Erase",
    edges: "Adjust the edges",
    undo: "Undo",
    redo: "Redo",
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
    zoomFit: "Fit to the window",
    actualSize: "Actual size",
    cancel: "Cancel, or close what is open",
    help: "Show these shortcuts",
  },
  /** What mouse and fingers do on the picture, and what comes of it. @type {[string, string][]} */
  gestures: [
    ["Wheel or pinch", "Zoom"],
    ["Double click", "Actual size, or fit to the window"],
    ["Drag the cut-out", "Into a folder or another program"],
    ["Alt and the wheel", "Size of the brush"],
    ["Arrow keys, Space", "Move the brush, begin and end a stroke"],
  ],

  /** @param {number} bytes */
  firstVisit: (bytes) =>
    `This first visit downloads ${fileSize(bytes)}, once, so that everything runs on your device: ` +
    "your pictures never leave it.",
  offlineReady: "Your pictures never leave this device, and everything works with the network off, too.",
  /** Why it is not kept, in place of that. @type {Partial<Record<Kept, string>>} */
  notKept: {
    changed: "Mattebox works, but cannot be kept on this device: files arrive changed, perhaps by a proxy, a filter or an extension. Each visit needs the network; another network may help.",
    full: "Mattebox works, but there is no room to keep it on this device: each visit needs the network. Free space on the disk, then reload the page.",
    denied: "Mattebox works, but this browser keeps nothing of it, perhaps because cookies or site data are blocked or this is a private window: each visit downloads it again, and settings and pictures are not kept either.",
  },

  phases,
  /** Words of a progress report. @param {Progress} progress */
  progress(progress) {
    // In per cent: unpacked bytes are counted here, packed ones are what the first visit is told.
    if (progress.phase === "download" && progress.fraction !== null) {
      return `${phases.download} ${whole.format(100 * progress.fraction)} %`;
    }
    return progress.phase === "download" ? "Getting ready" : phases[progress.phase];
  },
  /** @param {number} seconds */
  elapsed: (seconds) => `${whole.format(seconds)} s`,

  /** @param {ErrorCode} code */
  error: (code) => errors[code] ?? errors.internal,
  lastIsKept: "The cut-out before it is still here.",
  retry: "Try again",
  chooseAnother: "Choose another",
  bringBack: "Bring it back",
  startedOver: "Started over. The last cut-out was not saved.",
  /** What goes on although a worker died or memory ran out. @type {Record<Setback, string>} */
  setbacks: {
    afresh: "The browser stopped the work, perhaps for lack of memory. It is being done again.",
    sparing: "Memory ran short, so Mattebox goes on with less: one picture at a time, on one thread, which takes longer. After a reload it tries everything again.",
  },

  /** @param {Notice} notice */
  notice({ code, values = {} }) {
    switch (code) {
      case "no-subject":
        return "No subject was found, so nothing was taken away; all else is as you chose it. If there is a small one, crop closer to it and try again.";
      case "scaled":
        return `The picture has ${values.from} megapixels; it was scaled to ${values.to} to fit into memory.`;
      case "lighter":
        return lighter;
      case "first-frame":
        return "The picture is animated; its first frame was cut out.";
      case "one-of-many":
        return `The file holds ${values.count} pictures; only the first was cut out.`;
      case "raw-preview":
        return "This is a camera’s raw file; the preview in it was cut out. For the full quality, export it as JPEG or TIFF in a photo app and choose that.";
      case "hdr":
        return "The picture has high dynamic range; its brightest parts were toned down.";
      case "already-transparent":
        return "The picture had transparent parts already; they were kept.";
      case "already-cut":
        return "It is cut out already, so nothing else was taken away. What should go, too, you can erase under “Fix”.";
      case "has-credentials":
        return "The picture has Content Credentials. A file carries them on only if you sign it: “Save as”, options, “Sign with Content Credentials”.";
      case "made-by-ai":
        return "It says of itself that it was made or edited by generative AI. Other files do not say so unless you sign them or write it beside them.";
      case "not-smaller":
        return unshrunk;
      case "metadata-shortened":
        return shortened;
      case "own-failed":
        return `${values.title ? `${values.title} was not used. ` : ""}${troubles[/** @type {keyof typeof troubles} */ (values.trouble)]} Mattebox’s own network took its place.`;
      default:
        return String(code);
    }
  },
  /** What would make for a better cut-out, and what to do. @param {Tip} tip */
  tip({ code, values }) {
    switch (code) {
      case "small":
        return `The picture is small: its short side has ${whole.format(values.side)} pixels. Fine edges such as hair come out coarse below ${whole.format(values.least)}. If this is a copy from a chat or a website, use the original.`;
      case "jpeg-blocks":
        return "The picture was strongly compressed as a JPEG, and its blocks show along the edge. Use the original, or save it again from there at a higher quality.";
      case "low-contrast":
        return "Along part of the edge, subject and background look alike. Check it closely. A photo before a plain background of another colour comes out cleaner.";
      case "cut-by-frame":
        return `The subject is cut off ${sides(values.sides)}, so the cut-out ends in a straight line there. Use a picture with room around the subject, or place that side at the edge of your layout.`;
      default:
        return String(code);
    }
  },
  /** @param {number} count */
  tips: (count) => `${whole.format(count)} ${plural(count, { one: "tip", other: "tips" })}`,

  nothingToOpen: "There was no picture file in that. Save the picture first, then drop or choose the file.",
  sampleFailed: "The sample photo could not be loaded. Check the connection and try again.",

  modes,
  modeTime: about,
  /** @param {string} name @param {number | null} ms  how long it is likely to take; null: nobody knows */
  modeWithTime: (name, ms) => [name, about(ms)].filter(Boolean).join(" · "),

  fixHints: {
    soft: "Draw roughly over what is wrong: the edge nearby is found by itself.",
    hard: "What you paint is taken as it is.",
    pick: "Click a subject to drop it or to bring it back. Click or draw a box around one that was missed.",
  },
  /** @param {number} count */
  subjectsFound: (count) =>
    `${whole.format(count)} ${plural(count, { one: "subject", other: "subjects" })} found. Click one to drop it or to bring it back. Click or draw a box around one that was missed.`,
  /** @param {number} px */
  brushSize: (px) => `${whole.format(px)} px`,
  /** @param {number} value 0..1 */
  share: percent,
  /** What each edge quality is for. @type {Record<Required<EdgeOptions>["edge"], string>} */
  edgeHints: {
    auto: "Picks the best for each part of the edge.",
    clean: "Crisp contours, as products have them.",
    soft: "Follows the picture's own softness.",
    hair: "Keeps single hairs, fur and fuzz.",
  },
  /** @type {Record<EdgeSlider, { does: string, written: (value: number) => string, spoken: (value: number) => string }>} */
  edgeSliders: {
    shift: {
      does: "Moves the edge outwards or inwards",
      written: (px) => `${signed.format(px)} px`,
      spoken: (px) => (px ? `${pixels(Math.abs(px))} ${px > 0 ? "outwards" : "inwards"}` : pixels(0)),
    },
    feather: { does: "Blurs the edge", written: (px) => `${upToTenth.format(px)} px`, spoken: pixels },
    contrast: { does: "Hardens the edge", written: percent, spoken: percent },
    decontaminate: { does: "Takes the old background's colour out of the edge", written: percent, spoken: percent },
  },

  /** What a value of the Finish tab is, written and spoken. `permille`: of a side, where a per cent is much. */
  finishUnits: {
    percent: { written: percent, spoken: percent },
    permille: {
      written: (/** @type {number} */ share) => `${upToTenth.format(100 * share)} %`,
      spoken: (/** @type {number} */ share) => `${upToTenth.format(100 * share)} %`,
    },
    degrees: {
      written: (/** @type {number} */ angle) => `${upToTenth.format(angle)}°`,
      spoken: (/** @type {number} */ angle) => `${upToTenth.format(angle)} ${angle === 1 ? "degree" : "degrees"}`,
    },
  },
  presets: {
    cutout: "Cut-out",
    marketplace: "Marketplace, white",
    square: "Social, square",
    portrait: "Social, portrait",
    story: "Social, story",
    identity: "ID photo, 35 × 45 mm",
    sticker: "Sticker",
  },
  presetOfOnesOwn: "Own settings",
  /** @param {string} name */
  recentColours: (name) => `${name}: recent colours`,
  /** @param {string} name */
  eyedropper: (name) => `${name}: pick from the screen`,
  aspectFree: "Free",
  noGround: "None chosen yet.",
  groundUnreadable: "This browser cannot read that file as a picture. Choose another one for the background.",
  recipeName: "mattebox-settings.json",
  /** @param {string} name */
  recipeTaken: (name) => `The settings of ${name} are in place.`,
  /** @param {string} field */
  noRecipe: (field) => `That file holds no settings of Mattebox (${field}). Choose a .json file that it has saved.`,

  /** @type {Record<Output["format"], { name: string, short: string, hint: string }>} */
  formats: {
    png: { name: "PNG", short: "PNG", hint: "Lossless, transparent. The best choice for going on with it." },
    png8: { name: "PNG, 256 colours", short: "PNG", hint: "Small files for drawings and stickers; photos lose colours." },
    webp: { name: "WebP", short: "WebP", hint: "Small and transparent, for web pages." },
    jpeg: { name: "JPEG", short: "JPEG", hint: "Small and read everywhere. What is transparent becomes white." },
    mask: { name: "Mask only (PNG)", short: "mask", hint: "The transparency as a grey picture: white is the subject." },
    tiff: { name: "TIFF with mask", short: "TIFF", hint: "Lossless, for print: the picture and its mask as two pages." },
  },
  quality: { written: (/** @type {number} */ value) => whole.format(value), spoken: (/** @type {number} */ value) => whole.format(value) },
  /** @param {string} format */
  saveAs: (format) => `Save ${format}`,
  /** @param {string} name */
  templateExample: (name) => `For this picture: ${name}`,

  /** What is told of a file that is checked. */
  check: {
    /** @param {string} name */
    reading: (name) => `Checking ${name}`,
    /** @type {Record<Credentials["state"], (name: string) => string>} */
    state: {
      none: (name) => `${name} has no Content Credentials. That says nothing about the picture: most have none, and they are easily removed.`,
      unchanged: (name) => `${name} is unchanged since it was signed.`,
      changed: (name) => `${name} was changed after it was signed: what it states about itself cannot be relied upon.`,
      doubtful: (name) => `${name} is unchanged since it was signed, but the signer's certificate has expired or is not valid.`,
      remote: (name) => `The Content Credentials of ${name} lie on a server, which Mattebox does not ask. Check it with a program that does.`,
      unreadable: (name) => `${name} cannot be checked: it is damaged, or of a kind that has no Content Credentials. Choose a picture such as PNG, JPEG, WebP or TIFF.`,
    },
    /** @type {Record<"signer" | "print" | "stamped" | "sources" | "deeds" | "generator", string>} */
    facts: {
      signer: "Signed by",
      print: "Fingerprint of the key",
      stamped: "Time stamp",
      sources: "Source type (IPTC)",
      deeds: "What was done",
      generator: "Program",
    },
    own: "The key of this device",
    another: "Another key than this device's",
    /** @param {string} name */
    named: (name) => `Another key than this device's; its certificate says “${name}”, which is not checked here`,
    unknown: "The signer's key could not be read",
    /** By the last part of their addresses. @type {Record<string, string>} */
    sourceTypes: {
      algorithmicallyEnhanced: "Altered by an algorithm, nothing generated",
      humanEdits: "Edited by hand",
      composite: "Composed of several pictures",
      compositeCapture: "Composed of several photos",
      digitalCapture: "Taken by a digital camera",
      digitalCreation: "Made by hand on a computer",
      trainedAlgorithmicMedia: "Made by generative AI",
      compositeWithTrainedAlgorithmicMedia: "Edited by generative AI",
    },
    /** @type {Record<Step, string>} */
    steps: {
      cut: "Background removed by a neural network",
      corrected: "Cut-out corrected by hand",
      colour: "Plain colours put behind the subject",
      picture: "Another picture put behind the subject",
      blur: "Background blurred",
      effects: "Shadow, outline or light added",
      framed: "Cropped, resized or rotated",
      mask: "Saved as the mask alone",
    },
    /** @type {Record<string, string>} */
    actions: {
      "c2pa.opened": "Opened from another picture",
      "c2pa.created": "Made anew",
      "c2pa.edited": "Edited",
      "c2pa.cropped": "Cropped",
      "c2pa.resized": "Resized",
      "c2pa.converted": "Converted to another kind of file",
    },
    /** @param {string} what @param {string} when */
    at: (what, when) => `${what} · ${when}, by the signer's clock`,
    moment,
    /** @param {string | null} print */
    ownKey: (print) => (print ? `The key of this device has the fingerprint ${print}.` : "This device has made no key yet."),
  },

  waiting: "Waiting…",
  saved: "Saved",
  copied: "Copied",
  /** @param {string} name */
  savedAs: (name) => `Saved as ${name}`,
  copiedStatus: "Copied to the clipboard as PNG",
  /** @param {string} name */
  draggedAs: (name) => `Dragged out as ${name}`,
  copyUnsupported: "This browser cannot put pictures on the clipboard. Save the PNG instead.",
  copyFailed: "The browser did not allow copying. Click into the page and try again, or save the PNG instead.",

  /** @param {string} name */
  originalOf: (name) => `Original: ${name}`,
  /** @param {string} name */
  cutoutOf: (name) => `Cut-out: ${name}`,
  /** @param {number} share 0..1 */
  compareValue: (share) => `${whole.format(share * 100)} % original`,
  /** @param {number} zoom */
  zoom: (zoom) => `${whole.format(zoom * 100)} %`,
  /** By their titles in assets.json. @type {Record<string, string>} */
  samples: { Portrait: "Portrait", Product: "Product" },
  /** @param {string} title */
  sample: (title) => `Sample photo: ${title}`,
  /** @param {string} title @param {string} credit */
  credit: (title, credit) => `${title}: ${credit}`,
  pasted: "pasted",

  status: {
    /** @param {EngineInfo} info */
    ready: (info) => `Ready · ${device(info)} · ${info.model}`,
    /** @param {string} name */
    working: (name) => `Working on ${name}`,
    draft: "A draft is shown; the fine cut is on its way.",
    /** @param {EngineInfo} info @param {number} ms @param {number} width @param {number} height @param {number} bytes */
    done: (info, ms, width, height, bytes) =>
      `Done in ${tenth.format(ms / 1000)} s · ${device(info)} · ${info.model} · ` +
      `${width} × ${height} · ${fileSize(bytes)}`,
    /** For ears: short. */
    doneSpoken: "The cut-out is done.",
    editedSpoken: "The cut-out is updated.",
    cancelled: "Cancelled",
    notSaved: "Nothing was saved.",
    /** @param {number} ms @param {number} width @param {number} height @param {number} bytes */
    edited: (ms, width, height, bytes) =>
      `Updated in ${tenth.format(ms / 1000)} s · ${width} × ${height} · ${fileSize(bytes)}`,
    editDropped: "Everything is as it was before.",
    modeDropped: "The cut-out is as it was before.",
  },
  /** @param {EngineInfo} info why the GPU is not used, or "" */
  fallback: (info) => (info.fallback ? `The GPU is not used: ${info.fallback}` : ""),
  /** What takes time, by the names in `CutoutResult.timings`. @type {Record<string, string>} */
  stages: {
    decode: "reading",
    cut: "cutting out, all in all",
    preview: "preview",
    finish: "finishing",
    encode: "writing the file",
    draft_inference: "small network",
    draft_matte: "draft",
    inference: "large network",
    py_tensor: "scaling for the networks",
    py_fuse: "choosing the subject",
    py_band: "refining the edges",
    py_foreground: "colours of the edges",
    py_compose: "putting it together",
    py_advice: "tips",
    total: "total",
  },
  /** @param {number} ms */
  milliseconds: (ms) => `${whole.format(ms)} ms`,

  models: {
    troubles,
    /** @param {number} share 0..1 */
    reading: (share) => `Reading the network: ${percent(share)}`,
    starting: "Getting ready",
    facts: { origin: "What it is", licence: "Licence", input: "Picture it sees", size: "Size", memory: "Memory", where: "Runs on" },
    known: "Recognised",
    guessed: "Not recognised: what it takes and gives is a guess, which is tried on a photo",
    noLicence: "Not told. Make sure that you may use it.",
    /** @param {[number, number] | null} size  height and width */
    input: (size) => (size ? `${size[1]} × ${size[0]} pixels` : "As wide and high as the picture asks for"),
    /** @param {number} bytes @param {number} rewritten */
    size: (bytes, rewritten) =>
      rewritten ? `${fileSize(bytes)}; ${whole.format(rewritten)} deformable convolutions were rewritten so that it fits` : fileSize(bytes),
    /** @param {number} needed  bytes @param {number | null} device */
    memory: (needed, device) =>
      device ? `Up to about ${fileSize(needed)}; this device has at least ${fileSize(device)}` : `Up to about ${fileSize(needed)}`,
    /** @param {number} most  bytes */
    tooMuch: (most) => `That is more than the ${fileSize(most)} that a page can have here, so it will most likely fail.`,
    where: "The processor (CPU); graphics cards cannot run all of its operators",
    /** @param {number} at @param {number} of */
    trying: (at, of) => (of > 1 ? `Trying it on a photo: guess ${whole.format(at)} of ${whole.format(of)}` : "Trying it on a photo"),
    /** @param {number} ms */
    tried: (ms) => `It took ${tenth.format(ms / 1000)} s for this photo. Compare both, then add it or discard it.`,
    /** @param {string} title */
    ready: (title) => `${title} is read. Look at its licence, then try it.`,
    /** @param {string} title */
    added: (title) => `${title} was added and is among the modes now.`,
    /** @param {string} title */
    removed: (title) => `${title} was removed from this device.`,
    use: "Use",
    remove: "Remove",
    keep: "Keep",
    /** @param {string} title */
    removeAsk: (title) => `Remove ${title} from this device?`,
    /** @param {string} what @param {string} title */
    action: (what, title) => `${what}: ${title}`,
  },

  kept: {
    refused: "Not all of it could be removed: the browser refused. Remove the data of this site in the browser's settings.",
    /** @type {Record<Kind, string>} */
    kinds: {
      settings: "Settings",
      presets: "Own presets",
      colours: "Recent colours",
      originals: "Pictures of the batch",
      results: "Results of the batch",
      key: "Signing key",
      program: "Program and networks",
      networks: "Own networks",
    },
    /** @param {number} count @param {number} bytes */
    amount: (count, bytes) => (bytes ? `${whole.format(count)} · ${fileSize(bytes)}` : whole.format(count)),
  },

  batch: {
    /** @param {Entry} entry @param {Progress | null} progress  of a picture at work */
    state({ state, code, made, verdict }, progress) {
      if (progress) return phases[progress.phase];
      if (state === "failed") return (errors[code ?? "internal"] ?? errors.internal).title;
      if (state !== "done") return { waiting: "Waiting", cancelled: "Cancelled" }[state];
      if (verdict) return verdicts[verdict];
      return made?.found ? "Done" : "No subject found";
    },
    /** For the pointer: where it comes from, and all that is known of why it failed. @param {Entry} entry */
    hint({ path, state, code, made }) {
      if (state !== "failed") return [path, ...(made?.notices ?? []).flatMap((notice) => inBatches[notice] ?? [])].join("\n");
      const { title, advice } = errors[code ?? "internal"] ?? errors.internal;
      return `${path}\n${title} ${advice}`;
    },
    /** @type {Record<Action, string>} */
    actions: { remove: "Remove", cancel: "Cancel", retry: "Try again", save: "Save" },
    /** @param {Action} action @param {string} name */
    action(action, name) {
      return `${this.actions[action]}: ${name}`;
    },
    /** @param {number} count */
    count: (count) => whole.format(count),
    /** @param {number} done @param {number} all @param {number} failed */
    progress: (done, all, failed) =>
      [`${whole.format(done)} of ${whole.format(all)} done`, failed ? `${whole.format(failed)} failed` : ""].filter(Boolean).join(" · "),
    /** @param {Pick<Batch, "paused" | "pausing" | "going" | "arriving">} batch @param {number | null} left  milliseconds */
    situation({ paused, pausing, going, arriving }, left) {
      if (arriving) return `Copying ${pictures(arriving)} onto this device`;
      if (pausing) return "Pausing: what is at work is being finished";
      if (paused) return "Paused";
      return going && left !== null ? timeLeft(left) : "";
    },
    pause: "Pause",
    resume: "Go on",
    /** @param {number} count  failed or cancelled */
    retry: (count) => `Try ${pictures(count)} again`,
    /** @param {number} count */
    redo: (count) => `Apply the new settings to ${whole.format(count)} finished`,
    /** @param {number} count */
    remove: (count) => `Remove ${count === 1 ? "this picture" : `these ${pictures(count)}`}`,
    /** @param {number | null} count  null: all */
    removeAsk: (count) => (count === null ? "Remove the whole batch?" : `Remove ${pictures(count)} from the batch?`),
    /** @param {string} folder */
    into: (folder) => `Results go into the folder ${folder}`,
    /** @param {number} done @param {number} all */
    pill: (done, all) => `Batch: ${whole.format(done)} of ${whole.format(all)}`,
    backFromFix: "Back to the batch",
    ownSettings: "This picture has its own settings now; the others keep theirs.",
    useForAll: "Use them for all",
    /** @param {number} count */
    added: (count) => `${pictures(count)} added to the batch.`,
    /** @param {number} done @param {number} failed */
    finished: (done, failed) => `The batch is finished: ${pictures(done)} done, ${whole.format(failed)} failed.`,
    /** @param {readonly string[]} skipped  files that are no pictures @param {readonly string[]} unreadable  files and folders */
    leftOut: (skipped, unreadable) =>
      [
        skipped.length && `${whole.format(skipped.length)} ${skipped.length === 1 ? "file is no picture and was" : "files are no pictures and were"} left out: ${few(skipped)}.`,
        unreadable.length && `${whole.format(unreadable.length)} ${unreadable.length === 1 ? "file or folder" : "files or folders"} could not be read: ${few(unreadable)}. Copy ${unreadable.length === 1 ? "it" : "them"} to another folder and add ${unreadable.length === 1 ? "it" : "them"} from there.`,
      ]
        .filter(Boolean)
        .join(" "),
    /** @param {readonly string[]} skipped @param {readonly string[]} unreadable */
    noPictures(skipped, unreadable) {
      return `There are no pictures in that that can be taken. ${this.leftOut(skipped, unreadable)}`.trim();
    },
    /** @param {number} count @param {number} needed  bytes @param {number} free  bytes */
    noRoom: (count, needed, free) =>
      `${pictures(count)} and their results need about ${fileSize(needed)}, but the browser says that it has only ${fileSize(free)} left for this page. ` +
      "Save and clear what is finished, free space on the disk, or take fewer pictures at a time. Some browsers say less than they have: then try anyway.",
    /** @param {number} count */
    takeSome: (count) => `Take the first ${whole.format(count)}`,
    tryAnyway: "Try anyway",
    /** @param {number} lost  pictures that were not taken */
    full: (lost) =>
      (lost
        ? `The browser's storage is full: ${pictures(lost)} could not be taken. `
        : "The browser's storage is full, so the batch was paused; nothing is lost. ") +
      "Save what is finished and remove it from the batch, or free space on the disk.",
    folderLost: "The folder cannot be written to any more. Choose it again with “Save into a folder”; the results are kept here.",
    /** @param {readonly string[]} names */
    unwritten: (names) => `${whole.format(names.length)} ${names.length === 1 ? "file" : "files"} could not be written into the folder: ${few(names)}. Close other programs that may have ${names.length === 1 ? "it" : "them"} open, then choose the folder again with “Save into a folder”.`,
    elsewhere: "Another tab is working on a batch. Go on there, or close that tab and try again.",
    storageLost: "The browser has taken away what was stored, so the batch was stopped. Save what can still be saved, then clear the batch and add the pictures again; your own files are untouched.",
    notKept: "This browser does not let Mattebox store anything, perhaps because cookies or site data are blocked or this is a private window. The batch works, but ends with this tab: save the results before you close it.",
    notCleared: "The stored pictures could not be removed: the browser does not give access to its storage. Remove the data of this site in the browser's settings.",
    /** @param {number} all @param {number} waiting */
    stored: (all, waiting) =>
      waiting
        ? `A batch of ${pictures(all)} is stored on this device; ${whole.format(waiting)} ${waiting === 1 ? "is" : "are"} still to be done.`
        : `A finished batch of ${pictures(all)} is stored on this device.`,
    /** @param {number} waiting */
    goOn: (waiting) => (waiting ? `Go on with ${pictures(waiting)}` : "Open it"),
    cleared: "All pictures stored on this device were removed.",
    /** @param {number} count @param {number} all */
    zipping: (count, all) => `Writing the ZIP: ${whole.format(count)} of ${whole.format(all)}`,
    zipFailed: "The ZIP could not be written. Perhaps the disk is full: free some space and save it again.",
    /** @param {readonly string[]} names */
    notInZip: (names) => `${whole.format(names.length)} ${names.length === 1 ? "result is" : "results are"} not in the ZIP, because the browser has lost ${names.length === 1 ? "it" : "them"}: ${few(names)}. Remove ${names.length === 1 ? "that picture" : "those pictures"} from the batch and add ${names.length === 1 ? "it" : "them"} again.`,
    /** @param {number} at @param {number} all @param {Verdict | null} verdict @param {NoticeCode[]} notices */
    place: (at, all, verdict, notices) =>
      [
        `${whole.format(at)} of ${whole.format(all)}`,
        notices.includes("no-subject") ? "No subject found" : "",
        verdict ? verdicts[verdict] : "",
      ]
        .filter(Boolean)
        .join(" · "),
    /** @param {string} name @param {string} place */
    seen: (name, place) => `${name}, ${place}`,
    lastOne: "That was the last picture.",
  },

  /** @param {string} name */
  title: (name) => (name ? `${name} · Mattebox` : "Mattebox: remove the background, on your own device"),
};
