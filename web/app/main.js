/**
 * The page: puts its parts together.
 *
 * @import { CutoutResult } from "../engine/index.js"
 * @import { Arrival } from "./arrivals/dropzone.js"
 * @import { Settings } from "./picture/settings.js"
 */

import { Calibration, codeOf, enableOffline, Engine } from "../engine/index.js";
import { attachAbout } from "./dialogs/about.js";
import { attachBackdrops } from "./stage/backdrop.js";
import { Banner } from "./feedback/banner.js";
import { Batches } from "./batch-view/batches.js";
import { Dialogs } from "./dialogs/dialogs.js";
import { byId, fillLabels } from "./ui/dom.js";
import { attachDragOut } from "./save/drag-out.js";
import { attachDropzone } from "./arrivals/dropzone.js";
import { usualSettings } from "./picture/settings.js";
import { Exporter } from "./save/exporter.js";
import { attachGestures } from "./stage/gestures.js";
import { attachInstall, attachLaunch, offerUpdate } from "./arrivals/install.js";
import { attachLanguage } from "./dialogs/language.js";
import { messages } from "./messages/index.js";
import { ModePicker, usualMode } from "./panel/mode-picker.js";
import { ProgressView } from "./feedback/progress.js";
import { showSamples } from "./arrivals/samples.js";
import { Session } from "./picture/session.js";
import { attachShare } from "./arrivals/share.js";
import { attachShortcuts } from "./ui/shortcuts.js";
import { Starter } from "./feedback/starter.js";
import { StatusLine } from "./feedback/status.js";
import { keep, recall } from "./store.js";
import { Studio } from "./panel/tools.js";
import { TipsView } from "./feedback/tips.js";
import { Troubles } from "./feedback/troubles.js";
import { Unsaved } from "./picture/unsaved.js";
import { Viewer } from "./stage/viewer.js";
import { Visit } from "./feedback/visit.js";
import { attachZoom } from "./stage/zoom.js";

const BASE = new URL("..", import.meta.url);
const TIMES = "times";
const root = document.documentElement;

fillLabels();
const calibration = new Calibration(recall(TIMES), (known) => {
  keep(TIMES, known);
  modes.refresh();
});
const engine = new Engine({
  base: BASE,
  calibration,
  onSetback(setback) {
    if (setback === "sparing") banner.show("notice", { text: messages.setbacks.sparing });
    else status.say(messages.setbacks[setback]);
  },
});
const visit = new Visit(byId("promise", HTMLElement));
const banner = new Banner(() => focusPicture());
const troubles = new Troubles(banner, {
  chooseAnother: () => chooseFile(),
  gone: () => session.acknowledge(),
  kept: () => session.finished !== null,
});
const dialogs = new Dialogs(engine.credentials, (again) => troubles.error("network", again));
const status = new StatusLine();
const stage = byId("stage", HTMLElement);
const tools = byId("tools", HTMLElement);
const viewer = new Viewer(stage, byId("compare", HTMLElement), byId("zoom-fit", HTMLElement));
const tips = new TipsView(() => focusPicture());
const progress = new ProgressView(() => session.cancel());
const starter = new Starter(engine, {
  progress: (now) => progress.starting(now),
  ready(info) {
    root.dataset.ready = "true";
    visit.ready();
    if (session.state === "empty") status.ready(info);
  },
  failed(code) {
    if (session.state === "empty") troubles.error(code, () => void starter.start());
  },
});

const session = new Session(engine, usualMode(), {
  state(state) {
    root.dataset.state = state;
    tools.hidden = session.looking || !session.finished;
    studio.show();
    showMode();
    unsaved.guard();
    if (session.looking) progress.begin();
    else progress.end();
    keepFocus();
  },
  show(picture) {
    if (picture) viewer.show(picture);
    else viewer.clear();
    tips.show(picture);
    root.dataset.picture = picture?.shown ?? "none";
    byId("filename", HTMLElement).textContent = picture?.name ?? "";
    document.title = messages.title(picture?.name ?? "");
    if (picture?.shown === "draft" && session.working) status.say(messages.status.draft);
    showMode();
    keepFocus();
  },
  progress(now) {
    if (session.looking) {
      progress.update(now);
      status.step(messages.progress(now));
    } else if (now.phase !== "encode") status.say(messages.progress(now));
  },
  finished(_, result) {
    status.done(result);
    troubles.notices(result.notices);
    tellResult(result);
  },
  failed(code, { file, name }) {
    if (code === "cancelled") return session.acknowledge();
    restStatus();
    troubles.error(code, () => void open(file, name));
  },
  cancelled() {
    restStatus();
    if (!session.finished) status.say(messages.status.cancelled);
  },
  edited(result, anew) {
    if (anew) status.done(result);
    else status.edited(result);
    if (anew) troubles.notices(result.notices);
    tips.show(session.finished);
    tellResult(result);
  },
  editDropped: (anew) => status.say(anew ? messages.status.modeDropped : messages.status.editDropped),
  editFailed(code, again) {
    status.say(messages.status.editDropped);
    if (code !== "cancelled") troubles.error(code, again);
  },
});

const unsaved = new Unsaved(session, banner, restStatus);

const batches = new Batches(
  {
    engine,
    calibration,
    banner,
    status,
    changed() {
      if (batches.active) studio.leaveFixes();
      studio.show();
      showMode();
      if (session.state !== "working") restStatus();
    },
    files: {
      output: () => exporter.output,
      name({ id, path, made }, { finish: values, output }) {
        const { width = 0, height = 0 } = made ?? {};
        const preset = studio.preset(values)?.name ?? studio.preset(values)?.id ?? "custom";
        return exporter.nameFor({ name: path.split("/").pop() ?? "", n: id, preset, width, height, date: new Date() }, output.format);
      },
    },
    chooseOutput: () => byId("open-output", HTMLButtonElement).click(),
    panel: () => void studio.toggle(),
    edit: (file, name, settings) => void open(file, name, settings),
    async edited(file) {
      const picture = await session.settled();
      if (session.working) session.cancel();
      if (!picture?.result || picture.file !== file) return null;
      const { result, edits } = picture;
      startOver();
      banner.clear();
      return { result, settings: edits.present };
    },
  },
  () => usualSettings(session.mode),
);

/** What the panel and the mode are about: the batch on the screen, else the picture. */
const subject = () => batches.active?.settings ?? session;

const studio = new Studio(engine, session, viewer, subject, (text) => troubles.say(text));

const modes = new ModePicker(calibration, (mode) => {
  subject().setMode(mode);
  showMode();
});

const exporter = new Exporter({
  picture: () => session.finished,
  chosen: () => batches.view?.refresh(),
  ready: () => session.finished !== null && !tools.hidden,
  settled: () => session.settled(),
  presetOf: (picture) => studio.preset(picture.edits.present.finish),
  async write(picture, wanted, signal) {
    try {
      return await session.export(picture, wanted, signal, (now) => status.say(messages.progress(now)));
    } catch (error) {
      const code = codeOf(error);
      if (code !== "cancelled") troubles.error(code, () => exporter.save());
      return null;
    } finally {
      restStatus();
    }
  },
  kept(text) {
    status.announce(text);
    unsaved.guard();
  },
  trouble: (text) => troubles.say(text),
});

const showMode = () =>
  modes.show(subject().mode, batches.active ? null : ((session.working ?? session.finished)?.size ?? null));

/** For a page that embeds this one. @param {CutoutResult} detail */
const tellResult = (detail) => document.dispatchEvent(new CustomEvent("mattebox:result", { detail }));

function focusPicture() {
  if (batches.active) batches.view?.focus();
  else (viewer.picture ? stage : byId("choose", HTMLElement)).focus({ preventScroll: true });
}

/** Whoever works by keyboard goes on from the picture when what had the focus is hidden. */
function keepFocus() {
  const focused = document.activeElement;
  if (focused && focused !== document.body && !focused.getClientRects().length) focusPicture();
}

/** @param {File} file @param {string} [name] @param {Settings} [settings] */
function open(file, name, settings) {
  void starter.start({ quiet: true });
  const opening = session.open(file, name, settings);
  banner.clear(); // after the state has changed: an error that goes now must not clear the stage
  status.say(messages.status.working(name ?? file.name));
  return opening;
}

const chooseFile = () => byId("file", HTMLInputElement).click();

/** @param {Arrival} arrival */
function take({ files, entries, pasted }) {
  if (byId("wipe-dialog", HTMLDialogElement).open) return;
  const [file] = files;
  byId("about", HTMLDialogElement).close();
  if (batches.active || files.length > 1 || entries.some(({ isDirectory }) => isDirectory)) {
    return void batches.take({ files, entries });
  }
  if (!file) return troubles.say(messages.nothingToOpen);
  void open(file, pasted && /^image\.\w+$/.test(file.name) ? messages.pasted : file.name);
}

function restStatus() {
  if (session.finished?.result && !batches.active) status.done(session.finished.result);
  else if (starter.info) status.ready(starter.info);
  else status.say("");
}

function startOver() {
  if (batches.active) batches.view?.leave();
  else unsaved.startOver();
}

function cancel() {
  if (batches.active && batches.view?.review.close()) return true;
  if (studio.dropStroke()) return true;
  if (session.state === "working") session.cancel();
  else if (exporter.cancel()) return true;
  else if (banner.visible) banner.clear();
  else return tips.close() || studio.close();
  return true;
}

/** The stage on the screen. */
const seen = () => (batches.active && batches.view?.review.viewer) || viewer;

showMode();
attachDropzone(take);
attachLaunch((files) => take({ files, entries: [], pasted: false }));
attachShare((files) => take({ files, entries: [], pasted: false }));
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
attachShortcuts({
  save: () => (batches.active ? Boolean(batches.view?.save()) : exporter.save()),
  copy: () => !batches.active && exporter.copy(),
  choose: () => (chooseFile(), true),
  cancel,
  ...attachZoom(seen),
  edges: () => studio.toggle("edges"),
  fixes: () => !batches.active && studio.toggle("fixes"),
  smaller: () => studio.resizeBrush(-1),
  larger: () => studio.resizeBrush(1),
  restore: () => studio.choose("restore"),
  erase: () => studio.choose("erase"),
  undo: () => subject().step("undone"),
  redo: () => subject().step("redone"),
  help: () => (void dialogs.keys(), true),
});
for (const id of ["home", "start-over"]) byId(id, HTMLButtonElement).addEventListener("click", startOver);

engine.assets.then(
  (assets) => {
    visit.announce(assets);
    showSamples(
      assets.samples,
      BASE,
      (file) => void open(file),
      () => troubles.say(messages.sampleFailed),
    );
  },
  () => {}, // the engine's start tells what is wrong
);
const mayReload = () => session.state === "empty" && !batches.open && !banner.visible;
const offline = enableOffline({ mayReload, onUpdate: offerUpdate }).catch(console.warn);
// Not before it is clear that this page stays: what was begun before a reload would be fetched twice.
void (crossOriginIsolated ? Promise.resolve() : offline).then(() => starter.start());
void batches.offerStored().catch(console.warn);
root.dataset.booted = "";
