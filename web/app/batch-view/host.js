/**
 * What a batch needs of the page around it.
 *
 * @import { Calibration, CutoutResult, Engine } from "../../engine/index.js"
 * @import { Files } from "../batch/batch.js"
 * @import { Banner } from "../feedback/banner.js"
 * @import { StatusLine } from "../feedback/status.js"
 * @import { Studio } from "../panel/tools.js"
 * @import { Session } from "../picture/session.js"
 * @import { Settings } from "../picture/settings.js"
 * @import { Unsaved } from "../picture/unsaved.js"
 * @import { Exporter } from "../save/exporter.js"
 */

import { usualSettings } from "../picture/settings.js";
import { byId } from "../ui/dom.js";

/**
 * @typedef {object} Host
 * @property {Engine} engine
 * @property {Calibration} calibration
 * @property {Banner} banner
 * @property {StatusLine} status
 * @property {Files} files
 * @property {() => void} chooseOutput  another kind of file
 * @property {() => void} panel      opens or closes the settings
 * @property {() => Settings} usual  of the next batch
 * @property {(file: File, name: string, settings: Settings) => void} edit  one picture by itself
 * @property {(file: File) => Promise<{result: CutoutResult, settings: Settings} | null>} edited  ends that; null: it came to
 *   nothing
 */

/**
 * @typedef {object} Page
 * @property {Engine} engine
 * @property {Calibration} calibration
 * @property {Banner} banner
 * @property {StatusLine} status
 * @property {Session} session
 * @property {Unsaved} unsaved
 * @property {Studio} studio
 * @property {Exporter} exporter
 */

/** @param {Page} page @returns {Host} */
export const hostFor = ({ engine, calibration, banner, status, session, unsaved, studio, exporter }) => ({
  engine,
  calibration,
  banner,
  status,
  files: {
    output: () => exporter.output,
    name({ id, path, made }, { finish, output }) {
      const { width = 0, height = 0 } = made ?? {};
      const name = path.split("/").pop() ?? "";
      const preset = studio.presetName(finish);
      return exporter.nameFor({ name, n: id, preset, width, height, date: new Date() }, output.format);
    },
  },
  chooseOutput: () => byId("open-output", HTMLButtonElement).click(),
  panel: () => void studio.toggle(),
  usual: () => usualSettings(session.mode),
  edit: (file, name, settings) => void session.open(file, name, settings),
  async edited(file) {
    const picture = await session.settled();
    if (session.working) session.cancel();
    if (!picture?.result || picture.file !== file) return null;
    const { result, edits } = picture;
    unsaved.startOver();
    banner.clear();
    return { result, settings: edits.present };
  },
});
