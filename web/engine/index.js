/** The face of the engine: the only module of it that pages import. */

export * from "./types.js";
export { MODELS } from "./networks/folder.js";
export { Calibration } from "./page/calibration.js";
export { OptionError } from "./page/checks.js";
export { Engine } from "./page/client.js";
export { wholeFixes } from "./page/fixes.js";
export { memoryFor, memoryHere, troubleOf } from "./page/networks.js";
export { enableOffline } from "./page/offline.js";
export { wholeOptions } from "./page/options.js";
export { askPixels } from "./page/pixels.js";
export { canvasIsTruthful } from "./shared/canvas.js";
export { picturesAtOnce } from "./shared/capabilities.js";
export { DEFAULT_EDGES, DEFAULT_FINISH, DEFAULT_OUTPUT, DROPPED, MODES, ownOf } from "./shared/defaults.js";
export { codeOf, EngineError } from "./shared/errors.js";
export { KEY_DATABASE } from "./shared/key-database.js";
export { hold } from "./shared/locks.js";
export { turnLeft } from "./shared/turned.js";
