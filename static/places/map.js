/* Maps over the portal's own outlines: [data-map] shows points of a GeoJSON address,
   [data-point] lets a person put a pin into two number inputs. The page works without this file. */
(function () {
  "use strict";

  var MOVE_PAUSE = 250; // ms after the last move before points are asked again
  var WHOLE_WORLD = [[-60, -170], [75, 170]];

  function base(box, settings) {
    box.replaceChildren();
    var map = L.map(box, { zoomControl: false, attributionControl: Boolean(settings.tiles), maxZoom: 19, zoomSnap: 0.25 });
    var names = map.createPane("names"); // names of districts lie under the pins
    names.style.zIndex = 450;
    names.style.pointerEvents = "none";
    L.control.zoom({ zoomInTitle: settings.zoomIn, zoomOutTitle: settings.zoomOut }).addTo(map);
    if (settings.tiles) {
      map.attributionControl.setPrefix(false);
      L.tileLayer(settings.tiles, { attribution: escaped(settings.attribution), maxZoom: 19 }).addTo(map);
    }
    return map;
  }

  function escaped(text) {
    var node = document.createElement("span");
    node.textContent = text;
    return node.innerHTML;
  }

  function read(url) {
    return fetch(url, { credentials: "same-origin", headers: { Accept: "application/json" } }).then(
      function (answer) {
        if (!answer.ok) { throw new Error(String(answer.status)); }
        return answer.json();
      }
    );
  }

  function outlines(map, url) {
    return read(url).then(function (data) {
      var layer = L.geoJSON(data, {
        interactive: false,
        style: { color: "#0b5d4e", weight: 2, fillOpacity: 0.06 },
        onEachFeature: function (feature, shape) {
          var name = document.createElement("span");
          name.textContent = feature.properties.name;
          shape.bindTooltip(name, { permanent: true, direction: "center", className: "map-name", pane: "names" });
        }
      }).addTo(map);
      if (layer.getLayers().length) { return layer.getBounds(); }
      return data.bbox ? [[data.bbox[1], data.bbox[0]], [data.bbox[3], data.bbox[2]]] : WHOLE_WORLD;
    }).catch(function () { return WHOLE_WORLD; });
  }

  function named(marker, text) {
    marker.on("add", function () {
      marker.getElement().setAttribute("aria-label", text);
      marker.getElement().removeAttribute("title");
    });
    return marker;
  }

  function pin(latlng, options) {
    var icon = L.divIcon({ className: "map-pin", iconSize: [44, 44], iconAnchor: [22, 34], popupAnchor: [0, -30] });
    return L.marker(latlng, Object.assign({ icon: icon }, options));
  }

  function group(map, latlng, count, settings) {
    var size = 44 + Math.min(20, 4 * Math.round(Math.log10(count)));
    var icon = L.divIcon({ className: "map-group", iconSize: [size, size], html: String(Number(count)) });
    var marker = named(L.marker(latlng, { icon: icon }), settings.group.replace("%n", String(count)));
    return marker.on("click", function () { map.setView(latlng, Math.min(19, map.getZoom() + 2)); });
  }

  function place(latlng, properties) {
    var link = document.createElement(properties.url ? "a" : "span");
    if (properties.url) { link.href = properties.url; }
    link.textContent = properties.title;
    return named(pin(latlng), properties.title).bindPopup(link);
  }

  function points(map, layer, data, settings) {
    layer.clearLayers();
    data.features.forEach(function (feature) {
      var at = feature.geometry.coordinates;
      var latlng = L.latLng(at[1], at[0]);
      var properties = feature.properties;
      layer.addLayer(
        properties.cluster ? group(map, latlng, properties.count, settings) : place(latlng, properties)
      );
    });
  }

  function address(map, settings) {
    var url = new URL(settings.url, window.location.href);
    if (settings.clustered === "yes") {
      var seen = map.getBounds();
      var edges = [
        Math.max(-180, seen.getWest()), Math.max(-90, seen.getSouth()),
        Math.min(180, seen.getEast()), Math.min(90, seen.getNorth())
      ];
      url.searchParams.set("bbox", edges.map(function (edge) { return edge.toFixed(6); }).join(","));
      url.searchParams.set("zoom", String(Math.round(map.getZoom())));
    }
    return url;
  }

  function show(box) {
    var settings = box.dataset;
    var map = base(box, settings);
    var layer = L.layerGroup().addTo(map);
    var asked = 0;
    var waiting;

    function refresh() {
      var mine = ++asked;
      read(address(map, settings)).then(function (data) {
        if (mine !== asked) { return; } // an older answer must not overwrite a newer one
        notice(box, "");
        points(map, layer, data, settings);
      }).catch(function () { if (mine === asked) { notice(box, settings.failed); } });
    }

    outlines(map, settings.outlines).then(function (bounds) {
      map.fitBounds(bounds);
      if (!settings.url) { return; }
      refresh();
      if (settings.clustered !== "yes") { return; }
      map.on("moveend", function () {
        clearTimeout(waiting);
        waiting = setTimeout(refresh, MOVE_PAUSE);
      });
    });
  }

  function notice(box, text) {
    var old = box.querySelector(".map-notice");
    if (old) { old.remove(); }
    if (!text) { return; }
    var node = document.createElement("p");
    node.className = "map-notice";
    node.setAttribute("role", "status");
    node.textContent = text;
    box.append(node);
  }

  function pick(root) {
    var settings = root.dataset;
    var inputs = root.querySelectorAll("input");
    var box = root.querySelector(".map");
    var marker;
    box.hidden = false;
    var map = base(box, settings);

    function typed() {
      var parts = [inputs[0].value, inputs[1].value].map(function (text) {
        return text.trim() ? Number(text.replace(",", ".")) : NaN;
      });
      var good = Math.abs(parts[0]) <= 90 && Math.abs(parts[1]) <= 180;
      return good ? L.latLng(parts[0], parts[1]) : null;
    }

    function write(latlng) {
      inputs[0].value = latlng.lat.toFixed(6);
      inputs[1].value = latlng.wrap().lng.toFixed(6);
      inputs.forEach(function (input) { input.dispatchEvent(new Event("change", { bubbles: true })); });
    }

    function draw() {
      var latlng = typed();
      if (!latlng) {
        if (marker) { marker.remove(); marker = null; }
        return null;
      }
      if (marker) {
        marker.setLatLng(latlng);
      } else {
        marker = named(pin(latlng, { draggable: true }), settings.pin).addTo(map);
        marker.on("dragend", function () { write(marker.getLatLng()); });
      }
      return latlng;
    }

    inputs.forEach(function (input) {
      input.addEventListener("change", function (event) {
        var latlng = draw();
        if (latlng && event.isTrusted) { map.panTo(latlng); }
      });
    });
    map.on("click", function (event) { write(event.latlng); });
    outlines(map, settings.outlines).then(function (bounds) {
      map.fitBounds(bounds);
      var latlng = draw();
      if (latlng) { map.setView(latlng, 16); }
    });
  }

  function start(root) {
    root.querySelectorAll("[data-map], [data-point]").forEach(function (box) {
      if (box.dataset.ready) { return; }
      box.dataset.ready = "yes";
      if ("point" in box.dataset) { pick(box); } else { show(box); }
    });
  }

  if (window.portalMaps) { return; } // two maps on a page name this file twice
  window.portalMaps = true;
  start(document);
  document.addEventListener("htmx:load", function (event) { start(event.detail.elt); });
})();
