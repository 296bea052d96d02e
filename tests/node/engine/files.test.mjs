import assert from "node:assert/strict";
import test, { afterEach, beforeEach, mock } from "node:test";

import { Clock } from "../support/clock.mjs";

/** What each request for a file is answered by in turn, by its path. */
let answers = {};
/** What was asked for. */
let asked = [];
globalThis.fetch = async (url, how) => {
  const path = new URL(url).pathname.slice(1);
  asked.push(`${path} ${how.cache}`);
  return answers[path].shift()(how.signal);
};
const { Files } = await import("../../../web/engine/shared/files.js"); // it keeps the `fetch` that it finds

const BASE = new URL("https://mattebox.example/");
const BYTES = new Uint8Array([1, 2, 3, 4]);

const hex = (buffer) => Buffer.from(buffer).toString("hex");
const SHA256 = hex(await crypto.subtle.digest("SHA-256", BYTES));

const listed = ["a", "b"].map((path) => ({ path, bytes: 4, gzip_bytes: 4, sha256: SHA256, group: "engine" }));

/** A body that comes in these pieces, and then ends, breaks off or falls silent. */
const body = (pieces, end = (stream) => stream.close()) => async (signal) => {
  const stream = new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(new Uint8Array(piece));
      signal.addEventListener("abort", () => controller.error(signal.reason));
      end(controller);
    },
  });
  return new Response(stream);
};
const whole = body([[1, 2], [3, 4]]);
const brokenOff = (...pieces) => async () => {
  const queue = [...pieces];
  const pull = (controller) => {
    if (queue.length) controller.enqueue(new Uint8Array(queue.shift()));
    else controller.error(new TypeError("lost"));
  };
  return new Response(new ReadableStream({ pull }, { highWaterMark: 0 }));
};
const halting = (...pieces) => body(pieces, () => {});
const silent = (signal) => new Promise((_, fail) => signal.addEventListener("abort", () => fail(signal.reason)));
const refused = async () => { throw new TypeError("refused"); };
const missing = async () => new Response("none", { status: 404, statusText: "Not Found" });

/** Files, and all that they tell of their progress. */
function downloading(needed = ["a"]) {
  const told = [];
  const files = new Files(BASE, listed, needed, (loaded, total) => told.push([loaded, total]));
  return { files, told, loaded: () => told.map(([loaded]) => loaded) };
}

const clock = new Clock();

beforeEach(() => {
  asked = [];
  clock.start();
  mock.method(console, "warn", () => {});
});

afterEach(() => {
  clock.stop();
  mock.restoreAll();
});

test("a file comes, is counted and checked", async () => {
  answers = { a: [whole], b: [body([[1, 2, 3, 4]])] };
  const { files, told } = downloading(["a", "b"]);
  assert.deepEqual(told, [[0, 8]]);
  assert.deepEqual(await files.get("a"), BYTES);
  assert.deepEqual(told, [[0, 8], [2, 8], [4, 8]]);
  assert.deepEqual(await files.get("b"), BYTES);
  assert.deepEqual(told.at(-1), [8, 8]);
  assert.deepEqual(asked, ["a default", "b default"]);
  assert.equal(files.url("a"), "https://mattebox.example/a");
});

test("only what was named beforehand is to be had", async () => {
  const { files } = downloading(["a"]);
  await assert.rejects(files.get("b"), { code: "internal" });
  assert.deepEqual(asked, []);
});

test("errors are borne three times, with longer and longer pauses", async () => {
  answers = { a: [refused, missing, brokenOff([1, 2]), whole] };
  const { files } = downloading();
  const coming = files.get("a");
  assert.equal(await clock.until(coming), 500 + 1500 + 4000);
  assert.deepEqual(await coming, BYTES);
  assert.equal(asked.length, 4);
});

test("the fourth error is the file's", async () => {
  answers = { a: [refused, brokenOff([1]), refused, missing, whole] };
  const { files } = downloading();
  const coming = files.get("a");
  await clock.until(coming);
  await assert.rejects(coming, { code: "network", message: "a: Error: 404 Not Found" });
  assert.equal(asked.length, 4);
});

test("silence is no error: it is asked again without end, each time with twice the patience", async () => {
  const times = 9;
  answers = { a: [...Array.from({ length: times }, (_, i) => (i % 2 ? halting([1, 2]) : silent)), whole] };
  const { files, loaded } = downloading();
  const coming = files.get("a");
  const passed = await clock.until(coming);
  assert.deepEqual(await coming, BYTES);
  assert.deepEqual(loaded(), [0, 2, 4]); // what has come before is not counted twice
  assert.equal(passed, 10_000 * (2 ** times - 1));
  assert.equal(asked.length, times + 1);
});

test("errors and silence are counted apart", async () => {
  answers = { a: [refused, silent, refused, silent, refused, silent, whole] };
  const { files } = downloading();
  const coming = files.get("a");
  assert.equal(await clock.until(coming), 500 + 10_000 + 1500 + 20_000 + 4000 + 40_000);
  assert.deepEqual(await coming, BYTES);
});

test("a slow download is not silent", async () => {
  const slow = async (signal) => {
    const pieces = [[1], [2], [3], [4]];
    const pull = async (controller) => {
      await new Promise((resolve) => setTimeout(resolve, 9_500));
      if (pieces.length) controller.enqueue(new Uint8Array(pieces.shift()));
      else controller.close();
    };
    const start = (controller) => signal.addEventListener("abort", () => controller.error(signal.reason));
    return new Response(new ReadableStream({ start, pull }, { highWaterMark: 0 }));
  };
  answers = { a: [slow] };
  const { files } = downloading();
  const coming = files.get("a");
  assert.equal(await clock.until(coming), 5 * 9_500);
  assert.deepEqual(await coming, BYTES);
  assert.equal(asked.length, 1);
});

for (const [name, bad] of [
  ["damaged", body([[1, 2, 3, 5]])],
  ["too long", body([[1, 2], [3, 4], [5]])],
  ["too short", body([[1, 2], [3]])],
]) {
  test(`a file that is ${name} is fetched once more past every cache, without a pause`, async () => {
    answers = { a: [bad, whole] };
    const { files } = downloading();
    const coming = files.get("a");
    assert.equal(await clock.until(coming), 0);
    assert.deepEqual(await coming, BYTES);
    assert.deepEqual(asked, ["a default", "a reload"]);
  });

  test(`one that is ${name} twice is an error`, async () => {
    answers = { a: [bad, bad, whole] };
    const { files } = downloading();
    await assert.rejects(files.get("a"), { code: "corrupt-download", message: "a" });
    assert.equal(asked.length, 2);
  });
}

test("where nothing can be hashed its length is checked", async () => {
  const own = Object.getOwnPropertyDescriptor(globalThis, "crypto");
  Object.defineProperty(globalThis, "crypto", { value: {}, configurable: true });
  try {
    answers = { a: [body([[1, 2, 3]]), body([[1, 2, 3, 4, 5]])], b: [body([[1, 2, 3, 5]])] };
    const { files } = downloading(["a", "b"]);
    await assert.rejects(files.get("a"), { code: "corrupt-download" });
    assert.deepEqual(await files.get("b"), new Uint8Array([1, 2, 3, 5]));
  } finally {
    Object.defineProperty(globalThis, "crypto", own);
  }
});

test("progress never goes back, and what was lost or damaged does not count", async () => {
  answers = { a: [body([[1, 2], [3, 5]]), brokenOff([1, 2], [3]), whole], b: [body([[1], [2], [3], [4]])] };
  const { files, told, loaded } = downloading(["a", "b"]);
  const coming = files.get("a");
  await clock.until(coming);
  assert.deepEqual(loaded(), [0, 2, 4]); // as far as it was at first; the others were no further
  await files.get("b");
  assert.deepEqual(loaded(), [0, 2, 4, 5, 6, 7, 8]);
  assert.ok(told.every(([, total]) => total === 8));
});

test("others are heard of again when they have made up for what was lost", async () => {
  answers = { a: [brokenOff([1, 2], [3]), brokenOff(), refused, refused], b: [body([[1], [2], [3], [4]])] };
  const { files, loaded } = downloading(["a", "b"]);
  const failing = files.get("a");
  await clock.until(failing);
  await assert.rejects(failing, { code: "network" });
  assert.deepEqual(loaded(), [0, 2, 3]);
  await files.get("b");
  assert.deepEqual(loaded(), [0, 2, 3, 4]);
});
