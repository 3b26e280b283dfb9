/*
  What could not be sent, on this device until it is: one copy for each page that was typed in, by whom (a key, no name) and for
  which article. A copy goes as soon as the server has its text. `null` or `false` says that the device keeps nothing (full, or
  private browsing).
*/

const PREFIX = "praktijkwijs:unsent:";
const KEPT_FOR = 30 * 24 * 3600 * 1000;

const key = (owner, of, desk) => `${PREFIX}${owner}:${of}:${desk}`;

export function keep(owner, of, desk, fields, more = {}) {
  try {
    localStorage.setItem(key(owner, of, desk), JSON.stringify({ ...more, at: Date.now(), fields }));
    return true;
  } catch {
    return false;
  }
}

export function drop(owner, of, desk) {
  try {
    localStorage.removeItem(key(owner, of, desk));
  } catch {
    // Then there is none.
  }
}

/** Drop the copies of pages that were saved since: the server names them in a cookie, for saving leads to another page. */
export function forgetSaved() {
  const saved = document.cookie.split("; ").find((each) => each.startsWith("wiki_saved="));
  if (!saved) return;
  const desks = saved.slice("wiki_saved=".length).split(".");
  try {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(PREFIX) && desks.some((desk) => name.endsWith(`:${desk}`))) localStorage.removeItem(name);
    }
  } catch {
    // Then there are none.
  }
  document.cookie = "wiki_saved=; path=/; max-age=0; samesite=lax";
}

/** The copies of this person and an article, which may have been at several of these places; the newest first. */
export function copies(owner, places) {
  const found = [];
  try {
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(PREFIX)) continue;
      const copy = JSON.parse(localStorage.getItem(name));
      if (Date.now() - copy.at > KEPT_FOR) {
        localStorage.removeItem(name);
        continue;
      }
      const of = places.find((each) => name.startsWith(key(owner, each, "")));
      if (of !== undefined) found.push({ ...copy, of, desk: name.slice(key(owner, of, "").length) });
    }
  } catch {
    // A copy that cannot be read is none.
  }
  return found.sort((one, other) => other.at - one.at);
}

/** What somebody knows a copy by: its title, else how it begins. */
export function called(copy) {
  const value = (test) => copy.fields.find(([name, text]) => test(name) && text.trim())?.[1];
  return value((name) => name === "title") ?? `${(value((name) => /^(section-|whole|rest)/.test(name)) ?? "").slice(0, 60)}…`;
}
