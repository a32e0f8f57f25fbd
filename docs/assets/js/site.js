// @ts-check
/**
 * What every page has: the choice of theme, the button that opens search on a phone, lists that close when one goes where they lead, and the
 * place that one has come to, in the contents and in the address.
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
// The theme listens to keys: what is pasted or dictated comes without any.
document.querySelector(".md-search__input")?.addEventListener("input", ({ target }) => target?.dispatchEvent(new Event("keyup")));
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

/* The parts of a long page that the style sheet leaves for later are laid out one by one once the page is there and nothing else is to be done. */
const later = [...document.querySelectorAll(".part")];
const whenIdle = globalThis.requestIdleCallback ?? ((/** @type {() => void} */ act) => setTimeout(act, 50));
function layNext() {
  later.shift()?.classList.add("is-laid");
  if (later.length) requestAnimationFrame(() => whenIdle(layNext));
}
const layAll = () => root.classList.add("is-whole");
if (later.length) {
  if (document.readyState === "complete") whenIdle(layNext);
  else addEventListener("load", () => whenIdle(layNext), { once: true });
  // One jumps to where a place is, not to where it might be.
  addEventListener("click", ({ target }) => target instanceof Element && target.closest("a[href*='#']") && layAll(), { capture: true });
  addEventListener("popstate", layAll);
}

/** Headings at or above this line, in pixels, have been come to: a heading that one jumps to stands above it. */
const LINE = 130;
const SETTLED = 250; // Milliseconds.
const marks = [.../** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".toc__link"))].flatMap((link) => {
  const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  return heading ? [{ link, heading, part: heading.closest(".part") }] : [];
});

/** The last heading come to. In a part that is not near nothing is measured: the browser would have to lay it out. */
function here() {
  let found;
  for (const mark of marks) {
    const { top, bottom } = (mark.part ?? mark.heading).getBoundingClientRect();
    if (top > LINE || (bottom > LINE && mark.heading.getBoundingClientRect().top > LINE)) break;
    found = mark;
  }
  return found;
}

/** @type {ReturnType<typeof here>} */
let place;
function mark() {
  const found = here();
  if (found === place) return;
  place?.link.removeAttribute("aria-current");
  place = found;
  place?.link.setAttribute("aria-current", "location");
  const list = place?.link.closest(".toc");
  if (!place || !list) return;
  const [row, view] = [place.link.getBoundingClientRect(), list.getBoundingClientRect()];
  if (row.top < view.top || row.bottom > view.bottom) list.scrollTop += row.top - view.top - view.height / 2;
}

/** The address follows those who read on, not those who have jumped to a place: theirs is in it already. */
let readsOn = false;
for (const event of ["wheel", "touchmove"]) addEventListener(event, () => (readsOn = true), { passive: true });
addEventListener("keydown", ({ key }) => (readsOn ||= ["ArrowDown", "ArrowUp", "PageDown", "PageUp", "Home", "End", " "].includes(key)));
addEventListener("hashchange", () => (readsOn = false));

/** @type {ReturnType<typeof setTimeout> | undefined} */
let settling;
let isDue = false;
if (marks.length) {
  addEventListener("scroll", () => {
    if (!isDue) requestAnimationFrame(() => ((isDue = false), mark()));
    isDue = true;
    clearTimeout(settling);
    settling = setTimeout(() => {
      const hash = place ? place.link.hash : "";
      if (readsOn && hash !== location.hash) history.replaceState(history.state, "", location.pathname + location.search + hash);
    }, SETTLED);
  }, { passive: true });
}
