/** The words of `<matte-box>`; attributes of the same names with `text-` before them (`text-choose="Bild wählen"`) say others. */
export const WORDS = Object.freeze({
  choose: "Choose a picture, drop it here, or paste it",
  working: "Cutting out…",
  done: "The background is removed.",
  none: "No subject was found; the picture is unchanged.",
  failed: "That did not work: {reason}",
  result: "The picture without its background",
  again: "Choose another picture",
  save: "Save",
});

/** @typedef {keyof typeof WORDS} Word */
