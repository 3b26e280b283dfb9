/*
  The recordings of whoever writes, each under its section: `<div data-recordings="address">` around a link to a page with the same.
  Without a connection or an answer the link stays, and does the same.
*/

import { take } from "../recording.js";

for (const place of document.querySelectorAll("[data-recordings]")) load(place);

async function load(place) {
  try {
    const answer = await fetch(place.dataset.recordings, { redirect: "manual" });
    if (!answer.ok) return;
    const holder = document.createElement("template");
    holder.innerHTML = await answer.text();
    // The newest comes first, and each is put before those that are there.
    for (const item of [...holder.content.querySelectorAll("[data-recording]")].reverse()) take(document.adoptNode(item));
  } catch {
    // The link does the same.
  }
}
