/**
 * The page's side of the service worker (sw.js): offline use, threads, updates. Where there are no service workers, or
 * they are blocked, all of this quietly does nothing and the engine runs on one thread.
 */

import { isIOS } from "../shared/capabilities.js";
import { trusted } from "../shared/trusted.js";

/** In sessionStorage: this tab has been reloaded for isolation, whatever came of it. Never twice. */
const RELOADED = "mattebox.reloaded";

const scope = new URL("../..", import.meta.url);

/** A service worker that takes longer to install than this is not worth holding the engine back for. */
const PATIENCE_MS = 10_000;

/**
 * Registers the service worker. On the very first visit the page came without the headers that allow threads; then it
 * is reloaded once, out of the service worker, if it may be.
 *
 * @param {object} page
 * @param {() => boolean} page.mayReload  nothing on the page would be lost
 * @param {(apply: () => void) => void} page.onUpdate  a new version is ready; `apply` reloads into it
 * @returns {Promise<void>} once it is clear that this page stays: the time to start the engine
 */
export async function enableOffline({ mayReload, onUpdate }) {
  const workers = navigator.serviceWorker;
  const registration = await workers
    ?.register(trusted(new URL("sw.js", scope)), { scope: scope.href, updateViaCache: "none" })
    .catch((error) => console.info("No offline use:", error.message));
  if (!registration) return;
  offerUpdates(workers, registration, { mayReload, onUpdate });
  // iOS runs one thread in any case; a framed page cannot isolate itself.
  if (globalThis.crossOriginIsolated || isIOS() || window !== window.top) return;
  const active = await Promise.race([workers.ready, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  // Without a network nothing would come in this page's place.
  if (!active || !(await answers(scope)) || !mayReload() || !firstReload()) return;
  location.reload();
  await new Promise(() => {});
}

/**
 * Has the service worker keep what the engine uses: some of it may have come before the service worker was there.
 *
 * @param {import("../shared/assets-json.js").AssetFile["group"][]} groups
 * @returns {Promise<import("../types.js").Kept>}
 */
export async function keepOffline(groups) {
  const registration = await Promise.resolve()
    .then(() => navigator.serviceWorker.getRegistration(scope.href))
    .catch(() => undefined);
  if (registration?.scope !== scope.href) return "denied"; // none, or one of the site that embeds the engine
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
    active?.postMessage({ keep: groups }, [port2]);
  });
}

/** @param {URL} url */
const answers = (url) =>
  fetch(url, { cache: "no-cache" }).then(
    ({ ok }) => ok,
    () => false,
  );

/** Without storage to remember it in, a reload could become a loop: then there is none. */
function firstReload() {
  try {
    if (sessionStorage.getItem(RELOADED)) return false;
    sessionStorage.setItem(RELOADED, "yes");
    return sessionStorage.getItem(RELOADED) === "yes";
  } catch {
    return false;
  }
}

/**
 * @param {ServiceWorkerContainer} workers
 * @param {ServiceWorkerRegistration} registration
 * @param {{mayReload: () => boolean, onUpdate: (apply: () => void) => void}} page
 */
function offerUpdates(workers, registration, { mayReload, onUpdate }) {
  let applied = false;
  const offer = (/** @type {ServiceWorker} */ worker) =>
    onUpdate(() => {
      applied = true;
      worker.postMessage({ apply: true });
    });
  const watch = () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" && registration.active) offer(worker);
    });
  };
  if (registration.waiting && registration.active) offer(registration.waiting);
  watch(); // the navigation itself may have found an update, before this page listened
  registration.addEventListener("updatefound", watch);
  let controlled = workers.controller !== null; // the first claim is no update
  workers.addEventListener("controllerchange", () => {
    if (applied || (controlled && mayReload())) location.reload();
    controlled = true;
  });
}
