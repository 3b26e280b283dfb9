/*
  After signing in again (in another tab) a form needs a new token; this page has one for whoever is signed in now. Says whether it
  could be had: not for somebody else than who opened the page.
*/

export async function refreshed(form) {
  try {
    const answer = await fetch(location.href, { redirect: "manual" });
    if (!answer.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const other = page.querySelector("form[data-keep]");
    if (other?.dataset.owner !== form.dataset.owner) return false;
    for (const field of document.getElementsByName("csrf_token")) field.value = other.elements.csrf_token.value;
    return true;
  } catch {
    return false;
  }
}

/** Post for a form, once more with a new token where it needs one. `status` is 0 without a connection, 401 when signed out. */
export async function posted(form, address, body, options = {}) {
  for (const isLast of [false, true]) {
    body.set("csrf_token", form.elements.csrf_token.value);
    let answer;
    try {
      answer = await fetch(address, { method: "POST", body, redirect: "manual", headers: { Accept: "application/json" }, ...options });
      const status = answer.type === "opaqueredirect" ? 401 : answer.status;
      if (status !== 400) return { status, text: await answer.text() };
    } catch {
      return { status: 0, text: "" };
    }
    if (isLast || !(await refreshed(form))) return { status: 401, text: "" };
  }
}
