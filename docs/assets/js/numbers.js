// @ts-check
/**
 * Live numbers of a case: the reader changes an assumption, and every number, bar and check of the page follows.
 *
 * The build gives each formula as a flat postfix program over base units (hooks/mlsd/numbers/evaluate.py) and each number's way of being
 * written (hooks/mlsd/numbers/format.py); here they are run and written again, by the same rules. Nothing is evaluated as code.
 */

import { carryToOtherLanguages } from "./address.js";
import { explainNumbers } from "./tips.js";

/**
 * @typedef {{digits: number, kind: string, forms: string[], per: string, is_rate: boolean, decimal: string, group: string, scales: [number, string][]}} Style
 * @typedef {{style: number, factor?: number, program?: string, value?: number, range?: [number, number], is_detail?: boolean}} Entry
 * @typedef {{id: string, broken: (string | [string, string])[], program: string}} Check
 * @typedef {{language: string, styles: [Style, ...Partial<Style>[]], numbers: Record<string, Entry>, checks: Check[], nouns: Record<string, string[]>, words: Record<string, string>}} Data
 */

const NBSP = "\u00a0";
const MINUS = "\u2212";

/* Values ------------------------------------------------------------------------------------------------------------------------- */

/** @param {number} a @param {number} b */
const equal = (a, b) => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

/** @param {number[]} coefficients from the highest power down @param {number} r */
const polynomial = (coefficients, r) => coefficients.reduce((sum, coefficient) => sum * r + coefficient, 0);

/**
 * The quantile of the standard normal: Wichura, Algorithm AS 241, Applied Statistics 37 (1988), doi:10.2307/2347330.
 * @param {number} p
 */
export function probit(p) {
  if (!(p > 0 && p < 1)) return NaN;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    const above = [2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457, 13731.693765509461125,
      1971.5909503065514427, 133.14166789178437745, 3.387132872796366608];
    const below = [5226.495278852854561, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867, 5394.1960214247511077,
      687.1870074920579083, 42.313330701600911252, 1];
    return (polynomial(above, r) * q) / polynomial(below, r);
  }
  const tail = Math.sqrt(-Math.log(q <= 0 ? p : 1 - p));
  const [r, above, below] = tail <= 5
    ? [tail - 1.6,
      [7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258, 3.64784832476320460504,
        5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734],
      [1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459, 0.68976733498510000455,
        1.6763848301838038494, 2.05319162663775882187, 1]]
    : [tail - 5,
      [2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093, 0.29656057182850489123,
        1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772],
      [2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4, 0.0148753612908506148525,
        0.13692988092273580531, 0.59983220655588793769, 1]];
  const x = polynomial(/** @type {number[]} */ (above), /** @type {number} */ (r)) / polynomial(/** @type {number[]} */ (below), /** @type {number} */ (r));
  return q < 0 ? -x : x;
}

/** @type {Record<string, (...values: number[]) => number>} */
const OPERATIONS = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => (b === 0 ? NaN : a / b),
  "**": (a, b) => a ** b,
  neg: (a) => -a,
  "<": (a, b) => Number(a < b && !equal(a, b)),
  "<=": (a, b) => Number(a <= b || equal(a, b)),
  ">": (a, b) => Number(a > b && !equal(a, b)),
  ">=": (a, b) => Number(a >= b || equal(a, b)),
  "==": (a, b) => Number(equal(a, b)),
  "!=": (a, b) => Number(!equal(a, b)),
  ceil: Math.ceil,
  exp: Math.exp,
  floor: Math.floor,
  log: (a) => (a > 0 ? Math.log(a) : NaN),
  log10: (a) => (a > 0 ? Math.log10(a) : NaN),
  log2: (a) => (a > 0 ? Math.log2(a) : NaN),
  max: Math.max,
  min: Math.min,
  probit,
  sqrt: Math.sqrt,
};

/**
 * Run a postfix program: numbers, names as `$name`, and operations as `name:arguments`.
 * @param {string} program
 * @param {(name: string) => number} valueOf in base units
 */
function run(program, valueOf) {
  /** @type {number[]} */
  const stack = [];
  for (const part of program.split(" ")) {
    const colon = part.lastIndexOf(":");
    if (part.startsWith("$")) stack.push(valueOf(part.slice(1)));
    else if (colon < 0) stack.push(Number(part));
    else {
      const values = stack.splice(stack.length - Number(part.slice(colon + 1)));
      stack.push(values.some(Number.isNaN) ? NaN : OPERATIONS[part.slice(0, colon)](...values));
    }
  }
  return stack[0];
}

/**
 * Compute every number in its own unit, and whether each check holds.
 * @param {Data} data
 * @param {Record<string, number>} changed inputs that differ from the page's, in their own units
 */
export function compute(data, changed) {
  /** @type {Map<string, number>} */
  const base = new Map();
  /** @param {string} name @returns {number} */
  const valueOf = (name) => {
    const known = base.get(name);
    if (known !== undefined) return known;
    const entry = data.numbers[name];
    if (!entry) return NaN;
    base.set(name, NaN); // A cycle cannot come from the build; should it come, it ends here.
    const value = entry.program ? run(entry.program, valueOf) : (changed[name] ?? entry.value ?? NaN) * (entry.factor ?? 1);
    base.set(name, Number.isFinite(value) ? value : NaN);
    return /** @type {number} */ (base.get(name));
  };
  const values = Object.fromEntries(Object.entries(data.numbers).map(([name, entry]) => [name, valueOf(name) / (entry.factor ?? 1)]));
  const checks = Object.fromEntries(data.checks.map((check) => [check.id, run(check.program, valueOf) === 1]));
  return { values, checks };
}

/* Words -------------------------------------------------------------------------------------------------------------------------- */

/** @param {number} value @param {number} digits */
const rounded = (value, digits) => Number(value.toPrecision(digits));

/** @param {number} value @param {Style} style */
function inDigits(value, style) {
  let text = value.toPrecision(style.digits);
  const exponent = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (exponent) {
    const [, sign, first, rest = "", power] = exponent;
    const all = first + rest;
    const shift = Number(power);
    text = sign + (shift < 0 ? `0.${"0".repeat(-shift - 1)}${all}` : all.padEnd(shift + 1, "0"));
  }
  if (text.includes(".")) text = text.replace(/\.?0+$/, "");
  if (Number(text) === 0) text = "0";
  const sign = text.startsWith("-") ? MINUS : "";
  let [whole, decimals] = text.replace("-", "").split(".");
  if (whole.length > (style.group === NBSP ? 4 : 3)) whole = whole.replace(/\B(?=(\d{3})+$)/g, style.group);
  return sign + whole + (decimals ? style.decimal + decimals : "");
}

/** @param {number} value @param {Style} style @returns {[number, string]} */
function scale(value, style) {
  const size = Math.abs(rounded(value, style.digits));
  for (const [factor, word] of style.scales) {
    if (size >= factor && (factor > 1e3 || style.is_rate)) return [value / factor, word];
  }
  return [value, ""];
}

/** @param {number} scaled @param {string} word @param {Style} style */
function plural(scaled, word, style) {
  if (style.forms.length === 1) return 0;
  const shown = Math.abs(rounded(scaled, style.digits));
  if (style.forms.length === 2) return shown === 1 && !word ? 0 : 1;
  if (word) return 2;
  if (!equal(shown, Math.round(shown))) return 3;
  const number = Math.round(shown);
  if (number % 10 === 1 && number % 100 !== 11) return 0;
  return [2, 3, 4].includes(number % 10) && ![12, 13, 14].includes(number % 100) ? 1 : 2;
}

/**
 * Write a value, in its own unit, with that unit.
 * @param {number} value
 * @param {Style} style
 * @param {string} language
 */
export function write(value, style, language) {
  if (!Number.isFinite(value)) return "—";
  if (style.kind === "percent") return inDigits(value, style) + (language === "ru" ? `${NBSP}%` : "%") + style.per;
  const [scaled, word] = scale(value, style);
  if (style.kind === "money") {
    let number = inDigits(Math.abs(scaled), style);
    const [, decimals] = number.split(style.decimal);
    if (decimals?.length === 1 && Math.abs(scaled) < 100) number += "0";
    const sign = value < 0 ? MINUS : "";
    return (language === "en" ? `${sign}$${number}${word}` : `${sign}${number}${word}${NBSP}$`) + style.per;
  }
  const number = inDigits(scaled, style) + word;
  return style.forms.length ? `${number}${NBSP}${style.forms[plural(scaled, word, style)]}${style.per}` : number + style.per;
}

/** The forms after a number in the genitive. @param {string[]} forms */
const inGenitive = (forms) => (forms.length === 4 ? [forms[1], forms[2], forms[2], forms[3]] : forms);

/**
 * The style of a form: `bare`, `of`, a noun, `of-noun` (hooks/mlsd/numbers/format.py).
 * @param {Style} style
 * @param {string} form
 * @param {Record<string, string[]>} nouns
 * @returns {Style}
 */
export function inForm(style, form, nouns) {
  if (form === "bare") return { ...style, forms: [], per: "" };
  if (form === "of") return { ...style, forms: inGenitive(style.forms) };
  const noun = form.replace(/^of-/, "");
  if (!Object.hasOwn(nouns, noun)) return style;
  return { ...style, forms: noun === form ? nouns[noun] : inGenitive(nouns[noun]), per: "" };
}

/* Page --------------------------------------------------------------------------------------------------------------------------- */

/** @param {Data} data @returns {Record<string, number>} */
function fromAddress(data) {
  /** @type {Record<string, number>} */
  const changed = {};
  for (const [name, text] of new URLSearchParams(location.search)) {
    const entry = data.numbers[name];
    const value = Number(text);
    if (entry?.range && text.trim() && value >= entry.range[0] && value <= entry.range[1]) changed[name] = value;
  }
  return changed;
}

/** @param {Record<string, number>} changed */
function toAddress(changed) {
  const query = new URLSearchParams(Object.entries(changed).map(([name, value]) => [name, String(value)])).toString();
  const search = query ? `?${query}` : "";
  history.replaceState(history.state, "", location.pathname + search + location.hash);
  carryToOtherLanguages(search);
}

/** @param {Data} data @param {Record<string, number>} values @param {string} name @param {string} [form] */
const written = (data, values, name, form = "") => write(values[name], inForm(styleOf(data, name), form, data.nouns), data.language);

/** @param {Data} data @param {string} name */
const styleOf = (data, name) => ({ ...data.styles[0], ...data.styles[data.numbers[name].style] });

/** A number's row in the tables of the page: what it is called, and in the last cell its formula or its basis. @param {string} name */
function rowOf(name) {
  const row = /** @type {HTMLTableRowElement | null} */ (document.getElementById(`n-${name}`));
  const called = [...(row?.cells[0]?.childNodes ?? [])].filter((part) => part.nodeName !== "CODE").map((part) => part.textContent);
  return { title: called.join("").trim() || name, basis: [...(row?.cells ?? [])].at(-1)?.textContent?.trim() ?? "" };
}

/**
 * Where a number comes from, with the values it is made of now: what hooks/mlsd/render/numbers.py writes on other pages.
 * @param {Data} data
 * @param {Record<string, number>} values
 * @param {string} name
 */
function explain(data, values, name) {
  const { title, basis } = rowOf(name);
  const used = new Set((data.numbers[name].program ?? "").split(" ").filter((part) => part.startsWith("$")).map((part) => part.slice(1)));
  const list = [...used].filter((use) => data.numbers[use]).map((use) => {
    const isInput = data.numbers[use].range !== undefined;
    return `${use} = ${written(data, values, use)}${isInput ? ` (${rowOf(use).basis})` : ""}`;
  });
  return [title, basis, ...list].filter(Boolean).join("\n");
}

/** @param {Data} data @param {ReturnType<typeof compute>} computed @param {Record<string, number>} initial */
function show(data, { values, checks }, initial) {
  for (const node of document.querySelectorAll("[data-number]")) {
    const name = node.getAttribute("data-number") ?? "";
    const entry = data.numbers[name];
    if (!entry) continue;
    if (node.classList.contains("latency__stage")) {
      /** @type {HTMLElement} */ (node).style.flexGrow = String(values[name]);
      const number = node.querySelector(".latency__number");
      if (number) number.textContent = inDigits(values[name], styleOf(data, name));
      node.setAttribute("title", `${node.getAttribute("data-title")}: ${written(data, values, name)}`);
      continue;
    }
    node.textContent = written(data, values, name, node.getAttribute("data-form") ?? "");
    node.classList.toggle("is-changed", !equal(values[name], initial[name]) && !(Number.isNaN(values[name]) && Number.isNaN(initial[name])));
  }
  for (const bar of document.querySelectorAll(".latency")) {
    const stages = [...bar.querySelectorAll(".latency__stage")].map((stage) => {
      const name = stage.getAttribute("data-number") ?? "";
      return `${stage.getAttribute("data-title")} ${data.numbers[name] ? written(data, values, name) : ""}`;
    });
    bar.setAttribute("aria-label", stages.join(", "));
  }
  /** @type {string[]} */
  const broken = [];
  for (const check of data.checks) {
    const holds = checks[check.id];
    const words = check.broken.map((part) => (typeof part === "string" ? part : written(data, values, ...part))).join("");
    if (!holds) broken.push(words);
    for (const node of document.querySelectorAll(`[data-check="${check.id}"]`)) {
      node.classList.toggle("is-broken", !holds);
      const verdict = node.querySelector(".check__verdict");
      const note = node.querySelector(".check__broken");
      if (verdict) verdict.textContent = holds ? data.words.holds : data.words.broken;
      if (note) note.textContent = holds ? "" : `. ${words}`;
    }
  }
  return broken;
}

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

/** A slider over several powers of ten moves by powers. @param {[number, number]} range */
const isWide = ([least, most]) => least > 0 && most / least >= 100;

/**
 * The values of a page, and its panel. Both are made when they are asked for: a page that is only read costs nothing.
 * @param {Data} data
 * @param {HTMLElement} place
 */
function live(data, place) {
  const inputs = Object.entries(data.numbers).filter(([, entry]) => entry.range && entry.range[0] < entry.range[1]);
  /** @type {Record<string, number> | undefined} */
  let untouched;
  /** @type {Record<string, number> | undefined} */
  let values;
  let changed = fromAddress(data);
  const initial = () => (untouched ??= compute(data, {}).values);
  const status = node("p", { role: "status", class: "panel__status" });
  /** @type {Map<string, {number: HTMLInputElement, slider: HTMLInputElement}>} */
  const controls = new Map();

  const refresh = () => {
    for (const [name, { number, slider }] of controls) {
      const entry = data.numbers[name];
      const value = changed[name] ?? entry.value ?? 0;
      if (document.activeElement !== number) number.value = String(value);
      slider.value = String(isWide(/** @type {[number, number]} */ (entry.range)) ? Math.log10(value) : value);
      slider.setAttribute("aria-valuetext", write(value, styleOf(data, name), data.language));
    }
    const computed = compute(data, changed);
    values = computed.values;
    status.textContent = show(data, computed, initial()).join(" ");
    toAddress(changed);
  };
  /** @param {string} name @param {number} value */
  const set = (name, value) => {
    const entry = data.numbers[name];
    const [least, most] = /** @type {[number, number]} */ (entry.range);
    if (!Number.isFinite(value)) return;
    const bounded = Math.min(most, Math.max(least, value));
    changed = { ...changed, [name]: bounded };
    if (equal(bounded, entry.value ?? NaN)) delete changed[name];
    refresh();
  };

  /** @param {[string, Entry]} input */
  const row = ([name, entry]) => {
    const [least, most] = /** @type {[number, number]} */ (entry.range);
    const wide = isWide([least, most]);
    const id = `panel-${name}`;
    const { title } = rowOf(name);
    const number = /** @type {HTMLInputElement} */ (node("input", { type: "number", id, min: String(least), max: String(most), step: "any" }));
    const slider = /** @type {HTMLInputElement} */ (node("input", {
      type: "range",
      min: String(wide ? Math.log10(least) : least),
      max: String(wide ? Math.log10(most) : most),
      step: wide ? "0.01" : String((most - least) / 200),
      "aria-label": title,
    }));
    number.addEventListener("input", () => number.value.trim() && set(name, Number(number.value)));
    number.addEventListener("blur", refresh);
    slider.addEventListener("input", () => set(name, rounded(wide ? 10 ** Number(slider.value) : Number(slider.value), 3)));
    controls.set(name, { number, slider });
    const shown = node("span", { class: "number-value", "data-number": name });
    return node("div", { class: "panel__row" }, [node("label", { for: id }, [title]), slider, number, shown]);
  };
  const reset = node("button", { type: "button", class: "small-button" }, [data.words.panel_reset]);
  reset.addEventListener("click", () => {
    changed = {};
    refresh();
  });
  const share = node("button", { type: "button", class: "small-button" }, [data.words.panel_share]);
  share.addEventListener("click", async () => {
    await navigator.clipboard?.writeText(location.href);
    status.textContent = data.words.panel_copied;
  });
  const box = /** @type {HTMLDetailsElement} */ (node("details", { class: "panel" }, [node("summary", {}, [data.words.panel])]));
  const fill = () => {
    if (controls.size) return;
    const main = inputs.filter(([, entry]) => !entry.is_detail).map(row);
    const rest = inputs.filter(([, entry]) => entry.is_detail).map(row);
    const details = node("details", { class: "panel__details" }, [node("summary", {}, [data.words.panel_details]), node("div", { class: "panel__rows" }, rest)]);
    if (Object.keys(changed).some((name) => data.numbers[name].is_detail)) details.setAttribute("open", "");
    const body = node("div", { class: "panel__rows" }, rest.length ? [...main, details] : main);
    box.append(node("p", {}, [data.words.panel_hint]), body, node("p", { class: "panel__buttons" }, [reset, share]));
    refresh();
  };
  // The click comes before the box opens, so that it opens full; find-in-page opens it without one.
  box.firstElementChild?.addEventListener("click", fill);
  box.addEventListener("toggle", fill);
  place.append(box, status);
  if (Object.keys(changed).length) {
    box.open = true;
    fill();
  }
  explainNumbers((name) => (Object.hasOwn(data.numbers, name) ? explain(data, (values ??= initial()), name) : ""));
}

const island = document.getElementById("mlsd-numbers");
const place = document.getElementById("mlsd-panel");
if (island?.textContent && place) live(JSON.parse(island.textContent), place);
