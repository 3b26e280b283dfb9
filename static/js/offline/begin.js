/*
  Begin a text without a connection: what is typed is kept as copies are of pages that could not be sent (local-copies.js), for who
  uses this device now. The writing page offers it, and sends it as any other text.
*/

import * as local from "../local-copies.js";
import { written } from "../moments.js";
import { items } from "../unsent.js";
import { device, owner } from "./store.js";

const place = document.querySelector("[data-begin]");

/** A name for a page, as the server makes them: nobody guesses it, and no two are the same. */
function newDesk() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function list() {
  const begun = local.copies(owner(), [place.dataset.of]);
  place.querySelector("[data-begun-list]").replaceChildren(...items(begun, place.querySelector("[data-begun-item]")));
  place.querySelector("[data-begun]").hidden = !begun.length;
}

/** Offer the form to who may write here. */
export function begin() {
  if (!place || !owner() || !device().writes) return;
  const form = place.querySelector("form");
  const said = place.querySelector("[data-begin-said]");
  let desk = newDesk();
  form.addEventListener("input", () => {
    const fields = [...new FormData(form)];
    if (!fields.some(([, value]) => value.trim())) return local.drop(owner(), place.dataset.of, desk);
    const isKept = local.keep(owner(), place.dataset.of, desk, fields, { isBegun: true });
    said.textContent = isKept ? place.dataset.at.replace("{}", written(new Date())) : place.dataset.nowhere;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    list();
    form.reset();
    form.closest("details").open = false;
    place.querySelector("summary").focus();
    desk = newDesk();
  });
  list();
  place.hidden = false;
  for (const tab of document.querySelectorAll("[data-begin-tab]")) tab.hidden = false;
}
