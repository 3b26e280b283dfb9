/*
  Bring this device up to date: what is not listed any more goes, what changed is fetched again, and the articles of somebody's
  domains come where they want that, what was confirmed last first, until the device has no more room for us.
*/

import * as store from "./store.js";

const AT_ONCE = 20;
const MB = 1_000_000;

/** Says whether it was done: not without a connection. */
export async function sync() {
  const rows = await listed();
  if (!rows) return false;
  const { chosen = [], unwanted = [], follows, megabytes } = store.device();
  const place = new Map(rows.map(([slug], order) => [slug, order]));
  const isWanted = ([slug, , isOwn]) => chosen.includes(slug) || (follows && isOwn && !unwanted.includes(slug));
  const wanted = rows.filter(isWanted);
  const mine = wanted.filter(([slug]) => chosen.includes(slug));
  const rest = wanted.filter(([slug]) => !chosen.includes(slug));
  const fits = await fill([...mine, ...rest], place, megabytes * MB);
  if (!fits) return false;
  const gone = (await store.articles()).filter((each) => !fits.has(each.slug)).map((each) => each.slug);
  await store.remove(gone);
  await store.want({
    synced: Date.now(),
    chosen: chosen.filter((slug) => fits.has(slug)),
    unwanted: unwanted.filter((slug) => place.has(slug)),
    left: wanted.length - fits.size,
  });
  return true;
}

/** All that may be kept, as [slug, version, whether it is of an own domain]; null when the wiki cannot be reached. */
async function listed() {
  const rows = [];
  for (let page = 1; page; ) {
    const told = await store.asked(`?page=${page}`);
    if (!told) return null;
    rows.push(...told.rows);
    page = told.next;
  }
  return rows;
}

/** Have these articles here in their newest version, in this order, as far as they fit; says which do. */
async function fill(rows, place, limit) {
  const have = new Map((await store.articles()).map((each) => [each.slug, each]));
  const fits = new Set();
  let total = 0;
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const part = rows.slice(at, at + AT_ONCE);
    const old = part.filter(([slug, version]) => have.get(slug)?.version !== version).map(([slug]) => slug);
    const fresh = old.length ? await store.texts(old) : [];
    if (!fresh) return null;
    const news = new Map(fresh.map((each) => [each.slug, each]));
    const coming = [];
    for (const [slug, version] of part) {
      const text = news.get(slug) ?? (have.get(slug)?.version === version ? have.get(slug) : null);
      if (!text) continue; // it went between two questions
      if (total + text.size > limit) {
        await store.put(coming);
        return fits;
      }
      total += text.size;
      fits.add(slug);
      coming.push({ ...text, order: place.get(slug) });
    }
    await store.put(coming);
  }
  return fits;
}
