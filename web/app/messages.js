/** The page's words, in the reader's language. English is the shape that every other language has. */

export { messages } from "./messages/en.js";
