/*
  Apply a filter as soon as it is ticked: `<form data-apply="id">` fetches its own address and replaces the element with that id.
  Without this module, or when anything goes wrong, the form is sent as usual.
*/

let latest = 0;

function address(form) {
  const words = new URLSearchParams(new FormData(form));
  return `${form.action.split("?")[0]}?${words}`;
}

async function replace(id, url) {
  const turn = ++latest;
  const response = await fetch(url, { credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = page.getElementById(id);
  if (!response.ok || !fresh) throw new Error("no results on the page");
  if (turn !== latest) return false;

  const old = document.getElementById(id);
  for (const fold of old.querySelectorAll("details[id][open]")) fresh.querySelector(`#${CSS.escape(fold.id)}`)?.setAttribute("open", "");
  const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
  old.replaceWith(document.adoptNode(fresh));
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  document.title = page.title;
  announce(fresh);
  return true;
}

function announce(results) {
  const status = document.getElementById("results-status");
  const count = results.querySelector("[data-count]");
  if (status && count) status.textContent = count.textContent;
}

document.addEventListener("change", async (event) => {
  const form = event.target.closest("form[data-apply]");
  if (!form) return;
  const url = address(form);
  form.setAttribute("aria-busy", "true");
  try {
    if (await replace(form.dataset.apply, url)) history.pushState({ apply: form.dataset.apply }, "", url);
  } catch {
    form.requestSubmit();
  }
});

window.addEventListener("popstate", () => window.location.reload());
