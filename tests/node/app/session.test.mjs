/** What happens to pictures: one at work, one finished, and what comes between. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { EngineError } from "../../../web/engine/shared/errors.js";
import { edges, usual } from "./changes.mjs";
import { fakeDocument, FakeEngine, preview, rest, result } from "./fakes.mjs";

fakeDocument();
const { loadMessages } = await import("../../../web/app/messages/index.js");
const { Session } = await import("../../../web/app/picture/session.js");
await loadMessages();

let engine, session, told;
const file = (name) => new File([name], name);

afterEach(() => mock.restoreAll() ?? mock.timers.reset());
beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  mock.method(console, "warn", () => {});
  engine = new FakeEngine();
  session = new Session(engine, "standard");
  told = [];
  session.on("state", (state) => told.push(state));
  session.on("show", (picture) => told.push(`show ${picture?.name ?? "nothing"}`));
  session.on("opened", ({ name }) => told.push(`opened ${name}`));
  session.on("wanted", ({ edges: { shift } }) => told.push(`wanted ${shift}`));
  session.on("progress", ({ phase }) => told.push(phase));
  session.on("finished", () => told.push("finished"));
  session.on("failed", (code, { name }) => told.push(`${name}: ${code}`));
  session.on("cancelled", () => told.push("cancelled"));
  session.on("edited", (_, anew) => told.push(anew ? "edited anew" : "edited"));
  session.on("editDropped", () => told.push("edit dropped"));
  session.on("editFailed", (code) => told.push(`edit: ${code}`));
});

const pause = () => (mock.timers.tick(150), rest());

/** What was told since the last time. */
const news = () => told.splice(0);

/** A picture, cut out. */
async function cut(name) {
  void session.open(file(name));
  engine.last.done(result(name));
  await rest();
  news();
  return session.finished;
}

test("a picture is opened, shown as it comes further, and finished", async () => {
  void session.open(file("a.png"));
  assert.deepEqual(news(), ["working", "opened a.png"]);
  assert.deepEqual([session.looking, session.edits, session.mode], [true, null, "standard"]);
  await rest();
  assert.deepEqual(news(), ["show a.png"]); // the file itself
  engine.last.onProgress({ phase: "draft" });
  engine.last.onPreview(preview("draft"));
  engine.last.onTips([{ code: "low-contrast" }]);
  assert.deepEqual(news(), ["draft", "show a.png", "show a.png"]);
  engine.last.done(result());
  await rest();
  assert.deepEqual(news(), ["show a.png", "done", "wanted 0", "finished"]);
  assert.deepEqual([session.looking, session.unsaved, session.edits.present], [false, true, usual]);
});

test("a newer picture takes the place of the one at work, which is not heard of again", async () => {
  void session.open(file("a.png"));
  const [first] = engine.cuts;
  void session.open(file("b.png"));
  assert.equal(first.signal.aborted, true);
  await rest();
  news();
  const late = preview("draft");
  first.onPreview(late);
  first.onProgress({ phase: "matte" });
  first.onTips([]);
  first.done(result());
  await rest();
  assert.deepEqual([news(), late.bitmap.closed, session.working.name], [[], true, "b.png"]);
  engine.last.done(result());
  await rest();
  assert.equal(session.finished.name, "b.png");
});

test("cancelled, the finished one is back; without one, nothing is", async () => {
  void session.open(file("a.png"));
  session.cancel();
  assert.deepEqual(news().slice(2), ["show nothing", "empty", "cancelled"]);
  await cut("a.png");
  void session.open(file("b.png"));
  news();
  session.cancel();
  assert.deepEqual(news(), ["show a.png", "done", "cancelled"]);
  assert.deepEqual([session.state, session.working], ["done", null]);
  void session.open(file("b.png"));
  engine.last.done(result()); // too late
  session.cancel();
  await rest();
  assert.equal(session.finished.name, "a.png");
  news();
  session.cancel(); // once more: there is nothing to cancel
  assert.deepEqual(news(), []);
});

test("a failure leaves the finished one, and is over when it is read", async () => {
  await cut("a.png");
  void session.open(file("b.png"));
  news();
  engine.last.fail(new EngineError("undecodable"));
  await rest();
  assert.deepEqual(news().slice(-3), ["show a.png", "error", "b.png: undecodable"]);
  session.acknowledge();
  assert.deepEqual(news(), ["done"]);
});

test("a picture that failed but was seen stays until its error is read", async () => {
  void session.open(file("a.png"));
  await rest();
  news();
  engine.last.fail(new EngineError("memory"));
  await rest();
  assert.deepEqual(news(), ["error", "a.png: memory"]);
  session.acknowledge();
  assert.deepEqual(news(), ["show nothing", "empty"]);
  session.acknowledge();
  assert.deepEqual(news(), []);
});

test("a mode is kept for the next picture", () => {
  session.setMode("fast");
  assert.deepEqual([session.mode, news()], ["fast", []]);
  void session.open(file("a.png"));
  assert.equal(engine.last.settings.mode, "fast");
});

test("another mode while a picture is at work begins with it anew", async () => {
  void session.open(file("a.png"));
  session.setMode("best");
  const [first, second] = engine.cuts;
  assert.deepEqual([first.signal.aborted, second.file, second.settings.mode], [true, first.file, "best"]);
  second.done(result());
  await rest();
  assert.deepEqual([session.mode, session.edits.present.mode], ["best", "best"]);
  void session.open(file("b.png"));
  assert.equal(engine.last.settings.mode, "best");
});

test("an edit is wanted at once, is the finished one's when it is done, and can be undone", async () => {
  await cut("a.png");
  session.edit(edges(1));
  assert.deepEqual(news(), ["working", "wanted 1"]);
  assert.deepEqual([session.editing, session.looking, session.state], [true, false, "working"]);
  await pause();
  engine.last.done(result());
  await rest();
  assert.deepEqual(news(), ["show a.png", "done", "edited"]);
  assert.equal(session.step("undone"), true);
  assert.deepEqual(news(), ["working", "wanted 0"]);
  await pause();
  engine.last.done(result());
  await rest();
  assert.equal(session.step("undone"), false);
  assert.deepEqual(news(), ["show a.png", "done", "edited"]);
});

test("an edit that is cancelled or fails leaves what was there", async () => {
  await cut("a.png");
  session.edit(edges(1));
  await pause();
  news();
  session.cancel();
  assert.deepEqual(news(), ["show a.png", "done", "wanted 0", "edit dropped"]);
  session.edit(edges(2));
  await pause();
  news();
  engine.last.fail(new EngineError("internal"));
  await rest();
  assert.deepEqual(news(), ["show a.png", "done", "wanted 0", "edit: internal"]);
  assert.equal(session.state, "done");
});

test("a picture that comes during an edit ends it", async () => {
  await cut("a.png");
  session.edit(edges(1));
  await pause();
  const edit = engine.last;
  const settled = session.settled();
  void session.open(file("b.png"));
  assert.deepEqual([edit.signal.aborted, await settled], [true, null]);
  assert.equal(session.edits, null); // nothing can be edited while another one is at work
  session.edit(edges(3));
  session.cancel();
  await pause();
  assert.deepEqual([session.finished.name, session.edits.present.edges.shift, engine.cuts.length], ["a.png", 0, 3]);
});

test("a mode is looked at anew while the finished one stays", async () => {
  const picture = await cut("a.png");
  session.setMode("fast");
  assert.deepEqual([session.looking, session.finished, session.mode], [true, picture, "fast"]);
  await pause();
  engine.last.done(result());
  await rest();
  assert.equal(news().at(-1), "edited anew");
});

test("started over, the picture can be brought back whole, or let go", async () => {
  const picture = await cut("a.png");
  session.edit(edges(1));
  assert.equal(session.startOver(), picture);
  assert.deepEqual([session.state, session.finished, session.edits], ["empty", null, null]);
  session.bringBack(picture);
  assert.deepEqual([session.state, session.finished, session.edits.present], ["done", picture, usual]);
  await pause();
  assert.equal(engine.cuts.length, 1);
  session.discard(session.startOver());
  assert.deepEqual(engine.forgotten, [picture.file]);
});

test("brought back while another one is at work, it takes that one's place", async () => {
  const picture = await cut("a.png");
  session.startOver();
  void session.open(file("b.png"));
  session.bringBack(picture);
  assert.equal(engine.last.signal.aborted, true);
  await rest();
  assert.deepEqual([session.state, session.finished.name, session.working], ["done", "a.png", null]);
});

test("what was saved is lost with nobody's regret, until it is edited", async () => {
  const picture = await cut("a.png");
  session.keep(picture);
  assert.equal(session.unsaved, false);
  session.edit(edges(1));
  await pause();
  engine.last.done(result());
  await rest();
  assert.equal(session.unsaved, true);
});
