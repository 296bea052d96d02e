/**
 * The key by which this device signs Content Credentials. It is made the first time that it is needed, lies in the browser's
 * own storage in a form that nobody can take out, and is gone for good when that database is deleted.
 */

import { EngineError } from "../shared/errors.js";
import { KEY_DATABASE } from "../shared/key-database.js";
import { ECDSA, selfMade } from "./x509.js";

const STORE = "keys";
const OWN = "own";

/**
 * @typedef {object} SigningKey
 * @property {CryptoKey} key            private, not extractable
 * @property {Uint8Array<ArrayBuffer>} certificate  DER
 */

/**
 * @template T
 * @param {(database: import("idb").IDBPDatabase) => Promise<T>} use
 * @returns {Promise<T>}
 */
async function withDatabase(use) {
  const library = new URL("../../vendor/idb.js", import.meta.url).href;
  const { openDB } = /** @type {typeof import("idb")} */ (
    await import(library).catch((error) => Promise.reject(new EngineError("network", String(error))))
  );
  const database = await openDB(KEY_DATABASE, 1, { upgrade: (fresh) => void fresh.createObjectStore(STORE) });
  try {
    return await use(database);
  } finally {
    database.close(); // an open one would stand in the way of whoever deletes it
  }
}

/** This device's key, if it has one. @returns {Promise<SigningKey | null>} */
export async function ownKey() {
  const databases = await indexedDB.databases?.();
  if (databases?.every(({ name }) => name !== KEY_DATABASE)) return null; // to look must leave nothing behind
  return withDatabase(async (database) => (await database.get(STORE, OWN)) ?? null);
}

/** This device's key; it is made if there is none. @returns {Promise<SigningKey>} */
export async function needKey() {
  const own = await ownKey();
  if (own) return own;
  const pair = await crypto.subtle.generateKey(ECDSA, false, ["sign", "verify"]);
  const fresh = { key: pair.privateKey, certificate: await selfMade(pair, new Date()) };
  return withDatabase(async (database) => {
    const { store, done } = database.transaction(STORE, "readwrite");
    const kept = await store.get(OWN); // in one transaction: another tab may be making one at this moment
    if (!kept) await store.put(fresh, OWN);
    await done;
    return kept ?? fresh;
  });
}
