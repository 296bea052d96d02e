/** The control that says in which language the page speaks. */

import { keepLanguage, language, LANGUAGES } from "../messages/index.js";
import { byId, make } from "../ui/dom.js";

/** @import { Language } from "../messages/index.js" */

/** @param {() => boolean} mayReload  the page has nothing that would be lost */
export function attachLanguage(mayReload) {
  const select = byId("language", HTMLSelectElement);
  const later = byId("language-later", HTMLElement);
  select.append(
    ...Object.entries(LANGUAGES).map(([value, text]) => Object.assign(make("option", { text }), { value, lang: value })),
  );
  select.value = language;
  select.addEventListener("change", () => {
    keepLanguage(/** @type {Language} */ (select.value));
    if (mayReload()) location.reload();
    else later.hidden = select.value === language;
  });
}
