/*
  Saying it instead of typing: `<div data-voice data-section>` under a field, shown where the browser can record. A recording stands
  in the page until the server has it: what could not be sent is played and sent again there, and leaving asks first.
*/

import { sure, take } from "../recording.js";
import { posted } from "../token.js";

const MOST_SECONDS = 300;
const PIECE_MS = 1000;
// Speech, and small enough for a phone on the road: two megabytes for the longest.
const BITS = 48_000;
const KINDS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
const FAULTS = { NotAllowedError: "denied", SecurityError: "denied", NotFoundError: "missing", NotReadableError: "busy" };

const template = document.querySelector("template[data-voice-unsent]");
const unsent = new Set();
let running = null;

const length = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

if (template && navigator.mediaDevices?.getUserMedia && window.MediaRecorder) {
  for (const place of document.querySelectorAll("[data-voice]")) start(place);
  addEventListener("beforeunload", (event) => (running || unsent.size) && event.preventDefault());
}

function start(place) {
  const button = place.querySelector("[data-voice-record]");
  const label = place.querySelector("[data-voice-label]");
  const time = place.querySelector("[data-voice-time]");
  const said = place.querySelector("[data-voice-said]");
  const words = { ...template.dataset };
  const first = label.textContent;
  place.hidden = place.querySelector("[data-voice-act]").hidden = false;

  const say = (text, isRefused = false) => {
    said.textContent = text;
    said.classList.toggle("is-refused", isRefused);
  };

  // Focus would show the tools of this section, and move the button away from under the pointer.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    button.focus();
    if (running?.place === place) running.stop();
    else if (running) say(words.other, true);
    else begin();
  });

  async function begin() {
    running = { place, stop: () => {} }; // while the browser asks, a second press begins nothing
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      record(stream);
    } catch (error) {
      stream?.getTracks().forEach((track) => track.stop());
      running = null;
      say(words[FAULTS[error.name]] ?? words.missing, true);
    }
  }

  function record(stream) {
    const kind = KINDS.find((each) => MediaRecorder.isTypeSupported(each));
    const recorder = new MediaRecorder(stream, { audioBitsPerSecond: BITS, ...(kind && { mimeType: kind }) });
    const pieces = [];
    const begun = Date.now();
    const passed = () => Math.min(MOST_SECONDS, Math.round((Date.now() - begun) / 1000));
    const tick = setInterval(() => {
      time.textContent = length(passed());
      if (passed() >= MOST_SECONDS && recorder.state !== "inactive") recorder.stop();
    }, 500);
    recorder.addEventListener("dataavailable", (event) => event.data.size && pieces.push(event.data));
    // Also when the microphone is pulled out: what was said until then is there.
    recorder.addEventListener("stop", () => {
      clearInterval(tick);
      for (const track of stream.getTracks()) track.stop();
      running = null;
      show(false);
      const seconds = passed();
      if (pieces.length) hold(new Blob(pieces, { type: recorder.mimeType }), seconds);
      else say(words.silent, true);
    });
    recorder.start(PIECE_MS);
    running = { place, stop: () => recorder.state !== "inactive" && recorder.stop() };
    time.textContent = length(0);
    show(true);
    say(words.going);
  }

  function show(isOn) {
    place.toggleAttribute("data-on", isOn);
    time.hidden = !isOn;
    label.textContent = isOn ? label.dataset.stop : first;
    if (isOn) place.querySelector("[data-voice-rule]").hidden = false;
  }

  /* In the page, to be heard, until it is sent or thrown away. */
  function hold(sound, seconds) {
    const item = template.content.firstElementChild.cloneNode(true);
    const audio = item.querySelector("audio");
    const again = item.querySelector("[data-unsent-send]");
    audio.src = URL.createObjectURL(sound);
    item.querySelector("[data-unsent-length]").textContent = length(seconds);
    unsent.add(item);
    place.querySelector("[data-voice-list]").prepend(item);
    const go = () => {
      unsent.delete(item);
      URL.revokeObjectURL(audio.src);
    };
    const send = async () => {
      again.disabled = true;
      const answer = await deliver(sound, seconds);
      again.disabled = false;
      if (!answer) return;
      if (!item.isConnected) {
        // Thrown away while it was on its way.
        posted(place.closest("form"), `${answer.dataset.recording}/removal`, new URLSearchParams());
        return;
      }
      go();
      take(answer, item);
    };
    again.addEventListener("click", send);
    sure(item.querySelector("[data-unsent-drop]"), () => {
      go();
      item.remove();
      say("");
      button.focus();
    });
    send();
    if (seconds >= MOST_SECONDS) say(words.ended);
  }

  async function deliver(sound, seconds) {
    say(words.sending);
    const body = new FormData();
    const { article = "", desk = "" } = words;
    for (const [name, value] of Object.entries({ article, desk, section: place.dataset.section, seconds })) body.set(name, value);
    body.set("file", sound, "opname");
    const { status, text } = await posted(place.closest("form"), words.address, body);
    if (status === 201) {
      const holder = document.createElement("template");
      holder.innerHTML = text;
      say(seconds >= MOST_SECONDS ? words.ended : words.sent);
      return document.adoptNode(holder.content.querySelector("[data-recording]"));
    }
    const refusal = status === 422 ? JSON.parse(text).message : null;
    say(refusal ?? { 0: words.offline, 401: words.out, 413: words.large, 429: words.often }[status] ?? words.fault, true);
    return null;
  }
}
