/** Numbers and plural forms as a language writes them, shared by all message files. */

/** Milliseconds below this are not told apart. */
export const INSTANT_MS = 950;

/** Names of files that a sentence holds. */
const NAMED = 4;

/** @param {string} language  BCP 47 */
export function format(language) {
  const number = (/** @type {Intl.NumberFormatOptions} */ options) => new Intl.NumberFormat(language, options);
  const unit = (/** @type {string} */ name, /** @type {number} */ digits) =>
    number({ style: "unit", unit: name, unitDisplay: "short", minimumFractionDigits: digits, maximumFractionDigits: digits });

  const whole = number({ maximumFractionDigits: 0 });
  const tenth = number({ minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const upToTenth = number({ maximumFractionDigits: 1 });
  const signed = number({ maximumFractionDigits: 1, signDisplay: "exceptZero" });
  const share = number({ style: "percent", maximumFractionDigits: 0 });
  const fineShare = number({ style: "percent", maximumFractionDigits: 1 });
  const [kilobytes, megabytes, fewMegabytes] = [unit("kilobyte", 0), unit("megabyte", 0), unit("megabyte", 1)];
  const rules = new Intl.PluralRules(language);
  const dates = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });

  return {
    whole,
    tenth,
    upToTenth,
    signed,
    /** @param {number} of 0..1 */
    percent: (of) => share.format(of),
    /** @param {number} of 0..1 */
    tenthPercent: (of) => fineShare.format(of),
    /** @param {number} bytes */
    fileSize(bytes) {
      if (bytes < 1e5) return kilobytes.format(Math.max(1, bytes / 1e3));
      return (bytes >= 9.95e6 ? megabytes : fewMegabytes).format(bytes / 1e6);
    },
    /** @param {string} time  ISO 8601; anything else stays as it is */
    moment: (time) => (Number.isNaN(Date.parse(time)) ? time : dates.format(new Date(time))),
    /** As many as can be read. @param {readonly string[]} names */
    few: (names) => [...names.slice(0, NAMED), ...(names.length > NAMED ? ["…"] : [])].join(/^(ja|zh)/.test(language) ? "、" : ", "),
    /**
     * The word that goes with a number.
     *
     * @param {number} count
     * @param {Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }} forms
     */
    plural: (count, forms) => forms[rules.select(count)] ?? forms.other,
  };
}
