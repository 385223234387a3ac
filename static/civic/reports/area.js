/* Draws an area of a saved search: each click adds a corner. The text field works without this. */
"use strict";
// Leaflet comes with the pin's field, further down the page.
document.addEventListener("DOMContentLoaded", () => {
  const field = document.querySelector("textarea[data-area]");
  const pin = document.querySelector("[data-point]");
  if (!field || !pin || !window.L) return;
  const box = document.createElement("div");
  box.className = "map";
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", document.querySelector(`label[for="${field.id}"]`).textContent.trim());
  field.before(box);
  // Whoever draws need not see the numbers; whoever cannot still types them.
  const numbers = document.createElement("details");
  numbers.append(Object.assign(document.createElement("summary"), { textContent: field.dataset.numbers }));
  field.before(numbers);
  numbers.append(field);
  const again = Object.assign(document.createElement("button"), { type: "button", className: "button quiet", textContent: field.dataset.again });
  box.after(again);
  const map = L.map(box, { attributionControl: false, zoomControl: false, maxZoom: 18 });
  L.control.zoom({ zoomInTitle: pin.dataset.zoomIn, zoomOutTitle: pin.dataset.zoomOut }).addTo(map);
  const corners = [];
  const shape = L.polygon([], { color: "#b3261e" }).addTo(map);
  fetch(pin.dataset.outlines, { credentials: "same-origin" }).then((answer) => answer.json()).then((data) => {
    const city = L.geoJSON(data, { interactive: false, style: { color: "#0b5d4e", weight: 1, fillOpacity: 0.04 } }).addTo(map);
    if (city.getLayers().length) map.fitBounds(city.getBounds());
    else map.setView([58.6, 49.65], 11);
  });
  again.addEventListener("click", () => {
    corners.length = 0;
    shape.setLatLngs([]);
    field.value = "";
  });
  map.on("click", ({ latlng }) => {
    corners.push(latlng);
    shape.setLatLngs(corners);
    if (corners.length < 3) return;
    const ring = [...corners, corners[0]].map((at) => [Number(at.lng.toFixed(6)), Number(at.lat.toFixed(6))]);
    field.value = JSON.stringify({ type: "Polygon", coordinates: [ring] });
  });
});
