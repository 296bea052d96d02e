/** Hands a file to the browser's downloads. @param {string} url @param {string} name */
export function saveUrl(url, name) {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}

/** @param {Blob} file @param {string} name */
export function saveBlob(file, name) {
  const url = URL.createObjectURL(file);
  saveUrl(url, name);
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // by then the browser has it
}
