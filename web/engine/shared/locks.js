/**
 * Web Locks: all that can be in their way is met here. Browsers have none on plain http and refuse them where storage is
 * denied, sometimes to workers only; then nobody has any, and whoever asks goes on without.
 */

/** Milliseconds within which a tab that is just closing lets go. */
const PATIENCE_MS = 1000;

/**
 * @param {string} name
 * @returns {Promise<{held: boolean, release: () => void} | null>} `held`: false where there are no locks; null: somebody
 *   else has it
 */
export async function hold(name) {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  try {
    return await new Promise((resolve, reject) => {
      const held = () => new Promise((release) => resolve({ held: true, release: () => release(undefined) }));
      navigator.locks.request(name, { signal }, held).catch(reject);
    });
  } catch {
    return signal.aborted ? null : { held: false, release: () => {} };
  }
}

/** Resolves when whoever holds it is gone; where there are no locks, never. @param {string} name @returns {Promise<void>} */
export const whenFree = (name) =>
  new Promise((resolve) => {
    Promise.resolve()
      .then(() => navigator.locks.request(name, () => resolve()))
      .catch(() => {});
  });
