/**
 * Trusted Types: the page's policy (web/headers.toml) refuses text where a script is wanted, so the addresses of workers come
 * through here, and only this folder's own pass. No other policy exists; none makes HTML or code out of text.
 */

const HOME = new URL("../..", import.meta.url).href;

/** What may become a worker, below `HOME`. */
const WORKERS = /^(sw\.js|(app|engine)\/([\w-]+\/)?[\w-]+-worker\.js|vendor\/ort\/ort\.\w+\.bundle\.min\.js)$/;

/** @typedef {{ createScriptURL: (url: string) => string }} Policy */
/** @type {{ createPolicy: (name: string, rules: Policy) => Policy } | undefined} */
const types = Reflect.get(globalThis, "trustedTypes");

const policy = types?.createPolicy("mattebox", { createScriptURL: checked });

/** @param {string} url */
function checked(url) {
  if (url.startsWith(HOME) && WORKERS.test(url.slice(HOME.length))) return url;
  throw new TypeError(`${url} is no worker of Mattebox`);
}

/**
 * The address as `Worker` and `register` take it.
 *
 * @param {URL | string} url
 * @throws {TypeError} it is none of this folder's workers
 */
export function trusted(url) {
  const { href } = new URL(url);
  return policy ? policy.createScriptURL(href) : checked(href);
}
