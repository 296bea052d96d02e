/**
 * The service worker: keeps every file of this version by its content's hash, and gives every answer the headers that
 * make the page isolated (threads) and closed (no other origin).
 *
 * Files are stored as they are first fetched, each after its hash was checked, and the rest when the page asks for it; an
 * update stores all that is in use before it stands by. So a first visit waits for nothing.
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
  mjs: "text/javascript; charset=utf-8",
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

/** Downloads that are not stored yet, so that no file is fetched twice. @type {Map<string, Promise<ArrayBuffer>>} by path */
const downloads = new Map();

/** All that was kept has been removed: until the page goes, it gets its files, and nothing is stored. */
let wiped = false;

/** @param {AssetFile} file */
const address = ({ path }) => new URL(path, SCOPE).href;

/** @param {AssetFile} file */
const key = (file) => `${address(file)}?group=${file.group}&sha256=${file.sha256}`;

/** @param {AssetFile} file @param {BodyInit | null} body */
function sealed(file, body) {
  const type = TYPES[file.path.split(".").pop() ?? ""] ?? "application/octet-stream";
  return new Response(body, { headers: { ...HEADERS, "content-type": type } });
}

/** @param {AssetFile} file @param {ArrayBuffer} bytes */
async function store(file, bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hash = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (hash !== file.sha256) throw new Error(`${file.path}: not the file of this version`);
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
    const response = await fetch(address(file), { cache: "no-cache" });
    if (!response.ok) throw new Error(`${file.path}: ${response.status}`);
    await store(file, await response.arrayBuffer());
  }
}

/** The groups of which this device holds files: what worked offline must do so after an update. */
async function groupsInUse() {
  const requests = await (await caches.open(CACHE)).keys();
  return new Set(requests.map(({ url }) => new URL(url).searchParams.get("group")));
}

async function install() {
  const groups = await groupsInUse();
  await Promise.all(FILES.filter(({ group }) => groups.has(group)).map(keep));
}

async function activate() {
  const cache = await caches.open(CACHE);
  const current = new Set(FILES.map(key));
  const stale = (await cache.keys()).filter(({ url }) => !current.has(url));
  const others = (await caches.keys()).filter((name) => /^mattebox-\d+ /.test(name) && name.endsWith(` ${SCOPE.pathname}`));
  await Promise.all([
    ...stale.map((request) => cache.delete(request)),
    ...others.filter((name) => name !== CACHE).map((name) => caches.delete(name)),
  ]);
  await sw.clients.claim();
}

/**
 * From the network to the page as a whole, and into the cache later: a stream split in two costs more than it gains.
 *
 * @param {FetchEvent} event @param {AssetFile} file
 */
async function download(event, file) {
  const response = fetch(address(file), { cache: event.request.cache === "reload" ? "reload" : "no-cache" });
  const coming = response.then((answer) => (answer.ok ? answer.arrayBuffer() : Promise.reject(answer)));
  downloads.set(file.path, coming);
  const keeping = coming
    .then(() => new Promise((resolve) => setTimeout(resolve, STORE_AFTER_MS)))
    .then(() => keep(file))
    .catch((error) => console.warn(error instanceof Response ? `${file.path}: ${error.status}` : error.message))
    .finally(() => downloads.get(file.path) === coming && downloads.delete(file.path));
  event.waitUntil(keeping);
  return coming.then(
    (bytes) => sealed(file, bytes),
    (error) => (error instanceof Response ? guarded(error) : offline()),
  );
}

/** @param {FetchEvent} event @param {AssetFile} file */
async function listed(event, file) {
  // The page asks for a reload when what it got was damaged.
  if (event.request.cache !== "reload") {
    const hit = await caches.match(key(file), { cacheName: CACHE });
    if (hit) return hit;
    const bytes = await downloads.get(file.path)?.catch(() => null);
    if (bytes) return sealed(file, bytes);
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
  const path = decodeURIComponent(pathname.slice(SCOPE.pathname.length)) || "index.html";
  const file = BY_PATH.get(path);
  if (file) event.respondWith(listed(event, file));
  else if (path === "assets.json") {
    const headers = { ...HEADERS, "content-type": TYPES.json };
    event.respondWith(new Response(JSON.stringify(sw.MATTEBOX_ASSETS), { headers }));
  } else event.respondWith(fetch(event.request).then(guarded, offline));
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
  const missing = FILES.filter(({ group }) => groups.includes(group));
  event.waitUntil(Promise.all(missing.map(keep)).catch((error) => console.warn(error.message)));
});
