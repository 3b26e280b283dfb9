/* What is on this device and was never sent, each with the page that offers to take it over: `[data-begun]`. */

import * as local from "../local-copies.js";
import { items } from "../unsent.js";

local.forgetSaved();
const place = document.querySelector("[data-begun]");
const found = local.copies(place.dataset.owner, place.dataset.places.trim().split(" "));
place.querySelector("ul").append(...items(found, place.querySelector("template")));
place.hidden = !found.length;
