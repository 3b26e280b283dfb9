/*
  What is on this device. Articles are in a database of the browser; whose they are, which were chosen by hand and when the wiki was
  last reached is one record (`device`). Only what belongs to the one in that record is ever shown.
*/

import { seal, unseal } from "./sealed.js";

const NAME = "praktijkwijs:device";
const DAY = 24 * 3_600_000;
const MB = 1_000_000;

export function device() {
  try {
    return JSON.parse(localStorage.getItem(NAME)) ?? {};
  } catch {
    return {};
  }
}

export function note(changes) {
  localStorage.setItem(NAME, JSON.stringify({ ...device(), ...changes }));
}

/** Whose device this is now; nobody's after sign-out, and when the wiki was out of reach for too long. */
export function owner() {
  const { owner: key, seen, days = 14 } = device();
  return key && Math.abs(Date.now() - seen) <= days * DAY ? key : "";
}

function opened() {
  return new Promise((found, failed) => {
    const asked = indexedDB.open("praktijkwijs-offline", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("articles", { keyPath: "slug" });
    asked.onsuccess = () => found(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}

/** What `work` asks of the articles, once all of it is safely on disk. */
async function withArticles(mode, work) {
  const database = await opened();
  try {
    return await new Promise((done, failed) => {
      const transaction = database.transaction("articles", mode);
      const asked = work(transaction.objectStore("articles"));
      transaction.oncomplete = () => done(asked?.result);
      transaction.onerror = transaction.onabort = () => failed(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** All articles of whoever uses this device now, in the order in which they matter. */
export async function articles() {
  const key = owner();
  if (!key) return [];
  const all = await withArticles("readonly", (kept) => kept.getAll());
  return all.filter((each) => each.owner === key).sort((one, other) => one.order - other.order);
}

export async function article(slug) {
  const key = owner();
  const found = key ? await withArticles("readonly", (kept) => kept.get(slug)) : null;
  return found?.owner === key ? found : null;
}

export const put = (texts) =>
  withArticles("readwrite", (kept) => {
    for (const text of texts) kept.put({ ...text, owner: device().owner });
  });

export const remove = (slugs) =>
  withArticles("readwrite", (kept) => {
    for (const slug of slugs) kept.delete(slug);
  });

/** Ask the wiki; null when it cannot be reached. Who is signed out, or somebody else by now, loses what is here. */
export async function asked(query = "") {
  let answer;
  try {
    answer = await fetch(`/offline/articles${query}`, { redirect: "manual" });
  } catch {
    return null;
  }
  const told = answer.ok ? await answer.json() : null;
  if (answer.type === "opaqueredirect" || (told && told.owner !== device().owner)) {
    await wipe();
    return null;
  }
  if (told) {
    note({ seen: Date.now(), days: told.days, megabytes: told.megabytes, key: told.key });
    if (!device().isOpen) note({ ...(await unseal(told.owner, told.key)), isOpen: true });
  }
  return told;
}

/** Change what somebody wants here; it outlives their session as something that they alone can open. */
export async function want(changes) {
  note(changes);
  const { owner: mine, key, chosen, unwanted, follows } = device();
  if (mine && key) await seal(mine, key, { chosen, unwanted, follows });
}

export const texts = async (slugs) => {
  const told = await asked(`?${new URLSearchParams(slugs.map((slug) => ["slug", slug]))}`);
  return told?.texts.map((text) => ({ ...text, at: Date.now(), size: JSON.stringify(text).length }));
};

/** Keep one article by choice. It goes before what is here for a domain, and never over the limit. */
export async function keep(slug) {
  const found = await texts([slug]);
  if (!found) return "failed";
  if (!found.length) return "refused";
  const others = (await articles()).filter((each) => each.slug !== slug);
  const { megabytes = 20, chosen = [] } = device(); // after asking, which may have opened a list of before
  let total = others.reduce((sum, each) => sum + each.size, found[0].size);
  const leaving = [];
  for (const each of others.reverse()) {
    if (total <= megabytes * MB) break;
    if (chosen.includes(each.slug)) continue;
    leaving.push(each.slug);
    total -= each.size;
  }
  if (total > megabytes * MB) return "full";
  await remove(leaving);
  await put([{ order: -Date.now(), ...found[0] }]);
  await want({ chosen: [...new Set([...chosen, slug])] });
  navigator.storage?.persist?.();
  return "kept";
}

/** Take one article away; one of a followed domain is not fetched again by itself. */
export async function drop(slug) {
  const { chosen = [], unwanted = [], follows } = device();
  await remove([slug]);
  await want({
    chosen: chosen.filter((each) => each !== slug),
    unwanted: follows ? [...new Set([...unwanted, slug])] : [],
  });
  return "dropped";
}

/** Take all away, and follow no domain any more. */
export async function clear() {
  await withArticles("readwrite", (kept) => kept.clear());
  await want({ chosen: [], unwanted: [], follows: false, left: 0 });
}

/** Forget all of whoever used this device. What they typed and could not send stays theirs: see local-copies.js. */
export async function wipe() {
  localStorage.removeItem(NAME);
  await withArticles("readwrite", (kept) => kept.clear());
  await caches.delete("praktijkwijs-look");
}
