/** Hands a file to the browser's downloads. @param {Blob} file @param {string} name */
export function saveBlob(file, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // by then the browser has it
}
