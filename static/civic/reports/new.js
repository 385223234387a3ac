/* The report's form: a photo goes up at once and proposes the pin; what is typed and what is chosen
   survive a lost connection (photos.js). The form works without this file. */
"use strict";
(() => {
  const KEY = "civic-report-draft";
  const FIELDS = ["text", "address", "category", "point_latitude", "point_longitude"];
  const store = (value) => { try { value ? localStorage.setItem(KEY, value) : localStorage.removeItem(KEY); } catch { /* private mode */ } };
  const stored = () => { try { return JSON.parse(localStorage.getItem(KEY) || "null"); } catch { return null; } };

  const done = document.querySelector("form[data-report-done]");
  if (done) { store(""); window.reportPhotos.forget(); return; }
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
    if (navigator.onLine) {
      if (control("photos").files.length) window.reportPhotos.forget(); // they go with the form
      return;
    }
    event.preventDefault();
    keep();
    offline.hidden = false;
    offline.scrollIntoView({ block: "center" });
  });
  window.addEventListener("online", () => { offline.hidden = true; bringBack(); });
  window.addEventListener("offline", () => { keep(); offline.hidden = false; });

  const shown = (url) => {
    if (form.querySelector(`img[src="${url}"]`)) return; // it had arrived before the answer was lost
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
  const send = async (files) => {
    const body = new FormData();
    files.forEach((file) => body.append("photos", file));
    body.append("csrfmiddlewaretoken", control("csrfmiddlewaretoken").value);
    status.textContent = form.dataset.loading;
    const answer = await fetch(form.dataset.photoUrl, { method: "POST", body, credentials: "same-origin" });
    const found = await answer.json();
    await window.reportPhotos.forget();
    if (!answer.ok) { status.textContent = (found.errors || [form.dataset.failed]).join(" "); return; }
    found.photos.forEach(shown);
    input.value = "";
    status.textContent = form.dataset.loaded;
    if (found.point && !control("point_latitude").value) {
      place(...found.point);
      status.textContent = `${form.dataset.loaded}. ${form.dataset.placed}`;
    }
  };
  const sendOrKeep = async (files) => {
    try {
      if (!navigator.onLine) throw new TypeError("offline");
      await send(files);
    } catch {
      await window.reportPhotos.keep(files);
      status.textContent = navigator.onLine ? form.dataset.failed : form.dataset.kept;
    }
  };
  const bringBack = async () => {
    const files = navigator.onLine && (await window.reportPhotos.waiting());
    if (files) await sendOrKeep(files);
  };
  input.addEventListener("change", () => { if (input.files.length) sendOrKeep([...input.files]); });
  bringBack();

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
