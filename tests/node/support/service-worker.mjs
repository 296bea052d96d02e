/** web/sw.js in a browser of a test's own: its cache, its network, its clients. */

import { readFileSync } from "node:fs";
import vm from "node:vm";

const SCRIPT = readFileSync(new URL("../../../web/sw.js", import.meta.url), "utf8");
const SCOPE = "https://mattebox.example/some/";

const hex = (buffer) => Buffer.from(buffer).toString("hex");
export const bytes = (text) => new TextEncoder().encode(text);

/** How a build lists a file. @param {string} path @param {string} text @param {string} group */
export async function listed(path, text, group = "shell") {
  const sha256 = hex(await crypto.subtle.digest("SHA-256", bytes(text)));
  return { path, bytes: text.length, gzip_bytes: text.length, sha256, group };
}

class FakeCaches {
  stores = new Map();
  /** In place of all that it does. */
  fault = null;

  async open(name) {
    if (this.fault) throw this.fault;
    if (!this.stores.has(name)) this.stores.set(name, new Map());
    const store = this.stores.get(name);
    return {
      match: async (key) => store.get(key)?.clone(),
      put: async (key, response) => void store.set(key, response),
      keys: async () => [...store.keys()].map((url) => ({ url })),
      delete: async ({ url }) => store.delete(url),
    };
  }

  async keys() {
    if (this.fault) throw this.fault;
    return [...this.stores.keys()];
  }

  async match(key, { cacheName } = {}) {
    if (this.fault) throw this.fault;
    for (const [name, store] of this.stores) if (!cacheName || name === cacheName) if (store.has(key)) return store.get(key).clone();
    return undefined;
  }

  /** Paths of all that is stored. */
  get paths() {
    return [...this.stores.values()].flatMap((store) => [...store.keys()]).map((url) => new URL(url).pathname.slice(6)).sort();
  }
}

/** @param {object[]} files  as the build lists them @param {Record<string, (how: object) => any>} network  answers, by path */
export function serviceWorker(files, network) {
  const caches = new FakeCaches();
  const handlers = {};
  const asked = [];
  const self = {
    registration: { scope: SCOPE },
    MATTEBOX_ASSETS: { version: "1", files },
    MATTEBOX_HEADERS: { "x-sealed": "yes" },
    clients: { claim: async () => {} },
    addEventListener: (name, handler) => (handlers[name] = handler),
  };
  const fetch = async (request, how = {}) => {
    const path = new URL(request.url ?? request).pathname.slice(6);
    asked.push(path);
    if (!network[path]) throw new TypeError("no network");
    const answer = await network[path](how);
    return answer instanceof Response ? answer : new Response(answer);
  };
  const scope = { self, importScripts() {}, caches, fetch, console, crypto, setTimeout: (...how) => setTimeout(...how) };
  scope.clearTimeout = (timer) => clearTimeout(timer);
  Object.assign(scope, { URL, Response, Headers, Map, Set, Promise, AbortController, Uint8Array, Reflect });
  vm.runInNewContext(SCRIPT, { ...scope, globalThis: {} });

  /** Fires an event; what it is answered by, and all that it waits for. */
  function fire(name, event) {
    const waits = [];
    /** @type {Promise<Response> | undefined} */
    let answer;
    handlers[name]({ waitUntil: (promise) => waits.push(promise), respondWith: (given) => (answer = Promise.resolve(given)), ...event });
    return { answer, ended: Promise.all(waits) };
  }
  const ask = (path, { mode = "no-cors", cache = "default", clientId = "page", resultingClientId = "" } = {}) =>
    fire("fetch", { request: { url: SCOPE + path, method: "GET", mode, cache }, clientId, resultingClientId }).answer;
  /** What the page is told when it asks for groups to be kept. */
  async function keep(...groups) {
    let told;
    await fire("message", { data: { keep: groups }, ports: [{ postMessage: (outcome) => (told = outcome) }] }).ended;
    return told;
  }
  return { caches, asked, fire, ask, keep };
}
