// The build puts VERSION and SHELL (the list of the program's files) above this line.
// The program is served from the box, always as one consistent version: a new worker first fetches all files of its
// version, and only then takes over. Data, pairing and the hub pass through untouched.
const CACHE = `kiosk-${VERSION}`;

self.addEventListener('install', (event) => {
  const requests = SHELL.map((file) => new Request(file, { cache: 'reload' }));
  event.waitUntil(caches.open(CACHE)
    .then((cache) => cache.addAll(requests))
    .then(() => self.skipWaiting())
    .catch((error) => caches.delete(CACHE).then(() => Promise.reject(error))));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names
      .filter((name) => name.startsWith('kiosk-') && name !== CACHE)
      .map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== location.origin || !url.pathname.startsWith('/kiosk/')) return;
  if (url.pathname.endsWith('/version.json')) return;
  const page = event.request.mode === 'navigate' ? './' : event.request;
  event.respondWith(caches.open(CACHE)
    .then((cache) => cache.match(page, { ignoreSearch: true }))
    .then((kept) => kept || fetch(event.request)));
});
