/** The list of pages is open where there is room beside the text. */
const wide = matchMedia("(min-width: 900px)");
const contents = /** @type {HTMLDetailsElement} */ (document.querySelector(".contents details"));
const fit = () => (contents.open = wide.matches);
wide.addEventListener("change", fit);
fit();
