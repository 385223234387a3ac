/* A rectangle drawn over a photo fills the four percents of the form. */
"use strict";
(() => {
  const set = (name, value) => { document.getElementById(`id_${name}`).value = value; };
  document.querySelectorAll("img[data-blur]").forEach((image) => {
    const space = "http://www.w3.org/2000/svg";
    const cover = document.createElementNS(space, "svg");
    cover.setAttribute("viewBox", "0 0 100 100");
    cover.setAttribute("preserveAspectRatio", "none");
    const box = document.createElementNS(space, "rect");
    cover.append(box);
    image.after(cover);
    let start = null;
    const at = (event) => {
      const edge = image.getBoundingClientRect();
      const part = (value) => Math.max(0, Math.min(100, value));
      return [part(100 * (event.clientX - edge.left) / edge.width), part(100 * (event.clientY - edge.top) / edge.height)];
    };
    image.addEventListener("pointerdown", (event) => { event.preventDefault(); start = at(event); image.setPointerCapture(event.pointerId); });
    image.addEventListener("pointermove", (event) => {
      if (!start) return;
      const end = at(event);
      const [left, right] = [start[0], end[0]].sort((a, b) => a - b);
      const [top, bottom] = [start[1], end[1]].sort((a, b) => a - b);
      Object.entries({ x: left, y: top, width: right - left, height: bottom - top }).forEach(([name, value]) => box.setAttribute(name, value));
      Object.entries({ left, top, right, bottom }).forEach(([name, value]) => set(name, value.toFixed(2)));
      document.getElementById("id_photo").value = image.dataset.blur;
    });
    image.addEventListener("pointerup", () => { start = null; });
  });
})();
