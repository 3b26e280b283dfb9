/* The page about what is on this device, with a connection: brings it up to date first. */

import { written } from "../moments.js";
import { begin } from "./begin.js";
import { filled, show } from "./list.js";
import * as store from "./store.js";
import { sync } from "./sync.js";

const PATIENCE = 500;
const part = document.querySelector("[data-follow]");
const tick = part.querySelector("input");
const said = part.querySelector("[data-follow-said]");
const key = document.querySelector("[data-device]").dataset.device;

async function refresh() {
  said.textContent = part.dataset.busy;
  const isDone = await sync().catch(() => false);
  await show();
  tick.checked = Boolean(store.device().follows);
  const { left, follows, synced } = store.device();
  const done = filled(part.dataset.done, written(new Date(synced)));
  said.textContent = isDone ? `${done} ${follows && left ? filled(part.dataset.left, left) : ""}` : part.dataset.failed;
}

async function start() {
  // The script of every page writes down whose device this is; it may come after this one, or find that nothing can be kept.
  for (let times = 0; store.device().owner !== key; times += 1) {
    if (times === PATIENCE) return;
    await new Promise((go) => setTimeout(go, 20));
  }
  document.querySelector("[data-unable]").hidden = true;
  part.hidden = false;
  tick.checked = Boolean(store.device().follows);
  tick.addEventListener("change", async () => {
    await store.want({ follows: tick.checked, unwanted: [] });
    if (tick.checked) navigator.storage?.persist?.();
    refresh();
  });
  document.addEventListener("cleared", () => {
    tick.checked = false;
    said.textContent = "";
  });
  begin();
  await show();
  await refresh();
}

if ("serviceWorker" in navigator) start();
