/* The list of what is on this device, with a search among it: `[data-shelf]`, and `[data-shelf-empty]` for when there is nothing. */

import { search } from "./search.js";
import * as store from "./store.js";

const MB = 1_000_000;
const shelf = document.querySelector("[data-shelf]");
const empty = document.querySelector("[data-shelf-empty]");
const box = shelf.querySelector("input");
const said = shelf.querySelector("[data-shelf-said]");
let all = [];

export const filled = (sentence, ...values) => values.reduce((text, value) => text.replace("{}", () => value), sentence);

/** Show what is here now; the search that stands in the box stays. */
export async function show() {
  all = await store.articles();
  shelf.hidden = !all.length;
  empty.hidden = all.length > 0;
  find();
}

function find() {
  const asked = box.value.trim();
  const found = asked ? search(all, asked) : all;
  shelf.querySelector("[data-shelf-list]").replaceChildren(...found.map(item));
  said.textContent = asked ? filled(shelf.dataset.found, found.length) : size();
}

function size() {
  const used = Math.max(0.1, all.reduce((sum, each) => sum + each.size, 0) / MB);
  const shown = used.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
  return filled(shelf.dataset.size, all.length, shown, store.device().megabytes ?? 20);
}

function item(article) {
  const line = shelf.querySelector("[data-shelf-item]").content.cloneNode(true);
  const link = line.querySelector("[data-title]");
  link.href = `/a/${article.slug}`;
  link.textContent = article.title;
  line.querySelector("[data-line]").textContent = article.line;
  const lead = line.querySelector("[data-lead]");
  lead.textContent = article.lead;
  lead.hidden = !article.lead;
  for (const each of [link, lead]) each.lang = article.language;
  line.querySelector("button").setAttribute("aria-describedby", (link.id = `kept-${article.slug}`));
  line.querySelector("button").addEventListener("click", () => drop(article));
  return line;
}

async function drop(article) {
  await store.drop(article.slug);
  await show();
  said.textContent = shelf.dataset.dropped;
  box.focus();
}

shelf.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
box.addEventListener("input", find);
shelf.querySelector("[data-shelf-all] button").addEventListener("click", async () => {
  await store.clear();
  await show();
  document.dispatchEvent(new Event("cleared"));
});
