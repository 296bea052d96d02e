/**
 * What Mattebox keeps on this device: all of it listed, and removed at once. What others of the same origin keep is theirs.
 *
 * @import { AssetFile } from "../../engine/shared/assets-json.js"
 *
 * @typedef {"settings" | "presets" | "colours" | "originals" | "results" | "key" | "program" | "networks"} Kind
 * @typedef {{ kind: Kind, count: number, bytes: number }} Kept
 */

import { KEY_DATABASE, MODELS } from "../../engine/index.js";
import { FILES, FOLDER } from "../batch/files.js";
import { NAME as BATCH_DATABASE, loadLibrary } from "../batch/storage.js";
import { clear, close, everything, PREFIX, recall } from "../store.js";

const SCOPE = new URL("../..", import.meta.url);

/** Another tab does not let go of something. */
export class InUse extends Error {
  name = "InUse";
}

/** Milliseconds that other tabs have to let go of a database, and the service worker to answer. */
const PATIENCE_MS = 2000;

/** @type {readonly Kind[]} */
const LISTED = ["settings", "presets", "colours"];
/** Settings that are told of by themselves, by their names. */
const APART = ["presets", "colours"];

/** @param {readonly AssetFile[]} files  of the program @returns {Promise<Kept[]>} without what there is none of */
export async function kept(files) {
  const lists = await Promise.all([
    orNothing(pictures, []),
    orNothing(networks, []),
    databases().then(keys),
    orNothing(() => program(files), []),
  ]);
  return [settings(), ...lists].flat().filter(({ count }) => count > 0);
}

/**
 * Where a browser does not let this page look, it does not let it keep anything either.
 *
 * @template T
 * @param {() => Promise<T>} look
 * @param {T} nothing
 */
const orNothing = (look, nothing) => Promise.resolve().then(look).catch((error) => (console.info(error), nothing));

/** @returns {Kept[]} */
function settings() {
  const all = everything();
  return LISTED.map((kind) => {
    const these = all.filter(({ name }) => (APART.includes(name) ? name : "settings") === kind);
    const count = kind === "settings" ? these.length : these.flatMap(({ name }) => recall(name)).length;
    return { kind, count, bytes: new Blob(these.map(({ text }) => text)).size };
  });
}

/** @returns {Promise<string[]>} */
async function databases() {
  const unknown = [{ name: BATCH_DATABASE }, { name: KEY_DATABASE }];
  const all = await orNothing(async () => (await indexedDB.databases?.()) ?? unknown, []);
  return all.map(({ name }) => name ?? "").filter((name) => name.startsWith(PREFIX));
}

/** @param {string[]} names @returns {Kept[]} */
const keys = (names) => [{ kind: "key", count: names.filter((name) => name === KEY_DATABASE).length, bytes: 0 }];

/** Of a batch. @returns {Promise<Kept[]>} */
async function pictures() {
  const files = await Promise.all([privateFiles(), storedFiles()]);
  return /** @type {Kind[]} */ (["originals", "results"]).map((kind) => {
    const these = files.flat().filter(({ name }) => name.startsWith(kind.slice(0, -1)));
    return { kind, count: these.length, bytes: these.reduce((sum, { size }) => sum + size, 0) };
  });
}

/** @typedef {{ name: string, size: number }} Stored */

/** @returns {Promise<Stored[]>} */
async function privateFiles() {
  const folder = await (await privateRoot())?.getDirectoryHandle(FOLDER).catch(() => null);
  /** @type {Promise<Stored>[]} */
  const files = [];
  for await (const handle of folder?.values() ?? []) {
    const { name } = handle;
    if (handle instanceof FileSystemFileHandle) files.push(handle.getFile().then(({ size }) => ({ name, size })));
  }
  return Promise.all(files);
}

const privateRoot = () => orNothing(async () => navigator.storage.getDirectory(), null);

/** Of people's own. @returns {Promise<Kept[]>} */
async function networks() {
  const folder = await (await privateRoot())?.getDirectoryHandle(MODELS).catch(() => null);
  let [count, bytes] = [0, 0];
  for await (const home of folder?.values() ?? []) {
    if (!(home instanceof FileSystemDirectoryHandle)) continue;
    count += 1;
    for await (const file of home.values()) {
      if (file instanceof FileSystemFileHandle) bytes += (await file.getFile()).size;
    }
  }
  return [{ kind: "networks", count, bytes }];
}

/** Where there is no private file system. @returns {Promise<Stored[]>} */
async function storedFiles() {
  if (!(await databases()).includes(BATCH_DATABASE)) return [];
  const { openDB } = await loadLibrary();
  const database = await openDB(BATCH_DATABASE);
  const names = await database.getAllKeys(FILES);
  const files = await Promise.all(names.map((name) => database.get(FILES, name)));
  database.close();
  return names.map((name, index) => ({ name: String(name), size: files[index].size }));
}

/** The program's files at this address: see sw.js. @returns {Promise<string[]>} */
async function stores() {
  const names = await orNothing(async () => caches.keys(), []);
  return names.filter((name) => name.startsWith("mattebox-") && name.endsWith(` ${SCOPE.pathname}`));
}

/** @param {readonly AssetFile[]} files @returns {Promise<Kept[]>} */
async function program(files) {
  const sizes = new Map(files.map(({ sha256, bytes }) => [sha256, bytes]));
  const requests = await Promise.all((await stores()).map(async (name) => (await caches.open(name)).keys()));
  const bytes = requests.flat().map(({ url }) => sizes.get(new URL(url).searchParams.get("sha256") ?? "") ?? 0);
  return [{ kind: "program", count: bytes.length, bytes: bytes.reduce((sum, each) => sum + each, 0) }];
}

/**
 * Removes all of it. This page keeps nothing any more.
 *
 * @throws {InUse | DOMException} another tab does not let go of something; or the browser does not remove it
 */
export async function wipe() {
  close();
  await silenceWorker();
  for (const name of await databases()) await deleteDatabase(name);
  for (const folder of [FOLDER, MODELS]) {
    await (await privateRoot())?.removeEntry(folder, { recursive: true }).catch((error) => {
      if (error.name !== "NotFoundError") throw error;
    });
  }
  for (const name of await stores()) await caches.delete(name);
  await (await registration())?.unregister();
  clear();
}

/** Of the service worker. @returns {Promise<ServiceWorkerRegistration | undefined>} */
const registration = () => orNothing(async () => navigator.serviceWorker.getRegistration(SCOPE.href), undefined);

/** What it has fetched it would store later. */
async function silenceWorker() {
  const active = (await registration())?.active;
  if (!active) return;
  const { port1, port2 } = new MessageChannel();
  await new Promise((resolve) => {
    port1.onmessage = resolve;
    setTimeout(resolve, PATIENCE_MS); // one of an older version does not answer
    active.postMessage({ wipe: true }, [port2]);
  });
}

/** @param {string} name */
function deleteDatabase(name) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = resolve;
    request.onerror = () => reject(request.error);
    request.onblocked = () => setTimeout(() => reject(new InUse(name)), PATIENCE_MS);
  });
}
