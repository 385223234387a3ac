/* The page shown where a code was scanned without a connection: gives late_marks.js whose mark it is
   and where it goes, and opens the real page as soon as the portal answers. */
"use strict";
(() => {
  const PAUSE = 5000; // ms between tries
  const status = document.querySelector("[data-marks]");
  const form = document.querySelector("form");
  let pass = null;
  try { pass = JSON.parse(localStorage.getItem("person:volunteer-pass") || "null"); } catch { /* private mode */ }
  const known = Boolean(pass && pass.who && pass.pass);
  document.querySelector("[data-scan-known]").hidden = !known;
  document.querySelector("[data-scan-unknown]").hidden = known;
  if (known) {
    status.dataset.marks = pass.who;
    status.dataset.opened = pass.pass;
    form.dataset.markUrl = `${location.pathname}late/`;
  }
  const tryAgain = async () => {
    if (!navigator.onLine) return;
    try {
      await fetch("/healthz", { method: "HEAD", cache: "no-store" });
      location.reload();
    } catch { /* not yet */ }
  };
  window.addEventListener("online", () => setTimeout(tryAgain, 500)); // the network is up a little later
  setInterval(tryAgain, PAUSE);
})();
