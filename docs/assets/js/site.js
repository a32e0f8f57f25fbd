// @ts-check
/**
 * What every page has: the choice of theme, the button that opens search on a phone, and lists that close when one goes where they lead.
 * Pages read, and the menus open, without it.
 */
import "./tips.js";

/** The theme follows the system until the reader chooses; the key carries the site's base path, as the store's does. */
const THEMES = ["auto", "light", "dark"];
const root = document.documentElement;
const key = `mlsd:${/** @type {{__md_scope: URL}} */ (/** @type {unknown} */ (globalThis)).__md_scope.pathname}:theme`;

const theme = () => (THEMES.includes(root.dataset.theme ?? "") ? String(root.dataset.theme) : "auto");

/** @param {string} chosen */
function paint(chosen) {
  if (chosen === "auto") delete root.dataset.theme;
  else root.dataset.theme = chosen;
  for (const button of document.querySelectorAll(".theme")) {
    const name = /** @type {HTMLElement} */ (button).dataset[chosen] ?? "";
    button.setAttribute("aria-label", name);
    button.setAttribute("title", name);
  }
}

/** @param {string} chosen */
function keep(chosen) {
  try {
    if (chosen === "auto") localStorage.removeItem(key);
    else localStorage.setItem(key, chosen);
  } catch {
    // Nothing can be stored: the choice lasts as long as the page.
  }
}

for (const button of document.querySelectorAll(".theme")) {
  button.addEventListener("click", () => {
    const next = THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length];
    paint(next);
    keep(next);
  });
}
paint(theme());
addEventListener("storage", (event) => event.key === key && paint(event.newValue ?? "auto"));

const search = /** @type {HTMLInputElement | null} */ (document.getElementById("__search"));
function turnSearch() {
  search?.click();
  const next = document.querySelector(search?.checked ? ".md-search__input" : ".search-open");
  /** @type {HTMLElement | null} */ (next)?.focus();
}
const opener = document.querySelector(".search-open");
for (const button of document.querySelectorAll(".search-open, .search-close")) button.addEventListener("click", turnSearch);
// The theme's own key puts the reader into the box, which on a phone is hidden until it is open.
addEventListener("keydown", (event) => {
  const isTyping = /** @type {Element} */ (event.target).closest("input, textarea, select");
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping || search?.checked || !opener?.checkVisibility()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  turnSearch();
}, { capture: true });

for (const list of document.querySelectorAll("[popover]")) {
  list.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest("a");
    if (link && list.matches(":popover-open")) /** @type {HTMLElement} */ (list).hidePopover();
  });
}
