/*
  One question at a time on a small screen: every `[data-part]` of a form is a step, and all `[data-last-part]` together are the
  last one. Only the style sheet hides the others, and on a small screen only; a link to a field opens the step that it is in.
*/

for (const form of document.querySelectorAll("form[data-steps]")) start(form);

function start(form) {
  const last = [...form.querySelectorAll("[data-last-part]")];
  const steps = [...form.querySelectorAll("[data-part]")].map((part) => [part]);
  if (last.length) steps.push(last);
  const bar = form.querySelector("[data-bar]");
  const progress = form.querySelector("[data-progress]");
  if (!bar || !progress || steps.length < 3) return;
  const back = bar.querySelector("[data-bar-back]");
  const next = bar.querySelector("[data-bar-next]");
  const count = progress.querySelector("[data-progress-count]");
  const marks = progress.querySelector(".pw-progress__marks");
  marks.append(...steps.map(() => document.createElement("li")));
  let now = 0;

  const fieldIn = (step) => step[0].querySelector("textarea, input:not([type=hidden])");
  const isFilled = (step) => step !== last && (fieldIn(step)?.value ?? "").trim() !== "";

  function show() {
    steps.forEach((step, place) => {
      for (const part of step) part.toggleAttribute("data-now", place === now);
      marks.children[place].className = place === now ? "is-now" : isFilled(step) ? "is-done" : "";
    });
    form.dataset.at = now === 0 ? "first" : now === steps.length - 1 ? "last" : "part";
    count.textContent = count.dataset.text.replace("{now}", now + 1).replace("{all}", steps.length);
    back.hidden = now === 0;
    next.hidden = now === steps.length - 1;
    name();
  }

  function name() {
    const following = steps[now + 1];
    if (!following) return;
    const to = following[0].dataset.name ?? "";
    const text = now && !isFilled(steps[now]) ? next.dataset.skip : now + 2 === steps.length ? next.dataset.last : next.dataset.next;
    bar.querySelector("[data-bar-to]").textContent = to && text === next.dataset.next ? `${text}: ${to}` : text;
  }

  function go(place, focus = true) {
    now = Math.min(Math.max(place, 0), steps.length - 1);
    show();
    if (!focus) return;
    scrollTo({ top: 0 });
    (now === steps.length - 1 ? form.querySelector("#pw-about") : fieldIn(steps[now]))?.focus({ preventScroll: true });
  }

  const holding = (element) => steps.findIndex((step) => step.some((part) => part.contains(element)));

  back.addEventListener("click", () => go(now - 1));
  next.addEventListener("click", () => go(now + 1));
  form.addEventListener("input", name);
  // Links to a field, and whatever else brings somebody into a step that is not shown.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    const place = field ? holding(field) : -1;
    if (place >= 0) go(place, false);
  });
  form.addEventListener("invalid", (event) => go(holding(event.target), false), true);

  form.classList.add("is-stepped");
  bar.hidden = progress.hidden = false;
  const wrong = form.querySelector('[aria-invalid="true"]');
  const unread = form.querySelector("[data-focus]");
  // Who began to write before this script ran, or was sent to a field, stays where they are.
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const begun = [document.activeElement, named].map((field) => (field ? holding(field) : -1));
  go(wrong && !unread ? holding(wrong) : Math.max(...begun, 0), false);
}
