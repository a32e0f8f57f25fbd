// @ts-check
/**
 * The files of a new case: the scaffold that the build has written, with what the author has said put in at its place, and the folder as
 * one archive. Nothing here knows the page.
 */

/**
 * @typedef {{text: string}} Line
 * @typedef {{files: Record<string, string>, places: Record<string, number>, name: string, slug: string}} ScaffoldData
 *   `places`: the line (from 1) in case.yml of every key and entry, as in `sources.0.url`; `name` stands in the titles of the pages
 */

export const DATA = "case.yml";

/** What YAML reads as a line's end or does not allow at all, besides what JSON escapes. */
const UNSAFE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/**
 * A text in quotes, as YAML 1.1 and 1.2 read it back exactly; half of a surrogate pair, which no file can hold, becomes U+FFFD.
 * @param {string} text
 */
export function quoted(text) {
  const whole = [...text].map((sign) => (/^[\ud800-\udfff]$/.test(sign) ? "\ufffd" : sign)).join("");
  return JSON.stringify(whole).replace(UNSAFE, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** @param {string[]} texts */
export const quotedList = (texts) => `[${texts.map(quoted).join(", ")}]`;

/** A text as the words of a Markdown heading, whatever signs are in it. @param {string} text */
const heading = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/[\\`*_{}[\]#$]/g, "\\$&");

/** A scaffold that is being filled in. */
export class Scaffold {
  /** @type {Line[]} */ #lines;
  /** @type {Map<string, Line>} */ #places;
  /** @type {Map<string, string>} */ #pages;
  /** @type {ScaffoldData} */ #data;

  /** @param {ScaffoldData} data */
  constructor(data) {
    this.#data = data;
    this.#lines = data.files[DATA].split("\n").map((text) => ({ text }));
    this.#places = new Map(Object.entries(data.places).map(([path, line]) => [path, this.#lines[line - 1]]));
    this.#pages = new Map(Object.entries(data.files).filter(([name]) => name !== DATA));
  }

  /** Whether there is such a place. @param {string} path */
  has(path) {
    return this.#places.has(path);
  }

  /** What stands at a place now. @param {string} path */
  value(path) {
    return this.#line(path).text.slice(this.#prefix(path).length);
  }

  /** Put YAML at a place; a mark behind the old value goes with it. @param {string} path @param {string} yaml */
  set(path, yaml) {
    const prefix = this.#prefix(path);
    this.#line(path).text = prefix.replace(/:$/, ": ").replace(/-$/, "- ") + yaml;
  }

  /** Take the mark behind a value away: it has been chosen. @param {string} path */
  unmark(path) {
    const line = this.#line(path);
    line.text = line.text.replace(/ # fill: .*$/, "");
  }

  /** Add a line below a place, indented as the place's own key is. @param {string} path @param {string} yaml */
  add(path, yaml) {
    const line = this.#line(path);
    const indent = " ".repeat(this.#prefix(path).replace(/\S.*$/, "").length);
    this.#insert(this.#lines.indexOf(line) + 1, [{ text: indent + yaml }]);
  }

  /**
   * Make another entry after the last of its kind, as the scaffold has them.
   * @param {string} from the place of the entry that is copied; copy before it is filled in
   * @param {string} after the place of the entry that the new one follows
   * @param {string} to the new entry's place
   */
  copy(from, after, to) {
    const start = this.#lines.indexOf(this.#line(from));
    const copies = this.#lines.slice(start, this.#end(from)).map((line) => ({ ...line }));
    const own = new Map(copies.map((line, index) => [this.#lines[start + index], line]));
    for (const [path, line] of [...this.#places]) {
      const copied = own.get(line);
      if (copied && (path === from || path.startsWith(`${from}.`))) this.#places.set(to + path.slice(from.length), copied);
    }
    this.#insert(this.#end(after), copies);
  }

  /** The place of the last entry of a mapping, in the order of the lines. @param {string} path */
  lastOf(path) {
    const own = [...this.#places].filter(([place]) => place.startsWith(`${path}.`) && !place.slice(path.length + 1).includes("."));
    return own.reduce((last, entry) => (this.#lines.indexOf(entry[1]) > this.#lines.indexOf(last[1]) ? entry : last))[0];
  }

  /** Give an entry of a mapping its name. @param {string} path @param {string} name a plain one: letters, digits and underscores */
  rename(path, name) {
    const line = this.#line(path);
    line.text = line.text.replace(/\w+:/, `${name}:`);
  }

  /** Name the system in the title of its pages. @param {string} language @param {string} title */
  setTitle(language, title) {
    for (const [name, text] of this.#pages) {
      if (name.endsWith(`.${language}.md`)) this.#pages.set(name, text.replace(`# ${this.#data.name}`, () => `# ${heading(title)}`));
    }
  }

  /** Cite a source by its new name. @param {string} from @param {string} to */
  renameSource(from, to) {
    for (const [name, text] of this.#pages) this.#pages.set(name, text.replaceAll(`[@${from}]`, `[@${to}]`));
  }

  /** The files by name. @returns {Map<string, string>} */
  files() {
    return new Map([[DATA, this.#lines.map((line) => line.text).join("\n")], ...this.#pages]);
  }

  /** @param {string} path @returns {Line} */
  #line(path) {
    const line = this.#places.get(path);
    if (!line) throw new Error(`the scaffold has no ${path}`);
    return line;
  }

  /** What stands before the value: the indent, the dash, the key. @param {string} path */
  #prefix(path) {
    return /^\s*(?:- )?(?:[A-Za-z_]\w*:(?: |$))?/.exec(this.#line(path).text)?.[0] ?? "";
  }

  /** The index of the line after an entry. @param {string} path */
  #end(path) {
    const start = this.#lines.indexOf(this.#line(path));
    const indent = (/** @type {string} */ text) => text.length - text.trimStart().length;
    const own = indent(this.#lines[start].text);
    const after = this.#lines.findIndex(({ text }, index) => index > start && (!text.trim() || indent(text) <= own));
    return after < 0 ? this.#lines.length : after;
  }

  /** @param {number} index @param {Line[]} lines */
  #insert(index, lines) {
    this.#lines.splice(index, 0, ...lines);
  }
}

/* From what was said to files ---------------------------------------------------------------------------------------------------- */

/** @typedef {Record<string, string>} Values what the author has said, by the name of the field */

/** Lists that may grow: the entry that a new one is a copy of, and what it is called. */
const LISTS = { dialogue: { from: "dialogue.0", id: "question" }, requirements: { from: "requirements.1", id: "requirement" }, sources: { from: "sources.0", id: "source" } };

/** A text in one line: the texts of a case are paragraphs. @param {string | undefined} text */
export const folded = (text) => (text ?? "").replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, " ").trim();

/** The parts of a text that a comma, a semicolon or a line's end divides. @param {string | undefined} text @param {RegExp} [by] */
export const parts = (text, by = /[\n;,]/) => (text ?? "").split(by).map(folded).filter(Boolean);

/** Whether a comma may divide thousands as well as decimals: 1,200. @param {string | undefined} text */
export const isAmbiguous = (text) => /^[-\u2212]?[1-9]\d{0,2}(,\d{3})+$/.test(folded(text));

/**
 * A number as people write it, as YAML does: 1 000,5 is 1000.5. What is no number, or could be either of two, is null.
 * @param {string | undefined} text
 */
export function plainNumber(text) {
  const bare = folded(text).replace(/[\s\u00a0\u202f_]/g, "").replace(",", ".").replace("\u2212", "-");
  // YAML 1.1 reads a leading zero as octal, and an exponent without a point as text.
  return !isAmbiguous(text) && /^-?\d{1,15}(\.\d{1,15})?$/.test(bare) ? bare.replace(/^(-?)0+(?=\d)/, "$1") : null;
}

const CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя";
const LATIN = "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch  y  e iu ia".split(" ");

/** An id from words: lower-case Latin letters and digits. @param {string} text */
export function idFrom(text) {
  const latin = [...text.toLowerCase()].map((sign) => LATIN[CYRILLIC.indexOf(sign)] ?? sign).join("");
  return latin.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
}

/** Ids of the sources, as in he-2014: the first author's last name and the year. @param {Values} values @param {number} count */
export function sourceIds(values, count) {
  /** @type {string[]} */ const ids = [];
  for (let i = 0; i < count; i += 1) {
    const name = idFrom(parts(values[`sources.${i}.authors`], /[\n;]/)[0]?.split(" ").pop() ?? "");
    const year = folded(values[`sources.${i}.year`]);
    const own = name && year ? `${name}-${year}` : `source-${i + 1}`;
    ids.push([own, ...Array.from({ length: count }, (_, n) => `${own}-${n + 2}`)].find((id) => !ids.includes(id)) ?? own);
  }
  return ids;
}

/**
 * The files of a case. What was not said stays as the scaffold has it, with its mark.
 * @param {ScaffoldData} data
 * @param {Values} values
 * @param {string[]} languages
 * @param {string} today as in 2026-11-23
 * @returns {Map<string, string>}
 */
export function caseFiles(data, values, languages, today) {
  const scaffold = new Scaffold(data);
  const lengths = grow(scaffold, values);
  /** @param {string} place @param {string} [name] */
  const say = (place, name = place) => folded(values[name]) && scaffold.set(place, quoted(folded(values[name])));

  for (const place of ["slug", "tier", "track", "domain"]) say(place);
  scaffold.set("date", today);
  if (folded(values.difficulty)) scaffold.set("difficulty", String(Number(values.difficulty)));
  if (parts(values.tasks).length) scaffold.set("tasks", quotedList(parts(values.tasks)));
  const authors = parts(values.authors, /[\s;,]/).map((name) => name.replace(/^@/, ""));
  if (authors.length) scaffold.set("authors", quotedList(authors));
  for (const language of languages) {
    for (const place of ["title", "description", "prompt"]) say(`${place}.${language}`);
    if (folded(values[`title.${language}`])) scaffold.setTitle(language, folded(values[`title.${language}`]));
    for (let i = 0; i < lengths.requirements; i += 1) say(`requirements.${i}.title.${language}`);
  }
  for (let i = 0; i < lengths.requirements; i += 1) if (folded(values[`requirements.${i}.kind`])) scaffold.set(`requirements.${i}.kind`, folded(values[`requirements.${i}.kind`]));
  for (let i = 0; i < lengths.dialogue; i += 1) exchange(scaffold, values, i, languages);
  const ids = sourceIds(values, lengths.sources);
  for (let i = 0; i < lengths.sources; i += 1) source(scaffold, values, i, ids[i], languages);
  for (const name of inputs(data, values)) input(scaffold, values, name, ids, languages);
  return scaffold.files();
}

/** Make as many entries as are wanted. @param {Scaffold} scaffold @param {Values} values */
function grow(scaffold, values) {
  const lengths = { dialogue: 0, requirements: 0, sources: 0 };
  for (const list of /** @type {(keyof typeof lengths)[]} */ (Object.keys(lengths))) {
    while (scaffold.has(`${list}.${lengths[list]}`)) lengths[list] += 1;
    for (const wanted = Number(values[`rows.${list}`] ?? 0); lengths[list] < wanted; lengths[list] += 1) {
      const i = lengths[list];
      scaffold.copy(LISTS[list].from, `${list}.${i - 1}`, `${list}.${i}`);
      const mark = list === "sources" ? scaffold.value("sources.0.id").replace(/^\S+/, "") : "";
      scaffold.set(`${list}.${i}.id`, `${LISTS[list].id}-${i + 1}${mark}`);
      if (list === "sources") scaffold.renameSource(`source-${i}`, `source-${i}] [@source-${i + 1}`);
    }
  }
  const own = Number(values["rows.own"] ?? 0);
  for (let i = 0; i < own; i += 1) {
    const name = folded(values[`own.${i}.name`]);
    if (!name || scaffold.has(`inputs.${name}`)) continue;
    scaffold.copy("inputs.daily_users", scaffold.lastOf("inputs"), `inputs.${name}`);
    scaffold.rename(`inputs.${name}`, name);
  }
  return lengths;
}

/** @param {Scaffold} scaffold @param {Values} values @param {number} i @param {string[]} languages */
function exchange(scaffold, values, i, languages) {
  const own = `dialogue.${i}`;
  for (const language of languages) {
    const first = folded(values[`${own}.question.${language}`]);
    if (first) scaffold.set(`${own}.question.${language}.0`, quoted(first));
    const answer = folded(values[`${own}.answer.${language}`]);
    if (answer) scaffold.set(`${own}.answer.${language}`, quoted(answer));
    const more = parts(values[`${own}.more.${language}`], /\n/);
    more.slice(0, 3).forEach((text, n) => scaffold.set(`${own}.question.${language}.${n + 1}`, quoted(text)));
    for (const text of more.slice(3).reverse()) scaffold.add(`${own}.question.${language}.3`, `- ${quoted(text)}`);
  }
  if (values[`${own}.important`] === "yes") scaffold.add(`${own}.step`, "important: true");
}

/** @param {Scaffold} scaffold @param {Values} values @param {number} i @param {string} id @param {string[]} languages */
function source(scaffold, values, i, id, languages) {
  const own = `sources.${i}`;
  const authors = parts(values[`${own}.authors`], /[\n;]/);
  const [title, year, url] = ["title", "year", "url"].map((key) => folded(values[`${own}.${key}`]));
  if (authors.length) scaffold.set(`${own}.authors`, quotedList(authors));
  if (title) scaffold.set(`${own}.title`, quoted(title));
  if (year) scaffold.set(`${own}.year`, String(Number(year)));
  if (url) scaffold.set(`${own}.url`, quoted(url));
  for (const language of languages) {
    const taken = folded(values[`${own}.taken.${language}`]);
    if (taken) scaffold.set(`${own}.taken.${language}`, quoted(taken));
  }
  // The mark behind the id asks for all three.
  if (!(authors.length && year && url)) return;
  scaffold.set(`${own}.id`, quoted(id));
  scaffold.renameSource(`source-${i + 1}`, id);
}

/** The names of all inputs: the scaffold's, then the author's own. @param {ScaffoldData} data @param {Values} values */
export function inputs(data, values) {
  const own = Array.from({ length: Number(values["rows.own"] ?? 0) }, (_, i) => folded(values[`own.${i}.name`]));
  return [...new Set([...scaffoldInputs(data), ...own.filter(Boolean)])];
}

/** @param {ScaffoldData} data */
export const scaffoldInputs = (data) => Object.keys(data.places).flatMap((path) => /^inputs\.(\w+)$/.exec(path)?.[1] ?? []);

/** @param {Scaffold} scaffold @param {Values} values @param {string} name @param {string[]} ids of the sources @param {string[]} languages */
function input(scaffold, values, name, ids, languages) {
  const index = Array.from({ length: Number(values["rows.own"] ?? 0) }, (_, i) => i).find((i) => folded(values[`own.${i}.name`]) === name);
  const own = index === undefined ? `inputs.${name}` : `own.${index}`;
  const place = `inputs.${name}`;
  for (const language of languages) {
    const title = folded(values[`${own}.title.${language}`]);
    if (title) scaffold.set(`${place}.title.${language}`, quoted(title));
  }
  const [value, least, most] = ["value", "least", "most"].map((key) => plainNumber(values[`${own}.${key}`]));
  if (value !== null) scaffold.set(`${place}.value`, value);
  const range = scaffold.value(`${place}.range`).match(/-?[\d.]+/g) ?? ["0", "1"];
  if (least !== null || most !== null) scaffold.set(`${place}.range`, `[${least ?? range[0]}, ${most ?? range[1]}]`);
  const unit = folded(values[`${own}.unit`]);
  if (unit) scaffold.set(`${place}.unit`, quoted(unit));
  const basis = folded(values[`${own}.basis`]);
  if (!basis || basis === "assumption") return;
  scaffold.set(`${place}.basis`, basis);
  const cited = ids[Number(values[`${own}.source`] || 1) - 1];
  if (cited) scaffold.add(`${place}.basis`, `source: ${quoted(cited)}`);
}

/* The archive -------------------------------------------------------------------------------------------------------------------- */

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit += 1) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n >>> 0;
});

/** @param {Uint8Array} bytes */
function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** Numbers as little-endian bytes. @param {[value: number, size: 2 | 4][]} fields */
function packed(fields) {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [, size]) => sum + size, 0)));
  let at = 0;
  for (const [value, size] of fields) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return new Uint8Array(view.buffer);
}

/**
 * A ZIP archive, not compressed: text of some tens of kilobytes. Names are ASCII; times are those of 1 January 1980, so that the same
 * files make the same archive.
 * @param {Map<string, string>} files by path
 * @returns {Blob}
 */
export function zip(files) {
  /** @type {Uint8Array<ArrayBuffer>[]} */ const local = [];
  /** @type {Uint8Array<ArrayBuffer>[]} */ const directory = [];
  let offset = 0;
  for (const [path, text] of files) {
    const name = new TextEncoder().encode(path);
    const bytes = new TextEncoder().encode(text);
    /** @type {[number, 2 | 4][]} version, flag for UTF-8, stored, time, date, checksum, sizes, lengths of name and extra */
    const common = [[20, 2], [0x0800, 2], [0, 2], [0, 2], [0x21, 2], [crc32(bytes), 4], [bytes.length, 4], [bytes.length, 4], [name.length, 2], [0, 2]];
    const head = packed([[0x04034b50, 4], ...common]);
    local.push(head, name, bytes);
    directory.push(packed([[0x02014b50, 4], [20, 2], ...common, [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]]), name);
    offset += head.length + name.length + bytes.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = packed([[0x06054b50, 4], [0, 2], [0, 2], [files.size, 2], [files.size, 2], [size, 4], [offset, 4], [0, 2]]);
  return new Blob([...local, ...directory, end], { type: "application/zip" });
}
