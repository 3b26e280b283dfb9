/* Any page without a connection: the copy of an article that is on this device, or an honest word and what is here. */

import { begin } from "./begin.js";
import { filled, show } from "./list.js";
import * as store from "./store.js";

const LOOK_AGAIN = 10_000;
const shell = document.querySelector("[data-shell]");
const part = (name) => shell.querySelector(`[data-shell-${name}]`);

async function start() {
  if (!store.owner()) await store.wipe(); // somebody signed out, or was away for too long
  const slug = /^\/a\/([^/]+)$/.exec(location.pathname)?.[1];
  const copy = slug ? await store.article(decodeURIComponent(slug)) : null;
  if (copy) return read(copy);
  const isHere = location.pathname === "/offline";
  part("kept").hidden = !isHere;
  part("other").hidden = isHere;
  if (isHere) {
    part("title").textContent = part("title").dataset.here;
    document.title = `${part("title").textContent} | ${shell.dataset.brand}`;
  }
  begin();
  await show();
  if (location.hash) document.querySelector(location.hash)?.scrollIntoView();
}

function read(copy) {
  const place = part("copy");
  place.innerHTML = copy.html; // as the wiki made it
  place.querySelector("[data-copy-mark]").textContent = filled(shell.dataset.copy, moment(new Date(copy.at)));
  for (const picture of place.querySelectorAll("img")) picture.replaceWith(instead(picture));
  document.title = `${copy.title} | ${shell.dataset.brand}`;
  place.hidden = false;
  part("rest").remove();
  if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}

function instead(picture) {
  const said = document.createElement("span");
  said.className = "pw-no-picture";
  said.textContent = filled(shell.dataset.picture, picture.alt);
  return said;
}

/** 26 november 2026, 14:03 */
function moment(date) {
  const { lang } = document.documentElement;
  const day = date.toLocaleDateString(lang, { day: "numeric", month: "long", year: "numeric" });
  return `${day}, ${date.toLocaleTimeString(lang, { hour: "2-digit", minute: "2-digit" })}`;
}

/** A device may think that it has a connection where nothing comes through, and the other way round: ask. */
async function look() {
  if (document.hidden) return;
  const answer = await fetch("/healthz", { cache: "no-store" }).catch(() => null);
  if (answer?.ok) shell.querySelector("[data-online]").hidden = false;
}

window.addEventListener("online", look);
setInterval(look, LOOK_AGAIN);
for (const again of shell.querySelectorAll("[data-again]")) {
  again.addEventListener("click", (event) => {
    event.preventDefault();
    location.reload();
  });
}
start();
