// @ts-check
/**
 * Words as search compares them: endings of both languages, misspelt words, the other layout of the keyboard, the other script.
 * Pagefind has a stemmer of its own, which cannot be asked.
 */

/** A word as it is compared: Pagefind takes diacritics off as well. @param {string} word */
export const fold = (word) => word.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

/** A word without the punctuation around it. @param {string} word */
export const bare = (word) => word.replace(/^[^\p{L}\d]+|[^\p{L}\d]+$/gu, "");

/** @param {string} text @returns {string[]} */
export const split = (text) => text.match(/[\p{L}\p{M}\d]+/gu) ?? [];

const ENDING = /(ами|ями|ого|его|ому|ему|ыми|ими|ах|ях|ам|ям|ом|ем|ои|еи|ыи|ии|ую|юю|ая|яя|ое|ее|ые|ие|ых|их|ов|ев|ью|[аеиоуыьюя])$/;

/** A folded word without its Russian ending. @param {string} word */
export const withoutEnding = (word) => {
  const stem = word.replace(ENDING, "");
  return stem.length >= 3 ? stem : word;
};

/**
 * The other form of a Russian word with a fleeting vowel: «утечек», «рынок» and «утечкой», «рынка». It need not exist.
 * @param {string} word
 */
export function fleeting(word) {
  const full = /^(.+[бвгджзклмнпрстфхцчшщ])[её]к$|^(.+[бвгджзклмнпрстфхцчшщ])ок$/.exec(word);
  if (full) return `${full[1] ?? full[2]}ка`;
  const agent = /^(.+)(ец|ь?ц(?:а|у|ы|е|ем|ев|ам|ами|ах))$/.exec(word);
  if (agent) return agent[2] === "ец" ? `${agent[1]}${agent[1].endsWith("л") ? "ь" : ""}ца` : `${agent[1]}ец`;
  const short = /^(.+[бвгджзлмнпрстфхцчшщ])к(?:а|и|у|е|ой|ам|ами|ах|ов|ом)$/.exec(word);
  return short ? `${short[1]}${/[жчшщ]$/.test(short[1]) ? "е" : "о"}к` : word;
}

/** What a word may end with and still be a form of another; the letters that end a stem may be doubled in English. */
const SUFFIX = /^(?:|e|e?s|e?d|y|ly|al|i?er|ers|ies|ied|ily|ings?|ions?|at(?:e[sd]?|ing|ions?)|ive|ity|ments?|able|ance|ence|[bdglmnprt](?:ed|ing|er))$/;
const RUSSIAN = /^(?:а|е|и|о|у|ы|ь|ю|я|[аыяи]?ми|[оеы](?:го|му)|[аяоеыи][хм]|[оеыи]и|[уюая][юя]|[оеыи]е|[оея]?в|ь[юея]|ье[мв]|ен|ок|ек|(?:[аеиоуы]|ова)?(?:ть|т|л[аои]?|ем|им|ете|ют|ут|ят))?(?:с[яь])?$/;

/**
 * How near a word of a page is to the one asked for: 1 is a form of it, FAR only begins alike.
 * @param {string} word folded
 * @param {string} other folded
 */
export function kinship(word, other) {
  let same = 0;
  while (same < word.length && word[same] === other[same]) same += 1;
  if (same === word.length && same === other.length) return 1;
  const least = Math.min(3, word.length);
  const suffix = /^[a-z]+$/.test(word) ? SUFFIX : RUSSIAN;
  for (let end = same; end >= Math.max(least, same - 3); end -= 1) if (suffix.test(word.slice(end)) && suffix.test(other.slice(end))) return 1;
  return same >= least && same / Math.max(word.length, other.length) >= 0.6 ? KIN : FAR;
}
/**
 * Whether a word is another one but for its case or number: "labels" is not "labeling".
 * @param {string} word folded
 * @param {string} other folded
 */
export const isForm = (word, other) => (/^[a-z]/.test(other) ? word.replace(/s$/, "") === other.replace(/s$/, "") : kinship(word, other) === 1);

export const KIN = 0.5;
export const FAR = 0.15;

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
 * @param {string} language of the site
 */
export function switched(word, language) {
  const [from, to] = language === "ru" ? LAYOUTS : [LAYOUTS[1], LAYOUTS[0]];
  return [...word].map((sign) => to[from.indexOf(sign)] ?? sign).join("");
}

const ALIKE = ["aeopcyxkhmtb", "аеорсухкнмтв"];

/**
 * A word in one script, if letters that look alike were typed in another: «р99» and «АUС» are keys of two layouts.
 * @param {string} word in lower case
 */
export function oneScript(word) {
  for (const [from, to, left] of /** @type {[string, string, RegExp][]} */ ([[ALIKE[1], ALIKE[0], /[а-яё]/], [ALIKE[0], ALIKE[1], /[a-z]/]])) {
    const changed = [...word].map((letter) => to[from.indexOf(letter)] ?? letter).join("");
    if (changed !== word && !left.test(changed)) return changed;
  }
  return word;
}

/** @type {Record<string, string>} */
const LATIN = Object.fromEntries("а-a б-b в-v г-g д-d е-e ё-e ж-j з-z и-i й-i к-k л-l м-m н-n о-o п-p р-r с-s т-t у-u ф-f х-h ц-c ч-ch ш-sh щ-sh ъ- ы-y ь- э-e ю-u я-ia"
  .split(" ").map((pair) => pair.split("-")));

/** A word said in Russian as it may be written in English: «лора», «раг». @param {string} word in lower case */
export const latin = (word) => [...word].map((letter) => LATIN[letter] ?? letter).join("");
