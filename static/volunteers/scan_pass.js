/* Readies the browser for a code scanned without a connection: the worker keeps the page, the pass
   says whose mark it will be. portal.js takes the pass away when nobody is signed in. */
"use strict";
(() => {
  const given = document.querySelector("[data-scan-pass]");
  if (!given) return;
  const pass = { who: given.dataset.scanWho, pass: given.dataset.scanPass };
  try { localStorage.setItem("person:volunteer-pass", JSON.stringify(pass)); } catch { return; }
  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register(given.dataset.worker, { scope: given.dataset.scope }).catch(() => { /* the pages work without it */ });
})();
