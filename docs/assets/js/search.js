// @ts-check
/**
 * Search: Pagefind's engine behind Material's box. Loaded at the first query (overrides/partials/search.html); the index is made by
 * hooks/mlsd/export/search.py, and of it only the parts that a query needs are fetched.
 *
 * Pagefind alone fails a reader of Russian in two ways, and a misspelt word in any language:
 * - since 1.5 it takes the sign off `й` before it cuts the ending off, so that «калибровкой» and «отложенный» are found in that form only;
 * - its stemmer, as any of Snowball's, does not know that «утечек» and «утечка» are one word;
 * - a word that it does not know it shortens until something begins with it, were it one letter.
 * So the endings with `й` are cut off here, the forms with the fleeting vowel are searched too, and a result counts only if the words that
 * it marks resemble those asked for. If they do not, the query is corrected by the words of the glossary and of the titles, or by the other
 * layout of the keyboard.
 *
 * Readers ask in sentences, and Pagefind wants every word of a query on the page. So each word is searched alone, and a page scores by the sum.
 */

/**
 * @typedef {{location: number, balanced_score: number}} Hit
 * @typedef {{element: string, id: string, text: string, location: number}} Anchor
 * @typedef {{url: string, raw_content: string, meta: {title: string}, anchors: Anchor[], weighted_locations: Hit[]}} Found a page, as Pagefind gives it
 * @typedef {{id: string, score: number, data: () => Promise<Found>}} Result
 * @typedef {{search: (query: string) => Promise<{results: Result[]}>}} Engine
 * @typedef {{location: string, title: string, text: string, score: number, terms: Record<string, boolean>}} Item as Material shows it
 */

const LANGUAGE = document.documentElement.lang;
const ROOT = new URL("../../", import.meta.url);
const SHOWN = 8;
const SECTIONS = 3;
const EXCERPT = 26;
const LEAST = 2;
/** Words of a query that are searched: a sentence has fewer. */
const MOST = 12;
/** How much a long page is held back: less than by Pagefind's own measure, since the long pages here are the steps and the cases. */
const RANKING = { pageLength: 0.3 };
/** While the reader goes on typing, nothing is asked: one letter less, and a query may need more of the index. */
const PAUSE = 120;

/** @type {Record<string, (query: string) => string>} */
const CORRECTED = {
  ru: (query) => `Показано по запросу «${query}»`,
  en: (query) => `Showing results for “${query}”`,
};

/* Words -------------------------------------------------------------------------------------------------------------------------- */

/** A word as it is compared: Pagefind takes diacritics off as well. @param {string} word */
const fold = (word) => word.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

/** A word without the punctuation around it. @param {string} word */
const bare = (word) => word.replace(/^[^\p{L}\d]+|[^\p{L}\d]+$/gu, "");

/** @param {string} text @returns {string[]} */
const split = (text) => text.match(/[\p{L}\p{M}\d]+/gu) ?? [];

const ENDING = /(ами|ями|ого|его|ому|ему|ыми|ими|ах|ях|ам|ям|ом|ем|ои|еи|ыи|ии|ую|юю|ая|яя|ое|ее|ые|ие|ых|их|ов|ев|ью|[аеиоуыьюя])$/;

/** A folded word without its Russian ending, for comparing misspelt words: Pagefind's own stemmer cannot be asked. @param {string} word */
const withoutEnding = (word) => {
  const stem = word.replace(ENDING, "");
  return stem.length >= 3 ? stem : word;
};

/**
 * A word as Pagefind is to be asked for it: the endings that it would not know once `й` is taken for `и` are cut off.
 * @param {string} word
 */
const asked = (word) => word.replace(/([\p{L}-]{3,})[оеыи]й$/u, "$1");

/**
 * The other form of a Russian word with a fleeting vowel: «утечек», «рынок» and «утечкой», «рынка». It need not exist.
 * @param {string} word
 */
function fleeting(word) {
  const full = /^(.+[бвгджзклмнпрстфхцчшщ])[её]к$|^(.+[бвгджзклмнпрстфхцчшщ])ок$/.exec(word);
  if (full) return `${full[1] ?? full[2]}ка`;
  const short = /^(.+[бвгджзлмнпрстфхцчшщ])к(?:а|и|у|е|ой|ам|ами|ах|ов|ом)$/.exec(word);
  return short ? `${short[1]}${/[жчшщ]$/.test(short[1]) ? "е" : "о"}к` : word;
}

/** What an English word may end with and still be a form of another. */
const SUFFIX = /^(?:|e|e?s|e?d|y|ly|al|i?er|ers|ies|ied|ily|ings?|ions?|ations?|ive|ity|ments?|able|ance|ence|[bdglmnprt](?:ed|ing|er))$/;

/**
 * Whether a marked word is a form of the one asked for, or begins with it. A form differs by an ending of three letters at most.
 * @param {string} word folded
 * @param {string} marked folded
 * @param {number} [least] how many letters must agree
 */
function agrees(word, marked, least) {
  let same = 0;
  while (same < word.length && word[same] === marked[same]) same += 1;
  if (least !== undefined) return same >= least;
  const cut = Math.max(Math.min(3, word.length), word.length - 3);
  if (same < cut || !/^[a-z]+$/.test(word)) return same >= cut;
  for (let end = same; end >= Math.min(3, word.length); end -= 1) if (SUFFIX.test(word.slice(end))) return true;
  return false;
}

/**
 * The distance of Damerau and Levenshtein (optimal string alignment): insertions, deletions, replacements, neighbours swapped.
 * @param {string} a
 * @param {string} b
 */
export function distance(a, b) {
  /** @type {number[]} */
  let before = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = above[j - 1] + Number(a[i - 1] !== b[j - 1]);
      row[j] = Math.min(above[j] + 1, row[j - 1] + 1, replaced);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    before = above;
    above = row;
  }
  return above[b.length];
}

/** How many errors a word may have. @param {string} word */
const allowed = (word) => (word.length < 6 ? 1 : 2);

/**
 * The word that a misspelt one was meant to be: at most two errors off, one in a word of five letters or less; in Russian either with the
 * endings or without.
 * @param {string} word
 * @param {string[]} words
 * @returns {string | undefined}
 */
export function nearest(word, words) {
  const folded = fold(word);
  if (folded.length < 4) return undefined;
  const stem = withoutEnding(folded);
  /** @type {[number, number, string][]} */
  const near = [];
  for (const candidate of words) {
    const other = fold(candidate);
    if (Math.abs(other.length - folded.length) > 5) continue;
    const whole = distance(folded, other);
    const cut = distance(stem, withoutEnding(other));
    // Of equally near words the one is meant that begins alike, then the one that is nearer with its ending.
    const errors = Math.min(whole, cut) + Number(folded[0] !== other[0]) / 2;
    if (whole <= allowed(folded) || cut <= allowed(stem)) near.push([errors, whole, candidate]);
  }
  near.sort(([a, b], [c, d]) => a - c || b - d);
  return near[0]?.[2];
}

const LAYOUTS = ["`qwertyuiop[]asdfghjkl;'zxcvbnm,.", "ёйцукенгшщзхъфывапролджэячсмитьбю"];

/**
 * A word as it would be in the other layout of the keyboard, if it was typed in the wrong one: «rfkb,hjdrf» is «калибровка».
 * @param {string} word as it was typed, in lower case
 */
function switched(word) {
  const [from, to] = LANGUAGE === "ru" ? LAYOUTS : [LAYOUTS[1], LAYOUTS[0]];
  return [...word].map((sign) => to[from.indexOf(sign)] ?? sign).join("");
}

/* Fetched ------------------------------------------------------------------------------------------------------------------------ */

/** @type {Promise<Engine> | undefined} */
let engine;
/** @type {Promise<string[]> | undefined} */
let known;

/** Without Pagefind's own worker, which would be one more copy of the engine to fetch. */
function start() {
  engine ??= import(new URL("pagefind/pagefind.js", ROOT).href).then((pagefind) => pagefind.createInstance({ noWorker: true, ranking: RANKING }));
  return engine.catch((error) => {
    engine = undefined;
    throw error;
  });
}

/** @returns {Promise<string[]>} */
function knownWords() {
  known ??= fetch(new URL(`assets/search/words.${LANGUAGE}.json`, ROOT)).then((response) => response.json());
  return known.catch(() => {
    known = undefined;
    return [];
  });
}

/* Search ------------------------------------------------------------------------------------------------------------------------- */

/** Words that say nothing of what is looked for; they are searched only if there are no others. @type {Record<string, string>} */
const SILENT = {
  ru: `а без бы был была были было в вам вас во вот все всё вы где да для до его ее её если есть же за и из или им их к как какая какие каким
    каких какого какой какую ко когда который ли либо между мне можно мы на над надо нас не него нее неё ней нет ни них но ну нужна нужно о об
    обо он она они оно от по под при про с со так то того тоже той только том ту ты у уже что чтобы это этого этот эту я`,
  en: `a about an and any are as at be by can do does for from has have how i if in into is it its my need of on or our per should so some than
    that the their them then there these they this to vs versus was we what when where which while who why will with would you your`,
};
const silent = new Set(fold(SILENT[LANGUAGE] ?? "").split(/\s+/));

/**
 * What a word of a query found: pages with what the word weighs in each.
 * @typedef {{word: string, isKnown: boolean, isGuess: boolean, scores: Map<string, {score: number, results: Result[]}>}} Hits
 */

/**
 * Search one word, in both its forms if it has two.
 * @param {string} word
 * @returns {Promise<Hits>}
 */
async function look(word) {
  const { search } = await start();
  const other = fleeting(word);
  /** @type {Hits} */
  const hits = { word, isKnown: false, isGuess: false, scores: new Map() };
  for (const form of new Set([word, other])) {
    const { results } = await search(asked(form));
    if (!results.length) continue;
    // A word that it does not know Pagefind shortens until something begins with it.
    const marks = marked([await results[0].data()]);
    const parts = split(form);
    const telling = parts.filter((part) => part.length > 2);
    /** @param {(part: string) => number | undefined} least */
    const isMarked = (least) =>
      (telling.length ? telling : parts).every((part) => marks.some((mark) => agrees(fold(part), mark, least(part))));
    // The other form was made up, so it must be there nearly as it is.
    const isKnown = isMarked((part) => (form === word ? undefined : part.length - 1));
    hits.isKnown ||= isKnown;
    hits.isGuess ||= isMarked((part) => Math.max(3, Math.ceil(part.length / 2)));
    if (!isKnown && form !== word) continue;
    for (const result of results) {
      const page = hits.scores.get(result.id) ?? { score: 0, results: [] };
      page.score = Math.max(page.score, result.score);
      page.results.push(result);
      hits.scores.set(result.id, page);
    }
  }
  return hits;
}

/**
 * @param {Hits[]} hits of the words
 * @returns {Promise<Found[]>} the best pages, best first
 */
function best(hits) {
  /** @type {Map<string, {score: number, results: Result[]}>} */
  const byPage = new Map();
  for (const { scores } of hits) {
    for (const [id, { score, results }] of scores) {
      const page = byPage.get(id) ?? { score: 0, results: [] };
      byPage.set(id, { score: page.score + score, results: [...page.results, ...results] });
    }
  }
  const sorted = [...byPage.values()].sort((a, b) => b.score - a.score);
  return inTurn(sorted.slice(0, SHOWN).map(({ results }) => () => load(results)));
}

/** Pagefind keeps one object for each page, so that one load must not write into it while another reads. @template T @param {(() => Promise<T>)[]} tasks */
async function inTurn(tasks) {
  const done = [];
  for (const task of tasks) done.push(await task());
  return done;
}

/** Load a page with what each word found in it. @param {Result[]} results @returns {Promise<Found>} */
async function load(results) {
  let page = await results[0].data();
  for (const result of results.slice(1)) {
    const hits = page.weighted_locations; // They are those of the last query only.
    page = await result.data();
    page = { ...page, weighted_locations: [...hits, ...page.weighted_locations] };
  }
  return page;
}

/** @param {Found[]} found @returns {string[]} the words that the pages were found by, folded */
function marked(found) {
  const words = found.flatMap((page) => {
    const content = page.raw_content.split(/\s+/);
    return page.weighted_locations.map(({ location }) => content[location] ?? "");
  });
  return [...new Set(words.flatMap((word) => split(fold(word))))];
}

/**
 * The word that was meant by one that is nowhere: in the other layout of the keyboard, or with an error or two.
 * @param {string} typed with the signs that may be letters in the other layout
 * @param {string} word
 * @returns {Promise<Hits | undefined>}
 */
async function meant(typed, word) {
  const words = await knownWords();
  const other = bare(switched(typed));
  const candidates = [other !== word ? other : undefined, nearest(word, words), other !== word ? nearest(other, words) : undefined];
  for (const candidate of candidates) {
    if (!candidate) continue;
    const hits = await look(candidate);
    if (hits.isKnown) return hits;
  }
  return undefined;
}

/**
 * @param {string} text
 * @returns {Promise<{found: Found[], corrected?: string}>}
 */
export async function search(text) {
  const typed = text.toLowerCase().split(/\s+/).filter((part) => bare(part));
  const telling = typed.filter((part) => !silent.has(fold(bare(part))));
  const wanted = (telling.length ? telling : typed).slice(0, MOST);
  const hits = await inTurn(wanted.map((part) => () => look(bare(part))));
  const better = await inTurn(hits.map((hit, i) => async () => (hit.isKnown ? hit : ((await meant(wanted[i], hit.word)) ?? hit))));
  const known = better.filter(({ isKnown }) => isKnown);
  if (better.some((hit, i) => hit !== hits[i])) {
    const words = typed.map((part) => better[wanted.indexOf(part)]?.word ?? bare(part));
    return { found: await best(known), corrected: words.join(" ") };
  }
  // Not corrected: half of the word in common is a guess worth showing, one letter is not.
  return { found: await best(known.length ? known : hits.filter(({ isGuess }) => isGuess)) };
}

/* Shown -------------------------------------------------------------------------------------------------------------------------- */

/** Material writes titles as HTML. @param {string} text */
const escape = (text) => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign] ?? sign);

/** Mark a word, but not the punctuation around it. @param {string} word as HTML */
const mark = (word) =>
  word.includes("&") ? `<mark>${word}</mark>` : word.replace(/^([«"“„(]*)(.+?)([»"”),.:;!?…]*)$/, "$1<mark>$2</mark>$3");

/**
 * The densest part of a section, its words marked.
 * @param {string[]} content words as HTML
 * @param {Hit[]} hits in this section
 * @param {number} first
 * @param {number} end
 */
function excerpt(content, hits, first, end) {
  const inside = hits.filter(({ location }) => location >= first);
  const from = inside.reduce(
    (best, { location }) => {
      const within = inside.filter((hit) => hit.location >= location && hit.location < location + EXCERPT);
      const weight = within.reduce((sum, hit) => sum + hit.balanced_score, 0);
      return weight > best.weight ? { location, weight } : best;
    },
    { location: first, weight: 0 },
  ).location;
  const start = Math.max(first, Math.min(from - 4, end - EXCERPT));
  const places = new Set(inside.map(({ location }) => location));
  const shown = content.slice(start, Math.min(start + EXCERPT, end)).map((word, i) => (places.has(start + i) ? mark(word) : word));
  return `${start > first ? "… " : ""}${shown.join(" ")}${start + EXCERPT < end ? " …" : ""}`;
}

/**
 * A page and its best sections. Pagefind's own sections begin at headings only; a term of the glossary is one here as well.
 * @param {Found} page
 * @param {number} score
 * @returns {Item[]}
 */
function items(page, score) {
  const content = page.raw_content.split(/\s+/);
  const anchors = page.anchors.filter(({ element, text }) => /^(h[2-6]|dt)$/.test(element) && text.trim()).sort((a, b) => a.location - b.location);
  const starts = [{ id: "", text: page.meta.title, location: 0 }, ...anchors];
  const sections = starts.map(({ id, text, location }, i) => {
    const end = starts[i + 1]?.location ?? content.length;
    const hits = page.weighted_locations.filter((hit) => hit.location >= location && hit.location < end);
    return { id, text, first: location, end, hits, weight: hits.reduce((sum, hit) => sum + hit.balanced_score, 0) };
  });
  const found = sections.filter(({ hits }) => hits.length).sort((a, b) => b.weight - a.weight);
  // Material shows a section as a page's own text if it scores as the page does, and folds it away if it scores less.
  const isTop = found[0]?.id === "";
  /** @param {typeof sections[0]} section @param {number} rank @returns {Item} */
  const item = ({ id, text, hits, first, end }, rank) => {
    const title = text.trim().split(/\s+/).map(escape);
    const body = first + title.length;
    return {
      location: id ? `${page.url}#${id}` : page.url,
      title: title.map((word, i) => (hits.some(({ location }) => location === first + i) ? mark(word) : word)).join(" "),
      text: hits.length ? excerpt(content, hits, Math.min(body, end), end) : "",
      score: rank,
      terms: {},
    };
  };
  const inside = found.filter(({ id }) => id).slice(0, SECTIONS);
  return [item(sections[0], score), ...inside.map((section) => item(section, isTop ? score - 0.5 : score))];
}

/** The last query: an answer to an earlier one comes too late. */
let latest = 0;

/**
 * Answer a query in the form that Material shows; nothing if the reader has typed on.
 * @param {string} text
 * @param {HTMLElement} note where a correction is shown
 * @returns {Promise<{items: Item[][]} | undefined>}
 */
export async function answer(text, note) {
  latest += 1;
  const turn = latest;
  const query = text.trim();
  if (query.length >= LEAST) await new Promise((resolve) => setTimeout(resolve, PAUSE));
  if (turn !== latest) return undefined;
  const { found, corrected } = query.length >= LEAST ? await search(query) : { found: [], corrected: undefined };
  if (turn !== latest) return undefined;
  note.textContent = corrected ? CORRECTED[LANGUAGE](corrected) : "";
  // Enter opens the best score; among pages the order is Pagefind's.
  return { items: found.map((page, i) => items(page, found.length - i)) };
}
