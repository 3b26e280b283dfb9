/*
  Questions that somebody asks often, in `[data-often]`: a press puts one into the first question that is still empty, where it can be
  made to fit. Without this script they are ticked, and sent along.
*/

import { insert } from "./insert.js";

for (const often of document.querySelectorAll("[data-often]")) {
  const said = often.querySelector("[role=status]");
  for (const label of often.querySelectorAll("label")) {
    const text = label.textContent.trim();
    const button = Object.assign(document.createElement("button"), { type: "button", className: "pw-canned__use", textContent: text });
    button.addEventListener("click", () => ask(text, said, often.dataset.full));
    if (label.querySelector("input").checked) ask(text, said, often.dataset.full);
    label.replaceWith(button);
  }
}

function ask(text, said, full) {
  const fields = [...document.querySelectorAll("[data-often-field]")];
  const free = fields.find((field) => field.value.trim() === "");
  said.textContent = free ? "" : full;
  if (free) insert(free, text, 0, free.value.length);
}
