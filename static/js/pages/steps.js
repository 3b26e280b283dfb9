/* Keep the list of sections true while typing: `<form data-steps>` with `<li data-step="id of the field">`. */

function show(step, filled) {
  step.querySelector(".pw-steps__done").hidden = !filled;
  step.querySelector(".pw-steps__todo").hidden = filled;
}

for (const form of document.querySelectorAll("form[data-steps]")) {
  for (const step of form.querySelectorAll("[data-step]")) {
    const field = document.getElementById(step.dataset.step);
    field?.addEventListener("input", () => show(step, field.value.trim() !== ""));
  }
}
