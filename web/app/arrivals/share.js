/** Pictures that another app shared with this one: the service worker holds them until the page is there (see sw.js). */

/** Asks for them where the page was opened for that. @param {(files: File[]) => void} onFiles */
export function attachShare(onFiles) {
  const url = new URL(location.href);
  if (!url.searchParams.has("shared")) return;
  history.replaceState(null, "", url.pathname); // a reload is not another share
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => onFiles(data);
  navigator.serviceWorker.controller?.postMessage({ collect: true }, [port2]);
}
