/*
  What somebody chose to keep, so that it need not be chosen again after a session ends by itself: sealed with a key that the wiki
  gives to whoever is signed in as its owner. To everybody else with this device it is noise. Signing out takes it away.
*/

const PREFIX = "praktijkwijs:list:";
const IV = 12;

const bytes = (text) => Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
const text = (all) => btoa(String.fromCharCode(...all));

function secret(key) {
  const raw = Uint8Array.from(key.match(/../g), (pair) => Number.parseInt(pair, 16));
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}

export async function seal(owner, key, list) {
  const iv = crypto.getRandomValues(new Uint8Array(IV));
  const data = new TextEncoder().encode(JSON.stringify(list));
  const closed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await secret(key), data);
  localStorage.setItem(PREFIX + owner, text([...iv, ...new Uint8Array(closed)]));
}

/** The list, or an empty one where there is none that this key opens. */
export async function unseal(owner, key) {
  try {
    const all = bytes(localStorage.getItem(PREFIX + owner));
    const how = { name: "AES-GCM", iv: all.slice(0, IV) };
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(how, await secret(key), all.slice(IV))));
  } catch {
    return {};
  }
}
