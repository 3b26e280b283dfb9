/*
  The tools under a field for text: `<div data-tools>` beside a textarea, hidden until this script runs. Marking up is the work of
  `markdown-toolbar`; here are its shortcuts, and lists that go on with the next line.
*/

import { insert } from "../insert.js";

const SHORTCUTS = { b: "bold", i: "italic" };
const ITEM = /^(\s*)(?:([-*+])|(\d{1,9})([.)]))(\s+)(\[[ xX]\]\s+)?/;

for (const tools of document.querySelectorAll("[data-tools]")) {
  const field = document.getElementById(tools.querySelector("markdown-toolbar").getAttribute("for"));
  tools.hidden = false;
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey) return;
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && SHORTCUTS[event.key]) {
      event.preventDefault();
      tools.querySelector(`[data-md-button="${SHORTCUTS[event.key]}"]`).click();
    } else if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.defaultPrevented && !field.hasAttribute("aria-activedescendant")) {
      if (goOn(field)) event.preventDefault();
    }
  });
}

/* The next line of a list begins as this one does; one with nothing in it ends the list, with the white line that ends it. */
function goOn(field) {
  const { value, selectionStart: at, selectionEnd: end } = field;
  const start = value.lastIndexOf("\n", at - 1) + 1;
  const found = ITEM.exec(value.slice(start, at));
  if (!found || at !== end) return false;
  const [whole, indent, bullet, number, sign, space, box] = found;
  const rest = value.slice(start + whole.length).split("\n", 1)[0];
  if (!rest.trim()) {
    insert(field, "\n", start, start + whole.length);
    return true;
  }
  insert(field, `\n${indent}${bullet ?? Number(number) + 1 + sign}${space}${box ? "[ ] " : ""}`);
  return true;
}
