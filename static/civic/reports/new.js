/* The report's form: a photo goes up at once and proposes the pin, what is typed survives a lost
   connection. The form works without this file. */
"use strict";
(() => {
  const KEY = "civic-report-draft";
  const FIELDS = ["text", "address", "category", "point_latitude", "point_longitude"];
  const store = (value) => { try { value ? localStorage.setItem(KEY, value) : localStorage.removeItem(KEY); } catch { /* private mode */ } };
  const stored = () => { try { return JSON.parse(localStorage.getItem(KEY) || "null"); } catch { return null; } };

  const done = document.querySelector("form[data-report-done]");
  if (done) { store(""); return; }
  const form = document.querySelector("form[data-report]");
  if (!form) return;
  const status = form.querySelector("[data-photo-status]");
  const offline = document.querySelector("[data-offline]");
  const control = (name) => form.elements[name];

  const keep = () => store(JSON.stringify(Object.fromEntries(FIELDS.map((name) => [name, control(name)?.value || ""]))));
  const place = (latitude, longitude) => {
    control("point_latitude").value = latitude;
    control("point_longitude").value = longitude;
    control("point_longitude").dispatchEvent(new Event("change", { bubbles: true }));
  };

  const earlier = stored();
  if (earlier && !control("text").value && !control("category").value) {
    FIELDS.forEach((name) => { if (earlier[name] && control(name) && !control(name).value) control(name).value = earlier[name]; });
    control("point_longitude").dispatchEvent(new Event("change", { bubbles: true }));
  }
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  form.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    keep();
    offline.hidden = false;
    offline.scrollIntoView({ block: "center" });
  });
  window.addEventListener("online", () => { offline.hidden = true; });
  window.addEventListener("offline", () => { keep(); offline.hidden = false; });

  const shown = (url) => {
    let list = form.querySelector(".draft-photos");
    if (!list) {
      list = document.createElement("ul");
      list.className = "gallery draft-photos";
      status.before(list);
    }
    const item = document.createElement("li");
    const image = document.createElement("img");
    Object.assign(image, { src: url, alt: form.dataset.loaded, width: 160, height: 120 });
    item.append(image);
    list.append(item);
  };
  const input = control("photos");
  input.addEventListener("change", async () => {
    if (!input.files.length || !navigator.onLine) return;
    const body = new FormData();
    [...input.files].forEach((file) => body.append("photos", file));
    body.append("csrfmiddlewaretoken", control("csrfmiddlewaretoken").value);
    status.textContent = form.dataset.loading;
    try {
      const answer = await fetch(form.dataset.photoUrl, { method: "POST", body, credentials: "same-origin" });
      const found = await answer.json();
      if (!answer.ok) { status.textContent = (found.errors || [form.dataset.failed]).join(" "); return; }
      found.photos.forEach(shown);
      input.value = "";
      status.textContent = form.dataset.loaded;
      if (found.point && !control("point_latitude").value) {
        place(...found.point);
        status.textContent = `${form.dataset.loaded}. ${form.dataset.placed}`;
      }
    } catch { status.textContent = form.dataset.failed; }
  });

  if (navigator.geolocation) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button quiet";
    button.textContent = form.dataset.locate;
    button.addEventListener("click", () => navigator.geolocation.getCurrentPosition(
      ({ coords }) => place(coords.latitude.toFixed(6), coords.longitude.toFixed(6)), () => {}
    ));
    form.querySelector(".point .point-numbers").after(button);
  }
})();
