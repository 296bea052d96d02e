/**
 * The page: puts its parts together.
 *
 * @import { ErrorCode, Notice, Progress } from "../engine/protocol.js"
 * @import { Arrival } from "./dropzone.js"
 */

import { Engine } from "../engine/client.js";
import { enableOffline } from "../engine/isolation.js";
import { EngineError } from "../engine/protocol.js";
import { attachAbout } from "./about.js";
import { attachBackdrops } from "./backdrop.js";
import { Banner } from "./banner.js";
import { byId, fillLabels } from "./dom.js";
import { attachDropzone } from "./dropzone.js";
import { copy, save } from "./export.js";
import { attachGestures } from "./gestures.js";
import { attachInstall, attachLaunch, offerUpdate } from "./install.js";
import { messages } from "./messages.js";
import { ProgressView } from "./progress.js";
import { showSamples } from "./samples.js";
import { Session } from "./session.js";
import { attachShortcuts } from "./shortcuts.js";
import { Starter } from "./starter.js";
import { StatusLine } from "./status.js";
import { Viewer } from "./viewer.js";
import { Visit } from "./visit.js";

/** @type {ErrorCode[]} errors of the way there, not of the picture: the same again may well work */
const WORTH_RETRYING = ["network", "corrupt-download", "memory", "worker-died", "internal"];

/** @type {Progress} before any byte has been counted */
const LOADING = { phase: "download", fraction: null };
const BASE = new URL("..", import.meta.url);
const root = document.documentElement;

fillLabels();
const engine = new Engine({ base: BASE });
const visit = new Visit(byId("promise", HTMLElement));
const banner = new Banner(() => focusPicture());
const status = new StatusLine();
const stage = byId("stage", HTMLElement);
const tools = byId("tools", HTMLElement);
const viewer = new Viewer(stage, byId("compare", HTMLElement), byId("zoom-fit", HTMLElement));
const progress = new ProgressView(() => session.cancel());
const starter = new Starter(engine, (now) => progress.starting(now));

const session = new Session(engine, {
  state(state) {
    root.dataset.state = state;
    tools.hidden = state === "working" || !session.finished;
    guardUnsaved();
    if (state === "working") progress.begin();
    else progress.end();
    keepFocus();
  },
  show(picture) {
    if (picture) viewer.show(picture);
    else viewer.clear();
    root.dataset.picture = picture?.shown ?? "none";
    byId("filename", HTMLElement).textContent = picture?.name ?? "";
    document.title = messages.title(picture?.name ?? "");
    if (picture?.shown === "draft" && session.working) status.say(messages.status.draft);
    keepFocus();
  },
  progress: (now) => progress.update(now),
  finished(_, result) {
    status.done(result);
    showNotices(result.notices);
    document.dispatchEvent(new CustomEvent("mattebox:result", { detail: result }));
  },
  failed(code, { file, name }) {
    if (code === "cancelled") return session.acknowledge();
    restStatus();
    showError(code, () => void open(file, name));
  },
  cancelled() {
    restStatus();
    if (!session.finished) status.say(messages.status.cancelled);
  },
});

const focusPicture = () => (viewer.picture ? stage : byId("choose", HTMLElement)).focus({ preventScroll: true });

/** Whoever works by keyboard goes on from the picture when what had the focus is hidden. */
function keepFocus() {
  const focused = document.activeElement;
  if (focused && focused !== document.body && !focused.getClientRects().length) focusPicture();
}

/** @param {File} file @param {string} [name] */
function open(file, name) {
  void start({ quiet: true });
  const opening = session.open(file, name);
  banner.clear(); // after the state has changed: an error that goes now must not clear the stage
  status.say(messages.status.working(name ?? file.name));
  return opening;
}

const chooseFile = () => byId("file", HTMLInputElement).click();

/** @param {Arrival} arrival */
function take({ files, pasted }) {
  const [file] = files;
  byId("about", HTMLDialogElement).close();
  if (!file) return banner.show("error", { text: messages.nothingToOpen });
  void open(file, pasted && /^image\.\w+$/.test(file.name) ? messages.pasted : file.name);
  if (files.length > 1) banner.show("notice", { text: messages.tookFirst(file.name, files.length) });
}

/** @param {{ quiet: boolean }} options  quiet: a picture waits for it and will tell what is wrong */
async function start({ quiet }) {
  if (starter.info) return;
  if (!starter.busy) progress.starting(LOADING);
  try {
    const info = await starter.start();
    root.dataset.ready = "true";
    visit.ready();
    if (session.state === "empty") status.ready(info);
  } catch (error) {
    const code = error instanceof EngineError ? error.code : "internal";
    console.warn(error);
    if (!quiet && session.state === "empty") showError(code, () => void start({ quiet: false }));
  } finally {
    progress.starting(null);
  }
}

/** @param {ErrorCode} code @param {() => void} again */
function showError(code, again) {
  const { title, advice } = messages.error(code);
  const another = code === "unsupported-browser" ? undefined : { label: messages.chooseAnother, run: chooseFile };
  const action = WORTH_RETRYING.includes(code) ? { label: messages.retry, run: again } : another;
  const text = session.finished ? `${advice} ${messages.lastIsKept}` : advice;
  banner.show("error", { title, text }, { action, onGone: () => session.acknowledge() });
}

/** @param {Notice[]} notices */
function showNotices(notices) {
  if (notices.length) banner.show("notice", { text: notices.map(messages.notice).join(" ") });
}

function restStatus() {
  if (session.finished?.result) status.done(session.finished.result);
  else if (starter.info) status.ready(starter.info);
  else status.say("");
}

function startOver() {
  const lost = session.unsaved;
  const last = session.startOver();
  banner.clear();
  restStatus();
  if (!last) return;
  if (!lost) return last.dispose();
  const bringBack = () => {
    session.bringBack(last);
    restStatus();
  };
  const action = { label: messages.bringBack, run: bringBack };
  banner.show("notice", { text: messages.startedOver }, { action, onGone: () => last.dispose() });
}

/** @param {HTMLButtonElement} button @param {string} word */
function confirmOn(button, word) {
  const label = button.querySelector("span");
  if (!label) return;
  const usual = label.dataset.text;
  label.textContent = word;
  button.classList.add("confirmed");
  setTimeout(() => {
    label.textContent = /** @type {Record<string, string>} */ (messages.labels)[usual ?? ""];
    button.classList.remove("confirmed");
  }, 2000);
}

const saveButton = byId("save", HTMLButtonElement);
const copyButton = byId("copy", HTMLButtonElement);

function saveResult() {
  if (!session.finished || tools.hidden) return false;
  const name = save(session.finished);
  confirmOn(saveButton, messages.saved);
  status.announce(messages.savedAs(name));
  guardUnsaved();
  return true;
}

function copyResult() {
  const picture = session.finished;
  if (!picture || tools.hidden) return false;
  void copy(picture).then((trouble) => {
    if (trouble) return banner.show("error", { text: trouble });
    confirmOn(copyButton, messages.copied);
    status.announce(messages.copiedStatus);
    guardUnsaved();
  });
  return true;
}

function cancel() {
  if (session.state === "working") session.cancel();
  else if (banner.visible) banner.clear();
  else return false;
  return true;
}

/** @param {() => void} zoom */
const withPicture = (zoom) => () => {
  if (viewer.picture) zoom();
  return viewer.picture !== null;
};

/** @param {BeforeUnloadEvent} event */
const askBeforeLeaving = (event) => event.preventDefault();
function guardUnsaved() {
  if (session.unsaved) addEventListener("beforeunload", askBeforeLeaving);
  else removeEventListener("beforeunload", askBeforeLeaving);
}

attachDropzone(take);
attachLaunch((files) => take({ files, pasted: false }));
attachBackdrops(stage);
attachGestures(viewer);
attachAbout();
attachInstall();
attachShortcuts({
  save: saveResult,
  copy: copyResult,
  choose: () => (chooseFile(), true),
  cancel,
  zoomIn: withPicture(() => viewer.step(1)),
  zoomOut: withPicture(() => viewer.step(-1)),
  zoomFit: withPicture(() => viewer.fit()),
  actualSize: withPicture(() => viewer.actualSize()),
});
saveButton.addEventListener("click", saveResult);
copyButton.addEventListener("click", copyResult);
byId("zoom-in", HTMLButtonElement).addEventListener("click", () => viewer.step(1));
byId("zoom-out", HTMLButtonElement).addEventListener("click", () => viewer.step(-1));
byId("zoom-fit", HTMLButtonElement).addEventListener("click", () => viewer.fit());
for (const id of ["home", "start-over"]) byId(id, HTMLButtonElement).addEventListener("click", startOver);

engine.assets.then(
  (assets) => {
    visit.announce(assets);
    showSamples(
      assets.samples,
      BASE,
      (file) => void open(file),
      () => banner.show("error", { text: messages.sampleFailed }),
    );
  },
  () => {}, // the engine's start tells what is wrong
);
progress.starting(LOADING);
// It settles once this page stays: what was begun before a reload would be fetched twice.
enableOffline({ mayReload: () => session.state === "empty" && !banner.visible, onUpdate: offerUpdate })
  .catch(console.warn)
  .finally(() => start({ quiet: false }));
root.dataset.booted = "";
