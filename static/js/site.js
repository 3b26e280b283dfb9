/* Written by tools/bundle.py: change the files named below instead. */
{ // device.js
const NAME = "praktijkwijs:device";
const LIST = "praktijkwijs:list:"; // see offline/sealed.js
const HOUR = 3_600_000;
const place = document.querySelector("[data-device]");
const store = () => import("./offline/store.js");

function read() {
  return JSON.parse(localStorage.getItem(NAME));
}

function write(changes) {
  localStorage.setItem(NAME, JSON.stringify({ ...read(), ...changes }));
}

async function start() {
  const owner = place.dataset.device;
  const had = read();
  const late = had && Math.abs(Date.now() - had.seen) > (had.days ?? 14) * 24 * HOUR;
  if (late) localStorage.removeItem(LIST + had.owner);
  if (had && (had.owner !== owner || late)) await (await store()).wipe();
  if (!owner) return;
  const { lang, dataset } = document.documentElement;
  const look = { language: lang, theme: dataset.theme, contrast: dataset.contrast ?? "" };
  if (JSON.stringify(read()?.look) !== JSON.stringify(look)) {
    await (await caches.open("praktijkwijs-look")).put("/offline/look", Response.json(look));
  }
  write({ owner, look, seen: Date.now(), writes: "writes" in place.dataset });
  place.hidden = false;
  for (const part of document.querySelectorAll("[data-with-device]")) part.hidden = false;
  for (const button of document.querySelectorAll("[data-copy]")) offer(button);
  for (const form of document.querySelectorAll('form[action="/sign-out"], form[action="/account/sessions/end"]')) {
    form.addEventListener("submit", () => {
      localStorage.removeItem(LIST + owner);
      write({ owner: null }); // at once; the next page empties the rest
    });
  }
  const { follows, chosen, isOpen, synced = 0 } = read();
  const isWaiting = !isOpen && localStorage.getItem(LIST + owner);
  if ((follows || chosen?.length || isWaiting) && Date.now() - synced > HOUR && !document.querySelector("[data-follow]")) {
    (await import("./offline/sync.js")).sync();
  }
  const later = window.requestIdleCallback ?? setTimeout;
  const register = () => later(() => navigator.serviceWorker.register("/sw.js").catch(() => {}), { timeout: 2000 });
  if (document.readyState === "complete") register();
  else window.addEventListener("load", register);
}

function offer(button) {
  const { copy, drop } = button.dataset;
  const [word] = button.getElementsByTagName("span");
  const keep = word.textContent;
  const has = () => read()?.chosen?.includes(copy) ?? false;
  const show = () => {
    word.textContent = has() ? drop : keep;
    button.hidden = false;
  };
  button.addEventListener("click", async () => {
    button.ariaBusy = "true";
    const done = await store().then((own) => (has() ? own.drop(copy) : own.keep(copy))).catch(() => "failed");
    button.ariaBusy = null;
    show();
    say(button.dataset[`said${done}`], done === "kept" || done === "dropped");
  });
  show();
}

function say(sentence, isDone) {
  const line = document.createElement("p");
  line.className = `pw-flash pw-flash--${isDone ? "ok" : "warn"}`;
  line.textContent = sentence;
  document.querySelector(".pw-flashes").replaceChildren(line);
}

if (place && "serviceWorker" in navigator) start().catch(() => {});
}
{ // display.js
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
}
{ // fragment.js
const NEAR = "600px";

async function load(link) {
  const place = link.closest("[data-fragment-place]");
  place.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(link.dataset.fragment, { redirect: "manual" });
    if (!answer.ok) throw new Error(answer.status);
    const holder = document.createElement("template");
    holder.innerHTML = await answer.text();
    if (holder.content.firstElementChild) place.replaceWith(holder.content);
    else place.remove();
  } catch {
    place.removeAttribute("aria-busy");
    link.before(`${place.dataset.failed} `);
  }
}

const watch = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      watch.unobserve(target);
      load(target);
    }
  },
  { rootMargin: NEAR },
);

for (const link of document.querySelectorAll("a[data-fragment]")) watch.observe(link);
}
{ // print.js
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
}
{ // suggest.js
const suggesting = (Offers) =>
  class extends Offers {
    open(html) {
      super.open(html);
      this.input.setAttribute("aria-expanded", String(this.list !== null));
    }

    close() {
      super.close();
      this.input.setAttribute("aria-expanded", "false");
    }
  };

function wait(around, input) {
  const given = { role: "combobox", "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-expanded": "false" };
  for (const [name, value] of Object.entries(given)) input.setAttribute(name, value);
  if (document.activeElement === input) start(around, input);
  else input.addEventListener("focus", () => start(around, input), { once: true });
}

async function start(around, input) {
  let typed = false;
  const note = (event) => (typed ||= !event.isComposing);
  input.addEventListener("input", note);
  const { Offers } = await import("./offers.js");
  input.removeEventListener("input", note);
  const offers = new (suggesting(Offers))(around, input, around.dataset.suggest);
  if (typed) offers.later();
}

for (const around of document.querySelectorAll("[data-suggest]")) wait(around, around.querySelector("input"));
}
