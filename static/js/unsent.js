/* What is on this device and was never sent, as a list: each item leads to the page that offers to take it over. */

import { called } from "./local-copies.js";
import { written } from "./moments.js";

/** An item for each of these copies, made of a template with a link and a place for the moment. */
export function items(copies, template) {
  return copies.map((copy) => {
    const item = template.content.cloneNode(true);
    const link = item.querySelector("a");
    link.href = `/${copy.of}`;
    link.textContent = called(copy);
    item.querySelector("span").textContent = written(new Date(copy.at));
    return item;
  });
}
