/* The desk by keyboard: A accepts, R goes to the reasons, Enter there rejects, N shows the next. */
"use strict";
(() => {
  const desk = document.querySelector("[data-desk]");
  if (!desk) return;
  const reasons = desk.querySelector("#id_reason");
  const reject = desk.querySelector("[value=reject]");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target === reasons && event.code === "Enter") {
      event.preventDefault();
      reject.click();
      return;
    }
    if (event.target.matches("input, select, textarea")) return;
    if (event.code === "KeyR") { event.preventDefault(); reasons.focus(); return; }
    const button = desk.querySelector(`[data-key=${event.code}]`);
    if (button) { event.preventDefault(); button.click(); }
  });
})();
