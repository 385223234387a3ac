/* J and K walk along the rows of the queue. */
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
  const step = { KeyJ: 1, KeyK: -1 }[event.code];
  const rows = [...document.querySelectorAll("[data-row]")];
  if (!step || !rows.length) return;
  const at = rows.indexOf(document.activeElement) + step;
  rows[Math.max(0, Math.min(rows.length - 1, at))].focus();
});
