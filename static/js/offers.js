/*
  A list that is offered under a field while somebody types (WAI-ARIA 1.2, the pattern of a combobox). The server makes the list,
  words and all; without an answer there is simply no list, and the field works as it does without this script.

  Who extends it says where the text is that is asked for (`typed`), and what choosing does (`choose`).
*/

const FEWEST = 2;
const PAUSE_MS = 120;
const PATIENCE_MS = 4000;
const MOST_KEPT = 50;

let boxes = 0;

function parsed(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content.querySelector("[role=listbox]");
}

export class Offers {
  constructor(around, field, address) {
    this.around = around;
    this.address = address;
    this.input = field;
    this.id = `suggest-${++boxes}`;
    this.answers = new Map();
    this.list = null;
    this.active = null;
    this.prepare();
    this.listen();
  }

  /* The text that is asked for. */
  get typed() {
    return this.input.value.trim();
  }

  /* Whether an arrow asks for the list where there is none: in a field of many lines it goes to another line. */
  get asksByArrow() {
    return this.input.tagName === "INPUT";
  }

  /* What happens with the option that is chosen. */
  choose(option) {
    option.click();
  }

  prepare() {
    this.status = document.createElement("p");
    this.status.className = "pw-vh";
    this.status.setAttribute("role", "status");
    this.around.append(this.status);
  }

  listen() {
    const { input, around } = this;
    input.addEventListener("input", (event) => event.isComposing || this.later());
    input.addEventListener("compositionend", () => this.later());
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("blur", () => this.stop());
    input.form.addEventListener("submit", () => this.stop());
    // The field keeps the focus while the pointer chooses; the link does the rest.
    around.addEventListener("mousedown", (event) => event.target.closest("[role=listbox]") && event.preventDefault());
    window.addEventListener("pagehide", () => this.stop());
  }

  later() {
    clearTimeout(this.timer);
    this.request?.abort();
    if (this.typed.length < FEWEST) this.close();
    else this.timer = setTimeout(() => this.look(), PAUSE_MS);
  }

  async look() {
    const typed = this.typed;
    const html = this.answers.get(typed) ?? (await this.ask(typed));
    if (typed === this.typed && document.activeElement === this.input) this.open(html);
  }

  /* The list for a text; empty where there is none: no connection, too slow, signed out, or overtaken. */
  async ask(typed) {
    const request = (this.request = new AbortController());
    const timer = setTimeout(() => request.abort(), PATIENCE_MS);
    try {
      const address = `${this.address}?${new URLSearchParams({ q: typed })}`;
      const answer = await fetch(address, { signal: request.signal, redirect: "manual" });
      return answer.ok ? this.keep(typed, await answer.text()) : "";
    } catch {
      return "";
    } finally {
      clearTimeout(timer);
    }
  }

  keep(typed, html) {
    if (this.answers.size >= MOST_KEPT) this.answers.clear();
    this.answers.set(typed, html);
    return html;
  }

  open(html) {
    this.close();
    this.list = parsed(html);
    if (!this.list) return;
    this.list.id = this.id;
    this.options.forEach((option, number) => (option.id = `${this.id}-${number}`));
    this.around.append(this.list);
    this.input.setAttribute("aria-controls", this.id);
    this.status.textContent = this.list.dataset.said;
  }

  close() {
    this.activate(null);
    this.list?.remove();
    this.list = null;
    this.input.removeAttribute("aria-controls");
    this.status.textContent = "";
  }

  stop() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.close();
  }

  get options() {
    return this.list ? [...this.list.querySelectorAll("[role=option]")] : [];
  }

  activate(option) {
    this.active?.setAttribute("aria-selected", "false");
    this.active = option;
    if (!option) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  /* One further or back; beyond either end is the field itself. */
  move(step) {
    const places = [null, ...this.options];
    const here = places.indexOf(this.active);
    this.activate(places[(here + step + places.length) % places.length]);
  }

  press(event) {
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey) return;
    const act = this.keys[event.key];
    if (act?.(event)) event.preventDefault();
  }

  /* What each key does; true means that the browser has nothing left to do. Home and End move in the text. */
  keys = {
    ArrowDown: (event) => this.arrow(event, 1),
    ArrowUp: (event) => this.arrow(event, -1),
    Home: () => this.activate(null),
    End: () => this.activate(null),
    Escape: () => {
      const wasOpen = this.list !== null;
      this.stop();
      return wasOpen;
    },
    Enter: () => {
      const chosen = this.active;
      if (chosen) this.choose(chosen);
      return chosen !== null;
    },
  };

  arrow(event, step) {
    if (this.list && !event.altKey) this.move(step);
    else if (this.list) this.stop();
    else if (this.asksByArrow && this.typed.length >= FEWEST) this.look();
    return this.list !== null || (this.asksByArrow && this.typed.length >= FEWEST);
  }
}
