/*
  What a page shows from elsewhere: `<a data-fragment="address" href="page">`. When the reader comes near, the link gives way to
  what the address holds; without this script, a connection or an answer it stays a link.
*/

const NEAR = "600px";

async function load(link) {
  try {
    const answer = await fetch(link.dataset.fragment, { redirect: "manual" });
    if (!answer.ok) return;
    const holder = document.createElement("template");
    holder.innerHTML = await answer.text();
    const place = link.closest("[data-fragment-place]") ?? link;
    if (holder.content.firstElementChild) place.replaceWith(holder.content);
    else place.remove();
  } catch {
    // The link does the same.
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
