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
 * layout of the keyboard. Where the glossary knows another word for what was typed, that one is searched as well.
 *
 * Readers ask in sentences, and Pagefind wants every word of a query on the page. So each word is searched alone, and a page scores by the
 * sum; of the best pages those come first that have the words in one heading, term, or checklist item.
 */
import { bare, distance, FAR, fleeting, fold, isForm, kinship, latin, nearest, oneScript, split, switched } from "./search-words.js";

/**
 * @typedef {{location: number, balanced_score: number, word?: string}} Hit a place, with the word that it was found by
 * @typedef {{element: string, id: string, text: string, location: number}} Anchor
 * @typedef {{url: string, raw_content: string, meta: {title: string}, anchors: Anchor[], weighted_locations: Hit[], sections?: Section[]}} Found a page, as Pagefind gives it, with its sections
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
/** Candidates, who are most of the readers, want a page for interviewers or for contributors only if it is clearly the best. */
const FOR_OTHERS = /\/(interviewer|rules)\/$/;
const HELD_BACK = 0.8;
/** What stands before a word that is in the index for search only. */
const UNSEEN = "\u2060";
/** What it is worth to a page that all that is sought makes up one of its headings; the words alone give it 1 at most. */
const BONUS = 1;

/** @type {Record<string, (query: string) => string>} */
const CORRECTED = {
  ru: (query) => `Показано по запросу «${query}»`,
  en: (query) => `Showing results for “${query}”`,
};

/* Fetched ------------------------------------------------------------------------------------------------------------------------ */

/** @type {Promise<Engine> | undefined} */
let engine;
/** @type {Map<string, Promise<any>>} */
const fetched = new Map();

/** Without Pagefind's own worker, which would be one more copy of the engine to fetch. */
function start() {
  engine ??= import(new URL("pagefind/pagefind.js", ROOT).href).then((pagefind) => pagefind.createInstance({ noWorker: true, ranking: RANKING }));
  return engine.catch((error) => {
    engine = undefined;
    throw error;
  });
}

/**
 * What hooks/mlsd/export/search.py wrote; nothing if it cannot be fetched, since the rest of search does without.
 * @template T
 * @param {string} name
 * @param {T} nothing
 * @returns {Promise<T>}
 */
function written(name, nothing) {
  const file = fetched.get(name) ?? fetch(new URL(`assets/search/${name}.${LANGUAGE}.json`, ROOT)).then((response) => response.json());
  fetched.set(name, file);
  return file.catch(() => {
    fetched.delete(name);
    return nothing;
  });
}

const knownWords = () => written("words", /** @type {string[]} */ ([]));
const synonyms = () => written("synonyms", /** @type {Record<string, string[]>} */ ({}));

/* Search ------------------------------------------------------------------------------------------------------------------------- */

/** Words that say nothing of what is looked for; they are searched only if there are no others. @type {Record<string, string>} */
const SILENT = {
  ru: `а без бы был была были было в вам вас во вот все всё вы где да для до его ее её если есть же за зачем и из или им их к как какая какие каким
    каких какого какой какую ко когда который кто куда ли либо между мне можно мы на над надо нас не него нее неё ней нет ни них но ну нужна нужно о об
    обо он она они оно от по под почему при про с со так то того тоже той только том ту ты у уже чего чем что чтобы это этого этот эту я`,
  en: `a about an and any are as at be by can do does for from has have how i if in into is it its my need of on or our per should so some than
    that the their them then there these they this to vs versus was we what when where which while who why will with would you your`,
};
const silent = new Set(fold(SILENT[LANGUAGE] ?? "").split(/\s+/));

/**
 * A word as Pagefind is to be asked for it: the endings that it would not know once `й` is taken for `и` are cut off.
 * @param {string} word
 */
const asked = (word) => word.replace(/([\p{L}-]{3,})[оеыи]й$/u, "$1");

/**
 * What a word of a query found: pages with what the word weighs in each. A word is known if it stands somewhere in some form.
 * @typedef {{word: string, isKnown: boolean, isKin: boolean, isGuess: boolean, scores: Map<string, {score: number, results: Result[]}>}} Hits
 */

/** @type {Map<string, Promise<Hits>>} */
const looked = new Map();

/** @param {string} word @returns {Promise<Hits>} */
function look(word) {
  const found = looked.get(word) ?? lookUp(word);
  looked.set(word, found);
  return found.catch((error) => {
    looked.delete(word);
    throw error;
  });
}

/** How near the words of a place are to those of a word, which may have a hyphen. @param {string} word @param {string} place */
function nearness(word, place) {
  const forms = [...new Set([fold(word), fold(fleeting(word))])];
  const others = split(fold(place));
  const near = forms.map((form) => {
    const parts = split(form);
    return parts.reduce((sum, part) => sum + Math.max(0, ...others.map((other) => kinship(part, other))), 0) / parts.length;
  });
  return Math.max(0, ...near);
}

/**
 * Search one word, in both its forms if it has two.
 * @param {string} word
 * @returns {Promise<Hits>}
 */
async function lookUp(word) {
  const { search } = await start();
  const other = fleeting(word);
  /** @type {Hits} */
  const hits = { word, isKnown: false, isKin: false, isGuess: false, scores: new Map() };
  for (const form of new Set([word, other])) {
    const { results } = await search(asked(form));
    if (!results.length) continue;
    // A word that it does not know Pagefind shortens until something begins with it.
    const marks = marked(await results[0].data());
    const parts = split(fold(form));
    const telling = parts.filter((part) => part.length > 2);
    const near = (telling.length ? telling : parts).map((part) => Math.max(0, ...marks.map((mark) => kinship(part, mark))));
    const isKnown = near.every((each) => each === 1);
    hits.isKnown ||= isKnown;
    hits.isKin ||= form === word && near.every((each) => each > FAR);
    hits.isGuess ||= parts.every((part) => marks.some((mark) => mark.startsWith(part.slice(0, Math.max(3, Math.ceil(part.length / 2))))));
    // The other form was made up, so it must be there.
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

/** @param {Found} page @returns {string[]} the words that the page was found by, folded */
function marked(page) {
  const content = page.raw_content.split(/\s+/);
  const words = page.weighted_locations.map(({ location }) => content[location] ?? "");
  return [...new Set(words.flatMap((word) => split(fold(word))))];
}

/**
 * A thing that is looked for, in one wording or in several: «фича» and «признак».
 * @typedef {Hits[][]} Sought
 */

/**
 * @param {Sought[]} sought
 * @param {(hits: Hits) => number} weigh a word in a page
 */
const weighed = (sought, weigh) => sought.reduce((sum, wordings) => sum + Math.max(...wordings.map((wording) =>
  wording.reduce((all, hits) => all + weigh(hits), 0) / Math.sqrt(wording.length))), 0);

/**
 * @param {Sought[]} sought
 * @returns {Promise<Found[]>} the best pages, best first
 */
async function best(sought) {
  const words = [...new Set(sought.flat(2))];
  const ids = [...new Set(words.flatMap(({ scores }) => [...scores.keys()]))];
  const scored = ids.map((id) => ({ id, score: weighed(sought, ({ scores }) => scores.get(id)?.score ?? 0) }));
  const top = scored.sort((a, b) => b.score - a.score).slice(0, SHOWN);
  const pages = await inTurn(top.map(({ id }) => async () => {
    const page = await load(id, words);
    const score = weighed(sought, ({ scores, word }) => (scores.get(id)?.score ?? 0) * (page.shares.get(word) ?? 0));
    const parts = sections(page.found, sought);
    const all = score / top[0].score + BONUS * Math.max(...parts.map(({ weight }) => weight));
    return { page: { ...page.found, sections: parts }, score: FOR_OTHERS.test(page.found.url) ? HELD_BACK * all : all };
  }));
  return pages.sort((a, b) => b.score - a.score).map(({ page }) => page);
}

/** Pagefind keeps one object for each page, so that one load must not write into it while another reads. @template T @param {(() => Promise<T>)[]} tasks */
async function inTurn(tasks) {
  const done = [];
  for (const task of tasks) done.push(await task());
  return done;
}

/**
 * Load a page with what each word found in it, but for words that only begin alike where the word itself is known; with the share of the rest.
 * @param {string} id
 * @param {Hits[]} all
 * @returns {Promise<{found: Found, shares: Map<string, number>}>}
 */
async function load(id, all) {
  /** @type {Found | undefined} */
  let page;
  /** @type {Hit[]} */
  const places = [];
  /** @type {Map<string, number>} */
  const shares = new Map();
  for (const { word, isKnown, scores } of all) {
    let [near, total] = [0, 0];
    for (const result of scores.get(id)?.results ?? []) {
      page = await result.data(); // Its places are those of the last query only.
      const content = page.raw_content.split(/\s+/);
      for (const hit of page.weighted_locations) {
        const weight = isKnown ? nearness(word, content[hit.location] ?? "") : 1;
        near += weight * hit.balanced_score;
        total += hit.balanced_score;
        if (weight > FAR) places.push({ ...hit, balanced_score: weight * hit.balanced_score, word });
      }
    }
    if (total) shares.set(word, near / total);
  }
  return { found: { .../** @type {Found} */ (page), weighted_locations: places }, shares };
}

/**
 * A page's parts with what was found in each. Pagefind's own begin at headings only; a term of the glossary is one here as well.
 * A part weighs by how much of what is sought stands together in it and makes up its heading: 1 at most.
 * @typedef {{id: string, text: string, first: number, end: number, hits: Hit[], weight: number}} Section
 * @param {Found} page
 * @param {Sought[]} sought
 * @returns {Section[]}
 */
function sections(page, sought) {
  const content = page.raw_content.split(/\s+/);
  const share = shareOf(sought);
  const said = sought.flat(2).map(({ word }) => word);
  const anchors = page.anchors.filter(({ element, text }) => /^(h[2-6]|dt)$/.test(element) && text.trim()).sort((a, b) => a.location - b.location);
  const starts = [{ id: "", text: page.meta.title, location: 0 }, ...anchors];
  return starts.map(({ id, text, location }, i) => {
    const end = starts[i + 1]?.location ?? content.length;
    const hits = page.weighted_locations.filter((hit) => hit.location >= location && hit.location < end);
    if (!hits.length) return { id, text, first: location, end, hits, weight: 0 };
    const words = split(fold(text)).filter((word) => !silent.has(word));
    const same = words.filter((word) => said.some((each) => nearness(each, word) === 1));
    const heading = share(text) * (0.4 + 0.6 * (words.length ? same.length / words.length : 0));
    const places = [...new Set(hits.map((hit) => content[hit.location]))].join(" ");
    return { id, text, first: location, end, hits, weight: 0.7 * heading + 0.3 * share(places) };
  });
}

/**
 * How much of what is sought is in a text; a rare word is more of it.
 * @param {Sought[]} sought
 * @returns {(text: string) => number}
 */
function shareOf(sought) {
  const spread = sought.map((wordings) => Math.max(1, ...wordings.flat().map(({ scores }) => scores.size)));
  const rarity = spread.map((pages) => 1 + Math.log(Math.max(...spread) / pages));
  const total = rarity.reduce((sum, each) => sum + each, 0);
  /** @param {Hits[]} wording @param {string} text */
  const near = (wording, text) => wording.reduce((sum, { word }) => sum + nearness(word, text), 0) / wording.length;
  return (text) => sought.reduce((sum, wordings, i) => sum + rarity[i] * Math.max(...wordings.map((wording) => near(wording, text))), 0) / total;
}

/**
 * The word that was meant by one that is nowhere: in one script, in the other layout of the keyboard, with an error or two, in parts, or
 * an English one in Russian letters.
 * @param {string} typed with the signs that may be letters in the other layout
 * @param {Hits} hit
 * @returns {Promise<Hits[] | undefined>}
 */
async function meant(typed, { word, isKin }) {
  const words = await knownWords();
  const close = nearest(word, words);
  // It begins as a word of some page does: only a slip of a finger is likelier.
  if (isKin) return close && fold(close) !== fold(word) && distance(fold(word), fold(close)) === 1 ? [await look(close)] : undefined;
  const other = bare(switched(typed, LANGUAGE));
  const said = latin(word);
  const parts = word.includes("-") ? word.split("-") : parted(word, words);
  /** @type {(string[] | undefined)[]} */
  const candidates = [
    [oneScript(word)], [other], parts, [close ?? ""], other !== word ? [nearest(other, words) ?? ""] : undefined,
    said !== word ? [said] : undefined, said !== word ? [nearest(said, await terms()) ?? ""] : undefined,
  ];
  for (const candidate of candidates) {
    if (!candidate || candidate.some((each) => !each || each === word)) continue;
    const hits = await inTurn(candidate.filter((each) => !silent.has(each)).map((each) => () => look(each)));
    if (hits.length && hits.every(({ isKnown }) => isKnown)) return hits;
  }
  return undefined;
}

/** The words of the terms in the other language, and of what readers call them. */
const terms = async () => split(Object.values(await synonyms()).flat().join(" "));

/** A word that is two of the known ones, written as one. @param {string} word @param {string[]} words */
function parted(word, words) {
  const known = new Set(words.map(fold));
  for (let at = 4; at <= word.length - 4; at += 1) {
    if (known.has(fold(word.slice(0, at))) && known.has(fold(word.slice(at)))) return [word.slice(0, at), word.slice(at)];
  }
  return undefined;
}

/**
 * What the glossary calls something that is typed here in other words, and how many of them.
 * @param {string[]} words of the query, from here on
 * @param {[string, string][]} entries
 * @returns {{length: number, term: string} | undefined}
 */
function called(words, entries) {
  const found = entries.flatMap(([said, term]) => {
    const parts = said.split(/\s+/).filter((part) => !silent.has(fold(part)));
    const isSaid = parts.length > 0 && parts.length <= words.length && parts.every((part, i) => {
      const word = fold(words[i]);
      return part.endsWith("*") ? word.startsWith(fold(part.slice(0, -1))) : isForm(word, fold(part));
    });
    return isSaid ? [{ length: parts.length, term, isWhole: parts.join(" ") === words.slice(0, parts.length).join(" ") }] : [];
  });
  return found.sort((a, b) => b.length - a.length || Number(b.isWhole) - Number(a.isWhole))[0];
}

/** @param {string} term @returns {Promise<Hits[]>} */
const lookAll = (term) => inTurn(term.toLowerCase().split(/\s+/).map(bare).filter((word) => word && !silent.has(fold(word))).map((word) => () => look(word)));

/**
 * What the first words of the rest of a query stand for: as they were typed, as they were meant, and as the glossary calls it.
 * @typedef {{length: number, wordings: Sought, guess: Hits | undefined, shown: string[], isCorrected: boolean}} Meaning
 * @param {string[]} typed the rest of the query, with the signs that may be letters in the other layout
 * @param {[string, string][]} entries
 * @returns {Promise<Meaning>}
 */
async function understand(typed, entries) {
  const words = typed.map(bare);
  let call = called(words, entries);
  const length = call?.length ?? 1;
  const hits = await inTurn(words.slice(0, length).map((word) => () => look(word)));
  const better = call || hits[0].isKnown ? undefined : await meant(typed[0], hits[0]);
  const own = better ?? hits;
  if (better) call = called(better.map(({ word }) => word), entries);
  const isFound = own.every(({ isKnown, isKin }) => isKnown || isKin);
  return {
    length,
    wordings: [...(isFound ? [own] : []), ...(call ? [await lookAll(call.term)] : [])],
    guess: hits.find(({ isGuess }) => isGuess),
    shown: isFound || !call ? own.map(({ word }) => word) : [call.term],
    isCorrected: better !== undefined || (!isFound && call !== undefined),
  };
}

/**
 * @param {string} text
 * @returns {Promise<{found: Found[], corrected?: string}>}
 */
export async function search(text) {
  const typed = text.toLowerCase().split(/\s+/).filter((part) => bare(part));
  const telling = typed.filter((part) => !silent.has(fold(bare(part))));
  const wanted = (telling.length ? telling : typed).slice(0, MOST);
  const [names] = await Promise.all([synonyms(), start()]);
  const entries = Object.entries(names).flatMap(([term, said]) => said.map((each) => /** @type {[string, string]} */ ([each, term])));
  /** @type {Meaning[]} */
  const meanings = [];
  for (let i = 0; i < wanted.length; i += meanings[meanings.length - 1].length) meanings.push(await understand(wanted.slice(i), entries));
  const sought = meanings.map(({ wordings }) => wordings).filter((wordings) => wordings.length);
  // Not corrected: half of the word in common is a guess worth showing, one letter is not.
  const guesses = meanings.flatMap(({ guess }) => (guess ? [[[guess]]] : []));
  const found = await best(sought.length ? sought : guesses);
  return meanings.some(({ isCorrected }) => isCorrected) ? { found, corrected: meanings.flatMap(({ shown }) => shown).join(" ") } : { found };
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
 * A page and its best sections.
 * @param {Found} page
 * @param {number} score
 * @returns {Item[]}
 */
function items(page, score) {
  const content = page.raw_content.split(/\s+/);
  const all = page.sections ?? [];
  const found = all.filter(({ hits }) => hits.length).sort((a, b) => b.weight - a.weight);
  // Material shows a section as a page's own text if it scores as the page does, and folds it away if it scores less.
  const isTop = found[0]?.id === "";
  /** @param {Section} section @param {number} rank @returns {Item} */
  const item = ({ id, text, hits, first, end }, rank) => {
    const title = text.trim().split(/\s+/).map(escape);
    let body = first + title.length;
    while (content[body]?.includes(UNSEEN)) body += 1;
    return {
      location: id ? `${page.url}#${id}` : page.url,
      title: title.map((word, i) => (hits.some(({ location }) => location === first + i) ? mark(word) : word)).join(" "),
      text: hits.length ? excerpt(content, hits, Math.min(body, end), end) : "",
      score: rank,
      terms: {},
    };
  };
  const inside = found.filter(({ id }) => id).slice(0, SECTIONS);
  return [item(all[0], score), ...inside.map((section) => item(section, isTop ? score - 0.5 : score))];
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
  // Enter opens the best score.
  return { items: found.map((page, i) => items(page, found.length - i)) };
}
