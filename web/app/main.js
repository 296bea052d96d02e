/**
 * The page: puts its parts together.
 *
 * @import { KeptNetwork, Setback } from "../engine/index.js"
 * @import { Arrival } from "./arrivals/dropzone.js"
 */

import { Calibration, enableOffline, Engine, ownOf } from "../engine/index.js";
import { attachDropzone } from "./arrivals/dropzone.js";
import { attachInstall, attachLaunch, offerUpdate } from "./arrivals/install.js";
import { showSamples } from "./arrivals/samples.js";
import { attachShare } from "./arrivals/share.js";
import { Batches } from "./batch-view/batches.js";
import { hostFor } from "./batch-view/host.js";
import { OnScreen } from "./batch-view/on-screen.js";
import { attachAbout } from "./dialogs/about.js";
import { Dialogs } from "./dialogs/dialogs.js";
import { attachLanguage } from "./dialogs/language.js";
import { Emitter } from "./emitter.js";
import { Banner } from "./feedback/banner.js";
import { Narrator } from "./feedback/narrator.js";
import { ProgressView } from "./feedback/progress.js";
import { Starter } from "./feedback/starter.js";
import { StatusLine } from "./feedback/status.js";
import { TipsView } from "./feedback/tips.js";
import { Troubles } from "./feedback/troubles.js";
import { Visit } from "./feedback/visit.js";
import { messages } from "./messages/index.js";
import { ModePicker, usualMode } from "./panel/mode-picker.js";
import { attachRecipe } from "./panel/recipe.js";
import { Studio } from "./panel/tools.js";
import { Session } from "./picture/session.js";
import { Unsaved } from "./picture/unsaved.js";
import { attachDragOut } from "./save/drag-out.js";
import { Exporter } from "./save/exporter.js";
import { attachBackdrops } from "./stage/backdrop.js";
import { attachGestures } from "./stage/gestures.js";
import { Viewer } from "./stage/viewer.js";
import { attachZoom } from "./stage/zoom.js";
import { keep, recall } from "./store.js";
import { byId, fillLabels } from "./ui/dom.js";
import { attachShortcuts } from "./ui/shortcuts.js";

const BASE = new URL("..", import.meta.url);
const TIMES = "times";
const root = document.documentElement;
const stage = byId("stage", HTMLElement);
const tools = byId("tools", HTMLElement);

/**
 * What parts tell that are made before those whom it concerns.
 *
 * @type {Emitter<{measured: [], setback: [Setback], unfocused: [], output: [], networks: [KeptNetwork[]]}>}
 */
const page = new Emitter();

// The engine, and the pictures.

fillLabels();
const calibration = new Calibration(recall(TIMES), (known) => {
  keep(TIMES, known);
  page.emit("measured");
});
const visit = new Visit(byId("promise", HTMLElement));
const [onSetback, onKept] = [(/** @type {Setback} */ setback) => page.emit("setback", setback), visit.kept.bind(visit)];
const engine = new Engine({ base: BASE, calibration, onSetback, onKept });
const session = new Session(engine, usualMode());
const viewer = new Viewer(stage, byId("compare", HTMLElement), byId("zoom-fit", HTMLElement));
session.on("state", (state) => {
  root.dataset.state = state;
  tools.hidden = session.looking || !session.finished;
});
session.on("show", (picture) => {
  if (picture) viewer.show(picture);
  else viewer.clear();
  root.dataset.picture = picture?.shown ?? "none";
});

// What is told.

const chooseFile = () => byId("file", HTMLInputElement).click();
const status = new StatusLine();
const banner = new Banner(() => page.emit("unfocused"));
const tips = new TipsView(() => page.emit("unfocused"));
const progress = new ProgressView(() => session.cancel());
const troubles = new Troubles(banner, {
  chooseAnother: chooseFile,
  gone: () => session.acknowledge(),
  kept: () => session.finished !== null,
});
const narrator = new Narrator(session, { banner, progress, status, tips, troubles });
page.on("setback", (setback) => narrator.setback(setback));
const starter = new Starter(engine, {
  progress: (now) => progress.starting(now),
  ready(info) {
    root.dataset.ready = "true";
    narrator.ready(info);
  },
  failed: (code) => narrator.notReady(code, () => void starter.start()),
});
session.on("opened", () => void starter.start({ quiet: true }));
const dialogs = new Dialogs(engine, {
  failed: (again) => troubles.error("network", again),
  changed: (all) => page.emit("networks", all),
  use: (mode) => modes.choose(mode),
});

// What is done with a picture, and with many.

const unsaved = new Unsaved(session, banner, () => narrator.rest());
const studio = new Studio(engine, session, viewer, (text) => troubles.say(text));
const exporter = new Exporter(engine, session, narrator, {
  presetName: (finish) => studio.presetName(finish),
  chosen: () => page.emit("output"),
});
const batches = new Batches(hostFor({ engine, calibration, banner, status, session, unsaved, studio, exporter }));
page.on("output", () => batches.view?.refresh());

// What is on the screen.

const onScreen = new OnScreen(session, viewer, batches);
studio.subject = () => onScreen.subject;
const modes = new ModePicker(calibration, (mode) => onScreen.subject.setMode(mode));
const showMode = () => modes.show(onScreen.subject.mode, onScreen.size);
for (const event of /** @type {const} */ (["state", "show"])) {
  session.on(event, showMode);
  session.on(event, () => onScreen.keepFocus());
}
page.on("measured", () => modes.refresh());
page.on("networks", (all) => {
  modes.own(all.map(({ id, descriptor }) => ({ mode: `own:${id}`, title: descriptor.title })));
  const mine = ownOf(onScreen.subject.mode);
  if (mine && !all.some(({ id }) => id === mine)) modes.choose("standard"); // it was removed
  showMode();
});
page.on("unfocused", () => onScreen.focus());
batches.on("changed", () => {
  if (onScreen.batch) studio.leaveFixes();
  studio.show();
  showMode();
  if (session.state !== "working") narrator.rest();
});

// What a person does.

/** @param {Arrival} arrival */
function take({ files, entries, unreadable, pasted }) {
  if (["wipe-dialog", "models"].some((id) => byId(id, HTMLDialogElement).open)) return;
  const [file] = files;
  byId("about", HTMLDialogElement).close();
  if (onScreen.batch || files.length + unreadable.length > 1 || entries.some(({ isDirectory }) => isDirectory)) {
    return void batches.take({ files, entries, unreadable });
  }
  if (!file) return troubles.say(messages.nothingToOpen);
  void session.open(file, pasted && /^image\.\w+$/.test(file.name) ? messages.pasted : file.name);
}

function startOver() {
  if (onScreen.batch) onScreen.batch.leave();
  else unsaved.startOver();
}

function cancel() {
  if (onScreen.batch?.review.close()) return true;
  if (studio.dropStroke()) return true;
  if (session.state === "working") session.cancel();
  else if (exporter.cancel()) return true;
  else if (banner.visible) banner.clear();
  else return tips.close() || studio.close();
  return true;
}

showMode();
void engine.networks.list().then((all) => page.emit("networks", all)).catch(console.warn);
attachDropzone(take);
attachLaunch((files, unreadable) => take({ files, entries: [], unreadable, pasted: false }));
attachShare((files) => take({ files, entries: [], unreadable: [], pasted: false }));
attachBackdrops(stage);
attachGestures(viewer, (event) => studio.draws(event));
attachAbout(dialogs, {
  assets: () => engine.assets,
  stop() {
    session.cancel();
    unsaved.giveUp();
    return batches.end();
  },
});
attachLanguage(() => session.state === "empty" && !batches.open);
attachDragOut(
  stage,
  () => (session.editing || studio.tab || viewer.canPan ? null : session.finished),
  (picture) => exporter.nameOf(picture),
  (picture, name) => exporter.taken(picture, messages.draggedAs(name)),
);
attachInstall();
attachRecipe({
  now: () => onScreen.subject.edits && { ...onScreen.subject.edits.present, output: exporter.output },
  take({ output, ...settings }) {
    onScreen.subject.edit(settings);
    exporter.output = output;
  },
  said: (text) => narrator.announce(text),
  trouble: (text) => troubles.say(text),
});
attachShortcuts({
  save: () => (onScreen.batch ?? exporter).save(),
  copy: () => !onScreen.batch && exporter.copy(),
  choose: () => (chooseFile(), true),
  cancel,
  ...attachZoom(() => onScreen.stage),
  edges: () => studio.toggle("edges"),
  fixes: () => !onScreen.batch && studio.toggle("fixes"),
  smaller: () => studio.resizeBrush(-1),
  larger: () => studio.resizeBrush(1),
  restore: () => studio.choose("restore"),
  erase: () => studio.choose("erase"),
  undo: () => onScreen.subject.step("undone"),
  redo: () => onScreen.subject.step("redone"),
  help: () => (void dialogs.keys(), true),
});
for (const id of ["home", "start-over"]) byId(id, HTMLButtonElement).addEventListener("click", startOver);

// And it begins.

engine.assets.then(
  (assets) => {
    visit.announce(assets);
    const open = (/** @type {File} */ file) => void session.open(file);
    showSamples(assets.samples, BASE, open, () => troubles.say(messages.sampleFailed));
  },
  () => {}, // the engine's start tells what is wrong
);
const mayReload = () => session.state === "empty" && !batches.open && !banner.visible;
const offline = enableOffline({ mayReload, onUpdate: offerUpdate }).catch(console.warn);
// Not before it is clear that this page stays: what was begun before a reload would be fetched twice.
void (crossOriginIsolated ? Promise.resolve() : offline).then(() => starter.start());
void batches.offerStored().catch(console.warn);
root.dataset.booted = "";
