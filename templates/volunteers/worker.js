/* Keeps the page for marking without a connection and what it is drawn with; nothing of a person.
   It looks after the addresses behind codes at places alone. A new version forgets the old one. */
"use strict";
const KIND = "volunteer-scan-";
const CACHE = KIND + "{{ version }}";
const SHELL = "{{ shell }}";
const KEPT = [SHELL{% for url in assets %}, "{{ url }}"{% endfor %}];
const PATIENCE = 8000; // ms a page is waited for

self.addEventListener("install", (event) => {
  // Without cookies: what is kept is what a stranger sees.
  const asked = KEPT.map((url) => new Request(url, { credentials: "omit", cache: "reload" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(asked)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith(KIND) && name !== CACHE;
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});

const fromNet = (request) => {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  return fetch(request, { signal: stop.signal }).finally(() => clearTimeout(timer));
};

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(fromNet(request).catch(() => caches.match(SHELL)));
  else if (KEPT.includes(url.pathname)) event.respondWith(fromNet(request).catch(() => caches.match(url.pathname)));
});
