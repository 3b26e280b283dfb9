/*
  What this device keeps for whoever is signed in: `data-device` holds their key (no name), and nothing on a page without anybody.
  A page of somebody else, or of nobody, empties the device. All that costs more is loaded when it is needed.
*/

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

/** The button at an article: keep it here, or take it away. */
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

// Without a place to keep things nothing is offered.
if (place && "serviceWorker" in navigator) start().catch(() => {});
