/** The way in: the words first, then the page, which is full of them. The page's modules come meanwhile. */

import { loadMessages } from "./messages/index.js";

await loadMessages();
await import("./main.js");
