/** What servers get when they render a page that uses Mattebox: importing it is fine, and calling it says why it cannot be. */

import { MatteboxError } from "./errors.js";

export { REFUSED } from "./compat-config.js";
export { MatteboxError } from "./errors.js";

/** @returns {never} */
function onlyInBrowsers() {
  throw new MatteboxError("environment", "Mattebox runs in browsers. Call it in the page (in an event handler or effect), not on the server");
}

export class Mattebox {
  constructor() {
    onlyInBrowsers();
  }
}

export class MatteboxResult {
  constructor() {
    onlyInBrowsers();
  }
}

const refused = async () => onlyInBrowsers();

export {
  refused as alphamask,
  refused as applySegmentationMask,
  refused as createFramedMattebox,
  refused as createMattebox,
  refused as default,
  refused as preload,
  refused as removeBackground,
  refused as removeForeground,
  refused as segmentForeground,
};
