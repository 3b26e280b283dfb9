/*
  Keep what is typed: `<form data-keep="address" data-of="article" data-owner="key">`. Within three seconds of the last key the
  server has it, and only then the page says so. Until then, and while the server cannot be reached, a copy is on this device;
  `data-before` names where the article was before, for copies of then.
  Every page has a name of its own (`desk`), so two pages never overwrite each other.
*/

import * as local from "../local-copies.js";
import { written } from "../moments.js";
import { refreshed } from "../token.js";

const PAUSE = 1500; // after the last key
const AT_MOST = 8000; // while somebody types on and on
const RETRY = [2000, 4000, 8000, 15000, 30000];
const SETTLED = 1000;
const SMALL = 60_000; // what a browser still sends for a page that is gone
const NOT_SENT = new Set(["csrf_token", "desk", "action"]); // with a copy: the page it goes through has its own
const NOT_KEPT = new Set(["csrf_token", "action"]);

local.forgetSaved();
for (const form of document.querySelectorAll("form[data-keep]")) start(form);

function start(form) {
  const { owner, of } = form.dataset;
  const desk = form.elements.desk.value;
  const place = form.querySelector("[data-kept]");
  const said = form.querySelector("[data-kept-said]");
  let number = 0; // of the last change
  let safe = 0; // the last change that the server has
  let failures = 0;
  let first = 0;
  let timer = 0;
  let sending = false;
  let shown = "";
  let leaving = false;
  let pressed = null; // a button, while there was no connection
  let isThrough = false; // something came through since
  let underway = Promise.resolve();

  const body = () => {
    const data = new URLSearchParams(new FormData(form));
    data.delete("action");
    return data;
  };
  const fields = () => [...new FormData(form)].filter(([name]) => !NOT_KEPT.has(name));

  function show(state) {
    if (pressed) state = "waits";
    place.hidden = false;
    for (const line of place.children) line.hidden = line.dataset.keptState !== state;
    if (state === "kept") place.querySelector("[data-kept-at]").textContent = written(new Date());
    const line = place.querySelector(`[data-kept-state="${state}"]`).textContent.trim();
    // Trouble is said aloud, and its end; not every pause in typing.
    const trouble = !["typing", "kept"].includes(state);
    if (trouble || (state === "kept" && shown && shown !== "kept")) said.textContent = line;
    if (trouble || state === "kept") shown = state;
  }

  function changed() {
    number += 1;
    const now = Date.now();
    first ||= now;
    const here = local.keep(owner, of, desk, fields());
    if (!here && failures) show("nowhere");
    else if (!failures) show("typing");
    if (failures && timer) return; // a try is under way; typing on does not put it off
    clearTimeout(timer);
    timer = setTimeout(send, failures ? RETRY[Math.min(failures, RETRY.length) - 1] : Math.max(0, Math.min(PAUSE, first + AT_MOST - now)));
  }

  function send() {
    clearTimeout(timer);
    timer = 0;
    if (sending || leaving || safe === number) return;
    sending = true;
    underway = deliver();
  }

  async function deliver() {
    const sent = number;
    first = 0;
    let state = "local";
    try {
      const data = body();
      data.set("of", of);
      const answer = await fetch(form.dataset.keep, {
        method: "POST",
        body: data,
        redirect: "manual",
        keepalive: document.hidden && String(data).length < SMALL,
      });
      if (answer.ok) state = "kept";
      else if (answer.type === "opaqueredirect") state = "ended";
      else if (answer.status === 413) state = "long";
      else if (answer.status === 400) state = (await refreshed(form)) ? "again" : "ended";
    } catch {
      state = "local";
    }
    sending = false;
    after(state, sent);
  }

  function after(state, sent) {
    if (state === "kept") {
      failures = 0;
      safe = Math.max(safe, sent);
      if (safe === number) {
        local.drop(owner, of, desk);
        show("kept");
        form.dispatchEvent(new Event("kept"));
      } else {
        timer = setTimeout(send, PAUSE);
      }
      return;
    }
    failures += 1;
    const here = local.keep(owner, of, desk, fields());
    if (state !== "again") show(state === "long" || here ? state : "nowhere");
    timer = setTimeout(send, state === "again" && failures < 3 ? 0 : RETRY[Math.min(failures, RETRY.length) - 1]);
  }

  /** Send the form by itself when there is a connection again: what was pressed then happens, meeting others' texts too. */
  function wait(event) {
    event.preventDefault();
    pressed = event.submitter;
    local.keep(owner, of, desk, fields());
    show("waits");
    setTimeout(goOn, RETRY[1]);
  }

  async function goOn() {
    if (!pressed) return send();
    const isThere = (await answers()) && (await new Promise((go) => setTimeout(go, SETTLED)), await answers());
    if (!pressed) return; // two of these ran
    if (!isThere) {
      setTimeout(goOn, RETRY[1]);
      return;
    }
    const button = pressed;
    pressed = null;
    isThrough = true;
    form.requestSubmit(button);
  }

  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine && !isThrough) return wait(event);
    isThrough = false;
    clearTimeout(timer);
    // Until a page says that it is saved, the copy on this device stays.
    if (safe !== number) local.keep(owner, of, desk, fields());
    // What is sent from here on would arrive after the save, and come back as a text that was never saved.
    const waits = sending && !leaving;
    leaving = true;
    setTimeout(() => {
      leaving = false; // the answer never came
    }, 15_000);
    if (waits) {
      event.preventDefault();
      Promise.race([underway, new Promise((go) => setTimeout(go, 3000))]).then(() => form.requestSubmit(event.submitter));
    }
  });
  window.addEventListener("pageshow", () => {
    leaving = false; // back on this page, from the browser's own memory
  });
  window.addEventListener("online", goOn);
  document.addEventListener("visibilitychange", () => document.hidden && send());
  // A page that came back without having saved holds what nobody keeps yet.
  if (form.hasAttribute("data-unsent") || form.hasAttribute("data-taken")) changed();
  offer(form, owner, [of, ...(form.dataset.before?.split(" ") ?? [])], desk);
}

/** Whether anything comes through. A connection that just came often goes again, so it is asked twice. */
const answers = () => fetch("/healthz", { cache: "no-store" }).then((answer) => answer.ok, () => false);

/** Offer the newest copy that is on this device alone. */
function offer(form, owner, places, desk) {
  const copy = local.copies(owner, places).find((one) => one.desk !== desk);
  const place = form.querySelector("[data-local]");
  if (!copy || !place) return;
  const note = form.querySelector("template[data-local-note]").content.cloneNode(true);
  note.querySelector("[data-local-at]").textContent = written(new Date(copy.at));
  note.querySelector("[data-local-take]").addEventListener("click", () => {
    restore(form, copy);
  });
  note.querySelector("[data-local-drop]").addEventListener("click", () => {
    local.drop(owner, copy.of, copy.desk);
    place.replaceChildren();
  });
  place.hidden = false;
  place.append(note);
}

/** Send the copy as the page that it was: the server makes that page again, in one field or in many, and keeps it. */
function restore(form, copy) {
  const again = document.createElement("form");
  again.method = "post";
  again.action = form.getAttribute("action"); // the buttons are called action too
  again.hidden = true;
  const fields = copy.fields.filter(([name]) => !NOT_SENT.has(name));
  const token = form.elements.csrf_token.value;
  // What was begun without a connection has a few fields; the others are as this page has them.
  const own = new Set(fields.map(([name]) => name));
  const others = copy.isBegun ? [...new FormData(form)].filter(([name]) => !own.has(name) && !NOT_SENT.has(name)) : [];
  for (const [name, value] of [["csrf_token", token], ["desk", copy.desk], ["action", "continue"], ...fields, ...others]) {
    const field = document.createElement("textarea");
    field.name = name;
    field.value = value;
    again.append(field);
  }
  document.body.append(again);
  form.dispatchEvent(new Event("kept")); // nothing was typed here that would ask to stay
  again.submit();
}
