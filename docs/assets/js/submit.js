// @ts-check
/**
 * The form that makes the files of a new case. What is typed is kept in this browser and goes nowhere; the author uploads the folder.
 * Every field may stay empty but the few that say what the case is: what is empty stays in the files as the scaffold has it, with its mark.
 */
import { Scaffold, caseFiles, folded, idFrom, isAmbiguous, parts, plainNumber, scaffoldInputs, zip } from "./case-files.js";
import { openStore } from "./store.js";

/**
 * @typedef {import("./case-files.js").ScaffoldData} ScaffoldData
 * @typedef {import("./case-files.js").Values} Values
 * @typedef {{id: string, title: string}} Option
 * @typedef {{pattern: string, max: number}} Form
 * @typedef {{
 *   tiers: string[], tracks: Option[], domains: Option[], tasks: Option[], units: string[], taken: string[], items: Record<string, string>,
 *   limits: {slug: Form, author: Form, url: Form, name: Form, year: [number, number], difficulty: [number, number], title: string, description: string},
 * }} Frame what the build says of a case
 * @typedef {{
 *   name: string, label: string, hint?: string, kind?: "text" | "area" | "select" | "check", options?: Option[], list?: string, lang?: string,
 *   required?: boolean, empty?: string, check?: (text: string, values: Values) => string | undefined, focus?: string,
 * }} Field
 */

const WORDS = {
  ru: {
    about: "О кейсе",
    language: "На каком языке пишете",
    languages: { ru: "Русский", en: "Английский", both: "Оба" },
    in: { ru: "по-русски", en: "по-английски" },
    tier: "Объём",
    tiers: { standard: "Обычный", exemplar: "Образцовый: все разделы" },
    slug: "Имя папки",
    slugHint: "Латиницей через дефис, например payment-fraud. Это адрес кейса, потом он не меняется.",
    title: "Название системы",
    titleHint: "Несколько слов.",
    description: "Одна фраза для каталога",
    descriptionHint: "Что проектируем и в чём трудность.",
    track: "Трек",
    domain: "Область",
    tasks: "ML-задачи",
    difficulty: "Сложность",
    difficultyHint: "От {least} до {most}; у баннера 3.",
    authors: "Авторы",
    authorsHint: "Имена на GitHub, через запятую.",
    prompt: "Условие",
    promptIntro: "Что говорит интервьюер: две-три фразы. Неясность оставьте: спросить о ней — первое дело кандидата.",
    dialogue: "Что спросит кандидат",
    dialogueIntro: "Не меньше восьми вопросов. Каждый ответ потом нужен в решении. Вопросы можно дописать и позже, в файле.",
    exchange: "Вопрос {n}",
    question: "Вопрос",
    more: "Ещё три формулировки",
    moreHint: "По одной в строке: как ещё об этом могут спросить.",
    answer: "Ответ интервьюера",
    important: "Не спросив об этом, свернёшь не туда",
    requirements: "Что система должна",
    requirementsIntro: "Каждой цели потом понадобится метрика, каждому ограничению — число.",
    requirement: "Требование {n}",
    kind: "Вид",
    kinds: { goal: "цель", functional: "функция", constraint: "ограничение" },
    wording: "Формулировка",
    inputs: "Допущения",
    inputsIntro: "Числа, из которых сборка посчитает остальные. Пустое поле оставит то, что в нём подсказано, и пометку: число ещё не выбрано.",
    value: "Значение",
    least: "От",
    most: "До",
    unit: "Единица",
    basis: "Откуда число",
    bases: { assumption: "допущение", measured: "измерено", vendor: "по данным поставщика" },
    cited: "Номер источника",
    own: "Своё число {n}",
    ownName: "Имя",
    ownNameHint: "Латиницей с подчёркиваниями: new_items. По нему число печатают на странице.",
    quantity: "Что это",
    sources: "Источники",
    sourcesIntro: "Не меньше четырёх открытых документов, которые вы сами читали.",
    source: "Источник {n}",
    sourceAuthors: "Авторы документа",
    sourceAuthorsHint: "Через точку с запятой: Xinran He; Junfeng Pan.",
    sourceTitle: "Название",
    year: "Год",
    url: "Ссылка",
    taken: "Что из него взято",
    add: { dialogue: "Добавить вопрос", requirements: "Добавить требование", own: "Добавить число", sources: "Добавить источник" },
    remove: "Убрать последнее",
    optional: "можно позже",
    choose: "Выберите",
    make: "Собрать папку",
    wipe: "Стереть черновик",
    wipeAsk: "Стереть всё, что вписано?",
    wipeYes: "Стереть",
    wipeNo: "Оставить",
    wiped: "Черновик стёрт.",
    kept: "Черновик хранится в этом браузере и никуда не отправляется.",
    unsaved: "Браузер не даёт сохранить черновик: он пропадёт, когда вы уйдёте со страницы. Соберите папку, чтобы ничего не потерять.",
    restored: "Черновик с прошлого раза на месте.",
    wrong: "Исправьте, и папка соберётся",
    empty: "Заполните: без этого кейса нет.",
    noSlug: "Строчные латинские буквы, цифры и одиночные дефисы{hint}.",
    noSlugHint: ", например {near}",
    long: "Не длиннее {max} знаков: сейчас {length}.",
    taken_: "Кейс с таким именем уже есть: возьмите другое.",
    signs: "Уберите знаки {signs}: возьмите слова или типографские кавычки.",
    noAuthor: "«{name}» не бывает именем на GitHub: буквы, цифры и одиночные дефисы, до 39 знаков.",
    noNumber: "Нужно число, например 1200 или 0,6.",
    ambiguous: "Запятая делит тысячи или дробь? Напишите 1200 или 1,2.",
    noRange: "Первое число должно быть меньше второго.",
    outside: "Число вне своего диапазона, от {least} до {most}: поправьте его или диапазон.",
    noYear: "Год — от {least} до {most}.",
    noUrl: "Ссылка начинается с https:// и не содержит пробелов и кавычек.",
    noName: "Строчные латинские буквы, цифры и подчёркивания; первой стоит буква.",
    twice: "Такое имя уже есть: возьмите другое.",
    noSource: "Назовите номер источника, от 1 до {count}.",
    fewMore: "Нужно не меньше трёх, по одной в строке: сейчас {count}.",
    done: "Папка собрана",
    left: "Осталось мест для заполнения: {count}. Они отмечены в файлах словом fill, и проверки перечислят их по порядку.",
    nothingLeft: "В файлах заполнено всё.",
    download: "Скачать {file}",
    steps: "Что дальше",
    unpack: "Распакуйте {file}: внутри папка {slug}.",
    open: "Откройте ",
    upload: "страницу загрузки на GitHub",
    openEnd: " и перетащите на неё папку целиком. Если вы здесь впервые, GitHub сам сделает для вас форк.",
    noRepo: "Положите папку в docs/cases своей копии репозитория.",
    propose: "Нажмите «Propose changes», затем «Create pull request». Через несколько минут проверки отметят строки, которые ещё надо написать.",
    files: "По одному файлу (например, с телефона)",
    filesHint: "Создайте каждый файл на GitHub и вставьте в него текст.",
    copy: "Скопировать",
    copied: "Скопировано: {file}",
    copyFailed: "Скопировать не вышло: скачайте файл.",
    create: "Создать на GitHub",
    save: "Скачать",
    failed: "Заготовка не загрузилась. Проверьте соединение и обновите страницу.",
  },
  en: {
    about: "About the case",
    language: "Language you write in",
    languages: { ru: "Russian", en: "English", both: "Both" },
    in: { ru: "in Russian", en: "in English" },
    tier: "Size",
    tiers: { standard: "Standard", exemplar: "Exemplar: all sections" },
    slug: "Name of the folder",
    slugHint: "Latin letters and hyphens, as in payment-fraud. It is the address of the case and never changes.",
    title: "Name of the system",
    titleHint: "A few words.",
    description: "One sentence for the catalog",
    descriptionHint: "What is designed, and what makes it hard.",
    track: "Track",
    domain: "Domain",
    tasks: "ML tasks",
    difficulty: "Difficulty",
    difficultyHint: "{least} to {most}; the ad banner is a 3.",
    authors: "Authors",
    authorsHint: "Names on GitHub, separated by commas.",
    prompt: "Prompt",
    promptIntro: "What the interviewer says, in two or three sentences. Leave the ambiguity in: asking about it is the candidate's first task.",
    dialogue: "What the candidate asks",
    dialogueIntro: "At least eight questions. Each answer is used later in the design. You can also write them later, in the file.",
    exchange: "Question {n}",
    question: "Question",
    more: "Three more wordings",
    moreHint: "One per line: other ways a candidate may ask it.",
    answer: "The interviewer's answer",
    important: "Not asking this leads to a wrong turn",
    requirements: "What the system must do",
    requirementsIntro: "Every goal will need a metric, and every constraint a number.",
    requirement: "Requirement {n}",
    kind: "Kind",
    kinds: { goal: "goal", functional: "function", constraint: "constraint" },
    wording: "Wording",
    inputs: "Assumptions",
    inputsIntro: "Numbers that the build computes the others from. An empty field keeps the number shown in it, marked as not chosen yet.",
    value: "Value",
    least: "From",
    most: "To",
    unit: "Unit",
    basis: "Basis",
    bases: { assumption: "assumption", measured: "measured", vendor: "stated by the vendor" },
    cited: "Number of the source",
    own: "Your number {n}",
    ownName: "Name",
    ownNameHint: "Latin letters and underscores, as in new_items. The page prints the number by it.",
    quantity: "What it is",
    sources: "Sources",
    sourcesIntro: "At least four public documents that you have read yourself.",
    source: "Source {n}",
    sourceAuthors: "Authors of the document",
    sourceAuthorsHint: "Separated by semicolons: Xinran He; Junfeng Pan.",
    sourceTitle: "Title",
    year: "Year",
    url: "Link",
    taken: "What was taken from it",
    add: { dialogue: "Add a question", requirements: "Add a requirement", own: "Add a number", sources: "Add a source" },
    remove: "Remove the last",
    optional: "can wait",
    choose: "Choose",
    make: "Make the folder",
    wipe: "Erase the draft",
    wipeAsk: "Erase everything you filled in?",
    wipeYes: "Erase",
    wipeNo: "Keep",
    wiped: "The draft is erased.",
    kept: "The draft is kept in this browser and is sent nowhere.",
    unsaved: "This browser does not let the page save the draft: it will be gone when you leave. Make the folder so that nothing is lost.",
    restored: "Your draft from last time is here.",
    wrong: "Fix these, and the folder can be made",
    empty: "Fill this in: there is no case without it.",
    noSlug: "Lowercase Latin letters, digits, and single hyphens{hint}.",
    noSlugHint: ", as in {near}",
    long: "At most {max} characters: it has {length}.",
    taken_: "There is already a case with that name: choose another.",
    signs: "Take out {signs}: use words, or typographic quotes.",
    noAuthor: "“{name}” cannot be a GitHub name: letters, digits, and single hyphens, up to 39 characters.",
    noNumber: "A number is needed, such as 1200 or 0.6.",
    ambiguous: "Does the comma separate thousands or decimals? Write 1200 or 1.2.",
    noRange: "The first number must be less than the second.",
    outside: "The number is outside its range, {least} to {most}: fix it, or the range.",
    noYear: "The year is between {least} and {most}.",
    noUrl: "A link begins with https:// and has no spaces or quotes.",
    noName: "Lowercase Latin letters, digits, and underscores; a letter comes first.",
    twice: "There is already a number with that name: choose another.",
    noSource: "Give the number of the source, 1 to {count}.",
    fewMore: "At least three are needed, one per line: there are {count}.",
    done: "The folder is ready",
    left: "Places left to write: {count}. They are marked in the files with the word fill, and the checks list them in order.",
    nothingLeft: "Everything in the files is filled in.",
    download: "Download {file}",
    steps: "What comes next",
    unpack: "Unpack {file}: it holds the folder {slug}.",
    open: "Open ",
    upload: "GitHub's upload page",
    openEnd: " and drag the whole folder onto it. If you are new here, GitHub makes a fork for you.",
    noRepo: "Put the folder into docs/cases of your copy of the repository.",
    propose: "Click “Propose changes”, then “Create pull request”. Within minutes the checks mark the lines that are still to be written.",
    files: "File by file (on a phone, for instance)",
    filesHint: "Create each file on GitHub and paste its text.",
    copy: "Copy",
    copied: "Copied: {file}",
    copyFailed: "Copying failed: download the file.",
    create: "Create on GitHub",
    save: "Download",
    failed: "The scaffold did not load. Check the connection and reload the page.",
  },
};

const page = document.documentElement.lang === "ru" ? "ru" : "en";
const words = WORDS[page];
const PART = "case-draft";
const LANGUAGES = page === "ru" ? ["ru", "en"] : ["en", "ru"];

/** @param {string} pattern @param {Record<string, string | number>} values */
const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | undefined>} [attributes]
 * @param {(Node | string)[]} [children]
 * @returns {HTMLElementTagNameMap[Tag]}
 */
function node(tag, attributes = {}, children = []) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** @param {string} label @param {() => void} action @param {string} [style] */
function button(label, action, style = "small-button") {
  const made = node("button", { type: "button", class: style }, [label]);
  made.addEventListener("click", action);
  return made;
}

/** @param {Blob} blob @param {string} name */
function download(blob, name) {
  const url = URL.createObjectURL(blob);
  node("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/* Fields ------------------------------------------------------------------------------------------------------------------------- */

/** The form's fields, their values, and what is wrong with them. */
class Fields {
  /** @type {Map<string, {field: Field, control: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement, error: HTMLElement, block: HTMLElement}>} */
  #fields = new Map();
  /** @type {Values} */ values;
  /** @type {() => void} */ #changed;

  /** @param {Values} values @param {() => void} changed */
  constructor(values, changed) {
    this.values = values;
    this.#changed = changed;
  }

  /** Make a field with its label, hint, and place for an error. @param {Field} field @returns {HTMLElement} */
  make(field) {
    const id = `case-${field.name.replace(/\W/g, "-")}`;
    const control = this.#control(field, id);
    const error = node("p", { id: `${id}-error`, class: "submit__error", hidden: "" });
    const hint = field.hint ? node("p", { id: `${id}-hint`, class: "submit__hint" }, [field.hint]) : null;
    control.setAttribute("aria-describedby", [hint?.id, error.id].filter(Boolean).join(" "));
    const said = field.lang ? [node("span", { class: "submit__in" }, [` ${words.in[/** @type {"ru" | "en"} */ (field.lang)]}`])] : [];
    const label = node("label", { for: id, class: "submit__label" }, [field.label, ...said]);
    const inside = field.kind === "check" ? [control, label, error] : [label, ...(hint ? [hint] : []), control, error];
    const style = `submit__field${field.kind === "check" ? " submit__field--check" : ""}`;
    const block = node("div", { class: style, "data-lang": field.lang }, inside);
    this.#fields.set(field.name, { field, control, error, block });
    const read = () => {
      const text = control instanceof HTMLInputElement && control.type === "checkbox" ? (control.checked ? "yes" : "") : control.value;
      if (text) this.values[field.name] = text;
      else delete this.values[field.name];
      this.#changed();
    };
    control.addEventListener("input", read);
    // An error goes as soon as it is mended; a new one waits for the button.
    control.addEventListener("change", () => control.hasAttribute("aria-invalid") && this.#tell(field.name, this.#problem(field)));
    return block;
  }

  /** @param {Field} field @param {string} id */
  #control(field, id) {
    const value = this.values[field.name] ?? "";
    const common = { id, name: field.name, lang: field.lang, required: undefined, "aria-required": field.required ? "true" : undefined, autocomplete: "off" };
    if (field.kind === "select") {
      const options = field.options ?? [];
      const empty = field.required ? [node("option", { value: "" }, [words.choose])] : [];
      const made = node("select", common, [...empty, ...options.map((option) => node("option", { value: option.id }, [option.title]))]);
      made.value = value || (field.required ? "" : (options[0]?.id ?? ""));
      return made;
    }
    if (field.kind === "area") {
      const made = node("textarea", { ...common, rows: "3" });
      made.value = value;
      return made;
    }
    if (field.kind === "check") {
      const made = node("input", { ...common, type: "checkbox" });
      made.checked = value === "yes";
      return made;
    }
    const made = node("input", { ...common, type: "text", placeholder: field.empty, list: field.list });
    made.value = value;
    return made;
  }

  /** Forget fields that have gone from the form, and what was said in them. @param {string} prefix */
  drop(prefix) {
    for (const name of [...this.#fields.keys()]) if (name.startsWith(prefix)) this.#fields.delete(name);
    for (const name of Object.keys(this.values)) if (name.startsWith(prefix)) delete this.values[name];
  }

  /** Show the fields of these languages only. @param {string[]} languages */
  speak(languages) {
    for (const { field, block } of this.#fields.values()) {
      block.hidden = field.lang !== undefined && !languages.includes(field.lang);
      const said = block.querySelector(".submit__in");
      if (said instanceof HTMLElement) said.hidden = languages.length === 1;
    }
  }

  /** @param {Field} field */
  #problem(field) {
    const text = folded(this.values[field.name]);
    if (!text) return field.required ? words.empty : undefined;
    return field.check?.(this.values[field.name] ?? "", this.values);
  }

  /** Look at every field that shows; say what is wrong beside it. @returns {{id: string, label: string, said: string}[]} */
  problems() {
    /** @type {{id: string, label: string, said: string, control: Element}[]} */
    const found = [];
    for (const [name, { field, control, block }] of this.#fields) {
      const said = block.hidden ? undefined : this.#problem(field);
      this.#tell(name, said);
      if (!said) continue;
      const group = control.closest("fieldset[data-name]")?.getAttribute("data-name");
      const label = /** @type {HTMLElement} */ (block.querySelector("label")).innerText.trim() || field.label;
      found.push({ id: field.focus ?? control.id, label: group ? `${group}. ${label}` : label, said, control });
    }
    // As they stand on the page: a row may have been added above others.
    return found.sort((a, b) => (a.control.compareDocumentPosition(b.control) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  }

  /** @param {string} name @param {string | undefined} said */
  #tell(name, said) {
    const { control, error } = /** @type {NonNullable<ReturnType<typeof this.get>>} */ (this.get(name));
    error.textContent = said ?? "";
    error.hidden = !said;
    if (said) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
    const details = control.closest("details");
    if (said && details) details.open = true;
  }

  /** @param {string} name */
  get(name) {
    return this.#fields.get(name);
  }
}

/* What is checked ---------------------------------------------------------------------------------------------------------------- */

/** @param {Form} form @param {string} text */
const fits = (form, text) => new RegExp(form.pattern).test(text) && text.length <= form.max;

/** @param {Frame} frame */
function checks(frame) {
  const { limits } = frame;
  /** @param {string} text */
  const number = (text) => (isAmbiguous(text) ? words.ambiguous : plainNumber(text) === null ? words.noNumber : undefined);
  return {
    /** @param {string} text */
    slug(text) {
      const slug = folded(text);
      if (slug.length > limits.slug.max) return fill(words.long, { max: limits.slug.max, length: slug.length });
      const near = idFrom(slug).slice(0, limits.slug.max);
      if (!fits(limits.slug, slug)) return fill(words.noSlug, { hint: near ? fill(words.noSlugHint, { near }) : "" });
      return frame.taken.includes(slug) ? words.taken_ : undefined;
    },
    /** @param {string} forbidden */
    without: (forbidden) => (/** @type {string} */ text) => {
      const signs = [...forbidden].filter((sign) => text.includes(sign));
      return signs.length ? fill(words.signs, { signs: signs.join(" ") }) : undefined;
    },
    /** @param {string} text */
    authors(text) {
      const wrong = parts(text, /[\s;,]/).find((name) => !fits(limits.author, name.replace(/^@/, "")));
      return wrong ? fill(words.noAuthor, { name: wrong }) : undefined;
    },
    /** @param {string} text */
    year(text) {
      const [least, most] = limits.year;
      const year = folded(text);
      return /^\d{4}$/.test(year) && Number(year) >= least && Number(year) <= most ? undefined : fill(words.noYear, { least, most });
    },
    /** @param {string} text */
    url: (text) => (fits(limits.url, folded(text)) ? undefined : words.noUrl),
    /** @param {string} text */
    more(text) {
      const count = parts(text, /\n/).length;
      return count < 3 ? fill(words.fewMore, { count }) : undefined;
    },
    number,
    /** A number inside of its range. @param {string} own @param {string[]} usual */
    value: (own, usual) => (/** @type {string} */ text, /** @type {Values} */ values) => {
      const value = plainNumber(text);
      if (value === null) return number(text);
      const [least, most] = ["least", "most"].map((key, i) => plainNumber(values[`${own}.${key}`]) ?? usual[i]);
      return Number(value) < Number(least) || Number(value) > Number(most) ? fill(words.outside, { least: figure(least), most: figure(most) }) : undefined;
    },
    /** The end of a range. @param {string} own @param {string[]} usual */
    most: (own, usual) => (/** @type {string} */ text, /** @type {Values} */ values) => {
      const most = plainNumber(text);
      if (most === null) return number(text);
      return Number(plainNumber(values[`${own}.least`]) ?? usual[0]) < Number(most) ? undefined : words.noRange;
    },
    /** @param {string[]} others @param {string} own */
    name: (others, own) => (/** @type {string} */ text, /** @type {Values} */ values) => {
      const name = folded(text);
      if (!fits(limits.name, name)) return words.noName;
      const rest = Object.keys(values).filter((key) => /^own\.\d+\.name$/.test(key) && key !== `${own}.name`);
      return others.includes(name) || rest.some((key) => folded(values[key]) === name) ? words.twice : undefined;
    },
    /** @param {string} own @param {() => number} count */
    basis: (own, count) => (/** @type {string} */ text, /** @type {Values} */ values) => {
      const cited = Number(folded(values[`${own}.source`]));
      if (folded(text) === "assumption" || (Number.isInteger(cited) && cited >= 1 && cited <= count())) return undefined;
      return fill(words.noSource, { count: count() });
    },
  };
}

/* The form ----------------------------------------------------------------------------------------------------------------------- */

/** @param {string} yaml a value of the scaffold, as it stands there */
const plain = (yaml) => {
  const bare = yaml.replace(/ # fill: .*$/, "");
  return bare.startsWith('"') ? String(JSON.parse(bare)) : bare;
};

/** A number as the page's language writes it. @param {string | undefined} text */
const figure = (text) => (page === "ru" ? text?.replace(".", ",") : text) ?? "";

/** The languages that are written. @param {Values} values */
const written = (values) => (values.language === "ru" || values.language === "en" ? [values.language] : values.language === "both" ? LANGUAGES : [page]);

/** @param {string} legend @param {(Node | string)[]} children @param {string} [style] */
function group(legend, children, style = "submit__group") {
  return node("fieldset", { class: style, "data-name": style === "submit__row" ? legend : undefined }, [node("legend", {}, [legend]), ...children]);
}

/** Fields that fold away under their name. @param {string} title @param {(Node | string)[]} children */
function folding(title, children) {
  const inner = group(title, children, "submit__row");
  inner.querySelector("legend")?.classList.add("submit__hidden");
  return node("details", { class: "submit__details" }, [node("summary", {}, [title]), inner]);
}

/** A choice among a few, all of them to be seen. @param {Fields} fields @param {string} name @param {string} legend @param {Option[]} options @param {() => void} changed */
function choice(fields, name, legend, options, changed) {
  const chosen = options.find((option) => option.id === fields.values[name])?.id ?? options[0].id;
  fields.values[name] = chosen;
  const radios = options.map((option) => {
    const radio = node("input", { type: "radio", name: `case-${name}`, id: `case-${name}-${option.id}`, value: option.id });
    radio.checked = option.id === chosen;
    radio.addEventListener("change", () => {
      fields.values[name] = option.id;
      changed();
    });
    return node("div", { class: "submit__radio" }, [radio, node("label", { for: radio.id }, [option.title])]);
  });
  return group(legend, radios, "submit__choice");
}

/** A text in each language. @param {Fields} fields @param {Field} field */
const inEach = (fields, field) =>
  LANGUAGES.map((lang) => fields.make({ ...field, name: `${field.name}.${lang}`, lang }));

/**
 * Rows of one kind, which may become more.
 * @param {Fields} fields
 * @param {"dialogue" | "requirements" | "sources" | "own"} list
 * @param {number} least
 * @param {(i: number) => HTMLElement} row
 * @param {() => void} changed
 */
function rows(fields, list, least, row, changed) {
  const place = node("div", {});
  let count = 0;
  const more = () => {
    place.append(row(count));
    count += 1;
  };
  const count_ = Math.min(Math.max(least, Number(fields.values[`rows.${list}`] ?? 0) || 0), 60);
  while (count < count_) more();
  const remove = button(words.remove, () => {
    count -= 1;
    place.lastElementChild?.remove();
    fields.drop(`${list}.${count}.`);
    remember();
    add.focus();
  });
  const remember = () => {
    if (count > least) fields.values[`rows.${list}`] = String(count);
    else delete fields.values[`rows.${list}`];
    remove.hidden = count <= least;
    changed();
  };
  const add = button(words.add[list], () => {
    more();
    remember();
    const made = place.lastElementChild;
    if (made instanceof HTMLDetailsElement) made.open = true;
    /** @type {HTMLElement | null | undefined} */ (made?.querySelector("input:not([hidden]), textarea, select"))?.focus();
  });
  remove.hidden = count <= least;
  return { place, buttons: node("div", { class: "submit__buttons" }, [add, remove]), count: () => count };
}

/**
 * @typedef {{
 *   frame: Frame, scaffold: Scaffold, inputs: string[], fields: Fields, check: ReturnType<typeof checks>, reshaped: () => void, changed: () => void,
 * }} Work what the parts of the form are built from
 */

/**
 * Build the whole form.
 * @param {Frame} frame
 * @param {ScaffoldData} data the scaffold in both languages
 * @param {Values} values
 * @param {(kind: "text" | "shape") => void} changed
 */
function build(frame, data, values, changed) {
  const fields = new Fields(values, () => changed("text"));
  const reshaped = () => {
    fields.speak(written(values));
    changed("shape");
  };
  /** @type {Work} */
  const work = { frame, scaffold: new Scaffold(data), inputs: scaffoldInputs(data), fields, check: checks(frame), reshaped, changed: () => changed("text") };
  const sources = sourceRows(work);
  const units = node("datalist", { id: "case-units" }, frame.units.map((unit) => node("option", { value: unit })));
  const parts = [
    aboutPart(work),
    group(words.prompt, [node("p", { class: "submit__intro" }, [words.promptIntro]), ...inEach(fields, { name: "prompt", label: words.prompt, kind: "area", required: true })]),
    later(words.dialogue, words.dialogueIntro, dialogueRows(work)),
    later(words.requirements, words.requirementsIntro, requirementRows(work)),
    later(words.inputs, words.inputsIntro, inputRows(work, sources.count)),
    later(words.sources, words.sourcesIntro, sources),
    units,
  ];
  fields.speak(written(values));
  return { fields, parts };
}

/** A part of the form that may wait. @param {string} legend @param {string} intro @param {{before?: Node[], place: Node, buttons: Node}} rows */
function later(legend, intro, { before = [], place, buttons }) {
  const made = group(legend, [node("p", { class: "submit__intro" }, [intro]), ...before, place, buttons]);
  made.querySelector("legend")?.append(" ", node("span", { class: "submit__later" }, [words.optional]));
  return made;
}

/** How many entries of a list the scaffold has. @param {Scaffold} scaffold @param {string} list */
function lengthOf(scaffold, list) {
  let length = 0;
  while (scaffold.has(`${list}.${length}`)) length += 1;
  return length;
}

/** @param {Record<string, string>} titles @returns {Option[]} */
const options = (titles) => Object.entries(titles).map(([id, title]) => ({ id, title }));

/** What the case is. @param {Work} work */
function aboutPart({ frame, fields, check, reshaped, changed }) {
  const { limits } = frame;
  const [least, most] = limits.difficulty;
  const levels = Array.from({ length: most - least + 1 }, (_, i) => ({ id: String(least + i), title: String(least + i) }));
  const languages = [...LANGUAGES, "both"].map((id) => ({ id, title: words.languages[/** @type {"both"} */ (id)] }));
  const tiers = ["standard", ...frame.tiers.filter((tier) => tier !== "standard")].map((id) => ({ id, title: words.tiers[/** @type {"standard"} */ (id)] ?? id }));
  return group(words.about, [
    choice(fields, "language", words.language, languages, reshaped),
    choice(fields, "tier", words.tier, tiers, reshaped),
    ...inEach(fields, { name: "title", label: words.title, hint: words.titleHint, required: true, check: check.without(limits.title) }),
    fields.make({ name: "slug", label: words.slug, hint: words.slugHint, required: true, check: check.slug }),
    ...inEach(fields, { name: "description", label: words.description, hint: words.descriptionHint, required: true, kind: "area", check: check.without(limits.description) }),
    node("div", { class: "submit__line" }, [
      fields.make({ name: "track", label: words.track, kind: "select", options: frame.tracks, required: true }),
      fields.make({ name: "domain", label: words.domain, kind: "select", options: frame.domains, required: true }),
      fields.make({ name: "difficulty", label: words.difficulty, hint: fill(words.difficultyHint, { least, most }), kind: "select", options: levels, required: true }),
    ]),
    taskBoxes(fields, frame.tasks, changed),
    fields.make({ name: "authors", label: words.authors, hint: words.authorsHint, required: true, check: check.authors }),
  ]);
}

/** @param {Work} work */
function dialogueRows({ frame, scaffold, fields, check, reshaped }) {
  /** @param {number} i */
  const row = (i) => {
    const own = `dialogue.${i}`;
    const item = scaffold.has(own) ? frame.items[plain(scaffold.value(`${own}.id`))] : undefined;
    const title = fill(words.exchange, { n: i + 1 });
    return folding(item ? `${title}. ${item}` : title, [
      ...inEach(fields, { name: `${own}.question`, label: words.question }),
      ...inEach(fields, { name: `${own}.more`, label: words.more, hint: words.moreHint, kind: "area", check: check.more }),
      ...inEach(fields, { name: `${own}.answer`, label: words.answer, kind: "area" }),
      fields.make({ name: `${own}.important`, label: words.important, kind: "check" }),
    ]);
  };
  return rows(fields, "dialogue", lengthOf(scaffold, "dialogue"), row, reshaped);
}

/** @param {Work} work */
function requirementRows({ scaffold, fields, reshaped }) {
  /** @param {number} i */
  const row = (i) => {
    const own = `requirements.${i}`;
    const isKnown = scaffold.has(own);
    const usual = isKnown ? plain(scaffold.value(`${own}.kind`)) : "";
    const kinds = options(words.kinds).sort((a, b) => Number(b.id === usual) - Number(a.id === usual));
    const titles = LANGUAGES.map((lang) => {
      const empty = isKnown ? shown(scaffold.value(`${own}.title.${lang}`)) : undefined;
      return fields.make({ name: `${own}.title.${lang}`, label: words.wording, lang, empty });
    });
    return group(fill(words.requirement, { n: i + 1 }), [fields.make({ name: `${own}.kind`, label: words.kind, kind: "select", options: kinds }), ...titles], "submit__row");
  };
  return rows(fields, "requirements", lengthOf(scaffold, "requirements"), row, reshaped);
}

/** The scaffold's numbers, then the author's own. @param {Work} work @param {() => number} sources how many there are */
function inputRows(work, sources) {
  const { scaffold, inputs, fields, check, reshaped } = work;
  const before = inputs.map((name) => {
    const own = `inputs.${name}`;
    const range = scaffold.value(`${own}.range`).match(/-?[\d.]+/g) ?? [];
    const [title, value, unit] = [`title.${page}`, "value", "unit"].map((key) => plain(scaffold.value(`${own}.${key}`)));
    return folding(title, [numberFields(work, own, { value, unit, range }, sources)]);
  });
  /** @param {number} i */
  const row = (i) => {
    const own = `own.${i}`;
    return group(fill(words.own, { n: i + 1 }), [
      fields.make({ name: `${own}.name`, label: words.ownName, hint: words.ownNameHint, required: true, check: check.name(inputs, own) }),
      ...inEach(fields, { name: `${own}.title`, label: words.quantity, required: true }),
      numberFields(work, own, null, sources),
    ], "submit__row");
  };
  return { before, ...rows(fields, "own", 0, row, reshaped) };
}

/**
 * @param {Work} work
 * @param {string} own
 * @param {{value: string, unit: string, range: string[]} | null} usual what the scaffold has; what it has not is needed
 * @param {() => number} sources
 */
function numberFields({ fields, check }, own, usual, sources) {
  const required = usual === null;
  const [least, most] = usual?.range ?? [];
  return node("div", { class: "submit__line" }, [
    fields.make({ name: `${own}.value`, label: words.value, empty: figure(usual?.value), required, check: check.value(own, usual?.range ?? []) }),
    fields.make({ name: `${own}.unit`, label: words.unit, empty: usual?.unit, list: "case-units", required }),
    fields.make({ name: `${own}.least`, label: words.least, empty: figure(least), required, check: check.number }),
    fields.make({ name: `${own}.most`, label: words.most, empty: figure(most), required, check: check.most(own, usual?.range ?? []) }),
    fields.make({ name: `${own}.basis`, label: words.basis, kind: "select", options: options(words.bases), check: check.basis(own, sources) }),
    fields.make({ name: `${own}.source`, label: words.cited }),
  ]);
}

/** @param {Work} work */
function sourceRows({ scaffold, fields, check, reshaped }) {
  /** @param {number} i */
  const row = (i) => {
    const own = `sources.${i}`;
    return folding(fill(words.source, { n: i + 1 }), [
      fields.make({ name: `${own}.authors`, label: words.sourceAuthors, hint: words.sourceAuthorsHint }),
      fields.make({ name: `${own}.title`, label: words.sourceTitle }),
      node("div", { class: "submit__line" }, [
        fields.make({ name: `${own}.year`, label: words.year, check: check.year }),
        fields.make({ name: `${own}.url`, label: words.url, check: check.url }),
      ]),
      ...inEach(fields, { name: `${own}.taken`, label: words.taken }),
    ]);
  };
  return rows(fields, "sources", lengthOf(scaffold, "sources"), row, reshaped);
}

/** What a field shows while it is empty: a value of the scaffold that is no mark. @param {string} yaml */
const shown = (yaml) => (yaml && !plain(yaml).startsWith("fill:") ? plain(yaml) : undefined);

/** Tasks of a closed list, as boxes. @param {Fields} fields @param {Option[]} tasks @param {() => void} changed */
function taskBoxes(fields, tasks, changed) {
  // A hidden field holds the answer, so that it is checked and kept as the others are.
  const hidden = fields.make({ name: "tasks", label: words.tasks, required: true, focus: `case-task-${tasks[0].id}` });
  const control = /** @type {HTMLInputElement} */ (hidden.querySelector("input"));
  const chosen = new Set(parts(fields.values.tasks));
  const boxes = tasks.map((task) => {
    const box = node("input", { type: "checkbox", id: `case-task-${task.id}`, value: task.id });
    box.checked = chosen.has(task.id);
    box.addEventListener("change", () => {
      if (box.checked) chosen.add(task.id);
      else chosen.delete(task.id);
      control.value = tasks.filter(({ id }) => chosen.has(id)).map(({ id }) => id).join(", ");
      control.dispatchEvent(new Event("input"));
      control.dispatchEvent(new Event("change"));
      changed();
    });
    return node("div", { class: "submit__radio" }, [box, node("label", { for: box.id }, [task.title])]);
  });
  const error = /** @type {HTMLElement} */ (hidden.querySelector(".submit__error"));
  control.type = "hidden";
  const made = group(words.tasks, [...boxes, control, error], "submit__choice submit__choice--many");
  made.setAttribute("aria-describedby", error.id);
  return made;
}

/* The folder --------------------------------------------------------------------------------------------------------------------- */

/** @param {Map<string, string>} files */
const left = (files) => [...files.values()].reduce((sum, text) => sum + (text.match(/\bfill: /g)?.length ?? 0), 0);

/**
 * Show what was made, and what comes next.
 * @param {HTMLElement} place
 * @param {string} slug
 * @param {Map<string, string>} files by name
 * @param {string | undefined} upload the address of GitHub's upload page for docs/cases
 */
function hand(place, slug, files, upload) {
  const archive = `${slug}.zip`;
  const blob = zip(new Map([...files].map(([name, text]) => [`${slug}/${name}`, text])));
  const status = node("p", { role: "status", class: "submit__status" });
  const count = left(files);
  const title = node("h3", { tabindex: "-1" }, [words.done]);
  const open = upload ? [words.open, node("a", { href: upload }, [words.upload]), words.openEnd] : [words.noRepo];
  const steps = [[fill(words.unpack, { file: archive, slug })], open, ...(upload ? [[words.propose]] : [])];
  const single = [...files].map(([name, text]) =>
    node("li", {}, [
      node("code", {}, [name]),
      node("span", { class: "submit__buttons" }, [
        button(`${words.copy}`, async () => {
          const done = await navigator.clipboard.writeText(text).then(() => true, () => false);
          status.textContent = done ? fill(words.copied, { file: name }) : words.copyFailed;
        }),
        button(words.save, () => download(new Blob([text], { type: "text/plain" }), name)),
        ...(upload ? [node("a", { class: "small-button", href: `${upload.replace("/upload/", "/new/")}/${slug}?filename=${encodeURIComponent(name)}` }, [words.create])] : []),
      ]),
    ]),
  );
  place.replaceChildren(
    title,
    node("p", {}, [count ? fill(words.left, { count }) : words.nothingLeft]),
    node("p", {}, [button(fill(words.download, { file: archive }), () => download(blob, archive), "submit__main")]),
    node("ol", {}, steps.map((step) => node("li", {}, step))),
    node("details", { class: "submit__details" }, [node("summary", {}, [words.files]), node("p", {}, [words.filesHint]), node("ul", { class: "submit__files" }, single)]),
    status,
  );
  place.hidden = false;
  title.focus();
  download(blob, archive);
}

/** Ask in a dialog of the page. @param {Element} place @returns {Promise<boolean>} */
function confirmed(place) {
  const yes = node("button", { value: "yes", class: "small-button" }, [words.wipeYes]);
  const no = node("button", { value: "", class: "small-button", autofocus: "" }, [words.wipeNo]);
  const form = node("form", { method: "dialog", class: "submit__buttons" }, [yes, no]);
  const dialog = node("dialog", { class: "checklist-dialog", "aria-labelledby": "case-wipe" }, [node("p", { id: "case-wipe", class: "checklist-dialog__title" }, [words.wipeAsk]), form]);
  place.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "yes");
      dialog.remove();
    });
  });
}

/** @param {unknown} kept @returns {Values} */
function drafted(kept) {
  if (typeof kept !== "object" || kept === null) return {};
  return Object.fromEntries(Object.entries(kept).filter(([, text]) => typeof text === "string"));
}

/** Lists of names, in the order of the alphabet. @param {Frame} frame @returns {Frame} */
const sorted = (frame) => {
  const byTitle = (/** @type {Option} */ a, /** @type {Option} */ b) => a.title.localeCompare(b.title, page);
  return { ...frame, domains: [...frame.domains].sort(byTitle), tasks: [...frame.tasks].sort(byTitle) };
};

/** Fetch each scaffold once. @param {string} folder @returns {(name: string) => Promise<ScaffoldData | null>} null where it does not come */
function loader(folder) {
  /** @type {Map<string, Promise<ScaffoldData | null>>} */ const asked = new Map();
  return (name) => {
    const answer = asked.get(name) ?? fetch(`${folder}${name}.json`).then((got) => (got.ok ? got.json() : null), () => null);
    asked.set(name, answer);
    answer.then((data) => data || asked.delete(name));
    return answer;
  };
}

/** The list of what is wrong, which leads to the fields. */
function problemList() {
  const place = node("div", { class: "submit__problems", tabindex: "-1", hidden: "", role: "group", "aria-labelledby": "case-wrong" });
  place.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link) return;
    event.preventDefault();
    document.getElementById(link.hash.slice(1))?.focus();
  });
  /** @param {ReturnType<Fields["problems"]>} problems */
  const show = (problems) => {
    place.hidden = !problems.length;
    const links = problems.map(({ id, label, said }) => node("li", {}, [node("a", { href: `#${id}` }, [label]), `: ${said}`]));
    place.replaceChildren(node("p", { id: "case-wrong", class: "submit__title" }, [words.wrong]), node("ul", {}, links));
    if (problems.length) place.focus();
  };
  return { place, show };
}

/** The day here, as in 2026-11-23. */
function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/**
 * Show the form with a draft, keep what is typed, and make the folder.
 * @param {{host: HTMLElement, frame: Frame, data: ScaffoldData, load: ReturnType<typeof loader>, store: import("./store.js").Store, upload: string | undefined}} desk
 * @param {Values} values
 * @param {string} first what is said to begin with
 */
function draw(desk, values, first) {
  const { host, store, load } = desk;
  const status = node("p", { role: "status", class: "submit__status" }, [first]);
  const result = node("section", { class: "submit__result", hidden: "" });
  const { place: problems, show } = problemList();
  let timer = 0;
  const keep = () => {
    clearTimeout(timer);
    store.keep(PART, values);
    if (!store.isSaved) status.textContent = words.unsaved;
  };
  // Fetched now rather than at the end: a page that is open goes on without a network.
  const scaffold = () => load(`${values.tier}-${values.language}`);
  const { fields, parts: sections } = build(desk.frame, desk.data, values, (kind) => {
    clearTimeout(timer);
    timer = setTimeout(keep, 300);
    if (kind === "shape") scaffold();
  });
  scaffold();
  addEventListener("pagehide", keep);

  const make = async () => {
    keep();
    result.hidden = true;
    const wrong = fields.problems();
    show(wrong);
    if (wrong.length) return;
    const chosen = await scaffold();
    if (chosen) hand(result, folded(values.slug), caseFiles(chosen, values, written(values), today()), desk.upload);
    else status.textContent = words.failed;
  };
  const wipe = async () => {
    if (!(await confirmed(host))) return;
    clearTimeout(timer);
    removeEventListener("pagehide", keep);
    store.keep(PART, undefined);
    draw(desk, {}, words.wiped);
    host.querySelector("input")?.focus();
  };
  const send = node("button", { type: "submit", class: "submit__main" }, [words.make]);
  const buttons = node("div", { class: "submit__buttons" }, [send, button(words.wipe, wipe)]);
  const form = node("form", { class: "submit__form", novalidate: "" }, [...sections, problems, buttons, status, result]);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    make();
  });
  host.replaceChildren(form);
}

/** @param {HTMLElement} host @param {Frame} frame @param {string} scaffolds their folder @param {string | undefined} upload */
async function start(host, frame, scaffolds, upload) {
  const load = loader(scaffolds);
  const data = await load("standard-both");
  if (!data) return host.replaceChildren(node("p", { class: "submit__status" }, [words.failed]));
  const store = openStore();
  const draft = drafted(store.part(PART));
  const isBegun = Object.keys(draft).some((name) => name !== "language" && name !== "tier");
  draw({ host, frame: sorted(frame), data, load, store, upload }, draft, isBegun ? words.restored : words.kept);
}

const host = document.getElementById("mlsd-submit");
const island = document.getElementById("mlsd-submit-frame");
const script = /** @type {HTMLScriptElement | null} */ (document.querySelector("script[data-upload]"));
if (host && island) start(host, JSON.parse(island.textContent ?? "{}"), new URL("../submit/", import.meta.url).href, script?.dataset.upload || undefined);
