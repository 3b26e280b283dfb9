/* Suggestions under a search box while somebody types: `<div data-suggest="address">` around `<input type="search">`. */

import { Offers } from "./offers.js";

class Suggestions extends Offers {
  prepare() {
    const given = { role: "combobox", "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-expanded": "false" };
    for (const [name, value] of Object.entries(given)) this.input.setAttribute(name, value);
    super.prepare();
  }

  open(html) {
    super.open(html);
    this.input.setAttribute("aria-expanded", String(this.list !== null));
  }

  close() {
    super.close();
    this.input.setAttribute("aria-expanded", "false");
  }
}

for (const around of document.querySelectorAll("[data-suggest]")) {
  new Suggestions(around, around.querySelector("input"), around.dataset.suggest);
}
