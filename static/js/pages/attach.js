/*
  Files for a text: chosen with a button, pasted, or dragged onto the field. `<div data-tools data-files="address">` beside a
  textarea. What was added stands in the text when the server has it, and not before; of a picture somebody is asked to say what
  is to be seen.
*/

import { insert } from "../insert.js";

for (const tools of document.querySelectorAll("[data-files]")) start(tools);

function start(tools) {
  const field = document.getElementById(tools.querySelector("markdown-toolbar").getAttribute("for"));
  const said = tools.querySelector("[data-files-said]");
  const bar = tools.querySelector("progress");
  const words = said.dataset;
  const waiting = [];
  let busy = false;

  const chooser = Object.assign(document.createElement("input"), { type: "file", multiple: true, hidden: true });
  chooser.addEventListener("change", () => {
    take([...chooser.files]);
    chooser.value = "";
  });
  tools.append(chooser);
  tools.querySelector("[data-tool-file]").addEventListener("click", () => chooser.click());

  field.addEventListener("paste", (event) => {
    const files = [...event.clipboardData.files];
    // Word and Excel send a picture of what was copied along with the text itself.
    if (!files.length || event.clipboardData.getData("text/plain").trim()) return;
    event.preventDefault();
    take(files);
  });
  const isFile = (event) => event.dataTransfer?.types.includes("Files");
  field.addEventListener("dragover", (event) => {
    if (!isFile(event)) return;
    event.preventDefault();
    field.classList.add("is-over");
  });
  field.addEventListener("dragleave", () => field.classList.remove("is-over"));
  field.addEventListener("drop", (event) => {
    field.classList.remove("is-over");
    if (!isFile(event)) return;
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });
  // Whoever leaves while a file is on its way is warned, as for text that was not sent.
  addEventListener("beforeunload", (event) => busy && event.preventDefault());

  async function take(files) {
    waiting.push(...files);
    if (busy) return;
    busy = true;
    while (waiting.length) await add(waiting.shift());
    busy = false;
  }

  async function add(file) {
    const say = (text) => (said.textContent = text.replace("{name}", file.name));
    tools.classList.remove("is-refused");
    say(words.sending);
    bar.hidden = false;
    bar.value = 0;
    const { status, answer } = await send(file, (part) => {
      bar.value = part;
      if (part === 1) say(words.reading);
    });
    bar.hidden = true;
    if (status === 201) {
      put(answer.markdown);
      say(answer.kind === "document" ? words.added : words.describe);
    } else {
      tools.classList.add("is-refused");
      say(answer?.message ?? { 0: words.offline, 413: words.large, 429: words.often, 401: words.out }[status] ?? words.fault);
    }
  }

  /* On a line of its own where it is a picture, with the cursor where its description goes. */
  function put(markdown) {
    // The cursor may still stand between the brackets of the picture before.
    const open = /!\[[^\]\n]*$/.exec(field.value.slice(0, field.selectionEnd));
    const rest = open && /^[^\]\n]*\]\([^)\n]*\)/.exec(field.value.slice(field.selectionEnd));
    const at = field.selectionEnd + (rest ? rest[0].length : 0);
    const isShown = markdown.startsWith("!");
    const before = isShown && at && field.value[at - 1] !== "\n" ? "\n\n" : "";
    const after = isShown && field.value[at] !== "\n" ? "\n" : "";
    insert(field, before + markdown + after, at, at);
    if (isShown && document.activeElement === field) field.setSelectionRange(at + before.length + 2, at + before.length + 2);
  }

  function send(file, progress) {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      const body = new FormData();
      body.append("csrf_token", field.form.elements.csrf_token.value);
      body.append("file", file);
      request.upload.addEventListener("progress", (event) => event.lengthComputable && progress(event.loaded / event.total));
      request.addEventListener("loadend", () => {
        let answer = null;
        try {
          answer = JSON.parse(request.responseText);
        } catch {
          // an error page, or nothing at all: the status says enough
        }
        // A sign-in page in place of an answer: the session has ended.
        const signedOut = request.status === 200 || request.responseURL.includes("/sign-in");
        resolve({ status: signedOut ? 401 : request.status, answer });
      });
      request.open("POST", tools.dataset.files);
      request.setRequestHeader("Accept", "application/json");
      request.send(body);
    });
  }
}
