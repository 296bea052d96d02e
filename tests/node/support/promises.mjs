/** A promise that is settled when the test says so. */
export function later() {
  let settle;
  const promise = new Promise((resolve) => (settle = resolve));
  return { promise, settle: () => settle() };
}

/** Until all that is under way has gone as far as it can. */
export const pause = () => new Promise((done) => setTimeout(done));

/** What never comes. */
export const never = new Promise(() => {});
