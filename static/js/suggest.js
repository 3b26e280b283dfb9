/*
  Suggestions under a search box while somebody types: `<div data-suggest="address">` around `<input type="search">`. What makes
  the list is fetched when the box is first used: most pages are only read.
*/

const suggesting = (Offers) =>
  class extends Offers {
    open(html) {
      super.open(html);
      this.input.setAttribute("aria-expanded", String(this.list !== null));
    }

    close() {
      super.close();
      this.input.setAttribute("aria-expanded", "false");
    }
  };

function wait(around, input) {
  const given = { role: "combobox", "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-expanded": "false" };
  for (const [name, value] of Object.entries(given)) input.setAttribute(name, value);
  if (document.activeElement === input) start(around, input);
  else input.addEventListener("focus", () => start(around, input), { once: true });
}

async function start(around, input) {
  // What is typed meanwhile, by somebody who is faster than the line.
  let typed = false;
  const note = (event) => (typed ||= !event.isComposing);
  input.addEventListener("input", note);
  const { Offers } = await import("./offers.js");
  input.removeEventListener("input", note);
  const offers = new (suggesting(Offers))(around, input, around.dataset.suggest);
  if (typed) offers.later();
}

for (const around of document.querySelectorAll("[data-suggest]")) wait(around, around.querySelector("input"));
