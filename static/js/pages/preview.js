/*
  What a text will look like, made by the server's own renderer: `<div data-tools data-preview="address">` beside a textarea.
  While it is shown it follows what is typed, a moment later.
*/

const PAUSE_MS = 700;

for (const tools of document.querySelectorAll("[data-preview]")) start(tools);

function start(tools) {
  const field = document.getElementById(tools.querySelector("markdown-toolbar").getAttribute("for"));
  const button = tools.querySelector("[data-tool-preview]");
  const panel = tools.querySelector("[data-preview-panel]");
  let timer = 0;
  let last = null;
  let request = null;

  button.addEventListener("click", () => {
    const shown = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(shown));
    panel.hidden = !shown;
    tools.toggleAttribute("data-open", shown);
    if (shown) look();
  });
  field.addEventListener("input", () => {
    if (panel.hidden) return;
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE_MS);
  });

  async function look() {
    if (field.value === last) return;
    const asked = field.value;
    request?.abort();
    request = new AbortController();
    const { csrf_token: token, language, audience } = field.form.elements;
    const body = new URLSearchParams({ csrf_token: token.value, text: asked });
    if (language?.value) body.set("language", language.value);
    if (audience?.value) body.set("audience", audience.value);
    try {
      const answer = await fetch(tools.dataset.preview, { method: "POST", body, signal: request.signal, redirect: "manual" });
      if (!answer.ok) throw new Error(String(answer.status));
      panel.innerHTML = await answer.text();
      last = asked;
    } catch (error) {
      if (error.name === "AbortError") return;
      panel.textContent = panel.dataset.away;
      last = null;
    }
  }
}
