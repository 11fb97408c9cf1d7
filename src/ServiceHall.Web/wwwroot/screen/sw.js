// Keeps the files of code screens and terminals on the box. The server's are taken first, so that a new version comes by
// itself; with the server away the kept ones are.
const CACHE = "screen";
const FILES = ["code.html", "terminal.html", "screen.js", "code.js", "terminal.js", "screen.css"].map(file => "/screen/" + file);

self.addEventListener("install", event => event.waitUntil(
  caches.open(CACHE).then(cache => cache.addAll(FILES)).then(() => self.skipWaiting())));
self.addEventListener("activate", event => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", event => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin || !FILES.includes(url.pathname)) return;
  event.respondWith((async () => {
    const cache = await caches.open(CACHE);
    try {
      const answer = await fetch(event.request);
      if (answer.ok) {
        await cache.put(url.pathname, answer.clone());
        return answer;
      }
    } catch { /* the server is away */ }
    return await cache.match(url.pathname) || Response.error();
  })());
});
