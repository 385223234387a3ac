/* Marks of coming and leaving on a bad connection: each press waits in this browser and is sent
   until the server has answered; its key makes it count once. The forms work without this file. */
"use strict";
(() => {
  const SHELF = "volunteer-marks";
  const PAUSE = 15000; // ms between tries
  const PATIENCE = 10000; // ms an answer is waited for
  const DAY = 24 * 3600 * 1000;
  const status = document.querySelector("[data-marks]");
  if (!status) return;
  const who = status.dataset.marks;
  const read = () => { try { return JSON.parse(localStorage.getItem(SHELF) || "[]"); } catch { return []; } };
  const write = (marks) => { try { localStorage.setItem(SHELF, JSON.stringify(marks)); return true; } catch { return false; } };
  const mine = () => read().filter((mark) => mark.who === who && Date.now() - mark.pressed < DAY);
  const drop = (key) => write(read().filter((mark) => mark.key !== key));
  const newKey = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  const say = (text) => { status.textContent = text; status.hidden = !text; };
  const waiting = () => {
    const count = mine().length;
    say(count ? `${status.dataset.waiting} ${count}` : "");
    mine().forEach((mark) => {
      const form = document.querySelector(`form[data-mark-url="${mark.url}"]`);
      if (form) form.querySelectorAll("button").forEach((button) => { button.hidden = !("next" in button.dataset) || mark.mark === "out"; });
    });
  };

  const send = async (mark) => {
    const body = new FormData();
    const fields = { key: mark.key, pressed: mark.pressed, sent: Date.now(), opened: mark.opened, mark: mark.mark };
    Object.entries(fields).forEach(([name, value]) => body.append(name, value));
    body.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    const answer = await fetch(mark.url, { method: "POST", body, credentials: "same-origin", signal: stop.signal }).finally(() => clearTimeout(timer));
    if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
    if (answer.redirected || answer.status === 403) throw new Error(status.dataset.signIn);
    drop(mark.key);
    if (answer.ok) return "";
    const found = await answer.json().catch(() => ({}));
    return (found.errors || [status.dataset.refused]).join(" ");
  };

  let busy = false;
  const flush = async () => {
    const token = document.querySelector("[name=csrfmiddlewaretoken]");
    if (busy || !token || !navigator.onLine || !mine().length) return;
    busy = true;
    const refusals = [];
    try {
      for (const mark of mine()) {
        const refusal = await send(mark);
        if (refusal) refusals.push(refusal);
      }
      if (refusals.length) say(refusals.join(" "));
      else location.reload();
    } catch (error) {
      waiting();
      if (error.message === status.dataset.signIn) say(error.message);
    }
    busy = false;
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const pressed = event.submitter;
    if (!form.dataset.markUrl || !pressed || !pressed.dataset.mark) return;
    const mark = { key: newKey(), url: form.dataset.markUrl, mark: pressed.dataset.mark, pressed: Date.now(), opened: status.dataset.opened, who };
    if (!write([...read(), mark])) return; // nothing is kept here: the form goes its plain way
    event.preventDefault();
    waiting();
    flush();
  });
  window.addEventListener("online", flush);
  setInterval(flush, PAUSE);
  waiting();
  flush();
})();
