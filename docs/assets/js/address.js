// @ts-check
/** What a page keeps in its address: the other language's page gets it as well. */

/**
 * Put a query into the links of the language switch.
 * @param {string} search with its question mark, or empty
 */
export function carryToOtherLanguages(search) {
  for (const link of document.querySelectorAll("a.language__link")) {
    const url = new URL(/** @type {HTMLAnchorElement} */ (link).href);
    url.search = search;
    /** @type {HTMLAnchorElement} */ (link).href = url.href;
  }
}
