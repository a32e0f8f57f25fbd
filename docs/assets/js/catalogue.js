// @ts-check
/**
 * Filters of the catalogue of cases. The rows and the boxes are made by the build (hooks/mlsd/render/catalogue.py); here
 * the rows that none of the chosen values fits are hidden. Within a filter values are alternatives; filters narrow one another.
 * What is chosen lives in the address: it can be shared, survives the language switch, and the browser's back and forward walk through it.
 */

import { carryToOtherLanguages } from "./address.js";

/** @typedef {Map<string, Set<string>>} Chosen */

/**
 * @param {HTMLElement} row
 * @param {Chosen} chosen
 */
function passes(row, chosen) {
  return [...chosen].every(([facet, values]) => (row.dataset[facet] ?? "").split(" ").some((value) => values.has(value)));
}

/** @param {HTMLElement} root @param {HTMLFormElement} form */
function catalogue(root, form) {
  const rows = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("li.case")]);
  const boxes = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("input[type=checkbox]")]);
  const facets = /** @type {HTMLDetailsElement[]} */ ([...form.querySelectorAll("details.facet")]);
  const count = /** @type {HTMLElement} */ (root.querySelector(".catalogue__count"));
  const nothing = /** @type {HTMLElement} */ (root.querySelector(".catalogue__nothing"));
  const reset = /** @type {HTMLButtonElement} */ (form.querySelector("button[type=reset]"));

  /** @returns {Chosen} */
  const chosen = () => {
    /** @type {Chosen} */
    const found = new Map();
    for (const box of boxes) {
      if (box.checked) found.set(box.name, (found.get(box.name) ?? new Set()).add(box.value));
    }
    return found;
  };

  const show = () => {
    const now = chosen();
    let shown = 0;
    for (const row of rows) {
      row.hidden = !passes(row, now);
      shown += Number(!row.hidden);
    }
    for (const facet of facets) describe(facet, now);
    const template = (now.size ? count.dataset.shown : count.dataset.all) ?? "";
    const words = template.replace("{shown}", String(shown)).replace("{total}", String(rows.length));
    if (count.textContent !== words) count.textContent = words;
    nothing.hidden = shown > 0;
    reset.hidden = now.size === 0;
    carryToOtherLanguages(query(now));
  };

  /** Say what is chosen in a filter, and at each value how many rows it would bring. @param {HTMLDetailsElement} facet @param {Chosen} now */
  const describe = (facet, now) => {
    const name = facet.dataset.facet ?? "";
    const elsewhere = new Map([...now].filter(([other]) => other !== name));
    const reachable = rows.filter((row) => passes(row, elsewhere));
    const picked = [];
    for (const box of boxes.filter((each) => each.name === name)) {
      const option = /** @type {HTMLElement} */ (box.closest("label"));
      const found = reachable.filter((row) => passes(row, new Map([[name, new Set([box.value])]]))).length;
      /** @type {HTMLElement} */ (option.querySelector(".facet__count")).textContent = String(found);
      option.classList.toggle("is-empty", found === 0);
      if (box.checked) picked.push(option.querySelector(".facet__name")?.textContent ?? "");
    }
    const [first, ...rest] = picked;
    /** @type {HTMLElement} */ (facet.querySelector(".facet__chosen")).textContent = first ? first + (rest.length ? ` +${rest.length}` : "") : "";
    facet.classList.toggle("is-set", picked.length > 0);
  };

  /** @param {Chosen} now */
  const query = (now) => {
    const parts = new URLSearchParams([...now].flatMap(([facet, values]) => [...values].map((value) => [facet, value])));
    return parts.size ? `?${parts}` : "";
  };

  const fromAddress = () => {
    const parts = new URLSearchParams(location.search);
    for (const box of boxes) box.checked = parts.getAll(box.name).includes(box.value);
    show();
  };

  const toAddress = () => {
    const search = query(chosen());
    if (search !== location.search) history.pushState(null, "", location.pathname + search);
    show();
  };

  /** @param {HTMLDetailsElement | null} but */
  const close = (but) => {
    for (const facet of facets) if (facet !== but) facet.open = false;
  };

  const clear = () => {
    for (const box of boxes) box.checked = false;
    toAddress();
    facets[0].querySelector("summary")?.focus(); // The button that was pressed is gone.
  };

  form.addEventListener("change", toAddress);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    clear();
  });
  root.querySelector(".catalogue__reset")?.addEventListener("click", clear);
  addEventListener("popstate", fromAddress);
  for (const facet of facets) facet.addEventListener("toggle", () => facet.open && close(facet));
  // An open filter lies over the rows: it closes when one goes on, by whatever way.
  document.addEventListener("pointerdown", (event) => {
    close(/** @type {HTMLElement} */ (event.target).closest("details.facet"));
  });
  form.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget) close(/** @type {HTMLElement} */ (relatedTarget).closest("details.facet"));
  });
  form.addEventListener("keydown", (event) => {
    const open = facets.find((facet) => facet.open);
    if (event.key !== "Escape" || !open) return;
    open.open = false;
    open.querySelector("summary")?.focus();
  });

  fromAddress();
}

const root = /** @type {HTMLElement | null} */ (document.querySelector(".catalogue"));
const form = root?.querySelector("form");
if (root && form) catalogue(root, form);
