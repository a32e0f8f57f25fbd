// @ts-check
/**
 * Checklists that tick and remember. On a step's page: the boxes, and above them a bar with the progress, reset, export and import. On the
 * path of steps: the progress of each step. Ticks belong to items, not to pages, so both languages share them.
 */
import { basePath, format, openStore, parse } from "./store.js";

/** @typedef {import("./store.js").Store} Store */

const WORDS = {
  ru: {
    bar: "Отметки в чек-листе",
    progress: "Ядро {core} из {coreItems} · всего {all} из {items}",
    step: "отмечено {all} из {items}",
    of: "{all} из {items}",
    reset: "Сбросить этот шаг",
    undo: "Вернуть отметки",
    export: "Сохранить в файл",
    import: "Загрузить из файла",
    resetNothing: "В этом шаге ничего не отмечено.",
    resetDone: "Отметки этого шага сняты: {count}. Пока страница открыта, их можно вернуть.",
    undone: "Отметки вернулись.",
    exportNothing: "Сохранять нечего: ни в одном шаге ничего не отмечено.",
    exported: "Отметки всех шагов ({count}) — в файле {file} среди загрузок.",
    ask: "Заменить отметки?",
    askCounts: "Сейчас отметок во всех шагах: {count}, в файле {file} — {inFile}. Нынешние отметки пропадут. Если они нужны, сначала сохраните их в файл.",
    replace: "Заменить",
    cancel: "Оставить как есть",
    kept: "Всё осталось как было.",
    imported: "Отметки загружены из файла {file}: {count} во всех шагах.",
    refused: "Файл {file} не загружен, отметки не изменились: {why}",
    large: "он слишком велик для отметок (больше 1 МБ).",
    unreadable: "это не JSON, или файл повреждён.",
    foreign: "это JSON, но не отметки чек-листов: нужны поля version и checklist.",
    version: "это версия {detail}, а сайт читает версию 1.",
    entry: "в нём есть запись {detail}, а нужны записи вида \"data.leakage\":true.",
    unsaved: "Браузер не даёт сохранить отметки: они пропадут, когда вы уйдёте со страницы. Чтобы не потерять их, сохраните их в файл.",
    damaged: "Часть сохранённых отметок не прочиталась. Эти данные не стёрты: браузер хранит их отдельно.",
  },
  en: {
    bar: "Checklist ticks",
    progress: "Core {core} of {coreItems} · all {all} of {items}",
    step: "{all} of {items} ticked",
    of: "{all} of {items}",
    reset: "Reset this step",
    undo: "Undo the reset",
    export: "Export",
    import: "Import",
    resetNothing: "Nothing is ticked in this step.",
    resetDone: "Ticks of this step cleared: {count}. You can bring them back while the page is open.",
    undone: "The ticks are back.",
    exportNothing: "Nothing to export: no step has a tick yet.",
    exported: "The ticks of all steps ({count}) are in {file}, among your downloads.",
    ask: "Replace the ticks?",
    askCounts: "Ticks in all steps now: {count}; in {file}: {inFile}. The current ones will be lost. If you need them, export them first.",
    replace: "Replace",
    cancel: "Keep as is",
    kept: "Everything stays as it was.",
    imported: "Ticks imported from {file}: {count} in all steps.",
    refused: "{file} was not imported, and no tick has changed: {why}",
    large: "it is too large for ticks (over 1 MB).",
    unreadable: "it is not JSON, or it is damaged.",
    foreign: "it is JSON, but not checklist ticks: those have the fields version and checklist.",
    version: "it is version {detail}, and this site reads version 1.",
    entry: "it has the entry {detail}, and entries must look like \"data.leakage\":true.",
    unsaved: "This browser does not let the page save your ticks: they will be gone when you leave. To keep them, export them.",
    damaged: "Some saved ticks could not be read. That data is not erased: the browser keeps it apart.",
  },
};

const words = document.documentElement.lang === "ru" ? WORDS.ru : WORDS.en;

/** @param {string} pattern @param {Record<string, string | number>} values */
const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

/**
 * @param {string} tag
 * @param {Record<string, string>} [attributes]
 * @param {(Node | string)[]} [children]
 */
function node(tag, attributes = {}, children = []) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** @param {string} label @param {() => void} action */
function button(label, action) {
  const made = node("button", { type: "button", class: "small-button" }, [label]);
  made.addEventListener("click", action);
  return made;
}

/** Put a status line after `place`. @param {Element} place @returns {(text: string) => void} says a text in it */
function statusAfter(place) {
  const line = node("p", { role: "status", class: "checklist-status" });
  place.after(line);
  return (text) => line.replaceChildren(text);
}

/** Say what the reader must know of the store, once each. @param {Store} store @param {(text: string) => void} say */
function warn(store, say) {
  const said = new Set();
  const check = () => {
    const warning = !store.isSaved ? words.unsaved : store.isDamaged ? words.damaged : null;
    if (warning && !said.has(warning)) say(warning);
    said.add(warning);
  };
  store.subscribe(check);
  check();
}

/* Files -------------------------------------------------------------------------------------------------------------------------- */

/** @param {string} text @param {string} name */
function download(text, name) {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  node("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** @param {Store} store @param {(text: string) => void} say */
function exportTo(store, say) {
  const count = store.ids.size;
  if (!count) return say(words.exportNothing);
  const file = `mlsd-checklists-${new Date().toISOString().slice(0, 10)}.json`;
  download(`${format(store.ids, {}, 2)}\n`, file);
  say(fill(words.exported, { count, file }));
}

/** @param {File} file @returns {Promise<{ids: Set<string>, why: string}>} */
async function read(file) {
  if (file.size > 1e6) return { ids: new Set(), why: words.large };
  const { ids, problem } = parse(await file.text().catch(() => ""));
  return { ids, why: problem ? fill(words[problem.id], { detail: problem.detail }) : "" };
}

/** Ask in a dialog of the page. @param {Element} place @param {string} text @returns {Promise<boolean>} */
function confirmed(place, text) {
  const replace = node("button", { value: "replace", class: "small-button" }, [words.replace]);
  const cancel = node("button", { value: "", class: "small-button", autofocus: "" }, [words.cancel]);
  const form = node("form", { method: "dialog", class: "checklist-bar__buttons" }, [replace, cancel]);
  const title = node("p", { id: "checklist-ask", class: "checklist-dialog__title" }, [words.ask]);
  const counts = node("p", { id: "checklist-counts" }, [text]);
  const attributes = { class: "checklist-dialog", "aria-labelledby": "checklist-ask", "aria-describedby": "checklist-counts" };
  const dialog = /** @type {HTMLDialogElement} */ (node("dialog", attributes, [title, counts, form]));
  place.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "replace");
      dialog.remove();
    });
  });
}

/** @param {Store} store @param {File} file @param {Element} place of the dialog @param {(text: string) => void} say */
async function importFrom(store, file, place, say) {
  const { ids, why } = await read(file);
  if (why) return say(fill(words.refused, { file: file.name, why }));
  const counts = { count: store.ids.size, file: file.name, inFile: ids.size };
  if (counts.count && !(await confirmed(place, fill(words.askCounts, counts)))) return say(words.kept);
  say(fill(words.imported, { file: file.name, count: ids.size }));
  store.replace(ids);
}

/* A step's page ------------------------------------------------------------------------------------------------------------------ */

/** The step whose page this is, in either language. @param {string} path */
export function stepOf(path) {
  const own = path.startsWith(basePath()) ? path.slice(basePath().length) : "";
  return /^(?:[a-z]{2}\/)?framework\/([a-z0-9-]+)\/(?:index\.html)?$/.exec(own)?.[1];
}

/** @param {Store} store @param {string[]} own ids of the step's items @param {(text: string) => void} say */
function resetButtons(store, own, say) {
  /** @type {string[]} */
  let cleared = [];
  const reset = button(words.reset, () => {
    const ticked = own.filter((id) => store.ids.has(id));
    if (!ticked.length) return say(words.resetNothing);
    cleared = ticked;
    undo.hidden = false;
    say(fill(words.resetDone, { count: ticked.length }));
    store.change(ticked.map((id) => [id, false]));
  });
  const undo = button(words.undo, () => {
    say(words.undone);
    store.change(cleared.map((id) => [id, true]));
    reset.focus();
    forget();
  });
  const forget = () => {
    cleared = [];
    undo.hidden = true;
  };
  forget();
  return { reset, undo, forget };
}

/** @param {Store} store @param {string} step @param {HTMLElement[]} items */
function checklist(store, step, items) {
  const boxes = new Map(items.map((item) => [`${step}.${item.id}`, /** @type {HTMLInputElement} */ (item.querySelector(".task-list-box"))]));
  const own = [...boxes.keys()];
  const core = items.filter((item) => item.querySelector(".task-list-core")).map((item) => `${step}.${item.id}`);

  const label = node("label", { for: "checklist-progress", class: "checklist-bar__label" });
  const progress = /** @type {HTMLProgressElement} */ (node("progress", { id: "checklist-progress", max: String(own.length), class: "checklist-bar__progress" }));
  const bar = node("div", { class: "checklist-bar", role: "group", "aria-label": words.bar }, [label, progress]);
  /** @type {Element} */ (items[0].closest(".task-list")).before(bar);
  const buttons = node("div", { class: "checklist-bar__buttons" });
  bar.append(buttons);
  const say = statusAfter(buttons);

  const { reset, undo, forget } = resetButtons(store, own, say);
  const file = /** @type {HTMLInputElement} */ (node("input", { type: "file", accept: ".json,application/json", hidden: "" }));
  file.addEventListener("change", async () => {
    const chosen = file.files?.[0];
    if (chosen) await importFrom(store, chosen, bar, say);
    file.value = "";
    forget();
  });
  const save = button(words.export, () => exportTo(store, say));
  const load = button(words.import, () => file.click());
  buttons.append(reset, undo, save, load, file);

  const show = () => {
    for (const [id, box] of boxes) box.checked = store.ids.has(id);
    const all = own.filter((id) => store.ids.has(id)).length;
    label.textContent = fill(words.progress, { core: core.filter((id) => store.ids.has(id)).length, coreItems: core.length, all, items: own.length });
    progress.value = all;
  };
  for (const [id, box] of boxes) box.addEventListener("change", () => store.change([[id, box.checked]]));
  store.subscribe(show);
  show();
  warn(store, say);
}

/* The clock and the path of steps ------------------------------------------------------------------------------------------------- */

/** How many items of a step are ticked. @param {Store} store @param {DOMStringMap} data of an element with data-step and data-items */
function ticked(store, data) {
  const items = Number(data.items);
  const all = Math.min([...store.ids].filter((id) => id.startsWith(`${data.step}.`)).length, items);
  return { all, items };
}

/** Fill every picture of a step as far as its checklist is done. @param {Store} store */
function fillSteps(store) {
  const steps = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("li[data-step]")]);
  const counts = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".stepper__progress")]);
  const show = () => {
    for (const step of steps) {
      const { all, items } = ticked(store, step.dataset);
      step.classList.toggle("is-begun", all > 0);
      step.style.setProperty("--done", String(all / items));
    }
    for (const count of counts) count.textContent = fill(words.of, ticked(store, count.dataset));
  };
  store.subscribe(show);
  show();
}

/** @param {Store} store @param {HTMLElement} path */
function stepPath(store, path) {
  const places = [...path.querySelectorAll("li[data-step]")].map((step) => {
    const place = node("span", { class: "step-path__progress" });
    step.querySelector(".step-path__share")?.append(place);
    return { place, data: /** @type {HTMLElement} */ (step).dataset };
  });
  const show = () => {
    for (const { place, data } of places) {
      const count = ticked(store, data);
      place.textContent = count.all ? fill(words.step, count) : "";
    }
  };
  store.subscribe(show);
  show();
  warn(store, statusAfter(path));
}

const store = openStore();
const step = stepOf(location.pathname);
const items = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".md-content li.task-list-item[id]")]);
if (step && items.length) checklist(store, step, items);
for (const path of document.querySelectorAll("ol.step-path")) stepPath(store, /** @type {HTMLElement} */ (path));
fillSteps(store);
