/*
  What a page does beside being read: `data-later="address of a module"` on what needs it. A module runs when the styles are
  there, so what this one fetches takes nothing from them on a slow line. The page counts as loaded when all of it is.
*/

const addresses = new Set([...document.querySelectorAll("[data-later]")].map((element) => element.dataset.later));

for (const src of addresses) document.head.append(Object.assign(document.createElement("script"), { type: "module", src }));
