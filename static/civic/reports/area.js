/* Draws an area of a saved search: each click adds a corner. The text field works without this. */
"use strict";
(() => {
  const field = document.querySelector("textarea[data-area]");
  const pin = document.querySelector("[data-point]");
  if (!field || !pin || !window.L) return;
  const box = document.createElement("div");
  box.className = "map";
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", document.querySelector(`label[for="${field.id}"]`).textContent.trim());
  field.before(box);
  const map = L.map(box, { attributionControl: false, maxZoom: 18 });
  const corners = [];
  const shape = L.polygon([], { color: "#b3261e" }).addTo(map);
  fetch(pin.dataset.outlines, { credentials: "same-origin" }).then((answer) => answer.json()).then((data) => {
    const city = L.geoJSON(data, { interactive: false, style: { color: "#0b5d4e", weight: 1, fillOpacity: 0.04 } }).addTo(map);
    if (city.getLayers().length) map.fitBounds(city.getBounds());
    else map.setView([58.6, 49.65], 11);
  });
  map.on("click", ({ latlng }) => {
    corners.push(latlng);
    shape.setLatLngs(corners);
    if (corners.length < 3) return;
    const ring = [...corners, corners[0]].map((at) => [Number(at.lng.toFixed(6)), Number(at.lat.toFixed(6))]);
    field.value = JSON.stringify({ type: "Polygon", coordinates: [ring] });
  });
})();
