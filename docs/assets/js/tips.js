// @ts-check
/**
 * What a number comes from and what a term means: one tip for the whole page, on hover, on focus, and at the first tap of a finger; the second
 * follows the link. Nothing is done while the page loads but to listen, however many numbers it has.
 *
 * A text is an element's `title`. A number says it at its first place on a page only, or, on the case's own page, in the case's tables
 * (numbers.js). Escape puts the tip away, and the pointer can be moved onto it.
 */

const WAIT = 150; // Milliseconds: a pointer that passes by shows nothing; one that leaves has time to reach the tip.
const GAP = 6;
const TARGETS = "a.number, .number-value, [title], [data-tip]";

/** @type {(name: string) => string} */
let ofNumber = () => "";

/** Let the page's numbers be explained. @param {(name: string) => string} explain the lines of a text, or nothing */
export function explainNumbers(explain) {
  ofNumber = explain;
}

const area = document.querySelector(".md-content__inner");
const tip = document.createElement("div");
tip.id = "tip";
tip.className = "tip";
tip.setAttribute("role", "tooltip");
tip.hidden = true;

/** @type {HTMLElement | null} */
let shown = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;

/** @param {Element} target */
function textOf(target) {
  const own = ofNumber(target.getAttribute("data-number") ?? "") || target.getAttribute("title") || target.getAttribute("data-tip");
  if (own || !target.matches("a.number")) return own ?? "";
  const first = document.querySelector(`a.number[href="${CSS.escape(target.getAttribute("href") ?? "")}"]:is([title], [data-tip])`);
  return first?.getAttribute("title") ?? first?.getAttribute("data-tip") ?? "";
}

/** The place of the line that the pointer is on, or of the first: a number may stand on two. @param {HTMLElement} target @param {number} [y] */
function place(target, y) {
  const lines = [...target.getClientRects()];
  const line = lines.find((each) => y !== undefined && y >= each.top && y <= each.bottom) ?? lines[0];
  if (!line) return;
  const { width, height } = tip.getBoundingClientRect();
  const left = Math.max(GAP, Math.min(line.left, document.documentElement.clientWidth - width - GAP));
  const below = line.bottom + GAP;
  const isAbove = below + height > innerHeight && line.top - GAP - height > 0;
  tip.style.left = `${left + scrollX}px`;
  tip.style.top = `${(isAbove ? line.top - GAP - height : below) + scrollY}px`;
}

/** @param {HTMLElement} target @param {number} [y] */
function show(target, y) {
  clearTimeout(waiting);
  const text = textOf(target);
  if (shown !== target) hide();
  if (!text) return;
  // Or the browser would show it a second time. A name stays: it is all that the element is called.
  if (target.hasAttribute("title")) {
    target.setAttribute("data-tip", text);
    target.removeAttribute("title");
  }
  const [first, ...rest] = text.split("\n");
  const head = document.createElement("strong");
  head.append(first);
  tip.replaceChildren(head, ...rest.map((line) => {
    const row = document.createElement("span");
    row.append(line);
    return row;
  }));
  if (!tip.isConnected) area?.after(tip);
  shown = target;
  tip.hidden = false;
  target.setAttribute("aria-describedby", tip.id);
  place(target, y);
}

function hide() {
  clearTimeout(waiting);
  tip.hidden = true;
  shown?.removeAttribute("aria-describedby");
  shown = null;
}

/** @param {EventTarget | null} at */
const targetOf = (at) => (at instanceof Element && area?.contains(at) ? /** @type {HTMLElement | null} */ (at.closest(TARGETS)) : null);

addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  const target = targetOf(event.target);
  clearTimeout(waiting);
  if (target === shown && shown) return;
  if (target) waiting = setTimeout(show, WAIT, target, event.clientY);
  else if (shown && !tip.contains(/** @type {Node} */ (event.target)) && document.activeElement !== shown) waiting = setTimeout(hide, 2 * WAIT);
}, { passive: true });
addEventListener("focusin", (event) => {
  const target = targetOf(event.target);
  if (target?.matches(":focus-visible")) show(target);
});
addEventListener("focusout", (event) => event.target === shown && hide());
addEventListener("keydown", (event) => event.key === "Escape" && hide());

let isTouch = false;
addEventListener("pointerdown", (event) => {
  isTouch = event.pointerType === "touch";
}, { passive: true });
addEventListener("click", (event) => {
  if (!isTouch || event.detail === 0) return;
  const target = targetOf(event.target);
  if (target === shown || !target || !textOf(target)) {
    if (!tip.contains(/** @type {Node} */ (event.target))) hide();
    return;
  }
  if (target.matches("a.number, a.term")) event.preventDefault();
  show(target, event.clientY);
});
