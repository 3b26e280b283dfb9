// A button that prints the page, where there is a script to do it: `<button data-print hidden>`.

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
