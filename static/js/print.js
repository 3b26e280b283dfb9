/* A button that prints the page: `data-print` around it, hidden where there are no scripts. */

for (const place of document.querySelectorAll("[data-print]")) {
  place.hidden = false;
  place.querySelector("button").addEventListener("click", () => window.print());
}
