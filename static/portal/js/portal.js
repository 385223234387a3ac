/* Small comforts. Every page works without this file. */
"use strict";
(() => {
  const openDrops = () => document.querySelectorAll("details.drop[open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    openDrops().forEach((drop) => {
      const inside = drop.contains(document.activeElement);
      drop.open = false;
      if (inside) drop.querySelector("summary").focus();
    });
  });
  document.addEventListener("click", (event) => {
    openDrops().forEach((drop) => { if (!drop.contains(event.target)) drop.open = false; });
  });

  // A second tap on a slow phone must not send the form twice.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches("form[data-once]")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    form.querySelectorAll("button").forEach((button) => button.setAttribute("aria-disabled", "true"));
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      form.querySelectorAll("button").forEach((button) => button.removeAttribute("aria-disabled"));
    });
  });

  // What the browser keeps of one person goes as soon as a page says that nobody is signed in.
  if (document.querySelector(".tools") && !document.querySelector(".account")) {
    try {
      Object.keys(localStorage).filter((key) => key.startsWith("person:")).forEach((key) => localStorage.removeItem(key));
    } catch { /* private mode keeps nothing */ }
  }

  const prepare = (root) => {
    root.querySelectorAll("[data-focus]").forEach((node) => node.focus());
    root.querySelectorAll("textarea[maxlength]:not([data-counted])").forEach((area) => {
      const counter = document.createElement("span");
      counter.className = "counter";
      const show = () => { counter.textContent = `${area.value.length} / ${area.maxLength}`; };
      area.dataset.counted = "yes";
      area.addEventListener("input", show);
      area.after(counter);
      show();
    });
  };
  prepare(document);
  document.addEventListener("htmx:afterSwap", (event) => prepare(event.detail.target));

  const say = (text) => {
    const place = document.getElementById("messages");
    const note = document.createElement("div");
    note.className = "alert bad";
    const line = document.createElement("p");
    line.textContent = text;
    note.append(line);
    place.replaceChildren(note);
    note.scrollIntoView({ block: "center" });
  };
  const lost = document.documentElement.lang === "en"
    ? "The answer did not arrive. Check the connection and try again."
    : "Ответ не пришёл. Проверьте связь и попробуйте ещё раз.";
  document.addEventListener("htmx:sendError", () => say(lost));
  document.addEventListener("htmx:responseError", () => say(lost));
})();
