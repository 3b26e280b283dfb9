/*
  One recording in a writing page, made from what the server sends of it: `take(item)` puts it under its section. What is typed
  beside it is kept after a pause; its fields are not those of the article, whose form hears nothing of them.
*/

import { insert } from "./insert.js";
import { posted } from "./token.js";

const PAUSE = 1500;
const AGAIN = 5000;
const SURE_FOR = 5000;

/** Put a recording under its section, or among those of no section that is shown; `instead` of something that stands there. */
export function take(item, instead) {
  const place = document.querySelector(`[data-voice][data-section="${CSS.escape(item.dataset.section)}"]`);
  const list = (place ?? document.querySelector("[data-recordings]")).querySelector("[data-voice-list]");
  const form = list.closest("form");
  const fields = adopted(item);
  if (instead) instead.replaceWith(item);
  else list.prepend(item);
  place?.querySelector("[data-voice-rule]")?.removeAttribute("hidden");
  if (place) place.hidden = false;
  keep(item, form, fields);
  remove(item, form, fields, place);
  put(item, document.getElementById((place ?? only())?.dataset.field), fields);
}

/** Ask once more before something is thrown away. */
export function sure(button, then) {
  const label = button.querySelector("span");
  const first = label.textContent;
  let asked = 0;
  const calm = () => {
    asked = 0;
    label.textContent = first;
  };
  button.addEventListener("click", () => {
    if (asked) {
      clearTimeout(asked);
      calm();
      then();
    } else {
      label.textContent = button.dataset.sure;
      asked = setTimeout(calm, SURE_FOR);
    }
  });
}

/* Where the whole text is in one field, that is the field of every recording. */
const only = () => {
  const places = document.querySelectorAll("[data-voice]");
  return places.length === 1 ? places[0] : null;
};

/* Take the fields out of a form of their own, which cannot stand in another. */
function adopted(item) {
  const inner = item.querySelector("form");
  inner.querySelector("[name=csrf_token]").remove();
  const text = inner.querySelector("textarea");
  const stays = inner.querySelector("[type=checkbox]");
  const said = inner.querySelector("[data-recording-said]");
  for (const each of [text, stays]) each.removeAttribute("name");
  for (const each of inner.querySelectorAll("button")) each.type = "button";
  inner.replaceWith(...inner.childNodes);
  for (const kind of ["input", "change", "invalid"]) item.addEventListener(kind, (event) => event.stopPropagation());
  stays.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  return { text, stays, said, buttons: [...item.querySelectorAll("button")] };
}

const tell = ({ said }, status) => {
  said.textContent = { 0: said.dataset.offline, 401: said.dataset.out }[status] ?? said.dataset.fault;
  said.classList.add("is-refused");
};

function keep(item, form, fields) {
  const { text, stays, said, buttons } = fields;
  let number = 0;
  let safe = 0;
  let timer = 0;
  let underway = null;

  const changed = (pause) => {
    number += 1;
    clearTimeout(timer);
    timer = setTimeout(send, pause);
  };

  const send = () => {
    clearTimeout(timer);
    underway ??= deliver().finally(() => (underway = null));
    return underway;
  };

  async function deliver() {
    const sent = number;
    const body = new URLSearchParams({ transcript: text.value });
    if (stays.checked) body.set("keep", "1");
    const { status, text: answer } = await posted(form, item.dataset.recording, body, { keepalive: document.hidden });
    if (!item.isConnected) return;
    if (status === 200) {
      safe = sent;
      said.classList.remove("is-refused");
      said.textContent = said.dataset.kept;
    } else if (status === 422) {
      said.classList.add("is-refused");
      said.textContent = JSON.parse(answer).message;
    } else {
      tell(fields, status);
      timer = setTimeout(send, AGAIN);
    }
    if (status === 200 && safe !== number) changed(PAUSE);
  }

  text.addEventListener("input", () => changed(PAUSE));
  stays.addEventListener("input", () => changed(0));
  buttons.find((button) => !button.matches("[data-recording-put], [data-recording-remove]")).addEventListener("click", () => changed(0));
  const isUnsafe = () => safe !== number && item.isConnected;
  document.addEventListener("visibilitychange", () => document.hidden && isUnsafe() && send());
  addEventListener("beforeunload", (event) => isUnsafe() && event.preventDefault());
  // Saving the article leads to another page, so this comes first; who else holds it up lets it go on.
  let hasWaited = false;
  form.addEventListener("submit", async (event) => {
    if (!isUnsafe() || hasWaited || event.defaultPrevented) return;
    event.preventDefault();
    hasWaited = true;
    await send();
    if (isUnsafe()) await send();
    form.requestSubmit(event.submitter);
    hasWaited = false;
  });
}

function remove(item, form, fields, place) {
  const button = item.querySelector("[data-recording-remove]");
  sure(button, async () => {
    button.disabled = true;
    const { status } = await posted(form, `${item.dataset.recording}/removal`, new URLSearchParams());
    button.disabled = false;
    // What is not there any more is gone too.
    if (status !== 200 && status !== 404) {
      tell(fields, status);
      return;
    }
    item.remove();
    const said = place?.querySelector("[data-voice-said]");
    if (said) said.textContent = fields.said.dataset.gone;
    place?.querySelector("[data-voice-record]")?.focus();
  });
}

/* Behind what stands in the section, on a line of its own. */
function put(item, field, { text, said }) {
  const button = item.querySelector("[data-recording-put]");
  button.hidden = !field;
  button.addEventListener("click", () => {
    const words = text.value.trim();
    if (!words) {
      text.focus();
      return;
    }
    const end = field.value.length;
    const before = !end || field.value.endsWith("\n\n") ? "" : field.value.endsWith("\n") ? "\n" : "\n\n";
    insert(field, before + words, end, end);
    field.scrollIntoView({ block: "nearest" });
    said.classList.remove("is-refused");
    said.textContent = said.dataset.put;
  });
}
