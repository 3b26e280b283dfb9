/*
  The desk by keyboard, within `[data-keys]`. In the queue: j and k go through the items, Enter opens one as it opens any link, n begins.
  At an item: n is the next one, p the button to publish, t the first question, u back to the queue. One letter does something nowhere
  else, never while somebody types, and not at all for whoever turns it off; that is remembered on this device.
*/

const OFF = "pw-keys-off";
const page = document.querySelector("[data-keys]");
const list = document.querySelector("[data-keys-list]");

if (page && list) start();

function start() {
  const turn = list.querySelector("[data-keys-switch]");
  turn.checked = !isOff();
  turn.addEventListener("change", () => remember(!turn.checked));
  list.open = matchMedia("(min-width: 48rem)").matches;
  list.hidden = false;
  document.addEventListener("keydown", (event) => {
    if (turn.checked && isPlain(event) && !isTyping(event.target) && act(event.key)) event.preventDefault();
  });
}

/** Whether there was something to do for this key. */
function act(key) {
  if (key === "j" || key === "k") return move(key === "j" ? 1 : -1);
  if (key === "n") return press(document.querySelector("[data-keys-next] button"));
  if (key === "p") return go(document.querySelector("[data-keys-publish]"));
  if (key === "t") return go(document.querySelector("[data-often-field]"));
  if (key === "u" && page.dataset.keysBack) return leave(page.dataset.keysBack);
  return false;
}

function move(by) {
  const items = [...document.querySelectorAll("[data-keys-item]")];
  const now = items.findIndex((item) => item.closest("li").contains(document.activeElement));
  const next = now < 0 ? (by > 0 ? 0 : items.length - 1) : Math.min(Math.max(now + by, 0), items.length - 1);
  return go(items[next]);
}

function go(element) {
  element?.focus({ preventScroll: true });
  element?.scrollIntoView({ block: "center" });
  return Boolean(element);
}

function press(button) {
  button?.click();
  return Boolean(button);
}

function leave(address) {
  location.assign(address);
  return true;
}

const isPlain = (event) => !(event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented);

function isTyping(target) {
  return target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=radio])");
}

function isOff() {
  try {
    return localStorage.getItem(OFF) === "1";
  } catch {
    return false;
  }
}

function remember(off) {
  try {
    if (off) localStorage.setItem(OFF, "1");
    else localStorage.removeItem(OFF);
  } catch {
    // A browser that keeps nothing turns them on again on the next page.
  }
}
