/*
  What the safety check finds, below the field that it is in: `<div data-safety="address" data-safety-of="name">`.
  Asked a moment after the last key. What somebody typed as a reason stays while the text around it changes.
*/

const PAUSE_MS = 900;

const PICTURE = /\/files\/[a-z2-7]{26}\/\d+x\d+\//;

for (const place of document.querySelectorAll("[data-safety]")) start(place);

// Who can be seen in a picture is asked as soon as there is one.
const faces = document.querySelector("[data-faces]");
faces?.closest("form").addEventListener("input", (event) => {
  if (PICTURE.test(event.target.value)) faces.hidden = false;
});

function start(place) {
  const form = place.closest("form");
  const field = form?.elements[place.dataset.safetyOf];
  if (!field) return;
  let timer = 0;
  let last = field.value;
  let request = null;

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE_MS);
  });

  async function look() {
    if (field.value === last) return;
    const asked = field.value;
    request?.abort();
    request = new AbortController();
    const body = new URLSearchParams({
      csrf_token: form.elements.csrf_token.value,
      text: asked,
      kind: place.dataset.safetyKind,
      field: place.dataset.safetyOf,
    });
    for (const reason of place.querySelectorAll("input")) body.set(reason.name, reason.value);
    try {
      const answer = await fetch(place.dataset.safety, { method: "POST", body, signal: request.signal, redirect: "manual" });
      if (!answer.ok) return;
      put(await answer.text());
      last = asked;
    } catch {
      // No connection, or asked again meanwhile: the server checks once more when the text is submitted.
    }
  }

  /* A reason that is being typed keeps its cursor: nothing is replaced around it until somebody leaves it. */
  function put(html) {
    const busy = place.contains(document.activeElement);
    if (busy) document.activeElement.addEventListener("blur", () => replace(html), { once: true });
    else replace(html);
  }

  function replace(html) {
    const typed = new Map([...place.querySelectorAll("input")].map((reason) => [reason.name, reason.value]));
    place.innerHTML = html;
    for (const reason of place.querySelectorAll("input")) {
      if (typed.has(reason.name)) reason.value = typed.get(reason.name);
    }
  }
}
