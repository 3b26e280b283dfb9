/*
  What a page shows from elsewhere: `<a data-fragment="address" href="page">` in a `data-fragment-place`. When the reader comes
  near, the link gives way to what the address holds. Without this script it stays a link; when nothing comes the place says so
  (`data-failed`), and the link stays.
*/

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
