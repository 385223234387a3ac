/* A running count on the ballot, copying and printing the receipt. Works without this file too. */
"use strict";
(() => {
  const form = document.querySelector("form[data-ballot]");
  if (form) {
    const place = form.querySelector("[data-count]");
    const money = (sum) => new Intl.NumberFormat(
      "ru-RU", { minimumFractionDigits: sum % 100 ? 2 : 0, maximumFractionDigits: 2 }
    ).format(sum / 100);
    const kopecks = (roubles) => Math.round(Number(roubles) * 100);
    const show = () => {
      const marked = [...form.querySelectorAll("input[name=choices]:checked")];
      const sum = marked.reduce((total, input) => total + kopecks(input.dataset.cost), 0);
      const { max, money: most } = form.dataset;
      const over = (max && marked.length > Number(max)) || (most && sum > kopecks(most));
      const text = (max ? form.dataset.text : form.dataset.textFree)
        .replace("%n", marked.length).replace("%max", max);
      place.textContent = `${text}, ${form.dataset.sum.replace("%sum", money(sum))}`
        + (over ? `. ${form.dataset.over}` : "");
      place.classList.toggle("over", Boolean(over));
    };
    if (place) {
      form.addEventListener("change", show);
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
