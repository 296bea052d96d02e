/**
 * The service worker: keeps every file of this version by its content's hash, and gives every answer the headers that
 * make the page isolated (threads) and closed (no other origin).
 *
 * Files are stored as they are first fetched, each after its hash was checked, and the rest when the page asks for it; an
 * update stores all that is in use before it stands by. So a first visit waits for nothing. The page itself is stored last:
 * a version that is not whole does not begin offline. Versions never mix in a page.
 * precache.js (made by the build) lists the files and the headers; a new list is a new version, which waits until the page applies it.
 */

/**
 * @typedef {import("./engine/shared/assets-json.js").Assets} Assets
 * @typedef {import("./engine/shared/assets-json.js").AssetFile} AssetFile
 */

const sw = /** @type {ServiceWorkerGlobalScope & {MATTEBOX_ASSETS: Assets, MATTEBOX_HEADERS: Record<string, string>}} */ (
  /** @type {unknown} */ (self)
);
const LIST = "precache.js";
// A host may send the policy with this script, too: then only a trusted address is imported. See engine/shared/trusted.js.
const types = Reflect.get(globalThis, "trustedTypes");
importScripts(types ? types.createPolicy("mattebox", { createScriptURL: () => LIST }).createScriptURL(LIST) : LIST);

const { files: FILES } = sw.MATTEBOX_ASSETS;
const HEADERS = sw.MATTEBOX_HEADERS;
const SCOPE = new URL(sw.registration.scope);

/** Where the system posts what is shared with the app: see manifest.webmanifest. */
const SHARE = new URL("share", SCOPE).href;

/** One number up whenever web/headers.toml changes: stored answers carry what it says. */
const CACHE = `mattebox-2 ${SCOPE.pathname}`;

/** By file name extension: many static hosts do not know them all. @type {Record<string, string>} */
const TYPES = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  webmanifest: "application/manifest+json",
  wasm: "application/wasm",
  svg: "image/svg+xml",
  png: "image/png",
  jpg: "image/jpeg",
  webp: "image/webp",
};

const BY_PATH = new Map(FILES.map((file) => [file.path, file]));

/** Milliseconds for which a download waits to be stored, unless the page asks: at first the processor has better to do. */
const STORE_AFTER_MS = 20_000;

/** Milliseconds without a byte after which a file is asked for again; each time twice as many. */
const SILENCE_MS = 10_000;

/** Downloads that are not stored yet, so that no file is fetched twice. @type {Map<string, Promise<ArrayBuffer>>} by path */
const downloads = new Map();

/** All that was kept has been removed: until the page goes, it gets its files, and nothing is stored. */
let wiped = false;

/** Pages that began by another version than this one, by the ids of their clients: they are the network's. @type {Set<string>} */
const strangers = new Set();

/** A file whose bytes are not those of this version. */
class Changed extends Error {}

/** What there is none of at the host, or not in this moment. */
class Unreached extends Error {}

/** @param {AssetFile} file */
const isPage = ({ path }) => path.endsWith(".html");

/** @param {AssetFile} file */
const address = ({ path }) => new URL(path, SCOPE).href;

/** Where a file is fetched: proxies and hosts that write something into pages leave text alone. @param {AssetFile} file */
const source = (file) => (isPage(file) ? `${address(file)}.txt` : address(file));

/** @param {AssetFile} file */
const key = (file) => `${address(file)}?group=${file.group}&sha256=${file.sha256}`;

/** @param {AssetFile} file @param {BodyInit | null} body */
function sealed(file, body) {
  const type = TYPES[file.path.split(".").pop() ?? ""] ?? "application/octet-stream";
  return new Response(body, { headers: { ...HEADERS, "content-type": type } });
}

/** What is kept of this version; nothing where the browser denies its storage. @param {AssetFile} file */
const stored = async (file) => caches.match(key(file), { cacheName: CACHE }).catch(() => undefined);

/** @param {AssetFile} file @param {ArrayBuffer} bytes */
async function isGenuine(file, bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("") === file.sha256;
}

/**
 * A file from the network as a whole. What stands still is asked for again: the page's own patience does not reach it here.
 *
 * @param {AssetFile} file @param {RequestCache} cache
 * @returns {Promise<ArrayBuffer>}
 * @throws {Response | Unreached} the host's refusal; or there is no network
 */
async function arrived(file, cache) {
  for (let silence = SILENCE_MS; ; silence *= 2) {
    const watch = new AbortController();
    let timer = 0;
    const heard = () => {
      clearTimeout(timer);
      timer = setTimeout(() => watch.abort(), silence);
    };
    try {
      heard();
      const response = await fetch(source(file), { cache, signal: watch.signal });
      if (!response.ok) throw response;
      return await whole(response, heard);
    } catch (error) {
      if (error instanceof Response) throw error;
      if (!watch.signal.aborted) throw new Unreached(`${file.path}: ${error}`);
      console.warn(`${file.path}: nothing in ${silence} ms`);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** @param {Response} response @param {() => void} heard  called whenever something has come */
async function whole(response, heard) {
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const pieces = [];
  for (const reader = /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */ (response.body).getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    heard();
  }
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes.buffer;
}

/** Whether the host has this version still: then what is not as listed was changed on the way. */
async function isCurrent() {
  const watch = new AbortController();
  const timer = setTimeout(() => watch.abort(), SILENCE_MS);
  const now = await fetch(new URL("assets.json", SCOPE), { cache: "no-cache", signal: watch.signal })
    .then((answer) => answer.json())
    .finally(() => clearTimeout(timer));
  return now.version === sw.MATTEBOX_ASSETS.version;
}

/** @param {AssetFile} file @param {ArrayBuffer} bytes */
async function store(file, bytes) {
  if (!(await isGenuine(file, bytes))) throw new Changed(`${file.path}: not the file of this version`);
  if (wiped) return;
  await (await caches.open(CACHE)).put(key(file), sealed(file, bytes));
}

/** Makes sure that a file is kept: from an earlier version if it is the same, else from the network. @param {AssetFile} file */
async function keep(file) {
  if (wiped) return;
  const cache = await caches.open(CACHE);
  const bytes = await downloads.get(file.path)?.catch(() => null);
  if (await cache.match(key(file))) return;
  if (bytes) return store(file, bytes);
  const earlier = await caches.match(key(file));
  if (earlier) await cache.put(key(file), sealed(file, await earlier.arrayBuffer()));
  else {
    const coming = arrived(file, "no-cache").catch((error) => {
      throw error instanceof Response ? new Unreached(`${file.path}: ${error.status}`) : error;
    });
    await store(file, await coming);
  }
}

/** All of these, or as many as can be; pages last, if all else is there. @param {AssetFile[]} files */
async function keepAll(files) {
  for (const some of [files.filter((file) => !isPage(file)), files.filter(isPage)]) {
    const failed = (await Promise.allSettled(some.map(keep))).find(({ status }) => status === "rejected");
    if (failed) throw /** @type {PromiseRejectedResult} */ (failed).reason;
  }
}

/** @param {AssetFile[]} files @returns {Promise<import("./engine/types.js").Kept>} */
async function kept(files) {
  try {
    await keepAll(files);
    return "kept";
  } catch (error) {
    console.warn(String(error));
    if (error instanceof Unreached) return "network";
    if (error instanceof Changed) return (await isCurrent().catch(() => false)) ? "changed" : "outdated";
    return /** @type {Error} */ (error).name === "QuotaExceededError" ? "full" : "denied";
  }
}

/** Whoever reads a page of the documentation has all of it from then on. */
const keepDocs = () => kept(FILES.filter(({ group }) => group === "docs"));

/** The groups of which this device holds files: what worked offline must do so after an update. */
async function groupsInUse() {
  const requests = await Promise.resolve()
    .then(async () => (await caches.open(CACHE)).keys())
    .catch(() => []);
  return new Set(requests.map(({ url }) => new URL(url).searchParams.get("group")));
}

async function install() {
  const groups = await groupsInUse();
  await keepAll(FILES.filter(({ group }) => groups.has(group)));
}

async function clean() {
  const cache = await caches.open(CACHE);
  const current = new Set(FILES.map(key));
  const stale = (await cache.keys()).filter(({ url }) => !current.has(url));
  const others = (await caches.keys()).filter((name) => /^mattebox-\d+ /.test(name) && name.endsWith(` ${SCOPE.pathname}`));
  await Promise.all([
    ...stale.map((request) => cache.delete(request)),
    ...others.filter((name) => name !== CACHE).map((name) => caches.delete(name)),
  ]);
}

async function activate() {
  await clean().catch((error) => console.warn(error.message));
  await sw.clients.claim();
}

/**
 * From the network to the page as a whole, and into the cache later: a stream split in two costs more than it gains.
 *
 * @param {FetchEvent} event @param {AssetFile} file
 */
async function download(event, file) {
  const coming = arrived(file, event.request.cache === "reload" ? "reload" : "no-cache");
  downloads.set(file.path, coming);
  const keeping = coming
    .then(() => new Promise((resolve) => setTimeout(resolve, STORE_AFTER_MS)))
    .then(() => (isPage(file) ? undefined : keep(file)))
    .catch((error) => console.warn(error instanceof Response ? `${file.path}: ${error.status}` : error.message))
    .finally(() => downloads.get(file.path) === coming && downloads.delete(file.path));
  event.waitUntil(keeping);
  return coming.then(
    (bytes) => checked(event, file, bytes),
    (error) => {
      if (!(error instanceof Response)) return offline();
      return isPage(file) ? foreign(event) : guarded(error); // a host may have no text beside its pages
    },
  );
}

/**
 * Of the page's own modules and styles only those of this version; the engine looks at the rest itself. What was changed on
 * the way goes through, as it would without this worker.
 *
 * @param {FetchEvent} event @param {AssetFile} file @param {ArrayBuffer} bytes
 */
async function checked(event, file, bytes) {
  const fine = file.group !== "shell" || (await isGenuine(file, bytes)) || (await isCurrent().catch(() => true));
  if (fine) return sealed(file, bytes);
  if (event.request.mode !== "navigate") return new Response(null, { status: 409, statusText: "Another version" });
  strangers.add(event.resultingClientId);
  event.waitUntil(dropShell());
  return foreign(event);
}

/** The host has another version and this one is not whole: nothing of it may meet that one's, even if this worker is begun anew. */
async function dropShell() {
  const cache = await caches.open(CACHE);
  const shell = (await cache.keys()).filter(({ url }) => new URL(url).searchParams.get("group") === "shell");
  await Promise.all(shell.map((request) => cache.delete(request)));
}

/** What the network has. @param {FetchEvent} event */
const foreign = (event) =>
  fetch(event.request, event.request.mode === "navigate" ? {} : { cache: "no-cache" }).then(guarded, offline);

/** @param {FetchEvent} event @param {AssetFile} file */
async function listed(event, file) {
  // The page asks for a reload when what it got was damaged.
  if (event.request.cache !== "reload") {
    const hit = await stored(file);
    if (hit) return hit;
    const bytes = await downloads.get(file.path)?.catch(() => null);
    if (bytes) return checked(event, file, bytes);
  }
  return download(event, file);
}

/** Any other answer, with our headers. @param {Response} response */
function guarded(response) {
  if (response.type !== "basic") return response; // a redirect that the browser itself must follow
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(HEADERS)) headers.set(name, value);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

/**
 * Pictures that another app shares with this one. They are held in memory only, until the page that this answer opens asks
 * for them.
 *
 * @type {File[]}
 */
let shared = [];
let collected = () => {};

/** How long they are held for a page that does not come. */
const SHARED_FOR_MS = 60_000;

/** @param {FetchEvent} event */
async function receive(event) {
  const form = await event.request.formData();
  shared = form.getAll("pictures").filter((value) => value instanceof File).filter(({ size }) => size > 0);
  const gone = new Promise((resolve) => {
    collected = () => resolve(undefined);
    setTimeout(resolve, SHARED_FOR_MS);
  });
  event.waitUntil(gone.then(() => void (shared = [])));
  return Response.redirect(new URL("?shared", SCOPE).href, 303);
}

function offline() {
  const headers = { ...HEADERS, "content-type": "text/plain; charset=utf-8" };
  return new Response("Mattebox is not on this device yet, and there is no network. Connect to it and load this page again.\n", { status: 503, statusText: "Offline", headers });
}

sw.addEventListener("install", (event) => event.waitUntil(install()));
sw.addEventListener("activate", (event) => event.waitUntil(activate()));

sw.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method === "POST" && origin + pathname === SHARE) return event.respondWith(receive(event));
  if (event.request.method !== "GET" || origin !== SCOPE.origin || !pathname.startsWith(SCOPE.pathname)) return;
  if (strangers.has(event.clientId)) {
    if (event.resultingClientId) strangers.add(event.resultingClientId); // its worker
    return event.respondWith(foreign(event));
  }
  const path = decodeURIComponent(pathname.slice(SCOPE.pathname.length)).replace(/(^|\/)$/, "$1index.html");
  if (path === "embed.html" || path === "embed.json") return; // the host says who may have it in a frame
  const file = BY_PATH.get(path);
  if (file?.group === "docs" && event.request.mode === "navigate") event.waitUntil(keepDocs());
  if (file) event.respondWith(listed(event, file));
  else if (path === "assets.json" && event.request.cache !== "reload") {
    const headers = { ...HEADERS, "content-type": TYPES.json };
    event.respondWith(new Response(JSON.stringify(sw.MATTEBOX_ASSETS), { headers }));
  } else event.respondWith(foreign(event));
});

sw.addEventListener("message", (event) => {
  if (event.data.apply) void sw.skipWaiting();
  if (event.data.wipe) {
    wiped = true;
    event.ports[0].postMessage(null);
  }
  if (event.data.collect) {
    event.ports[0].postMessage(shared);
    collected();
  }
  /** @type {string[]} groups that the engine has used, partly perhaps before this worker was there */
  const groups = event.data.keep ?? [];
  const wanted = FILES.filter(({ group }) => groups.includes(group));
  if (groups.length) event.waitUntil(kept(wanted).then((outcome) => event.ports[0]?.postMessage(outcome)));
});
