/* The heat of the city: circles over the outlines, the darker the more. Leaflet draws them. */
"use strict";
(() => {
  const box = document.querySelector("[data-heat]");
  if (!box || !window.L) return;
  box.replaceChildren();
  const map = L.map(box, { attributionControl: false, zoomControl: false, maxZoom: 16, zoomSnap: 0.25 });
  L.control.zoom({ zoomInTitle: box.dataset.zoomIn, zoomOutTitle: box.dataset.zoomOut }).addTo(map);
  const read = (url) => fetch(url, { credentials: "same-origin" }).then((answer) => answer.json());
  Promise.all([read(box.dataset.outlines), read(box.dataset.heat)]).then(([outlines, heat]) => {
    map.setView([58.6, 49.65], 11); // circles in metres need a scale to begin with
    const city = L.geoJSON(outlines, { interactive: false, style: { color: "#0b5d4e", weight: 1, fillOpacity: 0.04 } }).addTo(map);
    const spots = heat.features;
    const most = Math.max(1, ...spots.map((spot) => spot.properties.count));
    spots.forEach((spot) => {
      const [east, north] = spot.geometry.coordinates;
      const share = spot.properties.count / most;
      L.circle([north, east], { radius: 140 + 260 * share, stroke: false, fillColor: "#b3261e", fillOpacity: 0.2 + 0.6 * share, interactive: false }).addTo(map);
    });
    if (city.getLayers().length) map.fitBounds(city.getBounds());
    else if (outlines.bbox) map.fitBounds([[outlines.bbox[1], outlines.bbox[0]], [outlines.bbox[3], outlines.bbox[2]]]);
  });
})();
