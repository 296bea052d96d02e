/** What the service worker makes of hosts and proxies that change what they serve, and of storage that is denied. */

import assert from "node:assert/strict";
import test, { afterEach, beforeEach, mock } from "node:test";

import { Clock } from "../support/clock.mjs";
import { bytes, listed, serviceWorker } from "../support/service-worker.mjs";

const FILES = await Promise.all([
  listed("index.html", "page"),
  listed("app/main.js", "main"),
  listed("models/a.bin", "network", "engine"),
]);
const GENUINE = {
  "index.html": () => "page",
  "index.html.txt": () => "page",
  "app/main.js": () => "main",
  "models/a.bin": () => "network",
  "assets.json": () => '{"version":"1"}',
};
const NEWER = { "assets.json": () => '{"version":"2"}' };
const clock = new Clock();

const begin = (network = {}) => serviceWorker(FILES, { ...GENUINE, ...network });
const text = async (answer) => (await answer).text();

beforeEach(() => mock.method(console, "warn", () => {}));
afterEach(() => {
  clock.stop();
  mock.restoreAll();
});

test("all that is genuine is kept, the page last, and is there without a network", async () => {
  const network = { ...GENUINE };
  const worker = serviceWorker(FILES, network);
  assert.equal(await worker.keep("shell", "engine"), "kept");
  assert.equal(worker.asked.at(-1), "index.html.txt");
  for (const path of Object.keys(network)) delete network[path];
  assert.equal(await text(worker.ask("", { mode: "navigate" })), "page");
  assert.equal(await text(worker.ask("app/main.js")), "main");
});

test("a page that is written into on the way is kept as it was built", async () => {
  const worker = begin({ "index.html": () => "page, and an advertisement" });
  assert.equal(await worker.keep("shell", "engine"), "kept");
  assert.equal(await text(worker.ask("", { mode: "navigate" })), "page");
});

test("a host that has no text beside its pages serves the pages", async () => {
  const worker = begin({ "index.html.txt": () => new Response("", { status: 404 }) });
  const answer = new Response("page");
  Object.defineProperty(answer, "type", { value: "basic" });
  const other = begin({ "index.html.txt": () => new Response("", { status: 404 }), "index.html": () => answer, "": () => answer });
  assert.equal(await worker.keep("shell"), "network");
  assert.equal(await text(other.ask("", { mode: "navigate" })), "page");
});

test("a module that is changed on the way works, is not kept, nor is the page, and that is told", async () => {
  const worker = begin({ "app/main.js": () => "main, shorter" });
  assert.equal(await text(worker.ask("app/main.js")), "main, shorter");
  assert.equal(await worker.keep("shell", "engine"), "changed");
  assert.deepEqual(worker.caches.paths, ["models/a.bin"]);
});

test("a module of another version does not come to this one's page", async () => {
  const worker = begin({ ...NEWER, "app/main.js": () => "other" });
  assert.equal((await worker.ask("app/main.js")).status, 409);
  assert.equal(await worker.keep("shell", "engine"), "outdated");
});

test("where another version's page comes instead, all else of it comes from the network, too, and to its workers", async () => {
  const network = { ...GENUINE };
  const worker = serviceWorker(FILES, network);
  assert.equal(await worker.keep("shell", "engine"), "kept");
  const [store] = worker.caches.stores.values();
  for (const url of store.keys()) if (url.includes("index.html")) store.delete(url);
  const basic = (body) => () => Object.defineProperty(new Response(body), "type", { value: "basic" });
  Object.assign(network, NEWER, { "index.html.txt": () => "page 2", "": basic("page 2"), "app/main.js": basic("main 2") });
  const page = await worker.ask("", { mode: "navigate", clientId: "", resultingClientId: "new" });
  assert.deepEqual([await page.text(), page.headers.get("x-sealed")], ["page 2", "yes"]);
  assert.equal(await text(worker.ask("app/main.js", { clientId: "new", resultingClientId: "its worker" })), "main 2");
  assert.equal(await text(worker.ask("app/main.js", { clientId: "its worker" })), "main 2");
  assert.equal((await worker.ask("app/main.js", { clientId: "old" })).status, 409, "the old page neither gets the new one");
});

for (const [what, fault, outcome] of [
  ["denied", new DOMException("denied", "SecurityError"), "denied"],
  ["full", new DOMException("full", "QuotaExceededError"), "full"],
]) {
  test(`where storage is ${what} files go through, the worker is installed, and that is told`, async () => {
    const worker = begin();
    worker.caches.fault = fault;
    await worker.fire("install", {}).ended;
    await worker.fire("activate", {}).ended;
    assert.equal(await text(worker.ask("app/main.js")), "main");
    assert.equal(await worker.keep("shell"), outcome);
  });
}

test("without a network that is told, and what has come is kept", async () => {
  const worker = begin({ "models/a.bin": () => Promise.reject(new TypeError("no network")) });
  assert.equal(await worker.keep("shell", "engine"), "network");
  assert.deepEqual(worker.caches.paths, ["app/main.js"]);
});

test("a download that stands still is begun again, after twice as long each time", async () => {
  clock.start();
  let tries = 0;
  const halting = ({ signal }) => {
    if (tries++ === 2) return "network";
    const start = (controller) => {
      controller.enqueue(bytes("net"));
      signal.addEventListener("abort", () => controller.error(signal.reason));
    };
    return new Response(new ReadableStream({ start }));
  };
  const coming = text(begin({ "models/a.bin": halting }).ask("models/a.bin"));
  assert.equal(await clock.until(coming), 10_000 + 20_000);
  assert.equal(await coming, "network");
});

test("whether there is a newer version the host is asked, where that is wanted", async () => {
  const worker = begin(NEWER);
  assert.equal(JSON.parse(await text(worker.ask("assets.json"))).version, "1");
  assert.equal(JSON.parse(await text(worker.ask("assets.json", { cache: "reload" }))).version, "2");
});

test("the page for other sites' frames is the host's own affair: it says who may have it", () => {
  const worker = begin();
  for (const path of ["embed.html", "embed.json"]) assert.equal(worker.ask(path, { mode: "navigate" }), undefined);
  assert.notEqual(worker.ask("else.html", { mode: "navigate" }), undefined);
});
