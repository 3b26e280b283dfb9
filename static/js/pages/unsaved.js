/* Ask before leaving a form with typed text: `<form data-unsaved>`. Sending the form is not leaving it, and what was kept is safe. */

for (const form of document.querySelectorAll("form[data-unsaved]")) {
  let dirty = form.hasAttribute("data-unsent") || form.querySelector('[aria-invalid="true"]') !== null;

  form.addEventListener("input", () => {
    dirty = true;
  });
  for (const safe of ["submit", "kept"]) {
    form.addEventListener(safe, () => {
      dirty = false;
    });
  }
  window.addEventListener("beforeunload", (event) => {
    if (dirty) event.preventDefault();
  });
}
