/* Find words in what is on this device: beginnings of words, accents or not; in a title weighs more than in the first line or the text. */

const MOST = 10;
const FIELDS = [
  ["title", 8],
  ["lead", 4],
  ["headings", 3],
  ["text", 1],
];

/** The words of a text without accents and capitals: *Coördinatie* is found by *coordinatie*. */
export function words(text) {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The articles that hold most of the words asked, the best first. */
export function search(articles, typed) {
  const asked = [...new Set(words(typed))];
  const scored = articles.map((article) => [article, score(folded(article), asked)]);
  const hits = scored.filter(([, { matched }]) => matched * 2 > asked.length || (matched && matched === asked.length));
  hits.sort(([, one], [, other]) => other.matched - one.matched || other.weight - one.weight);
  return hits.slice(0, MOST).map(([article]) => article);
}

const known = new WeakMap();

function folded(article) {
  if (!known.has(article)) {
    known.set(article, FIELDS.map(([name, weight]) => [` ${words([article[name]].flat().join(" ")).join(" ")}`, weight]));
  }
  return known.get(article);
}

function score(fields, asked) {
  let matched = 0;
  let weight = 0;
  for (const word of asked) {
    const best = Math.max(0, ...fields.filter(([text]) => text.includes(` ${word}`)).map(([, each]) => each));
    matched += best > 0;
    weight += best;
  }
  return { matched, weight };
}
