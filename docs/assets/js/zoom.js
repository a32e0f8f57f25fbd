// @ts-check
/**
 * Diagrams and charts open in a dialog where they can be enlarged and moved about. Without it they scroll sideways in their frames.
 */
const WORDS = {
  ru: { open: "Открыть крупно", in: "Крупнее", out: "Мельче", close: "Закрыть" },
  en: { open: "Enlarge", in: "Zoom in", out: "Zoom out", close: "Close" },
};
const words = document.documentElement.lang === "ru" ? WORDS.ru : WORDS.en;

const SHAPES = {
  open: "M14 4h6v6M10 20H4v-6M20 4l-7 7M4 20l7-7",
  in: "M12 5v14M5 12h14",
  out: "M5 12h14",
  close: "m6 6 12 12M18 6 6 18",
};
const STEP = 1.4;
const LEAST = 0.5;
const MOST = 6;

/** @param {keyof typeof SHAPES} name @param {string} label @param {() => void} action */
function button(name, label, action) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "glyph");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  const made = document.createElement("button");
  made.type = "button";
  made.title = label;
  made.setAttribute("aria-label", label);
  made.append(svg);
  made.addEventListener("click", action);
  return made;
}

/** Let the pointer drag what is larger than its view. @param {HTMLElement} view */
function drag(view) {
  view.addEventListener("pointerdown", (start) => {
    if (start.pointerType !== "mouse") return;
    const from = { left: view.scrollLeft, top: view.scrollTop };
    view.setPointerCapture(start.pointerId);
    const move = (/** @type {PointerEvent} */ event) => view.scrollTo(from.left + start.clientX - event.clientX, from.top + start.clientY - event.clientY);
    view.addEventListener("pointermove", move);
    view.addEventListener("lostpointercapture", () => view.removeEventListener("pointermove", move), { once: true });
  });
}

/** @param {SVGElement | HTMLImageElement} picture @param {string} title */
function show(picture, title) {
  const dialog = document.createElement("dialog");
  dialog.className = "lightbox";
  dialog.setAttribute("aria-label", title);
  const view = document.createElement("div");
  view.className = "lightbox__view";
  view.tabIndex = 0;
  view.setAttribute("role", "group");
  view.setAttribute("aria-label", title);
  const own = picture instanceof HTMLImageElement ? picture.naturalWidth : /** @type {SVGSVGElement} */ (picture).viewBox.baseVal.width;
  const copy = /** @type {SVGElement | HTMLImageElement} */ (picture.cloneNode(true));
  copy.removeAttribute("style");
  view.append(copy);

  let zoom = 1;
  const set = (/** @type {number} */ next) => {
    const middle = { x: (view.scrollLeft + view.clientWidth / 2) / view.scrollWidth, y: (view.scrollTop + view.clientHeight / 2) / view.scrollHeight };
    zoom = Math.min(MOST, Math.max(LEAST, next));
    view.style.setProperty("--zoom", String(zoom));
    view.scrollTo(middle.x * view.scrollWidth - view.clientWidth / 2, middle.y * view.scrollHeight - view.clientHeight / 2);
  };
  const name = document.createElement("span");
  name.className = "lightbox__title";
  name.textContent = title;
  const bar = document.createElement("div");
  bar.className = "lightbox__bar";
  const buttons = [
    button("out", words.out, () => set(zoom / STEP)),
    button("in", words.in, () => set(zoom * STEP)),
    button("close", words.close, () => dialog.close()),
  ];
  for (const each of buttons) each.className = "masthead__button";
  bar.append(name, ...buttons);
  dialog.append(bar, view);
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "+" || event.key === "=") set(zoom * STEP);
    if (event.key === "-") set(zoom / STEP);
  });
  dialog.addEventListener("close", () => dialog.remove());
  drag(view);
  document.body.append(dialog);
  dialog.showModal();
  view.style.setProperty("--own", `${own}px`);
  // A drawing smaller than the view opens as wide as the view, at most twice its size; a larger one at its own, to be moved about.
  set(Math.min(2, Math.max(1, (view.clientWidth - 40) / own)));
  view.focus();
}

for (const figure of document.querySelectorAll("figure.diagram")) {
  const svg = /** @type {SVGElement | null} */ (figure.querySelector(".diagram__frame > svg"));
  if (!svg) continue;
  const open = button("open", words.open, () => show(svg, figure.querySelector("figcaption")?.textContent ?? ""));
  open.className = "enlarge";
  figure.prepend(open);
}
