/** Name of the database with the key that signs (credentials/signing-key.js): apart, for pages that only list what is kept. */
export const KEY_DATABASE = "mattebox.key";
