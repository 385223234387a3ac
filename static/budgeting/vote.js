/* A running count on the ballot, keeping the marks, copying and printing the receipt. Works without
   this file too. */
"use strict";
(() => {
  const form = document.querySelector("form[data-ballot]");
  if (form) {
    const place = form.querySelector("[data-count]");
    const purse = form.querySelector("[data-purse]");
    const words = form.dataset;
    const money = (sum) => new Intl.NumberFormat(
      "ru-RU", { minimumFractionDigits: sum % 100 ? 2 : 0, maximumFractionDigits: 2 }
    ).format(sum / 100);
    const kopecks = (roubles) => Math.round(Number(roubles) * 100);
    const fields = () => [...form.querySelectorAll("input[type=number]")];
    const marked = () => form.querySelectorAll("input[name=choices]:checked, input[name=choices][type=hidden]");

    const fill = (value, most, over) => {
      if (purse) { purse.max = most; purse.value = Math.min(value, most); purse.classList.toggle("over", over); }
    };
    const write = (text, values) => Object.entries(values).reduce(
      (line, [name, value]) => line.replace(`%${name}`, value), text
    );
    const points = () => {
      const given = fields().reduce((sum, field) => sum + (Number(field.value) || 0), 0);
      const all = Number(words.all);
      const over = Boolean(all) && given > all;
      fill(given, all || 1, over);
      const text = all && !over ? words.text : words.textFree;
      return [write(text, { n: given, all, left: all - given }), over];
    };
    const marks = () => {
      const chosen = [...marked()];
      const sum = chosen.reduce((total, input) => total + kopecks(input.dataset.cost), 0);
      const most = kopecks(words.money);
      const over = Boolean((words.max && chosen.length > Number(words.max)) || (words.money && sum > most));
      if (words.money) fill(sum, most, over);
      const values = {
        n: chosen.length, max: words.max, sum: money(sum), all: money(most),
        left: money(Math.max(most - sum, 0)),
      };
      return [write(words.text, values), over];
    };
    const show = () => {
      const [text, over] = fields().length ? points() : marks();
      place.textContent = text + (over ? `. ${words.over}` : "");
      place.classList.toggle("over", over);
    };

    let timer;
    const save = () => {
      const data = new FormData(form);
      data.set("autosave", "1");
      fetch(form.action, { method: "POST", body: data, keepalive: true }).catch(() => {});
    };
    if (place) {
      form.querySelectorAll("[data-noscript]").forEach((button) => button.remove());
      form.addEventListener("input", show);
      form.addEventListener("change", () => {
        show();
        clearTimeout(timer);
        timer = setTimeout(save, 400);
      });
      form.addEventListener("submit", () => clearTimeout(timer));
      window.addEventListener("pageshow", show);
    }
  }
  document.querySelectorAll("[data-copy]").forEach((button) => {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.textContent = button.dataset.copied;
    });
  });
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
})();
