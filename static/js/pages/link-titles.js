/*
  `[[` in a field for text offers the titles of articles: `<div data-tools data-titles="address">` beside it. What is chosen becomes
  `[[address|title]]`; a button begins one.
*/

import { insert } from "../insert.js";
import { Offers } from "../offers.js";

const OPEN = /\[\[([^[\]|\n]{0,80})$/;

class Titles extends Offers {
  /* What stands between the last `[[` and the place where somebody types. */
  get typed() {
    return (OPEN.exec(this.input.value.slice(0, this.input.selectionStart))?.[1] ?? "").trim();
  }

  prepare() {
    super.prepare();
    this.input.setAttribute("aria-autocomplete", "list");
    this.around.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (!option) return;
      event.preventDefault();
      this.choose(option);
    });
  }

  open(html) {
    super.open(html);
    this.list?.scrollIntoView({ block: "nearest" });
  }

  choose(option) {
    const { value, selectionStart: at } = this.input;
    const begun = OPEN.exec(value.slice(0, at));
    if (!begun) return;
    const title = option.querySelector(".pw-suggest__words").textContent.replace(/[[\]|\n]/g, " ").trim();
    const closed = value.startsWith("]]", at) ? 2 : 0;
    this.close();
    insert(this.input, `[[${option.dataset.slug}|${title}]]`, begun.index, at + closed);
  }
}

for (const tools of document.querySelectorAll("[data-titles]")) {
  const field = document.getElementById(tools.querySelector("markdown-toolbar").getAttribute("for"));
  const titles = new Titles(tools, field, tools.dataset.titles);
  tools.querySelector("[data-tool-link]").addEventListener("click", () => {
    const chosen = field.value.slice(field.selectionStart, field.selectionEnd);
    insert(field, `[[${chosen}`);
    titles.later();
  });
}
