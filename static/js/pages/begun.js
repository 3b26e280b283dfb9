/* What is on this device and was never sent, each with the page that offers to take it over: `[data-begun]`. */

import * as local from "../local-copies.js";
import { written } from "../moments.js";

local.forgetSaved();
const place = document.querySelector("[data-begun]");
const found = local.copies(place.dataset.owner, place.dataset.places.trim().split(" "));
for (const copy of found) {
  const item = place.querySelector("template").content.cloneNode(true);
  const link = item.querySelector("a");
  link.href = `/${copy.of}`;
  link.textContent = local.called(copy);
  item.querySelector("span").textContent = written(new Date(copy.at));
  place.querySelector("ul").append(item);
}
place.hidden = !found.length;
