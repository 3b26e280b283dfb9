// Theme and contrast at once: the form in the footer sends itself, and its button is not needed.

const root = document.documentElement;

function show({ theme, contrast }) {
  root.dataset.theme = theme;
  if (contrast === "more") {
    root.dataset.contrast = "more";
  } else {
    delete root.dataset.contrast;
  }
}

for (const form of document.querySelectorAll("form[data-display]")) {
  form.querySelector("button").hidden = true;
  form.addEventListener("change", async () => {
    const chosen = new FormData(form);
    show(Object.fromEntries(chosen));
    const kept = await fetch(form.action, { method: "POST", body: chosen, redirect: "manual" }).catch(() => null);
    if (!kept || (kept.type !== "opaqueredirect" && !kept.ok)) {
      form.submit();
    }
  });
}
