/*
  Say now and then that an article is open for writing, and show who else is: `<div data-presence="address">` inside its form.
  Only while the page is looked at; without this script, others are shown as they were when the page was made.
*/

const PAUSE = 25_000;

for (const place of document.querySelectorAll("[data-presence]")) {
  const form = place.closest("form");
  let shown = place.innerHTML.trim();

  async function tell() {
    if (document.hidden) return;
    try {
      const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value, base: form.elements.base.value });
      const answer = await fetch(place.dataset.presence, { method: "POST", body, redirect: "manual" });
      if (!answer.ok) return;
      const text = (await answer.text()).trim();
      if (text === shown) return; // a screen reader would say it again
      shown = text;
      place.innerHTML = text;
    } catch {
      // Nobody is kept from writing because this does not work.
    }
  }

  tell();
  setInterval(tell, PAUSE);
  document.addEventListener("visibilitychange", tell);
}
