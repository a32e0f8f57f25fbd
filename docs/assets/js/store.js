// @ts-check
/**
 * What the reader has ticked, in this browser's localStorage, one JSON object for the whole site: {"version": 1, "checklist": {"data.leakage": true}}.
 *
 * The project sites of one owner share an origin, so the key carries the site's base path: `mlsd:/sub/path/:v1`. What cannot be read is never
 * thrown away: it is kept under the same key with `:damaged`. Where nothing can be stored (a private window, a full disk), the store works in
 * memory, and writes what it holds as soon as it can.
 */

/**
 * @typedef {{id: "unreadable" | "foreign" | "version" | "entry", detail: string}} Problem what is wrong with a text
 * @typedef {{ids: Set<string>, rest: Record<string, unknown>, problem: Problem | null}} Reading ticked ids, and parts of the object that this version does not know
 */

export const VERSION = 1;

/** `<step>.<item>` */
const ID = /^[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*$/;

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * The path under which the site is published, with a slash at both ends.
 * @returns {string}
 */
export function basePath() {
  const scope = /** @type {{__md_scope?: unknown}} */ (globalThis).__md_scope;
  return (scope instanceof URL ? scope : new URL("../../", import.meta.url)).pathname;
}

/**
 * Read a text as ticks. What is right in it is read even where the rest is not.
 * @param {string} text
 * @returns {Reading}
 */
export function parse(text) {
  /** @type {(id: Problem["id"], detail?: string) => Reading} */
  const failed = (id, detail = "") => ({ ids: new Set(), rest: {}, problem: { id, detail } });
  /** @type {unknown} */
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    return failed("unreadable");
  }
  if (!isObject(data)) return failed("foreign");
  const { version, checklist, ...rest } = data;
  if (!isObject(checklist) || typeof version !== "number") return failed("foreign");
  if (version !== VERSION) return failed("version", String(version));
  const entries = Object.entries(checklist);
  const wrong = entries.find(([id, ticked]) => !ID.test(id) || ticked !== true);
  const ids = new Set(entries.filter(([id, ticked]) => ID.test(id) && ticked === true).map(([id]) => id));
  return { ids, rest, problem: wrong ? { id: "entry", detail: JSON.stringify({ [wrong[0]]: wrong[1] }).slice(1, -1) } : null };
}

/**
 * Write ticks as a text.
 * @param {Iterable<string>} ids
 * @param {Record<string, unknown>} [rest]
 * @param {number} [indent] for people to read
 */
export function format(ids, rest = {}, indent = 0) {
  const checklist = Object.fromEntries([...ids].sort().map((id) => [id, true]));
  return JSON.stringify({ version: VERSION, checklist, ...rest }, null, indent);
}

export class Store {
  /** @type {string} */ #key;
  /** @type {Storage | null} */ #area;
  /** @type {Set<string>} */ #ids = new Set();
  /** @type {Record<string, unknown>} */ #rest = {};
  /** @type {Map<string, boolean>} changes that are not stored yet */ #pending = new Map();
  /** @type {Map<string, unknown>} parts that are not stored yet */ #parts = new Map();
  /** @type {Set<() => void>} */ #listeners = new Set();
  #damaged = false;
  #writable = false;

  /**
   * @param {string} base the site's base path
   * @param {Storage | null} area null works in memory
   */
  constructor(base, area) {
    this.#key = `mlsd:${base}:v${VERSION}`;
    this.#area = area;
    this.#read();
  }

  /** Whether everything that was ticked here is stored. */
  get isSaved() {
    return this.#pending.size === 0 && this.#parts.size === 0;
  }

  /** Whether this page has met data that it could not read, and set it aside. */
  get isDamaged() {
    return this.#damaged;
  }

  /** The ids that are ticked. @returns {ReadonlySet<string>} */
  get ids() {
    return this.#ids;
  }

  /**
   * Tick some ids and untick others; what other tabs have changed meanwhile stays.
   * @param {Iterable<[string, boolean]>} changes
   */
  change(changes) {
    for (const [id, ticked] of changes) this.#pending.set(id, ticked);
    this.#read();
    this.#write();
    this.#tell();
  }

  /** What is kept besides the ticks, such as a draft. @param {string} name @returns {unknown} */
  part(name) {
    return this.#rest[name];
  }

  /**
   * Keep something besides the ticks; what other tabs have changed meanwhile in other parts stays.
   * @param {string} name
   * @param {unknown} value something that JSON can hold; undefined takes the part out
   */
  keep(name, value) {
    this.#parts.set(name, value);
    this.#read();
    this.#write();
    this.#tell();
  }

  /** Tick these ids and no others. @param {ReadonlySet<string>} ids */
  replace(ids) {
    this.#read();
    this.change([...new Set([...this.#ids, ...ids])].map((id) => [id, ids.has(id)]));
  }

  /**
   * Call `listener` after every change, from whichever tab.
   * @param {() => void} listener
   * @returns {() => void} ends it
   */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Follow what other tabs store. */
  follow() {
    const again = () => {
      this.#read();
      this.#tell();
    };
    addEventListener("storage", (event) => (event.key === this.#key || event.key === null) && again());
    // A page that comes back by the Back button has slept through the events.
    addEventListener("pageshow", (event) => event.persisted && again());
  }

  #tell() {
    for (const listener of this.#listeners) listener();
  }

  #read() {
    const text = this.#get(this.#key);
    const reading = parse(text ?? format([]));
    this.#ids = reading.ids;
    this.#rest = reading.rest;
    this.#writable = text !== undefined;
    if (text && reading.problem) {
      this.#damaged = true;
      // Nothing is written over a text before it is set aside.
      this.#writable = this.#setAside(text);
      if (this.#writable) this.#set(this.#key, format(reading.ids, reading.rest));
    }
    for (const [id, ticked] of this.#pending) {
      if (ticked) this.#ids.add(id);
      else this.#ids.delete(id);
    }
    for (const [name, value] of this.#parts) {
      if (value === undefined) delete this.#rest[name];
      else this.#rest[name] = value;
    }
  }

  #write() {
    if (!this.#writable || !this.#set(this.#key, format(this.#ids, this.#rest))) return;
    this.#pending.clear();
    this.#parts.clear();
  }

  /** @param {string} text @returns {boolean} whether it is kept */
  #setAside(text) {
    for (let number = 1; ; number += 1) {
      const key = `${this.#key}:damaged${number === 1 ? "" : `-${number}`}`;
      const kept = this.#get(key);
      if (kept === text) return true;
      if (kept === null || kept === undefined) return this.#set(key, text);
    }
  }

  /** @param {string} key @returns {string | null | undefined} undefined where nothing can be read */
  #get(key) {
    try {
      return this.#area?.getItem(key);
    } catch {
      return undefined;
    }
  }

  /** @param {string} key @param {string} text @returns {boolean} whether it is stored */
  #set(key, text) {
    try {
      this.#area?.setItem(key, text);
      return this.#area !== null;
    } catch {
      return false;
    }
  }
}

/** Open the site's store; it follows other tabs. */
export function openStore() {
  /** @type {Storage | null} */
  let area = null;
  try {
    area = globalThis.localStorage ?? null;
  } catch {
    // Forbidden: it works in memory.
  }
  const store = new Store(basePath(), area);
  store.follow();
  return store;
}
