/*
  Filters that apply at once: `<form data-facets="address of htmx">`. htmx is fetched when somebody comes to the form: most who
  search never filter. While an answer is under way the list says that it is busy; when none comes, the page says so and the
  button of the form still works.
*/

const form = () => document.querySelector("form[data-facets]");
const list = () => document.getElementById("results-list");
const failed = () => document.querySelector("[data-facets-failed]");

let fetched = null;

function fetchOnce() {
  fetched ??= new Promise((done, fail) => {
    const script = Object.assign(document.createElement("script"), { src: form().dataset.facets, onload: done, onerror: fail });
    document.head.append(script);
  });
  return fetched;
}

/* What was ticked while htmx was on its way is applied when it is there. */
async function changed(event) {
  if (!event.target.closest("form[data-facets]") || window.htmx) return;
  await fetchOnce().catch(() => (fetched = null));
  if (window.htmx) form().dispatchEvent(new Event("change", { bubbles: true }));
}

function busy(is) {
  list().setAttribute("aria-busy", String(is));
  if (is) failed().hidden = true;
}

const around = form()?.closest("details");
for (const type of ["pointerdown", "focusin"]) {
  around?.addEventListener(type, () => fetchOnce().catch(() => (fetched = null)), { once: true });
}
document.addEventListener("change", changed);
document.addEventListener("htmx:beforeRequest", () => busy(true));
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  busy(false);
  failed().hidden = detail.successful;
});
