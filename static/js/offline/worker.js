/*
  The service worker; the server writes VERSION and FILES above it. It holds files that are the same for everybody, and shows the page
  without a connection where no other comes. It never keeps a page or an answer of the wiki: what somebody keeps is in offline/store.js.
*/

const OWN = "praktijkwijs-files-";
const HERE = new Set(FILES.map((file) => file.split("?")[0]));

self.addEventListener("install", (event) => {
  const fresh = FILES.map((file) => new Request(file, file.includes("?v=") ? {} : { cache: "no-cache", credentials: "omit" }));
  event.waitUntil(caches.open(OWN + VERSION).then((cache) => cache.addAll(fresh)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => event.waitUntil(activate()));

async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith(OWN) && name !== OWN + VERSION) await caches.delete(name);
  }
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (request.method === "GET" && pathname.startsWith("/static/") && HERE.has(pathname)) event.respondWith(file(request));
});

async function page(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return withoutConnection();
  }
}

/** A file under an address with a hash never changes; of others the newest that can be had. */
async function file(request) {
  const cache = await caches.open(OWN + VERSION);
  const kept = await cache.match(request);
  if (kept && request.url.includes("?v=")) return kept;
  try {
    return await fetch(request);
  } catch (error) {
    const near = kept ?? (await cache.match(request, { ignoreSearch: true }));
    if (near) return near;
    throw error;
  }
}

/** The page that says so, in the language and the colours that its reader had. */
async function withoutConnection() {
  const said = await caches.match("/offline/look");
  const { language = "nl", theme = "system", contrast = "" } = said ? await said.json() : {};
  const cache = await caches.open(OWN + VERSION);
  const shell = await cache.match(`/offline/shell?language=${language}`);
  if (!shell) return Response.error();
  const looks = `data-theme="${theme}"${contrast ? ` data-contrast="${contrast}"` : ""}`;
  const html = (await shell.text()).replace('data-theme="system"', looks);
  const headers = new Headers(shell.headers);
  headers.delete("content-length");
  headers.delete("content-encoding");
  return new Response(html, { status: 503, headers });
}
